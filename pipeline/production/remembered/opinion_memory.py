"""What chat models said of a story's quotations, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipeline.disk.sealed_text import DamagedError, read_json, sealed, typed

_OPINIONS = "opinions"


def dump_opinions(opinions: Mapping[str, tuple[str, str]]) -> str:
    """Question → (model, what it said), as the text of their file."""
    rows = {key: list(opinion) for key, opinion in sorted(opinions.items())}
    return sealed(_OPINIONS, json.dumps(rows, ensure_ascii=False, indent=0))


def parse_opinions(text: str) -> dict[str, tuple[str, str]]:
    """What `dump_opinions` was given. Raises `DamagedError`."""
    opinions = {}
    for key, row in typed(dict, read_json(_OPINIONS, text)).items():
        if len(typed(list, row)) != 2:
            raise DamagedError("it has other entries")
        opinions[key] = (typed(str, row[0]), typed(str, row[1]))
    return opinions
