"""What would be broken: edits left behind, or read beside the story's words, when chapters are cut or joined."""

from __future__ import annotations

import pytest

from pipeline.updating.merging.script_merge import ScriptFiles, merge_script
from script.model import Chapter
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter
from script.support.errors import EditError

STORM = (
    "The storm came over the hill at nine, and nobody had thought of the lantern.",
    "@Jane: “Who is out there on the pier at this hour?”",
)
HARBOUR = (
    "In the harbour the boats lay so close that a child could walk across them.",
    "@Jane: “One of us must go and see what is the matter.”",
    "She went alone, with her collar up against the rain.",
)


def tagged(number: int, *paragraphs: str) -> Chapter:
    return parse_chapter("\n\n".join(paragraphs) + "\n", f"script/{number:03} x.txt", None).chapter


def words(made: ScriptFiles) -> list[str]:
    return [
        word
        for name, text in made.script.items()
        for word in parse_chapter(text, f"script/{name}", None).chapter.text.split()
    ]


def edited(made: ScriptFiles) -> dict[str, str]:
    """The files with a speaker, a word and a line of the person's in the harbour's part, and a note before it."""
    return {
        name: text.replace("@Jane: “One", "@Mary (whisper): “One")
        .replace("so close", "so near")
        .replace("She went", "[[ softly ]]\n\n@Anne: “Not I.”\n\nShe went")
        .replace("on the pier", "at the pier")
        for name, text in made.script.items()
    }


def expected(*paragraphs: str) -> list[str]:
    spoken = [paragraph.removeprefix("# ").removeprefix("@Jane: ") for paragraph in paragraphs]
    text = " ".join(spoken).replace("so close", "so near").replace("on the pier", "at the pier")
    return text.replace("She went", "“Not I.” She went").split()


@pytest.mark.parametrize("remembered", [True, False])
def test_edits_go_with_the_words_to_the_new_chapter_when_one_is_cut_in_two(remembered: bool) -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=(), script={})
    new = [tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)]
    cut = merge_script(new, known=made.known if remembered else None, script=edited(made))
    assert list(cut.script) == ["001 Storm.txt", "002 Harbour.txt"]
    assert "@Mary (whisper): “One" in cut.script["002 Harbour.txt"]
    assert "[[ softly ]]" in cut.script["002 Harbour.txt"]
    assert words(cut) == expected("# Storm", *STORM, "# Harbour", *HARBOUR)
    assert merge_script(new, known=cut.known, script=cut.script).script == cut.script


@pytest.mark.parametrize("remembered", [True, False])
def test_edits_go_with_the_words_to_the_one_chapter_that_two_become(remembered: bool) -> None:
    made = merge_script([tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)], known=(), script={})
    new = [tagged(1, "# Storm", *STORM, *HARBOUR)]
    joined = merge_script(new, known=made.known if remembered else None, script=edited(made))
    assert list(joined.script) == ["001 Storm.txt"]
    assert not joined.parked
    assert "@Mary (whisper): “One" in joined.script["001 Storm.txt"]
    gone = () if remembered else ("# Harbour",)
    assert words(joined) == expected("# Storm", *STORM, *gone, *HARBOUR)
    assert merge_script(new, known=joined.known, script=joined.script).script == joined.script


def test_a_chapter_that_is_new_leaves_the_others_whole() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=(), script={})
    new = [
        tagged(1, "# Morning", "Morning found them asleep around the stove, with the door wide open."),
        tagged(2, "# Storm", *STORM, *HARBOUR),
    ]
    mine = edited(made)
    grown = merge_script(new, known=made.known, script=mine)
    assert grown.script["002 Storm.txt"] == mine["001 Storm.txt"]


def test_edits_go_with_the_words_and_not_with_a_title_that_another_chapter_bears_now() -> None:
    made = merge_script([tagged(1, "# One", *STORM), tagged(2, "# Two", *HARBOUR)], known=(), script={})
    morning = "Morning found them asleep around the stove, with the door wide open."
    new = [tagged(1, "# One", *STORM, *HARBOUR), tagged(2, "# Two", morning)]
    grown = merge_script(new, known=made.known, script=edited(made))
    assert words(grown) == [*expected("# One", *STORM, *HARBOUR), *f"Two {morning}".split()]
    assert "@Mary (whisper): “One" in grown.script["001 One.txt"]


@pytest.mark.parametrize("remembered", [True, False])
@pytest.mark.parametrize(
    "again",
    [("# Again", *HARBOUR), ("# Storm", *STORM, *HARBOUR), ("# Again", STORM[0], *HARBOUR)],
    ids=["reprise", "copy", "parts"],
)
def test_a_chapter_that_repeats_words_of_another_leaves_it_and_its_edits_alone(
    again: tuple[str, ...], remembered: bool
) -> None:
    whole = tagged(1, "# Storm", *STORM, *HARBOUR)
    made = merge_script([whole], known=(), script={})
    mine = {name: text.replace("@Jane: “One", "@Mary (whisper): “One") for name, text in made.script.items()}
    grown = merge_script([whole, tagged(2, *again)], known=made.known if remembered else None, script=mine)
    first, second = grown.script.values()
    assert first == mine["001 Storm.txt"]
    assert second == format_chapter(tagged(2, *again))


def test_a_chapter_that_grew_keeps_its_edits_though_another_repeats_it() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=(), script={})
    mine = edited(made)
    again = tagged(2, "# Again", *HARBOUR)
    grown = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR, "At last."), again], known=made.known, script=mine)
    assert list(grown.script.values()) == [mine["001 Storm.txt"] + "\nAt last.\n", format_chapter(again)]


