"""How sentences go on from line to line, told by marks and case: for whoever says lines, and pauses between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from script.model import Chapter, Kind, Line
from script.quotations.flat_text import SHORT_TITLES, UNSEEN, flatten
from script.quotations.speech_words import word_set
from script.quotations.tags.narrated_tags import tag_follows


class Ending(Enum):
    """How a line ends, its closing marks aside."""

    STOP = auto()
    QUESTION = auto()
    EXCLAMATION = auto()
    TRAILING_OFF = auto()
    """With "…"."""
    BROKEN_OFF = auto()
    """With a dash."""
    OPEN = auto()
    """With a comma, a colon, a semicolon or no mark."""


@dataclass(frozen=True, slots=True)
class LineFlow:
    """How a line goes on from the one before it, and where its own sentences lie. Offsets count from its start."""

    goes_on: bool
    """Whether the sentence goes on from the spoken line before it in its paragraph. Silent lines between are passed
    over."""
    tag: int
    """Characters from its start that are the tag of the speech right before it ("said Tom", "Tom asked, rising"); 0:
    none. They end with the tag's sentence or, where that is long, with its clause."""
    first_end: int
    """Where its first sentence ends, marks and closing quotes included; its length where it is one sentence."""
    last_start: int
    """Where its last sentence begins; 0 where it is one."""
    ending: Ending
    speech_ending: Ending | None = None
    """How the speech ended whose tag begins the line; None where no tag does."""


_CLOSERS = "”“’‘»«›‹\"'`´)\\]}*_』」〞＂"
_OPENERS = _CLOSERS + "„‚(\\[{『「〝¿¡"
_DASHES = "—–―‒‐‑⸺⸻-"
_STOPS = ".。｡．।۔։"
_ASKS = "?？؟\u037e"
_CRIES = "!！"
_DOTS = "…⋯‥"
_MARKS = _STOPS + _ASKS + _CRIES + _DOTS
_NAMED = re.compile(
    rf"\b(?:{SHORT_TITLES}|MM|Mgr|Sr|Sra|Srta|Hr|Hrn|Nr|No|Nos|bzw|vgl|ca|ggf|evtl|vs|cf|Jr|[^\W\d_a-zI])\Z"
)
"""What is written with a full stop in mid-sentence, before capitals and figures too: titles, initials, "No. 5"."""
_AFTER_DOTS = re.compile(r"I(?:['’](?:m|d|ll|ve))?")
"""Words that have their capital anywhere, so that it tells nothing of a sentence that begins behind "…"."""
_END = re.compile(
    rf"[{_MARKS}](?:[{_MARKS}]|[ \u00a0\u202f](?=[.…]))*[{_CLOSERS}{UNSEEN}]*(?:(?<=[。｡．！？。』」])|(?=\s))\s*"
)
"""Marks at which a sentence may end, with the space behind them."""
_START = re.compile(rf"[\s{_OPENERS}{UNSEEN}{_DASHES}]*")
_TAIL = re.compile(rf"[\s{_CLOSERS}{UNSEEN}]+\Z")
_LAST_MARKS = re.compile(rf"[{_MARKS}\s]+\Z")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_WORD = re.compile(r"[^\W_][\w'’]*")
_CLAUSE = re.compile(r"[,;:،，；：](?=\s)|\s?[—–―]")
_LONGEST_TAG = 70
"""Characters of a sentence that are its tag as a whole."""
_TIED = re.compile(rf"[{_CLOSERS}\s]*,")
_CONJUNCTIONS = word_set("and but or as which that who while when for so then")
"""Words with which narration goes on from talk without being its tag: “…,” and he rose."""
_OBJECT = re.compile(r" +(?:nothing|no|not|for|of|about|a|an|the|his|her own|if|whether|how|what|why)\b")
"""What shows behind "Tom said" that it tells of something else than the talk before it: Tom said nothing."""
_DONE = re.compile(r" *(?:[,.;:!?…—–]|\Z)")
_TALK = (Kind.SPEECH, Kind.THOUGHT)


def flows(chapter: Chapter) -> tuple[LineFlow, ...]:
    """How each line of the chapter goes on, in their order."""
    found: list[LineFlow] = []
    for paragraph in chapter.paragraphs:
        before: _Before | None = None
        for line in paragraph.lines:
            text = chapter.text[line.start : line.end]
            flow = _flow(text, line, before)
            found.append(flow)
            if line.kind.spoken:
                before = _Before.of(text, line, flow, before)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Before:
    """The spoken lines before a line, as far as they tell how it goes on."""

    kind: Kind
    speaker: str | None
    text: str
    """Of the last one that has a word, with the marks of those behind it that have none."""
    ending: Ending
    embedded: bool
    """Whether it began in mid-sentence and without a mark before it: “the” in: he called it “the” house."""

    @classmethod
    def of(cls, text: str, line: Line, flow: LineFlow, before: _Before | None) -> _Before:
        if before and not _WORD.search(text):
            joined = before.text + text
            return cls(before.kind, before.speaker, joined, ending_of(joined), before.embedded)
        plain = before is not None and before.ending is Ending.OPEN and bool(_last_char(before.text).isalnum())
        return cls(line.kind, line.speaker, text, flow.ending, flow.goes_on and plain)


