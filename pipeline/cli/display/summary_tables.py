"""The table at the end of a run, and the same as JSON. On stdout: what a person or a program came for."""

from __future__ import annotations

import dataclasses
import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.display.formatting import count, duration, place, size
from pipeline.cli.display.screen import console
from pipeline.cli.exit_codes import printable
from script.support.wording import some_of

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.rendering.events import FailedLine
    from pipeline.reporting.grounds import AbsentSubject, RestsOn
    from pipeline.reporting.guessed_people import GuessedPerson
    from pipeline.reporting.perhaps_one import PerhapsOne
    from pipeline.reporting.summary import ChapterReport, Doubt, Summary
    from script.second_opinion.opinions import Tally

_NAMES = 30
"""How many names that may be said wrongly are shown."""
_SHOWN = 10
"""How many of a long list a table shows; `make-audio check` shows all."""
_RESTS_ON = {
    "tag": "by a tag",
    "reference": "by a tag without a name (“she said”)",
    "format": "by a letter's writer or a printed name",
    "person": "by you",
    "turn": "by turns and actions",
    "opinion": "by a second opinion",
    "guess": "guessed",
}
"""What speakers rest on, by the fields of `RestsOn`."""
_PLAIN_WIDTH = 120
"""Columns of a table that goes to a file or a pipe."""


def print_json(value: Any) -> None:
    """Print plain data and dataclasses as JSON; ASCII only where the stream can't hold more."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    json.dump(value, sys.stdout, ensure_ascii=not unicode, indent=2, default=_plain, allow_nan=False)
    print()


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        values = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        # JSON has no infinity: what has no bound is null.
        return {name: None if value == math.inf else value for name, value in values.items()}
    raise TypeError(f"{type(value).__name__} is not plain data")


def stdout_console() -> Console:
    """A console for tables on stdout: the terminal's width, or a fixed one for files and pipes."""
    return console(sys.stdout, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)


def print_table(
    console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()
) -> None:
    """Print rows under heads; the columns in `right` are numbers."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    for index, head in enumerate(heads):
        table.add_column(head, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)


def unspoken(lines: Sequence[FailedLine]) -> Iterator[str]:
    """A sentence for each line that could not be spoken: where it stands, why, and how it begins."""
    for failed in lines:
        yield f"Not spoken: {printable(f'{failed.address}: {failed.why} ({failed.text})')}"


def print_unspoken(lines: Sequence[FailedLine]) -> None:
    """The same on stderr, for runs that say nothing but errors."""
    for sentence in unspoken(lines):
        print(sentence, file=sys.stderr)


def print_summary(console: Console, summary: Summary, *, dry_run: bool = False) -> None:
    """Chapters with their lengths, speakers with how much they say, doubts, what was left out, where the files lie;
    for a dry run what to expect instead of the files."""
    chapters = [
        (
            str(chapter.number),
            chapter.title,
            "-" if chapter.seconds is None else duration(chapter.seconds) + (" (old)" if chapter.old else ""),
            f"{chapter.lines:,}",
            f"{chapter.words:,}",
        )
        for chapter in summary.chapters
    ]
    title = summary.title + (f", by {summary.author}" if summary.author else "")
    print_table(console, printable(title), ("", "chapter", "length", "lines", "words"), chapters, right=(0, 2, 3, 4))
    speakers = [
        (speaker.name or "(unknown)", f"{speaker.lines:,}", f"{speaker.words:,}", speaker.voice)
        for speaker in summary.speakers
    ]
    print_table(console, "Speakers", ("speaker", "lines", "words", "voice"), speakers, right=(1, 2))
    print_rests_on(console, summary.rests_on)
    if summary.doubtful:
        print_doubts(console, summary.doubtful[:_SHOWN], len(summary.doubtful))
    if summary.second_opinion is not None:
        console.print(opinion_words(summary.second_opinion))
    print_left_out(console, summary)
    for sentence in unspoken(summary.failed):
        console.print(sentence, soft_wrap=True)
    for warning in summary.warnings:
        console.print(printable(warning), soft_wrap=True)
    print_pronunciations(console, summary)
    if summary.changed_words:
        console.print(f"{count(summary.changed_words, 'word')} of the story changed by hand: rendered as written.")
    print_corrections(console, summary)
    print_people_to_check(console, summary)
    if dry_run:
        if plan := summary.plan:
            console.print(
                f"To expect: {duration(plan.seconds)} of sound, {size(plan.bytes)}, "
                f"made in about {duration(plan.work_seconds)}. Nothing was written."
            )
        return
    if summary.files:
        folder = place(summary.files[0].parent)
        console.print(f"{duration(summary.seconds)} in {count(len(summary.files), 'file')} in {folder}", soft_wrap=True)
    console.print(f"Edit {place(summary.folder / 'voices.toml')} or {place(summary.folder / 'script')} and run:")
    console.print(f"  make-audio {quoted(place(summary.folder))}", soft_wrap=True)


def print_doubts(console: Console, doubts: Sequence[Doubt], of: int) -> None:
    """Lines whose speaker the tagger isn't sure of, with their addresses: whole, to be clicked or pasted."""
    more = f", the {len(doubts)} most audible" if len(doubts) < of else ", the most audible first" if of > 1 else ""
    console.print(f"{count(of, 'doubtful speaker')}{more} (search for @? in script/)", style="bold")
    for doubt in doubts:
        why = f" ({doubt.evidence})" if doubt.evidence else ""
        line = f"{doubt.address} {doubt.speaker or '(unknown)'}: {doubt.text}{why}"
        console.print(f"  {printable(line)}", soft_wrap=True)
    console.print()


