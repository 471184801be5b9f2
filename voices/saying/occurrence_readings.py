"""Single words of a text that a person says how to say: this once, whatever is known of the word elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from voices.lexicon import LexiconEntry
from voices.spoken_text import SpokenText

Reading = tuple[int, int, LexiconEntry]
"""(start, end, entry): how a stretch of the printed text is said."""
Phonemes = tuple[tuple[int, int, str], ...]
"""(start, end, IPA) of stretches of the spoken text."""

_STAND_IN = "lorandel"
"""Stands for the word until the text is prepared: nothing that any rule, lexicon or list of words knows."""


class OccurrenceReadings:
    """A text with stand-ins for the words that have a reading, and what is said in their place.

    The stand-ins keep the words from whatever else has a say in them (abbreviations, figures, capitals, the lexicon,
    how a word is read in its sentence), and their neighbours from nothing: these are prepared as beside any word.
    """

    def __init__(self, text: str, readings: Sequence[Reading], prepare: Callable[[str], SpokenText]) -> None:
        """`readings`, ascending and apart, are those that the engine can say; `prepare` makes what is spoken of a
        print."""
        self._text, self._prepare = text, prepare
        self.prepared = prepare(text)
        """The text as it is without them."""
        self._readings = [(*self._stretch(start, end), entry) for start, end, entry in readings]

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        """The word with its full stop, if that is said as a part of it: what ends a sentence stays."""
        stop = end if self._text[end - 1] != "." else end - 1
        if self._text[stop : stop + 1] != ".":
            return start, end
        signs = zip(self.prepared.source, self.prepared.text, strict=True)
        in_mid_sentence = stop < end and self._text[end:].lstrip()[:1].islower()
        return start, stop if (stop, ".") in signs and not in_mid_sentence else stop + 1

    def masked(self) -> SpokenText:
        """What is spoken with stand-ins for the words; its sources are those of the text."""
        if not self._readings:
            return self.prepared
        parts: list[str] = []
        source: list[int] = []
        done = 0
        for start, end, _ in self._readings:
            stand_in = _in_case_of(self._text[start:end])
            parts += self._text[done:start], stand_in
            source += [*range(done, start), *_spread(start, end, len(stand_in))]
            done = end
        parts.append(self._text[done:])
        source += range(done, len(self._text))
        spoken = self._prepare("".join(parts))
        return SpokenText(spoken.text, tuple(source[at] for at in spoken.source))

    def places_beside(self, places: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Of stretches of the printed text, those without any of the words."""
        return [
            place
            for place in places
            if not any(place[0] < end and start < place[1] for start, end, _ in self._readings)
        ]

    def said(self, spoken: SpokenText, phonemes: Phonemes) -> tuple[SpokenText, Phonemes]:
        """`spoken`, that was made of the masked text, and its phonemes, with what is said in the stand-ins' place."""
        found = list(phonemes)
        for start, end, entry in reversed(self._readings):
            first, last = bisect_left(spoken.source, start), bisect_left(spoken.source, end)
            said = entry.respelling or self._prepare(entry.word).text or entry.word
            text = spoken.text[:first] + said + spoken.text[last:]
            sources = spoken.source[:first], _spread(start, end, len(said)), spoken.source[last:]
            spoken = SpokenText(text, tuple(at for part in sources for at in part))
            by = len(said) - (last - first)
            found = [(a + by, b + by, ipa) if a >= last else (a, b, ipa) for a, b, ipa in found]
            if entry.respelling is None and entry.ipa is not None:
                found.append((first, first + len(said), entry.ipa))
        return spoken, tuple(sorted(found))


def _in_case_of(word: str) -> str:
    """The stand-in in capitals where the word is, so that its neighbours look as they do beside the word."""
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters)):
        return _STAND_IN.upper()
    return _STAND_IN.capitalize() if letters and letters[0].isupper() else _STAND_IN


def _spread(start: int, end: int, count: int) -> list[int]:
    """Printed indices of `count` characters that stand for a stretch of the print."""
    return [start + at * (end - start) // count for at in range(count)]
