"""Stories with the answers beside them: the form of NAME.answers, and where each of its stretches stands.

The head has `title:`, `round:` (which round of writing it is of) and a `person:` line for everybody who speaks: a key,
then all that the story calls them, the best name first. After `---`, in the order of the story, a line per stretch:
`key: words`. Two keys name nobody: `narrator` (it looks like speech and is none) and `?` (no reader can tell: it
doesn't count). A line with the key `-` is no stretch: it passes over words that stand in the story just like the next
stretch, but before it.

    title: The Night Bus
    round: 1
    person: Maya = Maya Chen, Maya, her sister
    person: guard = the guard, the taller guard
    ---
    Maya: “You’re late,”
    -: late
    guard: “Late?”
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from script.model import NARRATOR
from script.reading.story_reader import read_story
from script.story import Story
from script.support.errors import MakeAudioError

NOBODY_KNOWS = "?"
PASSED_OVER = "-"
_KINDS = (".md", ".txt", ".html")


class AnswersError(MakeAudioError):
    """Answers that don't fit their form or their story: names the file, the line and the words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the answers: who says these words; `line` is its number in the file."""

    key: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What a file of answers says. `people`: of each key all names, the best one first."""

    title: str
    round: int
    people: Mapping[str, tuple[str, ...]]
    stretches: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`Story.text[start:end]`, from its first to its last letter, and the key of who says it."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnsweredStory:
    """A story and who says which stretch of it."""

    name: str
    round: int
    story: Story
    people: Mapping[str, tuple[str, ...]]
    stretches: tuple[Stretch, ...]


def answered_files(folder: Path) -> list[Path]:
    """The stories of a folder that have answers beside them, by name; raises AnswersError at answers without one."""
    found: list[Path] = []
    for answers in sorted(folder.glob("*.answers")):
        stories = [story for kind in _KINDS if (story := answers.with_suffix(kind)).exists()]
        if not stories:
            raise AnswersError(f"{answers} has no story beside it: {', '.join(answers.stem + kind for kind in _KINDS)}")
        found += stories
    return found


def read_answered_story(file: Path) -> AnsweredStory:
    """The story in `file` with the answers beside it; raises AnswersError where these don't fit it."""
    path = file.with_suffix(".answers")
    try:
        answers = parse_answers(path.read_text(encoding="utf-8"))
        story = read_story(file)
        return AnsweredStory(
            file.stem, answers.round, story, answers.people, tuple(locate(story.text, answers.stretches))
        )
    except AnswersError as error:
        raise AnswersError(f"{path}: {error}") from error


def parse_answers(text: str) -> Answers:
    """The answers as they are written in a file."""
    told: dict[str, str] = {}
    people: dict[str, tuple[str, ...]] = {}
    stretches: list[Answer] = []
    in_head = True
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        if in_head and row.strip() == "---":
            in_head = False
            continue
        key, parted, value = (part.strip() for part in row.partition(":"))
        if not parted or not value:
            raise AnswersError(f"line {number} is not “key: words”: {row}")
        if not in_head:
            if key not in people and key not in (NARRATOR, NOBODY_KNOWS, PASSED_OVER):
                raise AnswersError(f"line {number}: no person: line has the key {key}")
            stretches.append(Answer(key, value, number))
        elif key == "person":
            _add_person(people, value, number)
        else:
            told[key] = value
    if in_head:
        raise AnswersError("no line --- ends the head")
    if not told.get("round", "").isdecimal():
        raise AnswersError("the head has no line “round:” with a number")
    return Answers(told.get("title", ""), int(told["round"]), people, tuple(stretches))


def _add_person(people: dict[str, tuple[str, ...]], value: str, number: int) -> None:
    key, _, listed = (part.strip() for part in value.partition("="))
    names = tuple(name.strip() for name in listed.split(",") if name.strip())
    if not names or key in people or key in (NARRATOR, NOBODY_KNOWS, PASSED_OVER):
        raise AnswersError(f"line {number} is not “person: key = name, name …” with a key of its own")
    people[key] = names


def locate(text: str, answers: Iterable[Answer]) -> Iterator[Stretch]:
    """Where each stretch stands in `text`: in order, by its letters and digits alone, whole words.

    Quotation marks, markup and white space don't matter, so the same answers fit the story in any form. Raises
    AnswersError at a stretch that isn't there after the one before it.
    """
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    letters = "".join(text[at] for at in places)
    done = 0
    for answer in answers:
        wanted = "".join(filter(str.isalnum, answer.words))
        if not wanted:
            raise AnswersError(f"line {answer.line} has no letter or digit to find it by: {answer.words}")
        first = letters.find(wanted, done)
        while first >= 0 and not _whole_words(places, first, first + len(wanted)):
            first = letters.find(wanted, first + 1)
        if first < 0:
            raise AnswersError(f"line {answer.line} isn't in the story after the line before it: {answer.words}")
        done = first + len(wanted)
        if answer.key != PASSED_OVER:
            yield Stretch(answer.key, places[first], places[done - 1] + 1)


def _whole_words(places: list[int], first: int, end: int) -> bool:
    """Whether no letter stands right before or right after the letters `first` to `end`."""
    opens = first == 0 or places[first - 1] < places[first] - 1
    return opens and (end == len(places) or places[end] > places[end - 1] + 1)


def annotated(answered: AnsweredStory) -> dict[str, Any]:
    """The story as an annotated text.

    What the narrator says is no quotation there. The teller goes by another name where there is one: the metric finds
    out for itself who "I" is, and two tellers would share that name.
    """
    names = {key: [n for n in listed if n != "I"] or ["I"] for key, listed in answered.people.items()}
    speakers = {key: listed[0] for key, listed in names.items()} | {NOBODY_KNOWS: "_unknowable"}
    quotes = [
        {"id": f"q{number}", "spans": [[s.start, s.end]], "type": "Unlabelled", "speaker": speakers[s.key]}
        for number, s in enumerate(s for s in answered.stretches if s.key != NARRATOR)
    ]
    characters = [
        {"name": listed[0], "aliases": listed, "gender": None, "category": "unlabelled"} for listed in names.values()
    ]
    return {"text": answered.story.text, "quotes": quotes, "characters": characters}
