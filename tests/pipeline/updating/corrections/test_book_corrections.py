"""What would be broken: a correction lost when the story is tagged again, or one that nothing around it follows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.production.production import Production
from pipeline.production.remembered.ledger import Ledger
from pipeline.updating.corrections.book_corrections import stored_ledger
from pipeline.updating.make_production import retag_production
from script.support.errors import EditError
from tests.pipeline.productions import edited, make_production, opened, summarize, tagged, update_production
from tests.tea_story import TEA

Edit = Callable[[Path, str, str], None]

TALK = f"""{TEA}
CHAPTER TWO

“Good night,” said Anna.

“Good night,” said Paul.

“Sleep well,” said Mrs Pell.
"""


@pytest.fixture
def talk(tmp_path: Path) -> Production:
    story = tmp_path / "tea.txt"
    story.write_text(TALK, encoding="utf-8")
    return make_production(story)


def script(production: Production, number: int = 1) -> Path:
    return sorted(production.script_folder.iterdir())[number - 1]


def speakers(production: Production) -> dict[str, str | None]:
    return {item.text_of(line): line.speaker for item in edited(production).chapters for line in item.chapter.lines}


def give(production: Production, words: str, speaker: str, number: int = 1) -> None:
    """Writes a speaker before these words, as a person does."""
    path = script(production, number)
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text(
        "\n".join(f"@{speaker}: {words}" if line.endswith(words) else line for line in lines), encoding="utf-8"
    )


def test_the_lines_around_a_correction_follow_and_are_told(talk: Production) -> None:
    give(talk, "“What did you buy?”", "Paul")
    give(talk, "“A lamp.”", "Anna")
    assert summarize(talk).corrected == (2, 0)
    followed = retag_production(talk.folder)
    said = speakers(talk)
    assert [said[words] for words in ("“What did you buy?”", "“A lamp.”", "“To read by.”")] == ["Paul", "Anna", "Anna"]
    assert ("“To read by.”", "Anna") in {(line.text, line.after) for line in followed}
    assert not {"“What did you buy?”", "“A lamp.”"} & {line.text for line in followed}
    for line in followed:
        file, _, number = line.address.rpartition(":")
        assert line.text in (talk.folder / file).read_text(encoding="utf-8").split("\n")[int(number) - 1]
    assert summarize(talk).corrected == (0, 0)


def test_a_line_that_a_person_divided_keeps_both_its_speakers(talk: Production, edit: Edit) -> None:
    give(talk, "“To read by.”", "Paul")
    retag_production(talk.folder)
    edit(script(talk), "@Paul: “To read by.”", "@Paul: “To read\n@Clara: by.”")
    for _ in range(2):
        retag_production(talk.folder)
        said = speakers(talk)
        assert (said["“To read"], said["by.”"]) == ("Paul", "Clara")


def test_what_a_person_left_of_a_divided_line_stays_with_whom_it_was(talk: Production, edit: Edit) -> None:
    who = speakers(talk)["“Sleep well,”"]
    edit(script(talk, 2), f"@{who}: “Sleep well,”", f"@{who}: “Sleep\n@Clara: well,”")
    retag_production(talk.folder)
    said = speakers(talk)
    assert (said["“Sleep"], said["well,”"]) == (who, "Clara")


QUARREL = """CHAPTER ONE

The rain had come over the hills.

“Have you seen the boat?” asked Edith. “It is the one that Father painted,” said Anna.

Clara saw the lamp go out above the harbour wall. “There is nobody up there any more.”

