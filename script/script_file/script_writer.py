"""Writes script files: the text that reads as a chapter, with no more tags and escapes than it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from script.model import NARRATOR, Chapter, Kind
from script.script_file.cue_syntax import write_mark
from script.script_file.escapes import escape_character, escape_text
from script.script_file.line_syntax import HEADING, ORNAMENT, plain_label, write_tag
from script.script_file.script_sheet import Label, LabelledSpan, Mark, Sheet, sheet_of
from script.text.visible_text import has_word


def format_chapter(chapter: Chapter) -> str:
    """The script file of a chapter. The same chapter gives the same text; it ends with a newline."""
    return write_sheet(sheet_of(chapter))


def write_sheet(sheet: Sheet) -> str:
    """The script file that reads as `sheet`."""
    blocks: list[str] = []
    marks = list(reversed(sheet.marks))
    at = 0

    def marks_before(at: int) -> list[Mark]:
        found = []
        while marks and marks[-1].at <= at and not marks[-1].hangs:
            found.append(marks.pop())
        return found

    def marks_amid(end: int) -> list[Mark]:
        found = []
        while marks and marks[-1].beside < end:
            found.append(marks.pop())
        return found

    for spans in sheet.paragraphs():
        if before := marks_before(at):
            blocks.append("\n".join(map(write_mark, before)))
        lines: list[str] = []
        for span, tagged in zip(spans, _need_tags(spans), strict=True):
            lines += map(write_mark, marks_before(at))
            end = at + len(span.visible)
            lines.append(_write_span(span, tagged, [replace(m, at=m.at - at) for m in marks_amid(end)]))
            at = end
        blocks.append("\n".join(lines))
    if marks:
        blocks.append("\n".join(map(write_mark, reversed(marks))))
    return "\n\n".join(blocks) + "\n"


def _need_tags(spans: Sequence[LabelledSpan]) -> list[bool]:
    """Which spans of a paragraph would be read as something else without a tag."""
    wordless = not any(has_word(span.text) for span in spans)
    if wordless and all(span.label == Label(NARRATOR, Kind.BREAK) for span in spans):
        # An ornament among others needs its tag, and beside a tag the others are read as breaks no more.
        return [len(spans) > 1 and any(ORNAMENT.fullmatch(span.text) for span in spans)] * len(spans)
    tagged = [span.label != plain_label(span.label.heading) or _reads_as_break(span) for span in spans]
    if wordless and not any(tagged) and not spans[0].label.heading:
        tagged[0] = True
    return tagged


def _reads_as_break(span: LabelledSpan) -> bool:
    return not span.label.heading and ORNAMENT.fullmatch(span.text) is not None


def _write_span(span: LabelledSpan, tagged: bool, marks: Sequence[Mark]) -> str:
    body = _write_text(span.text, marks)
    prefix = "#" * span.label.heading + " " if span.label.heading else ""
    if tagged:
        return f"{prefix}{write_tag(span.label)}: {body}"
    if body[0] in "@[" or HEADING.match(body) or (prefix and ORNAMENT.fullmatch(prefix + body)):
        body = escape_character(body[0]) + body[1:]
    return prefix + body


def _write_text(text: str, marks: Sequence[Mark]) -> str:
    """A span's words with the marks that stand among them (`at`: visible characters of the span before it)."""
    parts = []
    start = position = seen = 0
    for mark in marks:
        while seen < mark.at:
            seen += text[position] != " "
            position += 1
        space = " " if not mark.hangs and text[position] == " " else ""
        parts += [escape_text(text[start:position]), space, write_mark(mark)]
        start = position
    return "".join([*parts, escape_text(text[start:])])
