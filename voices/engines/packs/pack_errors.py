"""What can go wrong with a pack, in one sentence each."""

from __future__ import annotations

import errno
from pathlib import Path

from script.support.errors import MakeAudioError
from voices.engines.user_folders import VARIABLE

_FULL = (errno.ENOSPC, errno.EDQUOT)


class PackError(MakeAudioError):
    """A pack can't be had as it was asked for. Nothing was installed."""


class UnknownPackError(PackError):
    """There is no pack of that name."""


def is_full(error: Exception) -> bool:
    """Whether the file system had no room left."""
    return (isinstance(error, OSError) and error.errno in _FULL) or "No space left" in str(error)


def not_written(path: Path, error: Exception) -> PackError:
    """The sentence for what the file system refused."""
    if is_full(error):
        return PackError(f"The disk is full: {path} can't be written; nothing was installed. Free some space first.")
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return PackError(
            f"{path} can't be written: it would be larger than files may be, by a limit of this account (ulimit -f) or "
            f"of this disk; nothing was installed. Raise the limit, or put voices elsewhere with {VARIABLE}."
        )
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return PackError(
        f"{path} can't be written ({reason.lower()}); nothing was installed. {VARIABLE} puts voices elsewhere."
    )
