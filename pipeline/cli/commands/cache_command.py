"""`make-audio cache`: what a production keeps for its next run, how big that is, and making it smaller."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common_options import Folder
from pipeline.cli.option_values import parse_size


def cache(
    folder: Folder = Path(),
    prune: Annotated[bool, typer.Option("--prune", help="Remove the clips that no line needs any more.")] = False,
    max_size: Annotated[
        str | None, typer.Option("--max-size", help="Then remove the oldest until 500MB (2GB, …) are left.")
    ] = None,
) -> None:
    """Show what a production keeps for its next run, or prune its clips. What is removed is made again when needed."""
    max_bytes = parse_size(max_size) if max_size else None

    from pipeline.cli.display.formatting import count, place, size
    from pipeline.production.clip_cache import ClipCache
    from pipeline.production.opened_production import read_texts
    from pipeline.production.production import open_production
    from pipeline.rendering.render import prune_cache

    production = open_production(folder)
    if prune or max_bytes is not None:
        with production.locked():
            removed = prune_cache(read_texts(production), max_bytes=max_bytes)
        print(f"Removed {count(removed.clips, 'clip')}, {size(removed.bytes)}.")
    use = ClipCache(production.clips_folder).use()
    print(f"{place(production.clips_folder)} holds {count(use.clips, 'clip')}, {size(use.bytes)}.")
    masters = [path.stat().st_size for path in production.masters_folder.glob("*.flac")]
    if masters:
        held = f"{count(len(masters), 'lossless chapter')}, {size(sum(masters))}"
        print(f"{place(production.masters_folder)} holds {held}.")
