"""What a production consists of, as plain data: chapters, speakers, doubts, what was left out, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.production.book_file import Book
from pipeline.production.damage import damage_told
from pipeline.production.file_names import FOLDER, chapter_file, master_prefix
from pipeline.production.lexicon_files import source_lexicon
from pipeline.production.opened_production import Opened
from pipeline.production.production import Production
from pipeline.production.production_record import Output, Record
from pipeline.production.script_files import Edited, EditedChapter, words_by_speaker
from pipeline.rendering.events import FailedLine
from pipeline.reporting.grounds import AbsentSubject, RestsOn, absent_subjects, guess_warnings, rests_on
from pipeline.reporting.guessed_people import GuessedPerson, guessed_people
from pipeline.reporting.perhaps_one import PerhapsOne, perhaps_one
from pipeline.reporting.script_warnings import script_warnings
from pipeline.sound.timeline import SAMPLE_RATE
from pipeline.updating.corrections.book_corrections import BookCorrections
from pipeline.updating.corrections.counting import unused
from script.model import DOUBTFUL, NARRATOR, Kind
from voices.engines.word_readings import readings
from voices.lexicon.doubtful_names import doubtful_names
from voices.lexicon.entries import LexiconEntry, heard_in
from voices.lexicon.lexicon_file import entry_line

if TYPE_CHECKING:
    from pipeline.rendering.planning.plan import Plan
    from pipeline.rendering.render import Rendered
    from script.second_opinion.opinions import Tally
    from voices.cast.cast import Cast

_EXCERPT = 60
"""Characters of a line that is shown."""


@dataclass(frozen=True, slots=True)
class ChapterReport:
    """One chapter: its script as it is now, and its finished sound if there is any."""

    number: int
    title: str
    script: str
    """The script file's address."""
    lines: int
    """Spoken ones."""
    words: int
    changed_words: int
    """Words that are not as the story has them."""
    seconds: float | None
    """Of the finished sound; None: not made yet."""
    file: Path | None
    old: bool = False
    """The sound is an earlier run's: now a line of the chapter can't be spoken."""
    rests_on: RestsOn = field(default_factory=RestsOn)
    """What its speakers rest on, in words."""


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """How much somebody says, and in whose voice."""

    name: str
    """Empty: lines whose speaker nobody knows."""
    lines: int
    words: int
    voice: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that the tagger isn't sure of."""

    address: str
    speaker: str | None
    confidence: float
    evidence: str
    text: str
    at_stake: float = 0.0
    """Words that are probably heard in a wrong voice: those of the line times how likely the speaker is wrong."""


@dataclass(frozen=True, slots=True)
class LeftOutReport:
    """Something of the source that is not heard."""

    what: str
    why: str
    words: int
    how: str
    """"section": book.toml puts it back; "text": no part of the story's text; "silent": in the text, not spoken."""


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A name that the narrator's voice may well say wrongly."""

    name: str
    count: int
    """How often it stands in the book."""
    said: str
    """As the narrator's voice reads it, in IPA."""

    @property
    def entry(self) -> str:
        """A line for the [words] of lexicon.toml, to be put right."""
        # A voice may read a name of signs that it doesn't know as nothing.
        return entry_line(LexiconEntry(self.name, None, self.said) if self.said else LexiconEntry(self.name, self.name))


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole production: what it holds, what is finished, what a person should look at."""

    folder: Path
    title: str
    author: str
    language: str
    chapters: tuple[ChapterReport, ...]
    speakers: tuple[SpeakerReport, ...]
    """The narrator first, then who says most; the unknown last."""
    doubtful: tuple[Doubt, ...]
    left_out: tuple[LeftOutReport, ...]
    files: tuple[Path, ...]
    seconds: float
    """Of all chapters' finished sound."""
    warnings: tuple[str, ...]
    failed: tuple[FailedLine, ...]
    changed_words: int
    plan: Plan | None
    corrected: tuple[int, int]
    """(lines, characters) that a person corrected since the story was tagged: `make-audio retag` makes use of them."""
    pronunciations: int = 0
    """How many words the story itself says how to pronounce."""
    doubtful_names: tuple[DoubtfulName, ...] = ()
    """Names that voices may say wrongly, most frequent first; only if they were looked for."""
    rests_on: RestsOn = field(default_factory=RestsOn)
    """What the speakers rest on, in words."""
    absent: tuple[AbsentSubject, ...] = ()
    """Whom tags name and nobody knows, most lines first."""
    perhaps_one: tuple[PerhapsOne, ...] = ()
    """Characters that could be one person."""
    guessed: tuple[GuessedPerson, ...] = ()
    """Whose gender or age the story doesn't tell, most words first."""
    second_opinion: Tally | None = None
    """What a model said of doubtful lines in this run, if one was asked."""


