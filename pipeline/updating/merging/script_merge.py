"""The script files of a story read anew: merged three ways with what people wrote, each chapter with its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.disk.files import safe_name
from pipeline.production.chapter_matching import TaggedChapter, find_renamed, match_chapters, word_runs
from pipeline.production.file_names import chapter_name, script_file
from pipeline.updating.merging.chapter_regrouping import regroup
from pipeline.updating.merging.moves import follow_moves
from pipeline.updating.merging.old_chapter import OldChapter
from script.merging.chapter_merge import Merged, merge_chapter
from script.model import Chapter
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter

_NUMBERED = re.compile(r"\d+[ ._-]*(?P<rest>.*)\.txt", re.DOTALL)
_STILL_THERE = 0.5
"""How much of a chapter must be in others for its words not to be gone."""
_WORTH_NAMING = 0.1
"""How much of a chapter must be in another for that to be a place to look for it."""


@dataclass(frozen=True, slots=True)
class ScriptFiles:
    """What the script files become: file name → text."""

    script: Mapping[str, str]
    """All of the script folder, a person's own files among them."""
    parked: Mapping[str, str]
    """Edited chapters that are not in the book now."""
    known: tuple[TaggedChapter, ...]
    """The new chapters, in order."""
    parked_known: tuple[TaggedChapter, ...]
    notes: tuple[str, ...]
    """Sentences for the person."""


def merge_script(
    new: Sequence[Chapter],
    *,
    known: Sequence[TaggedChapter] | None,
    script: Mapping[str, str],
    parked_known: Sequence[TaggedChapter] = (),
    parked: Mapping[str, str] | None = None,
    title: str = "Chapter",
    by_itself: Callable[[Sequence[Chapter]], Sequence[Chapter]] = list,
) -> ScriptFiles:
    """The script files for the chapters `new`, given what the folders hold (`script`, `parked`: file name → text).

    `known` None: nothing is remembered, and every file counts as a person's. Raises `EditError` for a file that
    can't be merged because it can't be read. `title` names files of chapters that have none. `by_itself` gives the new
    chapters without what the tagger was told, as the `known` ones are: what moved is found line by line, and a line
    that a person divided is one in these.
    """
    olds = _find_files(known, script, parked_known, parked or {})
    files = {old.file for old in olds if not old.parked}
    result = {name: text for name, text in script.items() if name not in files}
    matches: Sequence[int | None] = match_chapters([old.chapter for old in olds], new)
    if not _is_as_before(olds, new, matches):
        now = by_itself(new)
        olds, matches = follow_moves(*regroup(olds, now, matches), new=now)
    notes: list[str] = []
    now_known = []
    taken = {name.casefold() for name in result}
    for chapter, match in zip(new, matches, strict=True):
        old = None if match is None else olds[match]
        name = _free_name(_wanted_name(chapter, old, len(new), title), taken)
        result[name] = _chapter_text(chapter, old, name, notes)
        now_known.append(TaggedChapter(name, chapter))
    staying = set(matches)
    gone = [old for i, old in enumerate(olds) if i not in staying and _is_edited(old)]
    kept = _names_in_park(gone)
    runs = {item.file: word_runs(item.base.text) for item in now_known} if gone else {}
    notes += [_parting_note(old, name, runs) for name, old in kept.items() if not old.parked]
    return ScriptFiles(
        script=result,
        parked={name: old.text or "" for name, old in kept.items()},
        known=tuple(now_known),
        parked_known=tuple(TaggedChapter(name, old.base) for name, old in kept.items() if old.base is not None),
        notes=tuple(notes),
    )


def _is_as_before(olds: Sequence[OldChapter], new: Sequence[Chapter], matches: Sequence[int | None]) -> bool:
    """Whether each chapter of the book is one of before, word for word, and none of these is gone."""
    same = all(i is not None and olds[i].chapter.text == new[j].text for j, i in enumerate(matches))
    return same and all(i in matches for i, old in enumerate(olds) if not old.parked)


def _names_in_park(gone: Sequence[OldChapter]) -> dict[str, OldChapter]:
    """Edited chapters that are not in the book now, by the names that they are kept under."""
    taken: set[str] = set()
    return {_free_name(old.file or old.recorded, taken): old for old in gone}


