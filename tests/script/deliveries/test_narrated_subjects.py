"""A beat belongs to its subject: else somebody else's laugh is heard in a line."""

from __future__ import annotations

import pytest

from script.deliveries.narrated_subjects import is_about, subject_of
from script.deliveries.speaker_words import SpeakerWords

SHE = SpeakerWords(frozenset(("she",)), frozenset(("her",)), frozenset(("ann", "the landlady")))


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("She laughed.", True),
        ("He laughed.", False),
        ("Ann Hale laughed.", True),
        ("Tom laughed.", False),
        ("The landlady laughed.", True),
        ("Laughing, she pushed him away.", True),
        ("In a low voice, he went on.", False),
        ("It rained.", False),
    ],
)
def test_the_subject_is_found_past_what_leads_it_in(sentence: str, about: bool) -> None:
    assert is_about(subject_of(sentence, 0, len(sentence)), SHE, None) is about
