"""What would be broken: a shouted word that is spelled, an initialism that is read as a word."""

from __future__ import annotations

import time

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("STOP! NOW", "Stop! Now"),
        ("Come HERE at once", "Come Here at once"),
        ("IT IS I. I CAN'T.", "It Is I. I Can't."),
        ("GIVE US FOOD.", "Give Us Food."),
        ("the US, the FBI, the BBC and TV", "the US, the FBI, the BBC and TV"),
        ("HTML and YMCA", "HTML and YMCA"),
    ],
)
def test_a_shout_is_a_word(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # An initialism by its letters, …
        ("The WHO said so.", "The WHO said so."),
        ("WHO officials came.", "WHO officials came."),
        ("He works in IT.", "He works in IT."),
        ("Call IT support!", "Call IT support!"),
        ("US troops came.", "US troops came."),
        ("in the US, in the UK, US and Canada", "in the US, in the UK, US and Canada"),
        ("from the former US.", "from the former US."),
        ("in LA, an MA, the PA system, a POW", "in LA, an MA, the PA system, a POW"),
        ("the USSR, the ACLU, ADHD", "the USSR, the ACLU, ADHD"),
        # … a stressed word as a word.
        ("I gave it to WHO?", "I gave it to Who?"),
        ("Not the HOW, the WHO.", "Not the How, the Who."),
        ("I know WHO it was.", "I know Who it was."),
        ("We asked IT to fix it.", "We asked It to fix it."),
        ("Let US go, it was US who did it, not for US!", "Let Us go, it was Us who did it, not for Us!"),
        ("ICE! AIR! My OWN, UM, TEA.", "Ice! Air! My Own, Um, Tea."),
        ("LA LA LA, to PA.", "La La La, to Pa."),
        # What stands before and behind it tells which.
        ("THE US NAVY IN THE US TODAY", "The US Navy In The US Today"),
        ("US MARINES LAND. We sent US troops.", "US Marines Land. We sent US troops."),
        ("born on US soil, between the US and us", "born on US soil, between the US and us"),
        ("none of US. Both of US are, one of US can't", "none of Us. Both of Us are, one of Us can't"),
        ("hear US now, follow US home, trust US or die", "hear Us now, follow Us home, trust Us or die"),
        ("between US and death, between US and Cuba", "between Us and death, between US and Cuba"),
        ("They can't make US leave; he saw US coming.", "They can't make Us leave; he saw Us coming."),
        ("LA was hot. I love LA. WELCOME TO LA! I LEFT LA.", "LA was hot. I love LA. Welcome To LA! I Left LA."),
        ("FA LA LA, tra LA, LA TRAVIATA IN LA TODAY", "Fa La La, tra La, La Traviata In LA Today"),
        ("her MA thesis, my MA, on AM radio, I AM", "her MA thesis, my Ma, on AM radio, I Am"),
    ],
)
def test_capitals_are_a_stress_unless_they_are_an_initialism(printed: str, spoken: str) -> None:
    assert speak(printed, "en").text == spoken


def test_a_long_text_in_capitals_takes_no_longer_for_each_word() -> None:
    started = time.process_time()
    assert speak("GIVE US ALL THE FOOD, " * 3_000, "en").text.endswith("Give Us All The Food,")
    assert time.process_time() - started < 3
