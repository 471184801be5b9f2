"""What would be broken: a paragraph that both a person and the story moved is read twice, or only in part."""

from __future__ import annotations

from script.merging.three_way import merge_sheets
from script.script_file.script_parser import parse_chapter, read_sheet
from script.script_file.script_sheet import sheet_of
from script.script_file.script_writer import write_sheet

NAME = "script/001 The Storm.txt"


def merged(base: str, mine: str, new: str) -> str:
    before, after = (sheet_of(parse_chapter(text, NAME, None).chapter) for text in (base, new))
    return write_sheet(merge_sheets(before, read_sheet(mine, NAME)[0], after)[0])


def words_of_file(text: str) -> list[str]:
    return parse_chapter(text, NAME, None).chapter.text.split()


def test_a_paragraph_that_both_moved_is_read_where_the_person_has_it_and_told_where_the_story_has_it() -> None:
    ant, bee, cow, doe, eel = "An ant crept.", "The bees flew.", "Cows chewed.", "Does drank all.", "No eel came."
    base, mine, new = ([ant, bee, cow, doe, eel], [bee, cow, ant, doe, eel], [bee, cow, doe, eel, ant])
    result = merged(*("\n\n".join(paragraphs) + "\n" for paragraphs in (base, mine, new)))
    assert words_of_file(result) == " ".join(mine).split()
    assert result.endswith("[[ The story now has: An ant crept. ]]\n")


def test_a_line_that_the_story_moved_beside_deleted_ones_is_read_once() -> None:
    base = "@Jane: “Ant bee,” said she.\n@?Jane: cow\n@Mary: she said.\n"
    result = merged(base, "@?Jane: cow\n", "@?Jane: cow\n@Jane: “Ant bee,” said she.\n")
    assert words_of_file(result) == ["cow"]


def test_part_of_a_line_that_the_person_deleted_is_not_read_because_the_story_changed_it() -> None:
    result = merged("Ash.\n\nNo. No.\n", "Ash.\n", "Ash.\n\nOak.\n“No,” said she.\n")
    assert words_of_file(result) == ["Ash."]
    assert "[[ The story now has: Oak. “No,” said she. ]]" in result


OLD = "The ant crept.\n\n@Jane: “Who took it?”\nasked Jane.\n\nAll bees flew.\n"


def test_a_passage_that_the_story_rewrote_is_not_read_in_old_words_because_the_person_added_a_line_to_it() -> None:
    result = merged(OLD, OLD.replace("asked Jane.", "asked Jane.\n\n@Anne: “Not I.”"), "Cows chewed grass.\n")
    assert result == "Cows chewed grass.\n\n@Anne: “Not I.”\n"


def test_a_passage_that_the_story_replaced_is_read_in_its_place_beside_the_word_that_the_person_changed() -> None:
    mine = OLD.replace("The ant crept.", "The aunt crept.")
    result = merged(f"{OLD}\nThe end.\n", f"{mine}\nThe end.\n", "Cows chewed grass.\n\nThe end.\n")
    assert words_of_file(result) == ["The", "aunt", "crept.", "Cows", "chewed", "grass.", "The", "end."]
    assert "[[ Not in the story now: The ant crept. ]]" in result
    again = merged("Cows chewed grass.\n\nThe end.\n", result, "Cows chewed grass.\n\nThe end.\n")
    assert again == result


def test_a_passage_that_the_story_replaced_is_only_told_where_the_person_deleted_part_of_it() -> None:
    mine = OLD.replace("The ant crept.\n\n", "")
    result = merged(f"{OLD}\nThe end.\n", f"{mine}\nThe end.\n", "Cows chewed grass.\n\nThe end.\n")
    assert "Cows" not in words_of_file(result)
    assert "[[ The story now has: Cows chewed grass. ]]" in result


def test_of_a_passage_that_the_story_lost_only_what_the_person_changed_is_read() -> None:
    mine = OLD.replace("Who took it?", "Who has it?").replace("All bees", "@Anne: All bees")
    result = merged(f"{OLD}\nThe end.\n", f"{mine}\nThe end.\n", "The end.\n")
    assert words_of_file(result) == ["“Who", "has", "it?”", "The", "end."]
    assert "[[ Not in the story now: “Who took it?” ]]" in result
    assert "[[ Not in the story now, but you had changed it: @Anne: All bees flew. ]]" in result


