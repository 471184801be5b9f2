"""Which chapter is which, when a story has grown, shrunk or been put in another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from script.model import Chapter
from script.script_file.script_writer import format_chapter

_SHINGLE = 4
_SAME = 0.5
"""Of shared word runs, 0–1; the same title counts for as much."""
_RENAMED = 0.5
"""How much of a missing file must be in an unknown one for the two to be the same file, renamed."""


@dataclass(frozen=True, slots=True)
class TaggedChapter:
    """A chapter as the tagger left it last time (`base`), and the name that its file had then."""

    file: str
    base: Chapter


def shared(one: str, other: str) -> float:
    """How much of the shorter text is in the other: the share of its runs of four words, 0–1.

    Broder, "On the resemblance and containment of documents" (1997).
    """
    return _containment(word_runs(one), word_runs(other))


def match_chapters(old: Sequence[Chapter], new: Sequence[Chapter]) -> tuple[int | None, ...]:
    """For each new chapter the index of the old one that it was, or None. Each old one is used once; the pairs with the
    most words in common come first, then the same title, then the nearest place."""
    result: list[int | None] = [None] * len(new)
    by_text: dict[str, list[int]] = {}
    for i, chapter in enumerate(old):
        by_text.setdefault(chapter.text, []).append(i)
    for j, chapter in enumerate(new):
        if twins := by_text.get(chapter.text):
            result[j] = twins.pop(0)
    used = {i for i in result if i is not None}
    rest = [j for j, i in enumerate(result) if i is None]
    left = [i for i in range(len(old)) if i not in used]
    runs = {i: word_runs(old[i].text) for i in left}
    pairs = []
    for j in rest:
        mine = word_runs(new[j].text)
        for i in left:
            score = _containment(runs[i], mine) + _SAME * (old[i].title == new[j].title)
            if score >= _SAME:
                pairs.append((-score, abs(i - j), j, i))
    for _, _, j, i in sorted(pairs):
        if result[j] is None and i not in used:
            result[j] = i
            used.add(i)
    return tuple(result)


def find_renamed(known: Sequence[TaggedChapter], script: Mapping[str, str]) -> dict[str, str]:
    """The file that each known chapter's text is in now, by the name it had: itself, or a file that looks like it
    under a name that isn't known. Without those that are gone."""
    found = {chapter.file: chapter.file for chapter in known if chapter.file in script}
    strangers = sorted(set(script) - {chapter.file for chapter in known})
    for chapter in known:
        if chapter.file not in found and strangers:
            text = format_chapter(chapter.base)
            best = max(strangers, key=lambda name: shared(text, script[name]))
            if shared(text, script[best]) >= _RENAMED:
                found[chapter.file] = best
                strangers.remove(best)
    return found


def word_runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of four words; of a shorter text the one that it is."""
    words = text.casefold().split()
    return frozenset(tuple(words[k : k + _SHINGLE]) for k in range(max(1, len(words) - _SHINGLE + 1)))


def _containment(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / min(len(one), len(other))
