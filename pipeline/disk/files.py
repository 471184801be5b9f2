"""Files written whole or not at all, and names that every file system takes."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from script.support.errors import EditError, MakeAudioError

LITTER = ".make-audio-tmp"
"""How every temporary file's name ends: what a killed run leaves behind is known by it."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_IN_USE = {5, 32, 33}
"""Windows' "access is denied", "sharing violation" and "lock violation"."""
_PATIENCE = (0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts: virus scanners and file indexers let go of a file as soon as they have seen it."""
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Microsoft, "Naming Files, Paths, and Namespaces": devices are reserved with any extension, also with superscripts.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE)


class DiskError(MakeAudioError):
    """The disk is full, a folder can't be written, a file can't be read."""


class NotTextError(DiskError, EditError):
    """A file that people edit is not UTF-8. For whoever reads what it wrote itself, it is one that can't be read."""


def disk_error(error: OSError, path: Path) -> DiskError:
    """The plain sentence for an error of the file system at `path`."""
    if error.errno in _FULL:
        return DiskError(
            f"The disk is full: {path} could not be written. Free some space and run the same command again; "
            "nothing already made was harmed."
        )
    if error.errno == errno.EFBIG:
        return DiskError(
            f"{path} could not be written: it would be larger than files may be, by a limit of this account (ulimit "
            "-f) or of this disk. Raise the limit, or choose another disk with -o, and run the same command again; "
            "nothing already made was harmed."
        )
    if error.errno in _FORBIDDEN or isinstance(error, PermissionError):
        return DiskError(
            f"{path} can't be opened or written: permission denied. Change its permissions, or choose another folder "
            "with -o."
        )
    return DiskError(
        f"{path} can't be used: {error.strerror or error}. Check the file, then run the same command again."
    )


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turns an `OSError` inside into a `DiskError` about `path`."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, Path(error.filename) if isinstance(error.filename, str) else path) from error


def make_folder(path: Path) -> Path:
    """The folder, made with its parents where it is missing. Raises `DiskError`."""
    with plain_errors(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def read_text(path: Path) -> str:
    """A file that people edit: UTF-8, with or without a byte order mark; `\\r\\n` and lone `\\r` become `\\n`.

    Raises `DiskError`, and `NotTextError` for bytes that are not UTF-8, naming the line.
    """
    with plain_errors(path):
        data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotTextError(f"{path}:{line}: this is not UTF-8 text. Save the file as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_file(path: Path, data: bytes | str, *, durable: bool = True) -> None:
    """Puts `data` (text as UTF-8) at `path` in one step: readers see the old file or the new one.
    `durable`: also after a power cut.

    Nothing is written when the file holds these bytes already. Raises `DiskError`; the old file is then as it was.
    """
    content = data.encode() if isinstance(data, str) else data
    with plain_errors(path):
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=LITTER)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            # mkstemp makes files private; what people edit gets the permissions they expect.
            temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            move_file(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        if durable:
            _sync_folder(path.parent)


def remove_file(path: Path) -> None:
    """Removes a file if it is there. Raises `DiskError`."""
    _patiently(lambda: path.unlink(missing_ok=True), path)


def move_file(temporary: Path, path: Path) -> None:
    """Puts a finished file in its place, over the one that is there. Raises `DiskError`."""
    _patiently(lambda: temporary.replace(path), path)


def _patiently(act: Callable[[], object], path: Path) -> None:
    """Acts on a file that another program may hold open: on Windows it can't be replaced or removed meanwhile."""
    with plain_errors(path):
        for seconds in (*_PATIENCE, None):
            try:
                act()
                return
            except PermissionError as error:
                if getattr(error, "winerror", None) not in _IN_USE:
                    raise
                if seconds is None:
                    raise DiskError(
                        f"{path} can't be replaced or removed: it is open in another program, or write-protected. "
                        "Close it there, then run the same command again."
                    ) from error
                time.sleep(seconds)


def same_name(one: str, other: str) -> bool:
    """Whether disks that fold case and accents, as those of Windows and macOS do, take both for one name."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def clean_litter(folders: Iterable[Path]) -> None:
    """Removes temporary files and folders of killed runs from these folders (not from those inside). Call it under the
    lock."""
    for folder in folders:
        if folder.is_dir():
            for path in folder.glob(f"*{LITTER}"):
                with contextlib.suppress(OSError):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file. Raises `DiskError`."""
    with plain_errors(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def safe_name(text: str, *, limit: int = 120, default: str = "untitled") -> str:
    """A file name (without its suffix) made from `text`, taken by Linux, macOS and Windows alike.

    Slashes, control characters and what Windows forbids are replaced, names of devices and hidden files avoided, dots
    and spaces at the end dropped; at most `limit` bytes of UTF-8, cut between characters as people see them.
    """
    name = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    name = _INVISIBLE.sub("", name)
    name = re.sub(r"[/\\|]", "-", name)
    name = re.sub(r'[<>"*?]', "", name).replace(":", " -")
    name = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in name)
    name = " ".join(name.split()).lstrip(". ")
    if is_device_name(name):
        name = f"_{name}"
    cut = len(name)
    while cut and (len(name[:cut].encode()) > limit or (cut < len(name) and unicodedata.combining(name[cut]))):
        cut -= 1
    return name[:cut].rstrip(". ") or default


def is_device_name(name: str) -> bool:
    """Whether Windows takes a name for a device's ("nul.txt")."""
    return _RESERVED.fullmatch(name.rstrip(". ")) is not None


def safe_file_name(text: str, *, limit: int = 120) -> str:
    """`safe_name` for the name of a whole file: what is cut off a long one is not its suffix."""
    name = safe_name(text, limit=max(limit, len(text.encode("utf-8", "replace")) * 4))
    suffix = Path(name).suffix
    if len(suffix.encode()) > limit // 4:
        return safe_name(name, limit=limit)
    return safe_name(name.removesuffix(suffix), limit=limit - len(suffix.encode())) + suffix


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    # Windows can't open folders; there the rename itself is durable enough.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
