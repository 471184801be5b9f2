"""Who speaks in italics or brackets: a dragon's words stay unheard, or a thought is said aloud."""

from __future__ import annotations

from script.quotations.flat_text import flatten
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.tags_after import tag_after
from script.quotations.thoughts import Mark
from script.tagging.marks_of_creatures import says_how, settle_marks


def settled(mark: Mark, *behind: str) -> tuple[set[int], list[str | None]]:
    """Which spans in these marks stay unheard, and whom the tags of all name, by what stands behind each of them."""
    tags: list[Tag | None] = [tag_after(flatten(words), 0, len(words), ",") if words else None for words in behind]
    unheard, found = settle_marks(
        dict.fromkeys(range(len(behind)), mark), tags, [9 * n + 8 for n in range(len(behind))]
    )
    return set(unheard), [tag.subject if tag else None for tag in found]


def test_brackets_that_one_creature_speaks_in_are_all_its_words() -> None:
    unheard, subjects = settled(Mark.ANGLES, " said the dragon.", "", " the dragon said.", "")
    assert unheard == set()
    assert subjects == ["the dragon"] * 4


def test_brackets_that_several_speak_in_are_heard_and_nobody_s_by_default() -> None:
    assert settled(Mark.ANGLES, " said Vex.", "", " said Quill.") == (set(), ["Vex", None, "Quill"])


def test_italics_of_a_dragon_are_its_words_beside_what_somebody_thinks() -> None:
    behind = (" said Vex.", "", " the dragon said.", " he thought.", " said Vex.", "")
    assert settled(Mark.ITALIC, *behind) == ({3}, ["Vex", "Vex", "the dragon", "he", "Vex", "Vex"])


def test_thoughts_stay_unheard() -> None:
    assert settled(Mark.ITALIC, " thought Vex.", "", " thought Vex.")[0] == {0, 1, 2}
    assert settled(Mark.ANGLES, " said Vex.", "", " thought Vex.", " thought Vex.")[0] == {0, 1, 2, 3}


def test_a_thought_among_what_is_said_in_the_same_marks_stays_one() -> None:
    assert settled(Mark.ANGLES, " said Vex.", " said Quill.", " thought Vex.")[0] == {2}


def test_one_tag_does_not_make_italics_heard_but_brackets() -> None:
    assert settled(Mark.ITALIC, " said Vex.", "")[0] == {0, 1}
    assert settled(Mark.ANGLES, " said Vex.", "")[0] == set()


def test_marks_are_settled_each_by_its_own_tags() -> None:
    tags = [tag_after(" said Vex.", 0, 10, ","), None]
    unheard, _ = settle_marks({0: Mark.ANGLES, 1: Mark.WAVES}, tags, [5, 9])
    assert set(unheard) == {1}


def test_what_somebody_does_beside_the_words_tells_nothing_of_how_they_are_heard() -> None:
    said, did = tag_after(" said Vex.", 0, 10, ","), tag_after(" Vex rose.", 0, 10, ".")
    assert said is not None
    assert says_how(said)
    assert did is None or not says_how(did)
