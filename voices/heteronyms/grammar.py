"""Which part of speech an English word is in its place, weighed from what stands beside it.

Weights are log odds, set by hand on sentences of fiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from voices.heteronyms.neighbours import PASTS, Beside, Sentence


class Part(Enum):
    """Parts of speech, as far as they decide how a word is said."""

    NOUN = "noun"
    PLURAL = "plural noun"
    BASE = "verb without an ending"
    THIRD = "verb of the third person"
    PAST = "past tense or participle"
    ADJECTIVE = "adjective or adverb"
    NAME = "name"


_ORDER = (Part.NOUN, Part.PLURAL, Part.BASE, Part.THIRD, Part.PAST, Part.ADJECTIVE)

_PERCEIVING_LIST = "let lets help helps helped see saw seen hear heard watch watched feel felt"
_PERCEIVING = frozenset(_PERCEIVING_LIST.split())
_CAUSING = _PERCEIVING | {"make", "makes", "made", "bid", "bade", "have", "had"}
_PARTICLES_LIST = "up down out off away back over apart along aside forward ashore home"
_PARTICLES = frozenset(_PARTICLES_LIST.split())
_NOT_VERBS_AFTER_LIST = (
    "close next due according contrary prior thanks owing opposed addicted resorted subjected devoted entitled "
    "limited reduced confined exposed similar equal superior inferior related attached objected object objection"
)
_NOT_VERBS_AFTER = frozenset(_NOT_VERBS_AFTER_LIST.split())
"""After these, "to" is a preposition."""

Weights = tuple[float, float, float, float, float, float]
"""Of a noun, a plural, a verb without an ending, one of the third person, a past or participle, an adjective."""

_LEFT: Mapping[Beside, Weights] = MappingProxyType(
    {
        Beside.START: (0.0, 0.5, 1.0, -1.5, -0.5, 0.5),
        Beside.COMMA: (0.5, 0.5, 0.5, 0.0, 0.5, 0.5),
        Beside.DETERMINER: (4.0, 2.5, -4.0, -5.0, -3.0, 3.0),
        Beside.DEMONSTRATIVE: (2.5, 1.0, -1.5, 0.5, 0.0, 1.5),
        Beside.MANY: (0.0, 4.0, -1.0, -4.0, -2.0, 2.5),
        Beside.POSSESSIVE: (4.0, 4.0, -4.0, -5.0, -3.0, 3.0),
        Beside.HER: (3.0, 3.0, -1.0, -4.0, -1.0, 2.0),
        Beside.NUMBER: (2.0, 3.5, -2.0, -3.0, -1.0, 1.5),
        Beside.ONE: (2.0, -2.0, -1.0, 3.0, 1.0, 1.5),
        Beside.TO: (-3.0, -2.0, 4.0, -6.0, -5.0, -3.0),
        Beside.MODAL: (-4.0, -4.0, 4.0, -5.0, -4.0, -4.0),
        Beside.SUBJECT: (-4.0, -4.0, 3.0, -4.0, 2.5, -3.0),
        Beside.HE: (-4.0, -4.0, -1.0, 4.0, 3.0, -3.0),
        Beside.IT: (-3.0, -3.0, 0.0, 3.5, 2.0, -0.5),
        Beside.SOMEBODY: (0.0, -2.0, -1.0, 2.5, 2.0, 1.5),
        Beside.RELATIVE: (-1.0, -1.0, 1.0, 2.0, 1.0, -0.5),
        Beside.BE: (-1.0, -1.0, -4.0, -5.0, 3.0, 3.0),
        Beside.HAVE: (0.0, 0.5, -3.0, -4.0, 4.0, 0.5),
        Beside.PREPOSITION: (2.5, 2.5, -3.0, -4.0, -2.0, 1.5),
        Beside.OF: (2.5, 2.5, -4.0, -4.0, -2.5, 1.5),
        Beside.ADJECTIVE: (3.0, 3.0, -2.0, -1.5, -1.0, 0.5),
        Beside.DEGREE: (-2.0, -1.5, -1.0, -1.0, 0.0, 3.0),
        Beside.PAST: (1.5, 1.5, -3.0, -3.5, -1.0, 1.5),
        Beside.ING: (1.5, 1.5, -2.5, -2.5, -1.0, 1.0),
        Beside.BASE: (1.5, 1.5, -2.0, -2.0, -1.0, 1.0),
        Beside.PLURAL: (-0.5, -1.0, 2.0, -2.0, 1.5, -0.5),
        Beside.NAME: (1.0, 0.5, -1.0, 2.0, 2.0, -1.0),
        Beside.WORD: (1.0, 1.0, -1.0, 1.0, 1.5, -0.5),
        Beside.OBJECT: (-1.0, -0.5, 0.5, 0.0, 0.5, 1.0),
        Beside.CAUSED: (-1.0, -1.0, 4.0, -3.0, 0.0, 1.5),
        Beside.CONJUNCTION: (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        Beside.WH: (0.5, 0.5, -0.5, -0.5, -0.5, 0.5),
        Beside.ADVERB: (-1.5, -1.5, 1.0, 1.0, 1.0, 1.0),
        Beside.PARTICLE: (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    }
)
_RIGHT: Mapping[Beside, Weights] = MappingProxyType(
    {
        Beside.END: (1.0, 1.0, 0.0, 0.0, 0.0, 0.5),
        Beside.COMMA: (0.7, 0.7, 0.0, 0.0, 0.0, 0.3),
        Beside.DETERMINER: (-2.0, -2.0, 2.0, 2.0, 2.0, -2.5),
        Beside.MANY: (-1.5, -1.5, 1.5, 1.5, 1.5, -1.5),
        Beside.DEMONSTRATIVE: (-1.0, -1.0, 1.5, 1.5, 1.5, -2.0),
        Beside.POSSESSIVE: (-2.0, -2.0, 2.0, 2.0, 2.0, -2.5),
        Beside.HER: (-2.0, -2.0, 2.0, 2.0, 2.0, -2.5),
        Beside.OBJECT: (-2.5, -2.5, 3.0, 3.0, 3.0, -2.5),
        Beside.IT: (-1.0, -1.0, 2.0, 2.0, 2.0, -2.0),
        Beside.NUMBER: (-0.5, -0.5, 0.5, 0.5, 0.5, 0.5),
        Beside.OF: (2.0, 2.0, -2.0, -2.0, -1.0, -1.5),
        Beside.BE: (2.0, 2.0, -2.0, -2.0, -1.0, -1.0),
        Beside.HAVE: (2.0, 2.0, -2.0, -2.0, -1.0, -1.5),
        Beside.MODAL: (2.0, 2.0, -2.0, -2.0, -1.0, -1.5),
        Beside.PREPOSITION: (0.5, 0.5, 0.5, 0.5, 0.5, -1.0),
        Beside.SUBJECT: (1.5, 1.5, -1.0, -1.0, -1.0, -1.0),
        Beside.HE: (1.5, 1.5, -1.0, -1.0, -1.0, -1.0),
        Beside.ADVERB: (-0.3, -0.3, 0.7, 0.7, 0.7, -0.3),
        Beside.PARTICLE: (-0.5, -0.5, 1.5, 1.5, 1.5, -0.5),
        Beside.TO: (0.0, 0.0, 0.3, 0.3, 0.3, 0.0),
        Beside.WORD: (0.0, 0.0, 0.3, 0.3, 0.0, 1.5),
        Beside.PLURAL: (0.0, -1.0, 0.7, 0.7, 0.0, 1.5),
        Beside.NAME: (0.0, 0.0, 0.5, 0.5, 0.5, 0.5),
        Beside.ADJECTIVE: (-0.5, -0.5, 0.5, 0.5, 0.5, 0.7),
        Beside.PAST: (1.5, 1.5, -1.5, -1.5, -1.0, -1.0),
    }
)
_NOTHING: Weights = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_BEGIN_NOUNS = (Beside.DETERMINER, Beside.POSSESSIVE, Beside.HER, Beside.DEMONSTRATIVE, Beside.OBJECT, Beside.NAME)


_FAR = 12
"""Words to the left in which the verb is looked for that a conjunction goes on from."""
_GOES_ON: Mapping[Beside, Weights] = MappingProxyType(
    {
        Beside.TO: (-1.0, -1.0, 2.5, -1.5, -2.0, -1.0),
        Beside.MODAL: (-1.0, -1.0, 2.5, -1.5, -2.0, -1.0),
        Beside.PAST: (-0.5, -0.5, -1.5, -1.5, 2.5, 0.0),
    }
)
"""What a verb before "and" says of the word behind it."""
_SUBJECTS = (Beside.SUBJECT, Beside.HE, Beside.IT, Beside.SOMEBODY)
_NOUNS = (Beside.WORD, Beside.NAME, Beside.PLURAL)
_BEGIN_PHRASES = (Beside.DETERMINER, Beside.POSSESSIVE, Beside.HER, Beside.DEMONSTRATIVE, Beside.MANY)
_LONGEST_PHRASE = 4
_OF_THE_PAST = frozenset(["yesterday", "ago", "once", "was", "were", "had", "did"])
_OF_THE_PRESENT_LIST = "is are am do don't every always often usually never can will today nowadays too"
_OF_THE_PRESENT = frozenset(_OF_THE_PRESENT_LIST.split())
_PAST_TIME = (0.0, 0.0, -1.0, 0.0, 1.5, 0.0)
_PRESENT_TIME = (0.0, 0.0, 1.0, 0.0, -0.5, 0.0)


def weights(sentence: Sentence, at: int) -> Mapping[Part, float]:
    """The log odds of each part of speech for the word at a place, by grammar alone."""
    said = [*_before(sentence, at), _after(sentence, at)]
    found = {part: sum(column) for part, column in zip(_ORDER, zip(*said, strict=True), strict=True)}
    found[Part.NAME] = _name(sentence, at)
    return found


def subject_asked(sentence: Sentence, at: int) -> bool:
    """Whether the word at a place is a subject behind its auxiliary: "did you"."""
    return (
        at > 0
        and sentence.beside(at) in _SUBJECTS
        and not sentence.parted[at]
        and sentence.beside(at - 1) in (Beside.MODAL, Beside.HAVE, Beside.BE)
    )


def _before(sentence: Sentence, at: int) -> Iterator[Weights]:
    """What the words before a place say."""
    place = at
    while at > 0 and not sentence.parted[at] and sentence.beside(at - 1) is Beside.ADVERB:
        # What an adverb stands beside is what the word stands beside.
        yield _LEFT[Beside.ADVERB] if sentence.words[at - 1] != "not" else _NOTHING
        at -= 1
    if at == 0:
        yield _LEFT[Beside.START]
        return
    if sentence.parted[at]:
        yield _LEFT[Beside.COMMA]
        yield _gone_on(sentence, at, 0.5)
        return
    beside = sentence.beside(at - 1)
    if beside is Beside.CONJUNCTION:
        yield _gone_on(sentence, at - 1, 1.0)
    elif beside is Beside.TO and at > 1 and _is_preposition(sentence, at - 1):
        yield _LEFT[Beside.PREPOSITION]
    elif subject_asked(sentence, at - 1):
        yield _LEFT[sentence.beside(at - 2)]
    elif beside in (Beside.OBJECT, Beside.HER, Beside.IT) and at > 1 and sentence.words[at - 2] in _CAUSING:
        yield _LEFT[beside]
        yield _LEFT[Beside.CAUSED]
    else:
        yield _LEFT[beside]
        if beside in _NOUNS:
            yield _governed(sentence, at)
        if beside in (Beside.SUBJECT, Beside.PLURAL):
            yield _time(sentence, place)


def _governed(sentence: Sentence, at: int) -> Weights:
    """What the verb before a noun says of the word behind: "watched the door close", "would your mother object"."""
    if at > 1 and sentence.words[at - 2] in _PERCEIVING:
        return _LEFT[Beside.CAUSED]
    for place in range(at - 2, max(at - 2 - _LONGEST_PHRASE, 0), -1):
        if sentence.parted[place + 1]:
            break
        if sentence.beside(place) in _BEGIN_PHRASES:
            verb = place - 1
            if sentence.words[verb] in _PERCEIVING:
                return _LEFT[Beside.CAUSED]
            first = verb == 0 or sentence.parted[verb] or sentence.beside(verb - 1) in (Beside.WH, Beside.CONJUNCTION)
            return _LEFT[Beside.MODAL] if first and sentence.beside(verb) is Beside.MODAL else _NOTHING
    return _NOTHING


def _is_preposition(sentence: Sentence, at: int) -> bool:
    """Whether the "to" at a place is none of a verb: "close to", "from house to house"."""
    words = sentence.words
    return words[at - 1] in _NOT_VERBS_AFTER or (words[at - 2 : at] == ["from", words[at + 1]] and at > 1)


def _gone_on(sentence: Sentence, at: int, share: float) -> Weights:
    """What the verb says that the words before a conjunction or a comma have, with `share` of its weight."""
    if at and sentence.beside(at - 1) is Beside.ADJECTIVE:
        return _LEFT[Beside.DEGREE]
    for place in range(at - 1, max(at - 1 - _FAR, -1), -1):
        beside = sentence.beside(place)
        if place + 1 < at and sentence.parted[place + 1]:
            share /= 2
        if beside is Beside.TO and sentence.beside(place + 1) not in _BEGIN_NOUNS:
            return _times(_GOES_ON[beside], share)
        if beside in (Beside.MODAL, Beside.PAST):
            return _times(_GOES_ON[beside], share)
        if place == 0 and beside is Beside.BASE:
            return _times(_GOES_ON[Beside.MODAL], share)
    return _NOTHING


def _times(found: Weights, share: float) -> Weights:
    noun, plural, base, third, past, adjective = found
    return noun * share, plural * share, base * share, third * share, past * share, adjective * share


def _time(sentence: Sentence, at: int) -> Weights:
    """Whether the rest of the sentence is of the past."""
    others = [word for place, word in enumerate(sentence.words) if place != at]
    if not _OF_THE_PAST.isdisjoint(others) or any(word in PASTS for word in others):
        return _PAST_TIME
    return _PRESENT_TIME if not _OF_THE_PRESENT.isdisjoint(others) else _NOTHING


def _after(sentence: Sentence, at: int) -> Weights:
    """What the word after a place says."""
    if at + 1 == len(sentence.words):
        return _RIGHT[Beside.END]
    if sentence.parted[at + 1]:
        return _RIGHT[Beside.COMMA]
    if sentence.words[at + 1] in _PARTICLES:
        return _RIGHT[Beside.PARTICLE]
    return _RIGHT.get(sentence.beside(at + 1), _NOTHING)


def _name(sentence: Sentence, at: int) -> float:
    """Whether the capital of a word says that it is a name."""
    if not sentence.printed[at][:1].isupper():
        return -10.0
    capitals = sum(word[:1].isupper() for word in sentence.printed)
    if at == 0 or sentence.parted[at] or capitals * 2 > len(sentence.printed) > 2:
        return 1.0
    return 12.0
