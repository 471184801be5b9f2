"""A story becomes a production, or an existing one takes up what changed: read, tag, merge, cast."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.disk.files import plain_errors, read_text, safe_name, sha256, write_file
from pipeline.production.book_file import Book, SectionChoice, merge_sections, read_book, update_book_file
from pipeline.production.chapter_matching import TaggedChapter, find_renamed, shared
from pipeline.production.production import (
    FolderError,
    Production,
    Record,
    dump_record,
    is_production,
    load_record,
    open_production,
)
from pipeline.production.production_cast import cast_text, shared_cast_text
from pipeline.production.revision import reading_revision
from pipeline.production.script_files import (
    EditedChapter,
    known_chapters,
    load_edited,
    load_tagged,
    parked_texts,
    parse_chapters,
    renamed_texts,
    script_texts,
    told_people,
    voices_text,
)
from pipeline.production.series_cast import held, named_from, read_shared_cast, shared_cast_file
from pipeline.rendering.events import ignore
from pipeline.updating.corrections import Followed, known_of, lines_that_follow, marks_of, tells_nothing_new, unused
from pipeline.updating.journal import Change, apply_update, finish_update
from pipeline.updating.script_merge import ScriptFiles, merge_script
from pipeline.updating.second_opinions import Adviser, advised_production, open_questions, remembered
from pipeline.updating.source_files import (
    Kept,
    chosen_cover,
    forget_sources,
    left_out_texts,
    source_name,
    source_to_keep,
    story_cover,
    title_of,
)
from script.merging.chapter_merge import merge_chapter
from script.model import Character, Script
from script.people.character_renaming import rename_in_script
from script.script_file.json_form import dump_script
from script.script_file.text_form import parse_chapter
from script.support.errors import EditError
from script.support.suggestions import nearest
from script.support.toml_text import line_of

if TYPE_CHECKING:
    from script.story import Story

Say = Callable[[str], None]
OnBook = Callable[[Book], None]

_SAID = 12
"""Names that one message lists."""
_SAME_STORY = 0.5
"""Of the words in common, for a story under another file name."""
_GROWN_STORY = 0.1
"""The same under the same name: it may have been revised a lot."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may set: written to book.toml (the voice to voices.toml), to hold from then on.

    None: as it is.
    """

    title: str | None = None
    author: str | None = None
    language: str | None = None
    cover: Path | None = None
    voice: str | None = None
    """The narrator's."""
    engines: tuple[str, str] | None = None
    """Book.engine and Book.cast_engine: whose voices new speakers get."""
    cast: Path | None = None
    """A voices.toml that a series shares; made if it isn't there."""
    speed: float | None = None
    formats: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """What an update starts from, and what is wanted of it."""

    production: Production
    record: Record | None
    book_text: str | None
    """book.toml, read once: what a person saves later is seen by the difference."""
    options: Options
    say: Say
    adviser: Adviser | None
    on_book: OnBook
    voices_text: str | None
    """voices.toml, read once."""
    people: tuple[Character, ...]
    """What it tells of characters."""

    def book(self) -> Book | None:
        """Raises `EditError`."""
        return None if self.book_text is None else read_book(self.book_text)


def default_folder(story_path: Path) -> Path:
    """Where a story's production goes: beside it, named after the file."""
    name = safe_name(story_path.stem)
    if name == story_path.name:
        name += " audio"
    return story_path.parent / name


def make_production(
    story_path: Path,
    folder: Path | None = None,
    options: Options | None = None,
    *,
    say: Say = ignore,
    adviser: Adviser | None = None,
    on_book: OnBook = ignore,
) -> Production:
    """Makes the production of a story, or brings the one it has up to date with the story as it is now.

    What people edited is merged, never overwritten. `adviser`: a model to be asked about doubtful lines. `on_book` is
    told how the book is made as soon as that is known, where there will be new lines to be spoken.

    Raises `StoryError`, `EditError`, `FolderError` for a folder that
    is something else, `LockedError`, `DiskError`.
    """
    production = Production(folder or default_folder(story_path))
    existed = production.folder.exists()
    story = None if is_ours(production) else _read_for_new(story_path, production)
    with production.locked():
        # Asked only now: another run may have made the production a moment ago.
        fresh = not is_production(production.folder) and not production.story_folder.exists()
        try:
            _make(production, story_path, story, options or Options(), say, adviser, on_book)
        except BaseException:
            if fresh and not (production.update_file.exists() or production.opinions_file.exists()):
                # What can't be made leaves nothing behind, unless a model was waited for.
                for ours in (production.story_folder, production.work_folder):
                    shutil.rmtree(ours, ignore_errors=True)
                if not existed:
                    with contextlib.suppress(OSError):
                        production.folder.rmdir()
            raise
    return production


