"""What would be broken: every neural voice: models that can't be opened, workers that fight for the processor."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from tests.voices.piper_files import MODEL
from voices.engines.neural.onnx_runtime import exposed, field, package_version, runtime_version, session
from voices.engines.speech_engine import EngineError


def test_a_model_is_opened_from_a_file_and_from_memory_on_one_thread(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="make-audio[neural] is not installed")
    (tmp_path / "model.onnx").write_bytes(MODEL)
    for model in (MODEL, tmp_path / "model.onnx"):
        opened = session(model)
        assert [output.name for output in opened.get_outputs()] == ["y"]
        assert opened.get_session_options().intra_op_num_threads == 1
        assert opened.get_session_options().inter_op_num_threads == 1


def test_an_inner_value_of_a_model_is_its_last_output() -> None:
    pytest.importorskip("onnxruntime", reason="make-audio[neural] is not installed")
    names = [output.name for output in session(exposed(MODEL, "x")).get_outputs()]
    assert names == ["y", "x"]


@pytest.mark.parametrize("length", [0, 1, 127, 128, 300, 20_000])
def test_a_field_of_a_message_tells_its_length_in_as_many_bytes_as_it_takes(length: int) -> None:
    """https://protobuf.dev/programming-guides/encoding/, Base 128 Varints."""
    message = field(5, b"x" * length)
    assert message[0] == 5 << 3 | 2
    told = [byte & 127 for byte in message[1 : len(message) - length]]
    assert sum(part << 7 * place for place, part in enumerate(told)) == length
    assert [byte > 127 for byte in message[1 : len(message) - length]] == [True] * (len(told) - 1) + [False]


def test_what_is_no_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="make-audio[neural] is not installed")
    with pytest.raises(EngineError, match=r"^the model can't be used by ONNX Runtime: ") as caught:
        session(b"no model")
    assert "\n" not in str(caught.value)
    with pytest.raises(EngineError, match=r"none\.onnx can't be used"):
        session(tmp_path / "none.onnx")


def test_versions_are_those_of_the_packages_and_nothing_is_imported_for_them() -> None:
    pytest.importorskip("onnxruntime", reason="make-audio[neural] is not installed")
    assert runtime_version() == f"onnxruntime {importlib.metadata.version('onnxruntime')}"
    assert package_version("numpy") == importlib.metadata.version("numpy")
