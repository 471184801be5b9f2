from __future__ import annotations

import pytest

from pipeline.sound.pauses import Pauses, cue_seconds

PAUSES = Pauses(lines=0.1, speakers=0.2, paragraphs=0.3, scenes=0.7, headings=0.5, head=0.6, tail=0.9)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1.5", 1.5),
        (" 2 s ", 2.0),
        ("1,5", 1.5),
        (".5", 0.5),
        ("800 ms", 0.8),
        ("3 seconds", 3.0),
        ("scene", PAUSES.scenes),
        ("Scenes", PAUSES.scenes),
        ("paragraph", PAUSES.paragraphs),
        ("60", 60.0),
        ("61", None),
        ("-1", None),
        ("a while", None),
        ("", None),
        ("1e9", None),
        ("٣", None),
        ("head", None),
    ],
)
def test_what_people_write_for_a_pause_is_understood_or_not_at_all(value: str, seconds: float | None) -> None:
    assert cue_seconds(value, PAUSES) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("60.001", None),
        ("60000 ms", 60.0),
        ("60001 ms", None),
        ("0", 0.0),
        ("0.25sec", 0.25),
        ("2 secs", 2.0),
        ("1 second", 1.0),
        ("123456 ms", None),
        ("0030000 ms", None),
        ("0.123456", 0.123456),
        ("0.1234567", None),
        (",5", 0.5),
        (".", None),
        ("line", PAUSES.lines),
        ("speaker", PAUSES.speakers),
        ("heading", PAUSES.headings),
        ("tail", None),
        ("1 m", None),
    ],
)
def test_a_pause_is_as_long_as_it_says_up_to_a_minute(value: str, seconds: float | None) -> None:
    assert cue_seconds(value, PAUSES) == seconds
