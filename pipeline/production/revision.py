"""Which code made something: after an update of make-audio, what changed code made is made anew."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import script
import voices

_MIXING = (
    "sound",
    "rendering/chapters",
    "rendering/planning/voice_gains",
    "rendering/planning/voiced_lines",
)
"""The modules of this room that a clip passes on its way into a finished file."""

_SAYING = (
    "cast/voice_profile",
    "engines/registry",
    "engines/speech_engine",
    "lexicon/entries",
    "saying",
    "spoken_text",
)
"""The modules of the voices that decide what an engine is asked to say. For what it makes of that stands its version:
after a change here chapters are mixed again, and only those lines spoken again of which something else is asked."""


@functools.cache
def reading_revision() -> str:
    """Stands for the code that reads and tags stories."""
    return _revision(Path(script.__file__).parent, ("",))


@functools.cache
def mixing_revision() -> str:
    """Stands for the code that prepares what is said, mixes, masters and encodes."""
    return _revision(Path(__file__).parents[1], _MIXING) + _revision(Path(voices.__file__).parent, _SAYING)


def _revision(root: Path, names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = root / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path.with_suffix(".py")]
        if not any(file.is_file() for file in files):
            raise FileNotFoundError(f"{path} is no module: what it makes would never be made anew")
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
