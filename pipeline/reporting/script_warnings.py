"""What in the files that people edit is probably not meant so, or can't be heard yet: a sentence each."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.production.lexicon_files import lexicon_place
from pipeline.production.opened_production import Opened
from pipeline.production.script_files import Edited
from pipeline.sound.pauses import NAMES as PAUSES
from pipeline.sound.pauses import cue_seconds
from script.merging.notes import tells_of_loss
from script.model import NARRATOR, CueKind
from script.support.suggestions import nearest
from script.support.toml_text import line_of
from voices.cast.voices_file import FILE
from voices.engines.ipa import unknown_signs
from voices.lexicon.entries import LexiconEntry, heard_in, said_as
from voices.spoken_text import can_be_said

_LIKE_IPA = re.compile("^/|/$|[ˈˌːɪʊəɛɔʌŋʃʒθðɹɑɒɜɡɾɐɚɝ]")
_MISSPELT = 0.75
"""Of equal letters: a name so much like a character's, and nowhere in the story, is taken for a slip."""


def script_warnings(opened: Opened) -> tuple[str, ...]:
    """One sentence for each kind of cue that stays silent, for each cue that says nothing, for each pause that nobody
    understands, for each name that looks misspelt, in the script files, in voices.toml or in the lexicon, and for each
    sign in a word's IPA that no voice says. Raises `EditError`, `DiskError`."""
    said = (*_pronunciations(opened), *_readings(opened.edited))
    lexicon = opened.production.lexicon_file
    return (
        *_silent_cues(opened.edited),
        *_empty_cues(opened.edited, opened.book.language),
        *_odd_pauses(opened.edited),
        *_lost_words(opened.edited),
        *_odd_names(opened),
        *_odd_signs(said, lexicon),
        *_forgotten_slashes(said, lexicon),
    )


def _silent_cues(edited: Edited) -> Iterator[str]:
    cues = Counter(cue.kind for item in edited.chapters for cue in item.chapter.cues)
    for kind, count in cues.items():
        if kind not in (CueKind.PAUSE, CueKind.SAY):
            yield f"[{kind}: …] is kept and stays silent ({count} in the script): make-audio can't play it yet."


def _empty_cues(edited: Edited, language: str) -> Iterator[str]:
    for item in edited.chapters:
        for cue, number in zip(item.chapter.cues, item.cue_numbers, strict=True):
            if cue.kind is CueKind.SAY and not can_be_said(cue.value, language):
                yield f"{item.address}:{number}: [say: {cue.value}] has nothing to speak. Write words, or delete it."


def _odd_pauses(edited: Edited) -> Iterator[str]:
    for item in edited.chapters:
        for cue, number in zip(item.chapter.cues, item.cue_numbers, strict=True):
            if cue.kind is CueKind.PAUSE and cue_seconds(cue.value) is None:
                near = nearest(cue.value, PAUSES)
                meant = f"did you mean [pause: {near}]?" if near else "write seconds up to 60, such as [pause: 1.5]."
                yield f"{item.address}:{number}: [pause: {cue.value}] is no pause that make-audio knows; {meant}"


def _lost_words(edited: Edited) -> Iterator[str]:
    """Where notes tell that what a person had changed belongs to no words, or to several places, of the story now."""
    for item in edited.chapters:
        if count := sum(tells_of_loss(note.text) for note in item.chapter.notes):
            which, it = (
                ("one of your changes belongs", "it") if count == 1 else (f"{count} of your changes belong", "them")
            )
            yield (
                f"{item.address}: {which} to words that the story has no more, or has several times; search for [[ to "
                f"see {it}, and delete the note when you have."
            )


@dataclass(frozen=True, slots=True)
class _Pronunciation:
    """How a word of the book is said."""

    word: str
    ipa: str
    respelling: str = ""
    keys: tuple[str, ...] | None = None
    """Where the lexicon has it; None: it is not the lexicon's."""
    address: str | None = None
    """Where a script file has it, for this once; None and no `keys`: the story itself says so."""

    def place(self, lexicon: Path) -> str:
        """Where it stands, for messages."""
        return lexicon_place(lexicon, self.keys) if self.keys else self.address or "The book itself"


