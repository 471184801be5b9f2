"""Where the command prints: nothing that a story holds moves a terminal's cursor, and nothing that can't be printed
stops a run."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TextIO, cast

from script.support.errors import MakeAudioError

if TYPE_CHECKING:
    from rich.console import Console

# ISO 6429 (C0, DEL, C1) and the overrides of Unicode, annex 9. In JSON they mean what they stand for.
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ESCAPES = {code: f"\\u{code:04x}" for code in _CONTROLS if chr(code) not in "\t\n"}
_STYLING = {code: text for code, text in _ESCAPES.items() if chr(code) not in "\r\x1b"}
"""The same where rich draws: it gets text without controls, and sets its own."""
_LEFT = {errno.EPIPE, errno.ESHUTDOWN} | ({errno.EINVAL} if sys.platform == "win32" else set())
"""What a system says of a pipe that nobody reads any more."""


class OutputError(MakeAudioError):
    """What was to be printed can't be written."""


class Screen:
    """A standard stream, for text alone. Control characters are printed as JSON escapes them.

    What can't be printed is lost, and nothing else with it. `problem` is why; None for a reader who has seen enough.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lost = False
        self.problem: OSError | ValueError | None = None

    def write(self, text: str) -> int:
        """Prints `text` as far as that can be."""
        return self.write_escaped(text, _ESCAPES)

    def write_escaped(self, text: str, escapes: Mapping[int, str]) -> int:
        """The same with other escapes."""
        escaped = text.translate(escapes)
        self._try(lambda: self._stream.write(escaped))
        return len(text)

    def flush(self) -> None:
        """Hands on what was printed as far as that can be."""
        self._try(self._stream.flush)

    def check(self) -> None:
        """Raises `OutputError` if something could not be printed that somebody waits for."""
        self.flush()
        if self.problem is not None:
            reason = (self.problem.strerror if isinstance(self.problem, OSError) else None) or str(self.problem)
            raise OutputError(
                f"What was to be printed can't be written ({reason.lower()}); what was made is kept. Print it "
                "elsewhere, or free some space, and run the same command again."
            ) from self.problem

    def _try(self, act: Callable[[], object]) -> None:
        if self._lost:
            return
        try:
            act()
        except (OSError, ValueError) as error:
            self._lose(error)

    def _lose(self, error: OSError | ValueError) -> None:
        self._lost = True
        if not (isinstance(error, OSError) and error.errno in _LEFT):
            self.problem = error
        # What waits to be written would fail again when the process ends.
        with contextlib.suppress(OSError, ValueError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self._stream.fileno())
            os.close(null)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Drawn:
    """A Screen for a program that moves the cursor and sets colours itself."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def write(self, text: str) -> int:
        return self._screen.write_escaped(text, _STYLING)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._screen, name)


def drawn(stream: TextIO) -> TextIO:
    """A standard stream for somebody who draws on a terminal."""
    return cast(TextIO, _Drawn(stream)) if isinstance(stream, Screen) else stream


def console(stream: TextIO, *, width: int | None = None) -> Console:
    """A console of rich's that prints text as it is: no markup, and no controls but its own."""
    from rich.console import Console

    class Plain(Console):
        def print(self, *objects: Any, **options: Any) -> None:
            super().print(*(o.translate(_ESCAPES) if isinstance(o, str) else o for o in objects), **options)

    return Plain(file=drawn(stream), width=width, highlight=False, markup=False, emoji=False)


@contextlib.contextmanager
def screens() -> Iterator[Screen]:
    """Makes the standard streams safe to print to; gives the one for results."""
    before = sys.stdin, sys.stdout, sys.stderr
    # A closed stream's number would be given to the next file that is opened, and children would write into it.
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    with open(os.devnull) as silence, open(os.devnull, "w") as nowhere:  # noqa: PTH123  no path of anybody's
        out, told = (Screen(_lenient(stream or nowhere)) for stream in before[1:])
        sys.stdin, sys.stdout, sys.stderr = before[0] or silence, cast(TextIO, out), cast(TextIO, told)
        try:
            yield out
        finally:
            out.flush()
            told.flush()
            sys.stdin, sys.stdout, sys.stderr = before


def _lenient(stream: TextIO) -> TextIO:
    """The stream; what it has no character for, it shows as another: a terminal with ASCII or code page 1252."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream
