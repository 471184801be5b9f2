"""The dialogue tag behind a quotation: “…,” said Mrs Bennet; “…,” her roommate whispered."""

from __future__ import annotations

import re
from dataclasses import replace

from script.quotations.flat_text import LONGEST_CLAUSE, NAME, SPACES, WORD, sentence_end
from script.quotations.speech_words import SAY, SAY_BARE, SAY_CORE, SAY_GERUND, WRITE, word_set
from script.quotations.tags.dialogue_tags import Tag, tag_of
from script.quotations.tags.noun_phrases import OWNERS, VOICES, Noun, Subject, read_subject
from script.quotations.tags.others_words import heard_by, said_by_nobody, shout_came, told_by
from script.quotations.tags.said_clauses import (
    ANSWERS,
    joined_by_another,
    person_or_thing,
    read_nickname,
    read_saying,
    two_together,
    verb_after,
)

_COMMA_SPACES = re.compile(r",? +")
_GAP = re.compile(r"[\s,;—–\-.…]*")
_PARTICLES = word_set("out in up back on again off aloud forth at last then over away down")
_ALL = re.compile(r" +(?:all|what|the only thing) +(?:that +)?")
_UTTERED = re.compile(
    r"\b(?:said|says?|utter(?:ed)?|answer(?:ed)?|repl(?:y|ied)|articulate|vouchsafed|ask(?:ed)?|shout(?:ed)?|call(?:ed)?"
    r"|whisper(?:ed)?|wrote|managed|got out|get out|add(?:ed)?|offer(?:ed)?)\b"
)
_ANSWERED = re.compile(
    rf" +(?P<owner>his|her|my|(?:the +)?{NAME})(?:'s?)?(?: +[\w-]+){{0,3}}? +(?:{'|'.join(sorted(ANSWERS))})\b"
)
_SOON = word_set("then at last again only just soon once finally")
_GOES = word_set("went came chimed then goes comes chimes")
_NONE = 9
"""Words that `verb_after` skipped where there was no verb of saying."""
_ANYBODYS = SAY_CORE | {"read", "reads"}
"""Verbs before whose subject no other word for a person is needed: "said the foe", "read the note"."""
_REVEALED = re.compile(
    r"[^.!?;:]{0,60}?(?:, and|;|:|[.—–-]) *(?:it was|there was|there stood|there sat|in came) +", re.IGNORECASE
)
_CALLS = word_set("call shout yell scream mutter murmur mouth")
_GOES_ON = re.compile(r" +[a-z]|, ")


def tag_after(flat: str, start: int, end: int, closing: str) -> Tag | None:
    """The tag in the narration `flat[start:end]` right after a quotation whose last character is `closing`."""
    end = min(end, start + LONGEST_CLAUSE)
    gap = _GAP.match(flat, start, end)
    at = gap.end() if gap else start
    first = WORD.match(flat, at, end)
    if at >= end or "." in flat[start:at] or not first:
        return None
    tied = closing in ",—–-" or flat[at].islower()
    clause = (at, sentence_end(flat, at, end))
    if tied and (nobody := said_by_nobody(flat, at, clause[1])):
        return tag_of(flat, nobody, "said", (at, nobody.end), clause, sure=True)
    first = _past_adverbs(flat, first, end)
    word = first.group()
    if word in ("was", "came", "were", "is") and (answer := _answer(flat, first.end(), end, clause)):
        return answer
    if word in ("came", "comes") and (came := shout_came(flat, first.end(), end)):
        return tag_of(flat, came[0], word, (at, came[1]), clause, sure=True)
    if word.islower() and (word in SAY or word in _GOES or (tied and word.endswith("ed"))):
        return _verb_first(flat, first, end, clause, tied)
    return _subject_first(flat, clause, closing, tied)


def _past_adverbs(flat: str, first: re.Match[str], end: int) -> re.Match[str]:
    """The verb of saying behind adverbs, where there is one: “…,” softly replied Jane. Else the first word."""
    word = first
    for _ in range(2):
        low = word.group()
        adverb = low in _SOON or (low.islower() and low.endswith("ly"))
        gap = SPACES.match(flat, word.end(), end) if adverb else None
        following = WORD.match(flat, gap.end(), end) if gap else None
        if not following:
            break
        word = following
    return word if word.group() in SAY else first


