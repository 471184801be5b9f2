"""The zip container of an EPUB, opened with care.

Bombs, unsafe names, protection and damage are refused in plain words.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from script.reading.html.html_tree import find, parse_xml
from script.support.errors import StoryError

_LARGEST_BOOK = 1 << 30
"""Bytes that all files say they unpack to, most of which are never unpacked: pictures, sounds."""
_MOST_READ = 96 << 20
"""Bytes that are really unpacked of a book: its documents, its cover. Ten million words have 60 MB."""
_LARGEST_FILE = 32 << 20
_MOST_MARKS = 1_500_000
"""Opening angle brackets in what is unpacked, two for each element: of elements memory is full long before of text."""
_LARGEST_DIRECTORY = 16 << 20
"""Bytes of the list of files, with 50 and more for each."""
_SMALL = 4 << 20
"""Bytes up to which no compression ratio is suspicious."""
_LARGEST_RATIO = 200
_CHUNK = 1 << 16
_LONGEST_END = (1 << 16) + 100
"""Bytes in which the end of an archive is found: its comment has up to 64 KB."""
_IN_LARGE_END = 0xFFFFFFFF
"""Stands for a size that is told elsewhere (ZIP64)."""
_METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
"""PKWARE, APPNOTE.TXT, 4.4.5."""
_USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""EPUB Open Container Format 3.3, 4.2: no other method is allowed."""
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
    NotImplementedError,
)
"""What the standard library says of a damaged archive."""
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_RIGHTS_FILES = ("META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl")
_PROTECTED = (
    "is protected by DRM and can't be read: use a copy without protection, from a shop that sells one "
    "or from its author"
)
_DAMAGED = "is damaged or was cut short: download or copy it again"


class Archive:
    """An EPUB's files by name. Use as a context manager. Every refusal is a StoryError that names the book."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._unpacked = self._marks = 0
        try:
            if _directory_size(path) > _LARGEST_DIRECTORY:
                raise StoryError(f"{path} holds more files than any book: it is refused as a zip bomb.")
            self._zip = zipfile.ZipFile(path)
        except _UNREADABLE as error:
            raise StoryError(f"{path} {_DAMAGED}.") from error
        try:
            files = (info for info in self._zip.infolist() if info.filename and not info.filename.endswith("/"))
            self._names = {info.filename: info for info in files}
            self._folded = {name.lower(): name for name in self._names}
            self._check_names()
            self._check_size()
            self._check_protection()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def find(self, name: str) -> str:
        """The stored name for `name`, letter case forgiven; "" when there is none."""
        return name if name in self._names else self._folded.get(name.lower(), "")

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises StoryError when they are damaged or too many."""
        info = self._names[name]
        if info.compress_type not in _USUAL:
            method = _METHODS.get(info.compress_type, f"number {info.compress_type}")
            raise StoryError(
                f"{self.path} can't be unpacked: {name} is packed by a method that no EPUB has ({method}). Convert it "
                "to EPUB again, for example with Calibre, or get it from another source."
            )
        content = bytearray()
        try:
            with self._zip.open(info) as packed:
                # In small pieces: what the archive says of sizes may be a lie.
                while piece := packed.read(_CHUNK):
                    content += piece
                    self._unpacked += len(piece)
                    if len(content) > _LARGEST_FILE:
                        raise StoryError(
                            f"{self.path}: {name} is too large to be a part of a book (over {_LARGEST_FILE >> 20} MB)."
                        )
                    if self._unpacked > _MOST_READ:
                        raise StoryError(f"{self.path} has over {_MOST_READ >> 20} MB of text, which no story has.")
        except _UNREADABLE as error:
            raise StoryError(f"{self.path} {_DAMAGED} ({name} can't be unpacked).") from error
        except RuntimeError as error:
            raise StoryError(f"{self.path} is locked with a password: unlock it first.") from error
        self._marks += content.count(b"<")
        if self._marks > _MOST_MARKS:
            raise StoryError(f"{self.path} has more markup than any story: over {_MOST_MARKS // 2:,} elements.")
        return bytes(content)

    def resolve(self, base: str, href: str) -> tuple[str, str]:
        """Where `href`, said in file `base`, leads: (stored name, fragment).

        The name is "" where it leads nowhere in the book. Raises StoryError when it leads out of the book.
        """
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return "", ""
        if parts.scheme or parts.netloc:
            return "", ""
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base
        )
        if target.startswith(("../", "/")) or target == "..":
            raise StoryError(
                f"{self.path} is not safe to read: {base} leads out of the book, to {href!r}. Get it from another "
                f"source."
            )
        return self.find(target), unquote(parts.fragment)

    def _check_names(self) -> None:
        for name in self._zip.namelist():
            steps = name.replace("\\", "/").split("/")
            if ".." in steps or name.startswith(("/", "\\")) or (len(steps[0]) == 2 and steps[0][1] == ":"):
                raise StoryError(
                    f"{self.path} is not safe to read: it holds a file named {name!r}, which leads out of the "
                    f"book. Get it from another source."
                )

    def _check_size(self) -> None:
        infos = self._names.values()
        total, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
        steep = any(
            info.file_size > _SMALL and info.file_size > _LARGEST_RATIO * max(1, info.compress_size) for info in infos
        )
        if total > _LARGEST_BOOK or steep or (total > _SMALL and total > _LARGEST_RATIO * max(1, packed)):
            raise StoryError(
                f"{self.path} would unpack to {total >> 20} MB, which no story does: it is refused as a zip bomb."
            )

    def _check_protection(self) -> None:
        if any(self.find(name) for name in _RIGHTS_FILES):
            raise StoryError(f"{self.path} {_PROTECTED}.")
        if any(info.flag_bits & 1 for info in self._names.values()):
            raise StoryError(f"{self.path} is locked with a password: unlock it first.")
        name = self.find("META-INF/encryption.xml")
        if not name:
            return
        try:
            root = parse_xml(self.read(name).decode("utf-8", errors="replace"))
        except (ValueError, SyntaxError) as error:
            raise StoryError(f"{self.path} {_PROTECTED}.") from error
        for data in find(root, "encrypteddata"):
            methods = [method.get("Algorithm") or "" for method in find(data, "encryptionmethod")]
            if not methods or methods[0] not in _FONT_ALGORITHMS:
                raise StoryError(f"{self.path} {_PROTECTED}.")


def _directory_size(path: Path) -> int:
    """Bytes of an archive's list of files, as its end says (PKWARE, APPNOTE.TXT, 4.3.14 and 4.3.16); 0 where that is
    not to be found."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_END))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 16:
        return 0
    (size,) = struct.unpack_from("<L", tail, end + 12)
    large = tail.rfind(b"PK\x06\x06", 0, end)
    if size == _IN_LARGE_END and 0 <= large <= len(tail) - 48:
        (size,) = struct.unpack_from("<Q", tail, large + 40)
    return int(size)
