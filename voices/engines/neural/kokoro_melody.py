"""Kokoro's model with a melody that can be widened and flattened: nodes put between what predicts the pitch and what
sings it. They are written as protobuf (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), for the tools that
edit models are large.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from voices.engines.neural.onnx_runtime import field
from voices.engines.speech_engine import EngineError

MELODY = "melody"
"""The model's new input, float32[1]: how many times as wide each rise and fall is, less 1."""
_PITCH = b"/encoder/Squeeze_output_0"
"""What the model calls the pitch that it sings, float32[1, frames] in Hz …"""
_PREDICTED = b"/encoder/Squeeze_predicts"
"""… and what the one that it predicts is called from now on: as long, so that nothing else of the file moves."""
_VOICED = 60.0
"""Hz: below it, a pitch means no voice."""

# Numbers of fields: of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto and ValueInfoProto.
_GRAPH = 7
_NODE, _INITIALIZER, _INPUT = 1, 5, 11
_TAKES, _GIVES, _OPERATOR, _ATTRIBUTE = 1, 2, 4, 5
_ATTRIBUTE_NAME, _ATTRIBUTE_INT = 1, 3
_IS_INT = bytes([0xA0, 1, 2])
"""AttributeProto.type, 20: its number takes two bytes."""
_TENSOR_TYPE, _TENSOR_FLOATS, _TENSOR_NAME = 2, 4, 8
_VALUE_NAME, _VALUE_TYPE = 1, 2
_FLOAT = 1


def with_melody(model: bytes) -> bytes:
    """The model with the input `MELODY`. At 0 it sings what it predicted, to the bit. Raises `EngineError`.

    In each sentence the distance of every voiced frame's pitch from the middle (the mean of the logarithms) is
    multiplied, in semitones.
    """
    # The Squeeze gives it: NodeProto.output, behind NodeProto.input.
    gives = field(_GIVES, _PITCH)
    if model.count(gives) != 1:
        raise EngineError("The model of Kokoro is not the one that make-audio knows: its melody can't be found.")
    model = model.replace(gives, field(_GIVES, _PREDICTED))
    predicted, sung = _PREDICTED.decode(), _PITCH.decode()
    nodes = (
        _node("Max", (predicted, "melody/floor"), "melody/heard"),
        _node("Log", ("melody/heard",), "melody/height"),
        _node("Greater", (predicted, "melody/floor"), "melody/is_voiced"),
        _node("Cast", ("melody/is_voiced",), "melody/voiced", to=_FLOAT),
        _node("Mul", ("melody/height", "melody/voiced"), "melody/voiced_height"),
        _node("ReduceSum", ("melody/voiced_height",), "melody/sum"),
        _node("ReduceSum", ("melody/voiced",), "melody/frames"),
        _node("Max", ("melody/frames", "melody/one"), "melody/count"),
        _node("Div", ("melody/sum", "melody/count"), "melody/middle"),
        _node("Sub", ("melody/height", "melody/middle"), "melody/apart"),
        _node("Mul", ("melody/apart", "melody/voiced"), "melody/voiced_apart"),
        _node("Mul", ("melody/voiced_apart", MELODY), "melody/further"),
        _node("Exp", ("melody/further",), "melody/times"),
        _node("Mul", (predicted, "melody/times"), sung),
    )
    one_float = field(1, bytes([1 << 3, _FLOAT]) + field(2, field(1, bytes([1 << 3, 1]))))
    value = field(_VALUE_NAME, MELODY.encode()) + field(_VALUE_TYPE, one_float)
    added = b"".join(field(_NODE, node) for node in nodes)
    added += field(_INITIALIZER, _constant("melody/floor", _VOICED)) + field(_INITIALIZER, _constant("melody/one", 1.0))
    return model + field(_GRAPH, added + field(_INPUT, value))


def _node(operator: str, takes: Sequence[str], gives: str, **attributes: int) -> bytes:
    node = b"".join(field(_TAKES, name.encode()) for name in takes)
    node += field(_GIVES, gives.encode()) + field(_OPERATOR, operator.encode())
    for name, number in attributes.items():
        named = field(_ATTRIBUTE_NAME, name.encode()) + bytes([_ATTRIBUTE_INT << 3, number])
        node += field(_ATTRIBUTE, named + _IS_INT)
    return node


def _constant(name: str, value: float) -> bytes:
    """A scalar."""
    floats = field(_TENSOR_FLOATS, struct.pack("<f", value))
    return bytes([_TENSOR_TYPE << 3, _FLOAT]) + floats + field(_TENSOR_NAME, name.encode())