def _verb_first(flat: str, first: re.Match[str], end: int, clause: tuple[int, int], tied: bool) -> Tag | None:
    """“…,” said softly, at last, the old man."""
    position, verb = first.end(), first.group()
    for _ in range(4):
        gap = _COMMA_SPACES.match(flat, position, end)
        if not gap:
            return None
        found = read_subject(flat, gap.end(), end, speaks=verb in _ANYBODYS and position == first.end())
        if found and found.text != "it":
            if joined_by_another(flat, found, end):
                found = Noun(Subject.CROWD, "both", found.start, found.end)
            found = _revealed(flat, person_or_thing(found, verb), end)
            sure = verb in SAY or (found.kind is Subject.NAME and tied)
            return tag_of(flat, found, verb, (clause[0], found.end), clause, sure=True) if sure else None
        following = WORD.match(flat, gap.end(), end)
        if not following:
            return None
        small = following.group().lower()
        if verb == "then" and small in SAY:
            verb = small
        elif small not in _PARTICLES and not small.endswith("ly"):
            return None
        position = following.end()
    return None


def _revealed(flat: str, noun: Noun, end: int) -> Noun:
    """Whose voice it is: “…,” said a voice, and there was Jane."""
    match = _REVEALED.match(flat, noun.end, end) if noun.text.split()[-1] in VOICES else None
    found = read_subject(flat, match.end(), end) if match else None
    return found if found and found.kind in (Subject.NAME, Subject.NOUN) else noun


def _subject_first(flat: str, clause: tuple[int, int], closing: str, tied: bool) -> Tag | None:
    """“…,” the old man said softly; “…,” her roommate, who had not moved, whispered."""
    at, stop = clause
    found = read_subject(flat, at, stop)
    said = read_saying(flat, at, stop) or (read_nickname(flat, at, stop) if closing == "," else None)
    if said and (found is None or said[0].kind is Subject.THING or said[0].end > found.end):
        noun, verb, verb_end = said
        return tag_of(flat, noun, verb, (at, verb_end), clause, sure=tied or verb in SAY_CORE)
    if found is None:
        return None
    if other := _said_by_another(flat, found, clause, closing, tied):
        return other
    if both := two_together(flat, found, stop):
        pair = Noun(Subject.CROWD, "both", found.start, found.end)
        return tag_of(flat, pair, both[0], (at, both[1]), clause, sure=True)
    return _with_verb(flat, found, clause, closing, tied)


def _said_by_another(flat: str, found: Noun, clause: tuple[int, int], closing: str, tied: bool) -> Tag | None:
    """“…,” I heard her say; “…,” Jane had him repeat; “…,” he was told by Jane."""
    heard = heard_by(flat, found, clause[1])
    if heard and (tied or (closing in "?!" and heard[1] in SAY_BARE | SAY_GERUND | _CALLS)):
        noun, verb, verb_end = heard
        tag = tag_of(flat, noun, verb, (clause[0], verb_end), clause, sure=True)
        # Whoever hears it is another.
        return tag if found.kind is Subject.PRONOUN else replace(tag, addressee=tag.addressee or found)
    told = told_by(flat, found, clause[1])
    if told and (tied or told[0]):
        speaker = told[0] or Noun(Subject.NOUN, "somebody", found.start, found.end)
        return tag_of(flat, speaker, told[1], (clause[0], told[2]), clause, sure=True)
    return None


def _with_verb(flat: str, found: Noun, clause: tuple[int, int], closing: str, tied: bool) -> Tag | None:
    """The tag of a subject by the verb behind it: of saying, or any where the quotation's comma ties them."""
    at, stop = clause
    verb, verb_end, hops = verb_after(flat, found, stop)
    if found.text == "it" and hops == _NONE:
        return None
    if hops < _NONE and (tied or flat[at].isupper()):
        if not tied and (hops > 2 or (verb not in SAY_CORE and closing not in ".!?")):
            return None
        return tag_of(flat, found, verb, (at, verb_end), clause, sure=tied or verb in SAY_CORE | SAY_BARE | WRITE)
    if tied and _GOES_ON.match(flat, found.end):
        return tag_of(flat, found, verb, (at, min(stop, at + 60)), clause, sure=True)
    return None


def _answer(flat: str, after: int, end: int, clause: tuple[int, int]) -> Tag | None:
    """“…” was Jane's answer; “…” was his reply; “…” was all that Jane could say."""
    if match := _ANSWERED.match(flat, after, end):
        owner = match["owner"]
        kind = Subject.PRONOUN if owner in OWNERS else Subject.NAME
        noun = Noun(kind, OWNERS.get(owner, owner.removesuffix("'s")), match.start("owner"), match.end("owner"))
        return tag_of(flat, noun, "answered", (clause[0], match.end()), clause, sure=True)
    every = _ALL.match(flat, after, end)
    found = read_subject(flat, every.end(), end) if every else None
    if not found or not _UTTERED.search(flat, found.end, clause[1]):
        return None
    return tag_of(flat, found, "said", clause, clause, sure=True)
