"""What would be broken: one quotation mark that a scan lost turns the rest of a chapter inside out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from script.tagging.attribution.attributor import SpokenSpan
from script.training.annotated_novels import book_of
from tests.places import STORIES

_TEXT = (STORIES / "the-lantern.txt").read_text(encoding="utf-8")
_SETTINGS = {"curly": "“”", "straight": '""', "single": "‘’", "guillemets": "«»"}


@pytest.mark.parametrize("setting", _SETTINGS)
def test_a_lost_mark_changes_no_paragraph_but_its_own_and_what_goes_on_with_it(setting: str) -> None:
    text = _TEXT.translate(str.maketrans("“”", _SETTINGS[setting]))
    whole = book_of(text, "")
    lost = [at for at, char in enumerate(_TEXT) if char in "“”"][::9]
    assert len(lost) > 10
    for at in lost:
        book = book_of(text[:at] + text[at + 1 :], "")
        own = next(number for number, (start, end) in enumerate(whole.paragraphs) if start <= at < end)
        assert _elsewhere(book.spans, own) == _elsewhere(whole.spans, own), text[at - 60 : at + 60]


def _elsewhere(spans: Sequence[SpokenSpan], paragraph: int) -> list[tuple[int, int]]:
    return [(span.paragraph, span.end - span.start) for span in spans if abs(span.paragraph - paragraph) > 1]
