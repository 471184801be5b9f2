"""Whose "I" tells each part of a book: titles that name a writer count, and what only looks like one does not."""

from __future__ import annotations

import re

import pytest

from script.documents.journals_and_statements import Account, dates_apart, find_accounts
from script.documents.letter_paragraphs import LetterPart
from script.quotations.flat_text import flatten

MINE = "I went down to the shore, and I saw my own lamp burning there, as I had left it."
HERS = "She went down to the shore, and Ruth saw the lamp burning there, as Ruth had left it."


def read(*paragraphs: str) -> tuple[str, list[LetterPart]]:
    """Each paragraph a part: "# …" a heading, "***" a break, “…” speech."""
    flat = flatten("\n".join(paragraphs))
    parts = []
    at = 0
    chapter = 0
    for paragraph in paragraphs:
        heading, wall = paragraph.startswith("# "), paragraph == "***"
        chapter += heading
        start, end = at + 2 * heading, at + len(paragraph)
        speech = tuple((m.start() + at, m.end() + at) for m in re.finditer("“[^”]*”", paragraph))
        whole = len(speech) == 1 and speech[0] == (start, end)
        parts.append(
            LetterPart(start, end, wall or heading, heading, bool(speech), False, whole, False, chapter, speech)
        )
        at = end + 1
    return flat, parts


def accounts(*paragraphs: str) -> list[Account]:
    flat, parts = read(*paragraphs)
    return find_accounts(flat, parts)[0]


def told(*paragraphs: str) -> list[tuple[int, int, str]]:
    return [(account.first, account.last, account.teller) for account in accounts(*paragraphs)]


@pytest.mark.parametrize(
    ("title", "teller"),
    [
        ("Ruth Arden's Journal", "Ruth Arden"),
        ("CHAPTER II. RUTH ARDEN’S JOURNAL—continued", "Ruth Arden"),
        ("DR. ARDEN’S DIARY", "Dr. Arden"),
        ("From the diary of Ruth Arden", "Ruth Arden"),
        ("Letter from Ruth Arden to Miss Lowe", "Ruth Arden"),
        ("Letter 3: Ruth Arden to Miss Lowe", "Ruth Arden"),
        ("Second Narrative: contributed by Ruth Arden", ""),
        ("Contributed by Ruth Arden", "Ruth Arden"),
        ("Narrative Continued by Ruth: How the Lamp Was Lit", "Ruth"),
        ("Ruth Arden’s Full Statement of the Case", "Ruth Arden"),
        ("Ruth's POV", "Ruth"),
        ("Ruth Arden’s Journal\u2060—continued", "Ruth Arden"),
        ("The Lamp", ""),
        ("Ruth Goes to the Shore", ""),
        ("Lying to George", ""),
        ("A Letter of Thanks", ""),
    ],
)
def test_a_chapter_belongs_to_whom_its_title_names(title: str, teller: str) -> None:
    assert told(f"# {title}", MINE, MINE) == ([(1, 2, teller)] if teller else [])


@pytest.mark.parametrize("title", ["Ruth Arden's Journal", "Ruth's Story", "The Narrative of Ruth Arden"])
def test_a_chapter_about_somebody_is_not_told_by_them(title: str) -> None:
    assert told(f"# {title}", HERS, HERS) == []


def test_a_tale_in_quotation_marks_is_its_speakers_and_the_remarks_around_it_the_narrators() -> None:
    assert told("# The Strange Story of Jonathan Ward", "I sat, and my pipe went out.", f"“{MINE} {MINE} {MINE}”") == []


