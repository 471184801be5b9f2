"""Where a book refers to its people: by name in narration and in speech, and by the pronouns of the narration."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from script.model import Gender
from script.people.characters import Mention
from script.quotations.speech_words import KIN_NOUNS
from script.quotations.tags.noun_phrases import head_noun
from script.tagging.attribution.attributor import AttributionInput

PRONOUN_GENDER = {"he": Gender.MALE, "she": Gender.FEMALE}
LOST = 2500
"""Characters after which a pronoun stands for nobody known."""
_FADED = 250
"""Characters after which another name, even one that doesn't act, takes a pronoun over."""
_HE_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")


class References:
    """A book's mentions, those of the narration and those in speech; and what the narration's pronouns stand for."""

    def __init__(self, book: AttributionInput) -> None:
        self.book = book
        self.people = book.cast.people
        self.narrated = [m for m in book.cast.mentions if not m.quoted]
        self.quoted = [m for m in book.cast.mentions if m.quoted]
        self.narrated_at = [m.start for m in self.narrated]
        self.quoted_at = [m.start for m in self.quoted]
        self.total = Counter(m.person for m in self.narrated)
        self.spoken = Counter(m.person for m in self.quoted)
        self.kin = {i for i in book.cast.described if head_noun(book.cast.people[i].name) in KIN_NOUNS}
        self.subjects = [self._opens_sentence(m.start) for m in self.narrated]
        """For each of `narrated` whether it is its sentence's subject, as far as its place tells."""
        self.referred = self._referred()
        """Where the narration refers to somebody, by name or by a pronoun: (place, person, whether as a subject)."""
        self.referred_at = [start for start, _, _ in self.referred]

    def between(self, mentions: Sequence[Mention], starts: Sequence[int], a: int, b: int) -> Sequence[Mention]:
        """The mentions that begin in [a, b); `starts` are their offsets."""
        return mentions[bisect_left(starts, a) : bisect_left(starts, b)]

    def _opens_sentence(self, at: int) -> bool:
        """Whether a mention stands where a sentence begins, as its subject does."""
        before = at - 1
        flat = self.book.flat
        while before >= 0 and flat[before] == " ":
            before -= 1
        return before < 0 or flat[before] in '.!?:;”"»'

    def _referred(self) -> list[tuple[int, int, bool]]:
        """A pronoun stands for the last name that fits, until it is lost."""
        events: list[tuple[int, int | None, bool, Gender | None]] = [
            (mention.start, mention.person, acts, self.people[mention.person].gender)
            for mention, acts in zip(self.narrated, self.subjects, strict=True)
        ]
        for start, end in self._gaps():
            events += [
                (match.start(), None, True, PRONOUN_GENDER[match.group().lower()])
                for match in _HE_SHE.finditer(self.book.flat, start, end)
            ]
        events.sort(key=lambda event: event[0])
        last: dict[Gender, tuple[int, int]] = {}
        found: list[tuple[int, int, bool]] = []
        for start, person, acts, gender in events:
            if person is not None:
                found.append((start, person, acts))
                if gender is not None and person != self.book.cast.teller(start):
                    before = last.get(gender)
                    if acts or before is None or start - before[0] > _FADED:
                        last[gender] = (start, person)
            elif gender in last and start - last[gender][0] < LOST:
                last[gender] = (start, last[gender][1])
                found.append((start, last[gender][1], acts))
        return found

    def _gaps(self) -> list[tuple[int, int]]:
        """The narration: paragraphs without their speech."""
        gaps = []
        spans = iter(self.book.spans)
        span = next(spans, None)
        for number, (start, end) in enumerate(self.book.paragraphs):
            at = start
            while span is not None and span.paragraph <= number:
                gaps.append((at, span.start))
                at = span.end
                span = next(spans, None)
            gaps.append((at, end))
        return [(a, b) for a, b in gaps if a < b]
