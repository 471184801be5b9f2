"""How an error ends the command: one sentence on stderr and an exit code. The only place that knows the codes."""

from __future__ import annotations

import errno
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from enum import IntEnum

from script.support.errors import EditError, MakeAudioError, StoryError


class ExitCode(IntEnum):
    """What the command's exit status says."""

    DONE = 0
    UNSPOKEN = 1
    USAGE = 2
    INPUT = 3
    SYSTEM = 4
    MEMORY = 5
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
    ExitCode.MEMORY: "there was too little memory",
    ExitCode.BUG: "a fault of make-audio",
    ExitCode.INTERRUPTED: "interrupted",
}


_TOO_LITTLE = (
    "Error: There was too little memory. Close other programs or raise the limit (ulimit -v), or make fewer chapters "
    "at a time with -j 1; then run the same command again. What was finished is kept."
)
_NO_MEMORY = (
    "memoryerror",
    "cannot allocate memory",
    "failed to map segment",
    "can't start new thread",
    "bad_alloc",
    "bad allocation",
    "failed to allocate memory",
    "unable to allocate",
    "out of memory",
)
"""What the system, its loader, Python's threads, C++, ONNX Runtime and numpy say."""
_PATH = re.compile(r"[^\s:]*[/\\][^:]*")
"""A path, and what follows it up to a colon: a path may have spaces."""


class UsageError(MakeAudioError):
    """The command line asks for something that can't be."""


class RunInterruptedError(Exception):
    """Ctrl-C, as an exception that the command-line library doesn't end on its own."""


def tells_of_memory(words: str) -> bool:
    """Whether the reason of a failure is too little memory. Folders and files that it names may be called anything."""
    said = _PATH.sub("", words).lower()
    return any(phrase in said for phrase in _NO_MEMORY)


def lacks_memory(error: BaseException) -> bool:
    """Whether an error comes of too little memory: by its kind, or in the words of whoever found none."""
    chain = list(_causes(error))
    if any(isinstance(seen, MemoryError) or _number(seen) == errno.ENOMEM for seen in chain):
        return True
    return any(_may_tell(seen) and tells_of_memory(f"{type(seen).__name__}: {seen}") for seen in chain)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it comes of."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _number(error: BaseException) -> int | None:
    return error.errno if isinstance(error, OSError) else None


def _may_tell(error: BaseException) -> bool:
    """Whether an error may have the words of a library or of another program, and says by nothing else what it is."""
    from pipeline.disk.files import DiskError
    from pipeline.disk.inside import OutsideError
    from pipeline.disk.run_lock import LockedError
    from pipeline.production.production import FolderError
    from script.support.web_server import ServerError

    # A sentence about a story or a folder names it, and a server's memory is not this machine's.
    ours = (StoryError, EditError, UsageError, DiskError, OutsideError, LockedError, FolderError, ServerError)
    return not isinstance(error, ours) and _number(error) is None


def unspoken_code(reasons: Iterable[str]) -> ExitCode:
    """The exit status for lines that could not be spoken, for these reasons. Too little memory is said."""
    if any(tells_of_memory(reason) for reason in reasons):
        print(_TOO_LITTLE, file=sys.stderr)
        return ExitCode.MEMORY
    return ExitCode.UNSPOKEN


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
    if lacks_memory(error):
        print(_TOO_LITTLE, file=sys.stderr)
        return ExitCode.MEMORY
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
