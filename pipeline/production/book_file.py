"""book.toml: the book and how it is made. Read into a `Book`; written with comments for people, whose words stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any

from pipeline.disk.inside import is_plain_place
from pipeline.sound.pauses import MOST_OVERLAP, Pauses
from script.support.errors import EditError
from script.support.suggestions import nearest
from voices.engines import names as engine_names
from voices.engines.automatic_choice import AUTO

NAME = "book.toml"
FORMATS = ("mp3", "m4b")


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """One section of the story, and whether it is in the book."""

    title: str
    read: bool
    why: str = ""
    """What a section is that is left out, or was at first ("copyright page")."""


@dataclass(frozen=True, slots=True)
class Book:
    """What book.toml says."""

    title: str
    author: str = ""
    language: str = "en"
    """BCP 47, lower case."""
    cover: str = ""
    """A picture, relative to the production's folder; empty: none."""
    speak_titles: bool = False
    """Whether a chapter's title is said where the story doesn't print it."""
    engine: str = AUTO
    """The engine whose voices new speakers get; "auto": the best that is installed."""
    cast_engine: str = ""
    """The same for everybody but the narrator; empty: as `engine`."""
    shared_cast: str = ""
    """A voices.toml that a series shares, relative to the production's folder; empty: none."""
    speed: float = 1.0
    """Multiplies every voice's rate, 0.5–3."""
    formats: tuple[str, ...] = ("mp3",)
    bitrate: int = 192
    """kbit/s of the MP3 files."""
    loudness: float = -20.0
    """LUFS, integrated over a chapter."""
    ceiling: float = -3.0
    """dBTP that no true peak goes beyond (ITU-R BS.1770-4, annex 2)."""
    letters: bool = True
    """Whether letters sound like letters."""
    thoughts: bool = True
    """Whether thoughts sound like thoughts."""
    pauses: Pauses = field(default_factory=Pauses)
    sections: tuple[SectionChoice, ...] = ()


LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language's code."""


@dataclass(frozen=True, slots=True)
class _Key:
    path: tuple[str, ...]
    attribute: str
    comment: str
    check: Callable[[Any], str | None]
    """What is wrong with a value, or None."""


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else "must be text in quotation marks"


def _language(value: Any) -> str | None:
    return (
        None
        if isinstance(value, str) and LANGUAGE.fullmatch(value)
        else 'must be a language code such as "en", "en-gb" or "de"'
    )


def _picture(value: Any) -> str | None:
    inside = isinstance(value, str) and (not value or is_plain_place(PurePosixPath(value).as_posix()))
    return None if inside else 'must be a path in this folder, such as "cover.jpg"'


