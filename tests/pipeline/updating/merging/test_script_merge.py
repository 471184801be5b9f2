"""What would be broken: a person's edits lost, misplaced or doubled when the story or the book's sections change."""

from dataclasses import replace

import pytest

from pipeline.production.chapter_matching import find_renamed
from pipeline.updating.merging.script_merge import ScriptFiles, merge_script
from script.model import BlockKind, Chapter, Kind, Line, Paragraph
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter
from script.support.errors import EditError

TEXTS = {
    "The Storm": "The storm came over the hill at nine, and nobody had thought of the lantern on the pier.",
    "The Harbour": "In the harbour the boats lay so close that a child could walk from one side to the other.",
    "Morning": "Morning found them asleep around the stove, with the door wide open and the cat on the table.",
}


def chapter(number: int, title: str, *paragraphs: str) -> Chapter:
    text = "\n\n".join([title, *paragraphs])
    found, at = [], 0
    for index, part in enumerate(text.split("\n\n")):
        kind, block = (Kind.NARRATION, BlockKind.PARAGRAPH) if index else (Kind.HEADING, BlockKind.HEADING)
        line = Line(at, at + len(part), "narrator", kind)
        found.append(Paragraph(block, (line,), 0 if index else 1))
        at += len(part) + 2
    return Chapter(number, title, text, tuple(found))


def book(*titles: str) -> list[Chapter]:
    return [chapter(number, title, TEXTS[title]) for number, title in enumerate(titles, 1)]


def first(*titles: str) -> ScriptFiles:
    return merge_script(book(*titles), known=(), script={})


def test_a_new_story_has_a_file_for_each_chapter() -> None:
    made = first("The Storm", "Morning")
    assert list(made.script) == ["001 The Storm.txt", "002 Morning.txt"]
    assert made.script["002 Morning.txt"] == format_chapter(book("The Storm", "Morning")[1])
    assert not made.notes


def test_the_same_story_again_changes_no_edit() -> None:
    made = first("The Storm", "Morning")
    mine = dict(made.script)
    mine["001 The Storm.txt"] = mine["001 The Storm.txt"].replace("The storm", "@Nell: The storm")
    again = merge_script(book("The Storm", "Morning"), known=made.known, script=mine)
    assert again.script == mine
    assert not again.notes


def test_an_edit_follows_its_chapter_when_one_is_put_before_it() -> None:
    made = first("The Storm", "Morning")
    mine = dict(made.script)
    mine["002 Morning.txt"] = mine["002 Morning.txt"].replace("Morning found", "@Nell: Morning found")
    grown = merge_script(book("The Storm", "The Harbour", "Morning"), known=made.known, script=mine)
    assert list(grown.script) == ["001 The Storm.txt", "002 The Harbour.txt", "003 Morning.txt"]
    assert grown.script["003 Morning.txt"] == mine["002 Morning.txt"]
    assert "@Nell" not in grown.script["002 The Harbour.txt"]


def test_a_chapter_that_grew_keeps_the_edit_and_gets_the_new_words() -> None:
    made = first("The Storm")
    mine = {name: text.replace("The storm", "@Nell: The storm") for name, text in made.script.items()}
    longer = chapter(1, "The Storm", TEXTS["The Storm"], "Then it was over, as suddenly as it had come.")
    grown = merge_script([longer], known=made.known, script=mine)
    (text,) = grown.script.values()
    assert "@Nell: The storm" in text
    assert "Then it was over" in text
    assert merge_script([longer], known=grown.known, script=grown.script).script == grown.script


def test_a_chapter_taken_out_is_parked_with_its_edits_and_comes_back_with_them() -> None:
    made = first("The Storm", "Morning")
    mine = dict(made.script)
    mine["002 Morning.txt"] = mine["002 Morning.txt"].replace("Morning found", "@Nell: Morning found")
    out = merge_script(book("The Storm"), known=made.known, script=mine)
    assert list(out.script) == ["001 The Storm.txt"]
    assert list(out.parked.values()) == [mine["002 Morning.txt"]]
    assert "story/parked" in out.notes[0]
    back = merge_script(
        book("The Storm", "Morning"),
        known=out.known,
        script=out.script,
        parked_known=out.parked_known,
        parked=out.parked,
    )
    assert back.script == mine
    assert not back.parked


def test_a_chapter_taken_out_without_edits_leaves_nothing_behind() -> None:
    made = first("The Storm", "Morning")
    out = merge_script(book("The Storm"), known=made.known, script=made.script)
    assert not out.parked
    assert not out.notes


