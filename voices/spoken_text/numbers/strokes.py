"""English figures with a stroke or a colon between: fractions, marks out of ten, blood pressures, odds, verses."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import cardinal, ordinal

_FRACTION = re.compile(
    r"(?<![\w./,-])(?:(\d+)[ -])?(\d{1,2})/(\d{1,2})(?:(?:nd|rd|th)s?\b)?(?![\w/]|[.,]\d)(?=(\san?\s)?)"
)
_DENOMINATORS = {2: "half", 4: "quarter"} | {n: ordinal(n) for n in (3, 5, 6, 7, 8, 9, 10, 12, 16, 20)}
_OF_SO_MANY = re.compile(r"(?<![\w/.,-])(\d+(?:\.\d+)?)/(\d+)(?![\w/]|[.,]\d)")
_MARKED = re.compile(
    r"(?i)\b(?:scor\w+|rat\w+|marks?|grad\w+|gave \w+|give \w+|got|solid|perfect|points?|stars|an?|strong)\W+$"
)
_STARS = re.compile(r"\s(?:stars|points|would|marks)\b")
_GAUGE = re.compile(r"(?:\b(?:HP|MP|SP|XP|HEALTH|MANA|STAMINA|[Hh]ealth|[Mm]ana|[Ss]tamina|[Ll]ives)\W*)$")
_PRESSURE = re.compile(r"(?i)(?:pressure|\bBP\b|systolic|mmHg)")
_NEAR = 40
_FIRST_YEAR, _LAST_YEAR = 1100, 2099
_TWO = re.compile(r"(?<![\w:.,/-])(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\w:]|[.,]\d)")
_THREE = re.compile(r"(?<![\w:.,/])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\w:]|[.,]\d)")
_OF_A_BOOK = re.compile(r"\b(?!Ratio|Odds|Scored?|Aspect)[A-Z][a-z]+\.?\s$")
_IDIOMS = frozenset({"24/7", "9/11", "7/11", "50/50", "20/20", "60/40", "80/20", "70/30"})


def in_words(text: SpokenText) -> SpokenText:
    """What two numbers are to each other, as far as it can be told."""
    return (
        text.sub(_THREE, lambda match: " ".join(match.groups()))
        .sub(_OF_SO_MANY, _of_so_many)
        .sub(_FRACTION, _fraction)
        .sub(_TWO, _two)
    )


def _of_so_many(match: re.Match[str]) -> str | None:
    if match.group() in _IDIOMS:
        return None
    before = match.string[max(match.start() - _NEAR, 0) : match.start()]
    after = match.string[match.end() : match.end() + _NEAR]
    one, other = float(match[1]), int(match[2])
    if 60 <= one <= 260 and 30 <= other <= 160 and one > other:
        return f"{match[1]} over {match[2]}"
    if _PRESSURE.search(before) and other >= 30:
        return f"{match[1]} over {match[2]}"
    if _GAUGE.search(before):
        return f"{match[1]} out of {match[2]}"
    if _is_season(match[1], match[2]):
        return f"{match[1]}–{match[2]}"
    if one > other or other == 0:
        return None
    told = _MARKED.search(before) is not None or _STARS.match(after) is not None
    if other in (5, 10) and (told or "." in match[1] or one == other):
        return f"{match[1]} out of {match[2]}"
    if other > 20 or (other >= 10 and "." in match[1]):
        return f"{match[1]} out of {match[2]}"
    return None


def _is_season(one: str, other: str) -> bool:
    """Whether both are years, of which one follows the other: "the winter of 1999/2000", "2019/20"."""
    if not one.isdecimal() or not _FIRST_YEAR <= int(one) <= _LAST_YEAR:
        return False
    following = str(int(one) + 1)
    return other in (following, following[2:])


def _fraction(match: re.Match[str]) -> str | None:
    whole, above, below = match[1], int(match[2]), int(match[3])
    if below not in _DENOMINATORS or not 0 < above < below:
        return None
    name = _DENOMINATORS[below]
    if name == "half" and match[4] and not whole:
        return name
    parts = (
        f"{cardinal(above)} {'halves' if name == 'half' else name + 's'}"
        if above > 1
        else f"{'a' if whole else 'one'} {name}"
    )
    parts = parts.replace("a eighth", "an eighth")
    return f"{whole} and {parts}" if whole else parts


def _two(match: re.Match[str]) -> str:
    """Odds and forms, "16:9", are one to another; a verse is named behind its chapter."""
    if _OF_A_BOOK.search(match.string[: match.start()]):
        return f"{match[1]} {match[2]}" + (f" to {match[3]}" if match[3] else "")
    return f"{match[1]} to {match[2]}" + (f" to {match[3]}" if match[3] else "")
