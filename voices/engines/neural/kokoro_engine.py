"""Kokoro-82M v1.0: 28 English voices that sound like people, and any blend of them; about as fast as speech.

The model is StyleTTS 2 (Li et al., 2023) with a style vector a voice and length of text; its weights come in four
packages, the voices in a pack (`voices.engines.packs`). Blending is the linear mix of style vectors. The melody is
widened or flattened in the pitch that the model predicts, before it sings it (`voices.engines.neural.kokoro_melody`).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.engines.checksums import sha256_of, weights_sha256
from voices.engines.manners.manners import delivered, version_of
from voices.engines.neural.english_phonemizer import Sentence, sentences, vocabulary
from voices.engines.neural.kokoro_melody import MELODY, with_melody
from voices.engines.neural.kokoro_model import model_files
from voices.engines.neural.neural_traits import KOKORO
from voices.engines.neural.onnx_runtime import exposed, package_version, runtime_version, session
from voices.engines.neural.phoneme_stress import doubled
from voices.engines.neural.voice_blend import blend_name, parse_blend
from voices.engines.neural.word_places import HOP, word_places
from voices.engines.samples import joined, played, shift_factor
from voices.engines.shipped.shipped_data import shipped_table
from voices.engines.speech_engine import Clip, EngineError, Utterance, VoiceInfo, WordTiming, speakable, unknown_voice
from voices.engines.user_folders import pack_folder

RATE = 24_000
_STYLE_SHAPE = (510, 256)
"""A style for each number of phonemes."""
_LONGEST = 400
"""Phonemes at a time: it takes up to 510, and hurries over the last of so many."""
_NORMAL = 0.8
"""The model's speed at `Utterance.rate` 1: as narrators read (it is hibari's teacher, and hurries as that does)."""
_SPEEDS = (0.4, 2.0)
"""Beyond these, words are swallowed."""
_LENGTHS = "/encoder/Clip_output_0"
"""What the model calls the lengths of the signs that it was given, in frames of 600 samples."""
_SETTINGS = "1"
"""Counts up when a setting here changes what is heard."""

_LANGUAGES = {"a": "en-us", "b": "en-gb"}
_GENDERS = {"f": "female", "m": "male"}

_FLAWS = {
    "A": 0.0, "A-": 0.05, "B-": 0.2, "C+": 0.3, "C": 0.4, "C-": 0.5, "D+": 0.65, "D": 0.7, "D-": 0.85, "F+": 0.95
}  # fmt: skip
"""`VoiceInfo.flaw` by the authors' grade."""

Style = NDArray[np.float32]
"""float32[510, 256]."""


class KokoroEngine:
    """Speaks English with Kokoro."""

    traits = KOKORO

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The English voices that are installed, the best first; none without the pack of voices."""
        known = _graded()
        names = [name for name in known if _style_file(name).is_file()]
        names += sorted(file.stem for file in pack_folder(KOKORO.pack).glob("[ab][fm]_*.bin") if file.stem not in known)
        return tuple(
            VoiceInfo(
                name,
                _LANGUAGES[name[0]],
                _GENDERS[name[1]],
                "adult",
                known[name].description if name in known else "",
                engine=self.traits.name,
                flaw=known[name].flaw if name in known else _FLAWS["C"],
            )
            for name in names
        )

    def find(self, voice: str) -> str:
        """The voice, or the canonical name of a blend. Raises `EngineError`."""
        blend = parse_blend(voice)
        for name in blend:
            # A name may come from a stranger's file: it is no path.
            if name[:1] not in _LANGUAGES or Path(name).name != name or not _style_file(name).is_file():
                known = [info.name for info in self.voices()]
                if not known:
                    raise EngineError(f"The voices of Kokoro are not installed; {self.traits.voices_by}")
                raise unknown_voice(name, known)
        return blend_name(blend)

    def version(self, voice: str, delivery: str | None = None) -> str:
        """Kokoro's weights, the voices', the way to phonemes, the runtime and settings. Raises `EngineError`."""
        styles = " ".join(weights_sha256(_style_file(name))[:16] for name in parse_blend(self.find(voice)))
        made = (
            f"kokoro weights {_model_sha256()}, styles {styles}, hibari {package_version('hibari-tts')}, "
            f"{runtime_version()}, numpy {np.__version__}, settings {_SETTINGS}"
        )
        return version_of(made, delivery)

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance. Raises `EngineError`."""
        blend = parse_blend(self.find(utterance.voice))
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), RATE)
        style = _mixed({name: float(weight) for name, weight in blend.items()})
        # A blend speaks with the accent of its heaviest voice.
        british = next(iter(blend)).startswith("b")
        factor = shift_factor(utterance.pitch)
        speed = min(max(_NORMAL * utterance.rate / factor, _SPEEDS[0]), _SPEEDS[1])
        parts = [
            _spoken(sentence, style, speed, utterance.melody)
            for sentence in sentences(
                utterance.text,
                british=british,
                longest=_LONGEST,
                phonemes=utterance.phonemes,
                stress=utterance.stress,
            )
        ]
        line = joined([samples for samples, _ in parts], RATE, speed)
        samples = played(line.samples, RATE, factor)
        words = (
            WordTiming(word.start, word.end, min(round(word.at / factor), len(samples)))
            for word in line.words([words for _, words in parts])
        )
        return delivered(Clip(samples, RATE, tuple(words)), utterance)


