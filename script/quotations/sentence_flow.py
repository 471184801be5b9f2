"""How sentences go on from line to line, told by marks and case: for whoever says lines, and pauses between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from script.model import Chapter, CueKind, Kind, Line
from script.quotations.flat_text import LONGEST_CLAUSE, SHORT_TITLES, UNSEEN, UPPER, flatten
from script.quotations.speech_words import SAY, SAY_CORE, word_set
from script.quotations.tags.narrated_tags import tag_follows

if TYPE_CHECKING:
    from script.quotations.tags.dialogue_tags import Tag


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


_CLOSERS = "<>”“’‘»«›‹\"'`´)\\]}*_』」〞＂"
_OPENERS = _CLOSERS + "„‚(\\[{『「〝¿¡"
_DASHES = "—–―‒‐‑⸺⸻-"
_STOPS = ".。｡．।۔։"
_ASKS = "?？؟\u037e"
_CRIES = "!！"
_DOTS = "…⋯‥"
_WIDE = "。｡．！？"
"""Marks behind which no space stands."""
_MARKS = _STOPS + _ASKS + _CRIES + _DOTS
_NAMED = re.compile(rf"\b(?:{SHORT_TITLES}|MM|Mgr|Sr|Sra|Srta|Hr|Hrn|bzw|vgl|ca|ggf|evtl|vs|cf|Jr|[^\W\d_a-zI])\Z")
"""What is written with a full stop in mid-sentence, before capitals and figures too: titles, initials, "No. 5"."""
_AFTER_DOTS = re.compile(r"I(?:['’](?:m|d|ll|ve))?")
"""Words that have their capital anywhere, so that it tells nothing of a sentence that begins behind "…"."""
_SPACED_DOTS = r"(?:[ \u00a0\u202f][.…]){0,9}+"
_END = re.compile(
    rf"(?<![{_MARKS}])(?:[{_WIDE}]++[{_CLOSERS}{UNSEEN}]*+"
    rf"|[{_MARKS}]++{_SPACED_DOTS}[{_CLOSERS}{UNSEEN}]*+(?=\s))\s*+"
)
"""Marks at which a sentence may end, with the space behind them. Nothing is read twice, however long a row of marks."""
_SMALL_START, _CAPITAL_START = (re.compile(rf"\.[{_CLOSERS}]?\s[{_OPENERS}]?[{case}]") for case in ("a-z", UPPER))
_FEW = 3
"""Small letters behind full stops that tell nothing yet of how a story is typed."""
_START = re.compile(rf"[\s{_OPENERS}{UNSEEN}{_DASHES}]*")
_CLOSING = re.compile(rf"[\s{_CLOSERS}{UNSEEN}]")
_MARK_OR_SPACE = re.compile(rf"[{_MARKS}\s]")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_WORD = re.compile(r"[^\W_][\w'’]*")
_NEAR = 40
"""Characters before a mark that tell what it is, at most."""
_CLAUSE = re.compile(r"[,;:،，；：](?=\s)|\s?[—–―]")
_LONGEST_TAG = 70
"""Characters of a sentence that are its tag as a whole."""
_TIED = re.compile(rf"[{_CLOSERS}\s]*,")
_CONJUNCTIONS = word_set("and but or as which that who while when for so then")
"""Words with which narration goes on from talk without being its tag: “…,” and he rose."""
_OTHER = re.compile(r" +(?:nothing|no|not|for|of|about|if|whether|how|what|why)\b")
_OBJECT = re.compile(_OTHER.pattern + r"| +(?:a|an|the|his|her|my|their) ")
"""What shows behind "Tom said" that it tells of something else than the talk before it: Tom said nothing, a prayer."""
_TO_PEOPLE = word_set("asked asks ask told tells tell")
"""Verbs behind which somebody is named: Tom asked the child."""
_DONE = re.compile(r" *(?:[.!?…]|\Z)")
_SAY = SAY | SAY_CORE
_TALK = (Kind.SPEECH, Kind.THOUGHT, Kind.LETTER)


def flows(chapter: Chapter) -> tuple[LineFlow, ...]:
    """How each line of the chapter goes on, in their order. No sentence goes on over what a cue says."""
    found: list[LineFlow] = []
    said = [cue.at for cue in chapter.cues if cue.kind is CueKind.SAY]
    cased = _tells_by_case("\n".join(chapter.text[line.start : line.end] for line in chapter.lines if line.kind.spoken))
    for paragraph in chapter.paragraphs:
        before: _Before | None = None
        last = paragraph.start
        for line in paragraph.lines:
            if said and any(last < at <= line.start for at in said):
                before = None
            last = line.start
            text = chapter.text[line.start : line.end]
            flow = _flow(text, line, before, cased)
            found.append(flow)
            if line.kind.spoken:
                before = _Before.of(text, line, flow, before)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Before:
    """The spoken lines before a line, as far as they tell how it goes on."""

    kind: Kind
    speaker: str | None
    end: str
    """Its last characters, with the marks of those behind it that have no word."""
    dashed: bool
    """Whether it begins with a dash, as talk does in some languages."""
    ending: Ending
    embedded: bool
    """Whether it began in mid-sentence and without a mark before it: “the” in: he called it “the” house."""
    parted: bool
    """Whether it is the tag of talk whose sentence isn't over: “Where,” said Tom. “is it?”"""

    @classmethod
    def of(cls, text: str, line: Line, flow: LineFlow, before: _Before | None) -> _Before:
        if before and not _WORD.search(text):
            end = (before.end + text)[-_NEAR:]
            return replace(before, end=end, ending=ending_of(end))
        unmarked = before is not None and before.ending is Ending.OPEN and _last_char(before.end).isalnum()
        return cls(
            line.kind,
            line.speaker,
            end=text[-_NEAR:],
            dashed=_begins_with_dash(text),
            ending=flow.ending,
            embedded=flow.goes_on and unmarked,
            parted=flow.speech_ending is Ending.OPEN,
        )


