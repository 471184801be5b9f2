"""Which engines speak a book where nobody chose: the best that are installed.

A narrator speaks most of a book and must be pleasant and quick; a cast must have voices that can be told apart.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from script.text.language_tags import base_language
from voices.engines import registry
from voices.engines.speech_engine import EngineError

AUTO: Final = "auto"
VARIABLE: Final = "MAKE_AUDIO_ENGINES"
"""An environment variable that says what "auto" stands for: an engine, or the narrator's and the cast's."""

_NARRATORS = ("hibari", "kokoro", registry.DEFAULT)
"""The best first: hibari sounds nearly like kokoro, and speaks sixty times as fast."""
_CASTS = ("kokoro", "hibari", registry.DEFAULT)


def parse_engines(text: str) -> tuple[str, str]:
    """The narrator's engine and the cast's of "hibari,kokoro"; the cast's is empty in "hibari": the same.

    Raises `EngineError` for anything but one or two engines or "auto".
    """
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise EngineError(
            f"'{text}' leaves an engine out: write one, as hibari, or the narrator's and the cast's, as hibari,kokoro."
        )
    for name in names:
        if name != AUTO:
            registry.check_name(name)
    if len(names) > 2:
        raise EngineError(f"'{text}' is more than two engines: write the narrator's and the cast's, as hibari,kokoro.")
    return names[0], names[1] if len(names) == 2 else ""


def engines_for(engine: str, cast_engine: str, language: str) -> tuple[str, str]:
    """The narrator's and the cast's engine.

    Each is as given, or the best that is installed and speaks `language` for "auto"; an empty `cast_engine` goes with
    `engine`. Raises `EngineError` for a `VARIABLE` that can't be.
    """
    wanted = os.environ.get(VARIABLE, "").strip()
    if engine == AUTO and wanted:
        engine, narrating_cast = parse_engines(wanted)
        cast_engine = cast_engine or narrating_cast
    cast_engine = cast_engine or engine
    return (
        _best(_NARRATORS, language) if engine == AUTO else engine,
        _best(_CASTS, language) if cast_engine == AUTO else cast_engine,
    )


def better_narrator(engine: str, language: str) -> str | None:
    """The best narrator for a story in `language` that "auto" would take if it were installed.

    None where it is installed, where none is better than the one that comes along, and where somebody chose an engine.
    """
    if engine != AUTO or os.environ.get(VARIABLE, "").strip() or _best(_NARRATORS, language) != registry.DEFAULT:
        return None
    primary = base_language(language)
    return next((name for name in _NARRATORS if registry.traits(name).language == primary), None)


def _best(candidates: Sequence[str], language: str) -> str:
    return next((name for name in candidates if _speaks(name, language)), registry.DEFAULT)


def _speaks(name: str, language: str) -> bool:
    if name == registry.DEFAULT:
        return True
    primary = base_language(language)
    try:
        return registry.installed(name) and any(
            base_language(info.language) == primary for info in registry.voice_infos(name)
        )
    except EngineError:
        # A damaged installation is told where that engine is asked for by name.
        return False
