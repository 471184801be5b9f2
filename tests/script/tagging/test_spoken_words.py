"""Formats of talk end to end: who is heard with what, where no quotation marks stand as usual."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import EDITED, NARRATOR, Delivery, Kind, Script
from script.reading.story_reader import read_story
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import Fixed, ToldByPeople
from script.training.annotated_novels import story_of
from tests.script.tagging.test_story_tagger import check_verbatim


def tagged(text: str, known: ToldByPeople | None = None) -> Script:
    story = story_of(text, "")
    script = tag_story(story, attributor=RuleAttributor(), known=known)
    check_verbatim(script, story)
    return script


def read(folder: Path, name: str, text: str) -> Script:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    story = read_story(path)
    script = tag_story(story, attributor=RuleAttributor())
    check_verbatim(script, story)
    return script


def heard(script: Script) -> list[tuple[str | None, str]]:
    """(speaker, words) of all that somebody else than the narrator says."""
    return [
        (line.speaker, chapter.text[line.start : line.end])
        for chapter in script.chapters
        for line in chapter.lines
        if line.kind in (Kind.SPEECH, Kind.THOUGHT)
    ]


def kinds(script: Script) -> dict[str, Kind]:
    return {chapter.text[line.start : line.end]: line.kind for chapter in script.chapters for line in chapter.lines}


# Each text with what is heard in it: (speaker, words).
STORIES = {
    "a chat amid a story": (
        "Nia’s phone buzzed.\n\njonas: you home?\n\nnia_b: why\n\njonas: look outside\n\n“Who is it?” said Edda.\n\n"
        "Nia ran down. Jonas stood in the rain.",
        [("Jonas", "you home?"), ("Nia", "why"), ("Jonas", "look outside"), ("Edda", "“Who is it?”")],
    ),
    "a chat at the end of a paragraph that has speech": (
        "Dev looked at her phone. “Oh no,” Dev said.\nbea: you up?\ndev: no\nbea: liar\n\n"
        "“What is it?” said Edda. Bea was out.",
        [
            ("Dev", "“Oh no,”"),
            ("Bea", "you up?"),
            ("Dev", "no"),
            ("Bea", "liar"),
            ("Edda", "“What is it?”"),
        ],
    ),
    "a chat behind a quotation that isn't closed": (
        "Dev looked at her phone. Dev said, “Oh no.\nbea: you up?\ndev: “no”\nbea: liar\n\nEdda snored. Bea was out.",
        [("Dev", "“Oh no."), ("Bea", "you up?"), ("Dev", "“no”"), ("Bea", "liar")],
    ),
    "messages in italics": (
        "*Are you up?* Nia texted.\n\n*No,* Jonas wrote back. *Sleep.*\n\nEdda snored.",
        [("Nia", "*Are you up?*"), ("Jonas", "*No,*"), ("Jonas", "*Sleep.*")],
    ),
    "messages in quotation marks": (
        "“Are you up?” Nia texted.\n\n“No,” typed Jonas.",
        [("Nia", "“Are you up?”"), ("Jonas", "“No,”")],
    ),
    "a log with times": (
        "[22:10] nia: hello\n\n[22:11] jonas: hello\n\n[22:11] nia: bye\n\nNia closed the log. Jonas was gone.",
        [("Nia", "hello"), ("Jonas", "hello"), ("Nia", "bye")],
    ),
    "a play": (
        "IDA: The kettle is cold.\n\nVOSS (whispering): So is the cook. (He lifts the lid.) Look.\n\nIDA: Voss!\n\n"
        "A VOICE (off): Soup?\n\nALL: No!",
        [
            ("Ida", "The kettle is cold."),
            ("Voss", "So is the cook."),
            ("Voss", "Look."),
            ("Ida", "Voss!"),
            ("the voice", "Soup?"),
            ("Everyone", "No!"),
        ],
    ),
    "a film": (
        "INT. KITCHEN - DAY\n\nIDA\nThe kettle is cold.\n\nVOSS (O.S.)\nSo is the cook.\n\nIDA puts it down.\n\n"
        "IDA\nVoss!\n\nVOSS\nIn here.",
        [("Ida", "The kettle is cold."), ("Voss", "So is the cook."), ("Ida", "Voss!"), ("Voss", "In here.")],
    ),
    "an old play": (
        "IDA. The kettle is cold.\n\nVOSS. So is the cook.\n\n[Enter a maid.]\n\nIDA. Voss!\n\nVOSS. Madam?",
        [("Ida", "The kettle is cold."), ("Voss", "So is the cook."), ("Ida", "Voss!"), ("Voss", "Madam?")],
    ),
    "an interview": (
        "Ida: When did you begin?\n\nVoss: In the war.\n\nIda: And why?\n\nVoss: For the soup.",
        [("Ida", "When did you begin?"), ("Voss", "In the war."), ("Ida", "And why?"), ("Voss", "For the soup.")],
    ),
    "a mind in brackets": (
        "<You smell of smoke,> the dragon said.\n\n“It is yours,” said Ida.\n\n<So it is.>\n\n"
        "<I forget,> the dragon added.",
        [
            ("the dragon", "<You smell of smoke,>"),
            ("Ida", "“It is yours,”"),
            ("the dragon", "<So it is.>"),
            ("the dragon", "<I forget,>"),
        ],
    ),
    "a machine in colons": (
        "::Door open,:: said Unit.\n\n“Thank you,” said Ida.\n\n::Mind the step,:: Unit added. ::It moves.::",
        [
            ("Unit", "::Door open,::"),
            ("Ida", "“Thank you,”"),
            ("Unit", "::Mind the step,::"),
            ("Unit", "::It moves.::"),
        ],
    ),
    "a thought with its marks": (
        "Ida listened. *Please don’t sing,* Ida thought. It was *very* quiet.",
        [("Ida", "*Please don’t sing,*")],
    ),
    "dashes with the narrator between": (
        "— Where is he? — asked Ivan. — Not here.\n\n— I don’t know — said Olga. — Ask Pyotr.",
        [("Ivan", "— Where is he?"), ("Ivan", "Not here."), ("Olga", "— I don’t know"), ("Olga", "Ask Pyotr.")],
    ),
    "a mark that is turned": (
        "“Where is it?” said Ida.\n\n“Where is what?“ said Voss. He sat down.\n\n“The pan,” said Ida.",
        [("Ida", "“Where is it?”"), ("Voss", "“Where is what?“"), ("Ida", "“The pan,”")],
    ),
    "a mark that is missing": (
        "“I never saw it, said Voss. He sat down.\n\n“You never look,” said Ida.",
        [("Voss", "“I never saw it,"), ("Ida", "“You never look,”")],
    ),
    "a mark that is missing behind a tag": (
        "“The pan,” said Ida. “It was here.\n\n“What pan?” asked Voss.",
        [("Ida", "“The pan,”"), ("Ida", "“It was here."), ("Voss", "“What pan?”")],
    ),
    "a tale of several paragraphs": (
        "“It began in May,” said Ida.\n\n“We had a pan then.\n\n“It was copper,” she said, “and old.”",
        [
            ("Ida", "“It began in May,”"),
            ("Ida", "“We had a pan then."),
            ("Ida", "“It was copper,”"),
            ("Ida", "“and old.”"),
        ],
    ),
    "inches": ('"It is 5\'11" of rope," said Voss.', [("Voss", '"It is 5\'11" of rope,"')]),
    "spaces inside": ('" Not mine, " said Ida.', [("Ida", '" Not mine, "')]),
    "a name that is cited": (
        "Voss called her “Captain Soup.”\n\n“Never again,” said Ida.",
        [("Ida", "“Never again,”")],
    ),
    "a shirt": ("Voss wore a shirt with the words “Ask Me.” on it.\n\n“No,” said Ida.", [("Ida", "“No,”")]),
    "a recipe": (
        "Flour: two cups.\n\nSalt: one pinch.\n\nNote: no more salt.\n\n“Yum,” said Ida.",
        [("Ida", "“Yum,”")],
    ),
    "a diary's days": ("Monday: rain.\n\nTuesday: rain.\n\nMonday: rain.\n\n“Rain,” said Ida.", [("Ida", "“Rain,”")]),
}


@pytest.mark.parametrize("name", STORIES)
def test_talk_is_heard_from_those_who_talk_however_it_is_set(name: str) -> None:
    text, expected = STORIES[name]
    assert heard(tagged(text)) == expected


def test_names_before_talk_are_seen_and_directions_in_it_are_read() -> None:
    found = kinds(tagged("IDA: Sit. (She waits.) Please.\n\nVOSS (laughing): No.\n\nIDA: Voss!"))
    assert found["IDA:"] is Kind.SILENT
    assert found["VOSS (laughing):"] is Kind.SILENT
    assert found["(She waits.)"] is Kind.NARRATION


def test_a_direction_is_how_a_line_is_said() -> None:
    script = tagged("IDA: Sit.\n\nVOSS (laughing): No.\n\nIDA: Voss!")
    assert [line.delivery for line in script.chapters[0].lines if line.kind is Kind.SPEECH] == [
        None,
        Delivery.LAUGH,
        None,
    ]


def test_me_is_who_tells_the_story() -> None:
    script = tagged(
        "I lay awake. “Sleep, Nia,” said Edda. “I can’t,” I said.\n\nJonas: hi\n\nMe: hi\n\nJonas: bye\n\n"
        "“Nia, put it away,” said Edda. I did."
    )
    assert script.narrator is not None
    assert (script.narrator, "hi") in heard(script)


def test_what_a_person_said_of_a_line_of_a_play_stands() -> None:
    text = "IDA: Sit. (She waits.) Please.\n\nVOSS: No.\n\nIDA: Voss!"
    first, last = text.index("No."), text.index("Voss!")
    known = ToldByPeople((Fixed(first, first + 3, "Olga"), Fixed(last, last + 5, NARRATOR)))
    script = tagged(text, known)
    lines = {chapter.text[line.start : line.end]: line for chapter in script.chapters for line in chapter.lines}
    assert (lines["No."].speaker, lines["No."].confidence, lines["No."].evidence) == ("Olga", 1.0, EDITED)
    assert (lines["Voss!"].speaker, lines["Voss!"].kind) == (NARRATOR, Kind.NARRATION)
    assert "Olga" in {character.name for character in script.characters}


def test_marks_that_markup_draws_are_speech(tmp_path: Path) -> None:
    script = read(
        tmp_path,
        "q.html",
        "<html><body><h1>Soup</h1><p><q>Where is it? He called it <q>the pan.</q></q> said Ida.</p>"
        "<p><q>Where is what?</q> said Voss.</p><q><p>It was long ago.</p><p>Now it is gone.</p></q><p>Voss sat.</p>"
        "</body></html>",
    )
    assert [words for _, words in heard(script)] == [
        "Where is it? He called it the pan.",
        "Where is what?",
        "It was long ago.",
        "Now it is gone.",
    ]
    assert [who for who, _ in heard(script)][:2] == ["Ida", "Voss"]
    assert heard(script)[2][0] == heard(script)[3][0]


def test_chats_and_minds_in_markdown_keep_their_brackets(tmp_path: Path) -> None:
    script = read(
        tmp_path,
        "chat.md",
        "# Soup\n\n**Nia:** hi\n\n**Jonas:** hi\n\n**Nia:** *where*\n\n<jonas> here\n\n"
        "<Go now,> said the dragon.\n\nNia went.\n",
    )
    assert heard(script) == [
        ("Nia", "hi"),
        ("Jonas", "hi"),
        ("Nia", "where"),
        ("Jonas", "here"),
        ("the dragon", "<Go now,>"),
    ]


_PIECES = [
    *("“", "”", '"', "‘", "’", "— ", " — ", "*", "_", "<", ">", "::", "[[", "]]", "~", ": ", ":\n", "\n", "\n\n"),
    *("ANA", "Rui", "ana_r", "ALL", "[9:15] ", "(laughing)", "(He sits.)", "Me: ", "ANA: ", "Rui: ", "RUI\n", "ANA. "),
    *("Come here", "said Ana", "Rui thought", "the dragon sent", "He sat", ".", ", ", "! ", "? ", "6'2\"", "INT. ROOM"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_every_character_lies_in_exactly_one_line_of_any_mixture_of_formats(pieces: list[str]) -> None:
    tagged("".join(pieces))


def test_whoever_leads_words_in_says_them_though_another_speaks_in_the_next_sentence() -> None:
    script = tagged("“Ready?” asked Ruth. “No,” said Noel.\nRuth shouted: “Go!” Noel said nothing.")
    assert ("Ruth", "“Go!”") in heard(script)


def test_whoever_is_named_right_behind_words_says_them_whatever_stands_before() -> None:
    script = tagged("“Ready?” asked Ruth. “No,” said Noel.\nRuth looked at him. “Why?” Noel said.")
    assert ("Noel", "“Why?”") in heard(script)


def test_a_radio_that_was_told_of_is_it() -> None:
    script = tagged("Ruth lifted her wireless on to the sill.\n“Rain,” it said.\n“There,” said Ruth.")
    assert heard(script) == [("the wireless", "“Rain,”"), ("Ruth", "“There,”")]


def test_a_verb_of_saying_right_at_the_marks_leads_them_in() -> None:
    managed = tagged("“Ready?” asked Noel. “No,” said Ruth.\nRuth managed at last to say “Yes.” Noel smiled.")
    assert ("Ruth", "“Yes.”") in heard(managed)
    shouted = tagged("“Ready?” asked Noel. “No,” said Ruth.\nRuth shouted “Go!” Noel said nothing.")
    assert ("Ruth", "“Go!”") in heard(shouted)


def test_whoever_is_heard_right_at_the_marks_says_it() -> None:
    asked = "“Ready?” asked Noel. “No,” said Ruth.\n“Well,” said Ines.\n"
    script = tagged(f"{asked}No one could have heard Ruth whisper “Run!” to Noel.")
    assert ("Ruth", "“Run!”") in heard(script)
