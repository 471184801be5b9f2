"""hibari's network: phonemes in, frames of 12.5 ms out, and where each phoneme lies in them.

A sentence is often asked for several times, by each voice that says a piece of it: what the network said last is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voices.engines.neural.english_phonemizer import vocabulary
from voices.engines.neural.onnx_runtime import exposed, session
from voices.engines.neural.word_places import WordPlaces, word_places

_LENGTHS = "/Clip_output_0"
"""What the network calls the lengths of the signs that it was given."""
_KEPT = 32 * 1024 * 1024
"""Bytes: four sentences of twenty words."""
SILENT = np.float32(-40.0)
"""Natural logarithm of a magnitude that nobody hears."""
VOICED = 40.0
"""Hz: below it, a pitch means no voice."""
_SAMPLED = 4
"""Of so many bins one is looked at to tell how loud a frame is."""

Spectrum = NDArray[np.float32]
"""float32[bins, frames]."""


@dataclass(frozen=True, slots=True)
class Frames:
    """What the vocoder makes sound of, frame by frame: the spectra of the voice's pulses, of its noise and of what is
    neither, as natural logarithms and phases, and the pitch (Hz, 0 without voice)."""

    harmonic: Spectrum
    phase: Spectrum
    noise: Spectrum
    free: Spectrum
    free_phase: Spectrum
    pitch: NDArray[np.float32]

    def at(self, places: slice | NDArray[np.intp]) -> Frames:
        """Those frames alone."""
        return Frames(*(part[..., places] for part in self.parts()))

    def parts(self) -> tuple[NDArray[np.float32], ...]:
        """All that there is of each frame, frames last."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def alone(self, start: int, end: int, edge: int) -> Frames:
        """The frames from `start` to `end`, and silence where `edge` more of them stand on each side."""
        silence = np.full((len(self.harmonic), edge), SILENT, np.float32)
        still = np.zeros((len(self.harmonic), edge), np.float32)
        # The pitch goes on into the silence, so that no pulse is broken off.
        pitch = np.pad(self.pitch[start:end], edge, "edge")
        around = (silence, still, silence, silence, still)
        harmonic, phase, noise, free, free_phase = (
            np.hstack([side, part[:, start:end], side]) for side, part in zip(around, self.parts(), strict=False)
        )
        return Frames(harmonic, phase, noise, free, free_phase, pitch)

    def louder(self, gain: NDArray[np.float32]) -> Frames:
        """With a gain (natural logarithm), one for each frame or for each of the bins."""
        harmonic, noise, free = self.harmonic + gain, self.noise + gain, self.free + gain
        return Frames(harmonic, self.phase, noise, free, self.free_phase, self.pitch)

    def sung(self, pitch: NDArray[np.float32]) -> Frames:
        """With another pitch (Hz), one for each frame."""
        return Frames(self.harmonic, self.phase, self.noise, self.free, self.free_phase, pitch)


@dataclass(frozen=True, slots=True)
class Pass:
    """What the network made of a sentence."""

    frames: Frames
    signs: NDArray[np.float64]
    """In frames, where each sign of its phonemes begins, and where the last one ends."""
    levels: NDArray[np.float32]
    """About how loud each frame is (natural logarithm of a magnitude)."""
    words: WordPlaces


class Network:
    """One voice's network, loaded."""

    def __init__(self, model: Path, *, british: bool) -> None:
        self.british = british
        content = model.read_bytes()
        # A network that was made otherwise doesn't tell its lengths: what depends on places is then said roughly there.
        self.tells_lengths = _LENGTHS.encode() in content
        self._session = session(exposed(content, _LENGTHS) if self.tells_lengths else content)
        self._kept: OrderedDict[tuple[str, float], Pass] = OrderedDict()

    def said(self, phonemes: str, speed: float, *, keep: bool) -> Pass:
        """What the network makes of the phonemes; kept for the next who ask, where that is wanted."""
        key = (phonemes, speed)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._said(phonemes, speed)
        if keep:
            self._kept[key] = made
            while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def _said(self, phonemes: str, speed: float) -> Pass:
        known = [sign for sign in phonemes if sign in vocabulary()]
        ids = np.array([[0, *(vocabulary()[sign] for sign in known), 0]], np.int64)
        outputs = self._session.run(None, {"ids": ids, "speed": np.array([speed], np.float32)})
        frames = Frames(*(output[0] for output in outputs[:6]))
        # The silence before the signs and behind them is counted, too.
        lengths = outputs[6].ravel().astype(np.float64) if self.tells_lengths else np.ones(ids.shape[1])
        ends = np.cumsum(lengths) * (len(frames.pitch) / max(float(lengths.sum()), 1.0))
        signs = ends[np.cumsum([0, *(sign in vocabulary() for sign in phonemes)])]
        levels = _levels(frames)
        return Pass(frames, signs, levels, word_places(phonemes.split(" "), signs, levels))


def _levels(frames: Frames) -> NDArray[np.float32]:
    voice = np.where(frames.pitch > VOICED, frames.harmonic[::_SAMPLED], SILENT)
    power = sum(np.exp(2 * part) for part in (voice, frames.noise[::_SAMPLED], frames.free[::_SAMPLED]))
    return np.asarray(np.log(np.sum(power, axis=0)) / 2, np.float32)


def _size(made: Pass) -> int:
    return sum(part.nbytes for part in made.frames.parts())