def print_rests_on(console: Console, rests: RestsOn) -> None:
    """What the speakers rest on: "Who speaks: 62 % of the spoken words by a tag, 31 % by turns and actions, …"."""
    if not rests.words:
        return
    from pipeline.reporting.grounds import percent

    parts = [
        (percent(words, rests.words), told) for field, told in _RESTS_ON.items() if (words := getattr(rests, field))
    ]
    (first, how), *more = parts
    told = "".join(f", {share} {how}" for share, how in more)
    console.print(printable(f"Who speaks: {first} of the spoken words {how}{told}."), soft_wrap=True)
    console.print()


def print_guesses(console: Console, chapters: Sequence[ChapterReport]) -> None:
    """How much is guessed in each chapter, and how much a tag says."""
    from pipeline.reporting.grounds import percent

    rows = [
        (
            chapter.script,
            f"{rests.words:,}",
            percent(rests.tag + rests.reference, rests.words),
            percent(rests.guess, rests.words),
        )
        for chapter in chapters
        if (rests := chapter.rests_on).words
    ]
    print_table(console, "Who speaks, by chapter", ("where", "words", "by tags", "guessed"), rows, right=(1, 2, 3))


def print_absent(console: Console, absent: Sequence[AbsentSubject]) -> None:
    """Whom the story's tags name and nobody knows, and what to write."""
    if not absent:
        return
    console.print(f"{count(len(absent), 'speaker')} named by the story and not in the cast", style="bold")
    console.print("Write who it is into the first line, as @NAME:, and run make-audio retag: the others follow.")
    console.print("If it is another name of somebody, add it to their aliases in voices.toml.")
    for one in absent:
        told = f"{one.subject}: {count(one.lines, 'line')}, {'the first ' if one.lines > 1 else ''}{one.address}"
        console.print(f"  {printable(told)}", soft_wrap=True)
    console.print()


def print_perhaps_one(console: Console, pairs: Sequence[PerhapsOne]) -> None:
    """Characters that could be one person, with the line that makes them one."""
    if not pairs:
        return
    console.print("These could be one person. If they are, write the line; if not, leave it.", style="bold")
    for pair in pairs:
        why = f" ({pair.why})" if pair.why else ""
        console.print(f"  {printable(f'{pair.name} and {pair.other}{why}')}", soft_wrap=True)
        console.print(f"    {printable(f'{pair.place}: {pair.line}')}", soft_wrap=True)
    console.print()


