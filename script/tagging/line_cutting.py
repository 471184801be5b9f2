"""Labelled stretches become the lines and chapters of a Script: every character in one line, silent ones apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from script.model import NARRATOR, Chapter, Cue, CueKind, Kind, Line, Paragraph
from script.story import SILENT_STYLES, Section, Story, Style
from script.tagging.book_texts import BookText, is_blank, trimmed
from script.tagging.labels import Label
from script.text.x_sampa import in_ipa


def cut_chapters(
    story: Story,
    sections: Sequence[Section],
    texts: Sequence[BookText],
    labels: Sequence[Label],
    told: Mapping[int, Label],
) -> list[Chapter]:
    """`told`: what the narration of a paragraph is, by its start, where it isn't the narrator's."""
    silent = sorted((s.start, s.end, s.style) for s in story.styles if s.style in SILENT_STYLES)
    emphasis = sorted((s.start, s.end) for s in story.styles if s.style in (Style.ITALIC, Style.BOLD))
    rules: Sequence[int] = story.scene_breaks
    starts = [label.start for label in labels]
    quiet = [span[0] for span in silent]
    by_section: dict[int, list[BookText]] = {}
    for text in texts:
        by_section.setdefault(text.section, []).append(text)
    chapters: list[Chapter] = []
    for number, section in enumerate(sections):
        inside = by_section.get(number)
        if not inside:
            continue
        offset, end = inside[0].start, inside[-1].end
        paragraphs = []
        for text in inside:
            mine = labels[bisect_left(starts, text.start) : bisect_left(starts, text.end)]
            first = max(0, bisect_left(quiet, text.start) - 1)
            hushed = [s for s in silent[first : bisect_left(quiet, text.end)] if s[1] > text.start]
            if not _is_address(story.text, text, hushed):
                hushed = [span for span in hushed if span[2] is not Style.ADDRESS]
            rest = _rest(story.text, text)
            if rest.kind is Kind.NARRATION:
                rest = told.get(text.start, rest)
            lines = _lines(story.text, text, mine, hushed, offset, rest)
            paragraphs.append(Paragraph(text.kind, lines, _level(text)))
        chapters.append(
            Chapter(
                number=len(chapters) + 1,
                title=section.title,
                text=story.text[offset:end],
                paragraphs=tuple(paragraphs),
                offset=offset,
                cues=tuple(
                    Cue(_next(inside, at) - offset, CueKind.PAUSE, "scene") for at in rules if offset < at < end
                ),
                emphasis=tuple(
                    (max(a, offset) - offset, min(b, end) - offset)
                    for a, b in emphasis
                    if a < end and b > offset and a < b
                ),
                pronunciations=tuple(
                    sorted(
                        (said.start - offset, said.end - offset, ipa)
                        for said in story.pronunciations
                        if offset <= said.start < said.end <= end and (ipa := in_ipa(said.phoneme, said.alphabet))
                    )
                ),
            )
        )
    return chapters


def _level(text: BookText) -> int:
    return min(6, max(1, text.level)) if text.heading else 0


def _is_address(text: str, paragraph: BookText, silent: Sequence[tuple[int, int, Style]]) -> bool:
    """Whether a paragraph has no words but its web addresses: a sentence would miss them."""
    at = paragraph.start
    for start, end, _ in silent:
        if not is_blank(text[at : max(at, start)]):
            return False
        at = max(at, end)
    return is_blank(text[at : paragraph.end])


def _next(texts: Sequence[BookText], at: int) -> int:
    """The start of the paragraph that a rule at `at` stands before."""
    return next((text.start for text in texts if text.start >= at), at)


def _lines(
    text: str,
    paragraph: BookText,
    labels: Sequence[Label],
    silent: Sequence[tuple[int, int, Style]],
    offset: int,
    rest: Label,
) -> tuple[Line, ...]:
    """The paragraph's lines: its labelled stretches, silent ones cut out, the rest narrated as `rest` says."""
    pieces: list[Label] = []
    at = paragraph.start
    for label in labels:
        start, end = max(label.start, at), min(label.end, paragraph.end)
        if start >= end:
            continue
        pieces.append(replace(rest, start=at, end=start))
        pieces.append(replace(label, start=start, end=end))
        at = end
    pieces.append(replace(rest, start=at, end=paragraph.end))
    for start, end, style in silent:
        pieces = [part for piece in pieces for part in _hush(piece, start, end, style)]
    lines: list[Line] = []
    for piece in pieces:
        span = trimmed(text, piece.start, piece.end)
        if span is None:
            continue
        lines.append(
            Line(
                span[0] - offset,
                span[1] - offset,
                piece.speaker,
                piece.kind,
                piece.delivery,
                piece.confidence,
                piece.evidence,
            )
        )
    return tuple(_joined(text, lines, offset))


def _rest(text: str, paragraph: BookText) -> Label:
    if paragraph.heading:
        return Label(0, 0, NARRATOR, Kind.HEADING)
    if is_blank(text[paragraph.start : paragraph.end]):
        return Label(0, 0, NARRATOR, Kind.BREAK)
    return Label(0, 0, NARRATOR, Kind.NARRATION)


def _hush(piece: Label, start: int, end: int, style: Style) -> list[Label]:
    start, end = max(start, piece.start), min(end, piece.end)
    if start >= end or piece.kind is Kind.SILENT:
        return [piece]
    return [
        replace(piece, end=start),
        Label(start, end, NARRATOR, Kind.SILENT, evidence=str(style)),
        replace(piece, start=end),
    ]


def _joined(text: str, lines: Sequence[Line], offset: int) -> list[Line]:
    """Stretches of narration without a letter between two lines (a lone dash or comma) join what stands before."""
    result: list[Line] = []
    for line in lines:
        stray = line.kind is Kind.NARRATION and is_blank(text[line.start + offset : line.end + offset])
        if stray and result and result[-1].kind is not Kind.SILENT:
            result[-1] = replace(result[-1], end=line.end)
        elif (
            result
            and result[-1].kind is Kind.NARRATION
            and is_blank(text[result[-1].start + offset : result[-1].end + offset])
            and line.kind is not Kind.SILENT
        ):
            result[-1] = replace(line, start=result[-1].start)
        else:
            result.append(line)
    return result
