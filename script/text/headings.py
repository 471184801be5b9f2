"""What the words of a heading say: a chapter, a part, a number, a name. Pure functions on one heading's text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from script.text.roman_figures import roman

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_FIRSTS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PART_WORDS = ("part", "book", "volume", "vol")
_CHAPTER_WORDS = (
    *("chapter", "chap", "stave", "canto", "letter", "episode", "act", "scene", "section"),
    *("capitolo", "chapitre", "kapitel", "capítulo", "hoofdstuk"),
)


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


_NUMBER = (
    rf"(?:the\s+)?(?:\d{{1,4}}|[ivxlc]{{1,8}}|{_any(_TENS)}(?:[-\s]?{_any(_ONES)})?|{_any(_ONES)}"
    rf"|{_any(_TENS)}[-\s]{_any(_FIRSTS)}|{_any(_FIRSTS)}|twentieth|last)"
)
_WORD = rf"(?P<word>{_any(_PART_WORDS + _CHAPTER_WORDS)})"
_KEYED = re.compile(rf"{_WORD}\.?\s+(?P<number>{_NUMBER})(?![\w'’])(?P<rest>.*)", re.I)
_KEYED_AFTER = re.compile(rf"the\s+(?P<number>{_any(_FIRSTS)}|last)\s+{_WORD}\.*", re.I)
_NAMED = re.compile(
    r"(?:the\s+|an?\s+)?(?P<name>prologue|epilogue|preface|introduction|foreword|afterword|interlude|conclusion|"
    r"coda|finale|prelude|postscript|introductory|envoi|appendix(?:\s+[a-z0-9])?|author['’]s note|dedication|"
    r"acknowledge?ments|contents|table of contents|"
    r"list of illustrations|illustrations|transcriber['’]s notes?|prolog|epilog|vorwort|nachwort)(?P<rest>\W.*)?",
    re.I,
)
_BARE = re.compile(r"(?P<number>[ivxlc]{1,8}|\d{1,3})\.?", re.I)
_DOTTED = re.compile(r"(?P<number>[IVXLC]{1,8}|\d{1,3})\s*[.:)—–-]+\s*(?P<rest>\S.*)")
_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "but", "by", "de", "for", "from", "in", "into", "is", "la", "le", "nor", "of"),
        *("on", "or", "the", "to", "up", "van", "von", "vs", "which", "with"),
    )
)
_LONGEST = 120
_MARKS = "_* \t"


class Rank(IntEnum):
    """How far up a heading stands."""

    PART = 1
    CHAPTER = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A text that reads like a heading. `number` is 0 where it has none; `title` is what follows number or name."""

    family: str
    """The word "chapter", "part", …; "named" for prologue and the like; "bare" for a number alone; "dotted" for
    "I. The River"."""
    rank: Rank
    number: int
    title: str

    @property
    def keyed(self) -> bool:
        """Whether it says what it is ("Chapter 2", "Prologue"), not a number alone."""
        return self.family not in ("bare", "dotted")


def plain(text: str) -> str:
    """A heading's words on one line, without the marks of emphasis around them."""
    return " ".join(text.split()).strip(_MARKS)


def read_heading(text: str) -> Heading | None:
    """What `text` says when it reads like a numbered or named heading; None for anything else.

    Prose that merely starts like one ("Part of the church", "Chapter five was late.") is None: what follows the number
    must be set off by punctuation or be a title.
    """
    text = plain(text)
    if not text or len(text) > _LONGEST:
        return None
    for form, read in _FORMS:
        if match := form.fullmatch(text):
            return read(match)
    return None


def _keyed(match: re.Match[str]) -> Heading | None:
    """ "Chapter IV. The Storm" """
    word, rest = match["word"].lower(), match["rest"]
    number = _number_of(match["number"])
    if rest.startswith(",") or not (number or match["number"].lower().endswith("last")):
        return None
    title = rest.strip(" .:;—–-\t")
    set_off = re.match(r"\s*[.:;—–-]", rest) is not None
    wanted = not title or (not _is_sentence(title) if set_off else looks_like_title(title))
    return Heading(word, _rank(word), number, title) if wanted else None


def _keyed_after(match: re.Match[str]) -> Heading:
    """ "The Third Chapter" """
    word = match["word"].lower()
    return Heading(word, _rank(word), _number_of(match["number"]), "")


def _named(match: re.Match[str]) -> Heading | None:
    """ "Epilogue: The Calm" """
    rest = (match["rest"] or "").strip()
    title = rest.strip(" .:;—–-")
    wanted = not title or (rest[0] in ".:—–-" and not _is_sentence(title))
    return Heading("named", Rank.CHAPTER, 0, title) if wanted and match[0][0].isupper() else None


def _bare(match: re.Match[str]) -> Heading | None:
    """ "IV." """
    number = _number_of(match["number"])
    return Heading("bare", Rank.CHAPTER, number, "") if number else None


def _dotted(match: re.Match[str]) -> Heading | None:
    """ "IV. The Storm" """
    number = _number_of(match["number"])
    wanted = number and looks_like_title(match["rest"])
    return Heading("dotted", Rank.CHAPTER, number, match["rest"]) if wanted else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Heading | None]], ...] = (
    (_KEYED, _keyed),
    (_KEYED_AFTER, _keyed_after),
    (_NAMED, _named),
    (_BARE, _bare),
    (_DOTTED, _dotted),
)
"""How headings are put: the first that fits decides."""


def _number_of(word: str) -> int:
    """The value of a numeral in digits, Roman figures or English words; 0 when it is none."""
    word = re.sub(r"^the\s+", "", word.strip().lower())
    if word.isdecimal():
        return int(word)
    value = roman(word.upper())
    return sum(map(_value_of, re.split(r"[-\s]+", word))) if value is None else value


def _value_of(word: str) -> int:
    """The value of a word that is one number or a part of one: "twenty", "first"; 0 when it is none."""
    for words in (_ONES, _FIRSTS):
        if word in words:
            return words.index(word) + 1
    if word in _TENS:
        return 10 * (_TENS.index(word) + 2)
    return 20 if word == "twentieth" else 0


def _rank(word: str) -> Rank:
    return Rank.PART if word in _PART_WORDS else Rank.CHAPTER


def _is_sentence(text: str) -> bool:
    """Whether a text is running prose: several words, mostly small letters, closed by a full stop."""
    words = text.split()
    return len(words) > 6 and text.rstrip("\"'”’")[-1:] == "." and not looks_like_title(text.rstrip("."))


def looks_like_title(text: str) -> bool:
    """Whether a text is set as a title.

    In capitals, or with a capital on every word of weight; not closed like a sentence.
    """
    text = plain(text)
    words = re.findall(r"[^\W\d_][\w'’]*", text)
    if not words or len(text) > _LONGEST or text[-1] in ",;" or text[0] in '"“‘«':
        return False
    if text.isupper():
        return True
    if text[-1] == ".":
        return False
    weighty = [word for word in words if word.lower() not in _SMALL_WORDS]
    return bool(weighty) and words[0][0].isupper() and sum(word[0].isupper() for word in weighty) >= 0.7 * len(weighty)


def join_title(first: str, second: str) -> str:
    """Two lines of one heading as a title: "CHAPTER I." and "The Storm" → "CHAPTER I: The Storm"."""
    first, second = plain(first), plain(second)
    if not first or not second:
        return first or second
    return f"{first.rstrip('.:—–- ')}: {second}"
