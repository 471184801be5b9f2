r"""The script file: a chapter's Script as text that people edit. Tagged prose, one line per span.

    # The Storm                          a heading (`##` … `######`: deeper)
    It was a quiet evening.              no tag: the narrator
    @Jane: “Hello.”                      Jane says it; `@?Jane:` doubtful; `@?:` nobody knows who
    @Jane [letter] (whisper): My dear    a kind, a delivery
    @[silent]: 12                        in the book, not spoken
    * * *                                a scene break, as any paragraph without a letter or digit
    [pause: 1.5]  [sfx: door]  [[ … ]]   cues and notes, on lines of their own or amid the words

Neighbouring lines are one paragraph, a blank line ends it; so does going into or out of a heading. `\` before a
character makes it mean itself (`script.script_file.escapes`). Lines are split at \n only; other white space is
folded, and comes back from the stored chapter by alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from script.model import NARRATOR, Chapter, CueKind, Delivery, Kind
from script.script_file.escapes import (
    CUE_OPENS,
    escape_character,
    escape_cue,
    escape_delivery,
    escape_name,
    escape_note,
    escape_text,
    unescape,
)
from script.script_file.labelled_text import Label, LabelledSpan, Mark, Sheet, fold, sheet_of
from script.script_file.story_alignment import rebuild
from script.support.errors import EditError
from script.support.suggestions import nearest

_ORNAMENT = re.compile(r"([*#~=_+-])(?:\s*\1){2,}")
"""What parts scenes even without blank lines around it."""
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BRACKETED = re.compile(r"\[\s*(\w+)\s*(:)?[^\[\]]*\]")
_OPENING = re.compile(rf"\\.|\[\[|{CUE_OPENS}", re.DOTALL)
_NOTE_END = re.compile(r"\\.|\]\]", re.DOTALL)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_COLON = re.compile(r"(?:\\.|[^\\:])*:", re.DOTALL)
_GROUPS = re.compile(r"\\.|[(\[]", re.DOTALL)
_GROUP = re.compile(r"\s*(?:\(((?:\\.|[^\\()])*)\)|\[((?:\\.|[^\\\[\]])*)\])", re.DOTALL)
_SHOWN = 40
"""Characters of a line that a message quotes."""
_QUOTE_MARK = re.compile(r"\\.|([\"“”„«»])", re.DOTALL)


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


def format_chapter(chapter: Chapter) -> str:
    """The script file of a chapter. The same chapter gives the same text; it ends with a newline."""
    return write_sheet(sheet_of(chapter))


def parse_chapter(text: str, name: str, base: Chapter | None) -> ParsedChapter:
    """Reads a script file.

    `name` is its path as messages show it ("script/001 The Storm.txt"). From `base`, the chapter as the tagger left
    it, come white space, emphasis, block kinds, confidence and evidence where the words are the same; without it,
    everything counts as a person's. Raises `EditError` ("NAME:LINE: …").
    """
    sheet, warnings = read_sheet(text, name)
    chapter, changed_words = rebuild(sheet, base, name)
    return ParsedChapter(chapter, tuple(span.number for span in sheet.spans), warnings, changed_words)


def write_sheet(sheet: Sheet) -> str:
    """The script file that reads as `sheet`."""
    blocks: list[str] = []
    marks = list(reversed(sheet.marks))
    at = 0

    def marks_up_to(end: int) -> list[Mark]:
        found = []
        while marks and marks[-1].at <= end:
            found.append(marks.pop())
        return found

    for spans in sheet.paragraphs():
        if before := marks_up_to(at):
            blocks.append("\n".join(map(_write_mark, before)))
        lines: list[str] = []
        for span, tagged in zip(spans, _need_tags(spans), strict=True):
            lines += map(_write_mark, marks_up_to(at))
            end = at + len(span.visible)
            lines.append(_write_span(span, tagged, [replace(m, at=m.at - at) for m in marks_up_to(end - 1)]))
            at = end
        blocks.append("\n".join(lines))
    if marks:
        blocks.append("\n".join(map(_write_mark, reversed(marks))))
    return "\n\n".join(blocks) + "\n"


def _need_tags(spans: tuple[LabelledSpan, ...]) -> list[bool]:
    """Which spans of a paragraph would be read as something else without a tag."""
    breaks = Label(NARRATOR, Kind.BREAK)
    if all(span.label == breaks and not _has_word(span.text) for span in spans):
        # An ornament among others needs its tag, and beside a tag the others are read as breaks no more.
        return [len(spans) > 1 and any(_ORNAMENT.fullmatch(span.text) for span in spans)] * len(spans)
    tagged = [
        span.label != _plain(span.label.heading)
        or (not span.label.heading and _ORNAMENT.fullmatch(span.text) is not None)
        for span in spans
    ]
    if not any(tagged) and not spans[0].label.heading and not any(_has_word(span.text) for span in spans):
        tagged[0] = True
    return tagged


def _write_span(span: LabelledSpan, tagged: bool, marks: list[Mark]) -> str:
    body = _write_text(span.text, marks)
    prefix = "#" * span.label.heading + " " if span.label.heading else ""
    if tagged:
        return f"{prefix}{_write_tag(span.label)}: {body}"
    if body[0] in "@[" or _HEADING.match(body) or (prefix and _ORNAMENT.fullmatch(prefix + body)):
        body = escape_character(body[0]) + body[1:]
    return prefix + body


def _write_tag(label: Label) -> str:
    parts = []
    if label.speaker is not None and (label.speaker != NARRATOR or label.kind.spoken):
        name = escape_name(label.speaker)
        if label.speaker != NARRATOR and label.speaker.casefold() == NARRATOR:
            name = escape_character(name[0]) + name[1:]
        parts.append(name)
    if label.kind is not _usual_kind(label.speaker):
        parts.append(f"[{label.kind}]")
    if label.delivery is not None:
        delivery = escape_delivery(label.delivery)
        if label.delivery not in set(Delivery) and label.delivery.casefold() in set(Delivery):
            delivery = escape_character(delivery[0]) + delivery[1:]
        parts.append(f"({delivery})")
    return ("@?" if label.doubtful else "@") + " ".join(parts)


def _plain(heading: int) -> Label:
    """The label of a span without a tag."""
    return Label(NARRATOR, Kind.HEADING if heading else Kind.NARRATION, heading=heading)


def _usual_kind(speaker: str | None) -> Kind:
    """The kind of a tagged span that names none."""
    return Kind.NARRATION if speaker == NARRATOR else Kind.SPEECH


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _write_text(text: str, marks: list[Mark]) -> str:
    """A span's words with the marks that stand among them (`at`: visible characters of the span before it)."""
    parts = []
    start = position = seen = 0
    for mark in marks:
        while seen < mark.at:
            seen += text[position] != " "
            position += 1
        space = " " if text[position] == " " else ""
        parts += [escape_text(text[start:position]), space, _write_mark(mark)]
        start = position
    return "".join([*parts, escape_text(text[start:])])