“The keeper sleeps until the evening comes,” said Dorian. “He never wakes before noon,” said Clara.
"""


def test_a_divided_line_with_a_changed_word_goes_with_its_paragraph(tmp_path: Path, edit: Edit) -> None:
    story = tmp_path / "quarrel.txt"
    story.write_text(QUARREL, encoding="utf-8")
    production = make_production(story)
    edit(script(production), "“It is the one that", "“It is the one\n@Edith: that")
    retag_production(production.folder)
    edit(script(production), "Father painted,”", "Father tarred,”")
    first, rain, boat, lamp, keeper = QUARREL.rstrip("\n").split("\n\n")
    story.write_text("\n\n".join([first, rain, f"{lamp} {keeper}", boat]) + "\n", encoding="utf-8")
    make_production(story)
    text = script(production).read_text(encoding="utf-8")
    assert text.endswith("asked Edith.\n@Anna: “It is the one\n@Edith: that Father tarred,”\nsaid Anna.\n")
    assert "[[" not in text


def test_a_correction_holds_through_every_later_tagging(talk: Production, edit: Edit) -> None:
    give(talk, "“What did you buy?”", "Clara")
    give(talk, "“Good night,”", "Paul", 2)
    retag_production(talk.folder)
    once = {path.name: path.read_bytes() for path in talk.script_folder.iterdir()}
    assert retag_production(talk.folder) == ()
    assert {path.name: path.read_bytes() for path in talk.script_folder.iterdir()} == once
    story = talk.folder.with_suffix(".txt")
    edit(story, "Anna and Paul sat down.", "It was five. Anna and Paul sat down to tea.")
    make_production(story)
    assert speakers(talk)["“What did you buy?”"] == "Clara"


def test_a_quotation_given_to_the_narrator_stays_the_narrators(talk: Production) -> None:
    path = script(talk)
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join("“A lamp.”" if "“A lamp.”" in line else line for line in lines), encoding="utf-8")
    for _ in range(2):
        retag_production(talk.folder)
        assert speakers(talk)["“A lamp.”"] == "narrator"


def test_edits_of_other_kinds_survive(talk: Production, edit: Edit) -> None:
    edit(script(talk), "Clara laughed", "[pause: 2]\n\nClara giggled")
    give(talk, "“What did you buy?”", "Paul")
    retag_production(talk.folder)
    text = script(talk).read_text(encoding="utf-8")
    assert "[pause: 2]" in text
    assert "Clara giggled" in text


def test_a_renamed_character_is_shown_so_everywhere_and_keeps_voice_and_place(talk: Production, edit: Edit) -> None:
    before = talk.voices_file.read_text(encoding="utf-8")
    edit(talk.voices_file, "[characters.Anna]", '[characters.Anna]\nname = "Anna Bell"')
    update_production(talk.folder)
    assert "@Anna Bell: “Good night,”" in script(talk, 2).read_text(encoding="utf-8")
    after = talk.voices_file.read_text(encoding="utf-8")
    assert after == before.replace("[characters.Anna]", '[characters.Anna]\nname = "Anna Bell"')
    assert {item.name for item in summarize(talk).speakers} >= {"Anna Bell", "Paul"}
    assert summarize(talk).corrected == (0, 0)
    give(talk, "“A lamp.”", "Anna")
    assert speakers(talk)["“A lamp.”"] == "Anna Bell"
    retag_production(talk.folder)
    assert "Anna" not in set(speakers(talk).values())


def test_two_characters_of_one_name_are_one_with_one_voice(talk: Production, edit: Edit) -> None:
    voice = next(item.voice for item in summarize(talk).speakers if item.name == "Anna")
    edit(talk.voices_file, "[characters.Anna]", '[characters.Anna]\naliases = ["Mrs Pell"]')
    update_production(talk.folder)
    shown = {item.name: item.voice for item in summarize(talk).speakers}
    assert "Mrs Pell" not in shown
    assert shown["Anna"] == voice
    assert speakers(talk)["“Sleep well,”"] == "Anna"
    text = talk.voices_file.read_text(encoding="utf-8")
    assert text.index('[characters."Mrs Pell"]') > 0
    update_production(talk.folder)
    assert talk.voices_file.read_text(encoding="utf-8") == text


def test_a_name_that_looks_misspelt_is_asked_about(talk: Production) -> None:
    give(talk, "“Sleep well,”", "Mrs Pel", 2)
    update_production(talk.folder)
    assert any("Mrs Pel is new: did you mean Mrs Pell?" in warning for warning in summarize(talk).warnings)
    give(talk, "“Sleep well,”", "Clara", 2)
    assert not any("Clara is new" in warning for warning in summarize(talk).warnings)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ('name = "narrator"', "nobody but the narrator"),
        ('aliases = "Ann"', "aliases is a list"),
        ('gender = "woman"', 'gender is "female" or "male"'),
        ('age = "young"', 'age is "child" or "adult" or "old"'),
        ('aliases = ["Paul"]\n[characters.Ruth]\naliases = ["Paul"]', "keep one"),
    ],
)
def test_what_cannot_be_said_of_a_character_is_refused_with_its_line(
    talk: Production, edit: Edit, keys: str, words: str
) -> None:
    edit(talk.voices_file, "[characters.Anna]", f"[characters.Anna]\n{keys}")
    with pytest.raises(EditError, match=r"voices\.toml:\d+: ") as refused:
        update_production(talk.folder)
    assert words in str(refused.value)


def ledger(production: Production) -> Ledger:
    stored = stored_ledger(opened(production))
    assert stored is not None
    return stored


def test_the_taggers_own_speaker_ends_a_correction_when_it_is_set_back(talk: Production, edit: Edit) -> None:
    own = script(talk, 2).read_text(encoding="utf-8")
    give(talk, "“Good night,”", "Clara", 2)
    retag_production(talk.folder)
    assert [item.was.speaker for item in ledger(talk).corrections] == ["Anna", "Paul"]
    script(talk, 2).write_text(own, encoding="utf-8")
    update_production(talk.folder)
    assert all(item.ended for item in ledger(talk).corrections)
    assert summarize(talk).corrected == (0, 0)
    update_production(talk.folder)
    retag_production(talk.folder)
    assert script(talk, 2).read_text(encoding="utf-8") == own
    assert ledger(talk) == Ledger()


def test_a_cue_a_note_and_a_delivery_are_in_the_ledger_until_they_are_deleted(talk: Production, edit: Edit) -> None:
    before = script(talk).read_text(encoding="utf-8")
    edit(script(talk), "Clara laughed", "[pause: 2]\n\n[[ slowly ]]\n\nClara laughed")
    give(talk, "“Sleep well,”", "Mrs Pell (sob)", 2)
    update_production(talk.folder)
    kept = ledger(talk)
    assert [(mark.value, mark.after.split()[0]) for mark in kept.marks] == [("2", "Clara"), ("slowly", "Clara")]
    assert [(item.was.delivery, item.parts[0].label.delivery) for item in kept.corrections] == [(None, "sob")]
    script(talk).write_text(before, encoding="utf-8")
    edit(script(talk, 2), " (sob)", "")
    update_production(talk.folder)
    assert ledger(talk) == Ledger()


def test_corrections_that_an_earlier_version_told_the_tagger_are_taken_up_once(talk: Production, edit: Edit) -> None:
    give(talk, "“What did you buy?”", "Paul")
    retag_production(talk.folder)
    talk.corrections_file.unlink()
    update_production(talk.folder)
    (item,) = ledger(talk).corrections
    assert (item.words, item.was.speaker, item.parts[0].label.speaker) == ("“What did you buy?”", None, "Paul")
    story = talk.folder.with_suffix(".txt")
    edit(story, "“What did you buy?”\n\n", "")
    edit(story, "“Sleep well,”", "“What did you buy?”\n\n“Sleep well,”")
    make_production(story)
    assert "@Paul: “What did you buy?”" in script(talk, 2).read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["", "{}", '{"format": 9}', '{"format": 1, "corrections": [[1]], "marks": []}'])
def test_a_damaged_ledger_costs_no_correction(talk: Production, edit: Edit, damage: str) -> None:
    give(talk, "“What did you buy?”", "Paul")
    retag_production(talk.folder)
    talk.corrections_file.write_text(damage, encoding="utf-8")
    retag_production(talk.folder)
    assert speakers(talk)["“What did you buy?”"] == "Paul"
    assert [item.parts[0].label.speaker for item in ledger(talk).corrections] == ["Paul"]


def test_a_renamed_character_is_renamed_in_what_the_tagger_had_said(talk: Production, edit: Edit) -> None:
    give(talk, "“Good night,”", "Clara", 2)
    retag_production(talk.folder)
    edit(talk.voices_file, "[characters.Anna]", '[characters.Anna]\nname = "Anna Bell"')
    update_production(talk.folder)
    assert [item.was.speaker for item in ledger(talk).corrections] == ["Anna Bell", "Paul"]


def test_words_of_the_persons_own_are_no_correction_of_the_taggers(talk: Production, edit: Edit) -> None:
    edit(script(talk), "Clara laughed", "@Clara: “Well, well.”\n\nClara laughed")
    retag_production(talk.folder)
    assert ledger(talk).corrections == ()
    assert summarize(talk).corrected == (0, 0)


def test_a_second_run_keeps_the_ledger_as_it_is(talk: Production) -> None:
    give(talk, "“What did you buy?”", "Paul")
    give(talk, "“A lamp.”", "narrator")
    make_production(talk.folder.with_suffix(".txt"))
    once = talk.corrections_file.read_bytes()
    retag_production(talk.folder)
    make_production(talk.folder.with_suffix(".txt"))
    assert talk.corrections_file.read_bytes() == once


def test_a_name_that_a_person_took_apart_is_kept_and_nobody_is_told_to_undo_it(tmp_path: Path) -> None:
    story = tmp_path / "tea.txt"
    story.write_text(
        "Elizabeth came in with Clara. “Good day,” said Lizzy.\n\n“And to you,” said Elizabeth.\n\n"
        "“Well,” said Clara.\n\n“Sit down,” said Lizzy.\n",
        encoding="utf-8",
    )
    production = make_production(story)
    assert speakers(production)["“And to you,”"] == "Lizzy"
    give(production, "“And to you,”", "Elizabeth")
    for step in (update_production, retag_production):
        step(production.folder)
        assert speakers(production)["“And to you,”"] == "Elizabeth"
        summary = summarize(production)
        assert not any("Elizabeth" in warning for warning in summary.warnings)
        assert not summary.perhaps_one
    told = {
        tagged(production).chapters[0].text[x.start : x.end]: x.speaker for x in tagged(production).chapters[0].lines
    }
    assert (told["“Good day,”"], told["“And to you,”"], told["“Sit down,”"]) == ("Lizzy", "Elizabeth", "Lizzy")
