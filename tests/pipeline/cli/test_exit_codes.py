from __future__ import annotations

import errno

import pytest

from pipeline.cli.exit_codes import ExitCode, RunInterruptedError, UsageError, printable, report
from script.support.errors import EditError, MakeAudioError, StoryError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("No."), ExitCode.USAGE),
        (StoryError("No."), ExitCode.INPUT),
        (EditError("No."), ExitCode.INPUT),
        (MakeAudioError("No."), ExitCode.SYSTEM),
        (OSError(errno.ENOSPC, "No space left on device", "a.mp3"), ExitCode.SYSTEM),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (RunInterruptedError(), ExitCode.INTERRUPTED),
        (ZeroDivisionError("division by zero"), ExitCode.BUG),
        (MemoryError(), ExitCode.MEMORY),
        (MakeAudioError("The voice can't be loaded: std::bad_alloc."), ExitCode.MEMORY),
        (StoryError("Out of Memory.epub is damaged."), ExitCode.INPUT),
        (EditError("script/002 Out of Memory.txt:3: no."), ExitCode.INPUT),
    ],
)
def test_each_error_is_one_line_on_stderr_with_its_code(
    error: BaseException, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(error, debug=False) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_debug_shows_where_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    cause = ValueError("the cause of it")
    error = StoryError("a.epub is damaged.")
    error.__cause__ = cause
    report(error, debug=True)
    err = capsys.readouterr().err
    assert "the cause of it" in err
    assert err.endswith("Error: a.epub is damaged.\n")


def test_a_title_cannot_move_the_cursor() -> None:
    shown = printable("\x1b[2JThe\nStorm\r\x07 \u202eevil")
    assert shown.isprintable()
    assert shown.split() == ["[2JThe", "Storm", "evil"]


def test_every_exit_code_has_a_meaning() -> None:
    assert all(code.meaning for code in ExitCode)
