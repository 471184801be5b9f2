"""Letters, notes, telegrams and diary entries: runs of paragraphs that their writer speaks.

Found by a salutation ("Dear Rarity,"), a closing with a signature ("Sincerely," / "Rarity"), or what the narration says
before them ("a note from Spike:"). Works on flat text; a letter is whole paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from script.documents.letter_endings import (
    Ending,
    after_postscripts,
    find_closings,
    quoted_ending,
    signature_at,
    signed_ending,
    unsigned_ending,
)
from script.documents.letter_paragraphs import Letter, LetterPart, Pages
from script.documents.letter_wording import (
    announces,
    dash_signature,
    is_personal,
    salutation_of,
    says_words,
    shows_words,
    speaks_of_letter,
    speaks_of_writing,
)
from script.documents.letter_writers import with_writer

_BRIEF = 25
"""Words that announced words must have to be a letter without a salutation, a date or a signature."""
_LONG = 60
"""Paragraphs that a letter without a salutation may reach back."""


def find_letters(flat: str, parts: Sequence[LetterPart]) -> list[Letter]:
    """All letters among the paragraphs, in order, none overlapping."""
    pages = Pages(flat, parts)
    closings = find_closings(pages)
    letters: list[Letter] = []
    at = 0
    while at < len(parts):
        letter = None if parts[at].wall else _beginning_at(pages, at, closings)
        if letter is None and at in closings:
            floor = letters[-1].last + 1 if letters else 0
            letter = _back_from_closing(pages, at, closings[at], floor)
        if letter:
            letters.append(letter)
            at = letter.last
        at += 1
    return [with_writer(pages, letter) for letter in letters]


def _beginning_at(pages: Pages, at: int, closings: Mapping[int, Ending]) -> Letter | None:
    return (
        _from_salutation(pages, at, closings)
        or _announced(pages, at)
        or _set_off(pages, at)
        or _quoted(pages, at, closings)
    )


def _from_salutation(pages: Pages, at: int, closings: Mapping[int, Ending]) -> Letter | None:
    part = pages.parts[at]
    salutation = salutation_of(pages.text(at), set_off=part.set_off)
    if not salutation:
        return None
    introduced = _is_introduced(pages, at) or (part.quoted and _is_shown(pages, at))
    signed = signed_ending(pages, at, closings)
    if part.quoted:
        # In quotation marks it is a spoken address, unless the letter is announced, or stands alone and is signed.
        written = introduced or (salutation.alone and signed is not None)
        ending = quoted_ending(pages, at, closings) if written else None
    else:
        written = introduced or salutation.alone or part.set_off
        ending = signed or (_unsigned(pages, at, introduced=introduced) if written else None)
    if ending is None:
        return None
    last = after_postscripts(pages, ending.last)
    return Letter(at, last, ending.writer, salutation.reader, "letter: salutation")


def _unsigned(pages: Pages, at: int, *, introduced: bool) -> Ending | None:
    """Where a letter without a closing ends; a salutation alone is one only if it was announced."""
    last = unsigned_ending(pages, at)
    if last == at:
        return Ending(at, "") if introduced else None
    return Ending(last, signature_at(pages, last))


def _is_introduced(pages: Pages, at: int) -> bool:
    """Whether the paragraph before announces something written."""
    return at > 0 and not pages.parts[at - 1].heading and announces(pages.text(at - 1))


def _is_shown(pages: Pages, at: int) -> bool:
    """Whether the narration before speaks of a letter, and says no more before its salutation."""
    if not _follows_text(pages, at):
        return False
    return speaks_of_letter(pages.told_before(at, 200)) and (pages.parts[at].open or pages.parts[at].whole)


def _follows_text(pages: Pages, at: int) -> bool:
    """Whether a paragraph of the same chapter stands right before."""
    return at > 0 and not pages.parts[at - 1].wall and pages.same_chapter(at - 1, at)


def _back_from_closing(pages: Pages, at: int, closing: Ending, floor: int) -> Letter | None:
    """A letter without a salutation: from its signature back to where it can have begun."""
    first, bounded = _reach_back(pages, at, floor)
    body = " ".join(map(pages.text, range(first, at + 1)))
    if pages.parts[at].quoted or not is_personal(body) or (not bounded and first == at):
        return None
    if len(body.split()) < 6:
        return None
    return Letter(first, after_postscripts(pages, closing.last), closing.writer, "", "letter: signature")


def _reach_back(pages: Pages, at: int, floor: int) -> tuple[int, bool]:
    """(the first paragraph that may belong to the letter which closes at `at`, whether something that no letter crosses
    stands before it)."""
    closing = pages.parts[at]
    first = at
    for index in range(at - 1, max(floor, at - _LONG) - 1, -1):
        part = pages.parts[index]
        if part.wall or not pages.same_chapter(index, at):
            return first, True
        text = pages.text(index)
        if part.quoted and not closing.quoted:
            return first, False
        if announces(text) or (closing.set_off and not part.set_off):
            return first, True
        if not is_personal(text) and len(text.split()) > 15:
            return first, False
        first = index
    return first, first in (0, floor)


def _announced(pages: Pages, at: int) -> Letter | None:
    """What the narration announces as written: a block quote, or a paragraph without quotation marks."""
    part = pages.parts[at]
    if part.quoted or not _follows_text(pages, at) or not _is_introduced(pages, at):
        return None
    last = at
    if part.set_off:
        if pages.parts[at - 1].set_off:
            return None
        last = _last_set_off(pages, at, quoted=False)
    else:
        before = pages.text(at - 1)
        if not (before.endswith(":") and speaks_of_letter(before[-160:])):
            return None
    writer = dash_signature(pages.text(last)) or (signature_at(pages, last) if last > at else "")
    return Letter(at, last, writer, "", "letter: announced")


def _last_set_off(pages: Pages, at: int, *, quoted: bool) -> int:
    """The last paragraph of a block quote, and where that is wanted of its quotation marks."""
    last = at
    for part in pages.parts[at + 1 :]:
        if not part.set_off or part.wall or (quoted and not part.quoted):
            break
        last += 1
    return last


def _set_off(pages: Pages, at: int) -> Letter | None:
    """A block quote in quotation marks, where the narration before it speaks of a letter."""
    part = pages.parts[at]
    if not (part.set_off and part.quoted and part.whole and _follows_text(pages, at)):
        return None
    before = pages.parts[at - 1]
    if before.set_off or before.quoted or not speaks_of_letter(pages.text(at - 1)):
        return None
    last = _last_set_off(pages, at, quoted=True)
    return Letter(at, last, signature_at(pages, last) if last > at else "", "", "letter: set off")


def _quoted(pages: Pages, at: int, closings: Mapping[int, Ending]) -> Letter | None:
    """Paragraphs in quotation marks that the narration before them shows as written: "It was as follows:"."""
    if not pages.parts[at].whole or not _follows_text(pages, at):
        return None
    told = pages.told_before(at, 400).strip()
    if (
        says_words(told)
        or not shows_words(told[-140:])
        or not speaks_of_writing(f"{_told_earlier(pages, at, told)} {told}")
    ):
        return None
    ending = quoted_ending(pages, at, closings)
    if ending.last == at and len(pages.text(at).split()) < _BRIEF:
        return None
    return Letter(at, after_postscripts(pages, ending.last), ending.writer, "", "letter: announced")


def _told_earlier(pages: Pages, at: int, told: str) -> str:
    """The end of the paragraph before the one that shows a letter, where that one is short."""
    return pages.text(at - 2)[-300:] if at > 1 and len(told) < 140 and not pages.parts[at - 2].heading else ""
