"""What a person probably meant by a word that isn't one of the valid ones."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


def nearest(word: str, options: Iterable[str], *, alike: float = 0.6) -> str | None:
    """The option most like `word`, letter case aside; None if none is much like it.

    Much alike: of equal letters, a share of at least `alike` (0–1), or a whole part. Of equals, the first.
    """
    folded = {option.casefold(): option for option in reversed(list(options))}
    wanted = word.casefold().strip()
    if wanted in folded:
        return folded[wanted]
    # "arthur" means "en-gb+arthur": a whole part of a longer name beats a name that merely looks alike.
    parts = [option for key, option in reversed(folded.items()) if wanted and wanted in key]
    if parts:
        return min(parts, key=len)
    close = difflib.get_close_matches(wanted, list(reversed(folded)), n=1, cutoff=alike)
    return folded[close[0]] if close else None


def named_in_part(part: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of which `part` is a whole word, or several in a row, letter case aside.

    "arthur" is part of "Arthur Wren" and of "en-gb+arthur".
    """

    def words(text: str) -> str:
        return f" {' '.join(_WORD.findall(text.casefold()))} "

    wanted = words(part)
    return tuple(name for name in names if wanted.strip() and wanted in words(name))
