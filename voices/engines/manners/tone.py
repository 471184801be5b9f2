"""The tone of a voice: its spectral balance, how dense it is, and that it stays as loud as it was."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voices.engines.samples import Samples

Curve = tuple[tuple[float, float], ...]
"""(Hz, dB): the gain at some frequencies, in order; between them it goes straight over the octaves."""

_EDGE = 0.05
"""Seconds around a clip into which a filter rings."""
_WINDOW = 0.05
"""Seconds over which a voice's loudness is told."""
_HEARD = 0.1
"""Of the mean power: what lies below is a pause."""


def toned(samples: Samples, rate: int, curve: Curve) -> Samples:
    """float32[frames] with the gains of a curve, without delay (a filter of zero phase)."""
    if not len(samples):
        return samples
    edge = round(_EDGE * rate)
    size = 1 << (len(samples) + 2 * edge).bit_length()
    octaves = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / rate), 1))
    gains = np.interp(octaves, np.log2([hertz for hertz, _ in curve]), [gain for _, gain in curve])
    spectrum = np.fft.rfft(np.pad(samples, edge), size) * 10 ** (gains / 20)
    return np.asarray(np.fft.irfft(spectrum, size)[edge : edge + len(samples)], np.float32)


def dense(samples: Samples, rate: int, crest: float) -> Samples:
    """float32[frames] whose peaks are rounded off `crest` dB above the level of its speech, as those of a strained
    voice are."""
    top = _rms(samples, rate) * 10 ** (crest / 20)
    if not top:
        return samples
    knee = top / 2
    over = np.maximum(np.abs(samples) - knee, 0)
    return np.asarray(np.sign(samples) * (np.minimum(np.abs(samples), knee) + knee * np.tanh(over / knee)), np.float32)


def as_loud_as(samples: Samples, before: Samples, rate: int) -> Samples:
    """float32[frames] brought to the loudness that the speech in `before` has."""
    now, then = (_rms(weighted(sound, rate), rate) for sound in (samples, before))
    return np.asarray(samples * np.float32(then / now), np.float32) if now else samples


def weighted(samples: Samples, rate: int) -> NDArray[np.float64]:
    """float64[frames] weighted as ITU-R BS.1770-4 weights sound, by the analogue filters behind its tables."""
    size = 1 << len(samples).bit_length()
    s = 1j * np.fft.rfftfreq(size, 1 / rate)
    low, high = s / 38.13547, s / 1681.97445
    rumble = low**2 / (low**2 + low / 0.50033 + 1)
    shelf = (1.58486 * high**2 + 1.25872 * high / 0.70718 + 1) / (high**2 + high / 0.70718 + 1)
    return np.asarray(np.fft.irfft(np.fft.rfft(samples, size) * rumble * shelf, size)[: len(samples)])


def _rms(samples: NDArray[np.floating], rate: int) -> float:
    """Root mean square of what isn't a pause; 0 for silence."""
    hop = max(round(_WINDOW * rate), 1)
    powers = np.mean(np.pad(samples, (0, -len(samples) % hop)).reshape(-1, hop).astype(np.float64) ** 2, axis=1)
    heard = powers[powers > _HEARD * powers.mean()] if len(powers) else powers
    return float(np.sqrt(heard.mean())) if len(heard) else 0.0