def test_chapters_headed_with_names_are_told_by_them_where_the_book_knows_several() -> None:
    ruth, tom = (
        "“Well, Ruth?” said Tom. “No, Ruth.” I laughed at my boots.",
        "“Tom!” she said. “Tom!” I ran for my life.",
    )
    assert told("# Ruth", ruth, "# Tom", tom) == [(1, 1, "Ruth"), (3, 3, "Tom")]
    assert told("# Ruth", ruth, "# The Flood", tom) == []
    assert told("# Ruth", HERS, "# Tom", HERS) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ruth", "Tom"),
        ("RUTH", "TOM"),
        ("Ruth — Monday", "Tom — Tuesday, 4 p.m."),
        ("Ruth: Harbour Street", "Tom: The Mill"),
        ("Ruth, 3 May", "Tom, two days later"),
        ("Ruth (1)", "Tom 2"),
        ("**Ruth**", "_Tom_"),
    ],
)
def test_a_name_alone_heads_what_its_bearer_tells(one: str, other: str) -> None:
    wanted = [(1, 1, "Ruth"), (3, 3, "Tom")]
    assert told(f"# {one}", MINE, f"# {other}", MINE) == wanted
    assert told(one, MINE, other, MINE) == wanted


@pytest.mark.parametrize(("one", "other"), [("June", "Will"), ("April", "Summer"), ("River", "Moss")])
def test_chapters_are_told_by_names_that_are_other_words_too(one: str, other: str) -> None:
    about = f"{one} laughed, and I saw {one}’s hand.", f"{other} laughed, and I saw {other}’s hand."
    assert told(f"# {one}", f"{MINE} {about[1]}", f"# {other}", f"{MINE} {about[0]}") == [(1, 1, one), (3, 3, other)]
    turns = [part for name in (one, other, one, other) for part in (f"# {name}", MINE)]
    assert [teller for _, _, teller in told(*turns)] == [one, other, one, other]


@pytest.mark.parametrize(
    "titles",
    [
        ("April", "May", "June"),
        ("January", "February", "January", "February"),
        ("Spring", "Winter", "Spring", "Winter"),
        ("Now", "Then", "Now", "Then"),
        ("One", "Two", "Three"),
    ],
)
def test_months_and_times_that_head_chapters_tell_nothing(titles: tuple[str, ...]) -> None:
    assert told(*(part for title in titles for part in (f"# {title}", MINE))) == []


def test_what_i_do_heads_no_letter_of_mine() -> None:
    titles = ("I Go to Sea", "I Come to Rest", "I Write to Ruth")
    assert (
        told(*(part for title in titles for part in (f"# {title}", MINE + " I laughed, and I sat. “Go! Come! Write!”")))
        == []
    )


def test_a_place_that_heads_chapters_tells_nothing() -> None:
    mine = f"{MINE} I stayed in London, and I left for Paris. I was in Paris."
    assert told("# London", mine, "# Paris", mine, "# London", mine, "# Paris", mine) == []


def test_what_stands_around_chapters_headed_with_names_is_not_told_by_prologue() -> None:
    assert told("# Prologue", MINE, "# Ruth", MINE, "# Tom", MINE) == [(3, 3, "Ruth"), (5, 5, "Tom")]


def test_names_that_sign_letters_and_titles_of_a_few_chapters_are_nobodys_headings() -> None:
    assert (
        told(MINE, "Dear Tom,", "I am well.", "Yours,", "Ruth", MINE, "Dear Ruth,", "So am I.", "Love,", "Tom", MINE)
        == []
    )
    others = [part for title in ("The Flood", "The Mill", "The Shore") for part in (f"# {title}", MINE)]
    assert told("# Ruth", MINE, "# Tom", MINE, *others) == []


def test_news_that_came_from_a_place_heads_no_letter() -> None:
    page = "They sat on deck and looked at the sea, and the captain spoke of the weather and of whales. " * 3
    assert told("# A Message from Africa", f"{page} Let us go, he thought, and take our dog.") == []


def test_prose_that_speaks_of_a_letter_is_no_title() -> None:
    assert told(MINE, "Tom’s letter plunged into a complaint", "I am ill.", "I am very ill.") == []


def test_a_letter_inside_a_chapter_ends_with_its_signature_and_the_journal_goes_on() -> None:
    found = told(
        "# Ruth Arden's Journal", MINE, "Letter, Tom Lowe to Ruth Arden.", "Dear Ruth,", "I am well.", "Yours,", "Tom",
        MINE,
    )  # fmt: skip
    assert found == [(1, 1, "Ruth Arden"), (3, 6, "Tom Lowe"), (7, 7, "Ruth Arden")]


