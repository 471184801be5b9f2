"""How well speakers are found: taggers end to end over annotated novels, scored by the metric that comes with them.

    python -m tests.benchmarks.attribution --data ../shared/attribution --models FOLDS [--peers | --typography]

The folder holds `pdnc/` and `litbank/` (one gzipped JSON per text) and `score.py`. `FOLDS` holds the models that
`script.training.train --folds FOLDS` wrote: each novel is tagged by the one that saw none of its author's. With
`--peers` the folder's own baseline and prototype are run and scored as well (many minutes). No gold information reaches
a tagger, but for the table that says so: there the annotated characters take the place of the cast that was found.
Over a whole corpus the exit code is 1 where a sum misses what it should reach.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from script.model import Kind, Script
from script.tagging.attribution.attributor import Attributor
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.attribution.trained import TrainedAttributor, load_model
from script.tagging.story_tagger import tag_story
from script.tagging.told_by_people import Fixed, ToldByPeople
from script.training.annotated_novels import book_of, story_of, true_cast
from script.training.train import folds_of_authors, load_metric
from tests.benchmarks.typography import STYLES, set_again

Tagger = Callable[[str, Mapping[str, Any]], Attributor]
"""Gives the attributor for a novel, by its name and annotation (its author is all that may be looked at)."""

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
    "pdnc": (("al_q:all", 82.0, 100.0), ("cl_q:all", 80.0, 100.0), ("misvoiced/100w alias", 0.0, 9.0)),
    "litbank": (("dialogue_wordF1", 92.0, 100.0),),
}
"""What the trained tagger's sums over a corpus should be: (metric, least, most), as printed."""
_MAY_LOSE = 2.0
"""Points of alias-q, in another typography."""
_KEPT = (100, 95, 90, 85, 80, 70, 60, 50)


def prediction(script: Script) -> dict[str, Any]:
    """The script in the form that the metric reads; each quotation with its confidence as well. Letters are left out:
    the annotation has none of them, in quotation marks or not."""
    quotes = [
        {
            "start": line.start + chapter.offset,
            "end": line.end + chapter.offset,
            "speaker": line.speaker,
            "confidence": line.confidence,
        }
        for chapter in script.chapters
        for line in chapter.lines
        if line.kind in (Kind.SPEECH, Kind.THOUGHT)
    ]
    return {"quotes": quotes, "characters": [{"name": c.name, "aliases": list(c.aliases)} for c in script.characters]}


def with_true_cast(gold: Mapping[str, Any], attributor: Attributor) -> dict[str, Any]:
    """What the attributor says of the quotations that were found when it is handed the annotated characters."""
    book = true_cast(book_of(gold["text"], ""), gold)
    quotes = [
        {
            "start": span.start,
            "end": span.end,
            "speaker": None if said.speaker is None else book.cast.people[said.speaker].name,
            "confidence": said.confidence,
        }
        for span, said in zip(book.spans, attributor.attribute(book), strict=True)
    ]
    return {"quotes": quotes, "characters": [{"name": p.name, "aliases": list(p.aliases)} for p in book.cast.people]}


@dataclass(frozen=True, slots=True)
class Verdict:
    """An annotated quotation and what covers most of it (`span`; None: nothing does)."""

    speaker: str
    """As annotated."""
    span: tuple[int, int] | None
    said: str | None
    confidence: float
    right: bool


