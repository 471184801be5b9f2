"""What is known of each stretch: a letter that nobody's initials fit is read by the wrong one, a thought is spoken."""

from __future__ import annotations

import re

from script.documents.letter_paragraphs import Letter
from script.model import EDITED, NARRATOR, BlockKind, Character, Kind
from script.people.characters import People, Teller
from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.attributor import Attribution
from script.tagging.book_texts import book_texts
from script.tagging.labels import Label, letter_labels, speech_labels, talk_labels, told_labels
from script.tagging.spoken_words import SpokenWords
from script.tagging.told_by_people import Fixed
from script.training.annotated_novels import story_of

NAMES = ("Anna Hale", "Tom", "Ruth Moss", "Dr. Rolf Moss")
CAST = People(tuple(map(Character, NAMES)), {name.lower().replace(".", ""): i for i, name in enumerate(NAMES)})


def words_of(text: str) -> SpokenWords:
    """What is spoken in a text, a paragraph a line."""
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    section = Section("", 0, len(text), SectionRole.CHAPTER)
    story = Story("", "", "en", text, (section,), blocks)
    return SpokenWords(story, flatten(text), book_texts(story, section, 0))


def spoken(text: str, *who: int | None) -> list[Label]:
    """The labels of speech, if these say it."""
    words = words_of(text)
    tags: list[Tag | None] = words.read_tags()
    told = [Attribution(one, 0.5, "so") for one in who]
    return speech_labels(flatten(text), words, tags, CAST, told)


def test_what_is_thought_is_told_from_what_is_said() -> None:
    text = "“So,” thought Tom. “No more.”\n“So,” said Tom."
    assert [label.kind for label in spoken(text, 1, 1, 1)] == [Kind.THOUGHT, Kind.THOUGHT, Kind.SPEECH]


def test_what_a_tag_interrupts_is_whispered_to_its_end_by_one_speaker() -> None:
    text = "“So,” whispered Tom, “it is.”\n“So,” whispered Tom. “It is.”"
    assert [label.delivery for label in spoken(text, 1, 1, 1, 2)] == ["whisper", "whisper", "whisper", None]


def test_no_manner_is_read_from_words_of_another_language() -> None:
    words = words_of("“So!” whispered Tom.")
    told = [Attribution(1, 0.5, "so")]
    assert speech_labels(words.flat, words, words.read_tags(), CAST, told, in_english=False)[0].delivery is None


def test_another_speaker_takes_nothing_over() -> None:
    assert [label.kind for label in spoken("“So,” thought Tom. “No more.”", 1, 2)] == [Kind.THOUGHT, Kind.SPEECH]


def test_speech_of_nobody_known_has_no_speaker() -> None:
    (label,) = spoken("“So.”", None)
    assert (label.speaker, label.confidence, label.evidence) == (None, 0.5, "so")


LETTER = "He read it out:\n\nDear Tom,\nI am well, and I hope that you are well.\nYours truly,\n{}\n\nTom sat down."


def letter(signed: str, *fixed: Fixed) -> set[str | None]:
    """Who speaks a letter under this name."""
    words = words_of(LETTER.format(signed))
    assert words.letters
    return {label.speaker for label in letter_labels(words, CAST, fixed)}


def test_a_letter_is_spoken_by_the_only_one_who_may_have_signed_it() -> None:
    assert letter("Anna Hale") == {"Anna Hale"}
    assert letter("A. H.") == {"Anna Hale"}
    assert letter("R. M.") == {None}


def test_whom_a_person_names_for_a_part_of_a_letter_wrote_it_all() -> None:
    at = LETTER.index("I am")
    assert letter("Anna Hale", Fixed(at, at + 20, "Tom")) == {"Tom"}
    assert letter("Anna Hale", Fixed(at, at + 20, NARRATOR)) == {"Anna Hale"}


TALK = "TOM: So.\n\nRUTH MOSS: No.\n\nTOM: It is."


def test_a_name_before_talk_is_seen_and_the_words_are_its_bearer_s() -> None:
    words = words_of(TALK)
    found = [(TALK[one.start : one.end].strip(), one.speaker, one.kind) for one in talk_labels(words, CAST, [])]
    assert found[:2] == [("TOM:", NARRATOR, Kind.SILENT), ("So.", "Tom", Kind.SPEECH)]
    assert found[3] == ("No.", "Ruth Moss", Kind.SPEECH)


def test_what_a_person_said_of_a_line_of_talk_is_certain() -> None:
    at = TALK.index("No.")
    words = words_of(TALK)
    for name, kind in (("Tom", Kind.SPEECH), (NARRATOR, Kind.NARRATION)):
        label = next(one for one in talk_labels(words, CAST, [Fixed(at, at + 3, name)]) if one.start == at)
        assert (label.speaker, label.kind, label.confidence, label.evidence) == (name, kind, 1.0, EDITED)


def test_only_another_teller_with_a_name_narrates_in_their_own_voice() -> None:
    words = words_of("It rained.\nI sat.\nIt snowed.")
    people = (*CAST.people, Character("I"))
    tellers = (Teller(0, 10, 1), Teller(11, 17, len(NAMES)), Teller(18, 99, 0))
    cast = People(people, CAST.forms, narrator=0, tellers=tellers)
    assert {at: label.speaker for at, label in told_labels(words, cast).items()} == {0: "Tom"}


_PAIR = People((Character("Ida"), Character("Voss")), {"ida": 0, "voss": 1})
_READS = 60
"""Looks at corrections for each line, at the most: a search by halves takes about twenty."""


class _Counted(Fixed):
    """A correction that counts how often it is looked at."""

    reads = 0

    def __getattribute__(self, name: str) -> object:
        _Counted.reads += 1
        return super().__getattribute__(name)


def play_or_letters(text: str) -> SpokenWords:
    story = story_of(text, "")
    texts = [text for number, section in enumerate(story.sections) for text in book_texts(story, section, number)]
    return SpokenWords(story, flatten(story.text), texts)


def test_corrections_of_a_play_are_looked_up_by_halves() -> None:
    words = play_or_letters("IDA: The kettle is cold.\n\nVOSS: So is the cook.\n\n" * 200)
    fixed = [_Counted(line.said, line.end, "Voss") for line in words.talk]
    _Counted.reads = 0
    labels = talk_labels(words, _PAIR, fixed)
    assert _Counted.reads < _READS * len(fixed)
    said = [label for label in labels if label.evidence == EDITED]
    assert len(said) == len(fixed) == 400
    assert {label.speaker for label in said} == {"Voss"}


def test_corrections_of_letters_are_looked_up_by_halves() -> None:
    words = play_or_letters("The roof holds.\n\nThe cat is well.\n\n" * 200)
    half = len(words.texts) // 2
    short = [Letter(index, index, "Ida", "", "letter: signature: Ida") for index in range(half)]
    words.letters = [*short, Letter(half, len(words.texts) - 1, "Ida", "", "letter: signature: Ida")]
    fixed = [_Counted(text.start, text.end, "Voss") for text in words.texts]
    _Counted.reads = 0
    labels = letter_labels(words, _PAIR, fixed)
    assert _Counted.reads < _READS * len(fixed)
    assert len(labels) == len(fixed) == 400
    assert {(label.speaker, label.evidence) for label in labels} == {("Voss", EDITED)}
