"""What would be broken: a person's edits put into another chapter, or lost, when the story grew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.production.chapter_matching import TaggedChapter, find_renamed, match_chapters, shared, word_runs
from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from script.script_file.script_writer import format_chapter


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


def hundred_runs(kept: int, other: str) -> str:
    """103 words, which are 100 runs of four; `kept` of them are the same whatever the `other` words are called."""
    same = kept + 3 if kept else 0
    return " ".join([*(f"word{i}" for i in range(same)), *(f"{other}{i}" for i in range(same, 103))])


BEFORE = hundred_runs(100, "")


def test_words_are_compared_in_runs_of_four_and_letter_case_is_nothing() -> None:
    assert word_runs("One two THREE four\nfive") == {
        ("one", "two", "three", "four"),
        ("two", "three", "four", "five"),
    }
    assert word_runs("One two") == {("one", "two")}
    assert word_runs("") == {()}
    assert shared("one two three four", "zero one two three four five") == 1
    assert shared("one two three six", "zero one two three four five") == 0


@pytest.mark.parametrize("kept", [0, 1, 49, 50, 99, 100])
def test_what_two_texts_share_is_their_runs_in_common_of_the_shorter_ones(kept: int) -> None:
    assert shared(BEFORE, hundred_runs(kept, "new")) == kept / 100
    assert shared(hundred_runs(kept, "new") + " " + MORNING * 9, BEFORE) == kept / 100


@pytest.mark.parametrize(("kept", "same"), [(49, False), (50, True), (51, True)])
def test_a_revised_chapter_under_another_title_is_itself_from_half_of_its_words_on(kept: int, same: bool) -> None:
    old, new = chapter(1, "The Storm", BEFORE), chapter(1, "Wind", hundred_runs(kept, "new"))
    assert match_chapters([old], [new]) == ((0,) if same else (None,))


@pytest.mark.parametrize(("kept", "winner"), [(49, 0), (51, 1)])
def test_the_same_title_counts_for_as_much_as_half_of_the_words(kept: int, winner: int) -> None:
    """The same title and no word in common, against another title and some of the words."""
    titled, worded = chapter(1, "The Storm", STORM), chapter(2, "The Harbour", BEFORE)
    assert match_chapters([titled, worded], [chapter(1, "The Storm", hundred_runs(kept, "new"))]) == (winner,)


def test_the_same_title_and_a_few_words_outweigh_more_words_under_another() -> None:
    titled = chapter(1, "The Storm", hundred_runs(20, "a"))
    worded = chapter(2, "The Harbour", hundred_runs(60, "b"))
    assert match_chapters([worded, titled], [chapter(1, "The Storm", hundred_runs(60, "c"))]) == (1,)


@pytest.mark.parametrize(("place", "nearest"), [(0, 1), (3, 1), (4, 5), (6, 5)])
def test_of_chapters_that_fit_equally_well_the_nearest_is_meant(place: int, nearest: int) -> None:
    """Two interludes, in the places 1 and 5, and one that was rewritten."""
    old = [chapter(i, f"Chapter {i}", f"{STORM} {i}") for i in range(7)]
    old[1] = chapter(1, "Interlude", HARBOUR)
    old[5] = chapter(5, "Interlude", f"{HARBOUR} {HARBOUR}")
    new = [chapter(i, f"Part {i}", f"Nothing of that is left in place {i}.") for i in range(7)]
    new[place] = chapter(place, "Interlude", MORNING)
    expected: list[int | None] = [None] * 7
    expected[place] = nearest
    assert match_chapters(old, new) == tuple(expected)


def test_equal_chapters_are_themselves_before_others_are_looked_for() -> None:
    old = [chapter(1, "Interlude", STORM), chapter(2, "Other", HARBOUR)]
    new = [chapter(1, "Interlude", HARBOUR), chapter(2, "Other", MORNING)]
    assert match_chapters(old, new) == (1, None)


def test_the_very_same_text_is_the_chapter_also_where_a_longer_one_has_it_under_the_same_title() -> None:
    old = [chapter(1, "Wind", STORM), chapter(2, "The Storm", f"{STORM} {HARBOUR}")]
    assert match_chapters(old, [chapter(1, "The Storm", STORM)]) == (0,)


def file_of(name: str, text: str) -> TaggedChapter:
    return TaggedChapter(name, chapter(1, "", text))


@pytest.mark.parametrize(("kept", "renamed"), [(49, False), (50, True), (51, True)])
def test_a_file_under_another_name_is_the_same_from_half_of_its_words_on(kept: int, renamed: bool) -> None:
    known = file_of("001 The Storm.txt", BEFORE)
    script = {"001 Wind.txt": hundred_runs(kept, "new")}
    assert shared(format_chapter(known.base), script["001 Wind.txt"]) == kept / 100
    assert find_renamed([known], script) == ({known.file: "001 Wind.txt"} if renamed else {})


def test_a_renamed_file_is_the_one_most_like_it_and_never_two_chapters() -> None:
    storm, harbour = file_of("001.txt", hundred_runs(100, "")), file_of("002.txt", HARBOUR)
    script = {"a.txt": hundred_runs(60, "a"), "b.txt": hundred_runs(70, "b"), "c.txt": hundred_runs(60, "c")}
    assert find_renamed([storm, harbour], script) == {"001.txt": "b.txt"}
    assert find_renamed([storm, file_of("002.txt", BEFORE)], script) == {"001.txt": "b.txt", "002.txt": "a.txt"}
    assert find_renamed([storm, file_of("b.txt", HARBOUR)], script) == {"001.txt": "a.txt", "b.txt": "b.txt"}
    assert find_renamed([storm, file_of("002.txt", BEFORE)], {"a.txt": BEFORE}) == {"001.txt": "a.txt"}
    assert find_renamed([storm], {}) == {}
