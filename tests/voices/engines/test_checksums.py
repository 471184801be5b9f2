"""What would be broken: the trust in a model, whose sum is another where it comes in parts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from voices.engines.checksums import sha256_of, weights_sha256
from voices.engines.speech_engine import EngineError


def test_the_sum_of_parts_is_that_of_the_whole(tmp_path: Path) -> None:
    parts = [tmp_path / name for name in ("one", "two")]
    for part, data in zip(parts, (b"x" * 300_000, b"y"), strict=True):
        part.write_bytes(data)
    assert sha256_of(*parts) == hashlib.sha256(b"x" * 300_000 + b"y").hexdigest()
    assert weights_sha256(*parts) == sha256_of(*parts) != sha256_of(*reversed(parts))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"gone\.onnx can't be read \(no such file or directory\)"):
        sha256_of(tmp_path / "gone.onnx")
