"""Whoever trains the tagger again must get the very model that ships."""

from __future__ import annotations

import dataclasses
import multiprocessing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from script.tagging.attribution.features import first_pass
from script.tagging.attribution.handover import handovers, rows
from script.tagging.attribution.rules import RuleReading
from script.tagging.attribution.trained import TrainedAttributor
from script.training.annotated_novels import book_of, gold_of, persons_of
from tests.script.made_up_novels import novel

training = pytest.importorskip("script.training.train", reason="the extra `train` is not installed")


class Names:
    """Maps a found name to the annotated one that equals it."""

    def gold_alias_index(self, chars: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        return {c["name"]: c["name"] for c in chars}

    def map_by_alias(
        self, pchars: Sequence[Mapping[str, Any]], speakers: Sequence[str], idx: Mapping[str, str]
    ) -> dict[str, str | None]:
        return {name: idx.get(name) for name in speakers}


def example(seed: int) -> Any:
    gold = novel(seed)
    reading = RuleReading(book_of(gold["text"], ""))
    said, right = persons_of(reading.book, reading.turns, gold, Names())
    table = first_pass(reading)
    return training.Example(
        f"n{seed}", seed % training.FOLDS, reading, table, rows(reading, table), tuple(said), tuple(right)
    )


def test_the_same_corpus_gives_the_same_model_bytes_and_it_learns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "_ROUNDS", 8)
    examples = [example(seed) for seed in range(5)]
    for name in ("one", "two"):
        trained = training.train(examples, say=lambda _: None)
        trained.model.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert len(trained.by_fold) == training.FOLDS
    book = examples[0].reading.book
    said = TrainedAttributor(trained.by_fold[0]).attribute(book)
    gold = novel(0)
    names = gold_of(book, examples[0].reading.turns, gold)
    right = [
        book.cast.people[said[turn.spans[0]].speaker or 0].name == name
        for turn, name in zip(examples[0].reading.turns, names, strict=True)
    ]
    assert np.mean(right) > 0.8


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # the workers are forked amid idle threads
@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="workers are forked")
def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_ROUNDS", 3)
    monkeypatch.setattr(training, "_HANDOVER_ROUNDS", 3)
    examples = [example(seed) for seed in range(5)]
    for workers in (1, 2):
        trained = training.train(examples, workers, say=lambda _: None)
        for number, model in enumerate((trained.model, *trained.by_fold)):
            model.save(tmp_path / f"{workers} {number}")
    for number in range(training.FOLDS + 1):
        assert (tmp_path / f"1 {number}").read_bytes() == (tmp_path / f"2 {number}").read_bytes()


def test_how_the_talk_passes_is_told_where_the_annotation_names_everybody() -> None:
    said = ("Anna", "Paul", "Anna", "Anna", "Ruth", None, "Ruth", "Paul", "Ruth")
    ways = dataclasses.replace(example(0), said=said).ways.tolist()
    assert ways == [-1, -1, training.BACK, training.SAME, training.OTHER, -1, -1, -1, training.BACK]


def test_trees_learn_that_two_people_take_turns() -> None:
    same, back = training.fit_handover([example(seed) for seed in range(1, 12)])
    other = example(0)
    handed = handovers(other.links, same, back)
    assert np.allclose(handed.sum(1), 1)
    within = handed[[n for n in range(len(handed)) if n % 10 > 2]]
    assert within[:, training.BACK].mean() > 0.8


def test_whole_authors_go_to_one_fold() -> None:
    novels = [{"source": {"author_code": code}, "quotes": [0] * size} for code, size in (("A", 9), ("A", 9), ("B", 5))]
    folds = training.folds_of_authors(novels)
    assert set(folds) == {"A", "B"}
    assert folds["A"] != folds["B"]


def test_confidence_never_falls_as_probability_rises() -> None:
    rng = np.random.default_rng(0)
    best = rng.random(4000)
    hits = rng.random(4000) < best**2
    probability, right = training.fit_confidence(best, hits)
    assert (np.diff(probability) > 0).all()
    assert (np.diff(right) >= 0).all()
    assert abs(float(np.interp(0.7, probability, right)) - 0.49) < 0.06
