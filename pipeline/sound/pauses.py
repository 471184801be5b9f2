"""How long to wait between two lines: by how the sentence, the talk and the story go on."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from enum import Enum, auto

from script.model import BlockKind, Kind
from script.quotations.sentence_flow import Ending, LineFlow

LONGEST_PAUSE = 60.0
"""Seconds that a cue may ask for: longer ones are slips of the pen."""
MOST_OVERLAP = 0.3
"""Seconds, at most, by which a line may begin before the one before it has ended."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence in seconds, from the end of one line's speech to the start of the next one's."""

    pace: float = 1.0
    """Divides all pauses but `head` and `tail`: at 1.2 they are a sixth shorter, at 0.5 twice as long."""
    tags: float = 0.12
    """Where the voice changes in mid-sentence: before "said Tom" and after it."""
    lines: float = 0.4
    """Between two sentences of one paragraph."""
    speakers: float = 0.4
    """Before another's turn of talk."""
    answers: float = 0.3
    """The same after a question."""
    interruptions: float = -0.06
    """The same after a line that is broken off by a dash: below 0, it begins before that one has ended."""
    trailing: float = 0.9
    """The same after a line that trails off with "…"; elsewhere a part of it."""
    paragraphs: float = 0.8
    scenes: float = 1.8
    """At a scene break, and before a heading inside a chapter."""
    headings: float = 1.2
    """After a heading."""
    head: float = 0.75
    """At the start of a chapter's file."""
    tail: float = 2.5
    """At its end."""


DEFAULT_PAUSES = Pauses()
NAMES = ("tags", "lines", "speakers", "answers", "interruptions", "trailing", "paragraphs", "scenes", "headings")
"""What a pause cue may call a pause, with or without its s."""
"""Those between two lines: a cue may ask for them by name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What decides the pauses beside a line that is heard."""

    paragraph: int
    """The number of its paragraph in the chapter."""
    block: BlockKind
    kind: Kind
    speaker: str | None
    flow: LineFlow
    text: str
    """As printed."""


class Why(Enum):
    """What decides a pause."""

    TAG = auto()
    """The sentence goes on."""
    SENTENCE = auto()
    TURN = auto()
    """Another speaks."""
    ANSWER = auto()
    """Another speaks after a question."""
    INTERRUPTION = auto()
    """What was said is broken off."""
    TRAILING_OFF = auto()
    PARAGRAPH = auto()
    SCENE = auto()
    """A scene break, or a heading inside a chapter."""
    HEADING = auto()
    """What a heading stands over begins."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Seconds of silence, below 0 where two lines overlap, and why."""

    seconds: float
    why: Why


_COLON, _UNMARKED = 1.5, 0.65
"""The pause in mid-sentence at a colon or semicolon, and where no mark stands, in pauses at a comma."""
_FALTERING, _FALTERED = 0.4, 0.65
"""The pause after "…" in mid-sentence, and before another sentence of its paragraph, in those before another's turn."""
_STRUCK = 0.5
"""The pause before narration that breaks in on talk, in pauses between sentences."""
_VARIATION = 0.15
"""How far a pause is from its kind's, at most: half of it by the length of the sentence before it."""
_USUAL_SENTENCE = 40
"""Characters of a sentence after which the pause is its kind's; after twice as many it is as long as any."""
_NEAR = 3
"""Words on either side that a pause varies by."""
_WORD = re.compile(r"\w+")


def pause_between(before: Heard, after: Heard, pauses: Pauses = DEFAULT_PAUSES, *, scene: bool = False) -> Pause:
    """The pause between two lines that are heard one after the other; `scene`: a scene break stands between them.

    It varies with their words alone, so that the same words have the same pause wherever they stand.
    """
    seconds, why = (pauses.scenes, Why.SCENE) if scene else _plain(before, after, pauses)
    return Pause(max(seconds * _varied(before, after) / pauses.pace, -MOST_OVERLAP), why)


