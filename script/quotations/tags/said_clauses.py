"""Clauses that say that somebody says something: "her roommate said", "Jane, who had not moved, only asked"."""

from __future__ import annotations

import re
from dataclasses import replace

from script.quotations.flat_text import NAME
from script.quotations.speech_words import (
    DEVICES,
    FUNCTION_WORDS,
    GROUP_NOUNS,
    PERSON_NOUNS,
    SAY,
    SAY_CORE,
    SAY_GERUND,
    SAY_PLAIN,
    word_set,
)
from script.quotations.tags.noun_phrases import (
    BARE_TITLES,
    COUNTED,
    DETERMINERS,
    INDEFINITE,
    PREPOSITIONS,
    PRONOUNS,
    VOICES,
    Noun,
    Subject,
    head_noun,
    read_subject,
)

THINGS = word_set(
    """sign signs note notes message messages letter letters text texts email e-mail shirt t-shirt tee sweatshirt hoodie
    headline headlines paper newspaper book screen display monitor poster banner label plaque card caption clock map
    menu board blackboard whiteboard notice placard sticker tattoo mug badge telegram page line words receipt
    inscription legend title ticket envelope tag packet box bottle cover article post tweet graffiti writing report
    instructions"""
)
"""What is read rather than heard, as a rule."""
ANSWERS = word_set(
    """answer reply rejoinder response comment exclamation question remark retort cry words greeting observation verdict
    suggestion objection advice warning explanation declaration report voice injunction amendment assurance inquiry
    enquiry request protest apology confession ejaculation remonstrance salutation summons admonition conclusion"""
)
"""What somebody's words are called: “…” was his reply."""
_NOT_ALONE = word_set(
    "put burst struck cut broke opened closed started ended finished shot heaved launched tested went"
)
"""Verbs of saying that are mostly something else, with whom nobody unheard of begins to speak."""
_ITS = THINGS | (PERSON_NOUNS - word_set("other latter former"))
_MARKS = ".,;:!?\"'“”()—–"
_SAYS = "|".join(sorted(SAY - _NOT_ALONE))
_CLAUSE = re.compile(rf"(?P<subject>(?:[\w'’-]+\.? +){{1,8}}?)(?:[a-z]+ly +)?(?P<verb>{_SAYS}|reads?)\b")
_NICKNAME = re.compile(rf"(?P<name>[a-z][\w-]+(?: [a-z][\w-]+)?) (?P<verb>{'|'.join(sorted(SAY_CORE))})\b")
_OPENS_PHRASE = DETERMINERS | COUNTED
_JOINING = word_set("and but or so then when as while if because that which who before after until though")
_NEXT_WORD = re.compile(r",? *([^\W_][\w'-]*)")
_AND_VERB = re.compile(r"[^.;:!?,]{0,60}? and (?:then |only )?([a-z]+)")
_ASIDE = re.compile(r",[^,.;:!?]{2,90},| +(?:who|whom|whose) [^.;:!?]{2,90}?,")
_HOPPED = word_set(
    """had has have would could did then only at once again just merely also now still even never quickly soon
    always suddenly presently slowly almost both all simply finally next immediately half here often too
    instantly instead there ever in reply but"""
)
_AND_SAID = re.compile(
    rf" and (?P<other>{NAME}|I|(?:the|his|her|my|their) [a-z]+) (?:both |all |[a-z]+ly )?"
    rf"(?P<verb>{_SAYS}|{'|'.join(sorted(SAY_PLAIN))})\b"
)
_AND_OTHER = re.compile(
    rf" and (?:{NAME}|I|(?:the|his|her|my|their) [a-z]+)"
    r"(?= *(?:[.,;:!?—–]|$)| (?:both|together|in unison|in chorus|at once|at the same time)\b)"
)


