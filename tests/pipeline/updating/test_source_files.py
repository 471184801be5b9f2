"""What would be broken: a story that can't be read again later, a cover lost, a list of what was left out that lies."""

from pathlib import Path

import pytest

from pipeline.disk.files import write_file
from pipeline.production.production import Production
from pipeline.updating.source_files import (
    Kept,
    chosen_cover,
    forget_sources,
    left_out_texts,
    source_to_keep,
    story_cover,
    title_of,
)
from script.story import Cover, LeftOut, Story
from script.support.errors import EditError

STORY = Story("", "", "", "", (), ())


def test_the_source_is_kept_to_the_byte_and_beside_the_one_before(tmp_path: Path) -> None:
    production = Production(tmp_path / "p")
    recorded = None
    for name, data in (("a.txt", b"\xff\x00"), ("a b?.txt", b"2"), ("a b?.txt", b"3"), ("a b?.txt", b"4")):
        (tmp_path / name).write_bytes(data)
        kept = source_to_keep(production, tmp_path / name, recorded)
        assert not kept.path.exists()
        write_file(kept.path, kept.data)
        before, recorded = recorded, kept.path.relative_to(production.source_folder).as_posix()
        assert before is None or (production.source_folder / before).is_file()
        forget_sources(production, recorded)
        assert [path for path in production.source_folder.rglob("*") if path.is_file()] == [kept.path]
        assert (kept.path.name, kept.path.read_bytes()) == (name.replace("?", ""), data)
        assert source_to_keep(production, kept.path, recorded) == kept


def test_sources_stay_when_the_recorded_one_is_gone(tmp_path: Path) -> None:
    production = Production(tmp_path / "p")
    write_file(production.source_folder / "renamed.txt", "the story")
    forget_sources(production, "a.txt")
    assert (production.source_folder / "renamed.txt").is_file()


def test_covers_are_kept_as_what_they_are(tmp_path: Path) -> None:
    production = Production(tmp_path / "p")
    assert story_cover(production, STORY) is None
    story = Story("", "", "", "", (), (), cover=Cover(b"\x89PNG", "image/png"))
    assert story_cover(production, story) == Kept(production.story_folder / "cover.png", b"\x89PNG", is_cover=True)
    (tmp_path / "mine.jpeg").write_bytes(b"\xff\xd8\xff\xe0")
    chosen = chosen_cover(production, tmp_path / "mine.jpeg")
    assert chosen == Kept(production.story_folder / "chosen-cover.jpg", b"\xff\xd8\xff\xe0", is_cover=True)
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
