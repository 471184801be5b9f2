from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sound.pauses import DEFAULT_PAUSES, NAMES, Pauses
from pipeline.sound.timeline import (
    SAMPLE_RATE,
    Extent,
    Part,
    Sound,
    Timeline,
    chapter_parts,
    place,
)
from script.model import BlockKind, Chapter, Cue, CueKind, Kind, Line, Paragraph

PAUSES = Pauses(lines=0.1, speakers=0.2, paragraphs=0.3, scenes=0.7, headings=0.5, head=0.6, tail=0.9)
SOUND = Sound(Path("clip.wav"), "script/001.txt:1")
SECOND = Extent(SAMPLE_RATE)


def part(
    line: int,
    paragraph: int = 0,
    speaker: str | None = "narrator",
    block: BlockKind = BlockKind.PARAGRAPH,
    kind: Kind = Kind.NARRATION,
    pause: float | None = None,
    heard: bool = True,
) -> Part:
    return Part(line, paragraph, block, kind, speaker, SOUND if heard else None, pause)


def gaps(timeline: Timeline) -> list[float]:
    """Seconds of silence before, between and after the clips."""
    ends = [0, *(placement.end for placement in timeline.placements)]
    starts = [*(placement.start for placement in timeline.placements), timeline.frames]
    return [(start - end) / SAMPLE_RATE for start, end in zip(starts, ends, strict=True)]


def pause_between(first: Part, *rest: Part) -> float:
    parts = (first, *rest)
    gap = gaps(place(parts, [SECOND if p.sound else Extent(0) for p in parts], PAUSES))
    assert gap[0] == pytest.approx(PAUSES.head)
    assert gap[-1] == pytest.approx(PAUSES.tail)
    assert len(gap) == 3
    return gap[1]


HEADING = BlockKind.HEADING
BREAK = part(1, 1, None, BlockKind.BREAK, Kind.BREAK, heard=False)


@pytest.mark.parametrize(
    ("parts", "seconds"),
    [
        ((part(0), part(1)), PAUSES.lines),
        ((part(0), part(1, speaker="Jane")), PAUSES.speakers),
        ((part(0), part(1, 1)), PAUSES.paragraphs),
        ((part(0, speaker="Jane"), part(1, 1, speaker="Tom")), PAUSES.paragraphs),
        ((part(0), BREAK, part(2, 2)), PAUSES.scenes),
        ((part(0, block=HEADING), part(1, 1)), PAUSES.headings),
        ((part(0), part(1, 1, block=HEADING)), PAUSES.scenes),
        ((part(0, block=HEADING), part(1, 1, block=HEADING)), PAUSES.paragraphs),
        ((part(0, block=HEADING), BREAK, part(2, 2)), PAUSES.scenes),
        ((part(0), part(1, pause=1.5)), 1.5),
        ((part(0), part(1, 1, pause=0.05)), 0.05),
        ((part(0), BREAK, part(2, 2, pause=0.05)), PAUSES.scenes),
        ((part(0), BREAK, part(2, 2, pause=2.0)), 2.0),
        ((part(0), replace(BREAK, pause=3.0), part(2, 2, pause=2.0)), 3.0),
        ((part(0), part(1, kind=Kind.SILENT, heard=False), part(2)), PAUSES.lines),
    ],
    ids=[
        "within a paragraph",
        "speaker changes",
        "new paragraph",
        "new paragraph and speaker: the longer one",
        "scene break",
        "after a heading",
        "before a heading inside a chapter",
        "number and title of a chapter",
        "scene break after a heading",
        "a cue makes it longer",
        "a cue makes it shorter",
        "a short cue leaves a scene break",
        "a long cue at a scene break",
        "of several cues the longest",
        "a footnote mark is no pause",
    ],
)
def test_pauses_follow_from_the_structure(parts: tuple[Part, ...], seconds: float) -> None:
    assert pause_between(*parts) == pytest.approx(seconds, abs=1 / SAMPLE_RATE)


def test_pauses_are_measured_from_speech_to_speech() -> None:
    edges = Extent(SAMPLE_RATE, lead=200, trail=400)
    first, second = place([part(0), part(1)], [edges, edges], PAUSES).placements
    assert (second.start + 200) - (first.end - 400) == round(PAUSES.lines * SAMPLE_RATE)
    assert first.start + 200 == round(PAUSES.head * SAMPLE_RATE)


