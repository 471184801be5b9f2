"""What would be broken: an audition of "Yes." and "No.", of one chapter alone, or without the whisper."""

from __future__ import annotations

import pytest

from pipeline.listening.sample_lines import telling_lines
from pipeline.production.book_file import Book
from pipeline.production.script_files import EditedChapter
from pipeline.rendering.planning.estimates import spoken_seconds
from pipeline.rendering.planning.phrases import Phrase, in_lines, phrases_of
from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from voices.cast.cast import Cast
from voices.cast.voice_profile import VoiceProfile
from voices.engines import registry

PLAIN = "It is a good seven miles from here to the harbour, and the road is bad all the way, {0} and {0}."
VOICE = VoiceProfile("pyttsx3", "en-gb+arthur")


def said(*lines: tuple[str, Kind, str | None, float]) -> tuple[Phrase, ...]:
    """Ann's lines: text, kind, delivery, confidence."""
    text, paragraphs = "", []
    for words, kind, delivery, confidence in lines:
        line = Line(len(text), len(text) + len(words), "Ann", kind, delivery, confidence)
        paragraphs.append(Paragraph(BlockKind.PARAGRAPH, (line,)))
        text += words + "\n\n"
    chapter = Chapter(1, "One", text, tuple(paragraphs))
    item = EditedChapter("001 One.txt", chapter, tuple(range(1, len(lines) + 1)), None)
    return phrases_of(item, Book("A"), Cast(VOICE, VOICE, {"Ann": VOICE}))


def plain(number: int) -> tuple[str, Kind, str | None, float]:
    return PLAIN.format(number), Kind.SPEECH, None, 1.0


def test_about_the_time_that_is_wanted_from_all_over_the_book() -> None:
    lines = said(*(plain(number) for number in range(200)))
    chosen = telling_lines(lines, 60)
    assert 6 <= len(chosen) <= 12
    places = [line.lines[0].index for line in chosen]
    assert max(places) >= 150
    assert sum(place < 100 for place in places) in range(3, 8)
    assert places[1:] == sorted(places[1:])


def test_every_way_of_speaking_is_heard_once_after_a_plain_line() -> None:
    odd = [
        ("Be still, or they will hear us from the road.", Kind.SPEECH, "whisper", 1.0),
        ("There is a ship, a ship on the rocks!", Kind.SPEECH, "shout", 1.0),
        ("My dear Nell, I have not forgotten you all this time.", Kind.LETTER, None, 1.0),
    ]
    lines = said(*(plain(number) for number in range(100)), *odd, *(plain(number) for number in range(100, 200)))
    first = telling_lines(lines, 60)[:4]
    assert first[0].lines[0].line.delivery is None
    assert {(line.lines[0].line.delivery, line.lines[0].line.kind) for line in first[1:]} == {
        ("whisper", Kind.SPEECH),
        ("shout", Kind.SPEECH),
        (None, Kind.LETTER),
    }


def test_one_who_says_little_is_heard_with_all_of_it_and_no_line_twice() -> None:
    lines = said(*(("Yes, sir.", Kind.SPEECH, None, 1.0), ("Good night, sir.", Kind.SPEECH, None, 1.0)) * 3)
    assert [line.text for line in telling_lines(lines, 60)] == ["Good night, sir.", "Yes, sir."]
    (only,) = telling_lines(said((PLAIN.format(1) * 20, Kind.SPEECH, None, 1.0)), 60)
    assert only.lines[0].index == 0
    assert telling_lines((), 60) == ()


@pytest.mark.parametrize("confidence", [0.2, 1.0])
def test_doubtful_lines_are_heard_only_where_there_are_no_others(confidence: float) -> None:
    doubtful = (PLAIN.format(1), Kind.SPEECH, None, 0.2)
    chosen = telling_lines(said(doubtful, ("Yes, sir.", Kind.SPEECH, None, confidence)), 60)
    assert len(chosen) == (2 if confidence < 0.5 else 1)


def spoken(*seconds: float) -> tuple[Phrase, ...]:
    """Lines that take about so long, to half a letter."""
    pace, words = registry.traits(VOICE.engine).pace, ("lamp", "boat", "door", "hill", "rain")
    letters = [round((length - pace.line) / pace.letter) for length in seconds]
    texts = [
        " ".join([*(words[(number + at) % 5] for at in range(count // 4)), ("", "a", "so", "sea")[count % 4]]).strip()
        for number, count in enumerate(letters)
    ]
    return said(*((text, Kind.SPEECH, None, 1.0) for text in texts))


@pytest.mark.parametrize(
    ("seconds", "best"),
    [
        ((7.9, 8.1), 1),
        # Both are long enough, and not too long: the one that comes first.
        ((8.1, 9.0), 0),
        ((14.9, 8.1), 0),
        ((14.9, 15.1), 0),
        ((15.1, 14.9), 1),
        # As little is to be heard in the one as there is new in the other.
        ((2.6, 50.0), 0),
        ((2.2, 50.0), 1),
    ],
)
def test_the_most_telling_line_takes_eight_to_fifteen_seconds(seconds: tuple[float, ...], best: int) -> None:
    (only,) = telling_lines(spoken(*seconds), 0)
    assert only.lines[0].index == best


def test_lines_are_taken_while_there_is_time_for_them_and_the_pauses_after_them() -> None:
    lines = spoken(5.5, 5.5, 5.5)
    needed = spoken_seconds(VOICE.engine, lines[0].utterance) + 0.6
    for more, count in ((-0.005, 1), (0.005, 2)):
        assert len(telling_lines(lines, 2 * needed + more)) == count
        assert len(telling_lines(lines, 3 * needed + more)) == count + 1


def test_the_surer_one_of_two_lines_is_heard() -> None:
    words = "abc" * 40
    (only,) = telling_lines(said((words, Kind.SPEECH, None, 0.8), (words + "d", Kind.SPEECH, None, 0.9)), 0)
    assert only.lines[0].index == 1


def test_lines_that_are_one_clip_in_the_book_are_each_heard() -> None:
    text = "Yes, sir. Good night, sir."
    lines = (Line(0, 9, "Ann", Kind.SPEECH), Line(10, len(text), "Ann", Kind.SPEECH))
    chapter = Chapter(1, "One", text, (Paragraph(BlockKind.PARAGRAPH, lines),))
    item = EditedChapter("001 One.txt", chapter, (1, 2), None)
    phrases = phrases_of(item, Book("A"), Cast(VOICE, VOICE, {"Ann": VOICE}))
    assert len(phrases) == 1
    assert len(telling_lines(tuple(in_lines(phrases)), 60)) == 2
