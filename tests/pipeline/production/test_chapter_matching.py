"""What would be broken: a person's edits put into another chapter, or lost, when the story grew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.production.chapter_matching import match_chapters, shared
from script.model import BlockKind, Chapter, Kind, Line, Paragraph


def chapter(number: int, title: str, text: str) -> Chapter:
    line = Line(0, len(text), "narrator", Kind.NARRATION)
    return Chapter(number, title, text, (Paragraph(BlockKind.PARAGRAPH, (line,)),))


STORM = "The storm came over the hill at nine and nobody in the house had thought of the lantern on the pier."
HARBOUR = "In the harbour the boats lay so close that a child could have walked from one side to the other."
MORNING = "Morning found them asleep around the stove, with the door wide open and the cat on the table."


def test_an_inserted_chapter_shifts_numbers_and_not_edits() -> None:
    old = [chapter(1, "Chapter 1", STORM), chapter(2, "Chapter 2", HARBOUR)]
    new = [chapter(1, "Chapter 1", STORM), chapter(2, "Chapter 2", MORNING), chapter(3, "Chapter 3", HARBOUR)]
    assert match_chapters(old, new) == (0, None, 1)


def test_a_revised_chapter_under_a_new_title_is_still_itself() -> None:
    old = [chapter(1, "The Storm", STORM), chapter(2, "The Harbour", HARBOUR)]
    new = [chapter(1, "Harbour", HARBOUR + " " + MORNING), chapter(2, "Storm", STORM.replace("nine", "ten"))]
    assert match_chapters(old, new) == (1, 0)


def test_a_rewritten_chapter_is_known_by_its_title() -> None:
    assert match_chapters([chapter(1, "The Storm", STORM)], [chapter(1, "The Storm", MORNING)]) == (0,)


def test_equal_chapters_keep_their_order() -> None:
    twins = [chapter(1, "Interlude", "Nothing."), chapter(2, "Interlude", "Nothing.")]
    assert match_chapters(twins, twins) == (0, 1)


def test_a_story_that_grew_shares_its_words_and_another_story_does_not() -> None:
    assert shared(STORM, STORM + " " + HARBOUR) == 1.0
    assert shared(STORM, MORNING) == 0.0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(), max_size=6), st.lists(st.text(), max_size=6))
def test_no_old_chapter_is_used_twice(old: list[str], new: list[str]) -> None:
    matches = match_chapters(
        [chapter(i, text[:1], text) for i, text in enumerate(old)],
        [chapter(i, text[:1], text) for i, text in enumerate(new)],
    )
    used = [i for i in matches if i is not None]
    assert len(matches) == len(new)
    assert len(used) == len(set(used))
