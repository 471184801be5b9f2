"""A story becomes a production, or an existing one takes up what changed: the ways in."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.disk.files import plain_errors, safe_name, sha256
from pipeline.production.opened_production import Opened
from pipeline.production.production import FolderError, Production, is_production, open_production
from pipeline.updating.corrections.followed_lines import Followed, lines_that_follow
from pipeline.updating.request import Request
from pipeline.updating.source_files import is_as_kept
from pipeline.updating.story_update import (
    check_same_story,
    choices_differ,
    reading_revision,
    refreshed,
    retagged,
    with_cover,
    with_source,
)
from pipeline.updating.update import Draft, carried_out, expected, finish, read_finished
from script.model import NARRATOR
from script.support.errors import StoryError
from voices.engines import registry
from voices.engines.automatic_choice import better_narrator

if TYPE_CHECKING:
    from script.story import Story


def default_folder(story_path: Path) -> Path:
    """Where a story's production goes: beside it, named after the file."""
    name = safe_name(story_path.stem)
    if name == story_path.name:
        name += " audio"
    return story_path.parent / name


def make_production(
    story_path: Path,
    folder: Path | None = None,
    request: Request | None = None,
    *,
    held: contextlib.ExitStack | None = None,
) -> Opened:
    """Makes the production of a story, or brings the one it has up to date with the story as it is now.

    What people edited is merged, never overwritten. The production is locked until `held` is closed; without it, until
    this is done. Raises `StoryError`, `EditError`, `FolderError` for a folder that is something else, `LockedError`,
    `DiskError`.
    """
    request = request or Request()
    production = Production(folder or default_folder(story_path))
    existed = production.folder.exists()
    story = _read_for_new(story_path, production)
    with _locked(production, held):
        # Asked only now: another run may have made the production a moment ago.
        fresh = not is_production(production.folder) and not production.story_folder.exists()
        try:
            finish(production)
            made = carried_out(_draft_of(read_finished(production), story_path, story, request), request)
            if fresh:
                _tell_of_better_voices(made, request)
            return made
        except BaseException:
            if fresh and not (production.update_file.exists() or production.opinions_file.exists()):
                # What can't be made leaves nothing behind, unless a model was waited for.
                for ours in (production.story_folder, production.work_folder):
                    shutil.rmtree(ours, ignore_errors=True)
                if not existed:
                    with contextlib.suppress(OSError):
                        production.folder.rmdir()
            raise


def _tell_of_better_voices(opened: Opened, request: Request) -> None:
    """Tells whoever makes a first book with the plain voices that there are better ones."""
    better = better_narrator(opened.book.engine, opened.book.language)
    if better and opened.cast.profile(NARRATOR).engine == registry.DEFAULT:
        request.say(
            f"The plain voices that come along speak this book. For better ones: {registry.install_command(better)}, "
            f"delete {opened.production.voices_file} and run this again."
        )


def update_production(
    folder: Path, request: Request | None = None, *, held: contextlib.ExitStack | None = None
) -> Opened:
    """Takes up what a person changed in a production: sections put in or out, new speakers, files renamed or gone; and
    finishes what a killed run began. The production is locked as by `make_production`.

    Raises `FolderError`, `EditError`, `LockedError`, `DiskError`; `StoryError` if sections changed and the
    story that was kept can't be read again.
    """
    request = request or Request()
    production = _ours(folder)
    with _locked(production, held):
        finish(production)
        return carried_out(_draft_of_edits(read_finished(open_production(folder)), request), request)


def retag_production(folder: Path, request: Request | None = None) -> tuple[Followed, ...]:
    """Tags the story of a production again, with all that a person corrected as certain; gives the lines that follow.

    Raises what `update_production` raises, and `FolderError` where nothing is remembered of the story.
    """
    request = request or Request()
    production = _ours(folder)
    with production.locked():
        finish(production)
        before = read_finished(open_production(folder))
        source = _kept_source(before, "its lines can't be tagged again")
        # Asked before anything is written: what can't be used as it is ends it here.
        chapters = before.edited.chapters
        after = carried_out(retagged(before, _read(source), source, request), request)
        for warning in after.record.warnings if after.record else ():
            request.say(warning)
        return tuple(lines_that_follow(chapters, after))


