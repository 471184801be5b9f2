"""EPUBs are read whole, with what they say of how words are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from script.reading.story_reader import read_story
from script.support.errors import StoryError
from tests.places import SHARED
from tests.script.epubs import build, independent_walk, page, squeezed
from tests.script.stories import check_story, whole_source

FOLDER = SHARED / "stories"


BOOKS = sorted(FOLDER.glob("*.epub")) or [FOLDER / "none.epub"]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.stem)
def test_nothing_of_a_real_book_is_lost(book: Path) -> None:
    if not book.exists():
        pytest.skip("the shared stories are not here")
    story = read_story(book)
    check_story(story)
    assert squeezed(whole_source(story)) == independent_walk(book)


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


def test_a_book_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="no words"):
        read_story(build(tmp_path / "a.epub", {"c.xhtml": page("<p>* * *</p>")}))
    with pytest.raises(StoryError, match="no words"):
        read_story(build(tmp_path / "b.epub", {"c.xhtml": page("<img alt='x' src='x'/>")}))
