"""What would be broken: what a person wrote in voices.toml, when new speakers are added to it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import NARRATOR, Age, Gender
from script.support.errors import EditError
from tests.voices.cast_files import parsed
from voices.cast import Cast, SpeakerShare, VoiceProfile, Wish
from voices.cast.voices_file_writer import add_to_cast_file, update_cast_file

SHARES = [
    SpeakerShare("Jane", 1, 1, Gender.FEMALE),
    SpeakerShare(NARRATOR, 300, 12_345),
    SpeakerShare("Mrs Bennet", 112, 2341, Gender.FEMALE, Age.OLD),
    SpeakerShare(None, 4, 30),
]
CAST = Cast(
    VoiceProfile("pyttsx3", "en-gb+arthur"),
    VoiceProfile("pyttsx3", "en-gb+carl", 0.94, -1.5),
    {"Jane": VoiceProfile("pyttsx3", "en-gb+arthur"), "Mrs Bennet": VoiceProfile("pyttsx3", "en-gb+bess", pitch=1.5)},
    {"Jane": NARRATOR},
)
NAMES = st.text(min_size=1, max_size=12).filter(lambda name: name != NARRATOR)


def test_a_new_file_lists_every_speaker_by_how_much_they_say() -> None:
    text = update_cast_file(None, SHARES, CAST)
    tables = text[text.index("# 300 lines") :]
    assert tables == (
        "# 300 lines, 12,345 words\n"
        "[narrator]\n"
        'engine = "pyttsx3"\n'
        'voice = "en-gb+arthur"\n'
        "rate = 1.0\n"
        "pitch = 0.0\n"
        "\n"
        "# 4 lines, 30 words\n"
        "[unknown]\n"
        'engine = "pyttsx3"\n'
        'voice = "en-gb+carl"\n'
        "rate = 0.94\n"
        "pitch = -1.5\n"
        "\n"
        "# 112 lines, 2,341 words, female, old\n"
        '[characters."Mrs Bennet"]\n'
        'engine = "pyttsx3"\n'
        'voice = "en-gb+bess"\n'
        "rate = 1.0\n"
        "pitch = 1.5\n"
        "\n"
        "# 1 line, 1 word, female\n"
        "[characters.Jane]\n"
        'like = "narrator"\n'
    )
    assert all(line.startswith("#") for line in text[: text.index("# 300 lines")].strip().split("\n"))
    assert "make-audio voices" in text


def test_what_is_written_is_read_back() -> None:
    wishes = parsed(update_cast_file(None, SHARES, CAST))
    assert wishes["Jane"] == Wish(like=NARRATOR)
    assert wishes["Mrs Bennet"] == Wish("pyttsx3", "en-gb+bess", rate=1.0, pitch=1.5)
    assert wishes[None] == Wish("pyttsx3", "en-gb+carl", rate=0.94, pitch=-1.5)
    assert set(wishes) == {NARRATOR, None, "Jane", "Mrs Bennet"}


EDITED = """\
# My own notes
[characters]   # first of all
Jane = { voice = "en-gb+anna", rate = 1.1 } # sweet

# 7 lines, 9 words, female
[characters.'Mrs Bennet']
  voice    = 'en-gb+bess'   # 112 lines, 2,341 words
effects = [
  "room", # she lives in one
]
# [characters.Kitty]
[characters."Gone for good"]
gain = -3
# the end"""


def test_edits_stay_to_the_letter_and_new_speakers_come_last() -> None:
    for text in (EDITED, EDITED + "\n", EDITED.replace("\n", "\r\n")):
        updated = update_cast_file(text, [*SHARES, SpeakerShare("Kitty", 3, 4)], with_kitty())
        line_end = "\r\n" if "\r\n" in text else "\n"
        kept = text.replace("# 7 lines, 9 words, female", "# 112 lines, 2,341 words, female, old")
        assert updated.startswith(kept.rstrip("\r\n") + line_end)
        added = updated[len(kept.rstrip("\r\n")) :]
        assert added.count("\n[") == 3
        assert [added.index(header) for header in ("[narrator]", "[unknown]", "[characters.Kitty]")] == sorted(
            added.index(header) for header in ("[narrator]", "[unknown]", "[characters.Kitty]")
        )
        assert updated.count("\n") == updated.count(line_end)
        wishes = parsed(updated, ("Jane", "Mrs Bennet", "Kitty"))
        assert wishes["Jane"] == Wish("pyttsx3", "en-gb+anna", rate=1.1)
        assert wishes["Mrs Bennet"] == Wish("pyttsx3", "en-gb+bess", effects=("room",))
        assert wishes["Gone for good"] == Wish(gain=-3.0)
        assert update_cast_file(updated, [*SHARES, SpeakerShare("Kitty", 3, 4)], with_kitty()) == updated


def with_kitty() -> Cast:
    kitty = VoiceProfile("pyttsx3", "en-gb+anna", gain=-1.0, pan=0.5, effects=("room",))
    return Cast(CAST.narrator, CAST.unknown, {**CAST.characters, "Kitty": kitty}, CAST.like)


def test_everything_that_is_not_normal_is_written_down() -> None:
    text = update_cast_file(None, [SpeakerShare("Kitty", 3, 4)], with_kitty())
    assert parsed(text)["Kitty"] == Wish("pyttsx3", "en-gb+anna", None, 1.0, 0.0, -1.0, 0.5, ("room",))


@pytest.mark.parametrize("text", ["characters = {}\n", 'characters = { Jane = { like = "narrator" } }\n'])
def test_a_file_that_no_character_can_be_added_to_is_refused_rather_than_rewritten(text: str) -> None:
    with pytest.raises(EditError, match=r'^voices\.toml:1: .*\[characters\."Name"\]'):
        update_cast_file(text, SHARES, CAST)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.integers(0, 8))
def test_names_of_any_characters_are_written_read_and_appended(names: list[str], first: int) -> None:
    profiles = {name: VoiceProfile("pyttsx3", "en-gb+anna", pitch=float(index)) for index, name in enumerate(names)}
    cast = Cast(CAST.narrator, CAST.unknown, profiles)
    shares = [SpeakerShare(name, 1, 100 - index) for index, name in enumerate(names)]
    text = update_cast_file(update_cast_file(None, shares[:first], cast), shares, cast)
    wishes = parsed(text, names)
    assert [wishes[name].pitch for name in names] == [float(index) for index in range(len(names))]
    assert list(tomllib.loads(text)["characters"]) == names


def test_a_shared_cast_has_whole_profiles_whoever_they_are_like() -> None:
    shared = add_to_cast_file(None, CAST, ("Jane", None), name="series.toml")
    assert parsed(shared) == {
        "Jane": Wish("pyttsx3", "en-gb+arthur", rate=1.0, pitch=0.0),
        None: Wish("pyttsx3", "en-gb+carl", rate=0.94, pitch=-1.5),
    }
    with_more = add_to_cast_file(shared, CAST, ("Mrs Bennet",), name="series.toml")
    assert with_more.startswith(shared)
    assert parsed(with_more)["Mrs Bennet"] == Wish("pyttsx3", "en-gb+bess", rate=1.0, pitch=1.5)


def test_who_is_in_a_shared_cast_gets_an_empty_table() -> None:
    text = update_cast_file(None, SHARES, CAST, shared={"Mrs Bennet"})
    assert parsed(text)["Mrs Bennet"] == Wish()
    assert parsed(text)["Jane"] == Wish(like=NARRATOR)
