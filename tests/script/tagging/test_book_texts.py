"""The paragraphs that the tagger walks: what stands between two blocks of a source must be read as well."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from script.model import BlockKind
from script.story import Block, Section, SectionRole, Story
from script.tagging.book_texts import book_texts, is_blank, trimmed


def texts(text: str, blocks: list[Block], *sections: tuple[int, int]) -> list[tuple[str, BlockKind, int]]:
    """(words, kind, section) of the paragraphs of a story's sections."""
    made = tuple(Section("", a, b, SectionRole.CHAPTER) for a, b in sections)
    story = Story("", "", "en", text, made, tuple(blocks))
    found = [one for number, section in enumerate(made) for one in book_texts(story, section, number)]
    return [(text[one.start : one.end], one.kind, one.section) for one in found]


def test_words_outside_all_blocks_are_paragraphs_too() -> None:
    blocks = [Block(4, 8, BlockKind.HEADING, 1)]
    assert texts("one Two  three ", blocks, (0, 15)) == [
        ("one", BlockKind.PARAGRAPH, 0),
        ("Two", BlockKind.HEADING, 0),
        ("three", BlockKind.PARAGRAPH, 0),
    ]


def test_a_block_over_the_end_of_a_section_is_read_in_both_parts() -> None:
    assert texts("one two", [Block(0, 7, BlockKind.VERSE)], (0, 4), (4, 7)) == [
        ("one", BlockKind.VERSE, 0),
        ("two", BlockKind.VERSE, 1),
    ]


def test_many_sections_take_no_longer_each() -> None:
    """With the square of their number, this would take twenty seconds."""
    count = 10_000
    blocks = [Block(2 * number, 2 * number + 1, BlockKind.PARAGRAPH) for number in range(count)]
    began = time.process_time()
    assert len(texts("a " * count, blocks, *((block.start, block.end) for block in blocks))) == count
    assert time.process_time() - began < 2


def test_an_ornament_is_blank_and_a_figure_is_not() -> None:
    assert [is_blank(text) for text in ("* * *", "—", "7", "é")] == [True, True, False, False]


@given(st.text(alphabet="ab \n\u3000", max_size=12), st.data())
def test_what_is_trimmed_begins_and_ends_with_a_sign(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = trimmed(text, start, end)
    assert (text[span[0] : span[1]] if span else "") == text[start:end].strip()


@given(st.text(alphabet="ab \n", max_size=30), st.lists(st.integers(0, 30), max_size=8), st.integers(0, 30))
def test_every_character_is_in_one_paragraph(text: str, edges: list[int], cut: int) -> None:
    places = sorted({min(edge, len(text)) for edge in edges})
    blocks = [Block(a, b, BlockKind.PARAGRAPH) for a, b in zip(places[::2], places[1::2], strict=False)]
    cut = min(cut, len(text))
    found = texts(text, blocks, (0, cut), (cut, len(text)))
    assert "".join("".join(words.split()) for words, _, _ in found) == "".join(text.split())
