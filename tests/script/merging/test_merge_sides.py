"""What would be broken: a merge passes over some of a person's words, or of the story's, or reads them twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from script.merging.character_row import CharacterRow
from script.merging.merge_sides import Difference, SideRun, Sides, align_sides, inserted, stretches
from script.script_file.script_sheet import sheet_of
from script.text.alignment import Alignment, MatchingBlock
from tests.script.script_texts import read

ANIMALS = st.sampled_from(["ant", "bee", "cow", "doe", "eel"])
FILES = st.lists(st.lists(ANIMALS, min_size=1).map(" ".join), max_size=6).map("\n\n".join)


def row_of(text: str) -> CharacterRow:
    return CharacterRow(sheet_of(read(text).chapter))


@settings(max_examples=300, deadline=None)
@given(FILES, FILES, FILES)
def test_the_stretches_are_all_of_each_side_in_order_and_what_is_common_is_the_same(
    base: str, mine: str, new: str
) -> None:
    sides = align_sides(row_of(base), row_of(mine), row_of(new))
    at = [0, 0, 0]
    for stretch in stretches(sides):
        if isinstance(stretch, Difference):
            places = (stretch.base, stretch.mine, stretch.new)
            starts, ends = [place.start for place in places], [place.stop for place in places]
        else:
            starts = [stretch.base, stretch.mine, stretch.new]
            ends = [start + stretch.size for start in starts]
            words = {side.text[i:j] for side, i, j in zip(rows(sides), starts, ends, strict=True)}
            assert len(words) == 1
        assert starts == at
        at = ends
    assert at == [len(row) for row in rows(sides)]


def rows(sides: Sides) -> list[CharacterRow]:
    return [sides.base, sides.mine, sides.new]


def test_a_part_of_a_run_lacks_the_same_sides() -> None:
    assert SideRun(10, -1, 30, 5).cut(1, 4) == SideRun(11, -1, 31, 3)


def test_what_was_inserted_is_known_by_its_neighbours() -> None:
    alignment = Alignment([MatchingBlock(0, 0, 2), MatchingBlock(4, 5, 2)])
    assert inserted(alignment, 0, 6, 7) == range(0)
    assert inserted(alignment, 2, 6, 7) == range(2, 2)
    assert inserted(alignment, 3, 6, 7) is None
    assert inserted(alignment, 4, 6, 7) == range(5, 5)
    assert inserted(Alignment([MatchingBlock(0, 0, 2), MatchingBlock(2, 5, 4)]), 2, 6, 9) == range(2, 5)
