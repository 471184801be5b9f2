"""`make-audio check`: what in a production a person may want to look at. Changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common_options import Folder


def check(
    folder: Folder = Path(),
    json: Annotated[bool, typer.Option("--json", help="Print it all as JSON on stdout.")] = False,
) -> None:
    """List doubtful speakers, speakers that are not in the cast or could be one person, guessed genders and ages, words
    changed by hand, what was left out, names that may be said wrongly, and every warning."""
    from pipeline.cli.display import summary_tables
    from pipeline.cli.exit_codes import printable
    from pipeline.production.opened_production import read_production
    from pipeline.reporting.summary import summarize, with_doubtful_names

    opened = read_production(folder)
    summary = with_doubtful_names(summarize(opened), opened)
    if json:
        summary_tables.print_json(summary)
        return
    console = summary_tables.stdout_console()
    summary_tables.print_rests_on(console, summary.rests_on)
    if summary.rests_on.many_guesses:
        summary_tables.print_guesses(console, summary.chapters)
    summary_tables.print_absent(console, summary.absent)
    summary_tables.print_perhaps_one(console, summary.perhaps_one)
    summary_tables.print_guessed(console, summary.guessed)
    if summary.doubtful:
        summary_tables.print_doubts(console, summary.doubtful, len(summary.doubtful))
    changed = [(chapter.script, f"{chapter.changed_words:,}") for chapter in summary.chapters if chapter.changed_words]
    if changed:
        summary_tables.print_table(console, "Words changed by hand", ("where", "words"), changed, right=(1,))
    summary_tables.print_left_out(console, summary, every=True)
    summary_tables.print_corrections(console, summary)
    summary_tables.print_pronunciations(console, summary)
    summary_tables.print_doubtful_names(console, summary)
    for warning in summary.warnings:
        console.print(f"Note: {printable(warning)}", soft_wrap=True)
    found = (summary.doubtful, summary.absent, summary.perhaps_one, changed, summary.doubtful_names, summary.warnings)
    if not any(found):
        console.print("No doubtful speakers or names, no changed words, no warnings.")
