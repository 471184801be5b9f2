"""How cues, notes and readings stand in a script file: `[pause: 1.5]` and `[[ … ]]`, on lines of their own or amid the
words, `read[as: red]` behind its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from script.model import NARRATOR, CueKind, Kind
from script.script_file.escapes import MARK_OPENS, READING, READING_WITHOUT_COLON, escape_cue, escape_note, unescape
from script.script_file.line_syntax import LineSyntaxError, plain_label, read_tag, shortened, with_name, write_tag
from script.script_file.script_sheet import Hanging, Label, Mark, fold
from script.support.suggestions import nearest
from script.text.visible_text import word_before, word_goes_on

_MARK = re.compile(MARK_OPENS)
_OPENING = re.compile(rf"\\.|\[\[|{MARK_OPENS}", re.DOTALL)
_WITHOUT_COLON = re.compile(rf"{READING_WITHOUT_COLON}([^\[\]]*)\]")
_NOTE_END = re.compile(r"\\.|\]\]", re.DOTALL)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_BESIDE_WORDS = " .,;:!?…\"'“”‘’«»()[]—–-"
"""What may stand between a word and a reading that was meant for it."""
_BRACKETED = re.compile(r"\[\s*(\w+)\s*(:)?[^\[\]]*\]")


def write_mark(mark: Mark) -> str:
    """The cue, note or reading as it stands in a file."""
    if mark.kind is not None:
        return f"[{mark.kind}{_written_speaker(mark)}: {escape_cue(mark.value)}]"
    return f"[[ {escape_note(mark.value)} ]]" if mark.value else "[[ ]]"


def _written_speaker(mark: Mark) -> str:
    if mark.speaker is None and mark.delivery is None:
        return ""
    kind = Kind.NARRATION if mark.speaker is None else Kind.SPEECH
    return f" {write_tag(Label(mark.speaker or NARRATOR, kind, mark.delivery))}"


def open_note(raw: str) -> int | None:
    """Where a note begins that doesn't end in `raw`."""
    at = 0
    while match := _OPENING.search(raw, at):
        at = match.end()
        if match[0] == "[[":
            end = _note_end(raw, at)
            if end is None:
                return match.start()
            at = end.end()
    return None


def words_and_marks(body: str) -> Iterator[str | Mark]:
    """The words (still escaped) and the cues, notes and readings of a line, in order.

    The line holds its notes whole; where each mark belongs (`Mark.at`) is not known yet. Raises `LineSyntaxError`.
    """
    start = at = 0
    while match := _OPENING.search(body, at):
        at = match.end()
        if match[0].startswith("\\"):
            continue
        yield _plain_words(body[start : match.start()])
        if match[0] == "[[":
            end = _note_end(body, at)
            assert end is not None, "a logical line holds its notes whole"
            yield Mark(0, None, _note_text(body[at : end.start()]))
            at = end.end()
        else:
            close = _cue_end(body, at)
            yield _read_mark(match[0], body[at:close])
            at = close + 1
        start = at
    yield _plain_words(body[start:])


def _plain_words(raw: str) -> str:
    if match := _WITHOUT_COLON.search(raw):
        raise LineSyntaxError(
            f'"{shortened(match[0])}" has no colon: write [{READING}: {shortened(match[1])}]; to have it read aloud, '
            "write \\[ for its [."
        )
    return raw


def _note_end(text: str, at: int) -> re.Match[str] | None:
    """The first end of a note from `at` on that isn't escaped."""
    return next((match for match in _NOTE_END.finditer(text, at) if match[0] == "]]"), None)


def _note_text(raw: str) -> str:
    """A note's words: line breaks and indentation kept, white space at the ends of lines not."""
    return unescape("\n".join(line.rstrip() for line in raw.split("\n")).strip())


def _cue_end(body: str, at: int) -> int:
    depth = 1
    for match in _BRACKET.finditer(body, at):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if not depth:
            return match.start()
    raise LineSyntaxError(f'the cue "{shortened(body[body.rfind("[", 0, at) :])}" never ends. Close it with ].')


def _read_mark(opening: str, raw: str) -> Mark:
    name = opening[1:-1].strip().casefold()
    if opening.endswith("@"):
        return _read_said(raw)
    kind = Hanging.READING if name == READING else CueKind(name)
    if kind is Hanging.READING and any(bracket[0] == "[" for bracket in _BRACKET.finditer(raw)):
        raise LineSyntaxError(
            f'"{shortened(f"[{kind}:{raw}]")}" holds brackets, which nobody can say. Write how the word sounds without '
            "them."
        )
    value = _spoken(raw) if kind is CueKind.SAY else _value(kind, raw)
    if kind is Hanging.READING and not any(map(str.isalpha, value)):
        raise LineSyntaxError(f'"[{kind}: {value}]" has nothing to say; give it letters, or take it out.')
    return Mark(0, kind, value)


