"""Where voices that came from elsewhere are kept: one folder a pack, in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

VARIABLE: Final = "MAKE_AUDIO_VOICES"
"""An environment variable that puts the folder elsewhere."""


def voices_folder() -> Path:
    """The folder of all packs, whether it is there or not."""
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("make-audio", appauthor=False) / "voices"


def pack_folder(name: str) -> Path:
    """The folder of one pack, whether it is there or not."""
    return voices_folder() / name
