"""What would be broken: voices of people who talk with each other are cast without knowing it."""

from __future__ import annotations

from dataclasses import replace

from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from script.tagging.exchanges import exchanges, scene_speakers, words_of_speakers

_SAID = [("Ann", "Good morning."), ("Bob", "And you."), ("narrator", "It rained."), ("Ann", "Yes."), (None, "Who?")]


def chapter() -> Chapter:
    text = ""
    paragraphs = []
    for speaker, words in _SAID:
        kind = Kind.NARRATION if speaker == "narrator" else Kind.SPEECH
        paragraphs.append(Paragraph(BlockKind.PARAGRAPH, (Line(len(text), len(text) + len(words), speaker, kind),)))
        text += words + "\n"
    return Chapter(1, "", text, tuple(paragraphs))


def test_words_are_counted_for_characters_alone() -> None:
    assert words_of_speakers([chapter(), chapter()]) == {"Ann": 6, "Bob": 4}


def test_speeches_that_follow_each_other_are_an_exchange_across_one_paragraph() -> None:
    assert exchanges([chapter(), chapter()]) == (("Ann", "Bob", 4),)


def test_who_speak_in_a_scene_are_those_between_two_breaks() -> None:
    first = chapter()
    text = first.text + "* * *\nBut why?\n"
    at = len(first.text)
    after = (
        Paragraph(BlockKind.BREAK, (Line(at, at + 5, "narrator", Kind.BREAK),)),
        Paragraph(BlockKind.PARAGRAPH, (Line(at + 6, at + 14, "Cleo", Kind.SPEECH),)),
    )
    both = replace(first, text=text, paragraphs=(*first.paragraphs, *after))
    assert list(scene_speakers([both])) == [{"Ann", "Bob"}, {"Cleo"}]
