from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import NARRATOR, Age, Gender
from script.support.errors import EditError
from voices.cast.cast import Cast, SpeakerShare, Wish
from voices.cast.voice_profile import VoiceProfile
from voices.cast.voices_file import parse_cast
from voices.cast.voices_file_writer import update_cast_file
from voices.engines.speech_engine import unknown_voice

VOICES = [*(f"en-gb+{name}" for name in ("arthur", "anna", "bess", "carl")), "de"]
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


def find_voice(engine: str, voice: str) -> str:
    names = VOICES if engine == "pyttsx3" else ["Zira"]
    if voice.casefold() not in map(str.casefold, names):
        raise unknown_voice(voice, names)
    return next(name for name in names if name.casefold() == voice.casefold())


def parsed(text: str, speakers: Sequence[str] = ("Jane", "Mrs Bennet", NARRATOR)) -> dict[str | None, Wish]:
    return parse_cast(text, speakers, ("pyttsx3", "system"), find_voice, ("room", "telephone"))


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


def test_a_minimal_file_written_by_hand_is_enough() -> None:
    assert parsed('[characters.Jane]\nvoice = "en-gb+anna"') == {"Jane": Wish("pyttsx3", "en-gb+anna")}
    assert parsed("") == {}
    assert parsed('[narrator]\nengine = "system"\nvoice = "Zira"') == {NARRATOR: Wish("system", "Zira")}


@pytest.mark.parametrize("text", ["characters = {}\n", 'characters = { Jane = { like = "narrator" } }\n'])
def test_a_file_that_no_character_can_be_added_to_is_refused_rather_than_rewritten(text: str) -> None:
    with pytest.raises(EditError, match=r'^voices\.toml:1: .*\[characters\."Name"\]'):
        update_cast_file(text, SHARES, CAST)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[narator]\n", 1, "did you mean 'narrator'"),
        ("\n[characters.Jane]\nvoise = 'en-gb+anna'\n", 3, "no key 'voise'; did you mean 'voice'"),
        ("[characters.Jane]\nvoice = 'en-gb+ana'\n", 2, "did you mean 'en-gb+anna'"),
        ("[characters.Jane]\nvoice = 'anna'\n", 2, "did you mean 'en-gb+anna'"),
        ("[characters.Jane]\nvoice = 'fr+anna'\n", 2, "no voice 'fr+anna'"),
        ("[characters.Jane]\nvoice = 3\n", 2, "quotation marks"),
        ("[characters.Jane]\nvoice = 'en-gb+anna'\nengine = 'pytsx3'\n", 3, "did you mean 'pyttsx3'"),
        ("[characters.Jane]\nengine = 'system'\n", 2, "add voice"),
        ("[characters.Jane]\nvoice = 'en-gb+anna'\nengine = 'system'\n", 2, "'en-gb+anna' is a voice of pyttsx3"),
        ("[characters.Jane]\nrate = 7\n", 2, "from 0.5 to 3, not 7"),
        ("[characters.Jane]\nrate = '1.2'\n", 2, "from 0.5 to 3, not '1.2'"),
        ("[characters.Jane]\nrate = true\n", 2, "not true"),
        ("[characters.Jane]\npitch = nan\n", 2, "from -12 to 12"),
        ("[characters.Jane]\npitch = -13\n", 2, "from -12 to 12"),
        ("[characters.Jane]\ngain = 40\n", 2, "from -20 to 20"),
        ("[characters.Jane]\npan = -1.5\n", 2, "from -1 to 1"),
        ("[characters.Jane]\neffects = 'room'\n", 2, "list of names"),
        ("[characters.Jane]\naccent = 'britsh'\n", 2, "did you mean 'british'"),
        ("[characters.Jane]\naccent = 1\n", 2, "word in quotation marks"),
        ("[characters.Jane]\neffects = [1]\n", 2, "list of names"),
        ("[characters.Jane]\n\neffects = [\n'rooom']\n", 3, "did you mean 'room'"),
        ("[characters.Jane]\nlike = 'Mrs Benet'\n", 2, "did you mean 'Mrs Bennet'"),
        ("[characters.Jane]\nlike = 'xyz'\n", 2, "it can be 'narrator', 'Jane' or 'Mrs Bennet'."),
        ("[characters.Jane]\nlike = 'narrator'\nvoice = 'en-gb+anna'\n", 2, "keep either"),
        ("[characters.Jane]\nlike = 'Jane'\n", 2, "circle"),
        ("[characters.Jane]\nlike = 'Lydia'\n[characters.Lydia]\nlike = 'Jane'\n", 2, "circle"),
        ("[narrator]\nlike = 'Jane'\n[characters.Jane]\nlike = 'narrator'\n", 2, "circle"),
        ("narrator = 'en-gb+anna'\n", 1, "not a table"),
        ("[characters]\nJane = 'en-gb+anna'\n", 2, "not a table"),
        ("characters = 1\n", 1, "not a table"),
        ("[[narrator]]\n", 1, "not a table"),
        ("[narrator]\n\nvoice = \n", 3, "TOML"),
        ("[narrator]\n[narrator]\n", 2, "TOML"),
    ],
)
def test_a_slip_is_told_with_its_line_and_what_was_meant(text: str, line: int, says: str) -> None:
    with pytest.raises(EditError, match=rf"^voices\.toml:{line}: .*{re.escape(says)}") as caught:
        parsed(text)
    assert "\n" not in str(caught.value)


NAMES = st.text(min_size=1, max_size=12).filter(lambda name: name != NARRATOR)


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


def test_an_accent_is_a_word_or_a_language() -> None:
    text = (
        "[narrator]\naccent = 'British'\n[characters.Jane]\naccent = 'scottish'\n[characters.Kitty]\naccent = 'en-AU'\n"
    )
    wishes = parsed(text)
    assert [wishes[name].accent for name in (NARRATOR, "Jane", "Kitty")] == ["en-gb", "en-gb-scotland", "en-au"]
