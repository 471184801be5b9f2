"""What comes with make-audio for its engines: tables of voices, and what was measured of voices once."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any


def shipped_text(*place: str) -> str:
    """A file of this folder, by the parts of its path: ("variants", "hibari.toml"). Raises `FileNotFoundError`."""
    return resources.files("voices.engines.shipped").joinpath(*place).read_text("utf-8")


def shipped_table(*place: str) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a TOML file of this folder, in its order. Raises `FileNotFoundError`."""
    return tomllib.loads(shipped_text(*place))


def measurements(folder: str, engine: str) -> Mapping[str, Any]:
    """What was measured of an engine's voices, by `measured_name`; nothing of an engine that never was measured."""
    try:
        return dict(json.loads(shipped_text(folder, f"{engine}.json")))
    except FileNotFoundError:
        return {}


def measured_name(voice: str, pitch: float, delivery: str | None = None) -> str:
    """The key in a file of what was measured: a voice moved by `pitch` semitones, in a delivery ("heart@3 whisper")."""
    return voice + (f"@{pitch:g}" if pitch else "") + (f" {delivery}" if delivery else "")
