"""What would be broken: a story changed by writing it down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from script.reading.story_reader import read_story
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter
from script.tagging.story_tagger import tag_story
from tests.places import SHARED
from tests.script.chapters import chapters, words_of
from tests.script.script_texts import NAME, read, texts


@settings(max_examples=200, deadline=None)
@given(chapters())
def test_a_script_file_reads_back_as_the_very_chapter_it_was_written_from(chapter: Chapter) -> None:
    parsed = parse_chapter(format_chapter(chapter), NAME, chapter)
    assert parsed.chapter == chapter
    assert parsed.changed_words == 0


@settings(max_examples=200, deadline=None)
@given(chapters())
def test_words_speakers_kinds_deliveries_and_marks_survive_without_the_stored_chapter(chapter: Chapter) -> None:
    parsed = parse_chapter(format_chapter(chapter), NAME, None).chapter
    assert words_of(parsed) == words_of(chapter)
    assert [(line.speaker, line.kind, line.delivery) for line in parsed.lines] == [
        (line.speaker, line.kind, line.delivery) for line in chapter.lines
    ]
    assert _marks(parsed) == _marks(chapter)
    assert [len(paragraph.lines) for paragraph in parsed.paragraphs] == [len(p.lines) for p in chapter.paragraphs]


def _marks(chapter: Chapter) -> list[list[tuple[int, str, str]]]:
    def place(at: int) -> int:
        return len("".join(chapter.text[:at].split()))

    return [
        [(place(cue.at), cue.kind, f"{cue.value}|{cue.speaker}|{cue.delivery}") for cue in chapter.cues],
        [(place(note.at), "note", note.text) for note in chapter.notes],
        [(place(reading.at), "reading", reading.said) for reading in chapter.readings],
    ]


def test_typical_prose_needs_no_escapes() -> None:
    prose = "It cost #5 (or 5 * 3 = 15) at 10:30 [sic], a@b.org said: “Well—no…” and -- #1! – 'Yes' [Footnote 2: a]."
    chapter = read(prose).chapter
    assert texts(chapter) == [prose]
    assert format_chapter(chapter) == prose + "\n"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the stories of MAKE_AUDIO_SHARED")
@pytest.mark.parametrize("story", ["seed.txt", "love-among-the-chickens.epub"])
def test_whole_books_read_back_without_an_escape(story: str) -> None:
    for chapter in tag_story(read_story(SHARED / "stories" / story)).chapters:
        script = format_chapter(chapter)
        assert parse_chapter(script, NAME, chapter).chapter == chapter
        assert words_of(parse_chapter(script, NAME, None).chapter) == words_of(chapter)
        assert "\\" not in script


def test_an_ornament_of_two_lines_stays_a_break_when_one_of_them_alone_could_be_read_as_one() -> None:
    lines = (Line(0, 1, NARRATOR, Kind.BREAK), Line(1, 4, NARRATOR, Kind.BREAK))
    chapter = Chapter(1, "", ":===\n", (Paragraph(BlockKind.BREAK, lines),))
    parsed = parse_chapter(format_chapter(chapter), NAME, None).chapter
    assert [(line.kind, parsed.text[line.start : line.end]) for line in parsed.lines] == [
        (Kind.BREAK, ":"),
        (Kind.BREAK, "==="),
    ]


@pytest.mark.parametrize("words", ["He wrote read[as: red] there.", "[as: told]", "read [ AS : red]", "[say @Jo: hi]"])
def test_a_story_that_has_what_looks_like_a_mark_keeps_its_words(words: str) -> None:
    chapter = Chapter(1, "", words, (Paragraph(BlockKind.PARAGRAPH, (Line(0, len(words), NARRATOR, Kind.NARRATION),)),))
    parsed = parse_chapter(format_chapter(chapter), NAME, None).chapter
    assert texts(parsed) == [words]
    assert (parsed.readings, parsed.cues) == ((), ())
