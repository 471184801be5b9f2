"""`make-audio retag`: the speakers that a person corrected settle those around them."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer

from pipeline.cli.common_options import Folder

_SHOWN = 60
"""Characters of a line that is shown."""


def retag(
    folder: Folder = Path(),
    json: Annotated[bool, typer.Option("--json", help="Print the lines that follow as JSON on stdout.")] = False,
) -> None:
    """Tag the story again with what you corrected as certain, so that the lines around it follow. Your edits stay."""
    from pipeline.cli.display import summary_tables
    from pipeline.cli.display.formatting import count, place
    from pipeline.cli.display.progress import RunProgress
    from pipeline.cli.exit_codes import printable
    from pipeline.updating.make_production import retag_production
    from pipeline.updating.request import Request

    with RunProgress(quiet=json) as progress:
        followed = retag_production(folder, Request(say=progress.say, warn=progress.warn))
    if json:
        summary_tables.print_json(followed)
        return
    console = summary_tables.stdout_console()
    for line in followed:
        who = f"{line.before or '(unknown)'} → {line.after or '(unknown)'}"
        text = shorten(line.text, _SHOWN, placeholder="…")
        console.print(printable(f"{line.address} {who}: {text}"), soft_wrap=True)
    if followed:
        console.print(f"{count(len(followed), 'line')} changed. To hear {'it' if len(followed) == 1 else 'them'}:")
        console.print(f"  make-audio {summary_tables.quoted(place(folder))}", soft_wrap=True)
    else:
        console.print("No other line changed.")
