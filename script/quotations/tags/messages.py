"""Messages that a sentence before a quotation sends or brings: Jane texted him: “…”; the reply came from Jane: “…”"""

from __future__ import annotations

import re

from script.quotations.flat_text import NAME
from script.quotations.speech_words import word_set
from script.quotations.tags.dialogue_tags import Tag, tag_of
from script.quotations.tags.noun_phrases import OBJECTS, PRONOUNS, Noun, Subject
from script.quotations.tags.said_clauses import ANSWERS

MESSAGES = ANSWERS | word_set("text message email e-mail dm ping texts messages")
"""Nouns for what somebody sends or answers."""
_CAME_FROM = re.compile(
    rf"\b(?:{'|'.join(sorted(MESSAGES))})(?: +[a-z]+){{0,3}}? +from +(?P<sender>{NAME}|him|her|me|them)"
    r"(?: +[a-z]+ly)?[ —–-]*:[ —–-]*$"
)
_WHOM = rf"(?:{NAME}|him|her|them|me|back|off|out)"
_SENT = re.compile(
    rf"(?P<sender>{NAME}|[Hh]e|[Ss]he|[Tt]hey|I) +(?:[a-z]+ly +)?(?P<verb>"
    rf"(?:texted|texts|messaged|messages|pinged|pings)(?: +{_WHOM}){{0,2}}"
    rf"|(?:sent|sends|typed|types|wrote|writes|fired|fires|tapped|taps|thumbed|shot|shoots)(?: +{_WHOM}){{0,2}}"
    r" +(?:an?|the|one|another|his|her|my) +(?:[a-z-]+ +)?(?:message|text|reply|dm|answer|response|email)(?: +back)?)"
    r" *[.:][ —–-]*$"
)
_ON_A_SCREEN = re.compile(
    rf"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|{NAME}(?<='s)) +)(?:[a-z'-]+ +)?"
    r"(?:phone|screen|display|tablet|laptop|monitor|watch|pager|cell|phone screen|lock screen|notification|caption)"
    r"(?: +(?:screen|display))? *:[ —–-]*$"
)


def message_before(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """The tag of a message by the clause before it: whoever sends it, or the screen on which it is read."""
    return _screen(flat, clause, end) or _came_from(flat, clause, end) or _sent(flat, clause, end)


def _screen(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """Her phone: “…”: what is read there."""
    match = _ON_A_SCREEN.match(flat, clause[0], end)
    if not match:
        return None
    noun = Noun(Subject.THING, match.group().rstrip(" :—–-"), match.start(), match.end())
    return tag_of(flat, noun, "", (match.start(), end), clause, sure=True)


def _came_from(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """The reply came from Jane: “…”."""
    match = _CAME_FROM.search(flat, clause[0], end)
    if not match:
        return None
    sender = match["sender"]
    kind = Subject.PRONOUN if sender in OBJECTS else Subject.NAME
    noun = Noun(kind, OBJECTS.get(sender, sender), match.start("sender"), match.end("sender"))
    return tag_of(flat, noun, "wrote", (match.start(), end), clause, sure=True)


def _sent(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """Jane sent him a message. “…”; She texted her mother. “…”."""
    match = _SENT.match(flat, clause[0], end)
    if not match:
        return None
    sender = match["sender"] if match["sender"] == "I" else match["sender"].lower()
    pronoun = sender in PRONOUNS or sender == "I"
    noun = Noun(
        Subject.PRONOUN if pronoun else Subject.NAME,
        sender if pronoun else match["sender"],
        match.start("sender"),
        match.end("sender"),
    )
    return tag_of(flat, noun, match["verb"].split()[0], (match.start(), end), clause, sure=True)
