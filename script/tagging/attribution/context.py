"""What the turns around say for and against each candidate, given a first belief: the trained tagger's second look."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from script.people.characters import described_key
from script.quotations.tags.noun_phrases import Subject
from script.tagging.attribution.features import REACH, SIGNS, TAG_SIGN, Floats, Ints, Table, sign_of
from script.tagging.attribution.rules import RuleReading

_LOOK = (-5, -4, -3, -2, -1, 1, 2, 3, 4)
_CELLS = 2_000_000
"""Turns times people that are looked at together: 8 MB for each of a handful of tables."""
_TOKEN = re.compile(r"[a-z][a-z']*")


def second_pass(reading: RuleReading, table: Table, beliefs: Sequence[npt.NDArray[np.float64]]) -> Table:
    """The rows again, with what is believed of the turns around.

    `beliefs`: float64[rows] each, probabilities of the table's rows; each brings the same columns.
    """
    columns = [column for belief in beliefs for column in _columns(reading, table, belief)]
    return Table(np.column_stack([table.x, *columns]).astype(np.float32), table.person, table.starts)


@dataclass(frozen=True, slots=True)
class _Believed:
    """A belief, row by row (`own`: float32[rows]), and what it says of every turn: its likeliest person, how likely,
    and the gender that it leans to; `total`: float32[people], how many turns are each person's."""

    own: Floats
    top: Ints
    sure: Floats
    lean: Floats
    total: Floats


def _believed(table: Table, belief: npt.NDArray[np.float64], signs: Floats) -> _Believed:
    own = belief.astype(np.float32)
    count = len(table.starts) - 1
    top, sure = np.zeros(count, np.intp), np.zeros(count, np.float32)
    for t, (a, b) in enumerate(pairwise(table.starts)):
        if a < b:
            best = a + np.lexsort((table.person[a:b], -own[a:b]))[0]
            top[t], sure[t] = table.person[best], own[best]
    lean = np.bincount(table.turn, own * signs[table.person], count).astype(np.float32)
    total = np.bincount(table.person, own, len(signs)).astype(np.float32)
    return _Believed(own, top, sure, lean, total)