def _tells_by_case(text: str) -> bool:
    """Whether sentences begin with a capital: some stories are typed in small letters throughout."""
    small = len(_SMALL_START.findall(text))
    return small <= max(_FEW, len(_CAPITAL_START.findall(text)))


def _flow(text: str, line: Line, before: _Before | None, cased: bool) -> LineFlow:
    """The flow of one line."""
    ends = list(_sentence_ends(text, cased))
    first_end, last_start = (ends[0][0], ends[-1][1]) if ends else (len(text), 0)
    ending = ending_of(text)
    if before is None or not line.kind.spoken or not _WORD.search(text):
        return LineFlow(False, 0, first_end, last_start, ending)
    tag = _tag(text, first_end, before, cased) if line.kind is Kind.NARRATION and before.kind in _TALK else 0
    goes_on = bool(tag) or _goes_on(text, line, before, cased)
    return LineFlow(goes_on, tag, first_end, last_start, ending, before.ending if tag else None)


def ending_of(text: str) -> Ending:
    """How a text ends, closing quotes and brackets aside."""
    bare = _without_last(text, _CLOSING)
    if not bare:
        return Ending.OPEN
    if bare[-1] in _DASHES:
        return Ending.BROKEN_OFF if _WORD.search(bare) else Ending.OPEN
    marks = bare[len(_without_last(bare, _MARK_OR_SPACE)) :]
    if not marks:
        greek = bare[-1] == ";" and "\u0370" <= _last_char(bare[:-1]) <= "\u03ff"
        return Ending.QUESTION if greek else Ending.OPEN
    if any(mark in _ASKS for mark in marks):
        return Ending.QUESTION
    if any(mark in _CRIES for mark in marks):
        return Ending.EXCLAMATION
    if any(mark in _DOTS for mark in marks) or len("".join(marks.split())) > 1:
        return Ending.TRAILING_OFF
    return Ending.OPEN if marks == "." and _ends_nothing(bare[-_NEAR:-1]) else Ending.STOP


def _without_last(text: str, chars: re.Pattern[str]) -> str:
    """The text without such characters at its end."""
    end = len(text)
    while end and chars.match(text, end - 1):
        end -= 1
    return text[:end]


def _sentence_ends(text: str, cased: bool) -> Iterator[tuple[int, int]]:
    """Where sentences end inside a text: the end of each, its marks included, and where the next one begins."""
    for match in _END.finditer(text):
        if match.end() == len(text):
            return
        marks = match[0].rstrip()
        start = _START.match(text, match.end())
        at = start.end() if start else match.end()
        if at == len(text):
            return
        mark = match.start()
        if cased and text[at].islower():
            continue
        if marks == "." and _ends_nothing(text[max(mark - _NEAR, 0) : mark], text[at]):
            continue
        if (marks[0] in _DOTS or marks.startswith("..")) and _falters(text, mark, at):
            continue
        yield mark + len(marks), match.end()


