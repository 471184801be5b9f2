"""English figures in words: years, ordinals, money old and new, times, dates, ranges, fractions, units.

Plain numbers stay as digits: every engine reads them.
"""

from __future__ import annotations

import re

from voices.spoken_text.abbreviations import sentence_stop
from voices.spoken_text.mapped import SpokenText
from voices.spoken_text.numerals import cardinal, ordinal, plural, year

_ANY = re.compile(r"[\d½¼¾⅐-⅞]|(?i:[ap]\.\s?m)")
_LARGEST = 10**15
_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_COINS = {
    "£": ("pound", "pounds", "pence"),
    "$": ("dollar", "dollars", "cents"),
    "€": ("euro", "euros", "cents"),
}
_POUNDS_SHILLINGS = re.compile(rf"£\s?({_AMOUNT})[.,]?\s+(\d{{1,2}})\s?s\b\.?(?:,?\s*(\d{{1,2}})\s?d\b\.?)?")
_SHILLINGS_PENCE = re.compile(r"(?<![\w.])(\d{1,2})\s?s\b\.?,?\s*(\d{1,2})\s?d\b\.?")
_PENCE = re.compile(r"(?<![\w.])(\d{1,2})d\.(?!\w)")
_HALFPENCE = re.compile(r"(?<![\w.])(\d{1,2})?½d\.(?!\w)")
_MONEY = re.compile(
    rf"([£$€])\s?({_AMOUNT})(?:\.(\d+))?(?:\s?(hundred|thousand|million|billion|trillion|m|bn|k)\b)?"
    r"(?=(-\w|\s(?:bill|note|coin|piece)s?\b)?)"
)
_SCALES = {"m": "million", "bn": "billion", "k": "thousand"}
_CENTS = re.compile(r"(?<![\w.])(\d+)\s?¢")
_SMALL_PENCE = {1: "a penny", 2: "twopence", 3: "threepence"}

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_DAY = re.compile(
    rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?(?![\w:/.-]*\d)"
    r"(?=\W*$|[,.;:!?)…]|\s+(?:at|in|on|to|the|and|of|was|is|\d{4})\b)"
)
_DAY_MONTH = re.compile(rf"(?<![\w.,:/])([Tt]he )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})\b")

_CLOCK = re.compile(r"(?<![\w:.,/])([01]?\d|2[0-4]):([0-5]\d)(?![\w:]|[.,]\d)(?=(\s*[AP]M\b)?)")
_CLOCK_WITH_STOP = re.compile(r"(?<![\w:.,/])(1?\d)\.([0-5]\d)(?=(\s*[AP]M\b))")
_HALF_DAY = re.compile(r"(?i)(?<!\w)([ap])\.\s?m\b(\.?)|(?<=\d)\s?([ap])m\b(\.?)")

_PHONE = re.compile(r"(?<![\w-])(?:(\d{3})-)?(\d{3})-(\d{4})(?![\w-])")
_YEARS = re.compile(r"(?<![\w.,-])(1[1-9]\d\d|20\d\d)\s?[-–]\s?(\d{4}|\d\d)(?![\w-]|[.,]\d)")
_RANGE = re.compile(rf"(?<![\w.,:/-])({_AMOUNT})(?:-|\s?–\s?)({_AMOUNT})(?![\w/:-]|[.,]\d)")
_DECADE = re.compile(r"(?<![\w.,])(1[1-9]\d0|20[1-9]0)'?s\b")
_SHORT_DECADE = re.compile(r"(?:(?<=\W)|^)'?([2-9]0)'?s\b")
_YEAR = re.compile(
    r"(?<![\w.,:/£$€-])(?<!number )(?<!Number )(1[1-9]\d\d|20[1-9]\d)(?![\w:/%°-]|[.,]\d|"
    r"\s*(?:°|%|feet|foot|miles?|yards|pounds|dollars|metres|meters|tons|men|people|years|pages|times|words)\b)"
)
_ORDINAL = re.compile(rf"(?<![\w.,])({_AMOUNT})(?:st|nd|rd|th)\b", re.IGNORECASE)

