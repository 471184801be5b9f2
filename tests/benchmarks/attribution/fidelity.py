"""How often a tag that names the speaker beyond doubt is obeyed, as the corpora's `tag_fidelity.py` counts it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.attribution.figures import Figures

COLUMNS = ("tags", "right", "other", "nobody", "twice", "merged", "under98")
_ENOUGH = 50
"""Tags that a book has before its own share counts."""
_LEAST = 98


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The figures of all books together, and the share right of each book that is low."""

    figures: Figures
    low: Mapping[str, float]


def fidelity(data: Path, scripts: Path) -> Fidelity:
    """Runs the program on what the tagger made of the unlabelled books."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [sys.executable, data / "tag_fidelity.py", data / "unlabelled", scripts, "--json", report],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return summed_up(json.loads(report.read_text(encoding="utf-8")))


def summed_up(report: Mapping[str, Any]) -> Fidelity:
    """The program's report in the table's figures: shares in percent."""
    total, books = report["total"], report["books"]
    low = {
        name: share
        for name, book in books.items()
        if book["tags"] >= _ENOUGH and (share := 100 * book["right"] / book["tags"]) < _LEAST
    }
    figures = {kind: 100 * total.get(kind, 0) / max(1, total.get("tags", 0)) for kind in ("right", "other", "nobody")}
    counted = {kind: float(total.get(kind, 0)) for kind in ("tags", "twice", "merged")}
    return Fidelity({**figures, **counted, "under98": float(len(low))}, low)
