"""Packs: voices and models that come from elsewhere, each file checked to the bit before it is installed.

What is known is in `packs.toml`. A pack that is not may still be a Piper voice that somebody has.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import re
import shutil
import socket
import tarfile
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from script.support.errors import MakeAudioError
from script.support.suggestions import nearest
from voices.engines.checksums import sha256_of
from voices.engines.neural.onnx_runtime import session
from voices.engines.neural.piper_engine import described
from voices.engines.own_folders import VARIABLE, pack_folder
from voices.engines.shipped_data import shipped_table
from voices.engines.speech_engine import EngineError

RECORD = "pack.json"
"""What a pack is, in its folder."""
ANY_PIPER = "piper-"
"""How the name of any Piper voice's pack begins."""
_PIPER_NAME = re.compile(rf"{ANY_PIPER}\w[\w.+-]*")
"""It becomes a folder's name."""

_PATIENCE = 60.0
"""Seconds without a byte after which a download is given up."""
_CHUNK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class PackError(MakeAudioError):
    """A pack can't be had as it was asked for. Nothing was installed."""


class UnknownPackError(PackError):
    """There is no pack of that name."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that make-audio knows."""

    name: str
    engine: str
    what: str
    licence: str
    source: str
    get: str
    """How a person gets it."""
    files: Mapping[str, str]
    """Name → SHA-256."""
    packages: tuple[tuple[str, str], ...] = ()
    """(Python package, file inside it) that it is used from, where they are installed: nothing is copied."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that was fetched and checked, to be looked at before it is installed."""

    name: str
    source: str
    licence: str
    files: tuple[tuple[str, str, int], ...]
    """(name, SHA-256, bytes)."""
    known: bool
    """Whether the sums were known before; otherwise they only say what was found."""
    folder: Path
    """Where its files lie for now."""


@functools.cache
def known_packs() -> Mapping[str, Pack]:
    """The packs that make-audio knows, by name."""
    return {
        name: Pack(name, **{**entry, "packages": tuple((package, file) for package, file in entry.get("packages", ()))})
        for name, entry in shipped_table("packs.toml").items()
    }


def is_there(pack: Pack) -> bool:
    """Whether a pack is installed, by itself or with its packages."""
    if pack.packages and all(find_spec(package) is not None for package, _ in pack.packages):
        return True
    return all((pack_folder(pack.name) / file).is_file() for file in pack.files)


def engine_of(name: str) -> str:
    """What speaks with a pack."""
    known = known_packs().get(name)
    return known.engine if known else "piper"


@contextlib.contextmanager
def offered(name: str, source: str | None = None, sha256: str | None = None) -> Iterator[Offer | None]:
    """A pack, fetched and checked; None if it is there already, with its package, and right.

    `source` is a folder, a file (also an archive) or a URL; without one it is where the pack is known to be. `sha256`
    is the sum of a Piper voice's model that make-audio doesn't know. Raises `PackError`.
    """
    pack = known_packs().get(name)
    if pack is None and name.startswith(ANY_PIPER) and not _PIPER_NAME.fullmatch(name):
        raise UnknownPackError(
            f"'{name}' can't be the name of a pack: after {ANY_PIPER} write letters and digits, then '_', '-' and '.', "
            f"as in {ANY_PIPER}alba."
        )
    if pack is None and (not name.startswith(ANY_PIPER) or source is None):
        near = nearest(name, known_packs())
        hint = f"Did you mean {near}?" if near else f"There are {', '.join(known_packs())}."
        raise UnknownPackError(
            f"There is no pack '{name}'. {hint} Any Piper voice is installed with: make-audio voices install "
            f"{ANY_PIPER}NAME --from FILE"
        )
    if pack is not None and pack.packages and source is None:
        _check_packages(pack)
        yield None
        return
    source = source or _home(pack)
    with tempfile.TemporaryDirectory(prefix="make-audio-") as temporary:
        found, staged = Path(temporary) / "found", Path(temporary) / "pack"
        found.mkdir()
        staged.mkdir()
        if pack is None:
            _fetch(source, found, _is_piper)
            yield _piper_offer(name, source, sha256, found, staged)
        else:
            _fetch(source, found, lambda file: file in pack.files)
            yield _known_offer(pack, source, found, staged)


def install(offer: Offer) -> Path:
    """Puts an offered pack in its place, whole or not at all; gives the folder. Raises `PackError`."""
    target = pack_folder(offer.name)
    record = {
        "source": offer.source,
        "licence": offer.licence,
        "files": {name: {"sha256": sha256, "bytes": size} for name, sha256, size in offer.files},
    }
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{offer.name}-", dir=target.parent) as temporary:
            new = Path(temporary) / "new"
            shutil.copytree(offer.folder, new)
            (new / RECORD).write_text(json.dumps(record, indent=2) + "\n", "utf-8")
            old = Path(temporary) / "old"
            if target.exists():
                target.rename(old)
            try:
                new.rename(target)
            except OSError:
                if old.exists():
                    old.rename(target)
                raise
    except (OSError, shutil.Error) as error:
        raise _not_written(target, error) from error
    return target


