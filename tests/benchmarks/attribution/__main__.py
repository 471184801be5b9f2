"""How well speakers are found: one table, a row per set of texts, before and after a change.

    python -m tests.benchmarks.attribution --data ../shared/attribution --models FOLDS [--json FILE] [--before FILE]

The folder holds `pdnc/`, `litbank/`, `modern/`, `unlabelled/` and the programs `score.py`, `perturb.py`, `excerpts.py`
and `tag_fidelity.py`. `FOLDS` holds the models that `script.training.train --folds FOLDS` wrote: a novel, whatever its
surface, and its excerpts are tagged by the one that saw none of its author's; everything else by the shipped model. No
gold information reaches a tagger, but for the row that says so: there the annotated characters take the place of the
cast that was found. Rows with goals say whether they are reached; the exit code is 1 where whole sets miss one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.attribution import fidelity, figures, table
from tests.benchmarks.attribution.corrections import corrections
from tests.benchmarks.attribution.goals import goals_of
from tests.benchmarks.attribution.peers import peers
from tests.benchmarks.attribution.sets import (
    EXCERPTS,
    PERTURBED,
    Corpora,
    TextSet,
    make_set,
    rounds,
    set_names,
    typographies,
    wanted_sets,
)
from tests.benchmarks.attribution.texts import Measured, Models, Taggers, measure_all
from tests.benchmarks.attribution.verdicts import reliability


class Report:
    """Prints the rows as they are measured and keeps all figures for `--json`."""

    def __init__(self, corpora: Corpora, metric: Any, arguments: argparse.Namespace) -> None:
        self._corpora, self._metric = corpora, metric
        self._each, self._tellers = arguments.each, arguments.tellers
        self._before: Mapping[str, Any] | None = None
        if arguments.before:
            self._before = json.loads(arguments.before.read_text(encoding="utf-8"))
        self._last_round = max(rounds(), default=0)
        self.sets: dict[str, dict[str, float]] = {}
        self.texts: dict[str, dict[str, dict[str, float]]] = {}
        self.tenths: dict[str, list[tuple[float, float]]] = {}
        self.missed: list[str] = []

    def header(self, columns: Sequence[str] = figures.COLUMNS) -> None:
        print(table.header(columns, before=self._before is not None), flush=True)

    def fill(self, chosen: Sequence[TextSet], results: Iterator[Measured]) -> None:
        """Prints the rows of sets as the results of their texts come in, one set after the other."""
        if any(texts.name != "unlabelled" for texts in chosen):
            self.header()
        for texts in chosen:
            self.add(texts, list(islice(results, len(texts.texts))))

    def add(self, texts: TextSet, measured: Sequence[Measured]) -> None:
        """Prints and keeps the row of a set."""
        if texts.name == "unlabelled":
            self._add_unlabelled(texts, measured)
            return
        found = figures.figures_of(
            self._metric, measured, names_only=texts.names_only, plain=self.sets.get(texts.plain)
        )
        apart = {
            text.name: figures.figures_of(self._metric, [one], names_only=texts.names_only)
            for text, one in zip(texts.texts, measured, strict=True)
        }
        for name, row in apart.items() if self._each else ():
            print(table.row(f"  {name}", figures.COLUMNS, row, before=self._before_of(texts.name, name)), flush=True)
        self.texts[texts.name] = apart
        if texts.name in ("folds", *PERTURBED) or texts.name.startswith(EXCERPTS):
            self.tenths[texts.name] = reliability([verdict for one in measured for verdict in one.verdicts])
        self._print(texts.name, figures.COLUMNS, found)

    def add_peers(self) -> None:
        """Prints the rows of the taggers that come with the corpora."""
        self.header()
        novels = [text.path for text in self._corpora.novels()]
        for name, counts in peers(self._metric, self._corpora.data, novels):
            found = figures.from_counts(self._metric, counts)
            print(table.row(name, figures.COLUMNS, found, before=self._before_of(name)), flush=True)

    def _add_unlabelled(self, texts: TextSet, measured: Sequence[Measured]) -> None:
        told = fidelity.fidelity(self._corpora.data, self._corpora.work / "scripts")
        self.header(fidelity.COLUMNS)
        self._print(texts.name, fidelity.COLUMNS, told.figures)
        for name, share in sorted(told.low.items(), key=lambda item: item[1]):
            print(f"  {name}: {share:.1f} % right")
        if self._tellers:
            print("\nwho tells the book, and how many lines they say")
            for text, one in zip(texts.texts, measured, strict=True):
                print(f"  {text.name}: {', '.join(one.tellers) or '–'}")

    def _print(self, name: str, columns: Sequence[str], found: figures.Figures) -> None:
        goals = goals_of(name, self._last_round)
        print(table.row(name, columns, found, before=self._before_of(name), goals=goals), flush=True)
        self.sets[name] = found
        self.missed += [f"{name}: {goal} MISSED" for goal in goals if not goal.reached(found)]

    def _before_of(self, name: str, text: str = "") -> Mapping[str, float] | None:
        """The earlier figures of a set or of one of its texts; None: no earlier run was given."""
        if self._before is None:
            return None
        found = self._before["texts"].get(name, {}).get(text, {}) if text else self._before["sets"].get(name, {})
        return dict(found)

    def print_tenths(self) -> None:
        """The reliability by tenths of all rows that have one."""
        if self.tenths:
            print("\nby tenths, the most doubtful first: how sure the tagger is / what is right, of 100")
        for name, pairs in self.tenths.items():
            print(table.tenths(name, pairs))

    def stored(self) -> str:
        """All figures, as `--before` reads them."""
        return json.dumps({"sets": self.sets, "texts": self.texts, "tenths": self.tenths}, indent=1) + "\n"


def main() -> None:
    arguments = _parser().parse_args()
    models = Models(arguments.models, arguments.model, arguments.rules)
    with tempfile.TemporaryDirectory() as work:
        corpora = Corpora(arguments.data, Path(work), seed=arguments.seed, quick=arguments.quick, only=arguments.only)
        taggers = Taggers(arguments.data, models)
        if arguments.corrections:
            corrections(taggers, corpora.novels(), arguments.corrections)
            return
        chosen = typographies(corpora) if arguments.typography else _sets(corpora, arguments.sets)
        texts = [text for made in chosen for text in made.texts]
        if not (models.folds or models.by_rules) and any(text.fold is not None for text in texts):
            sys.exit("novels need the models of the folds: give their folder with --models, or --rules for none")
        report = Report(corpora, taggers.metric, arguments)
        report.fill(chosen, measure_all(texts, arguments.data, models, arguments.workers))
        if arguments.peers:
            report.add_peers()
        report.print_tenths()
    if arguments.json:
        arguments.json.write_text(report.stored(), encoding="utf-8")
    if report.missed and not (arguments.quick or arguments.only):
        sys.exit("\n".join(["", *report.missed]))


def _sets(corpora: Corpora, asked: str) -> list[TextSet]:
    """The sets that were asked for, by names parted by commas; of these, those that hold a text."""
    names = wanted_sets([name for name in asked.split(",") if name])
    return [made for name in names if (made := make_set(corpora, name)).texts]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the corpora and their programs")
    parser.add_argument("--models", type=Path, help="folder with the model of each fold")
    parser.add_argument("--model", type=Path, metavar="FILE", help="this model instead of the shipped one")
    parser.add_argument("--rules", action="store_true", help="by the rules alone, without any model")
    parser.add_argument(
        "--sets", default="", metavar="A,B", help=f"only these rows, of: {', '.join(set_names())}; own: all rounds"
    )
    parser.add_argument("--quick", action="store_true", help="every fifth novel only")
    parser.add_argument("--only", default="", help="texts whose file name holds this")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="what the invented names are drawn by")
    parser.add_argument("--each", action="store_true", help="a row for every text as well")
    parser.add_argument("--tellers", action="store_true", help="list who tells each unlabelled book")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store all figures")
    parser.add_argument("--before", type=Path, metavar="FILE", help="show the figures that an earlier --json stored")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes")
    parser.add_argument("--peers", action="store_true", help="also run the folder's baseline and prototype (slow)")
    parser.add_argument("--typography", action="store_true", help="only this: the novels in other typographies")
    parser.add_argument("--corrections", type=int, default=0, metavar="N", help="only this: correct N lines a novel")
    return parser


if __name__ == "__main__":
    main()
