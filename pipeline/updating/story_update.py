"""A story, or what a person changed in a production, becomes a draft of an update: read, tag, merge."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.production.book_file import Book, update_book_file
from pipeline.production.chapter_matching import TaggedChapter, shared
from pipeline.production.opened_production import BASE, PARKED, Opened
from pipeline.production.production import FolderError, Production
from pipeline.production.production_record import Record, dump_record
from pipeline.production.remembered.ledger import dump_ledger
from pipeline.production.script_files import dump_tagged, parse_chapters
from pipeline.updating.book_options import shaped
from pipeline.updating.corrections.book_corrections import BookCorrections, stored_ledger
from pipeline.updating.corrections.counting import marks_of, tells_nothing_new, unused
from pipeline.updating.corrections.deriving import ledger_of
from pipeline.updating.corrections.own_labels import own_chapters
from pipeline.updating.corrections.telling import find_told
from pipeline.updating.earlier_pauses import with_pauses_of_now
from pipeline.updating.merging.script_merge import ScriptFiles, merge_script
from pipeline.updating.request import Request
from pipeline.updating.section_choices import Chosen, FoundSection, KnownSection, choose_sections, sketch_of
from pipeline.updating.source_files import (
    Kept,
    covers_known,
    is_as_kept,
    is_persons_cover,
    left_out_texts,
    source_name,
    source_to_keep,
    story_cover,
    title_of,
)
from pipeline.updating.update import Draft
from script.model import Chapter, Script
from script.people.character_renaming import rename_in_script
from script.support.errors import EditError
from script.support.suggestions import nearest
from script.support.toml_text import line_of

if TYPE_CHECKING:
    from script.story import Story

_SAME_STORY = 0.5
"""Of the words in common, for a story under another file name."""
_GROWN_STORY = 0.1
"""The same under the same name: it may have been revised a lot."""


@dataclass(frozen=True, slots=True)
class _Bases:
    """What script files are merged against."""

    known: Sequence[TaggedChapter] | None
    parked: Sequence[TaggedChapter]
    own: Callable[[Sequence[Chapter], Sequence[Chapter]], list[Chapter]]
    """Gives the tagger's new chapters, and then those that are parked, as it has them by itself."""


def reading_revision() -> str:
    """Stands for the way that stories are read and tagged: what another one tagged is tagged again."""
    from script import reading, tagging

    return f"reading {reading.REVISION}, tagging {tagging.REVISION}"


def check_same_story(opened: Opened, story_path: Path, story: Story) -> None:
    """Raises `FolderError` if the production is another story's."""
    if opened.record is None:
        return
    before = "\n".join(
        chapter.text for tagged in (opened.tagged, opened.parked_tagged) if tagged for chapter in tagged.chapters
    )
    if not before.strip():
        return
    known = Path(opened.record.source).name
    enough = _GROWN_STORY if source_name(story_path) == known else _SAME_STORY
    if shared(before, story.text) < enough:
        raise FolderError(
            f"{opened.production.folder} is the production of another story ({known}). "
            f"Choose another folder for {story_path.name} with -o."
        )


def choices_differ(opened: Opened) -> bool:
    """Whether a person chose other sections for the book than the ones that it was made of."""
    record = opened.record
    return record is not None and [(s.title, s.read) for s in opened.book.sections] != [
        (s.title, s.read) for s in record.sections
    ]


def retagged(opened: Opened, story: Story, story_path: Path, request: Request) -> Draft:
    """The production with the story as it is now, tagged, and merged with what people wrote.

    Raises `EditError`, `DiskError`.
    """
    from pipeline.updating.second_opinions import remembered
    from script.tagging.story_tagger import tag_story
    from script.tagging.told_by_people import ToldByPeople

    production, record = opened.production, opened.record
    source = source_to_keep(production, story_path, record.source if record else None)
    own_cover = story_cover(production, story)
    persons_cover = is_persons_cover(opened, own_cover)
    if persons_cover and own_cover is not None and production.path_of(own_cover.path) == opened.book.cover:
        own_cover = None
    found = [FoundSection(s.title, s.left_out, story.text[s.start : s.end]) for s in story.sections]
    choices = _choices(opened, found)
    book = shaped(opened, _book_of(opened, story, story_path, choices, own_cover), request.options)
    sections = book.book.sections
    if not any(choice.read for choice in sections):
        raise EditError("book.toml: no section of the story is read. Set read = true for at least one of [[sections]].")
    request.on_book(book.book)
    story = replace(story, language=book.book.language)
    chosen = [section for section, choice in zip(story.sections, sections, strict=True) if choice.read]
    included = {id(section) for section in chosen}
    corrections = BookCorrections(opened)
    corrected = corrections.of(opened.all_chapters)
    told = find_told(corrected, story, chosen)
    known = ToldByPeople(told.fixed, opened.people)
    tagged = tag_story(story, include=lambda section: id(section) in included, known=known)
    new_record = Record(
        source=source.path.relative_to(production.source_folder).as_posix(),
        sha256=hashlib.sha256(source.data).hexdigest(),
        revision=reading_revision(),
        sections=sections,
        section_words=tuple(len(section.text.split()) for section in found),
        files=(),
        left_out=left_out_texts(story),
        warnings=story.warnings,
        section_reasons=tuple(section.left_out for section in found),
        section_sketches=tuple(sketch_of(section.text) for section in found),
        corrections=marks_of(corrected, opened.people),
        covers=covers_known(opened, (own_cover, book.cover), persons=persons_cover),
    )
    kept = tuple(file for file in (source, own_cover, book.cover) if file is not None)
    bases = _Bases(
        corrections.known, corrections.parked_known or (), lambda new, parked: [*told.own_chapters(new), *parked]
    )
    draft = _merged_with_edits(opened, remembered(production, tagged), bases, book.book, new_record, kept, request)
    # What the reader warns of stands in the summary.
    return replace(draft, notes=(*book.notes, *choices.notes, *draft.notes))


