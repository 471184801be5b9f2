from __future__ import annotations

import errno

import pytest

from pipeline.cli.exit_codes import ExitCode, RunInterruptedError, UsageError, printable, report, unspoken_code
from pipeline.disk.files import DiskError
from pipeline.disk.run_lock import LockedError
from pipeline.production.production import FolderError
from script.support.errors import EditError, MakeAudioError, StoryError
from script.support.web_server import ServerError


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
        (FolderError("Out of Memory is not empty and no production."), ExitCode.INPUT),
        (LockedError("Out of Memory is being made by another run."), ExitCode.SYSTEM),
        (DiskError("Out of Memory.txt can't be written: permission denied."), ExitCode.SYSTEM),
        (MakeAudioError("/books/Out of Memory/a.onnx: it is no voice."), ExitCode.SYSTEM),
        (MakeAudioError(r"C:\Out of Memory\bad_alloc.onnx: it is no voice."), ExitCode.SYSTEM),
        (OSError(errno.EACCES, "Permission denied", "Out of Memory.mp3"), ExitCode.SYSTEM),
        (OSError(errno.ENOMEM, "Cannot allocate memory", "a.mp3"), ExitCode.MEMORY),
        (OSError("/books/Out of Memory/lib.so: cannot open shared object file"), ExitCode.BUG),
        (OSError("/books/lib.so: failed to map segment from shared object"), ExitCode.MEMORY),
        (RuntimeError("Load model from /a/b.onnx failed:std::bad_alloc"), ExitCode.MEMORY),
        (ServerError("The server says: CUDA out of memory."), ExitCode.SYSTEM),
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


def test_too_little_memory_is_told_by_its_cause_whatever_the_sentence_says(capsys: pytest.CaptureFixture[str]) -> None:
    error = DiskError("a.mp3 can't be written.")
    error.__cause__ = OSError(errno.ENOMEM, "Cannot allocate memory", "a.mp3")
    assert report(error, debug=False) == ExitCode.MEMORY
    assert "too little memory" in capsys.readouterr().err


def test_a_line_that_could_not_be_spoken_for_a_voice_in_a_folder_called_so_is_not_memory() -> None:
    assert unspoken_code(["/books/Out of Memory/a.onnx: it is no voice."]) == ExitCode.UNSPOKEN
    assert unspoken_code(["the process ended unexpectedly (1): MemoryError"]) == ExitCode.MEMORY


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
