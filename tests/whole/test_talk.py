"""What would be broken: talk in islands, a book that sounds otherwise after an edit than made from scratch."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline.sound.ffmpeg import decode, find_ffmpeg
from tests.whole.command import audio_of, make_audio, planned
from voices.engines import registry

STORY = """# The Ferry

I was alone on the quay. “Is anybody there?” I called. “Hello,” said Mrs Pell, “you are early.”

“Am I?” I asked.

“By an hour—”

“Good,” I said. “Then we have time for the un[^1]expected.”

Mrs Pell laughed. “There is always time,” she said, and untied the boat.

[^1]: A note that nobody reads.
"""
ENGINES = [name for name in ("pyttsx3", "hibari") if registry.installed(name)]


@pytest.fixture(scope="module", params=ENGINES)
def ferry(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the story, by each engine."""
    folder = tmp_path_factory.mktemp(request.param)
    story = folder / "ferry.md"
    story.write_text(STORY, encoding="utf-8")
    make_audio(story, "-e", request.param, "-q")
    return folder / "ferry"


def clips(production: Path) -> set[str]:
    return {path.stem for path in (production / ".make-audio" / "clips").rglob("*.wav")}


def silences(file: Path, shortest: float = 0.05) -> list[float]:
    """Seconds of each silence inside a file: 45 dB below its loudest tenth of a second."""
    blocks = decode(find_ffmpeg().path, file, rate=8000, channels=1, frames=8000)
    samples = np.abs(np.concatenate(list(blocks))[:, 0].astype(np.float32))
    quiet = samples < 32768 * 10 ** (-48 / 20)
    runs = [(still, len(list(run))) for still, run in itertools.groupby(quiet)]
    return [length / 8000 for still, length in runs[1:-1] if still and length / 8000 >= shortest]


def test_who_tells_the_story_says_their_talk_and_its_tag_in_one_breath(ferry: Path) -> None:
    lines = planned(make_audio(ferry, "--chapter", "1"))[1]
    # “Is anybody there?” I called; “Am I?” I asked; “Good,” I said …: no clip of their own.
    assert lines - len(clips(ferry)) >= 5


def test_pauses_are_of_many_lengths_and_none_is_an_island(ferry: Path) -> None:
    (file,) = (ferry / "audio").glob("*.mp3")
    inside = sorted(silences(file, 0.2))
    assert len({round(length, 2) for length in inside}) > len(inside) / 2
    assert inside[-1] < 1.6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("you are early", "you are very early"),
        ("@Mrs Pell: “Hello", "@Somebody: “Hello"),
        ("@Mrs Pell: “Hello", "@Mrs Pell (whisper): “Hello"),
        ("said Mrs Pell", "said old Mrs Pell"),
    ],
    ids=["word", "speaker", "delivery", "tag"],
)
def test_an_edit_speaks_what_was_announced_and_gives_the_book_made_from_scratch(
    ferry: Path, tmp_path: Path, old: str, new: str
) -> None:
    production = tmp_path / "edited"
    shutil.copytree(ferry, production)
    (script,) = (production / "script").iterdir()
    text = script.read_text(encoding="utf-8")
    assert old in text
    script.write_text(text.replace(old, new), encoding="utf-8")
    before = clips(production)
    announced, lines, *_ = planned(make_audio(production))
    made = len(clips(production) - before)
    assert 1 <= made <= announced < lines / 2
    scratch = tmp_path / "scratch"
    shutil.copytree(production, scratch, ignore=shutil.ignore_patterns("audio", ".make-audio"))
    make_audio(scratch, "-q", "-j", "1")
    assert audio_of(scratch) == audio_of(production)
