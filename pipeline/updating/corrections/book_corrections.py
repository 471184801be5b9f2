"""What people corrected in a production, as its files have it now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.production.chapter_matching import TaggedChapter
from pipeline.production.opened_production import Opened
from pipeline.production.remembered.ledger import Ledger
from pipeline.production.script_files import EditedChapter
from pipeline.updating.corrections.deriving import Corrected, corrected_in
from pipeline.updating.corrections.own_labels import own_chapters
from script.model import Chapter


@dataclass(frozen=True, slots=True)
class ChapterCorrections:
    """A script file, and what a person corrected in it."""

    edited: EditedChapter
    own: Chapter
    """The tagger's chapter as it has it by itself."""
    corrected: tuple[Corrected, ...]

    def told_numbers(self) -> set[int]:
        """The numbers of the lines, from 0, whose speaker a person told."""
        return {part.number for item in self.corrected for part in item.told}

    def told_lines(self) -> Iterator[tuple[str | None, str]]:
        """(speaker, words) of these lines."""
        lines = self.edited.chapter.lines
        for number in sorted(self.told_numbers()):
            yield lines[number].speaker, " ".join(self.edited.text_of(lines[number]).split())


class BookCorrections:
    """The tagger's chapters as it has them by itself, and what people say otherwise."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        known, parked = opened.known or (), opened.parked_known or ()
        bases = [item.base for item in (*known, *parked)]
        owns = own_chapters(bases, stored_ledger(opened))
        # Chapters of the same text are not the same chapter.
        self._owns = {id(base): own for base, own in zip(bases, owns, strict=True)}

    @property
    def known(self) -> tuple[TaggedChapter, ...] | None:
        """The tagger's last chapters as it has them by itself; None where nothing is remembered."""
        return self._by_itself(self._opened.known)

    @property
    def parked_known(self) -> tuple[TaggedChapter, ...] | None:
        """The same of chapters that are not in the book now."""
        return self._by_itself(self._opened.parked_known)

    def _by_itself(self, known: Sequence[TaggedChapter] | None) -> tuple[TaggedChapter, ...] | None:
        return None if known is None else tuple(TaggedChapter(k.file, self._owns[id(k.base)]) for k in known)

    def of(self, chapters: Iterable[EditedChapter]) -> list[ChapterCorrections]:
        """What a person corrected in each of these; a chapter of their own is none of them."""
        found = ((item, self._owns[id(item.base)]) for item in chapters if item.base is not None)
        return [ChapterCorrections(item, own, tuple(corrected_in(own, item.chapter))) for item, own in found]


def stored_ledger(opened: Opened) -> Ledger | None:
    """The ledger as it was kept, with the names that characters have now; None where there is none."""
    names = {alias: person.name for person in opened.people for alias in person.aliases}
    return opened.ledger and opened.ledger.renamed(names)
