"""What would be broken: what a person made of words that moved is left behind, doubled, or given to others' words."""

from __future__ import annotations

import re

import pytest

from pipeline.updating.merging.script_merge import ScriptFiles, merge_script
from script.model import Chapter
from script.script_file.script_parser import parse_chapter

ANT, BEE = "An ant crept over the wall at noon.", "@Jane: “Where have all the bees gone?”\nsaid she."
COW, DOE = "Cows came home, one by one.", "@Tom: “I have not seen them.”\nTom shook his head."
SHORT = "@Jane: “Yes.”"


def tagged(number: int, *paragraphs: str) -> Chapter:
    text = "\n\n".join([f"# Part {number}", *paragraphs]) + "\n"
    return parse_chapter(text, f"script/{number:03} Part {number}.txt", None).chapter


def made(*chapters: tuple[str, ...]) -> ScriptFiles:
    return merge_script([tagged(n, *c) for n, c in enumerate(chapters, 1)], known=(), script={})


def grown(before: ScriptFiles, edits: dict[str, str], *chapters: tuple[str, ...]) -> ScriptFiles:
    mine = dict(before.script)
    for old, new in edits.items():
        (name,) = [name for name in mine if old in mine[name]]
        mine[name] = mine[name].replace(old, new)
    new_chapters = [tagged(n, *c) for n, c in enumerate(chapters, 1)]
    after = merge_script(new_chapters, known=before.known, script=mine)
    again = merge_script(new_chapters, known=after.known, script=after.script)
    assert again.script == after.script
    return after


def book(*chapters: tuple[str, ...]) -> list[str]:
    return ["\n\n".join([f"# Part {n}", *c]) + "\n" for n, c in enumerate(chapters, 1)]


EDITS = {
    "speaker": ("@Jane: “Where", "@Ruth: “Where"),
    "delivery": ("@Jane: “Where", "@Jane (shout): “Where"),
    "kind": ("@Jane: “Where", "@Jane [thought]: “Where"),
    "cue": ("@Jane: “Where", "[sfx: hum]\n@Jane: “Where"),
    "note": ("said she.", "said [[ slowly ]] she."),
    "spoken cue": ("@Jane: “Where", "[say @Ruth (sob): hum]\n@Jane: “Where"),
    "reading": ("said she.", "said[as: sayd] she[as: /ʃi/]."),
    "words": ("all the bees", "our bees"),
    "division": ("@Jane: “Where have", "@Jane: “Where\n@Ruth: have"),
    "added line": ("said she.", "said she.\n@Ruth: “Who knows.”"),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(
    "chapters",
    [
        ((ANT, COW, DOE, BEE), (SHORT,)),
        ((ANT, COW), (SHORT, BEE, DOE)),
        ((ANT, COW), (SHORT, DOE), (BEE,)),
        ((COW, f"{ANT}\n{BEE}"), (DOE, SHORT)),
    ],
    ids=["down", "over", "into a new chapter", "to the end of another paragraph"],
)
def test_whatever_a_person_changed_goes_with_the_words(edit: str, chapters: tuple[tuple[str, ...], ...]) -> None:
    old, new = EDITS[edit]
    after = grown(made((ANT, BEE, COW, DOE), (SHORT,)), {old: new}, *chapters)
    wanted = [text.replace(old, new) for text in book(*chapters)]
    # Before a paragraph, a cue has a paragraph of its own.
    wanted = [re.sub(r"\n\n(\[s[^\]]*: hum\])\n", r"\n\n\1\n\n", text) for text in wanted]
    assert list(after.script.values()) == wanted
    assert not after.notes


def test_a_sentence_that_goes_to_another_paragraph_takes_its_edit_along() -> None:
    chapters = ((ANT, f"{BEE}\nTom shook his head.", COW), ("@Tom: “I have not seen them.”",))
    after = grown(made((ANT, BEE, COW), (DOE,)), {"Tom shook": "@Ruth: Tom shook"}, *chapters)
    assert list(after.script.values()) == [text.replace("Tom shook", "@Ruth: Tom shook") for text in book(*chapters)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dark clouds", "black clouds"),
        (" All the dark clouds came in from the sea. ", "\n@Ruth: All the dark clouds came in from the sea.\n"),
        ("All the", "[[ slowly ]] All the"),
    ],
    ids=["word", "speaker", "note"],
)
def test_a_sentence_within_a_line_takes_along_what_a_person_made_of_it(old: str, new: str) -> None:
    clouds = "All the dark clouds came in from the sea."
    before = made((f"An ant crept. {clouds} It rained.", COW), (SHORT,))
    after = grown(before, {old: new}, ("An ant crept. It rained.", f"{COW} {clouds}"), (SHORT,))
    expected = f"{COW} {clouds}".replace(old.strip(), new.strip()).replace(" @Ruth", "\n@Ruth")
    assert after.script["001 Part 1.txt"] == f"# Part 1\n\nAn ant crept. It rained.\n\n{expected}\n"
    assert not after.notes


