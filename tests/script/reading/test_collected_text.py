"""Text from markup is blocks parted by blank lines, whatever white space laid the source out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from script.model import BlockKind
from script.reading.collected_text import Flow, next_character, scene_breaks, settled_styles
from script.story import Style

WORDS = st.text(st.sampled_from("ab.\n\t \xa0“"), max_size=8)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "line", "cell", "block"]))))
def test_blocks_hold_all_text_and_a_blank_line_parts_them(pieces: list[tuple[str, str]]) -> None:
    flow = Flow()
    for words, then in pieces:
        flow.write(words, BlockKind.PARAGRAPH, 0, None)
        {"line": flow.new_line, "cell": flow.new_cell, "block": flow.end_block}.get(then, lambda: None)()
    flow.end_block()
    text = flow.text()
    assert "".join(text.split()) == "".join("".join(words for words, _ in pieces).split())
    blocks = [text[block.start : block.end] for block in flow.blocks]
    assert "\n\n".join(blocks) == text
    assert all(words == words.strip() for words in blocks)


def test_three_short_lines_are_verse_and_a_block_without_a_word_is_a_break() -> None:
    flow = Flow()
    flow.write("Roses\nare\nred.", BlockKind.PARAGRAPH, 0, None, lines=True)
    flow.end_block()
    flow.write("* * *", BlockKind.QUOTE, 2, None)
    flow.end_block()
    assert [(block.kind, block.level) for block in flow.blocks] == [(BlockKind.VERSE, 0), (BlockKind.BREAK, 0)]


def test_a_style_holds_its_words_and_no_white_space_before_them() -> None:
    flow = Flow()
    flow.write("He ", BlockKind.PARAGRAPH, 0, None)
    mark = flow.length
    flow.write("  went", BlockKind.PARAGRAPH, 0, None)
    flow.style(mark, Style.ITALIC)
    flow.end_block()
    (span,) = settled_styles(flow.text(), flow)
    assert flow.text()[span.start : span.end] == "went"
    assert next_character(flow.text(), mark) == span.start


def test_a_break_without_text_parts_scenes_but_not_a_heading_from_its_chapter() -> None:
    flow = Flow()
    for words, kind in (("One", BlockKind.HEADING), ("He went.", BlockKind.PARAGRAPH), ("Day.", BlockKind.PARAGRAPH)):
        flow.breaks.append(flow.length)
        flow.write(words, kind, 1, None)
        flow.end_block()
    assert scene_breaks(flow.text(), flow, frozenset({0})) == (flow.text().index("Day."),)
