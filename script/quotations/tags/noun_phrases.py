"""Noun phrases for people: a pronoun, a name, "the old woman", "they all", "Jane's mother"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from script.quotations.flat_text import NAME, PARTICLES, SPACES, SURNAME, WORD, opens_sentence
from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GIVEN_GENDER,
    GROUP_NOUNS,
    NEVER_NAMES,
    NOT_NAMES,
    PERSON_NOUNS,
    SAY,
    SAY_BARE,
    SAY_CORE,
    SAY_GERUND,
    SAY_PRESENT,
    SCREENS,
    TITLES,
    WEAK_TITLES,
    word_set,
)


class Subject(Enum):
    """What a tag's subject is made of."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"
    CROWD = "crowd"
    THING = "thing"
    """A sign, a note, a screen: it is read, nobody speaks."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase and its place. `text`: as it is looked up, "a cop" as "the cop"."""

    kind: Subject
    text: str
    start: int
    end: int


PRONOUNS = word_set("he she i they we it")
DETERMINERS = word_set("the a an some his her my our their this that your another its")
INDEFINITE = word_set("a an this that another your some")
"""Determiners of somebody who is "the" cop from then on."""
COUNTED = word_set("one two three")
OWNERS = {"his": "he", "her": "she", "my": "I"}
OBJECTS = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}
VOICES = word_set("voice tones tone accents whisper")
PREPOSITIONS = word_set(
    "to at of with by for from on upon towards toward into beside than like as about after before behind in inside near"
)
BARE_TITLES = word_set("mr mrs ms mx dr st mme mlle")
"""What is no name alone."""
SOMEBODY = word_set("somebody someone somepony")
_ADJECTIVES = WEAK_TITLES | word_set("good honest sweet the")
_STOPS = word_set(
    """in with as to at from on by for of and who whom which that when while after before without turning looking
    was were had has is into upon under over through about again aloud but then now so if"""
)
_OF = re.compile(r" +of +")
_OF_SOMETHING = re.compile(r" +(?:the +)?(?P<name>[\w'-]+)")
_CROWD = re.compile(
    r"(?:they|we|both|all|everybody|everyone|everypony|one and all"
    r"|(?:several|some|many|half|two|three|a dozen|a chorus|a number|one or two)"
    r" (?:of (?:them|us|the [\w'-]+)|voices|people|others))\b",
    re.IGNORECASE,
)
_MORE_OF_CROWD = re.compile(r" +(?:of (?:them|us)|(?:the )?(?:all|both|others|rest|together)|voices|people)\b")
_COLOURS = word_set(
    "red blue green yellow black white grey gray brown purple pink orange scarlet crimson violet gold silver lavender"
)
_WORN = word_set(
    """tweed leather velvet silk khaki uniform rags furs armour armor hat cap coat cloak hood jacket shirt sweater
    jumper dress gown skirt apron suit robe robes mask boots gloves scarf shawl veil helmet bonnet turban vest waistcoat
    beard moustache mustache scar limp glasses spectacles eyepatch tattoo tattoos ponytail braid braids cane crutch
    stick staff lantern clipboard badge spear sword umbrella wig earring earrings"""
)
"""What somebody is in or with who is told by it."""
_SAYING = "|".join(sorted(SAY_CORE | SAY_BARE | SAY_GERUND))
_SAY_BEHIND = rf" +(?:[a-z]+ly +)?(?:{_SAYING})\b"
_WHERE = re.compile(
    r" +(?:in|at|with|by|behind|on|from|near) +(?:the|bed|seat|room|row|cell|number)"
    r"(?: +(?!(?:same|very|utmost|most|greatest|other|tone|voice|end|whole|contrary|air|moment|manner|way|time|instant"
    rf"|point|first|last|least|deepest|{_SAYING})\b)[\w-]+){{1,2}}(?= *[,.;:!?—–]| *$|{_SAY_BEHIND})"
    rf"| +(?:in|with)(?: +(?:an?|the|his|her))?(?: +(?!and\b)[a-z-]+){{0,2}}? +(?:{'|'.join(sorted(_WORN))})(?![\w-])"
    rf"| +in +(?:{'|'.join(sorted(_COLOURS))})(?= *[,.;:!?—–]| *$| +(?:to|and|as)\b|{_SAY_BEHIND})"
)
"""What tells one man from another: "in bed four", "with the red beard", "in grey"; not "in the same tone"."""
_NEVER_PART = PERSON_NOUNS | GROUP_NOUNS | SCREENS | {"inbox", "console"}
"""What does something itself, although it is somebody's."""
_NAME = re.compile(NAME)
_SURNAME = re.compile(SURNAME)
_NUMBER = re.compile(rf" +\d{{1,5}}(?= *[,.;:!?—–]| *$| +(?:[a-z]+ly +)?(?:{'|'.join(sorted(SAY))})\b)")
"""What makes "Unit 7" of a name."""
_OWNED = re.compile(rf" +(?:(?P<adjectives>(?:[\w-]+ +){{0,2}}?)(?P<noun>{'|'.join(sorted(PERSON_NOUNS | VOICES))}))\b")
_BELONGING = re.compile(rf"(?P<owner>[Hh]is|[Hh]er|[Mm]y|{NAME}(?<='s)) +(?P<noun>[a-z][\w-]*) +(?P<after>[a-z][\w-]*)")
_OWNED_BY_ANY = re.compile(r" +(?P<adjectives>(?:[\w-]+ +)??)(?P<noun>[a-z][\w-]+)(?= *[,.;:!?—–]| *$)")
_QUALIFIED = re.compile(rf"(?:(?:the|his|her|my|our|their) +)?(?:[a-z][\w'-]* +){{1,3}}(?P<name>{NAME})")
_SAID_NEXT = re.compile(rf" +(?:[a-z]+ly +)?(?:{'|'.join(sorted(SAY_CORE | SAY_PRESENT))})\b")


