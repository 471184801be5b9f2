"""Prints how much the tagger gets right of each story with answers; `--wrong` shows what it gets wrong.

python -m tests.answered_stories [STORY …] [--wrong] [--rules] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from script.tagging.attribution.rules import RuleAttributor
from script.tagging.story_tagger import tag_story
from script.training.answered_stories import AnsweredStory, answered_files, read_answered_story
from tests.answered_stories.judging import Judgement, judge
from tests.places import MODERN


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="*", type=Path, help="story files with answers beside them; else all")
    parser.add_argument("--wrong", action="store_true", help="show every stretch that is wrong")
    parser.add_argument("--rules", action="store_true", help="by the rules alone, without the trained model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write each story's share right there")
    arguments = parser.parse_args()
    judged: list[tuple[AnsweredStory, Judgement]] = []
    for file in arguments.stories or answered_files(MODERN):
        answered = read_answered_story(file)
        attributor = RuleAttributor() if arguments.rules else None
        judged.append((answered, judge(answered, tag_story(answered.story, attributor=attributor))))
    judged.sort(key=lambda pair: pair[0].round)
    print(f"{'story':24}{'round':>6}{'stretches':>10}{'right %':>9}{'misvoiced':>10}")
    for answered, judgement in judged:
        _row(answered.name, str(answered.round), [judgement])
        if arguments.wrong:
            _show_wrong(answered, judgement)
    for number in sorted({answered.round for answered, _ in judged}):
        _row("all of the round", str(number), [judgement for answered, judgement in judged if answered.round == number])
    if arguments.json:
        shares = {answered.name: round(judgement.share_right, 1) for answered, judgement in judged}
        arguments.json.write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")


def _show_wrong(answered: AnsweredStory, judgement: Judgement) -> None:
    for verdict in judgement.verdicts:
        if not verdict.right:
            words = " ".join(answered.story.text[verdict.stretch.start : verdict.stretch.end].split())
            print(f"    {verdict.stretch.key} → {verdict.given or 'nobody'}: {words[:80]}")


def _row(name: str, number: str, judgements: Sequence[Judgement]) -> None:
    count = sum(len(judgement.verdicts) for judgement in judgements)
    right = sum(verdict.right for judgement in judgements for verdict in judgement.verdicts)
    misvoiced = sum(judgement.misvoiced for judgement in judgements) / len(judgements)
    print(f"{name:24}{number:>6}{count:10}{100 * right / max(1, count):9.1f}{misvoiced:10.1f}")


if __name__ == "__main__":
    main()