def _not_written(path: Path, error: Exception) -> PackError:
    """The sentence for what the file system refused."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL or "No space left" in str(error):
        return PackError(f"The disk is full: {path} can't be written; nothing was installed. Free some space first.")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return PackError(
        f"{path} can't be written ({reason.lower()}); nothing was installed. {VARIABLE} puts voices elsewhere."
    )


def _check_packages(pack: Pack) -> None:
    """Raises `PackError` if the packages of a pack are not there, or not what they should be."""
    missing = [package for package, _ in pack.packages if find_spec(package) is None]
    if missing:
        raise PackError(f"The pack '{pack.name}' comes with a package that is not installed: {pack.get}")
    parts = [Path(str(resources.files(package) / file)) for package, file in pack.packages]
    if len(pack.files) == 1:
        found = {next(iter(pack.files)): sha256_of(*parts)}
    else:
        found = {part.name: sha256_of(part) for part in parts}
    for file, sum_ in pack.files.items():
        if found.get(file) != sum_:
            raise _wrong_sum(f"{file}, as its package brings it,", found.get(file, ""), sum_)


def _home(pack: Pack | None) -> str:
    """Where a pack is known to be. Raises `PackError` if a person must fetch it."""
    if pack is not None and pack.engine == "hibari" and find_spec("hibari") is not None:
        from hibari.voices import BASE_URL

        return f"{BASE_URL}{next(iter(pack.files))}"
    if pack is not None and pack.engine == "hibari":
        raise PackError(f"The pack '{pack.name}' needs its engine first: pip install 'make-audio[neural]'")
    raise PackError(f"The pack '{pack.name if pack else ''}' must be fetched first: {pack.get if pack else ''}")


def _known_offer(pack: Pack, source: str, found: Path, staged: Path) -> Offer:
    files = []
    for name, sum_ in pack.files.items():
        file = found / name
        if not file.is_file():
            raise PackError(f"{source} has no file {name}, which belongs to the pack '{pack.name}'.")
        if (actual := sha256_of(file)) != sum_:
            raise _wrong_sum(f"{name} from {source}", actual, sum_)
        file.rename(staged / name)
        files.append((name, sum_, (staged / name).stat().st_size))
    return Offer(pack.name, f"{pack.source}; from {source}", pack.licence, tuple(files), known=True, folder=staged)


def _is_piper(file: str) -> bool:
    return file.endswith((".onnx", ".onnx.json")) or file == "MODEL_CARD"


def _piper_offer(name: str, source: str, sha256: str | None, found: Path, staged: Path) -> Offer:
    models = sorted(found.glob("*.onnx"))
    described = [model for model in models if (found / f"{model.name}.json").is_file()]
    if len(described) != 1:
        what = "no Piper voice (NAME.onnx with NAME.onnx.json)" if not described else "more than one Piper voice"
        raise PackError(f"{source} holds {what}.")
    model = described[0]
    actual = sha256_of(model)
    if sha256 is not None and actual != sha256.strip().lower():
        raise _wrong_sum(f"{model.name} from {source}", actual, sha256.strip().lower())
    _check_piper(model, source)
    files = []
    for file in (model, found / f"{model.name}.json"):
        sum_ = sha256_of(file)
        file.rename(staged / file.name)
        files.append((file.name, sum_, (staged / file.name).stat().st_size))
    licence = _card_licence(found / "MODEL_CARD")
    return Offer(name, source, licence, tuple(files), known=sha256 is not None, folder=staged)


def _check_piper(model: Path, source: str) -> None:
    """Raises `PackError` for a model that Piper could not speak with."""
    try:
        described(model)
    except EngineError as error:
        raise PackError(
            f"{model.name}.json from {source} does not describe a Piper voice; nothing was installed. Fetch both files "
            "again from where they are."
        ) from error
    if find_spec("onnxruntime") is None:
        return
    try:
        session(model)
    except EngineError as error:
        raise PackError(
            f"{model.name} from {source} is no model that ONNX Runtime can open; nothing was installed. Fetch it again "
            "from where it is."
        ) from error


def _card_licence(card: Path) -> str:
    if card.is_file():
        for line in card.read_text("utf-8", "replace").splitlines():
            key, colon, value = line.strip(" *-").partition(":")
            if colon and key.strip().lower() in ("license", "licence") and value.strip():
                return value.strip()
    return "not stated: ask where it comes from"


def _fetch(source: str, folder: Path, wanted: Callable[[str], bool]) -> None:
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
        if isinstance(error, OSError) and error.errno in _FULL:
            raise _not_written(folder, error) from error
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
                        raise _not_written(path, error) from error
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


def _wrong_sum(what: str, actual: str, expected: str) -> PackError:
    return PackError(
        f"{what} is not what it should be: its SHA-256 is {actual[:16]}…, not {expected[:16]}…; nothing was installed."
    )
