"""Whether a name in speech calls somebody: "Sit down, Anna"."""

from __future__ import annotations

import re

_ADDRESSING = re.compile(
    r"(?:^|\W)(?:dear|dearest|oh|o|yes|no|well|my|why|poor|ah|but|and|come|now|here|hello|good-bye|goodbye|thanks|hi|hey)$",
    re.IGNORECASE,
)


def is_vocative(flat: str, start: int, end: int) -> bool:
    """Whether the name at `flat[start:end]`, inside a quotation, addresses somebody: set off by punctuation."""
    after = flat[end : end + 2].lstrip("'s ")
    if after and after[0] not in ",.!?;:—-\"”'’…":
        return False
    before = flat[max(0, start - 14) : start].rstrip()
    if not before or before[-1] in "\"“‘'" or flat[max(0, start - 2) : start] == "  ":
        return True
    if before[-1] in ".!?…":
        # A name that is a sentence of its own answers a question rather than calls: "Who was it? Mr. Hill."
        return bool(after) and after[0] in ",!—-"
    return before[-1] in ",;—-" or bool(_ADDRESSING.search(before))
