"""What each quotation mark does where it stands, told by what is beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from script.quotations.speech_words import word_set
from script.quotations.tags.narrated_tags import tag_follows

PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "「": "」",
    "『": "』",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
    "‚": "‘’",
}
SINGLE = "‘'‚‹›"
_APOSTROPHES = "'’"
_ELIDED = word_set(
    """tis twas twere twill twould twouldn't em im un ow ouse alf eard ead eart til mongst nother nuff cept kay scuse
    spose tother ight urry ush orse ud ee ll ve d m t s re"""
)
_ELIDED_WORDS = word_set("cause bout till round neath gainst er ere ave ome ear e n o")
"""Words in their own right too: elided only in the middle of a sentence."""
SURE_END = ".,!?;:…—–-"
SENTENCE_END = ".!?…"
_WORD = re.compile(r"[^\W_]+")
CONTEXT = 400
"""Characters around a mark that can decide what it is."""
_LOOK_AHEAD = 3000
"""Characters in which a nested quotation is looked for its closing marks."""
ANY_MARK = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")
DOUBLES = '“”"'
_DOUBLE = re.compile(f"[{DOUBLES}]")
_TURNED = {"”": "“", "’": "‘"}
_FEET = re.compile(r"\d['’′]\d{1,2}$")
_DEEPEST = 6
"""Quotations inside each other; more openers without a closer are openers that lack theirs."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks. `open`: it has no closing mark, so the next paragraph may go on with it."""

    start: int
    end: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What opens speech in this book: quotation marks, and dashes at a paragraph's start. `asides`: what is narrated in
    such a paragraph stands between dashes as well, "—Sí —dijo ella—. Ven."."""

    openers: frozenset[str]
    dash: bool = False
    asides: bool = False


def elided_at(text: str, at: int) -> bool:
    """Whether the mark at `at` stands for left-out letters: "’tis", "’78"."""
    if text[at] not in "'’‘":
        return False
    match = _WORD.match(text, at + 1)
    if not match:
        return False
    word = match.group().lower()
    if word in _ELIDED_WORDS:
        before = text[max(0, at - 2) : at].rstrip()
        return match.group()[0].islower() and bool(before) and before[-1] not in ".,!?:;—–-"
    return word in _ELIDED or (word.isdigit() and len(word) == 2)


def opener_at(text: str, at: int, start: int, end: int, marks: Marks) -> str:
    """The mark that opens a quotation at `at`, as it should be: ”so” opens with “; "" where none does."""
    char = text[at]
    if char in marks.openers:
        stands = opens(text, at, start, end) and not is_turned(text, at, end)
        return char if stands or _opens_apart(text, at, start, end) else ""
    if at + 1 < end and text[at + 1].isalnum() and _opens_turned(text, at, start):
        right = _TURNED[char]
        return right if right in marks.openers else ""
    return ""


def _opens_apart(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark between spaces opens: “ It is not mine, ” said she."""
    if text[at] not in DOUBLES or text[at + 1 : at + 2] != " " or not (at == start or text[at - 1].isspace()):
        return False
    following = _next_double(text, at, end)
    if following is None:
        return False
    apart = text[following - 1].isspace() and (following + 1 >= end or text[following + 1].isspace())
    sure = at == start or text[at] == "“" or tag_follows(text[following + 1 : end].lstrip())
    return sure and (apart or is_turned(text, following, end))


def _opens_turned(text: str, at: int, start: int) -> bool:
    """Whether a closing mark stands where only an opening one can."""
    if text[at] == "”":
        return at == start or text[at - 1] in " \n([—–"
    return text[at] == "’" and at == start and text[at + 1].isupper() and not elided_at(text, at)


def opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at `at` can open: nothing but space, brackets or dashes before it, something to say after it."""
    if at + 1 >= end or text[at + 1].isspace():
        return at + 2 < end and _opens_before_space(text, at, start)
    if text[at] in "“„「『":
        return True
    if at > start and not (text[at - 1].isspace() or text[at - 1] in "([{—–-―_*'’\"“‘¿¡"):
        return False
    return not elided_at(text, at) or (text[at] == "‘" and at == start)


def _opens_before_space(text: str, at: int, start: int) -> bool:
    # A hair space may part two opening marks: “ ‘No,’ he said.” French sets a space inside: « Bonjour ».
    if text[at] in '“„"' and text[at + 1] != "\n" and text[at + 2] in "‘’'“":
        return True
    return text[at] in "«»" and (at == start or not text[at - 1].isalnum())


def closes(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at` can close: something before it, no word right behind it."""
    return not text[at - 1].isspace() and (at + 1 >= end or not text[at + 1].isalnum())


def is_turned(text: str, at: int, end: int) -> bool:
    """Whether a mark stands where only a closing one can: something before it, nothing behind it."""
    before, after = text[at - 1] if at else " ", text[at + 1] if at + 1 < end else " "
    return not (before.isspace() or before in "([{—–") and (after.isspace() or after in ".,;:!?)]—–")


def _next_double(text: str, at: int, end: int) -> int | None:
    """Where the next double mark stands, if any."""
    match = _DOUBLE.search(text, at + 1, end)
    return match.start() if match else None


def is_inch(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark behind a figure stands for inches: 6'2", or 12" where another mark closes the quotation."""
    if at <= start or not text[at - 1].isdigit():
        return False
    following = _next_double(text, at, end)
    if following is None:
        return bool(_FEET.search(text, max(start, at - 8), at)) and text[at] != "”"
    return is_turned(text, following, end)


def single_closes(text: str, at: int, end: int, opener: str) -> bool:
    """Whether a ’ or ' closes, rather than standing for left-out letters."""
    if at + 1 < end and text[at + 1].isalnum():
        return False
    before = text[at - 1]
    if before in SURE_END or not before.isalnum():
        return not before.isspace()
    return not _closes_later(text, at, end, opener)


def _closes_later(text: str, at: int, end: int, opener: str) -> bool:
    """Whether a surer closing mark follows before the next opening one, so that this one is an apostrophe: "the dogs’
    tails", "goin’ home"."""
    closer = text[at]
    for following in range(at + 1, min(end, at + CONTEXT)):
        if text[following] == opener and opener != closer and opens(text, following, at, end):
            return False
        if text[following] == closer and text[following - 1] in SURE_END:
            return following + 1 >= end or not text[following + 1].isalnum()
        if text[following] == opener and text[following - 1].isspace() and not elided_at(text, following):
            return False
    return False


def nests(text: str, at: int, end: int, opener: str, closers: str, depth: int) -> bool:
    """Whether an opener inside an open quotation nests: every opener from here on finds its closer in the paragraph."""
    depth += 2
    for following in range(at + 1, min(end, at + _LOOK_AHEAD)):
        char = text[following]
        if char == opener:
            depth += 1
            if depth > _DEEPEST:
                return False
        elif char in closers and (opener not in SINGLE or single_closes(text, following, end, opener)):
            depth -= 1
            if depth == 0:
                return True
    return False
