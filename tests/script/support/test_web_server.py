"""What would be broken: a server that hangs the run or floods it, or a key that ends where it doesn't belong."""

from __future__ import annotations

import time
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from script.support.web_server import Server, ServerError, base_url, key_from_environment, with_retries
from tests.local_server import Answer, Asked, LocalServer

KEY = "sk-test-0123456789abcdef"


def failure(server: Server, most: int = 1000) -> ServerError:
    with pytest.raises(ServerError) as caught:
        server.ask("/models", most=most)
    shown = "".join(traceback.format_exception(caught.value)) + repr(server)
    assert KEY not in shown
    return caught.value


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://localhost:11434/", "http://localhost:11434/v1"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        (" https://api.openai.com/v1 ", "https://api.openai.com/v1"),
        ("http://[::1]:8080/v1/chat/completions", "http://[::1]:8080/v1"),
        ("http://box:8880/v1/audio/speech/", "http://box:8880/v1"),
        ("https://openrouter.ai/api", "https://openrouter.ai/api/v1"),
        ("https://example.org/v1beta/openai/", "https://example.org/v1beta/openai"),
    ],
)
def test_an_address_works_as_people_write_it(given: str, meant: str) -> None:
    assert base_url(given) == meant


@pytest.mark.parametrize(
    "given",
    ["", "localhost:11434", "file:///etc/passwd", "ftp://x/v1", "http://", "http://a b/v1", "http://x:99999/v1"],
)
def test_an_address_that_is_none_is_said_to_be_none(given: str) -> None:
    with pytest.raises(ServerError, match="must be like http://localhost"):
        base_url(given)


@pytest.mark.parametrize("given", [f"http://me:{KEY}@host/v1", f"http://host/v1?key={KEY}", f"http://host/v1#{KEY}"])
def test_a_key_in_the_address_is_refused_and_not_repeated(given: str) -> None:
    with pytest.raises(ServerError, match="environment") as caught:
        base_url(given)
    assert KEY not in str(caught.value)


def test_the_key_comes_from_the_environment_the_first_name_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONE_KEY", raising=False)
    monkeypatch.setenv("OTHER_KEY", f"{KEY}\n")
    assert key_from_environment("ONE_KEY", "OTHER_KEY") == KEY
    monkeypatch.setenv("ONE_KEY", "")
    assert key_from_environment("ONE_KEY", "OTHER_KEY") == ""
    monkeypatch.setenv("ONE_KEY", f"{KEY}\r\nX-Evil: 1")
    with pytest.raises(ServerError) as caught:
        key_from_environment("ONE_KEY")
    assert KEY not in str(caught.value)


def test_the_key_goes_to_the_server_and_to_no_other() -> None:
    with LocalServer(lambda asked: Answer(b"{}")) as elsewhere:
        moved = Answer(status=307, headers={"Location": f"{elsewhere.url}/models"})
        with LocalServer(lambda asked: moved) as server:
            error = failure(Server(server.url, KEY))
            assert error.status == 307
            assert "elsewhere" in str(error)
            assert server.asked[0].headers["Authorization"] == f"Bearer {KEY}"
        assert not elsewhere.asked


def test_without_a_key_none_is_sent() -> None:
    with LocalServer(lambda asked: Answer(b"{}")) as server:
        assert Server(server.url).ask("/models", most=10).data == b"{}"
        assert "Authorization" not in server.asked[0].headers


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with LocalServer(lambda asked: Answer(b"{}")) as server:
        assert Server(server.url).ask("/models", most=10).data == b"{}"


@pytest.mark.parametrize("status", [401, 403, 400, 500])
def test_a_key_that_the_server_repeats_is_shown_to_nobody(status: int) -> None:
    echo = Answer(b'{"error": {"message": "Incorrect key ' + KEY[:12].encode() + b'**** given"}}', status)
    with LocalServer(lambda asked: echo) as server:
        assert KEY[:12] not in str(failure(Server(server.url, KEY)))


def test_a_servers_own_reason_is_shown() -> None:
    reason = Answer(b'{"error": {"message": "model \\"x\\" not found, try\\u001b[31m pulling it"}}', 404)
    with LocalServer(lambda asked: reason) as server:
        error = failure(Server(server.url, KEY))
    assert str(error).endswith('answered HTTP 404: model "x" not found, try [31m pulling it.')
    assert not error.passing


@pytest.mark.parametrize("drip", [0.05, 5.0])
def test_an_answer_that_drips_in_ends_at_the_time_limit(drip: float) -> None:
    with LocalServer(lambda asked: Answer(b"x" * 500, drip=drip)) as server:
        began = time.monotonic()
        assert "no answer within 0.4 seconds" in str(failure(Server(server.url, timeout=0.4)))
        assert time.monotonic() - began < 2


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    with LocalServer(lambda asked: Answer(b"x" * 5_000_000)) as server:
        assert "more than 1,000 bytes" in str(failure(Server(server.url)))


def test_an_answer_that_breaks_off_is_none() -> None:
    with LocalServer(lambda asked: Answer(b"{}", length=50)) as server:
        error = failure(Server(server.url))
    assert "broke off" in str(error)
    assert error.passing


def test_a_server_that_is_not_there_is_named() -> None:
    with LocalServer(lambda asked: Answer()) as server:
        url = server.url
    error = failure(Server(url, KEY))
    assert "can't be reached" in str(error)
    assert url.split("/")[2] in str(error)


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("0", 0, 0),
        ("7", 7, 7),
        (format_datetime(datetime.now(UTC) + timedelta(hours=2)), 3600, 7200),
        (format_datetime(datetime.now(UTC) - timedelta(hours=2)), 0, 0),
    ],
    # No times in the names: processes that share the tests out must agree on them.
    ids=["now", "seconds", "later", "long ago"],
)
def test_a_servers_wish_to_be_left_alone_is_understood(header: str, least: float, most: float) -> None:
    with LocalServer(lambda asked: Answer(status=429, headers={"Retry-After": header})) as server:
        error = failure(Server(server.url))
    assert error.passing
    assert error.pause is not None
    assert least <= error.pause <= most


def test_what_fails_in_passing_is_tried_again_and_what_is_wrong_is_not() -> None:
    answers = [Answer(status=503), Answer(status=429, headers={"Retry-After": "0"}), Answer(b"{}")]
    with LocalServer(lambda asked: answers.pop(0)) as server:
        reply = with_retries(lambda: Server(server.url).ask("/models", most=10), 3, pause=0.01)
        assert reply.data == b"{}"
        answers[:] = [Answer(status=404)]
        with pytest.raises(ServerError, match="404"):
            with_retries(lambda: Server(server.url).ask("/models", most=10), 3, pause=0.01)
        answers[:] = [Answer(status=429, headers={"Retry-After": "86400"})]
        with pytest.raises(ServerError, match="429"):
            with_retries(lambda: Server(server.url).ask("/models", most=10), 3)


def test_a_question_is_sent_as_json() -> None:
    def echo(asked: Asked) -> Answer:
        return Answer(str(asked.body["word"]).encode(), content_type="Text/Plain; charset=utf-8")

    with LocalServer(echo) as server:
        reply = Server(server.url).ask("/words", {"word": "“Hélène”"}, most=100)
    assert (reply.content_type, reply.data.decode()) == ("text/plain", "“Hélène”")


def test_a_key_of_one_letter_hides_no_word_that_has_it() -> None:
    server = Server("http://127.0.0.1:9/v1", "x")
    assert not server.holds_key("mixtral")
    assert server.holds_key("the key x is wrong")
