"""Where an "I" tells: misread, a character reads a whole chapter, or nobody says what "I said"."""

from __future__ import annotations

import re

from script.people.characters import Stretch
from script.people.tellers.first_person import Paragraph, paragraphs_of, told_runs
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.tags_after import tag_after

MINE = "I went down to the shore with my lamp, and nobody saw me there until the morning came."
HERS = "She went down to the shore with her lamp, and nobody saw her there until the morning came."


def paragraphs(*texts: str, chapters: tuple[int, ...] = (0,)) -> tuple[str, list[Paragraph]]:
    """The paragraphs of texts whose speech stands between straight marks. `chapters`: which of them begin one."""
    flat = "  ".join(texts)
    stretches: list[Stretch] = []
    tags: list[Tag] = []
    starts = []
    start = 0
    for text in texts:
        starts.append(start)
        at, end = start, start + len(text)
        for quote in re.finditer(r'"[^"]*"', text):
            a, b = start + quote.start(), start + quote.end()
            stretches += [Stretch(at, a, False)] * (at < a) + [Stretch(a, b, True)]
            if tag := tag_after(flat, b, end, flat[b - 2]):
                tags.append(tag)
            at = b
        stretches += [Stretch(at, end, False)] * (at < end)
        start = end + 2
    return flat, paragraphs_of(stretches, tags, [starts[number] for number in chapters])


def told(*texts: str, chapters: tuple[int, ...] = (0,)) -> list[int]:
    """The paragraphs that an "I" tells."""
    return [index for run in told_runs(*paragraphs(*texts, chapters=chapters)) for index in run]


def test_paragraphs_have_their_chapter_their_narration_and_their_tags() -> None:
    flat, found = paragraphs('"Come," I said. "Now."', "It rained.", chapters=(0, 1))
    assert [flat[p.start : p.end] for p in found] == ['"Come," I said. "Now."', "It rained."]
    assert [p.chapter for p in found] == [1, 2]
    assert [flat[a:b] for a, b in found[0].narrated] == [" I said. "]
    assert (found[0].by_i, found[0].talks, found[1].by_i, found[1].talks) == (True, True, False, False)


def test_whose_words_are_whose_is_open_where_another_speaks_in_the_paragraph() -> None:
    _, found = paragraphs('"Come," I said.', '"Come," I said. "No," said Anna.')
    assert [p.only_by_i for p in found] == [True, False]


def test_a_book_told_by_i_is_told_throughout_and_one_told_of_her_nowhere() -> None:
    assert told(*[MINE] * 8) == list(range(8))
    assert told(*[HERS] * 8) == []


def test_i_in_speech_tells_nothing() -> None:
    assert told(*[f'{HERS} "{MINE}"'] * 8) == []


def test_a_chapter_told_by_i_is_found_among_others() -> None:
    texts = [HERS] * 30 + [MINE, '"Come," I said.'] * 15 + [HERS] * 30
    assert told(*texts, chapters=(0, 30, 60)) == list(range(30, 60))


def test_a_short_part_told_by_an_i_who_never_talks_makes_no_teller() -> None:
    assert told(*[HERS] * 40, *[MINE] * 15, *[HERS] * 40, chapters=(0, 40, 55)) == []


def test_an_author_who_says_i_once_is_no_teller() -> None:
    assert told(*[HERS] * 30, "This, I think, was a mistake.", *[HERS] * 30) == []