def refreshed(opened: Opened, request: Request) -> Draft:
    """The production with what a person changed in it, without reading the story: what the tagger said stays.

    Raises `EditError`, `DiskError`.
    """
    book = shaped(opened, opened.book, request.options)
    kept = (book.cover,) if book.cover is not None else ()
    record, stored = opened.record, opened.stored
    if record is None or stored is None or opened.known is None:
        # The memory is gone. What people see and edit is all there: it is the book.
        after = opened.after(
            {
                **_in_folder(opened, opened.production.script_folder, opened.script, opened.renamed_script),
                **_book_change(opened, book.book),
            },
            unwritten=_covers(opened.production, kept),
        )
        return Draft(opened, after, kept, book.notes)
    seen = [person for person in opened.people if tells_nothing_new(person, stored.characters)]
    seen = [person for person in seen if unused((), [person], record.corrections) != (0, 0)]
    marks = tuple(sorted([*record.corrections, *marks_of((), seen)]))
    record = replace(record, corrections=marks, covers=covers_known(opened, kept))
    ledger = stored_ledger(opened)
    bases = _Bases(opened.known, opened.parked_known or (), lambda new, parked: own_chapters([*new, *parked], ledger))
    draft = _merged_with_edits(opened, stored, bases, book.book, record, kept, request)
    return replace(draft, notes=(*book.notes, *draft.notes))


def with_source(draft: Draft, story_path: Path) -> Draft:
    """The same with the story's file kept again, where the one that was kept is damaged or gone. Raises `DiskError`."""
    opened = draft.before
    source = opened.kept_source
    if opened.record is None or (source is not None and is_as_kept(opened, source)):
        return draft
    kept = source_to_keep(opened.production, story_path, None)
    place = opened.production.source_folder / opened.record.source
    note = f"{opened.production.path_of(place)} was {'gone' if source is None else 'damaged'} and is kept anew."
    return replace(draft, kept=(*draft.kept, replace(kept, path=place)), notes=(*draft.notes, note))


def with_cover(draft: Draft, story: Story | None) -> Draft:
    """The same with the cover that a person saved in the place of one that was kept, or with the story's own kept
    again, where that is the picture that is damaged. `story`: None where it can't be read."""
    opened, record = draft.before, draft.after.record
    cover = story_cover(opened.production, story) if story is not None else None
    if record is not None and is_persons_cover(opened, cover):
        known = replace(record, covers=covers_known(draft.after, (), persons=True))
        return replace(draft, after=draft.after.after({_record_path(opened): dump_record(known)}))
    if cover is None or opened.production.path_of(cover.path) != opened.book.cover:
        return draft
    after = draft.after.after({}, unwritten=_covers(opened.production, [cover]))
    return replace(draft, kept=(*draft.kept, cover), after=after)


def _book_of(opened: Opened, story: Story, story_path: Path, choices: Chosen, cover: Kept | None) -> Book:
    """The book that a story becomes: a new one, or the one that it is already, with the story's sections."""
    if opened.book_text is None:
        return Book(
            title=story.title or title_of(story_path.name),
            author=story.author,
            language=story.language or "en",
            cover=opened.production.path_of(cover.path) if cover else "",
            sections=choices.sections,
        )
    return replace(opened.book, sections=choices.sections)


def _choices(opened: Opened, found: Sequence[FoundSection]) -> Chosen:
    """Which sections of the story are in the book. Raises `EditError`."""
    if opened.book_text is None:
        return choose_sections((), found)
    titles = [section.title for section in found]
    if opened.record is not None and [s.title for s in opened.record.sections] == titles:
        _refuse_unknown_sections(opened, titles)
    return choose_sections(_known_sections(opened), found)


def _known_sections(opened: Opened) -> list[KnownSection]:
    """What book.toml says of the sections, each with what is remembered of the one of that title."""
    record = opened.record
    if record is None:
        return [KnownSection(choice, choice.read, not choice.why) for choice in opened.book.sections]
    reasons = record.section_reasons or tuple(choice.why for choice in record.sections)
    sketches = record.section_sketches or _sketches_of_chapters(opened, record)
    free: dict[str, deque[KnownSection]] = defaultdict(deque)
    for was, reason, words, sketch in zip(record.sections, reasons, record.section_words, sketches, strict=True):
        free[was.title].append(KnownSection(was, was.read, not reason, words, sketch))
    return [
        replace(free[choice.title].popleft(), choice=choice)
        if free[choice.title]
        else KnownSection(choice, choice.read, not choice.why)
        for choice in opened.book.sections
    ]


