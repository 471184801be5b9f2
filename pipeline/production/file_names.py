"""How script files and finished files are called."""

from __future__ import annotations

from pipeline.disk.files import safe_name
from script.model import Chapter
from script.text.headings import Rank, read_heading

FOLDER = "audio"
MASTERS = ".make-audio/masters"
"""Where lossless masters lie, from which a book is put together again when one chapter changed."""


def script_file(number: int, name: str, count: int) -> str:
    """The name of the script file of one of `count` chapters: "001 The Storm.txt". `name` is a `chapter_name`."""
    return f"{number:0{max(3, len(str(count)))}d} {name}.txt"


def chapter_file(chapter: Chapter, count: int) -> str:
    """The path of a chapter's file in the production's folder: "audio/001 - The Storm.mp3"."""
    return f"{FOLDER}/{chapter.number:0{max(3, len(str(count)))}d} - {chapter_name(chapter.title)}.mp3"


def chapter_name(title: str) -> str:
    """What a chapter's files are called after their number: "The Storm" for "CHAPTER ONE: The Storm" and for
    "I. The Storm", but "CHAPTER ONE" where it has no other name."""
    heading = read_heading(title)
    numbered = heading is not None and heading.rank is Rank.CHAPTER and heading.family != "named"
    name = heading.title if heading is not None and numbered else ""
    return safe_name(name if any(c.isalnum() for c in name) else title, default="Chapter")


def book_file(title: str) -> str:
    """The path of the whole book's file: "audio/The Lantern.m4b"."""
    return f"{FOLDER}/{safe_name(title, default='Book')}.m4b"


def master_prefix(chapter: Chapter) -> str:
    """How the path of a chapter's master begins, whatever it sounds like."""
    return f"{MASTERS}/{chapter.number:04d}-"
