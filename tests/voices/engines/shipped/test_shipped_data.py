"""What would be broken: voices that casting can't tell apart, because what was measured of them isn't found."""

from __future__ import annotations

import pytest

from voices.engines.shipped.shipped_data import measured_name, measurements, shipped_table


def test_what_was_measured_is_found_under_the_name_of_the_voice_as_it_was_moved() -> None:
    assert measured_name("heart", 0.0) == "heart"
    assert measured_name("heart", 3.0) == "heart@3"
    assert measured_name("heart", -1.5, "whisper") == "heart@-1.5 whisper"
    assert measured_name("heart", 3.0) in measurements("timbres", "hibari")
    assert measured_name("heart", 0.0, "whisper") in measurements("levels", "hibari")


def test_of_an_engine_that_was_never_measured_nothing_is_known() -> None:
    assert measurements("levels", "openai") == {}


def test_a_table_that_should_have_come_along_is_missed() -> None:
    assert list(shipped_table("variants", "hibari.toml"))
    with pytest.raises(FileNotFoundError):
        shipped_table("variants", "nobody.toml")
