"""Measure whether a listener can tell the people of a story apart, as a speaker encoder hears them.

    python -m tests.benchmarks.cast_distinctness ENCODER.pt STORY...

ENCODER.pt is `resemblyzer/pretrained.pt` of the Resemblyzer wheel (17 MB, no part of this project). Each STORY is read,
tagged and cast as `make-audio STORY` does it; then the eight who say most, the narrator among them, say lines of their
own, as they go into the mix but without treatments. Prints the cosines of all pairs. The exit code is 1 where a pair
comes to 0.80: a character of one voice, saying other lines, comes to 0.85 to 0.95.

A character who tells the story has the narrator's voice on purpose: they count as one. Lines of nobody known count as
one speaker's.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

from pipeline.cache import ClipCache
from pipeline.clips import clip_samples, find_speech, open_clip
from pipeline.making import make_production
from pipeline.render import load
from pipeline.speaking import Spoken, loaded_engine, speak
from pipeline.timeline import SAMPLE_RATE
from pipeline.voicing import VoicedLine
from script.model import NARRATOR
from tests.benchmarks.speaker_encoder import Encoder, Floats

SPEAKERS = 8
SECONDS = 45.0
"""Of speech, for each speaker: enough for a vector that more speech doesn't move."""
TOO_ALIKE = 0.80


def most_talkative(story: Path, folder: Path) -> dict[str, list[VoicedLine]]:
    """The lines of the `SPEAKERS` who say the most words of a story, by speaker and voice, most first."""
    loaded = load(make_production(story, folder))
    teller = loaded.edited.tagged.narrator if loaded.edited.tagged else None
    lines: dict[str | None, list[VoicedLine]] = defaultdict(list)
    for chapter in loaded.planned.chapters:
        for voiced in chapter.voiced:
            speaker = voiced.line.speaker
            lines[NARRATOR if speaker == teller and teller else speaker].append(voiced)
    words = {speaker: sum(len(line.text.split()) for line in said) for speaker, said in lines.items()}
    chosen = sorted(lines, key=lambda speaker: -words[speaker])[:SPEAKERS]
    return {f"{speaker or 'unknown'} ({loaded.cast.profile(speaker).voice})": lines[speaker] for speaker in chosen}


def said(lines: list[VoicedLine], cache: ClipCache) -> Floats:
    """About `SECONDS` of these lines, picked from all over the book, float32[frames] at `SAMPLE_RATE`."""
    parts: list[Floats] = []
    frames = 0
    for line in random.Random(0).sample(lines, len(lines)):
        spoken = speak(loaded_engine(line.engine), cache, line.key, line.utterance)
        if not isinstance(spoken, Spoken):
            sys.exit(f"{line.address} can't be spoken: {spoken.why}")
        clip = open_clip(cache.path(line.key))
        parts.append(clip_samples(clip, find_speech(clip)))
        frames += len(parts[-1])
        if frames >= SECONDS * SAMPLE_RATE:
            break
    return np.concatenate(parts)


def report(story: Path, encoder: Encoder) -> float:
    """Prints the cosines of a story's speakers; gives the largest."""
    with tempfile.TemporaryDirectory() as name:
        lines = most_talkative(story, Path(name) / "production")
        cache = ClipCache(Path(name) / "clips")
        speech = {speaker: said(theirs, cache) for speaker, theirs in lines.items()}
    vectors = encoder.embed([(samples, SAMPLE_RATE) for samples in speech.values()])
    cosines = vectors @ vectors.T
    print(f"\n{story.name}")
    for row, (speaker, samples) in enumerate(speech.items()):
        numbers = " ".join(f"{cosine:5.2f}" for cosine in cosines[row, :row])
        print(f"{row + 1:2} {speaker:44} {len(lines[speaker]):5} lines {len(samples) / SAMPLE_RATE:4.0f} s  {numbers}")
    pairs = np.tril(cosines, -1) - 2 * np.triu(np.ones_like(cosines))
    first, second = np.unravel_index(int(pairs.argmax()), pairs.shape)
    names = list(speech)
    largest = float(pairs[first, second]) if len(names) > 1 else -1.0
    if len(names) > 1:
        print(f"largest: {largest:.3f}, {names[first]} and {names[second]}")
    return largest


def main() -> None:
    """Measure the casts of stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path, help="resemblyzer/pretrained.pt")
    parser.add_argument("stories", type=Path, nargs="+", help="story files")
    options = parser.parse_args()
    encoder = Encoder(options.encoder)
    worst = max(report(story, encoder) for story in options.stories)
    print(f"\nlargest of all: {worst:.3f}")
    sys.exit(worst >= TOO_ALIKE)


if __name__ == "__main__":
    main()
