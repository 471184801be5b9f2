"""Where a collection's stories end: overlooked, the Anna of one story speaks in the next one's voice."""

from __future__ import annotations

from script.people.characters import Mention
from script.people.tellers.first_person import Paragraph
from script.people.tellers.story_bounds import story_bounds


def bounds(people: list[int], chapters: list[int]) -> list[int]:
    """Where stories begin, if paragraph by paragraph one of these people is named, in one of these chapters."""
    paragraphs = [Paragraph(9 * i, 9 * i + 8, chapter, (), ()) for i, chapter in enumerate(chapters)]
    return story_bounds(paragraphs, [Mention(9 * i, 9 * i + 4, person, False) for i, person in enumerate(people)])


def test_a_novel_is_one_story_whatever_its_chapters() -> None:
    assert bounds([0, 1] * 300, [i // 100 for i in range(600)]) == [0]


def test_short_stories_with_people_of_their_own_begin_with_their_chapters() -> None:
    assert bounds([0, 1] * 5 + [2, 3] * 5, [0] * 10 + [1] * 10) == [0, 10]


def test_one_who_stays_keeps_chapters_in_one_story() -> None:
    assert bounds([0, 1] * 5 + [2, 1] * 5, [0] * 10 + [1] * 10) == [0]


def test_the_people_change_where_a_long_story_ends_though_no_chapter_tells() -> None:
    (first, second) = bounds([0, 1] * 200 + [2, 3] * 200, [0] * 800)
    assert first == 0
    assert abs(second - 400) <= 10


def test_a_story_without_people_is_one() -> None:
    assert bounds([], [0] * 4) == [0]
