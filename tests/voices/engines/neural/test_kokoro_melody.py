"""What would be broken: lively lines said flatly, or every plain line of a book said a little otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from voices.engines.neural.kokoro_melody import MELODY, with_melody
from voices.engines.neural.onnx_runtime import field, session
from voices.engines.speech_engine import EngineError

PITCH = b"/encoder/Squeeze_output_0"


def small_model() -> bytes:
    """A model that sings the pitch that it is given, float32[1, frames], by the names that Kokoro's has."""

    def node(takes: bytes, gives: bytes) -> bytes:
        return field(1, field(1, takes) + field(2, gives) + field(4, b"Identity"))

    def value(name: bytes) -> bytes:
        shape = field(2, field(1, bytes([1 << 3, 1])) + field(1, field(2, b"frames")))
        return field(1, name) + field(2, field(1, bytes([1 << 3, 1]) + shape))

    graph = node(b"x", PITCH) + node(PITCH, b"y") + field(2, b"g") + field(11, value(b"x")) + field(12, value(b"y"))
    return bytes([1 << 3, 8]) + field(7, graph) + field(8, bytes([2 << 3, 17]))


def sung(pitch: NDArray[np.float32], melody: float) -> NDArray[np.float32]:
    inputs = {"x": pitch[None], MELODY: np.array([melody - 1], np.float32)}
    return np.asarray(session(with_melody(small_model())).run(None, inputs)[0][0], np.float32)


@pytest.fixture(autouse=True)
def _runtime() -> None:
    pytest.importorskip("onnxruntime", reason="make-audio[kokoro] is not installed")


def test_each_rise_and_fall_is_so_many_times_as_wide_around_the_same_middle() -> None:
    pitch = np.array([0, 3, 150, 200, 260, 180, 0, 220, 12], np.float32)
    voiced = pitch > 60
    for melody in (0.5, 1.4):
        other = sung(pitch, melody)
        was, now = np.log2(pitch[voiced]), np.log2(other[voiced])
        np.testing.assert_allclose(now - now.mean(), melody * (was - was.mean()), atol=1e-5)
        assert now.mean() == pytest.approx(was.mean(), abs=1e-5)
        assert (other[~voiced] == pitch[~voiced]).all()


def test_where_nothing_is_asked_the_pitch_is_the_same_to_the_bit() -> None:
    pitch = np.random.default_rng(0).uniform(0, 400, 500).astype(np.float32)
    assert (sung(pitch, 1.0) == pitch).all()


@pytest.mark.parametrize("pitch", [[], [0.0, 0.0], [100.0]])
def test_what_has_no_rise_or_fall_is_left_alone(pitch: list[float]) -> None:
    np.testing.assert_allclose(sung(np.array(pitch, np.float32), 1.7), np.array(pitch, np.float32), rtol=1e-6)


def test_another_model_is_told_in_one_sentence() -> None:
    with pytest.raises(EngineError, match="not the one that make-audio knows"):
        with_melody(small_model().replace(PITCH, b"/encoder/Squeeze_output_9"))
