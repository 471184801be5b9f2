"""A name that is called tells who is there; a name that is told of doesn't."""

from __future__ import annotations

from script.people.names.vocatives import is_vocative


def test_an_address_is_told_from_a_mention() -> None:
    for text, vocative in (
        ("Come, Tom, now", True),
        ("Tom, come", True),
        ("I saw Tom there", False),
        ("Yes. Tom. He", False),
    ):
        at = text.index("Tom")
        assert is_vocative(text, at, at + 3) is vocative, text
