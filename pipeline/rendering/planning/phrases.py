"""Lines become phrases: what the engine is asked to say at a time, by whom and how, and what becomes of it in the mix.

Neighbouring lines of a paragraph in one voice and treatment are one phrase, if its engine tells when each word begins.
Where a sentence changes its voice, each phrase of it knows the sentence's other words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.production.book_file import Book
from pipeline.production.clip_cache import clip_key
from pipeline.production.script_files import EditedChapter
from pipeline.rendering.planning.stressed_words import stresses
from pipeline.rendering.planning.voice_gains import Timbre
from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from script.quotations.sentence_flow import LineFlow, ending_of, flows
from voices.cast.voice_profile import RATES
from voices.engines import registry
from voices.engines.manners.manners import keeps_loudness
from voices.engines.registry import loaded_engine
from voices.engines.speech_engine import Utterance
from voices.lexicon.entries import Words, said_as
from voices.saying.stress import Spans
from voices.saying.utterance import Said, mix_gain, said_for
from voices.spoken_text import can_be_said

if TYPE_CHECKING:
    from voices.cast.cast import Cast
    from voices.cast.voice_profile import VoiceProfile

_TREATMENTS = {Kind.LETTER: "letter", Kind.THOUGHT: "thought"}
_LONG = 400
"""Characters of a phrase from which on it ends with a sentence: little is spoken anew for one changed word."""
_CLAUSE = re.compile(r"[,;:—–]\s*\w")
"""A tag goes on with something else."""
_OPENING = tuple("“„«‹‘‚\"'([")
_FAR = 400
"""Characters of a sentence on each side of a phrase, beyond which nothing is heard of them."""


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """A line of a phrase."""

    line: Line
    index: int
    """Among the chapter's lines."""
    address: str
    text: str
    """As printed."""
    flow: LineFlow
    at: int
    """Where it begins in the utterance's text."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One utterance: what is heard of it, its clip, and what becomes of that in the mix."""

    lines: tuple[PhraseLine, ...]
    key: str
    engine: str
    utterance: Utterance
    timbre: Timbre
    gain: float
    """dB on top of the levelled voice."""
    pan: float
    effects: tuple[str, ...]
    cut: tuple[int, int] | None = None
    """The stretch of the utterance's text that is heard, where that isn't all of it."""

    @property
    def address(self) -> str:
        """Of its first line."""
        return self.lines[0].address

    @property
    def text(self) -> str:
        """As printed."""
        return " ".join(line.text for line in self.lines)

    def sentences(self) -> Iterator[Phrase]:
        """The same clip sentence by sentence, as far as lines end with them: pauses between them are the book's."""
        first = 0
        for number in range(1, len(self.lines) + 1):
            if number == len(self.lines) or not self.lines[number].flow.goes_on:
                yield self.only(first, number - 1)
                first = number

    def only(self, first: int, last: int) -> Phrase:
        """The same clip, of which only lines `first` to `last` (numbers among `lines`) are heard."""
        if (first, last) == (0, len(self.lines) - 1):
            return self
        begin, end = self.cut or (0, len(self.utterance.text))
        start = self.lines[first].at if first else begin
        stop = self.lines[last + 1].at if last + 1 < len(self.lines) else end
        return replace(self, lines=self.lines[first : last + 1], cut=(start, stop))


def phrases_of(
    item: EditedChapter, book: Book, cast: Cast, *, of: Collection[str | None] | None = None
) -> tuple[Phrase, ...]:
    """All phrases of a chapter, or those of the paragraphs in which some speakers speak. Raises `EngineError`."""
    chapter = item.chapter
    phrases: list[Phrase] = []
    numbered = iter(zip(range(len(chapter.lines)), flows(chapter), stresses(chapter), strict=True))
    for paragraph in chapter.paragraphs:
        lines = [(line, *next(numbered)) for line in paragraph.lines]
        if of is None or any(line.speaker in of for line in paragraph.lines):
            phrases += _Paragraph(item, paragraph, lines, book, cast).phrases()
    return tuple(phrases)


def parted_by_cues(chapter: Chapter, cast: Cast) -> tuple[int, ...]:
    """The lines that would be in one phrase with the one before them, were there no cue between: by what is known
    without preparing their words."""
    if not chapter.cues:
        return ()
    parted: list[int] = []
    index = 0
    for paragraph in chapter.paragraphs:
        before: Line | None = None
        for line in paragraph.lines:
            if line.kind.spoken:
                one_voice = before and cast.profile(before.speaker) == cast.profile(line.speaker)
                if before and one_voice and _is_parted(before, line, chapter):
                    parted.append(index)
                before = line
            index += 1
    return tuple(parted)


def _is_parted(before: Line, after: Line, chapter: Chapter) -> bool:
    """Whether a cue stands between two lines."""
    return any(before.start < cue.at <= after.start for cue in chapter.cues)


