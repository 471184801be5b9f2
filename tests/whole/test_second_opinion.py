"""What would be broken: asking a language model on the command line. The server is real, the model is a rule."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.local_server import Answer, Asked, LocalServer, said
from tests.pipeline.updating.doubtful_story import STORY, david_says_it
from tests.whole.command import clean_environment, ends_plainly, make_audio

KEY = "sk-test-0123456789abcdef"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script that nobody was asked about."""
    path = tmp_path_factory.mktemp("plain") / "lamp.txt"
    path.write_text(STORY, encoding="utf-8")
    return make_audio("script", path).stdout


def models(*names: str) -> Answer:
    return Answer(json.dumps({"object": "list", "data": [{"id": name} for name in names]}).encode())


def answers(chat: Callable[[Asked], Answer], *names: str) -> Callable[[Asked], Answer]:
    return lambda asked: models(*names) if asked.method == "GET" else chat(asked)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(answers(david_says_it, "tiny")) as running:
        yield running


def test_a_book_is_made_with_a_second_opinion_and_the_key_is_nowhere(story: Path, server: LocalServer) -> None:
    broken = Answer(f'{{"error": "{KEY}"}}'.encode(), 400)
    server.answer = lambda asked: broken if "[?1] “Come away" in asked.question else david_says_it(asked)
    environment = clean_environment(OPENAI_API_KEY=KEY)
    environment.pop("MAKE_AUDIO_LLM_KEY", None)
    ran = make_audio(story, "--llm", server.url, "--llm-model", "tiny", env=environment)
    assert server.asked[0].headers["Authorization"] == f"Bearer {KEY}"
    host = server.url.split("/")[2]
    assert f"Asking tiny at {host} about 4 doubtful lines" in ran.stderr
    assert f"No second opinion on 2 doubtful lines: {host} answered HTTP 400." in ran.stderr
    assert re.search(r"Asked about 4 doubtful lines: \d changed, \d confirmed, 2 without an answer\.", ran.stdout)
    assert KEY[:8] not in ran.stdout + ran.stderr
    for path in story.parent.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    server.answer = david_says_it
    summary = json.loads(make_audio(story.with_suffix(""), "--llm", server.url, "--llm-model", "tiny", "--json").stdout)
    opinion = summary["second_opinion"]
    assert opinion["asked"] == opinion["changed"] + opinion["confirmed"] == 2
    assert summary["doubtful"] == []


def test_the_script_verb_asks_too_and_writes_nothing(story: Path, server: LocalServer, plain: str) -> None:
    ran = make_audio("script", story, "--llm", server.url.removesuffix("/v1") + "/")
    assert "@David (exclaim): “Come away!”" in ran.stdout
    assert "@?" not in ran.stdout
    assert ran.stdout.replace("@David", "@").split() != plain.split()
    assert "Asked about 4 doubtful lines" in ran.stderr
    assert list(story.parent.iterdir()) == [story]


@pytest.mark.parametrize(
    "answer",
    [said("No."), Answer(b"{"), Answer(b"", 500, headers={"Retry-After": "0"})],
    ids=["refusal", "no-json", "error"],
)
def test_what_is_no_answer_changes_nothing(story: Path, server: LocalServer, answer: Answer, plain: str) -> None:
    server.answer = lambda asked: answer
    ran = make_audio("script", story, "--llm", server.url, "--llm-model", "tiny")
    assert ran.stdout == plain
    assert "0 changed, 0 confirmed, 4 without an answer" in ran.stderr


def test_a_server_that_is_not_there_does_not_stop_the_book(story: Path, plain: str) -> None:
    with LocalServer(david_says_it) as server:
        url = server.url
    ran = make_audio("script", story, "--llm", url, "--llm-model", "tiny")
    assert ran.stdout == plain
    assert ran.stderr.count("can't be reached") == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--llm-model", "tiny"], "also say where"),
        (["--llm", "localhost:11434", "--llm-model", "tiny"], "must be like http://localhost:11434/v1"),
        (["--llm", f"http://host/v1?key={KEY}", "--llm-model", "tiny"], "a key belongs in the environment"),
        (["--llm", "http://127.0.0.1:9/v1"], "--llm-model is missing"),
        (["--llm", "http://127.0.0.1:9/v1", "--llm-model", " "], "names no model"),
        (["--llm", "http://127.0.0.1:9/v1", "--llm-model", "tiny", "--dry-run"], "A dry run asks nobody"),
    ],
)
def test_options_that_can_t_be_meant_are_said_to_be(story: Path, options: list[str], words: str) -> None:
    error = ends_plainly(make_audio(story, *options, check=False), 2)
    assert words in error
    assert KEY not in error
    assert list(story.parent.iterdir()) == [story]


def test_of_several_models_the_person_chooses(story: Path, server: LocalServer) -> None:
    server.answer = answers(david_says_it, "tiny", "large")
    assert "--llm-model: tiny, large" in ends_plainly(make_audio(story, "--llm", server.url, check=False), 2)
