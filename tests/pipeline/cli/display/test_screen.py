"""What would be broken: a story that writes to the terminal as it likes, or a book that isn't made because somebody
closed the window."""

from __future__ import annotations

import errno
import io
import json
import sys

import pytest

from pipeline.cli.display.screen import OutputError, Screen, console, drawn
from pipeline.cli.display.summary_tables import print_json

EVIL = "a\x00\x07\x08\x0d\x1b[2J\x7f\x80\x85\x9b2J\x9d\u202eb"


class _Failing(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str) -> int:
        raise OSError(self.number, "No")


def test_no_control_character_gets_out_but_tabs_and_line_feeds() -> None:
    out = io.StringIO()
    print(f"“{EVIL}”\tnext", file=Screen(out))
    assert out.getvalue().replace("\t", "").removesuffix("\n").isprintable()
    assert out.getvalue().startswith(r"“a\u0000\u0007\u0008\u000d\u001b[2J\u007f\u0080\u0085\u009b2J\u009d\u202eb”")


def test_json_says_the_same_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", Screen(out))
    print_json({"title": EVIL})
    out.seek(0)
    text = out.read()
    assert json.loads(text) == {"title": EVIL}
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("terminal", [True, False])
def test_on_a_terminal_only_colours_and_cursor_of_our_own_get_out(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: terminal)
    screen = Screen(out)
    console(screen).print(EVIL, style="bold")  # type: ignore[arg-type]
    assert "\x1b[2J" not in out.getvalue()
    assert "\x9b" not in out.getvalue()
    print("\rAsked about 1", file=drawn(screen), end="")  # type: ignore[arg-type]
    assert out.getvalue().endswith("\rAsked about 1")


@pytest.mark.parametrize(("number", "wanted"), [(errno.EPIPE, True), (errno.ENOSPC, False), (errno.EBADF, False)])
def test_what_cannot_be_printed_stops_nothing_and_is_told_where_somebody_waits_for_it(
    number: int, wanted: bool
) -> None:
    screen = Screen(_Failing(number))
    for _ in range(3):
        assert screen.write("words") == 5
        screen.flush()
    if wanted:
        screen.check()
    else:
        with pytest.raises(OutputError, match=r"can't be written \(no\); what was made is kept"):
            screen.check()


def test_a_stream_that_was_closed_meanwhile_stops_nothing() -> None:
    stream = io.StringIO()
    screen = Screen(stream)
    stream.close()
    screen.write("words")
    with pytest.raises(OutputError):
        screen.check()