def update_production(
    folder: Path, options: Options | None = None, *, say: Say = ignore, adviser: Adviser | None = None
) -> Production:
    """Takes up what a person changed in a production: sections put in or out, new speakers, files renamed or gone; and
    finishes what a killed run began. `adviser`: a model to be asked about doubtful lines.

    Raises `FolderError`, `EditError`, `LockedError`, `DiskError`; `StoryError` if sections changed and the
    story that was kept can't be read again.
    """
    production = Production(folder) if is_ours(Production(folder)) else open_production(folder)
    with production.locked():
        _finish(production)
        production = open_production(folder)
        start = _start(production, options or Options(), say, adviser)
        book, record = start.book(), start.record
        if book is not None and record is not None and _choices_differ(book, record):
            source = _kept_source(production, record, "the sections of book.toml can't be put in or out")
            _tag_and_merge(start, _read(source), source)
        elif book is not None:
            _refresh(start, book)
    return production


def retag_production(folder: Path, *, say: Say = ignore) -> tuple[Followed, ...]:
    """Tags the story of a production again, with all that a person corrected as certain; gives the lines that follow.

    Raises what `update_production` raises, and `FolderError` where nothing is remembered of the story.
    """
    production = Production(folder) if is_ours(Production(folder)) else open_production(folder)
    with production.locked():
        _finish(production)
        production = open_production(folder)
        start = _start(production, Options(), say, None)
        book, record = start.book(), start.record
        if book is None or record is None:
            raise FolderError(
                f"{production.story_folder} doesn't tell which story this is. Give the story file again: "
                f"make-audio STORY -o {folder}"
            )
        source = _kept_source(production, record, "its lines can't be tagged again")
        before = load_edited(production, book.title)
        _tag_and_merge(start, _read(source), source)
        return tuple(lines_that_follow(before.chapters, load_edited(production, book.title).chapters))


def _kept_source(production: Production, record: Record, what: str) -> Path:
    """The story's file as it was read. Raises `FolderError` where it is gone, saying `what` is not possible."""
    source = production.source_folder / record.source
    if not source.is_file():
        raise FolderError(
            f"{source} is gone, so {what}. Give the story file again: make-audio STORY -o {production.folder}"
        )
    return source


def _start(
    production: Production, options: Options, say: Say, adviser: Adviser | None, on_book: OnBook = ignore
) -> _Start:
    book_text = read_text(production.book_file) if production.book_file.is_file() else None
    voices = voices_text(production)
    record, people = load_record(production), told_people(voices)
    return _Start(production, record, book_text, options, say, adviser, on_book, voices, people)


def _make(
    production: Production,
    story_path: Path,
    story: Story | None,
    options: Options,
    say: Say,
    adviser: Adviser | None,
    on_book: OnBook,
) -> None:
    """`make_production` in a folder that is held."""
    _finish(production)
    start = _start(production, options, say, adviser, on_book)
    book, record = start.book(), start.record
    read = (sha256(story_path), reading_revision())
    if record is None or book is None or (record.sha256, record.revision) != read or _choices_differ(book, record):
        story = story or _read(story_path)
        if record is not None:
            _check_same_story(production, record, story_path, story)
        _tag_and_merge(start, story, story_path)
    else:
        _refresh(start, book)


def is_ours(production: Production) -> bool:
    """Whether the folder is a production, or one that was being made when its run was killed."""
    marks = (production.update_file, production.record_file, production.work_folder / "lock")
    return is_production(production.folder) or any(mark.is_file() for mark in marks)


def check_free(folder: Path) -> None:
    """Raises `FolderError` for a place that can't become a production: a file, or a folder of somebody else's files."""
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file. Choose a folder with -o.")
    with plain_errors(folder):
        if folder.is_dir() and any(folder.iterdir()):
            raise FolderError(f"{folder} is not empty and no production. Choose another folder with -o.")


