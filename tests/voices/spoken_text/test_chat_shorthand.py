"""What would be broken: messages that people send each other, read letter by letter."""

from __future__ import annotations

import pytest

from voices.spoken_text import SpokenText
from voices.spoken_text.chat_shorthand import spelled_out


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("btw, idk", "by the way, I don't know"),
        ("Btw he came", "By the way he came"),
        ("omg, tl;dr", "O.M.G, T.L.D.R"),
        ("hi :) you :-P", "hi   you tongue out"),
        ("I <3 you", "I heart you"),
        ("#NoFilterAtAll", "No Filter At All"),
        ("#nofilter", "#nofilter"),
        ("A/N: sorry", "Author's note: sorry"),
    ],
)
def test_shorthand_is_said_as_its_reader_would(printed: str, said: str) -> None:
    assert spelled_out(SpokenText.of(printed)).text == said


@pytest.mark.parametrize("printed", ["IDKs", "btw.com", "tbh's", "see:this", "a<3b", "3:1"])
def test_what_only_looks_like_shorthand_stays(printed: str) -> None:
    assert spelled_out(SpokenText.of(printed)).text == printed
