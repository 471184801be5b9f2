"""voices.toml read: what people wrote of who sounds how, checked."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from script.model import NARRATOR
from script.support.errors import EditError
from script.support.suggestions import nearest
from script.support.toml_text import line_of, parse_toml
from voices.cast.cast import Wish
from voices.cast.character_entries import KEYS as _PERSON_KEYS
from voices.cast.character_entries import character_tables, parse_people, shown_names
from voices.cast.voice_profile import GAINS, PANS, PITCHES, RATES
from voices.engines import registry
from voices.engines.speech_engine import EngineError, UnknownVoiceError

FILE = "voices.toml"

_TABLES = ("narrator", "unknown", "characters")
_RANGES = {"rate": RATES, "pitch": PITCHES, "gain": GAINS, "pan": PANS}
_KEYS = ("voice", "like", "rate", "pitch", "gain", "pan", "effects", "engine", "accent")
_ACCENTS = {
    "american": "en-us",
    "australian": "en-au",
    "british": "en-gb",
    "caribbean": "en-029",
    "indian": "en-in",
    "irish": "en-ie",
    "scottish": "en-gb-scotland",
}
"""Language tags by the words that people use."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def parse_cast(
    text: str,
    speakers: Collection[str],
    engines: Sequence[str],
    find_voice: Callable[[str, str], str],
    effects: Collection[str],
    *,
    name: str = FILE,
) -> dict[str | None, Wish]:
    """What a person wrote of each speaker: None stands for unknown, `NARRATOR` for the narrator.

    Who is given another name stands under that; where several tables are one character's, the one with the character's
    name counts, else the first.

    `speakers` are the story's characters, `engines` the names of the engines, the default one first, `find_voice` gives
    the canonical name of an engine's voice or raises `EngineError`, and `effects` are the names of the treatments. A
    voice without an engine is the first engine's that has it. Raises `EditError` ("voices.toml:LINE: …", with the
    nearest valid name) for a key, name, type or value that can't be.
    """
    document: dict[str, Any] = parse_toml(text, name).unwrap()
    names = shown_names(parse_people(text, name=name))
    known = {*speakers, *dict(character_tables(document)), *names, *names.values()}
    reader = _CastReader(text, name, known, engines, find_voice, effects)
    reader.known_keys((), document, _TABLES, "table")
    wishes: dict[str | None, Wish] = {}
    for speaker, key in ((NARRATOR, "narrator"), (None, "unknown")):
        if key in document:
            wishes[speaker] = reader.wish((key,), document[key])
    reader.table(("characters",), document.get("characters", {}))
    tables: dict[str | None, str] = {}
    for character, entry in character_tables(document, names):
        wish = reader.wish(("characters", character), entry)
        shown = names.get(character, character)
        if tables.setdefault(shown, character) == character:
            wishes[shown] = replace(wish, like=names.get(wish.like, wish.like) if wish.like else None)
    reader.no_circle(wishes, tables)
    return wishes