def _read_for_new(story_path: Path, production: Production) -> Story:
    """Reads the story before anything is written: one that can't be read leaves no folder behind."""
    check_free(production.folder)
    return _read(story_path)


def _read(path: Path) -> Story:
    from script.reading.story_reader import read_story

    return read_story(path)


def _choices_differ(book: Book, record: Record) -> bool:
    return [(s.title, s.read) for s in book.sections] != [(s.title, s.read) for s in record.sections]


def _check_same_story(production: Production, record: Record, story_path: Path, story: Story) -> None:
    """Raises `FolderError` if the production is another story's."""
    texts = [load_tagged(production.base_file), load_tagged(production.parked_file)]
    before = "\n".join(chapter.text for tagged in texts if tagged for chapter in tagged.chapters)
    if not before.strip():
        return
    known = Path(record.source).name
    enough = _GROWN_STORY if source_name(story_path) == known else _SAME_STORY
    if shared(before, story.text) < enough:
        raise FolderError(
            f"{production.folder} is the production of another story ({known}). "
            f"Choose another folder for {story_path.name} with -o."
        )


def _tag_and_merge(start: _Start, story: Story, story_path: Path) -> None:
    """Tags a story and writes all the production's files from it, merged with what people wrote."""
    from script.tagging.story_tagger import tag_story

    production, record, say = start.production, start.record, start.say
    source = source_to_keep(production, story_path, record.source if record else None)
    own_cover = story_cover(production, story)
    book = start.book()
    found = tuple(SectionChoice(s.title, not s.left_out, s.left_out) for s in story.sections)
    if book is None:
        book = Book(
            title=story.title or title_of(story_path.name),
            author=story.author,
            language=story.language or "en",
            cover=_path_in(production, own_cover.path) if own_cover else "",
            sections=found,
        )
    else:
        if record is not None and [s.title for s in record.sections] == [s.title for s in found]:
            _refuse_unknown_sections(production, book, found)
        book = replace(book, sections=merge_sections(book.sections, found))
    book, chosen_picture = _with_options(start, book)
    if not any(choice.read for choice in book.sections):
        raise EditError("book.toml: no section of the story is read. Set read = true for at least one of [[sections]].")
    start.on_book(book)
    story = replace(story, language=book.language)
    chosen = {id(section) for section, choice in zip(story.sections, book.sections, strict=True) if choice.read}
    edited = _edited(start)
    known = known_of(edited, start.people, story, [s for s in story.sections if id(s) in chosen])
    tagged = remembered(production, tag_story(story, include=lambda section: id(section) in chosen, known=known))
    for warning in story.warnings:
        say(warning)
    new_record = Record(
        source=source.path.relative_to(production.source_folder).as_posix(),
        sha256=hashlib.sha256(source.data).hexdigest(),
        revision=reading_revision(),
        sections=book.sections,
        section_words=tuple(len(story.text[s.start : s.end].split()) for s in story.sections),
        files=(),
        left_out=left_out_texts(story),
        warnings=story.warnings,
        corrections=marks_of(edited, start.people),
    )
    _merge_and_write(start, tagged, book, new_record, (source, own_cover, chosen_picture))


def _refresh(start: _Start, book: Book) -> None:
    """The same without reading the story: what the tagger said stays."""
    production, record = start.production, start.record
    book, cover = _with_options(start, book)
    tagged = load_tagged(production.base_file)
    if record is not None and tagged is not None:
        seen = [person for person in start.people if tells_nothing_new(person, tagged.characters)]
        seen = [person for person in seen if unused((), [person], record.corrections) != (0, 0)]
        record = replace(record, corrections=tuple(sorted([*record.corrections, *marks_of((), seen)])))
    if record is None or known_chapters(record.files, tagged) is None or tagged is None:
        # The memory is gone. What people see and edit is all there: it is the book.
        texts = script_texts(production)
        renamed = renamed_texts(texts, start.people, "script")
        chapters, _ = parse_chapters(renamed, {})
        changes = [*_file_changes("script", texts, renamed), _voices_change(start, chapters, tagged, book)]
        _write(production, [*changes, _book_change(start, book)], (cover,))
        return
    _merge_and_write(start, tagged, book, record, (cover,))


