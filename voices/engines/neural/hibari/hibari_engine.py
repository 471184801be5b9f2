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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voices.engines.checksums import weights_sha256
from voices.engines.manners.manners import delivered, version_of
from voices.engines.neural.english_phonemizer import Sentence, sentences
from voices.engines.neural.hibari.continuation import goes_on, unfinished
from voices.engines.neural.hibari.emphasis import STRESS, TAG, emphasized
from voices.engines.neural.hibari.hibari_network import SILENT, Network
from voices.engines.neural.hibari.voice_shape import PLAIN, RATE, HibariVariant, middle_of, shaped
from voices.engines.neural.neural_traits import HIBARI
from voices.engines.neural.onnx_runtime import package_version, runtime_version
from voices.engines.neural.phoneme_stress import stressed_signs
from voices.engines.neural.word_places import HOP
from voices.engines.samples import frequency_ratio, joined
from voices.engines.shipped.shipped_data import shipped_table
from voices.engines.speech_engine import Clip, Utterance, VoiceInfo, WordTiming, speakable, unknown_voice
from voices.engines.user_folders import pack_folder

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
_SETTINGS = "2"
"""Counts up when a setting here changes what is heard."""

_EDGE = 2
"""Frames of silence on each side of what is cut out of a sentence, where the vocoder's windows end."""

Spans = Sequence[tuple[int, int]]
"""Stretches (start, end) of a text."""


class HibariEngine:
    """Speaks English with hibari's network."""

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
                retired=v.retired,
            )
            for name, v in variants().items()
        ]
        return (*own, *derived)

    def find(self, voice: str) -> str:
        """The voice: one of hibari's, alone or with "+" and one of our variants. Raises `EngineError`."""
        base, plus, variant = voice.partition("+")
        if base not in _registry() or not _model(base).is_file() or (plus and variant not in variants()):
            raise unknown_voice(voice, [info.name for info in self.voices() if not info.retired])
        return voice

    def version(self, voice: str, delivery: str | None = None) -> str:
        """hibari, its network's weights, the runtime, our variant and settings."""
        base, _, variant = self.find(voice).partition("+")
        weights = weights_sha256(_model(base))
        made = hashlib.sha256(repr(variants().get(variant, PLAIN).heard()).encode()).hexdigest()[:12]
        plain = (
            f"hibari {package_version('hibari-tts')}, weights {weights}, {runtime_version()}, numpy {np.__version__}, "
            f"variant {made}, settings {_SETTINGS}"
        )
        return version_of(plain, delivery)

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance. Raises `EngineError`."""
        base, _, name = self.find(utterance.voice).partition("+")
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), RATE)
        variant = variants().get(name, PLAIN).raised(frequency_ratio(utterance.pitch), utterance.melody)
        speed = min(max(_NORMAL * utterance.rate * variant.tempo, _SPEEDS[0]), _SPEEDS[1])
        network = _network(base)
        generator = np.random.default_rng(_SEED)
        said = [
            _spoken(network, piece, speed, variant, utterance.tags, generator) for piece in _pieces(utterance, network)
        ]
        line = joined([spoken.samples for spoken in said], RATE, speed)
        words = line.words([spoken.words for spoken in said])
        return delivered(Clip(line.samples, RATE, words), utterance)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a piece of one: phonemes to say, and those before and after it, which are not said."""

    sentence: Sentence
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A piece as it sounds."""

    samples: NDArray[np.float32]
    words: tuple[WordTiming, ...]
    """In samples of the piece."""


def _pieces(utterance: Utterance, network: Network) -> list[_Piece]:
    """What is given to the network at a time."""
    own = sentences(
        utterance.text,
        british=network.british,
        longest=_LONGEST,
        phonemes=utterance.phonemes,
        stress=utterance.stress,
    )
    pieces = [_Piece(sentence) for sentence in own]
    if pieces and network.tells_lengths:
        if utterance.before:
            pieces[0] = replace(pieces[0], before=_context(utterance.before, network))
        if utterance.after:
            pieces[-1] = replace(pieces[-1], after=_context(utterance.after, network))
    return [_fitting(piece) for piece in pieces]


def _context(texts: Sequence[str], network: Network) -> str:
    """The phonemes of the sentence's other pieces."""
    said = (sentence for text in texts for sentence in sentences(text, british=network.british, longest=_LONGEST))
    return " ".join(sentence.phonemes for sentence in said)


