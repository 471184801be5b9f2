from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import Delivery
from voices.cast.voice_profile import VoiceProfile
from voices.engines.speech_engine import Utterance
from voices.lexicon.entries import Lexicon, LexiconEntry
from voices.saying.utterance import mix_gain, utterance_for

JANE = VoiceProfile("pyttsx3", "en-gb+anna", rate=1.1, pitch=1.5, gain=-2.0, pan=0.3, effects=("room",))


def test_text_profile_and_language_reach_the_engine() -> None:
    utterance = utterance_for("“Mr. Bennet!”", JANE, None, "en-gb")
    assert utterance is not None
    assert utterance.text == "Mister Bennet!"
    assert (utterance.voice, utterance.language, utterance.delivery) == ("en-gb+anna", "en-gb", None)
    assert (utterance.rate, utterance.pitch) == (1.1, 1.5)


@pytest.mark.parametrize("text", ["", "* * *", "…", "“—”", "❦"])
def test_what_cannot_be_said_is_a_pause(text: str) -> None:
    assert utterance_for(text, JANE, "shout", "en") is None


def test_a_delivery_goes_on_top_of_the_profile_within_what_engines_can_do() -> None:
    hurry = utterance_for("Stop", JANE, "hurry", "en")
    assert hurry is not None
    assert hurry.rate > 1.1
    assert hurry.pitch > 1.5
    extreme = utterance_for("Stop", VoiceProfile("pyttsx3", "x", rate=3, pitch=12), "hurry", "en")
    assert extreme is not None
    assert (extreme.rate, extreme.pitch) == (3, 12)
    slow = utterance_for("Stop", VoiceProfile("pyttsx3", "x", rate=0.5, pitch=-12), "drawl", "en")
    assert slow is not None
    assert (slow.rate, slow.pitch) == (0.5, -12)


@pytest.mark.parametrize(
    ("rate", "hurried", "drawled"),
    [(1.0, 1.22, 0.8), (1.5, 1.6, 1.2), (2.5, 2.5, 2.0), (0.75, 0.915, 0.7), (0.6, 0.732, 0.6)],
)
def test_no_delivery_makes_a_speaker_faster_or_slower_than_words_can_be_told(
    rate: float, hurried: float, drawled: float
) -> None:
    profile = VoiceProfile("pyttsx3", "x", rate=rate)
    paces = [u.rate for how in ("hurry", "drawl") if (u := utterance_for("Stop", profile, how, "en")) is not None]
    assert paces == pytest.approx([hurried, drawled])


def test_a_murmur_is_flat_and_a_laugh_lively_of_the_engines_that_can() -> None:
    melodies = {d: u.melody for d in Delivery if (u := utterance_for("Stop", JANE, d, "en")) is not None}
    assert melodies[Delivery.DRAWL] < 1 < melodies[Delivery.LAUGH]
    assert melodies[Delivery.MURMUR] < 1 < melodies[Delivery.SHOUT]
    for engine, melody in (("kokoro", melodies[Delivery.LAUGH]), ("piper", 1)):
        laughing = utterance_for("Stop", VoiceProfile(engine, "anybody"), "laugh", "en")
        assert laughing is not None
        assert laughing.melody == melody


def test_only_a_delivery_that_the_engine_must_know_is_told_to_it() -> None:
    told = {d for d in Delivery if (u := utterance_for("Stop", JANE, d, "en")) is not None and u.delivery is not None}
    assert told == set(Delivery) - {Delivery.HURRY, Delivery.DRAWL}


def test_what_is_set_when_mixing_makes_no_new_clip() -> None:
    plain = VoiceProfile("pyttsx3", "en-gb+anna", rate=1.1, pitch=1.5)
    assert utterance_for("Hello", JANE, None, "en") == utterance_for("Hello", plain, "growl", "en")
    assert mix_gain(JANE, None) == -2.0
    assert mix_gain(JANE, "shout") > -2.0 > mix_gain(JANE, "murmur")
    assert mix_gain(JANE, None, aside=True) < -2.0


def test_headings_and_verse_are_read_as_such() -> None:
    heading = utterance_for("XIV", JANE, None, "en", heading=True)
    verse = utterance_for("burning bright\nIn the night", JANE, None, "en", verse=True)
    assert heading is not None
    assert heading.text == "fourteen"
    assert verse is not None
    assert verse.text == "burning bright, In the night"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30), st.one_of(st.none(), st.sampled_from(Delivery), st.text(max_size=5)))
def test_no_text_and_no_delivery_makes_an_utterance_that_says_nothing(text: str, delivery: str | None) -> None:
    utterance = utterance_for(text, JANE, delivery, "en")
    assert utterance is None or any(character.isalnum() for character in utterance.text)


def told(utterance: Utterance | None) -> list[tuple[str, str]]:
    """The words whose phonemes the engine is told, and those."""
    assert utterance is not None
    return [(utterance.text[start:end], ipa) for start, end, ipa in utterance.phonemes]


@pytest.mark.parametrize("engine", ["pyttsx3", "hibari", "kokoro", "piper"])
def test_an_engine_that_takes_ipa_is_told_which_of_two_words_is_meant(engine: str) -> None:
    voice = VoiceProfile(engine, "any")
    assert told(utterance_for("“He read it,” I read.", voice, None, "en-gb"))[0] == ("read", "ɹɛd")
    assert told(utterance_for("I WILL READ IT", voice, None, "en-gb")) == [("Read", "ɹiːd")]


def test_words_of_other_languages_and_engines_without_ipa_are_left_alone() -> None:
    assert told(utterance_for("Die Note war lead and live", JANE, None, "de")) == []
    assert told(utterance_for("He read it.", VoiceProfile("system", "any"), None, "en")) == []


def test_what_a_person_or_the_source_says_of_a_word_holds_over_its_reading() -> None:
    person = Lexicon((LexiconEntry("read", None, "rɑːd"),)).of(None)
    assert told(utterance_for("He read it.", JANE, None, "en", words=person)) == [("read", "rɑːd")]
    assert told(utterance_for("He read it.", JANE, None, "en", places=[(3, 7, "rɔːd")])) == [("read", "rɔːd")]


def test_a_word_that_was_respelled_is_said_as_it_is_spelled_then() -> None:
    person = Lexicon((LexiconEntry("Rede", "read"),)).of(None)
    assert told(utterance_for("He saw Rede there.", JANE, None, "en", words=person)) == []
    assert told(utterance_for("It took 5 min. of use.", JANE, None, "en")) == [("use", "juːs")]
