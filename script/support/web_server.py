"""Asking a server that a person chose: with a time limit, a size limit, retries, and a key that nobody gets to see."""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import ipaddress
import json
import os
import queue
import re
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from script.support.errors import MakeAudioError

_T = TypeVar("_T")

_VERSION = re.compile(r"v\d")
"""How the part of a path begins that says which version of an interface it is."""
_ENDPOINTS = ("/chat/completions", "/audio/speech", "/models")
_CHUNK = 1 << 16
_ERROR_BYTES = 1 << 16
"""Of a refusal, this much is read to find the server's reason."""
_SHOWN = 200
"""Characters of a server's own words that are shown."""
_KEY_PIECE = 8
"""So many characters of a key in a row are taken to be the key."""
_LONGEST_PAUSE = 60.0
"""Seconds; a server that wants a longer one is not asked again."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
"""What a server answers that may do better in a moment."""


class ServerError(MakeAudioError):
    """A server that gave no usable answer.

    `passing`: it may do better in a moment, after `pause` seconds if it said so. `status`: of HTTP; 0 without one.
    """

    def __init__(self, text: str, *, passing: bool = False, pause: float | None = None, status: int = 0) -> None:
        super().__init__(text)
        self.passing = passing
        self.pause = pause
        self.status = status


@dataclass(frozen=True, slots=True)
class ServerReply:
    """An answer: its content type, lower case and without parameters, and its bytes."""

    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """An HTTP server, asked with a bearer key if there is one."""

    url: str
    """As `base_url` gives it."""
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    """Seconds for a whole answer, however slowly it comes."""

    @property
    def name(self) -> str:
        """The server in messages: host and port."""
        return urlsplit(self.url).netloc

    def ask(self, path: str, body: Mapping[str, Any] | None = None, *, most: int) -> ServerReply:
        """The answer to a GET of `path`, or to a POST of `body` as JSON; `most`: how many bytes it may have.

        Redirects are not followed: the key is for this server alone. Raises `ServerError`.
        """
        deadline = time.monotonic() + self.timeout
        # In a thread of its own, because neither looking a name up nor a header that drips in minds a time limit.
        answers: queue.SimpleQueue[ServerReply | ServerError] = queue.SimpleQueue()

        def fetch() -> None:
            try:
                answers.put(self._fetch(path, body, most, deadline))
            except ServerError as error:
                answers.put(error)

        threading.Thread(target=fetch, name=f"ask {self.name}", daemon=True).start()
        try:
            answer = answers.get(timeout=self.timeout)
        except queue.Empty:
            raise self._late() from None
        if isinstance(answer, ServerError):
            raise answer
        return answer

    def without_key(self, text: str) -> str:
        """A server's words for a message, on one line and not too long; nothing if they hold the key."""
        words = "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
        if self.holds_key(words):
            return ""
        return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"

    def holds_key(self, text: str) -> bool:
        """Whether `text` tells the key, or a good part of it."""
        key, text = self.key.casefold(), text.casefold()
        if len(key) < _KEY_PIECE:
            # Local servers take any key, "x" too: that must not hide each word with an x.
            return bool(key) and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) is not None
        return any(key[at : at + _KEY_PIECE] in text for at in range(len(key) - _KEY_PIECE + 1))

    def _fetch(self, path: str, body: Mapping[str, Any] | None, most: int, deadline: float) -> ServerReply:
        headers = {"Accept": "*/*", "User-Agent": "make-audio"}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.url + path, data, headers)
        if self.key:
            request.add_unredirected_header("Authorization", f"Bearer {self.key}")
        # Whatever is raised here may quote the server, and so the key: it is no cause that could be shown.
        try:
            with self._opener().open(request, timeout=self.timeout) as response:
                kind = response.headers.get_content_type()
                return ServerReply(kind, self._read(response, most, deadline))
        except urllib.error.HTTPError as error:
            with error:
                raise self._refusal(error, deadline) from None
        except urllib.error.URLError as error:
            raise self._unreachable(error.reason) from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._unreachable(error) from None

    def _opener(self) -> urllib.request.OpenerDirector:
        handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
        if _is_local(urlsplit(self.url).hostname or ""):
            # A proxy can't reach this machine, whatever the environment says.
            handlers.append(urllib.request.ProxyHandler({}))
        return urllib.request.build_opener(*handlers)

    def _read(self, response: Any, most: int, deadline: float) -> bytes:
        parts = []
        size = 0
        while chunk := response.read1(_CHUNK):
            size += len(chunk)
            if size > most:
                raise ServerError(f"{self.name} answered with more than {most:,} bytes.")
            if time.monotonic() > deadline:
                raise self._late()
            parts.append(chunk)
        if response.length:
            raise ServerError(f"{self.name} broke off its answer.", passing=True)
        return b"".join(parts)

    def _late(self) -> ServerError:
        return ServerError(f"{self.name} gave no answer within {self.timeout:g} seconds.")

    def _unreachable(self, reason: object) -> ServerError:
        if isinstance(reason, TimeoutError):
            return self._late()
        if isinstance(reason, ssl.SSLCertVerificationError):
            return ServerError(f"{self.name} has a certificate that this computer doesn't trust.")
        if isinstance(reason, OSError) and reason.strerror:
            return ServerError(f"{self.name} can't be reached ({reason.strerror.lower()}).", passing=True)
        return ServerError(f"{self.name} answers with something that is not HTTP.", passing=True)

    def _refusal(self, error: urllib.error.HTTPError, deadline: float) -> ServerError:
        status = error.code
        if 300 <= status < 400:
            return ServerError(
                f"{self.name} sends elsewhere (HTTP {status}): give the address that it leads to.", status=status
            )
        if status in (401, 403):
            what = "refused the key" if self.key else "wants a key from the environment"
            return ServerError(f"{self.name} {what} (HTTP {status}).", status=status)
        words = ""
        with contextlib.suppress(ServerError, OSError, http.client.HTTPException):
            words = self.without_key(_reason(self._read(error, _ERROR_BYTES, deadline)))
        text = f"{self.name} answered HTTP {status}" + (f": {words}" if words else "")
        return ServerError(
            text if text.endswith((".", "!", "…")) else text + ".",
            passing=status in _BUSY,
            pause=_pause(error.headers.get("Retry-After")),
            status=status,
        )


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def base_url(text: str) -> str:
    """The base of an OpenAI-compatible server's addresses, without a slash at the end.

    With "/v1" where a person left it out, without an endpoint where they gave one. Raises `ServerError` for what is no
    http address, and for one that may hold a key.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or any(char.isspace() or ord(char) < 33 for char in url):
        raise ServerError("The server's address must be like http://localhost:11434/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ServerError("The server's address must hold no user, password or ?…: a key belongs in the environment.")
    path = parts.path.rstrip("/")
    for endpoint in _ENDPOINTS:
        path = path.removesuffix(endpoint).rstrip("/")
    if not any(_VERSION.match(part) for part in path.split("/")):
        path += "/v1"
    return f"{parts.scheme}://{parts.netloc}{path}"


def key_from_environment(*names: str) -> str:
    """The first of the environment's variables `names` that is set, also if it is empty: then there is no key.

    Raises `ServerError`, which doesn't tell it, for one that no header can hold.
    """
    name = next((name for name in names if name in os.environ), None)
    if name is None:
        return ""
    key = os.environ[name].strip()
    if not all("!" <= char <= "~" for char in key):
        raise ServerError(f"{name} holds something that is no key: a space or a special character.")
    return key


def with_retries(call: Callable[[], _T], tries: int, *, pause: float = 1.0) -> _T:
    """What `call` gives, tried again where it fails in passing.

    `pause` is in seconds: the server's own (Retry-After), or one that doubles each time. Raises the last `ServerError`.
    """
    for number in range(1, tries):
        try:
            return call()
        except ServerError as error:
            wait = pause * 2.0 ** (number - 1) if error.pause is None else error.pause
            if not error.passing or wait > _LONGEST_PAUSE:
                raise
            time.sleep(wait)
    return call()


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _reason(data: bytes) -> str:
    """What the JSON of a refusal says to people; nothing if it can't be found."""
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    for name in ("error", "detail", "message"):
        if isinstance(found, dict) and name in found:
            found = found[name]
    return found if isinstance(found, str) else ""


def _pause(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None without a usable one."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
