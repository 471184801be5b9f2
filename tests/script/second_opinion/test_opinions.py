"""What would be broken: an opinion changes more than its line, or somebody's who is gone counts."""

from __future__ import annotations

from dataclasses import replace

from script.second_opinion.doubtful_lines import Question, doubtful_questions
from script.second_opinion.opinions import Opinion, Tally, tally_of, with_opinions
from tests.local_server import said
from tests.script.doubtful_scripts import CAST, SCRIPT, after, ask_all, chapter_of, script_of, speakers


def test_an_answer_changes_or_confirms_and_says_who_gave_it() -> None:
    heard, _ = ask_all(lambda asked: said("1: 3\n2: 1\n3: Jane" if "[?3]" in asked.question else "1: Mr Darcy"))
    script = after(heard)
    mine = "second opinion: tiny"
    assert speakers(script) == [
        ("Jane", 0.95, "turn"),
        ("Mr Darcy", 0.7, f"turn; {mine}"),
        ("Mr Darcy", 0.7, f"turn; {mine}"),
        ("Elizabeth Bennet", 0.6, mine),
        ("Elizabeth Bennet", 0.6, mine),
        ("Jane", 0.6, mine),
        ("Mr Darcy", 0.6, mine),
        ("Mr Darcy", 0.5, "turn"),
    ]
    assert [chapter.text for chapter in script.chapters] == [chapter.text for chapter in SCRIPT.chapters]
    questions = doubtful_questions(SCRIPT)
    opinions = {key: opinion for part in heard for key, opinion in part.opinions.items()}
    assert tally_of(SCRIPT, questions, opinions) == Tally(asked=6, changed=4, confirmed=2)
    assert doubtful_questions(script) == ()


def test_who_says_nothing_any_more_leaves_the_characters() -> None:
    chapter = chapter_of([("“No.”", "Mr Darcy", 0.2)], [("“Yes.”", "Jane", 0.9)], [("“Why?”", "Elizabeth Bennet", 0.9)])
    script = script_of(chapter)
    (question,) = doubtful_questions(script)
    changed = with_opinions(script, {question.key: Opinion("m", "Elizabeth Bennet")})
    assert [character.name for character in changed.characters] == ["Elizabeth Bennet", "Jane"]
    assert changed.exchanges == (("Elizabeth Bennet", "Jane", 2),)
    told = replace(script, narrator="Mr Darcy")
    assert CAST[2] in with_opinions(told, {question.key: Opinion("m", "Jane")}).characters


def test_an_opinion_of_somebody_who_is_gone_counts_no_more() -> None:
    question: Question = doubtful_questions(SCRIPT)[0]
    assert with_opinions(SCRIPT, {question.key: Opinion("m", "Mr Collins")}) is SCRIPT


def test_an_opinion_holds_for_whoever_has_another_name_by_now() -> None:
    question: Question = doubtful_questions(SCRIPT)[0]
    changed = with_opinions(SCRIPT, {question.key: Opinion("m", "Lizzy")})
    assert "Elizabeth Bennet" in {speaker for speaker, _, _ in speakers(changed)}
    # Two have that name: nobody is meant.
    assert with_opinions(SCRIPT, {question.key: Opinion("m", "Miss Bennet")}) is SCRIPT
