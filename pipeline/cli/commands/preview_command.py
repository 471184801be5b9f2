"""`make-audio preview`: hear one line, one character, or any text in a voice, without making the book."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.exit_codes import UsageError, printable

_IN_PRODUCTION = re.compile(r"(?P<folder>.+?)[/\\](?P<address>script[/\\][^/\\]+:\d+)")


def preview(
    what: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS|CHARACTER|TEXT",
            help='"script/001 The Storm.txt:57", 1:57, or "Mrs Bennet"; with --as any text.',
        ),
    ],
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="The production [default: this folder].", show_default=False),
    ] = None,
    voice: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="Say TEXT in this voice: a character's, or one of `make-audio voices`."
        ),
    ] = None,
    how: Annotated[
        str | None, typer.Option("--how", metavar="DELIVERY", help="How TEXT is said: whisper, shout, …")
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="Of TEXT, where there is no production.")
    ] = "en",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write TEXT to this .mp3 or .flac file.")
    ] = None,
) -> None:
    """Make one short file to listen to: a line of a script file and what follows, lines of one character, or any text.

    make-audio preview 1:57 FOLDER; make-audio preview "Mrs Bennet" FOLDER; make-audio preview "You have delighted us
    long enough." --as "Mr Bennet" FOLDER; and anywhere: make-audio preview "Good evening." --as en-gb+felix
    """
    from pipeline.cli.display.formatting import place
    from pipeline.production.opened_production import read_production
    from pipeline.production.production import is_production

    if voice is None:
        if how is not None or output is not None:
            raise UsageError("--how and -o go with --as NAME, which says in whose voice the text is spoken.")
        from pipeline.listening.line_preview import preview as make_preview

        found = _IN_PRODUCTION.fullmatch(what) if folder is None else None
        if found:
            folder, what = Path(found["folder"]), found["address"]
        print(place(make_preview(read_production(folder or Path()), what, say=_say)))
        return
    if output is not None and output.suffix not in (".mp3", ".flac"):
        raise UsageError(f"{output} must end in .mp3 or .flac.")
    from pipeline.listening.text_preview import preview_text
    from script.model import Delivery

    if how is not None and how not in tuple(Delivery):
        raise UsageError(f'"{how}" is no delivery: there are {", ".join(Delivery)}.')
    opened = read_production(folder or Path()) if folder or is_production(Path()) else None
    delivery = Delivery(how) if how else None
    file = preview_text(what, voice, opened, delivery=delivery, language=language, file=output, say=_say)
    print(place(file))


def _say(text: str) -> None:
    print(printable(text), file=sys.stderr)
