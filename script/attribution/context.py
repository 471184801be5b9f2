"""What the turns around say for and against each candidate, given a first belief: the trained tagger's second look."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from script.attribution.features import REACH, Floats, Ints, Table, sign_of
from script.attribution.rules import Reading
from script.characters import described_key
from script.dialogue_tags import Subject

_LOOK = (-5, -4, -3, -2, -1, 1, 2, 3, 4)
_TOKEN = re.compile(r"[a-z][a-z']*")


def second_pass(reading: Reading, table: Table, beliefs: Sequence[npt.NDArray[np.float64]]) -> Table:
    """The rows again, with what is believed of the turns around: for each belief (float64[rows]) the same columns."""
    columns = [column for belief in beliefs for column in _columns(reading, table, belief)]
    return Table(np.column_stack([table.x, *columns]).astype(np.float32), table.person, table.starts)


def _columns(reading: Reading, table: Table, belief: npt.NDArray[np.float64]) -> list[Floats]:
    turns, cast = reading.turns, reading.book.cast
    count, people = len(turns), len(cast.people)
    rows, starts, person = len(table.person), table.starts, table.person
    dense = np.zeros((count, people), np.float32)
    turn = table.turn
    dense[turn, person] = belief
    signs = np.array([sign_of(p.gender) for p in cast.people], np.float32)
    lean = dense @ signs
    total = dense.sum(0)
    top = dense.argmax(1) if people else np.zeros(count, np.intp)
    sure = dense.max(1) if people else np.zeros(count)
    offsets = np.array([t.start for t in turns])
    scenes = np.array([reading.book.scenes[t.paragraph] for t in turns])
    columns: list[npt.NDArray[np.float32]] = []
    own = dense[turn, person]
    columns.append(own)
    rivals = np.zeros(rows, np.float32)
    for t in range(count):
        a, b = starts[t], starts[t + 1]
        if b - a > 1:
            values = own[a:b]
            best = np.partition(values, -2)[-2:]
            rivals[a:b] = np.where(values == best[1], best[0], best[1])
    columns.append(own - rivals)
    for offset in _LOOK:
        other = np.clip(turn + offset, 0, count - 1)
        apart = (turn + offset < 0) | (turn + offset >= count)
        apart |= np.abs(offsets[other] - offsets[turn]) > REACH
        columns.append(np.where(apart, -1, dense[other, person]).astype(np.float32))
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
    for reach in (6, 15, 60):
        sums = np.zeros((count + 1, people), np.float32)
        np.cumsum(dense, 0, out=sums[1:])
        low, high = np.clip(turn - reach, 0, count), np.clip(turn + reach + 1, 0, count)
        columns.append(((sums[high, person] - sums[low, person] - own) / reach).astype(np.float32))
        columns.append(((sums[turn, person] - sums[low, person]) / reach).astype(np.float32))
    columns.append((total[person] - own) / max(1, count))
    columns += _since(dense, turn, person)
    columns.append(_addressed_by(reading, dense, turn, person))
    columns.append(_same_noun(reading, dense, turn, person))
    columns += _wording(reading, dense, table)
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


def _addressed_by(reading: Reading, dense: Floats, turn: Ints, person: Ints) -> Floats:
    """Whether the turns right before and after address the candidate: a half for each."""
    count = len(reading.turns)
    called = np.zeros(dense.shape, np.float32)
    for number, item in enumerate(reading.turns):
        for who in item.addressed:
            for other in (number - 1, number + 1):
                if 0 <= other < count:
                    called[other, who] += 0.5
    return called[turn, person]


def _same_noun(reading: Reading, dense: Floats, turn: Ints, person: Ints) -> Floats:
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


def _wording(reading: Reading, dense: Floats, table: Table) -> list[Floats]:
    """How well a turn's words fit what else each candidate seems to say: mean log ratio to the book's speech (a
    unigram model with add-k smoothing, the turn itself left out); and how their turns' length compares."""
    flat, spans = reading.book.flat, reading.book.spans
    ids: dict[str, int] = {}
    turns: list[npt.NDArray[np.intp]] = []
    lengths = np.zeros(len(reading.turns), np.float32)
    for number, item in enumerate(reading.turns):
        words = [w for i in item.spans for w in _TOKEN.findall(flat[spans[i].start : spans[i].end].lower())]
        lengths[number] = math.log1p(len(words))
        turns.append(np.array(sorted({ids.setdefault(w, len(ids)) for w in words}), np.intp))
    said = np.zeros((dense.shape[1], max(1, len(ids))), np.float32)
    starts, person = table.starts, table.person
    for number, words_of in enumerate(turns):
        here = person[starts[number] : starts[number + 1]]
        if len(words_of) and len(here):
            said[np.ix_(here, words_of)] += dense[number, here][:, None]
    every = said.sum(0) + 0.5
    share = every / every.sum()
    spoken = said.sum(1)
    fit = np.zeros(len(person), np.float32)
    weight = dense.sum(0) + 0.5
    typical = (dense * lengths[:, None]).sum(0) / weight
    smooth = 200.0
    for number, words_of in enumerate(turns):
        a, b = starts[number], starts[number + 1]
        if a == b or not len(words_of):
            continue
        here = person[a:b]
        mine = dense[number, here][:, None]
        counts = said[np.ix_(here, words_of)] - mine
        size = spoken[here][:, None] - mine * len(words_of)
        ratio = np.log((counts + smooth * share[words_of]) / (size + smooth)) - np.log(share[words_of])
        fit[a:b] = ratio.sum(1) / math.sqrt(len(words_of))
    turn = table.turn
    best = np.zeros(len(person), np.float32)
    for number in range(len(turns)):
        a, b = starts[number], starts[number + 1]
        if b > a:
            best[a:b] = fit[a:b] - fit[a:b].max()
    return [fit, best, (lengths[turn] - typical[person]).astype(np.float32)]
