"""What a story says of a whole exchange holds for it: else people who spoke in whispers are heard aloud."""

from __future__ import annotations

from script.deliveries.spoken_together import spoken_together
from script.model import Delivery


def found(text: str) -> list[Delivery]:
    return [delivery for _, _, delivery in spoken_together(text, [(0, len(text))])]


def test_how_several_talk_is_found_and_not_what_lies_in_whispers() -> None:
    assert found("For an hour they spoke in whispers.") == [Delivery.WHISPER]
    assert found("The two talked quietly together in low voices.") == [Delivery.SOFT]
    assert found("The wind went by in whispers.") == []
    assert found("They walked home. The story came in low voices.") == []
