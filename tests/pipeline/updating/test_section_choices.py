"""What would be broken: a story that grew, and a chapter or the whole book is gone by what was chosen before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.production.book_file import SectionChoice
from pipeline.updating.section_choices import Chosen, FoundSection, KnownSection, choose_sections, sketch_of


def words(name: str, count: int = 200) -> str:
    """A text of its own."""
    return " ".join(f"{name}{number}" for number in range(count))


ONE, TWO, THREE = words("one"), words("two"), words("three")
IMPRINT = words("imprint", 20)


def found(title: str, text: str, left_out: str = "") -> FoundSection:
    return FoundSection(title, left_out, text)


def known(section: FoundSection, read: bool | None = None, *, was_read: bool | None = None) -> KnownSection:
    """A section of the last reading, with a person's choice; `was_read`: where that is newer than the book."""
    by_reader = not section.left_out
    read = by_reader if read is None else read
    return KnownSection(
        SectionChoice(section.title, read, section.left_out),
        read if was_read is None else was_read,
        by_reader,
        len(section.text.split()),
        sketch_of(section.text),
    )


def reads(chosen: Chosen) -> list[bool]:
    return [choice.read for choice in chosen.sections]


BOOK = (found("Imprint", IMPRINT, "imprint"), found("One", ONE), found("Two", TWO), found("Three", THREE))


def test_a_story_as_it_was_keeps_every_choice_and_says_nothing() -> None:
    choices = [known(BOOK[0], True), known(BOOK[1]), known(BOOK[2], False), known(BOOK[3])]
    chosen = choose_sections(choices, BOOK)
    assert chosen == Chosen(tuple(section.choice for section in choices), ())


def test_a_new_story_is_chosen_as_the_reader_says() -> None:
    assert reads(choose_sections((), BOOK)) == [False, True, True, True]


def test_what_was_left_out_by_itself_is_read_when_it_is_a_chapter_now() -> None:
    """The title page's heading is now the whole book's."""
    title_page = found("My Book", "My Book", "title page")
    now = (found("My Book", f"My Book\n\n{ONE}\n\n{TWO}"), found("Three", THREE))
    chosen = choose_sections([known(title_page), known(BOOK[1]), known(BOOK[2])], now)
    assert reads(chosen) == [True, True]
    assert chosen.sections[0].why == ""


@pytest.mark.parametrize("text", [ONE, f"{ONE} {TWO}", f"{words('new', 900)} {ONE}", ONE.rpartition(" one100 ")[0]])
def test_what_is_in_the_book_is_not_taken_out_by_a_new_look_at_it(text: str) -> None:
    """As it was, joined with another, swallowed, half of it."""
    chosen = choose_sections([known(section) for section in BOOK], (found("Notes", text, "notes"),))
    assert reads(chosen) == [True]
    assert "“Notes” looks like notes now, but its words are in the book" in "".join(chosen.notes)
    # Said once: from then on it is a choice like a person's.
    again = KnownSection(chosen.sections[0], True, False, len(text.split()), sketch_of(text))
    assert choose_sections([again], (found("Notes", text, "notes"),)) == Chosen(chosen.sections, ())


def test_a_section_of_new_words_is_left_out_as_the_reader_says() -> None:
    now = (*BOOK, found("Notes", words("note"), "notes"))
    assert choose_sections([known(section) for section in BOOK], now).notes == ()
    assert reads(choose_sections([known(section) for section in BOOK], now)) == [False, True, True, True, False]


@pytest.mark.parametrize(
    "now",
    [
        (BOOK[0], BOOK[1], replace(BOOK[2], title="Second"), BOOK[3]),
        (BOOK[3], BOOK[2], BOOK[1], BOOK[0]),
        # Numbers instead of names: what is called like it is another one.
        (found("Zero", words("zero")), found("Two", ONE), found("Three", TWO), found("Four", THREE)),
        (BOOK[1], found("Two", f"{TWO} {words('more', 40)}"), BOOK[3]),
    ],
    ids=["renamed", "in another order", "shifted names", "grown a little"],
)
def test_a_persons_choice_goes_with_the_words_of_its_section(now: Sequence[FoundSection]) -> None:
    choices = [known(BOOK[0]), known(BOOK[1]), known(BOOK[2], False), known(BOOK[3])]
    chosen = choose_sections(choices, now)
    read = {section.text: choice.read for section, choice in zip(now, chosen.sections, strict=True)}
    assert [text for text, is_read in read.items() if not is_read and not text.startswith("imprint")] == [
        text for text in read if text.startswith("two")
    ]
    assert chosen.notes == ()


def test_both_halves_of_a_section_that_a_person_left_out_stay_out() -> None:
    halves = [found("Two", " ".join(TWO.split()[:100])), found("And more", " ".join(TWO.split()[100:]))]
    chosen = choose_sections([known(BOOK[1]), known(BOOK[2], False)], [BOOK[1], *halves])
    assert reads(chosen) == [True, False, False]


@pytest.mark.parametrize("read", [True, False])
def test_a_choice_of_a_section_that_is_not_to_be_known_again_stays_and_is_said(read: bool) -> None:
    by_reader = "" if not read else "dedication"
    chosen = choose_sections([known(found("Two", TWO, by_reader), read)], [found("Two", words("new"), by_reader)])
    assert reads(chosen) == [read]
    (note,) = chosen.notes
    assert "“Two” has changed beyond recognition" in note


def test_a_section_that_a_person_left_out_does_not_take_others_with_it() -> None:
    choices = [known(BOOK[1], False), known(BOOK[2]), known(BOOK[3])]
    chosen = choose_sections(choices, [found("One", f"{ONE} {TWO} {THREE}")])
    assert reads(chosen) == [True]
    (note,) = chosen.notes
    assert "“One”, which you left out, now has the words of other sections too" in note


def test_whoever_leaves_a_section_out_now_is_obeyed() -> None:
    as_made = [known(section) for section in BOOK[1:]]
    now = [replace(as_made[0], choice=SectionChoice("One", False)), *as_made[1:]]
    assert choose_sections(now, BOOK[1:]) == Chosen(
        (SectionChoice("One", False), SectionChoice("Two", True), SectionChoice("Three", True)), ()
    )
    # What they put in against the reader, and take out again.
    put_in = known(found("Notes", ONE, "notes"), False, was_read=True)
    assert reads(choose_sections([put_in], [found("Notes", ONE, "notes")])) == [False]


def test_a_choice_without_its_section_is_said() -> None:
    (note,) = choose_sections([known(BOOK[1]), known(BOOK[2], False)], [BOOK[1]]).notes
    assert "no section “Two” any more, which you chose to leave out" in note


def test_sections_of_one_title_keep_their_own_choices_in_order() -> None:
    letters = [KnownSection(SectionChoice("Letter", read), read, True) for read in (False, True)]
    chosen = choose_sections(letters, [found("Letter", ONE), found("Letter", TWO)])
    assert reads(chosen) == [False, True]


def test_many_sections_take_no_longer_each() -> None:
    sections = [found("", f"* {number}") for number in range(20_000)]
    choose_sections([known(section) for section in sections], sections)
