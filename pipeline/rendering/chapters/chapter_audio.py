"""One chapter from clips to files: place, mix, measure, master, encode. Runs inside a worker process."""

from __future__ import annotations

import contextlib
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.disk.files import plain_errors
from pipeline.sound.clip_audio import Speech, clip_samples, clip_words, find_speech, onset_near, open_clip, sample_of
from pipeline.sound.declination import declining
from pipeline.sound.effects import apply_effects
from pipeline.sound.ffmpeg import EncoderOutput, encode
from pipeline.sound.master import ChapterLevels, master
from pipeline.sound.mix import BLOCK, mix
from pipeline.sound.pauses import Pauses
from pipeline.sound.release.cover import cover_input
from pipeline.sound.release.flac import flac_output
from pipeline.sound.release.mp3 import mp3_output
from pipeline.sound.release.tags import ChapterTags
from pipeline.sound.timeline import SAMPLE_RATE, Extent, Part, Placement, Sound, Timeline, place
from pipeline.sound.voice_loudness import own_gain
from pipeline.sound.wav import ClipError

if TYPE_CHECKING:
    from pydub import AudioSegment


@dataclass(frozen=True, slots=True)
class ChapterJob:
    """All that making a chapter's files takes; can be sent to another process."""

    parts: tuple[Part, ...]
    """What is heard, phrase by phrase."""
    tags: ChapterTags
    mp3: Path | None
    """Where the MP3 goes."""
    master: Path | None
    """Where the lossless master goes, if a format for the whole book is wanted."""
    temp: Path
    """A folder on a disk with room for 10 MB a minute (20 in stereo)."""
    ffmpeg: str
    """The program, from `pipeline.sound.ffmpeg.find_ffmpeg`."""
    pauses: Pauses
    loudness: float
    """LUFS, integrated."""
    ceiling: float
    """dBTP."""
    bitrate: int
    """kbit/s of the MP3."""
    channels: int = 1
    gain: float | None = None
    """dB from the mix to the file; None: what gives the chapter its loudness."""
    end: float | None = None
    """Seconds of silence that cues ask for behind the last phrase."""


@dataclass(frozen=True, slots=True)
class ChapterResult:
    """A finished chapter."""

    timeline: Timeline
    loudness: float
    """Integrated loudness, LUFS, as mastered; −inf where nothing is heard."""
    peak: float
    """Highest sample, dBFS, as mastered."""

    @property
    def seconds(self) -> float:
        return self.timeline.frames / SAMPLE_RATE


def make_chapter(job: ChapterJob) -> ChapterResult:
    """Makes a chapter's files. They appear whole or not at all. Audio in memory doesn't grow with the chapter.

    Raises `ClipError` naming the line whose clip is missing or damaged, `pipeline.sound.ffmpeg.EncodeError`,
    `pipeline.disk.files.DiskError`, `pipeline.sound.effects.EffectError`.
    """
    timeline, speeches = chapter_timeline(job.parts, job.pauses, job.end)

    def load(placement: Placement) -> NDArray[np.float32]:
        samples = clip_samples(_open(placement.sound), speeches[placement.sound])
        treated = apply_effects(declining(samples), placement.sound.effects)
        gain = own_gain(treated, placement.sound, job.ceiling - job.loudness)
        return treated * np.float32(10 ** (gain / 20)) if gain else treated

    with _spool(job.temp) as spool:
        levels = ChapterLevels(job.channels)
        for block in mix(timeline, load, job.channels):
            levels.add(block)
            with plain_errors(job.temp):
                spool.write(block.data)
        gain = levels.find_gain(job.loudness, job.ceiling) if job.gain is None else job.gain
        peak = _Peak()
        encode(
            job.ffmpeg,
            peak.watch(master(_read(spool, job.channels), gain, job.ceiling)),
            rate=SAMPLE_RATE,
            channels=job.channels,
            inputs=cover_input(job.tags.book) if job.mp3 else (),
            outputs=_outputs(job),
        )
    return ChapterResult(timeline, levels.loudness_after(gain, job.ceiling), peak.dbfs)


def chapter_timeline(
    parts: Sequence[Part], pauses: Pauses, end: float | None
) -> tuple[Timeline, Mapping[Sound, Speech]]:
    """Where everything is heard in a chapter, and what is heard of each clip. Raises `ClipError` as `make_chapter`."""
    speeches: dict[Sound, Speech] = {}
    extents = []
    for part in parts:
        speeches[part.sound], extent = _heard(part.sound)
        extents.append(extent)
    return place(parts, extents, pauses, end), speeches


class _Peak:
    """The highest sample of a stream that passes by."""

    def __init__(self) -> None:
        self._highest = 0

    def watch(self, blocks: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
        for block in blocks:
            self._highest = max(self._highest, int(block.max()), -int(block.min()))
            yield block

    @property
    def dbfs(self) -> float:
        return 20 * math.log10(self._highest / 32768) if self._highest else -math.inf


def _spool(folder: Path) -> IO[bytes]:
    """A nameless file that is gone with the process."""
    with plain_errors(folder):
        return tempfile.TemporaryFile(dir=folder)


def _outputs(job: ChapterJob) -> tuple[EncoderOutput, ...]:
    outputs = []
    if job.mp3:
        outputs.append(mp3_output(job.mp3, job.tags, bitrate=job.bitrate, channels=job.channels))
    if job.master:
        outputs.append(flac_output(job.master))
    return tuple(outputs)


def _heard(sound: Sound) -> tuple[Speech, Extent]:
    """What is heard of a phrase's clip, and where in it each line begins."""
    clip = _open(sound)
    if len(sound.lines) == 1 and sound.cut is None:
        speech = find_speech(clip)
        return speech, speech.extent
    with _blamed(sound):
        words = clip_words(sound.clip)
    frames = round(clip.frame_count())

    def sample(at: int) -> int:
        return onset_near(clip, sample_of(at, words, sound.text, frames))

    between = None
    if sound.cut is not None:
        start, end = sound.cut
        between = (sample(start) if start else 0, sample(end) if end < sound.text else frames)
    speech = find_speech(clip, between)
    return speech, speech.extent_of([sample(at) for _, at in sound.lines[1:]])


def _open(sound: Sound) -> AudioSegment:
    with _blamed(sound):
        return open_clip(sound.clip)


@contextlib.contextmanager
def _blamed(sound: Sound) -> Iterator[None]:
    """Names the line whose clip can't be used."""
    try:
        yield
    except ClipError as error:
        raise ClipError(
            f"{sound.address}: the clip of this line can't be used: {error} ({sound.clip}). "
            "Delete that file, then run the same command again."
        ) from error


def _read(spool: IO[bytes], channels: int) -> Iterator[NDArray[np.float32]]:
    spool.seek(0)
    while data := spool.read(BLOCK * channels * 4):
        yield np.frombuffer(data, np.float32).reshape(-1, channels)
