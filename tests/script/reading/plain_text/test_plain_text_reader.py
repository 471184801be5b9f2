"""Plain text keeps every character; paragraphs, verse, chapters and licences are told apart as a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.reading.plain_text.plain_text_reader import read_text
from script.reading.text_encoding import Decoded, decode
from script.story import SectionRole, Story, Style
from tests.places import SHARED
from tests.script.stories import check_story, read_aloud, texts

SEED = SHARED / "stories" / "seed.txt"
PROSE = (
    "It was a quiet evening and the rain came down over the harbour, where\n"
    "nobody had lit the lamps, and the boats lay still against the wall of\n"
    "the old pier as though they had been painted there by a careful hand.\n"
)
SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def story_of(text: str) -> Story:
    story = read_text(Decoded(text, "utf-8"))
    assert story.text == text
    if any(map(str.isalnum, text)):
        check_story(story)
    return story


def titles(story: Story) -> list[tuple[str, str]]:
    return [(section.title, section.left_out) for section in story.sections]


words = st.text(st.sampled_from("aB1.“”\"'*_[]#@\\ \t\n\r" + SEPARATORS + "é\u0301א\u200b\ufeff漢😀"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(words, st.sampled_from(["CHAPTER I", "I", "* * *", "Contents", "\n\n", "THE END"])), min_size=1
    ).map("\n".join)
)
def test_every_character_lies_in_one_block_of_one_section(text: str) -> None:
    story_of(decode(text.encode("utf-8")).text)


@settings(max_examples=200, deadline=None)
@given(words)
def test_the_text_is_the_decoded_file_with_newlines(text: str) -> None:
    text = "Some words.\n" + text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for data in (
        text.encode("utf-8"),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        b"\xff\xfe\0\0" + text.encode("utf-32-le"),
    ):
        assert story_of(decode(data).text).text == plain


def test_lines_end_at_line_feeds_only() -> None:
    text = f"One{SEPARATORS}still one.\nTwo."
    assert [words for _, words in texts(story_of(text))] == [f"One{SEPARATORS}still one.", "Two."]


def test_the_seed_story_is_one_chapter_with_its_breaks() -> None:
    if not SEED.exists():
        pytest.skip("the shared stories are not here")
    story = story_of(decode(SEED.read_bytes()).text)
    assert titles(story) == [("", "")]
    assert [words for kind, words in texts(story) if kind == "break"] == ["======+++++======", "."]
    assert {kind for kind, _ in texts(story)} == {"paragraph", "break"}
    assert story.title == ""


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


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("CHAPTER I.\n\n", "CHAPTER II.\n\n", ["CHAPTER I.", "CHAPTER II."]),
        ("CHAPTER I.\nThe Storm\n\n", "CHAPTER II.\nThe Calm\n\n", ["CHAPTER I: The Storm", "CHAPTER II: The Calm"]),
        (
            "CHAPTER I\n\nTHE STORM\n\n\n",
            "CHAPTER II\n\nTHE CALM\n\n\n",
            ["CHAPTER I: THE STORM", "CHAPTER II: THE CALM"],
        ),
        (
            "Chapter One: The Storm\n\n",
            "Chapter Two: The Calm\n\n",
            ["Chapter One: The Storm", "Chapter Two: The Calm"],
        ),
        ("I\n\n", "II\n\n", ["I", "II"]),
        ("1.\n\n", "2.\n\n", ["1.", "2."]),
        ("I. THE STORM\n\n", "II. THE CALM\n\n", ["I. THE STORM", "II. THE CALM"]),
        ("PROLOGUE\n\n", "Chapter 1\n\n", ["PROLOGUE", "Chapter 1"]),
        ("PART ONE\n\nChapter 1\n\n", "Chapter 2\n\n", ["Chapter 1", "Chapter 2"]),
        ("      CHAPTER\n         1\n\n", "      CHAPTER\n         2\n\n", ["CHAPTER 1", "CHAPTER 2"]),
    ],
)
def test_chapter_headings_are_found(first: str, second: str, expected: list[str]) -> None:
    story = story_of(first + PROSE + "\n" + PROSE + "\n\n" + second + PROSE + "\n" + PROSE)
    assert [section.title for section in read_aloud(story)] == expected


@pytest.mark.parametrize(
    "line", ["Part of the church was lost.", "Chapter five was late.", "I", "NO!", "Book two had gone.", "I. said so"]
)
def test_prose_that_starts_like_a_heading_is_none(line: str) -> None:
    assert len(story_of(PROSE + "\n" + line + "\n\n" + PROSE).sections) == 1


def test_titles_in_capitals_make_chapters_when_they_are_kept_up() -> None:
    body = PROSE + "\n" + PROSE
    story = story_of("".join(f"{title}\n\n{body}\n\n" for title in ("THE STORM", "THE CALM", "THE LAMP")))
    assert [section.title for section in read_aloud(story)] == ["THE STORM", "THE CALM", "THE LAMP"]
    assert len(story_of(body + "\nTHE STORM\n\n" + body).sections) == 1


def test_a_printed_contents_list_makes_no_chapters() -> None:
    contents = "The Lantern\n\nby Ann Author\n\nCONTENTS\n\nCHAPTER I. The Storm\nCHAPTER II. The Calm\n"
    contents += "CHAPTER III. The Lamp\n\n\n"
    spread = contents.replace("\nCHAPTER", "\n\nCHAPTER")
    chapters = "".join(
        f"CHAPTER {n}. {name}\n\n{PROSE}\n{PROSE}\n\n"
        for n, name in (("I", "The Storm"), ("II", "The Calm"), ("III", "The Lamp"))
    )
    for opening in (contents, spread):
        story = story_of(opening + chapters)
        assert [section.title for section in read_aloud(story)] == [
            "CHAPTER I. The Storm",
            "CHAPTER II. The Calm",
            "CHAPTER III. The Lamp",
        ]
        assert {section.role for section in story.sections if section.left_out} == {SectionRole.FRONT}
        assert (story.title, story.author) == ("The Lantern", "Ann Author")


def test_project_gutenbergs_licence_is_left_out_and_its_facts_are_read() -> None:
    text = (
        "The Project Gutenberg eBook of The Lantern\n\nThis ebook is for anyone anywhere.\n\nTitle: The "
        "Lantern\n\nAuthor: Ann Author\n\n"
        "Language: English\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE LANTERN ***\n\nProduced by "
        "Somebody\n\nTHE LANTERN\n\n"
        f"CHAPTER I\n\n{PROSE}\n{PROSE}\n\nCHAPTER II\n\n{PROSE}\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK THE LANTERN ***\n\nUpdated editions will replace the previous "
        "one. CHAPTER III\n"
    )
    story = story_of(text)
    assert (story.title, story.author, story.language) == ("The Lantern", "Ann Author", "en")
    assert [section.title for section in read_aloud(story)] == ["CHAPTER I", "CHAPTER II"]
    assert story.sections[0].left_out == story.sections[-1].left_out == "Project Gutenberg licence"
    assert story.sections[-1].role is SectionRole.BACK
    assert "Updated editions" not in story.text[: story.sections[-1].start]


def test_a_title_and_its_author_open_a_story_of_one_chapter() -> None:
    story = story_of(f"The Lantern\nby Ann Author\n\n{PROSE}\n{PROSE}")
    assert (story.title, story.author) == ("The Lantern", "Ann Author")
    assert [kind for kind, _ in texts(story)] == ["heading", "paragraph", "paragraph", "paragraph"]
    assert titles(story) == [("The Lantern", "")]


def test_marks_in_the_text_are_styled_and_stay() -> None:
    text = "He _really_ went[1] there. [Pg 12] See https://example.org/a_b.\n\n[1] A note.\n\n[Illustration: A boat]\n"
    story = story_of(PROSE + "\n" + text)
    styled = {(story.text[span.start : span.end], span.style) for span in story.styles}
    assert styled == {
        ("really", Style.ITALIC),
        ("[1]", Style.NOTE_MARK),
        ("[1] A note.", Style.NOTE_MARK),
        ("[Pg 12]", Style.PAGE_NUMBER),
        ("https://example.org/a_b", Style.ADDRESS),
        ("[Illustration: A boat]", Style.PICTURE),
    }