def _read_said(raw: str) -> Mark:
    """`[say @Name (whisper): words]`; `raw` is what follows the @."""
    shown = shortened(f"[say @{raw}]")
    try:
        tagged = read_tag(f"@{raw}", 0)
    except LineSyntaxError as error:
        raise LineSyntaxError(f'"{shown}" can\'t be read: write "[say @Name (delivery): words]".') from error
    label = tagged.label
    plain = plain_label(0).kind if label.speaker == NARRATOR else Kind.SPEECH
    if label.doubtful or label.kind is not plain:
        raise LineSyntaxError(f'"{shown}" can\'t be read: a cue has no kind and no doubt. Write "[say @Name: words]".')
    speaker = None if label.speaker == NARRATOR else label.speaker
    return Mark(0, CueKind.SAY, _spoken(tagged.body), speaker, label.delivery)


def _spoken(raw: str) -> str:
    """The words of a `say` cue. They are the person's own: no story has to be kept apart from how they are said."""
    if inner := next((match for match in _OPENING.finditer(raw) if not match[0].startswith("\\")), None):
        raise LineSyntaxError(
            f'"{shortened(raw[inner.start() :])}" stands within a [say: …], which holds words alone. Write them '
            "as they are to be said, and other marks beside it."
        )
    return _value(CueKind.SAY, raw)


def _value(kind: str, raw: str) -> str:
    value = unescape(fold(raw))
    if not value:
        raise LineSyntaxError(f'"[{kind}: ]" says nothing. Write what is meant after the colon, or delete it.')
    return value


def word_of(reading: Mark, before: str, after: str) -> str:
    """The word that a reading hangs on; `before` and `after` are the words of its line on both sides. Raises
    `LineSyntaxError` if it hangs on none, or inside one."""
    written = write_mark(reading)
    at = word_before(before)
    if at is None:
        meant = before.rstrip(_BESIDE_WORDS)
        start = word_before(meant)
        raise LineSyntaxError(
            f'"{written}" has no word right before it. Write it behind the word that is said so, without a space: '
            f'"{"read" if start is None else meant[start:]}{written}".'
        )
    if word_goes_on(before, after):
        raise LineSyntaxError(
            f'"{written}" stands inside a word. Write it behind the end of the word, and how all of the word is said.'
        )
    return before[at:]


def with_said_names(text: str, names: Mapping[str, str]) -> str:
    """A script file with other names (old → new) in its `[say @Name: …]`: not another character is changed."""
    parts = []
    done = at = 0
    while match := _OPENING.search(text, at):
        at = match.end()
        if match[0] == "[[":
            end = _note_end(text, at)
            at = end.end() if end else len(text)
        elif match[0].endswith("@"):
            close = _cue_end(text, at)
            said = text[at - 1 : close]
            if new := names.get(_read_said(said[1:]).speaker or ""):
                parts += [text[done : at - 1], with_name(said, new)]
                done = close
            at = close
    return "".join([*parts, text[done:]])


def refuse_misspelt_cue(line: str) -> None:
    """Raises `LineSyntaxError` for a line without a tag that is most likely a misspelt cue: it would be read aloud."""
    match = _BRACKETED.fullmatch(line)
    if not match or _MARK.match(line):
        return
    word = match[1]
    known = word.casefold() in set(CueKind)
    if match[2]:
        close = nearest(word, CueKind)
        hint = f"Nearest valid: [{close}: …]" if close else f"There are {', '.join(CueKind)}"
        raise LineSyntaxError(
            f'there is no cue called "{word}". {hint}; to have the line read aloud, write \\[ for its [.'
        )
    if known and ":" in line:
        name = line[match.end(1) :].partition(":")[0].strip()
        way = (
            f"say who it is with an @: [say @{name}: …]"
            if word.casefold() == CueKind.SAY
            else (f"put its colon right behind its name: [{word.casefold()}: …]")
        )
        raise LineSyntaxError(
            f'"{shortened(line)}" can\'t be read: {way}; to have the line read aloud, write \\[ for its [.'
        )
    if known:
        raise LineSyntaxError(
            f'"{shortened(line)}" has no colon: write [{word.casefold()}: …]; to have the line read aloud, '
            "write \\[ for its [."
        )
