"""Where a letter ends: with its signature, its farewell, its last quotation mark, or where narration begins again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from script.documents.letter_paragraphs import Pages
from script.documents.letter_wording import (
    closes,
    is_farewell,
    is_personal,
    is_postscript,
    salutation_of,
    signature_of,
    signed_closing,
)

_UNSIGNED = 12
"""Paragraphs that an unsigned letter may have."""
_LONGEST = 300
"""Paragraphs from a salutation in which its signature is looked for."""
_ADDRESS = 8
"""Words of the line that a letter in quotation marks begins with, a salutation or a place."""
_TAIL = 200
"""Characters at the end of a paragraph that can be a closing."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The last paragraph of a letter, and its signature, "" without one."""

    last: int
    writer: str


def signature_at(pages: Pages, index: int) -> str:
    """The name that a paragraph consists of, or ""."""
    return "" if pages.parts[index].wall else signature_of(pages.text(index))


def find_closings(pages: Pages) -> dict[int, Ending]:
    """The closings with a signature, by the paragraph that each stands at the end of."""
    return {index: found for index in range(len(pages.parts)) if (found := _closing(pages, index))}


def _closing(pages: Pages, index: int) -> Ending | None:
    part = pages.parts[index]
    if part.wall:
        return None
    tail = pages.flat[max(part.start, part.end - _TAIL) : part.end].strip()
    if closes(tail) and index + 1 < len(pages.parts) and (name := signature_at(pages, index + 1)):
        return Ending(index + 1, name)
    name = "" if part.quoted else signed_closing(tail)
    return Ending(index, name) if name else None


def signed_ending(pages: Pages, at: int, closings: Mapping[int, Ending]) -> Ending | None:
    """The signed end of the letter that a salutation at `at` opens."""
    talk = 0
    for index in range(at, min(len(pages.parts), at + _LONGEST)):
        part = pages.parts[index]
        if index > at and (part.heading or not pages.same_chapter(index, at)):
            return None
        if index > at + 1 and not part.wall and _opens_another(pages, index):
            return None
        talk += part.quoted and not pages.parts[at].quoted
        if index in closings:
            # A signature far behind, with a conversation before it, belongs to another letter.
            return closings[index] if talk <= 0.3 * (index - at + 1) + 1 else None
    return None


def _opens_another(pages: Pages, index: int) -> bool:
    again = salutation_of(pages.text(index), set_off=pages.parts[index].set_off)
    return again is not None and not again.rest


def unsigned_ending(pages: Pages, at: int) -> int:
    """The last paragraph of an unsigned letter: before a break, a heading, dialogue, or the end of what is set off."""
    opening = pages.parts[at]
    last = at
    for index in range(at + 1, min(len(pages.parts), at + _UNSIGNED)):
        part, text = pages.parts[index], pages.text(index)
        if not pages.goes_on(index, at):
            break
        if (part.quoted and not opening.quoted) or (opening.set_off and not part.set_off):
            break
        if index > at + 1 and not is_personal(text) and len(text.split()) > 12:
            break
        last = index
        if signature_at(pages, index) and len(text.split()) <= 4:
            break
    return last


def quoted_ending(pages: Pages, at: int, closings: Mapping[int, Ending]) -> Ending:
    """Where a letter in quotation marks ends: with its signature, its farewell, or the mark that nothing reopens."""
    last = at
    while (ending := _quoted_end(pages, at, last, closings)) is None:
        if not _stays_quoted(pages, at, last):
            return Ending(last, "")
        last += 1
    return ending


def _quoted_end(pages: Pages, at: int, last: int, closings: Mapping[int, Ending]) -> Ending | None:
    """The end of the letter from `at` on, in quotation marks, if that is what paragraph `last` says."""
    parts, text = pages.parts, pages.text(last)
    if last in closings and parts[closings[last].last].quoted:
        return closings[last]
    if last > at and parts[last].whole and (name := signature_at(pages, last)):
        return Ending(last, name)
    if not parts[last].open and (name := signed_closing(text[-_TAIL:].rstrip("\"”’' "))):
        return Ending(last, name)
    if last == at or (len(text) >= 200 and parts[last].open) or not is_farewell(text):
        return None
    following = last + 1
    if following < len(parts) and parts[following].whole and (name := signature_at(pages, following)):
        return Ending(following, name)
    return Ending(last, "")


def _stays_quoted(pages: Pages, at: int, last: int) -> bool:
    """Whether the letter in quotation marks from `at` on has more paragraphs than those up to `last`."""
    if not pages.goes_on(last + 1, at):
        return False
    part = pages.parts[last]
    # A letter may begin with a line of its own, closed as the next is; what somebody says about it is no such line.
    following = pages.parts[last + 1].whole or salutation_of(pages.text(last + 1), set_off=True) is not None
    address = last == at and part.whole and len(pages.text(last).split()) <= _ADDRESS and following
    return part.open or address or (pages.parts[at].whole and _spread(pages, at, last))


def _spread(pages: Pages, at: int, last: int) -> bool:
    """Whether each paragraph of the letter has marks of its own: a farewell follows before anything is narrated."""
    for index in range(last + 1, min(len(pages.parts), last + 8)):
        if not pages.parts[index].whole or not pages.goes_on(index, at):
            return False
        text = pages.text(index)
        if len(text) < 60 and (is_farewell(text) or signature_at(pages, index)):
            return True
    return False


def after_postscripts(pages: Pages, last: int) -> int:
    """The last of the postscripts behind paragraph `last`; `last` itself where there is none."""
    while last + 1 < len(pages.parts) and not pages.parts[last + 1].wall and is_postscript(pages.text(last + 1)):
        last += 1
    return last
