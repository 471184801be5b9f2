"""Trains the shipped model.

    python -m script.training.train --data FOLDER --lessons tests/stories/lessons --out MODEL --folds FOLDS --workers 2

The folder holds `pdnc/` (see `annotated_novels`), `score.py` and `perturb.py`. Needs the extra `train` (LightGBM).
Everything is seeded and runs on one thread: the same corpus, code and LightGBM give the same bytes again.

Each novel is learned from as it is and in other guises (`variants`): people and books that nobody has tuned for are
what the tagger will meet. The lessons are short modern stories with answers (`answered_stories`).

What the second pass learns from, and what the confidence and the chain are fitted on, are predictions for authors that
the trees in question had not seen (stacking: Wolpert 1992). The loss of the trees that rank is the conditional logit:
the likelihood of the right candidate among a turn's candidates.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, TypeVar

import lightgbm
import numpy as np
import numpy.typing as npt

from script.tagging.attribution.attributor import AttributionInput
from script.tagging.attribution.boosted_trees import Forest, averaged, export
from script.tagging.attribution.features import Table, first_pass, probabilities
from script.tagging.attribution.handover import BACK, OTHER, SAME, handovers
from script.tagging.attribution.handover import rows as handover_rows
from script.tagging.attribution.rules import RuleReading
from script.tagging.attribution.trained import (
    FIRST_CHAIN,
    AttributionModel,
    Floats,
    believed,
    conversation,
    second_table,
)
from script.training.annotated_novels import NameMap, book_of, persons_of, shown_of
from script.training.answered_stories import AnsweredStory, annotated, answered_files, read_answered_story
from script.training.variants import Perturbations, renamed_once, variants

FOLDS = 5
_ROUNDS = 120
_PARAMETERS: dict[str, Any] = {
    "learning_rate": 0.12,
    "num_leaves": 24,
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "min_sum_hessian_in_leaf": 1.0,
    "feature_fraction": 0.2,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}
_SECOND_FORESTS = 2
"""Forests that the second pass takes the mean of."""
_HANDOVER_ROUNDS = 150
_HANDOVER_PARAMETERS: dict[str, Any] = {
    **_PARAMETERS,
    "objective": "binary",
    "boost_from_average": False,
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.3,
}
_STEP = 0.1
_CALIBRATION_BINS = 25


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from: a novel, or a variant of one, which is in the novel's fold.

    `links`: float32[turns, features], how its turns hang together (`handover.rows`); `said`: per turn who speaks it by
    the annotation, where it names somebody; `right`: and who of the cast that is (nobody: it lacks them).
    """

    name: str
    fold: int
    reading: RuleReading
    table: Table
    links: npt.NDArray[np.float32]
    said: tuple[str | None, ...]
    right: tuple[frozenset[int], ...]

    @property
    def positive(self) -> npt.NDArray[np.bool_]:
        """Whether each row of the table is who speaks: bool[rows]."""
        return np.array([p in self.right[t] for t, p in zip(self.table.turn, self.table.person, strict=True)], bool)

    @property
    def ways(self) -> npt.NDArray[np.intp]:
        """How the talk passed to each turn: int[turns], see `handover`.

        −1 where the annotation doesn't tell.
        """
        said = self.said
        return np.array([_way(said[t], *(said[t - k] if t >= k else None for k in (1, 2))) for t in range(len(said))])


def _way(now: str | None, last: str | None, earlier: str | None) -> int:
    if now is None or last is None:
        return -1
    if now == last:
        return SAME
    return -1 if earlier is None else (BACK if now == earlier else OTHER)


def load_metric(folder: Path) -> Any:
    """The module `score.py` that comes with the corpora."""
    return _load(folder / "score.py")


def load_perturbations(folder: Path) -> Any:
    """The module `perturb.py` that comes with the corpora."""
    return _load(folder / "perturb.py")