def read_saying(flat: str, at: int, end: int) -> tuple[Noun, str, int] | None:
    """Whoever the clause at `at` says says something, whatever noun that is, the verb and where it ends: "her roommate
    said", "one of the cops asked", "Unit 7 replied", "the sign on the door said"."""
    match = _CLAUSE.match(flat, at, end)
    if not match:
        return None
    words = match["subject"].split()
    low = [word.lower() for word in words]
    if any(word in _JOINING or word in PRONOUNS or word in SAY for word in low):
        return None
    noun = _whole_phrase(words, low, at, at + len(match["subject"].rstrip()), match["verb"])
    return (noun, match["verb"], match.end()) if noun else None


def _whole_phrase(words: list[str], low: list[str], at: int, end: int, verb: str) -> Noun | None:
    """The noun phrase of all of these words: a name, a description with what tells it apart ("the man in bed four")."""
    head = head_noun(" ".join(low))
    if head in FUNCTION_WORDS or head.endswith("ly") or head in DETERMINERS:
        return None
    if _is_thing(head, verb) and any(word.islower() or word.endswith("'s") for word in words):
        return Noun(Subject.THING, _as_known(words, low), at, end)
    if low[0] not in _OPENS_PHRASE:
        return _name_of(words, low, at, end)
    kind = Subject.CROWD if head in GROUP_NOUNS and low[0] != "one" else Subject.NOUN
    return Noun(kind, _as_known(words, low), at, end)


def _as_known(words: list[str], low: list[str]) -> str:
    """A description as it is looked up: a cop is "the" cop from then on."""
    first = "the" if low[0] in INDEFINITE else low[0] if low[0] in _OPENS_PHRASE else words[0]
    return " ".join([first, *words[1:]])


def _name_of(words: list[str], low: list[str], at: int, end: int) -> Noun | None:
    """A name of any make, "Unit 7" or "dev", or somebody's somebody, "Helen's roommate"."""
    owner = next((index for index, word in enumerate(words) if word.endswith(("'s", "s'"))), -1)
    if low[0] in FUNCTION_WORDS or " ".join(low).rstrip(".") in BARE_TITLES:
        return None
    if owner == len(words) - 2 and low[-1] in VOICES and words[0][0].isupper():
        return Noun(Subject.NAME, " ".join(words[:-1]).removesuffix("'s"), at, end)
    if 0 <= owner < len(words) - 1 and words[0][0].isupper():
        return Noun(Subject.NOUN, " ".join(words), at, end)
    named = all(word[0].isupper() or word[0].isdigit() for word in words)
    return Noun(Subject.NAME, " ".join(words), at, end) if named and owner < 0 else None


def _is_thing(noun: str, verb: str) -> bool:
    """Whether what says something is read: a note; a page, who may be a boy, only where it "reads"."""
    return noun in THINGS and (noun not in PERSON_NOUNS or verb in ("read", "reads"))


def person_or_thing(noun: Noun, verb: str) -> Noun:
    """A description behind its verb, "said the note", as what it is before one, "the note said"."""
    thing = noun.kind is Subject.NOUN and _is_thing(head_noun(noun.text), verb)
    return replace(noun, kind=Subject.THING) if thing else noun


def thing_before(flat: str, start: int, end: int) -> str:
    """The note or the sign that is "it" behind `flat[start:end]`: the last that was told of; nothing for an animal."""
    last = _last_it(flat, start, end)
    return last if last in THINGS else ""


def device_before(flat: str, start: int, end: int) -> str:
    """The radio that is "it" behind `flat[start:end]`: the last that was told of; nothing for an animal or a note."""
    last = _last_it(flat, start, end)
    return last if last in DEVICES else ""


def _last_it(flat: str, start: int, end: int) -> str:
    words = (word.strip(_MARKS) for word in reversed(flat[start:end].lower().split()))
    return next((word for word in words if word in _ITS), "")


