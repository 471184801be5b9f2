"""Which pronoun tells of a name: the one that takes up the subject, "Anna took her hat", never "Anna looked at him"."""

from __future__ import annotations

import re

from script.quotations.speech_words import FUNCTION_WORDS, word_set

_PREPOSITIONS = word_set(
    "to at of with by for from on upon towards toward into beside than like about after before behind over under near"
)
_AFTER_OBJECT = "|".join(sorted(_PREPOSITIONS | FUNCTION_WORDS | word_set("again away off down up out in back")))
_TELLING = re.compile(
    rf"\b(?:(?P<she>she|herself|her(?= +[a-z])(?! +(?:{_AFTER_OBJECT})\b))|(?P<he>he|his|himself))\b", re.IGNORECASE
)
_OTHER_SUBJECT = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.!?;:,—–\"“”]")
_BEFORE = 50


def pronoun_of(flat: str, start: int, end: int, stop: int) -> str:
    """ "she" or "he", as the text up to `stop` takes up the name at `flat[start:end]`; "" where it doesn't, or where
    the name is no subject: "he looked at Anna. He …"."""
    clause = _CLAUSE.split(flat[max(0, start - _BEFORE) : start])[-1]
    words = clause.split()
    if (words and words[-1].lower() in _PREPOSITIONS) or _OTHER_SUBJECT.search(clause):
        return ""
    match = _TELLING.search(flat, end, stop)
    return (match.lastgroup or "") if match else ""


_ANY = re.compile(r"\b(?:(?P<she>she|her|herself|hers)|(?P<he>he|his|him|himself))\b", re.IGNORECASE)


def next_pronoun(flat: str, end: int, stop: int) -> str:
    """ "she" or "he", whichever stands next, whoever is meant."""
    match = _ANY.search(flat, end, stop)
    return (match.lastgroup or "") if match else ""


_THING = re.compile(r"\b(?:its|itself)\b|(?<=[.!?] )It\b(?!(?: was|'s| is| had been) [a-z]+ing\b)")


def is_it(flat: str, end: int, stop: int) -> bool:
    """Whether an "it" takes up the name that ends at `end`: as the next sentence's subject, or as "its"."""
    return _THING.search(flat, end, stop) is not None