def test_the_rest_of_a_line_that_the_story_cut_is_not_read_because_a_word_was_changed_beside_it() -> None:
    """What the story lost begins, or ends, within a line that it still has."""
    base = "Ash rose early. Oak was late.\n\nThe ant crept.\n\n{}\n\nBees flew off. Cows came home.\n"
    old, mine = base.format("Does drank all."), base.format("Does drank some.")
    result = merged(old, mine, "Ash rose early.\n\nCows came home.\n")
    note = "[[ Not in the story now: Does drank all. ]]"
    assert result == f"Ash rose early.\n\n{note}\n\nDoes drank some.\n\nCows came home.\n"
    result = merged(old, mine, "Ash rose early. Elms fell.\n\nCows came home.\n")
    assert result == f"Ash rose early. Elms fell.\n\n{note}\n\nDoes drank some.\n\nCows came home.\n"


ASH, BEE, COW = "An old ash tree stood by the gate.", "The bees flew over the long wall.", "Cows came home at dark."
DOE = "@Jane: “Where has everybody gone tonight?”"
BY_MARY = DOE.replace("Jane", "Mary (whisper)")


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def test_what_the_person_said_about_a_line_goes_with_it_when_the_story_moves_it() -> None:
    before = paragraphs(ASH, BEE, COW, DOE)
    up = merged(before, paragraphs(ASH, BEE, COW, BY_MARY), paragraphs(ASH, DOE, BEE, COW))
    assert up == paragraphs(ASH, BY_MARY, BEE, COW)
    swapped = merged(before, paragraphs(ASH, BEE, f"@Tom: {COW}", DOE), paragraphs(ASH, COW, BEE, DOE))
    assert swapped == paragraphs(ASH, f"@Tom: {COW}", BEE, DOE)


def test_a_divided_line_beside_changed_words_goes_with_its_words() -> None:
    base = paragraphs(ASH, BEE, DOE, COW)
    mine = paragraphs(ASH, BEE.replace("long", "low"), "@Jane: “Where has\n@Tom: everybody gone tonight?”", COW)
    result = merged(base, mine, paragraphs(ASH, COW))
    assert words_of_file(result) == paragraphs(ASH, BEE.replace("long", "low"), COW).split()
    assert f"[[ Not in the story now: {BEE} ]]" in result
    assert "[[ Not in the story now, but you had changed it: @Tom: everybody gone tonight?” ]]" in result


def test_a_line_that_the_story_has_elsewhere_twice_is_not_said_to_be_gone() -> None:
    mine, new = paragraphs(ASH, BEE, COW, BY_MARY), paragraphs(DOE, ASH, DOE, BEE, COW)
    assert merged(paragraphs(ASH, BEE, COW, DOE), mine, new) == paragraphs(
        DOE, ASH, DOE, BEE, COW, f"[[ Elsewhere in the story now, but you had changed it: {BY_MARY} ]]"
    )


def test_a_line_that_the_story_put_in_the_place_of_one_that_the_person_deleted_is_read_there() -> None:
    base, new = paragraphs(ASH, BEE, COW, DOE), paragraphs(DOE, BEE, COW)
    assert merged(base, paragraphs(BEE, COW, DOE), new) == new
    assert merged(base, paragraphs(BEE, COW, BY_MARY), new) == paragraphs(BY_MARY, BEE, COW)


def test_of_the_lines_in_the_place_of_a_rewritten_one_those_that_the_person_left_elsewhere_are_read() -> None:
    mine, elm = ASH.replace("old ash", "old oak"), "Elms are rare here."
    result = merged(
        paragraphs(ASH, BEE, COW, DOE), paragraphs(mine, BEE, COW, DOE), paragraphs(f"{elm}\n{DOE}", BEE, COW)
    )
    assert result == paragraphs(f"[[ The story now has: {elm} ]]", mine, DOE, BEE, COW)
