"""A real HTTP server on this machine, in a thread of the test: it answers as a test tells it to, and remembers what it
was asked."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    """The JSON that came with it."""

    @property
    def question(self) -> str:
        """What a chat endpoint was asked."""
        return str(self.body["messages"][-1]["content"])


@dataclass(frozen=True)
class Answer:
    """A response; `drip`: seconds between its bytes; `length`: what its Content-Length says, if not the truth."""

    data: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    length: int | None = None


def said(content: object) -> Answer:
    """A chat endpoint's answer."""
    return Answer(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


class LocalServer:
    """Use as a context manager. `answer` may be changed at any time."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.ended = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def log_message(self, format: str, *args: Any) -> None:
                pass

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked = Asked(self.command, self.path, dict(self.headers), json.loads(body) if body else None)
                outer.asked.append(asked)
                answer = outer.answer(asked)
                self.close_connection = True
                # Whoever asked may have gone.
                with contextlib.suppress(OSError):
                    self._send(answer)

            def _send(self, answer: Answer) -> None:
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.content_type)
                length = len(answer.data) if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
                self.send_header("Connection", "close")
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if not answer.drip:
                    self.wfile.write(answer.data)
                    return
                for byte in answer.data:
                    if outer.ended.wait(answer.drip):
                        return
                    self.wfile.write(bytes([byte]))

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