def in_lines(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Each line of them on its own."""
    for phrase in phrases:
        for number in range(len(phrase.lines)):
            yield phrase.only(number, number)


def rejoined(phrases: Sequence[Phrase], lines: Collection[int]) -> Iterator[Phrase]:
    """What is heard where only some lines (indexes in the chapter) are: neighbours in a phrase stay together."""
    for phrase in phrases:
        heard = [number for number, line in enumerate(phrase.lines) if line.index in lines]
        runs: list[list[int]] = []
        for number in heard:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        yield from (phrase.only(run[0], run[-1]) for run in runs)


@dataclass(frozen=True, slots=True)
class _Treatment:
    """All but the words that decides how a line sounds: lines that differ in it are no phrase."""

    profile: VoiceProfile
    delivery: str | None
    effects: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class _Heard:
    """A line that is heard."""

    line: Line
    index: int
    flow: LineFlow
    marks: Spans
    treatment: _Treatment


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines that are one phrase, and what is said for them: lines `first` to `last` of those that are heard."""

    first: int
    last: int
    starts: tuple[int, ...]
    """Where each line begins in the printed text."""
    length: int
    said: Said

    def piece(self, begin: tuple[int, int] | None, end: tuple[int, int] | None) -> str:
        """What is said of it from one place (line, offset in it) to another; None: from its beginning, to its end."""
        start = self.starts[begin[0] - self.first] + begin[1] if begin and begin[0] >= self.first else 0
        stop = self.starts[end[0] - self.first] + end[1] if end and end[0] <= self.last else self.length
        return self.said.piece(start, stop)


class _Paragraph:
    def __init__(
        self,
        item: EditedChapter,
        paragraph: Paragraph,
        lines: Sequence[tuple[Line, int, LineFlow, Spans]],
        book: Book,
        cast: Cast,
    ) -> None:
        self._item, self._block, self._book, self._cast = item, paragraph.kind, book, cast
        self._lines, self._first = paragraph.lines, lines[0][1] if lines else 0
        self._heard: list[_Heard] = []
        for line, index, flow, marks in lines:
            heard = _Heard(line, index, flow, marks, self._treatment(line))
            if line.kind.spoken and can_be_said(item.text_of(line), book.language):
                self._heard.append(heard)
            elif self._ends_the_one_before(line):
                ending = ending_of(item.text_of(self._heard[-1].line) + item.text_of(line))
                self._heard.append(replace(heard, flow=replace(flow, goes_on=True, ending=ending)))

    def _ends_the_one_before(self, line: Line) -> bool:
        """Whether a line holds nothing but the marks at the end of what was heard last: a note stood before them."""
        before = self._heard[-1].line if self._heard else None
        if before is None or _is_parted(before, line, self._item.chapter):
            return False
        same = (before.kind, before.speaker, before.delivery) == (line.kind, line.speaker, line.delivery)
        return same and not self._item.text_of(line).startswith(_OPENING)

    def phrases(self) -> Iterator[Phrase]:
        stretches = [self._stretch(first, last) for first, last in self._runs()]
        for number, stretch in enumerate(stretches):
            treatment = self._treated(stretch.first)
            engine = registry.traits(treatment.profile.engine)
            said = stretch.said.among(engine, self._before(stretches, number), self._after(stretches, number))
            yield self._phrase(stretch, said.utterance, treatment)

    def _treatment(self, line: Line) -> _Treatment:
        profile = self._cast.profile(line.speaker)
        wanted = {Kind.LETTER: self._book.letters, Kind.THOUGHT: self._book.thoughts}
        effects = (*((_TREATMENTS[line.kind],) if wanted.get(line.kind) else ()), *profile.effects)
        return _Treatment(profile, line.delivery, effects, self._item.lexicon.of(line.speaker))

    def _treated(self, number: int) -> _Treatment:
        """A line's treatment. Who tags their own speech tags it as they say it, if the line is the tag alone."""
        this = self._heard[number]
        text = self._item.text_of(this.line)
        if number and this.line.delivery is None and this.flow.tag >= len(text) and not _CLAUSE.search(text):
            speech = self._heard[number - 1].treatment
            if replace(this.treatment, delivery=speech.delivery) == speech:
                return speech
        return this.treatment

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The first and the last line of each phrase."""
        first = 0
        for number in range(1, len(self._heard) + 1):
            if number == len(self._heard) or not self._go_together(number - 1, number) or self._is_long(first, number):
                yield first, number - 1
                first = number

    def _is_long(self, first: int, number: int) -> bool:
        """Whether a phrase from a line on is long enough where another begins."""
        lines = self._heard
        return not lines[number].flow.goes_on and lines[number].line.start - lines[first].line.start >= _LONG

    def _go_together(self, one: int, other: int) -> bool:
        a, b = self._heard[one].line, self._heard[other].line
        treatment = self._treated(other)
        return (
            registry.traits(treatment.profile.engine).tells_words
            and treatment == self._treated(one)
            and not _is_parted(a, b, self._item.chapter)
        )

    def _stretch(self, first: int, last: int) -> _Stretch:
        lines = self._heard[first : last + 1]
        numbers = slice(lines[0].index - self._first, lines[-1].index - self._first + 1)
        text, starts = self._item.text_of_lines(self._lines[numbers], {heard.line for heard in lines})
        treatment = self._treated(first)
        profile = treatment.profile
        placed = list(zip(lines, starts, strict=True))
        said = said_for(
            text,
            replace(profile, rate=min(max(profile.rate * self._book.speed, RATES[0]), RATES[1])),
            treatment.delivery,
            self._book.language,
            heading=self._block is BlockKind.HEADING,
            verse=self._block is BlockKind.VERSE,
            words=treatment.words,
            places=[
                (at + start, at + end, ipa)
                for heard, at in placed
                for start, end, ipa in self._item.pronunciations_of(heard.line)
            ],
            readings=[
                (at + start, at + end, said_as(text[at + start : at + end], written))
                for heard, at in placed
                for start, end, written in self._item.readings_of(heard.line)
            ],
            marks=tuple((at + start, at + end) for heard, at in placed for start, end in heard.marks),
            tag=self._tag(first),
            goes_on=last + 1 < len(self._heard) and self._heard[last + 1].flow.goes_on,
        )
        assert said is not None, "each of its lines can be said"
        return _Stretch(first, last, starts, len(text), said)

    def _tag(self, number: int) -> tuple[int, int] | None:
        """The stretch of a phrase that begins with this line which is the tag of somebody else's speech."""
        length = self._heard[number].flow.tag
        others = number > 0 and self._heard[number - 1].treatment.profile != self._heard[number].treatment.profile
        return (0, length) if length and others else None

    def _is_tag(self, stretch: _Stretch) -> bool:
        """Whether a phrase is nothing but the tag of speech."""
        heard = self._heard[stretch.first]
        return stretch.first == stretch.last and 0 < stretch.length <= heard.flow.tag

    def _before(self, stretches: Sequence[_Stretch], number: int) -> list[str]:
        """The words before a phrase in the sentence that it goes on with, piece by piece."""
        line = stretches[number].first
        if not line or not self._heard[line].flow.goes_on:
            return []
        line -= 1
        while line and not self._heard[line].flow.last_start and self._heard[line].flow.goes_on:
            line -= 1
        begin = (line, self._heard[line].flow.last_start)
        pieces = [stretch.piece(begin, None) for stretch in stretches[:number] if stretch.last >= line]
        return [piece[::-1] for piece in _near([piece[::-1] for piece in pieces[::-1]])][::-1]

    def _after(self, stretches: Sequence[_Stretch], number: int) -> list[str]:
        """The words after a phrase in its last sentence, in the same way."""
        line = stretches[number].last + 1
        if line >= len(self._heard) or not self._heard[line].flow.goes_on:
            return []
        while self._is_all_inside(line) and line + 1 < len(self._heard) and self._heard[line + 1].flow.goes_on:
            line += 1
        end = (line, self._heard[line].flow.first_end)
        return _near([stretch.piece(None, end) for stretch in stretches[number + 1 :] if stretch.first <= line])

    def _is_all_inside(self, number: int) -> bool:
        """Whether a line has no end of a sentence but its own."""
        heard = self._heard[number]
        return heard.flow.first_end >= heard.line.end - heard.line.start

    def _phrase(self, stretch: _Stretch, utterance: Utterance, treatment: _Treatment) -> Phrase:
        profile = treatment.profile
        engine = loaded_engine(profile.engine)
        version = engine.version(profile.voice, utterance.delivery)
        levelled_as = None if keeps_loudness(utterance.delivery) else utterance.delivery
        item = self._item
        lines = tuple(
            PhraseLine(
                line=heard.line,
                index=heard.index,
                address=f"{item.address}:{item.numbers[heard.index]}",
                text=item.text_of(heard.line),
                flow=heard.flow,
                at=stretch.said.place(start),
            )
            for heard, start in zip(self._heard[stretch.first : stretch.last + 1], stretch.starts, strict=True)
        )
        return Phrase(
            lines=lines,
            key=clip_key(profile.engine, version, utterance),
            engine=profile.engine,
            utterance=utterance,
            timbre=Timbre(
                profile.engine,
                engine.version(profile.voice, levelled_as),
                profile.voice,
                profile.pitch,
                self._book.language,
                levelled_as,
            ),
            gain=mix_gain(profile, treatment.delivery, aside=self._is_tag(stretch)),
            pan=profile.pan,
            effects=treatment.effects,
        )


def _near(pieces: Sequence[str]) -> list[str]:
    """The first pieces, so many of them as are near; of one that is too long its beginning."""
    near: list[str] = []
    room = _FAR
    for piece in filter(None, pieces):
        if len(piece) > room:
            begun = piece[:room].rpartition(" ")[0]
            return [*near, begun] if begun else near
        near.append(piece)
        room -= len(piece)
    return near
