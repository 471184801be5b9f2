"""English measures in words: feet and inches, degrees, weights and lengths with the short names of their units."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import cardinal

_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_PARTS = "½¼¾⅐-⅞"

_FOOT = "['′’‘´]"
_INCH = "(?:[\"″”“]|['′’´]{2})"
_ANY_MARK = re.compile(r"\d[½¼¾⅐-⅞]?\s?['’‘´′″\"”“°]")
_HEIGHT = re.compile(
    rf"(?<![\w'’°])(\d{{1,2}}){_FOOT}\s?(\d{{1,2}})([{_PARTS}])?(?:\s?{_INCH}|(?![\w'’\"”′″%-]|[.,:]\d))"
)
_INCHES_MARKED = re.compile(
    rf"(?<![\w'’°′.])(\d+(?:\.\d+)?)\s?([{_PARTS}])?(″|[\"”]|''|’’)(?=(\s?[x×]\s?\d|\s?[a-z]|[,.;:!?)]|\s|$))"
)
_WALL = re.compile(r"(?<=\b[Aa] )(\d{1,3})['’](?=\s[a-z])")
_SINGLE_QUOTE = re.compile(r"(?:^|[\s(—])['‘]")
_FEET_MARKED = re.compile(
    r"(?<![\w'’°.])(\d+(?:\.\d+)?)(?:′|['’](?=\s(?:high|tall|wide|deep|long|thick|above|below|by|away|x)\b|\s?[x×]\s?\d))"
)
_SIDE_BY_SIDE = re.compile(
    rf"(?<![\w'’°.])(\d+(?:\.\d+)?)\s?(?:({_INCH})|{_FOOT})\s?[x×]\s?(\d+(?:\.\d+)?)\s?(?:({_INCH})|{_FOOT})"
)
_PLACE = re.compile(
    rf"(?<![\w.])(\d{{1,3}})\s?°\s?(\d{{1,2}})\s?{_FOOT}(?:\s?(\d{{1,2}}(?:\.\d+)?)\s?{_INCH})?(?:\s?([NSEW])(?!\w))?"
)
_COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_MEASURED = re.compile(r"(?:\b(?:an?|the|of|by|is|was|about|over|under|only|[x×])|[x×])\s?$")
_GOES_ON = re.compile(r"\s?[a-z×]")
_OPENING = str.maketrans({"“": '"', "”": '"', "„": '"'})

_UNITS = {
    "ft": "feet",
    "lb": "pounds",
    "lbs": "pounds",
    "oz": "ounces",
    "fl oz": "fluid ounces",
    "fl. oz": "fluid ounces",
    "cwt": "hundredweight",
    "yd": "yards",
    "yds": "yards",
    "sq ft": "square feet",
    "sq. ft": "square feet",
    "sq m": "square metres",
    "sq. m": "square metres",
    "sq mi": "square miles",
    "sq. mi": "square miles",
    "sq km": "square kilometres",
    "hr": "hours",
    "hrs": "hours",
    "min": "minutes",
    "mins": "minutes",
    "sec": "seconds",
    "secs": "seconds",
    "km/h": "kilometres an hour",
    "km/hr": "kilometres an hour",
    "kph": "kilometres an hour",
    "kmh": "kilometres an hour",
    "m/s": "metres a second",
    "km/s": "kilometres a second",
    "ft/s": "feet a second",
    "km": "kilometres",
    "cm": "centimetres",
    "mm": "millimetres",
    "kg": "kilos",
    "kgs": "kilos",
    "mg": "milligrams",
    "ml": "millilitres",
    "cl": "centilitres",
    "tsp": "teaspoons",
    "tbsp": "tablespoons",
    "mph": "miles an hour",
    "hp": "horsepower",
    "h.p": "horsepower",
    "m.p.h": "miles an hour",
    "rpm": "revolutions a minute",
    "fps": "frames a second",
    "psi": "pounds per square inch",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "Hz": "hertz",
    "kW": "kilowatts",
    "dB": "decibels",
    "KB": "kilobytes",
    "MB": "megabytes",
    "GB": "gigabytes",
    "TB": "terabytes",
    "m²": "square metres",
    "km²": "square kilometres",
    "ft²": "square feet",
    "m³": "cubic metres",
}
_LETTERS = {"m": "metres", "g": "grams", "l": "litres", "L": "litres", "V": "volts", "W": "watts"}
"""Units of one letter, which must stand right behind their figures."""
_UNIT_NAMES = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(
    rf"(?<![\w.])((?:{_AMOUNT})(?:\.\d+)?\s?[{_PARTS}]?)(\s?|-)({_UNIT_NAMES})(?!\w)"
    r"(\.(?=\s+[a-z\d])|\.(?=[,;])|(?<=\.\w)\.)?"
)
_MILLIONS = re.compile(
    rf"(?<![\w.])((?:{_AMOUNT})(?:\.\d+)?)\s?(m|bn)(?=\s(?:people|users|copies|years|views|dollars|pounds|euros|men|women)\b)"
)
_LETTER_UNIT = re.compile(
    rf"(?<![\w.£$€¥₹])((?:{_AMOUNT})(?:\.\d+)?)(?:({'|'.join(_LETTERS)})(?![\w'/-])|"
    r"\s(m|g|l)(?=\s(?:long|high|wide|deep|tall|away|of)\b)|"
    r"\s(m|g)(?=[.!?](?:\s+[A-Z]|\W*$)|[,;:)]|\s(?:race|sprint|dash|relay|hurdles|steeplechase)\b))"
)
_STONE = re.compile(r"(?<![\w.])(\d{1,2})\s?st\.?(?=\s?\d{1,2}\s?(?:lbs?|pounds)\b)")
_INCHES = re.compile(
    r"(?:(?<=feet )|(?<=foot ))(\d{1,2})(?:in\b\.?|\sin(?:\.|\b(?=\s*(?:$|[,;:!?)]|"
    r"(?:in|and|or|but|tall|high|long|wide|deep|thick|from|with|above|below|at|is|was)\b))))|"
    r"(?<![\w.])(\d+) in\.(?=\s(?:long|wide|thick|tall|high|deep|of)\b)"
)
_THING = re.compile(
    r" (?!(?:of|in|and|or|from|to|for|at|on|away|is|was|a|an|the|per|by|with|that|than|above|below)\b)[a-z]"
)
_THOUSANDS = re.compile(
    r"(?<=\d)[kK](?=\s(?:people|users|followers|views|copies|words|votes|men|women|fans|likes|years|miles)\b)"
)
_DEGREES = re.compile(r"(?<=\d)\s?°(?:\s?([CF]|[NSEW](?=[\s.,;:)]|$))(?!\w))?(?=(\w)?)")
_PER = re.compile(
    r"(?<=[\w¢])/(hour|hr|day|week|month|year|night|minute|min|second|sec|mile|kg|lb|litre|liter|gallon|head|person)\b"
)
_BEFORE_PER = re.compile(r"\d[\d,.]*(?:\s?\w+)?$|\b(?:pounds?|dollars?|euros?|pence|cents|miles|yen)(?:\s\w+)?$")


def marked(text: SpokenText) -> SpokenText:
    """Feet, inches, minutes and seconds of arc that marks stand for; before punctuation is cleaned, which they are."""
    if not _ANY_MARK.search(text.text):
        return text
    return (
        text.sub(_PLACE, _place)
        .sub(_SIDE_BY_SIDE, _side_by_side)
        .sub(_HEIGHT, _height)
        .sub(_FEET_MARKED, lambda match: f"{match[1]} {_named(match, 'feet')}")
        .sub(_WALL, lambda match: None if _SINGLE_QUOTE.search(match.string[: match.start()]) else f"{match[1]} foot")
        .sub(_INCHES_MARKED, _inches_marked)
    )


def in_words(text: SpokenText) -> SpokenText:
    """Units in full, "20°C" as "20 degrees Celsius"; figures stay figures, but for those of inches."""
    return (
        text.sub(_STONE, lambda match: f"{match[1]} stone")
        .sub(_UNIT, _unit)
        .sub(_MILLIONS, lambda match: f"{match[1]} {'million' if match[2] == 'm' else 'billion'}")
        .sub(_THOUSANDS, " thousand")
        .sub(_LETTER_UNIT, _letter_unit)
        .sub(_INCHES, lambda match: f"{cardinal(int(match[1] or match[2]))} {_number(match[1] or match[2], 'inches')}")
        .sub(_PER, _per)
        .sub(_DEGREES, _degrees)
    )


def _height(match: re.Match[str]) -> str | None:
    closed = match.group()[-1] in "\"″”“'′’´"
    feet, inches = int(match[1]), int(match[2])
    if not closed and not (3 <= feet <= 8 and inches < 12):
        return None
    # In words, so that an "in" that comes next is none of inches.
    return f"{cardinal(feet)} foot {f'{inches}{match[3]}' if match[3] else cardinal(inches)}"


def _side_by_side(match: re.Match[str]) -> str:
    first, second = (_number(match[n], "inches" if match[n + 1] else "feet") for n in (1, 3))
    return f"{match[1]} {first} by {match[3]} {second}"


def _inches_marked(match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    is_quote = before.translate(_OPENING).count('"') % 2 or before.count(match[3]) % 2
    if match[3] != "″" and (is_quote or not (_MEASURED.search(before) and _GOES_ON.match(match[4]))):
        # The mark ends what somebody says.
        return None
    amount = match[1] + (match[2] or "")
    return f"{amount} {_named(match, 'inches')}" + (" " if match[4][:1].isalpha() else "")


def _named(match: re.Match[str], unit: str) -> str:
    """A unit in the singular before what it measures: "a 10 foot wall"."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if re.search(r"\b[Aa]n?\s$", before) and re.match(r"\s[a-z]", after):
        return _singular(unit)
    return _number(match[1], unit)


