"""What is thought or sent without quotation marks is heard in its owner's voice; stressed words and titles stay with
the narrator."""

from __future__ import annotations

import pytest

from script.quotations.thoughts import Mark, find_habits, find_thoughts


def thoughts_of(text: str, *, italics: tuple[str, ...] = ()) -> list[str]:
    """The thoughts of a book with a paragraph a line."""
    styled = sorted((text.index(words), text.index(words) + len(words)) for words in italics)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    habits = find_habits(text, paragraphs, styled)
    return [text[t.start : t.end] for a, b in paragraphs for t in find_thoughts(text, a, b, styled, [], habits)]


@pytest.mark.parametrize(
    ("text", "thoughts"),
    [
        ("Mary stopped. _I should go now_, she thought.", ["_I should go now_"]),
        ("_What was that?_ Mary turned.", ["_What was that?_"]),
        ("*Please don't leave,* Wren thought.", ["*Please don't leave,*"]),
        ("*You there?* Bea wrote.", ["*You there?*"]),
        ("*No,* Kit wrote back. *Go to bed.*", ["*No,*", "*Go to bed.*"]),
        ("She texted Omar: *Did he tell you?*", ["*Did he tell you?*"]),
        ("*Come here,* said the wolf.", ["*Come here,*"]),
        ("The reply came from Ravi: *Still here.*", ["*Still here.*"]),
        ("Noor: *Hello?*", ["*Hello?*"]),
        ("His answer: *Never.*", ["*Never.*"]),
        ("The ship: *Nautilus.*", []),
        ("He ran the and/or gate, then 1/2 of /home/noor/ he said.", []),
        ("It was _very_ long.", []),
        ("He read _War and Peace_ in a day.", []),
        ("He had read *Emma,* she said to the cat.", []),
        ("The _Nautilus_ sank. He swam.", []),
        ("It had a certain *je ne sais quoi* about it.", []),
        ("*He* did it, not I.", []),
        ("snake_case_name is not italic, 2 * 3 * 4 is a sum", []),
    ],
)
def test_only_thought_sentences_are_taken(text: str, thoughts: list[str]) -> None:
    assert thoughts_of(text) == thoughts


@pytest.mark.parametrize("marks", ["<>", "::", ":: ::", "[[]]", "[[  ]]", "~~", "//", "<<>>"])
def test_brackets_that_have_tags_are_a_way_to_talk(marks: str) -> None:
    half = (len(marks) + 1) // 2 if marks != "::" else 0
    first, last = (marks[:half], marks[half:].replace("::", " ::")) if half else (marks, marks)

    def sent(words: str) -> str:
        return f"{first}{words}{last}"

    words = [sent("You are late,"), sent("Goats are for eating."), sent("All of them,")]
    text = f"{words[0]} the dragon said.\nMira sat.\n{words[1]}\n{words[2]} it sent."
    assert thoughts_of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The sum a <b> c was wrong.\nThe tag <br> was shown.\nThere was <nothing> else.",
        "~The End~\n~Part Two~\n~Part Three~",
        "A note[[1]] and another[[2]] and a third[[3]].",
        "std::vector and std::map and a::b::c are code.",
    ],
)
def test_brackets_of_another_use_stay_with_the_narrator(text: str) -> None:
    assert thoughts_of(text) == []


def test_whole_sentences_in_italics_are_thoughts_where_the_book_has_tags_for_such() -> None:
    untagged = "The door was open.\nThe lamp is out.\nHe went in."
    assert thoughts_of(untagged, italics=("The lamp is out.",)) == []
    tagged = "Late again, he thought.\nNo light, he thought.\n" + untagged
    assert thoughts_of(tagged, italics=("Late again,", "No light,", "The lamp is out.")) == [
        "Late again,",
        "No light,",
        "The lamp is out.",
    ]


def test_what_is_spoken_already_is_left_alone() -> None:
    text = "“_I should go now_,” she said."
    assert find_thoughts(text, 0, len(text), [], [(0, 20)]) == []


def test_a_thought_tells_what_sets_it_apart() -> None:
    text = "<Yes,> she sent."
    assert [thought.mark for thought in find_thoughts(text, 0, len(text), [], [])] == [Mark.ANGLES]
