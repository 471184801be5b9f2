"""Engines and voices by name: casting reads them without loading an engine, and a wrong name is told the right one."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.places import REPOSITORY
from voices.engines import load, names, registry, voice_infos
from voices.engines.neural import kokoro_model
from voices.engines.registry import check_name
from voices.engines.shipped import known_figures
from voices.engines.speech_engine import EngineError


def test_every_engine_is_named_the_default_first() -> None:
    assert names() == ("pyttsx3", "hibari", "kokoro", "piper", "openai", "system")


def test_each_engine_is_known_by_its_own_record() -> None:
    assert [registry.traits(name).name for name in names()] == list(names())
    for name in names():
        if registry.installed(name) and name != "system":
            assert load(name).traits is registry.traits(name)


def test_what_engines_are_like_is_known_without_anything_that_they_speak_with() -> None:
    code = """
import sys
from voices.engines import registry
assert registry.traits("kokoro").takes_ipa and registry.traits("hibari").even
print(*{"numpy", "onnxruntime", "hibari", "piper", "pyttsx3", "soxr", "http.client"} & set(sys.modules))
"""
    arguments = [sys.executable, "-c", code]
    ran = subprocess.run(arguments, check=True, cwd=REPOSITORY, timeout=60, capture_output=True, text=True)
    assert ran.stdout == "\n"


def test_an_engine_that_is_not_installed_says_what_installs_it() -> None:
    code = """
import sys
sys.modules["hibari"] = None
from voices.engines import load
from voices.engines.speech_engine import EngineError
from voices.engines.registry import check_name
from voices.engines.shipped import known_figures
try:
    load("kokoro")
except EngineError as error:
    print(error)
"""
    arguments = [sys.executable, "-c", code]
    ran = subprocess.run(arguments, check=True, cwd=REPOSITORY, timeout=60, capture_output=True, text=True)
    assert ran.stdout == (
        "The speech engine 'kokoro' is not installed; install it with: pip install 'make-audio[kokoro]'\n"
    )


def test_voices_of_kokoro_without_its_model_are_not_taken_for_an_engine_that_can_speak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("hibari", reason="make-audio[neural] is not installed")
    monkeypatch.setattr(kokoro_model, "MODEL_PARTS", ("no_such_package",))
    monkeypatch.setenv("MAKE_AUDIO_VOICES", str(tmp_path))
    assert not registry.installed("kokoro")
    with pytest.raises(EngineError, match="pip install 'make-audio\\[kokoro\\]'"):
        load("kokoro")
    model = tmp_path / kokoro_model.MODEL_PACK / kokoro_model.MODEL_FILE
    model.parent.mkdir()
    model.touch()
    assert registry.installed("kokoro")


def test_a_misspelt_engine_is_told_the_right_name() -> None:
    with pytest.raises(EngineError, match="did you mean 'pyttsx3'"):
        load("pytsx3")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system has voices of its own")
def test_a_system_without_voices_says_so_and_names_the_way_out() -> None:
    with pytest.raises(EngineError, match="take the engine 'pyttsx3'"):
        load("system")


def test_voices_are_listed_without_loading_the_library_or_pyttsx3() -> None:
    code = """
import ctypes, sys
def refuse(*arguments): raise AssertionError("a library was loaded")
ctypes.CDLL = refuse
from voices.engines import voice_infos
assert len(voice_infos("pyttsx3")) > 200
assert "pyttsx3" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPOSITORY, timeout=60)


def test_the_engine_lists_the_same_voices() -> None:
    unmeasured = tuple(replace(info, errors=None, f0=None) for info in voice_infos("pyttsx3"))
    assert load("pyttsx3").voices() == unmeasured


def test_voices_come_with_what_was_measured_of_them() -> None:
    felix = voice_infos("pyttsx3", "en-us")[0]
    assert (felix.name, felix.errors is not None and felix.errors < 4, felix.f0) == ("en-us+felix", True, 104)


@pytest.mark.parametrize("engine", ["hibari", "pyttsx3"])
def test_every_voice_that_is_cast_in_english_was_measured(engine: str) -> None:
    # One of which nobody knows how well it is understood would be taken for one that always is, and would narrate.
    own = [info for info in voice_infos(engine, "en-gb") if info.flaw < 1 and not info.retired]
    own = [info for info in own if known_figures.key_of(engine, info.name)]
    assert len(own) > 10
    assert [info.name for info in own if info.errors is None or info.f0 is None] == []


def test_there_are_enough_voices_of_every_sort() -> None:
    own = [info for info in voice_infos("pyttsx3") if info.flaw < 1 and info.language == "en-gb" and not info.retired]
    for gender in ("female", "male"):
        for age, least in (("child", 4), ("adult", 14), ("old", 4)):
            assert sum((info.gender, info.age) == (gender, age) for info in own) >= least, (gender, age)


def test_a_story_in_another_language_gets_its_voices_first() -> None:
    infos = voice_infos("pyttsx3", "de-AT")
    assert infos[0].name == "de+felix"
    assert {info.language for info in infos[:50]} == {"de"}
    assert len({info.name for info in infos}) == len(infos)


def test_a_language_that_espeak_lacks_is_an_error() -> None:
    with pytest.raises(EngineError, match="no language"):
        voice_infos("pyttsx3", "zz")


def test_espeak_is_known_by_its_own_name() -> None:
    with pytest.raises(EngineError, match="did you mean 'pyttsx3'"):
        check_name("espeak")