def cue_seconds(value: str, pauses: Pauses = DEFAULT_PAUSES) -> float | None:
    """What the value of a pause cue asks for: "1.5", "1.5 s", "800 ms", or the name of a pause ("scene").

    None if it can't be understood, or is longer than `LONGEST_PAUSE`.
    """
    text = value.strip().lower()
    name = text.removesuffix("s") + "s"
    name = "trailing" if text in ("trailing", "trailing off") else name
    if name in NAMES:
        return float(max(getattr(pauses, name) / pauses.pace, -MOST_OVERLAP))
    number = re.fullmatch(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?|[.,][0-9]{1,6})\s*(s|sec|secs|seconds?|ms)?", text)
    if not number:
        return None
    seconds = float(number[1].replace(",", ".")) / (1000 if number[2] == "ms" else 1)
    return seconds if seconds <= LONGEST_PAUSE else None


def _plain(before: Heard, after: Heard, pauses: Pauses) -> tuple[float, Why]:
    """The pause as its kind has it."""
    if before.paragraph == after.paragraph:
        return _inside(before, after, pauses)
    heading, after_heading = after.block is BlockKind.HEADING, before.block is BlockKind.HEADING
    # A chapter's number and its title are two headings that belong together.
    if heading != after_heading:
        seconds, why = (pauses.scenes, Why.SCENE) if heading else (pauses.headings, Why.HEADING)
        return max(seconds, pauses.paragraphs), why
    if (said := _turn_before(before, after)) is not None:
        return _turn(said, before, pauses)
    if before.flow.ending is Ending.TRAILING_OFF and pauses.trailing > pauses.paragraphs:
        return pauses.trailing, Why.TRAILING_OFF
    return pauses.paragraphs, Why.PARAGRAPH


def _inside(before: Heard, after: Heard, pauses: Pauses) -> tuple[float, Why]:
    """The pause between two lines of one paragraph."""
    ending = before.flow.ending
    if after.flow.goes_on:
        if ending is Ending.TRAILING_OFF:
            return pauses.trailing * _FALTERING, Why.TRAILING_OFF
        mark = before.text.rstrip(" \n\"'“”‘’«»‹›„‚*_)")[-1:]
        share = _COLON if mark in tuple(":;") else _UNMARKED if mark.isalnum() else 1.0
        return pauses.tags * share, Why.TAG
    if (said := _turn_before(before, after)) is not None:
        return _turn(said, before, pauses)
    if ending is Ending.TRAILING_OFF:
        return max(pauses.trailing * _FALTERED, pauses.lines), Why.TRAILING_OFF
    if ending is Ending.BROKEN_OFF and before.kind is Kind.SPEECH:
        return pauses.lines * _STRUCK, Why.INTERRUPTION
    return pauses.lines, Why.SENTENCE


def _turn_before(before: Heard, after: Heard) -> Ending | None:
    """How the speech ended that `after` is another's turn after; None where it is none."""
    if after.kind is not Kind.SPEECH:
        return None
    if before.kind is Kind.SPEECH:
        # Of whom nobody knows, another paragraph is another's.
        return before.flow.ending if before.speaker != after.speaker or before.speaker is None else None
    is_tag = before.flow.tag > 0 and before.flow.first_end == len(before.text)
    return before.flow.speech_ending if is_tag and before.paragraph != after.paragraph else None


def _turn(said: Ending, before: Heard, pauses: Pauses) -> tuple[float, Why]:
    """The pause before another's turn after speech that ended so; `before`: that speech, or its tag."""
    if said is Ending.QUESTION:
        return pauses.answers, Why.ANSWER
    if before.kind is Kind.SPEECH:
        if said is Ending.BROKEN_OFF:
            return pauses.interruptions, Why.INTERRUPTION
        if said is Ending.TRAILING_OFF:
            return pauses.trailing, Why.TRAILING_OFF
    return pauses.speakers, Why.TURN


def _varied(before: Heard, after: Heard) -> float:
    """What a pause is multiplied by: 1 ± `_VARIATION`, more after a longer sentence."""
    last = before.text[before.flow.last_start :]
    length = min(max(len(last) / _USUAL_SENTENCE - 1, -1.0), 1.0)
    words = _WORD.findall(last)[-_NEAR:], _WORD.findall(after.text[: after.flow.first_end])[:_NEAR]
    chance = zlib.crc32("|".join(map(" ".join, words)).casefold().encode()) / 0xFFFFFFFF * 2 - 1
    return 1 + _VARIATION * (length + chance) / 2
