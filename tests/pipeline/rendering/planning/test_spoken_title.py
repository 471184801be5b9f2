"""What would be broken: a title that is said though the story prints it, or not said though the book asks for it."""

from dataclasses import replace
from pathlib import Path

from pipeline.production.production import open_production
from pipeline.rendering.planning.spoken_title import titled
from script.model import NARRATOR, Kind
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
