"""The dialogue tag before a quotation: Then he asked: “…”."""

from __future__ import annotations

import re

from script.quotations.flat_text import NAME, SPACES, WORD, last_clause
from script.quotations.speech_words import DEVICES, SAY, SAY_BARE, SAY_CORE, SAY_GERUND, word_set
from script.quotations.tags.dialogue_tags import Tag, tag_of
from script.quotations.tags.messages import MESSAGES, message_before
from script.quotations.tags.noun_phrases import OWNERS, PREPOSITIONS, Noun, Subject, first_subject, read_subject
from script.quotations.tags.others_words import only_hears, saying_of_another, voice_before
from script.quotations.tags.said_clauses import read_saying, two_together
from script.quotations.tags.written_things import shown_before

_ANSWER_WAS = re.compile(
    rf"(?P<owner>\b(?:[Hh]is|[Hh]er|[Mm]y)\b|{NAME})(?: +[\w-]+){{0,2}}? +(?P<noun>\w+)"
    r"(?: +(?:was|were|came|comes|is)(?: +(?:back|in|through|at once))?[ ,:—–-]*|: *)$"
)
_RELATIVE = word_set("which whom whose what where how than if whether why")
_OBLIQUE = PREPOSITIONS - {"behind", "in", "inside", "near"}
_WHO = re.compile(r",? +who\b")
_BESIDE = re.compile(r" +(?:(?:[a-z]+ly|then|now|only|again|at last|just|also|thus) +){0,2}")
_OWN_DOING = re.compile(rf"(?P<owner>{NAME})(?<='s) +[a-z]+ing\b")
_ACTING = re.compile(
    r"(?:, [^,]{1,90},)? +(?:(?:[a-z]+ly|just|then|now|at last|only|thus|soon|again|here|even) +){0,2}(?P<verb>[a-z]+)"
)
_VERBS = word_set(
    """was were had has is could would did came went took sat stood felt looked knew saw gave made got ran rose
    bent leant leaned held kept left let met put set shook stood threw told turned caught drew fell found
    fixed flung began became broke brought bowed"""
)
_NAMING = re.compile(
    rf"\b(?:call|calls|called|calling|name|names|named|dub|dubbed|nicknamed|labelled|labeled|christened)"
    rf" +(?:(?:him|her|it|them|me|us|you|the|this|that|my|his|their) *(?:[a-z]+)?|{NAME})$"
    r"|\b(?:being|be|been|was|is|were) +(?:called|named|nicknamed|dubbed|labelled|labeled)$"
)
_SOUNDS = re.compile(
    rf"(?P<device>[Tt]he (?:[a-z'-]+ ){{0,2}}(?:{'|'.join(sorted(DEVICES))}))(?: [a-z]+ly)?"
    r" (?P<verb>crackle[sd]|buzze[sd]|squawk(?:s|ed)|blare[sd]|boom(?:s|ed)|hisse[sd]|announce[sd]|beep(?:s|ed)"
    r"|chime[sd]|came (?:on|alive|to life)|comes (?:on|alive|to life)|click(?:s|ed)|sputter(?:s|ed)|spoke|speaks)\b"
)
_LAST_WORD = re.compile(r"(?<![\w'-])[a-z]+$")
_CALLS = word_set("shout call yell scream murmur mutter")
"""Verbs of saying that are nouns as well, but right before the marks."""
_CLOSE = 25
"""Characters at most from a verb of saying to the quotation that it surely belongs to."""
_FAR = 14
"""Words from which on a verb of saying doesn't belong to the quotation any more."""


def tag_before(flat: str, start: int, end: int) -> Tag | None:
    """The tag in the narration `flat[start:end]` right before a quotation: in its last sentence."""
    end = start + len(flat[start:end].rstrip(" ("))
    if end == start:
        return None
    clause = last_clause(flat, start, end)
    leads = flat[end - 1] in ",:—–-"
    at_marks = says_at_end(flat, clause[0], end)
    for read in (message_before, _answer_was, _named_so, _sounding):
        if answer := read(flat, clause, end):
            return answer
    if shown := shown_before(flat, start, clause, end):
        return shown
    if other := _said_by_another(flat, clause, leads or at_marks):
        return other
    if said := _said_by_any(flat, clause, leads):
        return said
    saying = SAY | SAY_BARE | SAY_GERUND | _CALLS if at_marks else SAY | SAY_BARE | SAY_GERUND if leads else SAY
    verbs = [match for match in WORD.finditer(flat, *clause) if match.group() in saying]
    if leads:
        return _by_verb(flat, verbs, clause, end, leads) or _by_lead(flat, clause, end)
    return _by_verb(flat, verbs, clause, end, leads) if verbs and verbs[-1].end() >= clause[1] else None


def says_at_end(flat: str, start: int, end: int) -> bool:
    """Whether narration ends with a verb of saying right at the marks, which needs no comma: She managed to say “…”"""
    last = _LAST_WORD.search(flat, max(start, end - _CLOSE), end)
    return last is not None and last.group() in SAY_CORE | SAY_BARE | SAY_GERUND | _CALLS


def _said_by_any(flat: str, clause: tuple[int, int], leads: bool) -> Tag | None:
    """The tag of a clause that is all saying, whatever its subject is: "The sign on the door said"."""
    begin, stop = clause
    said = read_saying(flat, begin, stop)
    if not said or not (leads or said[2] >= stop) or stop - said[2] >= _CLOSE:
        return None
    noun, verb, verb_end = said
    if noun.kind is not Subject.THING and read_subject(flat, begin, stop):
        return None
    return tag_of(flat, noun, verb, (begin, verb_end), clause, sure=True)


