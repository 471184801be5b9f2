"""Measure whether the voices of a story's cast can be believed: gender, age, pitch, likeness and level.

    python -m tests.benchmarks.casts STORY... [--engine pyttsx3] [--encoder ENCODER.pt] [--no-levels]

Each STORY is a story file, or a .txt.gz; it is read, tagged and cast as `make-audio -e NAMES STORY` does it. For
everybody with `LINES` lines and more: how many, the gender and the age that the story tells (`?`: guessed, or taken for
grown up), the voice, and the median pitch that is measured of it as it is spoken, with whether a listener believes it
to be theirs (`voices.casting.pitch_bands`). For the eight who say most: the largest cosine of two, as the speaker
encoder of `tests.benchmarks.speaker_encoder` hears them, or without ENCODER.pt as casting expects it. For the chapter
in which most people speak plainly: how loud each one's plain lines are in the finished MP3.

Whether gender and age are what the book says is for its reader to judge.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import itertools
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.production.script_files import words_by_speaker
from pipeline.rendering.chapters.chapter_audio import make_chapter
from pipeline.rendering.chapters.jobs import chapter_job
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import phrases_of
from pipeline.rendering.planning.voice_gains import known_gain
from pipeline.sound.ffmpeg import decode
from pipeline.sound.loudness import integrated
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.updating.request import Options
from script.model import NARRATOR, Chapter, Character, Kind, Line
from tests.benchmarks.fundamental_frequency import median_f0
from tests.benchmarks.speaker_encoder import Encoder, Floats
from tests.pipeline.productions import load, make_production, render
from voices.cast.voice_profile import VoiceProfile
from voices.casting.pitch_bands import is_plausible
from voices.engines.automatic_choice import parse_engines
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import EngineError, Utterance
from voices.engines.timbre import distance

LINES = 10
TALKATIVE = 8
_SECONDS = 3.0
"""Of plain speech at least, before its loudness is told."""
_SENTENCES = (
    "The rain had been falling on the harbour since noon. Nobody could see the end of the pier, and the old lamp would "
    "not burn. They walked home slowly along the water, and the wind went with them all the way."
)


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody of a story, and how they are heard."""

    character: Character
    lines: int
    profile: VoiceProfile
    f0: float | None

    @property
    def plausible(self) -> bool:
        """Whether the pitch can be believed."""
        return self.f0 is None or is_plausible(self.f0, self.character.gender, self.character.age)

    def __str__(self) -> str:
        person, profile = self.character, self.profile
        told = f"{person.gender or '–'}{'?' if person.gender_guessed else ''}, {person.age or 'adult?'}"
        voice = f"{profile.engine} {profile.voice} {profile.pitch:+g} {profile.rate:g}"
        heard = "unvoiced" if self.f0 is None else f"{self.f0:3.0f} Hz"
        return f"{person.name:28.28} {self.lines:4} {told:16} {voice:36.36} {heard} {'' if self.plausible else 'NO'}"


@functools.cache
def _spoken(profile: VoiceProfile, language: str) -> tuple[Floats, int]:
    """A few plain sentences in a voice, and their rate."""
    utterance = Utterance(_SENTENCES, profile.voice, rate=profile.rate, pitch=profile.pitch, language=language)
    clip = loaded_engine(profile.engine).synthesize(utterance)
    return clip.samples, clip.rate


def members(loaded: Loaded) -> list[CastMember]:
    """Everybody with `LINES` lines and more, the most talkative first."""
    known = {person.name: person for person in (loaded.edited.tagged.characters if loaded.edited.tagged else ())}
    found = []
    counts = words_by_speaker(loaded.edited.chapters)
    for name, (lines, _) in sorted(counts.items(), key=lambda item: -item[1][1]):
        if name in known and lines >= LINES:
            profile = loaded.cast.profile(name)
            f0 = median_f0([_spoken(profile, loaded.book.language)])
            found.append(CastMember(known[name], lines, profile, f0))
    return found


def largest_cosine(loaded: Loaded, encoder: Encoder | None) -> tuple[float, str, str]:
    """The largest cosine of two of the most talkative, the narrator among them, and who they are."""
    words: Counter[str] = Counter()
    teller = loaded.edited.tagged.narrator if loaded.edited.tagged else None
    for name, (_, count) in words_by_speaker(loaded.edited.chapters).items():
        words[NARRATOR if name == teller else name or "unknown"] += count
    names = [name for name, _ in words.most_common() if name != "unknown"][:TALKATIVE]
    profiles = [loaded.cast.profile(name) for name in names]
    if encoder is None:
        cosines = np.array([[_expected(a, b) for a in profiles] for b in profiles])
    else:
        vectors = encoder.embed([_spoken(profile, loaded.book.language) for profile in profiles])
        cosines = vectors @ vectors.T
    pairs = itertools.combinations(range(len(names)), 2)
    first, second = max(pairs, key=lambda pair: float(cosines[pair]))
    return float(cosines[first, second]), names[first], names[second]


