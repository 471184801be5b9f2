"""Chapters as a tagger leaves them, and as a person does, made of script files."""

from __future__ import annotations

from dataclasses import replace

from script.model import EDITED, Chapter
from script.script_file.script_parser import parse_chapter

_FILE = "script/001 x.txt"


def left_by_tagger(text: str, *told: str) -> Chapter:
    """As a tagger leaves it that was told of the lines with these words."""
    parsed = parse_chapter(text, _FILE, None).chapter
    paragraphs = []
    for paragraph in parsed.paragraphs:
        lines = tuple(
            replace(line, evidence=EDITED if any(word in parsed.text[line.start : line.end] for word in told) else "")
            for line in paragraph.lines
        )
        paragraphs.append(replace(paragraph, lines=lines))
    return replace(parsed, paragraphs=tuple(paragraphs))


def left_by_person(text: str, base: Chapter) -> Chapter:
    """The tagger's chapter as a person left it."""
    return parse_chapter(text, _FILE, base).chapter
