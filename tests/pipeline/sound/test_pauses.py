"""What would be broken: talk that waits like a metronome, or whose pauses change from run to run."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sound.pauses import DEFAULT_PAUSES, NAMES, Heard, Pause, Pauses, Why, cue_seconds, pause_between
from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from script.quotations.sentence_flow import flows

PAUSES = Pauses(lines=0.1, speakers=0.2, paragraphs=0.3, scenes=0.7, headings=0.5, head=0.6, tail=0.9)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1.5", 1.5),
        (" 2 s ", 2.0),
        ("1,5", 1.5),
        (".5", 0.5),
        ("800 ms", 0.8),
        ("3 seconds", 3.0),
        ("scene", PAUSES.scenes),
        ("Scenes", PAUSES.scenes),
        ("paragraph", PAUSES.paragraphs),
        ("60", 60.0),
        ("61", None),
        ("-1", None),
        ("a while", None),
        ("", None),
        ("1e9", None),
        ("٣", None),
        ("head", None),
    ],
)
def test_what_people_write_for_a_pause_is_understood_or_not_at_all(value: str, seconds: float | None) -> None:
    assert cue_seconds(value, PAUSES) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("60.001", None),
        ("60000 ms", 60.0),
        ("60001 ms", None),
        ("0", 0.0),
        ("0.25sec", 0.25),
        ("2 secs", 2.0),
        ("1 second", 1.0),
        ("123456 ms", None),
        ("0030000 ms", None),
        ("0.123456", 0.123456),
        ("0.1234567", None),
        (",5", 0.5),
        (".", None),
        ("line", PAUSES.lines),
        ("speaker", PAUSES.speakers),
        ("heading", PAUSES.headings),
        ("tail", None),
        ("1 m", None),
    ],
)
def test_a_pause_is_as_long_as_it_says_up_to_a_minute(value: str, seconds: float | None) -> None:
    assert cue_seconds(value, PAUSES) == seconds


JANE, TOM = "Jane", "Tom"


def heard(*paragraphs: str) -> list[Heard]:
    """The lines of a chapter, parted by "|": ">" begins Jane's speech, "<" Tom's, "?" somebody's, "#" a heading."""
    out = []
    text, found = "", []
    for written in paragraphs:
        lines = []
        for piece in written.removeprefix("#").split("|"):
            speaker = {">": JANE, "<": TOM, "?": None}.get(piece[:1], NARRATOR)
            words = piece if speaker == NARRATOR else piece[1:]
            kind = Kind.HEADING if written[:1] == "#" else Kind.NARRATION if speaker == NARRATOR else Kind.SPEECH
            lines.append(Line(len(text), len(text) + len(words), speaker, kind))
            text += words + " "
        found.append(Paragraph(BlockKind.HEADING if written[:1] == "#" else BlockKind.PARAGRAPH, tuple(lines)))
    found_flows = iter(flows(Chapter(1, "", text, tuple(found))))
    for number, paragraph in enumerate(found):
        out += [
            Heard(number, paragraph.kind, line.kind, line.speaker, next(found_flows), text[line.start : line.end])
            for line in paragraph.lines
        ]
    return out


def last_pause(*paragraphs: str, pauses: Pauses = DEFAULT_PAUSES) -> Pause:
    """The pause before the last of some lines."""
    *_, before, after = heard(*paragraphs)
    return pause_between(before, after, pauses)


@pytest.mark.parametrize(
    ("paragraphs", "seconds", "why"),
    [
        ((">“My dear,”|said Tom,"), 0.12, Why.TAG),
        ((">“My dear,”|said Tom,|>“come in.”"), 0.12, Why.TAG),
        ((">“Where?”|Tom asked."), 0.12, Why.TAG),
        (("He said:|<“Come.”"), 0.18, Why.TAG),
        (("They called it|>“the house”|and were glad."), 0.078, Why.TAG),
        ((">“I think …”|said Tom."), 0.36, Why.TRAILING_OFF),
        ((">“Come.”|He rose."), 0.4, Why.SENTENCE),
        ((">“Where?”|He rose."), 0.4, Why.SENTENCE),
        (("Tom rose.|<“Come.”"), 0.4, Why.SENTENCE),
        ((">“Well …”|He rose."), 0.585, Why.TRAILING_OFF),
        ((">“But I—”|The door opened."), 0.2, Why.INTERRUPTION),
        ((">“Come.”", "<“No.”"), 0.4, Why.TURN),
        ((">“Come.”|<“No.”"), 0.4, Why.TURN),
        (("?“Come.”", "?“No.”"), 0.4, Why.TURN),
        ((">“Come,”|said Jane.", "<“No.”"), 0.4, Why.TURN),
        ((">“But I—”|Jane began.", "<“No.”"), 0.4, Why.TURN),
        ((">“Where?”", "<“Here.”"), 0.3, Why.ANSWER),
        ((">“Where?”|asked Jane.", "<“Here.”"), 0.3, Why.ANSWER),
        ((">“Where?”|<“Here.”"), 0.3, Why.ANSWER),
        ((">“But I—”", "<“No!”"), -0.06, Why.INTERRUPTION),
        ((">“I thought …”", "<“What?”"), 0.9, Why.TRAILING_OFF),
        ((">“Come.”", ">“And so on.”"), 0.8, Why.PARAGRAPH),
        ((">“Come.”", "He rose."), 0.8, Why.PARAGRAPH),
        ((">“Where?”|asked Jane. She waited.", "<“Here.”"), 0.8, Why.PARAGRAPH),
        (("He rose.", "She sat."), 0.8, Why.PARAGRAPH),
        (("He rose …", "She sat."), 0.9, Why.TRAILING_OFF),
        (("#One", "He rose."), 1.2, Why.HEADING),
        (("#One", ">“Where?”"), 1.2, Why.HEADING),
        (("#One", "#The Storm"), 0.8, Why.PARAGRAPH),
        (("He rose.", "#Two"), 1.8, Why.SCENE),
        ((">“Where?”", "#Two"), 1.8, Why.SCENE),
    ],
)
def test_a_pause_follows_from_what_happens(paragraphs: str | tuple[str, ...], seconds: float, why: Why) -> None:
    pause = last_pause(*([paragraphs] if isinstance(paragraphs, str) else paragraphs))
    assert pause.why is why
    assert pause.seconds == pytest.approx(seconds, rel=0.15)


