"""Measure how fast and how big the tagger is on a long novel, in a process of its own.

    python -m tests.benchmarks.tagging_speed TEXT... [--words 160000]

The texts are joined and cut to so many words. Prints how long the model takes to load, words tagged a second end to end
(quotations, cast, letters, speakers) and the process's peak memory; the exit code is 1 where one of them misses what it
should reach.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import sys
import time
from pathlib import Path

LOADING, SPEED, MEMORY = 3.0, 2000.0, 700.0
"""Seconds at most, words a second at least, MB at most."""


def measure(text: str) -> tuple[float, float, float]:
    """(seconds of loading, seconds of tagging, peak MB) of this process."""
    begun = time.perf_counter()
    from script.tagging.attribution.trained import shipped_model
    from script.tagging.story_tagger import tag_story
    from script.training.annotated_novels import story_of

    shipped_model()
    loaded = time.perf_counter()
    tag_story(story_of(text, "A long novel"))
    tagged = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return loaded - begun, tagged - loaded, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+", help="plain text")
    parser.add_argument("--words", type=int, default=160_000)
    options = parser.parse_args()
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in options.texts)
    ends = [word.end() for word in re.finditer(r"\S+", text)][: options.words]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        loading, tagging, memory = pool.apply(measure, (text[: ends[-1]],))
    speed = len(ends) / tagging
    print(f"{len(ends)} words: loaded in {loading:.2f} s, {speed:.0f} words a second, peak {memory:.0f} MB")
    sys.exit(loading > LOADING or speed < SPEED or memory > MEMORY)


if __name__ == "__main__":
    main()