def _load(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"attribution_{file.stem}", file)
    if spec is None or spec.loader is None or not file.exists():
        sys.exit(f"{file} is missing: give the folder of the corpora with --data")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_examples(folder: Path, lessons: Path, say: Callable[[str], None] = print) -> list[Example]:
    """Every novel of the folder's `pdnc/` and its variants, read, cast and laid out in features; then the `lessons`.

    In the order of file names. `lessons`: a folder of short stories with answers (`answered_stories`).
    """
    metric, perturb = load_metric(folder), load_perturbations(folder)
    files = sorted((folder / "pdnc").glob("*.json.gz"))
    folds = folds_of_authors(metric.load(str(file)) for file in files)
    examples = []
    for file in files:
        gold = metric.load(str(file))
        name = file.name.removesuffix(".json.gz")
        made = [
            example_of(variant.gold, f"{name}, {variant.kind}", folds[gold["source"]["author_code"]], metric)
            for variant in variants(gold, name, perturb)
        ]
        examples += made
        rows = sum(len(example.table.person) for example in made)
        say(f"{name}: {len(made)} texts, {sum(len(e.reading.turns) for e in made)} turns, {rows} rows")
    for file in answered_files(lessons):
        examples += _lesson(read_answered_story(file), metric, perturb)
    say(f"{len(examples)} texts in all")
    return examples


def _lesson(lesson: AnsweredStory, metric: NameMap, perturb: Perturbations) -> list[Example]:
    """A short story as it is, and once renamed.

    Stories of one round are of one hand, and so in one fold.
    """
    fold = lesson.round % FOLDS
    gold = annotated(lesson)
    plain = example_of(gold, lesson.name, fold, metric, shown_of(lesson.story))
    renamed = renamed_once(gold, lesson.name, perturb)
    return [plain, example_of(renamed, f"{lesson.name}, words", fold, metric)]


def example_of(
    gold: Mapping[str, Any], name: str, fold: int, metric: NameMap, book: AttributionInput | None = None
) -> Example:
    """An annotated text, read, cast and laid out in features; `book`: as it was read, where that is more than text."""
    book = book or book_of(gold["text"], name)
    reading = RuleReading(book)
    said, right = persons_of(book, reading.turns, gold, metric)
    table = first_pass(reading)
    return Example(name, fold, reading, table, handover_rows(reading, table), tuple(said), tuple(right))


