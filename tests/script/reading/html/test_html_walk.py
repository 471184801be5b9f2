"""Verse, lists, tables, quotes and breaks of a page are heard as what they are."""

from __future__ import annotations

import time
from pathlib import Path

from lxml import etree

from script.model import BlockKind
from script.reading.collected_text import Flow
from script.reading.html.html_tree import parse_xml
from script.reading.html.html_walk import walk
from script.reading.story_reader import read_story
from script.story import Style
from tests.script.epubs import build, page
from tests.script.stories import check_story, texts


def test_verse_lists_tables_quotes_and_breaks_survive(tmp_path: Path) -> None:
    body = (
        "<p>Before it all.</p><hr/><p>After the rule.</p><blockquote><p>Quoted words.</p></blockquote><p>* * *</p>"
        '<div class="poem"><div class="stanza"><p>First line</p><p>Second line</p></div></div>'
        "<p>Roses are red,<br/>Violets are blue,<br/>And so it goes.</p>"
        "<ul><li>An item<ul><li><p>A deeper "
        "one</p></li></ul></li></ul><table><tr><td>Left</td><td><p>Right</p></td></tr></table>"
    )
    story = read_story(build(tmp_path / "b.epub", {"c.xhtml": page(body)}))
    check_story(story)
    assert texts(story)[3:] == [
        ("break", "* * *"),
        ("verse", "First line\nSecond line"),
        ("verse", "Roses are red,\nViolets are blue,\nAnd so it goes."),
        ("item", "An item"),
        ("item", "A deeper one"),
        ("row", "Left\tRight"),
    ]
    assert texts(story)[2] == ("quote", "Quoted words.")
    assert [story.text[at : at + 5] for at in story.scene_breaks] == ["After"]
    assert [block.level for block in story.blocks if block.kind is BlockKind.ITEM] == [1, 2]


def test_quotation_marks_that_markup_draws_are_a_style_and_no_character(tmp_path: Path) -> None:
    body = "<p><q>Where is <q>the lamp</q>?</q> said Helen. <q style='quotes: none'>Not this.</q></p>"
    story = read_story(build(tmp_path / "b.epub", {"c.xhtml": page(body)}))
    check_story(story)
    assert "Where is the lamp? said Helen. Not this." in story.text
    styled = [story.text[s.start : s.end] for s in story.styles if s.style is Style.QUOTATION]
    assert styled == ["Where is the lamp?", "the lamp"]


def walked(paragraphs: int) -> tuple[Flow, etree._Element, float]:
    """A document of many paragraphs, walked, and the processor's seconds that took."""
    root = parse_xml(f"<body>{'<p>One <i>more</i> word.</p><!-- no --><hr/>' * paragraphs}</body>")
    flow = Flow()
    began = time.process_time()
    walk(root, flow, "a.xhtml")
    return flow, root, time.process_time() - began


def test_an_anchor_is_the_path_of_the_element_that_it_names() -> None:
    flow, root, _ = walked(20)
    found = [root.getroottree().xpath(anchor.node) for anchor in flow.anchors]
    assert [element for (element,) in found] == list(root.iter("p"))


def test_a_long_document_takes_no_longer_for_each_of_its_paragraphs() -> None:
    """With the square of their number, eight times as many would take sixty-four times as long."""
    assert walked(12_000)[2] < 24 * walked(1_500)[2]
