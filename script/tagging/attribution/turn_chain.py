"""Exact inference over a chain of turns where each speaker depends on the two before: forward–backward in log space.

(Rabiner 1989, "A tutorial on hidden Markov models", for a second-order chain by pairs of states.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def _logsumexp(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    total: Array = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return total


def posteriors(scores: Sequence[Array], transition: Callable[[int], Array]) -> list[Array]:
    """Marginal probabilities of each state at each step.

    `scores[t]`: float64[states of t], log weights. `transition(t)`: float64[states t-2, t-1, t], log weights; for t = 1
    the first axis has length 1. Returns float64[states of t] per step, each summing to 1.
    """
    count = len(scores)
    if count == 0:
        return []
    forward: list[Array] = [scores[0][None, :]]
    for t in range(1, count):
        joint = forward[-1][:, :, None] + transition(t)
        forward.append(_logsumexp(joint, 0) + scores[t][None, :])
    backward: Array = np.zeros_like(forward[-1])
    results: list[Array] = []
    for t in range(count - 1, -1, -1):
        pairs = forward[t] + backward
        marginal = _logsumexp(pairs, 0)
        marginal = np.exp(marginal - marginal.max())
        results.append(marginal / marginal.sum())
        if t:
            # Asked again rather than kept: the steps of a long book take more memory than all the rest.
            following = transition(t) + (scores[t][None, :] + backward)[None, :, :]
            backward = _logsumexp(following, 2)
    return results[::-1]
