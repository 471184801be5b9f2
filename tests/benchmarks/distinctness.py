"""Measure whether a listener can tell the people of a story apart, as a speaker encoder hears them.

    python -m tests.benchmarks.distinctness ENCODER.pt STORY... [-e hibari,kokoro]

ENCODER.pt is `resemblyzer/pretrained.pt` of the Resemblyzer wheel (17 MB, no part of this project). Each STORY is a
story file, or a .json.gz holding one under "text"; it is read, tagged and cast as `make-audio -e NAMES STORY` does it.
Then the eight who say most, the narrator among them, say two sets of lines of their own as they are heard in the book:
at their pace, with their deliveries, trimmed, treated as letters and thoughts are; the encoder hears them all at one
level, as they are mixed. Treated lines go to both sets.

For each speaker: the cosine of the two sets (one voice on different lines), and the cosines to the speakers above. The
distances that casting goes by (`voices/engines/timbres`) are compared with what is heard. The exit code is 1 where a
pair reaches --at-most or a speaker's two sets stay under 0.85.

A character who tells the story has the narrator's voice on purpose: they count as one. Lines of nobody known count as
one speaker's.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.production.clip_cache import ClipCache
from pipeline.rendering.clips.speaking import Spoken, speak
from pipeline.rendering.planning.phrases import Phrase
from pipeline.sound.clip_audio import clip_samples, find_speech, open_clip
from pipeline.sound.effects import apply_effects
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.updating.request import Options
from script.model import NARRATOR
from tests.benchmarks.speaker_encoder import Encoder, Floats
from tests.pipeline.productions import load, make_production
from voices.cast.voice_profile import VoiceProfile
from voices.engines.automatic_choice import parse_engines
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import EngineError
from voices.engines.timbre import distance

SPEAKERS = 8
SAME_AT_LEAST = 0.85
ENOUGH = 0.6
"""Of the seconds asked for, in a second set that is to tell anything."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One speaker: who, in which voice, and what the encoder made of it."""

    name: str
    profile: VoiceProfile
    vector: Floats
    """float32[256], of length 1: of all that was heard."""
    same: float | None
    """Cosine of two sets of lines; None for who says too little for two."""
    seconds: float


def story_file(path: Path, folder: Path) -> Path:
    """The story as a file that make-audio reads."""
    if not path.name.endswith(".json.gz"):
        return path
    file = folder / f"{path.name.removesuffix('.json.gz')}.txt"
    file.write_text(json.loads(gzip.decompress(path.read_bytes()))["text"], "utf-8")
    return file


def most_talkative(story: Path, folder: Path, engines: str) -> dict[str, tuple[VoiceProfile, list[Phrase]]]:
    """The voice and the lines of the `SPEAKERS` who say the most words of a story, most first."""
    loaded = load(make_production(story, folder, Options(engines=parse_engines(engines))))
    teller = loaded.edited.tagged.narrator if loaded.edited.tagged else None
    lines: dict[str | None, list[Phrase]] = defaultdict(list)
    for chapter in loaded.planned.chapters:
        for voiced in chapter.phrases:
            speaker = voiced.lines[0].line.speaker
            lines[NARRATOR if speaker == teller and teller else speaker].append(voiced)
    words = {speaker: sum(len(line.text.split()) for line in said) for speaker, said in lines.items()}
    chosen = sorted(lines, key=lambda speaker: -words[speaker])[:SPEAKERS]
    return {speaker or "unknown": (loaded.cast.profile(speaker), lines[speaker]) for speaker in chosen}


def dealt(lines: Sequence[Phrase]) -> tuple[list[Phrase], list[Phrase]]:
    """Two halves of the different lines, each in an order without order, those of a sentence first: from all
    over the book, the same every time, treated ones in both."""

    def order(line: Phrase) -> tuple[bool, str]:
        return not 40 <= len(line.text) <= 120, hashlib.sha256(line.text.encode()).hexdigest()

    different = sorted({line.key: line for line in lines}.values(), key=order)
    halves: tuple[list[Phrase], list[Phrase]] = ([], [])
    counts: Counter[tuple[str, ...]] = Counter()
    for line in different:
        halves[counts[line.effects] % 2].append(line)
        counts[line.effects] += 1
    return halves


