"""The production as people left it: script files parsed, with what the tagger said of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.disk.files import read_text
from pipeline.production.chapter_matching import TaggedChapter, find_renamed
from pipeline.production.lexicon_files import book_lexicon
from pipeline.production.production import Production, Record, load_record
from script.model import BlockKind, Chapter, Character, Line, Script
from script.people.character_renaming import rename_in_script
from script.script_file.json_form import load_script
from script.script_file.text_form import ParsedChapter, format_chapter, parse_chapter, read_sheet, rename_speakers
from script.support.errors import MakeAudioError
from voices.cast.character_entries import parse_people, shown_names
from voices.cast.voices_file import FILE
from voices.lexicon.entries import NO_WORDS, Lexicon, Printed


@dataclass(frozen=True, slots=True)
class EditedChapter:
    """A script file, read."""

    file: str
    chapter: Chapter
    """As the file says; `number` is its place among the files."""
    numbers: tuple[int, ...]
    """The file's line, from 1, of each of `chapter.lines`."""
    base: Chapter | None
    """As the tagger left it; None for a chapter of the person's own."""
    changed_words: int = 0
    """Words that are not as the tagger left them."""
    lexicon: Lexicon = NO_WORDS
    """How words are said in it."""

    @property
    def address(self) -> str:
        return f"script/{self.file}"

    def text_of(self, line: Line) -> str:
        return self.chapter.text[line.start : line.end]

    def printed(self) -> Iterator[Printed]:
        """The lines that are heard, as `voices.saying.utterance.utterance_for` is given them."""
        for paragraph in self.chapter.paragraphs:
            heading, verse = paragraph.kind is BlockKind.HEADING, paragraph.kind is BlockKind.VERSE
            for line in paragraph.lines:
                if line.kind.spoken:
                    yield self.text_of(line), heading, verse

    def pronunciations_of(self, line: Line) -> tuple[tuple[int, int, str], ...]:
        """(start, end, IPA) for the stretches of the line's text that the source says how to pronounce."""
        said = self.chapter.pronunciations
        if not said:
            return ()
        first, last = (bisect_left(said, (offset,)) for offset in (line.start, line.end))
        return tuple(
            (start - line.start, end - line.start, ipa) for start, end, ipa in said[first:last] if end <= line.end
        )


@dataclass(frozen=True, slots=True)
class Edited:
    """All chapters of the book."""

    chapters: tuple[EditedChapter, ...]
    tagged: Script | None
    """The tagger's last result."""
    warnings: tuple[str, ...]
    people: tuple[Character, ...] = ()
    """What voices.toml tells of characters: they have their names here."""


def voices_text(production: Production) -> str | None:
    """voices.toml; None where there is none yet. Raises `DiskError`."""
    return read_text(production.voices_file) if production.voices_file.is_file() else None


def told_people(voices: str | None) -> tuple[Character, ...]:
    """What voices.toml (None: there is none) tells of characters. Raises `EditError`."""
    return parse_people(voices, name=FILE) if voices is not None else ()


def renamed_texts(texts: Mapping[str, str], people: Sequence[Character], folder: str) -> dict[str, str]:
    """Script files with the characters under the names that they are to have. Raises `EditError`."""
    names = shown_names(people)
    if not names:
        return dict(texts)
    return {file: rename_speakers(text, names, f"{folder}/{file}") for file, text in texts.items()}


def script_texts(production: Production) -> dict[str, str]:
    """The script files by name, in order. Raises `DiskError` for one that can't be read."""
    return _texts(production.script_folder)


def parked_texts(production: Production) -> dict[str, str]:
    """The files of chapters that are not in the book now, by name. Raises `DiskError`."""
    return _texts(production.parked_folder)


def load_tagged(path: Path) -> Script | None:
    """A Script that was kept in a file; None where there is none, or a damaged one: all counts as a person's."""
    if not path.is_file():
        return None
    try:
        return load_script(read_text(path))
    except MakeAudioError:
        return None


def known_chapters(files: tuple[str, ...], tagged: Script | None) -> tuple[TaggedChapter, ...] | None:
    """The tagger's chapters with their files' names; None where they don't fit together."""
    if tagged is None or len(files) != len(tagged.chapters):
        return None
    return tuple(TaggedChapter(file, chapter) for file, chapter in zip(files, tagged.chapters, strict=True))


def load_edited(production: Production, title: str, *, only: Collection[int] | None = None) -> Edited:
    """Reads the script files; with `only`, those of these chapters alone. `title` is the book's: a story that is one
    chapter without a heading is called by it.

    Raises `EditError` ("script/NAME:LINE: …", "lexicon.toml:LINE: …") and `DiskError`.
    """
    record: Record | None = load_record(production)
    people = told_people(voices_text(production))
    tagged = load_tagged(production.base_file)
    if tagged is not None:
        tagged = rename_in_script(tagged, people)
    known = known_chapters(record.files, tagged) if record else None
    texts = renamed_texts(script_texts(production), people, production.script_folder.name)
    bases = {}
    if known:
        where = find_renamed(known, texts)
        bases = {where[item.file]: item.base for item in known if item.file in where}
    chapters, warnings = parse_chapters(texts, bases, only=only)
    named = (
        replace(
            item, chapter=replace(item.chapter, title=title if len(texts) == 1 else f"Chapter {item.chapter.number}")
        )
        if not item.chapter.title.strip()
        else item
        for item in chapters
    )
    lexicon = book_lexicon(production.lexicon_file, tagged)
    return Edited(tuple(replace(item, lexicon=lexicon) for item in named), tagged, warnings, people)


def parse_chapters(
    texts: Mapping[str, str],
    bases: Mapping[str, Chapter],
    *,
    only: Collection[int] | None = None,
    folder: str = "script",
) -> tuple[tuple[EditedChapter, ...], tuple[str, ...]]:
    """The chapters of script files (name → text) in the order of their names, and warnings about them.

    `bases` are the tagger's chapters by file name; `folder` is where the files are. Raises `EditError`.
    """
    chapters: list[EditedChapter] = []
    warnings: list[str] = []
    for number, name in enumerate(sorted(texts), 1):
        if only is not None and number not in only:
            continue
        parsed = _parsed(texts[name], f"{folder}/{name}", bases.get(name))
        chapter = replace(parsed.chapter, number=number)
        chapters.append(EditedChapter(name, chapter, parsed.numbers, bases.get(name), parsed.changed_words))
        warnings += parsed.warnings
    return tuple(chapters), tuple(warnings)


def _parsed(text: str, name: str, base: Chapter | None) -> ParsedChapter:
    if base is not None and text == format_chapter(base):
        # Most files of a book are as the tagger wrote them: aligning them with the base would find the base.
        sheet, warnings = read_sheet(text, name)
        return ParsedChapter(base, tuple(span.number for span in sheet.spans), warnings, 0)
    return parse_chapter(text, name, base)


def words_by_speaker(chapters: Collection[EditedChapter]) -> dict[str | None, tuple[int, int]]:
    """(lines, words) that each speaker says, in the order they first speak; None: nobody knows who."""
    lines: Counter[str | None] = Counter()
    words: Counter[str | None] = Counter()
    for edited in chapters:
        for line in edited.chapter.lines:
            if line.kind.spoken:
                lines[line.speaker] += 1
                words[line.speaker] += len(edited.text_of(line).split())
    return {speaker: (count, words[speaker]) for speaker, count in lines.items()}


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {path.name: read_text(path) for path in sorted(folder.glob("*.txt")) if not path.name.startswith(".")}
