"""What would be broken: a word that is not said as a person says, words of a cue that nobody hears, or more made anew
than they touch."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.whole.command import audio_of, decoded_seconds, ends_plainly, ffmpeg, make_audio, planned, summary_of

STORY = """CHAPTER ONE

The Letter

Tom had read the letter twice, and put it away.

“Nobody read it before you,” said Jane.

The rain had stopped by then, and the road to St. Ives was dry.

CHAPTER TWO

The Road

“It is a long way,” said Tom.
"""
READ = ("Tom had read the", "Tom had read[as: rood] the")
RATE = 22050

Copy = Callable[[Path], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("said")
    (folder / "letter.txt").write_text(STORY, encoding="utf-8")
    make_audio(folder / "letter.txt", "-f", "mp3,m4b", "-j", "2", "-q")
    return folder / "letter"


def first_script(production: Path) -> Path:
    return next((production / "script").glob("001*.txt"))


def put(production: Path, *changes: tuple[str, str]) -> str:
    """Changes the first chapter's script file; gives its text."""
    path = first_script(production)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return text


def clips_of(production: Path) -> set[str]:
    return {path.stem for path in (production / ".make-audio" / "clips").glob("*/*.wav")}


def chapter_mp3(production: Path, number: int = 1) -> Path:
    return next((production / "audio").glob(f"{number:03d}*.mp3"))


