"""Measure how well voices are understood: the word error rate of a speech recogniser that hears sentences of fiction.

    python -m tests.benchmarks.intelligibility WHISPER TEXT... --engine NAME [--voice NAME ...]
    python -m tests.benchmarks.intelligibility WHISPER TEXT... --production FOLDER

WHISPER is the folder of a whisper-base model for `faster-whisper` (which must be installed, with `jiwer`; neither is a
part of this project). Each TEXT is fiction, as plain text. All voices say the same sentences, and are heard as they go
into the mix: at their own rate and pitch, trimmed, freed of rumble, at 44.1 kHz. With --production each voice of its
cast is measured as it is set there.

Sentences with names or figures are left out: how those are said is the lexicon's and the normalisation's matter.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from pipeline.production.clip_cache import ClipCache, clip_key
from pipeline.rendering.clips.speaking import Spoken, speak
from pipeline.sound.clip_audio import clip_samples, find_speech, open_clip
from pipeline.sound.timeline import SAMPLE_RATE
from tests.benchmarks.speaker_encoder import Floats
from voices.cast.voice_profile import VoiceProfile
from voices.engines.registry import loaded_engine
from voices.saying.utterance import utterance_for

RECOGNISER_RATE = 16_000
WINDOW = 27 * RECOGNISER_RATE
"""Whisper hears 30 s at once."""
GAP = RECOGNISER_RATE // 2

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’]?\s+(?=[\"'“‘]?[A-Z])")
_SPELLINGS = (
    (r"\bmr\b", "mister"),
    (r"\bmrs\b", "missus"),
    (r"\bdr\b", "doctor"),
    (r"our\b", "or"),
    (r"\bgrey\b", "gray"),
    (r"\bok\b", "okay"),
    (r"is(e|ed|es|ing|ation)\b", r"iz\1"),
)
"""Recognisers write American English: what is only spelled otherwise is no error."""


def sentences(texts: Iterable[str], count: int) -> list[str]:
    """`count` sentences of 8 to 25 words, spread evenly over the texts, without names, figures or odd signs."""
    plain = []
    for text in texts:
        for sentence in _SENTENCE.split(" ".join(text.split())):
            bare = sentence.strip("\"'“”‘’ ")
            words = bare.split()
            if 8 <= len(words) <= 25 and re.fullmatch(r"[A-Z][a-z]*(?: (?:I|I['’]\w+|[a-z'’,;:-]+))+[.!?]", bare):
                plain.append(bare)
    step = max(1, len(plain) // count)
    return plain[::step][:count]


def words_of(text: str) -> str:
    """A text as words alone, in one spelling: what is compared."""
    text = text.lower().replace("’", "'")
    text = re.sub(r"[^a-z0-9' ]", " ", text)
    text = re.sub(r"(?<!\w)'+|'+(?!\w)", " ", text)
    for pattern, spelling in _SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return " ".join(text.split())


def recordings(
    profile: VoiceProfile, texts: Sequence[str], language: str, cache: ClipCache, delivery: str | None = None
) -> list[Floats]:
    """Each text as the profile's voice says it in the mix, float32[frames] at `RECOGNISER_RATE`."""
    engine = loaded_engine(profile.engine)
    heard = []
    for text in texts:
        utterance = utterance_for(text, profile, delivery, language)
        assert utterance is not None
        key = clip_key(profile.engine, engine.version(profile.voice, utterance.delivery), utterance)
        spoken = speak(engine, cache, key, utterance)
        if not isinstance(spoken, Spoken):
            raise SystemExit(f"{profile.voice} can't say {text!r}: {spoken.why}")
        clip = open_clip(cache.path(key))
        samples = clip_samples(clip, find_speech(clip))
        heard.append(soxr.resample(samples, SAMPLE_RATE, RECOGNISER_RATE).astype(np.float32))
    return heard


def transcribed(model: Any, samples: Floats) -> str:
    """What the recogniser hears in a window, float32[frames] at `RECOGNISER_RATE`."""
    # With timestamps: without them whisper drops whole sentences of a window.
    segments, _ = model.transcribe(
        samples, language="en", beam_size=1, temperature=0.0, condition_on_previous_text=False
    )
    return " ".join(segment.text for segment in segments)


def error_rate(model: Any, clips: Sequence[Floats], texts: Sequence[str]) -> float:
    """Wrong, missing and added words for each word said. Sentences are heard in windows of up to 27 s."""
    import jiwer

    windows: list[tuple[list[Floats], list[str]]] = []
    length = WINDOW
    for clip, text in zip(clips, texts, strict=True):
        if length + len(clip) + GAP > WINDOW:
            windows.append(([], []))
            length = 0
        windows[-1][0].extend((clip, np.zeros(GAP, np.float32)))
        windows[-1][1].append(text)
        length += len(clip) + GAP
    said, heard = [], []
    for sounds, spoken in windows:
        heard.append(words_of(transcribed(model, np.concatenate(sounds))))
        said.append(words_of(" ".join(spoken)))
    return float(jiwer.wer(said, heard))


def profiles(options: argparse.Namespace) -> dict[str, VoiceProfile]:
    """The voices to measure, by a name to print."""
    if options.production:
        from tests.pipeline.productions import load

        cast = load(options.production).cast
        named = {"narrator": cast.narrator, "unknown": cast.unknown, **cast.characters}
        distinct: dict[VoiceProfile, str] = {}
        for name, profile in named.items():
            distinct.setdefault(profile, name)
        return {f"{name} ({profile.voice})": profile for profile, name in distinct.items()}
    names = options.voice or [voice.name for voice in loaded_engine(options.engine).voices()]
    return {name: VoiceProfile(options.engine, name) for name in names}


def main() -> None:
    """Measure voices; the worst comes last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whisper", type=Path, help="folder of the recogniser's model")
    parser.add_argument("texts", type=Path, nargs="+", help="fiction, plain text")
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--voice", action="append", help="a voice of the engine; without it all")
    parser.add_argument("--production", type=Path, help="measure the cast of a production")
    parser.add_argument("--sentences", type=int, default=100)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()

    from faster_whisper import WhisperModel

    model = WhisperModel(str(options.whisper), device="cpu", compute_type="int8", cpu_threads=1)
    said = sentences([text.read_text(encoding="utf-8") for text in options.texts], options.sentences)
    print(f"{len(said)} sentences, {sum(len(words_of(text).split()) for text in said)} words")
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, profile in profiles(options).items():
            clips = recordings(profile, said, options.language, ClipCache(Path(folder)))
            rates[name] = error_rate(model, clips, said)
            print(f"{100 * rates[name]:5.1f} %  {name}", flush=True)
    worst = max(rates, key=lambda name: rates[name])
    print(f"worst: {100 * rates[worst]:.1f} %, {worst}; mean {100 * sum(rates.values()) / len(rates):.1f} %")


if __name__ == "__main__":
    main()
