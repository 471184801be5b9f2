"""Chapters of real speech, decoded by ffmpeg and compared with their timelines."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.disk.files import DiskError
from pipeline.rendering.chapters import chapter_audio
from pipeline.rendering.chapters.chapter_audio import ChapterJob, ChapterResult, make_chapter
from pipeline.sound.declination import FALL
from pipeline.sound.ffmpeg import decode, find_ffmpeg
from pipeline.sound.pauses import Heard, Pauses, pause_between
from pipeline.sound.release.flac import read_master
from pipeline.sound.release.tags import BookTags, ChapterTags
from pipeline.sound.timeline import SAMPLE_RATE, Part, Placement, Sound
from pipeline.sound.voice_loudness import speech_level, voice_gain
from pipeline.sound.wav import ClipError, clip_to_wav
from script.model import BlockKind, Kind
from script.quotations.sentence_flow import Ending, LineFlow
from voices.engines.registry import load
from voices.engines.speech_engine import Clip, Utterance, WordTiming

PAUSES = Pauses(lines=0.25, speakers=0.4, paragraphs=0.7, scenes=1.6, headings=1.1, head=0.75, tail=2.5)
STORY = (
    ("The Storm", 0, BlockKind.HEADING, Kind.HEADING, 0),
    ("The boat went out at dusk, and by ten the harbour lights had gone.", 1, BlockKind.PARAGRAPH, Kind.NARRATION, 0),
    ("Take the boat back, Tom!", 2, BlockKind.PARAGRAPH, Kind.SPEECH, 1),
    ("cried his sister from the pier.", 2, BlockKind.PARAGRAPH, Kind.NARRATION, 0),
    ("", 3, BlockKind.BREAK, Kind.BREAK, 0),
    ("Don't tell me what to do.", 4, BlockKind.PARAGRAPH, Kind.SPEECH, 2),
    ("No.", 4, BlockKind.PARAGRAPH, Kind.SPEECH, 1),
    ("Dear Katie, the keeper is gone, and nobody knows who lit the lamp.", 5, BlockKind.QUOTE, Kind.LETTER, 2),
    ("Perhaps it was the storm that took him, she thought.", 6, BlockKind.PARAGRAPH, Kind.THOUGHT, 1),
)
PLAIN = LineFlow(goes_on=False, tag=0, first_end=0, last_start=0, ending=Ending.STOP)


@dataclass(frozen=True)
class Made:
    job: ChapterJob
    result: ChapterResult
    samples: NDArray[np.float32]
    """float32[frames, channels], as ffmpeg decodes the MP3."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Part, ...]:
    folder = tmp_path_factory.mktemp("clips")
    engine = load("pyttsx3")
    voices = [voice.name for voice in engine.voices()[:3]]
    samples = [engine.synthesize(Utterance("Nobody had expected her to answer so soon.", voice)) for voice in voices]
    gains = [voice_gain(speech_level(clip.samples, clip.rate)) for clip in samples]
    made = []
    for line, (text, paragraph, block, kind, speaker) in enumerate(STORY):
        if not text:
            continue
        path = folder / f"{line}.wav"
        path.write_bytes(clip_to_wav(engine.synthesize(Utterance(text, voices[speaker])), path.stem))
        sound = Sound(path, f"script/001 The Storm.txt:{line + 1}", gains[speaker], lines=((line, 0),), text=len(text))
        heard = Heard(paragraph, block, kind, f"speaker {speaker}", PLAIN, text)
        made.append(Part(heard, heard, sound, scene=STORY[line - 1][3] is Kind.BREAK))
    return tuple(made)


def job(folder: Path, parts: tuple[Part, ...], channels: int = 1) -> ChapterJob:
    tags = ChapterTags(BookTags("The Lantern", "Jane Doe"), "The Storm", 1)
    path = folder / "001 - The Storm.mp3"
    return ChapterJob(parts, tags, path, None, folder, find_ffmpeg().path, PAUSES, -20.0, -3.0, 192, channels)


def make(job: ChapterJob) -> Made:
    result = make_chapter(job)
    assert job.mp3
    blocks = decode(job.ffmpeg, job.mp3, rate=SAMPLE_RATE, channels=job.channels, frames=SAMPLE_RATE)
    samples = np.concatenate(list(blocks)).astype(np.float32) / np.float32(32768)
    return Made(job, result, samples)


