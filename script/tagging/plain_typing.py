"""A story as it would be if everybody typed alike, for all that look for words in it, and the way back to its offsets.

A soft hyphen or a joiner in a name, an accent that is a character of its own, a no-break space or hyphen: none of them
is seen, and none makes another person of somebody. Capitals are where others put them. The story's own text stays as it
is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from script.quotations.flat_text import RETYPED, UNSEEN, seen
from script.story import Story
from script.tagging.plain_case import in_ordinary_case

_ALIKE = {
    ord(char): " " for char in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
}
_ALIKE |= {ord(char): "-" for char in "\u2010\u2011"}
_UNSEEN = re.compile(f"[{UNSEEN}]")


class PlainTyping:
    """The story in plain typing, and where its offsets lie in the story as it is."""

    def __init__(self, story: Story) -> None:
        self._text = story.text
        self._ends = [0]
        """Where a stretch ends that is typed in more characters, in the story as it is."""
        self._plain_ends = [0]
        """The same in plain typing."""
        parts: list[str] = []
        at = length = 0
        for match in () if story.text.isascii() else RETYPED.finditer(story.text):
            shown = seen(match[0])
            parts += [story.text[at : match.start()], shown]
            length += match.start() - at + len(shown)
            at = match.end()
            self._ends.append(at)
            self._plain_ends.append(length)
        text = "".join([*parts, story.text[at:]]).translate(_ALIKE)
        plain = story if text == story.text else self._retyped(story, text)
        cased = in_ordinary_case(text, plain.blocks)
        self.story = plain if cased == text else replace(plain, text=cased)

    def _retyped(self, story: Story, text: str) -> Story:
        there = self.there
        return replace(
            story,
            text=text,
            sections=tuple(replace(part, start=there(part.start), end=there(part.end)) for part in story.sections),
            blocks=tuple(replace(block, start=there(block.start), end=there(block.end)) for block in story.blocks),
            styles=tuple(replace(span, start=there(span.start), end=there(span.end)) for span in story.styles),
            scene_breaks=tuple(map(there, story.scene_breaks)),
        )

    def there(self, offset: int) -> int:
        """Where in plain typing an offset of the story lies."""
        at = bisect_right(self._ends, offset) - 1
        plain = self._plain_ends[at] + offset - self._ends[at]
        return min(plain, self._plain_ends[at + 1]) if at + 1 < len(self._plain_ends) else plain

    def start(self, plain: int) -> int:
        """Where in the story a stretch begins that does so at an offset of plain typing: with what is unseen before."""
        offset = self.end(plain)
        while offset and _UNSEEN.match(self._text, offset - 1):
            offset -= 1
        return offset

    def end(self, plain: int) -> int:
        """Where in the story a stretch ends that does so at an offset of plain typing: with what is unseen behind."""
        at = bisect_right(self._plain_ends, plain) - 1
        return self._ends[at] + plain - self._plain_ends[at]