def _truth(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _number(low: float, high: float, unit: str = "") -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return None
        return f"must be a number from {low:g} to {high:g}{unit}"

    return check


def _one_of(options: Sequence[str | int]) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if value in options and not isinstance(value, bool):
            return None
        meant = nearest(value, [o for o in options if isinstance(o, str)]) if isinstance(value, str) else None
        return f"must be one of {', '.join(map(str, options))}" + (f"; did you mean {meant}?" if meant else "")

    return check


def _formats(value: Any) -> str | None:
    if not isinstance(value, list) or not value:
        return 'must be a list such as ["mp3", "m4b"]'
    return next(
        (f"must hold formats, and each {problem}" for item in value if (problem := _one_of(FORMATS)(item))), None
    )


_PAUSE = _number(0, 20, " seconds")
_KEYS = (
    _Key(("title",), "title", "", _text),
    _Key(("author",), "author", "", _text),
    _Key(("language",), "language", "The story's language: en, en-gb, de, fr …", _language),
    _Key(("cover",), "cover", 'A JPEG or PNG picture in this folder; "" for none.', _picture),
    _Key(("speak_titles",), "speak_titles", "Say a chapter's title where the story doesn't print it.", _truth),
    _Key(
        ("speech", "engine"),
        "engine",
        "Whose voices new speakers get: auto (the best that is installed) or a name that `make-audio voices` shows.",
        _one_of((AUTO, *engine_names())),
    ),
    _Key(
        ("speech", "cast_engine"),
        "cast_engine",
        'The same for everybody but the narrator; "" for the same as engine.',
        _one_of(("", AUTO, *engine_names())),
    ),
    _Key(("speech", "cast"), "shared_cast", 'A voices.toml that a series shares; "" for none.', _text),
    _Key(
        ("speech", "speed"),
        "speed",
        "1.0 is normal, 1.2 a fifth faster. For one speaker: rate in voices.toml.",
        _number(0.5, 3),
    ),
    _Key(
        ("sound", "formats"),
        "formats",
        "mp3: a file for each chapter; m4b: the whole book with chapter marks.",
        _formats,
    ),
    _Key(("sound", "bitrate"), "bitrate", "kbit/s of the MP3 files.", _one_of((64, 96, 128, 160, 192, 224, 256, 320))),
    _Key(("sound", "loudness"), "loudness", "LUFS: how loud each chapter is.", _number(-40, -8)),
    _Key(("sound", "ceiling"), "ceiling", "dBTP: no true peak goes beyond it.", _number(-12, -0.5)),
    _Key(("sound", "letters"), "letters", "Letters sound like letters, not like talk.", _truth),
    _Key(("sound", "thoughts"), "thoughts", "Thoughts sound like thoughts.", _truth),
    _Key(
        ("pauses", "pace"),
        "pace",
        "All but head and tail are divided by it: at 1.2 they are a sixth shorter.",
        _number(0.25, 4),
    ),
    _Key(("pauses", "tags"), "tags", 'In mid-sentence, before "said Tom" and after it.', _PAUSE),
    _Key(("pauses", "lines"), "lines", "Between sentences of one paragraph.", _PAUSE),
    _Key(("pauses", "speakers"), "speakers", "Where another speaks.", _PAUSE),
    _Key(("pauses", "answers"), "answers", "Where another speaks after a question.", _PAUSE),
    _Key(
        ("pauses", "interruptions"),
        "interruptions",
        "Where another breaks in after a dash; below 0: that much too early.",
        _number(-MOST_OVERLAP, 20, " seconds"),
    ),
    _Key(("pauses", "trailing"), "trailing", 'Where another speaks after words that trail off with "…".', _PAUSE),
    _Key(("pauses", "paragraphs"), "paragraphs", "Between paragraphs.", _PAUSE),
    _Key(("pauses", "scenes"), "scenes", "At a scene break.", _PAUSE),
    _Key(("pauses", "headings"), "headings", "After a heading.", _PAUSE),
    _Key(("pauses", "head"), "head", "Before a chapter begins.", _PAUSE),
    _Key(("pauses", "tail"), "tail", "After a chapter has ended.", _PAUSE),
)
EARLIER_PAUSES = {"lines": 0.2, "speakers": 0.35, "paragraphs": 0.6}
"""Pauses of books that were made before there was a pace, as far as they are others now."""
_SECTION_KEYS = {"title": _text, "read": _truth, "why": _text}
PAUSES_INTRO = "Silences, in seconds. Each varies a little with the words beside it."
_INTRO = {
    (): "The book and how it is made. Change what you like, then run make-audio on this folder again.",
    ("speech",): "How it is spoken. Each speaker's voice is in voices.toml.",
    ("sound",): "What comes out.",
    ("pauses",): PAUSES_INTRO,
    ("sections",): "What the story consists of. To leave a chapter out, or to put something back, change its read.",
}


def read_book(text: str) -> Book:
    """What a book.toml says; a missing key has its default.

    Raises `EditError` ("book.toml:LINE: …") for bad TOML, an unknown key (with the nearest valid one) or an impossible
    value.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        from script.support.toml_text import parse_toml

        document = parse_toml(text, NAME)
    _refuse_unknown(text, document)
    values: dict[str, Any] = {}
    pauses: dict[str, float] = {}
    for key in _KEYS:
        node: Any = document
        for part in key.path:
            node = node.get(part) if isinstance(node, dict) else None
        if node is None:
            continue
        if problem := key.check(node):
            raise _error(text, key.path, f"{'.'.join(key.path)} {problem}, not {_shown(node)}")
        if key.path[0] == "pauses":
            if is_chosen(document, key.path[-1]):
                pauses[key.attribute] = float(node)
        else:
            values[key.attribute] = _converted(key.attribute, node)
    if "title" not in values:
        raise _error(text, (), 'title is missing: add a line such as title = "The Lantern"')
    return Book(**values, pauses=Pauses(**pauses), sections=_sections(text, document))


def is_chosen(document: Mapping[str, Any], name: str) -> bool:
    """Whether the pause of that name in a book.toml is a person's choice: not where the file is one of before there
    was a pace, which held all pauses, and has what those were where nobody chose others."""
    pauses = document["pauses"]
    return "pace" in pauses or pauses[name] != EARLIER_PAUSES.get(name)


def pause_comment(name: str) -> str:
    """What a new book.toml says for people beside the pause of that name."""
    return next(key.comment for key in _KEYS if key.path == ("pauses", name))


def update_book_file(text: str | None, book: Book) -> str:
    """The text of a book.toml that says `book`: a new one with comments for people, or `text` changed only where it
    says something else. Sections are put where they belong, with their comments; those that `book` lacks are removed.

    Raises `EditError` if `text` is not a valid book.toml.
    """
    return _new_file(book) if text is None else _changed_file(text, book)


def _sections(text: str, document: dict[str, Any]) -> tuple[SectionChoice, ...]:
    entries = document.get("sections", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _error(text, ("sections",), "sections must be [[sections]] tables with title and read")
    found = []
    for index, entry in enumerate(entries):
        for name, value in entry.items():
            if name not in _SECTION_KEYS:
                raise _unknown(text, ("sections", index, name), _SECTION_KEYS)
            if problem := _SECTION_KEYS[name](value):
                raise _error(text, ("sections", index, name), f"{name} {problem}, not {_shown(value)}")
        if "title" not in entry:
            raise _error(
                text, ("sections", index), "this section has no title: name the section of the story it stands for"
            )
        found.append(SectionChoice(entry["title"], entry.get("read", True), entry.get("why", "")))
    return tuple(found)


def _refuse_unknown(text: str, document: dict[str, Any]) -> None:
    top = {key.path[0] for key in _KEYS} | {"sections"}
    for name, value in document.items():
        if name not in top:
            raise _unknown(text, (name,), [k.path[-1] for k in _KEYS if len(k.path) == 1] + sorted(top))
        inner = [key.path[1] for key in _KEYS if len(key.path) == 2 and key.path[0] == name]
        if inner:
            if not isinstance(value, dict):
                raise _error(text, (name,), f"{name} must be a table: [{name}] with {', '.join(inner)} below it")
            for sub in value:
                if sub not in inner:
                    raise _unknown(text, (name, sub), inner)


def _unknown(text: str, path: tuple[str | int, ...], options: Any) -> EditError:
    home = next((key.path[0] for key in _KEYS if key.path[1:] == path[-1:] and key.path != path), None)
    if home:
        return _error(text, path, f"{path[-1]} belongs below [{home}]")
    meant = nearest(str(path[-1]), options)
    hint = f"did you mean {meant}?" if meant else f"it knows {', '.join(dict.fromkeys(options))}."
    return _error(text, path, f"{path[-1]} is no setting that make-audio knows; {hint}")


def _error(text: str, path: tuple[str | int, ...], problem: str) -> EditError:
    from script.support.toml_text import line_of

    return EditError(f"{NAME}:{line_of(text, path)}: {problem}" + ("" if problem[-1] in ".?" else "."))


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _converted(attribute: str, value: Any) -> Any:
    if attribute == "formats":
        return tuple(name for name in FORMATS if name in value)
    if attribute == "language":
        return value.lower()
    if attribute == "cover":
        return PurePosixPath(value).as_posix() if value else ""
    return float(value) if attribute in ("speed", "loudness", "ceiling") else value


def _plain(book: Book, key: _Key) -> Any:
    """A key's value as TOML holds it."""
    value = getattr(book.pauses if key.path[0] == "pauses" else book, key.attribute)
    return list(value) if isinstance(value, tuple) else value


def _toml(value: Any) -> str:
    import tomlkit

    return str(tomlkit.item(value).as_string())


def _new_file(book: Book) -> str:
    out = [f"# {_INTRO[()]}", ""]
    table: tuple[str, ...] = ()
    for key in _KEYS:
        if key.path[:-1] != table:
            table = key.path[:-1]
            out += ["", f"# {_INTRO[table]}", f"[{'.'.join(table)}]"]
        line = f"{key.path[-1]} = {_toml(_plain(book, key))}"
        out.append(f"{line:<28}  # {key.comment}" if key.comment else line)
    if book.sections:
        out += ["", f"# {_INTRO[('sections',)]}"]
    for section in book.sections:
        out += ["[[sections]]", f"title = {_toml(section.title)}", f"read = {_toml(section.read)}"]
        if section.why:
            out.append(f"why = {_toml(section.why)}")
        out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _changed_file(text: str, book: Book) -> str:
    old = read_book(text)
    if old == book:
        return text
    import tomlkit

    from script.support.toml_text import parse_toml

    document = parse_toml(text, NAME)
    for key in _KEYS:
        value = _plain(book, key)
        if value == _plain(old, key):
            continue
        node: Any = document
        for part in key.path[:-1]:
            if part not in node:
                # Tables go before the sections, whose last table would otherwise swallow what follows it for a reader.
                node.add(part, tomlkit.table())
            node = node[part]
        node[key.path[-1]] = value
    if old.sections != book.sections:
        _change_sections(document, old.sections, book.sections)
    return str(tomlkit.dumps(document))


def _change_sections(document: Any, old: Sequence[SectionChoice], new: Sequence[SectionChoice]) -> None:
    """Edits the `[[sections]]` in place: entries that stay keep their comments."""
    import tomlkit

    if "sections" not in document:
        document.add("sections", tomlkit.aot())
    tables = list(document["sections"].body)
    result = []
    unused = list(range(len(old)))
    for section in new:
        index = next((i for i in unused if old[i].title == section.title), None)
        if index is None:
            table = tomlkit.table()
            table.update({"title": section.title, "read": section.read})
            if section.why:
                table["why"] = section.why
        else:
            unused.remove(index)
            table = tables[index]
            if old[index].read != section.read:
                table["read"] = section.read
            if section.why and old[index].why != section.why:
                table["why"] = section.why
            elif not section.why and "why" in table:
                del table["why"]
        result.append(table)
    # tomlkit puts a blank line before each table that it gets: the one at the end of the table before is a second one.
    for table in result:
        body = table.value.body
        while body and isinstance(body[-1][1], tomlkit.items.Whitespace):
            body.pop()
        table.trivia.indent = "\n" if table is not result[0] else ""
    document["sections"] = tomlkit.items.AoT(result)


assert {key.attribute for key in _KEYS} | {"pauses", "sections"} == {
    f.name for kind in (Book, Pauses) for f in fields(kind)
}
