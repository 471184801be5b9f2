"""Builds an EPUB 3 out of one of this folder's stories, with a cover drawn by code: a real file for tests to read.

    python tests/stories/build_epub.py the-lantern.txt the-lantern.epub

The book has what readers stumble over: a title page and an imprint before the text, a contents table, two chapters in
one file parted by an anchor, a spine item that the contents omit, footnote marks, a page number; and a fixed archive
date, so that the same story always gives the same bytes.
"""

from __future__ import annotations

import html
import re
import struct
import sys
import zipfile
import zlib
from pathlib import Path

STORIES = Path(__file__).parent


def png(width: int, height: int) -> bytes:
    """A cover: `width` × `height` pixels of 8-bit RGB, a lamp's light fading into a dark sky."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            distance = ((x - width / 2) ** 2 + (y - height / 3) ** 2) ** 0.5 / height
            light = max(0.0, 1.0 - 2.2 * distance)
            rows += bytes((int(24 + 231 * light), int(28 + 190 * light), int(54 + 60 * light)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    image = zlib.compress(bytes(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", image) + chunk(b"IEND", b"")


def page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">\n'
        f"<head><title>{html.escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def paragraphs(text: str) -> str:
    parts = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if not re.search(r"\w", block):
            parts.append("<hr/>")
            continue
        shown = html.escape(block, quote=False).replace("\n", "<br/>")
        shown = re.sub(r"[_*]([^_*]+)[_*]", r"<em>\1</em>", shown)
        parts.append(f"<p>{shown}</p>")
    return "\n".join(parts)


def chapters_of(text: str) -> list[tuple[str, str]]:
    """The (title, text) of each chapter of a story whose chapters begin with CHAPTER ONE and a title line."""
    parts = re.split(r"^CHAPTER [A-Z]+\n\n(.+)\n", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def build_epub(story: Path, target: Path, *, title: str = "The Lantern", author: str = "A. N. Keeper") -> Path:
    """Write `story` as an EPUB 3 to `target` and give `target` back."""
    chapters = chapters_of(story.read_text(encoding="utf-8"))
    first, second, *rest = [
        f'<section epub:type="chapter" id="c{number}">\n<h1>{html.escape(name)}</h1>\n{paragraphs(body)}\n</section>'
        for number, (name, body) in enumerate(chapters, 1)
    ]
    mark = '<a epub:type="noteref" href="notes.xhtml#n1"><sup>1</sup></a>'
    first = first.replace("</p>", mark + "</p>", 1)
    files = {
        "title.xhtml": page(title, f'<section epub:type="titlepage"><h1>{title}</h1><p>by {author}</p></section>'),
        "imprint.xhtml": page(
            "Imprint",
            '<section epub:type="copyright-page"><p>Copyright © 2024, the author. All rights given away.</p></section>',
        ),
        "part1.xhtml": page(title, f'{first}\n<span epub:type="pagebreak" id="p7" title="7">7</span>\n{second}'),
        "part2.xhtml": page(title, "\n".join(rest)),
        "after.xhtml": page("After", "<p>The light on Gull Point was lit every evening for twenty years more.</p>"),
        "notes.xhtml": page(
            "Notes",
            '<section epub:type="endnotes"><h1>Notes</h1><aside id="n1"><p>1. It was a Tuesday.</p></aside></section>',
        ),
    }
    entries = [
        f'<li><a href="part{1 if number < 3 else 2}.xhtml#c{number}">{html.escape(name)}</a></li>'
        for number, (name, _) in enumerate(chapters, 1)
    ]
    files["nav.xhtml"] = page(
        "Contents",
        '<nav epub:type="toc"><h1>Contents</h1><ol>'
        + '<li><a href="title.xhtml">Title page</a></li>'
        + "".join(entries)
        + '<li><a href="notes.xhtml">Notes</a></li></ol></nav>',
    )
    spine = ["title.xhtml", "imprint.xhtml", "nav.xhtml", "part1.xhtml", "part2.xhtml", "after.xhtml", "notes.xhtml"]
    manifest = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"'
        + (' properties="nav"' if name == "nav.xhtml" else "")
        + "/>"
        for n, name in enumerate(spine)
    )
    package = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="uid">urn:uuid:6f0b4d0e-52a5-4c2e-9b52-6a5b0f6b1c11</dc:identifier>'
        f"<dc:title>{html.escape(title)}</dc:title><dc:creator>{html.escape(author)}</dc:creator>"
        '<dc:language>en-GB</dc:language><meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>\n'
        f"<manifest>{manifest}"
        '<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/></manifest>\n'
        "<spine>" + "".join(f'<itemref idref="i{n}"/>' for n in range(len(spine))) + "</spine>\n</package>\n"
    )
    container = (
        '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    with zipfile.ZipFile(target, "w") as archive:

        def add(name: str, data: str | bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, method)

        add("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        add("META-INF/container.xml", container)
        add("OEBPS/book.opf", package)
        add("OEBPS/cover.png", png(60, 90))
        for name, text in files.items():
            add(f"OEBPS/{name}", text)
    return target


if __name__ == "__main__":
    build_epub(STORIES / sys.argv[1], Path(sys.argv[2]))
