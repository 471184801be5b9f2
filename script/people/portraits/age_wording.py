"""How old words make somebody: "ten years old", "a girl of twelve", "in her eighties", "white-haired"."""

from __future__ import annotations

import re

from script.model import Age
from script.people.portraits.portrait_signs import Signs
from script.quotations.speech_words import CHILD_NOUNS, OLD_WORDS, word_set
from script.quotations.tags.noun_phrases import head_noun

_CHILD_UNTIL, _OLD_FROM = 14, 60
"""Years: when a voice breaks, and when one sounds old."""
_YEARS = 4.0
"""What a number of years weighs: nothing says it more plainly."""
_SAID, _MODEST = 2.0, 1.0

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _tens(word: str) -> str:
    return word.replace("y", "ies")


_VALUES = {
    **{word: number for number, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{_tens(word): 10 * number for number, word in enumerate(_TENS, start=2)},
    "hundred": 100,
}
NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join([*_TEENS, *_ONES])}|a hundred|\d{{1,3}})"
"""A pattern for a number of years."""
_ABOUT = (
    r"(?:(?:only|just|nearly|about|almost|some|barely|scarcely|hardly|over|past|under|maybe|perhaps|now|then|already|"
    r"still|well|rising|turned|not (?:yet|quite)|no more than|(?:going|getting) on(?: for)?|close (?:on|to)) +)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_GOES_ON = (
    r"(?=[,.;:!?)—\"”’]|$| (?:and|when|with|or|but|that|last|this|next|now|then|already|today|if)\b"
    rf"| in (?:{_MONTHS})\b)"
)
"""What stands behind a number of years, and never behind "ten minutes"."""
_OLD_AT = r" +years?(?:[ -](?:old|of age))?"
_TENS_OF_OLD = r"(?:sixty|seventy|eighty|ninety)(?:-\w+)?"
_YEARS_BEHIND = re.compile(
    rf"(?:,? \(?aged?|(?:,? \(?who)?(?: was| is| am|'m|'s| turned| looked| seemed| ha[sd] (?:(?:only|just) )?turned)|"
    rf",? being| of| would soon be) +{_ABOUT}{{0,2}}(?P<years>{NUMBER})(?:{_OLD_AT})?{_GOES_ON}|"
    rf",? \(?(?:who )?at (?P<high>{_TENS_OF_OLD})(?:{_GOES_ON}|(?<=who at )| (?:was|had|could)\b)|"
    # Beside a name: ", now eighty,", ", nine years old,", " (9)", ", nine,"; never a list of numbers.
    rf",? \(?{_ABOUT}{{1,2}}(?P<about>{NUMBER})(?:{_OLD_AT})?(?=[,.;!?)—])|"
    rf", (?P<day>{NUMBER}) if (?:(?:he|she) was )?a day\b|"
    rf",? \(?{_ABOUT}{{0,2}}(?P<full>{NUMBER}) +years?[ -](?:old|of age)\b|"
    rf" \((?P<bracketed>{NUMBER})\)|, (?P<bare>{NUMBER}),(?! (?:and )?{NUMBER}\b)",
    re.IGNORECASE,
)
_YEARS_BEFORE = re.compile(
    rf"(?:\b(?P<years>{NUMBER})[ -]years?[ -](?:old|of age),?|"
    rf"\baged (?P<aged>{NUMBER}),|\bat (?P<high>{_TENS_OF_OLD}),)"
    r" *$",
    re.IGNORECASE,
)
_YEARS_WITHIN = re.compile(rf"\b(?P<years>{NUMBER})[ -]years?[ -]old\b")
_DECADE = re.compile(
    r"[^.!?;\"“”]{0,80}?\bin (?:his|her|their|my) (?:(?:early|late|middle|mid)[ -])?"
    rf"(?P<years>{'|'.join(_tens(word) for word in _TENS)})\b"
)

