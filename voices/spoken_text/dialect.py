"""English as it is clipped in dialect: letters that an apostrophe stands for are said where an engine would stumble."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText

_ANY = re.compile("'")
_VERBS = (
    "be|do|get|give|go|have|hide|keep|know|leave|look|mak|make|say|see|sew|speak|tak|take|tell|think|trust|try|work"
)
"""After these, "t'" is "to"; else it is "the"."""
_CLIPPED = tuple(
    (re.compile(rf"(?<![\w'])(?:{pattern})"), word)
    for pattern, word in (
        (r"(?i:an)'(?=\s|[.,;:!?]|$)", "and"),
        (r"(?i:t)'(?=(?:day|night|morrow)\b)", "to"),
        (r"(?i:ha)'(?=\s)", "have"),
        (r"(?i:fro)'(?=\s)", "from"),
        (r"(?i:th)'(?=\s\w)", "the"),
        (r"(?i:wi)'(?=\s\w)", "with"),
        (r"(?i:wi)'(?=\s'em\b)", "with"),
        (r"(?i:o)'(?=\s'?\w)", "of"),
        (rf"(?i:t)'(?=\s(?:th'|the\b|{_VERBS}))", "to"),
        (r"(?i:t)'(?=\s\w)", "the"),
        (r"(?i:bein)'(?!\w)", "being"),
        (r"(?i:seein)'(?!\w)", "seeing"),
        (r"(?i:p'r'?aps)\b", "praps"),
        (r"(?i:t'other)\b", "tother"),
        (r"(?i:ha'p(?:enny|'ny))\b", "haypny"),
        (r"(?i:(?:ha'p'?|hap')orth)\b", "hayputh"),
        (r"(?i:ha'pence)\b", "haypence"),
        # An h that was dropped, where the rest looks like another word.
        (r"'[Aa]ve\b", "av"),
        (r"'[Oo]use\b", "owss"),
        (r"'[Ee]ad\b", "ed"),
        (r"'[Ee]art\b", "art"),
        (r"'[Ee]aven\b", "evven"),
        (r"'[Ee]avy\b", "evvy"),
        (r"'[Ii]gh\b", "eye"),
    )
)
_AND = re.compile(r"(?i)(?<=\w )'n'?(?= \w)")


def in_full(text: SpokenText) -> SpokenText:
    """As in "th' end o' the day" → "the end of the day". Wants straight apostrophes."""
    if not _ANY.search(text.text):
        return text
    text = text.sub(_AND, "and")
    for pattern, word in _CLIPPED:
        text = text.sub(pattern, word)
    return text
