"""The words of a sentence beside a line, and which of them tell of the one who says it: not of somebody else in the
sentence, not in a comparison, not denied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from script.deliveries.manner_words import DENYING
from script.deliveries.speaker_words import SpeakerWords
from script.quotations.speech_words import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[.,;:!?…()—–]+")
_SUBORDINATE = word_set(
    """while when as because since until till before after though although if unless where whereupon for than so whether
    which that whom whose what how"""
)
_JOINS = word_set("and but or then nor")
_PRONOUNS = word_set("he she i they we it you somebody someone everybody everyone nobody one")
_DETERMINERS = word_set("the a an his her my their its our your this that these those some another every all both")
_POSSESSIVES = word_set("his her my their your our its whose")
_LEADING = word_set("say said says saying spoke answered asked replied cried went")
_HELPS = word_set("help keep from")
"""What follows "not" where somebody does it all the same: "could not help laughing"."""
_UNHELPED = word_set("not help but hardly scarcely couldn't can't cannot")
_LONGEST_LEAD = 14
"""Words before the subject, at most, that are told of it: "Laughing, with her hand on his arm, she"."""
_FAR_BACK = 6
"""Words before another one among which a word that denies it, or owns it, is looked for."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    capital: bool
    start: int
    end: int


def is_break(text: str) -> bool:
    """Whether a word of a clause is a mark."""
    return not text or not text[0].isalpha()


class ClauseWords:
    """The words and marks of `flat[start:end]`, in small letters.

    `subject`: the place in `flat` of the noun phrase for the speaker, None where the sentence isn't about them: then
    only what is theirs by a possessive is told of them.
    """

    def __init__(self, flat: str, start: int, end: int, speaker: SpeakerWords, subject: tuple[int, int] | None) -> None:
        self.flat = flat
        self.start = start
        self.speaker = speaker
        self.low = flat[start:end].lower()
        self._words = [
            _Word(self.low[m.start() : m.end()], flat[start + m.start()].isupper(), m.start(), m.end())
            for m in _WORD.finditer(self.low)
        ]
        self._subject = subject
        self.mine = self._mine()
        """Whether each word is told of the speaker."""

    def __len__(self) -> int:
        return len(self._words)

    def text(self, index: int) -> str:
        """The word there; "" where none is."""
        return self._words[index].text if 0 <= index < len(self._words) else ""

    def texts(self, first: int, stop: int) -> frozenset[str]:
        """The words of a stretch [first, stop)."""
        return frozenset(word.text for word in self._words[max(0, first) : max(0, stop)])

    def behind(self, index: int) -> str:
        """What stands behind a word, in small letters."""
        return self.low[self._words[index].end :]

    def quoted_next(self, index: int) -> bool:
        """Whether a mark of quotation follows a word, with nothing between them."""
        at = self.start + self._words[index].end
        return self.flat[at : at + 2].strip()[:1] in ("“", '"', "‘", "«")

    def index_at(self, at: int) -> int:
        """The word at an offset of `low`."""
        return next(index for index, word in enumerate(self._words) if word.end > at)

    def index_of(self, text: str) -> int:
        """The first place of a word; −1 where it isn't."""
        return next((index for index, word in enumerate(self._words) if word.text == text), -1)

    def is_named(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        return 0 <= index < len(self._words) and self._words[index].capital

    def is_subject(self, index: int) -> bool:
        """Whether the word belongs to the noun phrase for the speaker."""
        if self._subject is None or not 0 <= index < len(self._words):
            return False
        return self._subject[0] <= self.start + self._words[index].start < self._subject[1]

    def last_of_subject(self) -> int:
        """The last word of the noun phrase for the speaker; −1 where there is none."""
        return max((index for index in range(len(self._words)) if self.is_subject(index)), default=-1)

    def opens_other_clause(self, index: int) -> bool:
        """Whether the word is a conjunction."""
        return self.text(index) in _SUBORDINATE or self.text(index) in _JOINS

    # Whose

    def _mine(self) -> list[bool]:
        mine: list[bool] = []
        own = next((index for index in range(len(self._words)) if self.is_subject(index)), 0)
        led_in = own <= _LONGEST_LEAD and self.texts(0, own).isdisjoint(_PRONOUNS | _LEADING)
        now = self._subject is not None and led_in
        compared = False
        for index, word in enumerate(self._words):
            text = word.text
            if self.is_subject(index):
                now = True
            elif self._opens_comparison(index):
                compared = True
            elif text == "who":
                now = now and (self.is_subject(index - 1) or self.is_subject(index - 2))
            elif text in _SUBORDINATE:
                now = self._subject is not None and self._speaker_follows(index)
            elif text in _JOINS or text[0] in ";:—–":
                now = self._goes_on(index, now)
            elif text[0] == ",":
                compared = False
                now = self._goes_on(index, self._subject is not None)
            mine.append(now and not compared)
        return mine

    def _opens_comparison(self, index: int) -> bool:
        following = self.text(index + 1)
        if self.text(index) == "as":
            return following in ("if", "though")
        return self.text(index) == "like" and (following in _DETERMINERS or following in _PRONOUNS)

    def _speaker_follows(self, index: int) -> bool:
        following = self.text(index + 1)
        if following in self.speaker.pronouns:
            return True
        return following in self.speaker.names and self._words[index + 1].capital

    def _goes_on(self, index: int, now: bool) -> bool:
        """Whether what is told of the speaker goes on behind a comma or "and" at `index`: not where another subject
        may follow."""
        if index + 1 >= len(self._words):
            return now
        if self.is_subject(index + 1) or self._speaker_follows(index):
            return self._subject is not None
        word = self._words[index + 1]
        return now and not (word.text in _PRONOUNS or word.text in _DETERMINERS or word.capital)

    def owner(self, index: int) -> bool | None:
        """Whether a possessive before the word is the speaker's; None where there is none."""
        for back in range(index - 1, max(-1, index - _FAR_BACK), -1):
            text = self.text(back)
            if text in _POSSESSIVES:
                return text in self.speaker.owners and not any(map(self._opens_comparison, range(back)))
            if text.endswith("'s"):
                return text[:-2] in self.speaker.names
            if text == "that" and self.text(back - 1) not in ("in", "with"):
                return False
            if is_break(text) and text[0] != ",":
                break
        return None

    def owned(self, index: int) -> bool:
        """Whether the voice at `index` is the speaker's, by its possessive or by standing in what is told of them."""
        owner = self.owner(index)
        return self.mine[index] if owner is None else owner

    def others_own(self, first: int, stop: int) -> bool:
        """Whether a possessive of somebody else stands in a stretch."""
        return not self.texts(first, stop).isdisjoint(_POSSESSIVES - self.speaker.owners)

    # Denied

    def denied(self, index: int, *, now: bool = False) -> bool:
        """Whether the word is said not to be so, or not quite. `now`: nor is it so if it was before: "had laughed"."""
        for back in range(index - 1, max(-1, index - _FAR_BACK - 1), -1):
            text = self.text(back)
            if is_break(text):
                return False
            if text in _HELPS and self.text(back - 1) in _UNHELPED:
                return False
            if text == "not" and self.text(back + 1) in ("only", "merely"):
                return False
            if text == "had":
                return now
            if text in DENYING or text.endswith("n't"):
                return True
        return False
