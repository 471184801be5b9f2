"""On PYTHONPATH, this makes workers fail where they mix a chapter, as often as LOSSES has files.

LOSSES names a folder. Each chapter that is begun takes the first file away and does what its name ends with: "lost"
ends the worker, "damaged" finds a clip that is none.
"""

import os
from pathlib import Path
from typing import Any

from pipeline.rendering.chapters import chapter_audio
from pipeline.sound.wav import ClipError

_make_chapter: Any = chapter_audio.make_chapter


def make_chapter(job: Any) -> Any:
    for file in sorted(Path(os.environ["LOSSES"]).iterdir()):
        file.unlink()
        if file.name.endswith("lost"):
            os.abort()
        raise ClipError("it is damaged")
    return _make_chapter(job)


chapter_audio.make_chapter = make_chapter
