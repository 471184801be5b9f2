"""From Story to Script: every stretch of text gets its speaker, kind, delivery, confidence and evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from script.documents.journals_and_statements import Account, dates_apart, find_accounts, has_conversation
from script.documents.letter_paragraphs import Letter, LetterPart
from script.documents.letter_wording import INITIALS
from script.model import EDITED, NARRATOR, BlockKind, Chapter, Character, Cue, CueKind, Kind, Line, Paragraph, Script
from script.people.cast_finding import find_cast
from script.people.characters import People, Stretch
from script.quotations.delivery_words import delivery_of
from script.quotations.dialogue_tags import Tag
from script.quotations.flat_text import flatten, name_key
from script.quotations.noun_phrases import Subject
from script.quotations.quotation_spans import Marks, Quote, cut_unclosed, find_marks, find_quotes, is_speech
from script.quotations.said_clauses import is_read
from script.quotations.speech_words import TITLES
from script.quotations.tags_after import tag_after
from script.quotations.tags_before import tag_before
from script.quotations.talk_lines import find_talk_lines
from script.quotations.thoughts import find_thoughts
from script.story import RESPELLING, SILENT_STYLES, Section, Story, Style
from script.tagging.answering_to_names import join_callings
from script.tagging.attribution.attributor import Attribution, AttributionInput, Attributor, SpokenSpan
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.attribution.trained import TrainedAttributor
from script.tagging.exchanges import exchanges, words_of_speakers
from script.tagging.told_by_people import Fixed, Piece, ToldByPeople, apply_fixed, find_person, pinned_tags, with_people
from script.text.x_sampa import in_ipa

_LETTER_CONFIDENCE = 0.95
_BEFORE_IT = 250
"""Characters at most from what is told of to an "it" that stands for it."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph of a section that is in the book."""

    start: int
    end: int
    kind: BlockKind
    level: int
    section: int

    @property
    def heading(self) -> bool:
        return self.kind is BlockKind.HEADING


@dataclass(frozen=True, slots=True)
class _Label:
    """What is known of a stretch before lines are cut."""

    start: int
    end: int
    speaker: str | None
    kind: Kind
    delivery: str | None = None
    confidence: float = 1.0
    evidence: str = ""


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
    """
    known = known or ToldByPeople()
    wanted = include or (lambda section: not section.left_out)
    sections = [section for section in story.sections if wanted(section)]
    texts = [text for number, section in enumerate(sections) for text in _texts(story, section, number)]
    flat = flatten(story.text)
    words = _Words(story, flat, texts, known.speakers)
    tags = words.read_tags()
    cast = find_cast(
        flat,
        words.stretches(),
        [tag for tag in tags if tag],
        extra_names=[
            w for letter in words.letters if (w := letter.writer) not in ("", NARRATOR) and not INITIALS.fullmatch(w)
        ],
        speakers=[line.name for line in words.talk],
        told=[(texts[a.first].start, texts[a.last].end, a.teller) for a in words.accounts],
    )
    cast = with_people(cast, known, flat, words.stretches())
    scenes = words.scenes
    book = AttributionInput(flat, [(text.start, text.end) for text in texts], scenes, words.spans, tags, cast)
    book = replace(book, tags=pinned_tags(book, words.told))
    cast = join_callings(book)
    fixed = {index: who for index, name in words.told.items() if (who := find_person(cast, name)) is not None}
    book = replace(book, cast=cast, fixed=fixed)
    attributor = attributor or (TrainedAttributor() if story.language[:2] in ("en", "") else RuleAttributor())
    attributions = attributor.attribute(book)
    attributions = tuple(
        Attribution(fixed[index], 1.0, EDITED) if index in fixed else attribution
        for index, attribution in enumerate(attributions)
    )
    labels = _speech_labels(flat, words, tags, cast, attributions)
    labels += _letter_labels(words, cast, known.speakers)
    labels += _talk_labels(words, cast)
    labels += [_Label(start, end, NARRATOR, Kind.NARRATION, None, 1.0, EDITED) for start, end in words.told_narrated]
    labels.sort(key=lambda label: label.start)
    chapters = _chapters(story, sections, texts, labels, _told_labels(words, cast))
    characters, narrator = _speakers(chapters, cast)
    return Script(
        story.title,
        story.author,
        story.language or "en",
        tuple(chapters),
        characters,
        narrator,
        exchanges(chapters),
        _lexicon(story),
    )


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


def _texts(story: Story, section: Section, number: int) -> list[_Text]:
    """The section's paragraphs: its blocks, and whatever is not white between them."""
    starts = [block.start for block in story.blocks]
    texts: list[_Text] = []
    at = section.start
    for block in story.blocks[max(0, bisect_right(starts, section.start) - 1) : bisect_left(starts, section.end)]:
        start, end = max(block.start, at), min(block.end, section.end)
        if start >= end:
            continue
        texts += _stray(story.text, at, start, number)
        if span := _trimmed(story.text, start, end):
            texts.append(_Text(*span, block.kind, block.level, number))
        at = end
    return texts + _stray(story.text, at, section.end, number)


