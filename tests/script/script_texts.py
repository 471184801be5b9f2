"""Script files for tests."""

from __future__ import annotations

from script.model import Chapter
from script.script_file.script_parser import ParsedChapter, parse_chapter

NAME = "script/001 The Storm.txt"


def read(text: str) -> ParsedChapter:
    return parse_chapter(text, NAME, None)


def texts(chapter: Chapter) -> list[str]:
    return [chapter.text[line.start : line.end] for line in chapter.lines]