def _merge_and_write(start: _Start, tagged: Script, book: Book, record: Record, kept: Sequence[Kept | None]) -> None:
    production = start.production
    # Read once, as book.toml is: what is merged is what the update says was there before.
    script, in_park = script_texts(production), parked_texts(production)
    tagged = rename_in_script(tagged, start.people)
    files = _merged(start, tagged, book, script, in_park)
    if start.adviser is not None:
        edited, _ = parse_chapters(files.script, {item.file: item.base for item in files.known})
        by_file = {item.file: item.chapter for item in edited}
        questions = open_questions(tagged, [by_file[item.file] for item in files.known])
        advised = advised_production(production, tagged, questions, start.adviser, start.say)
        if advised is not tagged:
            tagged = advised
            files = _merged(start, tagged, book, script, in_park)
    for note in files.notes:
        start.say(note)
    bases = {item.file: item.base for item in files.known}
    chapters, _ = parse_chapters(files.script, bases)
    changes = _file_changes("script", script, files.script)
    changes += _file_changes("story/parked", in_park, files.parked)
    changes.append(_voices_change(start, chapters, tagged, book))
    changes.append(_book_change(start, book))
    # Last: until they are written, a later run still finds the base that the script files were merged against.
    parked = replace(tagged, chapters=tuple(item.base for item in files.parked_known), exchanges=())
    record = replace(
        record,
        files=tuple(item.file for item in files.known),
        parked=tuple(item.file for item in files.parked_known),
    )
    changes += [
        _change(production, production.parked_file, dump_script(parked) if files.parked_known else None),
        _change(production, production.base_file, dump_script(tagged)),
        _change(production, production.record_file, dump_record(record)),
    ]
    _write(production, changes, kept)
    forget_sources(production, record.source)


def _write(production: Production, changes: Sequence[Change], kept: Sequence[Kept | None]) -> None:
    """Makes an update. Nothing of the old is touched before all of the new is there to be written."""
    for file in kept:
        if file is not None:
            write_file(file.path, file.data)
    apply_update(production.folder, production.update_file, changes, _reconciled)


def _merged(
    start: _Start, tagged: Script, book: Book, script: Mapping[str, str], in_park: Mapping[str, str]
) -> ScriptFiles:
    known, parked_known = _bases(start)
    return merge_script(
        tagged.chapters,
        known=known,
        script=renamed_texts(script, start.people, "script"),
        parked_known=parked_known or (),
        parked=renamed_texts(in_park, start.people, "story/parked"),
        title=book.title if len(tagged.chapters) == 1 else "Chapter",
    )


def _bases(start: _Start) -> tuple[tuple[TaggedChapter, ...] | None, tuple[TaggedChapter, ...] | None]:
    """The tagger's last chapters, in the book and parked; with the names that characters have now."""
    production, record = start.production, start.record
    if record is None:
        return None, None
    tagged, parked = load_tagged(production.base_file), load_tagged(production.parked_file)
    return (
        known_chapters(record.files, tagged and rename_in_script(tagged, start.people)),
        known_chapters(record.parked, parked and rename_in_script(parked, start.people)),
    )


def _edited(start: _Start) -> list[EditedChapter]:
    """The script files as a person left them, also of chapters that are not in the book. Raises `EditError`."""
    production = start.production
    known, parked_known = _bases(start)
    script = renamed_texts(script_texts(production), start.people, "script")
    where = find_renamed(known or (), script)
    bases = {where[item.file]: item.base for item in known or () if item.file in where}
    in_park = renamed_texts(parked_texts(production), start.people, "story/parked")
    chapters, _ = parse_chapters(script, bases)
    parked, _ = parse_chapters(in_park, {item.file: item.base for item in parked_known or ()}, folder="story/parked")
    return [*chapters, *parked]


def _finish(production: Production) -> None:
    """Finishes an update that a killed run began."""
    finish_update(production.folder, production.update_file, _reconciled)


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


