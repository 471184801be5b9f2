"""What would be broken: a story whose headings changed, and its book is gone without a word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.disk.sealed_text import payload_of
from tests.pipeline.productions import make_production

STORM = " ".join(f"The rain fell on the roof for the {number}th day." for number in range(20))
CALM = " ".join(f"Nell counted {number} gulls on the pier." for number in range(20))
SAID = "“It won’t take,” said Nell."
STORY = f"# My Book\n\n## 1. The Storm\n\n{STORM}\n\n{SAID}\n\n## 2. The Calm\n\n{CALM}\n"
LATER = "\n{} Chapter Three: Later\n\nIt was later that Wil came home.\n"
CHANGES: dict[str, Callable[[str], str]] = {
    "a heading one level too high": lambda text: text + LATER.format("#"),
    "a heading one level too low": lambda text: text + LATER.format("###"),
    "all headings one level up": lambda text: text.replace("## ", "# ") + LATER.format("#"),
    "all headings one level down": lambda text: text.replace("# ", "## "),
    "a part above": lambda text: text.replace("## 1.", "# Part One\n\n## 1.") + "\n# Part Two\n" + LATER.format("##"),
    "no title page any more": lambda text: text.replace("# My Book\n", "") + LATER.format("##"),
    "no headings any more": lambda text: re.sub("(?m)^#+ .*$", "", text),
    "a title page with prose": lambda text: text.replace(
        "# My Book\n", f"# My Book\n\n{CALM.replace('gulls', 'cats')}\n"
    ),
    "a heading less": lambda text: text.replace("## 1. The Storm\n", ""),
    "chapters called like front matter": lambda text: text.replace("1. The Storm", "Title page").replace(
        "2. The Calm", "Copyright"
    ),
    "a chapter that reads like a copyright page": lambda text: text.replace(
        CALM, f"{CALM} All rights reserved, copyright 2001, published by the gulls."
    ),
    "another order": lambda text: re.sub(r"(?s)(## 1.*)(## 2.*)", r"\2\n\1", text),
    "chapters called like each other": lambda text: text.replace("1. The Storm", "2. The Calm", 1).replace(
        "2. The Calm\n\nNell", "1. The Storm\n\nNell"
    ),
}


@pytest.mark.parametrize("restructured", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_becomes_of_its_headings_the_words_of_a_book_stay_in_it(
    restructured: Callable[[str], str], tmp_path: Path
) -> None:
    story = tmp_path / "book.md"
    story.write_text(STORY, encoding="utf-8")
    production = make_production(story)
    first = next(production.script_folder.glob("001*"))
    text = first.read_text(encoding="utf-8")
    assert "@Nell: “It won’t take,”" in text
    first.write_text(text.replace("@Nell: “It", "@Wil: “It"), encoding="utf-8")
    story.write_text(restructured(STORY), encoding="utf-8")
    make_production(story)
    now = "\n".join(path.read_text(encoding="utf-8") for path in sorted(production.script_folder.glob("*.txt")))
    for sentence in re.split(r"(?<=\.) ", f"{STORM} {CALM}"):
        assert sentence in now
    assert "@Wil: “It won’t take,”" in now


def test_a_production_of_an_earlier_version_keeps_its_book_too(tmp_path: Path) -> None:
    """Its record says nothing of what the reader chose by itself."""
    story = tmp_path / "book.md"
    story.write_text(STORY, encoding="utf-8")
    production = make_production(story)
    record = json.loads(payload_of("record", production.record_file.read_text(encoding="utf-8")))
    del record["section_reasons"], record["section_sketches"]
    production.record_file.write_text(json.dumps(record), encoding="utf-8")
    said: list[str] = []
    story.write_text(CHANGES["chapters called like front matter"](STORY) + LATER.format("#"), encoding="utf-8")
    make_production(story, say=said.append)
    now = "\n".join(path.read_text(encoding="utf-8") for path in production.script_folder.glob("*.txt"))
    assert STORM in now
    assert CALM in now