def _parting_note(old: OldChapter, name: str, runs: Mapping[str, frozenset[tuple[str, ...]]]) -> str:
    """What a person is told of an edited chapter that leaves the book. `runs`: see `_places_now`."""
    if places := _places_now(old.chapter, runs):
        return (
            f"What was in {old.path} is not a chapter of its own any more; what the story still has of it is in "
            f"{places}. Your edits of it are kept in story/parked/{name}; nothing of them was carried over."
        )
    return (
        f"{old.path} is not in the book any more; your edits of it are kept in story/parked/{name} and come "
        "back with the chapter."
    )


def _find_files(
    known: Sequence[TaggedChapter] | None,
    script: Mapping[str, str],
    parked_known: Sequence[TaggedChapter],
    parked: Mapping[str, str],
) -> list[OldChapter]:
    olds = []
    if known is None:
        for name in sorted(script):
            chapter = parse_chapter(script[name], f"script/{name}", None).chapter
            olds.append(OldChapter(chapter, None, name, name, script[name], parked=False))
    else:
        where = find_renamed(known, script)
        for item in known:
            file = where.get(item.file)
            text = None if file is None else script[file]
            olds.append(OldChapter(item.base, item.base, item.file, file, text, parked=False))
    olds += [
        OldChapter(item.base, item.base, item.file, item.file, parked[item.file], parked=True)
        for item in parked_known
        if item.file in parked
    ]
    remembered = {item.file for item in parked_known}
    for name in sorted(set(parked) - remembered):
        chapter = parse_chapter(parked[name], f"story/parked/{name}", None).chapter
        olds.append(OldChapter(chapter, None, name, name, parked[name], parked=True))
    return olds


def _chapter_text(chapter: Chapter, old: OldChapter | None, name: str, notes: list[str]) -> str:
    if old is None:
        return format_chapter(chapter)
    notes += [
        f"script/{name_then} was missing and is written again. To leave a chapter out, set its read to false "
        "in book.toml."
        for name_then in (old.missing if old.text is not None else (old.recorded,))
    ]
    if old.text is None:
        return format_chapter(chapter)
    same = old.base == chapter
    merged = Merged(old.text, 0) if same else merge_chapter(old.base, old.text, chapter, old.path)
    if merged.conflicts:
        places = "a place" if merged.conflicts == 1 else f"{merged.conflicts} places"
        notes.append(
            f"script/{name} has {places} that both you and the story changed: yours was kept; "
            "search for [[ to see the other."
        )
    if lost := merged.lost + old.doubts:
        which, them = ("one of your changes belongs", "it") if lost == 1 else (f"{lost} of your changes belong", "them")
        notes.append(
            f"script/{name}: {which} to words that the story has no more, or has several times; "
            f"search for [[ to see {them}."
        )
    return merged.text


def _is_edited(old: OldChapter) -> bool:
    return old.text is not None and (old.base is None or old.text != format_chapter(old.base))


def _places_now(gone: Chapter, runs: Mapping[str, frozenset[tuple[str, ...]]]) -> str:
    """The script files that have the words of a chapter now, as a message names them; nothing if most are gone.

    `runs`: the word runs of each file's chapter.
    """
    words = word_runs(gone.text)
    shares = {file: words & found for file, found in runs.items()}
    if len(frozenset().union(*shares.values())) < _STILL_THERE * len(words):
        return ""
    files = [f"script/{file}" for file, share in shares.items() if len(share) >= _WORTH_NAMING * len(words)]
    return " and ".join(files)


def _wanted_name(chapter: Chapter, old: OldChapter | None, count: int, title: str) -> str:
    name = script_file(chapter.number, chapter_name(chapter.title or title), count)
    if old is None or old.file is None or old.base is None or old.parked:
        return name
    match = _NUMBERED.fullmatch(old.file)
    rest = match["rest"] if match else old.file.removesuffix(".txt")
    if not rest or rest == chapter_name(old.base.title or title):
        return name
    # A person renamed it: the name stays theirs, the number says where it stands.
    return script_file(chapter.number, safe_name(rest), count)


def _free_name(name: str, taken: set[str]) -> str:
    """A name that is none of those `taken`, whatever the case of its letters; it is taken from now on."""
    stem, count, free = name.removesuffix(".txt"), 2, name
    while free.casefold() in taken:
        free = f"{stem} ({count}).txt"
        count += 1
    taken.add(free.casefold())
    return free