def _stray(text: str, start: int, end: int, number: int) -> list[_Text]:
    span = _trimmed(text, start, end)
    return [_Text(*span, BlockKind.PARAGRAPH, 0, number)] if span else []


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _is_blank(text: str) -> bool:
    return not any(char.isalnum() for char in text)


class _Words:
    """What is spoken, thought and written in the paragraphs, before anybody asks by whom."""

    def __init__(self, story: Story, flat: str, texts: Sequence[_Text], fixed: Sequence[Fixed] = ()) -> None:
        self.text = story.text
        self.flat = flat
        self.texts = texts
        self.marks: Marks = find_marks((story.text[t.start : t.end] for t in texts if not t.heading), story.language)
        self.breaks = [not t.heading and _is_blank(story.text[t.start : t.end]) for t in texts]
        self.quotes, self.continued = self._quotes()
        self.breaks = [lone and not quotes for lone, quotes in zip(self.breaks, self.quotes, strict=True)]
        parts = self._parts()
        self.accounts: list[Account] = []
        self.letters: list[Letter] = []
        self.in_letter = [False] * len(texts)
        self._written(parts)
        self.read_out = dates_apart(flat, parts, self.accounts)
        for letter in self.letters:
            for index in range(letter.first, letter.last + 1):
                self.in_letter[index] = True
        apart = [n for n, text in enumerate(texts) if text.heading or self.breaks[n] or self.in_letter[n]]
        self.talk = find_talk_lines(self.text, [(text.start, text.end) for text in texts], apart)
        """Lines of plays and chats."""
        for line in self.talk:
            self.in_letter[line.paragraph] = True
        self.scenes = self._scenes(story.scene_breaks)
        self.thoughts: set[int] = set()
        self.spans: list[SpokenSpan] = []
        self.told: dict[int, str] = {}
        """Who speaks a span, where a person told."""
        self.told_narrated: list[tuple[int, int]] = []
        """What a person gave to the narrator."""
        self._spans(story, fixed)

    def _written(self, parts: Sequence[LetterPart]) -> None:
        """Letters, and accounts: what stands inside a chapter under a title of its own is a letter; a letter that
        fills a chapter is told, but what it quotes stays with its writer, unless people talk in it."""
        accounts, found = find_accounts(self.flat, parts)
        letters: list[Letter] = []
        for account in accounts:
            inside = [letter for letter in found if account.first <= letter.last and letter.first <= account.last]
            same = [letter for letter in inside if account.holds(letter)]
            found = [letter for letter in found if letter not in same]
            plain = account.sent and len(same) == len(inside) and not has_conversation(parts, account)
            if plain and account.apart:
                letters.append(Letter(account.first, account.last, account.teller, "", account.evidence))
                continue
            self.accounts.append(account)
            for index in range(account.first, account.last + 1) if plain else ():
                self.in_letter[index] = True
        self.letters = sorted([*found, *letters], key=lambda letter: letter.first)

    def _quotes(self) -> tuple[list[list[Quote]], set[int]]:
        """Spoken quotations by paragraph; the paragraphs whose first one goes on with the paragraph before."""
        quotes: list[list[Quote]] = []
        continued: set[int] = set()
        open_before = False
        for index, text in enumerate(self.texts):
            if self._is_wall(index):
                quotes.append([])
                continue
            found = find_quotes(self.text, text.start, text.end, self.marks, inside=open_before)
            if open_before and found and found[0].start == text.start:
                continued.add(index)
            open_before = False
            if found and found[-1].open:
                following = self._goes_on_at(index, index in continued)
                if following is None:
                    found[-1] = cut_unclosed(self.text, found[-1])
                open_before = following is not None and found[-1].end >= text.end
            if self._is_motto(index, found):
                found = []
            quotes.append([q for q in found if is_speech(self.text, q, text.start, text.end)])
        return quotes, continued

    def _is_motto(self, index: int, quotes: Sequence[Quote]) -> bool:
        """Whether quoted verse is only cited: nobody is said to speak or sing it."""
        text = self.texts[index]
        if text.kind is not BlockKind.VERSE or len(quotes) != 1 or not index:
            return False
        if quotes[0].start > text.start or quotes[0].end < text.end:
            return False
        before = self.texts[index - 1]
        return before.heading or tag_before(self.flat, before.start, before.end) is None

    def _is_wall(self, index: int) -> bool:
        text = self.texts[index]
        blank = self.breaks[index] and not any(mark in self.text[text.start : text.end] for mark in '“"«„')
        return text.heading or blank

    def _goes_on_at(self, index: int, tale: bool) -> int | None:
        """The paragraph that opens again the speech which paragraph `index` leaves open: the next one, or, where it is
        a tale of several paragraphs by now, the first behind a heading or a scene break."""
        following = index + 1
        while tale and following < len(self.texts) and self._is_wall(following):
            following += 1
        if following >= len(self.texts) or self._is_wall(following):
            return None
        return following if self.text[self.texts[following].start] in self.marks.openers else None

    def _parts(self) -> list[LetterPart]:
        parts = []
        for index, text in enumerate(self.texts):
            quotes = self.quotes[index]
            parts.append(
                LetterPart(
                    text.start,
                    text.end,
                    wall=self.breaks[index] or text.heading,
                    heading=text.heading,
                    quoted=bool(quotes),
                    set_off=text.kind is BlockKind.QUOTE,
                    whole=len(quotes) == 1 and quotes[0].start <= text.start and quotes[0].end >= text.end,
                    open=bool(quotes) and quotes[-1].open and index + 1 in self.continued,
                    chapter=text.section,
                    speech=tuple((quote.start, quote.end) for quote in quotes),
                )
            )
        return parts

    def _scenes(self, rules: Sequence[int]) -> list[int]:
        scene = 0
        scenes = []
        for index, text in enumerate(self.texts):
            before = self.texts[index - 1] if index else None
            ruled = before is not None and bisect_right(rules, text.start) > bisect_right(rules, before.start)
            if self.breaks[index] or text.heading or ruled or (before is not None and before.section != text.section):
                scene += 1
            scenes.append(scene)
        return scenes

    def _spans(self, story: Story, fixed: Sequence[Fixed]) -> None:
        ends = [said.end for said in fixed]
        italics = sorted((s.start, s.end) for s in story.styles if s.style is Style.ITALIC)
        for index, text in enumerate(self.texts):
            if self.in_letter[index] or text.heading or self.breaks[index]:
                continue
            spoken = self.quotes[index]
            thoughts = find_thoughts(self.text, text.start, text.end, italics, [(q.start, q.end) for q in spoken])
            pieces = sorted(
                [Piece(q.start, q.end) for q in spoken] + [Piece(a, b, thought=True) for a, b in thoughts],
                key=lambda piece: piece.start,
            )
            told = []
            for said in fixed[bisect_right(ends, text.start) :]:
                if said.start >= text.end:
                    break
                if part := _trimmed(self.text, max(said.start, text.start), min(said.end, text.end)):
                    told.append(replace(said, start=part[0], end=part[1]))
            for order, piece in enumerate(apply_fixed(self.text, pieces, told)):
                if piece.speaker == NARRATOR:
                    self.told_narrated.append((piece.start, piece.end))
                    continue
                if piece.thought:
                    self.thoughts.add(len(self.spans))
                if piece.speaker is not None:
                    self.told[len(self.spans)] = piece.speaker
                goes_on = order == 0 and index in self.continued and bool(self.spans)
                goes_on = goes_on and all(self._is_wall(k) for k in range(self.spans[-1].paragraph + 1, index))
                self.spans.append(SpokenSpan(piece.start, piece.end, index, goes_on))

    def read_tags(self) -> list[Tag | None]:
        """The dialogue tag of each span. What a sign or a note says is narrated: it is no span any more."""
        tags = [self.tag(index) for index in range(len(self.spans))]
        read = {
            index
            for index, tag in enumerate(tags)
            if tag and tag.sure and tag.kind is Subject.THING and index not in self.told
        }
        if read:
            kept = [index for index in range(len(tags)) if index not in read]
            self.thoughts = {new for new, index in enumerate(kept) if index in self.thoughts}
            self.told = {new: self.told[index] for new, index in enumerate(kept) if index in self.told}
            self.spans = [self.spans[index] for index in kept]
            tags = [tags[index] for index in kept]
        return tags

    def tag(self, index: int) -> Tag | None:
        """The dialogue tag of a span: behind it, else before it, else at the end of the paragraph before."""
        span = self.spans[index]
        text = self.texts[span.paragraph]
        before = self.spans[index - 1] if index and self.spans[index - 1].paragraph == span.paragraph else None
        after = (
            self.spans[index + 1]
            if index + 1 < len(self.spans) and self.spans[index + 1].paragraph == span.paragraph
            else None
        )
        start = before.end if before else text.start
        stop = after.start if after else text.end
        inner = self.text[span.start : span.end].rstrip("“”\"«»„‘’'_ ")
        behind = tag_after(self.flat, span.end, stop, inner[-1:] or ".")
        if behind and behind.subject == "it" and is_read(self.flat, max(0, span.start - _BEFORE_IT), span.start):
            behind = replace(behind, kind=Subject.THING)
        if behind and behind.sure:
            return behind
        ahead = tag_before(self.flat, start, span.start)
        if ahead and (ahead.sure or before is None):
            return ahead
        if ahead is None and before is None and span.paragraph and start == span.start:
            last = self.texts[span.paragraph - 1]
            if last.section == text.section and not last.heading and self.flat[last.end - 1] in ":,":
                floor = max(
                    [
                        last.start,
                        *(s.end for s in self.spans[max(0, index - 3) : index] if s.paragraph == span.paragraph - 1),
                    ]
                )
                ahead = tag_before(self.flat, floor, last.end)
                if ahead:
                    return ahead
        return behind or ahead

    def stretches(self) -> list[Stretch]:
        """The paragraphs cut into what is quoted (or written) and what is narrated."""
        result = []
        spans_of: dict[int, list[SpokenSpan]] = {}
        for span in self.spans:
            spans_of.setdefault(span.paragraph, []).append(span)
        for index, text in enumerate(self.texts):
            if text.heading or self.breaks[index]:
                continue
            if self.in_letter[index]:
                result.append(Stretch(text.start, text.end, True))
                continue
            at = text.start
            for span in spans_of.get(index, []):
                if span.start > at:
                    result.append(Stretch(at, span.start, False))
                result.append(Stretch(span.start, span.end, True))
                at = span.end
            if at < text.end:
                result.append(Stretch(at, text.end, False))
        return result