def judged(metric: Any, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> list[Verdict]:
    """Per annotated quotation, what covers most of it, and whether the name is right."""
    found = sorted((q["start"], q["end"], q["speaker"], q["confidence"]) for q in predicted["quotes"])
    starts = [item[0] for item in found]
    names = _annotated_names(metric, gold, predicted)
    best: list[Verdict] = []
    for quote in gold["quotes"]:
        if quote["speaker"] == "_unknowable":
            continue
        said: collections.Counter[tuple[int, int, str | None, float]] = collections.Counter()
        for a, b in quote["spans"]:
            at = max(0, bisect_left(starts, a) - 1)
            while at < len(found) and found[at][0] < b:
                overlap = min(b, found[at][1]) - max(a, found[at][0])
                if overlap > 0:
                    said[found[at]] += overlap
                at += 1
        start, end, speaker, confidence = said.most_common(1)[0][0] if said else (-1, -1, None, 0.0)
        best.append(Verdict(quote["speaker"], (start, end) if said else None, speaker, confidence, right=False))
    for character in predicted["characters"]:
        if "I" in character["aliases"] and not names.get(character["name"]):
            # A narrator whom the book does not name is whoever they turn out to be, as the metric has it.
            mine = collections.Counter(verdict.speaker for verdict in best if verdict.said == character["name"])
            names[character["name"]] = mine.most_common(1)[0][0] if mine else None
    return [
        replace(verdict, right=verdict.said is not None and names.get(verdict.said) == verdict.speaker)
        for verdict in best
    ]


def _annotated_names(
    metric: Any, gold: Mapping[str, Any], predicted: Mapping[str, Any]
) -> dict[str | None, str | None]:
    """Which annotated character each found one is, by their names."""
    names: dict[str | None, str | None] = metric.map_by_alias(
        predicted["characters"],
        [c["name"] for c in predicted["characters"]],
        metric.gold_alias_index(gold["characters"]),
    )
    return names


@dataclass(frozen=True, slots=True)
class Measured:
    """A tagger over a corpus: the metric's sums, and what `judged` says of every quotation."""

    metrics: Mapping[str, float]
    verdicts: Sequence[Verdict]


def missed(corpus: str, metrics: Mapping[str, float]) -> list[str]:
    """What of a corpus's sums isn't as it should be, in words."""
    scales = {key: (name, scale) for name, key, scale in _COLUMNS}
    found = []
    for key, least, most in _REACHED[corpus]:
        name, scale = scales[key]
        if not least <= (value := metrics[key] * scale) <= most:
            found.append(f"{corpus}: {name} is {value:.1f}, should be {least:g} to {most:g}: MISSED")
    return found


def _row(name: str, metrics: Mapping[str, float], speed: float) -> str:
    cells = " ".join(f"{metrics[key] * scale:8.1f}" for _, key, scale in _COLUMNS)
    return f"{name[:30]:30s} {cells} {speed:8.0f}" if speed else f"{name[:30]:30s} {cells}"


def _header(title: str) -> str:
    return f"\n{title[:30]:30s} " + " ".join(f"{name:>8s}" for name, _, _ in _COLUMNS) + "  words/s"


def measure(
    metric: Any,
    files: Iterable[Path],
    tagger: Tagger,
    *,
    name: str,
    each: bool = False,
    known_cast: bool = False,
    style: str = "",
) -> Measured:
    """Scores a tagger on the texts (set again in a style of `typography`), printing their sum (and a row for each)."""
    total: collections.Counter[str] = collections.Counter()
    seconds, words = 0.0, 0
    verdicts: list[Verdict] = []
    for file in files:
        gold = metric.load(str(file))
        if style:
            gold = set_again(gold, style)
        attributor = tagger(file.name.removesuffix(".json.gz"), gold)
        began = time.perf_counter()
        if known_cast:
            predicted = with_true_cast(gold, attributor)
        else:
            predicted = prediction(tag_story(story_of(gold["text"], file.name), attributor=attributor))
        took = time.perf_counter() - began
        result = metric.score(gold, predicted)
        verdicts += judged(metric, gold, predicted)
        seconds, words, total = seconds + took, words + result["words"], total + result
        if each:
            print(_row(file.name.removesuffix(".json.gz"), metric.metrics(result), result["words"] / took), flush=True)
    metrics = metric.metrics(total)
    print(_row(name, metrics, words / max(seconds, 1e-9)), flush=True)
    return Measured(metrics, verdicts)


def kept(verdicts: Sequence[Verdict]) -> list[float]:
    """How many of the most confident are right, for each share kept: percent."""
    hits = np.array([v.right for v in sorted(verdicts, key=lambda v: -v.confidence)], float)
    return [100 * float(hits[: max(1, len(hits) * share // 100)].mean()) for share in _KEPT]


def reliability(verdicts: Sequence[Verdict]) -> list[tuple[float, float]]:
    """By tenth, the most doubtful first: how sure the tagger says it is, and how much is right; percent."""
    order = sorted(verdicts, key=lambda v: v.confidence)
    tenths = [[order[i] for i in part] for part in np.array_split(np.arange(len(order)), 10) if len(part)]
    return [
        (100 * sum(v.confidence for v in tenth) / len(tenth), 100 * sum(v.right for v in tenth) / len(tenth))
        for tenth in tenths
    ]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What some corrections of a novel do to its quotations."""

    quotes: int
    wrong: int
    """Before anything is corrected."""
    among: int
    """Of these, in the corrected lines."""
    mended: int
    """Of the others, right once the corrections are known."""
    broken: int
    """Right before, wrong once the corrections are known."""


def correct(metric: Any, gold: Mapping[str, Any], attributor: Attributor, count: int) -> Corrected:
    """Corrects the `count` spoken lines that the attributor doubts most, as annotated, and tags again with that."""
    story = story_of(gold["text"], "")
    first = prediction(tag_story(story, attributor=attributor))
    before = judged(metric, gold, first)
    found = _annotated_names(metric, gold, first)
    spoken = collections.Counter(quote["speaker"] for quote in first["quotes"])
    shown = {found[name]: name for name, _ in reversed(spoken.most_common()) if found.get(name)}
    lines: dict[tuple[int, int], str] = {}
    for verdict in sorted(before, key=lambda v: v.confidence):
        if verdict.span is not None and len(lines) < count:
            lines.setdefault(verdict.span, shown.get(verdict.speaker, verdict.speaker))
    fixed = tuple(Fixed(start, end, name) for (start, end), name in sorted(lines.items()))
    second = prediction(tag_story(story, attributor=attributor, known=ToldByPeople(fixed)))
    after = judged(metric, gold, second)
    pairs = [(one.right, two.right) for one, two in zip(before, after, strict=True) if one.span not in lines]
    wrong = sum(not verdict.right for verdict in before)
    return Corrected(
        len(before),
        wrong,
        wrong - sum(not right for right, _ in pairs),
        pairs.count((False, True)),
        pairs.count((True, False)),
    )


def corrections(metric: Any, files: Iterable[Path], tagger: Tagger, count: int) -> None:
    """Prints, novel by novel, what correcting the most doubtful lines mends beyond them."""
    names = [field.name for field in fields(Corrected)]
    print(f"\n{f'the {count} most doubtful corrected':30s} " + " ".join(f"{name:>8s}" for name in names))
    rows = []
    for file in files:
        gold = metric.load(str(file))
        name = file.name.removesuffix(".json.gz")
        rows.append(astuple(correct(metric, gold, tagger(name, gold), count)))
        print(f"{name[:30]:30s} " + " ".join(f"{value:8d}" for value in rows[-1]), flush=True)
    print(f"{'sum':30s} " + " ".join(f"{sum(column):8d}" for column in zip(*rows, strict=True)))


def typographies(metric: Any, files: Sequence[Path], tagger: Tagger) -> list[str]:
    """Prints what a tagger gets right of the texts set in every typography; gives what loses too much, in words."""
    print(_header("pdnc, set again"))
    right = measure(metric, files, tagger, name="typewriter marks (as it is)").metrics["al_q:all"]
    found = []
    for style in STYLES:
        reset = measure(metric, files, tagger, name=style, style=style).metrics["al_q:all"]
        lost = 100 * (right - reset)
        if lost > _MAY_LOSE and not style.startswith("parted"):
            found.append(f"{style}: loses {lost:.1f} points of alias-q, should be {_MAY_LOSE:g} at most: MISSED")
    return found


def peers(metric: Any, data: Path, files: Sequence[Path]) -> None:
    """Runs the folder's own baseline and prototype on the corpus and prints their sums."""
    data = data.resolve()
    environment = {**os.environ, "PYTHONPATH": str(data), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "pdnc").symlink_to(data / "pdnc")
        subprocess.run([sys.executable, data / "prototype.py", "e2e"], cwd=folder, env=environment, check=True)
        code = (
            "import sys, json, rules_baseline, score\n"
            "print(json.dumps(rules_baseline.run(score.load(sys.argv[1])['text'])))"
        )
        total = {"baseline": collections.Counter[str](), "prototype": collections.Counter[str]()}
        for file in files:
            gold = metric.load(str(file))
            made = subprocess.run(
                [sys.executable, "-c", code, str(file)], env=environment, check=True, capture_output=True, text=True
            )
            total["baseline"] += metric.score(gold, json.loads(made.stdout))
            stored = folder / "pred_proto_e2e_pass2" / file.name.removesuffix(".gz")
            total["prototype"] += metric.score(gold, json.loads(stored.read_text()))
    for name, result in total.items():
        print(_row(name, metric.metrics(result), 0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with pdnc/, litbank/ and score.py")
    parser.add_argument("--models", type=Path, required=True, help="folder with the model of each fold")
    parser.add_argument("--only", default="", help="texts whose file name holds this")
    parser.add_argument("--peers", action="store_true", help="also run the folder's baseline and prototype")
    parser.add_argument("--typography", action="store_true", help="only this: the novels in other typographies")
    parser.add_argument("--corrections", type=int, default=0, metavar="N", help="only this: correct N lines a novel")
    arguments = parser.parse_args()
    metric = load_metric(arguments.data)
    novels = sorted((arguments.data / "pdnc").glob("*.json.gz"))
    files = [f for f in novels if arguments.only.lower() in f.name.lower()]
    folds = folds_of_authors(metric.load(str(file)) for file in novels)
    models = {int(file.stem): load_model(file) for file in arguments.models.glob("*.npz")}

    def held_out(name: str, gold: Mapping[str, Any]) -> Attributor:
        return TrainedAttributor(models[folds[gold["source"]["author_code"]]])

    def rules(name: str, gold: Mapping[str, Any]) -> Attributor:
        return RuleAttributor()

    if arguments.corrections:
        corrections(metric, files, held_out, arguments.corrections)
        return
    if arguments.typography:
        if lost := typographies(metric, files, held_out):
            sys.exit("\n".join(lost))
        return
    print(_header("pdnc, end to end"))
    trained = measure(metric, files, held_out, name="trained, author-disjoint folds", each=True)
    by_rules = measure(metric, files, rules, name="rules")
    if arguments.peers:
        peers(metric, arguments.data, files)
    print(_header("pdnc, annotated characters"))
    measure(metric, files, held_out, name="trained, author-disjoint folds", known_cast=True)
    measure(metric, files, rules, name="rules", known_cast=True)
    print("\nright names among the most confident " + " ".join(f"{share:>6d}%" for share in _KEPT))
    for name, verdict in (("trained", trained), ("rules", by_rules)):
        print(f"{name:36s} " + " ".join(f"{value:7.1f}" for value in kept(verdict.verdicts)))
    print("\nby tenths, the most doubtful first")
    for name, column in zip(
        ("said to be right", "right"), zip(*reliability(trained.verdicts), strict=True), strict=True
    ):
        print(f"{name:36s} " + " ".join(f"{value:7.1f}" for value in column))
    failures = [] if arguments.only else missed("pdnc", trained.metrics)
    excerpts = [f for f in sorted((arguments.data / "litbank").glob("*.json.gz")) if arguments.only.lower() in f.name]
    if excerpts:
        print(_header("litbank, end to end"))
        shipped = measure(metric, excerpts, lambda name, gold: TrainedAttributor(), name="trained (the shipped model)")
        measure(metric, excerpts, rules, name="rules")
        failures += [] if arguments.only else missed("litbank", shipped.metrics)
    if failures:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