def _spoken(
    sentence: Sentence, style: Style, speed: float, melody: float
) -> tuple[NDArray[np.float32], list[WordTiming]]:
    """A sentence's samples, and when its words begin."""
    phonemes = doubled(sentence.phonemes)
    known = [sign in vocabulary() for sign in phonemes]
    ids = [vocabulary()[sign] for sign in phonemes if sign in vocabulary()]
    outputs = _model().run(
        None,
        {
            "tokens": np.array([[0, *ids, 0]], np.int64),
            "style": style[len(ids) - 1][None],
            "speed": np.array([speed], np.float32),
            MELODY: np.array([melody - 1], np.float32),
        },
    )
    samples = np.asarray(outputs[0], np.float32).ravel()
    lengths = np.cumsum(outputs[1].ravel().astype(np.float64))
    signs = lengths[np.cumsum([0, *known])] * (len(samples) / HOP / lengths[-1])
    places = word_places(phonemes.split(" "), signs, _levels(samples))
    words = [WordTiming(start, end, round(places.starts[place] * HOP)) for place, start, end in sentence.words]
    return samples, words


def _levels(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """How loud it is every 12.5 ms (natural logarithm): float32[frames]."""
    around = np.pad(samples, (HOP // 2, HOP))
    frames = around[: len(samples) // HOP * HOP + HOP].reshape(-1, HOP)
    return np.asarray(np.log(np.mean(frames**2, axis=1) + 1e-12) / 2, np.float32)


def _mixed(weights: Mapping[str, float]) -> Style:
    mixed = np.zeros(_STYLE_SHAPE, np.float32)
    for name, weight in weights.items():
        mixed += np.float32(weight) * _style(name)
    return mixed


@functools.lru_cache(maxsize=64)
def _style(name: str) -> Style:
    file = _style_file(name)
    data = file.read_bytes()
    if len(data) != 4 * _STYLE_SHAPE[0] * _STYLE_SHAPE[1]:
        raise EngineError(f"{file} is damaged; get it again with: make-audio voices install {KOKORO.pack}")
    return np.frombuffer(data, "<f4").astype(np.float32).reshape(_STYLE_SHAPE)


def _style_file(name: str) -> Path:
    return pack_folder(KOKORO.pack) / f"{name}.bin"


@functools.cache
def _model() -> Any:
    return session(exposed(with_melody(b"".join(part.read_bytes() for part in model_files())), _LENGTHS))


@functools.cache
def _model_sha256() -> str:
    return sha256_of(*model_files())


@dataclass(frozen=True, slots=True)
class _Graded:
    """What is known of a voice."""

    grade: str
    """The authors': A (best) to F."""
    description: str = ""
    whispering: bool = False

    @property
    def flaw(self) -> float:
        return 1.0 if self.whispering else _FLAWS[self.grade]


@functools.cache
def _graded() -> Mapping[str, _Graded]:
    """What is known of the voices, the best first."""
    return {name: _Graded(**entry) for name, entry in shipped_table("variants", "kokoro.toml").items()}
