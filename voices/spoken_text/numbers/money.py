"""English money, old and new: "£3 10s. 6d.", "2½d.", "$5.50", "£20,000 a year"."""

from __future__ import annotations

import re

from voices.spoken_text.abbreviations import sentence_stop
from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import LARGEST, cardinal

_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_COINS = {
    "£": ("pound", "pounds", "pence"),
    "$": ("dollar", "dollars", "cents"),
    "€": ("euro", "euros", "cents"),
    "¥": ("yen", "yen", "sen"),
    "₹": ("rupee", "rupees", "paise"),
}
_LANDS = {
    "US": "US ",
    "A": "Australian ",
    "AU": "Australian ",
    "C": "Canadian ",
    "CA": "Canadian ",
    "NZ": "New Zealand ",
}
_PENNIES = r"(\d{1,2})?([½¼¾])?\s?d\b\.?"
_POUNDS_SHILLINGS = re.compile(rf"£\s?({_AMOUNT})[.,]?\s+(\d{{1,2}})\s?s\b\.?(?:,?\s*{_PENNIES})?")
_POUNDS = re.compile(rf"(?<![\w£$€.,])({_AMOUNT})\s?l\.(?!\w)")
_SHILLINGS_PENCE = re.compile(rf"(?<![\w.])(\d{{1,2}})\s?s\b\.?,?\s*(?=\d|[½¼¾]){_PENNIES}")
_SHILLINGS = re.compile(r"(?<![\w.])(\d{1,2})(?:\s?s\.(?!\w)(?=(\s(?:note|piece)s?\b)?)|/-(?!\w))")
_SHILLINGS_RATE = re.compile(
    r"(?<![\w./])(\d{1,2})/(\d{1,2})(?=\s(?:a|per|the)\s(?:yard|pound|lb|dozen|day|week|bottle|head|hour)\b)"
)
_PENCE = re.compile(r"(?<![\w.,])(?=\d|[½¼¾])(\d{1,2})?([½¼¾])?d\.(?!\w)")
_MONEY = re.compile(
    rf"(?:(?<![\w.])(US|AU?|CA?|NZ)(?=\$))?([£$€¥₹])\s?({_AMOUNT})(?:\.(\d+))?"
    r"(?:\s?(hundred|thousand|million|billion|trillion|mil|m|mn|bn|tn|k)\b|(K|M|MM|B|Bn|T)(?!\w))?"
    r"(?=(-\w|\s(?:bill|note|coin|piece)s?\b)?)"
)
_SCALES = {"m": "million", "mn": "million", "mm": "million", "mil": "million", "bn": "billion", "b": "billion"}
_SCALES |= {"tn": "trillion", "t": "trillion", "k": "thousand"}
_ONE_OF_THEM = re.compile(r"\b[Aa]n?\s$")
_SOMETHING = re.compile(
    r"\s(?!(?:a|an|each|per|in|for|to|and|or|on|of|the|was|is|every|from|by|at|with|that|more|less)\b)[a-z]"
)
_PENCE_NOW = re.compile(r"(?<![\w.,£$€¥])(\d{1,3})p\b(?!\.\s?m|\.\w|')")
_CENTS = re.compile(r"(?<![\w.])(\d+)\s?¢")
_PER_CENT = re.compile(r"(?<=\bper )(cents?)\.(?=\s+[a-z\d]|,)")
_SMALL_PENCE = {1: "a penny", 2: "twopence", 3: "threepence"}
_PARTS = {"½": "halfpenny", "¼": "farthing", "¾": "three farthings"}


def in_words(text: SpokenText) -> SpokenText:
    """Amounts of money in words."""
    return (
        text.sub(_POUNDS_SHILLINGS, _pounds_shillings)
        .sub(_POUNDS, lambda match: f"{counted(match[1])} pounds{sentence_stop(match)}")
        .sub(_SHILLINGS_PENCE, lambda match: _shillings(int(match[1]), match[2], match[3]))
        .sub(_SHILLINGS_RATE, _rate)
        .sub(_SHILLINGS, _shillings_alone)
        .sub(_PENCE, lambda match: _pence(match[1], match[2]))
        .sub(_MONEY, _money)
        .sub(_PENCE_NOW, lambda match: "one penny" if match[1] == "1" else f"{counted(match[1])} pence")
        .sub(_CENTS, lambda match: f"{counted(match[1])} {'cent' if match[1] == '1' else 'cents'}")
        .sub(_PER_CENT, lambda match: match[1])
    )


def counted(digits: str) -> str:
    """The words of figures, "1,500" → "one thousand five hundred"; a number that is too large as it is."""
    value = int(digits.replace(",", ""))
    return cardinal(value) if value < LARGEST else digits


def _pounds_shillings(match: re.Match[str]) -> str:
    pounds = f"{counted(match[1])} {'pound' if match[1] == '1' else 'pounds'}"
    return f"{pounds} {_shillings(int(match[2]), match[3], match[4])}"


def _shillings(shillings: int, pence: str | None, part: str | None) -> str:
    words = f"{cardinal(shillings)} {'shilling' if shillings == 1 else 'shillings'}"
    return f"{words} and {_pence(pence, part)}" if pence or part else words


def _shillings_alone(match: re.Match[str]) -> str:
    if match[2]:
        return f"{cardinal(int(match[1]))} shilling"
    return _shillings(int(match[1]), None, None) + (sentence_stop(match) if match.group().endswith(".") else "")


def _rate(match: re.Match[str]) -> str | None:
    shillings, pence = int(match[1]), int(match[2])
    return f"{cardinal(shillings)} and {cardinal(pence)}" if shillings > 1 and 2 < pence < 12 else None


def _pence(pence: str | None, part: str | None) -> str:
    """Pence and a part of a penny: 8 and ½ → "eightpence halfpenny"."""
    words = []
    if pence:
        count = int(pence)
        whole = f"{cardinal(count)}pence" if count < 13 else f"{cardinal(count)} pence"
        words.append(_SMALL_PENCE.get(count, whole))
    if part:
        words.append(_PARTS[part])
    return " ".join(words)


def _money(match: re.Match[str]) -> str:
    land, sign, whole, part, small_scale, large_scale, thing = match.groups()
    one, many, small = _COINS[sign]
    one, many = _LANDS.get(land, "") + one, _LANDS.get(land, "") + many
    scale = small_scale or (large_scale or "").lower()
    if not thing and _ONE_OF_THEM.search(match.string[: match.start()]):
        thing = _SOMETHING.match(match.string, match.end())
    if scale:
        amount = f"{counted(whole)} point {digits(part)}" if part else counted(whole)
        return f"{amount} {_SCALES.get(scale, scale)} {one if thing else many}"
    amount = f"{counted(whole)} {one if thing or whole == '1' else many}"
    if not part or not part.strip("0"):
        return amount
    if len(part) != 2:
        return f"{counted(whole)} point {digits(part)} {many}"
    if whole == "0":
        return f"{cardinal(int(part))} {small}"
    return f"{amount} {cardinal(int(part))}"


def digits(figures: str) -> str:
    """Figure by figure: "25" → "two five"."""
    return " ".join(cardinal(int(figure)) for figure in figures)