def test_cues_at_the_beginning_and_the_end_make_them_longer() -> None:
    end = part(1, 1, kind=Kind.SILENT, heard=False, pause=4.0)
    timeline = place([part(0, pause=2.0), end], [SECOND, Extent(0)], PAUSES)
    assert gaps(timeline) == pytest.approx([2.0, 4.0])


def test_a_break_at_the_beginning_or_the_end_is_only_an_ornament() -> None:
    timeline = place([BREAK, part(1), BREAK], [Extent(0), SECOND, Extent(0)], PAUSES)
    assert gaps(timeline) == pytest.approx([PAUSES.head, PAUSES.tail])


def test_a_chapter_without_a_sound_is_its_head_and_tail() -> None:
    timeline = place([BREAK], [Extent(0)], PAUSES)
    assert timeline == Timeline(round((PAUSES.head + PAUSES.tail) * SAMPLE_RATE), ())


parts_of_any_kind = st.lists(
    st.tuples(
        st.sampled_from(BlockKind),
        st.sampled_from(Kind),
        st.sampled_from([None, "narrator", "Jane"]),
        st.booleans(),
        st.one_of(st.none(), st.floats(0, 5)),
        st.integers(0, 100000),
    ),
    max_size=12,
)


@given(
    parts_of_any_kind,
    st.sampled_from([PAUSES, DEFAULT_PAUSES, replace(DEFAULT_PAUSES, **dict.fromkeys(NAMES, 0.0), head=0, tail=0)]),
)
@settings(max_examples=200, deadline=None)
def test_every_sound_is_placed_in_order_and_none_over_another(
    specification: list[tuple[BlockKind, Kind, str | None, bool, float | None, int]], pauses: Pauses
) -> None:
    parts = [
        Part(i, i // 2, block, kind, speaker, SOUND if heard else None, pause)
        for i, (block, kind, speaker, heard, pause, _) in enumerate(specification)
    ]
    extents = [Extent(frames, frames // 9, frames // 7) for *_, frames in specification]
    timeline = place(parts, extents, pauses)
    heard = [p.line for p, e in zip(parts, extents, strict=True) if p.sound and e.frames]
    assert [placement.line for placement in timeline.placements] == heard
    speech_end = 0
    for placement in timeline.placements:
        extent = extents[placement.line]
        assert placement.frames == extent.frames
        assert placement.start >= 0
        assert placement.start + extent.lead >= speech_end
        speech_end = placement.end - extent.trail
        assert placement.end <= timeline.frames


def test_a_chapter_becomes_parts_with_the_cues_before_the_lines_that_follow_them() -> None:
    text = "Storm\n\nIt rained. “Go!”\n\nEnd."
    lines = [Line(0, 5, "narrator", Kind.HEADING), Line(7, 17, "narrator", Kind.NARRATION)]
    lines += [Line(18, 23, "Jane", Kind.SPEECH), Line(25, 29, "narrator", Kind.NARRATION)]
    paragraphs = (
        Paragraph(BlockKind.HEADING, (lines[0],), 1),
        Paragraph(BlockKind.PARAGRAPH, (lines[1], lines[2])),
        Paragraph(BlockKind.PARAGRAPH, (lines[3],)),
    )
    cues = (
        Cue(18, CueKind.PAUSE, "1.5"),
        Cue(24, CueKind.PAUSE, "2"),
        Cue(25, CueKind.PAUSE, "scene"),
        Cue(7, CueKind.SFX, "rain"),
        Cue(0, CueKind.PAUSE, "a while"),
        Cue(29, CueKind.PAUSE, "4"),
    )
    parts = chapter_parts(Chapter(1, "Storm", text, paragraphs, cues=cues), {0: SOUND, 2: SOUND}, PAUSES)
    assert [p.pause for p in parts] == [None, None, 1.5, 2.0, 4.0]
    assert [p.paragraph for p in parts[:4]] == [0, 1, 1, 2]
    assert [p.sound for p in parts] == [SOUND, None, SOUND, None, None]
    assert [p.speaker for p in parts[:4]] == ["narrator", "narrator", "Jane", "narrator"]


def test_a_cue_of_nothing_takes_the_pause_away_and_not_the_edges_of_the_chapter() -> None:
    assert pause_between(part(0), part(1, 1, pause=0.0)) == 0
    assert pause_between(part(0), BREAK, part(2, 2, pause=0.0)) == pytest.approx(PAUSES.scenes)
    end = part(1, 1, kind=Kind.SILENT, heard=False, pause=0.0)
    assert gaps(place([part(0, pause=0.0), end], [SECOND, Extent(0)], PAUSES)) == pytest.approx([0.6, 0.9])


def test_a_clip_without_a_frame_is_no_line_between_its_neighbours() -> None:
    silent = part(1, 0, "Jane", pause=2.0)
    timeline = place([part(0), silent, part(2), part(3)], [SECOND, Extent(0), SECOND, SECOND], PAUSES)
    assert gaps(timeline) == pytest.approx([PAUSES.head, 2.0, PAUSES.lines, PAUSES.tail])


def test_a_scene_break_parts_only_the_lines_beside_it() -> None:
    parts = [part(0), BREAK, part(2, 2), part(3, 2), part(4, 3, pause=2.0), part(5, 3)]
    timeline = place(parts, [SECOND if p.sound else Extent(0) for p in parts], PAUSES)
    between = [PAUSES.scenes, PAUSES.lines, 2.0, PAUSES.lines]
    assert gaps(timeline) == pytest.approx([PAUSES.head, *between, PAUSES.tail], abs=1 / SAMPLE_RATE)


def test_what_dies_away_at_the_end_is_never_cut_off() -> None:
    short = replace(PAUSES, tail=0.01)
    timeline = place([part(0)], [Extent(SAMPLE_RATE, trail=SAMPLE_RATE // 2)], short)
    assert timeline.frames == timeline.placements[0].end


def test_nothing_begins_before_the_chapter() -> None:
    timeline = place([part(0)], [Extent(SAMPLE_RATE, lead=300)], replace(PAUSES, head=0.0))
    assert timeline.placements[0].start == 0


def test_a_sound_that_nobody_changed_is_as_its_clip_is() -> None:
    assert Sound(Path("a"), "b") == Sound(Path("a"), "b", gain=0.0, pan=0.0, effects=())
    assert SAMPLE_RATE == 44100


def test_of_several_cues_before_a_line_the_longest_counts_also_the_one_of_nothing() -> None:
    text = "One. Two."
    lines = (Line(0, 4, "narrator", Kind.NARRATION), Line(5, 9, "narrator", Kind.NARRATION))
    paragraphs = (Paragraph(BlockKind.PARAGRAPH, lines),)

    def pauses(*cues: Cue) -> list[float | None]:
        return [p.pause for p in chapter_parts(Chapter(1, "", text, paragraphs, cues=cues), {}, PAUSES)]

    assert pauses(Cue(4, CueKind.PAUSE, "1"), Cue(5, CueKind.PAUSE, "2"), Cue(5, CueKind.PAUSE, "1.5")) == [None, 2.0]
    assert pauses(Cue(0, CueKind.PAUSE, "0")) == [0.0, None]
    assert pauses(Cue(9, CueKind.PAUSE, "0")) == [None, None, 0.0]
    assert pauses() == [None, None]


def test_what_comes_after_the_last_line_is_a_silent_part_of_its_own() -> None:
    text = "One."
    paragraphs = (Paragraph(BlockKind.PARAGRAPH, (Line(0, 4, "narrator", Kind.NARRATION),)),)
    *_, end = chapter_parts(Chapter(1, "", text, paragraphs, cues=(Cue(4, CueKind.PAUSE, "3"),)), {0: SOUND}, PAUSES)
    assert end == Part(1, 1, BlockKind.PARAGRAPH, Kind.SILENT, None, None, 3.0)


def test_lines_and_lengths_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        place([part(0), part(1)], [SECOND], PAUSES)
    with pytest.raises(ValueError, match="longer"):
        place([part(0)], [SECOND, SECOND], PAUSES)
