"""Which sections of a story are in its book, when the story has changed since they were chosen.

A section is known again by its words, and where they tell nothing by its title. What a person chose stays. What the
reader chose is chosen anew, but what is in the book is not taken out of it by that.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.production.book_file import SectionChoice
from pipeline.production.chapter_matching import word_runs

_SAMPLE = 32
"""Word runs that a sketch keeps."""
_DIGITS = 8
"""Hexadecimal digits of each."""
_SAME = 0.5
"""Of a section's words, for it to be taken for another one or a part of it."""


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section as the reader finds it in the story."""

    title: str
    left_out: str
    """Why the reader leaves it out; empty: it is read."""
    text: str


@dataclass(frozen=True, slots=True)
class KnownSection:
    """What book.toml says of a section, and what is remembered of it."""

    choice: SectionChoice
    was_read: bool
    """Whether it was in the book when that was made last."""
    by_reader: bool
    """Whether the reader read it then, before anybody chose."""
    words: int = 0
    sketch: str = ""
    """As `sketch_of` gave it; empty where its words are not known."""

    @property
    def is_own(self) -> bool:
        """Whether a person chose: against the reader, or otherwise than the book is made."""
        return self.choice.read != self.by_reader or self.choice.read != self.was_read

    @property
    def is_kept(self) -> bool:
        """Whether it is in the book, and nobody wants it out."""
        return self.was_read and self.choice.read


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices for the sections that the story has now, in order."""

    sections: tuple[SectionChoice, ...]
    notes: tuple[str, ...]
    """Sentences for the person."""


def sketch_of(text: str) -> str:
    """A sample of a text's runs of four words, by which the text is known again: the smallest of their checksums.

    Broder, "On the resemblance and containment of documents" (1997).
    """
    return "".join(f"{sum_:0{_DIGITS}x}" for sum_ in sorted(_sums(text))[:_SAMPLE])


def choose_sections(known: Sequence[KnownSection], found: Sequence[FoundSection]) -> Chosen:
    """The choices for the sections that are `found`, where others are `known`."""
    origins, held = _matches(known, found)
    sections: list[SectionChoice] = []
    notes: list[str] = []
    for section, origin, inside in zip(found, origins, held, strict=True):
        kept = any(known[index].is_kept for index in inside if index != origin)
        choice, note = _chosen(section, None if origin is None else known[origin], holds_kept=kept)
        sections.append(choice)
        notes += note
    gone = set(range(len(known))) - set(origins)
    notes += [
        f"The story has no section “{known[index].choice.title}” any more, which you chose to "
        f"{'read' if known[index].choice.read else 'leave out'}."
        for index in sorted(gone)
        if known[index].is_own and not any(index in inside for inside in held)
    ]
    return Chosen(tuple(sections), tuple(notes))


def _chosen(section: FoundSection, known: KnownSection | None, *, holds_kept: bool) -> tuple[SectionChoice, list[str]]:
    """The choice for a section that was the `known` one, and what is to be said of it. `holds_kept`: it has the words
    of others that are to stay in the book."""
    by_reader = SectionChoice(section.title, not section.left_out, section.left_out)
    if known is None or not known.is_own:
        if by_reader.read:
            if known is None or known.was_read:
                return by_reader, []
            was = known.choice.why or "no chapter"
            return by_reader, [f"“{section.title}” was left out as {was} and is read now: the story has changed there."]
        if not (holds_kept or (known is not None and known.is_kept)):
            return by_reader, []
        return replace(by_reader, read=True), [
            f"“{section.title}” looks like {section.left_out} now, but its words are in the book, and it stays there. "
            "To leave it out, set its read to false in book.toml."
        ]
    choice = replace(known.choice, title=section.title)
    if not choice.read and holds_kept:
        return replace(choice, read=True), [
            f"“{section.title}”, which you left out, now has the words of other sections too that are in the book: "
            "it is read. To leave all of it out, set its read to false in book.toml."
        ]
    if known.sketch and not _is_alike(known, section):
        return choice, [
            f"“{section.title}” has changed beyond recognition since you chose to "
            f"{'read' if choice.read else 'leave out'} it; that stays. If it is wrong now, change its read "
            "in book.toml."
        ]
    return choice, []


def _matches(
    known: Sequence[KnownSection], found: Sequence[FoundSection]
) -> tuple[list[int | None], list[frozenset[int]]]:
    """For each section that is found: which known one it was, or was a part of; and which ones it has the words of."""
    owners: dict[str, list[int]] = defaultdict(list)
    for index, section in enumerate(known):
        for sum_ in _pieces(section.sketch):
            owners[sum_].append(index)
    origins: list[int | None] = []
    held: list[frozenset[int]] = []
    for place, new in enumerate(found):
        shares = dict(_shares(known, new, owners))
        held.append(frozenset(index for index, share in shares.items() if share >= _SAME))
        words = {
            index: share * known[index].words
            for index, share in shares.items()
            if share >= _SAME or share * known[index].words >= _SAME * len(new.text.split())
        }
        best = max(
            words,
            key=lambda i: (words[i], known[i].choice.title == new.title, -abs(i - place)),
            default=None,
        )
        origins.append(best)
    _by_title(known, found, origins)
    return origins, held


def _shares(
    known: Sequence[KnownSection], new: FoundSection, owners: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, float]]:
    """How much (0–1) of each known section is in a new one, as far as any is."""
    hits = Counter(index for sum_ in _sums(new.text) for index in owners.get(f"{sum_:0{_DIGITS}x}", ()))
    for index, count in hits.items():
        yield index, count * _DIGITS / len(known[index].sketch)


def _by_title(known: Sequence[KnownSection], found: Sequence[FoundSection], origins: list[int | None]) -> None:
    """Fills in where a section was that has other words, but its title: in order, where several have it."""
    used = set(origins)
    free: dict[str, deque[int]] = defaultdict(deque)
    for index, section in enumerate(known):
        if index not in used:
            free[section.choice.title].append(index)
    for place, new in enumerate(found):
        if origins[place] is None and free[new.title]:
            origins[place] = free[new.title].popleft()


def _is_alike(known: KnownSection, section: FoundSection) -> bool:
    """Whether most of a section is what was known, and most of what was known is there."""
    sums = {f"{sum_:0{_DIGITS}x}" for sum_ in _sums(section.text)}
    pieces = _pieces(known.sketch)
    there = sum(piece in sums for piece in pieces) / len(pieces)
    return there * known.words >= _SAME * max(known.words, len(section.text.split()))


def _pieces(sketch: str) -> list[str]:
    return [sketch[at : at + _DIGITS] for at in range(0, len(sketch), _DIGITS)]


def _sums(text: str) -> set[int]:
    return {zlib.crc32(" ".join(run).encode("utf-8", "surrogatepass")) for run in word_runs(text)}
