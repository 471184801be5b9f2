"""Numbers, lengths and places as people read them."""

from __future__ import annotations

import os
from pathlib import Path


def count(number: int, noun: str) -> str:
    """ "1 line", "1,204 lines"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def duration(seconds: float) -> str:
    """ "0:07", "12:05", "3:20:00"."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def size(number: int) -> str:
    """ "512 bytes", "1.2 MB": powers of 1,000."""
    if number < 1000:
        return count(number, "byte")
    value, units = float(number), iter(("kB", "MB", "GB", "TB"))
    unit = ""
    while value >= 999.5 and (step := next(units, None)):
        value, unit = value / 1000, step
    return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"


def place(path: Path) -> str:
    """`path` as one would type it here: relative where that is shorter."""
    absolute = path.absolute()
    try:
        relative = os.path.relpath(absolute)
    except ValueError:  # another drive
        return str(absolute)
    return min(relative, str(absolute), key=len)
