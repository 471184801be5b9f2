"""ONNX Runtime as worker processes need it: one thread each, so that processes share the cores."""

from __future__ import annotations

import functools
from importlib.metadata import version
from pathlib import Path
from typing import Any

from voices.engines.speech_engine import EngineError


def session(model: Path | bytes) -> Any:
    """An `onnxruntime.InferenceSession` on one thread. Raises `EngineError` for what is no model."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        name = "the model" if isinstance(model, bytes) else model
        raise EngineError(f"{name} can't be used by ONNX Runtime: {' '.join(str(error).split())[:200]}") from error


def exposed(model: bytes, name: str) -> bytes:
    """The model with one of its inner values, `name`, as its last output.

    A protobuf message that comes twice is merged (https://protobuf.dev/programming-guides/encoding/, "Last One Wins"):
    a graph with nothing but that output is put behind. Fields (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto):
    `ModelProto.graph` 7, `GraphProto.output` 12, `ValueInfoProto.name` 1.
    """
    output = field(12, field(1, name.encode()))
    return model + field(7, output)


def field(number: int, value: bytes) -> bytes:
    """A length-delimited field of a protobuf message; `number` is at most 15."""
    length = len(value)
    counted = bytearray()
    while length > 127:
        counted.append(length & 127 | 128)
        length >>= 7
    return bytes([number << 3 | 2, *counted, length]) + value


def runtime_version() -> str:
    """The installed runtime, for an engine's version; it is not imported for this."""
    return f"onnxruntime {package_version('onnxruntime')}"


@functools.cache
def package_version(name: str) -> str:
    """The version of an installed package: looked up once, for it is asked for with every line of a book."""
    return version(name)
