"""What would be broken: files strewn into whatever folder make-audio is started in, or two caches to be emptied."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from voices.engines.user_folders import VARIABLE, cache_folder, pack_folder, path_from_home


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folder that Linux has for this")
def test_what_can_be_made_again_lies_where_the_user_wants_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "make-audio"


@pytest.mark.skipif(sys.platform == "win32", reason="there everybody has a home")
def test_who_has_no_home_has_a_cache_in_the_systems_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def nobody(uid: int) -> object:
        raise KeyError(uid)

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert cache_folder() == Path(tempfile.gettempdir()) / "make-audio"


def test_the_packs_of_voices_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert pack_folder("one") == tmp_path / "one"


def test_the_home_of_nobody_is_a_folder_like_any_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("USERPROFILE" if sys.platform == "win32" else "HOME", str(tmp_path))
    assert path_from_home("~/voices") == tmp_path / "voices"
    if sys.platform != "win32":
        assert path_from_home("~nobody-at-all/voices") == Path("~nobody-at-all/voices")
