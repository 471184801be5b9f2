"""voices.toml written: what people wrote is never changed; tables of new speakers are appended."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import tomlkit

from script.model import NARRATOR, Age
from script.support.errors import EditError
from script.support.toml_text import line_of, parse_toml
from voices.cast.cast import Cast, SpeakerShare
from voices.cast.character_entries import character_tables, parse_people, shown_names
from voices.cast.voice_profile import VoiceProfile
from voices.cast.voices_file import FILE

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

_COUNTS = re.compile(r"# [\d,]+ lines?, [\d,]+ words?(?:, (?:female|male))?(?:, (?:child|old))?")
_TABLE_HEADER = re.compile(r"\s*\[[^\[].*")


def update_cast_file(
    text: str | None,
    speakers: Sequence[SpeakerShare],
    cast: Cast,
    *,
    shared: Collection[str | None] = (),
) -> str:
    """The file with a table for every speaker: `text` as it is, and what it lacks.

    `text` is None where there is no file yet. New tables come last, the most talkative first; whose voice is in a cast
    that a series shares (`shared`) gets an empty one. Of `text` nothing changes but the comments with a speaker's lines
    and words that this function wrote. Raises `EditError` if `text` is not TOML, or its characters stand where none can
    be added.
    """
    document: dict[str, Any] = parse_toml(text or "", FILE).unwrap()
    shares = {share.name: share for share in speakers}
    tables = _tables_by_name(document, shown_names(parse_people(text or "", name=FILE)))
    added = [
        _counts(shares.get(speaker, SpeakerShare(speaker, 0, 0))) + "\n" + _table(speaker, cast, shared)
        for speaker in _lacking(document, tables, speakers)
    ]
    if text is None or not text.strip():
        return _appended(_HEADER, added, FILE)
    return _appended(_recounted(text, _shares_by_table(document, tables, shares)), added, FILE)


def add_to_cast_file(text: str | None, cast: Cast, speakers: Sequence[str | None], *, name: str) -> str:
    """A cast that a series shares, with a table more for each of `speakers`.

    `text` stays as it is (None: there is none yet); a table has the whole profile. Raises `EditError` where none can be
    added.
    """
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


def _tables_by_name(document: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """The name that a character is shown with → the table that counts for them."""
    tables: dict[str, str] = {}
    for key, _ in character_tables(document, names):
        tables.setdefault(names.get(key, key), key)
    return tables


def _lacking(
    document: Mapping[str, Any], tables: Mapping[str, str], speakers: Sequence[SpeakerShare]
) -> list[str | None]:
    """The speakers without a table: the narrator, unknown, then the most talkative first."""
    lacking: list[str | None] = []
    if NARRATOR not in document and NARRATOR not in tables:
        lacking.append(NARRATOR)
    if "unknown" not in document:
        lacking.append(None)
    names = (share.name for share in sorted(speakers, key=_rank))
    return lacking + [name for name in names if name not in (None, NARRATOR, *tables)]


def _shares_by_table(
    document: Mapping[str, Any], tables: Mapping[str, str], shares: Mapping[str | None, SpeakerShare]
) -> dict[str | None, SpeakerShare]:
    """How much is said by whom each table in the file is for; nothing by a table that another one goes before."""
    counted = dict(shares)
    counted |= {key: SpeakerShare(key, 0, 0) for key, _ in character_tables(document) if key not in tables.values()}
    return counted | {key: shares[shown] for shown, key in tables.items() if shown in shares}


def _rank(share: SpeakerShare) -> tuple[int, int, str]:
    return -share.words, -share.lines, share.name or ""


def _table(speaker: str | None, cast: Cast, shared: Collection[str | None]) -> str:
    """One speaker's table."""
    if speaker in shared:
        return _header(speaker) + _AS_SHARED
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
    return NARRATOR if NARRATOR in document else next((key for key, _ in character_tables(document)), "")
