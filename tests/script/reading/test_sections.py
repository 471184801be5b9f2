"""A text without contents is cut into the chapters that its headings make."""

from __future__ import annotations

import pytest

from script.model import BlockKind
from script.reading.collected_text import Flow
from script.reading.sections import Cut, cuts_by_headings, make_sections
from script.story import SectionRole

PROSE = (
    "It was a quiet evening, and the rain came down over the harbour where nobody had lit the lamps for a year. " * 2
)


def flow_of(*blocks: str) -> Flow:
    """ "# …" a heading (its marks count its level), anything else a paragraph."""
    flow = Flow()
    for words in blocks:
        level = len(words) - len(words.lstrip("#"))
        flow.write(words.lstrip("# "), BlockKind.HEADING if level else BlockKind.PARAGRAPH, level, None)
        flow.end_block()
    return flow


@pytest.mark.parametrize(
    ("blocks", "cuts", "title"),
    [
        (["# One", PROSE, "# Two", PROSE], [("One", 1), ("Two", 1)], ""),
        (
            ["# The Lantern", "## One", PROSE, "## Two", PROSE],
            [("The Lantern", 1), ("One", 1), ("Two", 1)],
            "The Lantern",
        ),
        (
            ["# Part One", "## A", PROSE, "## B", PROSE, "# Part Two", "## C", PROSE],
            [("A", 2), ("B", 2), ("C", 2)],
            "",
        ),
        (["# One", PROSE, "## A scene", PROSE, "# Two", PROSE], [("One", 1), ("Two", 1)], ""),
        (["# The Lantern", PROSE], [("The Lantern", 1)], "The Lantern"),
        (
            ["## CHAPTER I", "## The Storm", PROSE, "## CHAPTER II", PROSE],
            [("CHAPTER I: The Storm", 1), ("CHAPTER II", 1)],
            "",
        ),
        ([PROSE], [], ""),
    ],
)
def test_the_level_with_several_headings_makes_the_chapters(
    blocks: list[str], cuts: list[tuple[str, int]], title: str
) -> None:
    flow = flow_of(*blocks)
    found, book_title = cuts_by_headings(flow.text(), flow)
    assert ([(cut.title, cut.depth) for cut in found], book_title) == (cuts, title)


def test_a_parts_heading_right_above_a_chapters_begins_that_chapter() -> None:
    flow = flow_of("# Part One", "## A", PROSE, "## B", PROSE, "# Part Two", "## C", PROSE)
    cuts, _ = cuts_by_headings(flow.text(), flow)
    assert [flow.text()[cut.mark :].split("\n")[0] for cut in cuts] == ["Part One", "B", "Part Two"]


def test_matter_is_told_at_the_edges_and_its_side_by_where_it_stands() -> None:
    flow = flow_of("# Notes", PROSE, "# One", PROSE, "# Index", PROSE, "# Two", PROSE, "# Notes", PROSE)
    sections, _ = make_sections(flow.text(), flow, cuts_by_headings(flow.text(), flow)[0], "", "")
    assert [(section.title, section.role, section.left_out) for section in sections] == [
        ("Notes", SectionRole.FRONT, "notes"),
        ("One", SectionRole.CHAPTER, ""),
        ("Index", SectionRole.CHAPTER, ""),
        ("Two", SectionRole.CHAPTER, ""),
        ("Notes", SectionRole.BACK, "notes"),
    ]


def test_a_story_that_is_nothing_but_matter_is_read_all_the_same() -> None:
    flow = flow_of("# Glossary", PROSE)
    sections, _ = make_sections(flow.text(), flow, [Cut(0, "Glossary")], "", "")
    assert [(section.role, section.left_out) for section in sections] == [(SectionRole.CHAPTER, "")]


def test_project_gutenbergs_header_and_licence_are_sections_of_their_own() -> None:
    flow = flow_of(
        "The eBook of X",
        "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
        "# One",
        PROSE,
        "# Two",
        PROSE,
        "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
        "# Licence",
    )
    sections, _ = make_sections(flow.text(), flow, cuts_by_headings(flow.text(), flow)[0], "", "")
    assert [(section.title, section.role) for section in sections] == [
        ("Project Gutenberg licence", SectionRole.FRONT),
        ("One", SectionRole.CHAPTER),
        ("Two", SectionRole.CHAPTER),
        ("Project Gutenberg licence", SectionRole.BACK),
    ]


def test_a_paragraph_with_the_words_of_its_sections_title_is_a_heading() -> None:
    flow = flow_of("The Storm", PROSE, "Chapter 2", PROSE)
    chapter = flow.text().index("Chapter 2")
    sections, blocks = make_sections(flow.text(), flow, [Cut(0, "I: The Storm"), Cut(chapter)], "", "")
    assert [section.title for section in sections] == ["I: The Storm", ""]
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