def _flow(text: str, line: Line, before: _Before | None) -> LineFlow:
    """The flow of one line."""
    ends = list(_sentence_ends(text))
    first_end, last_start = (ends[0][0], ends[-1][1]) if ends else (len(text), 0)
    ending = ending_of(text)
    if before is None or not line.kind.spoken or not _WORD.search(text):
        return LineFlow(False, 0, first_end, last_start, ending)
    tag = _tag(text, first_end, before) if line.kind is Kind.NARRATION and before.kind in _TALK else 0
    goes_on = bool(tag) or _goes_on(text, line, before)
    return LineFlow(goes_on, tag, first_end, last_start, ending, before.ending if tag else None)


def ending_of(text: str) -> Ending:
    """How a text ends, closing quotes and brackets aside."""
    bare = _TAIL.sub("", text)
    if not bare:
        return Ending.OPEN
    if bare[-1] in _DASHES:
        return Ending.BROKEN_OFF if _WORD.search(bare) else Ending.OPEN
    match = _LAST_MARKS.search(bare)
    if not match:
        greek = bare[-1] == ";" and "\u0370" <= _TAIL.sub("", bare[:-1])[-1:] <= "\u03ff"
        return Ending.QUESTION if greek else Ending.OPEN
    marks = match[0]
    if any(mark in _ASKS for mark in marks):
        return Ending.QUESTION
    if any(mark in _CRIES for mark in marks):
        return Ending.EXCLAMATION
    if any(mark in _DOTS for mark in marks) or len("".join(marks.split())) > 1:
        return Ending.TRAILING_OFF
    return Ending.OPEN if marks == "." and _ends_nothing(bare[:-1]) else Ending.STOP


def _sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences end inside a text: the end of each, its marks included, and where the next one begins."""
    for match in _END.finditer(text):
        if match.end() == len(text):
            return
        marks = match[0].rstrip()
        start = _START.match(text, match.end())
        at = start.end() if start else match.end()
        if at == len(text):
            return
        if text[at].islower() or (marks == "." and _ends_nothing(text[: match.start()][-20:])):
            continue
        if (marks[0] in _DOTS or marks.startswith("..")) and _falters(text, match.start(), at):
            continue
        yield match.start() + len(marks), match.end()


def _ends_nothing(before: str) -> bool:
    """Whether a full stop behind `before` is that of a title or an initial: Mr. Reed, J. B. Reed."""
    named = _NAMED.search(before)
    return named is not None and (len(named[0]) > 1 or named[0].isupper())


def _falters(text: str, dots: int, at: int) -> bool:
    """Whether a sentence goes on behind "…" although it has a capital there: I … I think; no … No."""
    after = _WORD.match(text, at)
    if not after:
        return True
    said = _LAST_WORD.search(text[max(0, dots - 40) : dots].rstrip())
    return bool(_AFTER_DOTS.fullmatch(after[0]) or (said and said[0].lower() == after[0].lower()))


def _last_char(text: str) -> str:
    return _TAIL.sub("", text)[-1:]


def _first_char(text: str) -> str:
    start = _START.match(text)
    return text[start.end() : start.end() + 1] if start else ""


def _goes_on(text: str, line: Line, before: _Before) -> bool:
    """Whether a line goes on with the sentence before it, by that one's mark and its own first letter."""
    first = _first_char(text)
    if first.islower() or text.lstrip()[:1] in (",", ";", ":"):
        return True
    same = (line.kind, line.speaker) == (before.kind, before.speaker)
    talk, told = line.kind in _TALK, before.kind in _TALK
    if before.ending is Ending.OPEN:
        if told and not talk and _last_char(before.text).isalnum() and not _begins_with_dash(text):
            # No mark at all: a word or two in quotation marks amid narration, or talk whose marks a person took away.
            return before.embedded or not first.isupper()
        return same or not (talk and told)
    return before.ending is Ending.BROKEN_OFF and (same or not told)


def _begins_with_dash(text: str) -> bool:
    return text.lstrip()[:1] in tuple(_DASHES)


def _tag(text: str, first_end: int, before: _Before) -> int:
    """How many characters of narration are the tag of the talk before it; 0: it has none."""
    # Whoever only asks how long pauses are doesn't wait until its patterns are compiled.
    from script.quotations.tags.tags_after import tag_after

    flat = flatten(text)
    first = _first_char(text)
    closing = _last_char(before.text)
    found = tag_after(flat, 0, len(flat), closing)
    verb = flat.find(found.verb, found.end, first_end) if found else -1
    core = 0 if not found else max(found.end, verb + len(found.verb) if verb >= 0 else 0)
    says = tag_follows(text.lstrip(" ,"))
    word = _WORD.search(flat)
    if before.embedded or _begins_with_dash(text) or (word and word[0].lower() in _CONJUNCTIONS):
        is_tag = says
    elif closing == "," or _TIED.match(text):
        is_tag = True
    elif first.islower():
        is_tag = before.ending is not Ending.OPEN or says
    else:
        after = flat[core:first_end]
        is_tag = core > 0 and not (_OBJECT.match(after) or (before.ending is Ending.STOP and not _DONE.match(after)))
    if not is_tag:
        return 0
    if first_end <= _LONGEST_TAG:
        return first_end
    clause = _CLAUSE.search(text, max(core, word.end() if word else 0), first_end)
    if not clause:
        return first_end
    return clause.end() if clause[0].strip() in tuple(",;:،，；：") else clause.start()