def summarize(opened: Opened, rendered: Rendered | None = None, *, warnings: Sequence[str] | None = None) -> Summary:
    """What the production is now, and what a rendering did to it or would do. `warnings`: what `script_warnings` said
    of it, if that was asked before. Raises `EditError`, `DiskError`."""
    outputs = rendered.outputs if rendered else opened.outputs
    failed = rendered.failed if rendered else ()
    edited, record = opened.edited, opened.record
    made = [output for output in outputs if output.sha256]
    chapters = tuple(_chapter_reports(opened, made, failed))
    return Summary(
        folder=opened.production.folder,
        title=opened.book.title,
        author=opened.book.author,
        language=opened.book.language,
        chapters=chapters,
        speakers=_speakers(edited, opened.cast),
        doubtful=_doubts(edited.chapters),
        left_out=_left_out(record, edited),
        files=tuple(_audio_files(opened.production, made)),
        seconds=sum(chapter.seconds or 0.0 for chapter in chapters),
        warnings=(
            *damage_told(opened),
            *(record.warnings if record else ()),
            *edited.warnings,
            *guess_warnings(edited.chapters),
            *(script_warnings(opened) if warnings is None else warnings),
            *(rendered.warnings if rendered else ()),
        ),
        failed=failed,
        changed_words=sum(chapter.changed_words for chapter in chapters),
        plan=rendered.plan if rendered else None,
        pronunciations=len(said_by_source(edited, opened.book.language)),
        corrected=_unused_corrections(opened),
        rests_on=rests_on(edited.chapters),
        absent=absent_subjects(edited.chapters),
        perhaps_one=tuple(perhaps_one(opened)),
        guessed=tuple(guessed_people(opened)),
    )


def _unused_corrections(opened: Opened) -> tuple[int, int]:
    if opened.record is None:
        return 0, 0
    corrected = BookCorrections(opened).of(opened.edited.chapters)
    return unused(corrected, opened.people, opened.record.corrections)


def with_doubtful_names(summary: Summary, opened: Opened) -> Summary:
    """The summary with the names that voices may say wrongly, which take a while to be looked for."""
    return replace(summary, doubtful_names=_doubtful_names(opened.edited, opened.book, opened.cast))


def _doubtful_names(edited: Edited, book: Book, cast: Cast) -> tuple[DoubtfulName, ...]:
    """Names that voices may say wrongly, and that nobody told them how to say; in English books alone."""
    if book.language.partition("-")[0] != "en":
        return ()
    heard = [item.as_heard() for item in edited.chapters]
    told = {
        entry.word.casefold() for item in heard for entry in heard_in(item.lexicon, item.printed(), book.language).words
    }
    lines = [(item, line) for item in heard for line in item.chapter.lines if line.kind.spoken]
    names = doubtful_names(item.text_of(line) for item, line in lines)
    names = tuple(name for name in names if name.word.casefold() not in told)
    profile = cast.profile(NARRATOR)
    said = readings(profile.engine, profile.voice, [name.word for name in names], book.language)
    return tuple(DoubtfulName(name.word, name.count, ipa) for name, ipa in zip(names, said, strict=True))


