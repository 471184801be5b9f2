r"""Reads script files. The script file is a chapter's Script as text that people edit: tagged prose, one line per span.

    # The Storm                          a heading (`##` … `######`: deeper)
    It was a quiet evening.              no tag: the narrator
    @Jane: “Hello.”                      Jane says it; `@?Jane:` doubtful; `@?:` nobody knows who
    @Jane [letter] (whisper): My dear    a kind, a delivery
    @[silent]: 12                        in the book, not spoken
    * * *                                a scene break, as any paragraph without a letter or digit
    [pause: 1.5]  [sfx: door]  [[ … ]]   cues and notes, on lines of their own or amid the words
    [say @Jane (whisper): The end.]      a cue that is spoken; without a name by the narrator
    He had read[as: red] the letter.     a reading: how the word before it is said this once

Neighbouring lines are one paragraph, a blank line ends it; so does going into or out of a heading. `\` before a
character makes it mean itself (`script.script_file.escapes`). Lines are split at \n only; other white space is
folded, and comes back from the stored chapter by alignment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from script.model import NARRATOR, Chapter, CueKind, Delivery, Kind
from script.script_file.cue_syntax import (
    open_note,
    refuse_misspelt_cue,
    word_of,
    words_and_marks,
    write_mark,
)
from script.script_file.escapes import unescape
from script.script_file.line_syntax import HEADING, ORNAMENT, LineSyntaxError, plain_label, read_tag
from script.script_file.script_sheet import Label, LabelledSpan, Mark, Sheet, fold, in_order
from script.script_file.story_alignment import rebuild
from script.support.errors import EditError
from script.support.suggestions import nearest
from script.text.visible_text import has_word


@dataclass(frozen=True, slots=True)
class ParsedChapter:
    """A script file, read."""

    chapter: Chapter
    numbers: tuple[int, ...]
    """1-based file line of each of `chapter.lines`."""
    warnings: tuple[str, ...]
    """Sentences for the person, each with its address."""
    changed_words: int
    """How many words differ from the stored chapter's; 0 without one."""
    cue_numbers: tuple[int, ...] = ()
    """1-based file line of each of `chapter.cues`."""


def parse_chapter(text: str, name: str, base: Chapter | None) -> ParsedChapter:
    """Reads a script file.

    `name` is its path as messages show it ("script/001 The Storm.txt"). From `base`, the chapter as the tagger left
    it, come white space, emphasis, block kinds, confidence and evidence where the words are the same; without it,
    everything counts as a person's. Raises `EditError` ("NAME:LINE: …").
    """
    sheet, warnings = read_sheet(text, name)
    chapter, changed_words = rebuild(sheet, base, name)
    return ParsedChapter(
        chapter, tuple(span.number for span in sheet.spans), warnings, changed_words, cue_numbers_of(sheet)
    )


def cue_numbers_of(sheet: Sheet) -> tuple[int, ...]:
    """The file line of each cue, in their order."""
    return tuple(mark.number for mark in sheet.marks if isinstance(mark.kind, CueKind))


def read_sheet(text: str, name: str) -> tuple[Sheet, tuple[str, ...]]:
    """What a script file says, and warnings about it. Raises `EditError` ("NAME:LINE: …")."""
    return _ScriptFileReader(name).read(text)


