"""What a released file says about itself."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

GENRE = "Audiobook"

# ISO 639-1 to ISO 639-2, as ID3 and MP4 want it, for the languages that engines speak.
_CODES = """
af:afr am:amh an:arg ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cv:chv cy:cym da:dan de:deu
el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle gd:gla gn:grn gu:guj he:heb hi:hin hr:hrv ht:hat
hu:hun hy:hye ia:ina id:ind io:ido is:isl it:ita ja:jpn ka:kat kk:kaz kl:kal kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz
lt:lit lv:lav mi:mri mk:mkd ml:mal mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld no:nor om:orm or:ori pa:pan pl:pol
pt:por qu:que ro:ron ru:rus sd:snd si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha tk:tuk tn:tsn
tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:zho zu:zul
"""
_LANGUAGES = dict(pair.split(":") for pair in _CODES.split())


@dataclass(frozen=True, slots=True)
class BookTags:
    """A book, as players show it."""

    title: str
    author: str = ""
    language: str = "en"
    """BCP 47."""
    cover: Path | None = None
    """A JPEG or PNG file."""


@dataclass(frozen=True, slots=True)
class ChapterTags:
    """A chapter of a book: its title and its number from 1. Not how many there are: a story that grows by a chapter
    would change the files of all."""

    book: BookTags
    title: str
    number: int


def chapter_metadata(tags: ChapterTags) -> tuple[str, ...]:
    """ffmpeg's options for a chapter file's tags."""
    return _options(tags.book, title=tags.title, track=str(tags.number)) + _options_for_language(tags.book, "-metadata")


def book_metadata(tags: BookTags) -> tuple[str, ...]:
    """ffmpeg's options for the tags of a whole book in one file."""
    return _options(tags, title=tags.title) + _options_for_language(tags, "-metadata:s:a:0")


def chapter_marks(chapters: list[tuple[str, int]], rate: int) -> str:
    """The chapters of a book (title, frames) as an FFMETADATA file: each begins where the one before it ends."""
    text, start = ";FFMETADATA1\n", 0
    for title, frames in chapters:
        mark = f"TIMEBASE=1/{rate}\nSTART={start}\nEND={start + frames}\ntitle={_escaped(_clean(title))}"
        text += f"[CHAPTER]\n{mark}\n"
        start += frames
    return text


def _options(book: BookTags, **special: str) -> tuple[str, ...]:
    tags = {"album": book.title, "artist": book.author, "album_artist": book.author, "genre": GENRE} | special
    return tuple(part for key, value in tags.items() if value for part in ("-metadata", f"{key}={_clean(value)}"))


def _options_for_language(book: BookTags, option: str) -> tuple[str, ...]:
    code = _LANGUAGES.get(book.language.split("-")[0].lower())
    return (option, f"language={code}") if code else ()


def _clean(text: str) -> str:
    """One line without what a command line, ID3 or MP4 can't hold."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(plain.split())


def _escaped(text: str) -> str:
    # FFMETADATA: what has a meaning there is escaped by a backslash.
    return "".join(f"\\{c}" if c in "=;#\\" else c for c in text)
