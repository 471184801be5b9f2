"""The cast of a production: voices.toml as it is, with a table for every speaker of the script files as they are."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.production.book_file import Book
from pipeline.production.script_files import EditedChapter, words_by_speaker
from pipeline.sound.effects import EFFECTS
from script.model import NARRATOR, Script
from script.support.errors import EditError
from script.support.toml_text import parse_toml
from voices.cast.cast import Cast, SpeakerShare, Wish
from voices.cast.character_entries import parse_people, shown_names
from voices.cast.series_voices import laid_over, named_as_here, told_by
from voices.cast.voice_profile import VoiceProfile
from voices.cast.voices_file import FILE, add_to_cast_file, parse_cast, update_cast_file
from voices.casting import choose_voices
from voices.engines import registry
from voices.engines.automatic_choice import AUTO, engines_for
from voices.engines.speech_engine import EngineError, VoiceInfo
from voices.engines.timbre import distance


def cast_of(
    text: str | None, chapters: Sequence[EditedChapter], tagged: Script | None, book: Book, shared: str | None = None
) -> Cast:
    """Who sounds how: as `text` (voices.toml; None: there is none yet) says, then as `shared` does (the file that
    `book.shared_cast` names), and a voice of their own for all whom these lack.

    Raises `EditError` for what can't be in voices.toml, `EngineError` for an engine without voices.
    """
    shares = _shares(chapters, tagged)
    return _choose(shares, tagged, book, _together(_wishes(text, shares, book), shared, shares, tagged, book))


def cast_text(
    text: str | None,
    chapters: Sequence[EditedChapter],
    tagged: Script | None,
    book: Book,
    narrator: str | None = None,
    shared: str | None = None,
) -> str:
    """voices.toml with a table for every speaker; a person's words stay. `narrator`: the narrator's voice from now on.
    Who is in `shared` (as for `cast_of`) has an empty table.

    Raises `EditError` and `EngineError`, also for a voice that doesn't exist.
    """
    shares = _shares(chapters, tagged)
    chosen = None if narrator is None else _chosen_narrator(narrator, book)
    if chosen is not None and text is not None:
        text = _with_narrator(text, chosen)
    wishes = _wishes(text, shares, book)
    if chosen is not None:
        wishes.setdefault(NARRATOR, chosen)
    together = _together(wishes, shared, shares, tagged, book)
    in_shared = {name for name in _shared_wishes(shared, tagged, book) if name not in wishes}
    if together.get(NARRATOR, Wish()).like is not None:
        in_shared.discard(NARRATOR)
    return update_cast_file(text, shares, _choose(shares, tagged, book, together), shared=in_shared)


def shared_cast_text(
    shared: str | None, text: str | None, chapters: Sequence[EditedChapter], tagged: Script | None, book: Book
) -> tuple[str, tuple[str, ...]]:
    """The file that `book.shared_cast` names (None: there is none yet) with all speakers of this book whom it lacks, as
    they sound in this book, and the names of those characters; what it says stays. `text` is the book's voices.toml.

    A character who tells the book is in there, and then the narrator is not: another one tells the next book. Raises
    `EditError` and `EngineError`.
    """
    shares = _shares(chapters, tagged)
    known = _shared_wishes(shared, tagged, book)
    cast = cast_of(text, chapters, tagged, book, shared)
    teller = tagged.narrator if tagged else None
    rank = sorted(shares, key=lambda share: (-share.words, share.name or ""))
    speakers = [None if teller in cast.characters else NARRATOR, None, *(share.name for share in rank)]
    lacking = [name for name in dict.fromkeys(speakers) if name not in known and not (name == NARRATOR and teller)]
    new = tuple(name for name in lacking if name is not None and name != NARRATOR)
    return add_to_cast_file(shared, cast, lacking, name=book.shared_cast), new


def _shared_wishes(shared: str | None, tagged: Script | None, book: Book) -> dict[str | None, Wish]:
    """What the shared cast says, under this book's names."""
    if shared is None:
        return {}
    wishes = parse_cast(shared, (), _engines(book), _find_voice(book), EFFECTS, name=book.shared_cast)
    names = shown_names(parse_people(shared, name=book.shared_cast))
    return named_as_here(wishes, names, tagged.characters if tagged else ())


def _together(
    own: Mapping[str | None, Wish],
    shared: str | None,
    shares: Sequence[SpeakerShare],
    tagged: Script | None,
    book: Book,
) -> Mapping[str | None, Wish]:
    """A book's own wishes over those of the cast that it shares."""
    if shared is None:
        return own
    wishes = laid_over(own, _shared_wishes(shared, tagged, book))
    names = {share.name for share in shares}
    teller = tagged.narrator if tagged and tagged.narrator in names else None
    return told_by(wishes, own, teller)


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
    return parse_cast(text, [share.name for share in shares if share.name], _engines(book), _find_voice(book), EFFECTS)


