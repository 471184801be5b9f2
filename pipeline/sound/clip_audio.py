"""Clips made ready for the mix: read with pydub, one at a time, freed of rumble, trimmed, faded, resampled."""

from __future__ import annotations

import functools
import itertools
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.filters import RecursiveFilter, high_pass
from pipeline.sound.timeline import SAMPLE_RATE, Extent
from pipeline.sound.wav import ClipError, check_wav, word_timings
from voices.engines.speech_engine import WordTiming

if TYPE_CHECKING:
    from pydub import AudioSegment

LEAD = 0.004
"""Seconds kept before the first sound: the fade-in lies here, so that it dulls no consonant."""
TRAIL = 0.01
"""Seconds kept after the last sound, for the fade-out."""

_RUMBLE = 26.0
"""Hz, of a second-order high-pass: below all speech, engines shift the zero line with every vowel, whispers by most of
their level. Down 17 dB at 10 Hz, unchanged (within 0.5 dB) from 45 Hz on."""
_ROW = 64
"""Samples that the filter takes at once."""
_CONTEXT = 0.04
"""Seconds after which it has forgotten where it began."""

_REACH = 0.1
"""Seconds by which a word may be heard earlier or later than its engine says: an onset so near is where it begins."""
_STILL = 0.02
"""Seconds of silence that part a word from the one before it."""

_QUIET = 10 ** (-50 / 20)
"""What lies this far below a clip's peak is silence …"""
_SILENT = 10 ** (-66 / 20) * 32768
"""… and so is all below this, whatever the peak."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Where a clip's speech lies: frames `start` to `end` at the clip's own `rate` (Hz), with the edges that are faded.

    The clip's word timings count from its frame 0; in the mix they are `start` earlier.
    """

    start: int
    end: int
    rate: int
    lead: int
    """Frames at `rate` before the first sound."""
    trail: int
    """Frames at `rate` after the last one."""

    @property
    def extent(self) -> Extent:
        """The length in the mix; a silent clip has no frames."""
        return self.extent_of(())

    def extent_of(self, lines: Sequence[int]) -> Extent:
        """The same with the lines that begin at these samples of the clip, in order."""
        frames, lead, trail = (_at_mix_rate(n, self.rate) for n in (self.end - self.start, self.lead, self.trail))
        at = (
            min(max(_at_mix_rate(sample - self.start, self.rate), lead), max(frames - trail, lead)) for sample in lines
        )
        # Whatever a clip's timings say, no line begins before the one ahead of it.
        return Extent(frames, lead, trail, tuple(itertools.accumulate(at, max)))


