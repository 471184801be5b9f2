"""What would be broken: a model that people run on their own machine gives no answer, or a wrong one is believed."""

from __future__ import annotations

import json

import pytest

from script.second_opinion.chat_model import ChatModel, model_names
from script.support.web_server import Server, ServerError
from tests.local_server import Answer, Asked, LocalServer, said

KEY = "sk-test-0123456789abcdef"


def answer_to(answer: Answer) -> str:
    with LocalServer(lambda asked: answer) as server:
        return ChatModel(Server(server.url), "m").answer("Who?")


def test_a_question_goes_to_the_chat_endpoint_as_its_users_expect() -> None:
    with LocalServer(lambda asked: said(" 1: 2 \n")) as server:
        assert ChatModel(Server(server.url, KEY), "tiny").answer("Who?") == "1: 2"
    assert (server.asked[0].method, server.asked[0].path) == ("POST", "/v1/chat/completions")
    assert server.asked[0].body == {
        "model": "tiny",
        "messages": [{"role": "user", "content": "Who?"}],
        "temperature": 0,
        "stream": False,
    }


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("<think>1: 3, or\n1: 4?</think>\n1: 2", "1: 2"),
        ("it may be 1: 3</think>1: 2", "1: 2"),
        ("1: 2<think>or 1: 3", "1: 2"),
        (None, ""),
        ([{"type": "text", "text": "1: 2"}], ""),
    ],
)
def test_what_a_model_thinks_aloud_is_no_answer(content: object, left: str) -> None:
    assert answer_to(said(content)) == left


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b""),
        Answer(b"{"),
        Answer(b"[" * 100_000),
        Answer(b"\xff\xfe"),
        Answer(b"null"),
        Answer(b'{"choices": []}'),
        Answer(b'{"choices": [{"message": "1: 2"}]}'),
        Answer(b"<html>Log in</html>", content_type="text/html"),
        Answer(b'data: {"choices": []}\n\n', content_type="text/event-stream"),
    ],
)
def test_an_answer_that_no_chat_endpoint_gives_is_an_error(answer: Answer) -> None:
    with pytest.raises(ServerError, match=r"127\.0\.0\.1:\d+ answers, but not"):
        answer_to(answer)


def test_a_busy_server_is_asked_once_more() -> None:
    answers = [Answer(status=429, headers={"Retry-After": "0"}), said("1: 2")]
    with LocalServer(lambda asked: answers.pop(0)) as server:
        assert ChatModel(Server(server.url), "m").answer("Who?") == "1: 2"


def test_a_model_with_one_temperature_is_asked_without() -> None:
    def picky(asked: Asked) -> Answer:
        if "temperature" in asked.body:
            return Answer(b'{"error": {"message": "Unsupported value: \'temperature\'"}}', 400)
        return said("1: 2")

    with LocalServer(picky) as server:
        assert ChatModel(Server(server.url), "m").answer("Who?") == "1: 2"


def test_the_models_of_a_server_are_listed_without_odd_ones() -> None:
    data = {"data": [{"id": "llama"}, {"id": "a\nb"}, {"id": 3}, {"id": ""}, {"id": KEY}]}
    with LocalServer(lambda asked: Answer(json.dumps(data).encode())) as server:
        assert model_names(Server(server.url, KEY)) == ("llama",)
        assert server.asked[0].path == "/v1/models"
    with (
        LocalServer(lambda asked: Answer(b'{"models": []}')) as server,
        pytest.raises(ServerError, match="which models"),
    ):
        model_names(Server(server.url))