def _choose(
    shares: Sequence[SpeakerShare], tagged: Script | None, book: Book, wishes: Mapping[str | None, Wish]
) -> Cast:
    narrator, cast = engines_for(book.engine, book.cast_engine, book.language)
    if book.engine == AUTO and not book.cast_engine:
        # What is installed later must not mix new engines into a cast that is there.
        cast = _most_common(wish.engine for name, wish in wishes.items() if name != NARRATOR) or cast
    accents = sorted({wish.accent for wish in wishes.values() if wish.accent})
    if _is_complete(shares, wishes):
        # Nobody is to be given a voice: a server that would list its own need not be there.
        narrator = cast
        voices: Sequence[VoiceInfo] = [
            VoiceInfo(wish.voice, book.language, engine=wish.engine)
            for wish in wishes.values()
            if wish.voice and wish.engine
        ]
    else:
        voices = _with_accents(cast, registry.casting_voices(cast, book.language), accents)
    return choose_voices(
        shares,
        tagged.exchanges if tagged else (),
        voices,
        distance,
        book.language,
        tagged.narrator if tagged else None,
        wishes,
        narrators=voices if narrator == cast else registry.casting_voices(narrator, book.language),
    )


def _is_complete(shares: Sequence[SpeakerShare], wishes: Mapping[str | None, Wish]) -> bool:
    """Whether everybody has a voice already, their own or another one's."""
    everybody = {NARRATOR, None, *(share.name for share in shares)}
    return all(name in wishes and (wishes[name].voice or wishes[name].like) for name in everybody)


def _with_accents(engine: str, voices: Sequence[VoiceInfo], accents: Iterable[str]) -> Sequence[VoiceInfo]:
    """`voices` and those of an engine whose voices speak with any accent."""
    if engine != registry.DEFAULT:
        return voices
    more = [info for accent in accents for info in registry.voice_infos(engine, accent) if info.language == accent]
    return tuple({info.name: info for info in (*voices, *more)}.values())


def _most_common(engines: Iterable[str | None]) -> str | None:
    counts = Counter(engine for engine in engines if engine is not None)
    return min(counts, key=lambda engine: (-counts[engine], engine), default=None)


def _engines(book: Book) -> tuple[str, ...]:
    """The book's engines first: their voices are the ones that a table without an engine means."""
    own = engines_for(book.engine, book.cast_engine, book.language)
    return tuple(dict.fromkeys((*own, *registry.names())))


def _find_voice(book: Book) -> Callable[[str, str], str]:
    return functools.cache(lambda engine, voice: registry.find_voice(engine, voice, book.language))


def voice_named(voice: str, book: Book) -> VoiceProfile:
    """The voice of that name, the book's engines asked first; one with "@" is a server's. Raises `EditError`."""
    wish = _chosen_voice(voice, book, ("openai",) if "@" in voice else _engines(book))
    assert wish.engine is not None, "a voice that was found is an engine's"
    assert wish.voice is not None, "a voice was asked for"
    return VoiceProfile(wish.engine, wish.voice)


def voice_names(book: Book) -> tuple[str, ...]:
    """The voices that there are for a book, of all engines that know theirs."""
    names: list[str] = []
    for engine in _engines(book):
        if not registry.takes_any_voice(engine):
            with contextlib.suppress(EngineError):
                names += (info.name for info in registry.voice_infos(engine, book.language))
    return tuple(dict.fromkeys(names))


def _chosen_narrator(voice: str, book: Book) -> Wish:
    try:
        return _chosen_voice(voice, book, _engines(book))
    except EditError as error:
        raise EditError(f"The narrator can't have this voice: {error}") from error


def _chosen_voice(voice: str, book: Book, engines: Sequence[str]) -> Wish:
    """Raises `EditError`: half a sentence."""
    import tomlkit

    text = f"[narrator]\nvoice = {tomlkit.string(voice).as_string()}\n"
    try:
        return parse_cast(text, (), engines, _find_voice(book), EFFECTS)[NARRATOR]
    except EditError as error:
        _, _, problem = str(error).partition(": ")
        raise EditError(problem) from error


def _with_narrator(text: str, chosen: Wish) -> str:
    import tomlkit

    document: Any = parse_toml(text, FILE)
    if "narrator" not in document:
        return text
    table = document["narrator"]
    table.pop("like", None)
    table["voice"] = chosen.voice
    table["engine"] = chosen.engine
    return str(tomlkit.dumps(document))
