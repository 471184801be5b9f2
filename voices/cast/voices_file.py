"""voices.toml: the cast as people edit it. What they wrote is never changed; new speakers are appended."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import tomlkit

from script.model import NARRATOR, Age
from script.support.errors import EditError
from script.support.suggestions import nearest
from script.support.toml_text import line_of, parse_toml
from voices.cast.cast import Cast, SpeakerShare, Wish
from voices.cast.character_entries import KEYS as _PERSON_KEYS
from voices.cast.character_entries import parse_people, shown_names
from voices.cast.voice_profile import GAINS, PANS, PITCHES, RATES, VoiceProfile
from voices.engines import registry
from voices.engines.speech_engine import EngineError, UnknownVoiceError

FILE = "voices.toml"

_HEADER = """\
# Who sounds how. Change what you like and run make-audio on this folder again: only the lines
# of the speakers that you changed are spoken anew.
#
#   make-audio voices                        lists the voices there are
#   make-audio preview "Name of a speaker"   makes a short file to listen to
#
# Each speaker has a table with any of these keys:
#   voice    a voice's name, as `make-audio voices` lists it
#   like     "narrator" or a character's name: sounds the same, but for the keys given beside it
#   rate     speed, 1.0 is normal (0.5 to 3)
#   pitch    semitones up or down (-12 to 12)
#   gain     dB louder or softer (-20 to 20)
#   pan      -1 left to 1 right; 0 is the middle
#   effects  treatments on every line of this speaker, such as ["telephone"]; there are letter, thought,
#            telephone, radio, muffled, room, hall and cave
#   engine   the speech engine that has the voice
#   name     the name to show instead; another character's makes the two one, with that one's voice
#   aliases  other names of the same character, such as ["Lizzy", "Miss Eliza"]
#   gender   "female" or "male"
#   age      "child", "adult" or "old"
#   accent   "british", "american", … or a language such as "en-au"; for a voice that is still to be chosen
# Whatever isn't given is normal. [unknown] speaks the lines whose speaker nobody knows.
# New characters are added at the end; what you wrote stays as it is.
"""

_AS_SHARED = "# As in the cast that book.toml names; what is written here goes before it.\n"
_SHARED_HEADER = """\
# Who sounds how in all books of a series that are made with --cast and this file. Change what you like: the books
# follow when they are made again. New characters are added at the end; what you wrote stays as it is.
# The keys are those of each book's voices.toml; `aliases` are what the same character is called in other books.
"""

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
_COUNTS = re.compile(r"# [\d,]+ lines?, [\d,]+ words?(?:, (?:female|male))?(?:, (?:child|old))?")
_TABLE_HEADER = re.compile(r"\s*\[[^\[].*")


def parse_cast(
    text: str,
    speakers: Collection[str],
    engines: Sequence[str],
    find_voice: Callable[[str, str], str],
    effects: Collection[str],
    *,
    name: str = FILE,
) -> dict[str | None, Wish]:
    """What a person wrote of each speaker; None stands for unknown, `NARRATOR` for the narrator. Who is given another
    name stands under that; where several tables are one character's, the one with the character's name counts, else the
    first.

    `speakers` are the story's characters, `engines` the names of the engines, the default one first, `find_voice`
    gives the canonical name of an engine's voice or raises `EngineError`, and `effects` are the names of the
    treatments. A voice without an engine is the first engine's that has it. Raises `EditError` ("voices.toml:LINE: …",
    with the nearest valid name) for a key, name, type or value that can't be.
    """
    document: dict[str, Any] = parse_toml(text, name).unwrap()
    names = shown_names(parse_people(text, name=name))
    known = {*speakers, *_characters(document), *names, *names.values()}
    reader = _CastReader(text, name, known, engines, find_voice, effects)
    reader.known_keys((), document, _TABLES, "table")
    wishes: dict[str | None, Wish] = {}
    for speaker, key in ((NARRATOR, "narrator"), (None, "unknown")):
        if key in document:
            wishes[speaker] = reader.wish((key,), document[key])
    reader.table(("characters",), document.get("characters", {}))
    tables: dict[str | None, str] = {}
    for character, entry in _own_first(document, names):
        wish = reader.wish(("characters", character), entry)
        shown = names.get(character, character)
        if tables.setdefault(shown, character) == character:
            wishes[shown] = replace(wish, like=names.get(wish.like, wish.like) if wish.like else None)
    reader.no_circle(wishes, tables)
    return wishes


def update_cast_file(
    text: str | None,
    speakers: Sequence[SpeakerShare],
    cast: Cast,
    *,
    shared: Collection[str | None] = (),
    name: str = FILE,
) -> str:
    """The file with a table for every speaker: `text` as it is (None: there is none yet) and what it lacks, the most
    talkative first. Whose voice is in a cast that a series shares (`shared`) gets an empty table.

    Of `text` nothing changes but the comments with a speaker's lines and words that this function wrote. Raises
    `EditError` if `text` is not TOML, or its characters stand where none can be added.
    """
    shares = {share.name: share for share in speakers}
    document: dict[str, Any] = parse_toml(text or "", name).unwrap()
    people = shown_names(parse_people(text or "", name=name))
    tables: dict[str, str] = {}
    for character, _ in _own_first(document, people):
        tables.setdefault(people.get(character, character), character)
    given = {NARRATOR} & document.keys() | tables.keys()
    names = [share.name for share in sorted(speakers, key=_rank) if share.name not in (None, NARRATOR)]
    lacking: list[str | None] = [speaker for speaker in (NARRATOR, *names) if speaker not in given]
    if "unknown" not in document:
        lacking.insert(1 if lacking[:1] == [NARRATOR] else 0, None)
    tables_added = [
        _counts(shares.get(speaker, SpeakerShare(speaker, 0, 0)))
        + "\n"
        + (_header(speaker) + _AS_SHARED if speaker in shared else _table(speaker, cast))
        for speaker in lacking
    ]
    if text is None or not text.strip():
        return _appended(_HEADER, tables_added, name)
    silent: dict[str | None, SpeakerShare] = {
        key: SpeakerShare(key, 0, 0) for key in _characters(document) if key not in tables.values()
    }
    counted: dict[str | None, SpeakerShare] = {**shares}
    counted |= silent
    counted |= {key: shares[shown] for shown, key in tables.items() if shown in shares}
    return _appended(_recounted(text, counted), tables_added, name)


def add_to_cast_file(text: str | None, cast: Cast, speakers: Sequence[str | None], *, name: str) -> str:
    """A cast that a series shares, with a table more for each of `speakers`: `text` as it is (None: there is none yet),
    and each one's whole profile. Raises `EditError` where none can be added."""
    tables = [_header(speaker) + _profile_lines(cast.profile(speaker)) for speaker in speakers]
    return _appended(_SHARED_HEADER if text is None or not text.strip() else text, tables, name)


