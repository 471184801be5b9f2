"""What the words of a name tell: misread, a husband is his wife, or a father his son."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from script.model import Gender
from script.people.names.name_forms import Form, Person, title_gender

_WORDS = ("mr", "mrs", "captain", "herr", "van", "de", "the", "of", "senior", "jr", "john", "hale", "banker", "q")


@pytest.mark.parametrize(
    ("key", "title", "rest"),
    [
        ("mr hale", "mr", ("hale",)),
        ("herr hale", "mr", ("hale",)),
        ("mademoiselle hale", "miss", ("hale",)),
        ("captain van riebeek", "captain", ("riebeek",)),
        ("mr stead the banker", "mr", ("stead",)),
        ("hale of rye", "", ("hale",)),
        ("tom hale jr", "", ("tom", "hale")),
        ("captain", "", ("captain",)),
    ],
)
def test_one_person_is_known_again_under_title_trade_and_town(key: str, title: str, rest: tuple[str, ...]) -> None:
    assert (Form(key).title, Form(key).rest) == (title, rest)


def test_a_father_is_told_from_his_son_by_what_stands_behind_the_name() -> None:
    keys = ("hale senior", "tom hale jr", "hale", "senior hale")
    assert [Form(key).generation for key in keys] == ["senior", "junior", "", ""]


def test_only_a_wife_goes_by_her_husband_s_first_name() -> None:
    keys = ("mrs john hale", "mrs anna hale", "mr john hale", "mrs hale")
    assert [Form(key).of_husband for key in keys] == [True, False, False, False]


def test_a_rank_leaves_open_whether_its_bearer_is_a_woman() -> None:
    titles = ("captain", "mrs", "mr", "dr", "")
    assert [title_gender(title) for title in titles] == [None, Gender.FEMALE, Gender.MALE, None, None]


def test_somebody_has_all_names_and_titles_that_they_are_called_by() -> None:
    person = Person([Form("tom hale", count=2)])
    person.take(Form("mr hale", count=3))
    person.take(Form("hale", count=4))
    assert (person.count, person.titles) == (9, {"mr"})


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6))
def test_nobody_is_left_without_a_name_when_its_trimmings_are_cut(words: list[str]) -> None:
    rest = Form(" ".join(words)).rest
    assert rest
    assert any(tuple(words[at : at + len(rest)]) == rest for at in range(len(words)))