def _speech_labels(
    flat: str, words: _Words, tags: Sequence[Tag | None], cast: People, attributions: Sequence[Attribution]
) -> list[_Label]:
    labels: list[_Label] = []
    for index, (span, attribution) in enumerate(zip(words.spans, attributions, strict=True)):
        tag = tags[index]
        thinks = tag.thinks if tag is not None and tag.sure else index in words.thoughts
        delivery: str | None = delivery_of(tag.verb, flat[tag.clause[0] : tag.clause[1]]) if tag and tag.sure else None
        speaker = cast.people[attribution.speaker].name if attribution.speaker is not None else None
        before = words.spans[index - 1] if index else None
        if not (tag and tag.sure) and before and before.paragraph == span.paragraph and labels[-1].speaker == speaker:
            # The rest of a thought is thought; a sentence that its tag interrupts goes on as it began.
            thinks = thinks or labels[-1].kind is Kind.THOUGHT
            if flat[before.end : span.start].rstrip().endswith(","):
                delivery = labels[-1].delivery
        kind = Kind.THOUGHT if thinks else Kind.SPEECH
        labels.append(
            _Label(span.start, span.end, speaker, kind, delivery, attribution.confidence, attribution.evidence)
        )
    return labels


def _letter_labels(words: _Words, cast: People, fixed: Sequence[Fixed]) -> list[_Label]:
    """The letters, by their writers. Who a person says wrote a part of one wrote all of it, unless they named two."""
    labels = []
    fixed = [said for said in fixed if said.speaker != NARRATOR]
    for letter in words.letters:
        person = _writer(cast, letter.writer) if letter.writer not in ("", NARRATOR) else None
        evidence = letter.evidence
        start, end = words.texts[letter.first].start, words.texts[letter.last].end
        told = [said for said in fixed if said.start < end and said.end > start]
        writers = {find_person(cast, said.speaker) for said in told}
        if len(writers) == 1:
            person, evidence = writers.pop(), "letter: corrected by you"
        speaker = cast.people[person].name if person is not None else None
        if letter.writer == NARRATOR and person is None:
            speaker = NARRATOR
        confidence = 0.0 if speaker is None else _LETTER_CONFIDENCE
        for index in range(letter.first, letter.last + 1):
            text = words.texts[index]
            if words.breaks[index]:
                continue
            label = _Label(text.start, text.end, speaker, Kind.LETTER, None, confidence, evidence)
            whole = (said.speaker for said in told if said.start <= text.start and text.end <= said.end)
            if (name := next(whole, None)) is not None and (writer := find_person(cast, name)) is not None:
                label = replace(label, speaker=cast.people[writer].name, confidence=1.0, evidence=EDITED)
            labels.append(label)
    return labels


