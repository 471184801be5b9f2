"""What would be broken: a sound that a person asked for stays silent untold, or is told a hundred times."""

from collections.abc import Callable
from pathlib import Path

from pipeline.production.opened_production import read_production
from pipeline.reporting.script_warnings import script_warnings

Edit = Callable[[Path, str, str], None]


def test_one_sentence_a_kind_and_none_for_pauses(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "[sfx: door]\n[sfx: wind]\n[music: harp]\n[pause: 2]\n@Anna: “Who")
    warnings = script_warnings(read_production(rendered))
    assert len(warnings) == 2
    assert "[sfx: …] is kept and stays silent (2 in the script)" in warnings[0]
    assert "[music: …]" in warnings[1]


def test_a_pause_that_nobody_understands_is_told_with_what_was_meant(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "[pause: anser]\n[pause: scene]\n[pause: 90]\n@Anna: “Who")
    assert script_warnings(read_production(rendered)) == (
        "script/001 CHAPTER ONE.txt:3: [pause: anser] is no pause that make-audio knows; did you mean "
        "[pause: answers]?",
        "script/001 CHAPTER ONE.txt:5: [pause: 90] is no pause that make-audio knows; write seconds up to 60, such as "
        "[pause: 1.5].",
    )


def test_a_sign_in_a_words_ipa_that_no_voice_says_is_told_once_with_the_word(rendered: Path) -> None:
    words = "[words]\nAnna = '/ˈa9na/'\nZaphod = '/ˈz@/'\ndoor = '/dɔː/'\n"
    (rendered / "lexicon.toml").write_text(words, "utf-8")
    warnings = script_warnings(read_production(rendered))
    assert warnings == ("lexicon.toml:2: '9' in /ˈa9na/ for Anna is no sign of the IPA: nobody says it.",)


def test_ipa_whose_slashes_were_forgotten_is_told_and_a_respelling_is_not(rendered: Path) -> None:
    words = '[words]\nAnna = "ˈænə"\nBertram = "/bɜːtrəm"\ndoor = "DOO-er"\n'
    (rendered / "lexicon.toml").write_text(words, "utf-8")
    warnings = script_warnings(read_production(rendered))
    assert {(warning[:14], warning[-12:]) for warning in warnings} == {
        ("lexicon.toml:2", 's: "/ˈænə/".'),
        ("lexicon.toml:3", '"/bɜːtrəm/".'),
    }


def test_words_of_somebody_who_is_misspelt_are_told_with_whom_they_are_meant_for(rendered: Path) -> None:
    words = '[characters.Bertam.words]\ndoor = "doo-er"\n[characters.Zaphod.words]\ndoor = "daw"\n'
    (rendered / "lexicon.toml").write_text(words, "utf-8")
    (warning,) = script_warnings(read_production(rendered))
    assert warning.startswith("lexicon.toml:1: nobody called Bertam speaks")
    assert warning.endswith("did you mean Bertram?")


def test_a_word_of_an_included_lexicon_is_told_with_the_line_of_that_file(rendered: Path) -> None:
    (rendered / "lexicon.toml").write_text('include = ["series.toml"]\n', "utf-8")
    (rendered / "series.toml").write_text("[words]\ndoor = '/dɔː/'\nAnna = '/ˈa9na/'\n", "utf-8")
    (warning,) = script_warnings(read_production(rendered))
    assert warning.startswith("series.toml:3: '9' in")


def test_what_a_cue_says_is_no_silent_sound_unless_there_is_nothing_to_say(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "[say: Part One]\n[say: …]\n[say @Bertam: Hm.]\n@Anna: “Who")
    number = script.read_text("utf-8").split("\n").index("[say: …]") + 1
    assert script_warnings(read_production(rendered)) == (
        f"script/001 CHAPTER ONE.txt:{number}: [say: …] has nothing to speak. Write words, or delete it.",
        f"script/001 CHAPTER ONE.txt:{number + 1}: Bertam is new: did you mean Bertram?",
    )


def test_odd_ipa_of_one_word_is_told_with_its_line_as_in_a_lexicon(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "“Who is there?”", "“Who[as: /ˈh9uː/] is there[as: ðɛə]?”")
    text = script.read_text("utf-8").split("\n")
    number = next(at for at, line in enumerate(text, 1) if "[as:" in line)
    assert script_warnings(read_production(rendered)) == (
        f"script/001 CHAPTER ONE.txt:{number}: '9' in /ˈh9uː/ for Who is no sign of the IPA: nobody says it.",
        f"script/001 CHAPTER ONE.txt:{number}: 'ðɛə' for there is read as a respelling. IPA stands between slashes: "
        "[as: /ðɛə/].",
    )


def test_a_word_of_the_lexicon_that_only_a_cue_says_is_looked_at_too(rendered: Path, edit: Edit) -> None:
    (rendered / "lexicon.toml").write_text("[words]\nZaphod = '/ˈz9/'\n", "utf-8")
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "[say: By Zaphod.]\n@Anna: “Who")
    (warning,) = script_warnings(read_production(rendered))
    assert warning.startswith("lexicon.toml:2: '9' in")
