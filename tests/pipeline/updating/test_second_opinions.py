"""What would be broken: a model is asked twice, or about what a person settled, or its answers are lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.production.production import Production
from pipeline.updating.second_opinions import Adviser, advised, load_opinions
from script.model import DOUBTFUL
from script.reading.story_reader import read_story
from script.second_opinion.chat_model import ChatModel
from script.second_opinion.doubtful_lines import doubtful_questions
from script.second_opinion.opinions import Tally
from script.support.web_server import Server
from script.tagging.story_tagger import tag_story
from tests.local_server import Answer, LocalServer, said
from tests.pipeline.productions import make_production, update_production
from tests.pipeline.updating.doubtful_story import STORY, david_says_it

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(david_says_it) as running:
        yield running


def adviser(
    server: LocalServer, model: str = "tiny", on_heard: Callable[[int, int], None] = lambda *_: None
) -> Adviser:
    return Adviser(model, "here", ChatModel(Server(server.url, timeout=5), model).answer, on_heard)


def script_of(production: Production) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(production.script_folder.iterdir()))


def settle(production: Production, words: str, line: str) -> None:
    """A person writes `line` for the line that says `words`."""
    for path in production.script_folder.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"^@.*{re.escape(words)}$", line, text, flags=re.MULTILINE), encoding="utf-8")


def files(production: Production) -> dict[str, bytes]:
    paths = (path for path in production.folder.rglob("*") if path.is_file())
    return {path.relative_to(production.folder).as_posix(): path.read_bytes() for path in paths}


def test_what_a_model_says_is_in_the_script_and_never_asked_again(story: Path, server: LocalServer) -> None:
    plain = script_of(make_production(story, story.parent / "plain"))
    assert plain.count("@?") == 4
    said_of: list[str] = []
    first = adviser(server)
    production = make_production(story, say=said_of.append, adviser=first)
    assert "@David (exclaim): “Come away!”" in script_of(production)
    assert "@?" not in script_of(production)
    assert (first.tally.asked, first.tally.unanswered) == (4, 0)
    assert said_of == ["Asking tiny at here about 4 doubtful lines: the text around each is sent there."]
    asked, made = len(server.asked), files(production)
    for again in (adviser(server), None):
        assert files(make_production(story, adviser=again)) == made
        assert files(update_production(production.folder, adviser=again)) == made
    assert len(server.asked) == asked


def test_a_book_made_without_a_model_can_be_put_before_one_later(story: Path, server: LocalServer) -> None:
    production = make_production(story)
    assert "@?" in script_of(production)
    update_production(production.folder, adviser=adviser(server))
    assert "@David (exclaim): “Come away!”" in script_of(production)
    assert "@?" not in script_of(production)


def test_opinions_hold_when_the_story_grows_and_nobody_is_asked(story: Path, server: LocalServer, edit: Edit) -> None:
    make_production(story, adviser=adviser(server))
    asked = len(server.asked)
    edit(story, "said Bertram.", "said Bertram, nobody at all.")
    production = make_production(story)
    assert "nobody at all" in script_of(production)
    assert "@David (exclaim): “Come away!”" in script_of(production)
    assert len(server.asked) == asked


def test_a_line_that_a_person_settled_is_not_asked_about(story: Path, server: LocalServer) -> None:
    production = make_production(story)
    settle(production, "“Listen!”", "[[ sure ]]\n@Anna: “Listen, all of you!”")
    settle(production, "“Come away!”", "@Anna: “Come away!”")
    update_production(production.folder, adviser=adviser(server))
    questions = "\n".join(asked.question for asked in server.asked)
    assert len(re.findall(r"\[\?\d\] “(?:Who is there|I shall not)", questions)) == 2
    assert not re.search(r"\[\?\d\] “(Listen|Come away)", questions)
    script = script_of(production)
    for mine in ("@Anna: “Listen, all of you!”", "@Anna: “Come away!”", "@David: “Who is there?”"):
        assert mine in script


def test_a_refusal_changes_nothing_and_only_another_model_is_asked(story: Path, server: LocalServer) -> None:
    plain = script_of(make_production(story, story.parent / "plain"))
    server.answer = lambda asked: said("I'd rather not.")
    production = make_production(story, adviser=adviser(server))
    assert script_of(production) == plain
    asked = len(server.asked)
    update_production(production.folder, adviser=adviser(server))
    assert len(server.asked) == asked
    server.answer = david_says_it
    update_production(production.folder, adviser=adviser(server, "bigger"))
    assert "@David (exclaim): “Come away!”" in script_of(production)


def test_a_server_that_fails_changes_nothing_and_is_asked_again_next_time(story: Path, server: LocalServer) -> None:
    plain = make_production(story, story.parent / "plain")
    server.answer = lambda asked: Answer(b"<html>", content_type="text/html")
    told: list[str] = []
    first = adviser(server)
    production = make_production(story, story.parent / "asked", say=told.append, adviser=first)
    assert script_of(production) == script_of(plain)
    assert set(files(production)) == set(files(plain))
    assert first.tally == Tally(asked=first.tally.asked)
    assert [text for text in told if "No second opinion on" in text and "not in JSON" in text] == told[1:]
    server.answer = david_says_it
    update_production(production.folder, adviser=adviser(server))
    assert "@David (exclaim): “Come away!”" in script_of(production)


def test_answers_survive_a_run_that_is_stopped(story: Path, server: LocalServer) -> None:
    def stop(done: int, total: int) -> None:
        assert done < total
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_production(story, adviser=adviser(server, on_heard=stop))
    assert len(server.asked) == 1
    production = make_production(story, adviser=adviser(server))
    assert len(server.asked) == 2
    assert "@?" not in script_of(production)


@pytest.mark.parametrize("damage", ["{", "[]", '{"a": 1}', '{"a": ["b"]}', "\x00"])
def test_a_damaged_memory_of_opinions_is_none(story: Path, server: LocalServer, damage: str) -> None:
    production = make_production(story, adviser=adviser(server))
    assert load_opinions(production)
    production.opinions_file.write_text(damage, encoding="utf-8")
    assert load_opinions(production) == {}
    made = script_of(production)
    assert script_of(update_production(production.folder, adviser=adviser(server))) == made


def test_a_script_without_a_production_is_advised_too(story: Path, server: LocalServer) -> None:
    tagged = tag_story(read_story(story))
    mine = adviser(server)
    result = advised(tagged, doubtful_questions(tagged), mine, lambda text: None)
    lines = [line for chapter in result.chapters for line in chapter.lines]
    assert all(line.confidence >= DOUBTFUL for line in lines)
    assert mine.tally.asked == sum("second opinion: tiny" in line.evidence for line in lines) > 0