def _talk_labels(words: _Words, cast: People) -> list[_Label]:
    """The lines of plays and chats: the name is seen, the words are heard."""
    labels = []
    for line in words.talk:
        labels.append(_Label(line.start, line.said, NARRATOR, Kind.SILENT, evidence="a speaker's name"))
        person = cast.resolve(line.name)
        speaker = cast.people[person].name if person is not None else None
        confidence = 0.0 if speaker is None else _LETTER_CONFIDENCE
        for start, end in line.words():
            labels.append(_Label(start, end, speaker, Kind.SPEECH, None, confidence, f"line of {line.name}"))
    return labels


def _writer(cast: People, name: str) -> int | None:
    """Who signed so: by name, or the only one with these initials."""
    if name == "I" or not INITIALS.fullmatch(name):
        return cast.resolve(name)
    initials = re.findall(r"[^\W\d_]", name.lower())
    hits = {
        index
        for index, person in enumerate(cast.people)
        for other in (person.name, *person.aliases)
        if len(initials) > 1
        and [word[0] for word in name_key(other).split() if word not in TITLES and word[0].isalpha()] == initials
    }
    return hits.pop() if len(hits) == 1 else None


def _told_labels(words: _Words, cast: People) -> dict[int, _Label]:
    """What is narrated by somebody else than the book's narrator, by the start of its paragraph."""
    labels = {}
    for account in words.accounts:
        for index in range(account.first, account.last + 1):
            text = words.texts[index]
            person = cast.teller(text.start)
            if account.teller and person is not None and person != cast.narrator and index not in words.read_out:
                labels[text.start] = _Label(
                    0, 0, cast.people[person].name, Kind.NARRATION, None, _LETTER_CONFIDENCE, account.evidence
                )
    return labels


