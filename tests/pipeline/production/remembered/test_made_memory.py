"""What would be broken: an audition that can't replace its own files, or that replaces somebody else's."""

from __future__ import annotations

import pytest

from pipeline.disk.sealed_text import DamagedError, sealed
from pipeline.production.remembered.made_memory import Made, dump_made, parse_made


def test_what_was_made_comes_back_as_it_was_kept() -> None:
    made = {"audition/01 Anna.mp3": Made("Anna", ("0" * 64, "1" * 64)), "/elsewhere/é.mp3": Made("", ())}
    assert parse_made(dump_made(made)) == made


@pytest.mark.parametrize("payload", ["[]", '{"a": "b"}', '{"a": ["b", 1]}', '{"a\\u0000": ["b"]}'])
def test_what_names_no_file_is_damage(payload: str) -> None:
    with pytest.raises(DamagedError):
        parse_made(sealed("made", payload))
