"""What would be broken: a stressed word or a tag whose marks are read out, or whose place in the text is lost."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from voices.engines.espeak.espeak_phonemes import written_out
from voices.engines.espeak.ssml_prosody import marked_up

SPANS = st.lists(st.integers(0, 30), max_size=8).map(
    lambda at: list(zip(sorted(at)[::2], sorted(at)[1::2], strict=False))
)


@given(st.text(alphabet="ab c.&<>[]é", max_size=30), SPANS, SPANS)
def test_the_words_are_the_same_and_lead_back_to_their_places(
    text: str, spans: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    stress, tags = ([(start, end) for start, end in found if start < end <= len(text)] for found in (spans, more))
    written = marked_up(written_out(text, ()), stress, tags)
    ElementTree.fromstring(f"<speak>{written.text}</speak>")
    assert html.unescape(re.sub("<[^<>]*>", "", written.text)).replace("] ", "]") == text.replace("] ", "]")
    assert written.source is not None
    assert len(written.source) == len(written.text)
    for at, character in enumerate(text):
        here = [place for place in range(len(written.text)) if written.source[place] == (at, at + 1)]
        assert html.escape(character, quote=False) in "".join(written.text[place] for place in here)


def test_each_stressed_word_is_between_marks() -> None:
    written = marked_up(written_out("I & you, not me.", ()), [(4, 7), (9, 12)])
    said = re.sub("<prosody pitch[^>]*><emphasis[^>]*><prosody[^>]*>", "{", written.text)
    assert said.replace("</prosody></emphasis></prosody>", "}") == "I &amp; {you}, {not} me."


def test_no_mark_follows_phonemes_directly() -> None:
    written = marked_up(written_out("I saw Cthulhu.", [(6, 13, "kəˈθuːluː")]), [(6, 13)])
    assert "]]<" not in written.text
    assert written.place(written.text.index("[["), 3) == (6, 13)


def test_a_stressed_word_of_a_tag_is_both() -> None:
    written = marked_up(written_out("Yes, said Tom now. He rose.", ()), [(10, 13), (19, 21)], [(5, 18)])
    said = re.sub("<prosody pitch='\\+[^>]*><emphasis[^>]*><prosody[^>]*>", "{", written.text)
    said = said.replace("</prosody></emphasis></prosody>", "}").replace("</prosody>", ")")
    assert re.sub("<prosody pitch='-[^>]*>", "(", said) == "Yes, (said {Tom} now.) {He} rose."


def test_a_stress_that_reaches_out_of_a_tag_is_closed_with_it() -> None:
    written = marked_up(written_out("said Tom now", ()), [(5, 12)], [(0, 8)])
    ElementTree.fromstring(f"<speak>{written.text}</speak>")
    assert written.text.count("<emphasis") == 2
