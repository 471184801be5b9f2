"""What would be broken: a script file read with another chapter's memory, or a person's own chapter ignored."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.disk.sealed_text import DamagedError, sealed
from pipeline.production.opened_production import read_production
from pipeline.production.script_files import EditedChapter, parse_tagged, words_by_speaker
from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter

Edit = Callable[[Path, str, str], None]


def test_chapters_come_in_the_order_of_their_files_with_their_memory(rendered: Path) -> None:
    edited = read_production(rendered).edited
    assert [(item.chapter.number, item.chapter.title) for item in edited.chapters] == [
        (1, "CHAPTER ONE"),
        (2, "CHAPTER TWO"),
    ]
    assert all(item.base is not None and item.base.title == item.chapter.title for item in edited.chapters)
    assert all(len(item.numbers) == len(item.chapter.lines) for item in edited.chapters)


def test_a_file_nobody_touched_reads_as_the_parser_reads_it(rendered: Path) -> None:
    for item in read_production(rendered).edited.chapters:
        assert item.base is not None
        parsed = parse_chapter(format_chapter(item.base), item.address, item.base)
        assert (parsed.chapter, parsed.numbers) == (item.base, item.numbers)


def test_one_chapter_can_be_read_alone_and_keeps_its_number(rendered: Path) -> None:
    (item,) = read_production(rendered).edited_only({2}).chapters
    assert (item.chapter.number, item.file) == (2, "002 CHAPTER TWO.txt")


def test_a_chapter_of_the_persons_own_is_a_chapter(rendered: Path) -> None:
    (rendered / "script" / "003 Afterword.txt").write_text("# Afterword\n\n@Anna: I wrote this.\n", encoding="utf-8")
    *_, own = read_production(rendered).edited.chapters
    assert (own.chapter.number, own.base) == (3, None)
    assert words_by_speaker([own])["Anna"] == (1, 3)


def test_a_story_without_chapters_is_called_by_its_book(rendered: Path) -> None:
    (rendered / "script" / "001 CHAPTER ONE.txt").unlink()
    (rendered / "script" / "002 CHAPTER TWO.txt").write_text("It rained.\n", encoding="utf-8")
    (item,) = read_production(rendered).edited.chapters
    assert item.chapter.title.strip()


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000, sealed("parked", "{}"), sealed("script", "{}")])
def test_a_damaged_memory_is_told_from_a_whole_one(text: str) -> None:
    with pytest.raises(DamagedError):
        parse_tagged("script", text)


def test_what_is_heard_of_a_paragraph_has_no_hole_where_a_mark_was_and_words_stay_whole() -> None:
    text = "It was un[ 2]expected. [13] So late,\nso late."
    spots = [(0, 9), (9, 13), (13, 22), (23, 27), (28, 36), (37, 45)]
    kinds = [Kind.SILENT if text[start] == "[" else Kind.NARRATION for start, _ in spots]
    lines = tuple(Line(*spot, NARRATOR, kind) for spot, kind in zip(spots, kinds, strict=True))
    chapter = Chapter(1, "One", text, (Paragraph(BlockKind.VERSE, lines),))
    item = EditedChapter("001 One.txt", chapter, tuple(range(1, 7)), None)
    heard = [line for line in lines if line.kind.spoken]
    joined, starts = item.text_of_lines(lines, heard)
    assert joined == "It was unexpected. So late,\nso late."
    assert [joined[start:].startswith(item.text_of(line)) for line, start in zip(heard, starts, strict=True)] == [
        True
    ] * 4
    assert list(item.printed()) == [(joined, False, True)]


@pytest.mark.parametrize(("pieces", "text"), [("“I”|—|“know”", "“I” “know”"), ("“Yes.”|she said", "“Yes.” she said")])
def test_lines_side_by_side_and_those_beside_what_cannot_be_said_are_no_word(pieces: str, text: str) -> None:
    places: list[Line] = []
    for piece in pieces.split("|"):
        start = places[-1].end if places else 0
        places.append(Line(start, start + len(piece), NARRATOR, Kind.NARRATION))
    chapter = Chapter(1, "One", pieces.replace("|", ""), (Paragraph(BlockKind.PARAGRAPH, tuple(places)),))
    item = EditedChapter("001 One.txt", chapter, tuple(range(1, len(places) + 1)), None)
    assert item.text_of_lines(places, [line for line in places if item.text_of(line) != "—"])[0] == text


def test_what_a_cue_says_has_the_number_of_its_line_and_is_no_changed_word(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "[say @Carl (sob): Knock knock.]\n@Anna: “Who")
    item = read_production(rendered).edited.chapters[0]
    heard = item.as_heard()
    said = next(at for at, line in enumerate(heard.chapter.lines) if line.speaker == "Carl")
    assert heard.text_of(heard.chapter.lines[said]) == "Knock knock."
    assert heard.numbers[said] + 1 == heard.numbers[said + 1]
    assert heard.as_heard() is heard
    assert item.changed_words == 0
    assert item.base is not None
    assert item.chapter.text == item.base.text
    assert words_by_speaker([item])["Carl"] == (1, 2)


def test_a_reading_is_found_in_its_line_with_its_whole_word() -> None:
    parsed = parse_chapter("One.\n@Ann: “Nynaeve’s[as: nai-NEEVs] St.[as: saynt]”\nTwo[as: too]\n", "a", None)
    item = EditedChapter("a", parsed.chapter, parsed.numbers, None)
    assert [item.readings_of(line) for line in item.chapter.lines] == [
        (),
        ((1, 10, "nai-NEEVs"), (11, 14, "saynt")),
        ((0, 3, "too"),),
    ]
