"""What would be broken: a pause that somebody chose is lost, or one that nobody chose stays as it once was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.production.book_file import EARLIER_PAUSES, Book, read_book, update_book_file
from pipeline.production.production import Production
from pipeline.sound.pauses import DEFAULT_PAUSES
from pipeline.updating.earlier_pauses import pauses_told, with_pauses_of_now
from pipeline.updating.make_production import expected_production, make_production, update_production
from pipeline.updating.request import Request

EARLIER = """\
# The book and how it is made. Change what you like, then run make-audio on this folder again.

title = "The Door"

# Silences, in seconds.
[pauses]
lines = 0.2                   # Between two lines of one paragraph.
speakers = 0.35               # Where the speaker changes.
paragraphs = 0.6              # Between paragraphs.
scenes = 1.8                  # At a scene break.
headings = 1.2                # After a heading.
head = 0.75                   # Before a chapter begins.
tail = 2.5                    # After a chapter has ended.

# What the story consists of. To leave a chapter out, or to put something back, change its read.
[[sections]]
title = "One"
read = true
"""
"""A book.toml as it was made before there was a pace."""


def pauses_of(text: str) -> str:
    """The text between the header of the pauses and that of the sections."""
    return text.partition("[pauses]\n")[2].partition("\n\n")[0]


def test_what_nobody_chose_becomes_what_new_books_have_to_the_letter() -> None:
    of_now = update_book_file(None, Book("The Door"))
    assert pauses_of(with_pauses_of_now(EARLIER)) + "\n" == pauses_of(of_now)
    assert read_book(EARLIER).pauses == DEFAULT_PAUSES
    told = pauses_told(EARLIER)
    assert len(told) == 1
    assert "lines 0.4, speakers 0.4, paragraphs 0.8" in told[0]
    assert "scenes" not in told[0]
    after = with_pauses_of_now(EARLIER)
    assert [line for line in after.splitlines() if line not in EARLIER] == [
        line for line in of_now.splitlines() if line.split(" ")[0] in (*EARLIER_PAUSES, *NEW) or "Silences" in line
    ]


NEW = ("pace", "tags", "answers", "interruptions", "trailing")


def test_what_somebody_chose_or_wrote_stays() -> None:
    text = EARLIER.replace("paragraphs = 0.6 ", "paragraphs = 1.25").replace("# At a scene break.", "# Long, please!")
    text = text.replace("lines = 0.2                   # Between two lines of one paragraph.\n", "")
    text = text.replace("speakers = 0.35               #", "  speakers=0.350  # Not mine.")
    after = with_pauses_of_now(text + 'why = "x"\n')
    pauses = read_book(after).pauses
    assert (pauses.paragraphs, pauses.speakers, pauses.lines) == (1.25, 0.4, 0.4)
    assert "scenes = 1.8                  # Long, please!" in after
    assert "  speakers=0.4    # Not mine. Where the speaker changes." in after
    assert "\nlines" not in after
    assert after.endswith('read = true\nwhy = "x"\n')
    assert "paragraphs" not in pauses_told(text)[0]


def test_once_there_is_a_pace_every_value_is_somebodys_choice() -> None:
    after = with_pauses_of_now(EARLIER)
    assert with_pauses_of_now(after) == after
    assert pauses_told(after) == ()
    again = after.replace("lines = 0.4", "lines = 0.2").replace("paragraphs = 0.8", "paragraphs = 0.6")
    assert (with_pauses_of_now(again), pauses_told(again)) == (again, ())
    assert (read_book(again).pauses.lines, read_book(again).pauses.paragraphs) == (0.2, 0.6)


def test_a_book_in_which_everything_was_chosen_only_gets_what_is_new() -> None:
    text = 'title = "x"\n[pauses]\nlines = 0.25\nspeakers = 0.36\nparagraphs = 0.61\ntags = 0.2\n'
    assert set(tomllib.loads(with_pauses_of_now(text))["pauses"]) == {"lines", "speakers", "paragraphs", *NEW}
    assert read_book(with_pauses_of_now(text)).pauses == read_book(text).pauses
    assert "[pauses]\npace = 1.0                    # " in with_pauses_of_now(text)
    said = (
        "Every pause of book.toml is as somebody chose it; pace, answers, interruptions, trailing can be set there now."
    )
    assert pauses_told(text) == (said,)


@pytest.mark.parametrize("text", ['title = "x"', 'title = "x"\n[[sections]]\ntitle = "y"\n', 'pauses = "x"'])
def test_a_book_without_pauses_stays_as_it_is(text: str) -> None:
    assert (with_pauses_of_now(text), pauses_told(text)) == (text, ())
    assert pauses_told(None) == ()


@pytest.mark.parametrize(
    "pauses",
    [
        "pauses.lines = 0.2\npauses.scenes = 2\n",
        "pauses = {lines = 0.2, scenes = 2.0}\n",
        '[pauses]\r\n"lines" = 0.2 # mine\r\nscenes = 2.0\r\n',
        "[ pauses ] # silences\r\nlines = 2e-1\r\nscenes = 2\r\n",
        'y = """\n[pauses]\nlines = 0.2\n"""\n[ "pauses" ]\nlines = 0.2\nscenes = 2.0\n',
        '[z]\ny = """\n[pauses]\nlines = 0.2\n"""\n[pauses]\nlines = 0.2\nscenes = 2.0\n',
    ],
)
def test_pauses_are_found_however_they_are_typed(pauses: str) -> None:
    before = tomllib.loads(f'title = "x"\n{pauses}')
    after = tomllib.loads(with_pauses_of_now(f'title = "x"\n{pauses}'))
    new = {name: getattr(DEFAULT_PAUSES, name) for name in NEW}
    assert after == {**before, "pauses": {"lines": 0.4, "scenes": 2.0, **new}}


@given(
    st.dictionaries(
        st.sampled_from(["lines", "speakers", "paragraphs", "scenes", "headings", "head", "tail", "tags", "answers"]),
        st.sampled_from([0.2, 0.35, 0.6, 0.4, 0.8, 1.0, 0, 3]),
    ),
    st.sampled_from(["", "  # Mine.", "\t#"]),
)
def test_a_book_is_read_the_same_before_and_after(pauses: dict[str, float], comment: str) -> None:
    text = 'title = "x"\n[pauses]\n' + "".join(f"{name} = {value}{comment}\n" for name, value in pauses.items())
    after = with_pauses_of_now(text)
    assert read_book(after) == read_book(text)
    assert after.count(comment.strip()) >= text.count(comment.strip())
    assert (with_pauses_of_now(after), pauses_told(after)) == (after, ())
    assert len(pauses_told(text)) == 1


def test_it_is_said_once_and_a_dry_run_says_it_and_writes_nothing(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text("It was late.\n\n“Who is there?” said Anna.\n", "utf-8")
    folder = make_production(story).production.folder
    book = Production(folder).book_file
    of_now = book.read_text("utf-8")
    pauses = pauses_of(EARLIER).replace("scenes = 1.8", "scenes = 3.0")
    earlier = of_now.replace(pauses_of(of_now), pauses).replace(" Each varies a little with the words beside it.", "")
    book.write_text(earlier, "utf-8")
    told: list[str] = []
    expected = expected_production(folder, None, Request(say=told.append))
    assert book.read_text("utf-8") == earlier
    assert told == list(pauses_told(earlier))
    made = update_production(folder, Request(say=told.append))
    assert told == 2 * list(pauses_told(earlier))
    assert (
        book.read_text("utf-8")
        == made.book_text
        == expected.book_text
        == of_now.replace("scenes = 1.8", "scenes = 3.0")
    )
    make_production(story, folder, Request(say=told.append))
    expected_production(folder, None, Request(say=told.append))
    assert len(told) == 2
    assert book.read_text("utf-8") == made.book_text
