"""EPUBs that are wrong in a hundred ways, made of a right one: in their bytes, their archive, their XML, their plan."""

from __future__ import annotations

import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A file of an archive, and what the archive says of it, right or wrong; None: the truth."""

    name: bytes
    data: bytes
    method: int = zipfile.ZIP_DEFLATED
    """The one that is told."""
    packed: bytes | None = None
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    flags: int = 0
    extra: bytes = b""


Book = list[Entry]


def entries_of(path: Path) -> Book:
    """The files of a right EPUB."""
    with zipfile.ZipFile(path) as archive:
        return [Entry(info.filename.encode(), archive.read(info)) for info in archive.infolist()]


def pack(book: Book) -> bytes:
    """An archive that says of its files what they are to be said."""
    out, directory = bytearray(), bytearray()
    for entry in book:
        packed = entry.packed
        if packed is None:
            squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = (
                entry.data if entry.method == zipfile.ZIP_STORED else squeeze.compress(entry.data) + squeeze.flush()
            )
        common = struct.pack(
            "<HHHHHLLLHH",
            20,
            entry.flags,
            entry.method,
            0,
            0x5800,
            (zlib.crc32(entry.data) if entry.crc is None else entry.crc) & 0xFFFFFFFF,
            (len(packed) if entry.packed_size is None else entry.packed_size) & 0xFFFFFFFF,
            (len(entry.data) if entry.size is None else entry.size) & 0xFFFFFFFF,
            len(entry.name),
            len(entry.extra),
        )
        place = len(out)
        out += b"PK\x03\x04" + common + entry.name + entry.extra + packed
        directory += (
            b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHLL", 0, 0, 0, 0, place) + entry.name + entry.extra
        )
    end = struct.pack("<HHHHLLH", 0, 0, len(book) & 0xFFFF, len(book) & 0xFFFF, len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


# The bytes of the whole


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 40, 400))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _flip_the_directory(data: bytes, chance: random.Random) -> bytes:
    start = max(0, data.rfind(b"PK\x01\x02", 0, max(8, len(data) - chance.randrange(400))))
    return data[:start] + _flip(data[start:], chance)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 2000) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start - chance.randrange(5000) :]


def _append(data: bytes, chance: random.Random) -> bytes:
    return data + chance.randbytes(chance.choice((1, 30, 70_000)))


BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _flip_the_directory,
    _cut,
    _cut_out,
    _repeat,
    _append,
)

# The archive


def _changed(book: Book, chance: random.Random, change: Callable[[Entry], Entry]) -> Book:
    index = chance.randrange(len(book))
    return [change(entry) if i == index else entry for i, entry in enumerate(book)]


def _drop(book: Book, chance: random.Random) -> Book:
    index = chance.randrange(len(book))
    return book[:index] + book[index + 1 :]


def _twice(book: Book, chance: random.Random) -> Book:
    again = chance.choice(book)
    return [*book, replace(again, data=chance.choice(book).data)]


def _shuffled(book: Book, chance: random.Random) -> Book:
    return chance.sample(book, len(book))


def _swapped(book: Book, chance: random.Random) -> Book:
    return _changed(book, chance, lambda entry: replace(entry, data=chance.choice(book).data))


def _renamed(book: Book, chance: random.Random) -> Book:
    names = (b"", b"../up.xhtml", b"/abs", b"C:\\x", b"a/../../b", b"\xff\xfe", "ü\u202e.xhtml".encode(), b"x" * 60_000)
    odd = chance.choice(names)
    return _changed(
        book, chance, lambda entry: replace(entry, name=chance.choice((odd, entry.name.upper(), entry.name + b"/")))
    )


def _lying(book: Book, chance: random.Random) -> Book:
    sizes = (0, 1, 5000, 1 << 20, 1 << 27, 0xFFFFFFFE, 0xFFFFFFFF)
    wrong = {chance.choice(("size", "packed_size", "crc")): chance.choice(sizes) for _ in range(2)}
    return _changed(book, chance, lambda entry: replace(entry, **wrong))  # type: ignore[arg-type]


def _bomb(book: Book, chance: random.Random) -> Book:
    size = chance.choice((1 << 20, 20 << 20, 200 << 20))
    filler = chance.choice((b"\0", b" ", b"<b/>", b"&#65;", b"<p>a</p>"))
    told = chance.choice((None, 5000, 3 << 20))
    full = filler * (size // len(filler))
    return _changed(book, chance, lambda entry: replace(entry, data=full, size=told))


def _odd_method(book: Book, chance: random.Random) -> Book:
    method = chance.choice((0, 1, 6, 9, 12, 14, 93, 95, 98, 99, 65535))
    packed = chance.choice((None, b"", chance.randbytes(300)))
    return _changed(book, chance, lambda entry: replace(entry, method=method, packed=packed))


def _odd_flags(book: Book, chance: random.Random) -> Book:
    flags = 1 << chance.randrange(16)
    return _changed(book, chance, lambda entry: replace(entry, flags=flags))


def _odd_extra(book: Book, chance: random.Random) -> Book:
    extra = chance.choice(
        (b"\x01\x00\x08\x00" + b"\xff" * 8, b"\x01\x00\x20\x00\x01", b"\x01", b"\x75\x70\x05\x00\x01aaaa", b"x" * 900)
    )
    return _changed(book, chance, lambda entry: replace(entry, extra=extra, size=0xFFFFFFFF))


def _many(book: Book, chance: random.Random) -> Book:
    return book + [
        Entry(b"OEBPS/more/%d.xhtml" % i, b"x", zipfile.ZIP_STORED) for i in range(chance.choice((500, 60_000)))
    ]


ARCHIVE: tuple[Callable[[Book, random.Random], Book], ...] = (
    _drop,
    _twice,
    _shuffled,
    _swapped,
    _renamed,
    _lying,
    _bomb,
    _odd_method,
    _odd_flags,
    _odd_extra,
    _many,
)

# The text of a file

_PIECES = (
    b"<", b">", b"&", b"&nbsp;", b"&x;", b"&#0;", b"&#x110000;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x", b"?>",
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1b[2J", "\x9b".encode(), "\u202e".encode(), b"\r", b"\xe2\x80\xa8",
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>', b"<script>", b"<style>", b"<svg>", b"<title>",
    b"</body>", b"</p>", b"<p>", b"<table><tr><td>", b"<aside epub:type='footnote'>", b"<q>", b"<br/>", b"<h1>",
    b"<h6/>",
    b'<x xmlns="http://e">', b"<a href='nav.xhtml#nowhere'>", b"<base href='http://example.org/'/>", b"\xef\xbb\xbf",
)  # fmt: skip


def _inserted(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 30))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(_PIECES) + data[at:]
    return data


def _tags_lost(data: bytes, chance: random.Random) -> bytes:
    share = chance.choice((0.02, 0.3, 1.0))
    return re.sub(rb"<[^>]*>", lambda tag: b"" if chance.random() < share else tag[0], data)


def _nested(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((100, 300, 20_000))
    tag = chance.choice((b"div", b"span", b"blockquote", b"ol", b"section", b"item", b"navPoint", b"em"))
    middle = len(data) // 2
    middle = data.find(b">", middle) + 1 or middle
    return data[:middle] + b"<%s>" % tag * depth + b"deep" + b"</%s>" % tag * depth + data[middle:]


def _many_tags(data: bytes, chance: random.Random) -> bytes:
    count = chance.choice((2_000, 30_000))
    tag = chance.choice(
        (
            b'<p id="p%d">One more word.</p>',
            b'<li><a href="part1.xhtml#p%d">More</a></li>',
            b'<item id="x%d" href="part1.xhtml" media-type="application/xhtml+xml"/>',
            b'<itemref idref="i3" n="%d"/>',
            b'<itemref idref="gone%d"/>',
            b"<h1>Chapter %d</h1>",
            b'<span epub:type="pagebreak" id="q%d"/>',
            b'<reference type="cover" href="part1.xhtml" n="%d"/>',
            b'<a href="#c1">word %d</a> ',
        )
    )
    middle = len(data) // 2
    middle = data.find(b">", middle) + 1 or middle
    return data[:middle] + b"".join(tag % i for i in range(count)) + data[middle:]


def _odd_links(data: bytes, chance: random.Random) -> bytes:
    odd = chance.choice(
        (b"", b"#", b"%zz", b"%00", b"//x", b"http://[::1", b"../../../etc/passwd", b"part1.xhtml#" + b"y" * 90_000,
         b"?", b"a\nb", "\u202e".encode(), b"PART1.XHTML", b"nav.xhtml", b"book.opf", b"cover.png")
    )  # fmt: skip
    share = chance.choice((0.1, 1.0))
    return re.sub(
        rb'(href|src|id|idref)="[^"]*"', lambda m: m[1] + b'="' + odd + b'"' if chance.random() < share else m[0], data
    )


def _odd_encoding(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    told = chance.choice(
        ("utf-8", "utf-16", "latin-1", "nonsense", "utf-7", "cp037", "shift_jis", "idna", "rot13", "hex")
    )
    real = chance.choice(("utf-8", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp037"))
    return text.replace('encoding="utf-8"', f'encoding="{told}"').encode(real, "replace")


def _long(data: bytes, chance: random.Random) -> bytes:
    size = chance.choice((100_000, 11_000_000))
    return data.replace(
        b"<p>", chance.choice((b"<p>" + b"a" * size, b"<p title='" + b"b" * size + b"'>", b"<p>" + b" " * size)), 1
    )


def _garbled(data: bytes, chance: random.Random) -> bytes:
    return _flip(data, chance) if data else data


def _emptied(data: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b" ", data[: chance.randrange(len(data) + 1)], b"\0" * 3000))


TEXT: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _inserted,
    _tags_lost,
    _nested,
    _many_tags,
    _odd_links,
    _odd_encoding,
    _long,
    _garbled,
    _emptied,
)


def mutated(book: Book, chance: random.Random) -> tuple[bytes, str]:
    """An EPUB with one to three things wrong, and what they are."""
    done: list[str] = []
    whole: bytes | None = None
    for _ in range(chance.choice((1, 1, 2, 3))):
        kind = chance.choice(("bytes", "archive", "text", "text"))
        if kind == "bytes":
            change = chance.choice(BYTES)
            whole = change(pack(book) if whole is None else whole, chance) or b"P"
            done.append(change.__name__)
        elif whole is None and kind == "archive":
            alter = chance.choice(ARCHIVE)
            book = alter(book, chance) or book
            done.append(alter.__name__)
        elif whole is None:
            damage = chance.choice(TEXT)
            index = chance.randrange(len(book))
            done.append(f"{damage.__name__} {book[index].name[-40:]!r}")
            book = [replace(e, data=damage(e.data, chance)) if i == index else e for i, e in enumerate(book)]
    return (pack(book) if whole is None else whole), ", ".join(done)
