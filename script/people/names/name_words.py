"""Which words are names in a book, rather than words that open a sentence, and where they are used as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from script.people.names.deeds import DOES, FOLLOWING, HUMAN
from script.people.names.found_names import FoundName, bare
from script.people.names.vocatives import is_vocative
from script.quotations.flat_text import JOINTS, PARTICLES
from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GIVEN_GENDER,
    KIN_NOUNS,
    NEVER_NAMES,
    NOT_NAMES,
    SAY,
    TITLES,
    word_set,
)
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

OATHS = word_set(
    """god gods lord christ jesus heaven heavens goodness gracious mon mein madre santa sacre sacré parbleu diable dieu
    gott himmel dios zounds egad begad jove allah"""
)
"""What is called on without anybody there."""
_BODY = word_set(
    """hand hands arm arms eye eyes face head hair shoulder shoulders lips mouth voice fingers finger heart chest cheek
    cheeks knee knees foot feet leg legs neck back smile laugh brow eyebrows throat name room house coat jacket phone"""
)
_ON_PEOPLE = word_set("gave told asked kissed hugged thanked met married tells asks gives kisses thanks and")
_AT_PEOPLE = (["looked", "at"], ["looks", "at"], ["stared", "at"], ["smiled", "at"], ["nodded", "to"], ["nodded", "at"])
_BEFORE_COMMON = word_set("a an every each this that these those no any some")
_BEFORE_TIMES = word_set("in on last next since until till early late mid by during of through the")
_PROOFS, _PROVED_SHARE = 2, 0.15
"""Uses as somebody's name that make a word a name which is mostly something else, and their share of all."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that are names in this book. `evident`: by what people do, not by their form alone; `common`: which are
    words of another meaning as well; `whole`: names that are made of other words too, by their first word."""

    names: frozenset[str]
    evident: frozenset[str]
    common: frozenset[str]
    whole: Mapping[str, tuple[tuple[str, ...], ...]]

    def used(self, flat: str, item: FoundName) -> FoundName | None:
        """What of a sequence may be a name where it stands; None for a word that has its common meaning there."""
        if len(item.words) > 1 or bare(item.words[0][0]) not in self.common:
            return item
        return item if _is_used_as_name(flat, item) else None


@dataclass(frozen=True, slots=True)
class _Uses:
    """How often each word of a book stands with a capital amid a sentence (`mid`) and at its start, in small letters,
    and where only somebody's name does (`proof`)."""

    mid: Counter[str]
    start: Counter[str]
    small: Counter[str]
    proof: Counter[str]

    def proves(self, word: str) -> bool:
        """Whether the word stands as somebody's name often enough to be one."""
        proof = self.proof[word]
        often = proof >= _PROOFS and proof >= _PROVED_SHARE * (self.mid[word] + self.start[word])
        return often and word not in OATHS

    def is_mostly_capital(self, word: str) -> bool:
        """Whether the word is written as a name is."""
        mid, lower = self.mid[word], self.small[word]
        if mid >= 1 and (mid > 0.4 * lower or (word in GIVEN_GENDER and mid >= 2)):
            return True
        if lower == 0 and (self.start[word] >= 3 or self.proof[word]) and not word.endswith("ly"):
            return True
        return lower <= 2 and word in GIVEN_GENDER


def name_words(flat: str, found: Sequence[FoundName], small: Counter[str], tags: Sequence[Tag]) -> NameWords:
    """The words that are names in this book, rather than words at a sentence's start. Who is said to speak by it has
    that name, whatever else the word means; and so has who does what people do."""
    subjects = [[bare(word) for word in tag.subject.split()] for tag in tags if tag.kind is Subject.NAME and tag.sure]
    tagged = {word for words in subjects for word in words}
    uses = _count_uses(flat, found, small)
    evident = tagged | {word for word in uses.proof if uses.proves(word)}
    names = {word for word in uses.mid.keys() | uses.start.keys() if _is_name(word, uses, evident)}
    common = {
        word for word in names if word in NOT_NAMES | FUNCTION_WORDS or small[word] > max(2, 0.1 * uses.mid[word])
    }
    return NameWords(frozenset(names), frozenset(evident), frozenset(common), _whole_names(subjects, names))


def _is_name(word: str, uses: _Uses, evident: set[str]) -> bool:
    if word in TITLES or word in NEVER_NAMES or word in PARTICLES or word.isdigit():
        return False
    if word in FUNCTION_WORDS:
        return word in evident and uses.mid[word] >= _PROOFS
    if word in evident:
        return True
    return word not in NOT_NAMES and len(word) > 1 and uses.is_mostly_capital(word)


def _count_uses(flat: str, found: Sequence[FoundName], small: Counter[str]) -> _Uses:
    uses = _Uses(Counter(), Counter(), small, Counter())
    for item in found:
        for index, (word, _, _) in enumerate(item.words):
            if len(word) > 3 and word.isupper():
                continue
            if item.initial and index == 0:
                # In speech a sentence begins with "Yeah" as well.
                uses.start[bare(word)] += not item.quoted
            else:
                uses.mid[bare(word)] += 1
        if len(item.words) == 1:
            uses.proof[bare(item.words[0][0])] += _is_of_person(flat, item)
    return uses


def _whole_names(subjects: Sequence[Sequence[str]], names: set[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names of speakers that are made of other words too, the longest first, by their first word."""
    whole: dict[str, tuple[tuple[str, ...], ...]] = {}
    known = names | TITLES | JOINTS
    for words in subjects:
        if words[0] in PARTICLES or any(word not in known for word in words[1:]):
            whole[words[0]] = tuple(sorted({*whole.get(words[0], ()), tuple(words)}, key=lambda w: (-len(w), w)))
    return whole


def _is_of_person(flat: str, item: FoundName) -> bool:
    """Whether a capitalised word stands where only somebody's name does: before a person's verb, "Will's hand", "Nobody
    does, Will,", "Will and Helen", "gave Will a cup"."""
    if item.quoted:
        return (
            not item.initial and is_vocative(flat, item.start, item.end) and flat[item.start - 2 : item.start] == ", "
        )
    following = FOLLOWING.match(flat, item.end)
    word = following["word"] if following else ""
    if flat[item.end - 2 : item.end] == "'s":
        return word in _BODY or word in KIN_NOUNS
    if word in HUMAN:
        return True
    before = flat[max(0, item.start - 24) : item.start].lower().split()
    return bool(before) and not item.initial and (before[-1] in _ON_PEOPLE or before[-2:] in _AT_PEOPLE)


def _is_used_as_name(flat: str, item: FoundName) -> bool:
    """Whether a word that has another meaning is a name where it stands: not in "May I?", "in May", "a Bear"."""
    if item.initial:
        following = FOLLOWING.match(flat, item.end)
        word = following["word"] if following else ""
        return not following or word == "and" or word in DOES or word in SAY or word in HUMAN or word.endswith("ed")
    before = flat[max(0, item.start - 14) : item.start].lower().split()
    last = before[-1] if before else ""
    return not (last in _BEFORE_COMMON or (last in _BEFORE_TIMES and bare(item.words[0][0]) in NOT_NAMES))
