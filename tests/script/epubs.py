"""EPUBs that tests build for themselves, and the independent walk over one."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
XHTML = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'

METADATA = "<dc:title>The Lantern</dc:title><dc:creator>Ann Author</dc:creator><dc:language>en-GB</dc:language>"
LONG = "<p>" + "It was a quiet evening and the rain came down over the harbour. " * 12 + "</p>"
"""A paragraph of a chapter's length."""


def page(body: str, body_attributes: str = "") -> str:
    """An XHTML document."""
    return f"{XHTML}<head><title>Head text</title></head><body {body_attributes}>{body}</body></html>"


def build(
    path: Path,
    documents: Mapping[str, str],
    *,
    nav: str = "",
    ncx: str = "",
    metadata: str = METADATA,
    extra: Mapping[str, bytes] | None = None,
    manifest: str = "",
    guide: str = "",
    spine: str | None = None,
    container: str | None = CONTAINER,
) -> Path:
    """Writes an EPUB of `documents` (name → XHTML, in spine order) under OPS/."""
    items = "".join(f'<item id="d{i}" href="{n}" media-type="application/xhtml+xml"/>' for i, n in enumerate(documents))
    refs = "".join(f'<itemref idref="d{i}"/>' for i in range(len(documents))) if spine is None else spine
    if nav:
        items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    if ncx:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    toc = ' toc="ncx"' if ncx else ""
    opf = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf" version="3.0"><metadata>{metadata}</metadata>'
        f"<manifest>{items}{manifest}</manifest><spine{toc}>{refs}</spine>{guide}</package>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip")
        if container is not None:
            book.writestr("META-INF/container.xml", container)
        book.writestr("OPS/book.opf", opf)
        for name, text in documents.items():
            book.writestr(f"OPS/{name}", text)
        if nav:
            book.writestr("OPS/nav.xhtml", page(f'<nav epub:type="toc"><ol>{nav}</ol></nav>'))
        if ncx:
            book.writestr(
                "OPS/toc.ncx",
                f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>{ncx}</navMap></ncx>',
            )
        for name, data in (extra or {}).items():
            book.writestr(name, data)
    return path


class _Body(HTMLParser):
    """All text inside the body, script and style aside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.silent = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "body"
        self.silent += tag in ("script", "style")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty XHTML element neither opens nor closes anything."""

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")
        if tag == "body":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.parts.append(data)


def independent_walk(path: Path) -> str:
    """Every character of an EPUB's spine documents that isn't white space, in reading order, by the standard library
    alone."""
    with zipfile.ZipFile(path) as book:
        container = ElementTree.fromstring(book.read("META-INF/container.xml"))
        opf = next(e.attrib["full-path"] for e in container.iter() if e.tag.endswith("}rootfile"))
        package = ElementTree.fromstring(book.read(opf))
        folder = opf.rpartition("/")[0]
        hrefs = {e.attrib["id"]: e.attrib["href"] for e in package.iter() if e.tag.endswith("}item")}
        words: list[str] = []
        for reference in (e for e in package.iter() if e.tag.endswith("}itemref")):
            parser = _Body()
            name = f"{folder}/{unquote(hrefs[reference.attrib['idref']])}".lstrip("/")
            parser.feed(book.read(name).decode("utf-8"))
            parser.close()
            words += parser.parts
    return squeezed("".join(words))


def squeezed(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())
