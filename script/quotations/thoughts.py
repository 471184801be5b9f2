"""Thoughts without quotation marks: italic sentences, `_so_` or by the book's own styles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from script.quotations.speech_words import THINK, WRITE

_UNDERSCORED = re.compile(r"(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)")
_PERSONAL = re.compile(r"\b(?:I|I['’]\w+|me|my|you|your|we|us|our)\b")
_CONTEXT = 200
_UNHEARD = "|".join(sorted(THINK | WRITE))
_THINK_AFTER = re.compile(rf"[,.!?…—–\s_*]*(?:[\w.’'-]+\s+){{0,3}}?(?:{_UNHEARD})\b")
_THINK_BEFORE = re.compile(rf"\b(?:{_UNHEARD})\b[^.!?]{{0,20}}[,:—–]\s*[_*]*$")


def find_thoughts(
    text: str, start: int, end: int, italics: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Stretches of the paragraph `text[start:end]` that somebody thinks.

    `italics`: sorted spans of the whole story; `taken`: what is spoken already.
    """
    candidates = [(m.start(), m.end()) for m in _UNDERSCORED.finditer(text, start, end)]
    at = max(0, bisect_left(italics, (start, start)) - 1)
    while at < len(italics) and italics[at][0] < end:
        a, b = max(start, italics[at][0]), min(end, italics[at][1])
        if a < b:
            candidates.append((a, b))
        at += 1
    thoughts: list[tuple[int, int]] = []
    for a, b in sorted(candidates):
        after = bisect_left(taken, (a, a))
        near = [*taken[max(0, after - 1) : bisect_left(taken, (b, b))], *thoughts[-1:]]
        if any(a < y and b > x for x, y in near):
            continue
        if _is_thought(text, max(start, a - _CONTEXT), min(end, b + _CONTEXT), a, b):
            thoughts.append((a, b))
    return thoughts


def _is_thought(text: str, start: int, end: int, a: int, b: int) -> bool:
    inner = text[a:b].strip("_* \n\t")
    words = inner.split()
    if not words or (not inner[0].isupper() and inner[0] not in "…'’“\""):
        return False
    before, after = text[start:a].rstrip(), text[b:end]
    if _THINK_AFTER.match(after) and (inner[-1] in ".,!?…—–" or after.lstrip()[:1] in ",—–"):
        return True
    if _THINK_BEFORE.search(before):
        return True
    # Without a tag: whole sentences of somebody speaking to themselves, not a title or a stressed word.
    whole = (not before or before[-1] in '.!?…:”"') and (inner[-1] in ".!?…—–" or after.lstrip()[:1] in ".!?")
    return whole and len(words) >= 2 and len(words) <= 60 and bool(_PERSONAL.search(inner) or inner[-1] in "?!")
