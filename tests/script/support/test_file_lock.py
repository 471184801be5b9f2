"""What would be broken: two take what only one may have, or nobody can after a crash."""

from __future__ import annotations

import os
from pathlib import Path

from script.support.file_lock import take


def test_a_file_is_held_by_one_until_they_let_it_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first = take(path)
    assert first is not None
    assert take(path) is None
    os.close(first)
    again = take(path)
    assert again is not None
    os.close(again)
