"""The lexicon of a production: its lexicon.toml on top of the files that it includes."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.disk.files import plain_errors, read_text, write_file
from script.model import Script
from script.support.errors import EditError
from script.support.toml_text import has_key, line_of
from voices.engines.user_folders import path_from_home
from voices.lexicon.entries import NO_WORDS, Lexicon, LexiconEntry
from voices.lexicon.lexicon_file import FILE, parse_lexicon, with_words

_MOST = 200
"""Files that one lexicon may include, again and again."""
_DEEPEST = 8
"""Files that include files: beyond that they go in circles."""


def load_lexicon(path: Path) -> Lexicon:
    """How words are said in the production whose lexicon.toml is `path`; nothing special where there is none.

    Included files are found from the file that names them, "~" is the user's folder. Raises `EditError` for a file that
    is wrong or missing, `DiskError`.
    """
    if not path.is_file():
        return NO_WORDS
    lexicons = (parse_lexicon(text, name).lexicon for name, text in _all_files(path))
    return functools.reduce(Lexicon.over, lexicons)


def lexicon_place(path: Path, keys: Sequence[str]) -> str:
    """Where the lexicon.toml at `path`, or the file included there that counts, has the key at `keys`:
    "lexicon.toml:12". Raises what `load_lexicon` does."""
    for name, text in _all_files(path):
        if has_key(text, keys):
            return f"{name}:{line_of(text, keys)}"
    return FILE


def book_lexicon(path: Path, tagged: Script | None) -> Lexicon:
    """How words are said in a book: as the lexicon.toml at `path` says, and else as the story itself does (`tagged` is
    the tagger's result). Raises what `load_lexicon` does."""
    return load_lexicon(path).over(source_lexicon(tagged))


def source_lexicon(script: Script | None) -> Lexicon:
    """How the story itself says its words."""
    said = script.lexicon if script is not None else ()
    entries = (LexiconEntry(word, respelling or None, ipa or None, of_source=True) for word, ipa, respelling in said)
    return Lexicon(tuple(entry for entry in entries if entry.is_word))


def _all_files(path: Path) -> Iterator[tuple[str, str]]:
    """`_files` of a lexicon.toml. Raises `EditError` for one that includes so many that it never ends."""
    for count, file in enumerate(_files(path, FILE, 0)):
        if count >= _MOST:
            raise EditError(f"{FILE} includes more than {_MOST} files; take some out of include.")
        yield file


def _files(path: Path, name: str, depth: int) -> Iterator[tuple[str, str]]:
    """(name, text) of a lexicon and of those that it includes, the one that counts most first."""
    text = read_text(path)
    include = parse_lexicon(text, name).include

    def wrong(index: int, what: str) -> EditError:
        return EditError(f"{name}:{line_of(text, ('include', index))}: {what}")

    for index, item in enumerate(include):
        if not item.endswith(".toml"):
            raise wrong(index, f"{item} is no lexicon; name a .toml file, or take it out of include.")
        if not (path.parent / path_from_home(item)).is_file():
            raise wrong(index, f"there is no file {item} to include; correct the path, or take it out of include.")
        if depth >= _DEEPEST:
            raise wrong(index, f"{item} includes itself; take one of the two out of include.")
    yield name, text
    for item in reversed(include):
        yield from _files(path.parent / path_from_home(item), item, depth + 1)


def import_lexicon(path: Path, source: Path) -> tuple[int, int]:
    """Adds the words of `source`, a PLS lexicon or an EPUB with pronunciations, to the lexicon.toml at `path`; how many
    it added, and how many there were. Words that it has stay as they are.

    Raises `EditError` for a file that brings no words, `StoryError` for an EPUB that can't be read, `DiskError`.
    """
    # An XML library, which no other run needs.
    from script.reading.story_reader import read_story
    from script.story import RESPELLING
    from script.text.x_sampa import in_ipa
    from voices.lexicon.pls import parse_pls

    if source.suffix.lower() == ".epub":
        said = read_story(source).pronunciations
        entries: dict[str, LexiconEntry] = {}
        for p in said:
            ipa = in_ipa(p.phoneme, p.alphabet)
            if ipa or p.alphabet == RESPELLING:
                entries.setdefault(p.grapheme, LexiconEntry(p.grapheme, None if ipa else p.phoneme, ipa))
        found = tuple(entries.values())
    else:
        found = parse_pls(read_text(source), source.name)
    # Some lexicons name signs, which a lexicon of words has no use for.
    found = tuple(entry for entry in found if entry.is_word)
    if not found:
        raise EditError(f"{source} brings no words: it must hold respellings (alias) or phonemes in IPA or X-SAMPA.")
    text, added = with_words(_with_its_line_ends(path) if path.is_file() else None, found)
    if added:
        write_file(path, text)
    return added, len(found)


def _with_its_line_ends(path: Path) -> str:
    text = read_text(path)
    with plain_errors(path):
        return text.replace("\n", "\r\n") if b"\r\n" in path.read_bytes() else text