class _CastReader:
    """Checks a document's values; knows where they stand."""

    def __init__(
        self,
        text: str,
        name: str,
        characters: Collection[str],
        engines: Sequence[str],
        find_voice: Callable[[str, str], str],
        effects: Collection[str],
    ) -> None:
        self._text = text
        self._name = name
        self._characters = characters
        self._engines = engines
        self._find_voice = find_voice
        self._effects = effects

    def wish(self, path: tuple[str, ...], entry: Any) -> Wish:
        table = self.table(path, entry)
        self.known_keys(path, table, (*_KEYS, *_PERSON_KEYS) if path[0] == "characters" else _KEYS, "key")
        for key in table.keys() & {"engine", "voice", "like"}:
            if not isinstance(table[key], str):
                raise self._error((*path, key), f"{key} is a name in quotation marks.")
        numbers: dict[str, Any] = {key: self._number((*path, key), table[key]) for key in _RANGES if key in table}
        if "like" in table:
            self._check_like(path, table)
        engine, voice = table.get("engine"), table.get("voice")
        if engine is not None and engine not in self._engines:
            raise self._unknown((*path, "engine"), "speech engine", engine, self._engines)
        if voice is not None:
            engine, voice = self._found((*path, "voice"), (engine,) if engine else self._engines, voice)
        elif "engine" in table and "like" not in table:
            raise self._error(
                (*path, "engine"), "an engine without a voice; add voice = …, as `make-audio voices` lists it."
            )
        return Wish(
            engine,
            voice,
            table.get("like"),
            effects=self._treatments(path, table),
            accent=self._accent(path, table),
            **numbers,
        )

    def table(self, path: tuple[str, ...], entry: Any) -> dict[str, Any]:
        if not isinstance(entry, dict):
            example = '[characters."Name"]' if path[0] == "characters" else f"[{path[0]}]"
            raise self._error(path, f"'{path[-1]}' is not a table; write {example} and the keys below it.")
        return entry

    def known_keys(self, path: tuple[str, ...], table: Mapping[str, Any], known: Sequence[str], what: str) -> None:
        for key in table:
            if key not in known:
                raise self._unknown((*path, key), what, key, known)

    def no_circle(self, wishes: Mapping[str | None, Wish], tables: Mapping[str | None, str]) -> None:
        """`tables`: whose table is whose, by the name shown."""
        for speaker, wish in wishes.items():
            seen = {speaker}
            target = wish.like
            while target is not None:
                if target in seen:
                    path = ("characters", tables[speaker]) if speaker in tables else (speaker or "unknown",)
                    raise self._error(
                        (*path, "like"), f"goes in a circle back to '{target}'; give one of them a voice."
                    )
                seen.add(target)
                target = wishes[target].like if target in wishes else None

    def _check_like(self, path: tuple[str, ...], table: Mapping[str, Any]) -> None:
        if "voice" in table or "engine" in table:
            raise self._error(
                (*path, "like"), "both a voice of its own and somebody else's; keep either voice or like."
            )
        options = tuple(dict.fromkeys((NARRATOR, *sorted(self._characters))))
        if table["like"] not in options:
            raise self._unknown((*path, "like"), "speaker", table["like"], options)

    def _found(self, path: tuple[str, ...], engines: Sequence[str], voice: str) -> tuple[str, str]:
        """The first of the engines that has the voice, and the voice's canonical name."""
        problems = []
        for engine in engines:
            if engine != engines[0] and registry.traits(engine).any_voice:
                continue
            try:
                return engine, self._find_voice(engine, voice)
            except EngineError as error:
                problems.append(error)
        if len(engines) == 1:
            self._refuse_others(path, engines[0], voice)
        likely = _likeliest(problems, voice)
        problem = str(likely)
        raise self._error(path, problem[0].lower() + problem[1:]) from likely

    def _refuse_others(self, path: tuple[str, ...], engine: str, voice: str) -> None:
        """Raises `EditError` for a voice that another engine has."""
        for other in self._engines:
            if other == engine or registry.traits(other).any_voice:
                continue
            with contextlib.suppress(EngineError):
                self._find_voice(other, voice)
                raise self._error(
                    path, f"'{voice}' is a voice of {other}; write engine = \"{other}\", or choose a voice of {engine}."
                )

    def _treatments(self, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[str, ...] | None:
        if "effects" not in table:
            return None
        chosen = table["effects"]
        where = (*path, "effects")
        if not isinstance(chosen, list) or not all(isinstance(effect, str) for effect in chosen):
            raise self._error(where, 'effects is a list of names: effects = ["telephone"].')
        for effect in chosen:
            if effect not in self._effects:
                raise self._unknown(where, "effect", effect, sorted(self._effects))
        return tuple(chosen)

    def _accent(self, path: tuple[str, ...], table: Mapping[str, Any]) -> str | None:
        if "accent" not in table:
            return None
        word = table["accent"]
        if not isinstance(word, str):
            raise self._error((*path, "accent"), 'accent is a word in quotation marks: accent = "british".')
        tag = _ACCENTS.get(word.casefold(), word.casefold().replace("_", "-"))
        if not _LANGUAGE.fullmatch(tag):
            raise self._unknown((*path, "accent"), "accent", word, tuple(_ACCENTS))
        return tag

    def _number(self, path: tuple[str, ...], value: Any) -> float:
        low, high = _RANGES[path[-1]]
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self._error(path, f"{path[-1]} is a number from {low:g} to {high:g}, not {_shown(value)}.")
        return float(value)

    def _unknown(self, path: tuple[str, ...], what: str, word: str, options: Sequence[str]) -> EditError:
        near = nearest(word, options)
        meant = f"did you mean '{near}'?" if near else f"it can be {_listed(options)}."
        return self._error(path, f"there is no {what} '{word}'; {meant}")

    def _error(self, path: tuple[str, ...], sentence: str) -> EditError:
        return EditError(f"{self._name}:{line_of(self._text, path)}: {sentence}")


def _likeliest(problems: Sequence[EngineError], voice: str) -> EngineError:
    """What to say of a voice that no engine has: what names the voice most like it, or what the first engine says."""
    alike = {problem.near: problem for problem in problems if isinstance(problem, UnknownVoiceError) and problem.near}
    likely = nearest(voice, alike)
    return alike[likely] if likely else problems[0]


def _shown(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _listed(options: Sequence[str]) -> str:
    shown = [f"'{option}'" for option in options[:8]]
    if len(options) > len(shown):
        return ", ".join(shown) + ", …"
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown) or "none"