def said(lines: Sequence[Phrase], cache: ClipCache, seconds: float) -> Floats:
    """About `seconds` of the first of these lines as they are heard, float32[frames] at `SAMPLE_RATE`."""
    parts: list[Floats] = [np.zeros(0, np.float32)]
    for line in lines:
        spoken = speak(loaded_engine(line.engine), cache, line.key, line.utterance)
        if not isinstance(spoken, Spoken):
            sys.exit(f"{line.address} can't be spoken: {spoken.why}")
        clip = open_clip(cache.path(line.key))
        parts.append(apply_effects(clip_samples(clip, find_speech(clip)), line.effects))
        if sum(map(len, parts)) >= seconds * SAMPLE_RATE:
            break
    return np.concatenate(parts)[: round(1.5 * seconds * SAMPLE_RATE)]


def heard(story: Path, encoder: Encoder, cache: ClipCache, engines: str, seconds: float) -> list[Heard]:
    """The most talkative of a story, as the encoder hears them."""
    with tempfile.TemporaryDirectory() as name:
        speakers = most_talkative(story_file(story, Path(name)), Path(name) / "production", engines)
    found = []
    for speaker, (profile, lines) in speakers.items():
        first, second = (said(part, cache, seconds) for part in dealt(lines))
        whole = np.concatenate([first, second])
        vectors = encoder.embed([(samples, SAMPLE_RATE) for samples in (whole, first, second) if len(samples)])
        enough = len(second) > ENOUGH * seconds * SAMPLE_RATE
        same = float(vectors[1] @ vectors[2]) if enough else None
        found.append(Heard(speaker, profile, vectors[0], same, len(whole) / SAMPLE_RATE))
    return found


def report(name: str, speakers: Sequence[Heard]) -> tuple[float, float]:
    """Prints a story's cosines; gives the largest of two speakers and the smallest of one."""
    print(f"\n{name}")
    cosines = np.stack([speaker.vector for speaker in speakers]) @ np.stack([speaker.vector for speaker in speakers]).T
    for row, speaker in enumerate(speakers):
        numbers = " ".join(f"{cosine:5.2f}" for cosine in cosines[row, :row])
        same = "     " if speaker.same is None else f"{speaker.same:5.2f}"
        voice = f"{speaker.profile.engine} {speaker.profile.voice} {speaker.profile.pitch:+g} {speaker.profile.rate:g}"
        print(f"{row + 1} {speaker.name:22.22} {voice:38.38} {speaker.seconds:3.0f} s {same} | {numbers}")
    pairs = {pair: float(cosines[pair]) for pair in itertools.combinations(range(len(speakers)), 2)}
    first, second = max(pairs, key=lambda pair: pairs[pair])
    print(f"largest of two: {pairs[first, second]:.3f}, {speakers[first].name} and {speakers[second].name}")
    same_voice = [speaker.same for speaker in speakers if speaker.same is not None]
    print(f"smallest of one: {min(same_voice):.3f}")
    off = [
        cosine - (1 - expected)
        for (a, b), cosine in pairs.items()
        if (expected := _expected(speakers[a], speakers[b])) is not None
    ]
    if off:
        print(f"heard less expected: {np.mean(off):+.3f} ± {np.std(off):.3f}, from {min(off):+.3f} to {max(off):+.3f}")
    return pairs[first, second], min(same_voice)


def _expected(a: Heard, b: Heard) -> float | None:
    """The distance of two voices that casting goes by."""
    first, second = ((p.engine, p.voice, p.pitch) for p in (a.profile, b.profile))
    try:
        return distance(first, second)
    except EngineError:
        return None


def main() -> None:
    """Measure the casts of stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path, help="resemblyzer/pretrained.pt")
    parser.add_argument("stories", type=Path, nargs="+", help="story files, or .json.gz with a text")
    parser.add_argument("-e", "--engine", default="auto", help="as make-audio's; auto is what is installed")
    parser.add_argument("--seconds", type=float, default=8.0, help="of speech in each of a speaker's two sets")
    parser.add_argument("--at-most", type=float, default=0.75, help="no pair may reach this cosine")
    parser.add_argument("--clips", type=Path, help="a folder that keeps clips for the next time")
    options = parser.parse_args()
    encoder = Encoder(options.encoder)
    with tempfile.TemporaryDirectory() as name:
        cache = ClipCache(options.clips or Path(name))
        measured = [
            report(story.name, heard(story, encoder, cache, options.engine, options.seconds))
            for story in options.stories
        ]
    largest, smallest = max(pair for pair, _ in measured), min(same for _, same in measured)
    print(f"\nlargest of all pairs: {largest:.3f}; smallest of one voice: {smallest:.3f}")
    sys.exit(largest >= options.at_most or smallest < SAME_AT_LEAST)


if __name__ == "__main__":
    main()
