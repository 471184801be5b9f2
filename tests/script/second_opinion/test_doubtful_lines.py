"""What would be broken: a model is asked about what is sure, or twice about one speech."""

from __future__ import annotations

from script.model import NARRATOR, Script
from script.second_opinion.doubtful_lines import doubtful_questions
from tests.script.doubtful_scripts import SCRIPT, Piece, chapter_of, script_of


def test_doubtful_quotations_alone_are_asked_about_and_a_speech_once() -> None:
    assert [(question.chapter, question.lines) for question in doubtful_questions(SCRIPT)] == [
        (0, (2, 4)),
        (0, (5, 6)),
        (0, (7,)),
        (1, (0,)),
    ]


def test_a_question_is_known_again_when_the_story_grew_elsewhere() -> None:
    def story(*before: list[Piece]) -> Script:
        calm: list[Piece] = [("It rained all day. " * 20, NARRATOR, 1.0)]
        return script_of(chapter_of(*before, calm, [("“Yes.”", "Jane", 0.2)], calm, [("“No.”", "Jane", 0.2)]))

    before = [question.key for question in doubtful_questions(story())]
    assert [question.key for question in doubtful_questions(story([("“Oh!”", "Jane", 0.1)]))][1:] == before
    assert len(set(before)) == 2
