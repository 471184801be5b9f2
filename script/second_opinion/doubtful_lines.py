"""A second opinion on doubtful quotations: a chat model is shown the text around them and the characters who may speak,
and only a character of that list counts as an answer.

Text alone is known here: `inquire` is handed what carries a question to a model. Nothing that the model says is kept
but which character it chose, so that words of the story, which it reads, can't make it do anything else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from script.model import DOUBTFUL, NARRATOR, Chapter, Character, Kind, Line, Script
from script.support.web_server import ServerError
from script.tagging.exchanges import exchanges, words_of_speakers

_ASKED = frozenset({Kind.SPEECH, Kind.THOUGHT})
_SURE = 0.75
"""The model is told the speakers that are at least as sure."""
_CHANGED, _CONFIRMED = 0.6, 0.7
"""How sure a line is that a model gave to somebody else, or left where it was. Nothing is known of how good the model
is; two that agree are worth more than one."""
_BEFORE, _AFTER, _BETWEEN = 2000, 800, 2500
"""Characters of text shown before, behind and from the first to the last of the quotations of one request: the whole
stays within the 2,048 tokens that a local server may have room for."""
_TOGETHER = 8
"""Quotations in one request."""
_HEAD, _TAIL = 800, 300
"""Of a longer line, this much of its beginning and end is shown."""
_NEIGHBOUR = 300
"""Characters of the text around that tell a quotation from another of the same words."""
_NEAR = 6000
"""Who speaks within so many characters may be the speaker."""
_FEWEST, _MOST = 12, 24
"""Characters to choose from; fewer only where the story has fewer."""
_FAILURES = 3
"""After so many requests in a row without an answer the server is left alone."""
_HOPELESS = frozenset({301, 302, 303, 307, 308, 401, 403, 404, 405})
"""What no further request would change, by HTTP status."""

_QUOTE_END = frozenset("”\"»’'“")
_REPLY = re.compile(r"\W*(\d{1,3})\W*?\s*[:=.)\]>\-–—]+\s*(.+)")
_NUMBERED = re.compile(r"(\d{1,3})(?:\W+(.+))?")
_EDGES = " \t*_`\"'“”.,;:()[]{}<>"

Ask = Callable[[str], str]
"""Carries a question to a model and its answer back; raises `ServerError`."""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubtful quotation, with its parts where a tag interrupts it: places in the Script."""

    chapter: int
    """Index into `Script.chapters`."""
    lines: tuple[int, ...]
    """Indices into `Chapter.lines`, ascending."""
    key: str
    """Stands for the quotation's words and the text next to it: the same in a story tagged anew."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model said of a quotation: a character's name, or nothing: no character of the list."""

    model: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What one request brought: opinions by `Question.key`."""

    questions: tuple[Question, ...]
    opinions: Mapping[str, Opinion]
    trouble: str = ""
    """Why there was no answer."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines were asked about, and what came of it."""

    asked: int = 0
    changed: int = 0
    confirmed: int = 0

    @property
    def unanswered(self) -> int:
        return self.asked - self.changed - self.confirmed


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """One request: what is asked, the words for it, and who may be the answer."""

    questions: tuple[Question, ...]
    text: str
    choices: tuple[Character, ...]


def doubtful_questions(script: Script) -> tuple[Question, ...]:
    """The quotations whose speaker the tagger isn't sure of, in order."""
    found: list[Question] = []
    for number, chapter in enumerate(script.chapters):
        places = [(line, index) for index, paragraph in enumerate(chapter.paragraphs) for line in paragraph.lines]
        turns: list[list[int]] = []
        for at, (line, paragraph) in enumerate(places):
            if line.kind not in _ASKED or not _is_doubtful(line):
                continue
            last, last_paragraph = places[turns[-1][-1]] if turns else (line, -2)
            if _says_the_same(last, line) and (
                paragraph == last_paragraph
                or (paragraph == last_paragraph + 1 and chapter.text[last.end - 1] not in _QUOTE_END)
            ):
                turns[-1].append(at)
            else:
                turns.append([at])
        found += [Question(number, tuple(turn), _key(chapter, turn)) for turn in turns]
    return tuple(found)


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