# Lines and chapters


def _chapters(
    story: Story,
    sections: Sequence[Section],
    texts: Sequence[_Text],
    labels: Sequence[_Label],
    told: Mapping[int, _Label],
) -> list[Chapter]:
    """`told`: what the narration of a paragraph is, by its start, where it isn't the narrator's."""
    silent = sorted((s.start, s.end, s.style) for s in story.styles if s.style in SILENT_STYLES)
    emphasis = sorted((s.start, s.end) for s in story.styles if s.style in (Style.ITALIC, Style.BOLD))
    rules: Sequence[int] = story.scene_breaks
    starts = [label.start for label in labels]
    quiet = [span[0] for span in silent]
    by_section: dict[int, list[_Text]] = {}
    for text in texts:
        by_section.setdefault(text.section, []).append(text)
    chapters: list[Chapter] = []
    for number, section in enumerate(sections):
        inside = by_section.get(number)
        if not inside:
            continue
        offset, end = inside[0].start, inside[-1].end
        paragraphs = []
        for text in inside:
            mine = labels[bisect_left(starts, text.start) : bisect_left(starts, text.end)]
            first = max(0, bisect_left(quiet, text.start) - 1)
            hushed = [s for s in silent[first : bisect_left(quiet, text.end)] if s[1] > text.start]
            rest = _rest(story.text, text)
            if rest.kind is Kind.NARRATION:
                rest = told.get(text.start, rest)
            lines = _lines(story.text, text, mine, hushed, offset, rest)
            paragraphs.append(Paragraph(text.kind, lines, _level(text)))
        chapters.append(
            Chapter(
                number=len(chapters) + 1,
                title=section.title,
                text=story.text[offset:end],
                paragraphs=tuple(paragraphs),
                offset=offset,
                cues=tuple(
                    Cue(_next(inside, at) - offset, CueKind.PAUSE, "scene") for at in rules if offset < at < end
                ),
                emphasis=tuple(
                    (max(a, offset) - offset, min(b, end) - offset)
                    for a, b in emphasis
                    if a < end and b > offset and a < b
                ),
                pronunciations=tuple(
                    sorted(
                        (said.start - offset, said.end - offset, ipa)
                        for said in story.pronunciations
                        if offset <= said.start < said.end <= end and (ipa := in_ipa(said.phoneme, said.alphabet))
                    )
                ),
            )
        )
    return chapters


