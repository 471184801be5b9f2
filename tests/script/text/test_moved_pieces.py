"""What would be broken: an edit that stays behind when its words move, or that goes to words of somebody else."""

from __future__ import annotations

import itertools
import random
import time

from script.text.moved_pieces import Moves, find_moves

ANT, BEE, COW = "An ant crept over the wall.", "The bees flew home at dusk.", "“Cows chew,” said Tom Reed."
DOE, YES = "Does drink where nobody looks.", "“Yes.”"


def test_a_paragraph_is_found_in_another_place_of_its_chapter() -> None:
    assert find_moves([[ANT, BEE, COW, DOE]], [[DOE, ANT, BEE, COW]], [0]).sure == {(0, 3): (0, 0)}


def test_a_paragraph_is_found_in_another_chapter_and_in_one_that_is_new() -> None:
    assert find_moves([[ANT, BEE], [COW, DOE]], [[ANT], [COW, BEE, DOE]], [0, 1]).sure == {(0, 1): (1, 1)}
    assert find_moves([[ANT, BEE, COW]], [[ANT], [BEE, COW]], [0, None]).sure == {(0, 1): (1, 0), (0, 2): (1, 1)}


def test_what_stays_is_not_taken_away_by_a_copy() -> None:
    assert find_moves([[ANT, BEE]], [[ANT, BEE], [BEE, ANT]], [0, None]) == Moves()


def test_a_mended_typo_does_not_part_a_paragraph_from_its_place() -> None:
    mended = BEE.replace("dusk", "dawn")
    assert find_moves([[ANT, BEE], [COW]], [[ANT], [COW, mended]], [0, 1]).sure == {(0, 1): (1, 1)}


def test_of_two_changed_paragraphs_that_are_as_like_none_is_chosen() -> None:
    one, other = BEE.replace("dusk", "dawn"), BEE.replace("dusk", "noon")
    assert not find_moves([[ANT, BEE], [COW]], [[ANT], [one, COW, other]], [0, 1]).sure


def test_what_anybody_says_goes_to_another_chapter_only_beside_what_it_stood_beside() -> None:
    assert not find_moves([[ANT, YES, BEE], [COW]], [[ANT, BEE], [COW, YES]], [0, 1]).sure
    moved = find_moves([[ANT, BEE, YES], [COW]], [[ANT], [COW, BEE, YES]], [0, 1]).sure
    assert moved == {(0, 1): (1, 1), (0, 2): (1, 2)}


def test_places_that_fit_equally_well_are_given_as_such() -> None:
    moves = find_moves([[ANT, BEE], [COW]], [[ANT], [BEE, COW, BEE]], [0, 1])
    assert moves == Moves({}, ((((0, 1),), ((1, 0), (1, 2))),))


def test_of_equal_paragraphs_each_goes_where_its_neighbours_are() -> None:
    old = [[ANT, "She said nothing at all.", BEE, COW, "She said nothing at all.", DOE], ["It rained."]]
    new = [["It rained.", COW, "She said nothing at all.", DOE, ANT, "She said nothing at all.", BEE]]
    sure = find_moves(old, new, [1]).sure
    assert sure[0, 1] == (0, 5)
    assert sure[0, 4] == (0, 2)


def test_a_shuffled_book_is_found_whole_in_no_time() -> None:
    names = ["".join(letters) for letters in itertools.product("abcdefghijklmno", repeat=3)][:3000]
    paragraphs = [f"Ants{name} crept{name} over{name} walls{name}." for name in names]
    shuffled = random.Random(1).sample(paragraphs, len(paragraphs))
    sure = find_moves([paragraphs], [shuffled], [0]).sure
    assert all(paragraphs[p] == shuffled[q] for (_, p), (_, q) in sure.items())
    assert len(sure) > 2500


def test_many_equal_short_lines_go_where_their_neighbours_are_in_no_time() -> None:
    names = ["".join(letters) for letters in itertools.product("abcdefg", repeat=3)][:200]
    old = [line for name in names for line in (f"Now crept{name} over walls{name}.", YES)]
    new = [line for name in reversed(names) for line in (f"Crept{name} under walls{name}.", YES)]
    began = time.process_time()
    sure = find_moves([old, [ANT]], [[ANT], new], [1, None]).sure
    assert time.process_time() - began < 4
    assert all(sure[0, 2 * k + 1] == (1, 2 * (len(names) - k) - 1) for k in range(1, len(names) - 1))
