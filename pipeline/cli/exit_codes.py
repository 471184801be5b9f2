"""How an error ends the command: one sentence on stderr and an exit code. The only place that knows the codes."""

from __future__ import annotations

import sys
import traceback
from enum import IntEnum

from script.support.errors import EditError, MakeAudioError, StoryError


class ExitCode(IntEnum):
    """What the command's exit status says."""

    DONE = 0
    UNSPOKEN = 1
    USAGE = 2
    INPUT = 3
    SYSTEM = 4
    BUG = 70
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.UNSPOKEN: "done, but some lines could not be spoken",
    ExitCode.USAGE: "the command line was wrong",
    ExitCode.INPUT: "a story, an edit or a folder can't be used as it is",
    ExitCode.SYSTEM: "the system is in the way: disk full, not writable, already running, no ffmpeg, "
    "voices that can't be had",
    ExitCode.BUG: "a fault of make-audio",
    ExitCode.INTERRUPTED: "interrupted",
}


class UsageError(MakeAudioError):
    """The command line asks for something that can't be."""


class RunInterruptedError(Exception):
    """Ctrl-C, as an exception that the command-line library doesn't end on its own."""


def exit_code(error: MakeAudioError) -> ExitCode:
    """The exit status for an error that a person can put right."""
    if isinstance(error, UsageError):
        return ExitCode.USAGE
    if isinstance(error, StoryError | EditError):
        return ExitCode.INPUT
    from pipeline.disk.inside import OutsideError
    from pipeline.production.production import FolderError
    from voices.engines.packs import UnknownPackError

    if isinstance(error, UnknownPackError):
        return ExitCode.USAGE
    return ExitCode.INPUT if isinstance(error, FolderError | OutsideError) else ExitCode.SYSTEM


def report(error: BaseException, *, debug: bool) -> ExitCode:
    """Say on stderr what went wrong, in one line (with `debug`, after the traceback), and give the exit status."""
    if debug:
        traceback.print_exception(error)
    match error:
        case KeyboardInterrupt() | RunInterruptedError():
            code = ExitCode.INTERRUPTED
            text = "Interrupted. What was finished is kept: run the same command again to go on."
        case MakeAudioError():
            code, text = exit_code(error), f"Error: {error}"
        case OSError() if error.strerror:
            code = ExitCode.SYSTEM
            text = f"Error: {error.filename or 'A file'}: {error.strerror.lower()}. What was finished is kept."
        case _:
            code = ExitCode.BUG
            text = (
                f"Error: make-audio failed where it should not have ({type(error).__name__}: {error}). "
                "Please report this with what the same command prints with --debug."
            )
    print(printable(text), file=sys.stderr)
    return code


def printable(text: str) -> str:
    """`text` on one line, safe for a terminal: control characters of a story's title can't move the cursor."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
