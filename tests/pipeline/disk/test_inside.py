"""What would be broken: a folder from a stranger in which a file of somebody else's is read, written or removed."""

import os
from pathlib import Path

import pytest

from pipeline.disk.inside import OutsideError, is_plain_name, odd_entries, path_inside

PLACES = ("script", "story", "book.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "story" / "source").mkdir(parents=True)
    (folder / "story" / "record.json").write_text("x")
    (folder / "script").mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.txt").write_text("secret")
    return folder


def odd(folder: Path) -> list[str]:
    return sorted(entry.path.relative_to(folder).as_posix() for entry in odd_entries(folder, PLACES))


@pytest.mark.parametrize("name", ["a.txt", "003: Zoë.txt", "..a", "a..", "Constance", ".hidden", "“…”.mp3"])
def test_names_that_people_give_are_taken(name: str) -> None:
    assert is_plain_name(name)


ELSEWHERE = (
    *("", ".", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a/", "./a", "..\\x", "a\\..\\..\\x", "C:x", "c:/x"),
    *("C:\\x", "\\\\host\\share\\x", "//host/share/x", "\\\\?\\C:\\x", "nul", "story/CON", "aux.txt", "lpt1 .txt"),
    *("a\0b", "a\nb"),
)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_path_that_leads_elsewhere_on_any_system_is_refused(folder: Path, place: str) -> None:
    with pytest.raises(OutsideError, match="does not lie in"):
        path_inside(folder, place)


def test_a_path_inside_is_given_also_where_nothing_is_yet(folder: Path) -> None:
    assert path_inside(folder, "story/record.json") == folder / "story" / "record.json"
    assert path_inside(folder, "audio/new.mp3") == folder / "audio" / "new.mp3"


def test_a_path_through_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "out").symlink_to("../secret")
    (folder / "in").symlink_to("story")
    with pytest.raises(OutsideError):
        path_inside(folder, "out/a.txt")
    assert path_inside(folder, "in/record.json").read_text() == "x"


@pytest.mark.parametrize("target", ["../secret", "../secret/a.txt", "../nowhere", "/", "..", "."])
@pytest.mark.parametrize("place", ["script", "story/source/x", "book.toml", "story"])
def test_a_link_that_leads_out_is_found_wherever_it_is(folder: Path, place: str, target: str) -> None:
    path = folder / place
    if path.is_dir():
        path.rename(folder.parent / "moved")
    # "." is the folder itself, through which all would be written.
    path.symlink_to(os.path.relpath(folder, path.parent) if target == "." else folder.parent / "secret" / target)
    assert odd(folder) == [place]


def test_links_inside_are_followed_to_what_is_odd_there_and_circles_end(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "x").symlink_to(folder.parent / "secret")
    (folder / "mine" / "back").symlink_to(folder / "story")
    assert odd(folder) == []
    (folder / "story" / "more").symlink_to("../mine")
    assert odd(folder) == ["mine/x"]


def test_a_link_to_itself_and_a_pipe_are_odd(folder: Path) -> None:
    (folder / "book.toml").symlink_to("book.toml")
    os.mkfifo(folder / "story" / "pipe")
    assert odd(folder) == ["book.toml", "story/pipe"]


def test_a_folder_that_is_reached_by_a_link_is_as_any_other(folder: Path) -> None:
    (folder.parent / "link").symlink_to("book")
    assert odd(folder.parent / "link") == []
    assert path_inside(folder.parent / "link", "story/record.json").read_text() == "x"
