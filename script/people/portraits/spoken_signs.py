"""What people say tells of them and of whom they speak to: "Yes, sir", "Run along, boy", "I am twelve", "my wife"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from script.model import Age, Gender
from script.people.portraits.described_signs import is_past, signs_behind
from script.people.portraits.portrait_signs import Signs
from script.quotations.tags.dialogue_tags import Tag

_NEAR = 3
"""Paragraphs at most between two turns of one talk."""


@dataclass(frozen=True, slots=True)
class HeardSpeech:
    """A stretch of speech: its place, its scene, its paragraph, who speaks (None: nobody knows), how sure
    that is (0–1), its tag."""

    start: int
    end: int
    scene: int
    paragraph: int
    speaker: int | None
    confidence: float
    tag: Tag | None


def _each(words: str, signs: Signs) -> dict[str, Signs]:
    return dict.fromkeys((word.strip() for word in words.split(",")), signs)


_F, _M, _CHILD, _ADULT, _OLD = Gender.FEMALE, Gender.MALE, Age.CHILD, Age.ADULT, Age.OLD
_FORMS_OF_ADDRESS: Mapping[str, Signs] = {
    **_each("sir, my lord, milord, your lordship, mister, monsieur, signor, señor, mein herr", {_M: 1, _ADULT: 0.2}),
    **_each(
        "old man, old chap, old fellow, old boy, old sport, old bean, my good man, my man, man", {_M: 1, _ADULT: 0.2}
    ),
    **_each(
        "my dear fellow, my dear sir, dear sir, good sir, gov'nor, guv'nor, guvnor, guv, squire", {_M: 1, _ADULT: 0.2}
    ),
    **_each("bro, bruv, brother, dude", {_M: 1}),
    **_each("young man, lad, my lad, laddie, young fellow", {_M: 1, _CHILD: 0.2}),
    **_each("my boy, dear boy, my dear boy, boy, son, my son", {_M: 1, _CHILD: 0.3}),
    **_each("sonny, sonny boy, little boy, little man, my little man, young master", {_M: 1, _CHILD: 1}),
    **_each("father, dad, daddy, papa, pa, pop, uncle, husband", {_M: 1, _ADULT: 1}),
    **_each("grandfather, grandpa, grandad, granddad, gramps, grandpapa", {_M: 1, _OLD: 2}),
    **_each("ma'am, madam, madame, my lady, milady, your ladyship, missus, my good woman", {_F: 1, _ADULT: 0.2}),
    **_each("signora, señora, gnädige frau, dear lady, dear madam, woman, wife", {_F: 1, _ADULT: 0.2}),
    **_each("miss, mademoiselle, señorita, signorina, fräulein, young lady, sister, sis", {_F: 1}),
    **_each("my girl, girl, my dear girl, dear girl, lass, lassie, my lass", {_F: 1, _CHILD: 0.3}),
    **_each("little girl, my little girl, missy, little miss, little maid", {_F: 1, _CHILD: 1}),
    **_each("mother, mum, mom, mommy, mummy, mamma, mama, ma, aunt, auntie, aunty", {_F: 1, _ADULT: 1}),
    **_each("grandmother, grandma, granny, gran, nana, grandmamma", {_F: 1, _OLD: 2}),
    **_each("child, my child, dear child, my dear child, little one, kid, kiddo, kiddie, my little one", {_CHILD: 0.7}),
}
_CALLED = re.compile(
    r"(?:^|[,.;:!?—–-] *|\b(?:yes|no|well|oh|ah|hush|hullo|hello|please|thank you|good (?:morning|evening|night|day)) )"
    rf"(?P<form>{'|'.join(sorted(map(re.escape, _FORMS_OF_ADDRESS), key=len, reverse=True))})(?=[,.;:!?—–]|$)",
    re.IGNORECASE,
)
_MARKS = "\"'“”‘’ "
_CHILDS_WORDS = frozenset({"mummy", "mommy", "daddy"})
_OFTEN_CHILDS = frozenset({"mother", "father", "mamma", "mama", "papa", "mum", "mom", "dad", "miss"})
_I = re.compile(r"(?<![\w'])I(?= am\b|'m\b| was\b| turned\b)")
_MINE = re.compile(
    r"\bmy (?:dear |poor |own |late |old )?(?P<noun>wife|husband|fiancée|fiancé|grandson|granddaughter)\b"
)
_OF_MINE: Mapping[str, Signs] = {
    "wife": {_M: 1.5, _ADULT: 1},
    "fiancée": {_M: 1.5, _ADULT: 1},
    "husband": {_F: 1.5, _ADULT: 1},
    "fiancé": {_F: 1.5, _ADULT: 1},
    "grandson": {_OLD: 1.5},
    "granddaughter": {_OLD: 1.5},
}


def address_signs(words: str) -> Iterator[Signs]:
    """What forms of address in a speech tell of whom it is said to."""
    for match in _CALLED.finditer(words.strip(_MARKS)):
        yield _FORMS_OF_ADDRESS[match["form"].lower()]


def signs_of_caller(words: str) -> Signs:
    """What forms of address in a speech tell of who uses them: children call somebody Mummy."""
    called = {match["form"].lower() for match in _CALLED.finditer(words.strip(_MARKS))}
    return {Age.CHILD: 0.6} if called & _CHILDS_WORDS else {Age.CHILD: 0.1} if called & _OFTEN_CHILDS else {}


def signs_of_self(flat: str, start: int, end: int) -> Iterator[Signs]:
    """What who says "I" in `flat[start:end]` tells of themselves: "I am an old man", "I'm twelve", "my wife"."""
    for match in _I.finditer(flat, start, end):
        if not is_past(flat, match.start()):
            yield from signs_behind(flat, match.end(), end)
    for match in _MINE.finditer(flat, start, end):
        yield _OF_MINE[match["noun"]]


def addressees(speeches: Sequence[HeardSpeech]) -> list[int | None]:
    """Whom each speech is said to, as far as its neighbours tell: to whoever else spoke just before, and answers."""
    found: list[int | None] = []
    for index, speech in enumerate(speeches):
        others = {
            other
            for step in (-1, 1)
            if (other := _neighbour(speeches, index, step)) is not None and other != speech.speaker
        }
        found.append(others.pop() if len(others) == 1 and speech.speaker is not None else None)
    return found


def _neighbour(speeches: Sequence[HeardSpeech], index: int, step: int) -> int | None:
    """Who speaks next before (−1) or behind (1) a speech, not counting its own speaker, in one talk."""
    own, at = speeches[index], index + step
    while 0 <= at < len(speeches):
        other = speeches[at]
        if other.scene != own.scene or abs(other.paragraph - own.paragraph) > _NEAR:
            return None
        if other.speaker != own.speaker:
            return other.speaker
        at += step
    return None
