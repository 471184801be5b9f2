"""A chat or play read by one voice, names and all; or a recipe read as a conversation: that is what breaks here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.quotations.talk_lines import CROWD, TELLER, find_talk_lines


def talk(text: str) -> list[tuple[str, str]]:
    """(name, what is said) of the lines of a text whose paragraphs stand between blank lines."""
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    return [
        (line.name, " / ".join(text[a:b].strip() for a, b in line.words() if text[a:b].strip()))
        for line in find_talk_lines(text, paragraphs)
        if line.said < line.end
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ana: you up?\n\nRui: no\n\nana: liar", [("ana", "you up?"), ("Rui", "no"), ("ana", "liar")]),
        ("**Ana:** hi\n\n**Rui:** hi\n\n**Ana:** bye", [("Ana", "hi"), ("Rui", "hi"), ("Ana", "bye")]),
        ("**Ana**: hi\n\n**Rui**: hi\n\n**Ana**: bye", [("Ana", "hi"), ("Rui", "hi"), ("Ana", "bye")]),
        ("<ana> hi\n\n<rui99> hello", [("ana", "hi"), ("rui99", "hello")]),
        ("[09:15] Ana: hi", [("Ana", "hi")]),
        ("[3/4/2021, 9:15 PM] Ana: hi", [("Ana", "hi")]),
        ("9:15 - Ana: hi", [("Ana", "hi")]),
        ("Ana (9:15 AM): hi", [("Ana", "hi")]),
        ("Ana: hi\nRui: hello\n  you\nAna: bye", [("Ana", "hi"), ("Rui", "hello\n  you"), ("Ana", "bye")]),
        (
            "ANA: Go. (She waits.) Please.\n\nRUI: No.\n\nANA (shouting): Go!",
            [("Ana", "Go. / Please."), ("Rui", "No."), ("Ana", "Go!")],
        ),
        (
            "ANA. Go.\n\nRUI. No.\n\nANA. Please.\n\nRUI. Never.",
            [("Ana", "Go."), ("Rui", "No."), ("Ana", "Please."), ("Rui", "Never.")],
        ),
        (
            "ANA\nGo now.\n\nRUI (O.S.)\n(tired)\nNo.\n\nANA\nPlease.\n\nRUI\nNever.",
            [("Ana", "Go now."), ("Rui", "No."), ("Ana", "Please."), ("Rui", "Never.")],
        ),
        (
            "ANA\n\nGo now.\n\nRUI\n\n(tired)\n\nNo.\n\nANA\n\nPlease.\n\nRUI\n\nNever.",
            [("Ana", "Go now."), ("Rui", "No."), ("Ana", "Please."), ("Rui", "Never.")],
        ),
        (
            "ANA Go now.\n\nRUI I will not.\n\nANA Please.\n\nRUI Never.",
            [("Ana", "Go now."), ("Rui", "I will not."), ("Ana", "Please."), ("Rui", "Never.")],
        ),
        (
            "ANA: Go.\n\nALL: Go!\n\nA VOICE: No.\n\nANA: Who is that?",
            [("Ana", "Go."), (CROWD, "Go!"), ("the voice", "No."), ("Ana", "Who is that?")],
        ),
        ("**Ana** 9:15\nhi\nyou\n\n**Rui** Today at 9:16 PM\nhello", [("Ana", "hi\nyou"), ("Rui", "hello")]),
        ("Ana → Rui: hi\n\nRui -> Ana: hi\n\nAna: bye", [("Ana", "hi"), ("Rui", "hi"), ("Ana", "bye")]),
        (
            "Q: Name?\n\nA: Bea.\n\nQ: Bea who?\n\nA: Hale.",
            list(zip(["the interviewer", "the interviewee"] * 2, ["Name?", "Bea.", "Bea who?", "Hale."], strict=True)),
        ),
        (
            "ANA: Go.\nRUI: No.\nANA: Please.\nExit ANA.\nLights out.",
            [("Ana", "Go."), ("Rui", "No."), ("Ana", "Please.")],
        ),
        (
            "ANA\n(low)\nIs it\nhere?\n\nRUI (V.O.)\nNo.",
            [("Ana", "Is it\nhere?"), ("Rui", "No.")],
        ),
        (
            "MR. HALE: Name?\n\nTHE WITNESS: Bea.\n\nMR. HALE: Bea who?",
            [("Mr. Hale", "Name?"), ("the witness", "Bea."), ("Mr. Hale", "Bea who?")],
        ),
    ],
)
def test_talk_is_heard_in_every_way_it_is_set(text: str, lines: list[tuple[str, str]]) -> None:
    assert talk(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is all.\n\nWarning: it is not.\n\nNote: it is.",
        "Flour: two cups.\n\nSugar: one cup.\n\nButter: some.",
        "Monday: rain.\n\nTuesday: rain.\n\nMonday: rain again.",
        "Chapter One: The Beginning\n\nChapter Two: The End\n\nChapter One: Again",
        "She had one rule: never look back.\n\nHe had none: he looked.",
        "Anna said: come in.\n\nTom said: no.\n\nAnna said: why?",
        "Name: Vex\n\nClass: Rogue\n\nLevel: 3\n\nName: Orla\n\nClass: Bard",
        "IT was late when Tom came home.\n\nTHE house was dark.\n\nIT was cold.\n\nTHE cat slept.",
        "NOTICE. No dogs.\n\nThe sign was old.",
        "<Yes> she sent.",
        "Ana: one name alone.",
    ],
)
def test_what_stands_before_other_colons_is_no_speaker(text: str) -> None:
    assert talk(text) == []


def test_one_message_is_heard_on_a_screen_from_somebody_the_book_knows() -> None:
    assert talk("He waited for Ana all day.\n\nHis phone buzzed.\n\nAna: sorry") == [("Ana", "sorry")]
    assert talk("He waited for Ana all day.\n\nThe door opened.\n\nAna: sorry") == []


def test_a_nickname_is_the_one_whose_name_it_holds() -> None:
    text = "Only Omar was awake.\n\nomar_r: hello\n\nxx_lee_xx: hi\n\nomar_r: who is this"
    assert [name for name, _ in talk(text)] == ["Omar", "xx_lee_xx", "Omar"]


def test_me_on_the_tellers_phone_is_the_teller() -> None:
    assert [name for name, _ in talk("Ana: hi\n\nMe: hi\n\nAna: bye")] == ["Ana", TELLER, "Ana"]


def test_a_lone_line_of_somebody_who_talked_so_before_is_talk() -> None:
    chat = "Ana: hi\n\nRui: hi\n\nAna: bye"
    later = "\n\n".join(["He slept."] * 5)
    assert talk(f"{chat}\n\n{later}\n\nRui: are you there")[-1] == ("Rui", "are you there")
    assert len(talk(f"{chat}\n\n{later}\n\nResult: he slept")) == 3


def test_directions_say_how_a_line_is_spoken() -> None:
    text = "ANA (whispering): Go.\n\nRUI: (laughing) No.\n\nANA: Why?"
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+", text)]
    hows = [line.how for line in find_talk_lines(text, paragraphs)]
    assert "whispering" in hows[0]
    assert "laughing" in hows[1]
    assert hows[2] == ""


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["ana", "Rui", "ANA", ":", ": ", "\n", "\n\n", "<", ">", "[9:15] ", "(so)", ".", "No."]),
        max_size=40,
    )
)
def test_lines_of_talk_are_ordered_and_lie_in_their_paragraphs(pieces: list[str]) -> None:
    text = "".join(pieces)
    paragraphs = [match.span() for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    last = 0
    for line in find_talk_lines(text, paragraphs):
        start, end = paragraphs[line.paragraph]
        assert max(last, start) <= line.start <= line.said <= line.end <= end
        assert all(line.said <= a < b <= line.end for a, b in line.words())
        last = line.end


def test_the_dates_of_a_diary_are_no_speakers() -> None:
    assert talk("September 7, 1916: We saw land.\n\nOctober 8, 1916: We left.\n\nSeptember 7, 1916: We saw it.") == []


def test_a_nickname_is_nobody_elses_without_a_sign_of_it() -> None:
    far = "\n\n".join(["Vera slept.", *["It rained."] * 9, "vera_k: hello\nbo: hi\nvera_k: bye"])
    called = "Vera typed.\n\nvera_k: hello vera\nbo: hi\nvera_k: bye"
    two = "Vera typed.\n\nvera_k: hello\nvera_m: hi\nvera_k: bye"
    for text in (far, called, two):
        assert "Vera" not in {name for name, _ in talk(text)}
    assert [name for name, _ in talk("Vera typed.\n\nvera_k: hello\nbo: hi\nvera_k: bye")] == ["Vera", "bo", "Vera"]
