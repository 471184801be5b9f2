"""Where speech begins and ends: a mark read wrongly gives the narrator's words to a character, or theirs to him."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.quotations.marks.quotation_marks import Quote
from script.quotations.marks.quotation_spans import ends_in_tag, find_marks, find_quotes, outermost, with_drawn_marks
from script.quotations.marks.speech_or_citation import is_speech
from script.tagging.attribution.attributor import SpokenSpan
from script.training.annotated_novels import book_of
from tests.places import STORIES


def quoted(text: str, language: str = "en") -> list[str]:
    marks = find_marks(text.split("\n"), language)
    return [text[q.start : q.end] for q in find_quotes(text, 0, len(text), marks) if is_speech(text, q, 0, len(text))]


def quoted_by_paragraph(text: str) -> list[str]:
    marks = find_marks(text.split("\n"))
    found, at = [], 0
    for paragraph in text.split("\n"):
        end = at + len(paragraph)
        found += [text[q.start : q.end] for q in find_quotes(text, at, end, marks) if is_speech(text, q, at, end)]
        at = end + 1
    return found


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“Come,” he said. “Now.”", ["“Come,”", "“Now.”"]),
        ('"Come," he said. "Now."', ['"Come,"', '"Now."']),
        ("‘Come,’ he said. ‘’Tis the dogs’ turn.’", ["‘Come,’", "‘’Tis the dogs’ turn.’"]),
        ("'Come,' he said. 'Give 'em the dogs' bones.'", ["'Come,'", "'Give 'em the dogs' bones.'"]),
        ("“He said ‘no’ to me,” said Ann.", ["“He said ‘no’ to me,”"]),
        ("‘He said “no” to me,’ said Ann.", ["‘He said “no” to me,’"]),
        ("“\u200a‘No,’ she said to me,” said Ann.", ["“\u200a‘No,’ she said to me,”"]),
        ("« Bonjour », dit-il.", ["« Bonjour »"]),
        ("„Guten Tag“, sagte er.", ["„Guten Tag“"]),
        ("»Guten Tag«, sagte er.", ["»Guten Tag«"]),
        ("「行こう」と彼は言った。", ["「行こう」"]),
        ("—Come up, Kinch! he called out. Come up!", ["—Come up, Kinch!", "Come up!"]),
        ("—The mockery of it, he said gaily, your absurd name.", ["—The mockery of it,", "your absurd name."]),
        ("--What is your name?", ["--What is your name?"]),
    ],
)
def test_speech_is_found_in_every_typography(text: str, speech: list[str]) -> None:
    assert quoted(text) == speech


def test_apostrophes_of_a_book_with_double_marks_open_nothing() -> None:
    assert quoted("'Twas the dogs' fault, and 'em too. “Yes,” said Ann.") == ["“Yes,”"]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“Come here, said Anna. “I need you.”", ["“Come here,", "“I need you.”"]),
        ('Come here," said Anna. "I need you."', ['Come here,"', '"I need you."']),
        ("“No, sir,” cried Emma, it is nothing of the kind.”", ["“No, sir,”", "it is nothing of the kind.”"]),
        ("He stayed long, and said, Poor Anna! So late.”\n“Yes.”", ["Poor Anna! So late.”", "“Yes.”"]),
        ("‘Yes.’ He rose.\nCome here,’ said Anna. ‘I can’t.’", ["‘Yes.’", "Come here,’", "‘I can’t.’"]),
    ],
)
def test_a_missing_mark_costs_no_more_than_its_own_quotation(text: str, speech: list[str]) -> None:
    assert quoted_by_paragraph(text) == speech


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“Where is what?“ said Tom. He sat.", ["“Where is what?“"]),
        ("”Where is what?” said Tom. He sat.", ["”Where is what?”"]),
        ('“Where is what?" said Tom. He sat.', ['“Where is what?"']),
        ('"Where is what?” said Tom. He sat.', ['"Where is what?”']),
        ("‘Where is what?‘ said Tom. ‘Here?’", ["‘Where is what?‘", "‘Here?’"]),
        ('“He said "no." Then he left,” said Tom.', ['“He said "no." Then he left,”']),
        ('"It is 5\'11" of rope," said Tom.', ['"It is 5\'11" of rope,"']),
        ("“It is 12” of rope,” said Tom. “All of it.”", ["“It is 12” of rope,”", "“All of it.”"]),
        ('"I was born in 1912" said Tom. "And you?"', ['"I was born in 1912"', '"And you?"']),
        ('The rope was 5\'11" long. "Long," said Tom.', ['"Long,"']),
        ('" It is not mine, " said Helen.', ['" It is not mine, "']),
        ("“ It is not mine, ” said Helen. “ Nor his. ”", ["“ It is not mine, ”", "“ Nor his. ”"]),
    ],
)
def test_a_mark_that_is_turned_or_mixed_or_set_apart_closes_and_opens_as_meant(text: str, speech: list[str]) -> None:
    assert quoted("“Yes,” he said. ‘No,’ she said.\n" + text)[-len(speech) :] == speech or quoted(text) == speech


def test_what_stands_between_dashes_in_a_book_set_so_is_narrated() -> None:
    text = (
        "—Yes, —said Ann—. I think I can.\n—No! I said to you, go! —Ann rose and left him there.\n"
        "—Then —(she wept)— I told him so, too."
    )
    assert quoted_by_paragraph(text) == [
        "—Yes,",
        "I think I can.",
        "—No! I said to you, go!",
        "—Then",
        "I told him so, too.",
    ]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("— Well, said the old man; it is late.", ["— Well,", "it is late."]),
        ("— Hello, said Brett. Is it you, Jake?", ["— Hello,", "Is it you, Jake?"]),
        ("— I’ll stay, I think, until noon.", ["— I’ll stay, I think, until noon."]),
        ("— It was late, said Mr. Hill, turning round. Go.", ["— It was late,", "Go."]),
        ("— Where is he? — asked Ivan. — Not here.", ["— Where is he?", "Not here."]),
        ("— I do not know — said Olga, and shut the door. — Ask him.", ["— I do not know", "Ask him."]),
        ("— You never answer. — Ivan laughed.", ["— You never answer."]),
        ("— I would tell you — if I knew — but I don’t.", ["— I would tell you — if I knew — but I don’t."]),
        ("- Where is he? - asked Ivan. - Not here.\n- No.", ["- Where is he?", "Not here.", "- No."]),
    ],
)
def test_a_tag_in_a_paragraph_that_a_dash_opens_is_taken_out_alone(text: str, speech: list[str]) -> None:
    assert quoted_by_paragraph(text) == speech


def test_a_mark_that_stands_apart_opens_what_the_next_one_closes() -> None:
    assert quoted('"No," said Oak. He looked round. " Here," he said.') == ['"No,"', '" Here,"']


def test_an_unclosed_quotation_is_said_to_be_open() -> None:
    text = "“It was long ago."
    (quote,) = find_quotes(text, 0, len(text), find_marks([text]))
    assert quote.open
    assert quote.end == len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab“”\"'‘’«»—- .,!\n„", max_size=60))
def test_quotations_are_ordered_whole_and_inside_the_paragraph(text: str) -> None:
    marks = find_marks([text])
    last = 0
    for quote in find_quotes(text, 0, len(text), marks):
        assert last <= quote.start < quote.end <= len(text)
        last = quote.end


LANTERN = (STORIES / "the-lantern.txt").read_text(encoding="utf-8")
_SETTINGS = {"curly": "“”", "straight": '""', "single": "‘’", "guillemets": "«»"}


@pytest.mark.parametrize("setting", _SETTINGS)
def test_a_lost_mark_changes_no_paragraph_but_its_own_and_what_goes_on_with_it(setting: str) -> None:
    text = LANTERN.translate(str.maketrans("“”", _SETTINGS[setting]))
    whole = book_of(text, "")
    lost = [at for at, char in enumerate(LANTERN) if char in "“”"][::9]
    assert len(lost) > 10
    for at in lost:
        book = book_of(text[:at] + text[at + 1 :], "")
        own = next(number for number, (start, end) in enumerate(whole.paragraphs) if start <= at < end)
        assert _elsewhere(book.spans, own) == _elsewhere(whole.spans, own), text[at - 60 : at + 60]


def _elsewhere(spans: Sequence[SpokenSpan], paragraph: int) -> list[tuple[int, int]]:
    return [(span.paragraph, span.end - span.start) for span in spans if abs(span.paragraph - paragraph) > 1]


def test_what_markup_draws_is_a_quotation_and_the_outer_one_counts() -> None:
    text = "He called it the Lamp, she said. “Yes,” he said."
    drawn = outermost([(0, 21), (13, 21), (33, 39)])
    found = with_drawn_marks(0, len(text), find_quotes(text, 0, len(text), find_marks([text])), drawn)
    assert [text[q.start : q.end] for q in found] == ["He called it the Lamp", "“Yes,”"]


def test_what_markup_draws_over_several_paragraphs_stays_open() -> None:
    assert [q.open for q in with_drawn_marks(0, 4, [], [(0, 9)])] == [True]
    assert [(q.start, q.open) for q in with_drawn_marks(5, 9, [], [(0, 9)])] == [(5, False)]


def test_an_open_quotation_that_ends_in_its_tag_lacks_its_mark() -> None:
    text = "“Come here, said Anna Hill."
    assert ends_in_tag(text, Quote(0, len(text), open=True))
    told = "“He came in and asked the reason."
    assert not ends_in_tag(told, Quote(0, len(told), open=True))
