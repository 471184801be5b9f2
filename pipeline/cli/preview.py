"""`make-audio preview`: hear one line, or one character, without making the book."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.make import Debug

_IN_PRODUCTION = re.compile(r"(?P<folder>.+?)[/\\](?P<address>script[/\\][^/\\]+:\d+)")


def preview(
    what: Annotated[
        str, typer.Argument(metavar="ADDRESS|CHARACTER", help='"script/001 The Storm.txt:57", 1:57, or "Mrs Bennet".')
    ],
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="The production [default: this folder].", show_default=False),
    ] = None,
    debug: Debug = False,
) -> None:
    """Make one short file to listen to: a line of a script file and what follows, or lines of one character."""
    from pipeline.cli.words import place
    from pipeline.preview import preview as make_preview
    from pipeline.production import open_production

    found = _IN_PRODUCTION.fullmatch(what) if folder is None else None
    if found:
        folder, what = Path(found["folder"]), found["address"]
    print(place(make_preview(open_production(folder or Path()), what)))