def test_a_chapter_of_which_another_keeps_the_same_words_is_not_joined_with_that() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR), tagged(2, "# Again", *HARBOUR)], known=(), script={})
    mine = edited(made)
    left = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=made.known, script=mine)
    assert left.script == {"001 Storm.txt": mine["001 Storm.txt"]}
    assert left.parked == {"002 Again.txt": mine["002 Again.txt"]}


def test_words_of_a_deleted_file_are_written_again_and_told_when_its_chapter_is_joined() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)], known=(), script={})
    mine = edited(made)
    del mine["001 Storm.txt"]
    joined = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=made.known, script=mine)
    as_tagged = tagged(1, "# Storm", *STORM).text.split()
    assert words(joined) == [*as_tagged, *expected(*HARBOUR)]
    assert "@Mary (whisper): “One" in joined.script["001 Storm.txt"]
    assert joined.notes[0].startswith("script/001 Storm.txt was missing and is written again.")


def test_a_note_that_never_ends_in_one_of_two_files_to_be_joined_is_refused_where_it_stands() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)], known=(), script={})
    first, second = made.script.values()
    open_first, open_second = first.replace("@Jane", "[[ @Jane"), second.replace("She went", "[[ She went")
    closing = second.replace("She went", "[[ x ]] She went")
    for texts, place in (
        ((first, open_second), "script/002 Harbour.txt:7"),
        ((open_first, closing), "script/001 Storm.txt:5"),
    ):
        mine = dict(zip(made.script, texts, strict=True))
        with pytest.raises(EditError, match=f"^{place}: "):
            merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=made.known, script=mine)


def test_an_error_in_a_chapter_to_be_cut_names_the_file_as_the_person_has_renamed_it() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=(), script={})
    mine = {"001 My own.txt": made.script["001 Storm.txt"].replace("She went", "[[ She went")}
    with pytest.raises(EditError, match=r"^script/001 My own\.txt:11: "):
        merge_script([tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)], known=made.known, script=mine)


def test_what_stands_at_the_end_of_a_chapter_goes_to_one_part_when_it_is_cut() -> None:
    morning = "Morning found them asleep around the stove, with the door wide open."
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR, morning)], known=(), script={})
    new = [tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR), tagged(3, "# Morning", morning)]
    (whole,) = made.script.values()
    for end, kept in ((len(whole), 2), (whole.index("In the harbour"), 0)):
        mine = whole[:end].rstrip() + "\n\n[[ my note ]]\n\n[music: last]\n"
        cut = merge_script(new, known=made.known, script={"001 Storm.txt": mine})
        texts = list(cut.script.values())
        assert texts[kept].endswith("\n\n[[ my note ]]\n[music: last]\n")
        assert [text.count("my note") + text.count("music") for text in texts] == [2 * (i == kept) for i in range(3)]


def test_a_cue_at_a_cut_goes_with_the_words_that_it_stands_beside() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=(), script={})
    mine = {
        name: text.replace("at this hour?”", "at this hour?” [pause: 4]\n[sfx: door]").replace(
            "In the harbour", "[music: sea]\n\n[pause: 2] In the harbour"
        )
        for name, text in made.script.items()
    }
    cut = merge_script([tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)], known=made.known, script=mine)
    first, second = cut.script.values()
    assert first.endswith("at this hour?”\n\n[pause: 4]\n[sfx: door]\n")
    assert second.startswith("# Harbour\n\n[music: sea]\n[pause: 2]\n\nIn the harbour")


def test_edits_of_a_chapter_whose_halves_went_to_two_others_go_along() -> None:
    pier = ("The pier lay empty, and the gulls had it all to themselves until the evening.", *STORM)
    stove = (*HARBOUR, "Morning found them asleep around the stove, with the door wide open and a cat on the table.")
    middle = ("Then the lamps went out, one after the other.", "@Jane: “Nobody has any oil left in this town.”")
    made = merge_script(
        [tagged(1, "# Pier", *pier), tagged(2, "# Lamps", *middle), tagged(3, "# Stove", *stove)], known=(), script={}
    )
    mine = {name: text.replace("@Jane: “Nobody", "@Mary: “Nobody") for name, text in made.script.items()}
    new = [tagged(1, "# Pier", *pier, middle[0]), tagged(2, "# Stove", middle[1], *stove)]
    grown = merge_script(new, known=made.known, script=mine)
    assert not grown.parked
    assert not grown.notes
    assert grown.script["002 Stove.txt"] == format_chapter(new[1]).replace("@Jane: “Nobody", "@Mary: “Nobody")
    assert merge_script(new, known=grown.known, script=grown.script).script == grown.script


def test_edits_go_with_the_words_when_the_parts_of_a_chapter_change_places() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM, *HARBOUR)], known=(), script={})
    new = [tagged(1, "# Harbour", *HARBOUR), tagged(2, "# Storm", *STORM)]
    cut = merge_script(new, known=made.known, script=edited(made))
    assert words(cut) == expected("# Harbour", *HARBOUR, "# Storm", *STORM)
    assert "@Mary (whisper): “One" in cut.script["001 Harbour.txt"]


def test_edits_go_with_the_words_when_two_chapters_become_one_in_another_order() -> None:
    made = merge_script([tagged(1, "# Storm", *STORM), tagged(2, "# Harbour", *HARBOUR)], known=(), script={})
    joined = merge_script([tagged(1, "# Storm", *HARBOUR, *STORM)], known=made.known, script=edited(made))
    assert words(joined) == expected("# Storm", *HARBOUR, *STORM)
    assert "@Mary (whisper): “One" in joined.script["001 Storm.txt"]
