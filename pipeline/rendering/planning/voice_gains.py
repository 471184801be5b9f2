"""The gain that brings a voice to the common level: the voice's own once it was measured (`clips.voice_measuring`).

It depends on no line of the book, so that an edit touches only its own chapter. Where a level came with the engine,
nothing is measured, and nothing kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.disk.files import write_file
from pipeline.disk.sealed_text import DamagedError, is_sealed, read_json, read_own_text, sealed, typed
from pipeline.rendering.planning.estimates import speaking_work
from pipeline.sound.voice_loudness import voice_gain
from voices.engines import registry
from voices.engines.shipped.known_levels import level as shipped_level
from voices.engines.speech_engine import Utterance

_SENTENCES = (
    "The young man bought five large boxes of tea, and put them down beside the garden wall.",
    "Why should she think of leaving now, when everyone has just begun to enjoy the evening?",
    "Far away, above the shining harbour, a church bell rang four times and was quiet again.",
    "Nobody had seen the keys since Thursday, when the shy cousin from Bath went home with a cold.",
    "I am sure I never heard such a thing in all my life, and I don't believe one word of it!",
    "She laughed, shook her head, and told him that the judge would hardly listen to a child.",
    "Come in, both of you, and shut the door; there's something here that you ought to know.",
    "It was raw and cold, the road was rough, and our poor horse could go no further through the mud.",
    "His uncle, who measured everything twice, had always wished to own a yellow house by the lake.",
    "They hurried past the mill and over the bridge, for the last boat was due at half past six.",
    "What he said then was so kind, and so unlike him, that for a moment I could not answer.",
    "Put the letter back where you found it, and not a word about this to your father or to me.",
)
"""About a minute of speech: by three of them alone, voices came out up to 1 dB too loud or too quiet all book long."""
_ENOUGH_OF_AN_EVEN_VOICE = 4
_KIND = "level"
_MOST = 200.0
"""dB that any voice may be from the common level."""


@dataclass(frozen=True, slots=True)
class Timbre:
    """What a voice's level depends on."""

    engine: str
    version: str
    voice: str
    pitch: float
    language: str
    delivery: str | None = None
    """Only where the engine itself speaks differently: a whisper has a level of its own."""


def measuring_work(timbre: Timbre) -> float:
    """Seconds of one processor that it takes to measure a voice's level."""
    return sum(speaking_work(timbre.engine, utterance) for utterance in sample_of(timbre))


def keep_gain(folder: Path, timbre: Timbre, gain: float) -> None:
    """Remembers the gain in dB of a timbre. Raises `DiskError`."""
    file = _file(folder, timbre)
    write_file(file, sealed(_KIND, json.dumps({"gain_db": gain, "of": file.stem})), durable=False)


def known_level(timbre: Timbre) -> float | None:
    """LUFS of a timbre's active speech, if that came with its engine."""
    pitch = 0.0 if registry.traits(timbre.engine).level_holds(timbre.pitch) else timbre.pitch
    return shipped_level(timbre.engine, timbre.voice, timbre.version, pitch=pitch, delivery=timbre.delivery)


def known_gain(folder: Path, timbre: Timbre) -> float | None:
    """The gain in dB of a timbre: by the level that came with its engine, else as it was measured; None if it wasn't
    yet, or if what was kept of it is damaged. Raises `DiskError`."""
    shipped = known_level(timbre)
    if shipped is not None:
        return voice_gain(shipped)
    try:
        return _kept_gain(_file(folder, timbre))
    except DamagedError:
        return None


def is_damaged(folder: Path, timbre: Timbre) -> bool:
    """Whether something that can't be used was kept of a timbre's gain. Raises `DiskError`."""
    return _file(folder, timbre).exists() and known_gain(folder, timbre) is None


def seal_gains(folder: Path) -> None:
    """Puts the gains that earlier versions kept under a sum: until then nobody sees what happens to them. Raises
    `DiskError`."""
    for file in sorted(folder.glob("*.json")):
        text = read_own_text(file) or ""
        with contextlib.suppress(DamagedError):
            if not is_sealed(text) and (gain := _kept_gain(file)) is not None:
                write_file(file, sealed(_KIND, json.dumps({"gain_db": gain, "of": file.stem})), durable=False)


def _kept_gain(file: Path) -> float | None:
    """The gain in a file; None where there is none. Raises `DamagedError`, also for what was kept of another timbre."""
    text = read_own_text(file)
    if text is None:
        return None
    data = typed(dict, read_json(_KIND, text))
    gain = data.get("gain_db")
    if data.get("of", file.stem) != file.stem:
        raise DamagedError("it is another voice's")
    if isinstance(gain, bool) or not isinstance(gain, int | float) or not -_MOST <= gain <= _MOST:
        raise DamagedError("it tells no gain")
    return float(gain)


def sample_of(timbre: Timbre) -> tuple[Utterance, ...]:
    """What a timbre's level is measured on."""
    count = _ENOUGH_OF_AN_EVEN_VOICE if registry.traits(timbre.engine).even else len(_SENTENCES)
    return tuple(
        Utterance(text, timbre.voice, pitch=timbre.pitch, delivery=timbre.delivery, language=timbre.language)
        for text in _SENTENCES[:count]
    )


def _file(folder: Path, timbre: Timbre) -> Path:
    parts = [*(getattr(timbre, field.name) for field in fields(timbre)), _SENTENCES]
    return folder / f"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}.json"