_VULGAR = {
    "½": "half",
    "¼": "quarter",
    "¾": "three quarters",
    "⅓": "third",
    "⅔": "two thirds",
    "⅛": "eighth",
    "⅜": "three eighths",
    "⅝": "five eighths",
    "⅞": "seven eighths",
    "⅕": "fifth",
    "⅖": "two fifths",
    "⅗": "three fifths",
    "⅘": "four fifths",
    "⅙": "sixth",
    "⅚": "five sixths",
}
_VULGAR_FRACTION = re.compile(rf"(\d[\d,]*)?\s?([{''.join(_VULGAR)}])")
_FRACTION = re.compile(r"(?<![\w./,-])(?:(\d+)[ -])?(\d{1,2})/(\d{1,2})(?![\w/]|[.,]\d)")
_DENOMINATORS = {2: "half", 4: "quarter"} | {n: ordinal(n) for n in (3, 5, 6, 7, 8, 9, 10, 12, 16, 20)}

_UNITS = {
    "ft": "feet",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "yd": "yards",
    "yds": "yards",
    "hr": "hours",
    "hrs": "hours",
    "min": "minutes",
    "mins": "minutes",
    "sec": "seconds",
    "secs": "seconds",
    "km": "kilometres",
    "cm": "centimetres",
    "mm": "millimetres",
    "kg": "kilos",
    "mph": "miles an hour",
}
_UNIT = re.compile(
    rf"(?<![\w.])({_AMOUNT})(\s?)({'|'.join(sorted(_UNITS, key=len, reverse=True))})\b(\.(?=\s+[a-z\d])|\.(?=[,;]))?"
)
_DEGREES = re.compile(r"(?<=\d)\s?°\s?([CF]\b)?")
_PER_CENT = re.compile(r"(?<=\d)\s?%")
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?=\d)")
_PLUS = re.compile(r"(?<=\d)\s*\+\s*(?=\d)")
_EQUALS = re.compile(r"(?<=\d)\s*=\s*(?=\d)")
_SLASH = re.compile(r"(?<=\d)/(?=\d)")
_POINT = re.compile(r"(?:(?<=[\s(])|^)\.(?=\d)")


def in_words(text: SpokenText) -> SpokenText:
    if not _ANY.search(text.text):
        return text
    for pattern, words in (
        (_POUNDS_SHILLINGS, _pounds_shillings),
        (_SHILLINGS_PENCE, lambda match: _shillings(int(match[1]), int(match[2]))),
        (_HALFPENCE, lambda match: f"{cardinal(int(match[1]))} and a half pence" if match[1] else "halfpenny"),
        (_PENCE, lambda match: _pence(int(match[1]))),
        (_MONEY, _money),
        (_CENTS, lambda match: f"{match[1]} {'cent' if match[1] == '1' else 'cents'}"),
        (_MONTH_DAY, _month_day),
        (_DAY_MONTH, _day_month),
        (_HALF_DAY, _half_day),
        (_CLOCK, _clock),
        (_CLOCK_WITH_STOP, _clock),
        (_PHONE, _phone),
        (_YEARS, _years),
        (_DECADE, lambda match: plural(year(int(match[1])))),
        (_SHORT_DECADE, lambda match: plural(cardinal(int(match[1])))),
        (_FRACTION, _fraction),
        (_RANGE, _range),
        (_ORDINAL, _ordinal),
        (_VULGAR_FRACTION, _vulgar),
        (_UNIT, _unit),
        (_YEAR, lambda match: year(int(match[1]))),
        (_DEGREES, lambda match: " degrees" + {"C": " Celsius", "F": " Fahrenheit"}.get(match[1] or "", "")),
        (_PER_CENT, " percent"),
        (_MINUS, "minus "),
        (_POINT, "point "),
        (_SLASH, " "),
        (_PLUS, " plus "),
        (_EQUALS, " equals "),
    ):
        text = text.sub(pattern, words)
    return text


def _value(digits: str) -> int:
    return int(digits.replace(",", ""))


def _counted(digits: str) -> str:
    value = _value(digits)
    return cardinal(value) if value < _LARGEST else digits


