"""What is one turn, and what is told around it: two people in one turn have one voice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import Character, Gender
from script.quotations.tags.noun_phrases import Subject
from script.tagging.attribution.rules.turns import Turns
from tests.script.quoted_books import book_of

PEOPLE = (Character("Anna", (), Gender.FEMALE), Character("Tom", (), Gender.MALE), Character("Ruth", (), Gender.FEMALE))
_PIECES = ("“Yes,” said Anna. ", "“No,” he said. ", "“Well.” ", "Tom sat. ", "\n", "“Oh, Tom!” ")


def turns(text: str, fixed: dict[int, int] | None = None, new_scenes: tuple[int, ...] = ()) -> Turns:
    return Turns(replace(book_of(text, *PEOPLE, new_scenes=new_scenes), fixed=fixed or {}))


def test_a_paragraph_is_one_turn_unless_two_tags_or_a_person_say_otherwise() -> None:
    assert [turn.spans for turn in turns("“So,” said Anna. “No.”\n“Yes.”").turns] == [[0, 1], [2]]
    assert [turn.spans for turn in turns("“So,” said Anna. “No,” said Tom.").turns] == [[0], [1]]
    assert [turn.spans for turn in turns("“So,” said Anna. “No.”", {0: 0, 1: 1}).turns] == [[0], [1]]


def test_speech_that_goes_on_in_the_next_paragraph_is_one_turn() -> None:
    book = book_of("“So.”\n“No,” said Tom.", *PEOPLE)
    spans = [book.spans[0], replace(book.spans[1], continues=True)]
    (turn,) = Turns(replace(book, spans=spans)).turns
    assert (turn.spans, turn.paragraph, turn.last_paragraph) == ([0, 1], 0, 1)
    assert turn.sure_tag is not None
    assert turn.sure_tag.subject == "Tom"


def test_who_acts_beside_the_words_is_a_beat_and_rain_is_none() -> None:
    found = turns("Anna rose. “Here.” The rain fell. His hand shook.").turns[0]
    assert [(beat.kind, beat.text) for beat in found.beats] == [(Subject.NAME, "Anna"), (Subject.PRONOUN, "he")]
    assert found.beats[0].weight > found.beats[1].weight
    assert found.beats[0].words == "Anna rose."


def test_whoever_of_the_cast_a_sentence_opens_with_is_its_beat_whatever_their_noun() -> None:
    text = "“All right!” The {} clapped both hands to both ears."
    reeve = Character("reeve", (), Gender.FEMALE)
    (beat,) = Turns(book_of(text.format("reeve"), *PEOPLE, reeve)).turns[0].beats
    assert (beat.who, beat.kind) == (3, Subject.NOUN)
    (beat,) = Turns(book_of(text.format("reeve's maid"), *PEOPLE, reeve)).turns[0].beats
    assert beat.who is None


def test_whose_eyes_narrow_before_the_words_is_who_the_lead_is_about() -> None:
    found = turns("Tom sat. Her eyes narrowed.\n“Here.”").turns[0]
    assert (found.lead, found.lead_gender) == (None, Gender.FEMALE)
    assert turns("It rained. Tom sat.\n“Here.”").turns[0].lead == 1
    assert turns("It rained. Tom sat.\n“Here.”", new_scenes=(1,)).turns[0].lead is None


def test_who_is_called_is_told_from_who_is_named_and_who_is_called_in_quoted_words() -> None:
    found = turns("“Come, Tom, and bring Ruth along.”\n“I told her, ‘Go, Anna!’ and off she went.”").turns
    assert (found[0].addressed, found[0].named) == ({1}, {2})
    assert (found[1].addressed, found[1].named) == (set(), {0})


def test_to_whom_a_tag_says_it_is_said_is_addressed() -> None:
    assert turns("“So,” said Anna to Tom.").turns[0].addressed == {1}


def test_turns_of_two_scenes_are_far_apart() -> None:
    text = "“So.”\nIt rained.\n“No.”"
    assert turns(text).gap(1) == 2
    assert turns(text, new_scenes=(2,)).gap(1) > 50


def test_what_a_person_said_is_not_overruled_by_the_tag() -> None:
    found = turns("“So,” said Anna.", {0: 1})
    assert found.allowance(found.turns[0], [0, 1]) == [1, 1]
    told = turns("“So,” said Anna.")
    assert told.allowance(told.turns[0], [0, 1]) == [1, 0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=20))
def test_every_span_is_in_one_turn_in_order(pieces: list[str]) -> None:
    found = turns("".join(pieces))
    assert [index for turn in found.turns for index in turn.spans] == list(range(len(found.book.spans)))
    for turn in found.turns:
        assert turn.start == found.book.spans[turn.spans[0]].start
        assert turn.end == found.book.spans[turn.spans[-1]].end
        assert {found.book.spans[index].paragraph for index in turn.spans} == {turn.paragraph}


def test_whom_the_words_call_or_tell_of_is_hardly_the_pronoun_before_them() -> None:
    found = turns("Anna and Ruth sat down.\n“Ruth knows,” she said.\n“I am Ruth,” she said.")
    assert [found.allowance(turn, [0, 2])[0] for turn in found.turns] == [1.0, 1.0]
    assert [found.allowance(turn, [0, 2])[1] < 0.5 for turn in found.turns] == [True, False]


def test_whose_telephone_buzzes_does_not_send_what_comes_in() -> None:
    assert turns("Anna's phone buzzed. “Are you up?”").turns[0].addressed == {0}
    assert turns("Anna's phone lit up on the table.\n“Are you up?”").turns[0].addressed == {0}
    assert turns("Anna's phone buzzed. “Who is it?” said Tom.").turns[0].addressed == set()
