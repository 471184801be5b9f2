"""Front and back matter: what a part of a book is, told by its markup, its name, its file and its words.

The vocabularies are EPUB 3 Structural Semantics, DPUB-ARIA, and the EPUB 2 guide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from script.story import SectionRole


@dataclass(frozen=True, slots=True)
class Matter:
    """A role, and why it is not read aloud ("" when it is)."""

    role: SectionRole
    left_out: str = ""


_F, _B, _C = SectionRole.FRONT, SectionRole.BACK, SectionRole.CHAPTER
_READ = {
    "chapter": _C, "part": _C, "volume": _C, "division": _C, "prologue": _C, "epilogue": _C, "conclusion": _C,
    "introductory": _C,
    "interlude": _C, "prelude": _C, "text": _C, "bodymatter-start": _C,
    "foreword": _F, "preface": _F, "introduction": _F, "epigraph": _F, "preamble": _F,
    "afterword": _B, "appendix": _B, "postscript": _B,
}  # fmt: skip
_SKIPPED = {
    "cover": (_F, "cover"),
    "titlepage": (_F, "title page"), "title-page": (_F, "title page"), "frontispiece": (_F, "frontispiece"),
    "halftitlepage": (_F, "half title"), "halftitle": (_F, "half title"), "seriespage": (_F, "series page"),
    "imprint": (_F, "imprint"), "imprimatur": (_F, "imprint"),
    "copyright-page": (_F, "copyright page"), "copyright": (_F, "copyright page"),
    "toc": (_F, "table of contents"), "toc-brief": (_F, "table of contents"), "landmarks": (_F, "table of contents"),
    "page-list": (_F, "list of pages"), "loi": (_F, "list of illustrations"), "lot": (_F, "list of tables"),
    "loa": (_F, "list of recordings"), "lov": (_F, "list of films"),
    "dedication": (_F, "dedication"), "praise": (_F, "advertisement"),
    "acknowledgments": (_B, "acknowledgements"), "acknowledgements": (_B, "acknowledgements"),
    "contributors": (_B, "contributors"), "other-credits": (_B, "credits"), "credits": (_B, "credits"),
    "credit": (_B, "credits"),
    "revision-history": (_B, "revision history"), "errata": (_B, "errata"), "colophon": (_B, "colophon"),
    "endnotes": (_B, "notes"), "rearnotes": (_B, "notes"), "footnotes": (_B, "notes"), "notes": (_B, "notes"),
    "endnote": (_B, "notes"), "footnote": (_B, "notes"), "rearnote": (_B, "notes"),
    "index": (_B, "index"), "bibliography": (_B, "bibliography"), "glossary": (_B, "glossary"),
    "biography": (_B, "about the author"), "advertisement": (_B, "advertisement"), "ad": (_B, "advertisement"),
}  # fmt: skip
_NAMES = (
    ("cover", "cover( page| image)?"),
    ("titlepage", "(full )?title ?page|title"),
    ("halftitlepage", "half[- ]?title ?(page)?"),
    ("imprint", "imprint"),
    ("copyright-page", "copyright( (page|notice|information))?|uncopyright|copyrights? and permissions|permissions|"
                       "legal notice|(full )?licen[cs]e"),
    ("toc", "(table of )?contents|toc|nav|navigation|inhalt(sverzeichnis)?|table des matières"),
    ("loi", "(list of )?(illustrations|figures|plates|maps)"),
    ("lot", "list of tables"),
    ("dedication", "dedication"),
    ("acknowledgments", "acknowledge?ments?"),
    ("endnotes", "(end|foot)?notes|notes on the text"),
    ("index", "(general )?index|index of .*"),
    ("bibliography", "(selected? )?bibliography|further reading|works cited|references"),
    ("glossary", "glossary"),
    ("colophon", "colophon"),
    ("errata", "errata"),
    ("credits", "credits|(the )?transcriber['’]?s['’]? notes?"),
    ("biography", "about the (authors?|publisher|translators?)|author biography|edition|publisher"),
    ("advertisement", "also (by|available|from)\\b.*|(other )?(books|novels|titles|works) by\\b.*|"
                      "(advance )?praise for\\b.*|advertisements?|newsletter( sign-?up)?"),
    ("epigraph", "epigraph"),
    ("foreword", "(the )?foreword"),
    ("preface", "(the )?(author['’]s )?preface( to .*)?"),
    ("introduction", "(the )?introduction"),
    ("afterword", "(the )?afterword"),
    ("prologue", "(the )?prolog(ue)?"),
    ("epilogue", "(the )?epilog(ue)?"),
    ("appendix", "appendix( [a-z0-9]+)?"),
)  # fmt: skip
_ONLY_AT_THE_EDGE = frozenset(
    [
        "cover",
        "titlepage",
        "imprint",
        "endnotes",
        "index",
        "glossary",
        "loi",
        "lot",
        "credits",
        "errata",
        "bibliography",
        "advertisement",
        "biography",
    ]
)
"""Names that a chapter may have, too: they count before the first chapter and after the last."""
_BY_NAME = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _NAMES)
_FILE_NAMES = frozenset(
    [
        "cover",
        "titlepage",
        "halftitlepage",
        "halftitle",
        "imprint",
        "copyright",
        "uncopyright",
        "toc",
        "nav",
        "contents",
        "dedication",
        "acknowledgments",
        "acknowledgements",
        "endnotes",
        "footnotes",
        "notes",
        "index",
        "bibliography",
        "glossary",
        "colophon",
        "epigraph",
        "foreword",
        "preface",
        "introduction",
        "afterword",
        "prologue",
        "epilogue",
    ]
)
_RIGHTS = re.compile(r"©|\(c\)\s*\d{4}|\bcopyright\b|all rights reserved", re.I)
_RIGHTS_TOO = re.compile(
    r"all rights reserved|\bisbn\b|published by|first published|library of congress|public domain|permission", re.I
)
_ARCHIVE_FRONT = re.compile(r"^.{0,200}?posted originally on the .{0,40}?archive", re.I | re.S)
_ARCHIVE_BACK = re.compile(r"please drop by the archive and comment", re.I)
_SHORT_MATTER = 350
"""Words up to which a section may be told by its wording alone: no chapter is recognised as a copyright page."""
_LINK_SHARE = 0.6
_FEWEST_LINKS = 4

GUTENBERG = "Project Gutenberg licence"
_START = re.compile(
    r"^[ \t]*\*{3}[ \t]?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*(?:\n[^\n]+)*?\*{3}[ \t]*$|^\*END\*?[ "
    r"\t]?THE SMALL PRINT[^\n]*$",
    re.M | re.I,
)
_END = re.compile(
    r"^[ \t]*(?:\*{3}[ \t]?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg(?:['’]s)?\b)",
    re.M | re.I,
)


def of_kinds(kinds: frozenset[str]) -> Matter | None:
    """What the markup says: words of `epub:type`, `role` or the guide. None when it says nothing of use."""
    words = {kind.removeprefix("doc-").removeprefix("z3998:") for kind in kinds}
    for word in words:
        if word in _READ and _READ[word] is SectionRole.CHAPTER:
            return Matter(SectionRole.CHAPTER)
    for word in sorted(words):
        if word in _SKIPPED:
            return Matter(*_SKIPPED[word])
    for word in sorted(words):
        if word in _READ:
            return Matter(_READ[word])
    return None


def of_name(title: str, *, edge: bool = True) -> Matter | None:
    """What a section's whole title says ("Table of Contents"); None for a title like any other.

    `edge`: whether it stands before the first chapter or after the last.
    """
    name = re.sub(r"\s+", " ", title).strip(" .:_*-—[]")
    for kind, pattern in _BY_NAME:
        if (edge or kind not in _ONLY_AT_THE_EDGE) and pattern.fullmatch(name):
            return of_kinds(frozenset({kind}))
    return None


def of_file(file: str) -> Matter | None:
    """What a document's file name says ("text/colophon.xhtml")."""
    stem = (
        re.sub(r"[\d_.-]+$|^[\d_.-]+", "", file.rpartition("/")[2].rpartition(".")[0].lower())
        .replace("-", "")
        .replace("_", "")
    )
    return of_name("copyright" if stem == "copyrightpage" else stem) if stem in _FILE_NAMES else None


