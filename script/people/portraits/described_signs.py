"""What phrases beside a mention tell of somebody: "her brother Tom", "Tom was a boy of ten", "Tom's wife"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from script.model import Age, Gender
from script.people.names.name_forms import SERVING, title_gender
from script.people.portraits.age_wording import NUMBER, age_of_phrase, of_years, years_before, years_behind
from script.people.portraits.portrait_signs import Signs
from script.quotations.speech_words import (
    FEMALE_NOUNS,
    GIVEN_GENDER,
    MALE_NOUNS,
    NEUTRAL_NOUNS,
    PERSON_NOUNS,
    TITLES,
    gender_of_noun,
    word_set,
)
from script.quotations.tags.noun_phrases import DETERMINERS, PREPOSITIONS

_TITLE, _NAMED, _TOLD = 30.0, 6.0, 2.0
"""What a title weighs, a noun in somebody's very name, and one that stands beside it."""
_CALLING = 0.6
"""What a calling weighs that most who have it in books are of one gender in: it tells nothing by itself."""
_CALLED = 3.0
"""What a calling weighs in a name whose word is a woman's or a man's as a rule: a nurse may be he."""
_CALLINGS = word_set(
    """nurse soldier sailor farmer miller blacksmith porter driver gardener innkeeper hunter waiter captain colonel
    major general admiral lieutenant sergeant constable"""
)
_GROWN_TITLES = TITLES - word_set("miss master young little king queen prince princess sister brother")
_MOSTLY_MEN = SERVING | word_set(
    """doctor surgeon lawyer attorney judge magistrate merchant thief robber pirate guard sentry inspector detective
    professor master sheriff cowboy rancher foreman chief president mayor governor minister pilot engineer mechanic
    carpenter tailor cobbler baker butcher grocer barber undertaker hunter executioner jailer banker broker"""
)
_MOSTLY_WOMEN = word_set("nursery-maid typist receptionist librarian secretary dancer dressmaker milliner midwife")
_OWNED = r"(?:his|her|my|our|your|their|the|an?|that|this|[\w-]+'s)"
_BEFORE = re.compile(
    rf"(?:^|\b)(?P<owner>{_OWNED}) +(?P<phrase>(?:(?!and\b|or\b)[a-z][a-z'-]*,? +){{0,3}}?[a-z-]+)"
    rf"(?: (?:of|aged) (?P<years>{NUMBER}))?(?:,? (?:called|named)|,)?(?: (?-i:[A-Z][a-z]+)){{0,2}} *$",
    re.IGNORECASE,
)
_BESIDE = 50
"""Characters before a mention in which a noun may tell of it."""
_APPOSED = re.compile(rf",? \(?(?:who (?:was|is) )?{_OWNED} +(?P<phrase>[a-z0-9][a-z0-9' -]+)")
_IS = re.compile(
    r"'?(?: +(?:was|is|am|became|looked|seemed)|'m|'s)(?: (?:only|just|quite|still|but|such|rather|indeed|like))?"
    r" (?:an?|the) (?P<phrase>[a-z0-9][a-z0-9' -]+)"
)
_IS_OLD = re.compile(
    r"(?:,? \(?who)? (?:was|is|looked|am|was growing|had grown)(?: (?:very|quite|so|too|really))* (?:old|aged|elderly)"
    r"(?=[,.;!?]| and )"
)
_PAST = re.compile(r"\b(?:when|if|wish|since|before|until|till|like|than|think|thought|ever) +$", re.IGNORECASE)
_OF_ADJECTIVE: dict[str, Signs] = {
    "little": {Age.CHILD: 1.0},
    "baby": {Age.CHILD: 1.0},
    "master": {Age.CHILD: 1.0, Gender.MALE: _TOLD},
    "old": {Age.OLD: 1.0},
}
_ADJECTIVE = re.compile(rf"\b(?P<the>the )?(?P<word>{'|'.join(_OF_ADJECTIVE)}) $", re.IGNORECASE)
_BY_OWNED: tuple[tuple[str, Signs], ...] = (
    ("wife widow bride fiancée girlfriend", {Gender.MALE: _TOLD, Age.ADULT: 1.0}),
    ("husband fiancé boyfriend", {Gender.FEMALE: _TOLD, Age.ADULT: 1.0}),
    ("beard moustache mustache", {Gender.MALE: _TOLD, Age.ADULT: _TOLD}),
    ("skirt skirts gown petticoat petticoats", {Gender.FEMALE: _TOLD}),
    ("grandson granddaughter grandchild grandchildren", {Age.OLD: _TOLD}),
)
_OF_OWNER = {noun: signs for nouns, signs in _BY_OWNED for noun in nouns.split()}
"""What kin and belongings tell of whose they are."""
_OWNS = re.compile(rf"(?:'s|') (?:[a-z]+ )?(?P<noun>{'|'.join(_OF_OWNER)})\b")
_KNOWN = (
    PERSON_NOUNS
    | FEMALE_NOUNS
    | MALE_NOUNS
    | NEUTRAL_NOUNS
    | _MOSTLY_MEN
    | _MOSTLY_WOMEN
    | word_set("bachelor grandson granddaughter grandchild schoolgirl schoolboy toddler orphan")
)


