"""How each line is said: by its tag, by what is told beside it, by how it is written, and by what it goes on from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from script.deliveries.clause_manner import Manner, is_calm, read_manner, tells_something
from script.deliveries.manner_words import SAYING
from script.deliveries.narrated_subjects import is_about, subject_of
from script.deliveries.speaker_words import SpeakerWords
from script.deliveries.spoken_together import spoken_together
from script.deliveries.written_manner import exclaims, is_bare, written_manner
from script.model import Delivery
from script.quotations.flat_text import last_clause, sentence_end, sentences
from script.quotations.speech_words import WRITE, word_set
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_LASTS = frozenset(Delivery) - {Delivery.SHOUT, Delivery.LAUGH, Delivery.HURRY, Delivery.EXCLAIM, Delivery.CALL}
"""What somebody goes on in while something else is told."""
_NOT_EXCLAIMED = frozenset({Delivery.SOFT, Delivery.MURMUR})
"""What nobody exclaims in."""
_LITTLE = (None, Delivery.EXCLAIM, Delivery.CALL)
"""What a tag tells that the sentences beside it may tell better."""
_READ_OUT = word_set("read reads recited quoted sang chanted prayed")
_VERB_BEHIND = re.compile(r"[ ,—–-]*(?:(?:half|almost|nearly|also|softly|loudly) )?(?P<verb>[a-z]+|[A-Z]{4,})\b")
_VERB_BEFORE = re.compile(r" (?P<verb>[a-z]+)(?: [a-z]+ly| out| aloud| back)?[:,] *$")
_TURNS = re.compile(
    r"\b(?:stop|stopped|dried|wiped|ceased|recovered|then|suddenly|laughed|smiled|aloud|but|again)\b", re.IGNORECASE
)
"""What says that something else begins."""
_CAPITALISED = re.compile(r"(?<![\w'])[A-Z][\w'-]+")
_NO_OTHERS = word_set("He She They It We His Her My Their And The A An There This That I")
"""Words with a capital that name nobody else."""
_MARKS = "\"“”«»„'‘’ "
_NEAR = 120
"""Characters beside a line that are looked at for what keeps its voice down, or lies between it and the line before."""
_MOST_TOGETHER = 8
"""Lines of an exchange that are said as the story says once of all of them."""
_LONG_REST = 30
"""Words of the rest of a line, from which on nobody shouts or laughs to its end."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line that may get a delivery. `paragraph`, `scene`: indices; `speaker`: who says it, None: unknown; `words`:
    what may mean them around it; `tag`: its dialogue tag, if any; `heard`: whether it is spoken, rather than
    thought."""

    start: int
    end: int
    paragraph: int
    scene: int
    speaker: int | None
    words: SpeakerWords
    tag: Tag | None
    heard: bool = True


def find_deliveries(
    flat: str, paragraphs: Sequence[tuple[int, int]], lines: Sequence[SaidLine]
) -> list[Delivery | None]:
    """The delivery of each line, or None where the text tells none.

    `flat`: flat English text (see `script.quotations.flat_text`); `paragraphs`: (start, end) in it; `lines`: in the
    order of the text. The lines of a paragraph are read with what is narrated around them.
    """
    found: list[Delivery | None] = []
    for number, group in groupby(lines, key=lambda line: line.paragraph):
        start, end = paragraphs[number]
        found += _ParagraphReading(flat, start, end, list(group)).deliveries()
    for at, paragraph, delivery in spoken_together(flat, paragraphs):
        _carry_on(lines, found, at, paragraph, delivery)
    return found


def _carry_on(
    lines: Sequence[SaidLine], found: list[Delivery | None], at: int, paragraph: int, delivery: Delivery
) -> None:
    """Gives a delivery to the lines of an exchange from offset `at` on, until something else is told of one."""
    first = bisect_left(lines, at, key=lambda line: line.start)
    for index in range(first, min(len(lines), first + _MOST_TOGETHER)):
        line = lines[index]
        apart = line.paragraph > paragraph + 1 or line.scene != lines[first].scene
        if apart or found[index] not in (None, delivery):
            return
        paragraph = line.paragraph
        if line.heard:
            found[index] = delivery


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
        """The deliveries of the lines. What only their own words tell goes on no further than their sentence."""
        found: list[Delivery | None] = []
        told: Delivery | None = None
        for index, line in enumerate(self.lines):
            before, told = told, (self._told(index, line, told) if line.heard else None)
            by_words = self._by_words(index, line) if line.heard and told in (None, Delivery.EXCLAIM) else None
            kept_down = before in _NOT_EXCLAIMED and by_words is Delivery.EXCLAIM
            found.append(told if kept_down else by_words or told)
            if told is None and self._goes_on(index):
                told = found[-1]
        return found

    def _told(self, index: int, line: SaidLine, before: Delivery | None) -> Delivery | None:
        """What is told of how a line is said, or goes on from the line before."""
        tag = self._tag(line)
        if tag and (tag.kind is Subject.THING or tag.verb in WRITE):
            return None
        told = self._by_tag(line, tag) if tag else self._by_verb(index, line)
        if told and told.strong and told.found not in _LITTLE:
            return told.found
        beat = self._by_beats(index, line, tag) if told is None or told.found in _LITTLE else None
        if beat and beat.found and (told is None or told.found is not Delivery.CALL):
            return beat.found
        if told and told.found:
            return told.found
        return self._held(index, line, before) if not tag and index else None

    # The tag

    def _tag(self, line: SaidLine) -> Tag | None:
        """The line's tag, where it surely says how: also "“Hush!” Edie breathed", by which one may not be sure of the
        speaker."""
        tag = line.tag
        if tag is None or self._leads_on(line, tag):
            return None
        if tag.sure:
            return tag
        asked = self.flat[line.start : line.end].rstrip(_MARKS)[-1:] in ("!", "?")
        behind = 0 <= tag.clause[0] - line.end <= 2 and tag.clause[0] == tag.start
        return tag if asked and behind and tag.verb in SAYING and tag.kind is not Subject.THING else None

    def _leads_on(self, line: SaidLine, tag: Tag) -> bool:
        """Whether a tag behind a line that ends its sentence leads in the next one: “No.” She said slowly, “Wait.”"""
        start, end = tag.clause
        ended = self._words(line)[-1:] == "." and start >= line.end and self.flat[start : start + 1].isupper()
        return ended and self.flat[start:end].rstrip()[-1:] in (",", ":")

    def _by_tag(self, line: SaidLine, tag: Tag) -> Manner | None:
        start, end = min(tag.clause[0], tag.start), tag.clause[1]
        if tag.verb not in SAYING and not tells_something(self.flat[start:end].lower()):
            return None
        return read_manner(self.flat, start, end, line.words, (tag.start, tag.end), tag.verb)

    def _by_verb(self, index: int, line: SaidLine) -> Manner | None:
        """What a verb of saying right at a line tells, of whomever: “…,” whispered one of the girls; half of them
        yelled: “…”."""
        start, end = self.gaps[index + 1]
        verb = _VERB_BEHIND.match(self.flat, start, end) if self.telling[index + 1] else None
        if verb and verb["verb"].lower() in SAYING:
            stop = sentence_end(self.flat, start, end)
            return read_manner(self.flat, start, stop, line.words, None, verb["verb"].lower())
        start, end = self.gaps[index]
        verb = _VERB_BEFORE.search(self.flat, max(start, end - _NEAR), end) if self.telling[index] else None
        if verb and verb["verb"] in SAYING:
            return read_manner(self.flat, *last_clause(self.flat, start, end), line.words, None, verb["verb"])
        return None

    # Beside it

    def _by_beats(self, index: int, line: SaidLine, tag: Tag | None) -> Manner | None:
        """What the sentences beside the line tell that are no tag: the last two before it, the first one behind it."""
        taken = tag.clause if tag else (0, 0)
        return self._by_beat_before(index, line, taken) or self._by_beat_behind(index, line, taken)

    def _by_beat_before(self, index: int, line: SaidLine, taken: tuple[int, int]) -> Manner | None:
        start, end = self.gaps[index]
        if not self.telling[index]:
            return None
        for a, b in reversed(sentences(self.flat, start, end)[-2:]):
            if (a < taken[1] and taken[0] < b) or (a == start and index and self._has_tag(index - 1)):
                continue
            manner = self._by_beat(a, b, line)
            if manner and (b >= end or manner.lasting):
                return manner
            if _TURNS.search(self.flat, a, b):
                return None
        return None

    def _by_beat_behind(self, index: int, line: SaidLine, taken: tuple[int, int]) -> Manner | None:
        start, end = self.gaps[index + 1]
        start = max(start, taken[1])
        if not self.telling[index + 1] or start >= end:
            return None
        last = index + 1 == len(self.lines)
        a, b = sentences(self.flat, start, end)[0]
        sentence = self.flat[a:b].strip()
        leads_in = not last and sentence[-1:] not in (".", "!", "?", "…")
        if (a < taken[1] and taken[0] < b) or leads_in or sentence.startswith(("And ", "Then ")):
            return None
        manner = self._by_beat(a, b, line)
        return manner if manner and manner.lasting and (last or manner.found in _LASTS) else None

    def _by_beat(self, start: int, end: int, line: SaidLine) -> Manner | None:
        subject = subject_of(self.flat, start, end)
        about = is_about(subject, line.words, line.tag)
        place = (subject.start, subject.end) if subject and about else None
        manner = read_manner(self.flat, start, end, line.words, place)
        return None if manner and manner.found is Delivery.EXCLAIM and not about else manner

    def _has_tag(self, index: int) -> bool:
        tag = self.lines[index].tag
        return tag is not None and tag.sure

    # What goes on

    def _goes_on(self, index: int) -> bool:
        """Whether the sentence of a line goes on behind what interrupts it: “So,” said Ann, “it is.”"""
        start, end = self.gaps[index + 1]
        between = self.flat[start:end].strip()
        unfinished = self._words(self.lines[index])[-1:] in (",", "—", "–", "-") or between[:1].islower()
        return unfinished and between.endswith(",")

    def _held(self, index: int, line: SaidLine, before: Delivery | None) -> Delivery | None:
        """The delivery of the line before where the same speaker goes on in it."""
        last = self.lines[index - 1]
        if before is None or not last.heard or last.speaker != line.speaker:
            return None
        if self._goes_on(index - 1):
            return before
        words = self._words(line)
        if before is Delivery.EXCLAIM or (before in _NOT_EXCLAIMED and exclaims(words)):
            return None
        start, end = self.gaps[index]
        begin = last.tag.clause[1] if last.tag and last.tag.sure else start
        rest, length = self.flat[begin:end].strip(), len(words.split())
        if not any(map(str.isalnum, rest)):
            return before if before in _LASTS or length <= _LONG_REST else None
        if before not in _LASTS or len(rest) > _NEAR or length > 2 * _LONG_REST or _TURNS.search(rest):
            return None
        named = (name for name in _CAPITALISED.findall(rest) if name.lower() not in line.words.names)
        return before if all(name in _NO_OTHERS for name in named) else None

    # Its own words

    def _words(self, line: SaidLine) -> str:
        return self.flat[line.start : line.end].strip(_MARKS)

    def _by_words(self, index: int, line: SaidLine) -> Delivery | None:
        """What the words of a line tell by themselves, where no more is told than that it is exclaimed."""
        words = self._words(line)
        tag = self._tag(line)
        if is_bare(words) or (tag and (tag.kind is Subject.THING or tag.verb in WRITE or tag.verb in _READ_OUT)):
            return None
        if written := written_manner(words):
            return written
        return Delivery.EXCLAIM if exclaims(words) and not self._is_kept_down(index) else None

    def _is_kept_down(self, index: int) -> bool:
        """Whether anything right beside a line tells of a voice that is not raised."""
        (start, end), (behind, stop) = self.gaps[index], self.gaps[index + 1]
        ahead = self.flat[max(start, end - _NEAR) : end] if self.telling[index] else ""
        following = self.flat[behind : min(stop, behind + _NEAR)] if self.telling[index + 1] else ""
        return is_calm(f"{ahead} {following}".lower())
