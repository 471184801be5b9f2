"""What would be broken: a speech that sounds finished before its tag, or a question that does so no longer."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("hibari", reason="make-audio[neural] is not installed")

from voices.engines.neural.hibari.continuation import goes_on, unfinished
from voices.engines.neural.hibari.hibari_network import Frames

LEVELS = np.zeros(60, np.float32)


def frames(pitch: list[float]) -> Frames:
    still = np.zeros((3, len(pitch)), np.float32)
    return Frames(still, still, still, still, still, np.array(pitch, np.float32))


def test_a_fall_at_the_end_is_taken_back_and_what_was_before_stays() -> None:
    falling = [200.0] * 40 + [200.0 * 2 ** (-number / 48) for number in range(20)]
    pitch = unfinished(frames(falling), LEVELS).pitch
    assert np.array_equal(pitch[:38], np.array(falling[:38], np.float32))
    assert pitch[-1] > pitch[45] >= 198
    assert pitch[-1] < 200 * 2 ** (4 / 12)


def test_what_rises_already_and_what_has_no_voice_stay_as_they_are() -> None:
    rising = frames([200.0] * 40 + [200.0 * 2 ** (number / 24) for number in range(20)])
    assert np.allclose(unfinished(rising, LEVELS).pitch, rising.pitch)
    silent = frames([0.0] * 60)
    assert np.array_equal(unfinished(silent, LEVELS).pitch, silent.pitch)


def test_a_question_and_a_shout_keep_their_own_end() -> None:
    assert [goes_on(signs) for signs in ("hwˈɛɹ?", "kˈʌm!", "ˈI…", "nˈO,", "nˈO—", "nˈO")] == [False] * 3 + [True] * 3
