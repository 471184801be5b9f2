"""What would be broken: the voices of a server that has its own way of listing them."""

from __future__ import annotations

import json

import pytest

from voices.engines.server.listed_voices import described_by_name, listed_names
from voices.engines.server.voice_address import VoiceAddress


@pytest.mark.parametrize(
    ("listing", "names"),
    [
        ({"voices": ["a", "b"]}, ("a", "b")),
        ({"data": [{"id": "a", "name": "Alice"}]}, ("a",)),
        ([{"voice_id": "a"}, {"name": "b"}, {}, 3, None], ("a", "b")),
        ({"voices": {"a": 1}}, ()),
        ({"other": ["a"]}, ()),
        ("a", ()),
        (3, ()),
    ],
)
def test_names_are_found_in_every_form_of_list(listing: object, names: tuple[str, ...]) -> None:
    assert listed_names(json.dumps(listing).encode()) == names


def test_what_is_no_list_names_nobody() -> None:
    assert [listed_names(data) for data in (b"", b"\xff", b"<html>", b"[" * 100_000)] == [()] * 4


@pytest.mark.parametrize(
    ("voice", "language", "gender"),
    [
        ("bf_emma", "en-gb", "female"),
        ("pm_alex", "pt-br", "male"),
        ("xf_alien", "en", "female"),
        ("onyx", "en", "male"),
        ("alloy", "en", None),
        ("My Voice", "en", None),
    ],
)
def test_a_name_tells_language_and_gender_where_it_can(voice: str, language: str, gender: str | None) -> None:
    info = described_by_name(VoiceAddress(voice, "m", "http://box/v1"))
    assert (info.name, info.language, info.gender) == (f"{voice}@m@http://box/v1", language, gender)