def head_noun(phrase: str) -> str:
    """The noun that a description is about: "man" in "the man in bed four", "cops" in "one of the cops"."""
    words = phrase.lower().split()
    cut = next((index for index, word in enumerate(words) if index and word in PREPOSITIONS), len(words))
    return words[-1] if words[0] in COUNTED else words[cut - 1]


def read_subject(flat: str, at: int, end: int, *, speaks: bool = False) -> Noun | None:
    """The noun phrase for a person that starts at `at`: a pronoun, a name, "the old woman", "they all".

    `speaks`: a verb of saying stands before it, so that "the foe" is a person too, whatever its noun."""
    first = WORD.match(flat, at, end)
    if not first:
        return None
    word = first.group().lower()
    if crowd := _CROWD.match(flat, at, end):
        more = _MORE_OF_CROWD.match(flat, crowd.end(), end)
        stop = more.end() if more else crowd.end()
        return Noun(Subject.CROWD, flat[at:stop], at, stop)
    if word in PRONOUNS:
        lower_i = word == "i" and first.group() != "I"
        return None if lower_i else Noun(Subject.PRONOUN, "I" if word == "i" else word, at, first.end())
    if word in SOMEBODY:
        return Noun(Subject.NOUN, "somebody", at, first.end())
    if speaks and (named := _read_qualified(flat, at, end)):
        return named
    if word in DETERMINERS:
        described = _read_described(flat, first, end, speaks)
        return _owner_of_voice(flat, described, end) if described else None
    return _read_named(flat, first, end, speaks)


def _read_named(flat: str, first: re.Match[str], end: int, speaks: bool) -> Noun | None:
    """A name, without the "poor" or "old" before it; or whoever is its owner's: "Jane's mother"."""
    at = first.start()
    past = _past_adjectives(flat, first, end)
    if past is None:
        return None
    if match := _SURNAME.match(flat, past.start(), end):
        return Noun(Subject.NAME, match.group(), match.start(), match.end())
    match = _NAME.match(flat, past.start(), end)
    if not match or _is_ordinary(flat, past) or match.group().lower() in BARE_TITLES:
        return None
    low = past.group().lower()
    if " " in match.group() and low.endswith("ly") and low not in GIVEN_GENDER:
        # "Softly Jane said"
        return read_subject(flat, past.end() + 1, end) if opens_sentence(flat, at) else None
    owner = match.group().find("'s ")
    stop = match.start() + owner + 2 if owner >= 0 else match.end()
    if flat[stop - 2 : stop] == "'s":
        return _read_owned(flat, at, match.start(), stop, end, speaks)
    number = _NUMBER.match(flat, match.end(), end)
    stop = number.end() if number else match.end()
    return Noun(Subject.NAME, flat[match.start() : stop], match.start(), stop)


def _past_adjectives(flat: str, first: re.Match[str], end: int) -> re.Match[str] | None:
    """The word behind up to two of "poor", "old" and the like."""
    word = first
    for _ in range(2):
        if word.group() in _ADJECTIVES:
            gap = SPACES.match(flat, word.end(), end)
            following = WORD.match(flat, gap.end(), end) if gap else None
            if not following:
                return None
            word = following
    return word


