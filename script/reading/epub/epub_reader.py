"""EPUB 2 and 3 → Story: the documents of the spine in reading order, cut into sections by the contents table."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from script.model import BlockKind
from script.reading.collected_text import Flow, next_character, scene_breaks
from script.reading.epub.package_document import (
    ContentsEntry,
    Package,
    read_contents,
    read_cover,
    read_document,
    read_landmarks,
    read_package,
    read_source,
)
from script.reading.epub.zip_archive import Archive
from script.reading.front_and_back_matter import of_file, of_kinds, of_text
from script.reading.html.element_meaning import only_notes
from script.reading.html.html_tree import find, parse_xml
from script.reading.html.html_walk import walk
from script.reading.html.page_reader import all_styles, settled_pronunciations
from script.reading.sections import Cut, cuts_by_headings, make_sections
from script.story import RESPELLING, Pronunciation, Story
from script.support.errors import StoryError
from script.text.language import tidy_language

_UPPER_LEVELS = 3
"""Heading levels that begin a section of their own where the contents leave a document out."""
_NOT_SECTIONS = frozenset({"text", "bodymatter", "start", "other", "frontmatter", "backmatter", "toc-brief"})


def read_epub(path: Path) -> Story:
    """The Story of an EPUB. Raises StoryError when it is damaged, protected, unsafe, or holds no text."""
    with Archive(path) as archive:
        package = read_package(archive)
        flow = Flow()
        marks: dict[str, int] = {}
        warnings = list(package.warnings)
        for item, _ in package.spine:
            if item.file in marks:
                continue
            root, warning = read_document(archive, item.file)
            if warning:
                warnings.append(warning)
            marks[item.file] = flow.length
            body = next(find(root, "body"), root)
            walk(body, flow, item.file, keep_notes=only_notes(body))
        text = flow.text()
        entries = read_contents(archive, package)
        cuts, wrong = _cuts(archive, package, flow, text, marks, entries)
        sections, blocks = make_sections(text, flow, cuts, package.title, package.author)
        if not sections:
            raise StoryError(f"{path} holds no words: nothing in it can be read aloud.")
        flow.blocks = blocks
        return Story(
            title=package.title,
            author=package.author,
            language=package.language,
            text=text,
            sections=tuple(sections),
            blocks=tuple(blocks),
            styles=all_styles(text, flow),
            anchors=tuple(flow.anchors),
            pronunciations=(*_lexicons(archive, package), *settled_pronunciations(text, flow)),
            left_out=tuple(flow.left_out),
            scene_breaks=scene_breaks(text, flow, frozenset(section.start for section in sections)),
            cover=read_cover(archive, package),
            warnings=(*warnings, *wrong),
        )


def _cuts(
    archive: Archive, package: Package, flow: Flow, text: str, marks: dict[str, int], entries: list[ContentsEntry]
) -> tuple[list[Cut], list[str]]:
    """Where sections start, and warnings about contents that lead nowhere."""
    warnings: list[str] = []
    wanted: list[tuple[int, ContentsEntry]] = []
    full = {file: at for file in marks if (at := _first_character(flow, text, marks, file, marks[file])) >= 0}
    for entry in entries:
        if entry.file in marks:
            mark = flow.ids.get((entry.file, entry.fragment)) if entry.fragment else marks[entry.file]
            if mark is None:
                warnings.append(
                    f"The contents lead to a place that {entry.file} doesn't have (#{entry.fragment}): "
                    f"“{entry.title}” starts with the file."
                )
                mark = marks[entry.file]
            at = _first_character(flow, text, marks, entry.file, mark)
            if at >= 0:
                wanted.append((at, entry))
        elif entry.file != package.navigation or not entry.file:
            warnings.append(
                f"The contents name “{entry.title}”, but {entry.href or 'its place'} is not in the book's reading "
                f"order."
            )
    if not wanted and len(full) <= 1:
        return cuts_by_headings(text, flow)[0] or [Cut(0)], warnings
    landmarks: dict[int, set[str]] = {}
    for kind, file, fragment in read_landmarks(archive, package):
        if file in full and kind not in _NOT_SECTIONS:
            at = _first_character(flow, text, marks, file, flow.ids.get((file, fragment), marks[file]))
            landmarks.setdefault(at, set()).add(kind)
    linear = {item.file: in_order for item, in_order in package.spine}
    wanted.sort(key=lambda pair: pair[0])
    depths = {at: entry.depth for at, entry in wanted}
    cuts = [
        Cut(
            at,
            entry.title,
            entry.depth,
            frozenset(landmarks.get(at, ())),
            entry.file if full[entry.file] == at else "",
            linear=linear[entry.file],
        )
        for at, entry in wanted
    ]
    depth = 1
    for file, at in full.items():
        if at in depths:
            depth = depths[at]
            continue
        kinds = frozenset(landmarks.get(at, ()))
        before_all = not wanted or at < wanted[0][0]
        if before_all or kinds or not linear[file] or _starts_a_section(flow, text, marks, file, package):
            cuts.append(Cut(at, "", 1 if before_all else depth, kinds, file, linear=linear[file]))
    return sorted(cuts, key=lambda cut: cut.mark), warnings


def _first_character(flow: Flow, text: str, marks: dict[str, int], file: str, at: int) -> int:
    """The first character at or after `at` that is still in `file`; -1 when nothing follows there."""
    found = next_character(text, at)
    return found if found < _end_of(flow, marks, file) else -1


def _end_of(flow: Flow, marks: dict[str, int], file: str) -> int:
    """Where the document after `file` begins."""
    files = list(marks)
    after = files.index(file) + 1
    return marks[files[after]] if after < len(files) else flow.length


def _starts_a_section(flow: Flow, text: str, marks: dict[str, int], file: str, package: Package) -> bool:
    """Whether a document that the contents omit is a section of its own: it says so, reads like front or back matter,
    or begins with an upper heading. Anything else goes on where the document before it ended."""
    start, end = next_character(text, marks[file]), _end_of(flow, marks, file)
    kinds = {kind for region in flow.regions if next_character(text, region.start) == start for kind in region.kinds}
    if of_kinds(frozenset(kinds)) is not None or of_file(file) is not None:
        return True
    linked = sum(to - at for at, to in flow.links if start <= at and to <= end)
    if of_text(text[start:end], package.title, package.author, linked) is not None:
        return True
    inside = (block for block in flow.blocks if start <= block.start < end)
    block = next((block for block in inside if any(map(str.isalpha, text[block.start : block.end]))), None)
    return block is not None and block.kind is BlockKind.HEADING and block.level <= _UPPER_LEVELS


def _lexicons(archive: Archive, package: Package) -> list[Pronunciation]:
    """The entries of the book's pronunciation lexicons (W3C PLS 1.0)."""
    found: list[Pronunciation] = []
    for item in package.items.values():
        if item.media_type != "application/pls+xml" or not item.file:
            continue
        try:
            root = parse_xml(read_source(archive, item.file))
        except etree.XMLSyntaxError:
            continue
        language = tidy_language(root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
        if language and package.language and language.partition("-")[0] != package.language.partition("-")[0]:
            # For the words of another language in the book, which look like words of this one.
            continue
        for lexeme in find(root, "lexeme"):
            said = next(find(lexeme, "phoneme"), None)
            alphabet = RESPELLING
            if said is None:
                said = next(find(lexeme, "alias"), None)
            else:
                alphabet = said.get("alphabet") or root.get("alphabet") or "ipa"
            if said is not None:
                found += [
                    Pronunciation(" ".join((grapheme.text or "").split()), (said.text or "").strip(), alphabet)
                    for grapheme in find(lexeme, "grapheme")
                ]
    return found
