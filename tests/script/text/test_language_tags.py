"""What would be broken: a British book in American voices, because somebody writes en_GB."""

from __future__ import annotations

from script.text.language_tags import base_language, plain_tag


def test_a_tag_has_one_form() -> None:
    assert plain_tag("en_GB") == plain_tag("en-gb") == "en-gb"
    assert plain_tag("") == ""


def test_a_language_is_the_same_in_every_region() -> None:
    assert {base_language(tag) for tag in ("en", "EN", "en_GB", "en-gb-scotland")} == {"en"}
