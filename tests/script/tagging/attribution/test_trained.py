"""The learned tagger: a listener hears its every mistake, and a person its every change of mind."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import BlockKind, Script
from script.quotations.tags.noun_phrases import Subject
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.features import Table, first_pass, probabilities
from script.tagging.attribution.handover import handovers, rows
from script.tagging.attribution.rules import RuleReading
from script.tagging.attribution.trained import MODEL_FILE, TrainedAttributor, conversation, load_model, shipped_model
from script.tagging.story_tagger import tag_story
from script.training.annotated_novels import book_of
from tests.places import REPOSITORY

TALK = (
    "“Good morning,” said Anna.\n\n“Good morning,” answered Paul. He took off his hat.\n\n“Have you slept?”\n\n"
    "“Not a wink, Anna.”\n\n“Poor thing,” she said.\n\nClara came in.\n\n“Is it late?” asked Clara.\n\n“It is.”"
)


def tagged(text: str) -> Script:
    blocks = tuple(
        Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text) if m.group().strip()
    )
    story = Story("", "", "en", text, (Section("", 0, len(text), SectionRole.CHAPTER),), blocks)
    return tag_story(story, attributor=TrainedAttributor())


def speakers(text: str) -> dict[str, str | None]:
    return {
        chapter.text[line.start : line.end]: line.speaker for chapter in tagged(text).chapters for line in chapter.lines
    }


def test_a_conversation_goes_back_and_forth() -> None:
    said = speakers(TALK)
    assert [said[f"“{w}”"] for w in ("Good morning,", "Have you slept?", "Not a wink, Anna.", "Poor thing,")] == [
        "Paul",
        "Anna",
        "Paul",
        "Anna",
    ]
    assert said["“Is it late?”"] == "Clara"


def test_speech_with_nobody_about_stays_unknown_and_says_so() -> None:
    script = tagged("The house was empty.\n“Hush!”\nNothing stirred.")
    line = next(line for line in script.chapters[0].lines if line.evidence)
    assert (line.speaker, line.confidence, line.evidence) == (None, 0.0, "nobody fits")


def test_the_same_text_gives_the_same_answers() -> None:
    book = book_of(TALK, "")
    assert TrainedAttributor().attribute(book) == TrainedAttributor().attribute(book)


def test_beliefs_about_a_turn_add_up_to_one_before_and_after_the_conversation_is_weighed() -> None:
    reading = RuleReading(book_of(TALK, ""))
    table = first_pass(reading)
    belief = probabilities(shipped_model().first.scores(table.x), table.starts)
    sums = np.add.reduceat(belief, table.starts[:-1])
    assert np.allclose(sums, 1)
    model = shipped_model()
    handed = handovers(rows(reading, table), model.same, model.back)
    marginals = conversation(table, belief, handed, model.chain)
    assert np.allclose([m.sum() for m in marginals], 1)
    assert [len(m) for m in marginals] == np.diff(table.starts).tolist()


def test_between_equals_whoever_spoke_before_the_last_speaker_answers() -> None:
    """Alternation is all there is where a page of speech has a single tag."""
    person = np.array([0, 1] * 4)
    table = Table(np.zeros((8, 1), np.float32), person, np.arange(0, 9, 2))
    belief = np.array([0.9, 0.1] + [0.5] * 6)
    handed = np.array([[0.1, 0.8, 0.1]] * 4)
    marginals = conversation(table, belief, handed, np.array([1.0, 1.0]))
    assert [int(np.argmax(m)) for m in marginals] == [0, 1, 0, 1]
    goes_on = conversation(table, belief, np.array([[0.9, 0.05, 0.05]] * 4), np.array([1.0, 1.0]))
    assert [int(np.argmax(m)) for m in goes_on] == [0] * 4


def test_a_turn_that_is_surely_somebodys_keeps_them_whatever_comes_before() -> None:
    """A chain that outweighed a plain tag would put named speakers into wrong voices."""
    said = speakers("\n\n".join(f"“I say {n},” said {'Anna' if n < 5 else 'Paul'}." for n in range(10)))
    assert [said[f"“I say {n},”"] for n in range(10)] == ["Anna"] * 5 + ["Paul"] * 5


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“Yes,” ",
                "said Anna. ",
                "he said. ",
                "the old man cried. ",
                "\n",
                "\n",
                "“No!” ",
                "— Oh, said Paul.\n",
                "I ",
            ]
        ),
        max_size=40,
    )
)
def test_every_line_gets_somebody_of_the_cast_and_a_probability(pieces: list[str]) -> None:
    text = "".join(pieces)
    script = tagged(text)
    names = {character.name for character in script.characters} | {"narrator", None}
    for chapter in script.chapters:
        covered = "".join(chapter.text[line.start : line.end] for line in chapter.lines)
        assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", chapter.text)
        for line in chapter.lines:
            assert 0 <= line.confidence <= 1
            assert line.speaker in names


def test_a_saved_model_is_the_same_model_in_the_same_bytes(tmp_path: Path) -> None:
    model = shipped_model()
    model.save(tmp_path / "one.npz")
    load_model(tmp_path / "one.npz").save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_the_model_is_small_and_its_confidence_rises_with_its_probability() -> None:
    path = REPOSITORY / "script" / "tagging" / "attribution" / MODEL_FILE
    assert path.stat().st_size < 3_000_000
    probability, right = shipped_model().knots
    assert (np.diff(probability) >= 0).all()
    assert (np.diff(right) >= 0).all()
    assert right.min() >= 0
    assert right.max() <= 1


def test_a_model_of_other_features_is_refused_rather_than_guessing() -> None:
    model = shipped_model()
    stale = replace(model, columns=model.columns + 1)
    with pytest.raises(ValueError, match="train it again"):
        TrainedAttributor(stale).attribute(book_of("“Yes,” said Anna.\n\n“No,” said Paul.\n\n“Why?”\n", ""))


@pytest.mark.parametrize("kind", list(Subject))
def test_no_kind_of_subject_stops_a_book(kind: Subject) -> None:
    book = book_of("“Yes,” said the page.\n\n“No,” said Paul.\n\n“Why?” said the page.\n", "")
    book = replace(book, tags=[tag and replace(tag, kind=kind) for tag in book.tags])
    assert len(TrainedAttributor().attribute(book)) == len(book.spans)
