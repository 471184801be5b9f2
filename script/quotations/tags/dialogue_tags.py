"""The words around a quotation that name its speaker: “…,” said Mrs Bennet; Then he asked: “…”.

`tags_after` and `tags_before` read them from *flat* text (see `flat_text`): the same offsets as the story's text, with
typewriter apostrophes and spaces only.
"""

from __future__ import annotations

from dataclasses import dataclass

from script.quotations.flat_text import shortened
from script.quotations.speech_words import THINK
from script.quotations.tags.noun_phrases import Noun, Subject
from script.quotations.tags.said_clauses import spoken_to


@dataclass(frozen=True, slots=True)
class Tag:
    """Who is said to speak. `start`/`end`: the subject's place. `sure`: a verb of saying, or the quotation's own comma,
    ties it to the quotation; otherwise it is an action beside it. `words`: what of the clause is shown as evidence;
    `clause`: its place, for the delivery. `addressee`: to whom the clause says it is said."""

    kind: Subject
    subject: str
    start: int
    end: int
    verb: str
    sure: bool
    words: str
    clause: tuple[int, int]
    addressee: Noun | None = None

    @property
    def thinks(self) -> bool:
        """Whether the words are thought rather than said."""
        return self.verb in THINK


def tag_of(flat: str, noun: Noun, verb: str, words: tuple[int, int], clause: tuple[int, int], *, sure: bool) -> Tag:
    """The tag whose subject is `noun`. `words`: the place of what is shown as evidence."""
    shown = shortened(flat, *words)
    spoken = spoken_to(flat, min(noun.start, clause[0]), clause[1], noun)
    return Tag(noun.kind, noun.text, noun.start, noun.end, verb, sure, shown, clause, spoken)
