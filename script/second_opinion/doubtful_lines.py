"""The doubtful quotations of a Script: those whose speaker the tagger isn't sure of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from script.model import DOUBTFUL, Chapter, Kind, Line, Script

ASKED = frozenset({Kind.SPEECH, Kind.THOUGHT})
"""The kinds of lines that may be doubtful quotations."""
_NEIGHBOUR = 300
"""Characters of the text around that tell a quotation from another of the same words."""
_QUOTE_END = frozenset("”\"»’'“")


@dataclass(frozen=True, slots=True)
class Question:
    """A doubtful quotation, with its parts where a tag interrupts it: places in the Script."""

    chapter: int
    """Index into `Script.chapters`."""
    lines: tuple[int, ...]
    """Indices into `Chapter.lines`, ascending."""
    key: str
    """Stands for the quotation's words and the text next to it: the same in a story tagged anew."""


def doubtful_questions(script: Script) -> tuple[Question, ...]:
    """The quotations whose speaker the tagger isn't sure of, in order."""
    return tuple(
        Question(number, tuple(turn), _key(chapter, turn))
        for number, chapter in enumerate(script.chapters)
        for turn in _turns(chapter)
    )


def _turns(chapter: Chapter) -> Iterator[list[int]]:
    """The doubtful lines (their numbers), those together that one speech is made of."""
    places = [(line, index) for index, paragraph in enumerate(chapter.paragraphs) for line in paragraph.lines]
    turn: list[int] = []
    for at, (line, paragraph) in enumerate(places):
        if line.kind not in ASKED or not _is_doubtful(line):
            continue
        if turn:
            last, last_paragraph = places[turn[-1]]
            runs_on = paragraph == last_paragraph + 1 and chapter.text[last.end - 1] not in _QUOTE_END
            if not (_says_the_same(last, line) and (paragraph == last_paragraph or runs_on)):
                yield turn
                turn = []
        turn.append(at)
    if turn:
        yield turn


def _is_doubtful(line: Line) -> bool:
    return line.speaker is None or line.confidence < DOUBTFUL


def _says_the_same(one: Line, other: Line) -> bool:
    """Whether the tagger took both for parts of one speech."""
    return (one.speaker, one.confidence, one.evidence) == (other.speaker, other.confidence, other.evidence)


def _key(chapter: Chapter, turn: Sequence[int]) -> str:
    lines = chapter.lines
    start, end = lines[turn[0]].start, lines[turn[-1]].end
    around = [
        chapter.text[max(0, start - 2 * _NEIGHBOUR) : start],
        chapter.text[start:end],
        chapter.text[end : end + 2 * _NEIGHBOUR],
    ]
    before, words, after = (" ".join(text.split()) for text in around)
    # The text at the far end may begin in the middle of white space, which folding hides.
    seen = json.dumps([before[-_NEIGHBOUR:], words, after[:_NEIGHBOUR]])
    return hashlib.sha256(seen.encode()).hexdigest()[:32]
