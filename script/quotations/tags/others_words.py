"""Clauses about what others say: "I heard her say", "Dev had me repeat", "he was told by Priya", "nobody said".

Their grammatical subject isn't the speaker.
"""

from __future__ import annotations

import re

from script.quotations.flat_text import NAME
from script.quotations.speech_words import SAY_BARE, SAY_CORE, SAY_GERUND, SAY_PLAIN, word_set
from script.quotations.tags.noun_phrases import DETERMINERS, OBJECTS, OWNERS, Noun, Subject, read_subject
from script.quotations.tags.said_clauses import person_or_thing

_BEFORE_VERB = r" +(?:(?:[a-z]+ly|could|can|had|did|then|also|only|just|still|once|now|never) +){0,3}?"
_HEARING = r"\b(?:heard|hears?|hearing|overheard|overhears|saw|sees?|seen|watched|watches|watching) +"
_MAKING = r"\b(?:made|makes?|had|has|have|lets?|got|gets?|forced|forces|taught|teaches) +"
_MADE_TO = word_set(
    "say repeat recite answer promise swear whisper shout sing admit read spell chant echo tell ask call"
)
"""What somebody is made to do who says something."""
_SEEN_TO = (SAY_BARE | SAY_PLAIN | SAY_GERUND | word_set("mouth mouthing sign signing")) - word_set("look go come turn")
_SEEN_LATER = SAY_BARE | SAY_GERUND | word_set("call shout murmur mutter yell scream")
_VERB = re.compile(r" +(?:to +)?(?:[a-z]+ly +|only +|just +|then +|again +)?(?P<verb>[a-z]+)\b")
_LATER = re.compile(
    r"(?: +(?!(?:who|that|which|he|she|I|they|we|it|to|but|when|while|as|because|before|after|could|would|had|was)\b)"
    rf"[a-z'-]+){{1,7}}? +(?:and +)?(?P<verb>{'|'.join(sorted(_SEEN_LATER))})\b"
)
"""The same behind more that they do, or that tells who they are: "Tom come in and say", "the man at the till say"."""
_HEARS = re.compile(_BEFORE_VERB + _HEARING)
_ITS_OWN = re.compile(r"(?:\b(?:to|could|can|would|will|did|might|must|should)(?: [a-z]+ly)?|,) *$")
_DONE = ((_HEARING, _SEEN_TO), (_MAKING, _MADE_TO))
_ANYWHERE = tuple((re.compile(verb), verbs) for verb, verbs in _DONE)
_BEHIND = tuple((re.compile(_BEFORE_VERB + verb), verbs) for verb, verbs in _DONE)
_LOOSE = re.compile(
    r" *(?:[.,;:!?—–]|$)| +(?:to|from|behind|through|in|at|over|into|and|as|beside|outside|softly|again)\b"
)
"""What follows a verb of saying whose object is the quotation, not "something"."""
_PASSIVE = re.compile(
    r" +(?:was|were|is|are|had been|being|got) +(?:[a-z]+ly +)?(?P<verb>told|asked|informed|reminded|warned"
    r"|advised|assured)"
    r"(?: +by +| *(?P<ends>[.,;:!?]|$))"
)
_NOBODY = re.compile(
    rf"(?:(?:{'|'.join(sorted(SAY_CORE))}) +(?:nobody|no ?one|no-one|absolutely nobody|not a soul)"
    rf"|(?:nobody|no ?one|no-one|not a soul) +(?:{'|'.join(sorted(SAY_CORE))}))(?: +ever| +at all| +present)*"
    r"(?= *(?:[.,;:!?—–]|$|and\b))",
    re.IGNORECASE,
)
_SHOUT = re.compile(
    r" +an? +(?:[a-z]+ +)?(?P<noun>shout|cry|yell|call|whisper|scream|bellow|roar)\b(?P<from> +from +)?"
)
_VOICE = r"(?:[a-z]+ +){0,2}?voice\b"
_OWNED_VOICE = (
    rf"(?:(?P<owner>{NAME}|(?:[Hh]is|[Hh]er|[Mm]y|[Tt]he|[Oo]ur) +[a-z]+)(?:'s|(?<=s)') +"
    rf"|(?P<own>[Hh]is|[Hh]er|[Mm]y) +){_VOICE}"
)
_SOUNDS = (
    r"(?:came|comes|floated|drifted|rang|rose|boomed|carried|echoed|crackled|cut|broke|filled|sounded|burst|rumbled)"
)
_VOICE_SOUNDS = re.compile(rf"{_OWNED_VOICE} +(?:[a-z]+ly +)?{_SOUNDS}\b")
_SOUNDS_VOICE = re.compile(
    rf"\b(?:came|comes|rang|rose|floated|drifted|boomed|echoed|sounded) +{_OWNED_VOICE}[ ,:—–.]*$"
)


