"""The clip cache: each utterance is synthesized once, wherever and however often it stands in the book."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.disk.files import LITTER, plain_errors, remove_file, write_file
from pipeline.sound.wav import HEADER, ClipError, check_wav, is_clip_header, word_timings

if TYPE_CHECKING:
    from voices.engines.speech_engine import Utterance


@dataclass(frozen=True, slots=True)
class CacheUse:
    """How many clips, and how many bytes they take."""

    clips: int
    bytes: int


_NEWER = ("before", "after", "tags")
"""Fields of an utterance that came later: an empty one is not in the key."""


def clip_key(engine: str, version: str, utterance: Utterance) -> str:
    """64 hexadecimal digits that stand for all that shapes a clip's sound, and for nothing else."""
    # Without what is newer and empty, the clips that earlier versions made serve on.
    named = ((f.name, getattr(utterance, f.name)) for f in fields(utterance))
    shape = {name: value for name, value in named if value or name not in _NEWER}
    parts = [engine, version, shape]
    return hashlib.sha256(
        json.dumps(parts, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


class ClipCache:
    """Clips as WAV files in `folder`, by key; safe to delete, also in part."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.wav"

    def has(self, key: str) -> bool:
        """Whether the clip is there, and as long as it says: cheap enough to be asked of every line."""
        try:
            with self.path(key).open("rb") as file:
                header = file.read(HEADER)
                length = file.seek(0, 2)
        except OSError:
            return False
        return is_clip_header(header, length)

    def is_whole(self, key: str) -> bool:
        """Whether the clip is there and each of its bytes is as it was written."""
        try:
            word_timings(check_wav(self.path(key).read_bytes(), key))
        except (OSError, ClipError):
            return False
        return True

    def remove(self, key: str) -> None:
        """Removes a clip, if it is there. Raises `DiskError`."""
        remove_file(self.path(key))

    def put(self, key: str, wav: bytes) -> None:
        """Keeps a clip. Raises `DiskError`."""
        # A clip torn by a power cut is noticed and made again: no need to wait for the disk.
        write_file(self.path(key), wav, durable=False)

    def use(self) -> CacheUse:
        """What the cache holds."""
        sizes = [path.stat().st_size for path in self._clips()]
        return CacheUse(len(sizes), sum(sizes))

    def prune(self, keep: Collection[str] = (), max_bytes: int = 0) -> CacheUse:
        """Removes clips that are not in `keep`, the oldest first, until the cache takes `max_bytes` or less; says what
        it removed. Raises `DiskError`."""
        with plain_errors(self.folder):
            clips = sorted(
                ((p.stat().st_mtime_ns, p.stat().st_size, p) for p in self._clips()), key=lambda clip: clip[0]
            )
        left = sum(size for _, size, _ in clips)
        count = removed = 0
        for _, size, path in clips:
            if left - removed <= max_bytes:
                break
            if path.stem not in keep:
                remove_file(path)
                count += 1
                removed += size
        return CacheUse(count, removed)

    def clean_litter(self) -> None:
        """Removes what killed runs left half written. Call it under the lock."""
        for path in self.folder.glob(f"*/*{LITTER}"):
            remove_file(path)

    def _clips(self) -> Iterator[Path]:
        return self.folder.glob("[0-9a-f][0-9a-f]/*.wav")
