"""What would be broken: a model is asked again and paid again, or what a file says that no model said is believed."""

from __future__ import annotations

import pytest

from pipeline.disk.sealed_text import DamagedError, sealed
from pipeline.production.remembered.opinion_memory import dump_opinions, parse_opinions


def test_opinions_come_back_as_they_were_kept() -> None:
    opinions = {"b": ("a model", "Anna"), "a": ("a model", "")}
    assert parse_opinions(dump_opinions(opinions)) == opinions


@pytest.mark.parametrize("payload", ["[]", '{"a": 1}', '{"a": ["b"]}', '{"a": ["b", 1]}', '{"a": ["b", "c", "d"]}'])
def test_what_no_model_said_is_damage(payload: str) -> None:
    with pytest.raises(DamagedError):
        parse_opinions(sealed("opinions", payload))
