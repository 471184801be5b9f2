"""Who says "I" in the narration of each stretch of a book: one person, several in turn, or nobody."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from script.people.characters import Mention, Stretch, Teller
from script.people.tellers.first_person import Paragraph, paragraphs_of, told_runs
from script.people.tellers.story_bounds import story_bounds
from script.people.tellers.teller_names import Evidence, acts_in, evidence_in, named_teller
from script.quotations.tags.dialogue_tags import Tag

_FRAME = 0.4
"""How much of a book's narration may stand outside what its only teller tells."""
_MOST = 0.5
"""The share of a book that its narrator tells: others are heard as they tell their parts."""
_ANOTHER = 3.0
"""What must speak, in a chapter, against the teller of the story for it to be somebody else's."""
UNNAMED = -1
"""Stands for a teller whom nothing names."""


@dataclass(frozen=True, slots=True)
class Told:
    """`narrator`: who tells the book: a person, `UNNAMED`, or nobody. `tellers`: who tells what is not told by them,
    where `UNNAMED` may stand for a person too. `same`: people who turned out to be a teller under another name."""

    narrator: int | None = None
    tellers: tuple[Teller, ...] = ()
    same: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    """Paragraphs `first` up to `stop` (exclusive), and who tells them: one person, under as many names as there are."""

    first: int
    stop: int
    who: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    """What is known of a book: `mentions` by paragraph; `resolve`: whom a name means; `names`: how a person is called;
    `elsewhere`: how much each does where nobody tells; `known`: who tells other parts of the book by their titles."""

    flat: str
    paragraphs: Sequence[Paragraph]
    mentions: Mapping[int, Sequence[Mention]]
    resolve: Callable[[str], int | None]
    names: Callable[[int], Sequence[str]]
    elsewhere: Mapping[int, float]
    known: Sequence[int] = ()


def only_teller(tellers: Sequence[Teller], stretches: Sequence[Stretch], apart: Sequence[Stretch]) -> int | None:
    """The one person who tells all that somebody tells, where that is most of the book: its narrator."""
    people = {teller.person for teller in tellers}
    only = people.pop() if len(people) == 1 else None
    whole, outside = (sum(s.end - s.start for s in some if not s.quoted) for some in (stretches, apart))
    return only if outside <= _FRAME * whole else None


def find_tellers(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    mentions: Sequence[Mention],
    chapters: Sequence[int],
    resolve: Callable[[str], int | None],
    names: Callable[[int], Sequence[str]],
    known: Sequence[int] = (),
) -> Told:
    """Who tells what no title gives to anybody. `stretches`, `tags`: those outside of such accounts; `chapters`: where
    chapters begin; `resolve`: whom a name means; `names`: how a person is called; `known`: who tells such accounts."""
    paragraphs = paragraphs_of(stretches, tags, chapters)
    if not paragraphs:
        return Told()
    inside = _by_paragraph(paragraphs, mentions)
    stories = [_runs(flat, paragraphs, first, stop) for first, stop in _stories(paragraphs, mentions)]
    collected = len(stories) > 1
    if collected:
        stories = [[run] for runs in stories for run in runs]
    book = _Book(flat, paragraphs, inside, resolve, names, _acts_elsewhere(flat, inside, stories), known)
    return _told(paragraphs, [part for runs in stories for part in _parts(book, runs)], collected=collected)


def _acts_elsewhere(
    flat: str, mentions: Mapping[int, Sequence[Mention]], stories: Sequence[Sequence[range]]
) -> Mapping[int, float]:
    told_in = {index for runs in stories for run in runs for index in run}
    return acts_in(flat, (m for index, found in mentions.items() if index not in told_in for m in found))


def _told(paragraphs: Sequence[Paragraph], parts: Sequence[_Part], *, collected: bool) -> Told:
    """Who tells a book of these parts; `collected`: of several stories."""
    told: Counter[int] = Counter()
    same: dict[int, int] = {}
    for part in parts:
        told[_teller(part)] += paragraphs[part.stop - 1].end - paragraphs[part.first].start
        same.update((other, part.who[0]) for other in part.who[1:])
    if not told:
        return Told()
    most = max(told, key=lambda who: (told[who], -who))
    whole = paragraphs[-1].end - paragraphs[0].start
    alone = len(told) == 1 and not collected
    narrator = most if alone or told[most] >= _MOST * whole else UNNAMED if UNNAMED in told else None
    same = {other: who for other, who in same.items() if who not in same and other not in told}
    return Told(narrator, tuple(_elsewhere(paragraphs, parts, narrator)), same)