def test_each_line_of_a_phrase_is_timed_and_cut_by_its_words(tmp_path: Path, parts: tuple[Part, ...]) -> None:
    rate, text = 22050, "one two three"
    words = (WordTiming(0, 3, 0), WordTiming(4, 7, 30_000), WordTiming(8, 13, 50_000))
    path = tmp_path / "phrase.wav"
    path.write_bytes(clip_to_wav(Clip(np.tile(np.array([0.1, -0.1], np.float32), 40_000), rate, words), path.stem))
    sound = Sound(path, "script/001 One.txt:1", lines=((0, 0), (1, 4), (2, 8)), text=len(text))

    def times(sound: Sound) -> list[tuple[int, int]]:
        lines = make_chapter(job(tmp_path, (replace(parts[1], sound=sound),))).timeline.lines
        return [(line.start - lines[0].start, line.end - lines[0].start) for line in lines]

    assert times(sound) == [(0, 60_000), (60_000, 100_000), (100_000, 160_000)]
    (middle,) = times(replace(sound, lines=((1, 4),), cut=(4, 8)))
    assert middle == pytest.approx((0, 40_000), abs=0.02 * SAMPLE_RATE)
    (last,) = times(replace(sound, lines=((2, 8),), cut=(8, 13)))
    assert last == pytest.approx((0, 60_000), abs=0.02 * SAMPLE_RATE)


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory, parts: tuple[Part, ...]) -> Made:
    return make(job(tmp_path_factory.mktemp("mono"), parts))


@pytest.fixture(scope="module")
def stereo(tmp_path_factory: pytest.TempPathFactory, parts: tuple[Part, ...]) -> Made:
    pans = {0: 0.0, 1: -0.6, 2: 0.8}
    panned = tuple(
        replace(p, sound=replace(p.sound, pan=pans[int(p.first.speaker[-1])])) for p in parts if p.first.speaker
    )
    return make(job(tmp_path_factory.mktemp("stereo"), panned, channels=2))


def sounding(samples: NDArray[np.float32], placement: Placement) -> tuple[int, int]:
    """First and last frame around a placement where the decoded file is louder than the room tone."""
    start, end = placement.start - 4000, placement.end + 4000
    level = np.abs(samples[start:end]).max(axis=1)
    loud = np.flatnonzero(level > max(0.004, 10 ** (-44 / 20) * level.max()))
    return start + int(loud[0]), start + int(loud[-1]) + 1


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP) of a file, by ffmpeg."""
    command = [find_ffmpeg().path, "-hide_banner", "-nostats", "-i", f"file:{path}"]
    command += ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I:\s+(\S+) LUFS", words)[-1]), float(re.findall(r"Peak:\s+(\S+) dBFS", words)[-1])


def rms(samples: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64))))


def test_the_decoded_file_is_as_long_as_the_timeline(chapter: Made, stereo: Made) -> None:
    for made in (chapter, stereo):
        assert abs(len(made.samples) - made.result.timeline.frames) <= SAMPLE_RATE / 1000


def test_every_line_begins_where_the_timeline_says(chapter: Made) -> None:
    timeline = chapter.result.timeline
    assert [line.line for line in timeline.lines] == [line for line, (text, *_) in enumerate(STORY) if text]
    heard = zip(timeline.placements, timeline.lines, strict=True)
    late = [sounding(chapter.samples, placement)[0] - line.start for placement, line in heard]
    assert abs(np.median(late)) <= 0.005 * SAMPLE_RATE
    assert np.abs(late).max() <= 0.03 * SAMPLE_RATE


def test_pauses_are_met_within_ten_milliseconds(tmp_path: Path, parts: tuple[Part, ...]) -> None:
    # Bursts begin and end at once, where speech swells and dies away.
    rate = 22050
    burst = np.zeros(rate, np.float32)
    burst[4000:14000] = np.tile([0.3, 0.3, -0.3, -0.3], 2500)
    path = tmp_path / "burst.wav"
    path.write_bytes(clip_to_wav(Clip(burst, rate), path.stem))
    bursts = tuple(replace(p, sound=replace(p.sound, clip=path)) for p in parts)
    made = make(job(tmp_path, bursts))
    bounds = [sounding(made.samples, p) for p in made.result.timeline.placements]
    gaps = [(b[0] - a[1]) / SAMPLE_RATE for a, b in itertools.pairwise(bounds)]
    pauses = [pause_between(a.last, b.first, PAUSES, scene=b.scene).seconds for a, b in itertools.pairwise(parts)]
    assert gaps == pytest.approx(pauses, abs=0.01)
    assert max(gaps) > 1.3 > 0.5 > min(gaps)
    assert bounds[0][0] / SAMPLE_RATE == pytest.approx(PAUSES.head, abs=0.01)
    assert (len(made.samples) - bounds[-1][1]) / SAMPLE_RATE == pytest.approx(PAUSES.tail, abs=0.01)


def test_the_decoded_file_meets_the_levels_of_an_audiobook(chapter: Made, stereo: Made) -> None:
    for made in (chapter, stereo):
        assert made.job.mp3
        loudness, peak = measured(made.job.mp3)
        assert loudness == pytest.approx(-20, abs=0.5)
        assert made.result.loudness == pytest.approx(loudness, abs=0.5)
        assert peak <= -3
        assert abs(made.samples).max() < 10 ** (-3 / 20)
        assert made.result.peak <= -3.5
    assert -23 <= rms(chapter.samples) <= -18
    head, tail = chapter.samples[: int(0.7 * SAMPLE_RATE)], chapter.samples[-int(2.2 * SAMPLE_RATE) :]
    assert -85 < rms(head) < -60
    assert -85 < rms(tail) < -60


def test_all_voices_are_about_equally_loud(chapter: Made) -> None:
    levels = [
        speech_level(chapter.samples[p.start : p.end, 0], SAMPLE_RATE)
        for p in chapter.result.timeline.placements
        if p.frames > SAMPLE_RATE
    ]
    assert max(levels) - min(levels) < 3


def of_noise(folder: Path, part: Part, name: str, seconds: float, level: float, gain: float | None) -> Part:
    """A line of steady noise at a level (dBFS), in a voice that `gain` (dB) brings to the common level."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * 22_050)) * 10 ** (level / 20)
    path = folder / f"{name}.wav"
    path.write_bytes(clip_to_wav(Clip(noise.astype(np.float32), 22_050), path.stem))
    return replace(part, sound=Sound(path, "script/001 One.txt:1", gain or 0.0, lines=((0, 0),), levelling=gain))


