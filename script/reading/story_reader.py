"""Reads a story file, whatever its kind: the one way in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from script.reading.text_encoding import Decoded, declared_encoding, decode
from script.story import Story
from script.support.errors import StoryError
from script.text.language import guess_language, language_name
from script.text.visible_text import has_word

_LARGEST = 512 << 20
_CALIBRE = "convert it to EPUB first, for example with Calibre"
_MAGIC = (
    (0, b"%PDF", f"is a PDF: {_CALIBRE}, or save its text as .txt"),
    (0, b"{\\rtf", "is an RTF document: save it as .txt or EPUB from your word processor"),
    (0, b"\xd0\xcf\x11\xe0", "is an old Word document: save it as .txt or EPUB from your word processor"),
    (60, b"BOOKMOBI", f"is a Kindle book: {_CALIBRE}"),
    (60, b"TEXtREAd", f"is a Palm book: {_CALIBRE}"),
    (0, b"\xeaDRMION\xee", "is a Kindle book protected by DRM: use a copy without protection"),
    (0, b"CONT\x02\0", f"is a Kindle book: {_CALIBRE}"),
    (0, b"ITOLITLS", f"is a Microsoft Reader book: {_CALIBRE}"),
    (0, b"AT&TFORM", "is a scanned book (DjVu): have its text recognised first and save it as .txt"),
    (0, b"\xff\xd8\xff", "is a picture: give the file with the story's text"),
    (0, b"\x89PNG", "is a picture: give the file with the story's text"),
    (0, b"GIF8", "is a picture: give the file with the story's text"),
    (0, b"\x1f\x8b", "is compressed (gzip): unpack it first"),
    (0, b"7z\xbc\xaf\x27\x1c", "is compressed (7z): unpack it first"),
    (0, b"Rar!", "is compressed (RAR): unpack it first"),
    (0, b"ID3", "is a sound file already: give the file with the story's text"),
    (0, b"OggS", "is a sound file already: give the file with the story's text"),
    (0, b"fLaC", "is a sound file already: give the file with the story's text"),
    (0, b"RIFF", "is a sound file already: give the file with the story's text"),
    (4, b"ftyp", "is a sound or film file already: give the file with the story's text"),
    (0, b"\x7fELF", "is a program: give the file with the story's text"),
)
_TEXTUAL = frozenset({b"%PDF", b"{\\rtf"})
"""Marks that text formats begin with. The others count only where bytes follow that no text has: a story may begin
"RIFF"."""
_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht"})
_PAGE_START = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_FICTION_BOOK = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?<FictionBook\b")
_CONTROL = frozenset(map(chr, (*range(0x00, 0x09), *range(0x0E, 0x1C), 0x7F)))
_MOST_CONTROL = 0.1
_MOST_CONTROL_GUESSED = 0.01
"""Share of control characters up to which a file is text: less where its encoding had to be guessed."""


def read_story(path: Path) -> Story:
    """The Story in `path`: plain text, Markdown, HTML or EPUB, told by its content and its suffix.

    Raises StoryError, one sentence that names the file and the way out, for anything that can't be read.
    """
    data = _bytes_of(path)
    story = _read(path, data)
    if not has_word(story.text):
        raise StoryError(f"{path} holds no words: nothing in it can be read aloud.")
    return _with_language(replace(story, warnings=tuple(f"{path.name}: {warning}" for warning in story.warnings)))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise StoryError(f"{path} is a folder: give the story file itself.")
        if not path.exists():
            raise StoryError(f"{path} doesn't exist: check the name.")
        if not path.is_file():
            raise StoryError(f"{path} is not a plain file: save the story to a file first.")
        if path.stat().st_size > _LARGEST:
            raise StoryError(f"{path} is too large to be a story ({path.stat().st_size >> 20} MB).")
        data = path.read_bytes()
    except OSError as error:
        raise StoryError(f"{path} can't be read ({error.strerror}): check its permissions.") from error
    if not data:
        raise StoryError(f"{path} is empty.")
    return data


def _read(path: Path, data: bytes) -> Story:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_zip(path, data)
    suffix = path.suffix.lower()
    _refuse_other_formats(path, data)
    if suffix == ".epub":
        raise StoryError(f"{path} is damaged or was cut short: it is not an EPUB. Download or copy it again.")
    if _FICTION_BOOK.match(data[:4096]):
        raise StoryError(f"{path} is a FictionBook: {_CALIBRE}.")
    page = suffix in _PAGES or (suffix not in _MARKDOWN and _PAGE_START.match(data[:4096]) is not None)
    decoded = decode(data, declared_encoding(data[:2048]) if page else "")
    _refuse_binary(path, decoded)
    if page:
        return _read_page(path, decoded)
    if suffix in _MARKDOWN:
        from script.reading.html.markdown_reader import read_markdown

        return read_markdown(decoded)
    from script.reading.plain_text.plain_text_reader import read_text

    return read_text(decoded)


def _refuse_other_formats(path: Path, data: bytes) -> None:
    """Refuses what is known by its first bytes, with the way out."""
    with_foreign_bytes = not data[:512].isascii() or b"\0" in data[:512]
    for at, magic, what in _MAGIC:
        if data[at : at + len(magic)] == magic and (magic in _TEXTUAL or with_foreign_bytes):
            raise StoryError(f"{path} {what}.")


def _read_zip(path: Path, data: bytes) -> Story:
    from script.reading.epub.epub_reader import read_epub

    head = data[:200_000]
    if b"word/" in head and b"[Content_Types].xml" in head:
        raise StoryError(f"{path} is a Word document: save it as .txt or EPUB from your word processor.")
    if b"application/vnd.oasis.opendocument" in head[:200]:
        raise StoryError(f"{path} is an OpenDocument file: save it as .txt or EPUB from your word processor.")
    return read_epub(path)


def _read_page(path: Path, decoded: Decoded) -> Story:
    from script.reading.html.html_tree import parse_html
    from script.reading.html.page_reader import page_story, told_by

    try:
        root = parse_html(decoded.text)
    except StoryError as error:
        raise StoryError(f"{path} holds no words: nothing in it can be read aloud.") from error
    return page_story(root, told_by(root), (), (decoded.warning,) if decoded.warning else ())


def _refuse_binary(path: Path, decoded: Decoded) -> None:
    sample = decoded.text[:200_000]
    control = sum(character in _CONTROL for character in sample)
    most = _MOST_CONTROL_GUESSED if decoded.warning else _MOST_CONTROL
    if control > most * len(sample):
        raise StoryError(f"{path} is not text but binary data: give a .txt, .md, .html or .epub file.")


def _with_language(story: Story) -> Story:
    """Says the language where the source doesn't, and warns where speaker tagging isn't trained for it."""
    guessed = guess_language(story.text)
    language = story.language or guessed
    if not language or language.partition("-")[0] == "en":
        return replace(story, language=language)
    how = "" if story.language else ", by its common words"
    note = (
        f"The story is in {language_name(language)} ({language}){how}: "
        "finding who speaks is trained for English, so check the speakers."
    )
    return replace(story, language=language, warnings=(*story.warnings, note))
