"""A person's readings of single words, on the words that person and story have settled on."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from script.merging.character_row import NEW_LINE, CharacterRow, parted
from script.merging.notes import read_otherwise
from script.merging.settled_text import SettledText
from script.script_file.cue_syntax import write_mark
from script.script_file.script_sheet import Mark

_AROUND = (8, 4, 2)
"""Words on either side of one by which it is known elsewhere, as far as its line has them: the more, the surer."""
_TOLD = 4
"""Words on either side of one that a note tells."""
_ALIKE = 0.7
"""Of equal letters: a word so much like another in its place is the same one, mended."""
_PLAIN = str.maketrans("’‘ʼ‐‑", "'''--")


def rehung(readings: Sequence[Mark], mine: CharacterRow, result: CharacterRow, settled: SettledText) -> list[Mark]:
    """A person's readings in the result.

    Each goes with its word: where that stands, where its neighbours have taken it, or to what it was mended to. Notes
    tell of words that are other ones now, or gone.
    """
    hung: dict[int, Mark] = {}
    lost = []
    for reading in readings:
        place, kept = settled.mine_places.of(reading.beside)
        if kept and result.word_before(place + 1) == mine.word_before(reading.at):
            hung[place + 1] = replace(reading, at=place + 1)
        else:
            lost.append((reading, place))
    for reading, place in lost:
        word = mine.word_before(reading.at) or ""
        at = next((at for at in _elsewhere(reading, word, mine, result) if at not in hung), None)
        if at is None:
            at = _mended(word, place, result, settled)
            at = None if at in hung else at
            if at is None or not _same(word, result.word_before(at) or ""):
                _tell(reading, _line_start(place, result), mine, settled)
        if at is not None:
            hung[at] = replace(reading, at=at)
    return list(hung.values())


def _same(one: str, other: str) -> bool:
    return one.casefold().translate(_PLAIN) == other.casefold().translate(_PLAIN)


def _elsewhere(reading: Mark, word: str, mine: CharacterRow, result: CharacterRow) -> Iterator[int]:
    """Where the result has the word among the same neighbours, if it has them once."""
    for count in _AROUND:
        before, after = _neighbours(reading, mine, count)
        if len(before) + len(after) < min(_AROUND):
            continue
        start, text = len("".join(before)), "".join([*before, *after])
        places = _places_of(text, result)
        if len(places) == 1 and result.word_before(places[0] + start) == word:
            yield places[0] + start


def _neighbours(reading: Mark, mine: CharacterRow, count: int) -> tuple[list[str], list[str]]:
    """The words of its line before a reading, its own included, and those after it: so many at most."""
    number = mine.span(reading.beside)
    before, after = parted(mine.spans[number].text, reading.at - mine.starts[number])
    return before.split()[-count - 1 :], after.split()[: count + 1]


def _places_of(text: str, row: CharacterRow) -> list[int]:
    """Where those visible characters (not none) stand as whole words."""
    places = []
    at = row.text.find(text)
    while at >= 0:
        if row.gap(at) and row.gap(at + len(text)):
            places.append(at)
        at = row.text.find(text, at + 1)
    return places


def _mended(word: str, place: int, result: CharacterRow, settled: SettledText) -> int | None:
    """Where, among the words that the story has in the place of a person's, the one ends that is most like `word`."""
    starts = [0]
    for run in settled.runs:
        starts.append(starts[-1] + run.size)
    behind = [run for run, start in zip(settled.runs, starts, strict=False) if start >= place]
    end = place + sum(run.size for run in takewhile(lambda run: run.mine < 0, behind))
    found = {at: said for at in range(place + 1, end + 1) if (said := result.word_before(at)) is not None}
    likeness = {
        at: difflib.SequenceMatcher(None, word.casefold(), said.casefold()).ratio() for at, said in found.items()
    }
    best = max(likeness, key=lambda at: likeness[at], default=None)
    return best if best is not None and likeness[best] >= _ALIKE else None


def _line_start(place: int, row: CharacterRow) -> int:
    """Where the line begins that has a place."""
    return place if row.gap(place) >= NEW_LINE else row.starts[row.span(place)]


def _tell(reading: Mark, place: int, mine: CharacterRow, settled: SettledText) -> None:
    """A note with the reading as it stood, unless the person's file has it from an earlier merge."""
    before, after = _neighbours(reading, mine, _TOLD)
    number = mine.span(reading.beside)
    _, rest = parted(mine.spans[number].text, reading.at - mine.starts[number])
    space = " " if rest.startswith(" ") else ""
    note = Mark(place, None, read_otherwise(" ".join(before) + write_mark(reading) + space + " ".join(after)))
    if all(note.value != known.value for known in (*settled.notes, *mine.marks)):
        settled.notes.append(note)