def _sketches_of_chapters(opened: Opened, record: Record) -> tuple[str, ...]:
    """The sketches of the sections of a record that has none, as far as their words are kept: those of the chapters."""
    chapters = opened.stored.chapters if opened.stored is not None else ()
    read = [index for index, choice in enumerate(record.sections) if choice.read]
    texts = (
        {index: chapter.text for index, chapter in zip(read, chapters, strict=False)}
        if len(read) == len(chapters)
        else {}
    )
    return tuple(sketch_of(texts[index]) if index in texts else "" for index in range(len(record.sections)))


def _refuse_unknown_sections(opened: Opened, titles: Sequence[str]) -> None:
    """Raises `EditError` for a section of book.toml that the story, which is as it was, doesn't have."""
    left = Counter(titles)
    for index, choice in enumerate(opened.book.sections):
        left[choice.title] -= 1
        if left[choice.title] < 0:
            line = line_of(opened.book_text or "", ("sections", index, "title"))
            meant = nearest(choice.title, titles)
            hint = f'did you mean "{meant}"?' if meant and meant != choice.title else "remove it."
            raise EditError(f'book.toml:{line}: the story has no (further) section "{choice.title}"; {hint}')


def _merged_with_edits(
    opened: Opened,
    tagged: Script,
    bases: _Bases,
    book: Book,
    record: Record,
    kept: tuple[Kept, ...],
    request: Request,
) -> Draft:
    """The production with a Script from the tagger, merged with what people wrote."""
    production = opened.production
    tagged = rename_in_script(tagged, opened.people)
    files = _merged(opened, tagged, bases, book)
    if request.adviser is not None:
        from pipeline.updating.second_opinions import advised_production, open_questions

        edited, _ = parse_chapters(files.script, {item.file: item.base for item in files.known})
        by_file = {item.file: item.chapter for item in edited}
        questions = open_questions(tagged, [by_file[item.file] for item in files.known])
        advised = advised_production(production, tagged, questions, request.adviser, request.say)
        if advised is not tagged:
            tagged = advised
            files = _merged(opened, tagged, bases, book)
    parked = replace(tagged, chapters=tuple(item.base for item in files.parked_known), exchanges=())
    record = replace(
        record,
        files=tuple(item.file for item in files.known),
        parked=tuple(item.file for item in files.parked_known),
    )
    texts = {
        **_in_folder(opened, production.script_folder, opened.script, files.script),
        **_in_folder(opened, production.parked_folder, opened.parked, files.parked),
        **_book_change(opened, book),
        production.path_of(production.parked_file): dump_tagged(PARKED, parked) if files.parked_known else None,
        production.path_of(production.base_file): dump_tagged(BASE, tagged),
        _record_path(opened): dump_record(record),
    }
    after = opened.after(texts, unwritten=_covers(production, kept))
    return Draft(opened, _with_ledger(after, bases), kept, files.notes)


def _with_ledger(after: Opened, bases: _Bases) -> Opened:
    """The production with the ledger of what its script files say."""
    new, parked = ([item.base for item in known or ()] for known in (after.known, after.parked_known))
    owns = {id(base): own for base, own in zip([*new, *parked], bases.own(new, parked), strict=True)}
    bases_and_files = [(item.base, item.chapter) for item in after.all_chapters if item.base is not None]
    ledger = ledger_of([(base, owns[id(base)], chapter) for base, chapter in bases_and_files])
    return after.after({after.production.path_of(after.production.corrections_file): dump_ledger(ledger)})


def _merged(opened: Opened, tagged: Script, bases: _Bases, book: Book) -> ScriptFiles:
    return merge_script(
        tagged.chapters,
        known=bases.known,
        script=opened.renamed_script,
        parked_known=bases.parked,
        parked=opened.renamed_parked,
        title=book.title if len(tagged.chapters) == 1 else "Chapter",
        by_itself=lambda new: bases.own(new, ()),
    )


def _record_path(opened: Opened) -> str:
    return opened.production.path_of(opened.production.record_file)


def _book_change(opened: Opened, book: Book) -> dict[str, str]:
    text = opened.book_text
    text = update_book_file(None if text is None else with_pauses_of_now(text), book)
    return {opened.production.path_of(opened.production.book_file): text}


def _in_folder(
    opened: Opened, folder: Path, before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, str | None]:
    """Files of a folder, by their paths in the production; None: gone."""
    inside = opened.production.path_of(folder)
    return {f"{inside}/{name}": after.get(name) for name in (*before, *after)}


def _covers(production: Production, kept: Sequence[Kept]) -> dict[str, bytes]:
    """The pictures that are to be kept, by their paths in the production."""
    return {production.path_of(file.path): file.data for file in kept if file.is_cover}
