"""What a book says of itself is believed, and what it lacks or has wrong is said."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from script.reading.story_reader import read_story
from script.support.errors import StoryError
from tests.script.epubs import LONG, build, page, squeezed
from tests.script.stories import check_story, read_aloud


def test_a_malformed_document_is_repaired_and_said(tmp_path: Path) -> None:
    story = read_story(
        build(tmp_path / "b.epub", {"c.xhtml": page("<p>One <b>two</p><p>&nbsp;three & four&eacute;</p>")})
    )
    check_story(story)
    assert squeezed(story.text) == "Onetwothree&fouré"
    assert any("not well formed" in warning for warning in story.warnings)


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


@pytest.mark.parametrize("container", [None, "<broken", "<container><rootfiles/></container>"])
def test_a_zip_that_is_no_book_is_refused(tmp_path: Path, container: str | None) -> None:
    with pytest.raises(StoryError, match=r"a\.epub"):
        read_story(build(tmp_path / "a.epub", {"c.xhtml": page(LONG)}, container=container))


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
