"""Messages that a sentence before a quotation sends or brings: Jane texted him: “…”; the reply came from Jane: “…”"""

from __future__ import annotations

import re

from script.quotations.flat_text import NAME
from script.quotations.speech_words import DEVICES, PERSON_NOUNS, SCREENS, word_set
from script.quotations.tags.dialogue_tags import Tag, tag_of
from script.quotations.tags.noun_phrases import OBJECTS, Noun, Subject, head_noun, read_subject
from script.quotations.tags.said_clauses import ANSWERS

MESSAGES = ANSWERS | word_set("text message email e-mail dm ping texts messages")
"""Nouns for what somebody sends or answers."""
_CAME_FROM = re.compile(
    rf"\b(?:{'|'.join(sorted(MESSAGES))})(?: +[a-z]+){{0,3}}? +from +(?P<sender>{NAME}|him|her|me|them)"
    r"(?: +[a-z]+ly)?[ —–-]*:[ —–-]*$"
)
_WHOM = rf"(?:{NAME}|him|her|them|me|back|off|out)"
_SENT = re.compile(
    r" +(?:[a-z]+ly +)?(?P<verb>"
    rf"(?:texted|texts|messaged|messages|pinged|pings)(?: +{_WHOM}){{0,2}}"
    rf"|(?:sent|sends|typed|types|wrote|writes|fired|fires|tapped|taps|thumbed|shot|shoots)(?: +{_WHOM}){{0,2}}"
    r" +(?:an?|the|one|another|his|her|my) +(?:[a-z-]+ +)?(?:message|text|reply|dm|answer|response|email)(?: +back)?)"
    r" *[.:][ —–-]*$"
)
_OPENING = re.compile(
    r"(?:(?:[Tt]hen|And|But|So|[Nn]ow|Soon|Later|[Ff]inally|[Aa]t last|[Jj]ust then|Meanwhile),? +){0,2}"
)
_ON_A_SCREEN = re.compile(
    rf"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|{NAME}(?<='s)) +)(?:[a-z'-]+ +)?"
    rf"(?:{'|'.join(sorted(SCREENS))}|lock screen|notification|caption)"
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
    sender = writer_at(flat, clause[0], end)
    match = _SENT.match(flat, sender.end, end) if sender else None
    if not sender or not match:
        return None
    return tag_of(flat, sender, match["verb"].split()[0], (sender.start, end), clause, sure=True)


def writer_at(flat: str, at: int, end: int) -> Noun | None:
    """Who a sentence from `at` on is about, if one who may write: somebody named or described, past "Then" or "But"."""
    opening = _OPENING.match(flat, at, end)
    for start in (opening.end() if opening else at, at):
        found = read_subject(flat, start, end)
        if found and found.kind is not Subject.NOUN:
            return found if found.text != "it" else None
        if found and (head_noun(found.text) in PERSON_NOUNS - DEVICES or found.text == "somebody"):
            return found
    return None
