"""Where words with capitals stand that may be names, and where known names are mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from script.people.characters import Mention, Stretch
from script.quotations.flat_text import NAME, PARTICLES, name_key

_FOUND = re.compile(rf"(?:(?<!\w)(?:{'|'.join(sorted(PARTICLES))}) +){{0,2}}{NAME}(?: +\d{{1,5}}\b)?")
_UNSPACED = re.compile(r"[^ ]+")


@dataclass(frozen=True, slots=True)
class FoundName:
    """Words with capitals in a row, each with its place. `initial`: a sentence begins with them; `quoted`: they stand
    in speech."""

    start: int
    end: int
    words: tuple[tuple[str, int, int], ...]
    initial: bool
    quoted: bool


def capitalised(flat: str, stretch: Stretch) -> Iterable[FoundName]:
    """The sequences of capitalised words, each with the particle before it and the number behind."""
    for match in _FOUND.finditer(flat, stretch.start, stretch.end):
        at = match.start()
        before = at - 1
        while before >= stretch.start and flat[before] in " \"“‘'(":
            before -= 1
        initial = before < stretch.start or flat[before] in '.!?:;—–-”"’'
        if (
            before >= 0
            and flat[before] == "."
            and before < at - 1
            and flat[max(0, before - 3) : before] in (" Mr", "Mrs", " Dr", " Ms")
        ):
            initial = False
        words: list[tuple[str, int, int]] = []
        for word in _UNSPACED.finditer(flat, at, match.end()):
            text = word.group()
            words.append((text, word.start(), word.end()))
            if text.endswith(("'s", "s'")):
                yield FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)
                words, initial = [], False
        if words:
            yield FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)


def bare(word: str) -> str:
    """A word as it is looked up: in small letters, without possessive or full stop."""
    return word.lower().removesuffix("'s").rstrip(".'")


def mentions_of(flat: str, found: Sequence[FoundName], lookup: Mapping[str, int]) -> list[Mention]:
    """Where somebody of `lookup` is named, by the longest name that fits."""
    mentions: list[Mention] = []
    for item in found:
        index = 0
        count = len(item.words)
        while index < count:
            for stop in range(count, index, -1):
                hit = lookup.get(name_key(flat[item.words[index][1] : item.words[stop - 1][2]]))
                if hit is not None:
                    mentions.append(Mention(item.words[index][1], item.words[stop - 1][2], hit, item.quoted))
                    index = stop
                    break
            else:
                index += 1
    return mentions
