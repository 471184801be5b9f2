from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.cast.voice_profile import VoiceProfile
from voices.lexicon.entries import Lexicon, LexiconEntry
from voices.saying.pronunciation import pronounced
from voices.saying.stress import marked, stressed
from voices.saying.utterance import utterance_for
from voices.spoken_text import speak

NELL = VoiceProfile("pyttsx3", "en-gb+anna")


def heard(
    printed: str,
    *,
    spoken: bool = True,
    opening: bool = False,
    words: tuple[LexiconEntry, ...] = (),
    language: str = "en",
) -> list[str]:
    """The stressed words of a line in which {…} is in italics."""
    text = re.sub("[{}]", "", printed)
    runs = [
        (match.start() - 2 * number, match.end() - 2 * number - 2)
        for number, match in enumerate(re.finditer(r"\{[^{}]*\}", printed))
    ]
    marks = marked(text, runs, spoken=spoken, opening=opening)
    utterance = utterance_for(text, NELL, None, language, words=Lexicon(words).of(None), marks=marks)
    assert utterance is not None
    return [utterance.text[start:end] for start, end in utterance.stress]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("I never told {you} that.", ["you"]),
        ("I never told _{you}_ that.", ["you"]),
        ("“{You} did it,” she said.", ["You"]),
        ("{Must} we go {at once}?", ["Must", "at once"]),
        ("I {don’t} know.", ["don't"]),
        ("I SAID no.", ["SAID"]),
        ("Do NOT go.", ["NOT"]),
        ("You will NOT, I say, NEVER go.", ["NOT", "NEVER"]),
        ("NO! I won’t have it.", ["NO"]),
        ("It was HER’S all along.", ["HER'S"]),
        ("She is so un{happy} here.", ["unhappy"]),
        ("I want {Tom} to go.", ["Tom"]),
        ("{I} know what {I’m} doing.", ["I", "I'm"]),
        ("That’s {my} £5.", ["my"]),
        ("I gave him £5, and {she} gave him 10s.", ["she"]),
        ("Wait for {me}, Mr. Pell.", ["me"]),
        ("Nooo! NOOO! Sooo good, pleeease.", ["No", "No", "So", "please"]),
        ("Nnnno! Yesss, sssso rrrright.", ["No", "Yes", "so", "right"]),
        ("Shhh! Hmmm, brrr, www.", []),
        ("It was the WHO, and WHO told you?", ["who"]),
        ("{Not on any} account.", ["Not on any"]),
        ("I AM here, I really AM, not you.", ["am", "am"]),
        ("WHO told you to go there?", ["who"]),
    ],
)
def test_words_set_apart_are_stressed(printed: str, words: list[str]) -> None:
    assert [word.casefold() for word in heard(printed)] == [word.casefold() for word in words]


@pytest.mark.parametrize(
    "printed",
    [
        "The BBC and NASA are in the U.S.A. now.",
        "He sat in the USA with the FBI and a TV.",
        "It was the AM shift, from ten AM on.",
        "They sent an SOS to us from there.",
        "It is in Chapter XIV of the book.",
        "GET OUT OF MY HOUSE THIS MINUTE",
        "STOP!",
        "THE END",
        "A.B. is at 5 PM with M.C. and R&D.",
        "It was {raison d’être}, no less.",
        "He said it {sotto voce} to them.",
        "She is so {naïve} about it.",
        "He came on the {Titanic} last week.",
        "Have you read {Great Expectations} yet?",
        "Have you read {The Lady of the Lake} yet?",
        "I read it in {Punch} yesterday.",
        "She said {You are old, Father William} to him.",
        "She is a {grande dame}, no less.",
        "The letter {e} is missing, and {x} is unknown.",
        "{Dear Nell, I write to you in haste.}",
        "{What have I done?} he thought.",
        "He said {that we would never see any of them again}, and left.",
        "Nothing is set apart here.",
    ],
)
def test_what_is_set_apart_for_another_reason_is_not(printed: str) -> None:
    assert heard(printed) == []


def test_a_name_in_italics_is_stressed_by_who_speaks_and_not_by_who_tells() -> None:
    assert heard("I want {Tom} to go.", spoken=True) == ["Tom"]
    assert heard("They went aboard, and {Argo} sailed.", spoken=False) == []


def test_the_first_words_of_a_chapter_in_capitals_are_an_ornament() -> None:
    assert heard("IT WAS late when they came.", spoken=False, opening=True) == []
    assert heard("Late it WAS when they came.", spoken=False, opening=True) == ["Was"]


def test_a_word_that_the_lexicon_says_is_stressed_where_it_is_said() -> None:
    words = (LexiconEntry("Nynaeve", "nye-NEEV"),)
    assert heard("I saw {Nynaeve} and {her}.", words=words) == ["nye-NEEV", "her"]


def test_an_engine_that_stresses_nothing_keeps_its_clips() -> None:
    text = "I never told you that."
    profile = VoiceProfile("openai", "alloy")
    assert utterance_for(text, profile, None, "en", marks=((13, 16),)) == utterance_for(text, profile, None, "en")


def test_a_line_that_stresses_nothing_keeps_its_clip() -> None:
    text = "The BBC is here."
    marks = marked(text, [], spoken=True, opening=False)
    assert marks
    assert utterance_for(text, NELL, None, "en", marks=marks) == utterance_for(text, NELL, None, "en")


PRINTED = st.lists(
    st.sampled_from(
        [
            "you",
            "NOT",
            "Mr. Bell",
            "£3 10s",
            "XIV",
            "“No!”",
            "BBC",
            "W-what",
            "…",
            "—",
            "_so_",
            "*now*",
            "n’t",
            "é",
            "\n",
            "I",
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
RUNS = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.one_of(PRINTED, st.text(max_size=40)), RUNS, st.booleans(), st.booleans())
def test_stressed_stretches_are_whole_words_in_order(
    text: str, runs: list[tuple[int, int]], spoken: bool, opening: bool
) -> None:
    marks = marked(text, runs, spoken=spoken, opening=opening)
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(marks))
    prepared = speak(text, "en")
    said, _ = pronounced(prepared, (LexiconEntry("you", "yoo hoo"),), "en", takes_ipa=False)
    found = stressed(text, marks, prepared, said)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    for start, end in found:
        assert 0 <= start < end <= len(said.text)
        assert said.text[start].isalnum()
        assert said.text[end - 1].isalnum()
        assert not (start and said.text[start - 1].isalnum())
        assert not (end < len(said.text) and said.text[end].isalnum())
        # What is stressed comes from what was marked: at least one of its characters.
        assert any(a <= said.source[at] < b for a, b in marks for at in range(start, end))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_marks_change_no_word(text: str) -> None:
    plain = utterance_for(text, NELL, None, "en")
    marks = tuple((at, at + 1) for at in range(len(text)))
    with_marks = utterance_for(text, NELL, None, "en", marks=marks)
    assert (plain and plain.text) == (with_marks and with_marks.text)