def expected_production(source: Path, folder: Path | None, request: Request) -> Opened:
    """The production as `make_production` of a story, or `update_production` of a folder, would leave it. Writes
    nothing. Raises what they raise, but for the lock, which it doesn't need."""
    if source.is_dir():
        draft = _draft_of_edits(read_finished(_ours(source)), request)
    else:
        production = Production(folder or default_folder(source))
        draft = _draft_of(read_finished(production), source, _read_for_new(source, production), request)
    return expected(draft, request)


def is_ours(production: Production) -> bool:
    """Whether the folder is a production, or one that was being made when its run was killed."""
    marks = (production.update_file, production.record_file, production.work_folder / "lock")
    return is_production(production.folder) or any(mark.is_file() for mark in marks)


def _ours(folder: Path) -> Production:
    production = Production(folder)
    return production if is_ours(production) else open_production(folder)


@contextlib.contextmanager
def _locked(production: Production, held: contextlib.ExitStack | None) -> Iterator[None]:
    with contextlib.ExitStack() as own:
        (own if held is None else held).enter_context(production.locked())
        yield


def _check_free(production: Production) -> None:
    """Raises `FolderError` for a place that can't become a production: a file, or a folder of somebody else's files."""
    folder = production.folder
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file. Choose a folder with -o.")
    with plain_errors(folder):
        if folder.is_dir() and any(not _was_begun(path, production) for path in folder.iterdir()):
            raise FolderError(f"{folder} is not empty and no production. Choose another folder with -o.")


def _was_begun(path: Path, production: Production) -> bool:
    """Whether something in a folder is what a run leaves that could not even lock it: a work folder with nothing in
    it."""
    return path == production.work_folder and path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def _read_for_new(story_path: Path, production: Production) -> Story | None:
    """The story, for a production that isn't there: read before anything is written, so that one that can't be read
    leaves no folder behind."""
    if is_ours(production):
        return None
    _check_free(production)
    return _read(story_path)


def _read(path: Path) -> Story:
    from script.reading.story_reader import read_story

    return read_story(path)


def _draft_of(opened: Opened, story_path: Path, story: Story | None, request: Request) -> Draft:
    """A production with a story as it is now."""
    record = opened.record
    as_read = record is not None and (record.sha256, record.revision) == (sha256(story_path), reading_revision())
    if as_read and opened.book_text is not None and opened.known is not None and not choices_differ(opened):
        return _with_cover(with_source(refreshed(opened, request), story_path), story_path)
    story = story or _read(story_path)
    check_same_story(opened, story_path, story)
    return retagged(opened, story, story_path, request)


def _draft_of_edits(opened: Opened, request: Request) -> Draft:
    """A production with what a person changed in it."""
    if opened.forgotten and (draft := _remade(opened, request)):
        return draft
    if opened.record is not None and choices_differ(opened):
        source = _kept_source(opened, "the sections of book.toml can't be put in or out")
        return retagged(opened, _read(source), source, request)
    if opened.record is not None and opened.record.revision != reading_revision():
        request.say(
            "An earlier make-audio read and tagged this story. To have that done again, with your edits kept: "
            f"make-audio retag {opened.production.folder}"
        )
    return _with_cover(refreshed(opened, request), opened.kept_source)


def _with_cover(draft: Draft, source: Path | None) -> Draft:
    """The same with a cover that is another than was kept: a person's, or made whole from the story if it can be
    read."""
    opened = draft.before
    if not draft.after.cover_is_damaged:
        return draft
    return with_cover(draft, _read(source) if source is not None and is_as_kept(opened, source) else None)


def _remade(opened: Opened, request: Request) -> Draft | None:
    """A production that forgot its story, with the story as it was kept; None where that can't be read either."""
    source = opened.kept_source
    if source is None or not is_as_kept(opened, source):
        return None
    try:
        story = _read(source)
    except StoryError:
        return None
    return retagged(opened, story, source, request)


def _kept_source(opened: Opened, what: str) -> Path:
    """The story's file as it was read. Raises `FolderError` where it is gone, saying `what` is not possible."""
    production = opened.production
    if opened.record is None:
        raise FolderError(
            f"{production.story_folder} doesn't tell which story this is. Give the story file again: "
            f"make-audio STORY -o {production.folder}"
        )
    source = opened.kept_source
    if source is None or not is_as_kept(opened, source):
        place = production.path_of(production.source_folder / opened.record.source)
        state = "gone" if source is None else "damaged"
        raise FolderError(
            f"{place} is {state}, so {what}. Give the story file again: make-audio STORY -o {production.folder}"
        )
    return source
