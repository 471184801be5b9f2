"""A place for packs, and a folder that one comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voices.piper_files import FILES
from voices.engines.user_folders import VARIABLE


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "from here"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder
