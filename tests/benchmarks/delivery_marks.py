"""Measure how many spoken lines get a delivery, and print some of them for a reader to judge.

    python -m tests.benchmarks.delivery_marks STORY... [--sample 200] [--seed 1] [--delivery NAME ...]

Prints for each story which share of its spoken lines is marked, and with what. With --sample so many marked lines of
all stories follow, each with its paragraph and the end of the one before; of each delivery as many as of any other, as
far as there are. The same seed draws the same lines.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from script.model import Delivery, Kind, Paragraph, Script
from script.reading.story_reader import read_story
from script.tagging.story_tagger import tag_story

_BEFORE, _AROUND = 120, 300
"""Characters that are shown of the paragraph before, and of the paragraph before and behind the line."""


def shares(script: Script) -> tuple[int, Counter[str]]:
    """How many lines are spoken, and how many of them have each delivery."""
    spoken = [line for chapter in script.chapters for line in chapter.lines if line.kind is Kind.SPEECH]
    return len(spoken), Counter(line.delivery for line in spoken if line.delivery)


def marked(script: Script) -> Iterator[tuple[str, str]]:
    """(delivery, the line amid its paragraph) of each marked line."""
    for chapter in script.chapters:
        empty = Paragraph(chapter.paragraphs[0].kind, chapter.paragraphs[0].lines[:1], 0)
        for before, paragraph in pairwise((empty, *chapter.paragraphs)):
            for line in paragraph.lines:
                if line.kind is Kind.SPEECH and line.delivery:
                    ahead = chapter.text[max(before.start, before.end - _BEFORE) : before.end]
                    lead = chapter.text[paragraph.start : line.start][-_AROUND:]
                    behind = chapter.text[line.end : paragraph.end][:_AROUND]
                    words = chapter.text[line.start : line.end]
                    shown = f"‹{ahead}› {lead}[{line.delivery}> {words} <]{behind}"
                    yield line.delivery, " ".join(shown.split())


def sample(rows: list[tuple[str, str]], count: int, seed: int) -> list[str]:
    """So many of the lines, the deliveries by turns."""
    by_delivery: dict[str, list[str]] = defaultdict(list)
    for delivery, shown in rows:
        by_delivery[delivery].append(shown)
    for delivery, lines in by_delivery.items():
        random.Random(f"{seed} {delivery}").shuffle(lines)
    turns = [(number, delivery) for delivery, lines in by_delivery.items() for number in range(len(lines))]
    chosen = sorted(sorted(turns)[:count], key=lambda turn: turn[::-1])
    return [by_delivery[delivery][number] for number, delivery in chosen]


def main() -> None:
    """Measure some stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="marked lines to print")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delivery", action="append", choices=list(Delivery), help="without it all")
    options = parser.parse_args()
    rows: list[tuple[str, str]] = []
    for path in options.stories:
        script = tag_story(read_story(path))
        spoken, found = shares(script)
        told = ", ".join(f"{name} {count}" for name, count in found.most_common())
        print(f"{path.stem}: {found.total()} of {spoken} lines ({100 * found.total() / max(1, spoken):.1f} %): {told}")
        rows += [row for row in marked(script) if not options.delivery or row[0] in options.delivery]
    for number, shown in enumerate(sample(rows, options.sample, options.seed), 1):
        print(f"\n{number}. {shown}")


if __name__ == "__main__":
    main()
