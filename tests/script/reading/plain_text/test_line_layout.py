"""Lines become the paragraphs and verses that a reader sees, however a file is set."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.script.plain_stories import PROSE, SEPARATORS, story_of
from tests.script.stories import texts

words = st.text(st.sampled_from("aB1.“”\"'*_[]#@\\ \t\n\r" + SEPARATORS + "é\u0301א\u200b\ufeff漢😀"), max_size=60)


def test_lines_end_at_line_feeds_only() -> None:
    text = f"One{SEPARATORS}still one.\nTwo."
    assert [words for _, words in texts(story_of(text))] == [f"One{SEPARATORS}still one.", "Two."]


def test_one_paragraph_a_line_is_not_merged_whatever_its_length() -> None:
    text = (
        "“Yes,” he said.\n“No,” said she.\nThey went in.\n"
        + "A long line of prose that goes on. " * 12
        + "\nThe end of it.\n"
    )
    assert len(texts(story_of(text))) == 5


def test_hard_wrapped_paragraphs_are_put_together() -> None:
    story = story_of(PROSE + "\n" + PROSE + "\n“Yes,” he said.\n\n* * *\n\n" + PROSE)
    assert [kind for kind, _ in texts(story)] == ["paragraph", "paragraph", "paragraph", "break", "paragraph"]


def test_verse_and_indented_letters_are_kept_apart() -> None:
    verse = "    The tide came in,\n    The tide went out,\n    And nobody knew why.\n"
    letter = "".join(f"    {line}\n" for line in PROSE.splitlines())
    story = story_of(PROSE + "\n" + verse + "\n" + letter + "\n" + PROSE)
    assert [kind for kind, _ in texts(story)] == ["paragraph", "verse", "quote", "paragraph"]


def test_the_lines_of_a_speech_in_a_film_script_stay_with_the_name_over_them() -> None:
    script = "".join(f"{name}\n     You said\n     it was warm.\n\nRain.\n\n" for name in ("IDA", "VOSS", "IDA (V.O.)"))
    told = [words for _, words in texts(story_of("EXT. PIER - DAY\n\n" + script))]
    assert told[1] == "IDA\n     You said\n     it was warm."
    titles = "".join(f"THE {name}\nIt rained that day.\n\nAll day.\n\n" for name in ("PIER", "SHED", "BOAT"))
    assert "It rained that day." in [words for _, words in texts(story_of(titles))]
