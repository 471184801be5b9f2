"""Plain text keeps every character; title, chapters and licences are told apart as a reader would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.reading.text_encoding import decode
from script.story import SectionRole, Story
from tests.places import SHARED
from tests.script.plain_stories import PROSE, SEPARATORS, story_of
from tests.script.stories import read_aloud, texts

SEED = SHARED / "stories" / "seed.txt"


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


def test_the_seed_story_is_one_chapter_with_its_breaks() -> None:
    if not SEED.exists():
        pytest.skip("the shared stories are not here")
    story = story_of(decode(SEED.read_bytes()).text)
    assert titles(story) == [("", "")]
    assert [words for kind, words in texts(story) if kind == "break"] == ["======+++++======", "."]
    assert {kind for kind, _ in texts(story)} == {"paragraph", "break"}
    assert story.title == ""


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


def test_a_name_that_heads_the_first_section_is_no_title_page() -> None:
    story = story_of(f"The Pier\n\nMARA\n\n{PROSE}\nDEV\n\n{PROSE}\nEpilogue\n\n{PROSE}")
    first = read_aloud(story)[0]
    assert story.text[first.start : first.end].startswith("MARA")
