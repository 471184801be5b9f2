"""Who talks how much, and with whom: counted for casting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from script.model import NARRATOR, BlockKind, Chapter, Kind

_WORD = re.compile(r"\w+")


def words_of_speakers(chapters: Sequence[Chapter]) -> Counter[str]:
    """How many words each character says; the narrator and the unknown are left out."""
    amounts: Counter[str] = Counter()
    for chapter in chapters:
        for line in chapter.lines:
            if line.speaker is not None and line.speaker != NARRATOR:
                amounts[line.speaker] += len(_WORD.findall(chapter.text, line.start, line.end))
    return amounts


def scene_speakers(chapters: Sequence[Chapter]) -> Iterator[frozenset[str]]:
    """The characters who say something in each scene, between the breaks of a chapter."""
    for chapter in chapters:
        heard: set[str] = set()
        for paragraph in chapter.paragraphs:
            if paragraph.kind is BlockKind.BREAK:
                yield frozenset(heard - {NARRATOR})
                heard = set()
            heard |= {line.speaker for line in paragraph.lines if line.speaker is not None}
        yield frozenset(heard - {NARRATOR})


def exchanges(chapters: Sequence[Chapter]) -> tuple[tuple[str, str, int], ...]:
    """How often two characters' speeches follow each other with at most one paragraph between."""
    counts: Counter[tuple[str, str]] = Counter()
    for chapter in chapters:
        last: tuple[str, int] | None = None
        for index, paragraph in enumerate(chapter.paragraphs):
            for line in paragraph.lines:
                if line.kind is not Kind.SPEECH or line.speaker is None:
                    continue
                if last and last[0] != line.speaker and index - last[1] <= 2:
                    first, second = sorted((last[0], line.speaker))
                    counts[first, second] += 1
                last = line.speaker, index
    return tuple(
        (one, two, count) for (one, two), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
