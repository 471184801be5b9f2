from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sound.pauses import DEFAULT_PAUSES, MOST_OVERLAP, Heard, Pauses, pause_between
from pipeline.sound.timeline import SAMPLE_RATE, Extent, LineTime, Part, Sound, Timeline, place
from script.model import BlockKind, Kind
from script.quotations.sentence_flow import Ending, LineFlow

PAUSES = Pauses(lines=0.1, speakers=0.2, paragraphs=0.3, scenes=0.7, headings=0.5, head=0.6, tail=0.9)
SOUND = Sound(Path("clip.wav"), "script/001.txt:1")
SECOND = Extent(SAMPLE_RATE)
PLAIN = LineFlow(goes_on=False, tag=0, first_end=8, last_start=0, ending=Ending.STOP)


def part(line: int, paragraph: int = 0, *, pause: float | None = None, scene: bool = False, **changes: object) -> Part:
    heard = Heard(paragraph, BlockKind.PARAGRAPH, Kind.NARRATION, "narrator", PLAIN, "It rains.")
    heard = replace(heard, **changes)  # type: ignore[arg-type]
    return Part(heard, heard, replace(SOUND, lines=((line, 0),)), scene, pause)


def gaps(timeline: Timeline) -> list[float]:
    """Seconds of silence before, between and after the clips."""
    ends = [0, *(placement.end for placement in timeline.placements)]
    starts = [*(placement.start for placement in timeline.placements), timeline.frames]
    return [(start - end) / SAMPLE_RATE for start, end in zip(starts, ends, strict=True)]


def placed(*parts: Part, end: float | None = None) -> list[float]:
    return gaps(place(parts, [SECOND] * len(parts), PAUSES, end))


def between(before: Part, after: Part, *, scene: bool = False) -> float:
    return pause_between(before.last, after.first, PAUSES, scene=scene).seconds


def test_what_the_text_asks_for_lies_between_two_phrases() -> None:
    one, two, three = part(0), part(1), part(2, 1, kind=Kind.SPEECH, speaker="Jane")
    assert placed(one, two, three) == pytest.approx(
        [PAUSES.head, between(one, two), between(two, three), PAUSES.tail], abs=1 / SAMPLE_RATE
    )
    assert placed(one, two)[1] != placed(two, three)[1]


def test_a_phrase_is_waited_for_by_its_first_line_and_after_by_its_last() -> None:
    asks = replace(PLAIN, ending=Ending.QUESTION)
    talk = part(1, 1, kind=Kind.SPEECH, speaker="Jane", flow=asks)
    mixed = replace(talk, first=part(0).first)
    answer = part(2, 2, kind=Kind.SPEECH, speaker="Tom")
    assert placed(part(0), mixed, answer)[1:3] == pytest.approx(
        [between(part(0), part(0)), between(talk, answer)], abs=1 / SAMPLE_RATE
    )


@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        (part(1, 1, pause=1.5), 1.5),
        (part(1, 1, pause=0.05), 0.05),
        (part(1, 1, pause=0.0), 0.0),
        (part(1, 1, pause=-0.1), -0.1),
        (part(1, 1, pause=2.0, scene=True), 2.0),
        (part(1, 1, pause=0.05, scene=True), PAUSES.scenes),
    ],
    ids=["longer", "shorter", "none", "breaking in", "a long one at a scene break", "a short one leaves a scene break"],
)
def test_a_cue_decides_over_the_text(after: Part, seconds: float) -> None:
    assert placed(part(0), after)[1] == pytest.approx(seconds, abs=1 / SAMPLE_RATE)


def test_a_scene_break_parts_only_the_phrases_beside_it() -> None:
    parts = [part(0), part(1, 2, scene=True), part(2, 2)]
    wide = between(parts[0], parts[1], scene=True)
    assert placed(*parts)[1:3] == pytest.approx([wide, between(parts[1], parts[2])], abs=1 / SAMPLE_RATE)
    assert wide > 2 * between(parts[0], parts[1])


def test_pauses_are_measured_from_speech_to_speech() -> None:
    edges = Extent(SAMPLE_RATE, lead=200, trail=400)
    first, second = place([part(0), part(1)], [edges, edges], PAUSES).placements
    assert (second.start + 200) - (first.end - 400) == round(between(part(0), part(1)) * SAMPLE_RATE)
    assert first.start + 200 == round(PAUSES.head * SAMPLE_RATE)


def test_cues_at_the_beginning_and_the_end_make_them_longer_and_never_shorter() -> None:
    assert placed(part(0, pause=2.0), end=4.0) == pytest.approx([2.0, 4.0])
    assert placed(part(0, pause=0.0), end=0.0) == pytest.approx([PAUSES.head, PAUSES.tail])