def read_nickname(flat: str, at: int, end: int) -> tuple[Noun, str, int] | None:
    """Whoever goes by a name in small letters, right behind a quotation: "dev said", "bell hooks asked"."""
    match = _NICKNAME.match(flat, at, end)
    if not match:
        return None
    words = match["name"].split()
    if any(word in FUNCTION_WORDS or word in PREPOSITIONS or word in SAY or word.endswith("ly") for word in words):
        return None
    last = words[-1]
    kind = Subject.CROWD if last in GROUP_NOUNS else Subject.NOUN if last in PERSON_NOUNS else Subject.NAME
    return Noun(kind, match["name"], at, match.end("name")), match["verb"], match.end()


def two_together(flat: str, first: Noun, end: int) -> tuple[str, int] | None:
    """Whether another joins `first` in one clause, "Jane and the cook said": the verb and where it ends."""
    if first.kind not in (Subject.NAME, Subject.NOUN, Subject.PRONOUN):
        return None
    match = _AND_SAID.match(flat, first.end, end)
    return (match["verb"], match.end()) if match else None


def joined_by_another(flat: str, first: Noun, end: int) -> bool:
    """Whether another stands beside `first` behind their verb: "said Jane and the cook"; not "said Jane and sat"."""
    return first.kind in (Subject.NAME, Subject.NOUN) and _AND_OTHER.match(flat, first.end, end) is not None


def verb_after(flat: str, noun: Noun, end: int) -> tuple[str, int, int]:
    """The verb of a subject, skipping adverbs and asides: (verb, its end, words skipped)."""
    at = noun.end
    says = SAY | SAY_PLAIN if noun.text in ("I", "they", "we") or noun.kind is Subject.CROWD else SAY
    position = at
    hops = 0
    first = ("", at)
    if jump := _ASIDE.match(flat, at, end):
        position = jump.end()
    while hops < 5:
        match = _NEXT_WORD.match(flat, position, end)
        if not match:
            break
        word = match.group(1)
        if word in says:
            return word, match.end(), hops
        if not first[0]:
            first = (word, match.end())
        if not (word in _HOPPED or word.endswith("ly")):
            # "he smiled and said"
            more = _AND_VERB.match(flat, match.end(), end)
            if more and more.group(1) in SAY_CORE:
                return more.group(1), more.end(), hops
            break
        position = match.end()
        hops += 1
    return first[0], first[1], 9


_TALKS = "|".join(sorted(SAY | SAY_GERUND | word_set("speak speaks speaking talking talked")))
_ASKS = "|".join(
    sorted(
        word_set(
            """asked asks asking told tells telling begged begs assured assures reminded reminds warned warns urged
            urges informed informs advised advises greeted greets interrupted interrupts answered answers answering
            ordered orders scolded scolds teased teases thanked thanks addressed addresses addressing texted texts
            texting messaged messages messaging emailed emails wrote writes writing pinged pings"""
        )
    )
)
_TO = re.compile(r" (?:[a-z]+ly )?to +")
_SPOKEN_TO = re.compile(
    rf"\b(?:(?:{_TALKS})(?: (?:he|she|I|they|it|back|out|over|up|down|aloud|[a-z]+ly|in a [a-z]+ (?:voice|tone)))?,? to"
    r"|turn(?:ed|s|ing)(?: (?:back|round|around|again|[a-z]+ly))? (?:to|on|upon|towards?)"
    rf"|{_ASKS}) +"
)


def spoken_to(flat: str, start: int, end: int, speaker: Noun) -> Noun | None:
    """Whom the clause `flat[start:end]` says `speaker` speaks to: "said to Anna", "asked the old man", "told me"."""
    behind = _TO.match(flat, speaker.end, end)
    for match in (*((behind,) if behind else ()), *_SPOKEN_TO.finditer(flat, start, end)):
        if match.end() == speaker.start:
            continue
        if flat.startswith("me", match.end()) and not flat[match.end() + 2 : match.end() + 3].isalpha():
            return Noun(Subject.PRONOUN, "I", match.end(), match.end() + 2)
        found = read_subject(flat, match.end(), end, speaks=True)
        if found and found.kind in (Subject.NAME, Subject.NOUN) and found.start != speaker.start:
            return found
    return None
