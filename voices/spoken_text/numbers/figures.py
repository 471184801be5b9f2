"""English figures in words: years, ordinals, times, dates, ranges, fractions, units, plain numbers."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers import dates_and_times, measures, money, strokes, telephone
from voices.spoken_text.numbers.money import counted, digits
from voices.spoken_text.numbers.number_words import LARGEST, cardinal, ordinal, plural, year

_ANY = re.compile(r"[\d²³½¼¾⅐-⅞]|(?i:[ap]\.\s?m)")
_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d+"

_YEARS = re.compile(r"(?<![\w.,-])(1[1-9]\d\d|20\d\d)\s?[-–]\s?(\d{4}|\d\d)(?![\w-]|[.,]\d)")
_RANGE = re.compile(rf"(?<![\w.,:/-])({_AMOUNT})(?:-|\s?–\s?)({_AMOUNT})(?![\w/:-]|[.,]\d)")
_DECADE = re.compile(r"(?<![\w.,])(1[1-9]\d0|20[1-9]0)'?s\b")
_SHORT_DECADE = re.compile(r"(?:(?<=\W)|^)'?([2-9]0)'?s\b")
_SHORT_YEAR = re.compile(r"(?<![\w'])'(\d)(\d)(?![\w'])")
_COUNTED = (
    "feet|foot|miles?|yards|pounds|dollars|metres|meters|tons|men|women|people|years|pages|times|words|francs|florins|"
    "roubles|rubles|marks|lire|guineas|crowns|shillings|pesetas|pesos|acres|horses|soldiers|souls|copies|volumes"
)
_YEAR = re.compile(
    r"(?<![\w.,:/£$€-])(?<!number )(?<!Number )(1[1-9]\d\d|20[1-9]\d)"
    rf"(?![\w/%°-]|[.,:]\d|\s*[°%]|\s*(?:{_COUNTED})\b)"
)
_EARLY_YEAR = re.compile(
    r"(?i)\b(in|by|since|until|till|year|of) (10\d\d)(?=\s*(?:$|[^\w\s°%£$€/'-])(?![.,:]\d)|"
    r"\s+(?:he|she|it|they|we|i|the|an?|and|but|when|was|is|had|there|his|her|their|its|as|at|on|by|after|before|until|this|that|(?-i:[A-Z]\w+))\b)"
)
"""A year too early to be told by its figures alone: what stands on both sides must leave no thing that is counted."""
_AMOUNT_OF = re.compile(
    r"(?i)\b(?:one|out|total|sum|number|force|army|crew|fleet|list|population|crowd|average|maximum|minimum|cost|price|"
    r"score|(?:up|down|rose|fell|grew|won|lost|increas\w+|multipl\w+|divid\w+|short)(?= by))\s(?:of|by)$|\bone\sin$"
)
_HUNDREDS = re.compile(r"(?<![\w.,:/£$€-])(1[1-9])00(?![\w/%°]|[.,]\d)")
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

_PER_CENT = re.compile(r"(?<=\d)\s?%")
_MINUS = re.compile(r"(?:(?<=\s)|^)-(?=\d)")
_PLUS = re.compile(r"(?<=\d)\s*\+\s*(?=\d)")
_SQUARED = re.compile(r"(?:(?<=\d)|(?<=\b[A-Za-z])|(?<=\bmc))[²³](?!\w)")
_AND_MORE = re.compile(r"(?<=\d)\+(?!\s*\d)")
_LEADING_PLUS = re.compile(r"(?:(?<=[\s(])|^)\+(?=\d)")
_TIMES = re.compile(r"(?<=\d)x(?=\d)")
_AS_OFTEN = re.compile(r"(?<=\d)x(?!\w)")
_EQUALS = re.compile(r"(?<=\d)\s*=\s*(?=\d)")
_SLASH = re.compile(r"(?<=\d)/(?=\d)")

_ROOM = re.compile(
    r"(?i)\b((?:room|flight|suite|route|highway|interstate|boeing|bus|cell)\s(?-i:[A-Z]{2} ?)?)(\d)(\d\d)\b"
    r"(?!\s(?:feet|men))"
)
_HOUSE = re.compile(r"(?<![\w.,])(\d{3})([A-Za-d])\b")
_LETTER_FIGURE = re.compile(r"(?<=[^\W\d_])-?(?=\d)")
_FIGURE_LETTER = re.compile(r"(?<=\d)-(?=[A-Z] ?\d)|(?<=\d)(?=[^\W\d_])")
_VERSION = re.compile(r"(?<![\w.,])\d+(?:\.\d+){2,}(?![\w])")
_DECIMAL = re.compile(rf"(?<![\w.,])({_AMOUNT})?\.(\d+)(?!\.?\d)")
_PLAIN = re.compile(rf"(?<![\d])(?:{_AMOUNT})(?!\d)")


def in_words(text: SpokenText, *, american: bool) -> SpokenText:
    """All figures in words; see `clock` for `american`."""
    if not _ANY.search(text.text):
        return text
    text = money.in_words(telephone.in_words(text))
    text = dates_and_times.in_words(text, american=american).sub(_TIMES, " by ").sub(_LETTER_FIGURE, " ")
    text = strokes.in_words(measures.in_words(text))
    for pattern, words in (
        (_YEARS, _years),
        (_DECADE, lambda match: plural(year(int(match[1])))),
        (_SHORT_DECADE, lambda match: plural(cardinal(int(match[1])))),
        (_SHORT_YEAR, lambda match: _pair(match[1], match[2])),
        (_RANGE, _range),
        (_ORDINAL, _ordinal),
        (_VULGAR_FRACTION, _vulgar),
        (_EARLY_YEAR, _early_year),
        (_YEAR, lambda match: year(int(match[1]))),
        (_HUNDREDS, lambda match: f"{cardinal(int(match[1]))} hundred"),
        (_PER_CENT, " percent"),
        (_MINUS, "minus "),
        (_SLASH, " "),
        (_PLUS, " plus "),
        (_SQUARED, lambda match: " squared" if match.group() == "²" else " cubed"),
        (_AND_MORE, " plus"),
        (_LEADING_PLUS, "plus "),
        (_AS_OFTEN, " times"),
        (_EQUALS, " equals "),
        (_ROOM, lambda match: f"{match[1]}{cardinal(int(match[2]))} {_pair(match[3][0], match[3][1])}"),
        (_HOUSE, lambda match: f"{digits(match[1])} {match[2]}"),
        (_FIGURE_LETTER, " "),
        (_VERSION, lambda match: " point ".join(_plain(part) for part in match.group().split("."))),
        (_DECIMAL, lambda match: f"{_plain(match[1]) + ' ' if match[1] else ''}point {digits(match[2])}"),
        (_PLAIN, lambda match: _plain(match.group())),
    ):
        text = text.sub(pattern, words)
    return text


def _pair(tens: str, units: str) -> str:
    """Two figures as in a year or on a door: "07" → "oh seven"."""
    if tens == "0":
        return "hundred" if units == "0" else f"oh {cardinal(int(units))}"
    return cardinal(int(tens + units))


def _plain(figures: str) -> str:
    """A number; one with noughts before it figure by figure, 007 as agents have it."""
    if len(figures) > 1 and figures.startswith("0"):
        if len(figures) == 2:
            return f"oh {cardinal(int(figures))}" if figures != "00" else "oh oh"
        if len(figures) == 3 and figures[1] == "0" and figures != "000":
            return f"double oh {cardinal(int(figures))}"
        return digits(figures.replace(",", ""))
    return counted(figures)


def _early_year(match: re.Match[str]) -> str | None:
    if _AMOUNT_OF.search(match.string[: match.end(1)]):
        return None
    return f"{match[1]} {year(int(match[2]))}"


def _years(match: re.Match[str]) -> str:
    last = int(match[2])
    end = year(last) if len(match[2]) == 4 else f"{'oh ' if last < 10 else ''}{cardinal(last)}"
    return f"{year(int(match[1]))} to {end}"


def _range(match: re.Match[str]) -> str:
    """Pages 3-5 are 3 to 5; 20-20 and a score of 3-2 are two numbers."""
    rises = _value(match[1]) < _value(match[2]) or match.string[: match.start()].endswith(("from ", "From "))
    return f"{match[1]} {'to ' if rises else ''}{match[2]}"


def _value(figures: str) -> int:
    return int(figures.replace(",", ""))


def _ordinal(match: re.Match[str]) -> str | None:
    value = _value(match[1])
    return ordinal(value) if value < LARGEST else None


def _vulgar(match: re.Match[str]) -> str:
    name = _VULGAR[match[2]]
    if not match[1]:
        return f" {name} "
    return f"{match[1]} and {name if ' ' in name else f'a {name}'} "
