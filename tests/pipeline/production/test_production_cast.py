"""What would be broken: speakers without a voice, voices that change between runs, a person's choice overwritten."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production import production_cast
from pipeline.production.opened_production import read_production
from pipeline.production.production_cast import CastBasis, cast_of, cast_text, voice_named
from pipeline.sound.effects import EFFECTS
from script.support.errors import EditError
from voices.cast.cast import Cast
from voices.cast.voice_profile import VoiceProfile
from voices.engines.server.voice_address import URL_NAMES
from voices.engines.speech_engine import EngineError

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def basis(rendered: Path) -> CastBasis:
    """A book without a voices.toml."""
    return replace(read_production(rendered).cast_basis(None), voices=None)


def test_the_cast_of_the_file_is_the_cast_that_was_chosen(basis: CastBasis) -> None:
    text = cast_text(basis)
    chosen, read = cast_of(basis), cast_of(replace(basis, voices=text))
    for speaker in ("narrator", None, "Anna", "Bertram"):
        assert chosen.profile(speaker) == read.profile(speaker)
    assert len({read.profile(speaker) for speaker in ("narrator", "Anna", "Bertram")}) == 3
    assert cast_text(replace(basis, voices=text)) == text


def test_the_narrators_voice_can_be_chosen_before_and_after(basis: CastBasis) -> None:
    text = cast_text(basis, "en-gb+clara")
    assert cast_of(replace(basis, voices=text)).narrator.voice == "en-gb+clara"
    mine = text.replace("[narrator]", "[narrator]  # mine")
    changed = cast_text(replace(basis, voices=mine), "en-gb+edmund")
    assert cast_of(replace(basis, voices=changed)).narrator.voice == "en-gb+edmund"
    assert "[narrator]  # mine" in changed


@pytest.mark.parametrize("text", [None, '[narrator]\nvoice = "en-gb+arthur"\n'])
def test_a_voice_that_does_not_exist_is_told_with_the_nearest(basis: CastBasis, text: str | None) -> None:
    with pytest.raises(EditError, match="edmund"):
        cast_text(replace(basis, voices=text), "en-gb+edmnd")


def test_quotes_in_a_voices_name_are_told_as_part_of_it(basis: CastBasis) -> None:
    with pytest.raises(EditError, match="The narrator can't have this voice: ") as caught:
        cast_text(basis, 'a"b')
    assert "TOML" not in str(caught.value)


def test_an_engine_without_a_server_is_told_with_the_way_to_name_one(
    basis: CastBasis, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in URL_NAMES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for book in (replace(basis.book, engine="openai"), replace(basis.book, cast_engine="openai")):
        with pytest.raises(EngineError, match="'openai' has no voice; set MAKE_AUDIO_SPEECH_URL"):
            cast_text(replace(basis, book=book))


@pytest.mark.parametrize("engine", ["pyttsx3", "hibari", "auto"])
def test_a_part_of_a_voices_name_finds_it_whatever_engine_is_asked_first(basis: CastBasis, engine: str) -> None:
    with pytest.raises(EditError, match=r"did you mean 'en-gb\+arthur'"):
        voice_named("arthur", replace(basis.book, engine=engine))
    with pytest.raises(EditError) as caught:
        voice_named("bogus", replace(basis.book, engine=engine))
    assert "did you mean" not in str(caught.value)


def test_a_new_file_names_every_effect_that_there_is(basis: CastBasis) -> None:
    text = cast_text(basis)
    comment = text[: text.index("[narrator]")]
    assert [effect for effect in EFFECTS if effect not in comment] == []


def test_a_slip_in_the_file_is_told_with_its_line(basis: CastBasis) -> None:
    with pytest.raises(EditError, match=r"voices\.toml:2: "):
        cast_of(replace(basis, voices="[narrator]\npich = 2\n"))


def test_who_only_speaks_in_a_cue_is_in_the_company_of_its_scene(
    rendered: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram", "[say @Zoe: Hush.]\n@Bertram")
    given: dict[str, list[set[str]]] = {}

    def choose(*_: object, scenes: list[set[str]], chapters: list[set[str]], narrators: object) -> Cast:
        given.update(scenes=scenes, chapters=chapters)
        return Cast(VoiceProfile("pyttsx3", "en"), VoiceProfile("pyttsx3", "en"), {})

    monkeypatch.setattr(production_cast, "choose_voices", choose)
    cast_of(replace(read_production(rendered).cast_basis(None), voices=None))
    for groups in given.values():
        assert any({"Zoe", "Bertram"} <= group for group in groups)


def test_an_accent_that_somebody_is_to_have_is_a_voice_of_that_accent(basis: CastBasis) -> None:
    text = '[characters.Anna]\naccent = "scottish"\n'
    cast = cast_of(replace(basis, voices=text))
    assert cast.profile("Anna").voice.startswith("en-gb-scotland+")
    assert cast.profile("Bertram").voice.startswith("en-gb+")
