"""Whole steps on a production, as the commands take them, for tests that ask what comes out of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.listening import audition as auditions
from pipeline.listening import line_preview, text_preview
from pipeline.production.book_file import Book
from pipeline.production.opened_production import Opened, read_production, read_texts
from pipeline.production.production import Production
from pipeline.production.production_record import Record
from pipeline.production.script_files import Edited
from pipeline.rendering import render as rendering
from pipeline.rendering.events import Event, ignore
from pipeline.rendering.planning import loaded_production
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.workers.worker_pool import Workers
from pipeline.reporting import summary
from pipeline.reporting.summary import Summary
from pipeline.updating import make_production as making
from pipeline.updating.request import Options, Request
from pipeline.updating.second_opinions import Adviser
from script.model import Delivery, Script


def make_production(
    story: Path,
    folder: Path | None = None,
    options: Options | None = None,
    *,
    say: Callable[[str], None] = ignore,
    adviser: Adviser | None = None,
    on_book: Callable[[Book], None] = ignore,
) -> Production:
    request = Request(options or Options(), say, adviser, on_book)
    return making.make_production(story, folder, request).production


def update_production(
    folder: Path,
    options: Options | None = None,
    *,
    say: Callable[[str], None] = ignore,
    adviser: Adviser | None = None,
) -> Production:
    return making.update_production(folder, Request(options or Options(), say, adviser)).production


def opened(production: Production) -> Opened:
    return read_production(production.folder)


def edited(production: Production) -> Edited:
    return opened(production).edited


def tagged(production: Production) -> Script:
    script = opened(production).stored
    assert script is not None
    return script


def load_record(production: Production) -> Record | None:
    return read_texts(production).record


def load(production: Production, *, only: Collection[int] | None = None) -> Loaded:
    return loaded_production.load(opened(production), only=only)


def render(
    production: Production,
    *,
    chapters: Collection[int] | None = None,
    jobs: int | None = None,
    workers: Workers | None = None,
    on_event: Callable[[Event], None] = ignore,
) -> Summary:
    with ExitStack() as held:
        held.enter_context(production.locked())
        found = opened(production)
        rendered = rendering.render(found, chapters=chapters, jobs=jobs, workers=workers, on_event=on_event)
        return summary.summarize(found, rendered)


def summarize(production: Production) -> Summary:
    found = opened(production)
    return summary.with_doubtful_names(summary.summarize(found), found)


def audition(
    production: Production,
    names: Sequence[str] = (),
    *,
    seconds: float = auditions.SECONDS,
    folder: Path | None = None,
    format: str = auditions.FORMATS[0],
    on_event: Callable[[Event], None] = ignore,
    say: Callable[[str], None] = ignore,
) -> auditions.Audition:
    with production.locked():
        found = opened(production)
        return auditions.audition(
            found, names, seconds=seconds, folder=folder, format=format, on_event=on_event, say=say
        )


def preview(production: Production, what: str, *, lines: int = 3, say: Callable[[str], None] = ignore) -> Path:
    return line_preview.preview(opened(production), what, lines=lines, say=say)


def preview_text(
    text: str,
    name: str,
    production: Production | None,
    *,
    delivery: Delivery | None = None,
    language: str = "en",
    file: Path | None = None,
    say: Callable[[str], None] = ignore,
) -> Path:
    found = opened(production) if production else None
    return text_preview.preview_text(text, name, found, delivery=delivery, language=language, file=file, say=say)
