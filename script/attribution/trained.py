"""Who speaks, learned from annotated novels: two passes of boosted trees over every turn's candidates, then whole
conversations decided at once.

The first pass sees the text (`features.first_pass`), the second also what the first believes of the turns around; the
chain (`chain.posteriors`) then weighs the second's log probabilities against how people take turns. How sure the result
is was fitted on novels that the trees had not seen. Training is `script.training`; `model_card.md` says on
what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from script.attribution.base import Attribution, Book
from script.attribution.chain import posteriors
from script.attribution.context import second_pass
from script.attribution.features import Table, first_pass, probabilities
from script.attribution.rules import Reading
from script.attribution.trees import Forest, forest_of

Floats = npt.NDArray[np.float64]

MODEL_FILE = "model.npz"
GAP_CLASSES = 5
FIRST_CHAIN = np.array([0.9, 0.0, -0.5, 0.0, 0.0, 0.0, 0.0, 0.2, 0.2, 0.0, 0.0])
"""How conversations are weighed between the passes, and where the search for the last chain begins."""
_FLOOR = 2e-3
"""Candidates with less belief than this are not weighed in the conversation."""


@dataclass(frozen=True, slots=True)
class Model:
    """What training gives. `chain`: see `conversation`; `knots`: float64[2, n], a turn's probability and how often such
    turns were right, both ascending."""

    first: Forest
    second: Forest
    chain: Floats
    knots: Floats

    def save(self, path: Path) -> None:
        """Writes the model: the same model gives the same bytes."""
        arrays = {"chain": self.chain, "knots": self.knots}
        arrays |= {**self.first.arrays("first"), **self.second.arrays("second")}
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)


def load_model(path: Path) -> Model:
    """The model of a file that `Model.save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = dict(stored)
    return Model(forest_of(arrays, "first"), forest_of(arrays, "second"), arrays["chain"], arrays["knots"])


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the package."""
    with as_file(files("script.attribution") / MODEL_FILE) as path:
        return load_model(path)


def gap_class(reading: Reading, number: int) -> int:
    """How far a turn stands from the one before: 0 in its paragraph, 1 next to it, 2 a paragraph between, 3 some, 4
    many or another scene."""
    gap = reading.gap(number)
    return gap if gap <= 2 else (3 if gap < 6 else 4)


def conversation(reading: Reading, table: Table, belief: Floats, chain: Floats) -> list[Floats]:
    """The probability of each candidate of each turn, given all others of the conversation.

    `belief`: float64[rows of the table]. `chain`: float64[1 + 2 · 5]: the weight of the turn's own log probability;
    then, by `gap_class`, log weights for the same speaker again and for the speaker before the last.
    """
    weight, same, again = chain[0], chain[1 : 1 + GAP_CLASSES], chain[1 + GAP_CLASSES :]
    starts = table.starts
    states: list[npt.NDArray[np.intp]] = []
    scores: list[Floats] = []
    likely: list[npt.NDArray[np.intp]] = []
    for t in range(len(reading.turns)):
        mine = belief[starts[t] : starts[t + 1]]
        kept = np.flatnonzero(mine >= min(_FLOOR, mine.max(initial=0)))
        likely.append(kept)
        # Where nobody is about, the chain passes through a state of its own.
        states.append(table.person[starts[t] + kept] if len(kept) else np.array([-1 - t], np.intp))
        scores.append(weight * np.log(mine[kept]) if len(kept) else np.zeros(1))

    def transition(t: int) -> Floats:
        gap = gap_class(reading, t)
        repeats = states[t - 1][:, None] == states[t][None, :]
        pair: Floats = same[gap] * repeats
        if t == 1:
            return pair[None, :, :]
        returns = (states[t - 2][:, None] == states[t][None, :]) * again[gap]
        joint: Floats = pair[None, :, :] + returns[:, None, :] * ~repeats[None, :, :]
        return joint

    result: list[Floats] = []
    for t, marginal in enumerate(posteriors(scores, transition)):
        full = np.zeros(starts[t + 1] - starts[t])
        full[likely[t]] = marginal[: len(likely[t])]
        result.append(full)
    return result


def believed(reading: Reading, table: Table, forest: Forest) -> Floats:
    """The probability of each row by the trees: float64[rows of the table]. Who is certain to speak a turn has 1."""
    belief = probabilities(forest.scores(table.x), table.starts)
    for number, turn in enumerate(reading.turns):
        if turn.fixed is not None:
            rows = slice(table.starts[number], table.starts[number + 1])
            belief[rows] = table.person[rows] == turn.fixed
    return belief


def second_table(reading: Reading, table: Table, first: Forest) -> Table:
    """The second pass's rows: with what the first pass believes turn by turn, and once conversations are weighed."""
    belief = believed(reading, table, first)
    settled = np.concatenate(conversation(reading, table, belief, FIRST_CHAIN))
    return second_pass(reading, table, (belief, settled))


class TrainedAttributor:
    """The learned tagger. Implements `Attributor`."""

    def __init__(self, model: Model | None = None) -> None:
        self._model = model

    def attribute(self, book: Book) -> tuple[Attribution, ...]:
        if not book.spans:
            return ()
        model = self._model or shipped_model()
        reading = Reading(book)
        table = first_pass(reading)
        chosen: list[int | None] = [None] * len(reading.turns)
        sure = [0.0] * len(reading.turns)
        if len(table.person):
            again = second_table(reading, table, model.first)
            belief = believed(reading, again, model.second)
            for number, marginal in enumerate(conversation(reading, table, belief, model.chain)):
                start, end = table.starts[number], table.starts[number + 1]
                if start < end:
                    best = int(np.argmax(marginal))
                    chosen[number] = int(table.person[start + best])
                    sure[number] = round(float(np.interp(marginal[best], *model.knots)), 3)
        result = [Attribution(None, 0.0, "")] * len(book.spans)
        for number, turn in enumerate(reading.turns):
            attribution = Attribution(chosen[number], sure[number], reading.evidence(number, chosen))
            for index in turn.spans:
                result[index] = attribution
        return tuple(result)