def test_a_file_that_a_person_renamed_is_still_the_chapter_and_keeps_its_name() -> None:
    made = first("The Storm", "Morning")
    mine = {"001 The Storm.txt": made.script["001 The Storm.txt"], "002 Dawn.txt": made.script["002 Morning.txt"]}
    assert find_renamed(made.known, mine) == {
        "001 The Storm.txt": "001 The Storm.txt",
        "002 Morning.txt": "002 Dawn.txt",
    }
    again = merge_script(book("The Storm", "Morning"), known=made.known, script=mine)
    assert again.script == mine
    grown = merge_script(book("The Storm", "The Harbour", "Morning"), known=again.known, script=mine)
    assert list(grown.script) == ["001 The Storm.txt", "002 The Harbour.txt", "003 Dawn.txt"]


def test_a_persons_name_for_a_file_is_kept_also_where_it_says_the_number_again() -> None:
    stories = [chapter(n, f"CHAPTER {n}: {title}", TEXTS[title]) for n, title in enumerate(("The Storm", "Morning"), 1)]
    made = merge_script(stories, known=(), script={})
    assert list(made.script) == ["001 The Storm.txt", "002 Morning.txt"]
    mine = {
        "001 Chapter One - Wind.txt": made.script["001 The Storm.txt"],
        "002 Morning.txt": made.script["002 Morning.txt"],
    }
    again = merge_script(stories, known=made.known, script=mine)
    assert again.script == mine


def test_a_missing_file_is_written_again_and_said() -> None:
    made = first("The Storm", "Morning")
    mine = {"001 The Storm.txt": made.script["001 The Storm.txt"]}
    again = merge_script(book("The Storm", "Morning"), known=made.known, script=mine)
    assert again.script == made.script
    assert "002 Morning.txt was missing" in again.notes[0]


def test_a_persons_own_file_stays_and_its_name_is_not_taken() -> None:
    made = first("The Storm")
    mine = {**made.script, "002 Morning.txt": "Words of my own, of no chapter.\n"}
    grown = merge_script(book("The Storm", "Morning"), known=made.known, script=mine)
    assert grown.script["002 Morning.txt"] == "Words of my own, of no chapter.\n"
    assert "Morning found" in grown.script["002 Morning (2).txt"]


def test_without_a_memory_every_file_counts_as_a_persons() -> None:
    made = first("The Storm", "Morning")
    mine = {name: text.replace("The storm", "@Nell: The storm") for name, text in made.script.items()}
    again = merge_script(book("The Storm", "Morning"), known=None, script=mine)
    assert list(again.script) == list(mine)
    for name, text in mine.items():
        before = parse_chapter(text, name, None).chapter
        after = parse_chapter(again.script[name], name, None).chapter
        assert [line.speaker for line in after.lines] == [line.speaker for line in before.lines]


def test_a_conflict_keeps_the_persons_words_and_is_said() -> None:
    made = first("The Storm")
    mine = {name: text.replace("at nine", "at midnight") for name, text in made.script.items()}
    new = chapter(1, "The Storm", TEXTS["The Storm"].replace("at nine", "at ten"))
    merged = merge_script([new], known=made.known, script=mine)
    (text,) = merged.script.values()
    assert "at midnight" in text
    assert "[[" in text
    assert "both you and the story changed" in merged.notes[0]
    assert merge_script([new], known=merged.known, script=merged.script).script == merged.script


def test_a_file_that_cannot_be_read_stops_the_merge_with_its_place() -> None:
    made = first("The Storm")
    mine = {name: f"{text}\n@: nobody\n" for name, text in made.script.items()}
    new = [replace(made.known[0].base, text=made.known[0].base.text.replace("nine", "ten"))]
    with pytest.raises(EditError, match=r"script/001 The Storm\.txt:5"):
        merge_script(new, known=made.known, script=mine)


def test_an_edit_that_may_belong_elsewhere_is_told_though_its_chapter_is_word_for_word_the_story() -> None:
    again = "Nobody had thought of the lantern again."
    before = [chapter(1, "The Storm", TEXTS["The Storm"], again, TEXTS["The Harbour"], again), *book("Morning")]
    after = [
        chapter(1, "The Storm", TEXTS["The Storm"], TEXTS["The Harbour"]),
        chapter(2, "Morning", TEXTS["Morning"], again, again),
    ]
    made = merge_script([before[0], replace(before[1], number=2)], known=(), script={})
    name = "001 The Storm.txt"
    mine = {**made.script, name: made.script[name].replace(again, f"@Nell: {again}", 1)}
    grown = merge_script(after, known=made.known, script=mine)
    assert "[[ You had changed these words" in grown.script["002 Morning.txt"]
    assert any("002 Morning.txt: one of your changes belongs to words" in note for note in grown.notes)
