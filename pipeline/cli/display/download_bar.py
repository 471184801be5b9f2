"""What is seen of a download: a bar on a terminal, nothing elsewhere. On stderr."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from pipeline.cli.display.screen import console


@contextlib.contextmanager
def download_bar(expected: int) -> Iterator[Callable[[int], None]]:
    """Gives what is to be told how many bytes have come, of about `expected` (0 where nobody knows).

    The bar appears with the first of them, and is gone afterwards.
    """
    if not sys.stderr.isatty():
        yield lambda came: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("Fetching"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    bar = Progress(*columns, console=console(sys.stderr), transient=True)
    task = bar.add_task("", total=expected or None)

    def show(came: int) -> None:
        bar.start()
        bar.update(task, completed=min(came, expected) if expected else came)

    try:
        yield show
    finally:
        bar.stop()