def with_opinions(script: Script, opinions: Mapping[str, Opinion], only: Collection[Question] | None = None) -> Script:
    """The Script with the opinions on its doubtful quotations (all, or `only` these) taken for the speakers."""
    # Somebody may have another name by now: the old one is an alias then.
    shared = Counter(alias for character in script.characters for alias in character.aliases)
    names = {alias: c.name for c in script.characters for alias in c.aliases if shared[alias] == 1}
    names |= {character.name: character.name for character in script.characters}
    lines: dict[int, dict[int, Line]] = {}
    for question in doubtful_questions(script) if only is None else only:
        opinion = opinions.get(question.key)
        if opinion is None or opinion.speaker not in names:
            continue
        before = script.chapters[question.chapter].lines
        opinion = replace(opinion, speaker=names[opinion.speaker])
        lines.setdefault(question.chapter, {}).update({at: _opined(before[at], opinion) for at in question.lines})
    if not lines:
        return script
    chapters = tuple(_replaced(chapter, lines.get(number, {})) for number, chapter in enumerate(script.chapters))
    amounts = words_of_speakers(chapters)
    characters = [c for c in script.characters if c.name in amounts or c.name == script.narrator]
    characters.sort(key=lambda character: (-amounts[character.name], character.name))
    return replace(script, chapters=chapters, characters=tuple(characters), exchanges=exchanges(chapters))


def tally_of(script: Script, questions: Sequence[Question], opinions: Mapping[str, Opinion]) -> Tally:
    """What the opinions make of `questions` about `script`, as it was before."""
    changed = confirmed = 0
    for question in questions:
        opinion = opinions.get(question.key)
        if opinion is not None and opinion.speaker:
            before = script.chapters[question.chapter].lines[question.lines[0]].speaker
            if opinion.speaker == before:
                confirmed += len(question.lines)
            else:
                changed += len(question.lines)
    return Tally(sum(len(question.lines) for question in questions), changed, confirmed)


def read_answer(text: str, count: int, choices: Sequence[Character]) -> dict[int, str]:
    """Which of `choices` an answer names for the quotations 1 to `count`: those alone that it answers plainly, by the
    number in the list, by a name in it, or by both if they agree."""
    found: dict[int, set[str | None]] = {}
    for row in text.splitlines():
        if (match := _REPLY.fullmatch(row.strip())) and 1 <= int(match[1]) <= count:
            found.setdefault(int(match[1]), set()).add(_chosen(match[2], choices))
    if count == 1 and len(rows := text.split("\n")) == 1 and (lone := _chosen(rows[0], choices)) is not None:
        # Asked about one quotation, a model may leave its number out.
        found = {1: {lone}} if not found or None in found[1] else found
    result = {}
    for number, names in found.items():
        name = names.pop()
        if not names and name is not None:
            result[number] = name
    return result


def _chosen(text: str, choices: Sequence[Character]) -> str | None:
    words = text.strip(_EDGES)
    if match := _NUMBERED.fullmatch(words):
        number = int(match[1])
        if not 1 <= number <= len(choices):
            return None
        name = choices[number - 1].name
        return name if match[2] is None or _named(match[2], choices) == name else None
    return _named(words, choices)


def _named(text: str, choices: Sequence[Character]) -> str | None:
    """Whose name or alias `text` is, if it is one's alone."""
    words = _plain(text)
    whole = [choice.name for choice in choices if _plain(choice.name) == words]
    found = whole or [choice.name for choice in choices if words in map(_plain, choice.aliases)]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    return " ".join(name.strip(_EDGES).casefold().replace("’", "'").split())


