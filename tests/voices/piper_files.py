"""The files of a Piper voice that no engine could speak with, but each can open."""

from __future__ import annotations

import json

# The smallest model that ONNX Runtime opens: one node, "Identity" (fields as in onnx.proto), version 8, operators 13.
_PORTS = (b"\x5a\x0b\x0a\x01x\x12\x06\x0a\x04\x08\x01\x12\x00", b"\x62\x0b\x0a\x01y\x12\x06\x0a\x04\x08\x01\x12\x00")
_GRAPH = b"\x0a\x10\x0a\x01x\x12\x01y\x22\x08Identity" + b"\x12\x01g" + b"".join(_PORTS)
MODEL = b"\x08\x08" + b"\x42\x02\x10\x0d" + b"\x3a" + bytes([len(_GRAPH)]) + _GRAPH
CARD = b"* License: CC0\n"
DESCRIPTION = {
    "audio": {"sample_rate": 16000},
    "espeak": {"voice": "en-gb"},
    "language": {"code": "en_GB"},
    "num_symbols": 2,
    "num_speakers": 1,
    "phoneme_id_map": {"_": [0], "a": [1]},
}
FILES = {
    "en_GB-me-low.onnx": MODEL,
    "en_GB-me-low.onnx.json": json.dumps(DESCRIPTION).encode(),
    "MODEL_CARD": CARD,
    "else.txt": b"else",
}
