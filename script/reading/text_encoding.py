"""Bytes → text: byte order marks, UTF-8, UTF-16 without a mark, and older encodings by their statistics."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9._-]+)""")
_SAMPLE = 200_000
_WINDOWS_ONLY = frozenset(range(0x80, 0xA0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_FEW_DAMAGED = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without byte order mark, newlines as \\n.

    `warning` is a clause for people, "" when all is certain.
    """

    text: str
    encoding: str
    warning: str = ""


def declared_encoding(head: bytes) -> str:
    """The encoding that a page's or XML document's first bytes name, "" where they name none."""
    match = _DECLARED.search(head)
    return match[1].decode("ascii") if match else ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`.

    A byte order mark wins, then UTF-8 where it fits, then `declared`, then a guess with a warning. Never fails: what no
    encoding explains becomes U+FFFD, and the warning says so.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _certain(data[len(mark) :], encoding)
    if wide := _unmarked_wide(data):
        return _certain(data, wide)
    try:
        return Decoded(_newlines(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return Decoded(_newlines(data.decode(declared)), declared)
        except (LookupError, UnicodeDecodeError):
            pass
    damaged = data.decode("utf-8", errors="replace")
    wide_characters = sum(character > "\x7f" for character in damaged)
    if damaged.count("\ufffd") <= _FEW_DAMAGED * wide_characters:
        lost = damaged.count("\ufffd")
        return Decoded(_newlines(damaged), "utf-8", f"{lost} damaged characters were replaced by \ufffd")
    encoding = _guess(data)
    text = data.decode(encoding, errors="replace")
    return Decoded(
        _newlines(text),
        encoding,
        f"the encoding is not declared and was taken for {encoding}; if letters look wrong, save the file as UTF-8",
    )


def _certain(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    warning = f"{lost} damaged characters were replaced by \ufffd" if lost > 0 else ""
    return Decoded(_newlines(text), encoding, warning)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unmarked_wide(data: bytes) -> str:
    """UTF-16 without a mark shows by its zero bytes: mostly in every second place."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.4 * half and others < 0.05 * half:
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return ""


def _guess(data: bytes) -> str:
    """Windows-1252 where the high bytes are its quotation marks and dashes between ASCII letters, else whatever
    charset-normalizer finds likeliest."""
    sample = data[:_SAMPLE]
    high = [byte for byte in sample if byte >= 0x80]
    typographic = sum(byte in _WINDOWS_ONLY for byte in high)
    sparse = len(high) < 0.12 * len(sample)
    if sparse and typographic >= 0.5 * len(high) and all(byte in _WINDOWS_ONLY or byte >= 0xA0 for byte in high):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and most files are UTF-8

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