def _pronunciations(opened: Opened) -> Iterator[_Pronunciation]:
    """Each word of the book of which the lexicon or the story itself says how it is said, once."""
    seen: set[_Pronunciation] = set()
    for item in opened.edited.chapters:
        heard = heard_in(item.lexicon, item.as_heard().printed(), opened.tagged.language if opened.tagged else "en")
        tables: list[tuple[tuple[str, ...], Sequence[LexiconEntry]]] = [(("words",), heard.words)]
        tables += [(("characters", name, "words"), own) for name, own in heard.characters]
        found = [
            _Pronunciation(
                entry.word, entry.ipa or "", entry.respelling or "", None if entry.of_source else (*table, entry.word)
            )
            for table, entries in tables
            for entry in entries
        ]
        found += [_Pronunciation(item.chapter.text[start:end], ipa) for start, end, ipa in item.chapter.pronunciations]
        new = [one for one in found if one not in seen]
        seen.update(new)
        yield from new


def _readings(edited: Edited) -> Iterator[_Pronunciation]:
    """Each word of which a script file says how it is said, this once."""
    for item in edited.chapters:
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            for start, end, written in item.readings_of(line):
                entry = said_as(item.text_of(line)[start:end], written)
                address = f"{item.address}:{number}"
                yield _Pronunciation(entry.word, entry.ipa or "", entry.respelling or "", address=address)


def _odd_signs(said: Iterable[_Pronunciation], lexicon: Path) -> Iterator[str]:
    """What in the IPA of words is none."""
    told: set[tuple[str, str]] = set()
    for one in said:
        for sign in unknown_signs(one.ipa):
            if (one.word, sign) not in told:
                told.add((one.word, sign))
                where = one.place(lexicon)
                yield f"{where}: '{sign}' in /{one.ipa}/ for {one.word} is no sign of the IPA: nobody says it."


def _forgotten_slashes(said: Iterable[_Pronunciation], lexicon: Path) -> Iterator[str]:
    """IPA that isn't taken for it."""
    told: set[tuple[str, str]] = set()
    for one in said:
        theirs = one.keys or one.address
        if theirs and _LIKE_IPA.search(one.respelling) and (one.word, one.respelling) not in told:
            told.add((one.word, one.respelling))
            ipa = f"/{one.respelling.strip('/[] ')}/"
            meant = f'"{ipa}"' if one.keys else f"[as: {ipa}]"
            yield (
                f"{one.place(lexicon)}: '{one.respelling}' for {one.word} is read as a respelling. "
                f"IPA stands between slashes: {meant}."
            )


def _odd_names(opened: Opened) -> Iterator[str]:
    """Names that look misspelt, where somebody is to speak or to have a voice or words of their own."""
    if opened.tagged is None:
        return
    edited = opened.edited
    names = {character.name for character in opened.tagged.characters}
    aliases = {alias for character in opened.tagged.characters for alias in character.aliases}
    places = _first_places(edited)
    for name in [name for name in places if name not in names]:
        if name not in aliases and (meant := _meant(name, names, edited)):
            yield f"{places[name]}: {name} is new: did you mean {meant}?"
    heard = names | aliases | places.keys() | {person.name for person in edited.people}
    for name, where, what in (*_voices_of(opened), *_words_of(opened)):
        if name not in heard and (meant := _meant(name, names | places.keys(), edited)):
            yield f"{where()}: nobody called {name} speaks{what}: did you mean {meant}?"


_Told = tuple[str, Callable[[], str], str]
"""A name, where something is told of whoever is called so, and what comes of it if nobody is."""


def _voices_of(opened: Opened) -> Iterator[_Told]:
    """The names in voices.toml, which is valid TOML."""
    text = opened.voices_text or ""
    tables = tomllib.loads(text).get("characters", {})
    for name in tables if isinstance(tables, dict) else ():
        yield name, partial(_in_voices_file, text, name), ""


def _in_voices_file(text: str, name: str) -> str:
    return f"{FILE}:{line_of(text, ('characters', name))}"


def _words_of(opened: Opened) -> Iterator[_Told]:
    """The names in the lexicon. There is one for all chapters, of files that include each other."""
    file = opened.production.lexicon_file
    for name, _ in opened.lexicon.characters if opened.edited.chapters else ():
        yield name, partial(lexicon_place, file, ("characters", name)), ", so nobody says these words"


def _first_places(edited: Edited) -> dict[str, str]:
    """The address of each speaker's first line."""
    places: dict[str, str] = {}
    for chapter in edited.chapters:
        item = chapter.as_heard()
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            if line.speaker not in (None, NARRATOR):
                places.setdefault(line.speaker or "", f"{item.address}:{number}")
    return places


def _meant(name: str, names: set[str], edited: Edited) -> str | None:
    """Whose name it is, misspelt; None where the story has the name as it is, or nobody is called much like it."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    if any(whole.search(item.chapter.text) for item in edited.chapters):
        return None
    return nearest(name, sorted(names), alike=_MISSPELT)
