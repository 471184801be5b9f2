"""What would be broken: what a person corrected is gone without a word because the story grew and moved."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import STORIES
from tests.whole.command import make_audio_here

TAG = re.compile(r"^@(\??)([^:\[(\n]+?)((?: \[\w+\])?(?: \(\w+\))?: )", re.MULTILINE)
Text = list[str]


def make(story: Path) -> None:
    """Makes the book; only its first chapter, of three words, is heard."""
    ran = make_audio_here(story, "--chapter", "1", "-j", "1", "-q")
    assert ran.returncode == 0, ran.stderr


def write(story: Path, paragraphs: Text) -> None:
    story.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def script(story: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((story.with_suffix("") / "script").iterdir()))


def spoken(text: str) -> Counter[str]:
    """The words that are read: without tags, cues and notes."""
    return Counter(
        re.sub(r"\[\[.*?\]\]|^\[\w+: .*?\]$|^#+ |\\\\", "", TAG.sub("", text), flags=re.MULTILINE | re.DOTALL).split()
    )


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which every speaker was corrected, with deliveries, cues and notes among them, before it grew once;
    to be copied."""
    story = tmp_path_factory.mktemp("corrected") / "tale.txt"
    paragraphs = re.split(r"\n\s*\n", (STORIES / "the-lantern.txt").read_text(encoding="utf-8").strip())
    first = next(i for i, paragraph in enumerate(paragraphs) if paragraph.startswith("CHAPTER"))
    write(story, ["PROLOGUE", "It all began.", *paragraphs[first:]])
    make(story)
    number = 0
    for path in sorted((story.with_suffix("") / "script").iterdir()):

        def corrected(match: re.Match[str]) -> str:
            nonlocal number
            number += 1
            mark = ["", "", f"[sfx: thud {number}]\n", f"[[ look {number} ]]\n"][number % 4]
            return f"{mark}@Zed {number}{' (sob): ' if number % 5 == 0 else ': '}"

        path.write_text(TAG.sub(corrected, path.read_text(encoding="utf-8")), encoding="utf-8")
    assert number > 50
    write(story, [*story.read_text(encoding="utf-8").strip().split("\n\n"), "The sea was calm at last."])
    make(story)
    assert len(TAG.findall(script(story))) == number
    return story


def parts(text: Text) -> list[Text]:
    """The chapters, each with its heading and title."""
    starts = [i for i, paragraph in enumerate(text) if paragraph.startswith(("PROLOGUE", "CHAPTER"))]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def moved(text: Text) -> Text:
    chance = random.Random(5)
    prologue, *chapters = parts(text)
    return [*prologue, *(p for head, *body in chapters for p in (head, *chance.sample(body, len(body))))]


def split(text: Text) -> Text:
    at = next(i for i, paragraph in enumerate(text) if "conscience" in paragraph) + 3
    return [*text[:at], "CHAPTER FOUR", "The Other Half", *text[at:]]


def joined(text: Text) -> Text:
    prologue, one, two, *others = parts(text)
    return [*prologue, *one, *two[2:], *(p for part in others for p in part)]


def thinned(text: Text) -> Text:
    return [paragraph for i, paragraph in enumerate(text) if i % 9 != 8]


def reordered(text: Text) -> Text:
    prologue, *others = parts(text)
    return [*prologue, *(paragraph for part in reversed(others) for paragraph in part)]


def dealt(text: Text) -> Text:
    """Every third paragraph of the first chapters goes into the last."""
    prologue, *others = parts(text)
    body = [p for part in others[:-1] for p in part]
    gone = [p for i, p in enumerate(body) if i % 3 == 2 and not p.startswith("CHAPTER")]
    return [*prologue, *(p for p in body if p not in gone), *others[-1], *gone]


@pytest.mark.parametrize("change", [moved, split, joined, thinned, reordered, dealt])
def test_every_correction_is_at_its_words_or_told_however_the_story_moves(
    change: Callable[[Text], Text], grown: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(grown.parent, tmp_path / "book")
    story = folder / grown.name
    before = script(story)
    text = story.read_text(encoding="utf-8").strip().split("\n\n")
    write(story, change(text))
    make(story)
    after = script(story)
    lines = {f"@Zed {match[2].removeprefix('Zed ')}{match[3]}{line}" for line, match in tagged_lines(before)}
    now = {f"@Zed {match[2].removeprefix('Zed ')}{match[3]}{line}" for line, match in tagged_lines(after)}
    missing = lines - now
    assert all(line.split(": ")[0] in " ".join(notes(after)) for line in missing)
    assert not (missing and change is not thinned)
    checked = make_audio_here("check", story.with_suffix("")).stdout
    assert bool(missing) == ("of your changes belong" in " ".join(checked.split()))
    for mark in re.findall(r"\[sfx: thud \d+\]|\[\[ look \d+ \]\]", before):
        assert after.count(mark) == 1
    assert spoken(after) + Counter(" ".join(text).split()) == spoken(before) + Counter(" ".join(change(text)).split())
    make(story)
    assert script(story) == after


def tagged_lines(text: str) -> list[tuple[str, re.Match[str]]]:
    found = [(line, TAG.match(line)) for line in text.split("\n")]
    return [(line[match.end() :], match) for line, match in found if match and match[2].startswith("Zed")]


def notes(text: str) -> list[str]:
    return re.findall(r"\[\[(.*?)\]\]", text, flags=re.DOTALL)
