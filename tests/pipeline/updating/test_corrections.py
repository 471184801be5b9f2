"""What would be broken: a correction lost when the story is tagged again, or one that nothing around it follows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.production.production import Production
from pipeline.updating.make_production import retag_production
from script.support.errors import EditError
from tests.pipeline.productions import edited, make_production, summarize, update_production

Edit = Callable[[Path, str, str], None]

TALK = """CHAPTER ONE

Anna and Paul sat down. Clara stood by the door.

“I have been to town,” said one of them.

“What did you buy?”

“A lamp.”

“A lamp! Whatever for?”

“To read by.”

Clara laughed and went out.

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