def _fitting(piece: _Piece) -> _Piece:
    """With so much of what stands around as the network takes, the nearest words first: half on each side, or what the
    other side leaves."""
    room = _LONGEST - len(stressed_signs(piece.sentence.phonemes)[0]) - 2
    after = _first_words(piece.after, max(room // 2, room - len(piece.before)))
    return _Piece(piece.sentence, _last_words(piece.before, room - len(after)), after)


def _first_words(phonemes: str, longest: int) -> str:
    return phonemes if len(phonemes) <= longest else phonemes[: max(longest, 0) + 1].rpartition(" ")[0]


def _last_words(phonemes: str, longest: int) -> str:
    return phonemes if len(phonemes) <= longest else phonemes[-max(longest, 0) - 1 :].partition(" ")[2]


def _spoken(
    network: Network, piece: _Piece, speed: float, variant: HibariVariant, tags: Spans, generator: np.random.Generator
) -> _Spoken:
    """A piece in the voice of `variant`; `tags` are stretches of its text."""
    from hibari import dsp

    phonemes, stressed = stressed_signs(piece.sentence.phonemes)
    whole = " ".join(filter(None, (piece.before, phonemes, piece.after)))
    said = network.said(whole, speed, keep=whole != phonemes)
    first = piece.before.count(" ") + 1 if piece.before else 0
    last = first + phonemes.count(" ") + 1
    start, end = said.words.parts[first], said.words.parts[last]
    voiced = shaped(said.frames.alone(start, end, _EDGE), variant, middle_of(said.frames.pitch))
    if piece.after and goes_on(phonemes) and not _ends_in(tags, piece.sentence):
        voiced = unfinished(voiced, np.pad(said.levels[start:end], _EDGE, constant_values=SILENT))

    def place(frame: float) -> float:
        """Where a frame of the sentence is among those of the piece."""
        return min(max(frame, start), end) - start + _EDGE

    sign = len(whole) - len(phonemes) - len(piece.after) - bool(piece.after)
    ends = [*(word for word, _, _ in piece.sentence.words[1:]), last - first]
    tagged = [
        (round(place(said.words.parts[first + word])), round(place(said.words.parts[first + end_])))
        for (word, since, to), end_ in zip(piece.sentence.words, ends, strict=True)
        if any(since < b and to > a for a, b in tags)
    ]
    stresses = [(round(place(said.signs[sign + a])), round(place(said.signs[sign + b]))) for a, b in stressed]
    drawn = emphasized(emphasized(voiced, tagged, TAG).frames, stresses, STRESS)
    starts = [place(said.words.starts[first + word]) for word, _, _ in piece.sentence.words]
    at = np.interp(starts, range(len(drawn.starts)), drawn.starts) * HOP
    sound = dsp.synth(*drawn.frames.parts(), generator)
    words = (WordTiming(a, b, round(float(sample))) for (_, a, b), sample in zip(piece.sentence.words, at, strict=True))
    return _Spoken(np.asarray(sound, np.float32), tuple(words))


def _ends_in(spans: Spans, sentence: Sentence) -> bool:
    """Whether the last word of a sentence stands in one of those stretches."""
    return any(since < b and to > a for _, since, to in sentence.words[-1:] for a, b in spans)


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
def _network(voice: str) -> Network:
    return Network(_model(voice), british=_registry()[voice]["british"])


@functools.cache
def variants() -> Mapping[str, HibariVariant]:
    """Our variants by name, the most distinct first."""
    return {name: HibariVariant(**entry) for name, entry in shipped_table("variants", "hibari.toml").items()}
