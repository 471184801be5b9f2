"""Stressed words in SSML (W3C, Speech Synthesis Markup Language 1.1), as far as espeak-ng reads it."""

from __future__ import annotations

from collections.abc import Sequence

from voices.engines.espeak.espeak_phonemes import WrittenOut

_OPEN = "<prosody pitch='+40%'><emphasis level='moderate'><prosody volume='-50%'>"
_CLOSE = "</prosody></emphasis></prosody>"
"""espeak's emphasis moves the melody's fall to the word, draws it out by two thirds, and makes it 9 dB louder: half of
that in volume is enough, and a little more pitch is wanted."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def marked_up(written: WrittenOut, stress: Sequence[tuple[int, int]]) -> WrittenOut:
    """`written` as SSML, with those stretches of its first text stressed. They overlap nowhere."""
    source = written.source or tuple((at, at + 1) for at in range(len(written.text)))
    pieces: list[str] = []
    places: list[tuple[int, int]] = []

    def put(text: str, place: tuple[int, int]) -> None:
        pieces.append(text)
        places.extend([place] * len(text))

    def close(place: tuple[int, int]) -> None:
        # Right after phonemes a tag is read out.
        put(f" {_CLOSE}" if pieces[-1] == "]" else _CLOSE, place)

    waiting = list(stress)
    inside = False
    for character, place in zip(written.text, source, strict=True):
        if inside and place[0] >= waiting[0][1]:
            close(place)
            waiting.pop(0)
            inside = False
        if not inside and waiting and place[1] > waiting[0][0]:
            put(_OPEN, place)
            inside = True
        put(_ENTITIES.get(character, character), place)
    if inside:
        close(places[-1])
    return WrittenOut("".join(pieces), tuple(places))