def folds_of_authors(novels: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The fold of each author: the folds about even in annotated quotations."""
    size: Counter[str] = Counter()
    for gold in novels:
        size[gold["source"]["author_code"]] += len(gold["quotes"])
    load = [0] * FOLDS
    folds = {}
    for author, quotes in sorted(size.items(), key=lambda item: (-item[1], item[0])):
        folds[author] = load.index(min(load))
        load[folds[author]] += quotes
    return folds


def fit_forest(examples: Sequence[tuple[Table, npt.NDArray[np.bool_]]], forests: int = 1) -> Forest:
    """Trees whose softmax over a turn's candidates fits who speaks it; the mean of so many forests of other seeds.

    `examples`: tables, each with bool[rows], who speaks. Turns without a right candidate are left out.
    """
    kept: list[npt.NDArray[np.float32]] = []
    labels: list[npt.NDArray[np.bool_]] = []
    sizes: list[int] = []
    for table, positive in examples:
        for start, end in pairwise(table.starts):
            if positive[start:end].any():
                kept.append(table.x[start:end])
                labels.append(positive[start:end])
                sizes.append(end - start)
    wanted = np.concatenate(labels).astype(np.float64)
    starts = np.concatenate([[0], np.cumsum(sizes)])

    def loss(scores: Floats, _: lightgbm.Dataset) -> tuple[Floats, Floats]:
        """Gradient and Hessian's diagonal of −log of the probability that the right candidates have together."""
        belief = probabilities(scores, starts)
        share = belief * wanted
        share /= np.repeat(np.maximum(np.add.reduceat(share, starts[:-1]), 1e-9), sizes)
        return belief - share, np.maximum(belief * (1 - belief), 1e-3)

    data = lightgbm.Dataset(np.vstack(kept), wanted, params={"max_bin": _PARAMETERS["max_bin"], "verbose": -1})
    trees = [
        lightgbm.train({**_PARAMETERS, "objective": loss, "seed": seed}, data, _ROUNDS).dump_model()["tree_info"]
        for seed in range(1, forests + 1)
    ]
    return averaged([export(forest) for forest in trees])


def fit_handover(examples: Sequence[Example]) -> tuple[Forest, Forest]:
    """Trees for the log-odds that the last speaker goes on, and if not, that the one before answers."""
    links = np.vstack([example.links for example in examples])
    ways = np.concatenate([example.ways for example in examples])

    def fit(kept: npt.NDArray[np.bool_], wanted: int) -> Forest:
        data = lightgbm.Dataset(links[kept], ways[kept] == wanted, params={"max_bin": _PARAMETERS["max_bin"]})
        return export(lightgbm.train(_HANDOVER_PARAMETERS, data, _HANDOVER_ROUNDS).dump_model()["tree_info"])

    return fit(ways >= 0, SAME), fit((ways == BACK) | (ways == OTHER), BACK)


def _judge(
    examples: Sequence[Example], beliefs: Sequence[Floats], handed: Sequence[Floats], chain: Floats
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Per annotated turn: the probability of the right candidates, that of the best one, and whether it is right."""
    right, best, hits = [], [], []
    for example, belief, passing in zip(examples, beliefs, handed, strict=True):
        marginals = conversation(example.table, belief, passing, chain)
        starts = example.table.starts
        for number, marginal in enumerate(marginals):
            if example.said[number] is None:
                continue
            people = example.table.person[starts[number] : starts[number + 1]]
            mine = np.array([int(p) in example.right[number] for p in people], bool)
            if not len(mine):
                continue
            right.append(float(marginal[mine].sum()) if mine.any() else -1.0)
            best.append(float(marginal.max()))
            hits.append(bool(mine[int(np.argmax(marginal))]))
    return np.array(right), np.array(best), np.array(hits, bool)


def fit_chain(examples: Sequence[Example], beliefs: Sequence[Floats], handed: Sequence[Floats]) -> Floats:
    """What a turn and what the turns beside it weigh: float64[2], the chain's weights.

    By coordinate search on the likelihood of who speaks. `beliefs`: float64[rows] per novel, probabilities; `handed`:
    float64[turns, 3] per novel, see `handover`.
    """
    chain = FIRST_CHAIN.copy()

    def cost(weights: Floats) -> float:
        right, _, _ = _judge(examples, beliefs, handed, weights)
        return float(-np.log(np.maximum(right[right >= 0], 1e-3)).mean())

    lowest = cost(chain)
    for index in range(len(chain)):
        for change in (_STEP, -_STEP):
            moved = chain.copy()
            moved[index] += change
            while moved[index] > 0 and (now := cost(moved)) < lowest - 1e-5:
                lowest, chain = now, moved.copy()
                moved[index] += change
    return chain


def fit_confidence(best: Floats, hits: npt.NDArray[np.bool_]) -> Floats:
    """How often turns of each probability are right: float64[2, knots], both rows ascending.

    Means of bins of equal size, made ascending (isotonic regression by pooling adjacent violators). `best`:
    float64[turns], the probability of the best candidate; `hits`: bool[turns], whether it is right.
    """
    order = np.argsort(best, kind="stable")
    pools = [
        [float(best[part].mean()), float(hits[part].mean()), float(len(part))]
        for part in np.array_split(order, _CALIBRATION_BINS)
        if len(part)
    ]
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            x, y, n = merged.pop()
            a, b, m = merged.pop()
            merged.append([(a * m + x * n) / (m + n), (b * m + y * n) / (m + n), m + n])
    return np.array([[0.0, *(p[0] for p in merged)], [0.0, *(p[1] for p in merged)]])


@dataclass(frozen=True, slots=True)
class Trained:
    """The model of all novels; and per fold a model that saw none of the fold's authors."""

    model: AttributionModel
    by_fold: tuple[AttributionModel, ...]


class _Training:
    """The steps of a training, each for the novels outside some folds: what a worker process is asked for."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.positives = [example.positive for example in examples]
        self.first: dict[frozenset[int], Forest] = {}
        self.passing: dict[frozenset[int], tuple[Forest, Forest]] = {}

    def fit_first(self, left_out: frozenset[int]) -> tuple[Forest, tuple[Forest, Forest]]:
        """The first pass's forest, and those of the handover."""
        rows = [(e.table, p) for e, p in zip(self.examples, self.positives, strict=True) if e.fold not in left_out]
        return fit_forest(rows), fit_handover([e for e in self.examples if e.fold not in left_out])

    @cached_property
    def columns(self) -> npt.NDArray[np.int64]:
        """How many features the first pass, the second and the handover see."""
        example = next(example for example in self.examples if len(example.table.person))
        again = self._second_table(example, frozenset())
        return np.array([example.table.x.shape[1], again.x.shape[1], example.links.shape[1]], np.int64)

    def fit_second(self, left_out: frozenset[int]) -> tuple[Forest, dict[int, Floats]]:
        """The second pass's forest; and of the novels left out, by number, what it believes of their rows."""
        tables = [self._second_table(example, left_out) for example in self.examples]
        rows = [
            (table, p)
            for table, e, p in zip(tables, self.examples, self.positives, strict=True)
            if e.fold not in left_out
        ]
        forest = fit_forest(rows, _SECOND_FORESTS)
        beliefs = {
            number: believed(example.reading, table, forest)
            for number, (example, table) in enumerate(zip(self.examples, tables, strict=True))
            if example.fold in left_out
        }
        return forest, beliefs

    def _second_table(self, example: Example, left_out: frozenset[int]) -> Table:
        """With first beliefs that saw neither the novel's fold nor those left out."""
        unseen = left_out | {example.fold}
        handed = handovers(example.links, *self.passing[unseen])
        return second_table(example.reading, example.table, self.first[unseen], handed)


def train(examples: Sequence[Example], workers: int = 1, say: Callable[[str], None] = print) -> Trained:
    """Trains on all novels, and once more per fold without it. Any number of workers gives the same."""
    training = _Training(examples)
    parts = [frozenset(some) for size in (0, 1, 2) for some in combinations(range(FOLDS), size)]
    say(f"first pass, {len(parts)} times")
    for part, (first, passing) in zip(parts, _each(training.fit_first, parts, workers), strict=True):
        training.first[part], training.passing[part] = first, passing
    parts = [part for part in parts if len(part) < 2]
    say(f"second pass, {len(parts)} times")
    second: dict[frozenset[int], Forest] = {}
    beliefs: dict[int, Floats] = {}
    for part, (forest, believed_of) in zip(parts, _each(training.fit_second, parts, workers), strict=True):
        second[part] = forest
        beliefs |= believed_of
    passed = [handovers(e.links, *training.passing[frozenset({e.fold})]) for e in examples]

    def finish(left_out: frozenset[int]) -> AttributionModel:
        say(f"chain and confidence without folds {sorted(left_out)}")
        chosen = [number for number, example in enumerate(examples) if example.fold not in left_out]
        used = [examples[i] for i in chosen]
        own, handed = [beliefs[i] for i in chosen], [passed[i] for i in chosen]
        # Two weights need no more than every third text, and the search judges them all each time.
        chain = fit_chain(used[::3], own[::3], handed[::3])
        _, best, hits = _judge(used, own, handed, chain)
        confidence = fit_confidence(best, hits)
        forests = (*training.passing[left_out], training.first[left_out], second[left_out])
        return AttributionModel(*forests, chain, confidence, training.columns)

    return Trained(finish(frozenset()), tuple(finish(frozenset({fold})) for fold in range(FOLDS)))


_Part = frozenset[int]
_Made = TypeVar("_Made")
_asked: Callable[[_Part], Any]
"""What a forked worker does: set before the fork, since the novels are too much to be sent."""


def _each(fit: Callable[[_Part], _Made], parts: Sequence[_Part], workers: int) -> Iterator[_Made]:
    """`fit` of every part, in order, by so many processes."""
    global _asked
    if workers < 2:
        yield from map(fit, parts)
        return
    _asked = fit
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        yield from pool.map(_ask, parts)


def _ask(part: _Part) -> Any:
    return _asked(part)


def main() -> None:
    """The command line: trains on the corpora in a folder and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with pdnc/, score.py and perturb.py")
    parser.add_argument("--lessons", type=Path, required=True, help="folder of short stories with answers beside them")
    parser.add_argument("--out", type=Path, required=True, help="the model file to write")
    parser.add_argument("--folds", type=Path, help="folder to write the model of each fold to, for measuring")
    parser.add_argument("--workers", type=int, default=1, help="processes (more than one: not on Windows)")
    arguments = parser.parse_args()
    trained = train(load_examples(arguments.data, arguments.lessons), arguments.workers)
    trained.model.save(arguments.out)
    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        for fold, model in enumerate(trained.by_fold):
            model.save(arguments.folds / f"{fold}.npz")


if __name__ == "__main__":
    main()
