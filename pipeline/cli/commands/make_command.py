"""`make-audio STORY` and `make-audio FOLDER`: make a production and render it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.exit_codes import ExitCode, UsageError
from pipeline.cli.llm_options import adviser_of, chat_model
from pipeline.cli.option_values import chapter_numbers, parse_chapter_ranges, parse_formats
from script.support.errors import StoryError

if TYPE_CHECKING:
    from pipeline.production.book_file import Book
    from pipeline.reporting.summary import Summary
    from pipeline.updating.making import Options
    from script.second_opinion.chat_model import ChatModel

Debug = Annotated[bool, typer.Option("--debug", help="Show the whole traceback of an error.")]
Llm = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        help="Ask a language model about doubtful speakers: an OpenAI-compatible server, also a local one. "
        "It is sent the text around them.",
    ),
]
LlmModel = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", help="Which of the server's models [default: the one it has]."),
]


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
    jobs: Annotated[
        int | None,
        typer.Option("-j", "--jobs", metavar="NUMBER", min=1, help="Worker processes [default: one a core]."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made, how long and how big; write nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors.")] = False,
    debug: Debug = False,
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

    from pipeline.updating.making import Options

    options = Options(
        title=title,
        author=author,
        language=language,
        cover=cover,
        voice=voice,
        engines=parsed_engines(engine),
        cast=cast,
        speed=speed,
        formats=formats,
    )
    if dry_run and (llm is not None or llm_model is not None):
        raise UsageError("A dry run asks nobody: leave out --llm.")
    if dry_run:
        from pipeline.cli.dry_run import scratch_copy

        with scratch_copy(story, output, cast) as scratch:
            summary = _run(
                scratch.source,
                scratch.folder,
                replace(options, cast=scratch.cast),
                ranges,
                jobs=jobs,
                instead_of=scratch.stands_for,
                quiet=quiet,
            )
    else:
        model = chat_model(llm, llm_model)
        summary = _run(story, output, options, ranges, jobs=jobs, instead_of=None, quiet=quiet, model=model)

    from pipeline.cli.display import summary_tables

    if json:
        summary_tables.print_json(summary)
    elif not quiet:
        summary_tables.print_summary(summary_tables.stdout_console(), summary, dry_run=dry_run)
    else:
        summary_tables.print_unspoken(summary.failed)
    if summary.failed:
        raise typer.Exit(ExitCode.UNSPOKEN)


def parsed_engines(names: str | None) -> tuple[str, str] | None:
    """The narrator's and the cast's of "hibari,kokoro". Raises `UsageError` for engines that there are not."""
    if names is None:
        return None
    from voices.engines.automatic_choice import parse_engines
    from voices.engines.speech_engine import EngineError

    try:
        return parse_engines(names)
    except EngineError as error:
        raise UsageError(str(error)) from error


def _run(
    source: Path,
    folder: Path | None,
    options: Options,
    ranges: tuple[tuple[int, int | None], ...] | None,
    *,
    jobs: int | None,
    instead_of: Path | None,
    quiet: bool,
    model: ChatModel | None = None,
) -> Summary:
    """Makes and renders; on a scratch copy only says what rendering the real production, `instead_of`, would do."""
    from pipeline.cli.display.progress import RunProgress
    from pipeline.production.production import Production
    from pipeline.rendering.clips.speaking import warm_up
    from pipeline.rendering.render import expect, render
    from pipeline.rendering.workers.worker_pool import Workers, default_jobs
    from pipeline.reporting.summary import summarize
    from pipeline.updating.making import make_production, update_production
    from voices.engines.automatic_choice import engines_for

    def on_book(book: Book) -> None:
        if not instead_of:
            warm_up(workers, engines_for(book.engine, book.cast_engine, book.language))

    with Workers(jobs or default_jobs()) as workers, RunProgress(quiet=quiet) as progress:
        say = (lambda text: None) if instead_of else progress.say
        adviser = adviser_of(model, progress.on_heard) if model else None
        if source.is_dir():
            production = update_production(source, options, say=say, adviser=adviser)
        else:
            production = make_production(source, folder, options, say=say, adviser=adviser, on_book=on_book)
        chapters = chapter_numbers(ranges, len(summarize(production).chapters)) if ranges else None
        if instead_of:
            return expect(production, Production(instead_of), chapters=chapters, jobs=jobs, on_event=progress.on_event)
        summary = render(production, chapters=chapters, workers=workers, on_event=progress.on_event)
        return replace(summary, second_opinion=adviser.tally) if adviser else summary
