"""The cast of a production: voices.toml as it is, with a table for every speaker of the script files as they are."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.book import Book
from pipeline.edited import EditedChapter, words_by_speaker
from pipeline.effects import EFFECTS
from script.errors import EditError
from script.model import NARRATOR, Script
from script.toml_lines import parse_toml
from voices.cast import Cast, SpeakerShare, Wish
from voices.cast_file import FILE, parse_cast, update_cast_file
from voices.casting import choose_voices
from voices.engines import registry
from voices.engines.base import VoiceInfo
from voices.engines.timbre import distance


def cast_of(text: str | None, chapters: Sequence[EditedChapter], tagged: Script | None, book: Book) -> Cast:
    """Who sounds how: as `text` (voices.toml; None: there is none yet) says, and a voice of their own for all it lacks.

    Raises `EditError` for what can't be in voices.toml, `EngineError` for an engine without voices.
    """
    shares = _shares(chapters, tagged)
    return _choose(shares, tagged, book, _wishes(text, shares, book))


def cast_text(
    text: str | None, chapters: Sequence[EditedChapter], tagged: Script | None, book: Book, narrator: str | None = None
) -> str:
    """voices.toml with a table for every speaker; a person's words stay. `narrator`: the narrator's voice from now on.

    Raises `EditError` and `EngineError`, also for a voice that doesn't exist.
    """
    shares = _shares(chapters, tagged)
    if narrator is not None:
        _check_voice(narrator, book)
        narrator = registry.find_voice(book.engine, narrator) or narrator
        if text is not None:
            text = _with_narrator(text, narrator, book)
    wishes = _wishes(text, shares, book)
    if narrator is not None:
        wishes.setdefault(NARRATOR, Wish(engine=book.engine, voice=narrator))
    return update_cast_file(text, shares, _choose(shares, tagged, book, wishes))


def _shares(chapters: Sequence[EditedChapter], tagged: Script | None) -> list[SpeakerShare]:
    known = {character.name: character for character in tagged.characters} if tagged else {}
    shares = []
    for name, (lines, words) in words_by_speaker(chapters).items():
        character = known.get(name) if name else None
        shares.append(
            SpeakerShare(
                name, lines, words, character.gender if character else None, character.age if character else None
            )
        )
    return shares


def _wishes(text: str | None, shares: Sequence[SpeakerShare], book: Book) -> dict[str | None, Wish]:
    if text is None:
        return {}
    return parse_cast(text, [share.name for share in shares if share.name], _engines(book), _voices(book), EFFECTS)


def _choose(
    shares: Sequence[SpeakerShare], tagged: Script | None, book: Book, wishes: Mapping[str | None, Wish]
) -> Cast:
    return choose_voices(
        shares,
        tagged.exchanges if tagged else (),
        _voices(book)(book.engine),
        distance,
        book.language,
        tagged.narrator if tagged else None,
        wishes,
        engine=book.engine,
    )


def _engines(book: Book) -> tuple[str, ...]:
    """The book's engine first: it is the one that a table without an engine means."""
    return (book.engine, *(name for name in registry.names() if name != book.engine))


def _voices(book: Book) -> Callable[[str], Sequence[VoiceInfo]]:
    return functools.cache(lambda engine: registry.voice_infos(engine, book.language))


def _check_voice(voice: str, book: Book) -> None:
    import tomlkit

    try:
        parse_cast(
            f"[narrator]\nvoice = {tomlkit.string(voice).as_string()}\n", (), _engines(book), _voices(book), EFFECTS
        )
    except EditError as error:
        _, _, problem = str(error).partition(": ")
        raise EditError(f"The narrator can't have this voice: {problem}") from error


def _with_narrator(text: str, voice: str, book: Book) -> str:
    import tomlkit

    document: Any = parse_toml(text, FILE)
    if "narrator" not in document:
        return text
    table = document["narrator"]
    table.pop("like", None)
    table["voice"] = voice
    table["engine"] = book.engine
    return str(tomlkit.dumps(document))
