"""Scripts with doubtful speakers, and a model that is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from script.model import NARRATOR, BlockKind, Chapter, Character, Gender, Kind, Line, Paragraph, Script
from script.second_opinion.chat_model import ChatModel
from script.second_opinion.doubtful_lines import doubtful_questions
from script.second_opinion.inquiries import Heard, inquire
from script.second_opinion.opinions import with_opinions
from script.support.web_server import Server
from tests.local_server import Answer, Asked, LocalServer

CAST = (
    Character("Elizabeth Bennet", ("Lizzy", "Miss Bennet"), Gender.FEMALE),
    Character("Jane", ("Miss Bennet",), Gender.FEMALE),
    Character("Mr Darcy", ("Darcy",), Gender.MALE),
)


Piece = tuple[str, str | None, float]
"""(words, speaker, confidence)."""


def chapter_of(*paragraphs: Sequence[Piece]) -> Chapter:
    text = ""
    made = []
    for pieces in paragraphs:
        lines = []
        for words, speaker, confidence in pieces:
            kind = Kind.NARRATION if speaker == NARRATOR else Kind.SPEECH
            lines.append(Line(len(text), len(text) + len(words), speaker, kind, None, confidence, "turn"))
            text += words + " "
        text += "\n"
        made.append(Paragraph(BlockKind.PARAGRAPH, tuple(lines)))
    return Chapter(1, "One", text, tuple(made))


def script_of(*chapters: Chapter) -> Script:
    return Script("T", "A", "en", chapters, CAST, None, ())


SCRIPT = script_of(
    chapter_of(
        [("“Good morning,”", "Jane", 0.95), ("said Jane.", NARRATOR, 1.0)],
        [("“Is it?”", "Mr Darcy", 0.4), ("He looked out.", NARRATOR, 1.0), ("“I think not.”", "Mr Darcy", 0.4)],
        [("“It is,", "Jane", 0.3)],
        [("“I say.”", "Jane", 0.3)],
        [("“Well.”", None, 0.0)],
    ),
    chapter_of([("“So be it.”", "Jane", 0.49)], [("“Good.”", "Mr Darcy", 0.5)]),
)


def speakers(script: Script) -> list[tuple[str | None, float, str]]:
    return [
        (line.speaker, line.confidence, line.evidence)
        for chapter in script.chapters
        for line in chapter.lines
        if line.kind is Kind.SPEECH
    ]


def ask_all(
    answer: Callable[[Asked], Answer], script: Script = SCRIPT, timeout: float = 5.0
) -> tuple[list[Heard], list[Asked]]:
    with LocalServer(answer) as server:
        ask = ChatModel(Server(server.url, timeout=timeout), "tiny").answer
        return list(inquire(script, doubtful_questions(script), "tiny", ask)), server.asked


def after(heard: list[Heard], script: Script = SCRIPT) -> Script:
    return with_opinions(script, {key: opinion for part in heard for key, opinion in part.opinions.items()})