def _appended(text: str, tables: Sequence[str], name: str) -> str:
    """`text` and the tables. Raises `EditError` where none can be added."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    added = "".join("\n" + table for table in tables).replace("\n", line_end)
    updated = text + (line_end if added and not text.endswith("\n") else "") + added
    try:
        tomllib.loads(updated)
    except tomllib.TOMLDecodeError as error:
        raise EditError(
            f"{name}:{line_of(text, ('characters',))}: new characters can't be added to this; "
            f'write each character as a table of its own: [characters."Name"].'
        ) from error
    return updated


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


def _characters(document: Mapping[str, Any]) -> Mapping[str, Any]:
    characters = document.get("characters")
    return characters if isinstance(characters, dict) else {}


def _own_first(document: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The characters' tables, those that stand under the name that is shown first."""
    return sorted(_characters(document).items(), key=lambda item: item[0] in names)


def _rank(share: SpeakerShare) -> tuple[int, int, str]:
    return -share.words, -share.lines, share.name or ""


def _table(speaker: str | None, cast: Cast) -> str:
    """One speaker's table."""
    if speaker in cast.like:
        return f"{_header(speaker)}like = {tomlkit.string(cast.like[speaker]).as_string()}\n"
    return _header(speaker) + _profile_lines(cast.profile(speaker))


def _header(speaker: str | None) -> str:
    if speaker is None or speaker == NARRATOR:
        return f"[{speaker or 'unknown'}]\n"
    return f"[characters.{tomlkit.key(speaker).as_string()}]\n"


def _profile_lines(profile: VoiceProfile) -> str:
    """Engine, voice, rate and pitch, and the rest where it isn't normal."""
    normal = VoiceProfile(profile.engine, profile.voice)
    lines = [
        f"engine = {tomlkit.string(profile.engine).as_string()}",
        f"voice = {tomlkit.string(profile.voice).as_string()}",
        f"rate = {profile.rate}",
        f"pitch = {profile.pitch}",
    ]
    lines += [
        f"{key} = {getattr(profile, key)}" for key in ("gain", "pan") if getattr(profile, key) != getattr(normal, key)
    ]
    if profile.effects:
        lines.append(f"effects = [{', '.join(tomlkit.string(effect).as_string() for effect in profile.effects)}]")
    return "".join(line + "\n" for line in lines)


def _counts(share: SpeakerShare) -> str:
    parts = [
        f"{share.lines:,} line{'' if share.lines == 1 else 's'}",
        f"{share.words:,} word{'' if share.words == 1 else 's'}",
    ]
    if share.gender is not None:
        parts.append(share.gender)
    if share.age in (Age.CHILD, Age.OLD):
        parts.append(share.age)
    return "# " + ", ".join(parts)


def _recounted(text: str, shares: Mapping[str | None, SpeakerShare]) -> str:
    """`text` with the counts above the speakers' tables as they are now."""
    lines = text.split("\n")
    for number, line in enumerate(lines[1:]):
        above = lines[number].removesuffix("\r")
        if not _TABLE_HEADER.fullmatch(line) or not _COUNTS.fullmatch(above):
            continue
        share = shares.get(_speaker_of(line.strip()))
        if share is not None:
            lines[number] = _counts(share) + lines[number][len(above) :]
    return "\n".join(lines)


def _speaker_of(header: str) -> str | None:
    """Whose table a line like `[characters."Mrs Bennet"]` opens; None for unknown's."""
    try:
        document = tomllib.loads(header)
    except tomllib.TOMLDecodeError:
        return ""
    if "unknown" in document:
        return None
    return NARRATOR if NARRATOR in document else next(iter(_characters(document)), "")


def _shown(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _listed(options: Sequence[str]) -> str:
    shown = [f"'{option}'" for option in options[:8]]
    if len(options) > len(shown):
        return ", ".join(shown) + ", …"
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown) or "none"
