"""The espeak binding: the wheel's library and data, nothing else of the system, nothing on the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.places import REPOSITORY
from voices.engines.espeak.espeak_library import Espeak, data_folder, espeak
from voices.engines.espeak.espeak_voices import find_voice, voice_file
from voices.engines.speech_engine import EngineError


def run_alone(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process that finds no program and no other espeak."""
    wanted = {"PATH": "", "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"} | environment
    inherited = {key: os.environ[key] for key in ("SYSTEMROOT", "LOCALAPPDATA", "HOME", "TEMP") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code], env=inherited | wanted, capture_output=True, text=True, timeout=60, check=False
    )


SPEAK = """
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance
clip = load("pyttsx3").synthesize(Utterance("Good evening.", "en-gb"))
assert len(clip.samples) > 5000, len(clip.samples)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/self/maps is Linux's")
def test_only_the_library_of_the_wheel_is_loaded(tmp_path: Path) -> None:
    maps = tmp_path / "maps"
    result = run_alone(SPEAK + f"open({str(maps)!r}, 'w').write(open('/proc/self/maps').read())")
    assert result.returncode == 0, result.stderr
    libraries = {line.split()[-1] for line in maps.read_text().splitlines() if "espeak" in line}
    assert libraries == {str(data_folder().parent / "libespeak-ng.so")}


def test_speaking_writes_nothing_to_the_terminal() -> None:
    result = run_alone(SPEAK)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_system_data_folder_is_not_used_when_the_wheels_is_gone(tmp_path: Path) -> None:
    code = f"""
import pathlib, espeakng_loader
from voices.engines.espeak.espeak_library import Espeak
Espeak(pathlib.Path(espeakng_loader.get_library_path()), pathlib.Path({str(tmp_path / "nowhere")!r}))
"""
    result = run_alone(code, ESPEAK_DATA_PATH=str(data_folder()))
    assert "EngineError" in result.stderr


def test_a_data_folder_with_spaces_and_accents_in_its_path_works(tmp_path: Path) -> None:
    folder = tmp_path / "Größe und Länge" / "espeak-ng-data"
    folder.mkdir(parents=True)
    for name in ("phontab", "phonindex", "phondata", "intonations", "en_dict"):
        shutil.copy(data_folder() / name, folder)
    code = f"""
import pathlib, espeakng_loader
from voices.engines.espeak.espeak_library import Espeak, data_folder
engine = Espeak(pathlib.Path(espeakng_loader.get_library_path()), pathlib.Path({str(folder)!r}))
engine.set_voice((data_folder() / "lang/gmw/en").read_text(), "en")
assert len(engine.speak("Good evening.", 165).pcm) > 10_000
"""
    result = run_alone(code, XDG_CACHE_HOME=str(tmp_path / "Café à la carte"))
    assert result.returncode == 0, result.stderr


def test_a_path_too_long_for_the_library_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="longer than"):
        Espeak(data_folder().parent / "libespeak-ng.so", tmp_path / ("x" * 160))


def test_a_library_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("not a library")
    with pytest.raises(EngineError, match="can't be loaded"):
        Espeak(tmp_path / "library", data_folder())


def test_voices_are_laid_down_once_and_whole_by_many_processes(tmp_path: Path) -> None:
    here = str(tmp_path)
    environment = dict(os.environ, XDG_CACHE_HOME=here, WIN_PD_OVERRIDE_LOCAL_APPDATA=here, PYTHONPATH=str(REPOSITORY))
    processes = [subprocess.Popen([sys.executable, "-c", SPEAK], env=environment) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    files = [path for path in (tmp_path / "make-audio").rglob("*") if path.is_file()]
    assert sorted(path.parent.name for path in files)[-1] == "voices"
    assert len(files) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's mode keeps nobody out on Windows")
def test_without_a_cache_folder_a_temporary_one_serves_and_goes(tmp_path: Path) -> None:
    (tmp_path / "make-audio").write_text("a file in the way")
    (tmp_path / "temporary").mkdir()
    result = run_alone(SPEAK, XDG_CACHE_HOME=str(tmp_path), HOME=str(tmp_path), TMPDIR=str(tmp_path / "temporary"))
    assert result.returncode == 0, result.stderr
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_voice_that_overflows_does_not_make_the_next_one_quieter() -> None:
    def said(name: str, text: str, semitones: float = 0, whisper: bool = False) -> bytes:
        voice = find_voice(name, "en")
        espeak().set_voice(voice_file(voice, semitones, whisper), voice.language.dictionary)
        return espeak().speak(text, 165).pcm

    before = said("en-gb", "Are our arms warm?")
    loud = said("en-gb+Lee", "a", 3, whisper=True)
    assert np.abs(np.frombuffer(loud, "<i2").astype(int)).max() > 32_000
    assert said("en-gb", "Are our arms warm?") == before
