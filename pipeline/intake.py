"""What is kept of a story besides its text: the source, the cover, the list of what was left out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.files import plain_errors, remove_file, safe_name, write_file
from pipeline.production import LeftOutText, Production
from script.errors import EditError

if TYPE_CHECKING:
    from script.story import Story

_EXCERPT = 40
"""Characters of a text that is shown."""
_PICTURES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


def keep_source(production: Production, story_path: Path) -> None:
    """Keeps the story as it was read, so that sections can be put back without it."""
    target = production.source_folder / safe_name(story_path.name)
    if target.exists() and story_path.resolve() == target.resolve():
        return
    with plain_errors(story_path):
        data = story_path.read_bytes()
    write_file(target, data)
    for other in production.source_folder.iterdir():
        if other != target:
            remove_file(other)


def keep_cover(production: Production, story: Story) -> str:
    """Keeps the story's own cover; its path in the folder, empty if there is none."""
    if story.cover is None:
        return ""
    path = production.story_folder / ("cover.png" if story.cover.media_type == "image/png" else "cover.jpg")
    write_file(path, story.cover.data)
    return path.relative_to(production.folder).as_posix()


def chosen_cover(production: Production, source: Path) -> str:
    """Keeps a picture that a person chose. Raises `EditError` if it is none."""
    with plain_errors(source):
        data = source.read_bytes()
    suffix = next((suffix for start, suffix in _PICTURES.items() if data.startswith(start)), None)
    if suffix is None:
        raise EditError(f"{source} is no JPEG or PNG picture. Save the cover as one of these.")
    path = production.story_folder / f"chosen-cover{suffix}"
    write_file(path, data)
    return path.relative_to(production.folder).as_posix()


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
