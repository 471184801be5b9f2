"""Stressed words, and tags beside speech, in SSML (W3C, Speech Synthesis Markup Language 1.1), as far as espeak-ng
reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voices.engines.espeak.espeak_phonemes import WrittenOut

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Element:
    opened: str
    closed: str


_STRESS = _Element(
    "<prosody pitch='+40%'><emphasis level='moderate'><prosody volume='-50%'>", "</prosody></emphasis></prosody>"
)
"""espeak's emphasis moves the melody's fall to the word, draws it out by two thirds, and makes it 9 dB louder: half of
that in volume is enough, and a little more pitch is wanted."""
_TAG = _Element("<prosody pitch='-12%' volume='-12%'>", "</prosody>")
"""About a semitone lower and 1.5 dB softer."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def marked_up(written: WrittenOut, stress: Spans = (), tags: Spans = ()) -> WrittenOut:
    """`written` as SSML, with those stretches of its first text stressed, or said as tags. No stretch overlaps another
    of its kind; a word of a tag may be stressed."""
    source = written.source or tuple((at, at + 1) for at in range(len(written.text)))
    pieces: list[str] = []
    places: list[tuple[int, int]] = []

    def put(text: str, place: tuple[int, int]) -> None:
        # Right after phonemes a tag is read out.
        text = f" {text}" if text.startswith("<") and pieces and pieces[-1] == "]" else text
        pieces.append(text)
        places.extend([place] * len(text))

    kinds = ((_TAG, _Places(tags)), (_STRESS, _Places(stress)))
    opened: list[tuple[_Element, int]] = []
    for character, place in zip(written.text, source, strict=True):
        inside = [(element, span) for element, spans in kinds if (span := spans.around(*place)) is not None]
        while opened != inside[: len(opened)]:
            put(opened.pop()[0].closed, place)
        for element, span in inside[len(opened) :]:
            put(element.opened, place)
            opened.append((element, span))
        put(_ENTITIES.get(character, character), place)
    while opened:
        put(opened.pop()[0].closed, places[-1])
    return WrittenOut("".join(pieces), tuple(places))


class _Places:
    """Stretches of a text, asked for in the text's order."""

    def __init__(self, spans: Spans) -> None:
        self._waiting = list(reversed(spans))

    def around(self, start: int, end: int) -> int | None:
        """The start of the stretch in which `start` to `end` begins or into which it reaches."""
        while self._waiting and start >= self._waiting[-1][1]:
            self._waiting.pop()
        return self._waiting[-1][0] if self._waiting and end > self._waiting[-1][0] else None