def signs_of_name(name: str) -> Signs:
    """What a name itself tells: its titles, and the nouns of "the old boatman" and "the White Queen"."""
    words = [word for word in name.replace("’", "'").lower().replace(".", "").split() if word]
    owner = max((index + 1 for index, word in enumerate(words) if word.endswith("'s")), default=0)
    words = words[owner:]
    if not words:
        return {}
    signs: dict[Gender | Age, float] = {}
    cut = next((index for index, word in enumerate(words) if index and word in PREPOSITIONS), len(words))
    titled = [word for word in words[:cut][:-1] if word in TITLES]
    for title in titled:
        if gender := title_gender(title):
            signs[gender] = _TITLE
    if any(title in _GROWN_TITLES for title in titled):
        signs[Age.ADULT] = _TOLD
    noun = words[cut - 1]
    gender = gender_of_noun(noun) or title_gender(noun)
    if gender and not titled and noun not in GIVEN_GENDER:
        signs[gender] = signs.get(gender, 0.0) + (_CALLED if noun in _CALLINGS else _NAMED)
    for weight, gender in (
        (_CALLING * (noun in _MOSTLY_MEN), Gender.MALE),
        (_CALLING * (noun in _MOSTLY_WOMEN), Gender.FEMALE),
    ):
        signs[gender] = signs.get(gender, 0.0) + weight
    for age, weight in age_of_phrase(" ".join(words[:cut])).items():
        # Whom the book never calls anything but "the girl" is one.
        signs[age] = signs.get(age, 0.0) + 2 * max(weight, 1.0)
    return signs


def gender_of_given(name: str) -> Gender | None:
    """The gender that the given name tells in "Tom Hale" or "Tom"; None in "Mrs Tom Hale", in "Hale", in "the rose"."""
    words = name.lower().split()
    return None if words[0] in TITLES | DETERMINERS else GIVEN_GENDER.get(words[0])


def signs_of_phrase(words: str) -> Signs:
    """What "a tall old man with a stick" tells: of the words up to the person's noun. Nothing where there is none."""
    phrase = person_phrase(words)
    if not phrase:
        return {}
    signs: dict[Gender | Age, float] = dict(age_of_phrase(phrase))
    if gender := next(filter(None, (gender_of_noun(word) for word in reversed(phrase.split()[-2:]))), None):
        signs[gender] = _TOLD
    return signs


def person_phrase(words: str) -> str:
    """The words up to the noun for a person: "tall old man" of "tall old man with a stick"; nothing without one."""
    taken = words.split()[:6]
    cut = next(
        (index for index, word in enumerate(taken) if index and word in PREPOSITIONS | {"and", "who", "or"}), len(taken)
    )
    last = max(
        (index for index, word in enumerate(taken[:cut]) if word in _KNOWN or word.endswith("-year-old")), default=-1
    )
    # "a child's hand" and "a man servant": the noun is the last one, and nobody's.
    return " ".join(taken[: last + 1]) if last >= 0 and last >= cut - 1 else ""


def signs_before(flat: str, start: int, *, quoted: bool) -> Iterator[Signs]:
    """What stands before a mention: "her brother Tom", "little Tom", "ten-year-old Tom".

    Behind a comma speech calls somebody, which is no sign of whom is called; "your brother, Tom" signs a letter.
    """
    before = flat[max(0, start - _BESIDE) : start]
    yield years_before(flat, start)
    if adjective := _ADJECTIVE.search(before):
        # "Good old Tom" of speech and "the old Tom" of narration may be young.
        fondly = adjective["word"].lower() == "old" and (quoted or adjective["the"] is not None)
        yield {} if fondly else _OF_ADJECTIVE[adjective["word"].lower()]
    phrase = _BEFORE.search(before)
    signed = phrase is not None and phrase["owner"].lower() == "your"
    if phrase is not None and (signed or not (quoted and before.rstrip().endswith(","))):
        words = " ".join(phrase["phrase"].lower().split())
        # "The young mother of Tom" is somebody else.
        if person_phrase(words) == words:
            yield signs_of_phrase(words)
            yield of_years(phrase["years"]) if phrase["years"] else {}


def is_past(flat: str, at: int) -> bool:
    """Whether what is said of somebody at an offset isn't said of now: "when he was four", "if she were a man"."""
    return _PAST.search(flat, max(0, at - 12), at) is not None


def signs_behind(flat: str, end: int, stop: int) -> Iterator[Signs]:
    """What stands behind a mention, a pronoun or a noun that ends at `end`, up to `stop`.

    That is ", the banker's wife", " was a boy of ten", ", aged nine", "'s husband".
    """
    if owned := _OWNS.match(flat, end - 2 if flat[end - 2 : end] == "'s" else end, stop):
        yield _OF_OWNER[owned["noun"]]
        return
    yield years_behind(flat, end, stop)
    for pattern in (_APPOSED, _IS):
        if phrase := pattern.match(flat, end, stop):
            yield signs_of_phrase(phrase["phrase"])
            yield years_behind(flat, phrase.start("phrase") + len(person_phrase(phrase["phrase"])), stop)
    if _IS_OLD.match(flat, end, stop):
        yield {Age.OLD: _TOLD}
