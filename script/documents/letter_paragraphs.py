"""A story's paragraphs as those see them who look for letters, and a letter as what they find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A paragraph as the letter finder sees it.

    `wall`: a break or a heading, which no letter without a salutation crosses; `quoted`: it holds speech, `whole`:
    nothing else, `open`: the next paragraph goes on with it; `set_off`: the book sets it apart (a block quote);
    `speech`: its quotations [start, end).
    """

    start: int
    end: int
    wall: bool = False
    heading: bool = False
    quoted: bool = False
    set_off: bool = False
    whole: bool = False
    open: bool = False
    chapter: int = 0
    speech: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A run of paragraphs that its writer speaks: `first` to `last` (inclusive).

    `writer` and `reader` are names as they stand, or empty; what is printed or carved for everybody has the narrator
    for its writer.
    """

    first: int
    last: int
    writer: str
    reader: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Pages:
    """A story's flat text with its paragraphs."""

    flat: str
    parts: Sequence[LetterPart]

    def text(self, index: int) -> str:
        """The words of a paragraph."""
        return self.flat[self.parts[index].start : self.parts[index].end].strip()

    def goes_on(self, index: int, first: int) -> bool:
        """Whether there is a paragraph `index`, in the chapter of `first`, and no wall."""
        return index < len(self.parts) and not self.parts[index].wall and self.same_chapter(index, first)

    def same_chapter(self, one: int, other: int) -> bool:
        """Whether two paragraphs stand in one chapter."""
        return self.parts[one].chapter == self.parts[other].chapter

    def told_before(self, index: int, most: int) -> str:
        """What is narrated right before a paragraph.

        That is the end of the paragraph before it, behind its speech: `most` characters or less.
        """
        before = self.parts[index - 1]
        return self.flat[max([before.start, before.end - most, *(end for _, end in before.speech)]) : before.end]
