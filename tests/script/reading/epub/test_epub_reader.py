"""EPUBs are read whole, cut where their contents say, and refused in plain words when they can't be."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from script.model import BlockKind
from script.reading.story_reader import read_story
from script.story import SectionRole, Style
from script.support.errors import StoryError
from tests.places import SHARED
from tests.script.epubs import build, independent_walk, page, squeezed
from tests.script.stories import check_story, read_aloud, read_or_refused, texts, whole_source

FOLDER = SHARED / "stories"
BOOKS = sorted(FOLDER.glob("*.epub")) or [FOLDER / "none.epub"]
LONG = "<p>" + "It was a quiet evening and the rain came down over the harbour. " * 12 + "</p>"


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_nothing_of_a_real_book_is_lost(book: Path) -> None:
    if not book.exists():
        pytest.skip("the shared stories are not here")
    story = read_story(book)
    check_story(story)
    assert squeezed(whole_source(story)) == independent_walk(book)


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


def test_pronunciations_come_along(tmp_path: Path) -> None:
    lexicon = (
        '<lexicon alphabet="ipa" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
        "<lexeme><grapheme>Ukridge</grapheme><phoneme>ˈjuːkrɪdʒ</phoneme></lexeme></lexicon>"
    )
    names = 'xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:alphabet="ipa"'
    body = f'<p {names}>Turn <span ssml:ph="nɔrθ"> N.</span> now.</p>'
    story = read_story(
        build(
            tmp_path / "b.epub",
            {"c.xhtml": page(body)},
            manifest='<item id="pls" href="en.pls" media-type="application/pls+xml"/>',
            extra={"OPS/en.pls": lexicon.encode()},
        )
    )
    assert [(p.grapheme, p.phoneme, p.start) for p in story.pronunciations] == [
        ("Ukridge", "ˈjuːkrɪdʒ", -1),
        ("N.", "nɔrθ", story.text.index("N.")),
    ]


def test_a_malformed_document_is_repaired_and_said(tmp_path: Path) -> None:
    story = read_story(
        build(tmp_path / "b.epub", {"c.xhtml": page("<p>One <b>two</p><p>&nbsp;three & four&eacute;</p>")})
    )
    check_story(story)
    assert squeezed(story.text) == "Onetwothree&fouré"
    assert any("not well formed" in warning for warning in story.warnings)


def test_named_characters_need_no_dtd(tmp_path: Path) -> None:
    story = read_story(build(tmp_path / "b.epub", {"c.xhtml": page("<p>caf&eacute;&nbsp;&mdash; yes &amp; no</p>")}))
    assert story.text == "café\xa0— yes & no"
    assert story.warnings == ()


def test_an_entity_bomb_stays_small(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
    body = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words {"&c;" * 50} here.</p></body></html>'
    story = read_story(build(tmp_path / "b.epub", {"c.xhtml": bomb + body}))
    assert len(story.text) < 1000
    assert "here." in story.text


def test_authors_and_cover(tmp_path: Path) -> None:
    metadata = (
        "<dc:title>The Lantern</dc:title><dc:creator opf:role='aut'>Ann</dc:creator><dc:creator "
        "opf:role='ill'>Ivo</dc:creator>"
        "<dc:creator opf:role='aut'>Bob</dc:creator><dc:language>en</dc:language><meta name='cover' content='img'/>"
    )
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
    story = read_story(
        build(
            tmp_path / "b.epub",
            {"c.xhtml": page(LONG)},
            metadata=metadata,
            manifest='<item id="img" href="c.png" media-type="image/jpeg"/>',
            extra={"OPS/c.png": png},
        )
    )
    assert story.author == "Ann and Bob"
    assert story.cover is not None
    assert (story.cover.media_type, story.cover.data) == ("image/png", png)


def _book(path: Path, extra: dict[str, bytes] | None = None) -> Path:
    return build(path, {"c.xhtml": page(LONG)}, extra=extra)


def test_protected_books_are_refused(tmp_path: Path) -> None:
    encrypted = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        b'<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    )
    with pytest.raises(StoryError, match="DRM"):
        read_story(_book(tmp_path / "a.epub", {"META-INF/encryption.xml": encrypted}))
    with pytest.raises(StoryError, match="DRM"):
        read_story(_book(tmp_path / "b.epub", {"META-INF/rights.xml": b"<rights/>"}))
    fonts = encrypted.replace(b"http://www.w3.org/2001/04/xmlenc#aes128-cbc", b"http://www.idpf.org/2008/embedding")
    check_story(read_story(_book(tmp_path / "c.epub", {"META-INF/encryption.xml": fonts})))


def test_unsafe_names_and_links_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="not safe"):
        read_story(_book(tmp_path / "a.epub", {"../../evil.xhtml": b"x"}))
    with pytest.raises(StoryError, match="not safe"):
        read_story(
            build(tmp_path / "b.epub", {"c.xhtml": page(LONG)}, manifest='<item id="x" href="../../../etc/passwd"/>')
        )


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="zip bomb"):
        read_story(_book(tmp_path / "a.epub", {"OPS/big.xhtml": b"\0" * (60 << 20)}))


def test_a_truncated_or_scrambled_book_ends_in_one_sentence(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.epub").read_bytes()
    broken = tmp_path / "broken.epub"
    chance = random.Random(7)
    for cut in range(0, len(whole), 41):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] ^= 0xFF
        for data in (whole[:cut], bytes(damaged)):
            broken.write_bytes(data)
            read_or_refused(broken)


@pytest.mark.parametrize("container", [None, "<broken", "<container><rootfiles/></container>"])
def test_a_zip_that_is_no_book_is_refused(tmp_path: Path, container: str | None) -> None:
    with pytest.raises(StoryError, match=r"a\.epub"):
        read_story(build(tmp_path / "a.epub", {"c.xhtml": page(LONG)}, container=container))


def test_a_book_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="no words"):
        read_story(build(tmp_path / "a.epub", {"c.xhtml": page("<p>* * *</p>")}))
    with pytest.raises(StoryError, match="no words"):
        read_story(build(tmp_path / "b.epub", {"c.xhtml": page("<img alt='x' src='x'/>")}))


def test_a_missing_part_is_said(tmp_path: Path) -> None:
    book = build(tmp_path / "a.epub", {"c.xhtml": page(LONG), "gone.xhtml": ""})
    thin = tmp_path / "thin.epub"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(thin, "w") as new:
        for name in old.namelist():
            if not name.endswith("gone.xhtml"):
                new.writestr(name, old.read(name))
    story = read_story(thin)
    assert any("gone.xhtml" in warning for warning in story.warnings)
    assert len(read_aloud(story)) == 1


def test_a_package_whose_spine_is_misnamed_is_read_all_the_same(tmp_path: Path) -> None:
    book = build(tmp_path / "a.epub", {"c.xhtml": page(LONG)})
    odd = tmp_path / "odd.epub"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"spine>", b"spines>").replace(b"<spine ", b"<spines "))
    assert "quiet evening" in read_story(odd).text