def said_by_source(edited: Edited, language: str) -> set[str]:
    """The words of the book that the story itself says how to pronounce."""
    places = {item.chapter.text[start:end] for item in edited.chapters for start, end, _ in item.chapter.pronunciations}
    lexicon = source_lexicon(edited.tagged)
    heard = (heard_in(lexicon, item.printed(), language).words for item in edited.chapters)
    return places | {entry.word for words in heard for entry in words}


def _chapter_reports(opened: Opened, made: Sequence[Output], failed: Sequence[FailedLine]) -> Iterator[ChapterReport]:
    by_file = {output.file: output for output in made}
    unspoken = {line.address.rpartition(":")[0] for line in failed}
    for item in opened.edited.chapters:
        output = by_file.get(chapter_file(item.chapter, len(opened.edited.chapters)))
        prefix = master_prefix(item.chapter)
        sound = output or next((other for other in made if other.file.startswith(prefix)), None)
        heard = item.as_heard()
        lines = [line for line in heard.chapter.lines if line.kind.spoken]
        yield ChapterReport(
            number=item.chapter.number,
            title=item.chapter.title,
            script=item.address,
            lines=len(lines),
            words=sum(len(heard.text_of(line).split()) for line in lines),
            changed_words=item.changed_words,
            seconds=sound.frames / SAMPLE_RATE if sound else None,
            file=opened.production.folder / output.file if output else None,
            old=sound is not None and item.address in unspoken,
            rests_on=rests_on([item]),
        )


def _audio_files(production: Production, made: Sequence[Output]) -> Iterator[Path]:
    """The finished files that are there."""
    for file in sorted(output.file for output in made):
        path = production.folder / file
        if file.startswith(f"{FOLDER}/") and path.is_file():
            yield path


def _speakers(edited: Edited, cast: Cast) -> tuple[SpeakerReport, ...]:
    counts = words_by_speaker(edited.chapters)
    reports = [
        SpeakerReport(speaker or "", lines, words, cast.profile(speaker).voice)
        for speaker, (lines, words) in counts.items()
    ]
    return tuple(sorted(reports, key=lambda report: (report.name != "narrator", not report.name, -report.words)))


def _doubts(chapters: Iterable[EditedChapter]) -> tuple[Doubt, ...]:
    """Doubtful lines, most audible first."""
    doubts = []
    for item in chapters:
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            if line.kind.spoken and (line.speaker is None or line.confidence < DOUBTFUL):
                text = item.text_of(line)
                wrong = 1.0 if line.speaker is None else 1.0 - line.confidence
                at_stake = round(len(text.split()) * wrong, 1)
                address = f"{item.address}:{number}"
                doubts.append(Doubt(address, line.speaker, line.confidence, line.evidence, _excerpt(text), at_stake))
    return tuple(sorted(doubts, key=lambda doubt: -doubt.at_stake))


def _left_out(record: Record | None, edited: Edited) -> tuple[LeftOutReport, ...]:
    reports = []
    if record:
        for choice, words in zip(record.sections, record.section_words, strict=True):
            if not choice.read:
                reports.append(LeftOutReport(choice.title, choice.why or "left out in book.toml", words, "section"))
        reports += [LeftOutReport(text.what, text.why, text.words, "text") for text in record.left_out]
    silent: Counter[str] = Counter()
    words_of: Counter[str] = Counter()
    for item in edited.chapters:
        for line in item.chapter.lines:
            if line.kind is Kind.SILENT:
                silent[line.evidence] += 1
                words_of[line.evidence] += len(item.text_of(line).split())
    for why, count in silent.items():
        what = "1 stretch of text" if count == 1 else f"{count:,} stretches of text"
        reports.append(LeftOutReport(what, why or "not spoken", words_of[why], "silent"))
    return tuple(reports)


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 1].rstrip() + "…"
