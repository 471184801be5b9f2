"""Measure what deliveries, treatments and stress do: how each sounds against plain speech, how well it is understood,
and how much a stressed word stands out.

    python -m tests.benchmarks.deliveries WHISPER TEXT... --engine NAME [--voice NAME] [--delivery NAME ...]
    python -m tests.benchmarks.deliveries WHISPER TEXT... --engine NAME [--voice NAME] --effects
    python -m tests.benchmarks.deliveries WHISPER --engine NAME [--voice NAME] --stress

WHISPER is the folder of a whisper-base model, see `tests.benchmarks.intelligibility`; "-" measures without it, words
left out. For each delivery: level with its gain (dB), pitch (semitones), tilt (1–5 kHz against 0.1–1 kHz, dB) against
plain, the share of voiced frames, and words misheard of 100. For each effect: how far the octaves from 86 Hz to 11 kHz
are from plain (RMS, dB), and how much is left 80 and 300 ms after a sound ends (dB). With --stress a list of sentences
is said with and without its stressed word, which the recogniser's word timings find in both.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from pipeline.production.clip_cache import ClipCache
from pipeline.sound.effects import EFFECTS, apply_effects
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.sound.voice_loudness import speech_level
from script.model import Delivery
from tests.benchmarks.intelligibility import RECOGNISER_RATE, error_rate, recordings, sentences, words_of
from tests.benchmarks.speaker_encoder import Floats
from tests.voices.neural import pitches
from voices.cast.voice_profile import VoiceProfile
from voices.engines import registry
from voices.engines.speech_engine import Clip
from voices.saying.stress import marked
from voices.saying.utterance import mix_gain, utterance_for

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


def measure_deliveries(model: Any, profile: VoiceProfile, texts: list[str], deliveries: Sequence[Delivery]) -> None:
    """Prints a row for each delivery, against plain speech."""
    plain: tuple[float, ...] = ()
    print(f"{profile.voice:16}  level  pitch   tilt  voiced  words")
    with tempfile.TemporaryDirectory() as folder:
        for delivery in (None, *deliveries):
            clips = recordings(profile, texts, "en", ClipCache(Path(folder)), delivery)
            sound = np.concatenate(clips)
            level = speech_level(sound, RECOGNISER_RATE) + mix_gain(profile, delivery)
            sung = pitches(sound * np.float32(0.1 / np.sqrt(np.mean(sound**2))), RECOGNISER_RATE)
            voiced = [pitch for pitch in sung if 50 < pitch < 350]
            middle = 12 * np.log2(np.median(voiced)) if voiced else np.nan
            measured = (level, float(middle), _band(sound, 1000, 5000) - _band(sound, 100, 1000))
            plain = plain or measured
            row = " ".join(f"{now - before:+6.1f}" for now, before in zip(measured, plain, strict=True))
            print(
                f"{delivery or 'plain':16} {row} {len(voiced) / len(sung):7.2f} {_words(model, clips, texts)}",
                flush=True,
            )


def measure_effects(model: Any, profile: VoiceProfile, texts: list[str]) -> None:
    """Prints a row for each effect, against plain speech."""
    with tempfile.TemporaryDirectory() as folder:
        dry = recordings(profile, texts, "en", ClipCache(Path(folder)))
    dry = [np.asarray(soxr.resample(clip, RECOGNISER_RATE, SAMPLE_RATE), np.float32) for clip in dry]
    burst = (0.1 * np.random.default_rng(0).standard_normal(SAMPLE_RATE)).astype(np.float32)
    print(f"{profile.voice:16} colour  80 ms 300 ms  words")
    for effect in ((), *((name,) for name in EFFECTS)):
        treated = [apply_effects(clip, effect) for clip in dry]
        colour = _octaves(np.concatenate(treated)) - _octaves(np.concatenate(dry))
        tail = np.pad(apply_effects(burst, effect), (0, SAMPLE_RATE))
        left = [
            _level(tail[len(burst) + round(at * SAMPLE_RATE) :][: SAMPLE_RATE // 20]) - _level(tail[: len(burst)])
            for at in (0.08, 0.3)
        ]
        heard = [np.asarray(soxr.resample(clip, SAMPLE_RATE, RECOGNISER_RATE), np.float32) for clip in treated]
        row = f"{float(np.std(colour)):6.1f} {left[0]:6.0f} {left[1]:6.0f}"
        print(f"{' '.join(effect) or 'plain':16} {row} {_words(model, heard, texts)}", flush=True)


def _words(model: Any, clips: list[Floats], texts: list[str]) -> str:
    """Words misheard of 100; nothing where nobody listens."""
    return f"{100 * error_rate(model, clips, texts):6.1f}" if model is not None else ""


def _band(samples: Floats, low: float, high: float) -> float:
    """dB of the power between two frequencies (Hz)."""
    power = np.square(np.abs(np.fft.rfft(samples)))
    at = np.fft.rfftfreq(len(samples), 1 / RECOGNISER_RATE)
    return float(10 * np.log10(power[(at >= low) & (at < high)].sum()))


def _octaves(samples: Floats) -> Floats:
    """dB of the octaves from 86 Hz to 11 kHz."""
    power = np.square(np.abs(np.fft.rfft(samples)))
    edges = (86 * 2 ** np.arange(8) * len(samples) / SAMPLE_RATE).astype(int)
    return np.asarray(10 * np.log10(np.add.reduceat(power, edges)[:-1]), np.float32)


def main() -> None:
    """Measure one voice of one engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whisper", help='folder of the recogniser\'s model, or "-"')
    parser.add_argument("texts", type=Path, nargs="*", help="fiction, plain text")
    parser.add_argument("--engine", default="pyttsx3")
    parser.add_argument("--voice", help="a voice of the engine; without it its first")
    parser.add_argument("--delivery", action="append", choices=list(Delivery), help="without it all")
    parser.add_argument("--effects", action="store_true", help="measure effects, and not deliveries")
    parser.add_argument("--stress", action="store_true", help="measure stress, and not deliveries")
    parser.add_argument("--sentences", type=int, default=30)
    options = parser.parse_args()

    model = None
    if options.whisper != "-":
        from faster_whisper import WhisperModel

        model = WhisperModel(options.whisper, device="cpu", compute_type="int8", cpu_threads=1)
    profile = VoiceProfile(options.engine, options.voice or registry.voice_infos(options.engine)[0].name)
    if options.stress:
        measure_stress(model, profile, options.sentences)
        return
    texts = sentences([text.read_text(encoding="utf-8") for text in options.texts], options.sentences)
    print(f"{len(texts)} sentences, {sum(len(words_of(text).split()) for text in texts)} words")
    if options.effects:
        measure_effects(model, profile, texts)
    else:
        measure_deliveries(model, profile, texts, options.delivery or list(Delivery))


if __name__ == "__main__":
    main()
