"""Measure how far apart the voices of an engine are, as a speaker encoder hears them.

    python -m tests.benchmarks.voice_distinctness ENCODER.pt [-e ENGINE]           # report on the voices as they are
    python -m tests.benchmarks.voice_distinctness ENCODER.pt [-e ENGINE] --write   # measure all again into timbres/
    python -m tests.benchmarks.voice_distinctness ENCODER.pt -e ENGINE --write VOICE ...   # these alone; the rest stays

ENCODER.pt is `resemblyzer/pretrained.pt` of the Resemblyzer wheel (17 MB, no part of this project). Each voice speaks
two disjoint sets of sentences, at its normal pace; what counts is the larger of the cosines on equal and on different
sentences. With --write the voices that casting may move by whole throats are measured at those pitches, too, as far as
it may move them: casting has to know how far such a voice is from itself. Kokoro takes an hour.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.benchmarks.speaker_encoder import Encoder, Floats
from voices.casting import PITCHES
from voices.engines import registry, timbre
from voices.engines.espeak import espeak_voices
from voices.engines.shipped import shipped_data
from voices.engines.shipped.shipped_data import measured_name
from voices.engines.speech_engine import Engine, Utterance, VoiceInfo

SENTENCES = (
    (
        "The rain had stopped before they reached the harbour, and the lamps along the quay were still burning.",
        "I never said that I would go with you, only that I should think about it over supper.",
        "Why did nobody tell me that the bridge was closed?",
        "She laid three silver coins on the table and waited for the old man to look up.",
    ),
    (
        "My brother keeps a dozen pigeons in the attic, much to the annoyance of our neighbours.",
        "Put that down at once, before somebody gets hurt!",
        "Far below, between the orchards, a white road wound towards the village and its crooked church.",
        "If you had only asked, we could have shown you the way through the forest.",
    ),
)
"""Two sets, so that a voice can be compared with others on what they say alike and on what they don't."""

MOVED = ("hibari", "kokoro")
"""The engines whose pitch takes the formants along."""


def recordings(engine: Engine, voice: str, pitch: float) -> list[tuple[Floats, int]]:
    """A voice saying each set of sentences."""
    spoken = []
    for sentences in SENTENCES:
        clips = [engine.synthesize(Utterance(sentence, voice, pitch=pitch)) for sentence in sentences]
        spoken.append((np.concatenate([clip.samples for clip in clips]), clips[0].rate))
    return spoken


def measure(encoder: Encoder, engine: Engine, voices: Sequence[str], pitch: float = 0.0) -> Floats:
    """Two unit vectors a voice, one for each set of sentences: float32[len(voices), 2, 256]."""
    return np.stack([encoder.embed(recordings(engine, voice, pitch)) for voice in voices])


def cosines(vectors: Floats) -> Floats:
    """The largest cosine of each pair of voices, over equal and different sentences: float32[voices, voices]."""
    pairs = np.einsum("aik,bjk->abij", vectors, vectors)
    return np.asarray(pairs.max(axis=(2, 3)), np.float32)


def report(names: Sequence[str], vectors: Floats) -> None:
    """Print how many of the first voices stay under each cosine, and each voice's nearest."""
    table = cosines(vectors)
    same = np.einsum("aik,ajk->aij", vectors, vectors)[:, 0, 1]
    print(f"one voice, different sentences: {same.min():.3f} to {same.max():.3f}")
    np.fill_diagonal(table, -1)
    for count in (8, 13, 20, 30, 40, 50, 60):
        if count <= len(names):
            print(f"first {count}: largest cosine {table[:count, :count].max():.3f}")
    for index, name in enumerate(names):
        nearest = int(table[index].argmax())
        print(f"{name:28} {table[index, nearest]:.3f} {names[nearest]}")


def main() -> None:
    """Measure the voices of an engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path, help="resemblyzer/pretrained.pt")
    parser.add_argument("-e", "--engine", default=registry.DEFAULT)
    parser.add_argument("--write", action="store_true", help="measure voices again into timbres/ENGINE.json")
    parser.add_argument("voices", nargs="*", help="voices of the engine; without any all that are cast")
    options = parser.parse_intermixed_args()
    encoder, engine = Encoder(options.encoder), registry.load(options.engine)
    voices = {
        key: info
        for key, info in _cast_voices(options.engine).items()
        if not options.voices or info.name in options.voices
    }
    names = [info.name for info in voices.values()]
    vectors = measure(encoder, engine, names)
    if options.write:
        measured = {key: vector.mean(axis=0).tolist() for key, vector in zip(voices, vectors, strict=True)}
        for pitch in PITCHES if options.engine in MOVED else ():
            moved = {key: info.name for key, info in voices.items() if pitch and pitch <= info.clear_to}
            apart = measure(encoder, engine, list(moved.values()), pitch) if moved else ()
            for key, vector in zip(moved, apart, strict=True):
                measured[measured_name(key, pitch)] = vector.mean(axis=0).tolist()
        file = Path(shipped_data.__file__).parent / timbre.FOLDER / f"{options.engine}.json"
        kept = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        # Those that are not cast any more, or not installed here, stay as they were measured.
        kept = {key: row for key, row in kept.items() if key.partition("@")[0] not in voices}
        file.write_text(json.dumps(kept | json.loads(timbre.packed(measured)), indent=0) + "\n", "utf-8")
    report(names, vectors)


def _cast_voices(engine: str) -> dict[str, VoiceInfo]:
    """The voices of an engine that are cast, by their names in its table of timbres: espeak's by variant, whatever the
    language."""
    infos = [info for info in registry.voice_infos(engine, "en") if not info.retired]
    if engine != registry.DEFAULT:
        return {info.name: info for info in infos}
    return {info.name.partition("+")[2]: info for info in infos if info.language == espeak_voices.DEFAULT_LANGUAGE}


if __name__ == "__main__":
    main()
