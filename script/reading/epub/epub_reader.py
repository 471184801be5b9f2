"""EPUB 2 and 3 → Story: the documents of the spine in reading order, cut into sections by the contents table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from script.reading.collected_story import Told, collected_story
from script.reading.collected_text import Flow
from script.reading.epub.contents_cuts import SpineText, cuts_by_contents
from script.reading.epub.package_document import Package, read_cover, read_document, read_package, read_source
from script.reading.epub.zip_archive import Archive
from script.reading.html.element_meaning import only_notes
from script.reading.html.html_tree import find, language_of, parse_xml
from script.reading.html.html_walk import walk
from script.reading.pronunciation_lexicon import Lexeme, lexemes
from script.story import RESPELLING, Pronunciation, Story
from script.support.errors import StoryError
from script.text.language import tidy_language


def read_epub(path: Path) -> Story:
    """The Story of an EPUB. Raises StoryError when it is damaged, protected, unsafe, or holds no text."""
    with Archive(path) as archive:
        package = read_package(archive)
        spine, warnings = _poured(archive, package)
        cuts, wrong = cuts_by_contents(archive, package, spine)
        if not spine.flow.blocks:
            raise StoryError(f"{path} holds no words: nothing in it can be read aloud.")
        return collected_story(
            spine.text,
            spine.flow,
            cuts,
            Told(package.title, package.author, package.language),
            lexicon=_pronunciations(archive, package),
            cover=read_cover(archive, package),
            warnings=(*package.warnings, *warnings, *wrong),
        )


def _poured(archive: Archive, package: Package) -> tuple[SpineText, list[str]]:
    """The documents of the spine as one text, and warnings about those that had to be repaired."""
    flow = Flow()
    marks: dict[str, int] = {}
    warnings: list[str] = []
    for item, _ in package.spine:
        if item.file in marks:
            continue
        root, warning = read_document(archive, item.file)
        if warning:
            warnings.append(warning)
        marks[item.file] = flow.length
        body = next(find(root, "body"), root)
        walk(body, flow, item.file, keep_notes=only_notes(body))
    ends = dict(zip(marks, [*list(marks.values())[1:], flow.length], strict=False))
    return SpineText(flow.text(), flow, marks, ends), warnings


def _pronunciations(archive: Archive, package: Package) -> Iterator[Pronunciation]:
    """What the book's pronunciation lexicons (W3C PLS 1.0) say of its language's words."""
    for item in package.items.values():
        if item.media_type != "application/pls+xml" or not item.file:
            continue
        try:
            root = parse_xml(read_source(archive, item.file))
        except etree.XMLSyntaxError:
            continue
        language = tidy_language(language_of(root))
        # Words of another language that the book quotes look like words of its own.
        if not language or not package.language or language.partition("-")[0] == package.language.partition("-")[0]:
            for lexeme in lexemes(root):
                yield from _pronunciations_of(lexeme)


def _pronunciations_of(lexeme: Lexeme) -> Iterator[Pronunciation]:
    said = [*lexeme.phonemes, *((alias, RESPELLING) for alias in lexeme.aliases)]
    if said:
        phoneme, alphabet = said[0]
        yield from (Pronunciation(word, phoneme, alphabet) for word in lexeme.graphemes)
