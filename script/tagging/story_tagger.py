"""From Story to Script: every stretch of text gets its speaker, kind, delivery, confidence and evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from script.documents.letter_wording import INITIALS
from script.model import EDITED, NARRATOR, Chapter, Character, Kind, Script
from script.people.cast_finding import find_cast
from script.people.characters import People
from script.people.portraits.portrait_signs import Portrait
from script.people.portraits.portraits import portraits_of, portrayed
from script.people.portraits.spoken_signs import HeardSpeech
from script.quotations.flat_text import flatten
from script.story import RESPELLING, Section, Story
from script.tagging.answering_to_names import join_callings
from script.tagging.attribution.attributor import Attribution, AttributionInput, Attributor
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.attribution.trained import TrainedAttributor
from script.tagging.book_texts import BookText, book_texts
from script.tagging.exchanges import exchanges, words_of_speakers
from script.tagging.labels import Label, letter_labels, speech_labels, talk_labels, told_labels
from script.tagging.line_cutting import cut_chapters
from script.tagging.plain_typing import PlainTyping
from script.tagging.spoken_words import SpokenWords
from script.tagging.told_by_people import ToldByPeople, find_person, pinned_tags, with_people
from script.text.x_sampa import in_ipa


def tag_story(
    story: Story,
    *,
    include: Callable[[Section], bool] | None = None,
    attributor: Attributor | None = None,
    known: ToldByPeople | None = None,
) -> Script:
    """The story as a Script: one chapter per section that `include` takes (by default those that nothing leaves out).

    `attributor` says who speaks: by default the trained one for English, which it learned from, and the rules else.
    What is `known` is certain: it is as told, with confidence 1 and `EDITED` for evidence, and what is around follows.
    An attributor is shown the story in plain typing (`PlainTyping`).
    """
    typing = PlainTyping(story)
    whole, story = story, typing.story
    known = _in_plain_typing(typing, known or ToldByPeople())
    wanted = include or (lambda section: not section.left_out)
    chosen = [number for number, section in enumerate(whole.sections) if wanted(section)]
    sections, texts = _texts(story, chosen)
    flat = flatten(story.text)
    words = SpokenWords(story, flat, texts, known.speakers)
    tags = words.read_tags()
    cast = find_cast(
        flat,
        words.stretches(),
        [*(tag for tag in tags if tag), *words.talk_tags()],
        extra_names=[
            w for letter in words.letters if (w := letter.writer) not in ("", NARRATOR) and not INITIALS.fullmatch(w)
        ],
        speakers=words.talk_names(),
        told=[(texts[a.first].start, texts[a.last].end, a.teller) for a in words.accounts],
        chapters=[section.start for section in sections],
    )
    cast = with_people(cast, known, flat, words.stretches())
    scenes = words.scenes
    book = AttributionInput(flat, [(text.start, text.end) for text in texts], scenes, words.spans, tags, cast)
    book = replace(book, tags=pinned_tags(book, words.told))
    cast = join_callings(book)
    fixed = {index: who for index, name in words.told.items() if (who := find_person(cast, name)) is not None}
    book = replace(book, cast=cast, fixed=fixed)
    english = story.language[:2] in ("en", "")
    attributor = attributor or (TrainedAttributor() if english else RuleAttributor())
    attributions = attributor.attribute(book)
    attributions = tuple(
        Attribution(fixed[index], 1.0, EDITED) if index in fixed else attribution
        for index, attribution in enumerate(attributions)
    )
    labels = speech_labels(flat, words, tags, cast, attributions, in_english=english)
    labels += letter_labels(words, cast, known.speakers)
    labels += talk_labels(words, cast, known.speakers)
    labels += [Label(start, end, NARRATOR, Kind.NARRATION, None, 1.0, EDITED) for start, end in words.told_narrated]
    labels.sort(key=lambda label: label.start)
    chapters = _cut(whole, chosen, typing, labels, told_labels(words, cast))
    # Who speaks is decided: what else the book tells of people is for their voices alone.
    portraits = portraits_of(flat, words.stretches(), _speeches(book, attributions), cast)
    characters, narrator = _speakers(chapters, cast, portraits, _told(cast, known))
    return Script(
        story.title,
        story.author,
        story.language or "en",
        tuple(chapters),
        characters,
        narrator,
        exchanges(chapters),
        _lexicon(story),
        cast.perhaps_one,
    )


def _texts(story: Story, chosen: Sequence[int]) -> tuple[list[Section], list[BookText]]:
    """The sections that are chosen, by their numbers, and their texts."""
    sections = [story.sections[number] for number in chosen]
    return sections, [text for number, section in enumerate(sections) for text in book_texts(story, section, number)]


def _in_plain_typing(typing: PlainTyping, known: ToldByPeople) -> ToldByPeople:
    """What people told, where it lies in plain typing."""
    there = typing.there
    return replace(
        known, speakers=tuple(replace(said, start=there(said.start), end=there(said.end)) for said in known.speakers)
    )


def _cut(
    story: Story,
    chosen: Sequence[int],
    typing: PlainTyping,
    labels: Sequence[Label],
    told: Mapping[int, Label],
) -> list[Chapter]:
    """The chapters of the story as it is typed, from what is known of it in plain typing."""
    sections, texts = _texts(story, chosen)
    placed: list[Label] = []
    for label in labels:
        start = typing.start(label.start)
        if placed and placed[-1].end > start:
            start = typing.end(label.start)
        placed.append(replace(label, start=start, end=typing.end(label.end)))
    return cut_chapters(story, sections, texts, placed, {typing.start(start): label for start, label in told.items()})


def _lexicon(story: Story) -> tuple[tuple[str, str, str], ...]:
    """How the source says its words; of several ways to say one, the first."""
    words: dict[str, tuple[str, str, str]] = {}
    for said in story.pronunciations:
        if said.start < 0 and said.grapheme and said.phoneme:
            respelling = said.phoneme if said.alphabet == RESPELLING else ""
            ipa = "" if respelling else in_ipa(said.phoneme, said.alphabet)
            if ipa or respelling:
                words.setdefault(said.grapheme, (said.grapheme, ipa or "", respelling))
    return tuple(words.values())


# Who is in the script


def _speeches(book: AttributionInput, attributions: Sequence[Attribution]) -> list[HeardSpeech]:
    """What is said, by whom, in which scene."""
    return [
        HeardSpeech(
            span.start, span.end, book.scenes[span.paragraph], span.paragraph, said.speaker, said.confidence, tag
        )
        for span, tag, said in zip(book.spans, book.tags, attributions, strict=True)
    ]


def _told(cast: People, known: ToldByPeople) -> dict[int, Character]:
    """What people told of whom, by index."""
    found = ((find_person(cast, person.name), person) for person in known.people)
    return {index: person for index, person in found if index is not None}


def _speakers(
    chapters: Sequence[Chapter], cast: People, portraits: Sequence[Portrait], told: Mapping[int, Character]
) -> tuple[tuple[Character, ...], str | None]:
    """The characters that speak, by how much they say, and the one who tells a first-person book."""
    amounts = words_of_speakers(chapters)
    narrator = cast.people[cast.narrator].name if cast.narrator is not None else None
    speaking = amounts.keys() | ({narrator} if narrator is not None else set())
    known = {person.name: person for person in portrayed(cast, portraits, told, speaking)}
    return tuple(known[name] for name in sorted(speaking, key=lambda name: (-amounts[name], name))), narrator