def test_continued_means_whoever_wrote_before() -> None:
    assert told("# Tom Lowe's Diary", MINE, "# The same, continued", MINE) == [(1, 1, "Tom Lowe"), (3, 3, "Tom Lowe")]


def test_a_diary_may_say_we() -> None:
    assert told("# Ruth's Diary", "We came home, and nobody met us.") == [(1, 1, "Ruth")]
    assert told("# Ruth", "We came home.", "# Tom", "We met Ruth, and Tom.") == []


def test_numbered_letters_are_their_signers() -> None:
    assert told("# Letter 1", "Dear Tom,", MINE, "Yours ever,", "Ruth Arden") == [(1, 4, "Ruth Arden")]


def test_a_part_that_somebody_tells_holds_its_numbered_chapters_and_a_chapter_of_its_own_ends_alone() -> None:
    assert told("# Ruth Arden's Narrative", "# Chapter 1", MINE, "# Chapter 2", MINE) == [(1, 4, "Ruth Arden")]
    assert told("# Chapter 1: Ruth Arden's Narrative", MINE, "# Chapter 2", MINE) == [(1, 1, "Ruth Arden")]


def test_a_newspaper_cutting_is_nobodys() -> None:
    assert told("# Ruth Arden's Journal", MINE, "Cutting from “The Packet,” 9 May.", "A light was seen.") == [
        (1, 1, "Ruth Arden"),
        (3, 3, ""),
    ]


def test_the_dates_of_a_diary_are_read_by_one_voice() -> None:
    paragraphs = ("# Ruth Arden's Journal", "# 3 May", MINE, "4 May", MINE, "# Tom Lowe's Diary", "5 May", MINE)
    flat, parts = read(*paragraphs)
    assert dates_apart(flat, parts, find_accounts(flat, parts)[0]) == {3}


HIS = "I came up from the cellar, and I had flour on my coat, which my sister laughed at."


def test_names_head_their_sections_though_a_prologue_stands_before_the_first() -> None:
    assert told("# Prologue", "The lamp went out.", "Ruth", MINE, "Noel", HIS) == [(3, 3, "Ruth"), (5, 5, "Noel")]
    assert told("The Lamp", "Ruth", MINE, "Noel", HIS, "# Epilogue", MINE) == [(2, 2, "Ruth"), (4, 4, "Noel")]


def test_headings_of_prologue_and_epilogue_leave_the_other_chapters_their_tellers() -> None:
    assert told("# RUTH", MINE, "NOEL", HIS, "# Epilogue", HERS) == [(1, 1, "Ruth"), (3, 3, "Noel")]
    extras = ("# Prologue", HERS, "# Interlude", HERS, "# Epilogue", HERS, "# Coda", HERS)
    assert told("# Ruth", MINE, *extras, "# Noel", HIS) == [(1, 1, "Ruth"), (11, 11, "Noel")]


@pytest.mark.parametrize("form", ["{}:", "~ {} ~", "[{}]", "{}, again", "{}, Tuesday", "{} (2)"])
def test_a_name_on_a_line_of_its_own_may_be_set_off_by_marks(form: str) -> None:
    lines = (form.format("Ruth"), MINE, form.format("NOEL"), HIS, form.format("Ruth"), MINE)
    assert [teller for _, _, teller in told(*lines)] == ["Ruth", "Noel", "Ruth"]


def test_names_below_notes_that_the_teller_found_sign_them() -> None:
    assert told("I found the notes in my coat, I who never look.", HIS, "Noel", HERS, MINE, "Ruth", MINE) == []


def test_lines_from_one_to_the_other_head_letters_where_both_write() -> None:
    assert told("From Ruth to Noel, 3 May", MINE, "Noel to Ruth", HIS) == [(1, 1, "Ruth"), (3, 3, "Noel")]
