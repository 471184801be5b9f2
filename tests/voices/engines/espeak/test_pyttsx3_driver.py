"""The driver, used as users of pyttsx3 would: files whole when runAndWait returns, in order, or an error says why."""

from __future__ import annotations

import io
import re
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pyttsx3

from voices.engines.espeak import pyttsx3_driver
from voices.engines.espeak.espeak_phonemes import WrittenOut
from voices.engines.espeak.ssml_prosody import marked_up
from voices.engines.speech_engine import EngineError


@pytest.fixture
def speaker() -> Iterator[tuple[Any, list[Exception]]]:
    pyttsx3_driver.register()
    engine = pyttsx3.init(pyttsx3_driver.NAME)
    errors: list[Exception] = []

    def failed(name: str | None, exception: Exception) -> None:
        errors.append(exception)

    token = engine.connect("error", failed)
    yield engine, errors
    engine.disconnect(token)


def seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        return float(file.getnframes() / file.getframerate())


def test_every_queued_file_is_whole_when_the_call_returns(speaker: tuple[Any, list[Exception]], tmp_path: Path) -> None:
    engine, errors = speaker
    for round_ in range(3):
        for index in range(5):
            engine.save_to_file("Many a word. " * (index + 1), str(tmp_path / f"{round_}-{index}.wav"))
        engine.runAndWait()
        lengths = [seconds(tmp_path / f"{round_}-{index}.wav") for index in range(5)]
        assert lengths == sorted(lengths)
        assert lengths[0] > 0.5
    assert errors == []


def test_properties_belong_to_what_is_queued_after_them(speaker: tuple[Any, list[Exception]], tmp_path: Path) -> None:
    engine, errors = speaker
    for rate in (120, 240):
        engine.setProperty("rate", rate)
        engine.save_to_file("It was a quiet evening.", str(tmp_path / f"{rate}.wav"))
    engine.runAndWait()
    assert errors == []
    assert seconds(tmp_path / "120.wav") > 1.5 * seconds(tmp_path / "240.wav")


def test_after_a_bad_voice_nothing_is_spoken_in_the_wrong_one(
    speaker: tuple[Any, list[Exception]], tmp_path: Path
) -> None:
    engine, errors = speaker
    engine.setProperty("voice", "en-gb+nobody-at-all")
    engine.save_to_file("Who am I?", str(tmp_path / "wrong.wav"))
    engine.runAndWait()
    assert [type(error) for error in errors] == [EngineError]
    assert not (tmp_path / "wrong.wav").exists()
    engine.save_to_file("I am myself again.", str(tmp_path / "right.wav"))
    engine.runAndWait()
    assert seconds(tmp_path / "right.wav") > 0.5


def test_a_file_that_cannot_be_written_is_an_error_and_does_not_hang(
    speaker: tuple[Any, list[Exception]], tmp_path: Path
) -> None:
    engine, errors = speaker
    engine.save_to_file("Nowhere.", str(tmp_path / "no" / "such" / "folder.wav"))
    engine.runAndWait()
    assert [type(error) for error in errors] == [FileNotFoundError]


def test_a_file_object_takes_the_sound_without_a_disk(speaker: tuple[Any, list[Exception]]) -> None:
    engine, errors = speaker
    file = io.BytesIO()
    engine.save_to_file("In memory.", file)
    engine.runAndWait()
    assert errors == []
    assert file.getvalue()[:4] == b"RIFF"


def test_words_are_told_with_their_place_and_sample(speaker: tuple[Any, list[Exception]]) -> None:
    engine, _ = speaker
    words: list[tuple[str, int, int]] = []

    def heard(name: str, location: int, length: int, sample: int) -> None:
        words.append((name, location, sample))

    token = engine.connect("started-word", heard)
    engine.save_to_file("Wind, sand, stars.", io.BytesIO())
    engine.runAndWait()
    engine.disconnect(token)
    assert [(name, location) for name, location, _ in words] == [("Wind", 0), ("sand", 6), ("stars", 12)]
    assert [sample for _, _, sample in words] == sorted(sample for _, _, sample in words)


def test_an_unknown_property_is_an_error(speaker: tuple[Any, list[Exception]]) -> None:
    engine, errors = speaker
    engine.setProperty("colour", "red")
    engine.runAndWait()
    assert [type(error) for error in errors] == [KeyError]


@pytest.mark.parametrize("length", [0, 1, 9_999, 10_000, 10_001, 31_000])
def test_chunks_cover_the_text_and_cut_between_words(length: int) -> None:
    text = ("Some words. And then some more of them, " * 1000)[:length]
    spans = pyttsx3_driver.chunks(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(text[end - 1] == " " for _, end in spans[:-1])


@pytest.mark.parametrize("shift", range(0, 260, 13))
def test_no_chunk_is_cut_within_a_stressed_word(shift: int) -> None:
    text = "a" * shift + "word " * 1900 + "never " * 200
    stress = [(match.start(), match.end()) for match in re.finditer("never never", text)]
    marked = marked_up(WrittenOut(text, None), stress).text
    parts = [marked[start:end] for start, end in pyttsx3_driver.chunks(marked, markup=True)]
    assert "".join(parts) == marked
    assert len(parts) > 1
    for part in parts:
        assert len(part) <= 10_000
        assert part.count("<prosody") == part.count("</prosody>") == 2 * part.count("</emphasis>")
        assert part.count("<") == part.count(">")