@pytest.mark.parametrize(("gain", "apart"), [(8.0, 0.0), (None, 3.0)])
def test_a_line_that_is_quieter_than_its_voice_is_heard_as_loud_as_the_others_where_voices_are_levelled(
    tmp_path: Path, parts: tuple[Part, ...], gain: float | None, apart: float
) -> None:
    lines = [of_noise(tmp_path, parts[1], f"{level}", 6.0, level, gain) for level in (-30.0, -33.0)]
    made = make(job(tmp_path, tuple(lines)))
    loud, quiet = (speech_level(made.samples[p.start : p.end, 0], SAMPLE_RATE) for p in made.result.timeline.placements)
    assert loud - quiet == pytest.approx(apart, abs=0.5)


def test_how_much_a_line_is_given_back_goes_by_the_room_between_the_books_loudness_and_its_ceiling(
    tmp_path: Path, parts: tuple[Part, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms: set[float] = set()

    def own_gain(samples: NDArray[np.float32], sound: Sound, headroom: float) -> float:
        rooms.add(headroom)
        return 0.0

    monkeypatch.setattr(chapter_audio, "own_gain", own_gain)
    make_chapter(job(tmp_path, parts[:1]))
    assert rooms == {-3.0 - -20.0}


def test_a_speakers_loudness_falls_as_they_go_on(tmp_path: Path, parts: tuple[Part, ...]) -> None:
    made = make(job(tmp_path, (of_noise(tmp_path, parts[1], "long", 9.0, -30.0, 8.0),)))
    (placement,) = made.result.timeline.placements
    line = made.samples[placement.start : placement.end]
    third = len(line) // 3
    assert rms(line[:third]) - rms(line[-third:]) == pytest.approx(FALL * 2 / 3, abs=0.5)


def test_voices_stand_where_their_pan_puts_them(stereo: Made) -> None:
    for p in stereo.result.timeline.placements:
        left, right = stereo.samples[p.start : p.end].T
        angle = np.pi / 4 * (1 + p.sound.pan)
        assert rms(left) - rms(right) == pytest.approx(20 * np.log10(np.cos(angle) / np.sin(angle)), abs=1)


def test_a_treatment_is_heard_and_leaves_the_timeline_as_it_is(
    tmp_path: Path, parts: tuple[Part, ...], chapter: Made
) -> None:
    effects = {Kind.LETTER: ("letter",), Kind.THOUGHT: ("thought",)}
    treated = tuple(replace(p, sound=replace(p.sound, effects=effects.get(p.first.kind, ()))) for p in parts)
    made = make(job(tmp_path, treated))
    assert [(p.start, p.frames) for p in made.result.timeline.placements] == [
        (p.start, p.frames) for p in chapter.result.timeline.placements
    ]
    for p in made.result.timeline.placements:
        before, after = (np.abs(np.fft.rfft(m.samples[p.start : p.end, 0], 1 << 18)) ** 2 for m in (chapter, made))
        bands = (np.array([100, 200, 400, 800, 1600, 3200, 6400, 9000]) / SAMPLE_RATE * (1 << 18)).astype(int)
        change = 10 * np.log10(np.add.reduceat(after, bands)[:-1] / np.add.reduceat(before, bands)[:-1])
        if p.sound.effects:
            assert np.abs(change).max() > 3
        else:
            assert np.abs(change).max() < 0.5


def test_the_same_bytes_in_another_folder_and_a_lossless_master_beside(
    tmp_path: Path, parts: tuple[Part, ...], chapter: Made
) -> None:
    again = replace(job(tmp_path, parts), master=tmp_path / "001.flac")
    result = make_chapter(again)
    assert again.mp3
    assert chapter.job.mp3
    assert again.mp3.read_bytes() == chapter.job.mp3.read_bytes()
    assert result == chapter.result
    master = np.concatenate(list(read_master(again.ffmpeg, tmp_path / "001.flac", 1)))
    assert len(master) == result.timeline.frames
    scale = np.dot(master[:, 0] / 32768, chapter.samples[:, 0]) / np.sum((master[:, 0] / 32768.0) ** 2)
    assert 20 * np.log10(scale) == pytest.approx(0, abs=0.1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["001 - The Storm.mp3", "001.flac"]


def test_a_chapter_in_which_nothing_is_heard_is_still_a_file(tmp_path: Path) -> None:
    made = make(job(tmp_path, ()))
    assert len(made.samples) == round((PAUSES.head + PAUSES.tail) * SAMPLE_RATE)
    assert made.result.loudness == -np.inf


@pytest.mark.parametrize("damage", [None, b"", b"RIFF", "half"])
def test_a_missing_or_damaged_clip_names_its_line_and_harms_nothing(
    damage: bytes | str | None, tmp_path: Path, parts: tuple[Part, ...]
) -> None:
    sound = parts[3].sound
    path = tmp_path / "clip.wav"
    if damage is not None:
        path.write_bytes(sound.clip.read_bytes()[:5000] if isinstance(damage, str) else damage)
    broken = (*parts[:3], replace(parts[3], sound=replace(sound, clip=path)), *parts[4:])
    (tmp_path / "001 - The Storm.mp3").write_bytes(b"the old one")
    with pytest.raises(ClipError, match=r"^script/001 The Storm.txt:4: .*run the same command again"):
        make_chapter(job(tmp_path, broken))
    assert (tmp_path / "001 - The Storm.mp3").read_bytes() == b"the old one"


def test_a_temporary_folder_that_is_gone_is_told(tmp_path: Path, parts: tuple[Part, ...]) -> None:
    with pytest.raises(DiskError, match="gone"):
        make_chapter(replace(job(tmp_path, parts), temp=tmp_path / "gone"))


MEMORY = """
import json, resource, sys
from pathlib import Path
from pipeline.rendering.chapters.chapter_audio import ChapterJob, make_chapter
from pipeline.sound.ffmpeg import find_ffmpeg
from pipeline.sound.release.tags import BookTags, ChapterTags
from pipeline.sound.pauses import Heard, Pauses
from pipeline.sound.timeline import Part, Sound
from script.model import BlockKind, Kind
from script.quotations.sentence_flow import Ending, LineFlow
folder, times = Path(sys.argv[1]), int(sys.argv[2])
clips = [Path(path) for path in json.loads(sys.argv[3])] * times
flow = LineFlow(False, 0, 0, 0, Ending.STOP)
heard = [Heard(i, BlockKind.PARAGRAPH, Kind.NARRATION, "narrator", flow, "") for i in range(len(clips))]
parts = tuple(
    Part(heard[i], heard[i], Sound(clip, "a:1", effects=("letter",) * (i % 5 == 0), lines=((i, 0),)))
    for i, clip in enumerate(clips)
)
tags = ChapterTags(BookTags("B"), "T", 1)
ffmpeg = find_ffmpeg().path
result = make_chapter(ChapterJob(parts, tags, folder / "a.mp3", None, folder, ffmpeg, Pauses(), -20.0, -3.0, 192))
if sys.platform == "linux":
    # What getrusage says counts in the process that this one was forked from.
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
print(result.seconds, peak)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource is POSIX")
def test_memory_does_not_grow_with_the_chapter(tmp_path: Path, parts: tuple[Part, ...]) -> None:
    clips = json.dumps([str(part.sound.clip) for part in parts])
    seconds, peaks = [], []
    for times in (2, 14):
        command = [sys.executable, "-c", MEMORY, str(tmp_path), str(times), clips]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        length, peak = map(float, run.stdout.split())
        seconds.append(length)
        peaks.append(peak)
    assert seconds[1] > 6 * seconds[0]
    # The long one alone would be 10 MB a minute in 32-bit samples.
    assert peaks[1] < peaks[0] + 8
    assert peaks[1] < 150
