"""A whisper of speech: the same words, shaped by the same mouth, of breath alone. A pure function on samples.

Linear prediction (Makhoul, "Linear prediction: a tutorial review", 1975) finds how the mouth shapes each moment; white
noise takes the place of what the voice did. A whisper has less below its formants than a voice has, for no throat
sounds there (Jovičić and Šarić, "Acoustic analysis of consonants in whispered speech", 2008).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FRAME, _OVERLAP = 0.024, 4
"""Seconds of a frame, and how many of them a sample is in."""
_BLOCK = 256
"""Frames."""
_POLES_PER_KILOHERTZ = 1.0
_FLOOR = 1e-4
"""Of a frame's power: white noise that keeps the prediction stable."""
_LOW, _LOW_GAIN = 600.0, -12.0
"""Hz, and dB at the lowest end."""
_SEED = 0
WHISPER = "whisper 1"
"""Counts up when a setting here changes what is heard."""


def whispered(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """float32[frames] → float32[frames] at `rate` Hz, whispered as loud as it was said, and always the same."""
    hop = round(_FRAME * rate / _OVERLAP)
    size = hop * _OVERLAP
    if not np.any(samples):
        return samples
    order = round(_POLES_PER_KILOHERTZ * rate / 1000) + 2
    bins = 1 << (size + order).bit_length()
    tilt = 10 ** (_LOW_GAIN * np.clip(1 - np.fft.rfftfreq(bins, 1 / rate) / _LOW, 0, 1) / 20)
    window = np.hanning(size + 1)[:-1]
    voice = np.concatenate([np.zeros(size), samples, np.zeros(2 * size)])
    breath = np.random.default_rng(_SEED).standard_normal(len(voice))
    whisper = np.zeros(len(voice))
    # A block at a time: the spectra of all frames take a hundred times the memory of the samples.
    for first in range(0, len(voice) - size + 1, _BLOCK * hop):
        starts = np.arange(first, min(first + _BLOCK * hop, len(voice) - size + 1), hop)
        places = starts[:, None] + np.arange(size)
        shape = _envelopes(voice[places] * window, bins, order) * tilt
        frames = np.fft.irfft(np.fft.rfft(breath[places] * window, bins, axis=1) * shape, bins, axis=1)
        for start, frame in zip(starts, frames, strict=True):
            whisper[start : start + size] += frame[:size] * window
    whisper = whisper[size : size + len(samples)]
    loudness = np.sqrt(np.mean(samples.astype(np.float64) ** 2) / max(float(np.mean(whisper**2)), 1e-20))
    return np.asarray(whisper * loudness, np.float32)


def _envelopes(frames: NDArray[np.float64], bins: int, order: int) -> NDArray[np.float64]:
    """The spectral envelope of each windowed frame by linear prediction: float64[frames, bins // 2 + 1], magnitudes."""
    power = np.abs(np.fft.rfft(frames, bins, axis=1)) ** 2
    likeness = np.fft.irfft(power, bins, axis=1)[:, : order + 1]
    likeness[:, 0] = likeness[:, 0] * (1 + _FLOOR) + 1e-9
    # Levinson and Durbin's recursion, all frames at once.
    error = likeness[:, 0].copy()
    filters = np.zeros((len(frames), order + 1))
    filters[:, 0] = 1
    for step in range(1, order + 1):
        reflection = -np.sum(filters[:, :step] * likeness[:, step:0:-1], axis=1) / error
        filters[:, 1 : step + 1] += reflection[:, None] * filters[:, step - 1 :: -1][:, :step]
        error *= 1 - reflection**2
    return np.asarray(np.sqrt(error)[:, None] / np.abs(np.fft.rfft(filters, bins, axis=1)))
