"""What would be broken: a story that can't be read again later, a cover lost, a list of what was left out that lies."""

from pathlib import Path

import pytest

from pipeline.intake import chosen_cover, keep_cover, keep_source, left_out_texts, title_of
from pipeline.production import Production
from script.errors import EditError
from script.story import Cover, LeftOut, Story

STORY = Story("", "", "", "", (), ())


def test_the_source_is_kept_to_the_byte_and_replaces_the_one_before(tmp_path: Path) -> None:
    production = Production(tmp_path / "p")
    for name, data in (("a.txt", b"\xff\x00"), ("a b?.txt", b"2")):
        (tmp_path / name).write_bytes(data)
        keep_source(production, tmp_path / name)
    (kept,) = production.source_folder.iterdir()
    assert (kept.name, kept.read_bytes()) == ("a b.txt", b"2")
    keep_source(production, kept)
    assert kept.read_bytes() == b"2"


def test_covers_are_kept_as_what_they_are(tmp_path: Path) -> None:
    production = Production(tmp_path / "p")
    assert keep_cover(production, STORY) == ""
    story = Story("", "", "", "", (), (), cover=Cover(b"\x89PNG", "image/png"))
    assert keep_cover(production, story) == "story/cover.png"
    (tmp_path / "mine.jpeg").write_bytes(b"\xff\xd8\xff\xe0")
    assert chosen_cover(production, tmp_path / "mine.jpeg") == "story/chosen-cover.jpg"
    (tmp_path / "mine.txt").write_bytes(b"no picture")
    with pytest.raises(EditError, match=r"mine\.txt"):
        chosen_cover(production, tmp_path / "mine.txt")


def test_many_small_things_of_one_reason_are_told_as_one_with_all_their_words() -> None:
    texts = (LeftOut(0, "[1]", "footnote mark"), LeftOut(5, "[2]", "footnote mark"), LeftOut(9, "a b  c", "licence"))
    story = Story("", "", "", "", (), (), left_out=texts)
    assert [(item.what, item.why, item.words) for item in left_out_texts(story)] == [
        ("“[1]” and 1 more", "footnote mark", 2),
        ("“a b c”", "licence", 3),
    ]


@pytest.mark.parametrize(
    ("name", "title"), [("the-lantern.epub", "The lantern"), ("My_Story.txt", "My Story"), ("X.txt", "X")]
)
def test_a_story_without_a_title_is_called_by_its_file(name: str, title: str) -> None:
    assert title_of(name) == title
