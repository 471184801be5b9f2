"""Words held at arm's length, names and slogans in quotation marks are read by the narrator, whatever their stops."""

from __future__ import annotations

import pytest

from script.quotations.marks.quotation_spans import find_marks, find_quotes
from script.quotations.marks.speech_or_citation import is_speech


def spoken(text: str) -> list[str]:
    marks = find_marks([text])
    return [text[q.start : q.end] for q in find_quotes(text, 0, len(text), marks) if is_speech(text, q, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “expert” came.",
        "He had read “Great Expectations” twice.",
        "The word “maybe” was on the wall.",
        "“Emma” is a novel.",
        "Tom called her “Captain Yes.”",
        "They nicknamed the dog “Trouble,” and asked no more.",
        "She named the boat “Never Again!” and sold it.",
        "He wore a shirt with the words “Born Ready.” across the back.",
        "The box was marked “Fragile.”",
        "Her “I Love Kraków.” mug stood on the desk.",
        "A neon “Open!” sign flickered.",
        "She was what people call “difficult.”",
        "It was the “house of dreams,” as Anne called it.",
        "He had the “last word,” which said it all.",
        "He said it was “fine.” He said so twice.",
        "She was, in his words, “a duchess.”",
        "He had a word for it all: “vintage” for old, and so on.",
        "He spelled it with two t’s, “kettel.”",
        "She had wanted to say “I love it.” Nobody asked.",
        "Nobody had said “please.” Nobody would.",
        "He would have said “no.”",
        "If she said “yes” she would be stuck.",
        "He had been told to “act natural,” which he did by whistling.",
    ],
)
def test_words_at_arms_length_are_not_speech(text: str) -> None:
    assert spoken(f"{text} “Yes.”") == ["“Yes.”"]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("He called, “Wait for me.”", "“Wait for me.”"),
        ("Helen called “Wait!” from the stairs.", "“Wait!”"),
        ("She answered with a “No, sir.”", "“No, sir.”"),
        ("He gave a loud “No!” and left.", "“No!”"),
        ("She said “fine.”", "“fine.”"),
        ("She typed back, “ok.”", "“ok.”"),
        ("He would not say, “Come in.”", "“Come in.”"),
        ("She turned to him, “Come here.”", "“Come here.”"),
        ("“Yes,” as Tom told her later, “is a word.”", "“is a word.”"),
    ],
)
def test_what_is_said_within_a_sentence_is_speech(text: str, speech: str) -> None:
    assert speech in spoken(text)


@pytest.mark.parametrize(
    "text",
    [
        "He could only whisper “Help me!”",
        "He had to shout “Duck!”",
        "He had to whisper “Yes.” Nobody stirred.",
        "She was able to say “Yes.” He wept.",
        "She dared to say “Never.” He wept.",
        "She would only say “No.”",
        "Ruth was drunk enough to shout “Encore!”",
    ],
)
def test_what_somebody_has_to_say_is_said(text: str) -> None:
    assert len(spoken(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "She didn’t say “please.”",
        "She never said “sorry.”",
        "She wasn't able to say “yes.”",
        "He would have to say “Yes.” He knew it.",
        "Nobody had to say “Stop.” They knew.",
        "He could never just say “Sorry.” He wept.",
        "He could only have said “Yes.” He knew it.",
        "She did not dare to whisper “Help.”",
        "They'd have to say “Hi.”",
    ],
)
def test_what_nobody_says_is_not_said(text: str) -> None:
    assert spoken(text) == []
