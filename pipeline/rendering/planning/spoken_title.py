"""A chapter's title, said where the story doesn't print it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.production.book_file import Book
from pipeline.production.script_files import EditedChapter
from script.model import NARRATOR, BlockKind, Kind, Line, Paragraph


def titled(item: EditedChapter, book: Book) -> EditedChapter:
    """The chapter with its title as a first heading, where the book wants it and the story doesn't print it."""
    chapter = item.chapter
    headings = " ".join(
        chapter.text[paragraph.start : paragraph.end]
        for paragraph in chapter.paragraphs
        if paragraph.kind is BlockKind.HEADING
    )
    title = " ".join(chapter.title.split())
    printed = _words(title)
    if not book.speak_titles or not title or (printed and f" {printed} " in f" {_words(headings)} "):
        return item
    shift = len(title) + 2
    heading = Paragraph(BlockKind.HEADING, (Line(0, len(title), NARRATOR, Kind.HEADING),), 1)
    return replace(
        item,
        chapter=replace(
            chapter,
            text=f"{title}\n\n{chapter.text}",
            paragraphs=(heading, *(_shifted(paragraph, shift) for paragraph in chapter.paragraphs)),
            cues=tuple(replace(cue, at=cue.at + shift) for cue in chapter.cues),
            notes=tuple(replace(note, at=note.at + shift) for note in chapter.notes),
            emphasis=tuple((start + shift, end + shift) for start, end in chapter.emphasis),
            pronunciations=tuple((start + shift, end + shift, ipa) for start, end, ipa in chapter.pronunciations),
            readings=tuple(replace(reading, at=reading.at + shift) for reading in chapter.readings),
        ),
        numbers=(1, *item.numbers),
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _shifted(paragraph: Paragraph, by: int) -> Paragraph:
    lines = tuple(replace(line, start=line.start + by, end=line.end + by) for line in paragraph.lines)
    return replace(paragraph, lines=lines)
