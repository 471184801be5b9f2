"""Whom a sentence of narration beside a line is about: the one who says the line, or another."""

from __future__ import annotations

import re

from script.deliveries.speaker_words import SpeakerWords
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Noun, Subject, read_subject

_LEAD_IN = re.compile(
    r"(?:Then|And|But|Again|Suddenly|Now|Still|At (?:this|that|last|once)|For a moment|(?:After|With|In|Without|Half) "
    r"[^,;]{3,60}|[A-Z][a-z]+ing\b[^,;]{0,80}|[A-Z][a-z]+ly),? +"
)
_MARKS = " —–-(,;.…"


def subject_of(flat: str, start: int, end: int) -> Noun | None:
    """The subject of a sentence of narration, past what leads it in ("Laughing, she"), or None."""
    at = start
    while at < end and flat[at] in _MARKS:
        at += 1
    lead = _LEAD_IN.match(flat, at, end)
    behind = read_subject(flat, lead.end(), end) if lead else None
    return behind or read_subject(flat, at, end)


def is_about(noun: Noun | None, speaker: SpeakerWords, tag: Tag | None) -> bool:
    """Whether the subject of a sentence is the one whom `speaker` means. `tag`: what their line has for one, if only an
    action beside it, by whose subject they are known."""
    if noun is None:
        return False
    words = noun.text.lower()
    if tag is not None and tag.start == noun.start:
        return True
    if noun.kind is Subject.PRONOUN:
        return words in speaker.pronouns
    if noun.kind is Subject.NAME:
        return any(word.strip(".") in speaker.names for word in words.split())
    return noun.kind is Subject.NOUN and words in speaker.names
