"""Where narration is told in the first person: the passages of a book in which somebody says "I"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from script.people.characters import Stretch
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_I = re.compile(r"\b(?:I|me|myself|my(?! +(?:lord|lady|lords|ladies|dear)\b))\b(?!\.)")
_PASSAGE = 400
"""Narrated words of a passage that is judged as one, at least: fewer show nothing of an "I" who only looks on."""
_TOLD_RATE, _OTHER_RATE = 0.015, 0.0015
"""First-person words among the narrated ones: where an "I" tells, even one who mostly looks on, and where an author
only says "I" now and then."""
_TAG = 4.0
"""What an "I said" weighs, in natural logarithms of odds."""
_CHANGE, _CHANGE_AT_CHAPTER = 8.0, 3.0
"""What it costs, in the same measure, that another kind of narration begins within a chapter, and with one."""
_MOST = 0.3
"""The share of a story that its teller tells; where less is told, those who tell it have to talk in it."""
_TALKS = 2
_FEWEST, _FEWEST_SILENT = 3, 6
"""First-person words that make a teller who never says "I said"; one who keeps silent where others talk."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as narration and speech [start, end); `chapter`: the number of its section; `said`: the sure tags in
    it."""

    start: int
    end: int
    chapter: int
    narrated: tuple[tuple[int, int], ...]
    said: tuple[Tag, ...]

    @property
    def by_i(self) -> bool:
        """Whether "I said" stands in it."""
        return any(map(_is_i, self.said))

    @property
    def talks(self) -> bool:
        """Whether somebody speaks in it."""
        return sum(end - start for start, end in self.narrated) < self.end - self.start

    @property
    def only_by_i(self) -> bool:
        """Whether "I said" stands in it, and nobody else is said to speak."""
        return bool(self.said) and all(map(_is_i, self.said))


def _is_i(tag: Tag) -> bool:
    return tag.kind is Subject.PRONOUN and tag.subject == "I"


@dataclass(frozen=True, slots=True)
class _Passage:
    """Paragraphs `first` to `last` (inclusive) of a chapter."""

    first: int
    last: int
    words: int
    ones: int
    tags: int
    others: int
    opens: bool

    @property
    def gain(self) -> float:
        """How much likelier the passage is where somebody tells it than elsewhere: a logarithm of odds."""
        found = self.ones * math.log(_TOLD_RATE / _OTHER_RATE) - (_TOLD_RATE - _OTHER_RATE) * self.words
        return found + _TAG * self.tags


def paragraphs_of(stretches: Sequence[Stretch], tags: Iterable[Tag], chapters: Sequence[int]) -> list[Paragraph]:
    """The paragraphs of a book: stretches that touch. `chapters`: where chapters begin, ascending."""
    sure = sorted((tag for tag in tags if tag.sure), key=lambda tag: tag.start)
    found: list[Paragraph] = []
    at = tag_at = chapter = 0
    while at < len(stretches):
        stop = at + 1
        while stop < len(stretches) and stretches[stop].start == stretches[stop - 1].end:
            stop += 1
        start, end = stretches[at].start, stretches[stop - 1].end
        while chapter < len(chapters) and chapters[chapter] <= start:
            chapter += 1
        said = []
        while tag_at < len(sure) and sure[tag_at].start < end:
            said.append(sure[tag_at])
            tag_at += 1
        narrated = tuple((s.start, s.end) for s in stretches[at:stop] if not s.quoted)
        found.append(Paragraph(start, end, chapter, narrated, tuple(said)))
        at = stop
    return found


def told_runs(flat: str, paragraphs: Sequence[Paragraph]) -> list[range]:
    """The runs of paragraphs of one story that are told in the first person, ascending.

    Passages are judged together (Viterbi), so that a page on which the teller doesn't appear, or on which an author
    says "I think", is not taken for another kind of narration."""
    passages = list(_passages(flat, paragraphs))
    kinds = _kinds(passages)
    words = sum(passage.words for passage in passages)
    told = sum(passage.words for passage, kind in zip(passages, kinds, strict=True) if kind)
    runs: list[list[_Passage]] = []
    for index, (passage, kind) in enumerate(zip(passages, kinds, strict=True)):
        if kind:
            if not (index and kinds[index - 1]):
                runs.append([])
            runs[-1].append(passage)
    kept = [run for run in runs if _is_told(run, alone=told < _MOST * words)]
    return [range(run[0].first, run[-1].last + 1) for run in kept]


def _is_told(run: Sequence[_Passage], *, alone: bool) -> bool:
    tags = sum(passage.tags for passage in run)
    ones = sum(passage.ones for passage in run)
    others = sum(passage.others for passage in run)
    return tags >= _TALKS if alone else tags > 0 or ones >= (_FEWEST if others < _TALKS else _FEWEST_SILENT)


def _passages(flat: str, paragraphs: Sequence[Paragraph]) -> Iterator[_Passage]:
    first = words = ones = tags = others = 0
    opens = True
    for index, paragraph in enumerate(paragraphs):
        for start, end in paragraph.narrated:
            words += flat.count(" ", start, end) + 1
            ones += len(_I.findall(flat, start, end))
        tags += paragraph.by_i
        others += bool(paragraph.said) and not paragraph.by_i
        last = index + 1 == len(paragraphs)
        ends = last or paragraphs[index + 1].chapter != paragraph.chapter
        if words >= _PASSAGE or ends:
            yield _Passage(first, index, words, ones, tags, others, opens)
            first, words, ones, tags, others, opens = index + 1, 0, 0, 0, 0, ends


def _kinds(passages: Sequence[_Passage]) -> list[bool]:
    """For each passage whether somebody tells it: the likeliest sequence."""
    if not passages:
        return []
    told, other = passages[0].gain, 0.0
    back: list[tuple[bool, bool]] = []
    for _, passage in pairwise(passages):
        cost = _CHANGE_AT_CHAPTER if passage.opens else _CHANGE
        back.append((told >= other - cost, told - cost > other))
        told, other = max(told, other - cost) + passage.gain, max(other, told - cost)
    kinds = [told > other]
    for from_told, to_other in reversed(back):
        kinds.append(from_told if kinds[-1] else to_other)
    return kinds[::-1]
