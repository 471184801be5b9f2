"""Who answers to a name: “Come here, Beale!” – “Sir?” said the Hired Retainer. The two are one person.

Names that people are only ever called by ("Millie"), and epithets that only the narration uses ("the Hired Retainer"),
are joined with the character who answers to them, where the book shows it and nothing speaks against it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from script.people.characters import People, is_generic, merged
from script.people.names.vocatives import is_vocative
from script.quotations.flat_text import name_key
from script.quotations.speech_words import GIVEN_GENDER, TITLES
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.tagging.attribution.attributor import AttributionInput

_NEAR = 2
"""Paragraphs from one turn to the one that answers it."""
_ANSWERS = 2
"""Answers that show an epithet to belong to a name."""
_SHARE = 0.6
"""How many of the answers to a name, and of one's answers, show that it is theirs."""


@dataclass(slots=True)
class _Turn:
    """The speech of one paragraph: whom it calls, and who a sure tag says speaks it."""

    paragraph: int
    scene: int
    speaker: int | None = None
    calls: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Counts:
    """Over a book's turns: how often a name is called and somebody answers next; who talk with each other."""

    answers: Mapping[tuple[int, int], int]
    talks: frozenset[tuple[int, int]]


def join_callings(book: AttributionInput) -> People:
    """The book's cast, with those made one who answer to each other's names."""
    cast = book.cast
    joined: dict[int, int] = {}
    for one, other in _pairs(cast, _count(_turns(book))):
        if one not in joined and other not in joined and one not in joined.values():
            joined[one] = other
    return merged(cast, joined) if joined else cast


def _turns(book: AttributionInput) -> list[_Turn]:
    cast = book.cast
    quoted = [mention for mention in cast.mentions if mention.quoted]
    starts = [mention.start for mention in quoted]
    turns: list[_Turn] = []
    for span, tag in zip(book.spans, book.tags, strict=True):
        if not turns or not (span.continues or turns[-1].paragraph == span.paragraph):
            turns.append(_Turn(span.paragraph, book.scenes[span.paragraph]))
        turn = turns[-1]
        turn.paragraph = span.paragraph
        if turn.speaker is None and tag and tag.sure:
            turn.speaker = _speaker(cast, tag)
        for mention in quoted[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            if is_vocative(book.flat, mention.start, mention.end):
                turn.calls.append(mention.person)
    return turns


def _speaker(cast: People, tag: Tag) -> int | None:
    if tag.kind is Subject.NAME:
        return cast.resolve(tag.subject)
    if tag.kind is Subject.NOUN:
        return cast.described_at(tag.subject, tag.start)
    return cast.teller(tag.start) if tag.subject == "I" else None


def _count(turns: Sequence[_Turn]) -> _Counts:
    answers: Counter[tuple[int, int]] = Counter()
    talks: set[tuple[int, int]] = set()
    for turn, following in pairwise(turns):
        if turn.speaker is not None:
            talks.update((turn.speaker, called) for called in turn.calls)
        who = following.speaker
        if who is None or turn.scene != following.scene or following.paragraph - turn.paragraph > _NEAR:
            continue
        if turn.speaker is not None and turn.speaker != who:
            talks.add((turn.speaker, who))
        if turn.speaker != who and turn.calls:
            answers[turn.calls[-1], who] += 1
    return _Counts(answers, frozenset(talks | {(b, a) for a, b in talks}))


def _pairs(cast: People, counts: _Counts) -> list[tuple[int, int]]:
    """(epithet or pet name, the character it is another name of), the surest first."""
    told = Counter(mention.person for mention in cast.mentions if not mention.quoted)
    said = Counter(mention.person for mention in cast.mentions if mention.quoted)
    by_name: Counter[int] = Counter()
    by_answer: Counter[int] = Counter()
    answers = _possible(cast, counts)
    for (name, who), count in answers.items():
        by_name[name] += count
        by_answer[who] += count
    found: list[tuple[int, int, int]] = []
    for (name, who), count in answers.items():
        share = count / by_name[name]
        if _is_epithet(cast, who):
            if count >= _ANSWERS and min(count / by_answer[who], share) > _SHARE:
                found.append((count, who, name))
        elif _only_called(cast, name, told, said, count) and _lacks_first_name(cast, who) and share > _SHARE:
            found.append((count, name, who))
    return [(one, other) for _, one, other in sorted(found, reverse=True)]


def _possible(cast: People, counts: _Counts) -> dict[tuple[int, int], int]:
    """How often a name was called and somebody answered whose name it can be."""
    # What tellers are called was weighed when they were found.
    tellers = {cast.narrator, *(told.person for told in cast.tellers)}
    return {
        (name, who): count
        for (name, who), count in counts.answers.items()
        if name != who and who not in tellers and (name, who) not in counts.talks and _same_gender(cast, name, who)
    }


def _is_epithet(cast: People, person: int) -> bool:
    """ "the Hired Retainer", "the landlord": but not "the girl", who may be another one in each chapter."""
    name = cast.people[person].name
    bare = all(alias.startswith("the ") for alias in cast.people[person].aliases)
    return name.startswith("the ") and bare and not is_generic(name) and person not in cast.groups


def _only_called(cast: People, person: int, told: Mapping[int, int], said: Mapping[int, int], answers: int) -> bool:
    return (
        told.get(person, 0) <= 0.1 * said.get(person, 0)
        and (name_key(cast.people[person].name) in GIVEN_GENDER or answers > _ANSWERS)
        and all(" " not in name for name in cast.people[person].names)
    )


def _lacks_first_name(cast: People, person: int) -> bool:
    """Whether somebody is only known by title and surname."""
    names = [name_key(name).split() for name in cast.people[person].names]
    return person not in cast.described and all(
        # "Mrs. Stanley Ukridge" tells her husband's first name.
        (words[0] in TITLES and (len(words) == 2 or words[0] == "mrs"))
        or (len(words) == 1 and words[0] not in GIVEN_GENDER)
        for words in names
    )


def _same_gender(cast: People, one: int, other: int) -> bool:
    first, second = cast.people[one].gender, cast.people[other].gender
    return first is None or second is None or first is second