def _expected(a: VoiceProfile, b: VoiceProfile) -> float:
    try:
        return 1 - distance((a.engine, a.voice, a.pitch), (b.engine, b.voice, b.pitch))
    except EngineError:
        return float("nan")


def plain_levels(loaded: Loaded, number: int, folder: Path) -> dict[str, float]:
    """How loud each one's plain lines are in a chapter's MP3, in LUFS, by speaker. The chapter is rendered already."""
    chapter = loaded.planned.chapters[number]
    chapter = replace(chapter, phrases=phrases_of(chapter.edited, loaded.book, loaded.cast))
    levels = loaded.production.levels_folder
    gains = {
        phrase.timbre: gain for phrase in chapter.phrases if (gain := known_gain(levels, phrase.timbre)) is not None
    }
    file = folder / "levels.mp3"
    made = make_chapter(replace(chapter_job(loaded, chapter, gains), mp3=file, master=None, temp=folder))
    blocks = decode(loaded.ffmpeg.path, file, rate=SAMPLE_RATE, channels=1, frames=1 << 20)
    samples = np.concatenate([block[:, 0] for block in blocks]).astype(np.float32) / np.float32(32768)
    lines = chapter.edited.chapter.lines
    heard: dict[str, list[Floats]] = defaultdict(list)
    for time in made.timeline.lines:
        line = lines[time.line]
        if _is_plain(line) and not loaded.cast.profile(line.speaker).effects:
            heard[line.speaker or ""].append(np.asarray(samples[time.start : time.end], np.float32))
    return {
        speaker: integrated(speech, SAMPLE_RATE)
        for speaker, parts in heard.items()
        if len(speech := np.concatenate(parts)) >= _SECONDS * SAMPLE_RATE
    }


def _is_plain(line: Line) -> bool:
    return line.speaker is not None and line.delivery is None and line.kind in (Kind.SPEECH, Kind.NARRATION)


def _most_speakers(chapters: Sequence[Chapter]) -> int:
    """The chapter in which most people say something plain three times, the shortest of these."""

    def plainly(chapter: Chapter) -> int:
        counts = Counter(line.speaker for line in chapter.lines if _is_plain(line))
        return sum(count >= 3 for count in counts.values())

    return max(range(len(chapters)), key=lambda at: (plainly(chapters[at]), -len(chapters[at].text)))


def report(story: Path, folder: Path, options: argparse.Namespace) -> tuple[int, int]:
    """Prints what there is to say of a story; gives (plausible, all)."""
    encoder = Encoder(options.encoder) if options.encoder else None
    production = make_production(story, folder, Options(engines=parse_engines(options.engine)))
    loaded = load(production)
    narrator = loaded.cast.narrator
    f0 = median_f0([_spoken(narrator, loaded.book.language)])
    print(f"\n{story.name}: narrator {narrator.engine} {narrator.voice} {narrator.pitch:+g}, {f0 or 0:.0f} Hz")
    found = members(loaded)
    for member in found:
        print(member)
    plausible = sum(member.plausible for member in found)
    print(f"plausible pitch: {plausible} of {len(found)}")
    shared = Counter(member.profile for member in found)
    print(f"profiles of several people: {sum(count > 1 for count in shared.values())}")
    cosine, first, second = largest_cosine(loaded, encoder)
    print(f"largest cosine of the {TALKATIVE} most talkative: {cosine:.2f}, {first} and {second}")
    if options.levels:
        number = _most_speakers([item.chapter for item in loaded.edited.chapters])
        render(production, chapters={loaded.planned.chapters[number].number}, jobs=1)
        levels = plain_levels(load(production), number, folder)
        for speaker, level in sorted(levels.items(), key=lambda item: item[1]):
            print(f"  {speaker:28.28} {level:6.2f} LUFS")
        spread = max(levels.values()) - min(levels.values()) if levels else 0.0
        print(f"plain levels in chapter {number + 1}: {spread:.2f} LU apart")
    return plausible, len(found)


def main() -> None:
    """Measure the casts of stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="+", help="story files, or .txt.gz")
    parser.add_argument("-e", "--engine", default="pyttsx3", help="as make-audio's")
    parser.add_argument("--encoder", type=Path, help="resemblyzer/pretrained.pt")
    parser.add_argument("--no-levels", dest="levels", action="store_false", help="render nothing")
    options = parser.parse_args()
    counts: list[tuple[int, int]] = []
    for story in options.stories:
        with tempfile.TemporaryDirectory() as name:
            file = story
            if story.suffix == ".gz":
                file = Path(name) / story.name.removesuffix(".gz")
                file.write_bytes(gzip.decompress(story.read_bytes()))
            counts.append(report(file, Path(name) / "production", options))
    plausible, everybody = (sum(column) for column in zip(*counts, strict=True))
    print(f"\nplausible pitch: {plausible} of {everybody} ({100 * plausible / max(1, everybody):.1f} %)")


if __name__ == "__main__":
    main()
