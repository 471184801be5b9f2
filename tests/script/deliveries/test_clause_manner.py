"""A sentence tells how its subject speaks, and nobody else: else a crowd's roar makes somebody shout."""

from __future__ import annotations

import pytest

from script.deliveries.clause_manner import is_calm, read_manner, tells_something
from script.deliveries.speaker_words import SpeakerWords
from script.model import Delivery

SHE = SpeakerWords(frozenset(("she",)), frozenset(("her",)), frozenset(("ann",)))


def told(clause: str, verb: str = "") -> Delivery | None:
    """What a clause with "she" or "Ann" for its subject tells of her."""
    at = min(place for place in (clause.find("she"), clause.find("She"), clause.find("Ann")) if place >= 0)
    manner = read_manner(clause, 0, len(clause), SHE, (at, at + 3), verb)
    return manner.found if manner else None


def told_of_others(clause: str) -> Delivery | None:
    """What a clause that isn't about her tells of her."""
    manner = read_manner(clause, 0, len(clause), SHE, None)
    return manner.found if manner else None


@pytest.mark.parametrize(
    ("verb", "clause", "delivery"),
    [
        ("whispered", "whispered Ann", Delivery.WHISPER),
        ("shouted", "shouted Ann angrily", Delivery.SHOUT),
        ("said", "she said in a low whisper", Delivery.WHISPER),
        ("said", "she said, in a low, trembling voice", Delivery.TREMBLE),
        ("said", "she said with a sob", Delivery.SOB),
        ("said", "said Ann, laughing", Delivery.LAUGH),
        ("said", "said Ann, and laughed", Delivery.LAUGH),
        ("said", "she said hurriedly", Delivery.HURRY),
        ("said", "she said very softly", Delivery.SOFT),
        ("said", "said Ann through her tears", Delivery.SOB),
        ("said", "said Ann, on the verge of tears", Delivery.TREMBLE),
        ("said", "said Ann through the locked door", Delivery.MUFFLED),
        ("said", "said Ann into her pillow", Delivery.MUFFLED),
        ("said", "said Ann under her breath", Delivery.MURMUR),
        ("said", "said Ann with a yawn", Delivery.SLEEPY),
        ("said", "said Ann, hardly above a whisper", None),
        ("said", "she said, her voice hardly above a whisper", Delivery.WHISPER),
        ("cried", "cried Ann", Delivery.EXCLAIM),
        ("cried", "cried Ann from the top of the stairs", Delivery.CALL),
        ("cried", "cried Ann in a low voice", Delivery.SOFT),
        ("called", "called Ann softly", Delivery.SOFT),
        ("went", "Ann whispered, as they went", Delivery.WHISPER),
        ("hurried", "hurried on Ann", Delivery.HURRY),
        ("called", "called Ann", Delivery.CALL),
        ("called", "Ann called Tom over", None),
        ("called", "she called him a liar", None),
        ("said", "said Ann", None),
        ("said", "said Ann calmly", None),
    ],
)
def test_verbs_adverbs_and_phrases_of_a_tag_tell(verb: str, clause: str, delivery: Delivery | None) -> None:
    assert told(clause, verb) is delivery


@pytest.mark.parametrize(
    ("verb", "clause", "delivery"),
    [
        ("said", "said Ann, without raising her voice", None),
        ("said", "said Ann, trying not to laugh", None),
        ("said", "said Ann, instead of laughing", None),
        ("said", "said Ann, not softly", None),
        ("said", "she said, as if she would weep", None),
        ("said", "said Ann, like a woman sobbing", None),
        ("shouted", "she almost shouted", Delivery.EXCLAIM),
        ("whispered", "she half whispered", Delivery.SOFT),
        ("said", "said Ann, almost in a whisper", Delivery.SOFT),
        ("said", "said Ann, who could not help laughing", Delivery.LAUGH),
        ("said", "said Ann with a bitter laugh", None),
    ],
)
def test_what_is_denied_is_not_heard_and_what_is_almost_so_is_heard_less(
    verb: str, clause: str, delivery: Delivery | None
) -> None:
    assert told(clause, verb) is delivery


@pytest.mark.parametrize(
    ("verb", "clause"),
    [
        ("said", "said Ann, as the crowd roared"),
        ("said", "said Ann, while Tom was sobbing"),
        ("said", "said Ann to the laughing boys"),
        ("said", "said Ann, and his voice shook"),
        ("said", "said Ann, closing the door softly"),
        ("said", "said Ann, and ran through the door"),
        ("said", "said Ann, gently stroking the cat"),
    ],
)
def test_what_others_do_and_what_is_done_besides_is_not_how_it_is_said(verb: str, clause: str) -> None:
    assert told(clause, verb) is None


@pytest.mark.parametrize(
    ("clause", "delivery"),
    [
        ("She laughed.", Delivery.LAUGH),
        ("She was crying.", Delivery.SOB),
        ("She had laughed at it once.", None),
        ("She spoke in a tired voice.", Delivery.SLEEPY),
        ("Laughing, she pushed him away.", Delivery.LAUGH),
        ("She lowered her voice.", Delivery.SOFT),
        ("She lowered her voice to a whisper.", Delivery.WHISPER),
    ],
)
def test_an_action_beside_the_words_tells(clause: str, delivery: Delivery | None) -> None:
    assert told(clause) is delivery


@pytest.mark.parametrize(
    ("clause", "delivery"),
    [
        ("Her voice sank.", Delivery.SOFT),
        ("Her voice was not loud.", None),
        ("Her voice rose to a scream.", Delivery.SHOUT),
        ("His voice sank.", None),
        ("Tears ran down her face.", Delivery.SOB),
        ("Tears ran down his face.", None),
        ("Tom laughed.", None),
        ("Ann's voice shook.", Delivery.TREMBLE),
        ("Her voice was like a small child's.", None),
    ],
)
def test_a_voice_is_whose_the_possessive_says(clause: str, delivery: Delivery | None) -> None:
    assert told_of_others(clause) is delivery


def test_a_voice_lasts_but_a_change_of_it_does_not() -> None:
    low, sank = "Her voice was low.", "Her voice sank."
    manners = [read_manner(clause, 0, len(clause), SHE, None) for clause in (low, sank)]
    assert [manner.lasting for manner in manners if manner] == [True, False]


def test_what_tells_nothing_is_passed_over_quickly() -> None:
    assert not tells_something("she put the kettle on")
    assert tells_something("she laughed")
    assert is_calm("he said gravely")
    assert not is_calm("he said loudly")
