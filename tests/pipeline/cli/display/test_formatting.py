from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.display.formatting import count, duration, place, size


def test_numbers_carry_their_noun() -> None:
    assert [count(number, "line") for number in (0, 1, 2, 1204)] == ["0 lines", "1 line", "2 lines", "1,204 lines"]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (7.4, "0:07"), (59.6, "1:00"), (725, "12:05"), (3599.7, "1:00:00"), (12000, "3:20:00")],
)
def test_lengths_are_written_as_players_show_them(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1234, "1.23 kB"),
        (999_950, "1 MB"),
        (86_400_000, "86.4 MB"),
        (5 * 10**15, "5000 TB"),
    ],
)
def test_sizes_are_short(number: int, shown: str) -> None:
    assert size(number) == shown


def test_a_place_is_what_one_would_type_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place(tmp_path / "book" / "audio") == str(Path("book") / "audio")
    assert place(tmp_path) == "."
    assert place(Path("/")) == "/"
