"""A Script is right about a stretch where it gives most of it to the right person, under any of their names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from script.model import NARRATOR, BlockKind, Chapter, Character, Kind, Line, Paragraph, Script
from script.story import Story
from script.training.answered_stories import Answer, AnsweredStory, annotated, locate
from tests.answered_stories.judging import Judgement, fallen, judge

TEXT = "“Come in,” said Ann. “Mind the step,” said the mate. The sign said “Staff”. “Oh,” I said."
PEOPLE = {"Ann": ("Ann Moss", "Ann"), "mate": ("the mate", "the old mate"), "Me": ("I", "Danny")}
SAID = (("Ann", "Come in"), ("mate", "Mind the step"), (NARRATOR, "Staff"), ("Me", "Oh"))
CAST = (Character("Miss Moss", ("Ann",)), Character("The mate"), Character("Danny", ("I",)))


def story(said: tuple[tuple[str, str], ...] = SAID, people: Mapping[str, tuple[str, ...]] = PEOPLE) -> AnsweredStory:
    stretches = locate(TEXT, [Answer(key, words, 0) for key, words in said])
    return AnsweredStory("door", 1, Story("", "", "en", TEXT, (), ()), people, tuple(stretches))


def script(*given: tuple[str, str | None], cast: tuple[Character, ...] = CAST, kind: Kind = Kind.SPEECH) -> Script:
    lines = [Line(at, at + len(words), who, kind) for words, who in given for at in (TEXT.index(words),)]
    paragraph = Paragraph(BlockKind.PARAGRAPH, tuple(lines))
    return Script("", "", "en", (Chapter(1, "", TEXT, (paragraph,)),), cast)


def marks(judgement: Judgement) -> list[bool]:
    return [verdict.right for verdict in judgement.verdicts]


RIGHT = (("“Come in,”", "Miss Moss"), ("“Mind the step,”", "The mate"), ("“Oh,”", "Danny"))


def test_a_right_script_has_everything_right_and_no_word_in_a_wrong_voice() -> None:
    judgement = judge(story(), script(*RIGHT))
    assert marks(judgement) == [True] * 4
    assert (judgement.share_right, judgement.misvoiced) == (100, 0)


def test_a_thought_and_a_letter_count_as_given_to_their_person() -> None:
    for kind in (Kind.THOUGHT, Kind.LETTER):
        assert judge(story(), script(*RIGHT, kind=kind)).share_right == 100


@pytest.mark.parametrize(
    ("words", "who"), [("“Come in,”", "The mate"), ("“Come in,”", None), ("“Come", "Miss Moss"), ("said", "Miss Moss")]
)
def test_a_stretch_is_wrong_that_is_not_mostly_in_the_persons_voice(words: str, who: str | None) -> None:
    # "Come" has four letters of six: it is most of the stretch.
    assert marks(judge(story(), script((words, who))))[0] is (words == "“Come")


def test_what_is_no_speech_may_be_the_narrators_and_nobody_elses() -> None:
    assert marks(judge(story(), script(("“Staff”", NARRATOR))))[2]
    assert not marks(judge(story(), script(("“Staff”", "The mate"))))[2]


def test_narration_told_by_a_person_is_not_speech() -> None:
    judgement = judge(story(), script(("“Oh,”", "Danny"), ("“Staff”", "Danny"), kind=Kind.NARRATION))
    assert marks(judgement)[2:] == [True, False]


def test_a_teller_of_whatever_name_is_the_one_whom_the_answers_call_i() -> None:
    for teller in (Character("I"), Character("Yeah", ("I",))):
        assert marks(judge(story(), script(("“Oh,”", teller.name), cast=(teller,))))[3]


def test_a_teller_who_has_somebody_elses_name_is_somebody_else() -> None:
    ann = Character("Ann", ("I",))
    assert marks(judge(story(), script(("“Come in,”", "Ann"), ("“Oh,”", "Ann"), cast=(ann,)))) == [
        True, False, True, False
    ]  # fmt: skip


def test_one_teller_of_a_book_that_two_tell_is_right_for_one_of_them() -> None:
    people = {**PEOPLE, "Ann": ("I", "Ann")}
    judgement = judge(story(people=people), script(("“Come in,”", "I"), ("“Oh,”", "I"), cast=(Character("I"),)))
    assert marks(judgement)[::3].count(True) == 1


def test_a_character_who_is_two_people_at_once_is_right_for_one_of_them() -> None:
    both = Character("Ann", ("the mate",))
    judgement = judge(story(), script(("“Come in,”", "Ann"), ("“Mind the step,”", "Ann"), cast=(both,)))
    assert marks(judgement)[:2] == [True, False]


def test_what_nobody_can_tell_counts_for_nothing() -> None:
    unsure = (("?", "Come in"), *SAID[1:])
    for who in ("The mate", "Danny", None):
        judgement = judge(story(unsure), script(("“Come in,”", who), *RIGHT[1:]))
        assert (len(judgement.verdicts), judgement.share_right, judgement.misvoiced) == (3, 100, 0)


def test_every_word_in_a_wrong_voice_counts_of_all_words() -> None:
    # Of 17 words two of Ann's are the mate's, two of the narration are Danny's.
    judgement = judge(story(), script(("“Come in,”", "The mate"), ("“Mind the step,” said the", "The mate"), RIGHT[2]))
    assert judgement.misvoiced == pytest.approx(100 * 4 / 17)


def test_in_the_corpus_form_signs_are_no_quotations_and_the_teller_goes_by_name() -> None:
    gold = annotated(story((("?", "Come in"), *SAID[1:])))
    assert [(q["speaker"], [TEXT[a:b] for a, b in q["spans"]]) for q in gold["quotes"]] == [
        ("_unknowable", ["Come in"]),
        ("the mate", ["Mind the step"]),
        ("Danny", ["Oh"]),
    ]
    assert [character["name"] for character in gold["characters"]] == ["Ann Moss", "the mate", "Danny"]


def test_a_story_below_its_floor_is_named_with_both_figures() -> None:
    assert fallen({"door": 79.9, "ferry": 90.0, "new": 10.0}, {"door": 80.0, "ferry": 90.0}) == [
        "door: 79.9 % of the stretches are right, 80.0 % were"
    ]
