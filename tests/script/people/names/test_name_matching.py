"""Which names are one person's: joined wrongly, a father speaks in his son's voice; parted wrongly, one has two."""

from __future__ import annotations

from collections import Counter
from time import process_time

from script.people.names.name_forms import Form
from script.people.names.name_matching import join_forms


def form(name: str, count: int, tags: int = 0, acts: int = 0, she: int = 0, he: int = 0) -> Form:
    return Form(name.lower().replace(".", ""), Counter({name: count}), count, tags, acts=acts, she=she, he=he)


def people(*forms: Form, apart: dict[tuple[str, str], float] | None = None) -> list[set[str]]:
    signs = {frozenset(pair): count for pair, count in (apart or {}).items()}
    return [{form.key for form in person.forms} for person in join_forms(forms, signs).people]


def owner(found: list[set[str]], key: str) -> set[str]:
    return next(keys for keys in found if key in keys)


def test_a_son_who_speaks_by_his_short_name_is_not_his_father() -> None:
    found = people(
        form("Thomas Harker", 12),
        form("Mr. Thomas Harker", 1),
        form("Tom Harker", 3),
        form("Mr. Harker", 80, tags=30),
        form("Tom", 70, tags=25),
    )
    assert "mr harker" in owner(found, "thomas harker")
    assert "tom harker" in owner(found, "tom")
    assert owner(found, "tom") is not owner(found, "mr harker")


def test_a_short_name_without_a_rival_is_the_full_name() -> None:
    found = people(form("Thomas Harker", 12), form("Tom Harker", 3), form("Tom", 70, tags=25))
    assert owner(found, "tom") is owner(found, "thomas harker")


def test_a_wife_under_her_husband_s_name_is_not_the_husband() -> None:
    found = people(form("John Vale", 9), form("Mrs. John Vale", 12), form("Mrs. Vale", 60))
    assert owner(found, "john vale") == {"john vale"}
    assert owner(found, "mrs john vale") is not owner(found, "mrs vale")


def test_a_wife_who_is_once_given_her_husband_s_name_stays_one_person() -> None:
    found = people(form("Mrs. John Vale", 1), form("Mrs. Vale", 60))
    assert owner(found, "mrs john vale") is owner(found, "mrs vale")


def test_a_bare_surname_that_acts_is_no_lady() -> None:
    found = people(form("Mrs. Orme", 20, tags=5), form("Orme", 10, tags=4))
    assert owner(found, "orme") is not owner(found, "mrs orme")


def test_a_father_is_not_the_son_whom_the_story_calls_by_his_first_name() -> None:
    found = people(
        form("Charles Lunt", 9),
        form("Mr. Charles Lunt", 2),
        form("Paul Lunt", 5),
        form("Charles", 90, tags=30),
        form("Mr. Lunt", 100, tags=30),
    )
    assert owner(found, "mr lunt") == {"mr lunt"}
    assert owner(found, "charles") is owner(found, "charles lunt")


def test_the_eldest_is_miss_and_the_surname_her_sister_is_not() -> None:
    found = people(
        form("Miss Lydia Marsh", 2), form("Clara Marsh", 5), form("Miss Lydia", 4), form("Miss Marsh", 30, tags=4)
    )
    assert owner(found, "miss lydia") is not owner(found, "miss marsh")


def test_an_only_daughter_is_one_person_under_title_and_full_name() -> None:
    found = people(form("Miss Daisy Hart", 6), form("Daisy", 90, tags=30), form("Miss Hart", 30, tags=4))
    assert owner(found, "miss hart") is owner(found, "daisy") is owner(found, "miss daisy hart")


def test_who_is_always_told_apart_does_not_own_the_bare_first_name() -> None:
    found = people(form("Charles Hone", 40), form("Charles Reeve", 10), form("Charles", 110, tags=9))
    assert "charles" in owner(found, "charles reeve")


def test_a_first_name_is_not_a_knight_s() -> None:
    found = people(form("John Vale", 9), form("Sir John", 80), form("John", 12, tags=3))
    assert "john" in owner(found, "john vale")


def test_a_rank_alone_is_who_bears_it() -> None:
    found = people(form("Major Pell", 12, tags=3), form("Major", 12, tags=5))
    assert owner(found, "major") is owner(found, "major pell")


def test_a_name_with_a_place_or_trade_behind_is_the_name() -> None:
    found = people(form("Mr. Stead", 80), form("Stead", 60, tags=9), form("Mr. Stead the Banker", 1))
    assert len(found) == 1


