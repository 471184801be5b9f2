"""Blends of voices: "af_bella:0.6+bf_emma:0.4". Pure text; what a blend sounds like is the engine's business."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from voices.engines.speech_engine import EngineError

_STEPS = 100
"""A weight is a whole number of these: a finer blend nobody hears."""


def parse_blend(text: str) -> Mapping[str, Fraction]:
    """The voices of a blend and their weights, which add up to 1, the heaviest first.

    A voice without a weight has 1; a voice named twice has both its weights. Raises `EngineError` for text that is no
    blend.
    """
    weights: dict[str, Fraction] = {}
    for part in text.split("+"):
        name, colon, number = (word.strip() for word in part.partition(":"))
        try:
            weight = _weight(number) if colon else Fraction(1)
        except (ValueError, ZeroDivisionError):
            weight = None
        if not name or weight is None:
            raise EngineError(f"'{text}' is no blend of voices: write af_bella:0.6+bf_emma:0.4.")
        weights[name] = weights.get(name, Fraction(0)) + weight
    total = sum(weights.values())
    if not total:
        raise EngineError(f"'{text}' is no blend of voices: one of them must weigh more than 0.")
    shares = {name: Fraction(round(weight * _STEPS / total), _STEPS) for name, weight in weights.items()}
    # What rounding takes or gives is the heaviest's.
    first = min(shares, key=lambda name: (-shares[name], name))
    shares[first] += 1 - sum(shares.values())
    ordered = sorted(shares, key=lambda name: (-shares[name], name))
    return {name: shares[name] for name in ordered if shares[name]}


def _weight(text: str) -> Fraction:
    """Raises `ValueError` or `ZeroDivisionError` for what is no weight."""
    # No exponents: a number of a thousand million digits takes all memory.
    if not set(text) <= set("0123456789./"):
        raise ValueError(text)
    return Fraction(text)


def blend_name(weights: Mapping[str, Fraction]) -> str:
    """The one name of a blend: the heaviest voice first, weights with two decimals; a single voice's name alone."""
    if len(weights) == 1:
        return next(iter(weights))
    return "+".join(f"{name}:{float(weight):.2f}" for name, weight in weights.items())