def saying_of_another(flat: str, start: int, end: int) -> tuple[Noun, str, int] | None:
    """Who is heard, seen or made to say something in `flat[start:end]`, the last of them; the verb and its end."""
    found = None
    for pattern, verbs in _ANYWHERE:
        for match in pattern.finditer(flat, start, end):
            said = _object(flat, match.end(), end, verbs)
            if said and (found is None or said[0].start > found[0].start):
                found = said
    return found


def heard_by(flat: str, subject: Noun, end: int) -> tuple[Noun, str, int] | None:
    """The same where `subject` is who hears it or has it said: right behind it."""
    for pattern, verbs in _BEHIND:
        match = pattern.match(flat, subject.end, end)
        said = _object(flat, match.end(), end, verbs) if match else None
        if said and _LOOSE.match(flat, said[2], end):
            return said
    return None


def _object(flat: str, at: int, end: int, verbs: frozenset[str]) -> tuple[Noun, str, int] | None:
    word = re.compile(r"[a-z]+\b").match(flat, at, end)
    pronoun = OBJECTS.get(word.group()) if word else None
    if word and pronoun and (verb := _verb(flat, word.end(), end, verbs)):
        return Noun(Subject.PRONOUN, pronoun, at, word.end()), *verb
    for speaks in (True, False):
        found = read_subject(flat, at, end, speaks=speaks)
        if found and found.text not in OBJECTS.values() and (verb := _verb(flat, found.end, end, verbs)):
            return person_or_thing(found, verb[0]), *verb
    later = _LATER.match(flat, found.end, end) if found and verbs is _SEEN_TO else None
    return (found, later["verb"], later.end()) if found and later else None


def only_hears(flat: str, subject: Noun, verb: tuple[int, int]) -> bool:
    """Whether a subject hears, or sees, the one whose verb of saying stands at `verb`: "he saw the door open and say"
    is about the door; not "he saw her, saying" nor "he saw her and tried to say"."""
    said = flat[slice(*verb)]
    if said not in SAY_BARE | SAY_PLAIN | SAY_GERUND or not _HEARS.match(flat, subject.end, verb[0]):
        return False
    return not _ITS_OWN.search(flat, subject.end, verb[0])


def _verb(flat: str, at: int, end: int, verbs: frozenset[str]) -> tuple[str, int] | None:
    match = _VERB.match(flat, at, end)
    if not match or not (match["verb"] in verbs or _plain(match["verb"]) & verbs):
        return None
    return match["verb"], match.end()


def _plain(verb: str) -> set[str]:
    """ "shout", "shoute" of "shouting"."""
    stem = verb.removesuffix("ing")
    return {stem, f"{stem}e", stem[:-1]} if stem != verb and len(stem) > 2 else set()


def told_by(flat: str, subject: Noun, end: int) -> tuple[Noun | None, str, int] | None:
    """Who speaks where the subject is told something: "he was told by Priya"; nobody named in "he was told"."""
    match = _PASSIVE.match(flat, subject.end, end)
    if not match:
        return None
    speaker = None if match["ends"] is not None else read_subject(flat, match.end(), end, speaks=True)
    return (speaker, match["verb"], match.end("verb")) if speaker or match["ends"] is not None else None


def shout_came(flat: str, at: int, end: int) -> tuple[Noun, int] | None:
    """Who called in "came a shout from Dev": somebody unknown where it says no more; and where that ends."""
    match = _SHOUT.match(flat, at, end)
    if not match:
        return None
    found = read_subject(flat, match.end(), end) if match["from"] else None
    if found and found.kind in (Subject.NAME, Subject.NOUN):
        return found, found.end
    return Noun(Subject.NOUN, "the voice", match.start("noun"), match.end("noun")), match.end("noun")


def said_by_nobody(flat: str, at: int, end: int) -> Noun | None:
    """ "said no one", "nobody said": the words are the narration's own."""
    match = _NOBODY.match(flat, at, end)
    return Noun(Subject.THING, "nobody", at, match.end()) if match else None


def voice_before(flat: str, start: int, end: int) -> Noun | None:
    """Whose voice the sentence `flat[start:end]` tells of: "From above came Dev's voice", "His mother's voice rang"."""
    if flat.find("voice", start, end) < 0:
        return None
    match = _VOICE_SOUNDS.match(flat, start, end) or _SOUNDS_VOICE.search(flat, start, end)
    if not match:
        return None
    if match["own"]:
        return Noun(Subject.PRONOUN, OWNERS[match["own"].lower()], match.start("own"), match.end("own"))
    owner = match["owner"]
    described = owner.split()[0].lower() in DETERMINERS
    return Noun(Subject.NOUN if described else Subject.NAME, owner, match.start("owner"), match.end("owner"))