def _read_owned(flat: str, at: int, start: int, stop: int, end: int, speaks: bool) -> Noun | None:
    """Who is somebody's, from `at` on: "Jane's mother"; and Jane herself in "Jane's voice". Her name with its "'s"
    stands at `flat[start:stop]`."""
    owned = _OWNED.match(flat, stop, end) or (_OWNED_BY_ANY.match(flat, stop, end) if speaks else None)
    if not owned:
        return None
    if owned["noun"] in VOICES:
        return Noun(Subject.NAME, flat[start : stop - 2], start, stop)
    if any(word in _STOPS for word in owned["adjectives"].lower().split()):
        return None
    return Noun(Subject.NOUN, " ".join(flat[start : owned.end()].split()), at, owned.end())


def _read_qualified(flat: str, at: int, end: int) -> Noun | None:
    """The name in "the gentle Mrs. Hall", "dour Major Hall", "his friend Hall"."""
    match = _QUALIFIED.match(flat, at, end)
    if not match:
        return None
    name = match["name"]
    last = name.split()[-1].lower()
    before = flat[at : match.start("name")].split()
    if (
        any(word in _STOPS or word in SAY_CORE or word in PRONOUNS or word.endswith("'s") for word in before)
        or is_plain(name.split()[0])
        or last in PERSON_NOUNS
        or last.endswith(("man", "woman", "'s"))
    ):
        return None
    start = match.start("name")
    while before and before[-1] in PARTICLES:
        start = flat.rindex(before.pop(), at, start)
    return Noun(Subject.NAME, flat[start : match.end()], start, match.end())


def _owner_of_voice(flat: str, noun: Noun, end: int) -> Noun:
    """Who speaks in "the voice of Mrs. Hall" and "his voice"; of anything else, the noun itself."""
    words = noun.text.split()
    if noun.kind is not Subject.NOUN or words[-1] not in VOICES:
        return noun
    if len(words) == 2 and words[0] in OWNERS:
        return Noun(Subject.PRONOUN, OWNERS[words[0]], noun.start, noun.end)
    if of := _OF.match(flat, noun.end, end):
        return read_subject(flat, of.end(), end) or noun
    return noun


def _is_ordinary(flat: str, first: re.Match[str]) -> bool:
    """Whether a capitalised word that may open a noun phrase is no name: a word of grammar, or one of the words that
    are mostly something else, where a sentence begins with it and nobody is said to say anything."""
    low = first.group().lower().rstrip(".")
    if low in FUNCTION_WORDS:
        # Amid a sentence even Ever has a capital.
        amid = first.group().istitle() and not opens_sentence(flat, first.start())
        return low in NEVER_NAMES or not amid
    return is_plain(low) and opens_sentence(flat, first.start()) and not _SAID_NEXT.match(flat, first.end())


def is_plain(word: str) -> bool:
    """Whether a word is mostly something else than a name: a month, a number, an exclamation."""
    low = word.lower().rstrip(".")
    return low in NOT_NAMES and low not in TITLES and low not in ("mr", "mrs", "ms", "miss", "dr", "sir", "madam")


def _read_described(flat: str, determiner: re.Match[str], end: int, speaks: bool) -> Noun | None:
    """Who is told by what they are, after a determiner: "the old woman", "the White Rabbit", "his uncle's clerk"."""
    at, small = determiner.start(), determiner.group().lower()
    words = _words_of_phrase(flat, determiner.end(), end)
    if not words:
        return None
    if words[0][0][0].isupper():
        if small == "that":
            return None  # "so that Jane laughed"
        if small in ("the", "this") and (named := _named_with_article(at, words)):
            return named
    if owner := _owner_of_its_voice(at, small, words):
        return owner
    last = _head(words)
    if last < 0 and speaks:
        last = _head_of_any(small, words)
    owned = any(word.endswith("'s") for word, _ in words[: last + 1])
    if last < 0 or (owned and small in ("a", "an")):
        return None
    return _phrase(flat, at, small, words[: last + 1], end if speaks else words[last][1])


def _phrase(flat: str, at: int, determiner: str, words: Sequence[tuple[str, int]], end: int) -> Noun:
    """The noun phrase of these words behind a determiner, with what tells where somebody is up to `end`."""
    kind = Subject.CROWD if words[-1][0].lower() in GROUP_NOUNS else Subject.NOUN
    place = _WHERE.match(flat, words[-1][1], end) if kind is Subject.NOUN else None
    stop = place.end() if place else words[-1][1]
    text = " ".join(flat[words[0][1] - len(words[0][0]) : stop].split())
    return Noun(kind, f"{_looked_up(determiner)} {text}", at, stop)


