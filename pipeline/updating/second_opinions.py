"""Second opinions on a production's doubtful lines: asked for once, and remembered with the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.disk.files import write_file
from pipeline.disk.sealed_text import DamagedError, read_own_text
from pipeline.production.production import Production
from pipeline.production.remembered.opinion_memory import dump_opinions, parse_opinions
from script.model import DOUBTFUL, Chapter, Script
from script.second_opinion.doubtful_lines import Question, doubtful_questions
from script.second_opinion.inquiries import Ask, inquire
from script.second_opinion.opinions import Opinion, Tally, tally_of, with_opinions
from script.text.alignment import align
from script.text.visible_text import Visible


@dataclass(slots=True)
class Adviser:
    """A model to be asked. `tally` says afterwards what came of it."""

    model: str
    place: str
    """The server, for messages."""
    ask: Ask
    on_heard: Callable[[int, int], None]
    """Told (lines asked about so far, of lines)."""
    tally: Tally = field(default_factory=Tally)


def advised(script: Script, questions: Sequence[Question], adviser: Adviser, say: Callable[[str], None]) -> Script:
    """The Script with the model's answers to `questions` in it, as far as there are any. Says what is asked and why it
    was not answered."""
    return _advised(script, questions, adviser, say, {}, lambda opinions: None)


def advised_production(
    production: Production,
    script: Script,
    questions: Sequence[Question],
    adviser: Adviser,
    say: Callable[[str], None],
) -> Script:
    """The same for a production: what the model said before is not asked again, and each answer is remembered as it
    comes. Raises `DiskError`."""
    known = load_opinions(production)
    refused = Opinion(adviser.model, "")
    open_ones = [question for question in questions if known.get(question.key) != refused]

    def remember(opinions: dict[str, Opinion]) -> None:
        rows = {key: (opinion.model, opinion.speaker) for key, opinion in opinions.items()}
        write_file(production.opinions_file, dump_opinions(rows))

    return _advised(script, open_ones, adviser, say, known, remember)


def _advised(
    script: Script,
    questions: Sequence[Question],
    adviser: Adviser,
    say: Callable[[str], None],
    known: dict[str, Opinion],
    remember: Callable[[dict[str, Opinion]], None],
) -> Script:
    total = sum(len(question.lines) for question in questions)
    if total:
        say(f"Asking {adviser.model} at {adviser.place} about {_lines(total)}: the text around each is sent there.")
    opinions = dict(known)
    done = lost = 0
    trouble = ""
    for heard in inquire(script, questions, adviser.model, adviser.ask):
        lines = sum(len(question.lines) for question in heard.questions)
        if heard.trouble:
            trouble, lost = heard.trouble, lost + lines
        else:
            opinions |= heard.opinions
            remember(opinions)
        done += lines
        adviser.on_heard(done, total)
    if trouble:
        say(f"No second opinion on {_lines(lost)}: {trouble}")
    answers = {question.key: opinions[question.key] for question in questions if question.key in opinions}
    adviser.tally = tally_of(script, questions, answers)
    return with_opinions(script, answers, questions)


def load_opinions(production: Production) -> dict[str, Opinion]:
    """What models said of this story's quotations, by `Question.key`; nothing where that is damaged. Raises
    `DiskError`."""
    text = read_own_text(production.opinions_file)
    try:
        rows = {} if text is None else parse_opinions(text)
    except DamagedError:
        return {}
    return {key: Opinion(model, speaker) for key, (model, speaker) in rows.items()}


def remembered(production: Production, script: Script) -> Script:
    """A Script fresh from the tagger, with what models said of it before."""
    return with_opinions(script, load_opinions(production))


def open_questions(script: Script, edited: Sequence[Chapter]) -> tuple[Question, ...]:
    """The doubtful quotations that people have left as they are. `edited`: the chapters as people's files have them."""
    questions = []
    doubts: dict[int, frozenset[int]] = {}
    for question in doubtful_questions(script):
        number = question.chapter
        if number not in doubts:
            doubts[number] = _doubted(script.chapters[number], edited[number])
        left = tuple(at for at in question.lines if at in doubts[number])
        if left == question.lines:
            questions.append(question)
    return tuple(questions)


def _doubted(tagged: Chapter, edited: Chapter) -> frozenset[int]:
    """The tagged lines that begin a line of the edited chapter which is doubtful there too."""
    alignment = align(
        [edited.text[line.start : line.end] for line in edited.lines],
        [tagged.text[line.start : line.end] for line in tagged.lines],
    )
    visible, base = Visible(edited.text), Visible(tagged.text)
    begins = {base.index(line.start): at for at, line in enumerate(tagged.lines)}
    places = (
        alignment.to(visible.index(line.start))
        for line in edited.lines
        if line.speaker is None or line.confidence < DOUBTFUL
    )
    return frozenset(begins[place] for place in places if place in begins)


def _lines(count: int) -> str:
    return f"{count:,} doubtful {'line' if count == 1 else 'lines'}"
