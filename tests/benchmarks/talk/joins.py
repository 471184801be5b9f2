"""Measures how talk is joined: pauses, melody before a tag, level and pitch of tags, where a new utterance begins.

    python -m tests.benchmarks.talk.joins [STORY ...] [--engine ENGINES] [--books FOLDER]

Each story becomes a production by the command; without stories these are two of our own. Its MP3s are decoded by
ffmpeg. The plan only says about where a join lies: how long it is silent there is measured (an envelope of 5 ms;
silence is 50 dB below the quieter neighbour's peak, or 6 dB over the noise that is always there; the closure of a
consonant counts as what it sounds like, a silence of up to 60 ms). A line falls if its melody goes down by more than a
semitone over its last 0.2 s of voice. Melody is Praat's: `praat-parselmouth` must be installed.

Whether a join lies in mid-sentence is told by the print alone, in here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from pipeline.sound.timeline import SAMPLE_RATE
from script.model import BlockKind, Kind
from tests.benchmarks.talk.finished_book import HeardChapter, HeardLine, arguments, finished_books, heard_chapters
from tests.benchmarks.talk.instruments import Ending, Envelope, Loudness, Pitch

FALL = -1.0
"""Semitones over the last 0.2 s of voice: what goes down by more has ended."""
_SHORT_TAG = 8
"""Words of the longest line that counts as a tag and nothing else."""
_LONG = 8
"""Words of the shortest line that counts as narration."""
_CLOSING = "\"'”’»)] \n_*"
_SAYING = re.compile(
    r"^(?:\W*\w+){0,3}?\W*\b(?:said|asked|cried|told|shouted|whispered|answered|murmured|called|replied|went on|"
    r"breathed|roared|demanded|panted|yelled|began|thought|read)\b"
)


class Join(StrEnum):
    """What lies between two lines that are heard one after the other."""

    BEFORE_TAG = "mid-sentence, before a tag"
    AFTER_TAG = "mid-sentence, after a tag"
    SILENT_MARK = "mid-sentence, at a silent mark"
    MID_SENTENCE = "mid-sentence, other"
    SENTENCE = "between sentences"
    ANSWER = "question and answer"
    BROKEN_OFF = "broken off by somebody"
    TRAILING_OFF = "trailed off"
    TURN = "turn of talk"
    PARAGRAPH = "paragraph"
    HEADING = "after a heading"
    SCENE = "scene"

    @property
    def in_mid_sentence(self) -> bool:
        return self.value.startswith("mid-sentence")


@dataclass(frozen=True)
class MeasuredJoin:
    """A join as it is heard."""

    kind: Join
    comma: bool
    """Whether the line before it ends with a comma."""
    gap: float
    """Seconds of silence."""
    ending: Ending | None
    """How the line before it ends."""
    same_voice: bool
    """Whether the voice goes on as it was, with nothing between: both lines could be one utterance."""
    anew: bool
    """Whether a new utterance begins."""
    cut: bool
    """Whether nothing but a silent mark parts two lines of one sentence."""


def join_of(chapter: HeardChapter, before: HeardLine, after: HeardLine) -> Join:
    """What kind of join lies between two neighbours."""
    if before.paragraph == after.paragraph:
        if not goes_on(before.text, after.text, after.line.kind):
            return Join.SENTENCE
        if chapter.silent_between(before, after) and before.line.kind is after.line.kind:
            return Join.SILENT_MARK
        if before.line.kind is not Kind.NARRATION and after.line.kind is Kind.NARRATION:
            return Join.BEFORE_TAG
        if before.line.kind is Kind.NARRATION and after.line.kind is not Kind.NARRATION:
            return Join.AFTER_TAG
        return Join.MID_SENTENCE
    if chapter.break_between(before, after) or (after.block is BlockKind.HEADING is not before.block):
        return Join.SCENE
    if before.block is BlockKind.HEADING:
        return Join.HEADING
    said = before.text.rstrip(_CLOSING)
    if said.endswith(("…", "...")):
        return Join.TRAILING_OFF
    if before.line.kind is after.line.kind is Kind.SPEECH and before.line.speaker != after.line.speaker:
        if said.endswith("?"):
            return Join.ANSWER
        if said.endswith(("—", "–", "--")):
            return Join.BROKEN_OFF
        return Join.TURN
    return Join.PARAGRAPH


def goes_on(before: str, after: str, kind: Kind) -> bool:
    """Whether a sentence goes on from one line of a paragraph to the next."""
    said = before.rstrip(_CLOSING)
    last, first = said[-1:], after.lstrip("\"'“‘« \n_*")[:1]
    if last == ".":
        return False
    if last in "?!…—–":
        tag = kind is Kind.NARRATION and _SAYING.match(after) is not None
        return first.islower() or tag
    return True


def measured(chapter: HeardChapter) -> Iterator[MeasuredJoin]:
    """The joins of a chapter, one after the other."""
    envelope = Envelope(chapter.samples, SAMPLE_RATE)
    pitch = Pitch(chapter.samples, SAMPLE_RATE)
    for before, after in pairwise(chapter.lines):
        peaks = envelope.peak(before.start, before.end), envelope.peak(after.start, after.end)
        around = sorted((before.end, after.start))
        silence = envelope.silence(around[0], around[1], envelope.threshold(*peaks))
        kind = join_of(chapter, before, after)
        together = before.paragraph == after.paragraph and not chapter.cue_between(before, after)
        yield MeasuredJoin(
            kind,
            before.text.rstrip(_CLOSING).endswith(","),
            silence[1] - silence[0] if silence else 0.0,
            pitch.ending(before.start, silence[0] if silence else after.start),
            together and before.voice == after.voice,
            before.utterance != after.utterance,
            together and chapter.silent_between(before, after) and kind.in_mid_sentence,
        )


@dataclass(frozen=True)
class Said:
    """How a line of narration sounds: its level (LUFS) and pitch (semitones over 100 Hz)."""

    level: float
    pitch: float


def tags_and_narration(chapter: HeardChapter) -> Iterator[tuple[bool, tuple[object, ...], Said]]:
    """(whether it is a tag, who is heard, how) for the tags beside somebody's speech, and the longer narration."""
    loudness, pitch = Loudness(chapter.samples, SAMPLE_RATE), Pitch(chapter.samples, SAMPLE_RATE)
    neighbours = [None, *chapter.lines, None]
    for before, line, after in zip(neighbours, chapter.lines, neighbours[2:], strict=False):
        if line.line.kind is not Kind.NARRATION:
            continue
        words = len(line.text.split())
        tag = (before is not None and join_of(chapter, before, line) is Join.BEFORE_TAG) or (
            after is not None and join_of(chapter, line, after) is Join.AFTER_TAG
        )
        if words > _SHORT_TAG if tag else words < _LONG:
            continue
        level, high = loudness.active(line.start, line.end), pitch.median(line.start, line.end)
        if level is not None and high is not None:
            yield tag, line.timbre, Said(level, high)


