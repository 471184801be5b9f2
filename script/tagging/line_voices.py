"""By which words the text around a line may mean the one who says it: what `script.deliveries` is shown of lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from script.deliveries.clause_words import Voice
from script.deliveries.line_deliveries import SaidLine
from script.model import Gender
from script.people.characters import People
from script.quotations.speech_words import FUNCTION_WORDS, TITLES
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.tagging.attribution.attributor import Attribution
from script.tagging.spoken_words import SpokenWords

_OWNERS = {
    "he": ("his",),
    "she": ("her",),
    "i": ("my",),
    "they": ("their",),
    "we": ("our",),
    "it": ("its", "his", "her"),
}
_OF_GENDER = {Gender.FEMALE: ("she",), Gender.MALE: ("he",), None: ("he", "she")}


def said_lines(
    words: SpokenWords,
    tags: Sequence[Tag | None],
    cast: People,
    attributions: Sequence[Attribution],
    heard: Sequence[bool],
) -> list[SaidLine]:
    """The book's spans as lines that may get a delivery. `heard`: whether each is spoken, rather than thought."""

    @cache
    def voice_of(speaker: int | None, subject: str, kind: Subject | None, teller: bool) -> Voice:
        return _voice(cast, speaker, subject, kind, teller=teller)

    lines = []
    for span, tag, attribution, loud in zip(words.spans, tags, attributions, heard, strict=True):
        sure = tag if tag and tag.sure else None
        speaker = attribution.speaker
        teller = speaker is not None and cast.teller(span.start) == speaker
        voice = voice_of(speaker, sure.subject if sure else "", sure.kind if sure else None, teller)
        lines.append(
            SaidLine(span.start, span.end, span.paragraph, words.scenes[span.paragraph], speaker, voice, tag, loud)
        )
    return lines


def _voice(cast: People, speaker: int | None, subject: str, kind: Subject | None, *, teller: bool) -> Voice:
    """The words that may mean a speaker, whom the line's own tag calls `subject`."""
    pronouns: tuple[str, ...] = ("he", "she")
    names: set[str] = set()
    if speaker is not None:
        person = cast.people[speaker]
        pronouns = _OF_GENDER[person.gender]
        for name in person.names:
            low = name.lower()
            names.add(low)
            names.update(word.strip(".'") for word in low.split() if word not in TITLES and word not in FUNCTION_WORDS)
    if kind is Subject.PRONOUN:
        pronouns = (subject.lower(),)
    elif kind is Subject.CROWD:
        pronouns = ("they", "we") if subject.lower() != "we" else ("we",)
    elif subject:
        names.update((subject.lower(), *(word for word in subject.lower().split()[-1:] if word not in TITLES)))
    if teller:
        pronouns = (*pronouns, "i") if "i" not in pronouns else pronouns
    owners = frozenset(owner for pronoun in pronouns for owner in _OWNERS.get(pronoun, ()))
    return Voice(frozenset(pronouns), owners, frozenset(names))