def _write_mark(mark: Mark) -> str:
    if mark.kind is not None:
        return f"[{mark.kind}: {escape_cue(mark.value)}]"
    return f"[[ {escape_note(mark.value)} ]]" if mark.value else "[[ ]]"


def read_sheet(text: str, name: str) -> tuple[Sheet, tuple[str, ...]]:
    """What a script file says, and warnings about it. Raises `EditError` ("NAME:LINE: …")."""
    return _ScriptFileReader(name).read(text)


def rename_speakers(text: str, names: Mapping[str, str], name: str) -> str:
    """The script file with speakers under other names (old → new) in its tags: not another character is changed.

    Raises `EditError` ("NAME:LINE: …").
    """
    sheet, _ = read_sheet(text, name)
    lines = text.split("\n")
    for span in sheet.spans:
        new = names.get(span.label.speaker or "")
        if new is not None:
            lines[span.number - 1] = _with_name(lines[span.number - 1], new)
    return "\n".join(lines)


def _with_name(line: str, name: str) -> str:
    tag = line.index("@")
    colon = _COLON.match(line, tag)
    if colon is None:
        return line
    end = next((m.start() for m in _GROUPS.finditer(line, tag, colon.end() - 1) if not m[0].startswith("\\")), -1)
    end = colon.end() - 1 if end < 0 else end
    start = tag + 1
    while line[start] in " \t?":
        start += 1
    return line[:start] + escape_name(name) + line[len(line[:end].rstrip()) :]


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
        self._warnings: list[str] = []
        self._strange: dict[str, list[int]] = {}
        """Words in place of a delivery that none is, and the numbers of their lines."""

    def read(self, text: str) -> tuple[Sheet, tuple[str, ...]]:
        for number, raw in self._logical_lines(text):
            self._number = number
            line = raw.strip()
            if not line:
                self._opens = True
            elif _ORNAMENT.fullmatch(line):
                self._opens = True
                self._add(Label(NARRATOR, Kind.BREAK), fold(line), plain=True)
                self._opens = True
            else:
                heading = _HEADING.match(line)
                level = len(heading[1]) if heading else 0
                self._read_line(line[heading.end() :] if heading else line, level)
        return Sheet(tuple(self._with_breaks()), tuple(self._marks)), (*self._warnings, *self._strange_deliveries())

    def _logical_lines(self, text: str) -> Iterator[tuple[int, str]]:
        """(file line, text): a file line, with those that a note begun on it runs on through."""
        lines = text.removeprefix("\ufeff").split("\n")
        i = 0
        while i < len(lines):
            first = i
            raw = lines[i]
            i += 1
            while "[[" in raw and (opening := self._open_note(raw)) is not None:
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

    def _open_note(self, raw: str) -> int | None:
        """Where a note begins that doesn't end in `raw`."""
        at = 0
        while match := _OPENING.search(raw, at):
            at = match.end()
            if match[0] == "[[":
                end = _find(_NOTE_END, "]]", raw, at)
                if end is None:
                    return match.start()
                at = end.end()
        return None

    def _read_line(self, line: str, heading: int) -> None:
        if line.startswith("@"):
            label, body, tag = self._read_tag(line, heading)
        else:
            self._refuse_unknown_cue(line)
            label, body, tag = _plain(heading), line, ""
        pieces = list(self._pieces(body))
        text = fold("".join(unescape(piece) for piece in pieces if isinstance(piece, str)))
        if (tag or heading) and not text:
            raise self._refused(
                f'nothing is said after "{tag or "#" * heading}". Write the words on the same line, or delete the line.'
            )
        start = self._at
        seen = 0
        for piece in pieces:
            if isinstance(piece, str):
                seen += len("".join(unescape(piece).split()))
            else:
                closes = seen > 0 or not (text or self._opens)
                self._marks.append(replace(piece, at=start + seen, closes=closes))
        if text:
            self._add(label, text, plain=not tag)

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
            if all(untagged) and not spans[0].label.heading and not any(_has_word(span.text) for span in spans):
                yield from (replace(span, label=Label(NARRATOR, Kind.BREAK)) for span in spans)
            else:
                yield from spans

    def _read_tag(self, line: str, heading: int) -> tuple[Label, str, str]:
        """(label, what follows the colon, the tag as it stands there)."""
        colon = _COLON.match(line)
        if colon is None or any(match[1] for match in _QUOTE_MARK.finditer(colon[0])):
            raise self._refused(
                f'"{_shortened(line)}" has no colon after the name. Write "@Name: words", or "\\@" for an @ '
                "that is read aloud."
            )
        header = colon[0][1:-1]
        groups = next((m.start() for m in _GROUPS.finditer(header) if not m[0].startswith("\\")), len(header))
        name = header[:groups].strip()
        doubtful = name.startswith("?")
        name = fold(name.removeprefix("?"))
        speaker = NARRATOR if name.casefold() == NARRATOR else unescape(name)
        kind, delivery = self._read_groups(header, groups, colon[0])
        if not speaker and kind is not None and not kind.spoken:
            speaker = NARRATOR
        elif not speaker and not doubtful:
            raise self._refused(f'"{colon[0]}" names nobody. Write "@Name: words", or "@?: words" if nobody knows who.')
        kind = kind or _usual_kind(speaker or None)
        doubtful = kind.spoken and (doubtful or not speaker)
        label = Label(speaker or (None if kind.spoken else NARRATOR), kind, delivery, doubtful, heading)
        return label, line[colon.end() :], colon[0]

    def _read_groups(self, header: str, at: int, tag: str) -> tuple[Kind | None, str | None]:
        kind: Kind | None = None
        delivery: str | None = None
        while header[at:].strip():
            group = _GROUP.match(header, at)
            if group is None:
                raise self._refused(
                    f'"{tag}" can\'t be read: write "@Name [kind] (delivery): words", and \\ before a bracket or colon '
                    "that belongs to the name."
                )
            at = group.end()
            if group[1] is not None:
                delivery = self._read_delivery(group[1])
            else:
                kind = self._read_kind(unescape(fold(group[2])))
        return kind, delivery

    def _read_kind(self, word: str) -> Kind:
        for kind in Kind:
            if word.casefold() == kind:
                return kind
        close = nearest(word, Kind)
        hint = f"Nearest valid: [{close}]" if close else f"It is one of {', '.join(Kind)}"
        raise self._refused(f"there is no kind of line called [{word}]. {hint}.")

    def _read_delivery(self, raw: str) -> str | None:
        folded = fold(raw)
        # Only as it was typed: an escaped letter is how a word is kept that merely looks like a known one.
        if folded.casefold() in set(Delivery):
            return folded.casefold()
        delivery = unescape(folded)
        if not delivery:
            return None
        self._strange.setdefault(delivery, []).append(self._number)
        return delivery

    def _strange_deliveries(self) -> Iterator[str]:
        """A warning for each word that is no delivery, however many lines have it."""
        for delivery, (first, *others) in self._strange.items():
            close = nearest(delivery, Delivery)
            hint = f"nearest known: {close}" if close else f"known are {', '.join(Delivery)}"
            said = f"the line and {len(others)} more are" if others else "the line is"
            yield f'{self._name}:{first}: there is no delivery called "{delivery}", so {said} said plainly; {hint}.'

    def _pieces(self, body: str) -> Iterator[str | Mark]:
        """The words (still escaped) and the marks of a line; the marks' places are not known yet."""
        start = at = 0
        while match := _OPENING.search(body, at):
            at = match.end()
            if match[0].startswith("\\"):
                continue
            yield body[start : match.start()]
            if match[0] == "[[":
                end = _find(_NOTE_END, "]]", body, at)
                assert end is not None, "a logical line holds its notes whole"
                yield Mark(0, None, _note_text(body[at : end.start()]))
                at = end.end()
            else:
                close = self._cue_end(body, at)
                yield self._read_cue(match[0], body[at:close])
                at = close + 1
            start = at
        yield body[start:]

    def _cue_end(self, body: str, at: int) -> int:
        depth = 1
        for match in _BRACKET.finditer(body, at):
            depth += {"[": 1, "]": -1}.get(match[0], 0)
            if not depth:
                return match.start()
        raise self._refused(f'the cue "{_shortened(body[body.rfind("[", 0, at) :])}" never ends. Close it with ].')

    def _read_cue(self, opening: str, raw: str) -> Mark:
        kind = CueKind(opening[1:-1].strip().casefold())
        value = unescape(fold(raw))
        if not value:
            raise self._refused(f'"[{kind}: ]" says nothing. Write what is meant after the colon, or delete it.')
        return Mark(0, kind, value)

    def _refuse_unknown_cue(self, line: str) -> None:
        """Refuses a line that is most likely a misspelt cue: it would be read aloud."""
        match = _BRACKETED.fullmatch(line)
        if not match:
            return
        word = match[1]
        known = word.casefold() in set(CueKind)
        if match[2] and not known:
            close = nearest(word, CueKind)
            hint = f"Nearest valid: [{close}: …]" if close else f"There are {', '.join(CueKind)}"
            raise self._refused(
                f'there is no cue called "{word}". {hint}; to have the line read aloud, write \\[ for its [.'
            )
        if not match[2] and known:
            raise self._refused(
                f'"{_shortened(line)}" has no colon: write [{word.casefold()}: …]; to have the line read aloud, '
                "write \\[ for its [."
            )

    def _warn(self, sentence: str) -> None:
        self._warnings.append(f"{self._name}:{self._number}: {sentence}")

    def _refused(self, sentence: str) -> EditError:
        return EditError(f"{self._name}:{self._number}: {sentence}")


def _find(pattern: re.Pattern[str], wanted: str, text: str, at: int) -> re.Match[str] | None:
    """The first match that is `wanted`, not an escape."""
    return next((match for match in pattern.finditer(text, at) if match[0] == wanted), None)


def _note_text(raw: str) -> str:
    """A note's words: line breaks and indentation kept, white space at the ends of lines not."""
    return unescape("\n".join(line.rstrip() for line in raw.split("\n")).strip())


def _shortened(line: str) -> str:
    folded = fold(line)
    return folded if len(folded) <= _SHOWN else folded[: _SHOWN - 1] + "…"
