r"""The one escape table of the script file.

`\` before a character that means nothing by itself (`\@`, `\[`, `\\`) stands for that character; `\u{2d}` is the
character with that hexadecimal number, for what an editor would not show or would not keep.
"""

from __future__ import annotations

import re

from script.model import CueKind

_HIDDEN = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff"
"""Regular expression class of control characters that are not white space, and the byte order mark."""
READING = "as"
"""What a reading begins with: `read[as: red]`."""
MARK_OPENS = rf"\[\s*(?ai:(?:{'|'.join(CueKind)}|{READING})\s*:|{CueKind.SAY}\s*@)"
"""Regular expression of how a cue or a reading begins, in either letter case."""

READING_WITHOUT_COLON = rf"(?<=\w)\[\s*(?ai:{READING})\s"
"""Regular expression of what begins right behind a word as a reading does, without its colon."""

_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
# A bracket at the very end could join the bracket of a note or cue written right after it.
_IN_TEXT = re.compile(rf"[\\{_HIDDEN}]|\[(?=\[|\Z)|(?={MARK_OPENS})\[|(?={READING_WITHOUT_COLON})\[")
_ODD_SPACE = r"\A\s|\s\Z|(?<=\s)\s|[^\S ]"
# A quotation mark in a tag means that its colon was forgotten.
_IN_DELIVERY = re.compile(rf"[\\{_HIDDEN}:()\[\]\"“”„«»]|{_ODD_SPACE}")
_IN_NAME = re.compile(rf"\A\?|{_IN_DELIVERY.pattern}")
# The words of a cue hold no other marks: every bracket is escaped.
_IN_CUE = re.compile(rf"[\\{_HIDDEN}\[\]]|{_ODD_SPACE}")
# Notes keep their line breaks and indentation.
_IN_NOTE = re.compile(rf"[\\{_HIDDEN}]|\](?=\])|\](?=\Z)|\A\s|\s\Z|[^\S \t\n]|[ \t](?=\n)")


def escape_character(character: str) -> str:
    r"""One character, written so that it means only itself: `\@`; `\u{…}` for letters, digits, space and controls."""
    if character.isalnum() or not character.isprintable() or character.isspace():
        return f"\\u{{{ord(character):x}}}"
    return "\\" + character


def escape_text(text: str) -> str:
    """Words of the story that stand on one file line, but for what is special at its start."""
    return _IN_TEXT.sub(_escaped, text)


def escape_name(name: str) -> str:
    """A speaker's name, for a tag."""
    return _IN_NAME.sub(_escaped, name)


def escape_delivery(delivery: str) -> str:
    """A delivery, for the parentheses of a tag."""
    return _IN_DELIVERY.sub(_escaped, delivery)


def escape_cue(value: str) -> str:
    """A cue's value, for its brackets."""
    return _IN_CUE.sub(_escaped, value)


def escape_note(text: str) -> str:
    """A note, for its double brackets. Line breaks stay line breaks."""
    return _IN_NOTE.sub(_escaped, text)


def unescape(text: str) -> str:
    """What escaped text stands for. A number that is no character and a lone backslash at the end stay as they are."""
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def _escaped(match: re.Match[str]) -> str:
    return escape_character(match[0])


def _meant(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return match[0] if code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