def of_text(text: str, title: str, author: str, linked: int) -> Matter | None:
    """What a short section's own words say.

    `linked` counts its characters that lead elsewhere in the book; `title` and `author` are the book's.
    """
    words = text.split()
    if linked > _LINK_SHARE * sum(map(len, words)) and len(words) >= _FEWEST_LINKS:
        return Matter(*_SKIPPED["toc"])
    if len(words) > _SHORT_MATTER:
        return None
    if _ARCHIVE_FRONT.search(text):
        return Matter(*_SKIPPED["titlepage"])
    if _RIGHTS.search(text) and _RIGHTS_TOO.search(text):
        return Matter(*_SKIPPED["copyright-page"])
    return Matter(*_SKIPPED["titlepage"]) if is_title_page(text, title, author) else None


def of_archive(text: str) -> Matter | None:
    """The page that a story archive adds at the end of a download, under a name that an author's own might have."""
    asked = len(text.split()) <= _SHORT_MATTER and _ARCHIVE_BACK.search(text)
    return Matter(*_SKIPPED["credits"]) if asked else None


def is_title_page(text: str, title: str, author: str) -> bool:
    """Whether a text is nothing but the book's title and author."""
    said = re.findall(r"\w+", text.lower())
    known = set(re.findall(r"\w+", f"{title} {author} by a an the novel story of written".lower()))
    return bool(title) and bool(said) and set(re.findall(r"\w+", title.lower())) <= set(said) and set(said) <= known


def gutenberg_bounds(text: str) -> tuple[int, int]:
    """Where Project Gutenberg's header ends and its licence starts: the book stands between.

    (0, len(text)) without them.
    """
    start = 0
    for match in _START.finditer(text, 0, 40_000):
        start = match.end()
    found = _END.search(text, start)
    return start, found.start() if found else len(text)
