"""What would be broken: a sentence taken for another, so that its speaker, styles and edits go to the wrong words."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from script.text.alignment import Alignment, align

LINES = st.lists(st.lists(st.sampled_from(["a", "bb", ".", "“", "c", "dd1"]), min_size=1, max_size=5).map(" ".join))


def bare(lines: list[str]) -> str:
    return "".join("".join(lines).split())


def pairs(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """The equal runs, from each text."""
    first, second = bare(one), bare(other)
    return [
        (first[block.one : block.one + block.size], second[block.other : block.other + block.size])
        for block in align(one, other).blocks
    ]


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_blocks_are_equal_text_ascending_in_both(one: list[str], other: list[str]) -> None:
    at = place = 0
    first, second = bare(one), bare(other)
    for block in align(one, other).blocks:
        assert block.size
        assert block.one >= at
        assert block.other >= place
        at, place = block.one + block.size, block.other + block.size
        assert first[block.one : at] == second[block.other : place]


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_places_are_those_of_the_blocks(one: list[str], other: list[str]) -> None:
    alignment = align(one, other)
    places = {b.one + k: b.other + k for b in alignment.blocks for k in range(b.size)}
    size = len(bare(one))
    assert [alignment.to(i) for i in range(size)] == [places.get(i) for i in range(size)]
    back = alignment.swapped()
    assert all(back.to(there) == here for here, there in places.items())
    for start in range(size):
        for end in range(start + 1, size + 1):
            within = [places[i] for i in range(start, end) if i in places]
            assert alignment.first_in(start, end) == (within[0] if within else None)
            assert alignment.last_in(start, end) == (within[-1] if within else None)
            run = alignment.run(start, end)
            assert run is None or within == list(range(run, run + end - start))


def test_equal_texts_are_one_block_however_they_are_cut() -> None:
    assert pairs(["someone said"], ["some", "one", "said"]) == [("someonesaid", "someonesaid")]
    assert pairs(["x", "word", "12", "y."], ["x", "word12", "z."])[0] == ("xword12", "xword12")
    assert align([], []).blocks == Alignment([]).blocks


def test_an_inserted_quotation_is_whole() -> None:
    assert pairs(["“A.”", "“B.”", "x"], ["“A.”", "“New.”", "“B!”", "x"]) == [
        ("“A.”", "“A.”"),
        ("“B", "“B"),
        ("”x", "”x"),
    ]


def test_unlike_sentences_have_nothing_in_common_when_one_was_added() -> None:
    assert pairs(["It was late."], ["The dog of the house barked.", "It rained."]) == []
    assert pairs(["the waq of waz said."], ["the bq of bz said.", "the waq now waz said."]) == [
        ("thewaq", "thewaq"),
        ("wazsaid.", "wazsaid."),
    ]


def test_a_sentence_in_other_words_keeps_its_quotation_marks() -> None:
    assert pairs(["“Hi there.”"], ["“Goodbye.”"]) == [("“", "“"), (".”", ".”")]


def test_repeated_lines_are_compared_quickly() -> None:
    """The limit is many times what it takes; a table of all pairs would take minutes."""
    lines = ["“Yes.”"] * 20_000
    start = time.perf_counter()
    found = align(["No.", *lines], ["No.", *lines[:9_000], "Well?", *lines[9_000:]])
    assert sum(block.size for block in found.blocks) == 3 + 20_000 * 6
    assert time.perf_counter() - start < 20


def test_texts_with_nothing_in_common_are_told_quickly() -> None:
    one, other = ["a b c d. "] * 5_000, ["b a d c! "] * 5_000
    start = time.perf_counter()
    align(one, other)
    assert time.perf_counter() - start < 20
