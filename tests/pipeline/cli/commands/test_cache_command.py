"""What would be broken: a cache that says it takes another room than it does, or pruning that costs a clip in use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli.commands.cache_command import cache
from pipeline.cli.display.formatting import count, size
from pipeline.cli.exit_codes import UsageError

Edit = Callable[[Path, str, str], None]


def clips(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in (folder / ".make-audio" / "clips").rglob("*.wav")}


def test_it_shows_what_clips_and_masters_take(rendered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = clips(rendered)
    masters = [path.stat().st_size for path in (rendered / ".make-audio" / "masters").iterdir()]
    assert len(masters) == 2
    cache(rendered)
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith(f"clips holds {count(len(found), 'clip')}, {size(sum(found.values()))}.")
    assert second.endswith(f"masters holds 2 lossless chapters, {size(sum(masters))}.")
    assert clips(rendered) == found


def test_pruning_removes_the_clips_of_changed_lines_alone(
    rendered: Path, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    before = clips(rendered)
    cache(rendered, prune=True)
    assert capsys.readouterr().out.startswith("Removed 0 clips, 0 bytes.")
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "“Only me,”", "“Only you,”")
    cache(rendered, prune=True)
    (gone,) = set(before) - set(clips(rendered))
    assert capsys.readouterr().out.startswith(f"Removed 1 clip, {size(before[gone])}.")


def test_a_largest_size_is_kept_to(rendered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = sum(clips(rendered).values())
    cache(rendered, max_size=f"{total // 2000}kB")
    left = sum(clips(rendered).values())
    assert 0 < left <= total // 2000 * 1000
    assert f"{size(left)}." in capsys.readouterr().out
    with pytest.raises(UsageError):
        cache(rendered, max_size="much")
