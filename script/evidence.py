"""Why a line has its speaker: told to people in a few words, and countable by what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from script.model import DOUBTFUL, EDITED, Kind, Line

_HEARD_OF_SOMEBODY = (Kind.SPEECH, Kind.THOUGHT, Kind.LETTER)


class Clue(StrEnum):
    """What settled a speaker: the beginning of a line's evidence, up to its colon."""

    NAMED = "tag"
    """The line's own tag names or describes the speaker."""
    REFERENCE = "tag without a name"
    """The tag says "she", or "the man": who that is, was found around it."""
    ABSENT = "not in the cast"
    """The tag's subject is nobody known: whoever speaks is a guess."""
    PRINTED = "printed name"
    """A play or a chat prints who speaks."""
    CORRECTED = "goes on"
    """What a person corrected goes on."""
    ACTION = "beat"
    """An action stands beside the words."""
    ADDRESSED = "addressed before"
    TURN = "turn"
    """Two people speak in turn."""
    NEAR = "near"
    """Somebody is about."""
    NOBODY = "nobody fits"
    OPINION = "second opinion"
    """A chat model was asked."""


class Basis(StrEnum):
    """What a line's speaker rests on."""

    PERSON = "person"
    """Somebody corrected it, or wrote it."""
    FORMAT = "format"
    """The form of the text says it: a letter's writer, the names that a play or a chat prints."""
    TAG = "tag"
    REFERENCE = "reference"
    """A tag that has no name: "she said"."""
    TURN = "turn"
    """Turns, actions beside the words, being addressed."""
    OPINION = "opinion"
    GUESS = "guess"
    """Nothing of that, or not sure enough."""


_BASIS: Mapping[str, Basis] = {
    Clue.NAMED: Basis.TAG,
    Clue.REFERENCE: Basis.REFERENCE,
    Clue.PRINTED: Basis.FORMAT,
    Clue.CORRECTED: Basis.PERSON,
    Clue.ACTION: Basis.TURN,
    Clue.ADDRESSED: Basis.TURN,
    Clue.TURN: Basis.TURN,
    Clue.OPINION: Basis.OPINION,
}
_FORMER: Mapping[str, Clue] = {"turn between ": Clue.TURN, "letter: corrected by you": Clue.CORRECTED}
"""How evidence began that an earlier release wrote into productions."""
_THEN = "; "
"""Parts two pieces of evidence."""


def evidence_of(clue: Clue, words: str = "") -> str:
    """What is shown to people: "tag: said Mrs Bennet"."""
    return f"{clue}: {words}" if words else str(clue)


def and_then(before: str, evidence: str) -> str:
    """The evidence of a line that a later look confirms."""
    return f"{before}{_THEN}{evidence}" if before else evidence


def basis_of(line: Line) -> Basis | None:
    """What the speaker of a line that isn't narrated rests on; None for narration, headings and what nobody speaks."""
    if line.kind not in _HEARD_OF_SOMEBODY:
        return None
    if line.speaker is None or line.confidence < DOUBTFUL:
        return Basis.GUESS
    if line.evidence == EDITED:
        return Basis.PERSON
    basis = _BASIS.get(_clue(line.evidence), Basis.GUESS)
    return Basis.FORMAT if line.kind is Kind.LETTER and basis is not Basis.PERSON else basis


def absent_subject(line: Line) -> str | None:
    """The subject of the line's own tag if that is nobody in the cast, and nothing else has said since who speaks."""
    head, _, subject = line.evidence.partition(": ")
    return subject if head == Clue.ABSENT and _THEN not in subject else None


def _clue(evidence: str) -> str:
    """What the evidence begins with, a `Clue`; where a model was asked as well, what it said counts."""
    latest = evidence.rpartition(_THEN)[2] if f"{_THEN}{Clue.OPINION}" in evidence else evidence
    former = (clue for begins, clue in _FORMER.items() if latest.startswith(begins))
    return next(former, latest.partition(":")[0])