def _is_doubtful(line: Line) -> bool:
    return line.speaker is None or line.confidence < DOUBTFUL


def _says_the_same(one: Line, other: Line) -> bool:
    """Whether the tagger took both for parts of one speech."""
    return (one.speaker, one.confidence, one.evidence) == (other.speaker, other.confidence, other.evidence)


def _key(chapter: Chapter, turn: Sequence[int]) -> str:
    lines = chapter.lines
    start, end = lines[turn[0]].start, lines[turn[-1]].end
    around = [
        chapter.text[max(0, start - 2 * _NEIGHBOUR) : start],
        chapter.text[start:end],
        chapter.text[end : end + 2 * _NEIGHBOUR],
    ]
    before, words, after = (" ".join(text.split()) for text in around)
    # The text at the far end may begin in the middle of white space, which folding hides.
    seen = json.dumps([before[-_NEIGHBOUR:], words, after[:_NEIGHBOUR]])
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def _opined(line: Line, opinion: Opinion) -> Line:
    evidence = f"second opinion: {opinion.model}"
    if line.speaker == opinion.speaker:
        both = f"{line.evidence}; {evidence}" if line.evidence else evidence
        return replace(line, confidence=_CONFIRMED, evidence=both)
    return replace(line, speaker=opinion.speaker, confidence=_CHANGED, evidence=evidence)


def _replaced(chapter: Chapter, lines: Mapping[int, Line]) -> Chapter:
    if not lines:
        return chapter
    paragraphs = []
    at = 0
    for paragraph in chapter.paragraphs:
        mine = tuple(lines.get(at + index, line) for index, line in enumerate(paragraph.lines))
        paragraphs.append(replace(paragraph, lines=mine))
        at += len(mine)
    return replace(chapter, paragraphs=tuple(paragraphs))


# Requests


def _inquiries(script: Script, questions: Sequence[Question]) -> list[_Inquiry]:
    groups: list[list[Question]] = []
    for question in sorted(questions, key=lambda question: (question.chapter, question.lines)):
        if groups:
            first = groups[-1][0]
            lines = script.chapters[first.chapter].lines
            if (
                first.chapter == question.chapter
                and len(groups[-1]) < _TOGETHER
                and sum(map(_size, lines[first.lines[0] : question.lines[-1] + 1])) <= _BETWEEN
            ):
                groups[-1].append(question)
                continue
        groups.append([question])
    return [_inquiry(script, tuple(group)) for group in groups]


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
    sure = line.kind in _ASKED and line.speaker not in (None, NARRATOR) and line.confidence >= _SURE
    return f"[{line.speaker}] " if sure else ""


def _cut(words: str) -> str:
    return words if len(words) <= _HEAD + _TAIL else f"{words[:_HEAD]} […] {words[-_TAIL:]}"


def _choices(script: Script, chapter: Chapter, questions: Sequence[Question], passage: str) -> tuple[Character, ...]:
    """Who may be the speaker, in the Script's order: who the tagger thought of, who tells the story, who is named in
    the passage, who speaks near it, and, where these are few, who speaks most."""
    lines = chapter.lines
    low, high = lines[questions[0].lines[0]].start - _NEAR, lines[questions[-1].lines[-1]].end + _NEAR
    near = {line.speaker for line in lines if low <= line.start < high}
    thought_of = {lines[at].speaker for question in questions for at in question.lines} | {script.narrator}
    text = _plain(passage)
    ranked = sorted(
        script.characters,
        key=lambda person: (person.name not in thought_of, not _is_named(person, text), person.name not in near),
    )
    wanted = [
        person
        for number, person in enumerate(ranked)
        if number < _FEWEST or person.name in thought_of | near or _is_named(person, text)
    ]
    kept = {person.name for person in wanted[:_MOST]}
    return tuple(person for person in script.characters if person.name in kept)


def _is_named(person: Character, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(_plain(name))}\b", text) for name in (person.name, *person.aliases))


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
