"""What every Story must be, whatever file it came from."""

from __future__ import annotations

from pathlib import Path

from script.reading.story_reader import read_story
from script.story import Section, Story
from script.support.errors import StoryError

ENGLISH = (
    "It was a quiet evening, and she said that the rain was over the harbour. "
    "He had not been there with her for a year.\n"
)
"""Words of an English story: enough of them to tell the language."""


def check_story(story: Story) -> None:
    """Asserts the Story's promises: every character that isn't white space lies in one block of one section."""
    covered = 0
    for block in story.blocks:
        assert covered <= block.start < block.end <= len(story.text)
        assert not story.text[covered : block.start].strip(), story.text[covered : block.start]
        words = story.text[block.start : block.end]
        assert words == words.strip()
        assert words
        covered = block.end
    assert not story.text[covered:].strip()
    edge = 0
    for section in story.sections:
        assert edge <= section.start < section.end
        assert not story.text[edge : section.start].strip()
        edge = section.end
    assert not story.text[edge:].strip()
    for block in story.blocks:
        assert sum(s.start <= block.start and block.end <= s.end for s in story.sections) == 1
    for span in story.styles:
        assert 0 <= span.start < span.end <= len(story.text)
    starts = {block.start for block in story.blocks}
    assert set(story.scene_breaks) <= starts
    assert list(story.scene_breaks) == sorted(story.scene_breaks)
    assert [item.at for item in story.left_out] == sorted(item.at for item in story.left_out)
    assert any(not section.left_out for section in story.sections)


def read_or_refused(path: Path) -> None:
    """Asserts that a file becomes a Story that keeps its promises, or ends in one sentence that names the file."""
    try:
        story = read_story(path)
    except StoryError as error:
        said = str(error)
    else:
        check_story(story)
        return
    assert str(path) in said
    assert "\n" not in said


def read_aloud(story: Story) -> list[Section]:
    """The sections that are not left out."""
    return [section for section in story.sections if not section.left_out]


def texts(story: Story) -> list[tuple[str, str]]:
    """(kind, words) of every block."""
    return [(block.kind.value, story.text[block.start : block.end]) for block in story.blocks]


def whole_source(story: Story) -> str:
    """The Story's text with everything that was left out put back where it stood."""
    pieces: list[str] = []
    at = 0
    for item in story.left_out:
        pieces += [story.text[at : item.at], item.text]
        at = item.at
    return "".join([*pieces, story.text[at:]])
