"""Number words, from the rules of the Unicode Common Locale Data Repository (CLDR)."""

from __future__ import annotations

import functools

from unicode_rbnf import RbnfEngine

LARGEST = 10**15
"""Numbers from here on stay figures: nobody reads them as one."""

_CARDINALS = {"en": "spellout-cardinal-verbose"}
_ORDINALS = {
    "en": "spellout-ordinal-verbose",
    "de": "spellout-ordinal",
    "fr": "spellout-ordinal-masculine",
    "es": "spellout-ordinal-masculine",
    "it": "spellout-ordinal-masculine",
}


def cardinal(number: int, language: str = "en") -> str:
    """105 → "one hundred and five", in German "einhundertfünf". For 0 ≤ number < `LARGEST`; `language` is a two-letter
    code that CLDR has rules for."""
    return _spelled(number, language, _CARDINALS.get(language, "spellout-numbering"))


def attributive(number: int, language: str) -> str:
    """The number before a masculine noun: in Spanish 21 is "veintiún" there, in German 1 is "ein"."""
    rules = "spellout-cardinal-masculine" if language in ("de", "es") else "spellout-numbering"
    return _spelled(number, language, rules)


def ordinal(number: int, language: str = "en") -> str:
    """21 → "twenty-first", in French "vingt-et-unième". For English, German, French, Spanish, Italian."""
    return _spelled(number, language, _ORDINALS[language])


def plural(words: str) -> str:
    """The plural of a number: "ninety" → "nineties", "six" → "sixes"."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith("x") else "s")


def year(number: int, language: str = "en") -> str:
    """A year as it is said: 1815 → "eighteen fifteen", 1905 → "nineteen oh-five", 2005 → "two thousand and five"."""
    if language == "fr" or (language == "en" and number % 1000 < 10):
        return cardinal(number, language)
    return _spelled(number, language, "spellout-numbering-year")


@functools.lru_cache(maxsize=4096)
def _spelled(number: int, language: str, rules: str) -> str:
    # Soft hyphens mark where long words may be broken in print.
    return _rules(language).format_number(number, ruleset_names=[rules]).text.replace("\u00ad", "")


@functools.cache
def _rules(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(language)
