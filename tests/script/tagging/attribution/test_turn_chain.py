"""Whole conversations are decided exactly: compared with summing over every sequence."""

from __future__ import annotations

import itertools

import numpy as np

from script.tagging.attribution.turn_chain import Array, posteriors


def test_marginals_equal_the_sum_over_all_sequences() -> None:
    random = np.random.default_rng(7)
    sizes = [2, 3, 2, 3, 2]
    scores = [random.normal(size=n) for n in sizes]
    steps: dict[int, Array] = {
        t: random.normal(size=(1 if t == 1 else sizes[t - 2], sizes[t - 1], sizes[t])) for t in range(1, len(sizes))
    }
    expected = [np.zeros(n) for n in sizes]
    for path in itertools.product(*(range(n) for n in sizes)):
        weight = sum(scores[t][s] for t, s in enumerate(path))
        weight += sum(steps[t][0 if t == 1 else path[t - 2], path[t - 1], path[t]] for t in steps)
        for t, s in enumerate(path):
            expected[t][s] += np.exp(weight)
    for got, want in zip(posteriors(scores, lambda t: steps[t]), expected, strict=True):
        np.testing.assert_allclose(got, want / want.sum(), rtol=1e-9)


def test_no_turns_give_nothing_and_one_turn_its_own_scores() -> None:
    assert posteriors([], lambda _: np.zeros((1, 1, 1))) == []
    (only,) = posteriors([np.log(np.array([1.0, 3.0]))], lambda _: np.zeros((1, 1, 1)))
    np.testing.assert_allclose(only, [0.25, 0.75])
