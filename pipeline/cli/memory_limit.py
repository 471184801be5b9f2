"""Whether there is room for a run where somebody limited its memory (`ulimit -v`)."""

from __future__ import annotations

import mmap
import sys

_NEEDED = 400 << 20
"""Bytes of address space beyond what has been taken: numpy, the tagger's model, a story of a hundred thousand words.
OpenBLAS, where it gets less, tries for ever or ends the process."""


def check_memory() -> None:
    """Raises `MemoryError` where the limit leaves too little to begin at all."""
    if sys.platform == "win32":
        return
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        return
    try:
        mmap.mmap(-1, _NEEDED).close()
    except OSError as error:
        raise MemoryError from error
