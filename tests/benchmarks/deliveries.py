"""Measure what deliveries and stress do: how well each is still understood, and how much a stressed word stands out.

    python -m tests.benchmarks.deliveries WHISPER TEXT... --engine NAME [--voice NAME] [--delivery NAME ...]
    python -m tests.benchmarks.deliveries WHISPER --engine NAME [--voice NAME] --stress

WHISPER is the folder of a whisper-base model, see `tests.benchmarks.intelligibility`. With --stress a list of sentences
is said with and without its stressed word, which the recogniser's word timings find in both.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from pipeline.production.clip_cache import ClipCache
from script.model import Delivery
from tests.benchmarks.intelligibility import RECOGNISER_RATE, error_rate, recordings, sentences, words_of
from tests.benchmarks.speaker_encoder import Floats
from tests.voices.neural import pitches
from voices.cast.voice_profile import VoiceProfile
from voices.engines import registry
from voices.engines.speech_engine import Clip
from voices.saying.stress import marked
from voices.saying.utterance import utterance_for

STRESSED = (
    "I never told YOU that she was the queen of it.",
    "What do YOU mean by that?",
    "She was VERY fond of him.",
    "It was HIS house, not hers.",
    "I tell you I WILL go.",
    "We all thought that SHE had taken the money.",
    "You MUST come with us this evening.",
    "I did not say that he WAS there; I said that he might be.",
    "Nobody asked ME what I wanted.",
    "There is SOMETHING in the garden, and it is coming closer.",
    "That is NOT what I meant at all.",
    "He ALWAYS comes when we least expect him.",
    "I can see that YOU are not afraid of anything.",
    "Do you REALLY believe that story?",
    "It is the ONLY thing that matters now.",
    "They HAD a reason, whatever you may think.",
    "I would NEVER have done it without your help.",
    "If HE can do it, then so can I.",
    "She has TWO sisters, and neither of them can sing.",
    "Put it HERE, where everybody can see it.",
    "I TOLD you that the door was open.",
    "You KNOW that I could not leave her alone.",
    "This is MY chair, and I shall sit in it.",
    "How CAN you say such a thing to your mother?",
)


def said(engine: Any, text: str, profile: VoiceProfile, *, stressed: bool) -> Clip:
    """A text as that voice says it, with or without the stress of its words in capitals."""
    marks = marked(text, (), spoken=True, opening=False) if stressed else ()
    utterance = utterance_for(text, profile, None, "en", marks=marks)
    assert utterance is not None
    clip: Clip = engine.synthesize(utterance)
    return clip


def prominence(model: Any, clip: Clip, number: int) -> tuple[float, float, float] | None:
    """Seconds, highest pitch (Hz) and level (dB over the rest) of the word of that number; None if nobody can tell."""
    sound = soxr.resample(clip.samples, clip.rate, RECOGNISER_RATE).astype(np.float32)
    segments, _ = model.transcribe(sound, language="en", beam_size=1, temperature=0.0, word_timestamps=True)
    words = [word for segment in segments for word in segment.words]
    if len(words) <= number:
        return None
    start, end = (round(at * clip.rate) for at in (words[number].start, words[number].end))
    part, rest = clip.samples[start:end], np.concatenate([clip.samples[:start], clip.samples[end:]])
    voiced = [pitch for pitch in pitches(part, clip.rate) if pitch]
    if not voiced or end <= start:
        return None
    return (end - start) / clip.rate, float(np.percentile(voiced, 90)), _level(part) - _level(rest)


def _level(samples: Floats) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-12))


def measure_stress(model: Any, profile: VoiceProfile, count: int) -> None:
    """Prints how much stressed words differ from the same words without stress."""
    engine = registry.load(profile.engine)
    differences, clips = [], {False: list[Floats](), True: list[Floats]()}
    texts = STRESSED[:count]
    for text in texts:
        number = next(i for i, word in enumerate(text.split()) if len(word.strip(",.?;")) > 1 and word.isupper())
        both = [said(engine, text, profile, stressed=stressed) for stressed in (False, True)]
        for stressed, clip in zip((False, True), both, strict=True):
            clips[stressed].append(soxr.resample(clip.samples, clip.rate, RECOGNISER_RATE).astype(np.float32))
        plain, strong = (prominence(model, clip, number) for clip in both)
        if plain and strong:
            differences.append((strong[0] / plain[0], 12 * np.log2(strong[1] / plain[1]), strong[2] - plain[2]))
    length, pitch, level = np.mean(differences, axis=0)
    wins = np.mean([sum((a > 1.02, b > 0.3, c > 0.5)) >= 1 for a, b, c in differences])
    rates = [100 * error_rate(model, clips[stressed], texts) for stressed in (False, True)]
    print(
        f"{profile.voice}: {len(differences)} words, length ×{length:.2f}, pitch {pitch:+.1f} semitones, level "
        f"{level:+.1f} dB, stands out {100 * wins:.0f} %; word errors {rates[0]:.1f} % → {rates[1]:.1f} %",
        flush=True,
    )


def main() -> None:
    """Measure one voice of one engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whisper", type=Path, help="folder of the recogniser's model")
    parser.add_argument("texts", type=Path, nargs="*", help="fiction, plain text")
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--voice", help="a voice of the engine; without it its first")
    parser.add_argument("--delivery", action="append", choices=list(Delivery), help="without it all")
    parser.add_argument("--stress", action="store_true", help="measure stress, and not deliveries")
    parser.add_argument("--sentences", type=int, default=30)
    options = parser.parse_args()

    from faster_whisper import WhisperModel

    model = WhisperModel(str(options.whisper), device="cpu", compute_type="int8", cpu_threads=1)
    profile = VoiceProfile(options.engine, options.voice or registry.voice_infos(options.engine)[0].name)
    if options.stress:
        measure_stress(model, profile, options.sentences)
        return
    texts = sentences([text.read_text(encoding="utf-8") for text in options.texts], options.sentences)
    print(f"{len(texts)} sentences, {sum(len(words_of(text).split()) for text in texts)} words")
    with tempfile.TemporaryDirectory() as folder:
        for delivery in (None, *(options.delivery or Delivery)):
            clips = recordings(profile, texts, "en", ClipCache(Path(folder)), delivery)
            print(f"{100 * error_rate(model, clips, texts):5.1f} %  {profile.voice} {delivery or 'plain'}", flush=True)


if __name__ == "__main__":
    main()
