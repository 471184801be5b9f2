"""`make-audio audition`: hear every character before the book is made."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common_options import Jobs, Quiet
from pipeline.cli.exit_codes import UsageError, unspoken_code
from pipeline.cli.option_values import parse_engine_names, parse_formats
from script.support.errors import StoryError


def audition(
    story: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER|STORY", help="The production, or a story [default: this folder].", show_default=False
        ),
    ] = None,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Only these characters.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="Where the files go [default: audition/ in FOLDER]."),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="NUMBER", min=1, max=3600, help="Of each voice, about.")
    ] = 60,
    format: Annotated[str, typer.Option("-f", "--format", metavar="NAME", help="mp3 or flac.")] = "mp3",
    engine: Annotated[
        str | None,
        typer.Option("-e", "--engine", metavar="NAMES", help="Whose voices a new STORY gets: hibari,kokoro."),
    ] = None,
    jobs: Jobs = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON on stdout.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make a file of each character's own lines, about a minute long: who says most comes first.

    "make-audio audition the-lantern" for all, "make-audio audition the-lantern 'Mrs Pell' Wil" for two. The lines are
    kept, and not spoken again when the book is made.
    """
    if story is not None and not story.exists() and Path("book.toml").is_file():
        story, names = None, [str(story), *(names or ())]
    place_ = story or Path()
    if not place_.exists():
        raise StoryError(f'There is no file or folder "{place_}" here.')
    from pipeline.listening.audition import FORMATS
    from pipeline.listening.audition import audition as hear

    formats = parse_formats([format], FORMATS)
    if len(formats) != 1:
        raise UsageError("An audition has one format: mp3 or flac.")
    from pipeline.cli.display import summary_tables
    from pipeline.cli.display.formatting import count, duration, place
    from pipeline.cli.display.progress import RunProgress
    from pipeline.production.production import Production
    from pipeline.updating.make_production import default_folder, is_ours, make_production, update_production
    from pipeline.updating.request import Options, Request

    folder = place_ if place_.is_dir() else default_folder(place_)
    if engine is not None and is_ours(Production(folder)):
        raise UsageError(
            f"{folder} has its voices already, and an audition changes no book. For others, remove voices from its "
            f"voices.toml and run make-audio {folder} -e {engine}, or make a new production of the story with -o."
        )
    with RunProgress("voice", quiet=quiet or json) as progress, ExitStack() as held:
        request = Request(Options(engines=parse_engine_names(engine)), progress.say, warn=progress.warn)
        if place_.is_dir():
            opened = update_production(place_, request, held=held)
        else:
            opened = make_production(place_, request=request, held=held)
            for warning in opened.record.warnings if opened.record else ():
                progress.say(warning)
        heard = hear(
            opened,
            names or (),
            seconds=seconds,
            folder=output,
            format=formats[0],
            jobs=jobs,
            on_event=progress.on_event,
            say=progress.say,
        )
    if json:
        summary_tables.print_json(heard)
    elif not quiet:
        console = summary_tables.stdout_console()
        rows = [
            (voice.file.name if voice.file else "-", voice.voice, str(voice.lines), duration(voice.seconds))
            for voice in heard.voices
        ]
        summary_tables.print_table(console, "Audition", ("file", "voice", "lines", "length"), rows, right=(2, 3))
        for sentence in summary_tables.unspoken(heard.failed):
            console.print(sentence, soft_wrap=True)
        made = sum(voice.file is not None for voice in heard.voices)
        console.print(f"{count(made, 'file')} in {place(heard.folder)}", soft_wrap=True)
    else:
        summary_tables.print_unspoken(heard.failed)
    if heard.failed:
        raise typer.Exit(unspoken_code(line.why for line in heard.failed))
