"""How each line is said: by its tag, by what is told beside it, by how it is written, and by what it goes on from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from script.deliveries.clause_manner import Manner, is_calm, read_manner, tells_something
from script.deliveries.clause_words import Voice
from script.deliveries.manner_words import SAYING
from script.deliveries.written_manner import exclaims, is_bare, written_manner
from script.model import Delivery
from script.quotations.flat_text import last_clause, sentence_end, sentences
from script.quotations.speech_words import WRITE
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Noun, Subject, read_subject

_LASTS = frozenset(
    {
        Delivery.WHISPER,
        Delivery.SOFT,
        Delivery.SOB,
        Delivery.TREMBLE,
        Delivery.SLEEPY,
        Delivery.MUFFLED,
        Delivery.DRAWL,
        Delivery.MURMUR,
    }
)
"""What somebody goes on in while something else is told."""
_READ_OUT = frozenset(("read", "reads", "recited", "quoted", "sang", "chanted", "prayed"))
_VERB_BEHIND = re.compile(r"[ ,—–-]*(?:(?:half|almost|nearly|also|softly|loudly) )?(?P<verb>[a-z]+)\b")
_VERB_BEFORE = re.compile(r" (?P<verb>[a-z]+)(?: [a-z]+ly| out| aloud| back)?[:,] *$")
_LEAD_IN = re.compile(
    r"(?:(?:Then|And|But|Again|Suddenly|Now|Still|At (?:this|that|last|once)|For a moment|After [^,;]{3,40}|With [^,;]{3,60}"
    r"|In [^,;]{3,60}|Without [^,;]{3,60}|Half [^,;]{3,60}|[A-Z][a-z]+ing\b[^,;]{0,80}|[A-Z][a-z]+ly),? +)"
)
_TOGETHER = re.compile(
    r"\bin (?:(?P<whisper>whispers|a whisper|hushed whispers|low whispers)|(?:(?:low|hushed|subdued|lowered) (?:voices|tones|undertones)|undertones))\b"
)
_TALKED = re.compile(
    r"\b(?:they|we|both|two|all)\b[^.!?;]{0,60}\b(?:spoke|talked|conversed|talking|speaking|conversing)\b[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_QUIET = frozenset({Delivery.SOFT, Delivery.MURMUR})
"""What nobody exclaims in."""
_TURNS = re.compile(
    r"\b(?:stop|stopped|dried|wiped|ceased|recovered|then|suddenly|laughed|smiled|aloud|but|again)\b", re.IGNORECASE
)
"""What says that something else begins."""
_CAPITALISED = re.compile(r"(?<![\w'])[A-Z][\w'-]+")
_OPENING = frozenset("He She They It We His Her My Their And The A An There This That I".split())
_NEAR = 120
"""Characters beside a line that are looked at for what keeps its voice down, or lies between it and the line before."""
_MOST_TOGETHER = 8
"""Lines of an exchange that are said as the story says once of all of them."""
_LONG_REST = 30
"""Words of the rest of a line, from which on nobody shouts or laughs to its end."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line that may get a delivery. `paragraph`, `scene`: indices; `speaker`: who says it, None: unknown. `tag`: its
    dialogue tag, if any. `heard`: whether it is spoken, rather than thought."""

    start: int
    end: int
    paragraph: int
    scene: int
    speaker: int | None
    voice: Voice
    tag: Tag | None
    heard: bool = True


def find_deliveries(
    flat: str, paragraphs: Sequence[tuple[int, int]], lines: Sequence[SaidLine]
) -> list[Delivery | None]:
    """The delivery of each line, or None where the text tells none. `paragraphs`: (start, end) in `flat`."""
    found: list[Delivery | None] = []
    for number, group in groupby(lines, key=lambda line: line.paragraph):
        found += _ParagraphReading(flat, *paragraphs[number], list(group)).deliveries()
    _spoken_together(flat, paragraphs, lines, found)
    return found


class _ParagraphReading:
    """The lines of a paragraph with what is narrated between them."""

    def __init__(self, flat: str, start: int, end: int, lines: Sequence[SaidLine]) -> None:
        self.flat = flat
        self.lines = lines
        starts = [start, *(line.end for line in lines)]
        ends = [*(line.start for line in lines), end]
        self.gaps = list(zip(starts, ends, strict=True))
        """What is narrated before each line, and behind the last one."""
        self.telling = [a < b and tells_something(flat[a:b].lower()) for a, b in self.gaps]

    def deliveries(self) -> list[Delivery | None]:
        found: list[Delivery | None] = []
        told: Delivery | None = None
        for index, line in enumerate(self.lines):
            told = self._told(index, line, told) if line.heard else None
            plain = told in (None, Delivery.EXCLAIM) and line.heard
            found.append((self._by_words(index, line) if plain else None) or told)
            if told is None and found[-1] and self._goes_on(index):
                told = found[-1]
        return found

    def _goes_on(self, index: int) -> bool:
        """Whether the sentence of a line goes on behind what interrupts it: “So,” said Ann, “it is.”"""
        start, end = self.gaps[index + 1]
        between = self.flat[start:end].strip()
        unfinished = self._words(self.lines[index])[-1:] in (",", "—", "–", "-") or between[:1].islower()
        return unfinished and between.endswith(",")

    def _told(self, index: int, line: SaidLine, before: Delivery | None) -> Delivery | None:
        """What is told of how a line is said, or goes on from the line before."""
        tag = self._tag(line)
        if tag and (tag.kind is Subject.THING or tag.verb in WRITE):
            return None
        told = self._by_tag(line, tag) if tag else self._by_verb(index, line)
        if told and told.strong and told.found not in (None, Delivery.EXCLAIM, Delivery.CALL):
            return told.found
        beat = None
        if told is None or told.found in (None, Delivery.EXCLAIM, Delivery.CALL):
            beat = self._by_beats(index, line, tag)
        if beat and beat.found and (told is None or told.found is not Delivery.CALL):
            return beat.found
        if told and told.found:
            return told.found
        return self._held(index, line, before) if not tag and index else None

    def _by_words(self, index: int, line: SaidLine) -> Delivery | None:
        """What the words of a line tell by themselves, where no more is told than that it is exclaimed."""
        words = self._words(line)
        tag = self._tag(line)
        if is_bare(words) or (tag and (tag.kind is Subject.THING or tag.verb in WRITE or tag.verb in _READ_OUT)):
            return None
        if written := written_manner(words):
            return written
        return Delivery.EXCLAIM if exclaims(words) and not self._calm(index) else None

    def _tag(self, line: SaidLine) -> Tag | None:
        """The line's tag, where it surely says how: also "“Hush!” Edie breathed", by which one may not be sure of the
        speaker."""
        tag = line.tag
        if tag is None or tag.sure:
            return tag
        asked = self.flat[line.start : line.end].rstrip("\"”»'’ ")[-1:] in ("!", "?")
        behind = 0 <= tag.clause[0] - line.end <= 2 and tag.clause[0] == tag.start
        return tag if asked and behind and tag.verb in SAYING and tag.kind is not Subject.THING else None

    def _words(self, line: SaidLine) -> str:
        return self.flat[line.start : line.end].strip("\"“”«»„'‘’ ")

    def _calm(self, index: int) -> bool:
        """Whether anything beside a line tells of a voice that is not raised."""
        (_, end), (start, stop) = self.gaps[index], self.gaps[index + 1]
        ahead = max(self.gaps[index][0], end - _NEAR)
        return (self.telling[index] and is_calm(self.flat[ahead:end].lower())) or (
            self.telling[index + 1] and is_calm(self.flat[start : min(stop, start + _NEAR)].lower())
        )

    def _by_tag(self, line: SaidLine, tag: Tag) -> Manner | None:
        start, end = tag.clause
        start = min(start, tag.start)
        if tag.verb not in SAYING and not tells_something(self.flat[start:end].lower()):
            return None
        return read_manner(self.flat, start, end, line.voice, (tag.start, tag.end), tag.verb)

    def _by_verb(self, index: int, line: SaidLine) -> Manner | None:
        """What a verb of saying right at a line tells, of whomever: “…,” whispered one of the girls; half of them
        yelled: “…”."""
        start, end = self.gaps[index + 1]
        verb = _VERB_BEHIND.match(self.flat, start, end) if self.telling[index + 1] else None
        if verb and verb["verb"] in SAYING:
            stop = sentence_end(self.flat, start, end)
            return read_manner(self.flat, start, stop, line.voice, None, verb["verb"])
        start, end = self.gaps[index]
        verb = _VERB_BEFORE.search(self.flat, max(start, end - _NEAR), end) if self.telling[index] else None
        if verb and verb["verb"] in SAYING:
            return read_manner(self.flat, *last_clause(self.flat, start, end), line.voice, None, verb["verb"])
        return None

    def _by_beats(self, index: int, line: SaidLine, tag: Tag | None) -> Manner | None:
        """What the sentences beside the line tell: the last ones before it, the first ones behind it."""
        taken = tag.clause if tag else (0, 0)
        if self.telling[index]:
            start, end = self.gaps[index]
            before = sentences(self.flat, start, end) if end > start else []
            for a, b in reversed(before[-2:]):
                earlier = index > 0 and a == start and (t := self.lines[index - 1].tag) is not None and t.sure
                if (a < taken[1] and taken[0] < b) or earlier:
                    continue
                manner = self._by_beat(a, b, line)
                if manner and (b >= end or manner.lasting):
                    return manner
                if _TURNS.search(self.flat, a, b):
                    break
        if self.telling[index + 1]:
            start, end = self.gaps[index + 1]
            start = max(start, taken[1])
            last = index + 1 == len(self.lines)
            for a, b in sentences(self.flat, start, end)[: 1 if start < end else 0]:
                leads_in = not last and self.flat[a:b].rstrip()[-1:] not in (".", "!", "?", "…")
                follows = self.flat[a:b].lstrip().startswith(("And ", "Then "))
                if (a < taken[1] and taken[0] < b) or leads_in or follows:
                    continue
                manner = self._by_beat(a, b, line)
                if manner and manner.lasting and (last or manner.found in _LASTS):
                    return manner
        return None

    def _by_beat(self, start: int, end: int, line: SaidLine) -> Manner | None:
        subject = subject_of(self.flat, start, end)
        mine = subject is not None and (is_speaker(subject, line.voice) or _is_of_tag(subject, line.tag))
        manner = read_manner(
            self.flat, start, end, line.voice, (subject.start, subject.end) if subject and mine else None
        )
        if manner and manner.found in (Delivery.EXCLAIM,) and not mine:
            return None
        return manner

    def _held(self, index: int, line: SaidLine, before: Delivery | None) -> Delivery | None:
        """The delivery that goes on from the line before in the paragraph."""
        last = self.lines[index - 1]
        if before is None or not last.heard or last.speaker != line.speaker:
            return None
        start, end = self.gaps[index]
        between = self.flat[start:end].rstrip()
        if self._goes_on(index - 1):
            return before
        rest = self.flat[last.tag.clause[1] : end].strip() if last.tag and last.tag.sure else between.strip()
        words = self._words(line)
        if before is Delivery.EXCLAIM or (before in _QUIET and exclaims(words)):
            return None
        length = len(words.split())
        if not any(map(str.isalnum, rest)):
            return before if before in _LASTS or length <= _LONG_REST else None
        if before not in _LASTS or len(rest) > _NEAR or length > 2 * _LONG_REST or _TURNS.search(rest):
            return None
        others = (name for name in _CAPITALISED.findall(rest) if name.lower() not in line.voice.names)
        return before if all(other in _OPENING for other in others) else None


def subject_of(flat: str, start: int, end: int) -> Noun | None:
    """The subject of a sentence of narration, past what leads it in, or None."""
    at = start
    while at < end and flat[at] in " —–-(,;.…":
        at += 1
    found = read_subject(flat, at, end)
    lead = _LEAD_IN.match(flat, at, end)
    if lead and (behind := read_subject(flat, lead.end(), end)):
        return behind
    return found


def is_speaker(noun: Noun, voice: Voice) -> bool:
    """Whether the subject of a sentence means the one who speaks."""
    words = noun.text.lower()
    if noun.kind is Subject.PRONOUN:
        return words in voice.pronouns
    if noun.kind is Subject.NAME:
        return any(word.strip(".") in voice.names for word in words.split())
    return noun.kind is Subject.NOUN and words in voice.names


def _is_of_tag(noun: Noun, tag: Tag | None) -> bool:
    """Whether a noun phrase is the subject of the action beside a line, by which its speaker is known."""
    return tag is not None and tag.start == noun.start


def _spoken_together(
    flat: str, paragraphs: Sequence[tuple[int, int]], lines: Sequence[SaidLine], found: list[Delivery | None]
) -> None:
    """Lines of an exchange of which the story says once how they talk: "they spoke in whispers"."""
    at = 0
    starts = [start for start, _ in paragraphs]
    for match in _TOGETHER.finditer(flat):
        if not _TALKED.search(flat, max(0, match.start() - 120), match.start()):
            continue
        while at < len(lines) and lines[at].end < match.end():
            at += 1
        delivery = Delivery.WHISPER if match["whisper"] else Delivery.SOFT
        if at >= len(lines) or (paragraph := lines[at].paragraph) > bisect_right(starts, match.start()):
            continue
        for index in range(at, min(len(lines), at + _MOST_TOGETHER)):
            line = lines[index]
            apart = line.scene != lines[at].scene or line.paragraph > paragraph + 1
            if apart or found[index] not in (None, delivery):
                break
            paragraph = line.paragraph
            if line.heard:
                found[index] = delivery
