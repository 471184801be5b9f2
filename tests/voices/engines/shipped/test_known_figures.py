"""What would be broken: leading parts for voices that nobody understands, because what was measured isn't found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from voices.engines.shipped import known_figures
from voices.engines.shipped.known_figures import VoiceFigures, figures


@pytest.fixture(autouse=True)
def _measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "pyttsx3.json").write_text('{"anna": {"errors": 3.5, "f0": 190}, "": {"errors": 2.0}}', "utf-8")
    (tmp_path / "hibari.json").write_text('{"heart+warm": {"errors": 2.5, "f0": 120}}', "utf-8")
    monkeypatch.setattr(known_figures, "FOLDER", str(tmp_path))
    known_figures._table.cache_clear()
    yield
    known_figures._table.cache_clear()


def test_a_variant_of_espeak_has_its_figures_in_every_english_accent() -> None:
    assert figures("pyttsx3", "en-gb+anna", "en-gb") == figures("pyttsx3", "en-us+anna", "en-us")
    assert figures("pyttsx3", "en-gb+anna", "en-gb") == VoiceFigures(3.5, 190)
    assert figures("pyttsx3", "en-gb", "en-gb") == VoiceFigures(2.0, None)


def test_how_well_a_voice_is_understood_in_another_language_is_not_known_and_its_pitch_is() -> None:
    assert figures("pyttsx3", "de+anna", "de") == VoiceFigures(None, 190)


def test_the_voices_of_other_engines_go_by_their_whole_names() -> None:
    assert figures("hibari", "heart+warm", "en-us") == VoiceFigures(2.5, 120)
    assert figures("hibari", "heart", "en-us") == VoiceFigures()
    assert figures("openai", "alloy", "en-us") == VoiceFigures()
