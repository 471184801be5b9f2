"""`make-audio script`: who says what in a story, without making anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.errors import UsageError
from pipeline.cli.make import Debug
from script.errors import StoryError


def script(
    story: Annotated[Path, typer.Argument(metavar="STORY", help="A .txt, .md, .html or .epub file.")],
    json: Annotated[bool, typer.Option("--json", help="Print text, chapters, characters and lines as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """Print who says what in a story, as script files or as JSON. Writes no file."""
    if not story.exists():
        raise StoryError(f'There is no file "{story}" here.')
    if story.is_dir():
        raise UsageError(f"{story} is a folder: name a story file. A production's script files lie in its script/.")

    from script.read import read_story
    from script.tagging import tag_story

    read = read_story(story)
    tagged = tag_story(read)
    if json:
        from pipeline.cli.summary_view import print_json
        from script.serial import script_to_json

        print_json(script_to_json(tagged, read.text))
        return

    from script.script_file import format_chapter

    print("\n".join(format_chapter(chapter) for chapter in tagged.chapters), end="")
