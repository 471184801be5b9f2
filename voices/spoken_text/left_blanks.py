"""What an author left out: "Mr. B——", "the ——shire", "17—", "d—n". Must be seen before dashes become pauses."""

from __future__ import annotations

import re
from functools import partial

from voices.spoken_text.mapped_text import SpokenText

_GAP = "(?:-{2,}|—+|⸺|⸻|_{2,})"
_LONG_GAP = "(?:-{3,}|—{2,}|⸺|⸻|_{3,})"
_ANY = re.compile(r"-{2}|[—⸺⸻]|__|\*")
_TITLE = (
    r"Mr\.?|Mrs\.?|Miss|Dr\.?|Sir|Lady|Lord|Count(?:ess)?|Baron(?:ess)?|Duke|Duchess|Marquis|Marquise|Earl|Prince|"
    r"Princess|General|Gen\.|Colonel|Col\.|Captain|Capt\.|Major|Madame|Mme\.?|Monsieur|Professor|Judge|Sister|Father"
)
_NAMELESS = re.compile(
    rf"(?<![\w.])((?:{_TITLE})(?:\s+of)?\s+)(?:{_GAP}(?=['’]s\b)|{_LONG_GAP}(?=[\s.,;:!?'’\"”)]|$)|—(?=[.,;]))"
)
_COUNTY = re.compile(rf"(?<=\s){_GAP}(?=shire\b)")
_UNNAMED = re.compile(rf"(?<=\b[Tt]he ){_GAP}\s?(?=[a-z])")
_YEAR = re.compile(r"(?<![\w.,-])(1[0-9]|20)(?:(?:--+|—{2,}|⸺|⸻|__+)(?![\w-])|—(?=[\s.,;:)]|$))")
_INITIAL = re.compile(rf"(?<![\w'’.-])([A-HJ-Z]){_GAP}(?=[\s.,;:!?\"”)]|['’]s\b|$)")
_OATHS = tuple(
    (re.compile(rf"(?<![\w'’-]){pattern}(?![\w-])"), word)
    for pattern, word in (
        (rf"([Dd]){_GAP}n", "amn"),
        (rf"([Dd]){_GAP}(?:n?ed|d)", "amned"),
        (rf"([Dd]){_GAP}(?:v?i?l)", "evil"),
        (rf"([Hh]){_GAP}ll?", "ell"),
        (rf"([Gg]){_GAP}d", "od"),
        (rf"(b){_GAP}y", "loody"),
        (r"([Dd])\*mn", "amn"),
        (r"([Hh])\*ll", "ell"),
        (r"([Ff])(?:\*{1,2}|u\*)c?k", "uck"),
        (r"([Ff])(?:\*{1,2}|u\*)c?king", "ucking"),
        (r"([Ss])(?:h\*t|\*{2}t)", "hit"),
        (r"([Bb])(?:\*tch|\*{3}h)", "itch"),
    )
)


def filled(text: SpokenText) -> SpokenText:
    """A missing name is "Blank", a missing end of a name is nothing; an oath is said."""
    if not _ANY.search(text.text):
        return text
    for pattern, rest in _OATHS:
        text = text.sub(pattern, partial(_said, rest))
    return (
        text.sub(_YEAR, lambda match: f"{match[1]} blank")
        .sub(_INITIAL, lambda match: match[1])
        .sub(_NAMELESS, lambda match: f"{match[1]}Blank")
        .sub(_COUNTY, "Blank")
        .sub(_UNNAMED, "Blank ")
    )


def _said(rest: str, match: re.Match[str]) -> str:
    return match[1] + rest
