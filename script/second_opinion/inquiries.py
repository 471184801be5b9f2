"""Questions to a chat model about doubtful quotations.

It is shown the text around them and the characters who may speak, and only a character of that list counts as an
answer. Text alone is known here: `inquire` is handed what carries a question to a model. Nothing that the model says is
kept but which character it chose, so that words of the story, which it reads, can't make it do anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from script.model import NARRATOR, Chapter, Character, Line, Script
from script.second_opinion.doubtful_lines import ASKED, Question
from script.second_opinion.model_answers import folded_name, read_answer
from script.second_opinion.opinions import Opinion
from script.support.web_server import ServerError

_SURE = 0.75
"""The model is told the speakers that are at least as sure."""
_BEFORE, _AFTER, _BETWEEN = 2000, 800, 2500
"""Characters of text shown before, behind and from the first to the last of the quotations of one request: the whole
stays within the 2,048 tokens that a local server may have room for."""
_TOGETHER = 8
"""Quotations in one request."""
_HEAD, _TAIL = 800, 300
"""Of a longer line, this much of its beginning and end is shown."""
_NEAR = 6000
"""Who speaks within so many characters may be the speaker."""
_FEWEST, _MOST = 12, 24
"""Characters to choose from; fewer only where the story has fewer."""
_FAILURES = 3
"""After so many requests in a row without an answer the server is left alone."""
_HOPELESS = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405})
"""What no further request would change, by HTTP status."""

Ask = Callable[[str], str]
"""Carries a question to a model and its answer back; raises `ServerError`."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one request brought: opinions by `Question.key`."""

    questions: tuple[Question, ...]
    opinions: Mapping[str, Opinion]
    trouble: str = ""
    """Why there was no answer."""


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """One request: what is asked, the words for it, and who may be the answer."""

    questions: tuple[Question, ...]
    text: str
    choices: tuple[Character, ...]


def inquire(script: Script, questions: Sequence[Question], model: str, ask: Ask) -> Iterator[Heard]:
    """Asks about `questions`, neighbours together, and yields what each request brought.

    What a request doesn't answer stays open, and a server that fails again and again is left alone. The last that it
    yields then tells why; it never raises for a server's sake.
    """
    failures = 0
    inquiries = _inquiries(script, questions)
    for number, inquiry in enumerate(inquiries):
        try:
            answer = ask(inquiry.text)
        except ServerError as error:
            failures += 1
            trouble = str(error)
            if failures == _FAILURES or error.status in _HOPELESS:
                rest = [question for later in inquiries[number:] for question in later.questions]
                yield Heard(tuple(rest), {}, trouble)
                return
            yield Heard(inquiry.questions, {}, trouble)
            continue
        failures = 0
        chosen = read_answer(answer, len(inquiry.questions), inquiry.choices)
        opinions = {
            question.key: Opinion(model, chosen.get(at, "")) for at, question in enumerate(inquiry.questions, 1)
        }
        yield Heard(inquiry.questions, opinions)


def _inquiries(script: Script, questions: Sequence[Question]) -> list[_Inquiry]:
    groups: list[list[Question]] = []
    for question in sorted(questions, key=lambda question: (question.chapter, question.lines)):
        if groups and _fits(script, groups[-1], question):
            groups[-1].append(question)
        else:
            groups.append([question])
    return [_inquiry(script, tuple(group)) for group in groups]


def _fits(script: Script, group: Sequence[Question], question: Question) -> bool:
    """Whether a question may be asked in one request with those before it."""
    first = group[0]
    if first.chapter != question.chapter or len(group) == _TOGETHER:
        return False
    lines = script.chapters[first.chapter].lines
    return sum(map(_size, lines[first.lines[0] : question.lines[-1] + 1])) <= _BETWEEN


