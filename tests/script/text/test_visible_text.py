"""What would be broken: script file and story counting different characters, so that labels slip."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from script.text.visible_text import Visible
from tests.script.chapters import STORY_CHARACTERS


@settings(max_examples=300, deadline=None)
@given(st.text(STORY_CHARACTERS, max_size=20))
def test_visible_characters_are_all_but_white_space(text: str) -> None:
    visible = Visible(text)
    offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
    assert visible.text == "".join(text[offset] for offset in offsets)
    assert len(visible) == len(offsets)
    assert [visible.offset(index) for index in range(len(visible))] == offsets
    assert [visible.index(offset) for offset in range(len(text) + 1)] == [
        sum(1 for other in offsets if other < offset) for offset in range(len(text) + 1)
    ]
    words = text.split()
    assert [visible.word(index) for index in range(len(visible))] == [n for n, word in enumerate(words) for _ in word]
