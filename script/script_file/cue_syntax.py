"""How cues and notes stand in a script file: `[pause: 1.5]`, `[[ … ]]`, on lines of their own or amid the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from script.model import CueKind
from script.script_file.escapes import CUE_OPENS, escape_cue, escape_note, unescape
from script.script_file.line_syntax import LineSyntaxError, shortened
from script.script_file.script_sheet import Mark, fold
from script.support.suggestions import nearest

_OPENING = re.compile(rf"\\.|\[\[|{CUE_OPENS}", re.DOTALL)
_NOTE_END = re.compile(r"\\.|\]\]", re.DOTALL)
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_BRACKETED = re.compile(r"\[\s*(\w+)\s*(:)?[^\[\]]*\]")


def write_mark(mark: Mark) -> str:
    """The cue or note as it stands in a file."""
    if mark.kind is not None:
        return f"[{mark.kind}: {escape_cue(mark.value)}]"
    return f"[[ {escape_note(mark.value)} ]]" if mark.value else "[[ ]]"


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
    """The words (still escaped) and the cues and notes of a line, in order.

    The line holds its notes whole; where each mark belongs (`Mark.at`) is not known yet. Raises `LineSyntaxError`.
    """
    start = at = 0
    while match := _OPENING.search(body, at):
        at = match.end()
        if match[0].startswith("\\"):
            continue
        yield body[start : match.start()]
        if match[0] == "[[":
            end = _note_end(body, at)
            assert end is not None, "a logical line holds its notes whole"
            yield Mark(0, None, _note_text(body[at : end.start()]))
            at = end.end()
        else:
            close = _cue_end(body, at)
            yield _read_cue(match[0], body[at:close])
            at = close + 1
        start = at
    yield body[start:]


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


def _read_cue(opening: str, raw: str) -> Mark:
    kind = CueKind(opening[1:-1].strip().casefold())
    value = unescape(fold(raw))
    if not value:
        raise LineSyntaxError(f'"[{kind}: ]" says nothing. Write what is meant after the colon, or delete it.')
    return Mark(0, kind, value)


def refuse_misspelt_cue(line: str) -> None:
    """Raises `LineSyntaxError` for a line without a tag that is most likely a misspelt cue: it would be read aloud."""
    match = _BRACKETED.fullmatch(line)
    if not match:
        return
    word = match[1]
    known = word.casefold() in set(CueKind)
    if match[2] and not known:
        close = nearest(word, CueKind)
        hint = f"Nearest valid: [{close}: …]" if close else f"There are {', '.join(CueKind)}"
        raise LineSyntaxError(
            f'there is no cue called "{word}". {hint}; to have the line read aloud, write \\[ for its [.'
        )
    if not match[2] and known:
        raise LineSyntaxError(
            f'"{shortened(line)}" has no colon: write [{word.casefold()}: …]; to have the line read aloud, '
            "write \\[ for its [."
        )