_LITTLE = word_set("little small tiny wee baby")
_YOUNG_ONES = CHILD_NOUNS | word_set(
    """schoolgirl schoolboy lassie maid maiden toddler urchin tot orphan grandson granddaughter grandchild kiddie brat
    imp"""
)
_BOY_OR_GIRL = {
    **dict.fromkeys(word_set("boy kid pupil youngster lad"), 0.8),
    **dict.fromkeys(word_set("girl lass lassie maid maiden filly colt"), 0.1),
}
"""Nouns of a child as well as of a grown-up, and what they weigh."""
_GROWN_NOUNS = word_set(
    """man woman gentleman lady wife husband widow widower mother father aunt uncle bachelor spinster parent landlord
    landlady housekeeper governess butler banker lawyer doctor clerk soldier officer lord duke king queen priest nun
    vicar professor teacher bride bridegroom matron dame host hostess policeman detective inspector sheriff mr mrs
    dr captain colonel major sir madam monsieur madame herr frau lieutenant sergeant"""
)
_OLD_NOUNS = word_set(
    """grandmother grandfather grandma grandpa granny grandad granddad gran gramps grandmamma grandpapa crone patriarch
    greybeard graybeard hag pensioner octogenarian septuagenarian centenarian great-grandmother great-grandfather
    great-aunt great-uncle old-timer"""
)
_OLD_LOOKS = OLD_WORDS | word_set(
    """gray-haired silver-haired white-bearded grey-bearded gray-bearded white-headed grey-headed hoary wizened
    toothless venerable decrepit doddering octogenarian"""
)
_GROWN_LOOKS = word_set("middle-aged bearded grown grown-up moustached mustached married")
_AROUND = 0.3
"""What weighs what somebody has to do with: a prior, which counts where much of a book says the same."""
_CHILDS_THINGS = word_set(
    """doll dolls toy toys nursery bedtime pinafore playground homework lessons nanny governess schoolroom satchel
    classroom playtime recess grown-up grown-ups mummy daddy mommy tantrum marbles lollipop storybook"""
)
_GROWN_UPS_THINGS = word_set(
    """married marriage marry engaged engagement wedding lover lovers mistress flirtation proposal divorced
    cigar cigars cigarette cigarettes whisky whiskey brandy wine beer office salary mortgage regiment razor pregnant"""
)
_CHILDREN = re.compile(
    r"\b(?:children|boys|girls|child|little (?:boy|girl)|schoolroom|nursery|playground|classroom)\b", re.IGNORECASE
)
_GROWN_UPS = re.compile(r"\b(?:m[ae]n|wom[ae]n|gentlem[ae]n|lady|ladies|sir|mrs?)\b", re.IGNORECASE)
_FEW, _NEARLY = 10, 0.9
_WORD = re.compile(r"[a-z][a-z-]+")


def age_of_surroundings(words: str) -> Signs:
    """What the things tell that stand behind a mention: a doll, an office."""
    found = set(_WORD.findall(words.lower()))
    child, adult = len(found & _CHILDS_THINGS), len(found & _GROWN_UPS_THINGS)
    return {Age.CHILD: _AROUND * child, Age.ADULT: _AROUND * adult} if child or adult else {}


def is_of_children(flat: str) -> bool:
    """Whether a book is about children: it speaks of "the children" nearly as often as of men and women."""
    children, grown_ups = (sum(1 for _ in words.finditer(flat)) for words in (_CHILDREN, _GROWN_UPS))
    return children >= _FEW and children >= _NEARLY * grown_ups


def years_behind(flat: str, end: int, stop: int) -> Signs:
    """What years tell behind a mention, a pronoun or a noun which ends at `end`: ", aged nine,", " was twelve years
    old", " of ten", " was a man in his sixties"."""
    match = _YEARS_BEHIND.match(flat, end, stop) or _DECADE.match(flat, end, stop)
    return of_years(next(filter(None, match.groups()))) if match else {}


def years_before(flat: str, start: int) -> Signs:
    """What years tell that stand before a mention: "ten-year-old Tom", "Aged nine, Tom"."""
    match = _YEARS_BEFORE.search(flat, max(0, start - 30), start)
    return of_years(next(filter(None, match.groups()))) if match else {}


def of_years(years: str) -> Signs:
    """What a number of years tells: "nine", "sixty-three", "9", "eighties"; nothing where nobody is that old."""
    number = _number(years.lower())
    age = Age.CHILD if number < _CHILD_UNTIL else Age.OLD if number >= _OLD_FROM else Age.ADULT
    return {age: _YEARS} if 2 <= number <= 120 else {}


def age_of_phrase(phrase: str) -> Signs:
    """What a noun and its adjectives tell: "the little girl", "an old soldier", "a nine-year-old"."""
    words = phrase.lower().split()
    if years := _YEARS_WITHIN.search(phrase.lower()):
        return of_years(years["years"])
    noun = head_noun(phrase)
    if noun in _OLD_NOUNS or any(word in _OLD_LOOKS for word in words):
        return {Age.OLD: _SAID}
    little, young = not _LITTLE.isdisjoint(words), "young" in words
    if noun in _YOUNG_ONES:
        return {} if young else {Age.CHILD: _SAID if little or noun not in _BOY_OR_GIRL else _BOY_OR_GIRL[noun]}
    if noun in _GROWN_NOUNS or not _GROWN_LOOKS.isdisjoint(words):
        return {Age.ADULT: _MODEST if not little else _MODEST / 2}
    return {}


def _number(years: str) -> int:
    """The number that words or figures stand for: "ten", "sixty-three", "eighties"."""
    if years.isdecimal():
        return int(years)
    return sum(_VALUES.get(word, 0) for word in re.split(r"[ -]", years))
