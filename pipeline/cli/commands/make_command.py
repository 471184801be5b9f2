"""`make-audio STORY` and `make-audio FOLDER`: make a production and render it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.common_options import Jobs, Llm, LlmModel, Quiet
from pipeline.cli.exit_codes import UsageError, unspoken_code
from pipeline.cli.llm_options import adviser_of, chat_model
from pipeline.cli.option_values import chapter_numbers, parse_chapter_ranges, parse_engine_names, parse_formats
from script.support.errors import StoryError

if TYPE_CHECKING:
    from pipeline.production.book_file import Book
    from pipeline.production.opened_production import Opened
    from pipeline.reporting.summary import Summary
    from pipeline.updating.request import Options
    from script.second_opinion.chat_model import ChatModel


def make(
    story: Annotated[
        Path, typer.Argument(metavar="STORY|FOLDER", help="A .txt, .md, .html or .epub file, or a production folder.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="The production folder [default: beside the story]."),
    ] = None,
    voice: Annotated[
        str | None,
        typer.Option("-v", "--voice", metavar="NAME", help="The narrator's voice (make-audio voices lists them)."),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "-e",
            "--engine",
            metavar="NAMES",
            help="Whose voices speak: auto, an engine, or the narrator's and the cast's: hibari,kokoro.",
        ),
    ] = None,
    cast: Annotated[
        Path | None,
        typer.Option(
            "--cast",
            metavar="FILE",
            help="A cast that the books of a series share: a voices.toml; made if it isn't there.",
            dir_okay=False,
        ),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(
            "-s", "--speed", metavar="NUMBER", min=0.5, max=3.0, help="How fast everybody speaks: 1 is normal."
        ),
    ] = None,
    format: Annotated[  # the flag people know; the name of a builtin only in here
        list[str] | None,
        typer.Option("-f", "--format", metavar="NAMES", help="mp3 (a file a chapter), m4b (one book), or mp3,m4b."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The book's title.")] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="TEXT", help="The book's author.")] = None,
    cover: Annotated[
        Path | None, typer.Option("--cover", metavar="FILE", help="A JPEG or PNG picture.", exists=True, dir_okay=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="The story's language: en, en-gb, de, …")
    ] = None,
    chapter: Annotated[
        str | None, typer.Option("--chapter", help="Render only these: 3-5, or 1,4,7-.", metavar="NUMBERS")
    ] = None,
    llm: Llm = None,
    llm_model: LlmModel = None,
    jobs: Jobs = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made, how long and how big; write nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON on stdout.")] = False,
    quiet: Quiet = False,
) -> None:
    """Make a book of a story, or make a production again after an edit. The word make may be left out.

    Options that shape the book (-v -e -s -f --cast --title --author --cover --language) are written to book.toml or
    voices.toml and hold from then on.
    """
    ranges = parse_chapter_ranges(chapter) if chapter else None
    if not story.exists():
        raise StoryError(f'There is no file or folder "{story}" here.')
    if story.is_dir() and output:
        raise UsageError("-o says where a story's production goes; a production folder stays where it is.")

    from pipeline.production.book_file import FORMATS, LANGUAGE

    if language is not None and not LANGUAGE.fullmatch(language):
        raise UsageError(f'--language takes a code such as en, en-gb or de, not "{language}".')
    formats = parse_formats(format, FORMATS) if format else None

    from pipeline.updating.request import Options

    options = Options(
        title=title,
        author=author,
        language=language,
        cover=cover,
        voice=voice,
        engines=parse_engine_names(engine),
        cast=cast,
        speed=speed,
        formats=formats,
    )
    if dry_run and (llm is not None or llm_model is not None):
        raise UsageError("A dry run asks nobody: leave out --llm.")
    wanted = _Wanted(story, output, options, ranges, jobs, quiet)
    summary = _expected(wanted) if dry_run else _made(wanted, chat_model(llm, llm_model))

    from pipeline.cli.display import summary_tables

    if json:
        summary_tables.print_json(summary)
    elif not quiet:
        summary_tables.print_summary(summary_tables.stdout_console(), summary, dry_run=dry_run)
    else:
        summary_tables.print_unspoken(summary.failed)
    if summary.failed:
        raise typer.Exit(unspoken_code(line.why for line in summary.failed))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be made, and of what."""

    source: Path
    """A story file, or a production's folder."""
    folder: Path | None
    """Where a story's production goes."""
    options: Options
    ranges: tuple[tuple[int, int | None], ...] | None
    """The chapters to be rendered; None: all."""
    jobs: int | None
    quiet: bool

    def chapters(self, opened: Opened) -> frozenset[int] | None:
        """The numbers of the chapters to be rendered. Raises `UsageError` for one that the book doesn't have."""
        return chapter_numbers(self.ranges, len(opened.script)) if self.ranges else None


def _expected(wanted: _Wanted) -> Summary:
    """What a run would do."""
    from pipeline.cli.display.progress import RunProgress
    from pipeline.rendering.render import expect
    from pipeline.reporting.summary import summarize
    from pipeline.updating.make_production import expected_production
    from pipeline.updating.request import Request

    with RunProgress(quiet=wanted.quiet) as progress:
        opened = expected_production(wanted.source, wanted.folder, Request(wanted.options, progress.say))
        rendered = expect(opened, chapters=wanted.chapters(opened), jobs=wanted.jobs, on_event=progress.on_event)
    return summarize(opened, rendered)


def _made(wanted: _Wanted, model: ChatModel | None) -> Summary:
    """Makes the production and renders it."""
    from pipeline.cli.display.progress import RunProgress
    from pipeline.rendering.clips.speaking import warm_up
    from pipeline.rendering.render import render
    from pipeline.rendering.workers.worker_pool import Workers, default_jobs
    from pipeline.reporting.script_warnings import script_warnings
    from pipeline.reporting.summary import summarize
    from pipeline.updating.make_production import make_production, update_production
    from pipeline.updating.request import Request
    from voices.engines.automatic_choice import engines_for

    with (
        ExitStack() as held,
        Workers(wanted.jobs or default_jobs()) as workers,
        RunProgress(quiet=wanted.quiet) as progress,
    ):
        adviser = adviser_of(model, progress.on_heard) if model else None

        def on_book(book: Book) -> None:
            warm_up(workers, engines_for(book.engine, book.cast_engine, book.language))

        request = Request(wanted.options, progress.say, adviser, on_book, progress.warn)
        if wanted.source.is_dir():
            opened = update_production(wanted.source, request, held=held)
        else:
            opened = make_production(wanted.source, wanted.folder, request, held=held)
        # A person may edit files while they are rendered: what is wrong with them is told as they are now.
        warnings = script_warnings(opened)
        rendered = render(opened, chapters=wanted.chapters(opened), workers=workers, on_event=progress.on_event)
    summary = summarize(opened, rendered, warnings=warnings)
    return replace(summary, second_opinion=adviser.tally) if adviser else summary