def _number(figures: str, unit: str) -> str:
    return _singular(unit) if figures.strip() == "1" else unit


def _singular(unit: str) -> str:
    """ "kilometres an hour" → "kilometre an hour"."""
    head, space, rest = unit.partition(" ")
    if head in ("square", "cubic", "fluid"):
        return f"{head} {_singular(rest)}"
    if head in ("horsepower", "hertz", "kilohertz", "megahertz", "gigahertz", "hundredweight"):
        return unit
    single = "foot" if head == "feet" else "inch" if head == "inches" else head.removesuffix("s")
    return single + space + rest


def _place(match: re.Match[str]) -> str:
    seconds = f" {match[3]} seconds" if match[3] else ""
    side = f" {_COMPASS[match[4]]}" if match[4] else ""
    return f"{match[1]} degrees {match[2]} minutes{seconds}{side}"


def _degrees(match: re.Match[str]) -> str:
    kind = {"C": "Celsius", "F": "Fahrenheit"} | _COMPASS
    return " degrees" + (f" {kind[match[1]]}" if match[1] else "") + (" " if match[2] else "")


def _unit(match: re.Match[str]) -> str:
    name = _UNITS[match[3]]
    # A nine-foot fence, written "a 9 ft. fence".
    fence = name == "feet" and re.search(r"\ban? $", match.string[: match.start()])
    part = match.string[: match.start()].endswith("/")
    if match[2] == "-" or match[1].strip() == "1" or part or fence or _qualifies(match):
        name = _singular(name)
    return f"{match[1].rstrip()}{'-' if match[2] == '-' else ' '}{name}"


def _per(match: re.Match[str]) -> str | None:
    if not _BEFORE_PER.search(match.string[: match.start()]):
        return None
    return f" per {_singular(_UNITS.get(match[1], match[1]))}"


def _letter_unit(match: re.Match[str]) -> str:
    name = _LETTERS[match[2] or match[3] or match[4]]
    return f"{match[1]} {_singular(name) if _qualifies(match) else _number(match[1], name)}"


def _qualifies(match: re.Match[str]) -> bool:
    """Whether a measure is said of the word behind it: "a 5 km walk"."""
    return bool(
        re.search(r"\b(?:[Aa]n?|[Tt]he) $", match.string[: match.start()]) and _THING.match(match.string, match.end())
    )