class _ScriptFileReader:
    """Reads one file; keeps what it has found so far."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._number = 0
        self._at = 0
        self._opens = True
        self._heading = 0
        self._spans: list[LabelledSpan] = []
        self._plain: list[bool] = []
        """For each span, whether it stands there without a tag."""
        self._marks: list[Mark] = []
        self._strange: dict[str, list[int]] = {}
        """Words in place of a delivery that none is, and the numbers of their lines."""

    def read(self, text: str) -> tuple[Sheet, tuple[str, ...]]:
        for number, raw in self._logical_lines(text):
            self._number = number
            try:
                self._read_line(raw.strip())
            except LineSyntaxError as error:
                raise EditError(f"{self._name}:{number}: {error}") from error
        return Sheet(tuple(self._with_breaks()), in_order(self._marks)), tuple(self._warnings())

    def _logical_lines(self, text: str) -> Iterator[tuple[int, str]]:
        """(file line, text): a file line, with those that a note begun on it runs on through."""
        lines = text.removeprefix("\ufeff").split("\n")
        i = 0
        while i < len(lines):
            first = i
            raw = lines[i]
            i += 1
            while "[[" in raw and (opening := open_note(raw)) is not None:
                more = next((k for k in range(i, len(lines)) if "]]" in lines[k]), None)
                if more is None:
                    number = first + 1 + raw.count("\n", 0, opening)
                    raise EditError(
                        f"{self._name}:{number}: the note that begins here never ends. Close it with ]], or write \\[[ "
                        "for brackets that are read aloud."
                    )
                raw = "\n".join([raw, *lines[i : more + 1]])
                i = more + 1
            yield first + 1, raw

    def _read_line(self, line: str) -> None:
        if not line:
            self._opens = True
        elif ORNAMENT.fullmatch(line):
            self._opens = True
            self._add(Label(NARRATOR, Kind.BREAK), fold(line), plain=True)
            self._opens = True
        elif heading := HEADING.match(line):
            self._read_words(line[heading.end() :], len(heading[1]))
        else:
            self._read_words(line, 0)

    def _read_words(self, line: str, heading: int) -> None:
        label, body, tag = plain_label(heading), line, ""
        if line.startswith("@"):
            tagged = read_tag(line, heading)
            label, body, tag = tagged.label, tagged.body, tagged.tag
            for delivery in tagged.strange_deliveries:
                self._strange.setdefault(delivery, []).append(self._number)
        else:
            refuse_misspelt_cue(line)
        pieces = [unescape(piece) if isinstance(piece, str) else piece for piece in words_and_marks(body)]
        marks = [piece for piece in pieces if isinstance(piece, Mark)]
        text = fold("".join(piece for piece in pieces if isinstance(piece, str)))
        if tag and not text and (said := next((mark for mark in marks if mark.kind is CueKind.SAY), None)):
            raise LineSyntaxError(
                f'"{tag}" has no words of the story. Who says a cue stands in it: '
                f'"{write_mark(replace(said, speaker=label.speaker, delivery=label.delivery))}".'
            )
        if (tag or heading) and not text:
            raise LineSyntaxError(
                f'nothing is said after "{tag or "#" * heading}". Write the words on the same line, or delete the line.'
            )
        self._place_marks(pieces, alone=not text)
        if text:
            self._add(label, text, plain=not tag)

    def _place_marks(self, pieces: list[str | Mark], *, alone: bool) -> None:
        """Keeps a line's marks. `alone`: there are no words on it."""
        before = ""
        for number, piece in enumerate(pieces):
            if isinstance(piece, str):
                before += piece
                continue
            at = self._at + len("".join(before.split()))
            if piece.hangs:
                after = "".join(words for words in pieces[number:] if isinstance(words, str))
                word = word_of(piece, before, after)
                if any(mark.hangs and mark.at > at - len(word) for mark in self._marks):
                    raise LineSyntaxError(f'"{write_mark(piece)}" is the second for its word. Keep one of them.')
            elif piece.delivery is not None and piece.delivery not in set(Delivery):
                self._strange.setdefault(piece.delivery, []).append(self._number)
            closes = bool(before.strip()) or (alone and not self._opens)
            self._marks.append(replace(piece, at=at, closes=closes, number=self._number))

    def _add(self, label: Label, text: str, *, plain: bool) -> None:
        opens = self._opens or label.heading != self._heading
        span = LabelledSpan(label, text, opens, self._number)
        self._spans.append(span)
        self._plain.append(plain)
        self._at += len(span.visible)
        self._opens = False
        self._heading = label.heading

    def _with_breaks(self) -> Iterator[LabelledSpan]:
        """The spans; paragraphs without a tag, a letter or a digit are breaks."""
        plain = iter(self._plain)
        for spans in Sheet(tuple(self._spans), ()).paragraphs():
            untagged = [next(plain) for _ in spans]
            if all(untagged) and not spans[0].label.heading and not any(has_word(span.text) for span in spans):
                yield from (replace(span, label=Label(NARRATOR, Kind.BREAK)) for span in spans)
            else:
                yield from spans

    def _warnings(self) -> Iterator[str]:
        """A warning for each word that is no delivery, however many lines have it."""
        for delivery, (first, *others) in self._strange.items():
            close = nearest(delivery, Delivery)
            hint = f"nearest known: {close}" if close else f"known are {', '.join(Delivery)}"
            said = f"the line and {len(others)} more are" if others else "the line is"
            yield f'{self._name}:{first}: there is no delivery called "{delivery}", so {said} said plainly; {hint}.'
