"""What the tests of all neural engines share."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
from numpy.typing import NDArray

from tests.places import REPOSITORY
from voices.engines.speech_engine import Clip


def fingerprint(clip: Clip) -> str:
    return hashlib.sha256(clip.samples.tobytes()).hexdigest()


def elsewhere(engine: str, voice: str, text: str) -> str:
    """The fingerprint of a clip that another process made, after it said something else."""
    code = f"""
from voices.engines.speech_engine import Utterance
from voices.engines.registry import load
from tests.voices.neural import fingerprint
engine = load({engine!r})
engine.synthesize(Utterance("No.", {voice!r}))
print(fingerprint(engine.synthesize(Utterance({text!r}, {voice!r}))))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=120
    )
    return ran.stdout.strip()


def seconds(clip: Clip) -> float:
    return len(clip.samples) / clip.rate


def pitch_of(samples: NDArray[np.float32], rate: int) -> float:
    """The median fundamental frequency (Hz) of the voiced frames."""
    return float(np.median([pitch for pitch in pitches(samples, rate) if pitch]))


def pitches(samples: NDArray[np.float32], rate: int) -> list[float]:
    """The fundamental frequency (Hz) of each loud 40 ms frame by autocorrelation, 0 for a frame without voice."""
    size, low, high = rate // 25, rate // 400, rate // 60
    found = []
    for start in range(0, len(samples) - size, size // 2):
        frame = samples[start : start + size]
        if np.sqrt(np.mean(frame**2)) < 0.02:
            continue
        correlation = np.correlate(frame, frame, "full")[size - 1 :]
        lag = low + int(correlation[low:high].argmax())
        found.append(rate / lag if correlation[lag] > 0.5 * correlation[0] else 0.0)
    return found