def _voices_change(start: _Start, chapters: Sequence[EditedChapter], tagged: Script | None, book: Book) -> Change:
    production, options, before = start.production, start.options, start.voices_text
    shared = _shared(start, chapters, tagged, book)
    after = cast_text(before, chapters, tagged, book, options.voice, shared)
    if options.voice is not None and after != before:
        start.say(f"Written to voices.toml, to hold from now on: the narrator's voice is {options.voice}.")
    return Change(production.voices_file.name, before, after)


def _shared(start: _Start, chapters: Sequence[EditedChapter], tagged: Script | None, book: Book) -> str | None:
    """The cast that the book shares with others, with this book's speakers in it. It is there before this book names
    it; other books' runs may add to it meanwhile."""
    folder = start.production.folder
    file = shared_cast_file(folder, book)
    if file is None:
        return None
    if file.resolve() == start.production.voices_file.resolve():
        raise EditError(f"{file} is this book's own cast: name another file with --cast, for all books of the series.")

    def found() -> str | None:
        made = start.options.cast is not None and not file.exists()
        return None if made else read_shared_cast(folder, book)

    before = found()
    after, new = shared_cast_text(before, start.voices_text, chapters, tagged, book)
    if after != before:
        with held(file):
            # Casting takes seconds: what a person, or another book, saved meanwhile is what this book is added to.
            while (now := found()) != before:
                before = now
                after, new = shared_cast_text(before, start.voices_text, chapters, tagged, book)
            write_file(file, after)
    if new:
        who = ", ".join(new[:_SAID]) + (f" and {len(new) - _SAID} more" if len(new) > _SAID else "")
        start.say(f"New in {book.shared_cast}: {who}.")
    return after


def _book_change(start: _Start, book: Book) -> Change:
    return Change(start.production.book_file.name, start.book_text, update_book_file(start.book_text, book))


def _change(production: Production, path: Path, after: str | None) -> Change:
    before = read_text(path) if path.is_file() else None
    return Change(_path_in(production, path), before, after)


def _path_in(production: Production, path: Path) -> str:
    return path.relative_to(production.folder).as_posix()


def _file_changes(folder: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    return [Change(f"{folder}/{name}", before.get(name), after.get(name)) for name in sorted({*before, *after})]


def _with_options(start: _Start, book: Book) -> tuple[Book, Kept | None]:
    """The book as the command line wants it, and the cover that it chose; says what that changes."""
    production, options = start.production, start.options
    cover = chosen_cover(production, options.cover) if options.cover else None
    wanted = {
        "title": options.title,
        "author": options.author,
        "language": options.language and options.language.lower(),
        "cover": _path_in(production, cover.path) if cover else None,
        "engine": options.engines[0] if options.engines else None,
        "cast_engine": options.engines[1] if options.engines else None,
        "shared_cast": named_from(production.folder, options.cast) if options.cast else None,
        "speed": options.speed,
        "formats": options.formats,
    }
    changed = {name: value for name, value in wanted.items() if value is not None and value != getattr(book, name)}
    if changed:
        words = ", ".join(f"{name.replace('_', ' ')} {_shown(value) or 'none'}" for name, value in changed.items())
        start.say(f"Written to book.toml, to hold from now on: {words}.")
    if {"engine", "cast_engine"} & changed.keys() and production.voices_file.is_file():
        start.say("Whoever has a voice in voices.toml keeps it: take their tables out to have them cast anew.")
    if "shared_cast" in changed and production.voices_file.is_file():
        start.say("Whoever has a voice in voices.toml keeps it: take their tables out to have them sound as in that.")
    book = replace(book, **changed)  # type: ignore[arg-type]
    # Through the same checks as a person's edits.
    read_book(update_book_file(None, book))
    return book, cover


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _refuse_unknown_sections(production: Production, book: Book, found: Sequence[SectionChoice]) -> None:
    """Raises `EditError` for a section of book.toml that the story, which is as it was, doesn't have."""
    titles = [choice.title for choice in found]
    left = Counter(titles)
    for index, choice in enumerate(book.sections):
        left[choice.title] -= 1
        if left[choice.title] < 0:
            line = line_of(read_text(production.book_file), ("sections", index, "title"))
            meant = nearest(choice.title, titles)
            hint = f'did you mean "{meant}"?' if meant and meant != choice.title else "remove it."
            raise EditError(f'book.toml:{line}: the story has no (further) section "{choice.title}"; {hint}')
