"""How well speakers are found: the tagger end to end over annotated novels, scored by the metric that comes with them.

    python tests/benchmarks/attribution.py --data ../shared/attribution

The folder holds `pdnc/` and `litbank/` (one gzipped JSON per text) and `score.py`. No gold information reaches the
tagger. Over a whole corpus the exit code is 1 where a sum misses what it should reach.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from script.model import BlockKind, Kind, Script
from script.story import Block, Role, Section, Story
from script.tagging import tag_story

_HEADING = re.compile(
    r"(?:CHAPTER|Chapter|BOOK|Book|VOLUME|Volume|PART|Part)\s+(?:[IVXLC]+|\d+|[A-Z][A-Za-z]+)\b.{0,80}|[IVXLC]+\.?|\d+"
)


def story_of(text: str, title: str) -> Story:
    """A story of one section, paragraphs parted by blank lines."""
    blocks = []
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        heading = _HEADING.fullmatch(stripped.split("\n")[0]) and len(stripped) < 90
        blocks.append(
            Block(
                start, start + len(stripped), BlockKind.HEADING if heading else BlockKind.PARAGRAPH, 1 if heading else 0
            )
        )
    return Story(title, "", "en", text, (Section(title, 0, len(text), Role.CHAPTER),), tuple(blocks))


def prediction(script: Script) -> dict[str, Any]:
    """The script in the form that the metric reads."""
    quotes = []
    for chapter in script.chapters:
        for line in chapter.lines:
            written = line.kind is Kind.LETTER and chapter.text[line.start] in "\"“‘'"
            if line.kind in (Kind.SPEECH, Kind.THOUGHT) or written:
                quotes.append(
                    {"start": line.start + chapter.offset, "end": line.end + chapter.offset, "speaker": line.speaker}
                )
    return {"quotes": quotes, "characters": [{"name": c.name, "aliases": list(c.aliases)} for c in script.characters]}


def _metric(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_score", folder / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder / 'score.py'} is missing: give the folder of the corpora with --data")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_COLUMNS = (
    ("F1", "spanF1_exact", 100),
    ("wordF1", "dialogue_wordF1", 100),
    ("alias-q", "al_q:all", 100),
    ("clus-q", "cl_q:all", 100),
    ("expl", "al_q:Explicit", 100),
    ("anaph", "al_q:Anaphoric", 100),
    ("impl", "al_q:Implicit", 100),
    ("misv-al", "misvoiced/100w alias", 1),
    ("misv-cl", "misvoiced/100w cluster", 1),
)


_REACHED = {
    "pdnc": (("al_q:all", 58.0, 100.0), ("misvoiced/100w alias", 0.0, 18.0)),
    "litbank": (("dialogue_wordF1", 92.0, 100.0),),
}
"""What the sums over a corpus should be: (metric, least, most), as printed."""


def missed(corpus: str, metrics: dict[str, float]) -> list[str]:
    """What of a corpus's sums isn't as it should be, in words."""
    scales = {key: (name, scale) for name, key, scale in _COLUMNS}
    found = []
    for key, least, most in _REACHED[corpus]:
        name, scale = scales[key]
        if not least <= (value := metrics[key] * scale) <= most:
            found.append(f"{corpus}: {name} is {value:.1f}, should be {least:g} to {most:g}: MISSED")
    return found


def _row(name: str, metrics: dict[str, float], seconds: float, words: int) -> str:
    cells = " ".join(f"{metrics[key] * scale:8.1f}" for _, key, scale in _COLUMNS)
    return f"{name[:30]:30s} {cells} {words / max(seconds, 1e-9):8.0f}"


def run(metric: ModuleType, files: Iterable[Path], *, each: bool) -> dict[str, float]:
    """Scores the tagger on the texts, printing a row for each and their sum; gives the sum's metrics."""
    total: collections.Counter[str] = collections.Counter()
    seconds, words = 0.0, 0
    for file in files:
        gold = metric.load(str(file))
        story = story_of(gold["text"], file.name)
        began = time.perf_counter()
        script = tag_story(story)
        took = time.perf_counter() - began
        result = metric.score(gold, prediction(script))
        seconds, words, total = seconds + took, words + result["words"], total + result
        if each:
            print(_row(file.name.removesuffix(".json.gz"), metric.metrics(result), took, result["words"]), flush=True)
    metrics: dict[str, float] = metric.metrics(total)
    print(_row("ALL", metrics, seconds, words))
    return metrics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with pdnc/, litbank/ and score.py")
    parser.add_argument("--only", default="", help="texts whose file name holds this")
    arguments = parser.parse_args()
    metric = _metric(arguments.data)
    failures = []
    for corpus, each in (("pdnc", True), ("litbank", bool(arguments.only))):
        files = [
            f for f in sorted((arguments.data / corpus).glob("*.json.gz")) if arguments.only.lower() in f.name.lower()
        ]
        if files:
            print(f"\n{corpus:30s} " + " ".join(f"{name:>8s}" for name, _, _ in _COLUMNS) + "  words/s")
            metrics = run(metric, files, each=each)
            failures += missed(corpus, metrics) if not arguments.only else []
    if failures:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
