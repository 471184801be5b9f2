"""Who speaks, learned from annotated novels.

Two passes of boosted trees over every turn's candidates, then whole conversations decided at once.

The first pass sees the text (`features.first_pass`), the second also what the first believes of the turns around; the
chain (`turn_chain.posteriors`) weighs each pass's log probabilities against how the talk passes on (`handover`). How
sure the result is was fitted on novels that the trees had not seen. Training is `script.training.train`;
`model_card.md` says on what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from script.tagging.attribution.attributor import Attribution, AttributionInput
from script.tagging.attribution.boosted_trees import Forest, forest_of
from script.tagging.attribution.context import second_pass
from script.tagging.attribution.features import Table, first_pass, probabilities
from script.tagging.attribution.handover import handovers, passed_on
from script.tagging.attribution.handover import rows as handover_rows
from script.tagging.attribution.rules import RuleReading
from script.tagging.attribution.turn_chain import posteriors

Floats = npt.NDArray[np.float64]

MODEL_FILE = "model.npz"
FIRST_CHAIN = np.array([0.8, 0.5])
"""How conversations are weighed between the passes, and where the search for the last chain begins."""
_FLOOR = 2e-3
"""Candidates with less belief than this are not weighed in the conversation; no way of passing is less likely."""
_NOBODY = 1e-12
"""Below that a probability is none."""
_FORESTS = ("same", "back", "first", "second")


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """What training gives.

    `same`, `back`: see `handover`; `chain`: float64[2], see `conversation`; `knots`: float64[2, n], a turn's
    probability and how often such turns were right, both ascending; `columns`: int64[3], how many features the first
    pass, the second and the handover saw.
    """

    same: Forest
    back: Forest
    first: Forest
    second: Forest
    chain: Floats
    knots: Floats
    columns: npt.NDArray[np.int64]

    def check(self, *tables: npt.NDArray[np.float32]) -> None:
        """Raises ValueError where features [rows, columns] of the first pass, the second and the handover are others
        than the trees learned from: they would still give figures, and wrong ones."""
        seen = [x.shape[1] for x in tables]
        if seen != self.columns.tolist():
            raise ValueError(f"the model knows {self.columns.tolist()} features, there are {seen}: train it again")

    def save(self, path: Path) -> None:
        """Writes the model: the same model gives the same bytes."""
        arrays: dict[str, npt.NDArray[Any]] = {"chain": self.chain, "knots": self.knots, "columns": self.columns}
        for name in _FORESTS:
            arrays |= getattr(self, name).arrays(name)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)


def load_model(path: Path) -> AttributionModel:
    """The model of a file that `AttributionModel.save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = dict(stored)
    same, back, first, second = (forest_of(arrays, name) for name in _FORESTS)
    return AttributionModel(same, back, first, second, arrays["chain"], arrays["knots"], arrays["columns"])


@lru_cache(maxsize=1)
def shipped_model() -> AttributionModel:
    """The model that comes with the package."""
    with as_file(files("script.tagging.attribution") / MODEL_FILE) as path:
        return load_model(path)


def conversation(table: Table, belief: Floats, handed: Floats, chain: Floats) -> list[Floats]:
    """The probability of each candidate of each turn, given all others of the conversation.

    float64[candidates] per turn. `belief`: float64[rows of the table], probabilities. `handed`: float64[turns, 3], see
    `handover`. `chain`: float64[2], the weights of a turn's own log probability and of the log probability of how the
    talk passes to it.
    """
    starts = table.starts
    states: list[npt.NDArray[np.intp]] = []
    scores: list[Floats] = []
    likely: list[npt.NDArray[np.intp]] = []
    for t in range(len(handed)):
        mine = belief[starts[t] : starts[t + 1]]
        kept = np.flatnonzero(mine >= max(_NOBODY, min(_FLOOR, mine.max(initial=0))))
        likely.append(kept)
        # Where nobody is about, the chain passes through a state of its own.
        states.append(table.person[starts[t] + kept] if len(kept) else np.array([-1 - t], np.intp))
        scores.append(chain[0] * np.log(mine[kept]) if len(kept) else np.zeros(1))
    ways = chain[1] * np.log(np.maximum(handed, _FLOOR))

    def transition(t: int) -> Floats:
        # Whoever else may speak shares what is left to somebody else.
        same, back, other = ways[t] - (0, 0, chain[1] * np.log(max(1, len(states[t]) - 2)))
        repeats = states[t - 1][:, None] == states[t][None, :]
        if t == 1:
            first: Floats = np.where(repeats, same, other)
            return first[None, :, :]
        returns = states[t - 2][:, None] == states[t][None, :]
        joint: Floats = np.where(repeats[None, :, :], same, np.where(returns[:, None, :], back, other))
        return joint

    result: list[Floats] = []
    for t, marginal in enumerate(posteriors(scores, transition)):
        full = np.zeros(starts[t + 1] - starts[t])
        full[likely[t]] = marginal[: len(likely[t])]
        result.append(full)
    return result


def believed(reading: RuleReading, table: Table, forest: Forest) -> Floats:
    """The probability of each row by the trees: float64[rows of the table].

    Who is certain to speak a turn has 1.
    """
    belief = probabilities(forest.scores(table.x), table.starts)
    for number, turn in enumerate(reading.turns):
        rows = slice(table.starts[number], table.starts[number + 1])
        if turn.fixed is not None:
            belief[rows] = table.person[rows] == turn.fixed
        else:
            # Whom the tag does not name does not speak, whatever the trees make of it.
            belief[rows] *= reading.allowance(turn, table.person[rows].tolist())
            belief[rows] /= max(belief[rows].sum(), _NOBODY)
    return belief


def second_table(reading: RuleReading, table: Table, first: Forest, handed: Floats) -> Table:
    """The second pass's rows, with what the first pass believes turn by turn, and once conversations are weighed.

    `handed`: float64[turns, 3], see `handover`.
    """
    belief = believed(reading, table, first)
    settled = np.concatenate(conversation(table, belief, handed, FIRST_CHAIN))
    again = second_pass(reading, table, (belief, settled))
    return Table(np.column_stack([again.x, passed_on(table, belief, settled, handed)]), table.person, table.starts)


class TrainedAttributor:
    """The learned tagger. Implements `Attributor`."""

    def __init__(self, model: AttributionModel | None = None) -> None:
        self._model = model

    def attribute(self, book: AttributionInput) -> tuple[Attribution, ...]:
        """Who speaks each span, as the model has learned it."""
        if not book.spans:
            return ()
        model = self._model or shipped_model()
        reading = RuleReading(book)
        table = first_pass(reading)
        chosen: list[int | None] = [None] * len(reading.turns)
        sure = [0.0] * len(reading.turns)
        if len(table.person):
            links = handover_rows(reading, table)
            handed = handovers(links, model.same, model.back)
            again = second_table(reading, table, model.first, handed)
            model.check(table.x, again.x, links)
            belief = believed(reading, again, model.second)
            for number, marginal in enumerate(conversation(table, belief, handed, model.chain)):
                start, end = table.starts[number], table.starts[number + 1]
                if start < end and marginal.max() > 0:
                    best = int(np.argmax(marginal))
                    chosen[number] = int(table.person[start + best])
                    sure[number] = round(float(np.interp(marginal[best], *model.knots)), 3)
        result = [Attribution(None, 0.0, "")] * len(book.spans)
        for number, turn in enumerate(reading.turns):
            attribution = reading.attribution(number, chosen, sure[number])
            for index in turn.spans:
                result[index] = attribution
        return tuple(result)
