"""The baseline and the prototype that come with the corpora."""

from __future__ import annotations

import collections
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


def peers(metric: Any, data: Path, files: Sequence[Path]) -> Iterator[tuple[str, collections.Counter[str]]]:
    """Runs the folder's own baseline and prototype on novels: the metric's counts of each."""
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
    yield from total.items()
