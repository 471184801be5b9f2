"""What would be broken: a preview of the wrong line, or one that touches the book."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline.production.production import open_production
from pipeline.sound.ffmpeg import find_ffmpeg
from script.support.errors import EditError
from tests.pipeline.productions import make_production, preview, update_production


def seconds(file: Path) -> float:
    command = [find_ffmpeg().path, "-v", "error", "-i", str(file), "-f", "s16le", "-ac", "1", "-ar", "44100", "-"]
    return len(subprocess.run(command, capture_output=True, check=True).stdout) / 2 / 44100


def loudness(file: Path) -> float:
    """RMS in dB."""
    command = [find_ffmpeg().path, "-v", "error", "-i", str(file), "-f", "s16le", "-ac", "1", "-"]
    samples = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<i2").astype(float)
    return float(10 * np.log10(np.mean(samples**2)))


def test_a_line_is_heard_by_either_address_with_what_follows(rendered: Path) -> None:
    production = open_production(rendered)
    file = preview(production, "script/001 CHAPTER ONE.txt:3")
    first = file.read_bytes()
    assert file == production.work_folder / "preview.mp3"
    assert preview(production, "1:3").read_bytes() == first
    assert preview(production, "001 CHAPTER ONE:3").read_bytes() == first
    whole = seconds(file)
    assert seconds(preview(production, "1:3", lines=1)) < whole < 15


def test_a_character_is_heard_without_the_others_whatever_the_case(story: Path) -> None:
    production = make_production(story)
    file = preview(production, "bertram")
    assert 1 < seconds(file) < 10
    assert not production.audio_folder.exists()


def test_a_preview_is_the_same_each_time(rendered: Path) -> None:
    production = open_production(rendered)
    first = preview(production, "Anna").read_bytes()
    assert preview(production, "Anna").read_bytes() == first


def test_a_changed_gain_can_be_heard(rendered: Path) -> None:
    production = open_production(rendered)
    plain = loudness(preview(production, "Anna"))
    text = production.voices_file.read_text(encoding="utf-8")
    production.voices_file.write_text(text.replace("[characters.Anna]", "[characters.Anna]\ngain = -6.0"), "utf-8")
    assert loudness(preview(production, "Anna")) == pytest.approx(plain - 6, abs=0.7)


def test_a_torn_clip_is_spoken_again(rendered: Path) -> None:
    production = open_production(rendered)
    first = preview(production, "Anna").read_bytes()
    for clip in production.clips_folder.rglob("*.wav"):
        data = clip.read_bytes()
        clip.write_bytes(data[:1024] + bytes(len(data) - 1024))
    assert preview(production, "Anna").read_bytes() == first


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("9:1", "no script file"),
        ("script/001 CHAPTER ON.txt:1", 'did you mean "001 CHAPTER ONE.txt"'),
        ("1:9999", "no line 9999"),
        ("Bertrand", 'did you mean "Bertram"'),
    ],
)
def test_what_is_not_there_is_said_with_what_was_meant(rendered: Path, what: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        preview(open_production(rendered), what)


def test_a_slip_in_one_chapter_keeps_nobody_from_hearing_another(
    rendered: Path, edit: Callable[[Path, str, str], None]
) -> None:
    edit(rendered / "script" / "002 CHAPTER TWO.txt", "Anna read it", "@Anna [nonsense]: Anna read it")
    assert preview(open_production(rendered), "1:3").is_file()
    with pytest.raises(EditError, match="no kind of line"):
        preview(open_production(rendered), "2:3")


def test_one_line_of_several_that_are_spoken_together_is_heard_alone(story: Path) -> None:
    story.write_text(
        "I was alone.\n\n“Who is there?” I asked. “Come in out of the rain.” I waited for the door.\n", encoding="utf-8"
    )
    production = make_production(story)
    (script,) = production.script_folder.iterdir()
    text = script.read_text(encoding="utf-8")
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if line]
    alone = [seconds(preview(production, f"1:{number}", lines=1)) for number in numbers[1:]]
    together = seconds(preview(production, f"1:{numbers[1]}", lines=9))
    assert len(list(production.clips_folder.rglob("*.wav"))) == 1
    assert len(alone) > 1
    assert len({preview(production, f"1:{number}", lines=1).read_bytes() for number in numbers}) == len(numbers)
    assert max(alone) < together / 1.5
    assert 0.8 < sum(alone) / together < 1.3


def test_what_a_cue_says_is_heard_by_its_address_and_by_who_says_it(
    rendered: Path, edit: Callable[[Path, str, str], None]
) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "[say @Carl: Knock knock.]\n@Anna: “Who")
    production = update_production(rendered)
    number = script.read_text("utf-8").split("\n").index("[say @Carl: Knock knock.]") + 1
    by_address = preview(production, f"1:{number}", lines=1).read_bytes()
    assert preview(production, "Carl", lines=1).read_bytes() == by_address
