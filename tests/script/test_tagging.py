"""What the script gets wrong here, a listener hears: a wrong voice, a lost word, a break read aloud."""

from __future__ import annotations

import os
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import NARRATOR, BlockKind, Chapter, Line, Script
from script.story import Block, Role, Section, Story, Style, StyledSpan
from script.tagging import tag_story

SHARED = Path(os.environ.get("MAKE_AUDIO_SHARED", Path(__file__).parents[2].parent / "shared"))


def story_of(
    text: str, *, kinds: dict[str, BlockKind] | None = None, styles: tuple[StyledSpan, ...] = (), language: str = "en"
) -> Story:
    """One paragraph a line, one chapter."""
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        if not match.group().strip():
            continue
        kind = next((k for start, k in (kinds or {}).items() if match.group().startswith(start)), BlockKind.PARAGRAPH)
        blocks.append(Block(match.start(), match.end(), kind, 1 if kind is BlockKind.HEADING else 0))
    return Story(
        "A Story", "", language, text, (Section("A Story", 0, len(text), Role.CHAPTER),), tuple(blocks), styles
    )


def said(script: Script, words: str) -> Line:
    """The line that holds these words."""
    return next(
        line for chapter in script.chapters for line in chapter.lines if words in chapter.text[line.start : line.end]
    )


def text_of(chapter: Chapter, line: Line) -> str:
    return chapter.text[line.start : line.end]


def check_verbatim(script: Script, story: Story) -> None:
    names = {character.name for character in script.characters}
    assert len(names) == len(script.characters)
    for chapter in script.chapters:
        assert chapter.text == story.text[chapter.offset : chapter.offset + len(chapter.text)]
        covered = [0] * len(chapter.text)
        last = 0
        for paragraph in chapter.paragraphs:
            assert paragraph.lines
            for line in paragraph.lines:
                assert last <= line.start < line.end <= len(chapter.text)
                assert chapter.text[line.start : line.end].strip()
                assert 0 <= line.confidence <= 1
                assert line.speaker in (None, NARRATOR) or line.speaker in names
                last = line.end
                for at in range(line.start, line.end):
                    covered[at] += 1
        assert all(covered[at] == 1 for at, char in enumerate(chapter.text) if not char.isspace())


_PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "‘", "«", "»", "„", "—", "--", "- ", "_", "*", "…", ".", ",", "!", "?", ":", " ", "\n", "\u2028", "\u00a0", "\x0b", "\u202e", "e\u0301",
     "said ", "she ", "Jane ", "Mr. Darcy ", "I ", "Dear Tom,", "Love,\nSpike", "\n\n", "***", "thought ", "they all cried", "narrator ", "Narrator said", "ß", "Привет ", "The old woman "]
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=60),
    st.sampled_from(list(BlockKind)),
    st.sampled_from(["en", "de", ""]),
)
def test_every_character_lies_in_exactly_one_line_whatever_the_text(
    pieces: list[str], kind: BlockKind, language: str
) -> None:
    text = "".join(pieces)
    story = story_of(text, kinds={"—": kind, "“": kind}, language=language)
    check_verbatim(tag_story(story), story)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet='ab “”"_\n.?', min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20), st.sampled_from(list(Style))), max_size=6),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 30)), max_size=4),
)
def test_styles_and_stray_blocks_never_lose_a_character(
    text: str, spans: list[tuple[int, int, Style]], blocks: list[tuple[int, int]]
) -> None:
    size = len(text)
    styles = tuple(StyledSpan(min(a, size), min(a + n, size), s) for a, n, s in spans)
    kept: list[Block] = []
    for a, n in sorted(blocks):
        a, b = max(a, kept[-1].end if kept else 0), min(a + n, size)
        if a < b and text[a:b].strip():
            kept.append(Block(a, b, BlockKind.PARAGRAPH))
    half = size // 2
    sections = (Section("One", 0, half, Role.CHAPTER), Section("Two", half, size, Role.CHAPTER))
    story = Story("", "", "", text, sections, tuple(kept), styles)
    script = tag_story(story)
    check_verbatim(script, story)
    assert sum(len(re.sub(r"\s", "", c.text)) for c in script.chapters) == len(re.sub(r"\s", "", text))
