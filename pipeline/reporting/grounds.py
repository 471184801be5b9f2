"""What the speakers of a book rest on: tags, turns, guesses; and the tags whose subject is nobody in the cast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.production.script_files import EditedChapter
from script.evidence import absent_subject, basis_of

_MANY = 0.2
"""Of the words: guesses that a listener notices. A novel has 2 to 15 of 100, rarely more."""
_FEW_WORDS = 50
"""Guessed words that are no matter, however little is spoken beside them."""
_WORST = 3
"""Chapters that the warning names."""


@dataclass(frozen=True, slots=True)
class RestsOn:
    """How many of the words that people say, think or write rest on what; see `script.evidence.Basis`."""

    tag: int = 0
    reference: int = 0
    format: int = 0
    person: int = 0
    turn: int = 0
    opinion: int = 0
    guess: int = 0

    @property
    def words(self) -> int:
        """All of them."""
        return self.tag + self.reference + self.format + self.person + self.turn + self.opinion + self.guess

    @property
    def many_guesses(self) -> bool:
        """Whether more is guessed than one would like to hear."""
        return self.guess >= _FEW_WORDS and self.guess >= _MANY * self.words


@dataclass(frozen=True, slots=True)
class AbsentSubject:
    """Somebody whom tags name ("said Yusuf") and who is nobody in the cast."""

    subject: str
    lines: int
    address: str
    """Of the first of these lines."""


def rests_on(chapters: Iterable[EditedChapter]) -> RestsOn:
    """What the speakers of chapters rest on, as people left them."""
    words: Counter[str] = Counter()
    for item in chapters:
        for line in item.chapter.lines:
            if (basis := basis_of(line)) is not None:
                words[basis] += len(item.text_of(line).split())
    return RestsOn(**words)


def absent_subjects(chapters: Iterable[EditedChapter]) -> tuple[AbsentSubject, ...]:
    """Whom the tags name and nobody knows, most lines first; without lines that have got a speaker since."""
    places: dict[str, list[str]] = {}
    for item in chapters:
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            if (subject := absent_subject(line)) is not None:
                places.setdefault(subject, []).append(f"{item.address}:{number}")
    found = [AbsentSubject(subject, len(lines), lines[0]) for subject, lines in places.items()]
    return tuple(sorted(found, key=lambda absent: -absent.lines))


def guess_warnings(chapters: Sequence[EditedChapter]) -> Iterator[str]:
    """A sentence where much of what people say is guessed: how much, where most, and what to do."""
    book = rests_on(chapters)
    if not book.many_guesses:
        return
    by_chapter = [(item, rests_on([item])) for item in chapters]
    worst = sorted((pair for pair in by_chapter if pair[1].many_guesses), key=lambda pair: -pair[1].guess)[:_WORST]
    shown = ", ".join(f"{item.address} ({percent(rests.guess, rests.words)})" for item, rests in worst)
    where = f", most in {shown}" if shown and len(chapters) > 1 else ""
    yield (
        f"Who speaks is guessed for {percent(book.guess, book.words)} of the spoken words{where}. Look at the lines "
        "with @? (make-audio check lists them), or ask a language model with --llm."
    )


def percent(part: int, whole: int) -> str:
    """ "12 %", "under 1 %"."""
    share = 100 * part / whole if whole else 0.0
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"