def test_a_doctor_is_mister_by_turns() -> None:
    assert len(people(form("Mr. Lyle", 40), form("Dr. Lyle", 8))) == 1
    assert len(people(form("Captain Lyle", 40), form("General Lyle", 8))) == 2


def test_names_that_answer_each_other_are_two_people_s() -> None:
    forms = (form("Adela Pell", 3), form("Mrs. Pell", 20, tags=9), form("Adela", 30, tags=2, she=9))
    assert len(people(*forms)) == 1
    found = people(*forms, apart={("adela", "mrs pell"): 4})
    assert owner(found, "mrs pell") is not owner(found, "adela")
    assert owner(found, "adela pell") is owner(found, "adela")


def test_one_chance_sign_doesn_t_part_somebody_named_often() -> None:
    found = people(form("Ruth Orme", 5), form("Ruth", 60, tags=9), form("Orme", 40), apart={("orme", "ruth"): 2})
    assert owner(found, "ruth") is owner(found, "orme")


def test_mister_and_the_bare_surname_alternate_in_narration() -> None:
    found = people(form("Mr. Orme", 90, tags=20), form("Orme", 80, tags=9), apart={("mr orme", "orme"): 8})
    assert owner(found, "mr orme") is owner(found, "orme")


def test_a_man_s_name_is_not_his_mother_s() -> None:
    found = people(form("Brack Pell", 5), form("Brack", 25, tags=6, he=5), form("Mrs. Pell", 17, tags=4))
    assert owner(found, "brack") is not owner(found, "mrs pell")


def test_a_daughter_who_speaks_beside_her_mother_is_two_people() -> None:
    found = people(form("Mina Pell", 5), form("Mina", 25, tags=6, she=5), form("Mrs. Pell", 17, tags=5))
    assert owner(found, "mina") is not owner(found, "mrs pell")


def test_a_woman_with_a_man_s_short_name_is_who_the_pronouns_say() -> None:
    found = people(form("Philippa Orme", 9), form("Phil Orme", 3), form("Phil", 90, tags=30, she=20))
    assert owner(found, "phil") is owner(found, "philippa orme")


def test_a_father_told_from_his_son_by_a_word_is_nobody_else() -> None:
    found = people(form("Orme", 90, tags=30), form("Orme Senior", 20, tags=9), form("Orme Junior", 9, tags=4))
    assert owner(found, "orme senior") == {"orme senior"}


def test_one_man_is_mister_in_several_languages() -> None:
    assert len(people(form("Mr. Lyle", 40), form("Monsieur Lyle", 8), form("Herr Lyle", 1))) == 1


def test_a_princess_by_the_way_is_the_girl() -> None:
    found = people(form("Nora", 200, tags=50, she=40), form("Princess Nora", 6), form("Miss Nora", 20))
    assert owner(found, "princess nora") is owner(found, "nora")


def test_a_captain_may_be_a_woman() -> None:
    found = people(form("Joana Rost", 9, she=6), form("Joana", 30, tags=5, she=14), form("Captain Rost", 12, tags=5))
    assert owner(found, "captain rost") is owner(found, "joana")


def test_who_may_be_one_is_said() -> None:
    joined = join_forms(
        [form("Mr. Pell", 6), form("Allan Pell", 17, tags=5, he=9), form("Blake Pell", 23, tags=7, he=7)]
    )
    assert [why for _, _, why in joined.perhaps_one] == ['both are called "Pell"'] * 2


def test_a_book_of_thousands_is_joined_as_fast_for_each_as_one_of_hundreds() -> None:
    def seconds(people: int) -> float:
        forms = [Form(key, count=1) for n in range(people) for key in (f"mr a{n}", f"b{n} c{n}")]
        start = process_time()
        join_forms(forms)
        return process_time() - start

    assert min(seconds(2400) for _ in range(3)) < 10 * min(seconds(600) for _ in range(5))


def test_a_bare_surname_is_whose_gender_its_pronouns_tell() -> None:
    for she, he, name in ((4, 0, "anna hale"), (0, 4, "jules hale")):
        found = people(form("Anna Hale", 9, she=5), form("Jules Hale", 3, he=3), form("Hale", 6, she=she, he=he))
        assert owner(found, "hale") is owner(found, name)


def test_one_man_is_mister_and_captain_before_his_full_name() -> None:
    found = people(form("James Vale", 6), form("Captain James Vale", 3), form("Mr. James Vale", 1))
    assert len(found) == 1


def test_an_aunt_of_the_surname_is_none_of_its_first_names() -> None:
    found = people(form("Anna Vale", 6, she=3), form("Aunt Vale", 4))
    assert owner(found, "aunt vale") is not owner(found, "anna vale")