def _level(text: _Text) -> int:
    return min(6, max(1, text.level)) if text.heading else 0


def _next(texts: Sequence[_Text], at: int) -> int:
    """The start of the paragraph that a rule at `at` stands before."""
    return next((text.start for text in texts if text.start >= at), at)


def _lines(
    text: str,
    paragraph: _Text,
    labels: Sequence[_Label],
    silent: Sequence[tuple[int, int, Style]],
    offset: int,
    rest: _Label,
) -> tuple[Line, ...]:
    """The paragraph's lines: its labelled stretches, silent ones cut out, the rest narrated as `rest` says."""
    pieces: list[_Label] = []
    at = paragraph.start
    for label in labels:
        start, end = max(label.start, at), min(label.end, paragraph.end)
        if start >= end:
            continue
        pieces.append(replace(rest, start=at, end=start))
        pieces.append(replace(label, start=start, end=end))
        at = end
    pieces.append(replace(rest, start=at, end=paragraph.end))
    for start, end, style in silent:
        pieces = [part for piece in pieces for part in _hush(piece, start, end, style)]
    lines: list[Line] = []
    for piece in pieces:
        span = _trimmed(text, piece.start, piece.end)
        if span is None:
            continue
        lines.append(
            Line(
                span[0] - offset,
                span[1] - offset,
                piece.speaker,
                piece.kind,
                piece.delivery,
                piece.confidence,
                piece.evidence,
            )
        )
    return tuple(_joined(text, lines, offset))


def _rest(text: str, paragraph: _Text) -> _Label:
    if paragraph.heading:
        return _Label(0, 0, NARRATOR, Kind.HEADING)
    if _is_blank(text[paragraph.start : paragraph.end]):
        return _Label(0, 0, NARRATOR, Kind.BREAK)
    return _Label(0, 0, NARRATOR, Kind.NARRATION)


def _hush(piece: _Label, start: int, end: int, style: Style) -> list[_Label]:
    start, end = max(start, piece.start), min(end, piece.end)
    if start >= end or piece.kind is Kind.SILENT:
        return [piece]
    return [
        replace(piece, end=start),
        _Label(start, end, NARRATOR, Kind.SILENT, evidence=str(style)),
        replace(piece, start=end),
    ]


def _joined(text: str, lines: Sequence[Line], offset: int) -> list[Line]:
    """Stretches of narration without a letter between two lines (a lone dash or comma) join what stands before."""
    result: list[Line] = []
    for line in lines:
        stray = line.kind is Kind.NARRATION and _is_blank(text[line.start + offset : line.end + offset])
        if stray and result and result[-1].kind is not Kind.SILENT:
            result[-1] = replace(result[-1], end=line.end)
        elif (
            result
            and result[-1].kind is Kind.NARRATION
            and _is_blank(text[result[-1].start + offset : result[-1].end + offset])
            and line.kind is not Kind.SILENT
        ):
            result[-1] = replace(line, start=result[-1].start)
        else:
            result.append(line)
    return result


# Who is in the script


def _speakers(chapters: Sequence[Chapter], cast: People) -> tuple[tuple[Character, ...], str | None]:
    """The characters that speak, by how much they say, and the one who tells a first-person book."""
    amounts = words_of_speakers(chapters)
    narrator = cast.people[cast.narrator].name if cast.narrator is not None else None
    known = {person.name: person for person in cast.people}
    speaking = amounts.keys() | ({narrator} if narrator is not None else set())
    return tuple(known[name] for name in sorted(speaking, key=lambda name: (-amounts[name], name))), narrator
