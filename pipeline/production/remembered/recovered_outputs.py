"""Which finished files are the production's own, by what is left of a damaged file that told of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.disk.files import plain_errors, sha256
from pipeline.disk.inside import is_plain_name
from pipeline.production.production import Production
from pipeline.production.production_record import Output

_SUM = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"\d+")


def recovered_outputs(text: str, production: Production) -> Iterator[Output]:
    """The files that are there and whose SHA-256, or size and time to the nanosecond, still stand in `text`.

    That makes them the production's own, whatever else is damaged. What they were made from, and how long they are, is
    not believed: they are made again. Raises `DiskError`.
    """
    sums, numbers = frozenset(_SUM.findall(text)), frozenset(_NUMBER.findall(text))
    for folder in (production.audio_folder, production.masters_folder):
        with plain_errors(folder):
            paths = sorted(folder.iterdir()) if folder.is_dir() else []
        for path in paths:
            if not is_plain_name(path.name) or path.is_symlink() or not path.is_file():
                continue
            with plain_errors(path):
                status = path.stat()
            same = {str(status.st_size), str(status.st_mtime_ns)} <= numbers
            if same or sha256(path) in sums:
                yield Output(production.path_of(path), "", "", 0, 0, 0)
