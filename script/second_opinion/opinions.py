"""What a chat model thinks of doubtful quotations, and the Script with its opinions taken for the speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from script.evidence import Clue, and_then, evidence_of
from script.model import Chapter, Line, Script
from script.second_opinion.doubtful_lines import Question, doubtful_questions
from script.tagging.exchanges import exchanges, words_of_speakers

_CHANGED, _CONFIRMED = 0.6, 0.7
"""How sure a line is that a model gave to somebody else, or left where it was. Nothing is known of how good the model
is; two that agree are worth more than one."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model said of a quotation: a character's name, or nothing: no character of the list."""

    model: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines were asked about, and what came of it."""

    asked: int = 0
    changed: int = 0
    confirmed: int = 0

    @property
    def unanswered(self) -> int:
        """How many lines no opinion was about."""
        return self.asked - self.changed - self.confirmed


def with_opinions(script: Script, opinions: Mapping[str, Opinion], only: Collection[Question] | None = None) -> Script:
    """The Script with the opinions on its doubtful quotations (all, or `only` these) taken for the speakers."""
    lines = _opined_lines(script, opinions, doubtful_questions(script) if only is None else only)
    if not lines:
        return script
    chapters = tuple(_replaced(chapter, lines.get(number, {})) for number, chapter in enumerate(script.chapters))
    amounts = words_of_speakers(chapters)
    characters = [c for c in script.characters if c.name in amounts or c.name == script.narrator]
    characters.sort(key=lambda character: (-amounts[character.name], character.name))
    return replace(script, chapters=chapters, characters=tuple(characters), exchanges=exchanges(chapters))


def _opined_lines(
    script: Script, opinions: Mapping[str, Opinion], questions: Collection[Question]
) -> dict[int, dict[int, Line]]:
    """The lines that there is an opinion on, changed: by chapter and number in it."""
    names = _names_now(script)
    lines: dict[int, dict[int, Line]] = {}
    for question in questions:
        opinion = opinions.get(question.key)
        if opinion is None or opinion.speaker not in names:
            continue
        before = script.chapters[question.chapter].lines
        opinion = replace(opinion, speaker=names[opinion.speaker])
        lines.setdefault(question.chapter, {}).update({at: _opined(before[at], opinion) for at in question.lines})
    return lines


def _names_now(script: Script) -> dict[str, str]:
    """The characters' names, by these and by the aliases that mean one of them alone: somebody may have another name
    than when the model was asked, and the old one is an alias then."""
    shared = Counter(alias for character in script.characters for alias in character.aliases)
    names = {alias: c.name for c in script.characters for alias in c.aliases if shared[alias] == 1}
    return names | {character.name: character.name for character in script.characters}


def _opined(line: Line, opinion: Opinion) -> Line:
    evidence = evidence_of(Clue.OPINION, opinion.model)
    if line.speaker == opinion.speaker:
        return replace(line, confidence=_CONFIRMED, evidence=and_then(line.evidence, evidence))
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
