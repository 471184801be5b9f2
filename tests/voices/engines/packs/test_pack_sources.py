"""What would be broken: a voice that comes as an archive, as one file of two, or from a server that has other ideas."""

from __future__ import annotations

import hashlib
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local_server import Answer, Asked, LocalServer
from tests.voices.piper_files import FILES, MODEL
from voices.engines.packs import PackError, install, offered, pack_sources


@pytest.mark.parametrize("kind", ["tgz", "zip", "file"])
def test_archives_and_single_files_will_do(folder: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"voice.{kind}"
    if kind == "tgz":
        with tarfile.open(path, "w:gz") as archive:
            archive.add(folder, "package/voices")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as bundle:
            for name, data in FILES.items():
                bundle.writestr(f"../../{name}", data)
    else:
        path = folder / "en_GB-me-low.onnx"
    with offered("piper-me", str(path), hashlib.sha256(MODEL).hexdigest()) as offer:
        assert offer is not None
        assert offer.known
        assert install(offer).is_dir()
    # Once more: the new takes the old one's place.
    with offered("piper-me", str(path)) as offer:
        assert offer is not None
        install(offer)


@pytest.mark.parametrize("kind", ["tgz", "zip"])
def test_an_archive_whose_paths_are_those_of_windows_is_taken_and_leads_nowhere(
    folder: Path, tmp_path: Path, store: Path, kind: str
) -> None:
    path = tmp_path / f"voice.{kind}"
    if kind == "tgz":
        with tarfile.open(path, "w:gz") as archive:
            for name in FILES:
                archive.add(folder / name, f"..\\..\\{name}")
    else:
        with zipfile.ZipFile(path, "w") as bundle:
            for name, data in FILES.items():
                bundle.writestr(f"C:\\voices\\{name}", data)
    with offered("piper-me", str(path)) as offer:
        assert offer is not None
        install(offer)
    assert (store / "piper-me" / "en_GB-me-low.onnx").read_bytes() == MODEL


def test_a_damaged_archive_is_told(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "voice.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for _ in range(40):
            archive.add(folder, "package")
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(PackError), offered("piper-me", str(path)):
        pass


def serve(asked: Asked) -> Answer:
    """A voice; of what is called broken, half; and what else servers say."""
    body = FILES["en_GB-me-low.onnx.json"] if ".json" in asked.path else MODEL
    if "broken" in asked.path:
        return Answer(body[: len(body) // 2], length=len(body))
    if "gone" in asked.path:
        return Answer(b"no", status=404)
    if "slow" in asked.path:
        return Answer(body, drip=5)
    if "endless" in asked.path:
        return Answer(bytes(3_000_000), headers={"Connection": "close"}, length=-1)
    if "large" in asked.path:
        return Answer(b"x", length=3_000_000)
    if "login" in asked.path:
        return Answer(b"<html>Log in to download.</html>", content_type="text/html")
    return Answer(body)


@pytest.fixture
def url() -> Iterator[str]:
    with LocalServer(serve) as server:
        yield server.url


def test_a_voice_is_downloaded_with_its_description(url: str, store: Path) -> None:
    with offered("piper-me", f"{url}/a/en_GB-me-low.onnx?download=true") as offer:
        assert offer is not None
        install(offer)
    assert (store / "piper-me" / "en_GB-me-low.onnx").read_bytes() == MODEL


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("broken/en_GB-me-low.onnx", "broke off"),
        ("gone/en_GB-me-low.onnx", r"the server says 404 Not Found"),
        ("slow/en_GB-me-low.onnx", r"no answer for \d+ seconds"),
        ("login/voice.tgz", "is no archive"),
        ("endless/en_GB-me-low.onnx", r"larger than any pack of voices \(over 2 MB\)"),
        ("large/en_GB-me-low.onnx", r"larger than any pack of voices \(over 2 MB\)"),
    ],
)
def test_a_download_that_fails_installs_nothing(
    url: str, store: Path, path: str, says: str, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_sources, "_PATIENCE", 0.5)
    monkeypatch.setattr(pack_sources, "_LARGEST", 2 << 20)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with pytest.raises(PackError, match=says) as caught, offered("piper-me", f"{url}/{path}"):
        pass
    assert "nothing was installed" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not store.exists()
    assert not [*temporary.iterdir()]


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary")


@pytest.mark.parametrize("kind", ["tgz", "zip"])
def test_an_archive_does_not_unpack_to_more_than_any_voice(
    kind: str, tmp_path: Path, store: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_sources, "_LARGEST", 2 << 20)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    large = tmp_path / "en_GB-me-low.onnx"
    large.write_bytes(bytes(3 << 20))
    path = tmp_path / f"voice.{kind}"
    if kind == "tgz":
        with tarfile.open(path, "w:gz") as archive:
            archive.add(large, large.name)
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.write(large, large.name)
    with pytest.raises(PackError, match="larger than any pack"), offered("piper-me", str(path)):
        pass
    assert not [*temporary.iterdir()]


def test_a_zip_of_an_unusual_method_is_told(tmp_path: Path) -> None:
    path = tmp_path / "voice.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as bundle:
        bundle.writestr("en_GB-me-low.onnx", MODEL)
    with pytest.raises(PackError, match="packed by an unusual method"), offered("piper-me", str(path)):
        pass


def test_what_a_killed_installation_left_is_removed_by_the_next_one_and_no_other(
    folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    left = temporary / "make-audio-pack-left"
    (left / "fetched").mkdir(parents=True)
    (left / "lock").touch()
    with offered("piper-me", str(folder)), offered("piper-me", str(folder)) as second:
        assert not left.exists()
        assert second is not None
        assert second.folder.is_dir()
        assert len([*temporary.iterdir()]) == 2
    assert not [*temporary.iterdir()]
