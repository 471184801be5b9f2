"""Files of the production's own: JSON in an envelope with a version and a sum, so that damage is found when they are
read.

    {"make-audio": "record", "version": 1, "sha256": "…", "data":
    … the payload …
    }

The sum is the SHA-256 of the payload's text, in UTF-8. It finds what a disk or a careless hand did, and is no
protection against somebody who writes a sum of their own: whatever a payload says is checked like a stranger's.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, TypeVar

from pipeline.disk.files import DiskError, plain_errors
from script.support.errors import MakeAudioError

VERSION = 1

_T = TypeVar("_T")
_MOST = 2**63
"""Of anything: nanoseconds since 1970 are the most."""
_HEAD = re.compile(r'\{"make-audio": "(?P<kind>[a-z]+)", "version": (?P<version>\d+), "sha256": "(?P<sum>.*)", "data":')
# Nothing of ours is written so, and no file can hold what it would become.
_HALF_A_CHARACTER = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
# What is left of it where a byte is another; no file of before there were sums has either.
_TORN_HEAD = re.compile(r'\{"make-audio": "|"sha256": "[^"]*", "data":')
_TAIL = "\n}\n"


class DamagedError(MakeAudioError):
    """A file of the production's own that isn't as it was written."""


def sealed(kind: str, payload: str) -> str:
    """The text of a file of that kind; `payload` is JSON."""
    body = payload.removesuffix("\n")
    return f'{{"make-audio": "{kind}", "version": {VERSION}, "sha256": "{_sum(body)}", "data":\n{body}{_TAIL}'


def is_sealed(text: str) -> bool:
    """Whether a text has an envelope: those of earlier versions of make-audio had none."""
    return _HEAD.fullmatch(text.partition("\n")[0]) is not None


def payload_of(kind: str, text: str) -> str:
    """The payload of a file of that kind; a text without an envelope is one itself. Raises `DamagedError`."""
    if "\\u" in text and _HALF_A_CHARACTER.search(text):
        raise DamagedError("it has half a character")
    head, _, rest = text.partition("\n")
    found = _HEAD.fullmatch(head)
    if found is None and _TORN_HEAD.search(head):
        raise DamagedError("its first line is another")
    if found is None:
        return text
    if found["kind"] != kind:
        raise DamagedError(f'it holds the "{found["kind"]}"')
    if found["version"] != str(VERSION):
        raise DamagedError("another version of make-audio wrote it")
    body = rest.removesuffix(_TAIL)
    if body == rest or _sum(body) != found["sum"]:
        raise DamagedError("its sum is another")
    return body


def read_json(kind: str, text: str) -> Any:
    """What the payload of a file of that kind says. Raises `DamagedError`, also for what is no JSON."""
    try:
        return json.loads(payload_of(kind, text))
    except (ValueError, RecursionError) as error:
        raise DamagedError("it is no JSON") from error


def typed(kind: type[_T], value: object) -> _T:
    """`value`, which is to be of that type. Raises `DamagedError`."""
    if type(value) is not kind:
        raise DamagedError(f"it has {type(value).__name__} where {kind.__name__} belongs")
    return value


def count(value: object) -> int:
    """A number of something, or a size. Raises `DamagedError`."""
    number = typed(int, value)
    if not 0 <= number <= _MOST:
        raise DamagedError("it has a number that can't be")
    return number


def read_own_text(path: Path) -> str | None:
    """The text of a file of the production's own, damaged or not; None where there is none. Raises `DiskError`."""
    with plain_errors(path):
        if not path.is_file():
            if path.exists():
                raise DiskError(f"{path} is no file. Move it elsewhere, then run the same command again.")
            return None
        data = path.read_bytes()
    # A sum that is another tells of what is no UTF-8.
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
