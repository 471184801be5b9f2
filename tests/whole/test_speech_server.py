"""What would be broken: a book in the voice of a speech server. The server is real, its voice is espeak's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.local_server import Answer, Asked, LocalServer
from tests.voices.engines.server.test_openai_engine import espeak
from tests.whole.command import TINY, audio_of, clean_environment, ends_plainly, make_audio, planned

KEY = "sk-test-0123456789abcdef"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(espeak) as running:
        yield running


def test_a_server_speaks_its_lines_once_and_the_key_is_nowhere(tmp_path: Path, server: LocalServer) -> None:
    story, folder = tmp_path / "door.txt", tmp_path / "door"
    story.write_text(TINY, encoding="utf-8")
    make_audio(story, "--chapter", "1")
    voices = folder / "voices.toml"
    head, _, rest = voices.read_text(encoding="utf-8").partition("[narrator]\n")
    table, _, others = rest.partition("\n\n")
    assert "engine =" in table
    changed = f'{head}[narrator]\nengine = "openai"\nvoice = "nova"\n\n{others}'
    voices.write_text(changed, encoding="utf-8")
    environment = clean_environment(
        MAKE_AUDIO_SPEECH_URL=server.url, MAKE_AUDIO_SPEECH_MODEL="tiny", MAKE_AUDIO_SPEECH_KEY=KEY
    )
    ran = make_audio(folder, env=environment)
    assert voices.read_text(encoding="utf-8") == changed
    spoken = [asked.body["input"] for asked in server.asked]
    assert "asked Anna." in spoken
    assert {(asked.body["model"], asked.body["voice"]) for asked in server.asked} == {("tiny", "nova")}
    assert {asked.headers["Authorization"] for asked in server.asked} == {f"Bearer {KEY}"}
    assert len(spoken) == len(set(spoken))
    assert KEY not in ran.stdout + ran.stderr
    for path in folder.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    audio = audio_of(folder)
    again = make_audio(folder, env=environment)
    assert planned(again)[0] == 0
    assert (audio_of(folder), len(server.asked)) == (audio, len(spoken))


class Moody:
    """espeak with a list of its voices, and never twice the same."""

    def __init__(self) -> None:
        self.said = 0

    def __call__(self, asked: Asked) -> Answer:
        if asked.body is None:
            return Answer(json.dumps({"voices": ["nova", "onyx", "shimmer"]}).encode())
        self.said += 1
        speed = asked.body.get("speed", 1.0) * (1 + 0.001 * self.said)
        return espeak(replace(asked, body={**asked.body, "speed": speed}))


def test_what_a_server_said_is_kept_and_the_book_needs_it_no_more(tmp_path: Path) -> None:
    story, folder = tmp_path / "door.txt", tmp_path / "door"
    story.write_text(TINY, encoding="utf-8")
    with LocalServer(Moody()) as server:
        environment = clean_environment(MAKE_AUDIO_SPEECH_URL=server.url)
        make_audio(story, "-e", "openai", "-f", "mp3", env=environment)
    audio = audio_of(folder)
    for there in (environment, clean_environment(MAKE_AUDIO_SPEECH_URL="", OPENAI_BASE_URL="")):
        make_audio("check", folder, env=there)
        assert planned(make_audio(folder, env=there))[::2] == (0, 0)
    shutil.rmtree(folder / "audio")
    make_audio(folder, env=environment)
    # It would not say it alike again.
    assert audio_of(folder) == audio


def test_without_a_server_the_way_to_name_one_is_said() -> None:
    environment = clean_environment(MAKE_AUDIO_SPEECH_URL="", OPENAI_BASE_URL="")
    ran = make_audio("voices", "--engine", "openai", check=False, env=environment)
    assert "Set MAKE_AUDIO_SPEECH_URL" in ends_plainly(ran, 2)
