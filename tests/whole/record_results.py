"""Records what each stage makes of the inputs of `stage_results`, and under which revision:

    python -m tests.whole.record_results

tests/whole/test_revisions.py compares. A stage's REVISION says to every production that was made before whether the
stage has to be done again; it has to change when results do, and never else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.whole.stage_results import Result, Stage, run_stages

FILE = Path(__file__).with_name("recorded_results.json")
COMMAND = "python -m tests.whole.record_results"
NEAR = 0.2
"""dB by which sound may differ from what was recorded where an encoder made it; …"""
NEAR_MASTER = 0.03
"""… and where none did: there processors alone differ, in the last bits."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded of a stage."""

    revision: int
    results: Mapping[str, Result]
    before: Mapping[str, tuple[int, Result]]
    """What another recording had for an input, and under which revision it was."""


def same(one: Any, other: Any, near: float = NEAR) -> bool:
    """Whether two results are the same, numbers with a fraction as near as sound has to be."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(
            same(one[key], other[key], NEAR_MASTER if key == "master" else near) for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other, [near] * len(one)))
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= near
    return bool(one == other)


def changed(before: Mapping[str, Result], now: Mapping[str, Result]) -> list[str]:
    """The inputs of which something else is made now. Another input is no other result."""
    return [
        name
        for name, result in now.items()
        if name in before and before[name].of == result.of and not same(before[name].found, result.found)
    ]


def complaints(stage: Stage, recorded: Recorded) -> Iterator[str]:
    """What is wrong with a stage's revision, and what to do."""
    differing = changed(recorded.results, stage.results)
    unknown = [name for name, result in stage.results.items() if result.of != _of(recorded, name)]
    if differing and stage.revision == recorded.revision:
        yield (
            f"{stage.package} makes something else than before of {', '.join(differing)}. If that is meant, raise "
            f"REVISION in {stage.file} to {recorded.revision + 1}, for every production to know that it {stage.anew} "
            f"again, and record the new results: {COMMAND}. If it is not meant, a change did more than it was to do."
        )
    elif differing:
        yield (
            f"{stage.package} makes something else than before of {', '.join(differing)}, and its REVISION says so. "
            f"Record the new results: {COMMAND}"
        )
    elif stage.revision != recorded.revision:
        yield (
            f"REVISION in {stage.file} is {stage.revision}, and was {recorded.revision} when results were recorded, "
            f"which are still the same: each production {stage.anew} again, for nothing. Put it back; or, if the "
            f"change shows in other books than these, record it: {COMMAND}"
        )
    elif unknown:
        yield f"{stage.package} is given something else than was recorded ({', '.join(unknown)}). Record: {COMMAND}"
    slipped = [
        name
        for name in changed({name: result for name, (_, result) in recorded.before.items()}, recorded.results)
        if recorded.before[name][0] >= recorded.revision
    ]
    if slipped:
        yield (
            f"New results of {stage.package} were recorded under the old revision ({', '.join(slipped)}). Raise "
            f"REVISION in {stage.file} to {recorded.revision + 1} and record again: {COMMAND}. Or take the change "
            f"back, and have {FILE.name} as it was committed."
        )


def _of(recorded: Recorded, name: str) -> str:
    return recorded.results[name].of if name in recorded.results else ""


def record(stage: Stage, recorded: Recorded | None) -> Recorded:
    """What there is to be kept of a stage's results as they are now."""
    if recorded is None:
        return Recorded(stage.revision, stage.results, {})
    differing = changed(recorded.results, stage.results)
    before = {
        name: (recorded.revision, recorded.results[name]) if name in differing else recorded.before[name]
        for name in stage.results
        if name in differing or name in recorded.before
    }
    return Recorded(stage.revision, stage.results, before)


def load() -> dict[str, Recorded]:
    """What was recorded, by the stages' names; nothing where nothing was yet."""
    if not FILE.is_file():
        return {}
    return {
        name: Recorded(
            stage["revision"],
            {key: Result(**result) for key, result in stage["results"].items()},
            {key: (revision, Result(**result)) for key, (revision, result) in stage["before"].items()},
        )
        for name, stage in json.loads(FILE.read_text("utf-8")).items()
    }


def main() -> None:
    """Writes `FILE` anew and tells what is other in it."""
    recorded = load()
    found = {}
    for stage in run_stages():
        old = recorded.get(stage.name)
        found[stage.name] = record(stage, old)
        differing = [name for name, result in stage.results.items() if old is None or old.results.get(name) != result]
        print(f"{stage.package}: revision {stage.revision}; recorded anew: {', '.join(differing) or 'nothing'}")
        for complaint in complaints(stage, found[stage.name]):
            print(f"  {complaint}")
    text = json.dumps({name: asdict(stage) for name, stage in found.items()}, ensure_ascii=False, indent=1)
    FILE.write_text(_short_lists(text) + "\n", encoding="utf-8")


def _short_lists(text: str) -> str:
    """Lists of numbers on one line each."""
    return re.sub(r"\[\s+([-\d.,\s]+?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", text)


if __name__ == "__main__":
    main()
