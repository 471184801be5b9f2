"""Which words of a chapter are stressed."""

from __future__ import annotations

from bisect import bisect_left

from script.model import Chapter, Kind
from voices.saying.stress import Spans, marked


def stresses(chapter: Chapter) -> tuple[Spans, ...]:
    """For each line of a chapter its stretches that are stressed, as offsets in the line."""
    runs = sorted(chapter.emphasis)
    starts = [start for start, _ in runs]
    marks: list[Spans] = []
    opening = True
    for paragraph in chapter.paragraphs:
        for line in paragraph.lines:
            # A run over several lines is no stress in any of them.
            near = runs[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
            inside = [(a - line.start, b - line.start) for a, b in near if b <= line.end]
            asked = line.kind.spoken and line.kind is not Kind.HEADING
            text = chapter.text[line.start : line.end]
            spoken = line.kind is not Kind.NARRATION
            marks.append(marked(text, inside, spoken=spoken, opening=opening) if asked else ())
            opening = line.kind in (Kind.HEADING, Kind.BREAK) or (opening and not line.kind.spoken)
    return tuple(marks)
