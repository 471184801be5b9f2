"""Whether narration behind a quotation goes on with a tag: a quick look, before anybody asks for its subject."""

from __future__ import annotations

import re

from script.quotations.speech_words import SAY, SAY_CORE

_FIRST_WORDS = re.compile(r"[,—–-]?\s*([\w’'.]+)(?:\s+([\w’']+))?(?:\s+([\w’']+))?(?:\s+([\w’']+))?")


def tag_follows(after: str) -> bool:
    """Whether narration goes on with "said he" or "he quietly said"."""
    match = _FIRST_WORDS.match(re.split(r"[.!?…;:](?:\s|$)", after, maxsplit=1)[0])
    if not match:
        return False
    first, *others = (word.lower() if word else "" for word in match.groups())
    if first in ("as", "which", "that"):
        return False
    return first in SAY or any(word in SAY_CORE for word in others)
