"""Where a book refers to its people: by name in narration and in speech, and by the pronouns of the narration."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from script.model import Gender
from script.people.antecedents import acts_at, antecedents
from script.people.characters import Mention
from script.quotations.speech_words import KIN_NOUNS
from script.quotations.tags.noun_phrases import head_noun
from script.tagging.attribution.attributor import AttributionInput

PRONOUN_GENDER = {"he": Gender.MALE, "she": Gender.FEMALE}


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
        told_by_tags = {tag.start for tag in book.tags if tag}
        self.subjects = [acts_at(book.flat, mention, told_by_tags) for mention in self.narrated]
        """For each of `narrated` whether it is the subject of its sentence or clause, as far as can be told."""
        told = antecedents(
            book.flat,
            self._gaps(),
            self.narrated,
            self.subjects,
            lambda p: self.people[p].gender,
            self._is_nobodys,
            [(now.start, before.person) for before, now in pairwise(book.cast.tellers)],
        )
        self.referred = told.references
        """Where the narration refers to somebody, by name or by a pronoun."""
        self.seems = told.seems
        """Of which gender the pronouns make those whose gender nothing else tells."""
        self.referred_at = [reference.start for reference in self.referred]

    def between(self, mentions: Sequence[Mention], starts: Sequence[int], a: int, b: int) -> Sequence[Mention]:
        """The mentions that begin in [a, b); `starts` are their offsets."""
        return mentions[bisect_left(starts, a) : bisect_left(starts, b)]

    def _is_nobodys(self, mention: Mention) -> bool:
        """Whether no pronoun stands for somebody: who says "I" there, or a crowd."""
        return mention.person == self.book.cast.teller(mention.start) or mention.person in self.book.cast.groups

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
