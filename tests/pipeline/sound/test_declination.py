"""What would be broken: speech that is all on one level, or that becomes louder or quieter as a whole."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.sound.declination import FALL, declining
from pipeline.sound.timeline import SAMPLE_RATE


@pytest.mark.parametrize(("seconds", "fall"), [(0.5, FALL / 16), (4.0, FALL / 2), (8.0, FALL), (30.0, FALL)])
def test_a_long_stretch_falls_by_all_of_it_and_a_short_one_by_its_share(seconds: float, fall: float) -> None:
    level = declining(np.full(round(seconds * SAMPLE_RATE), 0.1, np.float32))
    decibels = 20 * np.log10(level / 0.1)
    assert decibels[0] - decibels[-1] == pytest.approx(fall, abs=0.05)
    assert np.all(np.diff(decibels) <= 1e-3)
    assert abs(10 * np.log10(np.mean(level.astype(np.float64) ** 2) / 0.01)) < 0.5


def test_nothing_at_all_falls_by_nothing() -> None:
    assert len(declining(np.zeros(0, np.float32))) == 0