def test_of_two_places_that_fit_the_first_has_the_edit_in_doubt() -> None:
    chapters = ((ANT, COW), (BEE, SHORT, BEE))
    after = grown(made((ANT, BEE, COW), (SHORT,)), {"@Jane: “Where": "@Ruth (sob): “Where"}, *chapters)
    one, other = after.script.values()
    assert one == book(*chapters)[0]
    assert other.count("Ruth") == 1
    assert "[[ You had changed these words, which the story has in 2 places now" in other
    assert other.index("[[") < other.index("@?Ruth (sob): “Where have") < other.index("@Jane: “Where have")
    assert "one of your changes belongs to words" in after.notes[0]


def test_words_that_nobody_changed_are_never_in_doubt() -> None:
    chapters = ((ANT, COW), (BEE, SHORT, BEE))
    after = grown(made((ANT, BEE, COW), (SHORT,)), {"An ant": "@Tom: An ant"}, *chapters)
    assert list(after.script.values()) == [text.replace("An ant", "@Tom: An ant") for text in book(*chapters)]


def test_what_has_lost_its_words_is_told_where_they_stood() -> None:
    edits = {"@Jane: “Where": "[sfx: hum]\n@Ruth: “Where"}
    after = grown(made((ANT, BEE, COW), (SHORT,)), edits, (ANT, COW), (SHORT,))
    text = next(iter(after.script.values()))
    assert "[[ Not in the story now, but you had changed it: @Ruth: “Where have all the bees gone?” ]]" in text
    assert "[[ Not in the story now, though this stood there: “Where have all the bees gone?” ]]" in text
    assert text.count("[sfx: hum]") == 1
    assert "2 of your changes belong to words" in after.notes[0]


def test_a_paragraph_that_a_person_joined_to_another_stays_so_when_both_move() -> None:
    chapters = ((ANT,), (SHORT, BEE, COW))
    after = grown(made((ANT, BEE, COW), (SHORT,)), {"said she.\n\nCows": "said she.\nCows"}, *chapters)
    assert list(after.script.values()) == [text.replace("she.\n\nCows", "she.\nCows") for text in book(*chapters)]


def test_words_of_a_parked_chapter_that_come_back_elsewhere_have_their_edits() -> None:
    before = made((ANT, COW), (BEE, DOE))
    mine = {name: text.replace("@Jane: “Where", "@Ruth: “Where") for name, text in before.script.items()}
    parked = merge_script([tagged(1, ANT, COW)], known=before.known, script=mine)
    assert list(parked.parked)
    back = merge_script(
        [tagged(1, ANT, COW, BEE)],
        known=parked.known,
        script=parked.script,
        parked_known=parked.parked_known,
        parked=parked.parked,
    )
    assert "@Ruth: “Where" in back.script["001 Part 1.txt"]
