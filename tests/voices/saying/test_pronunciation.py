"""What would be broken: a name said wrongly though its reader wrote how, a word changed that only looks alike."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.cast.voice_profile import VoiceProfile
from voices.engines.registry import load
from voices.engines.speech_engine import Utterance
from voices.lexicon.entries import Lexicon, LexiconEntry
from voices.saying.pronunciation import pronounced
from voices.saying.utterance import utterance_for
from voices.spoken_text import SpokenText, speak

ARTHUR = VoiceProfile("pyttsx3", "en-gb+arthur")


def said(printed: str, *entries: LexiconEntry, takes_ipa: bool = False) -> str:
    return pronounced(speak(printed, "en"), entries, "en", takes_ipa=takes_ipa)[0].text


def test_whole_words_alone_are_said_anew() -> None:
    entry = LexiconEntry("Cam", "kame")
    assert said("Cam, “Cam!” Cam's Camera, Scam, Cam-like", entry) == "kame, kame! kame's Camera, Scam, kame-like"


def test_a_capital_in_the_lexicon_is_a_capital_in_the_text() -> None:
    assert said("Polish polish POLISH", LexiconEntry("Polish", "poe-lish")) == "poe-lish polish poe-lish"
    assert said("Lead lead LEAD", LexiconEntry("lead", "led")) == "led led led"
    assert (
        said("the Aes\nSedai, AES SEDAI", LexiconEntry("Aes Sedai", "eyes seh-die")) == "the eyes seh-die, eyes seh-die"
    )


def test_words_that_are_prepared_for_speech_are_found_too() -> None:
    assert said("R2-D2 came", LexiconEntry("R2-D2", "Artoo-Detoo")) == "Artoo-Detoo came"
    assert said("“McBRIDE!”", LexiconEntry("McBride", "muck-bride")) == "muck-bride!"


def test_an_engine_without_phonemes_gets_the_respelling_or_the_word() -> None:
    hermione = LexiconEntry("Hermione", "her-my-oh-nee", "həˈmaɪəni")
    assert said("Hermione", hermione) == "her-my-oh-nee"
    assert said("Nynaeve", LexiconEntry("Nynaeve", None, "naɪˈniːv")) == "Nynaeve"
    assert said("Hermione", hermione, takes_ipa=True) == "Hermione"


def test_phonemes_lie_on_their_words_with_the_s_of_a_possessive() -> None:
    entries = (
        LexiconEntry("Nynaeve", None, "naɪˈniːv"),
        LexiconEntry("Loch", None, "lɒx"),
        LexiconEntry("Trish", None, "trɪʃ"),
    )
    spoken, spans = pronounced(SpokenText.of("Nynaeve saw Trish's Loch"), entries, "en", takes_ipa=True)
    assert [(spoken.text[start:end], ipa) for start, end, ipa in spans] == [
        ("Nynaeve", "naɪˈniːv"),
        ("Trish's", "trɪʃɪz"),
        ("Loch", "lɒx"),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aAbB '-.,£3\n", max_size=30), st.booleans())
def test_a_lexicon_keeps_the_way_back_to_the_print(text: str, takes_ipa: bool) -> None:
    entries = (LexiconEntry("a", "one two"), LexiconEntry("B", None, "biː"), LexiconEntry("Ab b", "c", "d"))
    spoken, spans = pronounced(speak(text, "en"), entries, "en", takes_ipa=takes_ipa)
    assert len(spoken.text) == len(spoken.source)
    assert list(spoken.source) == sorted(spoken.source)
    assert all(0 <= start < end <= len(spoken.text) for start, end, _ in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def spoken_by_espeak(printed: str, *entries: LexiconEntry) -> Utterance:
    utterance = utterance_for(printed, ARTHUR, None, "en-gb", words=Lexicon(entries).of(None))
    assert utterance is not None
    return utterance


def test_a_name_in_ipa_sounds_like_the_word_that_has_these_phonemes() -> None:
    engine = load("pyttsx3")
    name = engine.synthesize(spoken_by_espeak("I saw Xyzzy there.", LexiconEntry("Xyzzy", "hello", "həˈləʊ")))
    word = engine.synthesize(spoken_by_espeak("I saw hello there."))
    assert np.array_equal(name.samples, word.samples)
    plain = engine.synthesize(spoken_by_espeak("I saw Xyzzy there."))
    assert not np.array_equal(name.samples[:20_000], plain.samples[:20_000])


def test_a_respelled_name_sounds_like_its_respelling() -> None:
    engine = load("pyttsx3")
    name = engine.synthesize(spoken_by_espeak("I saw Xyzzy there.", LexiconEntry("Xyzzy", "hello")))
    assert np.array_equal(name.samples, engine.synthesize(spoken_by_espeak("I saw hello there.")).samples)


def test_words_after_a_name_in_ipa_are_timed_where_they_stand() -> None:
    utterance = spoken_by_espeak("Xyzzy came, Xyzzy's gone.", LexiconEntry("Xyzzy", None, "ˈzɪzi"))
    clip = load("pyttsx3").synthesize(utterance)
    assert [utterance.text[word.start : word.end] for word in clip.words] == ["Xyzzy", "came", "Xyzzy's", "gone"]


def test_brackets_in_a_text_are_never_phonemes() -> None:
    engine = load("pyttsx3")
    said = (0, 5, "həˈləʊ")
    brackets = engine.synthesize(Utterance("Xyzzy [[D'e@]].", "en-gb", phonemes=(said,)))
    spaces = engine.synthesize(Utterance("Xyzzy   D'e@  .", "en-gb", phonemes=(said,)))
    assert np.array_equal(brackets.samples, spaces.samples)


def test_what_the_source_says_of_a_place_holds_there_alone() -> None:
    text = "She read it; I read it."
    spoken, spans = pronounced(speak(text, "en"), (), "en", takes_ipa=True, places=((4, 8, "rɛd"),))
    assert [(spoken.text[start:end], ipa) for start, end, ipa in spans] == [("read", "rɛd")]
    assert spans[0][0] == spoken.text.index("read")


def test_a_place_whose_print_is_said_in_words_has_all_of_them() -> None:
    text = "at 30° N. and on"
    spoken, spans = pronounced(speak(text, "en"), (), "en", takes_ipa=True, places=((3, 6, "ˈθɜrti dɪˈgriz"),))
    assert [ipa for _, _, ipa in spans] == ["ˈθɜrti dɪˈgriz"]
    assert spoken.text[: spans[0][0]] == "at "
    assert "30" not in spoken.text[spans[0][1] :]


def test_a_place_that_is_a_part_of_a_word_is_none_and_the_end_of_a_sentence_stays() -> None:
    def places(text: str, start: int, end: int) -> list[str]:
        spoken, spans = pronounced(speak(text, "en"), (), "en", takes_ipa=True, places=((start, end, "x"),))
        return [spoken.text[at:to] for at, to, _ in spans]

    assert places("Some Milledge.", 5, 8) == []
    assert places("Some Milledge.", 5, 14) == ["Milledge"]
    assert places("31′ away", 0, 3) == [speak("31′", "en").text]


def test_a_place_counts_more_than_the_sources_lexicon_and_less_than_a_persons() -> None:
    text, places = "Tom saw Tom.", ((8, 11, "place"),)
    ours, theirs = LexiconEntry("Tom", None, "person"), LexiconEntry("Tom", None, "source", of_source=True)

    def phonemes(entry: LexiconEntry) -> list[str]:
        spans = pronounced(speak(text, "en"), (entry,), "en", takes_ipa=True, places=places)[1]
        return [ipa for _, _, ipa in spans]

    assert phonemes(theirs) == ["sourceɪz", "place"] or phonemes(theirs) == ["source", "place"]
    assert phonemes(ours) == ["person", "person"]
    respelled = pronounced(speak(text, "en"), (LexiconEntry("Tom", "tomm"),), "en", takes_ipa=True, places=places)
    assert (respelled[0].text, respelled[1]) == ("tomm saw tomm.", ())


def test_an_engine_without_phonemes_says_places_as_they_are_printed() -> None:
    spoken, spans = pronounced(speak("Tom.", "en"), (), "en", takes_ipa=False, places=((0, 3, "tɒm"),))
    assert (spoken.text, spans) == ("Tom.", ())


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="aB '.£3°XIV\n", max_size=30), st.lists(st.integers(0, 30), min_size=2, max_size=6, unique=True)
)
def test_places_lie_in_the_spoken_text_in_order(text: str, cuts: list[int]) -> None:
    cuts = sorted(cut for cut in cuts if cut <= len(text))
    places = tuple((start, end, "a") for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    entries = (LexiconEntry("a", "one two"), LexiconEntry("B", None, "b"))
    spoken, spans = pronounced(speak(text, "en"), entries, "en", takes_ipa=True, places=places)
    assert all(0 <= start < end <= len(spoken.text) for start, end, _ in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