def _pounds_shillings(match: re.Match[str]) -> str:
    pounds = f"{_counted(match[1])} {'pound' if _value(match[1]) == 1 else 'pounds'}"
    return f"{pounds} {_shillings(int(match[2]), int(match[3]) if match[3] else 0)}"


def _shillings(shillings: int, pence: int) -> str:
    words = f"{cardinal(shillings)} {'shilling' if shillings == 1 else 'shillings'}"
    return f"{words} and {_pence(pence)}" if pence else words


def _pence(pence: int) -> str:
    if pence in _SMALL_PENCE:
        return _SMALL_PENCE[pence]
    return f"{cardinal(pence)}pence" if pence < 13 else f"{cardinal(pence)} pence"


def _money(match: re.Match[str]) -> str:
    sign, whole, part, scale, thing = match.groups()
    one, many, small = _COINS[sign]
    if scale:
        amount = f"{whole}.{part}" if part else _counted(whole)
        return f"{amount} {_SCALES.get(scale, scale)} {one if thing else many}"
    amount = f"{_counted(whole)} {one if thing or _value(whole) == 1 else many}"
    if not part or not part.strip("0"):
        return amount
    if len(part) != 2:
        return f"{whole}.{part} {many}"
    if not _value(whole):
        return f"{cardinal(int(part))} {small}"
    return f"{amount} {cardinal(int(part))}"


def _month_day(match: re.Match[str]) -> str | None:
    day = int(match[2])
    return f"{match[1]} {ordinal(day)}" if 0 < day < 32 else None


def _day_month(match: re.Match[str]) -> str | None:
    day = int(match[2])
    return f"{match[1] or 'the '}{ordinal(day)} of {match[3]}" if 0 < day < 32 else None


def _half_day(match: re.Match[str]) -> str:
    """Letters run together are each named; the last stop stays where it may end the sentence."""
    stopped = match[2] or match[4]
    return f" {(match[1] or match[3]).upper()}M" + (sentence_stop(match) if stopped else "")


def _clock(match: re.Match[str]) -> str:
    hour, minute, half_day = int(match[1]), int(match[2]), match[3]
    if minute:
        return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"
    if half_day:
        return cardinal(hour)
    return f"{cardinal(hour)} o'clock" if 0 < hour < 13 else f"{cardinal(hour)} hundred"


def _phone(match: re.Match[str]) -> str:
    return ", ".join(" ".join(cardinal(int(digit)) for digit in group) for group in match.groups() if group)


def _years(match: re.Match[str]) -> str:
    last = int(match[2])
    end = year(last) if len(match[2]) == 4 else f"{'oh ' if last < 10 else ''}{cardinal(last)}"
    return f"{year(int(match[1]))} to {end}"


def _range(match: re.Match[str]) -> str:
    """Pages 3-5 are 3 to 5; 20-20 and a score of 3-2 are two numbers."""
    return f"{match[1]} {'to ' if _value(match[1]) < _value(match[2]) else ''}{match[2]}"


def _ordinal(match: re.Match[str]) -> str | None:
    value = _value(match[1])
    return ordinal(value) if value < _LARGEST else None


def _vulgar(match: re.Match[str]) -> str:
    name = _VULGAR[match[2]]
    if not match[1]:
        return f" {name} "
    return f"{match[1]} and {name if ' ' in name else f'a {name}'} "


def _fraction(match: re.Match[str]) -> str | None:
    whole, above, below = match[1], int(match[2]), int(match[3])
    if below not in _DENOMINATORS or not 0 < above < below:
        return None
    name = _DENOMINATORS[below]
    parts = (
        f"{cardinal(above)} {'halves' if name == 'half' else name + 's'}"
        if above > 1
        else f"{'a' if whole else 'one'} {name}"
    )
    parts = parts.replace("a eighth", "an eighth")
    return f"{whole} and {parts}" if whole else parts


def _unit(match: re.Match[str]) -> str:
    name = _UNITS[match[3]]
    if _value(match[1]) == 1:
        name = {"feet": "foot", "miles an hour": "mile an hour"}.get(name, name.removesuffix("s"))
    return f"{match[1]} {name}"
