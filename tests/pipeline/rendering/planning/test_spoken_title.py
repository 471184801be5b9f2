"""What would be broken: a title that is said though the story prints it, or not said though the book asks for it."""

from dataclasses import replace
from pathlib import Path

from pipeline.production.production import open_production
from pipeline.production.script_files import EditedChapter
from pipeline.rendering.planning.spoken_title import titled
from script.model import NARRATOR, Kind
from script.script_file.script_parser import parse_chapter
from tests.pipeline.productions import load


def test_a_title_is_said_where_the_book_asks_and_the_story_does_not_print_it(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    item = loaded.edited.chapters[0]
    asked = replace(loaded.book, speak_titles=True)
    assert titled(item, asked) == item, "its heading is printed"
    untitled = replace(item, chapter=replace(item.chapter, title="The Knock"))
    assert titled(untitled, loaded.book) == untitled
    part = replace(item, chapter=replace(item.chapter, title="Chap"))
    assert titled(part, asked) != part, "a piece of a printed word is not printed"
    said = titled(untitled, asked)
    first, *rest = said.chapter.lines
    assert (said.text_of(first), first.speaker, first.kind) == ("The Knock", NARRATOR, Kind.HEADING)
    assert [said.text_of(line) for line in rest] == [item.text_of(line) for line in item.chapter.lines]
    assert len(said.numbers) == len(said.chapter.lines)


def test_what_hangs_on_words_stays_on_them_behind_a_spoken_title(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    file = "001 The Knock.txt"
    text = "He had read[as: red] it.\n[say: Meanwhile]\n[pause: 1]\nThen [[ a note ]] he slept.\n"
    parsed = parse_chapter(text, file, None)
    chapter = replace(parsed.chapter, title="The Knock", emphasis=((0, 2),), pronunciations=((3, 6, "hæd"),))
    item = EditedChapter(file, chapter, parsed.numbers, None, cue_numbers=parsed.cue_numbers)
    said = titled(item, replace(loaded.book, speak_titles=True))

    def places(item: EditedChapter) -> list[str]:
        chapter = item.chapter
        hanging = (*(cue.at for cue in chapter.cues), *(note.at for note in chapter.notes))
        hanging += tuple(reading.at for reading in chapter.readings)
        begins = (*(start for start, _ in chapter.emphasis), *(start for start, _, _ in chapter.pronunciations))
        return [chapter.text[at - 3 : at] for at in hanging] + [chapter.text[at : at + 2] for at in begins]

    assert places(said) == places(item)
    assert said.readings_of(said.chapter.lines[1]) == item.readings_of(item.chapter.lines[0]) != ()
