"""hibari: a small neural engine for English, sixty times as fast as speech. One voice comes with it, and more of ours
from that one.

hibari's network gives, for each 12.5 ms, a pitch, the spectrum that shapes the voice's pulses and that of its noise; a
vocoder makes sound of them (harmonic plus noise, as in Stylianou, "Applying the harmonic plus noise model in
concatenative speech synthesis", 2001). Another voice is another pitch, another melody and spectra stretched as a longer
or shorter throat would stretch them: nothing is cut into windows and stretched afterwards, so that it costs no quality
and no time.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.engines.checksums import weights_sha256
from voices.engines.neural.english_phonemizer import sentences, vocabulary
from voices.engines.neural.neural_traits import HIBARI
from voices.engines.neural.onnx_runtime import exposed, package_version, runtime_version, session
from voices.engines.neural.phoneme_stress import stressed_signs
from voices.engines.samples import frequency_ratio, joined
from voices.engines.shipped.shipped_data import shipped_table
from voices.engines.speech_engine import Clip, Utterance, VoiceInfo, speakable, unknown_voice
from voices.engines.user_folders import pack_folder
from voices.engines.whisper import delivered, version_of

RATE = 24_000
_NORMAL = 0.8
"""The network's speed at `Utterance.rate` 1. Measured on prose: 185 words a minute within a sentence, as narrators
read; left alone it hurries through 230."""
_SPEEDS = (0.4, 2.5)
"""Beyond these, words can no longer be told."""
_LONGEST = 400
"""Phonemes that the network is given at a time."""
_SEED = 0
_CLEAR_TO = 0.0
"""Semitones. Raised by three, a speech recogniser misses 8 and 11 words of 100 where it missed 3 and 5; lowered, 4."""
_SETTINGS = "1"
"""Counts up when a setting here changes what is heard."""

_VOICED = 40.0
"""Hz: below it, a pitch means no voice."""
_THROAT = 0.3
"""How much of a higher pitch goes into the spectra: who raises their voice also widens their mouth."""
_BENDS_AROUND = 1000.0
"""Hz."""
_SILENT = -40.0
"""Natural logarithm of a magnitude that nobody hears."""

_LENGTHS = "/Clip_output_0"
"""What the network calls the lengths of the signs that it was given."""
_STRESS_LENGTH, _STRESS_PITCH, _STRESS_GAIN = 1.25, 2.5, 3.0
"""How much longer (times), higher (semitones) and louder (dB) a stressed word is, on top of what its phonemes do."""
_RAMP = np.hanning(7)[1:-1].astype(np.float32) / np.float32(np.hanning(7).sum())
"""Over how many frames a stress comes and goes."""

Spectrum = NDArray[np.float32]
"""float32[bins, frames]."""


@dataclass(frozen=True, slots=True)
class HibariVariant:
    """How a voice differs from the one that the network has."""

    pitch: float = 1.0
    """Times the fundamental frequency."""
    throat: float = 1.0
    """Times every formant's frequency: under 1 a longer throat."""
    melody: float = 1.0
    """Times each rise and fall of the pitch, in semitones."""
    bend: float = 0.0
    """Over 0 the formants above 1 kHz lie closer together, and those below further apart, as in another build of mouth
    and throat; under 0 the other way round. A frequency's distance from 1 kHz in octaves is divided by 1 + `bend`."""
    tilt: float = 0.0
    """dB an octave, around 500 Hz."""
    gender: str | None = None
    age: str | None = None
    description: str = ""


PLAIN = HibariVariant()
_SAID_OF_IT = ("gender", "age", "description")