def open_clip(path: Path) -> AudioSegment:
    """Reads a cached WAV, which is called after its key. Raises `ClipError` that says what is wrong with the file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClipError(f"it can't be read ({error.strerror})") from error
    check_wav(data, path.stem)
    return _audio_segment()(data=data)


def clip_words(path: Path) -> tuple[WordTiming, ...]:
    """When each word of a cached WAV begins. Raises as `open_clip`."""
    try:
        return word_timings(check_wav(path.read_bytes(), path.stem))
    except OSError as error:
        raise ClipError(f"it can't be read ({error.strerror})") from error


def sample_of(at: int, words: Sequence[WordTiming], text: int, frames: int) -> int:
    """The sample of a clip of `frames` at which character `at` of its `text` characters is begun to be said: where its
    word begins, or the next one. Words that nobody timed are as far on in the clip as in the text."""
    word = next((word for word in words if word.end > at), None)
    if word is not None:
        return word.at
    return frames if at >= text or words else round(frames * at / text)


def onset_near(clip: AudioSegment, sample: int) -> int:
    """Where the sound begins that an engine says to begin at a sample: at the end of the nearest silence, or there
    where nothing is silent near it."""
    rate: int = clip.frame_rate
    samples = np.asarray(clip.get_array_of_samples())
    start = max(sample - round(_REACH * rate), 0)
    around = samples[start : sample + round(_REACH * rate)]
    still = (around < _threshold(samples)) & (around > -_threshold(samples))
    edges = np.flatnonzero(np.diff(still.astype(np.int8), prepend=0))
    # Runs of silence: where each begins and where the sound after it does; one that doesn't end here tells nothing.
    runs = edges[: len(edges) // 2 * 2].reshape(-1, 2)
    ends = [start + int(end) for begin, end in runs if end - begin >= _STILL * rate]
    return min(ends, key=lambda end: abs(end - sample), default=sample)


def _threshold(samples: NDArray[np.int16]) -> float:
    """What the samples of a clip are beyond where there is sound."""
    peak = max(int(samples.max()), -int(samples.min())) if len(samples) else 0
    return max(peak * _QUIET, _SILENT)


def find_speech(clip: AudioSegment, between: tuple[int, int] | None = None) -> Speech:
    """Where the sound of a clip, or of its samples `between` two, begins and ends: the first and last samples over
    −50 dB of its peak (and −66 dBFS).

    Rumble alone is no sound."""
    begin, end = between or (0, round(clip.frame_count()))
    speech = _find_speech(np.asarray(clip.get_array_of_samples())[begin:end], clip.frame_rate)
    return replace(speech, start=speech.start + begin, end=speech.end + begin)


def _find_speech(samples: NDArray[np.int16], rate: int) -> Speech:
    threshold = _threshold(samples)
    if not ((samples > threshold) | (samples < -threshold)).any():
        return Speech(0, 0, rate, 0, 0)
    first = _sound_begins(samples, rate, threshold)
    last = len(samples) - _sound_begins(samples[::-1], rate, threshold)
    if first >= last:
        return Speech(0, 0, rate, 0, 0)
    lead, trail = min(round(LEAD * rate), first), min(round(TRAIL * rate), len(samples) - last)
    return Speech(first - lead, last + trail, rate, lead, trail)


def clip_samples(clip: AudioSegment, speech: Speech) -> NDArray[np.float32]:
    """The speech of a clip as float32[speech.extent.frames] at `SAMPLE_RATE`, with faded edges, around zero."""
    import soxr

    frames = speech.extent.frames
    result = np.zeros(frames, np.float32)
    if frames:
        cut = _without_rumble(clip).get_sample_slice(speech.start, speech.end)
        cut = cut.fade_in(round(LEAD * 1000)).fade_out(round(TRAIL * 1000))
        samples = np.frombuffer(cut.raw_data, "<i2").astype(np.float32) * np.float32(1 / 32768)
        resampled = soxr.resample(samples, speech.rate, SAMPLE_RATE, quality="HQ")
        # soxr rounds lengths as it likes; the timeline was promised this one.
        result[: len(resampled)] = resampled[:frames]
    return result


def _without_rumble(clip: AudioSegment) -> AudioSegment:
    steady = np.rint(_steady(np.asarray(clip.get_array_of_samples()), clip.frame_rate))
    data = np.clip(steady, -32768, 32767, out=steady).astype("<i2").tobytes()
    return _audio_segment()(data=data, sample_width=2, frame_rate=clip.frame_rate, channels=1)


def _steady(samples: NDArray[np.int16], rate: int) -> NDArray[np.float32]:
    """16-bit samples less the rumble beneath them."""
    rows = np.zeros(-(-len(samples) // _ROW) * _ROW, np.float32)
    rows[: len(samples)] = samples
    return RecursiveFilter((high_pass(_RUMBLE, rate),), _ROW)(rows).reshape(-1)[: len(samples)]


def _sound_begins(samples: NDArray[np.int16], rate: int, threshold: float) -> int:
    """The first sample that is beyond the threshold both as it is and without its rumble; their number if none is."""
    loud = (samples > threshold) | (samples < -threshold)
    first = int(loud.argmax())
    context = round(_CONTEXT * rate)
    # As a rule a short look is enough: half a second first.
    for stop in (min(first + rate // 2, len(samples)), len(samples)):
        start = max(first - context, 0)
        steady = np.abs(_steady(samples[start:stop], rate))
        sound = (steady > threshold) & loud[start:stop]
        if sound.any():
            return start + int(sound.argmax())
    return len(samples)


@functools.cache
def _audio_segment() -> type[AudioSegment]:
    with warnings.catch_warnings():
        # On import pydub looks for an ffmpeg, and complains; clips are WAV files, which it reads by itself.
        warnings.simplefilter("ignore")
        import pydub
    segment: type[AudioSegment] = pydub.AudioSegment
    return segment


def _at_mix_rate(frames: int, rate: int) -> int:
    return round(frames * SAMPLE_RATE / rate)
