"""What would be broken: a word said as a person said of another, or what they said of it lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.merging.chapter_merge import merge_chapter
from script.model import Chapter
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter
from script.text.visible_text import word_before
from tests.script.merging.test_chapter_merge import growths, stories, tagged, written
from tests.script.script_texts import NAME

BASE = """# The Letter

He had raed the letter, and put it away.

@Jane: “I read it too,”
said Jane, who read everything.

The end of it all came soon after.
"""


def merged(mine: str, new: str, base: str | None = BASE) -> str:
    result = merge_chapter(None if base is None else tagged(base), mine, tagged(new), NAME)
    again = merge_chapter(tagged(new), result.text, tagged(new), NAME)
    assert (again.text, again.conflicts, again.lost) == (result.text, 0, 0)
    return result.text


def readings(chapter: Chapter) -> list[tuple[str, str]]:
    """(word, how it is said)."""
    return [(chapter.text[word_before(chapter.text[: r.at]) or 0 : r.at], r.said) for r in chapter.readings]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I read it too,", "I read it too, you know,"),
        ("@Jane:", "@?Mary:"),
        ("# The", "# Of the"),
        ("I read it too", "Yes. I read it too"),
        ("\n\nThe end", "\nThe end"),
        ("He had raed the letter, and put it away.\n\n", ""),
    ],
)
def test_it_stays_on_its_word_whatever_the_story_does_around_it(old: str, new: str) -> None:
    mine = BASE.replace("“I read", "“I read[as: red]")
    assert merged(mine, BASE.replace(old, new)) == BASE.replace(old, new).replace("I read", "I read[as: red]")


def test_it_goes_with_words_that_the_story_has_elsewhere_now() -> None:
    line = "said Jane, who read everything.\n"
    mine = BASE.replace("who read", "who read[as: red]")
    new = BASE.replace(line, "") + "\n" + line
    assert merged(mine, new) == new.replace("who read", "who read[as: red]")


def test_a_word_with_a_mended_typo_keeps_it_with_a_note() -> None:
    mine = BASE.replace("raed", "raed[as: red]")
    result = merged(mine, BASE.replace("raed", "read"))
    assert "He had read[as: red] the letter" in result
    note = "[[ Not in the story now, but you had said how it is read: He had raed[as: red] the letter, and put it ]]\n"
    assert note in result


def test_an_apostrophe_of_another_shape_is_the_same_word() -> None:
    base = "It was Nynaeve's bow.\n"
    result = merged(base.replace("'s", "'s[as: nai-NEEVs]"), base.replace("'", "’"), base)
    assert result == "It was Nynaeve’s[as: nai-NEEVs] bow.\n"


@pytest.mark.parametrize("new", ["He had seen the letter, and put it away.", "He put it away.", "Nobody came."])
def test_a_word_that_is_gone_is_told_and_no_other_is_said_so(new: str) -> None:
    mine = BASE.replace("raed", "raed[as: red]")
    result = merged(mine, BASE.replace("He had raed the letter, and put it away.", new))
    chapter = parse_chapter(result, NAME, None).chapter
    assert readings(chapter) == []
    assert any("raed[as: red]" in note.text for note in chapter.notes)


def test_of_a_figure_another_part_makes_another_word() -> None:
    base = "It was 3/4 of an hour.\n"
    result = merged(base.replace("3/4", "3/4[as: three to four]"), base.replace("3/4", "1/2"), base)
    assert readings(parse_chapter(result, NAME, None).chapter) == []
    assert "3/4[as: three to four]" in result


def test_words_that_the_person_changed_keep_it_where_the_story_changed_too() -> None:
    mine = BASE.replace("who read everything", "who read[as: red] each thing")
    result = merged(mine, BASE.replace("who read everything", "who read nothing"))
    assert "who read[as: red] each thing" in result


def test_without_a_base_it_stays_behind_its_word_when_a_paragraph_comes() -> None:
    mine = BASE.replace("after.", "after[as: arfter].")
    assert merged(mine, BASE + "\nMore of it.\n", None) == mine + "\nMore of it.\n"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_each_is_on_its_word_or_told_and_on_no_other(data: st.DataObject) -> None:
    base = data.draw(stories("w"))
    text = written(base)
    own = [line.words[1] for paragraph in base for line in paragraph]
    chosen = data.draw(st.sets(st.sampled_from(own)))
    mine = text
    for word in sorted(chosen):
        mine = mine.replace(f" {word} ", f" {word}[as: x{word}] ")
    new = tagged(written(data.draw(growths(base))))
    known = data.draw(st.booleans())
    result = merge_chapter(tagged(text) if known else None, mine, new, NAME).text
    chapter = parse_chapter(result, NAME, None).chapter
    there = readings(chapter)
    assert len(there) == len({word for word, _ in there})
    told = " ".join(note.text for note in chapter.notes)
    words = chapter.text.split()
    for word in chosen:
        if (word, f"x{word}") not in there:
            assert word not in words
            assert f"[as: x{word}]" in told
    assert {said for _, said in there} <= {f"x{word}" for word in chosen}
    assert merge_chapter(new, result, new, NAME).text == result
    assert format_chapter(chapter)
