"""What would be broken: a Scottish part spoken by an American where an Englishman is there."""

import pytest

from voices.casting.accents import foreignness


@pytest.mark.parametrize(
    ("language", "accent", "foreign"),
    [
        ("en-gb", "en-gb", 0.0),
        ("en-gb-scotland", "en-gb", 0.0),
        ("en_GB", "en-gb-scotland", 1 / 3),
        ("en-us", "en-gb", 0.5),
        ("de", "en-gb", 1.0),
        ("de", "", 0.0),
        ("de", None, 0.0),
    ],
)
def test_an_accent_is_the_more_foreign_the_earlier_it_parts(language: str, accent: str | None, foreign: float) -> None:
    assert foreignness(language, accent) == pytest.approx(foreign)
