"""A model whose trees are read otherwise than they were trained would give lines to the wrong people."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from script.tagging.attribution.boosted_trees import Forest, averaged, export, forest_of


def small_forest() -> Forest:
    """x0 <= 1 → −1, else (x1 <= 2 → 5, else 7)."""
    root = {
        "split_feature": 0,
        "threshold": 1.0,
        "left_child": {"leaf_value": -1.0},
        "right_child": {
            "split_feature": 1,
            "threshold": 2.0,
            "left_child": {"leaf_value": 5.0},
            "right_child": {"leaf_value": 7.0},
        },
    }
    return export([{"tree_structure": root}, {"tree_structure": {"leaf_value": 0.5}}])


def test_rows_go_left_up_to_the_threshold_and_trees_add_up() -> None:
    x = np.array([[1, 9], [1.0001, 2], [2, 2.0001], [-5, 0]], np.float32)
    assert small_forest().scores(x).tolist() == [-0.5, 5.5, 7.5, -0.5]
    assert small_forest().scores(np.zeros((0, 2), np.float32)).shape == (0,)


def test_a_stored_forest_is_the_same_forest(tmp_path: Path) -> None:
    forest = small_forest()
    np.savez_compressed(tmp_path / "f.npz", allow_pickle=False, **forest.arrays("one"))
    with np.load(tmp_path / "f.npz") as stored:
        again = forest_of(dict(stored), "one")
    x = np.random.default_rng(0).normal(1, 2, (50, 2)).astype(np.float32)
    assert again.scores(x).tolist() == forest.scores(x).tolist()


def test_the_mean_of_forests_scores_as_their_mean_whatever_their_sizes() -> None:
    stump = export([{"tree_structure": {"leaf_value": 3.0}}])
    x = np.random.default_rng(0).normal(1, 2, (50, 2)).astype(np.float32)
    for forests in ([small_forest(), stump], [stump, small_forest(), small_forest()], [small_forest()]):
        mean = np.mean([forest.scores(x) for forest in forests], axis=0)
        assert np.allclose(averaged(forests).scores(x), mean, atol=1e-6)


def test_numpy_gives_what_lightgbm_gives() -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="the extra `train` is not installed")
    random = np.random.default_rng(1)
    x = random.normal(size=(3000, 12)).astype(np.float32)
    x[:, 3] = np.round(x[:, 3])
    y = np.sin(x[:, 0]) * x[:, 3] + x[:, 5]
    booster = lightgbm.train(
        {"num_leaves": 20, "max_depth": 7, "num_threads": 1, "verbose": -1, "boost_from_average": False},
        lightgbm.Dataset(x, y),
        30,
    )
    ours = export(booster.dump_model()["tree_info"]).scores(x)
    assert np.abs(ours - booster.predict(x)).max() < 1e-5
