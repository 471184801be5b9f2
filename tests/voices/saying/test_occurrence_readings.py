"""What would be broken: one word said otherwise than a person says, its neighbours too, or timings that slip."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.text.visible_text import word_before, word_goes_on
from tests.script.chapters import STORY_TEXT
from voices.cast.voice_profile import VoiceProfile
from voices.engines.speech_engine import Utterance
from voices.lexicon.entries import Lexicon, LexiconEntry, said_as
from voices.saying.occurrence_readings import Reading
from voices.saying.utterance import Said, said_for

LEXICON = Lexicon((LexiconEntry("read", "reed"), LexiconEntry("Nynaeve", ipa="nɪnˈiːv")))


def marked(written: str) -> tuple[str, list[Reading]]:
    """(the words, the readings) of a line as a script file has it."""
    text = ""
    readings = []
    for part in re.split(r"(\[as: [^\]]*\])", written):
        if part.startswith("[as: "):
            start = word_before(text) or 0
            readings.append((start, len(text), said_as(text[start:], part[5:-1])))
        else:
            text += part
    return text, readings


def said(written: str, *, engine: str = "pyttsx3", language: str = "en-gb") -> Said:
    text, readings = marked(written)
    found = said_for(
        text, VoiceProfile(engine, "en-gb+anna"), None, language, words=LEXICON.of(None), readings=readings
    )
    assert found is not None
    assert len(found.source) == len(found.utterance.text)
    assert list(found.source) == sorted(found.source)
    return found


def spoken(written: str) -> str:
    return said(written).utterance.text


def ipa_of(utterance: Utterance) -> list[tuple[str, str]]:
    return [(utterance.text[start:end], ipa) for start, end, ipa in utterance.phonemes]


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("He had read[as: red] it, and will read it.", "He had red it, and will reed it."),
        ("He read.[as: red] Then he slept.", "He red. Then he slept."),
        ("St.[as: saynt] John in St. Ives", "saynt John in Saint Ives"),
        ("St[as: saynt]. John", "saynt John"),
        ("the U.S.A.[as: yoo ess ay] won", "the yoo ess ay won"),
        ("about 5 subj.[as: subjects] each", "about five subjects each"),
        ("Louis XIV[as: cattorz] sat", "Louis cattorz sat"),
        ("on 5 June 1914[as: nineteen four]", "on the fifth of June nineteen four"),
        ("3/4[as: three to four] of it", "three to four of it"),
        ("It cost $5[as: five bucks] then.", "It cost five bucks then."),
        ("at 10:30[as: half past ten] sharp", "at half past ten sharp"),
        ("W-what[as: wot] now?", "wot now?"),
    ],
)
def test_one_word_is_said_as_a_person_says_and_the_others_as_ever(written: str, heard: str) -> None:
    assert spoken(written) == heard


def test_ipa_stands_on_its_word_and_on_no_other_and_wins_over_the_lexicon() -> None:
    utterance = said("Nynaeve’s[as: /naɪˈniːvz/] bow, Nynaeve, and 3/4[as: /θriː/].").utterance
    assert ipa_of(utterance) == [("Nynaeve's", "naɪˈniːvz"), ("Nynaeve", "nɪnˈiːv"), ("three quarters", "θriː")]


def test_it_wins_over_what_the_source_says_of_the_place() -> None:
    text, readings = marked("He had read[as: red] it.")
    places = [(0, 2, "hiː"), (7, 11, "riːd")]
    found = said_for(text, VoiceProfile("pyttsx3", "en-gb+anna"), None, "en", places=places, readings=readings)
    assert found is not None
    assert (found.utterance.text, ipa_of(found.utterance)) == ("He had red it.", [("He", "hiː")])


def test_an_engine_without_ipa_says_the_respelling_or_what_is_printed() -> None:
    server = "openai"
    utterance = said("He had read[as: /rɛd/] it, and read[as: red] it.", engine=server).utterance
    assert (utterance.text, utterance.phonemes) == ("He had reed it, and red it.", ())


def test_a_stressed_word_stays_stressed() -> None:
    text, readings = marked("He had READ[as: red] it.")
    found = said_for(text, VoiceProfile("hibari", "heart"), None, "en", readings=readings, marks=((7, 11),))
    assert found is not None
    assert [found.utterance.text[start:end] for start, end in found.utterance.stress] == ["red"]


@settings(max_examples=300, deadline=None)
@given(STORY_TEXT, st.sampled_from(["en", "de", "fr"]), st.sampled_from(["red", "/rɛd/"]))
def test_whatever_the_text_the_word_is_said_so_and_every_sign_keeps_its_way_back(
    text: str, language: str, how: str
) -> None:
    ends = [
        at
        for at in range(1, len(text) + 1)
        if word_before(text[:at]) is not None and not word_goes_on(text[:at], text[at:])
    ]
    readings = [(word_before(text[:at]) or 0, at, how) for at in ends]
    apart = [one for one, other in pairwise([*readings, (len(text), 0, "")]) if one[1] <= other[0]]
    entries = [(start, end, said_as(text[start:end], said)) for start, end, said in apart]
    found = said_for(text, VoiceProfile("pyttsx3", "en-gb+anna"), None, language, readings=entries)
    if found is None:
        return
    utterance = found.utterance
    assert len(found.source) == len(utterance.text)
    assert list(found.source) == sorted(found.source)
    if how == "red":
        assert utterance.text.count("red") >= len(entries)
    else:
        assert [ipa for _, _, ipa in utterance.phonemes] == ["rɛd"] * len(entries)