def _said_by_another(flat: str, clause: tuple[int, int], leads: bool) -> Tag | None:
    """I heard her say, “…”; Jane made him repeat: “…”; from above came Jane's voice. “…”"""
    if voice := voice_before(flat, *clause):
        return tag_of(flat, voice, "said", clause, clause, sure=True)
    said = saying_of_another(flat, *clause) if leads else None
    if not said or clause[1] - said[2] >= _CLOSE:
        return None
    noun, verb, verb_end = said
    return tag_of(flat, noun, verb, (noun.start, verb_end), clause, sure=True)


def _answer_was(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """Her answer was: “…”."""
    match = _ANSWER_WAS.search(flat, clause[0], end)
    if not match or match["noun"] not in MESSAGES:
        return None
    owner = match["owner"]
    pronoun = OWNERS.get(owner.lower())
    if not pronoun and not owner.endswith("'s"):
        return None  # "The answer was: …"
    kind = Subject.PRONOUN if pronoun else Subject.NAME
    noun = Noun(kind, pronoun or owner.removesuffix("'s"), match.start("owner"), match.end("owner"))
    return tag_of(flat, noun, "answered", (match.start(), end), clause, sure=True)


def _named_so(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """What somebody is called "…": words that nobody says there."""
    match = _NAMING.search(flat, clause[0], end)
    if not match:
        return None
    noun = Noun(Subject.THING, match.group(), match.start(), match.end())
    return tag_of(flat, noun, "", (match.start(), end), clause, sure=True)


def _sounding(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """The radio crackled. “…”: a device that sounds says what comes next."""
    match = _SOUNDS.match(flat, *clause)
    if not match:
        return None
    noun = Noun(Subject.NOUN, " ".join(match["device"].lower().split()), match.start(), match.end("device"))
    return tag_of(flat, noun, match["verb"], (match.start(), end), clause, sure=True)


def _by_verb(flat: str, verbs: list[re.Match[str]], clause: tuple[int, int], end: int, leads: bool) -> Tag | None:
    """The tag of the last verb of saying that has a subject."""
    begin, stop = clause
    for match in reversed(verbs):
        if leads and len(WORD.findall(flat, match.end(), stop)) > _FAR:
            continue
        subject = _subject_of(flat, begin, match.start(), match.end(), stop)
        if subject:
            sure = match.group() in SAY_CORE or flat[end - 1] == ":" or stop - match.end() < _CLOSE
            sure = sure and not only_hears(flat, subject, match.span())
            if two_together(flat, subject, match.end()):
                subject = Noun(Subject.CROWD, "both", subject.start, subject.end)
            return tag_of(flat, subject, match.group(), (subject.start, match.end()), clause, sure=sure)
    return None


def _by_lead(flat: str, clause: tuple[int, int], end: int) -> Tag | None:
    """A sentence without a verb of saying that leads to the quotation by its colon or comma."""
    subject = first_subject(flat, *clause)
    if not subject:
        return None
    return tag_of(flat, subject, "", (subject.start, clause[1]), clause, sure=flat[end - 1] == ":")


def _subject_of(flat: str, begin: int, verb_start: int, verb_end: int, stop: int) -> Noun | None:
    """Whose verb stands at `verb_start` in the sentence from `begin` on: who stands right behind or before it, who the
    last ", who" goes on about, the last who acts in a main clause, or else the first named."""
    inverted = SPACES.match(flat, verb_end, stop)
    found = read_subject(flat, inverted.end(), stop) if inverted else None
    leads = verb_start == begin or flat[begin:verb_start].strip().lower() in ("then", "and", "but")
    if found and (leads or found.text in ("he", "she", "I", "they", "we")):
        return found
    acting: Noun | None = None
    nearest: Noun | None = None
    aside: Noun | None = None
    at, relative = begin, False
    for owner in _OWN_DOING.finditer(flat, begin, verb_end):
        name = owner["owner"].removesuffix("'s")
        acting, at = Noun(Subject.NAME, name, owner.start(), owner.start() + len(name)), owner.end()
    while at < verb_start:
        match = WORD.search(flat, at, verb_start)
        if not match:
            break
        found = read_subject(flat, match.start(), verb_start)
        if not found or found.text == "it" or flat[found.end : found.end + 2] == "'s":
            at = found.end if found else match.end()
            continue
        last, relative = _joined_by(flat, begin, at, match.start(), relative)
        at = found.end
        if _WHO.match(flat, found.end, verb_start):
            acting = found
        elif last in _OBLIQUE:
            continue
        elif _BESIDE.fullmatch(flat, found.end, verb_start):
            return found
        elif relative:
            aside = aside or found
        else:
            nearest = nearest or found
            if found.kind is Subject.PRONOUN or _acts(flat, found.end, verb_end):
                acting = found
    return acting or nearest or aside


def _joined_by(flat: str, begin: int, at: int, start: int, relative: bool) -> tuple[str, bool]:
    """The word before a noun phrase that starts at `start`, and whether the phrase stands in a relative clause.

    "…, that Emma could not help saying" tells what came of it; "she saw that he smiled" is about another."""
    before = flat[max(begin, start - 14) : start].lower().split()
    last = before[-1] if before else ""
    if last == "and" and not flat[at:start].strip(" ").removeprefix("and"):
        return last, relative
    return last, last in _RELATIVE or (last == "that" and len(before) > 1 and not before[-2].endswith(","))


def _acts(flat: str, at: int, end: int) -> bool:
    match = _ACTING.match(flat, at, end)
    verb = match["verb"] if match else ""
    return verb in SAY or verb in _VERBS or verb.endswith("ed")