class HibariEngine:
    """Speaks English with hibari's network. It gives no word timings."""

    traits = HIBARI

    def voices(self) -> tuple[VoiceInfo, ...]:
        """hibari's own voices that are there, the narrator first, then ours made of that one."""
        own = [
            VoiceInfo(
                name,
                entry["language"].lower(),
                entry["gender"],
                "adult",
                f"{entry['accent']}, warm",
                engine=self.traits.name,
                clear_to=_CLEAR_TO,
            )
            for name, entry in _registry().items()
            if _model(name).is_file()
        ]
        language = _registry()[_NARRATOR]["language"].lower()
        derived = [
            VoiceInfo(
                f"{_NARRATOR}+{name}",
                language,
                v.gender,
                v.age,
                v.description,
                engine=self.traits.name,
                clear_to=_CLEAR_TO,
            )
            for name, v in variants().items()
        ]
        return (*own, *derived)

    def find(self, voice: str) -> str:
        """The voice: one of hibari's, alone or with "+" and one of our variants. Raises `EngineError`."""
        base, plus, variant = voice.partition("+")
        if base not in _registry() or not _model(base).is_file() or (plus and variant not in variants()):
            raise unknown_voice(voice, [info.name for info in self.voices()])
        return voice

    def version(self, voice: str, delivery: str | None = None) -> str:
        """hibari, its network's weights, the runtime, our variant and settings."""
        base, _, variant = self.find(voice).partition("+")
        weights = weights_sha256(_model(base))
        made = hashlib.sha256(repr(_heard(variants().get(variant, PLAIN))).encode()).hexdigest()[:12]
        plain = (
            f"hibari {package_version('hibari-tts')}, weights {weights}, {runtime_version()}, numpy {np.__version__}, "
            f"variant {made}, settings {_SETTINGS}"
        )
        return version_of(plain, delivery)

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance. Raises `EngineError`."""
        base, _, variant = self.find(utterance.voice).partition("+")
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), RATE)
        speed = min(max(_NORMAL * utterance.rate, _SPEEDS[0]), _SPEEDS[1])
        raised = _raised(variants().get(variant, PLAIN), frequency_ratio(utterance.pitch), utterance.melody)
        network = _network(base)
        generator = np.random.default_rng(_SEED)
        parts = [
            network.speak(phonemes, speed, raised, generator)
            for phonemes in sentences(
                utterance.text,
                british=network.british,
                longest=_LONGEST,
                phonemes=utterance.phonemes,
                stress=utterance.stress,
            )
        ]
        samples = joined(parts, RATE, speed)
        return Clip(delivered(samples, RATE, utterance.delivery), RATE)


class _Network:
    """One voice's network, loaded."""

    def __init__(self, voice: str) -> None:
        self.british: bool = _registry()[voice]["british"]
        model = _model(voice).read_bytes()
        # A network that was made otherwise doesn't tell its lengths: then words are stressed by their phonemes alone.
        self._tells_lengths = _LENGTHS.encode() in model
        self._session = session(exposed(model, _LENGTHS) if self._tells_lengths else model)

    def speak(
        self, phonemes: str, speed: float, variant: HibariVariant, generator: np.random.Generator
    ) -> NDArray[np.float32]:
        """One sentence, float32[frames]."""
        from hibari import dsp

        phonemes, stress = stressed_signs(phonemes)
        ids = [0, *(vocabulary()[sign] for sign in phonemes if sign in vocabulary()), 0]
        outputs = self._session.run(None, {"ids": np.array([ids], np.int64), "speed": np.array([speed], np.float32)})
        harmonic, phase, noise, free, free_phase, pitch = (output[0] for output in outputs[:6])
        weight = np.zeros(0, np.float32)
        if stress and self._tells_lengths:
            weight = _weight(phonemes, stress, outputs[6].ravel(), len(pitch))
            frames = _drawn_out(weight)
            harmonic, phase, noise, free, free_phase = (
                spectrum[:, frames] for spectrum in (harmonic, phase, noise, free, free_phase)
            )
            pitch, weight = pitch[frames], weight[frames]
            louder = weight * np.float32(_STRESS_GAIN * np.log(10) / 20)
            harmonic, noise, free = harmonic + louder, noise + louder, free + louder
        voiced = pitch > _VOICED
        if (variant.throat, variant.bend) != (1, 0):
            spectra = (harmonic, phase, noise, free, free_phase)
            harmonic, phase, noise, free, free_phase = (_stretched(spectrum, variant) for spectrum in spectra)
        if (variant.pitch, variant.throat, variant.bend) != (1, 1, 0):
            # This part of the spectrum would go on humming at the old pitch; in consonants it is all there is.
            free = np.where(voiced, np.float32(_SILENT), free)
        if variant.tilt:
            tilt = _tilted(len(harmonic), variant.tilt)
            harmonic, noise, free = harmonic + tilt, noise + tilt, free + tilt
        sung = _sung(pitch, voiced, variant)
        if len(weight):
            sung = (sung * 2 ** (weight * np.float32(_STRESS_PITCH / 12))).astype(np.float32)
        sound = dsp.synth(harmonic, phase, noise, free, free_phase, sung, generator)
        return np.asarray(sound, np.float32)


