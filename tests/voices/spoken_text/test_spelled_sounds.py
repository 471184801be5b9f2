"""What would be broken: a sob or a stutter that an engine spells letter by letter."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Shhh!", "shush!"),
        ("Sh, my dear", "shush, my dear"),
        ("Hm. Hmm. Hmmm", "hmm. hmm. hmm"),
        ("Mmm, Mm-hmm", "hmm, uh-hum"),
        ("Pfft. Brr. Grrr. Zzz.", "pufft. burr. gurr. zuzz."),
        ("Nooo!", "No!"),
        ("soooo yesss whaaat", "so yes what"),
        ("gooood helloooo loooong heeelp", "good hello long help"),
        ("Aaaargh", "argh"),
        ("W-what? N-no!", "wuh what? nuh no!"),
        ("I-I-I c-can't, Th-thomas", "I, I, I kuh can't, thuh thomas"),
        ("O-of course, E-excuse me", "Of, of course, Ex, excuse me"),
        ("C-Charles and G-George g-get S-she", "chuh Charles and juh George guh get shuh she"),
        ("he-hello, wha-what", "he, hello, wha, what"),
        ("Re-read the no-nonsense e-mail, my so-so A-levels", "Re-read the no-nonsense e-mail, my so-so A-levels"),
        ("b-b-but I c-can't", "buh buh but I kuh can't"),
        ("th-that's", "thuh that's"),
        ("K-know, wr-write, c-certain", "nuh know, ruh write, suh certain"),
        ("T-shirt, X-ray, by-bye", "T-shirt, X-ray, by-bye"),
    ],
)
def test_sounds_stutters_and_drawn_out_words_are_said_as_they_sound(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Mmmph! Nnngh. Hnn, hrmph.", "mumph! ung. hun, harrumph."),
        ("Pssh, Sssss, a bzzzt", "pish, hiss, a buzz"),
        ("Awww, ewww, owww!", "aw, ew, ow!"),
        ("Nnn-no, ss-stop!", "nuh no, suh stop!"),
        ("Thisss isss his, at 60 mph, says HRM.", "This is his, at sixty miles an hour, says HRM."),
    ],
)
def test_sounds_without_a_vowel_are_never_spelled(printed: str, spoken: str) -> None:
    assert speak(printed, "en").text == spoken
