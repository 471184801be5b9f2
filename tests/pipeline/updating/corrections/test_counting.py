"""What would be broken: a person is told to tag again for nothing, or not told when it would change something."""

from __future__ import annotations

import pytest

from pipeline.production.script_files import EditedChapter
from pipeline.updating.corrections.book_corrections import ChapterCorrections
from pipeline.updating.corrections.counting import marks_of, tells_nothing_new, unused
from pipeline.updating.corrections.deriving import corrected_in
from script.model import Age, Character, Gender
from tests.pipeline.updating.corrections.tagged_chapters import left_by_person, left_by_tagger

OWN = "@Ann: “Yes.”\n\n@Ann: “No, not I.”\n\n@Ann: “Yes.”\n"
ANN = Character("Ann", ("Annie",), gender=Gender.FEMALE)


def corrections(mine: str, own: str = OWN) -> ChapterCorrections:
    base = left_by_tagger(own)
    chapter = left_by_person(mine, base)
    edited = EditedChapter("001 x.txt", chapter, tuple(range(1, len(chapter.lines) + 1)), base)
    return ChapterCorrections(edited, base, tuple(corrected_in(base, chapter)))


def test_a_correction_that_the_tagger_was_told_is_not_counted_wherever_it_stands_now() -> None:
    before = corrections(OWN.replace("@Ann: “No", "@Tom: “No"))
    moved = "It rained.\n\n" + OWN
    after = corrections(moved.replace("@Ann: “No", "@Tom: “No"), moved)
    assert unused([before], (), marks_of([before], ())) == (0, 0)
    assert unused([after], (), marks_of([before], ())) == (0, 0)


def test_of_two_equal_corrections_each_counts() -> None:
    one = corrections(OWN.replace("@Ann: “Yes", "@Tom: “Yes", 1))
    both = corrections(OWN.replace("@Ann: “Yes", "@Tom: “Yes"))
    assert unused([both], (), ()) == (2, 0)
    assert unused([both], (), marks_of([one], ())) == (1, 0)
    assert unused([one], (), marks_of([both], ())) == (0, 0)


def test_another_speaker_for_a_corrected_line_is_a_new_correction() -> None:
    first, then = (corrections(OWN.replace("@Ann: “No", f"@{name}: “No")) for name in ("Tom", "Ruth"))
    assert unused([then], (), marks_of([first], ())) == (1, 0)


def test_what_is_said_of_a_person_counts_until_the_tagger_knows_it() -> None:
    assert unused((), [ANN], ()) == (0, 1)
    assert unused((), [ANN], marks_of((), [ANN])) == (0, 0)
    assert unused((), [Character("Ann", ("Annie",))], marks_of((), [ANN])) == (0, 1)


@pytest.mark.parametrize(
    ("person", "nothing_new"),
    [
        (Character("Ann Bell", ("Ann",)), True),
        (Character("Ann", ("Annie",)), True),
        (Character("Nobody yet"), True),
        (Character("Ann", ("Nan",)), False),
        (Character("Tom", ("Ann",)), False),
        (Character("Ann", gender=Gender.MALE), False),
        (Character("Ann", age=Age.OLD), False),
    ],
    ids=["another name", "known alias", "nobody's", "new alias", "two are one", "gender", "age"],
)
def test_only_another_name_for_one_character_changes_nobodys_lines(person: Character, nothing_new: bool) -> None:
    assert tells_nothing_new(person, [ANN, Character("Tom")]) == nothing_new
