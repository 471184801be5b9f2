"""Text that remembers where each of its characters came from, through any number of replacements."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Replacement = str | Callable[[re.Match[str]], str | None]
"""What takes a match's place: a text (no group references), or a function of the match; None leaves it as it is."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """`text` as spoken; `source[i]` is the index in the printed text of spoken character i, never decreasing."""

    text: str
    source: tuple[int, ...]

    @classmethod
    def of(cls, printed: str) -> SpokenText:
        """Text as it is printed, each character its own source."""
        return cls(printed, tuple(range(len(printed))))

    def sub(self, pattern: re.Pattern[str], replacement: Replacement) -> SpokenText:
        """Every match replaced. The new characters are spread evenly over the printed stretch that they stand for."""
        pieces: list[str] = []
        source: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            start, end = match.span()
            if new is None or new == match.group():
                continue
            pieces += self.text[done:start], new
            source += self.source[done:start]
            source += self._spread(start, end, len(new))
            done = end
        if not done and not pieces:
            return self
        pieces.append(self.text[done:])
        source += self.source[done:]
        return SpokenText("".join(pieces), tuple(source))

    def _spread(self, start: int, end: int, count: int) -> list[int]:
        """Printed indices for `count` characters that take the place of text[start:end]."""
        if start == end:
            return [self.source[min(start, len(self.source) - 1)]] * count if self.source else []
        first, last = self.source[start], self.source[end - 1]
        width = last + 1 - first
        return [first + position * width // count for position in range(count)]
