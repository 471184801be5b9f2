"""Things that the book lets speak: a clock that is asked, and answers, is somebody; a sign that says "Closed" isn't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from script.people.names.deeds import MINDS
from script.quotations.speech_words import REPLIES, THINK
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject, head_noun
from script.quotations.tags.said_clauses import THINGS
from script.tagging.attribution.attributor import SpokenSpan

_TALK = 6
"""Paragraphs at most from one tag of a thing to its next in one conversation."""
_TURNED = re.compile(r"\bturn\w* (?:\w+ )?(?:to|on|upon|towards?) +$")
_BEFORE = 30


def speaking_things(flat: str, spans: Sequence[SpokenSpan], tags: Sequence[Tag | None]) -> frozenset[str]:
    """The nouns of the things of `tags` (one per span) that are somebody: whom people speak to, who answer or do what
    only somebody does, or who speak by turns with others."""
    said = [tag for tag in tags if tag is not None]
    nouns = {noun for tag in said if tag.kind is Subject.THING and (noun := thing_of(tag))}
    if not nouns:
        return frozenset()
    spoken_to = {_addressed(flat, tag) for tag in said}
    answering = {thing_of(tag) for tag in said if tag.verb in REPLIES or tag.verb in THINK}
    return frozenset(nouns & (spoken_to | answering | _taking_turns(spans, tags) | _acting(flat, nouns)))


def thing_of(tag: Tag) -> str:
    """The noun of a note, a sign or a clock that a tag is about; nothing where it is about anybody else."""
    described = tag.sure and tag.kind in (Subject.THING, Subject.NOUN)
    noun = head_noun(tag.subject) if described else ""
    return noun if noun in THINGS else ""


def _addressed(flat: str, tag: Tag) -> str:
    """The noun of whom a tag says something is said to; not of what its speaker only turns to."""
    whom = tag.addressee
    if whom is None or whom.kind is not Subject.NOUN or _TURNED.search(flat, max(0, whom.start - _BEFORE), whom.start):
        return ""
    return head_noun(whom.text)


def _taking_turns(spans: Sequence[SpokenSpan], tags: Sequence[Tag | None]) -> set[str]:
    """The things that speak, are answered by somebody else, and speak again."""
    found: set[str] = set()
    last: dict[str, int] = {}
    other = -1
    for span, tag in zip(spans, tags, strict=True):
        noun = thing_of(tag) if tag else ""
        if noun:
            before = last.get(noun, span.paragraph)
            if before < other < span.paragraph <= before + _TALK:
                found.add(noun)
            last[noun] = span.paragraph
        elif span.paragraph not in last.values():
            other = span.paragraph
    return found


def _acting(flat: str, nouns: Iterable[str]) -> set[str]:
    """The things that do what only somebody does."""
    acts = re.compile(
        rf"\b[Tt]he (?:[a-z]+ )?(?P<noun>{'|'.join(sorted(nouns))}) (?:[a-z]+ly )?(?:{'|'.join(sorted(MINDS))})\b"
    )
    return {match["noun"] for match in acts.finditer(flat)}