def _columns(reading: RuleReading, table: Table, belief: npt.NDArray[np.float64]) -> list[Floats]:
    """The columns of one belief. People are looked at some at a time: turns times people may be more than fits."""
    signs = np.array([sign_of(person.gender) for person in reading.book.cast.people], np.float32)
    believed = _believed(table, belief, signs)
    wording = _Wording(reading, table, believed)
    most = max(1, _CELLS // max(1, len(reading.turns)))
    parts: list[list[Floats]] = []
    order: list[Ints] = []
    for first in range(0, max(1, len(signs)), most):
        rows = np.flatnonzero((table.person >= first) & (table.person < first + most))
        group = _Group(rows, table.turn[rows], table.person[rows], first, min(most, len(signs) - first))
        parts.append(_columns_of(reading, believed, wording, group, signs))
        order.append(rows)
    place = np.argsort(np.concatenate(order))
    columns = [np.concatenate(values)[place] for values in zip(*parts, strict=True)]
    fit = columns[-1]
    best = np.zeros(len(fit), np.float32)
    for a, b in pairwise(table.starts):
        if a < b:
            best[a:b] = fit[a:b] - fit[a:b].max()
    lengths = wording.lengths_against(table)
    return [believed.own, _rivals(table, believed), *columns, best, lengths, *_genders(table, believed, signs)]


def _genders(table: Table, believed: _Believed, signs: Floats) -> list[Floats]:
    """Of which gender each candidate seems to be by the tags of the other turns that are believed theirs, and how what
    the turn tells of its speaker's gender suits that.

    Nobody's name or title need tell it: who is believed to speak where "she said" stands is a woman.
    """
    person, own = table.person, believed.own
    told = table.x[:, TAG_SIGN]
    count = len(believed.total)
    female, male = own * np.maximum(told, 0), own * np.maximum(-told, 0)
    women = np.bincount(person, female, count)[person] - female
    men = np.bincount(person, male, count)[person] - male
    seen = women + men
    lean = ((women - men) / (seen + 0.5)).astype(np.float32)
    known = np.where(signs[person] != 0, signs[person], lean).astype(np.float32)
    around = [table.x[:, column] * known for column in range(SIGNS.start, SIGNS.stop)]
    return [told * lean, told * known, lean, np.log1p(seen).astype(np.float32), *around]


def _rivals(table: Table, believed: _Believed) -> Floats:
    """How much more is believed of each candidate than of the best other one of the turn."""
    own = believed.own
    rivals = np.zeros(len(own), np.float32)
    for a, b in pairwise(table.starts):
        if b - a > 1:
            best = np.partition(own[a:b], -2)[-2:]
            rivals[a:b] = np.where(own[a:b] == best[1], best[0], best[1])
    return own - rivals


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of some people: `first` and `count` of them in the cast."""

    rows: Ints
    turn: Ints
    person: Ints
    first: int
    count: int


def _columns_of(
    reading: RuleReading, believed: _Believed, wording: _Wording, group: _Group, signs: Floats
) -> list[Floats]:
    turns = reading.turns
    count, turn, person = len(turns), group.turn, group.person
    own, top, sure, lean = believed.own[group.rows], believed.top, believed.sure, believed.lean
    place = person - group.first
    dense = np.zeros((count, group.count), np.float32)
    dense[turn, place] = own
    offsets = np.array([t.start for t in turns])
    scenes = np.array([reading.book.scenes[t.paragraph] for t in turns])
    columns: list[Floats] = []
    for offset in _LOOK:
        other = np.clip(turn + offset, 0, count - 1)
        apart = (turn + offset < 0) | (turn + offset >= count)
        apart |= np.abs(offsets[other] - offsets[turn]) > REACH
        columns.append(np.where(apart, -1, dense[other, place]).astype(np.float32))
        if offset in (-2, -1, 1, 2):
            columns.append(np.where(apart, -1, sure[other]).astype(np.float32))
            columns.append(np.where(apart, 0, lean[other] * signs[person]).astype(np.float32))
            columns.append(np.where(apart, 0, scenes[other] == scenes[turn]).astype(np.float32))
    # A-B-A: whoever spoke before the last speaker, where that was somebody else.
    back_one, back_two = np.clip(turn - 1, 0, count - 1), np.clip(turn - 2, 0, count - 1)
    columns.append(((top[back_two] == person) & (top[back_one] != person) & (turn > 1)).astype(np.float32))
    on_one, on_two = np.clip(turn + 1, 0, count - 1), np.clip(turn + 2, 0, count - 1)
    columns.append(((top[on_two] == person) & (top[on_one] != person)).astype(np.float32))
    columns.append(((top[back_one] == top[on_one]) & (turn > 0)).astype(np.float32))
    sums = np.zeros((count + 1, group.count), np.float32)
    np.cumsum(dense, 0, out=sums[1:])
    for reach in (6, 15, 60):
        low, high = np.clip(turn - reach, 0, count), np.clip(turn + reach + 1, 0, count)
        columns.append(((sums[high, place] - sums[low, place] - own) / reach).astype(np.float32))
        columns.append(((sums[turn, place] - sums[low, place]) / reach).astype(np.float32))
    columns.append(((believed.total[person] - own) / max(1, count)).astype(np.float32))
    columns += _since(dense, turn, place)
    columns.append(_addressed_by(reading, dense.shape, group))
    columns.append(_same_noun(reading, dense, turn, place))
    columns.append(wording.fit(group, own))
    return columns


def _since(dense: Floats, turn: Ints, person: Ints) -> list[Floats]:
    """How strongly each candidate has lately been speaking, and will be, fading by a third from turn to turn; and how
    many turns ago they last spoke."""
    count, people = dense.shape
    past = np.zeros((count, people), np.float32)
    future = np.zeros((count, people), np.float32)
    ago = np.full((count, people), 30, np.float32)
    ahead = np.full((count, people), 30, np.float32)
    for t in range(1, count):
        past[t] = past[t - 1] * 0.7 + dense[t - 1]
        ago[t] = np.minimum(np.where(dense[t - 1] > 0.5, 1, ago[t - 1] + 1), 30)
    for t in range(count - 2, -1, -1):
        future[t] = future[t + 1] * 0.7 + dense[t + 1]
        ahead[t] = np.minimum(np.where(dense[t + 1] > 0.5, 1, ahead[t + 1] + 1), 30)
    return [values[turn, person] for values in (past, future, ago, ahead)]


def _addressed_by(reading: RuleReading, shape: tuple[int, ...], group: _Group) -> Floats:
    """Whether the turns right before and after address the candidate: a half for each."""
    count = len(reading.turns)
    called = np.zeros(shape, np.float32)
    for number, item in enumerate(reading.turns):
        for who in item.addressed:
            for other in (number - 1, number + 1):
                if 0 <= other < count and 0 <= who - group.first < group.count:
                    called[other, who - group.first] += 0.5
    return called[group.turn, group.person - group.first]


def _same_noun(reading: RuleReading, dense: Floats, turn: Ints, person: Ints) -> Floats:
    """Of the other turns whose tag has the same noun ("the old man"): how many are each candidate's; −1 for none."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(reading.turns):
        if item.tag and item.tag.kind is Subject.NOUN:
            groups[described_key(item.tag.subject)].append(number)
    share = np.full(dense.shape, -1, np.float32)
    for numbers in groups.values():
        if len(numbers) > 1:
            share[numbers] = (dense[numbers].sum(0) - dense[numbers]) / (len(numbers) - 1)
    return share[turn, person]


class _Wording:
    """What words the turns hold, and by a belief who says them (a unigram model with add-k smoothing)."""

    def __init__(self, reading: RuleReading, table: Table, believed: _Believed) -> None:
        flat, spans = reading.book.flat, reading.book.spans
        ids: dict[str, int] = {}
        self.turns: list[Ints] = []
        self.lengths = np.zeros(len(reading.turns), np.float32)
        for number, item in enumerate(reading.turns):
            words = [w for i in item.spans for w in _TOKEN.findall(flat[spans[i].start : spans[i].end].lower())]
            self.lengths[number] = math.log1p(len(words))
            self.turns.append(np.array(sorted({ids.setdefault(w, len(ids)) for w in words}), np.intp))
        every = np.full(max(1, len(ids)), 0.5, np.float32)
        spoken = np.bincount(table.turn, believed.own, len(self.turns))
        for words_of, share in zip(self.turns, spoken, strict=True):
            every[words_of] += share
        self.share = every / every.sum()
        self.believed = believed

    def fit(self, group: _Group, own: Floats) -> Floats:
        """How well a turn's words fit what else each candidate seems to say: mean log ratio to the book's speech, the
        turn itself left out."""
        said = np.zeros((group.count, len(self.share)), np.float32)
        place = group.person - group.first
        bounds = np.searchsorted(group.turn, np.arange(len(self.turns) + 1))
        for words_of, (a, b) in zip(self.turns, pairwise(bounds), strict=True):
            if len(words_of) and a < b:
                said[np.ix_(place[a:b], words_of)] += own[a:b, None]
        spoken = said.sum(1)
        fit = np.zeros(len(own), np.float32)
        smooth = 200.0
        for words_of, (a, b) in zip(self.turns, pairwise(bounds), strict=True):
            if a == b or not len(words_of):
                continue
            here, mine = place[a:b], own[a:b, None]
            counts = said[np.ix_(here, words_of)] - mine
            size = spoken[here][:, None] - mine * len(words_of)
            share = self.share[words_of]
            ratio = np.log((counts + smooth * share) / (size + smooth)) - np.log(share)
            fit[a:b] = ratio.sum(1) / math.sqrt(len(words_of))
        return fit

    def lengths_against(self, table: Table) -> Floats:
        """How each turn's length compares with that of the candidate's turns."""
        turn, person, own = table.turn, table.person, self.believed.own
        spent = np.bincount(person, own * self.lengths[turn], len(self.believed.total))
        typical = spent / (self.believed.total + 0.5)
        return (self.lengths[turn] - typical[person]).astype(np.float32)
