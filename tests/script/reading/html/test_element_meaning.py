"""Footnotes, page numbers and hidden words are not read aloud; all else is."""

from __future__ import annotations

from pathlib import Path

from script.reading.story_reader import read_story
from script.story import Style
from tests.script.epubs import build, independent_walk, page, squeezed
from tests.script.stories import check_story, whole_source


def test_marks_and_page_numbers_are_silent_and_notes_are_left_out(tmp_path: Path) -> None:
    body = (
        '<p>The storm<a epub:type="noteref" href="#n1">1</a> broke<sup><a href="#n2">2</a></sup> '
        'on<span epub:type="pagebreak" title="12">12</span> us. See <a href="https://example.org/x">https://example.org/x</a>.</p>'
        '<aside epub:type="footnote" id="n1"><p>A note.</p></aside><p hidden="hidden">Unseen.</p>'
        "<p><ruby>漢<rt>kan</rt></ruby> and <i>italics</i></p>"
        '<p>So <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math> it is.</p>'
    )
    book = build(tmp_path / "b.epub", {"c.xhtml": page(body)})
    story = read_story(book)
    check_story(story)
    styled = [(story.text[s.start : s.end], s.style) for s in story.styles]
    assert ("1", Style.NOTE_MARK) in styled
    assert ("2", Style.NOTE_MARK) in styled
    assert ("12", Style.PAGE_NUMBER) in styled
    assert ("https://example.org/x", Style.ADDRESS) in styled
    assert ("italics", Style.ITALIC) in styled
    assert [(item.text, item.why) for item in story.left_out] == [
        ("A note.", "footnote"),
        ("Unseen.", "hidden"),
        ("kan", "ruby reading"),
        ("x", "mathematics"),
    ]
    assert squeezed(whole_source(story)) == independent_walk(book)
