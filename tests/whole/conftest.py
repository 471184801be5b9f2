"""Whole runs: the installed `make-audio` in a process of its own, real espeak, real ffmpeg, on tests/stories."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import STORIES
from tests.whole.command import make_audio


@pytest.fixture(scope="session")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The production of the-lantern.txt, both formats, made once; take a `copy_of` it to change anything."""
    folder = tmp_path_factory.mktemp("lantern") / "the-lantern"
    make_audio(STORIES / "the-lantern.txt", "-o", folder, "-f", "mp3,m4b", "--author", "A. N. Keeper")
    return folder


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    """A copy of a production that the test may change."""

    def copy(production: Path) -> Path:
        return Path(shutil.copytree(production, tmp_path / production.name))

    return copy