def _inquiry(script: Script, questions: tuple[Question, ...]) -> _Inquiry:
    chapter = script.chapters[questions[0].chapter]
    lines = chapter.lines
    first, last = questions[0].lines[0], max(question.lines[-1] for question in questions)
    start, stop = _room(lines, first, -1, _BEFORE), _room(lines, last, 1, _AFTER) + 1
    marks = {at: f"[?{number}] " for number, question in enumerate(questions, 1) for at in question.lines}
    passage = _passage(chapter, start, stop, marks)
    choices = _choices(script, chapter, questions, passage)
    return _Inquiry(questions, _words(script, passage, choices, len(questions)), choices)


def _size(line: Line) -> int:
    """How many characters are shown of a line, or little more."""
    return min(line.end - line.start, _HEAD + _TAIL) + 2


def _room(lines: Sequence[Line], at: int, step: int, room: int) -> int:
    """The furthest line from `at` in a direction, so that what lies between takes no more than `room` characters."""
    while 0 <= at + step < len(lines) and (room := room - _size(lines[at + step])) >= 0:
        at += step
    return at


def _passage(chapter: Chapter, start: int, stop: int, marks: Mapping[int, str]) -> str:
    paragraphs = []
    at = 0
    for paragraph in chapter.paragraphs:
        parts = []
        for line in paragraph.lines:
            if start <= at < stop:
                words = _cut(" ".join(chapter.text[line.start : line.end].split()))
                parts.append((marks.get(at) or _told(line)) + words)
            at += 1
        if parts:
            paragraphs.append(" ".join(parts))
    return "\n".join(paragraphs)


def _told(line: Line) -> str:
    sure = line.kind in ASKED and line.speaker not in (None, NARRATOR) and line.confidence >= _SURE
    return f"[{line.speaker}] " if sure else ""


def _cut(words: str) -> str:
    return words if len(words) <= _HEAD + _TAIL else f"{words[:_HEAD]} […] {words[-_TAIL:]}"


def _choices(script: Script, chapter: Chapter, questions: Sequence[Question], passage: str) -> tuple[Character, ...]:
    """Who may be the speaker, in the Script's order: who the tagger thought of, who tells the story, who is named in
    the passage, who speaks near it, and, where these are few, who speaks most."""
    thought_of = {chapter.lines[at].speaker for question in questions for at in question.lines} | {script.narrator}
    near = _speakers_near(chapter, questions)
    text = folded_name(passage)
    named = {person.name for person in script.characters if _is_named(person, text)}
    ranked = sorted(
        script.characters,
        key=lambda person: (person.name not in thought_of, person.name not in named, person.name not in near),
    )
    likely = thought_of | near | named
    wanted = [person for number, person in enumerate(ranked) if number < _FEWEST or person.name in likely]
    kept = {person.name for person in wanted[:_MOST]}
    return tuple(person for person in script.characters if person.name in kept)


def _speakers_near(chapter: Chapter, questions: Sequence[Question]) -> set[str | None]:
    lines = chapter.lines
    low, high = lines[questions[0].lines[0]].start - _NEAR, lines[questions[-1].lines[-1]].end + _NEAR
    return {line.speaker for line in lines if low <= line.start < high}


def _is_named(person: Character, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(folded_name(name))}\b", text) for name in person.names)


def _words(script: Script, passage: str, choices: Sequence[Character], count: int) -> str:
    people = "\n".join(f"{number}. {_described(script, person)}" for number, person in enumerate(choices, 1))
    marked = "[?1]" if count == 1 else f"[?1] to [?{count}]"
    return f"""\
A passage of a story follows. Quotations whose speaker is to be found are marked {marked}; before others the speaker \
stands in square brackets.

The characters:
{people}

The passage:
{passage}

Who says what is marked? Answer with a line for each mark: its number, a colon, the number of the character, as in \
"1: 2". Write 0 for a character who is not in the list or can't be known. Write nothing else."""


def _described(script: Script, person: Character) -> str:
    facts = [*person.aliases[:4]]
    if person.gender:
        facts.append(person.gender)
    if person.name == script.narrator:
        facts.append("tells the story as “I”")
    return person.name + (f" ({', '.join(facts)})" if facts else "")