def _teller(part: _Part) -> int:
    return part.who[0] if part.who else UNNAMED


def _stories(paragraphs: Sequence[Paragraph], mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    bounds = [*story_bounds(paragraphs, mentions), len(paragraphs)]
    return pairwise(bounds)


def _by_paragraph(paragraphs: Sequence[Paragraph], mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    starts = [paragraph.start for paragraph in paragraphs]
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        if index >= 0 and mention.end <= paragraphs[index].end:
            found.setdefault(index, []).append(mention)
    return found


def _runs(flat: str, paragraphs: Sequence[Paragraph], first: int, stop: int) -> list[range]:
    return [range(first + run.start, first + run.stop) for run in told_runs(flat, paragraphs[first:stop])]


def _parts(book: _Book, runs: Sequence[range]) -> list[_Part]:
    """What is told of one story in `runs`, by whom: by one, or in turn by several."""
    paragraphs = book.paragraphs
    pieces = [piece for run in runs for piece in _by_chapter(paragraphs, run)]
    shown = [evidence_in(book.flat, paragraphs, [piece], book.mentions, book.resolve) for piece in pieces]
    sizes = [sum(book.flat.count(" ", paragraphs[i].start, paragraphs[i].end) for i in piece) for piece in pieces]
    whole = Evidence()
    for evidence in shown:
        whole.add(evidence)
    teller = named_teller(whole, sum(sizes), book.names, book.elsewhere)
    own = [
        named_teller(evidence, size, book.names, book.elsewhere, whole=False)
        for evidence, size in zip(shown, sizes, strict=True)
    ]
    turns = _in_turn(own, shown, teller)
    if not turns:
        teller = teller or _left_of(book.known, whole)
        return [_Part(run.start, run.stop, tuple(teller)) for run in runs]
    return [
        _Part(piece.start, piece.stop, tuple(_nearest(mine, evidence, turns)))
        for piece, mine, evidence in zip(pieces, own, shown, strict=True)
    ]


def _by_chapter(paragraphs: Sequence[Paragraph], run: range) -> list[range]:
    groups = (list(group) for _, group in groupby(run, key=lambda index: paragraphs[index].chapter))
    return [range(group[0], group[-1] + 1) for group in groups]


def _in_turn(own: Sequence[Sequence[int]], shown: Sequence[Evidence], teller: Sequence[int]) -> list[int]:
    """Those who tell a story in turn: each has chapters of their own, and in those of another acts as others do, or is
    called by "I". Nobody where one tells it all."""
    rest = set(teller[1:])
    chapters = [(mine[0], evidence) for mine, evidence in zip(own, shown, strict=True) if mine and mine[0] not in rest]
    tellers = list(dict.fromkeys(who for who, _ in chapters))
    other = {(who, mine) for mine, evidence in chapters for who in tellers if _is_another(who, evidence)}
    return [who for who in tellers if any((who, one) in other and (one, who) in other for one in tellers)]


def _left_of(known: Sequence[int], evidence: Evidence) -> list[int]:
    """Who tells an epilogue, of the several who tell the rest: the only one whom it doesn't name as another."""
    left = [who for who in known if evidence.con[who] <= evidence.pro[who]]
    return left if len(left) == 1 and len(known) > 1 else []


def _is_another(person: int, evidence: Evidence) -> bool:
    """Whether somebody is not the teller of a chapter."""
    return evidence.con[person] >= max(_ANOTHER, evidence.pro[person])


def _nearest(mine: Sequence[int], evidence: Evidence, turns: Sequence[int]) -> list[int]:
    """Who of those who take turns tells a chapter: whom it shows, else the one whom it never treats as another."""
    if mine and mine[0] in turns:
        return [mine[0]]
    left = [who for who in turns if not _is_another(who, evidence)]
    return left if len(left) == 1 else []


def _elsewhere(paragraphs: Sequence[Paragraph], parts: Sequence[_Part], narrator: int | None) -> Iterator[Teller]:
    """The stretches that somebody else than the narrator tells, or nobody."""
    at = 0
    for part in [*parts, _Part(len(paragraphs), len(paragraphs), ())]:
        if narrator is not None and part.first > at:
            yield Teller(paragraphs[at].start, paragraphs[part.first - 1].end, None)
        if part.stop > part.first and _teller(part) != narrator:
            yield Teller(paragraphs[part.first].start, paragraphs[part.stop - 1].end, _teller(part))
        at = part.stop
