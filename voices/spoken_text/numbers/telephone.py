"""Telephone numbers in English: figure by figure, with a pause after each group."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import cardinal

_SHORT = re.compile(r"(?<![\w-])(?:(\d{3})-)?(\d{3})-(\d{4})(?![\w-])")
_LONG = re.compile(
    r"(?<![\w.,(-])(?:"
    # With the country's number; with the town's in brackets, or behind a nought; or as in North America.
    r"\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,5}|"
    r"\(\d{2,5}\) ?\d{3,4}[ -]?\d{3,4}|"
    r"0\d{2,4}(?:[ -]\d{3,4}){2}|0\d{3,4} \d{6}|"
    r"1-\d{3}-\d{3}-\d{4}|"
    r"\d{3}\.\d{3}\.\d{4}"
    r")(?![\w-])"
)
_EMERGENCY = re.compile(
    r"(?i)\b((?:call(?:ed|ing)?|dial(?:led|ed|ling|ing)?|rang|ring(?:ing)?|phoned?)\s)(911|999|112|101|111)\b"
)


def in_words(text: SpokenText) -> SpokenText:
    """Numbers that are dialled."""
    return (
        text.sub(_EMERGENCY, lambda match: match[1] + _digits(match[2]))
        .sub(_LONG, lambda match: ("plus " if match.group()[0] == "+" else "") + _groups(match.group()))
        .sub(_SHORT, lambda match: _groups(match.group()))
    )


def _groups(number: str) -> str:
    return ", ".join(_digits(group) for group in re.findall(r"\d+", number))


def _digits(figures: str) -> str:
    return " ".join(cardinal(int(figure)) for figure in figures)
