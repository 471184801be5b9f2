"""Who says "I": a teller under a stray word speaks hundreds of lines in a voice that isn't theirs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from script.model import BlockKind, Kind, Script
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.story_tagger import tag_story

_GOAT = (
    "I never liked the goat. It liked me even less.",
    "“You again,” said Farmer Brown. Brown spat.",
    "“Me again,” I said. Brown looked at my shoes.",
)


def tagged(*paragraphs: str) -> Script:
    """The story of these paragraphs; "# One" begins a chapter."""
    text, blocks, starts = "", [], [0]
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        words = paragraph.removeprefix("# ")
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(len(text), len(text) + len(words), kind, int(heading)))
        if heading and text:
            starts.append(len(text))
        text += f"{words}\n\n"
    ends = [*starts[1:], len(text)]
    sections = (Section("", a, b, SectionRole.CHAPTER) for a, b in zip(starts, ends, strict=True))
    story = Story("", "", "en", text, tuple(sections), tuple(blocks))
    return tag_story(story, attributor=RuleAttributor())


def speaker_of(script: Script, words: str) -> str | None:
    for chapter in script.chapters:
        for paragraph in chapter.paragraphs:
            for line in paragraph.lines:
                if words in chapter.text[line.start : line.end] and line.kind is Kind.SPEECH:
                    return line.speaker
    raise AssertionError(words)


def test_a_teller_whom_nobody_names_is_one_unnamed_person() -> None:
    script = tagged(*_GOAT)
    assert script.narrator == "I"
    assert speaker_of(script, "Me again") == "I"


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (("“She wants feeding, Ellen,” Brown told me.", "“Then feed her, Brown,” I said."), "Ellen"),
        (("“Well, Ellen?” said Brown.", "“Well what?” I asked."), "Ellen"),
        (("My name is Ellen Marsh, and I steal bicycles.",), "Ellen Marsh"),
        (("Everyone calls me Ellen.",), "Ellen"),
        (("“I’m Ellen,” I told him.", "“I know, Ellen,” said Brown."), "Ellen"),
    ],
)
def test_a_short_story_names_its_teller_by_one_clear_sign(paragraphs: Sequence[str], name: str) -> None:
    assert tagged(*_GOAT, *paragraphs).narrator == name


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("“Come in, Ellen,” I said.", "“Thanks,” she said to me."),
        ("“Come in, Ellen,” I said.", "Ellen came in. Ellen sat down."),
        ("“Yeah,” said Brown.", "“Yeah,” I said.", "“Yeah, well,” said Brown."),
        ("“Where’s Ellen?” asked Brown.", "“Out,” I said."),
        ("“Ellen!” Brown called to me. Ellen laughed. Ellen ran. Ellen waved.",),
    ],
)
def test_whom_i_call_what_begins_a_sentence_and_who_acts_beside_me_is_not_the_teller(paragraphs: Sequence[str]) -> None:
    assert tagged(*_GOAT, *paragraphs).narrator == "I"


def test_a_first_name_and_a_surname_that_others_call_the_teller_by_are_one_person() -> None:
    script = tagged(
        "The phone woke me at six. It was the captain.",
        "“Kowalski, get down here,” he said.",
        "“I’m on leave,” I said.",
        "“Not any more, Kowalski.”",
        "I drove. My sister stood at the gate under a black umbrella.",
        "“Danny!” she called. “Over here, Danny!”",
        "“What are you doing here?” I asked.",
        "“Same as you, Danny.”",
        "I followed her in. Lieutenant Ortiz nodded at me.",
        "“Detective Kowalski,” he said to me. “We have a problem.”",
    )
    person = next(person for person in script.characters if person.name == script.narrator)
    assert {"Danny", "Kowalski"} <= {person.name, *person.aliases}


def test_two_who_take_turns_without_headings_are_told_apart_by_what_they_call_each_other() -> None:
    script = tagged(
        "# Chapter 1",
        "I found the letter. Rosa was counting coins. She looked at me.",
        "“Ben, shut the door,” Rosa said.",
        "I shut it. Rosa pushed a coin across the table to me.",
        "“How many are left?” I asked.",
        "“Nine, Ben,” said Rosa.",
        "# Chapter 2",
        "I counted again when he had gone. Ben came back after dark. I gave Ben my bread.",
        "“Rosa, there’s nothing left,” Ben said.",
        "“Sit down,” I told him. Ben sat.",
        "“You’re too good to me, Rosa,” said Ben.",
        "I laughed at him. Ben laughed too.",
    )
    assert speaker_of(script, "How many") == "Ben"
    assert speaker_of(script, "Sit down") == "Rosa"


def test_each_story_of_a_collection_has_a_teller_of_its_own_or_none() -> None:
    script = tagged(
        "# The Goat",
        *_GOAT,
        "# The Well",
        "Marcus looked down into the well. Petra held the rope.",
        "“Is it deep?” asked Petra.",
        "“Deep enough, Petra,” said Marcus. Petra laughed.",
        "# The Shop",
        "I opened the shop at nine. Lund was waiting for me. Lund bowed.",
        "“Good morning, Tobias,” said Lund.",
        "“Good morning, sir,” I said.",
        "“Until tomorrow, Tobias,” Lund told me.",
    )
    assert speaker_of(script, "Me again") == "I"
    assert speaker_of(script, "Good morning, sir") == "Tobias"
    assert speaker_of(script, "Deep enough") == "Marcus"


@pytest.mark.parametrize(
    "aside",
    [
        "I must tell you, reader, that she was not fond of letters.",
        "I wish I were in Rome, she thought. I would eat cherries all day.",
        "“I burn what I don’t like,” said Harriet. “I always have. My mother did. It is all I know.”",
    ],
)
def test_an_author_who_says_i_a_thought_and_a_speech_make_no_teller(aside: str) -> None:
    script = tagged(
        "Harriet read it twice, standing.",
        aside,
        "“Who is it from?” asked Tom.",
        "“From my uncle,” said Harriet. Tom laughed.",
        "Harriet folded it up and put it into the fire. “He’ll be home by spring, Harriet,” said Tom.",
    )
    assert script.narrator is None


def test_one_question_of_an_i_makes_them_speak_in_turn_with_who_has_no_name() -> None:
    script = tagged(
        "The farmer sat across from me. He had a torn sleeve.",
        "“Who did it?” I asked.",
        "“The goose,” he said.",
        "“On its own?”",
        "“On its own.”",
    )
    assert [speaker_of(script, words) for words in ("Who did", "The goose", "own?", "own.")] == [
        "I",
        "the farmer",
        "I",
        "the farmer",
    ]


def test_a_chapter_without_an_i_has_no_teller() -> None:
    far = [f"Marcus looked at the sea on day {n}, and Petra looked at Marcus, and nobody spoke." for n in range(60)]
    script = tagged("# One", *_GOAT * 12, "# Two", *far, "“Look, a sail,” said Petra. Marcus looked.")
    assert speaker_of(script, "Look, a sail") == "Petra"
    assert speaker_of(script, "Me again") == "I"


def test_an_epilogue_is_told_by_the_one_of_the_tellers_whom_it_does_not_name() -> None:
    told = (
        "# Ruth", "I was on the quay. I had my coat on.", "“Go home, Ruth,” said Noel.", "“No,” I said to Noel.",
        "# Noel", "I told her to go home. My hands shook.", "“They are late,” I said.", "“They are,” said Ruth.",
        "# Epilogue", "The quay is quiet now. I go there with Noel on Sundays.", "“Same wind,” I say.",
    )  # fmt: skip
    assert speaker_of(tagged(*told), "Same wind") == "Ruth"
    assert speaker_of(tagged(*told[:-2], "I never knew Ruth and Noel.", "“Same wind,” I say."), "Same wind") == "I"