def _weight(
    phonemes: str, stress: Sequence[tuple[int, int]], lengths: NDArray[np.float32], frames: int
) -> NDArray[np.float32]:
    """How much of the stress each frame has: float32[frames], 0 to 1, for stretches (start, end) of `phonemes`.
    `lengths` are those of the signs that the network was given, the silence before and behind them included."""
    ends = np.cumsum(lengths) * (frames / max(float(lengths.sum()), 1.0))
    known = np.cumsum([0, *(sign in vocabulary() for sign in phonemes)])
    weight = np.zeros(frames, np.float32)
    for start, end in stress:
        weight[round(ends[known[start]]) : round(ends[known[end]])] = 1
    return np.convolve(weight, _RAMP, "same").astype(np.float32)


def _drawn_out(weight: NDArray[np.float32]) -> NDArray[np.intp]:
    """The frames in order, those with `weight` repeated so often that they last `_STRESS_LENGTH` times as long."""
    ends = np.cumsum(1 + weight.astype(np.float64) * (_STRESS_LENGTH - 1))
    return np.minimum(np.searchsorted(ends, np.arange(round(ends[-1])) + 0.5), len(weight) - 1)


def _heard(variant: HibariVariant) -> dict[str, float]:
    """What of a variant changes its sound: not what is said of it."""
    return {name: value for name, value in asdict(variant).items() if name not in _SAID_OF_IT}


def _raised(variant: HibariVariant, factor: float, melody: float) -> HibariVariant:
    """`variant` with its voice raised by `factor`, each rise and fall `melody` times as wide."""
    return replace(
        variant,
        pitch=variant.pitch * factor,
        throat=variant.throat * factor**_THROAT,
        melody=variant.melody * melody,
    )


def _sung(pitch: NDArray[np.float32], voiced: NDArray[np.bool_], variant: HibariVariant) -> NDArray[np.float32]:
    """The pitch of every frame (Hz), as `variant` has it."""
    if not voiced.any():
        return pitch
    middle = np.exp(np.log(pitch[voiced]).mean())
    sung = middle * variant.pitch * (np.maximum(pitch, 1) / middle) ** variant.melody
    # No lower than what the vocoder takes for a voice.
    return np.where(voiced, np.maximum(sung, _VOICED + 5), 0).astype(np.float32)


def _stretched(spectrum: Spectrum, variant: HibariVariant) -> Spectrum:
    """A spectrum with every frequency moved as `throat` and `bend` say; beyond its old end it goes on as it ended."""
    bins = len(spectrum)
    middle = (bins - 1) * _BENDS_AROUND / (RATE / 2)
    source = np.minimum(middle * (np.arange(bins) / (variant.throat * middle)) ** (1 + variant.bend), bins - 1)
    low = source.astype(np.intp)
    high = np.minimum(low + 1, bins - 1)
    part = (source - low).astype(np.float32)[:, None]
    return np.asarray(spectrum[low] * (1 - part) + spectrum[high] * part, np.float32)


def _tilted(bins: int, slope: float) -> Spectrum:
    """Natural logarithms of a gain of `slope` dB an octave around 500 Hz: float32[bins, 1]."""
    frequency = np.maximum(np.arange(bins), 4) * (RATE / 2 / (bins - 1))
    return np.asarray(slope * np.log2(frequency / 500) * (np.log(10) / 20), np.float32)[:, None]


_NARRATOR = "heart"


@functools.cache
def _registry() -> Mapping[str, Any]:
    from hibari.voices import VOICES

    voices: Mapping[str, Any] = VOICES
    return voices


def _model(voice: str) -> Path:
    """Where a voice's network is, or would be. Nothing is downloaded."""
    from hibari.voices import ASSETS

    entry = _registry()[voice]
    folder = Path(ASSETS) if entry.get("bundled") else pack_folder(f"hibari-{voice}")
    return folder / str(entry["file"])


@functools.cache
def _network(voice: str) -> _Network:
    return _Network(voice)


@functools.cache
def variants() -> Mapping[str, HibariVariant]:
    """Our variants by name, the most distinct first."""
    return {name: HibariVariant(**entry) for name, entry in shipped_table("variants", "hibari.toml").items()}
