"""Where packs come from: a folder, a file, an archive or a URL, of which only the wanted files are taken."""

from __future__ import annotations

import shutil
import socket
import tarfile
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Collection
from http.client import HTTPException, IncompleteRead
from pathlib import Path

from voices.engines.packs.pack_errors import PackError, is_full, not_written

_PATIENCE = 60.0
"""Seconds without a byte after which a download is given up."""
_CHUNK = 1 << 20


def fetch(source: str, folder: Path, wanted: Callable[[str], bool]) -> None:
    """Copies the wanted files of a folder, a file, an archive or a URL into `folder`. Raises `PackError`."""
    if urllib.parse.urlsplit(source).scheme in ("http", "https"):
        with tempfile.TemporaryDirectory(prefix="make-audio-") as temporary:
            path = Path(temporary) / (Path(urllib.parse.urlsplit(source).path).name or "download")
            _download(source, path)
            if path.name.endswith(".onnx") and wanted(f"{path.name}.json"):
                _download(_beside(source), path.with_name(f"{path.name}.json"))
            _take(source, sorted(Path(temporary).iterdir()), folder, wanted)
        return
    path = Path(source).expanduser()
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
                shutil.copyfile(file, folder / file.name)
            elif tarfile.is_tarfile(file):
                _take_from_tar(file, folder, wanted)
            elif zipfile.is_zipfile(file):
                _take_from_zip(file, folder, wanted)
            else:
                continue
            known = True
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error) as error:
        if isinstance(error, OSError) and is_full(error):
            raise not_written(folder, error) from error
        raise PackError(
            f"{source} can't be read: it is damaged or cut short ({error}); nothing was installed."
        ) from error
    if not known and len(files) == 1:
        raise PackError(f"{source} is no archive (.tgz, .zip) and no file of the pack; nothing was installed.")


def _take_from_tar(file: Path, folder: Path, wanted: Callable[[str], bool]) -> None:
    with tarfile.open(file) as archive:
        for member in archive:
            name = member.name.rpartition("/")[2]
            content = archive.extractfile(member) if member.isfile() and wanted(name) else None
            if content is not None:
                with (folder / name).open("wb") as out:
                    shutil.copyfileobj(content, out)


def _take_from_zip(file: Path, folder: Path, wanted: Callable[[str], bool]) -> None:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            name = member.filename.rpartition("/")[2]
            if name and wanted(name):
                with archive.open(member) as content, (folder / name).open("wb") as out:
                    shutil.copyfileobj(content, out)


def _download(url: str, path: Path) -> None:
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:
            expected = answer.headers.get("Content-Length")
            with path.open("wb") as out:
                while data := answer.read(_CHUNK):
                    try:
                        out.write(data)
                    except OSError as error:
                        raise not_written(path, error) from error
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        raise PackError(f"{url} can't be downloaded ({_reason(error)}); nothing was installed.") from error
    if expected is not None and expected.isdecimal() and path.stat().st_size < int(expected):
        raise PackError(
            f"The download of {url} broke off after {path.stat().st_size:,} of {int(expected):,} bytes; nothing was "
            "installed. Run the same command again."
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
