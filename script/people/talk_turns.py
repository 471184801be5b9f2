"""How near two tags stand that are turns of one talk. In flat text a paragraph's end is two spaces."""

from __future__ import annotations

import re

NEXT_TURN = 500
"""Characters at most from one tag to the next of a talk."""
_PARAGRAPH_END = re.compile(r"  +")


def is_same_paragraph(flat: str, start: int, end: int) -> bool:
    """Whether two offsets, the earlier one first, stand in one paragraph, not far from each other."""
    return end - start < NEXT_TURN and "  " not in flat[start:end]


def is_next_paragraph(flat: str, start: int, end: int) -> bool:
    """Whether the second of two offsets stands in the paragraph behind the first one's, not far from it."""
    return end - start < NEXT_TURN and len(_PARAGRAPH_END.findall(flat, start, end)) == 1
