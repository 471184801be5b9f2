"""A tiny story and its production, made once with real espeak and ffmpeg."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

STORY = """CHAPTER ONE

“Who is there?” asked Anna.

“Only me,” said Bertram. “Open the door!”

CHAPTER TWO

Anna read it aloud, by the window, while the rain came down.

* * *

“He is late,” said Bertram.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story file in a folder of its own."""
    path = tmp_path / "door.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def _rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from pipeline.updating.request import Options
    from tests.pipeline.productions import make_production, render

    folder = tmp_path_factory.mktemp("rendered")
    path = folder / "door.txt"
    path.write_text(STORY, encoding="utf-8")
    production = make_production(path, options=Options(formats=("mp3", "m4b")))
    assert not render(production, jobs=2).failed
    return folder


@pytest.fixture
def rendered(_rendered: Path, tmp_path: Path) -> Path:
    """A finished production's folder, to change at will; its story lies beside it."""
    shutil.copytree(_rendered, tmp_path, dirs_exist_ok=True)
    return tmp_path / "door"


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """Replaces text in a file, as a person would; the text must be there."""

    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