def _looked_up(determiner: str) -> str:
    """The determiner by which a description is looked up: "a cop" is "the cop" from then on."""
    return "the" if determiner in INDEFINITE - {"some"} else determiner


def _named_with_article(at: int, words: Sequence[tuple[str, int]]) -> Noun | None:
    """ "The White Rabbit": the words with a capital."""
    kept = [word for word in words if word[0][0].isupper() or word[0].startswith("of ")]
    text = " ".join(word for word, _ in kept)
    return None if text.endswith("'s") else Noun(Subject.NAME, "the " + text, at, kept[-1][1])


def _owner_of_its_voice(at: int, determiner: str, words: Sequence[tuple[str, int]]) -> Noun | None:
    """Jane in "the old Jane's voice", the lieutenant in "the lieutenant's voice"."""
    voice = next((index for index, (word, _) in enumerate(words) if index and word in VOICES), 0)
    owner = words[voice - 1][0] if voice else ""
    if not owner.endswith("'s"):
        return None
    if owner[0].isupper():
        return Noun(Subject.NAME, owner[:-2], at, words[voice][1])
    if owner[:-2] not in PERSON_NOUNS:
        return None
    text = " ".join([*(word for word, _ in words[: voice - 1]), owner[:-2]])
    return Noun(Subject.NOUN, f"{_looked_up(determiner)} {text}", at, words[voice][1])


def _words_of_phrase(flat: str, position: int, end: int) -> list[tuple[str, int]]:
    """The words of a noun phrase behind its determiner, each with its end; "of Coketown" is one."""
    words: list[tuple[str, int]] = []
    while len(words) < 6:
        gap = SPACES.match(flat, position, end)
        match = WORD.match(flat, gap.end(), end) if gap else None
        if not match:
            break
        low = match.group().lower()
        if low in _STOPS or (low in SAY and low not in PERSON_NOUNS) or (words and low.endswith("ly")):
            more = _OF_SOMETHING.match(flat, match.end(), end) if low == "of" and words else None
            if more and more["name"][0].isupper():
                words.append((flat[match.start() : more.end()], more.end()))
            break
        words.append((match.group(), match.end()))
        position = match.end()
    return words


def _head(words: list[tuple[str, int]]) -> int:
    """Which word of a phrase is the last that stands for people, behind all owners; −1 for none."""
    last = -1
    for index, (word, _) in enumerate(words):
        low = word.lower()
        if low.endswith("'s"):
            last = -1
        elif low in PERSON_NOUNS or low in GROUP_NOUNS or low.endswith(("man", "woman", "men")):
            last = index
    return last


def _head_of_any(determiner: str, words: Sequence[tuple[str, int]]) -> int:
    """The same for a short phrase that stands for somebody though its noun is none for people: "the foe"."""
    ties = determiner in ("the", "a", "an", *OWNERS, "our", "their")
    return len(words) - 1 if ties and len(words) <= 3 and words[-1][0].islower() else -1


def _read_owner(flat: str, at: int, end: int) -> Noun | None:
    """Whose eyes or hand do something in "Her eyes narrowed", "Jane's hand shook"; not in "Her mother said"."""
    match = _BELONGING.match(flat, at, end)
    if not match or {match["noun"], match["after"]} & _NEVER_PART or match["noun"] in FUNCTION_WORDS:
        return None
    owner = match["owner"]
    if pronoun := OWNERS.get(owner.lower()):
        return Noun(Subject.PRONOUN, pronoun, match.start("owner"), match.end("owner"))
    name = read_subject(flat, at, match.end("owner") - 2)
    return name if name and name.kind is Subject.NAME else None


def first_subject(flat: str, begin: int, end: int) -> Noun | None:
    """The subject that a sentence opens with, past "Then", "But", "At last," and clauses of up to some words."""
    at = begin
    if (opening := WORD.search(flat, begin, end)) and (owner := _read_owner(flat, opening.start(), end)):
        return owner
    for _ in range(8):
        match = WORD.search(flat, at, end)
        if not match:
            return None
        found = read_subject(flat, match.start(), end)
        if found:
            before = flat[begin : match.start()].lower().split()
            if before and before[-1] in ("to", "at", "of", "with", "by", "for", "from", "on", "in", "into", "like"):
                at = found.end
                continue
            if flat[found.end : found.end + 2] == "'s":
                return None
            return found
        at = match.end()
    return None
