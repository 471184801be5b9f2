"""Where names stand: one that is cut short or run together with the next is taken for somebody else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from script.people.characters import Stretch
from script.people.names.found_names import bare, capitalised, mentions_of
from script.quotations.flat_text import name_key

_PIECES = ("Anna", "Mr. ", "Hale", "'s", " ", " van ", "Moss", ". ", ", ", "said", '"', "Unit 7", "of", "-")


def found(text: str) -> list[tuple[str, bool]]:
    """The names in a text, each with whether a sentence begins with it."""
    return [(text[item.start : item.end], item.initial) for item in capitalised(text, Stretch(0, len(text), False))]


def test_a_name_has_its_title_its_particle_and_its_number() -> None:
    text = "there was Mr. Hale with van Dorn and Unit 7 at noon"
    assert [name for name, _ in found(text)] == ["Mr. Hale", "van Dorn", "Unit 7"]


def test_an_owner_and_what_is_owned_are_two_names() -> None:
    assert [name for name, _ in found("there was Anna's Bible")] == ["Anna's", "Bible"]


def test_a_capital_at_the_start_of_a_sentence_proves_no_name() -> None:
    assert found("Rain fell. Then Anna came") == [("Rain", True), ("Then Anna", True)]
    assert found("and Anna came") == [("Anna", False)]


def test_the_full_stop_of_a_title_ends_no_sentence() -> None:
    assert found("with Mr. van Dorn")[-1] == ("van Dorn", False)


def test_a_possessive_is_looked_up_as_the_name() -> None:
    assert [bare(word) for word in ("Anna's", "Mr.", "James'")] == ["anna", "mr", "james"]


def test_the_longest_name_that_fits_is_meant() -> None:
    text = "there was Anna Hale, and Hale, and Anna Moss"
    lookup = {"anna hale": 0, "hale": 1, "anna": 2}
    names = list(capitalised(text, Stretch(0, len(text), False)))
    assert [(text[m.start : m.end], m.person) for m in mentions_of(text, names, lookup)] == [
        ("Anna Hale", 0),
        ("Hale", 1),
        ("Anna", 2),
    ]


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_every_mention_is_a_name_of_who_is_mentioned(pieces: list[str]) -> None:
    text = "".join(pieces)
    lookup = {"anna": 0, "mr hale": 1, "hale": 2, "anna hale": 3, "van moss": 4, "unit 7": 5}
    names = list(capitalised(text, Stretch(0, len(text), True)))
    last = 0
    for mention in mentions_of(text, names, lookup):
        assert last <= mention.start < mention.end <= len(text)
        assert lookup[name_key(text[mention.start : mention.end])] == mention.person
        assert mention.quoted
        last = mention.end
