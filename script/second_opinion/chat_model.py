"""A chat model behind an OpenAI-compatible server: one question, one answer.

The interface is that of `POST /v1/chat/completions` and `GET /v1/models` of OpenAI's API reference, as far as other
servers (llama.cpp, Ollama, LM Studio, vLLM) share it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from script.support.web_server import Server, ServerError, with_retries

KEY_NAMES = ("MAKE_AUDIO_LLM_KEY", "OPENAI_API_KEY")
"""Where the environment may hold the key; the first that is set counts."""

_MOST_BYTES = 1 << 20
_TRIES = 2
_LONGEST_NAME = 200
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_END_OF_THOUGHT = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
"""Some servers swallow the mark that a thought begins with."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model of a server."""

    server: Server
    name: str

    def answer(self, question: str) -> str:
        """What the model says to `question`, without what it thought aloud.

        As repeatable as the server makes it (temperature 0). Empty where it refuses. Raises `ServerError`.
        """
        body = {
            "model": self.name,
            "messages": [{"role": "user", "content": question}],
            "temperature": 0,
            "stream": False,
        }
        try:
            found = self._complete(body)
        except ServerError as error:
            # Some models have one temperature only, and refuse to be told it.
            if error.status != 400 or "temperature" not in str(error):
                raise
            del body["temperature"]
            found = self._complete(body)
        try:
            content = found["choices"][0]["message"].get("content")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise ServerError(f"{self.server.name} answers, but not as a chat endpoint does.") from None
        return _spoken(content) if isinstance(content, str) else ""

    def _complete(self, body: dict[str, Any]) -> Any:
        path = "/chat/completions"
        return _json(self.server, with_retries(lambda: self.server.ask(path, body, most=_MOST_BYTES).data, _TRIES))


def model_names(server: Server) -> tuple[str, ...]:
    """The models that a server says it has. Raises `ServerError`."""
    found = _json(server, server.ask("/models", most=_MOST_BYTES).data)
    try:
        names = [entry["id"] for entry in found["data"]]
    except (KeyError, TypeError):
        raise ServerError(f"{server.name} doesn't say which models it has.") from None
    return tuple(name for name in names if isinstance(name, str) and _is_name(server, name))


def _is_name(server: Server, name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and name.isprintable() and not server.holds_key(name)


def _json(server: Server, data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ServerError(f"{server.name} answers, but not in JSON.") from None


def _spoken(text: str) -> str:
    return _END_OF_THOUGHT.sub("", _THOUGHT.sub("", text)).strip()