def test_a_break_at_the_beginning_is_only_an_ornament() -> None:
    assert placed(part(0, scene=True)) == pytest.approx([PAUSES.head, PAUSES.tail])


def test_a_chapter_without_a_sound_is_its_head_and_tail() -> None:
    assert place([], [], PAUSES) == Timeline(round((PAUSES.head + PAUSES.tail) * SAMPLE_RATE), ())
    assert place([part(0)], [Extent(0)], PAUSES).placements == ()


def test_a_clip_without_a_frame_is_no_line_between_its_neighbours() -> None:
    parts = [part(0), part(1, pause=2.0), part(2), part(3)]
    timeline = place(parts, [SECOND, Extent(0), SECOND, SECOND], PAUSES)
    assert gaps(timeline)[1:3] == pytest.approx([2.0, between(part(2), part(3))], abs=1 / SAMPLE_RATE)
    assert [line.line for line in timeline.lines] == [0, 2, 3]


def test_each_line_of_a_phrase_has_its_time_and_ends_where_the_next_begins() -> None:
    sound = replace(SOUND, lines=((4, 0), (5, 9), (7, 20)))
    extent = Extent(SAMPLE_RATE, lead=100, trail=300, lines=(10_000, 30_000))
    timeline = place([replace(part(0), sound=sound)], [extent], PAUSES)
    (placement,) = timeline.placements
    at = placement.start
    assert timeline.lines == (
        LineTime(4, at + 100, at + 10_000),
        LineTime(5, at + 10_000, at + 30_000),
        LineTime(7, at + 30_000, placement.end - 300),
    )


def test_who_is_interrupted_is_spoken_over_and_never_from_before_their_first_word() -> None:
    over = replace(PAUSES, interruptions=-MOST_OVERLAP)
    cut = part(0, 0, kind=Kind.SPEECH, speaker="Jane", flow=replace(PLAIN, ending=Ending.BROKEN_OFF))
    parts = [cut, part(1, 1, kind=Kind.SPEECH, speaker="Tom")]
    first, second = place(parts, [SECOND, SECOND], over).placements
    assert first.start < second.start < first.end
    first, second = place(parts, [Extent(50), SECOND], over).placements
    assert second.start == first.start


heard_of_any_kind = st.builds(
    Heard,
    st.integers(0, 3),
    st.sampled_from(BlockKind),
    st.sampled_from([kind for kind in Kind if kind.spoken]),
    st.sampled_from([None, "narrator", "Jane"]),
    st.builds(LineFlow, st.booleans(), st.just(0), st.integers(0, 9), st.integers(0, 9), st.sampled_from(Ending)),
    st.text(max_size=9),
)
parts_of_any_kind = st.lists(
    st.tuples(
        st.builds(
            Part, heard_of_any_kind, heard_of_any_kind, st.just(SOUND), st.booleans(), st.none() | st.floats(0, 5)
        ),
        st.integers(0, 100000),
    ),
    max_size=12,
)


@given(parts_of_any_kind, st.sampled_from([PAUSES, DEFAULT_PAUSES, Pauses(1, *[0] * 11)]))
@settings(max_examples=200, deadline=None)
def test_every_sound_is_placed_in_order_and_over_another_only_where_it_interrupts(
    specification: list[tuple[Part, int]], pauses: Pauses
) -> None:
    parts = [part for part, _ in specification]
    extents = [Extent(frames, frames // 9, frames // 7) for _, frames in specification]
    timeline = place(parts, extents, pauses)
    heard = [extent for extent in extents if extent.frames]
    assert [placement.frames for placement in timeline.placements] == [extent.frames for extent in heard]
    speech_end = earliest = 0
    for placement, extent in zip(timeline.placements, heard, strict=True):
        assert placement.start >= earliest
        assert placement.start + extent.lead >= speech_end - MOST_OVERLAP * SAMPLE_RATE
        speech_end, earliest = placement.end - extent.trail, placement.start
        assert placement.end <= timeline.frames


def test_what_dies_away_at_the_end_is_never_cut_off() -> None:
    short = replace(PAUSES, tail=0.01)
    timeline = place([part(0)], [Extent(SAMPLE_RATE, trail=SAMPLE_RATE // 2)], short)
    assert timeline.frames == timeline.placements[0].end


def test_nothing_begins_before_the_chapter() -> None:
    timeline = place([part(0)], [Extent(SAMPLE_RATE, lead=300)], replace(PAUSES, head=0.0))
    assert timeline.placements[0].start == 0


def test_parts_and_lengths_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        place([part(0), part(1)], [SECOND], PAUSES)
    with pytest.raises(ValueError, match="longer"):
        place([part(0)], [SECOND, SECOND], PAUSES)
