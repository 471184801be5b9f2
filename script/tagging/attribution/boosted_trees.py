"""Gradient-boosted regression trees, evaluated with numpy alone.

A forest is five arrays, one row per tree, one column per node, node 0 the root: `feature` int16, `threshold` float32,
`left` and `right` int16 (node numbers) and `value` float32. A row of features goes left where
`x[feature] <= threshold`. A leaf leads to itself on both sides, so every row may take as many steps as the deepest tree
has levels (`depth`); its score is the sum of the values it ends at. Inner nodes and padding have the value 0.

Thresholds were cut down to the next float32 below, which changes no comparison with a float32 feature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_FIELDS = ("feature", "threshold", "left", "right", "value", "depth")


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays [trees, nodes], see the module.

    `depth`: the levels of the deepest tree, the steps that every row takes.
    """

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float32]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: npt.NDArray[np.float32]
    depth: int

    def scores(self, x: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The sum of the trees, as log-odds: float64[rows].

        `x`: float32[rows, features].
        """
        rows = len(x)
        total = np.zeros(rows)
        columns = np.ascontiguousarray(x.T).ravel()
        row = np.arange(rows)
        for tree in range(len(self.feature)):
            begins = self.feature[tree].astype(np.intp) * rows
            threshold, left, right = self.threshold[tree], self.left[tree], self.right[tree]
            node = np.zeros(rows, np.int16)
            for _ in range(self.depth):
                goes_left = columns[begins[node] + row] <= threshold[node]
                node = np.where(goes_left, left[node], right[node])
            total += self.value[tree][node]
        return total

    def arrays(self, prefix: str) -> dict[str, npt.NDArray[Any]]:
        """The forest as arrays [trees, nodes] and `depth`, named with a prefix, to be stored."""
        return {f"{prefix}_{name}": np.asarray(getattr(self, name)) for name in _FIELDS}


def forest_of(arrays: Mapping[str, npt.NDArray[Any]], prefix: str) -> Forest:
    """The forest that `Forest.arrays` stored under the prefix.

    `arrays`: [trees, nodes] each, and `depth`, a number.
    """
    feature, threshold, left, right, value, depth = (arrays[f"{prefix}_{name}"] for name in _FIELDS)
    return Forest(feature, threshold, left, right, value, int(depth))


def export(trees: list[dict[str, Any]]) -> Forest:
    """The forest of LightGBM's `tree_info` (numerical splits without missing values)."""
    tables: list[list[tuple[int, float, int, int, float]]] = []
    deepest = 0

    def add(node: dict[str, Any], table: list[tuple[int, float, int, int, float]], level: int) -> int:
        nonlocal deepest
        deepest = max(deepest, level)
        here = len(table)
        table.append((0, np.inf, here, here, float(node.get("leaf_value", 0.0))))
        if "split_feature" in node:
            left = add(node["left_child"], table, level + 1)
            right = add(node["right_child"], table, level + 1)
            table[here] = (node["split_feature"], _below(node["threshold"]), left, right, 0.0)
        return here

    for tree in trees:
        tables.append([])
        add(tree["tree_structure"], tables[-1], 0)
    width = max(len(table) for table in tables)
    for table in tables:
        table += [(0, np.inf, n, n, 0.0) for n in range(len(table), width)]
    columns = [list(column) for column in zip(*(zip(*table, strict=True) for table in tables), strict=True)]
    feature, threshold, left_of, right_of, value = columns
    return Forest(
        np.array(feature, np.int16),
        np.array(threshold, np.float32),
        np.array(left_of, np.int16),
        np.array(right_of, np.int16),
        np.array(value, np.float32),
        deepest,
    )


def averaged(forests: Sequence[Forest]) -> Forest:
    """One forest that scores as the mean of several."""
    width = max(forest.feature.shape[1] for forest in forests)

    def joined(name: str) -> npt.NDArray[Any]:
        # Padding is never reached: no inner node leads there.
        return np.concatenate([np.pad(getattr(f, name), ((0, 0), (0, width - f.feature.shape[1]))) for f in forests])

    value = (joined("value") / len(forests)).astype(np.float32)
    depth = max(forest.depth for forest in forests)
    return Forest(joined("feature"), joined("threshold"), joined("left"), joined("right"), value, depth)


def _below(threshold: float) -> float:
    """The largest float32 that is not above the threshold."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
