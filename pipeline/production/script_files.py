"""The production as people left it: script files parsed, with what the tagger said of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.disk.sealed_text import DamagedError, payload_of, sealed
from pipeline.production.chapter_matching import TaggedChapter
from script.model import BlockKind, Chapter, Character, Kind, Line, Script
from script.script_file.json_form import SerialError, dump_script, load_script
from script.script_file.script_parser import ParsedChapter, cue_numbers_of, parse_chapter, read_sheet
from script.script_file.script_writer import format_chapter
from script.script_file.speaker_renaming import rename_speakers
from script.script_file.spoken_cues import with_spoken_cues
from script.text.visible_text import word_before
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
    cue_numbers: tuple[int, ...] = ()
    """The file's line, from 1, of each of `chapter.cues`."""

    @property
    def address(self) -> str:
        return f"script/{self.file}"

    def titled(self, title: str) -> EditedChapter:
        """The same under a title."""
        return replace(self, chapter=replace(self.chapter, title=title))

    def said_by(self, lexicon: Lexicon) -> EditedChapter:
        """The same with how words are said in it."""
        return replace(self, lexicon=lexicon)

    def as_heard(self) -> EditedChapter:
        """The same with the words that its cues say as lines of it (`script.script_file.spoken_cues`)."""
        heard = with_spoken_cues(self.chapter)
        if heard.chapter is self.chapter:
            return self
        numbers = (self.cue_numbers[at] if of_cue else self.numbers[at] for of_cue, at in heard.origins)
        return replace(self, chapter=heard.chapter, numbers=tuple(numbers))

    def text_of(self, line: Line) -> str:
        return self.chapter.text[line.start : line.end]

    def text_of_lines(self, lines: Sequence[Line], heard: Collection[Line]) -> tuple[str, tuple[int, ...]]:
        """The text of those of a paragraph's neighbouring `lines` that are `heard`; where in it each of them begins.

        Silent marks between them part nothing, not even a word. Lines side by side are never one word, nor what stands
        on both sides of a line that nobody can say ("—").
        """
        text = ""
        starts: list[int] = []
        spaces, between = "", set[Kind]()
        end = lines[0].start if lines else 0
        for line in lines:
            spaces += self.chapter.text[end : line.start]
            end = line.end
            if line not in heard:
                between.add(line.kind)
                continue
            if starts:
                text += one_space(spaces) or ("" if between == {Kind.SILENT} else " ")
            starts.append(len(text))
            text += self.text_of(line)
            spaces, between = "", set()
        return text, tuple(starts)

    def printed(self) -> Iterator[Printed]:
        """What is heard of each paragraph, as `voices.saying.utterance.said_for` is given it where one voice says it
        all."""
        for paragraph in self.chapter.paragraphs:
            spoken = {line for line in paragraph.lines if line.kind.spoken}
            if spoken:
                text, _ = self.text_of_lines(paragraph.lines, spoken)
                yield text, paragraph.kind is BlockKind.HEADING, paragraph.kind is BlockKind.VERSE

    def pronunciations_of(self, line: Line) -> tuple[tuple[int, int, str], ...]:
        """(start, end, IPA) for the stretches of the line's text that the source says how to pronounce."""
        said = self.chapter.pronunciations
        if not said:
            return ()
        first, last = (bisect_left(said, (offset,)) for offset in (line.start, line.end))
        return tuple(
            (start - line.start, end - line.start, ipa) for start, end, ipa in said[first:last] if end <= line.end
        )

    def readings_of(self, line: Line) -> tuple[tuple[int, int, str], ...]:
        """(start, end, as a person wrote it) for the words of the line's text that a person says how to say."""
        readings = self.chapter.readings
        if not readings:
            return ()
        first, last = (bisect_right(readings, at, key=lambda reading: reading.at) for at in (line.start, line.end))
        text = self.text_of(line)
        ends = [(reading.at - line.start, reading.said) for reading in readings[first:last]]
        return tuple((word_before(text[:end]) or 0, end, said) for end, said in ends)


def one_space(spaces: str) -> str:
    """What is left of white space between two lines: a line's end, a space or none."""
    return "\n" if "\n" in spaces else " " if spaces else ""


@dataclass(frozen=True, slots=True)
class Edited:
    """All chapters of the book."""

    chapters: tuple[EditedChapter, ...]
    tagged: Script | None
    """The tagger's last result."""
    warnings: tuple[str, ...]
    people: tuple[Character, ...] = ()
    """What voices.toml tells of characters: they have their names here."""


def told_people(voices: str | None) -> tuple[Character, ...]:
    """What voices.toml (None: there is none) tells of characters. Raises `EditError`."""
    return parse_people(voices, name=FILE) if voices is not None else ()


def renamed_texts(texts: Mapping[str, str], people: Sequence[Character], folder: str) -> dict[str, str]:
    """Script files with the characters under the names that they are to have. Raises `EditError`."""
    names = shown_names(people)
    if not names:
        return dict(texts)
    return {file: rename_speakers(text, names, f"{folder}/{file}") for file, text in texts.items()}


def dump_tagged(kind: str, script: Script) -> str:
    """A Script as the text of its file, for `parse_tagged`; `kind` is what it is to the production."""
    return sealed(kind, dump_script(script))


def parse_tagged(kind: str, text: str) -> Script:
    """A Script that was kept as `text`. Raises `DamagedError`."""
    try:
        return load_script(payload_of(kind, text))
    except SerialError as error:
        raise DamagedError(str(error)) from error


def known_chapters(files: tuple[str, ...], tagged: Script | None) -> tuple[TaggedChapter, ...] | None:
    """The tagger's chapters with their files' names; None where they don't fit together."""
    if tagged is None or len(files) != len(tagged.chapters):
        return None
    return tuple(TaggedChapter(file, chapter) for file, chapter in zip(files, tagged.chapters, strict=True))


def with_titles(chapters: Sequence[EditedChapter], book: str, *, of: int) -> tuple[EditedChapter, ...]:
    """The chapters with a title each: one without gets its number, or, if it is the one `of` one, the `book`'s."""
    return tuple(
        item if item.chapter.title.strip() else item.titled(book if of == 1 else f"Chapter {item.chapter.number}")
        for item in chapters
    )


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
        chapters.append(
            EditedChapter(
                file=name,
                chapter=chapter,
                numbers=parsed.numbers,
                base=bases.get(name),
                changed_words=parsed.changed_words,
                cue_numbers=parsed.cue_numbers,
            )
        )
        warnings += parsed.warnings
    return tuple(chapters), tuple(warnings)


def _parsed(text: str, name: str, base: Chapter | None) -> ParsedChapter:
    if base is not None and text == format_chapter(base):
        # Most files of a book are as the tagger wrote them: aligning them with the base would find the base.
        sheet, warnings = read_sheet(text, name)
        return ParsedChapter(base, tuple(span.number for span in sheet.spans), warnings, 0, cue_numbers_of(sheet))
    return parse_chapter(text, name, base)


def words_by_speaker(chapters: Collection[EditedChapter]) -> dict[str | None, tuple[int, int]]:
    """(lines, words) that each speaker says, in the order they first speak; None: nobody knows who."""
    lines: Counter[str | None] = Counter()
    words: Counter[str | None] = Counter()
    for edited in chapters:
        heard = edited.as_heard()
        for line in heard.chapter.lines:
            if line.kind.spoken:
                lines[line.speaker] += 1
                words[line.speaker] += len(heard.text_of(line).split())
    return {speaker: (count, words[speaker]) for speaker, count in lines.items()}
