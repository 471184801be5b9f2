"""A production, opened: its text files, read once, and what they say.

Whatever reads a production is given this one context. What a file says is worked out when it is first asked for, and
kept. Nothing here writes: `Opened.after` is the production as it would be with other texts.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pipeline.disk.files import plain_errors, read_text, sha256
from pipeline.disk.pictures import is_whole_picture
from pipeline.disk.sealed_text import DamagedError, read_own_text
from pipeline.production.book_file import Book, read_book
from pipeline.production.chapter_matching import TaggedChapter, find_renamed
from pipeline.production.lexicon_files import book_lexicon
from pipeline.production.production import Production, open_production
from pipeline.production.production_cast import CastBasis, cast_of
from pipeline.production.production_record import Output, Record, parse_outputs, parse_record
from pipeline.production.remembered.ledger import Ledger, parse_ledger
from pipeline.production.remembered.made_memory import parse_made
from pipeline.production.remembered.opinion_memory import parse_opinions
from pipeline.production.remembered.recovered_outputs import recovered_outputs
from pipeline.production.script_files import (
    Edited,
    EditedChapter,
    known_chapters,
    parse_chapters,
    parse_tagged,
    renamed_texts,
    told_people,
    with_titles,
)
from pipeline.production.series_cast import read_shared_cast
from script.model import Chapter, Character, Script
from script.people.character_renaming import rename_in_script
from script.support.errors import EditError
from voices.lexicon.entries import Lexicon

if TYPE_CHECKING:
    from voices.cast.cast import Cast

BASE = "script"
PARKED = "parked"
"""What the Scripts that the production keeps are called in their files."""

_T = TypeVar("_T")
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Opened:
    """A production as its files have it, or as they would have it.

    Each property raises `EditError` where a person's file can't be used as it is, with its address, and `DiskError`.
    """

    def __init__(
        self,
        production: Production,
        texts: Mapping[str, str],
        *,
        unwritten: Mapping[str, bytes] = _NOTHING,
        shared_cast: str | None = None,
    ) -> None:
        """`texts`: path in the folder, with forward slashes → text. `unwritten`: other files that are not there yet.
        `shared_cast`: what the file of `Book.shared_cast` would say, if that differs from what it says."""
        self.production = production
        self.texts = texts
        self._unwritten = unwritten
        self._shared_cast = shared_cast

    def after(
        self,
        changes: Mapping[str, str | None],
        *,
        unwritten: Mapping[str, bytes] = _NOTHING,
        shared_cast: str | None = None,
    ) -> Opened:
        """The production with other texts (None: the file is gone); itself, with all that it knows, if nothing
        differs."""
        different = {path: text for path, text in changes.items() if self.texts.get(path) != text}
        shared = self._shared_cast if shared_cast is None else shared_cast
        if not different and not unwritten and shared == self._shared_cast:
            return self
        merged: dict[str, str | None] = {**self.texts, **different}
        texts = {path: text for path, text in merged.items() if text is not None}
        return Opened(self.production, texts, unwritten={**self._unwritten, **unwritten}, shared_cast=shared)

    # What people wrote

    @property
    def book_text(self) -> str | None:
        """book.toml."""
        return self.texts.get(self.production.path_of(self.production.book_file))

    @property
    def voices_text(self) -> str | None:
        """voices.toml."""
        return self.texts.get(self.production.path_of(self.production.voices_file))

    @functools.cached_property
    def book(self) -> Book:
        """Raises `FolderError` where there is no book.toml."""
        if self.book_text is None:
            open_production(self.production.folder)
        return read_book(self.book_text or "")

    @functools.cached_property
    def people(self) -> tuple[Character, ...]:
        """What voices.toml tells of characters: they have their names here."""
        return told_people(self.voices_text)

    @functools.cached_property
    def script(self) -> Mapping[str, str]:
        """The script files, name → text, as they are."""
        return self._folder(self.production.script_folder)

    @functools.cached_property
    def parked(self) -> Mapping[str, str]:
        """The same of chapters that are not in the book now."""
        return self._folder(self.production.parked_folder)

    @functools.cached_property
    def renamed_script(self) -> Mapping[str, str]:
        """The script files with the characters under the names that they are to have."""
        return renamed_texts(self.script, self.people, self.production.path_of(self.production.script_folder))

    @functools.cached_property
    def renamed_parked(self) -> Mapping[str, str]:
        """The same of parked chapters."""
        return renamed_texts(self.parked, self.people, self.production.path_of(self.production.parked_folder))

    @functools.cached_property
    def lexicon(self) -> Lexicon:
        """How words are said: as lexicon.toml says, and else as the story itself does."""
        return book_lexicon(self.production.lexicon_file, self.tagged)

    @functools.cached_property
    def shared_cast(self) -> str | None:
        """The text of the cast that the book shares with a series; None where it shares none."""
        return read_shared_cast(self.production.folder, self.book) if self._shared_cast is None else self._shared_cast

    @functools.cached_property
    def cover_sha256(self) -> str:
        """Of the cover; empty where there is none. Raises `EditError`, `OutsideError`, `DiskError`."""
        if not self.book.cover:
            return ""
        unwritten = self._unwritten.get(self.book.cover)
        if unwritten is not None:
            return hashlib.sha256(unwritten).hexdigest()
        path = self.production.inside(self.book.cover)
        if path.exists() and not path.is_file():
            # A pipe would be waited for.
            raise EditError(f"book.toml: cover is {self.book.cover}, which is no file; choose a picture: --cover FILE.")
        return sha256(path)

    @functools.cached_property
    def cover_is_damaged(self) -> bool:
        """Whether the cover is a picture that was kept with the story, and not as it was kept."""
        known = dict(self.record.covers).get(self.book.cover) if self.record else None
        if known is None:
            return False
        there = self.book.cover in self._unwritten or self.production.inside(self.book.cover).is_file()
        return not there or self.cover_sha256 != known

    @functools.cached_property
    def cover_is_another_picture(self) -> bool:
        """Whether a whole picture lies where another one was kept with the story. Raises `DiskError`."""
        if not self.cover_is_damaged or self.book.cover in self._unwritten:
            return False
        path = self.production.inside(self.book.cover)
        if not path.is_file():
            return False
        with plain_errors(path):
            return is_whole_picture(path.read_bytes())

    # What the production remembers

    @functools.cached_property
    def record(self) -> Record | None:
        """Of the last reading of the story; None where nothing is remembered."""
        return self._remembered(self.production.record_file, parse_record)

    @functools.cached_property
    def stored(self) -> Script | None:
        """The tagger's last result, as it is kept; None where it is gone or damaged."""
        return self._remembered(self.production.base_file, functools.partial(parse_tagged, BASE))

    @functools.cached_property
    def tagged(self) -> Script | None:
        """The same with the names that characters have now."""
        return self.stored and rename_in_script(self.stored, self.people)

    @functools.cached_property
    def parked_tagged(self) -> Script | None:
        """The same of chapters that are not in the book now."""
        return self._stored_parked and rename_in_script(self._stored_parked, self.people)

    @functools.cached_property
    def _stored_parked(self) -> Script | None:
        return self._remembered(self.production.parked_file, functools.partial(parse_tagged, PARKED))

    @functools.cached_property
    def known(self) -> tuple[TaggedChapter, ...] | None:
        """The tagger's last chapters; None where nothing is remembered of them."""
        return known_chapters(self.record.files, self.tagged) if self.record else None

    @functools.cached_property
    def parked_known(self) -> tuple[TaggedChapter, ...] | None:
        """The same of chapters that are not in the book now."""
        return known_chapters(self.record.parked, self.parked_tagged) if self.record else None

    @functools.cached_property
    def forgotten(self) -> bool:
        """Whether there is a book, and what the production remembered of its story can't be used or is gone."""
        memory = (self.production.record_file, self.production.base_file)
        there = any(self.production.path_of(path) in self.texts for path in memory)
        return self.known is None and (there or self.kept_source is not None) and self.book_text is not None

    @functools.cached_property
    def kept_source(self) -> Path | None:
        """The story's file as it was read; None where it is gone, or where several are there and none is told."""
        folder = self.production.source_folder
        if self.record is not None:
            files = [folder / self.record.source]
        else:
            files = [path for path in folder.rglob("*") if path.is_file()]
        return files[0] if len(files) == 1 and files[0].is_file() else None

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The files that the production made; where what tells of them is damaged, those that it can still be told of.
        Raises `DiskError`."""
        return self._recovered_outputs if self._outputs is None else self._outputs

    @property
    def outputs_text(self) -> str | None:
        """The file that tells of them."""
        return self.texts.get(self.production.path_of(self.production.outputs_file))

    @functools.cached_property
    def _recovered_outputs(self) -> tuple[Output, ...]:
        return () if self.outputs_text is None else tuple(recovered_outputs(self.outputs_text, self.production))

    @functools.cached_property
    def _outputs(self) -> tuple[Output, ...] | None:
        return self._remembered(self.production.outputs_file, parse_outputs)

    @functools.cached_property
    def ledger(self) -> Ledger | None:
        """What people corrected, as it was kept; None where that is gone or damaged: it is derived anew."""
        return self._remembered(self.production.corrections_file, parse_ledger)

    @functools.cached_property
    def damaged(self) -> tuple[Path, ...]:
        """The files that the production remembers by, and that are there and can't be used."""
        found: dict[Path, object] = {
            self.production.record_file: self.record,
            self.production.base_file: self.stored,
            self.production.parked_file: self._stored_parked,
            self.production.outputs_file: self._outputs,
            self.production.opinions_file: self._remembered(self.production.opinions_file, parse_opinions),
            self.production.auditions_file: self._remembered(self.production.auditions_file, parse_made),
            self.production.corrections_file: self.ledger,
        }
        return tuple(
            path for path, what in found.items() if what is None and self.production.path_of(path) in self.texts
        )

    def _remembered(self, path: Path, parse: Callable[[str], _T]) -> _T | None:
        """What a file of the production's own says; None where there is none, or a damaged one."""
        text = self.texts.get(self.production.path_of(path))
        try:
            return None if text is None else parse(text)
        except DamagedError:
            return None

    # Both together

    @functools.cached_property
    def edited(self) -> Edited:
        """The chapters as people left them, with what the tagger said of each."""
        return self._edited(*self._chapters)

    def edited_only(self, numbers: Collection[int]) -> Edited:
        """The same of some chapters alone: the others are not parsed."""
        return self._edited(*parse_chapters(self.renamed_script, self._bases, only=numbers))

    def _edited(self, chapters: Sequence[EditedChapter], warnings: tuple[str, ...]) -> Edited:
        titled = with_titles(chapters, self.book.title, of=len(self.script))
        return Edited(tuple(item.said_by(self.lexicon) for item in titled), self.tagged, warnings, self.people)

    @functools.cached_property
    def all_chapters(self) -> Sequence[EditedChapter]:
        """The chapters as people left them, those that are not in the book now as well."""
        chapters, _ = self._chapters
        bases = {item.file: item.base for item in self.parked_known or ()}
        folder = self.production.path_of(self.production.parked_folder)
        parked, _ = parse_chapters(self.renamed_parked, bases, folder=folder)
        return (*chapters, *parked)

    @functools.cached_property
    def _chapters(self) -> tuple[tuple[EditedChapter, ...], tuple[str, ...]]:
        return parse_chapters(self.renamed_script, self._bases)

    @functools.cached_property
    def cast(self) -> Cast:
        """Who sounds how. Raises `EngineError` as well."""
        return cast_of(self.cast_basis(self.shared_cast))

    def cast_for(self, chapters: Sequence[EditedChapter]) -> Cast:
        """The same for those who speak in some chapters."""
        return cast_of(CastBasis(self.voices_text, chapters, self.tagged, self.book, self.shared_cast))

    def cast_basis(self, shared_cast: str | None) -> CastBasis:
        """What decides who sounds how, with what the cast of the series says."""
        return CastBasis(self.voices_text, self._chapters[0], self.tagged, self.book, shared_cast)

    @functools.cached_property
    def _bases(self) -> Mapping[str, Chapter]:
        """The tagger's chapter of each script file that has one."""
        where = find_renamed(self.known or (), self.renamed_script)
        return {where[item.file]: item.base for item in self.known or () if item.file in where}

    def _folder(self, folder: Path) -> dict[str, str]:
        start = f"{self.production.path_of(folder)}/"
        names = sorted(path.removeprefix(start) for path in self.texts if path.startswith(start))
        return {name: self.texts[start + name] for name in names if "/" not in name and name.endswith(".txt")}


def read_texts(production: Production) -> Opened:
    """Reads the texts of a folder, whether or not it is a production. Raises `DiskError` for one that people edit and
    that can't be read, and `FolderError` for a folder that leads out of itself (`Production.refuse_odd_entries`)."""
    production.refuse_odd_entries()
    texts: dict[str, str] = {}
    for path in (production.book_file, production.voices_file):
        if path.is_file():
            texts[production.path_of(path)] = read_text(path)
    for folder in (production.script_folder, production.parked_folder):
        if folder.is_dir():
            paths = (path for path in sorted(folder.glob("*.txt")) if not path.name.startswith("."))
            texts |= {production.path_of(path): read_text(path) for path in paths}
    for path in (
        *(production.record_file, production.base_file, production.parked_file, production.outputs_file),
        *(production.opinions_file, production.auditions_file, production.corrections_file),
    ):
        text = read_own_text(path)
        if text is not None:
            texts[production.path_of(path)] = text
    return Opened(production, texts)


def read_production(folder: Path) -> Opened:
    """The production in `folder`. Raises `FolderError` if it is none, `DiskError`."""
    return read_texts(open_production(folder))
