"""What would be broken: the way out, for who has no room left or no right to write."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.places import REPOSITORY
from tests.voices.piper_files import MODEL
from voices.engines.packs import PackError, install, offered
from voices.engines.packs.pack_errors import is_full, not_written
from voices.engines.user_folders import VARIABLE


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
def test_a_limit_of_files_sizes_is_told_in_one_sentence(folder: Path, store: Path) -> None:
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
    assert "it would be larger than files may be, by a limit of this account (ulimit -f)" in ran.stdout
    assert ran.stdout.count("\n") == 1
    assert not store.exists()


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Quota exceeded"), True),
        (shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (shutil.Error([("a", "b", "[Errno 13] Permission denied: 'b'")]), False),
    ],
)
def test_no_room_is_told_from_other_trouble(error: Exception, full: bool, tmp_path: Path) -> None:
    assert is_full(error) is full
    said = str(not_written(tmp_path, error))
    assert ("Free some space first" in said) is full
    assert (VARIABLE in said) is not full
