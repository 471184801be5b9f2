"""How well speakers are found: taggers end to end over annotated texts, scored by the metric that comes with them."""

from tests.benchmarks.attribution.predictions import prediction, with_true_cast

__all__ = ["prediction", "with_true_cast"]
