"""Where the sections of an EPUB start: by its contents, its landmarks, and what documents that both omit say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from script.model import BlockKind
from script.reading.collected_text import Flow, Places, next_character, places_of
from script.reading.epub.package_document import ContentsEntry, Package, read_contents, read_landmarks
from script.reading.epub.zip_archive import Archive
from script.reading.front_and_back_matter import of_file, of_kinds, of_text
from script.reading.sections import Cut, cuts_by_headings

_UPPER_LEVELS = 3
"""Heading levels that begin a section of their own where the contents leave a document out."""
_NOT_SECTIONS = frozenset({"text", "bodymatter", "start", "other", "frontmatter", "backmatter", "toc-brief"})


@dataclass(frozen=True, slots=True)
class SpineText:
    """The documents of a spine, poured into one text."""

    text: str
    flow: Flow
    marks: Mapping[str, int]
    """`Flow.length` where each document begins, by its file, in reading order."""
    ends: Mapping[str, int]
    """The same where the next one begins."""

    def character_in(self, file: str, at: int) -> int | None:
        """The first character at or after `at` that is still in `file`; None when nothing follows there."""
        found = next_character(self.text, at)
        return found if found < self.ends[file] else None

    def openings(self) -> dict[str, int]:
        """The first character of each document that holds text, by its file, in reading order."""
        return {file: at for file, mark in self.marks.items() if (at := self.character_in(file, mark)) is not None}


def cuts_by_contents(archive: Archive, package: Package, spine: SpineText) -> tuple[list[Cut], list[str]]:
    """Where sections start, and warnings about contents that lead nowhere."""
    wanted, warnings = _wanted(read_contents(archive, package), package, spine)
    openings = spine.openings()
    if not wanted and len(openings) <= 1:
        return cuts_by_headings(spine.text, spine.flow)[0] or [Cut(0)], warnings
    kinds = _landmark_kinds(archive, package, spine, openings)
    linear = {item.file: in_order for item, in_order in package.spine}
    cuts = [
        Cut(
            at,
            entry.title,
            entry.depth,
            kinds.get(at, frozenset()),
            entry.file if openings[entry.file] == at else "",
            linear=linear[entry.file],
        )
        for at, entry in wanted
    ]
    cuts += _omitted(wanted, package, spine, openings, kinds)
    return sorted(cuts, key=lambda cut: cut.mark), warnings


def _wanted(
    entries: Sequence[ContentsEntry], package: Package, spine: SpineText
) -> tuple[list[tuple[int, ContentsEntry]], list[str]]:
    """The entries of the contents that lead to text, by the character that they lead to, and warnings about others."""
    wanted: list[tuple[int, ContentsEntry]] = []
    warnings: list[str] = []
    for entry in entries:
        if entry.file not in spine.marks:
            if entry.file != package.navigation or not entry.file:
                warnings.append(
                    f"The contents name “{entry.title}”, but {entry.href or 'its place'} is not in the book's reading "
                    f"order."
                )
            continue
        mark = spine.flow.ids.get((entry.file, entry.fragment)) if entry.fragment else spine.marks[entry.file]
        if mark is None:
            warnings.append(
                f"The contents lead to a place that {entry.file} doesn't have (#{entry.fragment}): "
                f"“{entry.title}” starts with the file."
            )
            mark = spine.marks[entry.file]
        if (at := spine.character_in(entry.file, mark)) is not None:
            wanted.append((at, entry))
    return sorted(wanted, key=lambda pair: pair[0]), warnings


def _landmark_kinds(
    archive: Archive, package: Package, spine: SpineText, openings: Mapping[str, int]
) -> dict[int, frozenset[str]]:
    """What landmarks and guide say of the text that begins at a character."""
    kinds: dict[int, frozenset[str]] = {}
    for kind, file, fragment in read_landmarks(archive, package):
        if file in openings and kind not in _NOT_SECTIONS:
            mark = spine.flow.ids.get((file, fragment), spine.marks[file])
            if (at := spine.character_in(file, mark)) is not None:
                kinds[at] = kinds.get(at, frozenset()) | {kind}
    return kinds


def _omitted(
    wanted: Sequence[tuple[int, ContentsEntry]],
    package: Package,
    spine: SpineText,
    openings: Mapping[str, int],
    kinds: Mapping[int, frozenset[str]],
) -> Iterator[Cut]:
    """The documents that the contents omit and that are sections of their own, as deep as what is before them."""
    linear = {item.file: in_order for item, in_order in package.spine}
    depths = {at: entry.depth for at, entry in wanted}
    places = places_of(spine.text, spine.flow)
    depth = 1
    for file, at in openings.items():
        if at in depths:
            depth = depths[at]
            continue
        said = kinds.get(at, frozenset())
        before_all = not wanted or at < wanted[0][0]
        if before_all or said or not linear[file] or _starts_a_section(file, package, spine, places):
            yield Cut(at, "", 1 if before_all else depth, said, file, linear=linear[file])


def _starts_a_section(file: str, package: Package, spine: SpineText, places: Places) -> bool:
    """Whether a document that the contents omit is a section of its own: it says so, reads like front or back matter,
    or begins with an upper heading. Anything else goes on where the document before it ended."""
    text = spine.text
    start, end = next_character(text, spine.marks[file]), spine.ends[file]
    kinds = frozenset(kind for _, said in places.regions.get(start, ()) for kind in said)
    if of_kinds(kinds) is not None or of_file(file) is not None:
        return True
    if of_text(text[start:end], package.title, package.author, places.linked(start, end)) is not None:
        return True
    return _begins_with_upper_heading(spine, places, start, end)


def _begins_with_upper_heading(spine: SpineText, places: Places, start: int, end: int) -> bool:
    for block in spine.flow.blocks[places.first_block(start) : places.first_block(end)]:
        if any(map(str.isalpha, spine.text[block.start : block.end])):
            return block.kind is BlockKind.HEADING and block.level <= _UPPER_LEVELS
    return False
