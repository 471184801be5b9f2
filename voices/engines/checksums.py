"""SHA-256 sums of the files that engines speak with."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from voices.engines.speech_engine import EngineError


def sha256_of(*files: Path) -> str:
    """The SHA-256 of files as if they were one, in 64 hexadecimal digits.

    Raises `EngineError` for one that can't be read.
    """
    digest = hashlib.sha256()
    for path in files:
        try:
            with path.open("rb") as file:
                hashlib.file_digest(file, lambda: digest)
        except OSError as error:
            raise EngineError(f"{path} can't be read ({(error.strerror or str(error)).lower()}).") from error
    return digest.hexdigest()


@functools.cache
def weights_sha256(*files: Path) -> str:
    """The SHA-256 of files that stay as they are, as `sha256_of`, each read once in a process.

    An engine's version is asked for with every line of a book. Raises `EngineError`.
    """
    return sha256_of(*files)
