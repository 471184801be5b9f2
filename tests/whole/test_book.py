"""A story in, a book out: the files, their tags and marks, their loudness, and who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.places import STORIES
from tests.stories.build_epub import build_epub, png
from tests.whole.command import ID3, MP3, MP4, decoded_seconds, loudness, make_audio, planned, summary_of

CHAPTERS = ("The Storm", "What the Captain Carried", "Home by It")


def test_every_chapter_is_a_file_and_the_book_is_one(lantern: Path) -> None:
    names = sorted(path.name for path in (lantern / "audio").iterdir())
    assert len(names) == 4
    assert names[-1].endswith(".m4b")
    for number, (name, title) in enumerate(zip(names, CHAPTERS, strict=False), 1):
        assert name.startswith(f"{number:03} - ")
        assert title in name
        assert name.endswith(".mp3")


def test_the_files_that_people_edit_are_there(lantern: Path) -> None:
    assert (lantern / "book.toml").is_file()
    assert "[narrator]" in (lantern / "voices.toml").read_text(encoding="utf-8")
    scripts = sorted(path.name for path in (lantern / "script").iterdir())
    assert len(scripts) == 3
    assert scripts[0].startswith("001 ")
    assert not list((lantern / ".make-audio").rglob("*.part"))


def test_a_player_finds_title_author_chapter_and_track(lantern: Path) -> None:
    for number, file in enumerate(sorted((lantern / "audio").glob("*.mp3")), 1):
        tags = ID3(file)
        assert CHAPTERS[number - 1] in str(tags["TIT2"])
        assert "lantern" in str(tags["TALB"]).lower()
        assert str(tags["TPE1"]) == "A. N. Keeper"
        assert str(tags["TRCK"]).split("/")[0] == str(number)
        info = MP3(file).info
        assert info.sample_rate == 44100
        assert info.bitrate >= 192_000


def test_the_books_marks_stand_where_its_chapters_begin(lantern: Path) -> None:
    book = MP4(next((lantern / "audio").glob("*.m4b")))
    assert book.chapters is not None
    marks = list(book.chapters)
    assert [any(title in mark.title for title in CHAPTERS) for mark in marks] == [True] * 3
    at = 0.0
    for mark, file in zip(marks, sorted((lantern / "audio").glob("*.mp3")), strict=True):
        assert mark.start == pytest.approx(at, abs=0.1)
        at += decoded_seconds(file)
    assert book.info.length == pytest.approx(at, abs=0.2)


def test_every_chapter_is_as_loud_as_asked_under_its_ceiling(lantern: Path) -> None:
    for file in sorted((lantern / "audio").iterdir()):
        integrated, peak = loudness(file)
        assert integrated == pytest.approx(-20, abs=1.0), file.name
        assert peak <= -2.5, file.name


def test_the_summary_agrees_with_what_lies_there(lantern: Path) -> None:
    summary = summary_of(lantern)
    assert [chapter["title"] for chapter in summary["chapters"]] == [
        chapter["title"] for chapter in summary["chapters"] if any(title in chapter["title"] for title in CHAPTERS)
    ]
    for chapter in summary["chapters"]:
        assert chapter["seconds"] == pytest.approx(decoded_seconds(Path(chapter["file"])), abs=0.06)
    assert summary["failed"] == []
    assert sum(chapter["words"] for chapter in summary["chapters"]) == sum(
        speaker["words"] for speaker in summary["speakers"]
    )


def test_everybody_has_a_voice_of_their_own(lantern: Path) -> None:
    speakers = {speaker["name"]: speaker["voice"] for speaker in summary_of(lantern)["speakers"] if speaker["name"]}
    assert len(speakers) >= 6
    assert "narrator" in speakers
    assert len(set(speakers.values())) == len(speakers)


def test_an_epub_brings_its_title_author_cover_and_chapters(tmp_path: Path) -> None:
    epub = build_epub(STORIES / "the-lantern.txt", tmp_path / "lantern.epub", title="A Light")
    make_audio(epub)
    files = sorted((tmp_path / "lantern" / "audio").glob("*.mp3"))
    assert len(files) >= 3
    tags = ID3(files[0])
    assert str(tags["TALB"]) == "A Light"
    assert str(tags["TPE1"]) == "A. N. Keeper"
    cover = tags.getall("APIC")[0]
    assert cover.mime == "image/png"
    assert cover.data == png(60, 90)
    everything = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "lantern" / "script").iterdir())
    assert "All rights given away" not in everything
    assert "for twenty years more" in everything


@pytest.mark.parametrize("story", ["first-person.md", "british-single.html", "odd-typography.txt"])
def test_every_way_of_writing_dialogue_becomes_a_book(story: str, tmp_path: Path) -> None:
    summary = summary_of(STORIES / story, "-o", tmp_path / "book")
    assert summary["failed"] == []
    assert summary["files"]
    assert len([speaker for speaker in summary["speakers"] if speaker["name"] not in ("", "narrator")]) >= 3


def test_a_dry_run_says_what_to_expect_and_writes_nothing(tmp_path: Path) -> None:
    story = tmp_path / "the-lantern.txt"
    story.write_bytes((STORIES / "the-lantern.txt").read_bytes())
    ran = make_audio(story, "--dry-run")
    to_speak, lines, to_mix, chapters = planned(ran)
    assert lines >= to_speak > 50
    assert (to_mix, chapters) == (3, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["the-lantern.txt"]


def test_some_chapters_can_be_made_alone(tmp_path: Path) -> None:
    make_audio(STORIES / "the-lantern.txt", "-o", tmp_path / "book", "--chapter", "2")
    assert [path.name[:3] for path in (tmp_path / "book" / "audio").iterdir()] == ["002"]
    wrong = make_audio(tmp_path / "book", "--chapter", "2-9", check=False)
    assert wrong.returncode == 2
    assert "There is no chapter 9: the book has 3." in wrong.stderr
