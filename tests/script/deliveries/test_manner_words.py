"""The lists agree with each other: else a word that is never looked for is found, or the other way round."""

from __future__ import annotations

from script.deliveries.clause_manner import tells_something
from script.deliveries.manner_words import ADVERBS, AS_NOUNS, CHANGES, EMOTING, OF_BODIES, SAYING, VOICE_DOES
from script.model import Delivery


def test_every_form_of_a_verb_is_known() -> None:
    assert [SAYING[form] for form in ("hiss", "hisses", "hissed", "hissing")] == [Delivery.WHISPER] * 4
    assert [SAYING[form] for form in ("cry", "cries", "cried", "crying")] == [Delivery.EXCLAIM] * 4
    assert [SAYING[form] for form in ("sob", "sobs", "sobbed", "sobbing")] == [Delivery.SOB] * 4
    assert [SAYING[form] for form in ("babble", "babbles", "babbled", "babbling")] == [Delivery.HURRY] * 4


def test_every_word_that_tells_something_is_looked_for() -> None:
    assert all(tells_something(word) for table in (SAYING, EMOTING, ADVERBS, AS_NOUNS) for word in table)


def test_a_list_within_a_list_holds_no_more_than_that() -> None:
    assert not CHANGES - VOICE_DOES.keys()
    assert not OF_BODIES - EMOTING.keys()