def decoded(path: Path) -> NDArray[np.float32]:
    """float32[frames], mono."""
    command = [ffmpeg(), "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


def seconds_alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """For how long two sounds are the same from their beginning on, loudness aside."""
    block = RATE // 4
    alike = 0
    for start in range(0, min(len(one), len(other)) - block, block):
        a, b = one[start : start + block].astype(float), other[start : start + block].astype(float)
        size = float(np.sqrt((a @ a) * (b @ b)))
        if size > 1e-2 and float(a @ b) < 0.8 * size:
            break
        alike += block
    return alike / RATE


def test_one_words_reading_is_one_clip_of_one_chapter_and_nothing_else(made: Path, copy_of: Copy) -> None:
    production = copy_of(made)
    before, clips, sound = audio_of(production), clips_of(production), decoded(chapter_mp3(production))
    written = put(production, READ)
    assert planned(make_audio(production, "--dry-run"))[::2] == (1, 1)
    assert audio_of(production) == before
    assert planned(make_audio(production, "-j", "1"))[::2] == (1, 1)
    after = audio_of(production)
    assert [name for name in after if after[name] != before[name] and name.endswith(".mp3")] == [
        chapter_mp3(production).name
    ]
    assert len(clips_of(production) - clips) == 1
    now = decoded(chapter_mp3(production))
    assert seconds_alike(sound, now) < seconds_alike(sound, sound) - 4
    assert seconds_alike(sound[::-1], now[::-1]) > 4, "the lines after it are as they were"
    assert first_script(production).read_text(encoding="utf-8") == written
    assert planned(make_audio(production))[::2] == (0, 0)
    summary = summary_of("check", production)
    assert (summary["changed_words"], summary["warnings"]) == (0, [])


def test_a_respelling_and_its_ipa_are_heard_and_taking_it_back_is_the_first_sound(made: Path, copy_of: Copy) -> None:
    production = copy_of(made)
    before = audio_of(production)
    sounds = {chapter_mp3(production).read_bytes()}
    for reading in ("rood", "/rɒd/", "/rʊd/"):
        put(production, ("had read the", f"had read[as: {reading}] the"))
        make_audio(production, "-q")
        sounds.add(chapter_mp3(production).read_bytes())
        put(production, (f"[as: {reading}]", ""))
    assert len(sounds) == 4
    make_audio(production, "-q")
    assert audio_of(production) == before


def test_the_same_bytes_are_made_by_one_worker_and_two_elsewhere(made: Path, copy_of: Copy, tmp_path: Path) -> None:
    production = copy_of(made)
    put(production, READ, ("@Jane: “Nobody", "[say @Tom (whisper): Hush now.]\n@Jane: “Nobody"))
    elsewhere = tmp_path / "another"
    shutil.copytree(production, elsewhere, ignore=shutil.ignore_patterns("audio", ".make-audio"))
    (elsewhere / "story" / "outputs.json").unlink()
    make_audio(production, "-j", "2", "-q")
    make_audio(elsewhere, "-j", "1", "-q")
    assert audio_of(production) == audio_of(elsewhere)


@pytest.mark.parametrize(
    ("cue", "lines"),
    [("[say: Meanwhile, elsewhere.]\n\n@Jane", 1), ("[say @Zelda (sob): Meanwhile, elsewhere.]\n\n@Jane", 1)],
)
def test_what_a_cue_says_is_heard_where_it_stands_and_takes_its_time(
    made: Path, copy_of: Copy, cue: str, lines: int
) -> None:
    production = copy_of(made)
    before, sound = audio_of(production), decoded(chapter_mp3(production))
    counted = summary_of("check", production)
    put(production, ("@Jane", cue))
    to_speak, of_lines, to_mix, _ = planned(make_audio(production, "--dry-run"))
    assert (to_speak, to_mix) == (lines, 1)
    assert planned(make_audio(production)) == (to_speak, of_lines, to_mix, 2)
    now = decoded(chapter_mp3(production))
    more = (len(now) - len(sound)) / RATE
    assert 1.2 < more < 5
    start, end = seconds_alike(sound, now), seconds_alike(sound[::-1], now[::-1])
    assert start > 3, "the lines before it are as they were"
    assert end > 5, "and those after it"
    assert start + end > len(sound) / RATE - 3
    after = audio_of(production)
    assert [name for name in after if after[name] != before[name] and name.endswith(".mp3")] == [
        chapter_mp3(production).name
    ]
    summary = summary_of("check", production)
    assert summary["changed_words"] == 0
    assert not any("say" in warning for warning in summary["warnings"])
    assert summary["chapters"][0]["lines"] == counted["chapters"][0]["lines"] + lines
    assert summary["chapters"][0]["words"] == counted["chapters"][0]["words"] + 2
    assert ("Zelda" in (production / "voices.toml").read_text("utf-8")) == ("Zelda" in cue)
    make_audio("preview", "1:5", production)
    put(production, (cue, "@Jane"))
    make_audio(production, "-q")
    assert {name: data for name, data in audio_of(production).items() if name.endswith(".mp3")} == {
        name: data for name, data in before.items() if name.endswith(".mp3")
    }


def test_a_file_with_nothing_but_credits_is_a_chapter_that_is_heard(made: Path, copy_of: Copy) -> None:
    production = copy_of(made)
    (production / "script" / "000 Credits.txt").write_text("[say: The Letter, read by a machine.]\n", encoding="utf-8")
    make_audio(production, "-q")
    (credits,) = (production / "audio").glob("*Credits.mp3")
    assert decoded_seconds(credits) > 4


def test_both_stay_when_the_story_grows_and_is_tagged_again(made: Path, copy_of: Copy) -> None:
    production = copy_of(made)
    cue = "[say @Tom (whisper): Hush now.]"
    put(production, READ, ("St. Ives", "St.[as: saynt] Ives"), ("@Jane", f"{cue}\n\n@Jane"))
    story = production.parent / "letter.txt"
    grown = STORY.replace("twice, and", "twice, quickly, and").replace("“Nobody", "It was late.\n\n“Nobody")
    story.write_text(grown, encoding="utf-8")
    make_audio(story, "-q")
    make_audio("retag", production)
    make_audio(production, "-q")
    text = first_script(production).read_text(encoding="utf-8")
    assert "Tom had read[as: rood] the letter twice, quickly, and put it away." in text
    assert "St.[as: saynt] Ives was dry" in text
    assert text.count(cue) == 1
    assert "[[" not in text


def test_a_story_that_has_what_looks_like_them_is_read_as_it_is(tmp_path: Path) -> None:
    story = tmp_path / "odd.txt"
    story.write_text("She wrote: read[as: red] it. Then: [say @Tom: hello] and [say: no].\n", encoding="utf-8")
    summary = summary_of(story, "--dry-run")
    assert (summary["changed_words"], summary["chapters"][0]["words"]) == (0, 12)
    make_audio(story, "-q")
    assert "\\[as: red]" in first_script(tmp_path / "odd").read_text(encoding="utf-8")
    assert planned(make_audio(tmp_path / "odd"))[::2] == (0, 0)


def test_a_stray_reading_ends_plainly_and_leaves_what_was_made(made: Path, copy_of: Copy) -> None:
    production = copy_of(made)
    before = audio_of(production)
    put(production, ("Tom had read the", "Tom had read [as: rood] the"))
    told = ends_plainly(make_audio(production, check=False), 3)
    assert "script/001 The Letter.txt:5: " in told
    assert '"read[as: rood]"' in told
    assert audio_of(production) == before
