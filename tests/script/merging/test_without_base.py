"""What would be broken: a script file whose past is lost reads the story's words twice, or misses some of them."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from script.merging.without_base import add_missing
from script.script_file.script_parser import parse_chapter, read_sheet
from script.script_file.script_sheet import sheet_of
from script.script_file.script_writer import write_sheet

NAME = "script/001 The Storm.txt"
TOLD = "The story now has: "


def updated(mine: str, new: str) -> str:
    """The script file `mine` with what it lacks of `new`. Doing it again must change nothing."""
    story = sheet_of(parse_chapter(new, NAME, None).chapter)
    result, _ = add_missing(read_sheet(mine, NAME)[0], story)
    text = write_sheet(result)
    again = read_sheet(text, NAME)[0]
    assert add_missing(again, story) == (again, 0)
    return text


def words_of_file(text: str) -> list[str]:
    return parse_chapter(text, NAME, None).chapter.text.split()


def told_words(text: str) -> list[str]:
    notes = parse_chapter(text, NAME, None).chapter.notes
    return " ".join(n.text.removeprefix(TOLD) for n in notes if n.text.startswith(TOLD)).split()


def test_a_paragraph_comes_with_its_cues_and_between_the_persons_paragraphs() -> None:
    mine = "@Anne: One day.\n\n[sfx: bell]\n\nThe end.\n[[ good ]]\n"
    new = "One day.\n\n[pause: 2]\n\n@Jane: It rained.\nAll day.\n\nThe end.\n\nNotes.\n\n[music: last]\n"
    assert updated(mine, new) == (
        "@Anne: One day.\n\n[pause: 2]\n\n@Jane: It rained.\nAll day.\n\n[sfx: bell]\n\nThe end.\n\n[[ good ]]\n\n"
        "Notes.\n\n[music: last]\n"
    )


def test_a_file_of_notes_alone_gets_the_story() -> None:
    assert updated("[[ mine ]]\n", "One.\n\n@Jane: Two.\n") == "[[ mine ]]\n\nOne.\n\n@Jane: Two.\n"


def test_a_paragraph_that_the_person_moved_is_not_added_where_it_was() -> None:
    mine = "The end came soon.\n\nIt was a quiet evening.\n\nNobody answered.\n"
    assert updated(mine, "It was a quiet evening.\n\nNobody answered.\n\nThe end came soon.\n") == mine


def test_lines_that_person_or_tagger_parted_elsewhere_are_the_same() -> None:
    mine = "@Jane: “No,”\nsaid she. And she went.\n\n@Mary: “Oh,\n@Anne: no!”\n"
    assert updated(mine, "@Jane: “No,” \nsaid she.\nAnd she went.\n\n@Mary: “Oh, no!”\n") == mine


def test_a_line_within_a_longer_word_or_over_two_lines_is_not_taken_for_the_storys() -> None:
    assert told_words(updated("@Mary: “Well…”\n", "…\nthe ant of oak said.\n@?: “Oh!”\n"))[0] == "…"
    mine = "@Jane: “No,” said she.\n@Jane: ant said.\n"
    assert told_words(updated(mine, "@Jane: “No,” said\n@Jane: she said.\n")) == ["she", "said."]


def test_half_a_paragraph_of_the_story_is_told_and_not_read_within_a_persons_line() -> None:
    mine = "the ant of oak said.\nthe bee of elm said.\n\nI was here.\nthe cat of fir said.\n"
    new = "the hen of ash said.\nthe owl she yew said.\n\nthe jay of box said.\nthe kid of bay said.\n"
    result = updated(mine, new)
    assert words_of_file(result) == words_of_file(mine)
    assert "the jay of box said.\nthe kid of bay said. ]]" in result


def test_what_was_told_of_unlike_paragraphs_is_not_read_when_merged_again() -> None:
    mine = "added\nthe bee she elm said.\n\nmore\n"
    new = "the hen she ash said.\nthe owl she yew said.\n\nthe jay she box said.\n\nthe pig of sty said.\n"
    result = updated(mine, new)
    assert set(words_of_file(result)) | set(told_words(result)) >= set(words_of_file(new))


SAYINGS = st.sampled_from(["No.", "Yes.", "No. No.", "…", "said she.", "the ant of oak said.", "“Ant,” she said."])
LINES = st.builds(lambda tag, words: tag + words, st.sampled_from(["", "@Jane: ", "@?: "]), SAYINGS)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
FILES = st.lists(PARAGRAPHS, min_size=1, max_size=5).map("\n\n".join)


@settings(max_examples=300, deadline=None)
@given(FILES, FILES)
@example("the ant of oak said.\n\nNo.", "No. No.\n\nthe ant of oak said.\n\nNo.\nNo.")
def test_a_file_keeps_all_and_gets_or_tells_each_word_of_the_story(mine: str, new: str) -> None:
    result = updated(mine, new)
    words = iter(words_of_file(result))
    assert all(word in words for word in words_of_file(mine))
    assert not Counter(words_of_file(new)) - Counter(words_of_file(result) + told_words(result))