def _ends_nothing(before: str, next_char: str = "") -> bool:
    """Whether a full stop behind `before` is that of a title, an initial or a number: Mr. Reed, J. B. Reed, No. 5."""
    if next_char.isdigit() and before.endswith(("No", "no", "Nos", "Nr")):
        return True
    named = _NAMED.search(before)
    return named is not None and (len(named[0]) > 1 or named[0].isupper())


def _falters(text: str, dots: int, at: int) -> bool:
    """Whether a sentence goes on behind "…" although it has a capital there: I … I think; no … No."""
    after = _WORD.match(text, at)
    if not after:
        return True
    said = _LAST_WORD.search(text[max(dots - _NEAR, 0) : dots].rstrip())
    return bool(_AFTER_DOTS.fullmatch(after[0]) or (said and said[0].lower() == after[0].lower()))


def _last_char(text: str) -> str:
    return _without_last(text, _CLOSING)[-1:]


def _first_char(text: str) -> str:
    start = _START.match(text)
    return text[start.end() : start.end() + 1] if start else ""


def _goes_on(text: str, line: Line, before: _Before, cased: bool) -> bool:
    """Whether a line goes on with the sentence before it, by that one's mark and its own first letter."""
    first = _first_char(text)
    same = (line.kind, line.speaker) == (before.kind, before.speaker)
    talk, told = line.kind in _TALK, before.kind in _TALK
    if talk and told and not same:
        return first.islower() and before.ending is Ending.OPEN
    if told and not talk and text.lstrip()[:1] in (",", ";", ":"):
        return True
    if before.ending is Ending.OPEN:
        # No mark at all: a word or two in quotation marks amid narration, or talk whose marks a person took away.
        unmarked = told and not talk and _last_char(before.end).isalnum() and not _begins_with_dash(text)
        return before.embedded or not first.isupper() if unmarked else True
    if first.islower() and cased:
        # Chat is typed in small letters: Her phone buzzed. “nothing on our side”
        return before.ending in (Ending.BROKEN_OFF, Ending.TRAILING_OFF) or told or not talk or before.parted
    return before.ending is Ending.BROKEN_OFF and (same or not told)


def _begins_with_dash(text: str) -> bool:
    return text.lstrip()[:1] in tuple(_DASHES)


def _tag(text: str, first_end: int, before: _Before, cased: bool) -> int:
    """How many characters of narration are the tag of the talk before it; 0: it has none."""
    # Whoever only asks how long pauses are doesn't wait until its patterns are compiled.
    from script.quotations.tags.tags_after import tag_after

    flat = flatten(text[:LONGEST_CLAUSE])
    word = _WORD.search(flat)
    found = tag_after(flat, 0, len(flat), _last_char(before.end))
    core = _said(flat, found, first_end) if found else word.end() if word else 0
    if not _is_tag(flat, flat[core:first_end], found, before, cased):
        return 0
    first_end = min(first_end, len(flat))
    if first_end <= _LONGEST_TAG:
        return first_end
    clause = _CLAUSE.search(text, core, first_end)
    if not clause:
        return first_end
    return clause.start() if _begins_with_dash(clause[0]) else clause.end()


def _said(flat: str, tag: Tag, end: int) -> int:
    """Where a tag's subject and its verb are over."""
    verb = flat.find(tag.verb, tag.end, end)
    return max(tag.end, verb + len(tag.verb)) if verb >= 0 else tag.end


def _is_tag(flat: str, after: str, found: Tag | None, before: _Before, cased: bool) -> bool:
    """Whether narration behind talk is its tag, which `found` may be; `after`: the rest of its sentence."""
    first, word = _first_char(flat), _WORD.search(flat)
    aside = _begins_with_dash(flat) and not before.dashed
    joined = word is not None and word[0].lower() in _CONJUNCTIONS
    if before.embedded or aside or joined:
        return tag_follows(flat.lstrip(" ,")) and (before.ending is Ending.OPEN or not first.isupper())
    if _last_char(before.end) == "," or _TIED.match(flat):
        return True
    if first.islower():
        return tag_follows(flat) or (cased and before.ending is not Ending.OPEN)
    # By its looks a sentence of its own: “Where?” Tom asked. But: “Where?” He asked for water. “Come.” Tom said grace.
    if found is None:
        return False
    if before.ending is Ending.STOP:
        return found.verb in SAY_CORE and bool(_DONE.match(after))
    thinks = before.kind is Kind.THOUGHT and found.thinks
    says = found.sure and found.verb in _SAY
    return (says or thinks) and not (_OTHER if found.verb in _TO_PEOPLE else _OBJECT).match(after)
