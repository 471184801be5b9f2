"""make-audio's own folders: for voices that came from elsewhere, one folder a pack, and for what can be made again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

VARIABLE: Final = "MAKE_AUDIO_VOICES"
"""An environment variable that puts the folder elsewhere."""


def voices_folder() -> Path:
    """The folder of all packs, whether it is there or not."""
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen:
        return path_from_home(chosen)
    import platformdirs

    return platformdirs.user_data_path("make-audio", appauthor=False) / "voices"


def path_from_home(text: str) -> Path:
    """A path that a person or a stranger wrote, with "~" for the home folder; "~somebody" of nobody stays as it is."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def pack_folder(name: str) -> Path:
    """The folder of one pack, whether it is there or not."""
    return voices_folder() / name


def cache_folder() -> Path:
    """make-audio's folder for what can be made again, as the operating system wants it. Need not exist."""
    import platformdirs

    try:
        folder = platformdirs.user_cache_path("make-audio", appauthor=False, opinion=False)
    except RuntimeError:
        folder = Path()
    # Nobody's home, in a container or a service: some releases of platformdirs say so, others give no whole path.
    return folder if folder.is_absolute() else Path(tempfile.gettempdir()) / "make-audio"