def table(joins: Sequence[MeasuredJoin]) -> Iterator[str]:
    """How lines are joined."""
    yield f"  {'gap in seconds':<32}{'n':>5}{'median':>9}{'quartiles':>16}{'5 – 95 %':>16}"
    rows = [(kind.value, [join.gap for join in joins if join.kind is kind]) for kind in Join]
    rows.insert(0, ("mid-sentence, all", [join.gap for join in joins if join.kind.in_mid_sentence]))
    for name, gaps in rows:
        if gaps:
            low, first, median, third, high = np.percentile(gaps, [5, 25, 50, 75, 95])
            spread = f"{first:>8.3f} – {third:.3f}{low:>8.3f} – {high:.3f}"
            yield f"  {name:<32}{len(gaps):>5}{median:>9.3f}{spread}"
    yield f"  {'melody at the end of the line':<32}{'n':>5}{'falls':>9}{'change':>10}{'against its median':>20}"
    for name, chosen in (
        ("comma before a tag", [join for join in joins if join.kind is Join.BEFORE_TAG and join.comma]),
        ("comma in mid-sentence, all", [join for join in joins if join.kind.in_mid_sentence and join.comma]),
        ("end of a sentence", [join for join in joins if join.kind in (Join.SENTENCE, Join.TURN, Join.PARAGRAPH)]),
        ("question that is answered", [join for join in joins if join.kind is Join.ANSWER]),
    ):
        endings = [join.ending for join in chosen if join.ending]
        if endings:
            falls = np.mean([ending.change < FALL for ending in endings])
            change = np.median([ending.change for ending in endings])
            final = np.median([ending.final for ending in endings])
            yield f"  {name:<32}{len(endings):>5}{100 * falls:>7.0f} %{change:>+7.1f} st{final:>+17.1f} st"
    alike = [join for join in joins if join.same_voice]
    anew = sum(join.anew for join in alike)
    yield f"  joins at which the voice stays the same: {len(alike)}; a new utterance begins at {anew}"
    marks = [join for join in joins if join.cut]
    yield f"  silent marks in mid-sentence: {len(marks)}; a new utterance begins at {sum(join.anew for join in marks)}"


def tag_table(said: Mapping[tuple[object, ...], Mapping[bool, Sequence[Said]]]) -> Iterator[str]:
    """How tags sound against narration: voice → whether it is a tag → how each line is said."""
    for voice, by in said.items():
        tags, narration = by[True], by[False]
        if len(tags) >= 5 and len(narration) >= 5:
            level = np.median([how.level for how in tags]) - np.median([how.level for how in narration])
            pitch = np.median([how.pitch for how in tags]) - np.median([how.pitch for how in narration])
            of = f"{len(tags)} tags of up to {_SHORT_TAG} words, {len(narration)} narrated lines"
            yield f"  tags against narration ({voice[1]}; {of}): {level:+.2f} LU, {pitch:+.2f} semitones"


def main() -> None:
    """Measure the stories together."""
    options = arguments(__doc__).parse_args()
    joins: list[MeasuredJoin] = []
    said: dict[tuple[object, ...], dict[bool, list[Said]]] = defaultdict(lambda: {True: [], False: []})
    lines, seconds = 0, 0.0
    with finished_books(options) as productions:
        for production in productions:
            for chapter in heard_chapters(production):
                lines += len(chapter.lines)
                seconds += len(chapter.samples) / SAMPLE_RATE
                joins += measured(chapter)
                for tag, voice, how in tags_and_narration(chapter):
                    said[voice][tag].append(how)
    print(f"{options.engine}: {lines} lines, {len(joins)} joins, {seconds / 60:.1f} minutes")
    print("\n".join([*table(joins), *tag_table(said)]))


if __name__ == "__main__":
    main()