def print_guessed(console: Console, people: Sequence[GuessedPerson]) -> None:
    """Whose voice rests on a guess, and where to say what is so."""
    genders = [person for person in people if person.gender is not None]
    if genders:
        console.print("The story doesn't tell whether these are he or she. Write what they are.", style="bold")
        for person in genders:
            said = f"{person.name}: {count(person.lines, 'line')}"
            console.print(f"  {printable(said)}", soft_wrap=True)
            console.print(f'    {printable(person.place)}: gender = "{person.gender}"', soft_wrap=True)
        console.print()
    if ages := [person.name for person in people if person.gender is None]:
        told = f"The story doesn't tell how old these are, and they sound grown up: {some_of(ages, _NAMES)}."
        console.print(f"{printable(told)}", soft_wrap=True)
        console.print()


def opinion_words(tally: Tally) -> str:
    """What came of asking a model: "Asked about 12 doubtful lines: 7 changed, …"."""
    if not tally.asked:
        return "There was no doubtful line to ask about."
    return (
        f"Asked about {count(tally.asked, 'doubtful line')}: {tally.changed:,} changed, "
        f"{tally.confirmed:,} confirmed, {tally.unanswered:,} without an answer."
    )


def print_corrections(console: Console, summary: Summary) -> None:
    """How to make use of what was corrected since the story was tagged."""
    lines, people = summary.corrected
    parts = [count(lines, "speaker") if lines else "", count(people, "character") if people else ""]
    if told := " and ".join(part for part in parts if part):
        console.print(
            f"{told} corrected: make-audio retag {quoted(place(summary.folder))} lets the lines around follow.",
            soft_wrap=True,
        )


def print_people_to_check(console: Console, summary: Summary) -> None:
    """That `make-audio check` has more to say of who is in the cast."""
    absent, pairs = len(summary.absent), len(summary.perhaps_one)
    parts = [
        f"{count(absent, 'speaker')} named by the story and not in the cast" if absent else "",
        f"{count(pairs, 'pair')} of characters that could be one person" if pairs else "",
    ]
    if told := " and ".join(part for part in parts if part):
        console.print(f"{told}: make-audio check {quoted(place(summary.folder))} lists them.", soft_wrap=True)


def print_pronunciations(console: Console, summary: Summary) -> None:
    """How many words the story itself says how to pronounce."""
    if summary.pronunciations:
        console.print(
            f"{count(summary.pronunciations, 'pronunciation')} from the book itself; your lexicon.toml wins over them."
        )


def print_doubtful_names(console: Console, summary: Summary) -> None:
    """Names that may be said wrongly, with lines to paste into lexicon.toml."""
    names = summary.doubtful_names[:_NAMES]
    if not names:
        return
    more = f", the {len(names)} most frequent" if len(names) < len(summary.doubtful_names) else ""
    console.print(f"{count(len(summary.doubtful_names), 'name')} may be said wrongly{more}", style="bold")
    console.print("Listen, and paste what is wrong into lexicon.toml under [words], put right in IPA or respelled:")
    width = max(len(name.entry) for name in names)
    for name in names:
        console.print(f"  {printable(name.entry.ljust(width))}  # {name.count:,}×", soft_wrap=True)
    console.print()


def print_left_out(console: Console, summary: Summary, *, every: bool = False) -> None:
    """What of the source is not read aloud, why, and how many words that is."""
    if not summary.left_out:
        return
    shown = len(summary.left_out) if every else _SHOWN
    rows = [(item.what, item.why, f"{item.words:,}") for item in summary.left_out[:shown]]
    if rest := summary.left_out[shown:]:
        rows.append((f"{len(rest):,} more", "", f"{sum(item.words for item in rest):,}"))
    print_table(console, "Left out", ("what", "why", "words"), rows, right=(2,))


def quoted(text: str) -> str:
    """`text` as one argument for the shell of this system."""
    if sys.platform == "win32":
        return f'"{text}"' if " " in text else text
    import shlex

    return shlex.quote(text)