def test_a_scene_break_decides_over_what_follows_from_talk() -> None:
    before, after = heard(">“Where?”", "<“Here.”")
    pause = pause_between(before, after, DEFAULT_PAUSES, scene=True)
    assert pause.why is Why.SCENE
    assert pause.seconds == pytest.approx(1.8, rel=0.15)


def test_the_same_words_wait_as_long_wherever_they_stand_and_others_not() -> None:
    first = last_pause("He rose.", "She sat there.")
    assert last_pause("#One", "Long before that, it rained.", "He rose.", "She sat there.") == first
    # Held to the digit: another machine or another run makes the same bytes.
    assert first.seconds == pytest.approx(0.6971, abs=0.0001)
    others = {last_pause("He rose.", f"{who} sat there.").seconds for who in ("Anna", "Jane", "Kate", "Mary")}
    assert len(others) == 4


def test_a_longer_sentence_is_followed_by_a_longer_pause() -> None:
    def pause(words: str) -> float:
        return last_pause(f"{words} at the old gate", "So be it.").seconds

    assert pause("He waited") < pause("He waited and waited there for her" + " all day") < pause("He waited " * 20)
    assert pause("He waited " * 20) == pause("He waited " * 40)
    # Of several sentences it is the last.
    assert last_pause("He waited " * 20 + ". Well, so be it.", "So.") == last_pause("Well, so be it.", "So.")


@pytest.mark.parametrize("pace", [0.5, 1.2, 2.0])
def test_the_pace_divides_every_pause_between_lines(pace: float) -> None:
    for lines in ((">“Come,”|said Tom."), ("He rose.", "She sat."), (">“But I—”", "<“No!”"), ("#One", "He rose.")):
        written = (lines,) if isinstance(lines, str) else lines
        faster = last_pause(*written, pauses=Pauses(pace=pace))
        assert faster.seconds == pytest.approx(last_pause(*written).seconds / pace)
    assert cue_seconds("scene", Pauses(pace=pace)) == pytest.approx(1.8 / pace)
    assert cue_seconds("1.5", Pauses(pace=pace)) == 1.5


def test_no_pause_is_where_nobody_wants_one_and_no_line_starts_far_before_the_other_ends() -> None:
    none = Pauses(1.0, *[0.0] * 9)
    for lines in ([">“Come,”|said Tom."], ["He rose.", "She sat."], [">“But I—”", "<“No!”"], ["#One", "He rose."]):
        assert last_pause(*lines, pauses=none).seconds == 0
    assert last_pause(">“But I—”", "<“No!”", pauses=Pauses(pace=0.25, interruptions=-0.3)).seconds == -0.3


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_may_ask_for_each_pause_by_its_name(name: str) -> None:
    pauses = Pauses(1.0, *(1 + number / 10 for number in range(11)))
    assert cue_seconds(name, pauses) == cue_seconds(name.removesuffix("s").upper(), pauses) == getattr(pauses, name)
    assert cue_seconds("interruption", Pauses(interruptions=-0.1)) == -0.1


WORDS = st.lists(st.text(st.sampled_from("aI …—.,?!“” b"), min_size=1, max_size=30), min_size=2, max_size=4)


@given(WORDS, st.lists(st.sampled_from("|><?#"), min_size=4, max_size=4), st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_pause_is_within_its_bounds(words: list[str], kinds: list[str], apart: bool) -> None:
    pieces = [kind.replace("|", "") + text.lstrip("#><?") for kind, text in zip(kinds, words, strict=False)]
    lines = heard(*pieces) if apart else heard("|".join(piece.replace("#", "") or "a" for piece in pieces))
    for before, after in itertools.pairwise(lines):
        pause = pause_between(before, after)
        assert -0.06 * 1.15 <= pause.seconds <= 1.8 * 1.15
        assert abs(pause.seconds) >= 0.06 * 0.85
        assert pause == pause_between(before, after)


def test_pauses_that_nobody_set_are_these() -> None:
    assert Pauses(1.0, 0.12, 0.4, 0.4, 0.3, -0.06, 0.9, 0.8, 1.8, 1.2, 0.75, 2.5) == DEFAULT_PAUSES
