"""Habits of speech tell two people apart who are both in the room."""

from __future__ import annotations

from script.tagging.attribution.rules.idiolect import Idiolects, terms

SIR = "Yes, sir. It is ready, sir. The boat, sir, has come in at last from the island. "
HORSE = "Buck up, old horse! Never mind, old horse. Well, old horse, here I am at last in the town. "


def test_short_phrases_between_marks_are_habits_and_names_are_not() -> None:
    found = terms("“Well, old horse, I saw Mr. Finch at the station, upon my word.”")
    assert found == {"well": 1, "old horse": 1, "upon my word": 1}


def test_who_always_says_it_is_likelier_to_say_it_again() -> None:
    idiolects = Idiolects([(1, SIR * 3), (2, HORSE * 3)])
    scores = idiolects.scores("No, sir.")
    assert scores[1] > 0 > scores[2]


def test_a_speaker_of_few_words_is_not_judged() -> None:
    idiolects = Idiolects([(1, SIR * 3), (2, HORSE * 3), (3, "Quite so.")])
    assert 3 not in idiolects.scores("Yes, sir.")


def test_words_that_nobody_has_a_habit_of_tell_nothing() -> None:
    assert Idiolects([(1, SIR * 3), (2, HORSE * 3)]).scores("The moon was out.") == {1: 0.0, 2: 0.0}
    assert Idiolects([]).scores("Yes, sir.") == {}
