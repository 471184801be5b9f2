"""A person who corrected a speaker once must never find the old one back, and wants the lines around it to follow."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import EDITED, NARRATOR, Age, BlockKind, Character, Gender, Kind, Line, Script
from script.people.characters import People
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.attributor import Attributor
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.attribution.trained import TrainedAttributor
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import Fixed, Piece, ToldByPeople, apply_fixed, with_people

TALK = """Anna and Paul sat down. Clara stood by the door.
“I have been to town,” said one of them.
“What did you buy?”
“A lamp.”
“A lamp! Whatever for?”
“To read by.”
Clara laughed and went out."""
LETTER = """The post had come.

My dear Anna,

I am well, and so is the cat. Nothing happens here but rain.

The roof holds.

“Who wrote it?” asked Paul."""


def story_of(text: str) -> Story:
    blocks = tuple(
        Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text) if m.group().strip()
    )
    return Story("", "", "en", text, (Section("", 0, len(text), SectionRole.CHAPTER),), blocks)


def tagged(text: str, known: ToldByPeople | None = None, attributor: Attributor | None = None) -> Script:
    return tag_story(story_of(text), attributor=attributor, known=known)


def known_lines(text: str, speakers: Mapping[str, str]) -> tuple[Fixed, ...]:
    """The whole quotations that begin with these words, fixed."""
    found = []
    for words, speaker in speakers.items():
        start = text.index(words)
        end = text.index("”", start) + 1 if words[0] == "“" else start + len(words)
        found.append(Fixed(start, end, speaker))
    return tuple(sorted(found, key=lambda said: said.start))


def line(script: Script, words: str) -> Line:
    return next(
        line for chapter in script.chapters for line in chapter.lines if words in chapter.text[line.start : line.end]
    )


@pytest.mark.parametrize("attributor", [TrainedAttributor(), RuleAttributor()])
@pytest.mark.parametrize(("one", "other"), [("Anna", "Paul"), ("Paul", "Anna")])
def test_the_conversation_follows_one_corrected_line(attributor: Attributor, one: str, other: str) -> None:
    script = tagged(TALK, ToldByPeople(known_lines(TALK, {"“What did": one, "“A lamp.": other})), attributor)
    assert [line(script, words).speaker for words in ("What did", "A lamp.", "Whatever", "To read")] == [
        one,
        other,
        one,
        other,
    ]
    corrected = line(script, "What did")
    assert (corrected.confidence, corrected.evidence) == (1.0, EDITED)
    assert line(script, "Whatever").evidence != EDITED


def test_a_tag_does_not_outweigh_a_person() -> None:
    text = "“Come in,” said Anna. “It is cold.”\n“Thank you,” said Paul."
    script = tagged(text, ToldByPeople(known_lines(text, {"“Come in": "Paul"})))
    assert (line(script, "Come in").speaker, line(script, "cold").speaker) == ("Paul", "Paul")


def test_two_speakers_in_what_the_tagger_takes_for_one_go_apart() -> None:
    text = "“Come in,” he said. “It is cold.” Paul took his hat off. Anna smiled."
    script = tagged(text, ToldByPeople(known_lines(text, {"“Come in": "Anna", "“It is cold": "Paul"})))
    assert (line(script, "Come in").speaker, line(script, "cold").speaker) == ("Anna", "Paul")


def test_a_person_nobody_knew_joins_the_cast_and_may_speak_elsewhere() -> None:
    text = TALK + "\n“And I?” cried Zebedee Zimmer.\nZebedee came in."
    script = tagged(text, ToldByPeople(known_lines(text, {"“A lamp.": "Mr Quill"})))
    assert line(script, "A lamp.").speaker == "Mr Quill"
    assert "Mr Quill" in {character.name for character in script.characters}


def test_a_quotation_that_a_person_calls_narration_is_narrated_and_stays_so() -> None:
    text = "The word “lamp” was painted on it.\n“Good,” said Anna."
    script = tagged(text, ToldByPeople(known_lines(text, {"“Good": NARRATOR})))
    good = line(script, "Good")
    assert (good.speaker, good.kind, good.evidence) == (NARRATOR, Kind.NARRATION, EDITED)


def test_narration_that_a_person_gives_somebody_is_spoken_by_them() -> None:
    text = "Anna sat. Who goes there, she wondered aloud. Nobody.\n“Good,” said Anna."
    script = tagged(text, ToldByPeople((Fixed(10, 44, "Anna"),)))
    spoken = line(script, "Who goes")
    assert script.chapters[0].text[spoken.start : spoken.end] == text[10:44].strip()
    assert (spoken.speaker, spoken.kind) == ("Anna", Kind.SPEECH)
    assert line(script, "Nobody").speaker == NARRATOR


def test_a_line_cut_in_two_speeches_keeps_both_speakers() -> None:
    text = "“Come in. Thank you.”\nAnna and Paul sat down."
    cut = text.index("Thank")
    script = tagged(text, ToldByPeople((Fixed(0, cut - 1, "Anna"), Fixed(cut, 21, "Paul"))))
    assert (line(script, "Come in").speaker, line(script, "Thank").speaker) == ("Anna", "Paul")


def test_who_wrote_a_part_of_a_letter_wrote_all_of_it() -> None:
    script = tagged(LETTER, ToldByPeople(known_lines(LETTER, {"The roof holds.": "Clara"})))
    assert [line(script, words).speaker for words in ("dear Anna", "the cat", "roof")] == ["Clara"] * 3
    assert line(script, "roof").evidence == EDITED
    assert line(script, "the cat").evidence != EDITED


def test_a_name_given_by_a_person_is_shown_and_the_old_one_still_means_them() -> None:
    text = "“Come in,” said Anna.\n“Thank you,” said Paul.\n“Sit down,” said Anna."
    script = tagged(text, ToldByPeople((), (Character("Anna Bell", ("Anna",), Gender.FEMALE, Age.OLD),)))
    assert {line(script, words).speaker for words in ("Come in", "Sit down")} == {"Anna Bell"}
    anna = next(character for character in script.characters if character.name == "Anna Bell")
    assert anna == Character("Anna Bell", ("Anna",), Gender.FEMALE, Age.OLD)


def test_two_characters_that_a_person_joins_are_one() -> None:
    text = "“Come in,” said Anna.\n“Thank you,” said Paul.\n“Sit down,” said the old nurse."
    script = tagged(text, ToldByPeople((), (Character("Anna", ("the old nurse",)),)))
    assert {line(script, words).speaker for words in ("Come in", "Sit down")} == {"Anna"}
    assert {character.name for character in script.characters} == {"Anna", "Paul"}


def test_who_may_be_one_goes_by_the_names_that_a_person_gave() -> None:
    cast = People(
        (Character("Anna"), Character("Miss Bell"), Character("Clara")),
        {"anna": 0, "miss bell": 1, "clara": 2},
        perhaps_one=(("Miss Bell", "Anna", "one scene"), ("Anna", "Clara", "one voice")),
    )

    def pairs(told: Character) -> tuple[tuple[str, str, str], ...]:
        return with_people(cast, ToldByPeople((), (told,)), "", ()).perhaps_one

    assert pairs(Character("Anna Reed", ("Anna",))) == (
        ("Miss Bell", "Anna Reed", "one scene"),
        ("Anna Reed", "Clara", "one voice"),
    )
    assert pairs(Character("Anna", ("Miss Bell",))) == (("Anna", "Clara", "one voice"),)
    assert pairs(Character("Clara Bell", ("Clara", "Miss Bell"))) == (("Clara Bell", "Anna", "one scene"),)


def test_a_gender_given_by_a_person_decides_whom_a_pronoun_means() -> None:
    text = "Robin and Marion sat down.\n“Well?” said Marion.\nRobin rose and shut the door. “Now,” she said."
    for gender, speaker in ((Gender.FEMALE, "Robin"), (Gender.MALE, "Marion")):
        other = Gender.MALE if gender is Gender.FEMALE else Gender.FEMALE
        known = ToldByPeople((), (Character("Robin", (), gender), Character("Marion", (), other)))
        assert line(tagged(text, known), "Now").speaker == speaker


def test_an_alias_that_the_text_uses_is_found_there() -> None:
    text = "“Come in,” said Anna.\nThe one they called the Thistle rose. “No.”\n“Why?” asked Paul."
    known = ToldByPeople((), (Character("Beatrix Moor", ("Thistle",)),))
    assert line(tagged(text, known), "No").speaker == "Beatrix Moor"


def test_a_piece_is_kept_whole_where_only_its_quotation_marks_differ() -> None:
    text = "“Yes,” — “no.”"
    assert apply_fixed(text, [Piece(0, 6)], [Fixed(0, 8, "Anna")]) == [Piece(0, 6, speaker="Anna")]


def test_a_mark_that_is_all_that_stayed_of_a_persons_line_cuts_no_other_in_two() -> None:
    text = "“Come in!” cried Anna."
    script = tagged(text, ToldByPeople((Fixed(8, 10, "Anna"),)))
    lines = script.chapters[0].lines
    assert [text[item.start : item.end].strip() for item in lines] == ["“Come in!”", "cried Anna."]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_a_person_fixed_is_always_as_fixed(data: st.DataObject) -> None:
    pieces = data.draw(
        st.lists(
            st.sampled_from(
                [
                    "“Yes,” ", "said Anna. ", "he said. ", "“No!” ", "\n", "\n", "the old man cried. ", "— Oh.\n",
                    "Dear Anna,\n", "Yours, Paul\n", "‘Hm,’ ", "I ", "“Open ",
                ]
            ),
            max_size=30,
        )
    )  # fmt: skip
    text = "".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    names = st.sampled_from(["Anna", "Paul", "the old man", "Zoë (2)", "I", "Everyone", "?!", NARRATOR])
    said = [Fixed(a, b, data.draw(names)) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    for attributor in (TrainedAttributor(), RuleAttributor()):
        script = tagged(text, ToldByPeople(tuple(said)), attributor)
        for chapter in script.chapters:
            covered = "".join(chapter.text[item.start : item.end] for item in chapter.lines)
            assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", chapter.text)
            for item in chapter.lines:
                if item.kind not in (Kind.SPEECH, Kind.THOUGHT):
                    continue
                start, end = item.start + chapter.offset, item.end + chapter.offset
                for one in said:
                    letters = [at for at in range(max(start, one.start), min(end, one.end)) if text[at].isalnum()]
                    if letters:
                        shown = {c.name: c for c in script.characters}[item.speaker or ""]
                        assert one.speaker in (shown.name, *shown.aliases)
                        assert (item.confidence, item.evidence) == (1.0, EDITED)


def test_a_name_that_a_person_writes_is_a_person_of_its_own() -> None:
    text = (
        "Elizabeth came in with Clara. “Good day,” said Lizzy.\n“And to you,” said Elizabeth.\n“Well,” said Clara.\n"
        "“Sit,” said Lizzy."
    )
    assert {line(tagged(text), words).speaker for words in ("Good day", "And to", "Sit")} == {"Lizzy"}
    script = tagged(text, ToldByPeople(known_lines(text, {"“And to": "Elizabeth"})))
    said = {words: line(script, words).speaker for words in ("Good day", "And to", "Sit", "Well")}
    assert said == {
        "Good day": "Lizzy", "And to": "Elizabeth", "Sit": "Lizzy", "Well": "Clara",
    }  # fmt: skip
    names = {character.name: character.aliases for character in script.characters}
    assert (names["Elizabeth"], names["Lizzy"]) == ((), ())


@pytest.mark.parametrize("name", ["Tom Reed", "tom  reed", "Mr. Reed", "Mr Reed"])
def test_a_name_in_another_spelling_and_one_that_a_person_gave_somebody_is_the_same_person(name: str) -> None:
    text = "Tom Reed came in. “Good day,” said Tom Reed.\n“And to you,” said Clara."
    people = (Character("Tom Reed", ("Mr Reed",)),)
    script = tagged(text, ToldByPeople(known_lines(text, {"“And to": name}), people))
    assert line(script, "And to").speaker == "Tom Reed"
