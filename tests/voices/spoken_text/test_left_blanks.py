"""What would be broken: a name or a year that the author left out, as a pause that nobody understands."""

from __future__ import annotations

import pytest

from voices.spoken_text import SpokenText
from voices.spoken_text.left_blanks import filled


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Mr. B—— came", "Mr. B came"),
        ("Lady ——’s daughter", "Lady Blank’s daughter"),
        ("Colonel of —— came.", "Colonel of Blank came."),
        ("in ——shire", "in Blankshire"),
        ("the ——th regiment", "the Blank th regiment"),
        ("in 17—, in 18——.", "in 17 blank, in 18 blank."),
        ("D—n it! That d——d dog.", "Damn it! That damned dog."),
        ("b——y h*ll", "bloody hell"),
    ],
)
def test_what_an_author_left_out_is_heard_as_left_out(printed: str, said: str) -> None:
    assert filled(SpokenText.of(printed)).text == said


@pytest.mark.parametrize("printed", ["I—I can't", "wait—what", "Mr. Brown—he left", "in 1817—he", "*God*"])
def test_a_dash_that_is_only_a_pause_stays(printed: str) -> None:
    assert filled(SpokenText.of(printed)).text == printed
