"""What would change in a production, as a value; and the one place where that is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.disk.files import write_file
from pipeline.production.chapter_matching import shared
from pipeline.production.damage import damage_told
from pipeline.production.opened_production import Opened, read_texts
from pipeline.production.production import Production
from pipeline.updating.cast_update import cast_update, with_series_written
from pipeline.updating.earlier_pauses import pauses_told
from pipeline.updating.journal import Change, apply_changes, finish_changes, unfinished_changes
from pipeline.updating.request import Request
from pipeline.updating.source_files import Kept, forget_sources
from script.merging.chapter_merge import merge_chapter
from script.script_file.script_parser import parse_chapter


@dataclass(frozen=True, slots=True)
class Draft:
    """An update without its voices: what the story, the script files and book.toml become."""

    before: Opened
    after: Opened
    kept: tuple[Kept, ...] = ()
    """Files that go into the story folder: the source, covers."""
    notes: tuple[str, ...] = ()
    """Sentences for the person."""


def expected(draft: Draft, request: Request) -> Opened:
    """The production as it would be after an update. Writes nothing. Raises what `carried_out` raises."""
    for note in pauses_told(draft.before.book_text):
        request.say(note)
    return cast_update(draft.after, request.options).after


def carried_out(draft: Draft, request: Request) -> Opened:
    """Makes an update, and says what a person is to know of it; gives the production as it is then. Nothing of the old
    is touched before all of the new is there to be written. Call it under the lock.

    Raises `EditError`, `EngineError`, `DiskError`.
    """
    production = draft.before.production
    casting = with_series_written(cast_update(draft.after, request.options), draft.after, request.options)
    for note in damage_told(draft.before, draft.after):
        request.warn(note)
    # Before it is done: a run that is killed meanwhile is finished without a word.
    for note in (*pauses_told(draft.before.book_text), *draft.notes, *casting.notes):
        request.say(note)
    for file in draft.kept:
        write_file(file.path, file.data)
    changes = list(_changes(draft.before, casting.after))
    written = apply_changes(production.folder, production.update_file, changes, production.may_update, _reconciled)
    if casting.after.record is not None:
        forget_sources(production, casting.after.record.source)
    return casting.after.after(written)


def finish(production: Production) -> None:
    """Finishes an update that a killed run began. Call it under the lock. Raises `EditError`, `DiskError`."""
    finish_changes(production.folder, production.update_file, production.may_update, _reconciled)


def read_finished(production: Production) -> Opened:
    """The production as it would be if `finish` were called. Raises `EditError`, `DiskError`."""
    found = read_texts(production)
    return found.after(unfinished_changes(production.update_file, found.texts, production.may_update, _reconciled))


def _changes(before: Opened, after: Opened) -> Iterator[Change]:
    """What differs, in the order in which it is to be written: what the production remembers comes last. Until that is
    written, a later run still finds the base that the script files were merged against."""
    memory = before.production.path_of(before.production.story_folder)
    paths = sorted({*before.texts, *after.texts}, key=lambda path: (path.startswith(f"{memory}/"), path))
    for path in paths:
        if before.texts.get(path) != after.texts.get(path):
            yield Change(path, before.texts.get(path), after.texts.get(path))


def _reconciled(path: str, before: str | None, found: str, after: str | None) -> str | None:
    """What a file becomes that a person saved while it was being updated: theirs; a script file's is merged."""
    if (
        not path.startswith("script/")
        or before is None
        or after is None
        or shared(found, before) < shared(found, after)
    ):
        return found
    old = parse_chapter(before, path, None).chapter
    new = parse_chapter(after, path, None).chapter
    return merge_chapter(old, found, new, path).text
