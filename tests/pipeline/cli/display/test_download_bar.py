"""What would be broken: a download that looks hung, or a log full of bars."""

from __future__ import annotations

import io
import sys

import pytest

from pipeline.cli.display.download_bar import download_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("expected", [0, 2_000_000])
def test_on_a_terminal_a_bar_shows_how_much_has_come(expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with download_bar(expected) as came:
        came(1_500_000)
    assert "1.5" in shown.getvalue()


def test_elsewhere_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    with download_bar(10) as came:
        came(5)
    assert shown.getvalue() == ""
