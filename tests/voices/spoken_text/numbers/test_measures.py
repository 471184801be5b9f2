"""What would be broken: a height that swallows the word behind it, a quotation mark that is read as inches."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("5'11\" in socks", "five foot eleven in socks"),
        ("“She is 5’2”,” he said", "She is five foot two, he said"),
        ("He said “it was 12” and left", "He said it was twelve and left"),
        ('in 1791."', "in seventeen ninety-one."),
        ('a 10" pan, 3 in. wide', "a ten inch pan, three inches wide"),
        ("5 ft 11 in tall", "five feet eleven inches tall"),
        ("5 ft 11 in her boots", "five feet eleven in her boots"),
        ("1 km, 2 km and a 3 km walk", "one kilometre, two kilometres and a three kilometre walk"),
        (
            "He ran 1,200 m. She ran the 800 m race",
            "He ran one thousand two hundred metres. She ran the eight hundred metre race",
        ),
        ("a 6-lb. trout", "a six-pound trout"),
        ("10m people, 10m wide", "ten million people, ten metres wide"),
        (
            "20°C, 51° 30′ W",
            "twenty degrees Celsius, fifty-one degrees thirty minutes west",
        ),
        ("€2/kg, 5 km/h", "two euros per kilo, five kilometres an hour"),
        ("and/or, his/her", "and or, his her"),
    ],
)
def test_measures_are_said_with_the_names_of_their_units(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
