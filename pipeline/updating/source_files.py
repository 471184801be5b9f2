"""What is kept of a story besides its text: the source, the cover, the list of what was left out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.disk.files import plain_errors, remove_file, safe_file_name, sha256
from pipeline.disk.pictures import picture_suffix
from pipeline.production.opened_production import Opened
from pipeline.production.production import Production
from pipeline.production.production_record import LeftOutText
from script.support.errors import EditError

if TYPE_CHECKING:
    from script.story import Story

_EXCERPT = 40
"""Characters of a text that is shown."""
_SECOND = "2"
"""The folder of a source that is called like the one before it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file to be kept, once nothing else can fail: `path` is in the story folder."""

    path: Path
    data: bytes
    is_cover: bool = False


def source_to_keep(production: Production, story_path: Path, recorded: str | None) -> Kept:
    """The story as it was read, so that sections can be put back without it. It goes beside the source that is
    `recorded`, which is removed (`forget_sources`) when the record names the new one. Raises `DiskError`."""
    with plain_errors(story_path):
        data = story_path.read_bytes()
    name = source_name(story_path)
    places = [production.source_folder / name, production.source_folder / _SECOND / name]
    recorded_path = production.source_folder / recorded if recorded else None
    for path in places:
        if path.is_file():
            with plain_errors(path):
                if path.read_bytes() == data:
                    return Kept(path, data)
    return Kept(next(path for path in places if path != recorded_path), data)


def is_as_kept(opened: Opened, source: Path) -> bool:
    """Whether the story's file that was kept is the one that was read, as far as that is known. Raises `DiskError`."""
    return opened.record is None or sha256(source) == opened.record.sha256


def source_name(story_path: Path) -> str:
    """What the source is called that is kept of a story file."""
    return safe_file_name(story_path.name)


def forget_sources(production: Production, recorded: str) -> None:
    """Removes all kept sources but the one that is recorded. Raises `DiskError`."""
    path = production.source_folder / recorded
    if path.is_file():
        for other in production.source_folder.rglob("*"):
            if other.is_file() and other != path:
                remove_file(other)


def story_cover(production: Production, story: Story) -> Kept | None:
    """The story's own cover; None if it has none."""
    if story.cover is None:
        return None
    name = "cover.png" if story.cover.media_type == "image/png" else "cover.jpg"
    return Kept(production.story_folder / name, story.cover.data, is_cover=True)


def is_persons_cover(opened: Opened, own: Kept | None) -> bool:
    """Whether a person saved another picture where the book's cover was kept. `own`: the story's cover, if it has one.

    Another size tells it from damage that leaves a JPEG whole. Raises `EditError`, `OutsideError`, `DiskError`.
    """
    if opened.book_text is None or not opened.cover_is_another_picture:
        return False
    if own is None or opened.production.path_of(own.path) != opened.book.cover:
        return True
    path = opened.production.inside(opened.book.cover)
    with plain_errors(path):
        return path.stat().st_size != len(own.data)


def covers_known(opened: Opened, kept: Sequence[Kept | None], *, persons: bool = False) -> tuple[tuple[str, str], ...]:
    """(path in the folder, SHA-256) of the pictures that are kept with the story, with those that come now. `persons`:
    the book's cover is a picture that a person saved there."""
    known = dict(opened.record.covers) if opened.record else {}
    place = opened.book.cover if opened.book_text is not None else ""
    if place.startswith(f"{opened.production.path_of(opened.production.story_folder)}/") and place not in known:
        # A production of before, which counted on it.
        known[place] = opened.cover_sha256
    if persons:
        known[place] = opened.cover_sha256
    for cover in kept:
        if cover is not None:
            known[opened.production.path_of(cover.path)] = hashlib.sha256(cover.data).hexdigest()
    return tuple(sorted(known.items()))


def chosen_cover(production: Production, source: Path) -> Kept:
    """A picture that a person chose. Raises `DiskError`, and `EditError` if it is none."""
    with plain_errors(source):
        data = source.read_bytes()
    suffix = picture_suffix(data)
    if suffix is None:
        raise EditError(f"{source} is no JPEG or PNG picture. Save the cover as one of these.")
    return Kept(production.story_folder / f"chosen-cover{suffix}", data, is_cover=True)


def title_of(name: str) -> str:
    """A title for a story that names none: its file's name, in words."""
    words = " ".join(Path(name).stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def left_out_texts(story: Story) -> tuple[LeftOutText, ...]:
    """What the reader left out, many small things of one reason as one."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for item in story.left_out:
        reasons[item.why].append(item.text)
    result = []
    for why, texts in reasons.items():
        first = " ".join(texts[0].split())
        what = first if len(first) <= _EXCERPT else first[: _EXCERPT - 1].rstrip() + "…"
        more = f" and {len(texts) - 1} more" if len(texts) > 1 else ""
        result.append(LeftOutText(f"“{what}”{more}", why, sum(len(text.split()) for text in texts)))
    return tuple(result)
