"""What would be broken: what is taken for granted of an engine whose record doesn't say otherwise."""

from __future__ import annotations

from dataclasses import replace

from voices.engines.engine_traits import EngineTraits, Pace

PLAIN = EngineTraits("some", "some engine", Pace(letter=0.08, line=0.1, speed=10.0))


def test_an_engine_that_tells_nothing_needs_no_model_and_is_told_no_deliveries() -> None:
    assert PLAIN.has_model()
    assert not PLAIN.takes_instructions("any voice")


def test_a_level_holds_as_far_up_and_down_as_was_measured() -> None:
    moved = replace(PLAIN, level_reach=3.0)
    assert [moved.level_holds(pitch) for pitch in (-3.5, -3.0, 0.0, 3.0, 3.5)] == [False, True, True, True, False]
    assert [PLAIN.level_holds(pitch) for pitch in (-1.0, 0.0, 1.0)] == [False, True, False]
