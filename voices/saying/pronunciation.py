"""A lexicon's words in a text that is to be spoken: respelled, or given their phonemes."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from voices.engines.ipa import with_s
from voices.lexicon import LexiconEntry
from voices.spoken_text import SpokenText, speak


def pronounced(
    spoken: SpokenText,
    entries: tuple[LexiconEntry, ...],
    language: str,
    *,
    takes_ipa: bool,
    places: Sequence[tuple[int, int, str]] = (),
) -> tuple[SpokenText, tuple[tuple[int, int, str], ...]]:
    """`spoken` with its words respelled, and (start, end, IPA) for those of its stretches that have phonemes.

    Words are matched whole. An entry without capitals holds in any case ("lead"); one with capitals as it is written
    and in capitals throughout ("Polish", "POLISH", never "polish"). A possessive 's is said with its word. `places` are
    (start, end, IPA) of the printed text: what the source says of a place holds unless a person's entry does.
    """
    places = places if takes_ipa else ()
    pattern, said = _compiled(entries, language)
    if pattern is None or not pattern.search(spoken.text):
        return spoken, _spans(spoken, [], places)
    covered = [(start, end) for start, end, _ in places]
    done: list[tuple[int, int]] = []

    def entry_of(match: re.Match[str], text: SpokenText) -> LexiconEntry | None:
        entry = said(match[1])
        if entry is not None and entry.of_source and _overlaps(_printed(text, *match.span()), covered):
            return None
        return entry

    def respelled(match: re.Match[str]) -> str | None:
        entry = entry_of(match, spoken)
        if entry is None or entry.respelling is None or (takes_ipa and entry.ipa):
            return None
        done.append(_printed(spoken, *match.span()))
        return entry.respelling + (match[2] or "")

    text = spoken.sub(pattern, respelled)
    if not takes_ipa:
        return text, ()
    spans = []
    for match in pattern.finditer(text.text):
        entry = entry_of(match, text)
        if entry is not None and entry.ipa is not None and not _overlaps(_printed(text, *match.span()), done):
            spans.append((match.start(), match.end(), with_s(entry.ipa) if match[2] else entry.ipa))
            done.append(_printed(text, *match.span()))
    return text, _spans(text, spans, [place for place in places if not _overlaps(place[:2], done)])


def _printed(text: SpokenText, start: int, end: int) -> tuple[int, int]:
    """The printed stretch that `text.text[start:end]` stands for."""
    return text.source[start], text.source[end - 1] + 1


def _overlaps(stretch: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(stretch[0] < other[1] and other[0] < stretch[1] for other in others)


def _spans(
    text: SpokenText, spans: list[tuple[int, int, str]], places: Sequence[tuple[int, int, str]]
) -> tuple[tuple[int, int, str], ...]:
    """`spans`, and the printed `places` where they are in the spoken text, in order."""
    for first, last, ipa in places:
        start, end = bisect_left(text.source, first), bisect_left(text.source, last)
        while start < end and not text.text[start].isalnum():
            start += 1
        while start < end and not text.text[end - 1].isalnum():
            end -= 1
        if start < end - 1 and text.source[end - 2] == text.source[end - 1]:
            # The words of a figure are spread over its print, and what stands after that.
            while text.text[end : end + 1].isalnum():
                end += 1
        inside = (at for at in (start, end) if text.text[max(at - 1, 0) : at + 1].isalnum() and 0 < at < len(text.text))
        if start < end and not any(inside):
            spans.append((start, end, ipa))
    return tuple(sorted(spans))


class _Said:
    """Finds the entry of a word as it stands in the text."""

    def __init__(self, exact: Mapping[str, LexiconEntry], folded: Mapping[str, LexiconEntry]) -> None:
        self._exact = exact
        self._folded = folded

    def __call__(self, word: str) -> LexiconEntry | None:
        word = " ".join(word.split())
        return self._exact.get(word) or self._folded.get(word.casefold())


@functools.lru_cache(maxsize=4096)
def _compiled(entries: tuple[LexiconEntry, ...], language: str) -> tuple[re.Pattern[str] | None, _Said]:
    exact: dict[str, LexiconEntry] = {}
    folded: dict[str, LexiconEntry] = {}
    for entry in entries:
        for key in _forms(entry.word, language):
            if entry.word == entry.word.lower():
                folded.setdefault(key.casefold(), entry)
            else:
                exact.setdefault(key, entry)
    words = sorted({*exact, *folded} - {""}, key=len, reverse=True)
    if not words:
        return None, _Said(exact, folded)
    one = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)((?i:{one}))(?!\w)('s\b)?"), _Said(exact, folded)


@functools.lru_cache(maxsize=16_384)
def _forms(word: str, language: str) -> tuple[str, ...]:
    """How a word may stand in spoken text: as it is printed, or prepared ("R2-D2" → "R two D two"), in capitals too."""
    forms: dict[str, None] = {}
    for form in (word, word.upper(), word.title()):
        for said in (form, speak(form, language).text):
            # With other capitals it is another word ("McDo", "Mcdo"), unless it is prepared so.
            if word == word.lower() or form in (word, word.upper()) or said != form:
                forms[" ".join(said.split())] = None
    return tuple(forms)
