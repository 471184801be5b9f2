"""Flat text: the story's text with one kind of apostrophe and of space, and what its form alone tells: words, names,
sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from script.quotations.speech_words import SAME_TITLE, WEAK_TITLES, word_set

_SPACES = "\n\r\t\v\f_*\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u2028\u2029\u0085"
_FLAT = {ord(char): "'" for char in "’‘ʼʻʹ´＇`"} | {ord(char): " " for char in _SPACES}


def _as_ranges(chars: Iterable[str]) -> str:
    """Letters, ascending, as a class of a pattern holds them: those that follow each other as a range, which compiles
    faster."""
    runs = groupby(enumerate(chars), lambda numbered: ord(numbered[1]) - numbered[0])
    letters = ([char for _, char in run] for _, run in runs)
    return "".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in letters)


UPPER = _as_ranges(char for char in map(chr, (*range(0x0590), *range(0x1E00, 0x2000))) if char.isupper())
"""Capital letters, as a class of a pattern holds them: Latin, Greek, Cyrillic, Armenian."""
UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""What nobody sees, as a class of a pattern holds it: soft hyphens, joiners, marks of direction, variants of glyphs."""
_ACCENTS = "\u0300-\u036f"
RETYPED = re.compile(rf"[{UNSEEN}]+|[^\W\d_](?:[{UNSEEN}]*[{_ACCENTS}])+|[{_ACCENTS}]+")
"""What is typed in more characters than a reader sees."""
CAP = rf"[{UPPER}]\w*(?:['-]\w+){{0,6}}"
"""Bounded, because a long row of "A-A-A" would be read again from each of its letters."""
PARTICLES = word_set("de du des di da del della dos von van der den ter ten zu af av bin ibn al el la le y")
"""What stands in small letters inside a name, or before a surname: "van Riebeek"."""
JOINTS = PARTICLES | {"of", "the"}
_PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})"
SHORT_TITLES = "Mr|Mrs|Ms|Mx|Dr|St|Mme|Mlle|Messrs|Capt|Col|Gen|Rev|Prof|Lt|Lieut|Sgt|Hon|M"
"""Titles that are written with a full stop, as a pattern holds them."""
_ABBREVIATED = rf"(?:{SHORT_TITLES})\. +"
_JOINT = rf"(?: +(?:{_PARTICLE}|of|of the|the)(?= +(?:{_PARTICLE} +)?{CAP}))"
NAME = rf"(?:{_ABBREVIATED})?{CAP}(?:{_JOINT}* +(?:{_ABBREVIATED})?(?:[{UPPER}]\. +)?{CAP}){{0,15}}"
"""Bounded, because a text set wholly in capitals would be one name, and each of its parts a way to say it."""
SURNAME = rf"(?:{_PARTICLE} +){{1,2}}{CAP}"
"""A surname that begins with a small letter."""
WORD = re.compile(r"[^\W_][\w'-]*")
SPACES = re.compile(r" +")
_SENTENCE_BREAK = re.compile(
    r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Mx)(?<!Dr)(?<!St)(?<!Mme)(?<!Mlle)(?<![ .][A-Z])[.!?…]+[)\"”']* +(?=[^a-z\s])"
)


def flatten(text: str) -> str:
    """The text with one kind of apostrophe and of space, offsets unchanged."""
    return text.translate(_FLAT)


def seen(typed: str) -> str:
    """What a reader sees of a stretch that `RETYPED` finds: letters with their accents in one, nothing unseen."""
    return re.sub(f"[{UNSEEN}{_ACCENTS}]", "", unicodedata.normalize("NFC", re.sub(f"[{UNSEEN}]", "", typed)))


def name_key(name: str) -> str:
    """A name as it is looked up: lower case, titles in one spelling; no possessive, no article, no "poor" or "old"."""
    if not name.isascii():
        name = RETYPED.sub(lambda match: seen(match[0]), name)
    words = name.replace("’", "'").lower().split()
    if words and words[-1].endswith("'s"):
        words[-1] = words[-1][:-2]
    words = [word.rstrip(".'") for word in words]
    while len(words) > 1 and (words[0] in WEAK_TITLES or words[0] == "the"):
        words = words[1:]
    return " ".join(
        SAME_TITLE.get(word, word) if index == 0 and len(words) > 1 else word for index, word in enumerate(words)
    )


def sentences(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch of narration."""
    parts: list[tuple[int, int]] = []
    at = start
    for match in _SENTENCE_BREAK.finditer(flat, start, end):
        parts.append((at, match.end()))
        at = match.end()
    if at < end:
        parts.append((at, end))
    return parts


LONGEST_CLAUSE = 1000
"""Characters of a sentence beside a quotation, at most, that are read for its tag."""


def last_clause(flat: str, start: int, end: int) -> tuple[int, int]:
    """The last sentence of a stretch of narration, or the end of it where it is very long."""
    begin, stop = sentences(flat, start, end)[-1]
    if stop - begin <= LONGEST_CLAUSE:
        return begin, stop
    space = flat.find(" ", stop - LONGEST_CLAUSE, stop)
    return (space + 1 if 0 <= space < stop - 1 else stop - LONGEST_CLAUSE), stop


def sentence_end(flat: str, at: int, end: int) -> int:
    """Where the sentence around `at` ends."""
    match = _SENTENCE_BREAK.search(flat, at, end)
    return match.end() if match else end


def opens_sentence(flat: str, at: int) -> bool:
    """Whether a sentence begins at `at`, so that its capital says nothing: not in `"…," Will said` or `said Will`."""
    before = at - 1
    while before >= 0 and flat[before] in " \"“”«»‘'()":
        if flat[before] == " " and before and flat[before - 1] == " ":
            return True
        before -= 1
    return before < 0 or flat[before] in ".!?…:;"


def past_space(text: str, at: int, end: int) -> int:
    """Where something else than space stands from `at` on; `end` where nothing does."""
    while at < end and text[at].isspace():
        at += 1
    return at


def shortened(flat: str, start: int, end: int) -> str:
    """The words of a stretch as evidence shows them: sixty characters at most."""
    text = " ".join(flat[start:end].split())
    return text if len(text) <= 60 else text[:57] + "…"
