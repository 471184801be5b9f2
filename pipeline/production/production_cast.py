"""The cast of a production: voices.toml as it is, with a table for every speaker of the script files as they are."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.production.book_file import Book
from pipeline.production.script_files import EditedChapter, words_by_speaker
from pipeline.sound.effects import EFFECTS
from script.model import NARRATOR, Character, Script
from script.people.portraits.device_names import device_of
from script.support.errors import EditError
from script.support.toml_text import parse_toml
from script.tagging.exchanges import scene_speakers
from voices.cast.cast import Cast, SpeakerShare, Wish
from voices.cast.character_entries import parse_people, shown_names
from voices.cast.series_voices import laid_over, named_as_here, told_by
from voices.cast.voice_profile import VoiceProfile
from voices.cast.voices_file import FILE, parse_cast
from voices.cast.voices_file_writer import add_to_cast_file, update_cast_file
from voices.casting import choose_voices
from voices.engines import registry
from voices.engines.automatic_choice import AUTO, engines_for
from voices.engines.speech_engine import EngineError, VoiceInfo
from voices.engines.timbre import distance


@dataclass(frozen=True)
class CastBasis:
    """What decides who sounds how in a book."""

    voices: str | None
    """voices.toml; None: there is none yet."""
    chapters: Sequence[EditedChapter]
    """Who speaks."""
    tagged: Script | None
    """The tagger's result: who they are."""
    book: Book
    shared: str | None = None
    """The file that `book.shared_cast` names; None: there is none (yet)."""

    @property
    def characters(self) -> Sequence[Character]:
        return self.tagged.characters if self.tagged else ()

    @functools.cached_property
    def shares(self) -> list[SpeakerShare]:
        """How much each speaker says."""
        known = {character.name: character for character in self.characters}
        shares = []
        for name, (lines, words) in words_by_speaker(self.chapters).items():
            # Of a speaker whom only a person named, the name alone may tell what they are.
            who = known.get(name or "") or Character(name or "", device=device_of(name or ""))
            shares.append(SpeakerShare(name, lines, words, who.gender, who.age, who.device))
        return shares


def cast_of(basis: CastBasis) -> Cast:
    """Who sounds how: as voices.toml says, then as the shared cast does, and a voice of their own for all whom these
    lack.

    Raises `EditError` for what can't be in voices.toml, `EngineError` for an engine without voices.
    """
    return _choose(basis, _together(basis, _wishes(basis)))


def cast_text(basis: CastBasis, narrator: str | None = None) -> str:
    """voices.toml with a table for every speaker; a person's words stay. `narrator`: the narrator's voice from now on.
    Who is in the shared cast has an empty table.

    Raises `EditError` and `EngineError`, also for a voice that doesn't exist.
    """
    chosen = None if narrator is None else _chosen_narrator(narrator, basis.book)
    if chosen is not None and basis.voices is not None:
        basis = replace(basis, voices=_with_narrator(basis.voices, chosen))
    wishes = _wishes(basis)
    if chosen is not None:
        wishes.setdefault(NARRATOR, chosen)
    together = _together(basis, wishes)
    in_shared = {name for name in _shared_wishes(basis) if name not in wishes}
    if together.get(NARRATOR, Wish()).like is not None:
        in_shared.discard(NARRATOR)
    return update_cast_file(basis.voices, basis.shares, _choose(basis, together), shared=in_shared)


def shared_cast_text(basis: CastBasis) -> tuple[str, tuple[str, ...]]:
    """The shared cast with all speakers of this book whom it lacks, as they sound in this book, and the names of those
    characters; what it says stays.

    A character who tells the book is in there, and then the narrator is not: another one tells the next book. Raises
    `EditError` and `EngineError`.
    """
    known = _shared_wishes(basis)
    cast = cast_of(basis)
    teller = basis.tagged.narrator if basis.tagged else None
    rank = sorted(basis.shares, key=lambda share: (-share.words, share.name or ""))
    speakers = [None if teller in cast.characters else NARRATOR, None, *(share.name for share in rank)]
    lacking = [name for name in dict.fromkeys(speakers) if name not in known and not (name == NARRATOR and teller)]
    new = tuple(name for name in lacking if name is not None and name != NARRATOR)
    return add_to_cast_file(basis.shared, cast, lacking, name=basis.book.shared_cast), new


def _shared_wishes(basis: CastBasis) -> dict[str | None, Wish]:
    """What the shared cast says, under this book's names."""
    if basis.shared is None:
        return {}
    book = basis.book
    wishes = parse_cast(basis.shared, (), _engines(book), _find_voice(book), EFFECTS, name=book.shared_cast)
    names = shown_names(parse_people(basis.shared, name=book.shared_cast))
    return named_as_here(wishes, names, basis.characters)


def _together(basis: CastBasis, own: Mapping[str | None, Wish]) -> Mapping[str | None, Wish]:
    """A book's own wishes over those of the cast that it shares."""
    if basis.shared is None:
        return own
    wishes = laid_over(own, _shared_wishes(basis))
    names = {share.name for share in basis.shares}
    teller = basis.tagged.narrator if basis.tagged and basis.tagged.narrator in names else None
    return told_by(wishes, own, teller)


def _wishes(basis: CastBasis) -> dict[str | None, Wish]:
    """What the book's own voices.toml says."""
    if basis.voices is None:
        return {}
    speakers = [share.name for share in basis.shares if share.name]
    return parse_cast(basis.voices, speakers, _engines(basis.book), _find_voice(basis.book), EFFECTS)


def _choose(basis: CastBasis, wishes: Mapping[str | None, Wish]) -> Cast:
    book, tagged = basis.book, basis.tagged
    narrator, cast = engines_for(book.engine, book.cast_engine, book.language)
    if book.engine == AUTO and not book.cast_engine:
        # What is installed later must not mix new engines into a cast that is there.
        cast = _most_common(wish.engine for name, wish in wishes.items() if name != NARRATOR) or cast
    accents = sorted({wish.accent for wish in wishes.values() if wish.accent})
    if _is_complete(basis.shares, wishes):
        # Nobody is to be given a voice: a server that would list its own need not be there.
        narrator = cast
        voices: Sequence[VoiceInfo] = [
            VoiceInfo(wish.voice, book.language, engine=wish.engine)
            for wish in wishes.values()
            if wish.voice and wish.engine
        ]
    else:
        voices = _with_accents(cast, registry.casting_voices(cast, book.language), accents)
    heard = [item.as_heard().chapter for item in basis.chapters]
    return choose_voices(
        basis.shares,
        tagged.exchanges if tagged else (),
        voices,
        distance,
        book.language,
        tagged.narrator if tagged else None,
        wishes,
        scenes=list(scene_speakers(heard)),
        chapters=[
            {line.speaker for line in chapter.lines if line.kind.spoken and line.speaker} - {NARRATOR}
            for chapter in heard
        ],
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
        if not registry.traits(engine).any_voice:
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
