"""A book's chapters are those of its contents, and documents that these omit are what they are."""

from __future__ import annotations

from pathlib import Path

from script.reading.story_reader import read_story
from script.story import SectionRole
from tests.script.epubs import LONG, build, page
from tests.script.stories import check_story


def test_chapters_are_those_of_the_contents_also_in_mid_file(tmp_path: Path) -> None:
    body = f'<h1 id="a">One</h1>{LONG}<h1><a id="b"/>Two</h1>{LONG}<p>The <span id="c">end</span> came.</p>'
    nav = '<li><a href="1.xhtml#a">I: One</a><ol><li><a href="1.xhtml#b">II: Two</a></li></ol></li>'
    story = read_story(build(tmp_path / "b.epub", {"1.xhtml": page(body)}, nav=nav))
    check_story(story)
    assert [(s.title, s.depth, s.role) for s in story.sections] == [
        ("I: One", 1, SectionRole.CHAPTER),
        ("II: Two", 2, SectionRole.CHAPTER),
    ]
    assert story.text[story.sections[1].start :].startswith("Two")
    assert (story.title, story.author, story.language) == ("The Lantern", "Ann Author", "en-gb")
    assert "Head text" not in story.text


def test_an_old_book_with_ncx_and_guide(tmp_path: Path) -> None:
    documents = {
        "title.html": page("<h1>The Lantern</h1><p>by Ann Author</p>"),
        "ded.html": page("<p>For Tom, who waited for it longer than anybody should.</p>"),
        "ch1.html": page(f"<h2>Chapter 1</h2>{LONG}"),
        "ch1b.html": page(LONG),
        "ch2.html": page(f"<h2>Chapter 2</h2>{LONG}"),
    }
    point = '<navPoint id="n{0}"><navLabel><text>{1}</text></navLabel><content src="{2}"/></navPoint>'
    ncx = (
        point.format(1, "Chapter 1", "ch1.html")
        + point.format(2, "Chapter 2", "ch2.html")
        + point.format(3, "Gone", "gone.html")
    )
    guide = '<guide><reference type="dedication" title="D" href="ded.html"/></guide>'
    story = read_story(build(tmp_path / "b.epub", documents, ncx=ncx, guide=guide))
    check_story(story)
    assert [(s.title, s.left_out) for s in story.sections] == [
        ("The Lantern", "title page"),
        ("", "dedication"),
        ("Chapter 1", ""),
        ("Chapter 2", ""),
    ]
    assert story.text[story.sections[2].start : story.sections[2].end].count("quiet evening") == 24
    assert any("Gone" in warning for warning in story.warnings)


def test_a_document_that_the_contents_omit_is_told_by_what_it_is(tmp_path: Path) -> None:
    documents = {
        "c1.xhtml": page(f"<h2>One</h2>{LONG}"),
        "extra.xhtml": page(f"<h2>An omitted chapter</h2>{LONG}"),
        "rights.xhtml": page("<p>Copyright © 2020 Ann Author. All rights reserved. ISBN 1.</p>"),
        "notes.xhtml": page(
            '<section epub:type="endnotes"><ol><li epub:type="endnote">First note.</li></ol></section>'
        ),
    }
    story = read_story(build(tmp_path / "b.epub", documents, nav='<li><a href="c1.xhtml">One</a></li>'))
    check_story(story)
    assert [(s.title, s.role, s.left_out) for s in story.sections] == [
        ("One", SectionRole.CHAPTER, ""),
        ("An omitted chapter", SectionRole.CHAPTER, ""),
        ("", SectionRole.BACK, "copyright page"),
        ("", SectionRole.BACK, "notes"),
    ]
    assert "First note." in story.text


def test_a_landmark_on_a_page_without_text_says_nothing_about_the_next(tmp_path: Path) -> None:
    documents = {"cover.xhtml": page('<img src="c.png" alt="A cover"/>'), "c1.xhtml": page(f"<h1>One</h1>{LONG}")}
    guide = '<guide><reference type="cover" href="cover.xhtml"/></guide>'
    story = read_story(build(tmp_path / "b.epub", documents, nav='<li><a href="c1.xhtml">One</a></li>', guide=guide))
    assert [(s.title, s.left_out) for s in story.sections] == [("One", "")]
    assert "A cover" not in story.text
