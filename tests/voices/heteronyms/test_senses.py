"""What would be broken: a spelling with one sense only, a plural that is said as no plural, a cue that can't be met."""

from __future__ import annotations

import re

from voices.heteronyms.senses import HETERONYMS


def test_the_plural_and_the_third_person_follow_their_word() -> None:
    assert [sense.ipa for sense in HETERONYMS["records"]] == ["ˈɹɛkəɹdz", "ɹɪˈkɔːɹdz"]
    assert [sense.ipa for sense in HETERONYMS["uses"]] == ["ˈjuːsɪz", "ˈjuːzɪz"]
    assert [sense.ipa for sense in HETERONYMS["houses"]] == ["ˈhaʊzɪz", "ˈhaʊzɪz"]
    assert "allies" in HETERONYMS
    assert "allys" not in HETERONYMS


def test_cues_are_in_small_letters_and_of_two_words_at_most() -> None:
    for senses in HETERONYMS.values():
        for sense in senses:
            for cue in (*sense.before, *sense.after, *sense.near):
                assert re.fullmatch("[a-z']+( [a-z']+)?", cue)
            assert not any(" " in cue for cue in sense.near)


def test_no_word_speaks_for_two_senses_of_one_spelling_at_the_same_place() -> None:
    for word, senses in HETERONYMS.items():
        for number, one in enumerate(senses):
            for other in senses[number + 1 :]:
                assert one.ipa == other.ipa or not (one.after & other.after), word
