"""What speaks for each who may have said it: a clue that is weighed the wrong way round gives away every line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from script.model import Character, Gender
from script.people.characters import Teller
from script.tagging.attribution.rules.scores import Scores
from tests.script.quoted_books import book_of

ANNA, TOM, RUTH = 0, 1, 2
PEOPLE = (Character("Anna", (), Gender.FEMALE), Character("Tom", (), Gender.MALE), Character("Ruth", (), Gender.FEMALE))
OPENING = "Anna and Tom and Ruth sat.\n"


def scores(text: str, number: int = 0, fixed: dict[int, int] | None = None, **cast: object) -> dict[int, float]:
    book = book_of(OPENING + text, *PEOPLE)
    book = replace(book, cast=replace(book.cast, **cast), fixed=fixed or {})  # type: ignore[arg-type]
    return Scores(book).scores(number)


def best(text: str, number: int = 0) -> int:
    found = scores(text, number)
    return max(found, key=lambda who: found[who])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“So,” said Ruth.", RUTH),
        ("“So,” he said.", TOM),
        ("“So,” said the man.", TOM),
        ("Tom put down his cup. “So.”", TOM),
        ("It rained. Ruth rose.\n“So.”", RUTH),
    ],
)
def test_tags_and_deeds_speak_for_whom_they_name(text: str, who: int) -> None:
    assert best(text) == who


def test_who_acts_beside_the_words_or_right_before_them_is_likelier_than_who_is_only_there() -> None:
    assert scores("Tom rose. “So.”")[TOM] > scores("It was for Tom. “So.”")[TOM] + 2
    assert scores("Tom rose.\n“So.”")[TOM] > scores("It was for Tom.\n“So.”")[TOM] + 0.8


def test_a_pronoun_all_but_rules_out_another_gender() -> None:
    found = scores("Ruth came. Anna came. “So,” he said.")
    assert found[TOM] > max(found[ANNA], found[RUTH]) + 4


def test_who_is_called_does_not_speak_but_answers() -> None:
    text = "“Sit down, Anna.”\n“So.”"
    called, plain = scores(text), scores("“Sit down.”\n“So.”")
    assert called[ANNA] < plain[ANNA]
    assert best(text, 1) == ANNA
    assert scores(text, 1)[ANNA] > scores("“Sit down.”\n“So.”", 1)[ANNA] + 1.5


def test_who_is_spoken_of_speaks_less() -> None:
    assert scores("“I saw Anna there.”")[ANNA] < scores("“I saw them there.”")[ANNA]


def test_who_was_told_of_last_is_likelier() -> None:
    assert best("Ruth had come. Tom had gone.\nIt rained.\n“So.”") == TOM


def test_who_tells_is_about_and_is_never_he() -> None:
    told = (Teller(0, 999, TOM),)
    assert scores("“So.”", tellers=told)[TOM] > scores("“So.”")[TOM]
    assert scores("“So,” he said.", tellers=told)[TOM] < scores("“So,” he said.")[TOM]


def test_a_crowd_and_whoever_has_no_name_speak_less() -> None:
    plain = scores("“So.”")[RUTH]
    described = scores("“So.”", described=frozenset({RUTH}))[RUTH]
    assert scores("“So.”", groups=frozenset({RUTH}))[RUTH] < described < plain


def test_what_a_person_said_outweighs_everything() -> None:
    found = scores("“So,” said Ruth.", fixed={0: TOM})
    assert max(found, key=lambda who: found[who]) == TOM
