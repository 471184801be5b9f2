"""How a line is said by the way its words are written: capitals, exclamation marks, stammering, written laughter."""

from __future__ import annotations

import re
from itertools import pairwise

from script.model import Delivery
from script.quotations.flat_text import SHORT_TITLES
from script.quotations.speech_words import word_set

_LAUGHS = re.compile(
    r"(?:^|[.!?…—–])\W*(?P<laugh>(?:ha+h?|ho|haw|hee|heh)(?:[\s,!.…—–-]+(?:ha+h?|ho|haw|hee|heh)\b)+|(?:ha){2,}h?|(?:he){3,})"
    r"(?=\W)",
    re.IGNORECASE,
)
_SOBS = re.compile(r"^\W*(?:boo-?hoo|wa+h(?:[\s,!-]+wa+h)*)\b", re.IGNORECASE)
_HUSHES = re.compile(r"^\W*(?:p+s+s*t+|s+h+|s-s+-?h+|sh-+h+[\w-]*)(?![\w'])", re.IGNORECASE)
_HAILS = re.compile(r"^\W*(?:ahoy|coo+-?ee+|yoo-?hoo|halloo+|hulloo+)\b|\bahoy\b(?=\W*$|, )", re.IGNORECASE)
_ALARMS = re.compile(
    r"^\W*(?:(?:help|murder|fire|thieves|police|stop thief|man overboard|all hands on deck|to arms|timber)"
    r"[\s!,.—–]*)+\W*$",
    re.IGNORECASE,
)
_TELLS = re.compile(r"[!—–-]|[A-Z][A-Z]|^\W*(?i:p?s+[ths]|ha|ho|he[eh]|wa|boo|coo|yoo|hul|ahoy)|(?i:ahoy)")
_STAMMERS = re.compile(r"(?<![\w'-])(?!y-y|n-n)(?P<first>[^\W\d_a])(?:-(?P=first))*-(?P=first)[^\W\d_]+", re.IGNORECASE)
_DASHES = re.compile(r"[—–]+|--+")
_LAST_WORD = re.compile(r"(?P<before>[^\w'\s]|\b\w+|^)\s*\b(?P<word>[\w']+)$")
_FIRST_WORD = re.compile(r" ?(?P<word>[\w']+)")
_FALTERED = word_set("i i'm i've we he she it you the my but what who they")
"""Words that are said twice by whoever falters."""
_BEFORE_FALTERING = word_set("and but if that because")
_CAPITALS = re.compile(r"(?<![\w'])[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
_SENTENCE = re.compile(rf"(?:(?:{SHORT_TITLES})\.|[^.!?…])*[.!?…]+[)\"'”’»]*|[^.!?…]+$")
_QUIET = re.compile(
    r"\b(?:hush|alas|good[ -]?(?:morning|night|evening|afternoon|day)|good-?bye?|farewell|amen|god bless|god rest"
    r"|rest in peace|poor|my (?:darling|precious|love|beloved|own|sweet)|dearest|heigh-?ho|ah me|woe|pray|sleep well"
    r"|sweet dreams|thank you)\b",
    re.IGNORECASE,
)
"""What is exclaimed in print and seldom with a raised voice."""
_INNER_QUOTE = re.compile(r"(?:^|[\s(—–])['‘\"]\w")
_ROMAN = re.compile(r"[IVXLC]+")
_VOWELS = frozenset("AEIOUY")
_MOST_WORDS = 40
"""Words that somebody exclaims at most, or that a laugh amid them tells of."""


def is_bare(words: str) -> bool:
    """Whether nothing in the way a line is written can tell how it is said; quick."""
    return _TELLS.search(words) is None


def written_manner(words: str) -> Delivery | None:
    """What the way a line is written surely tells, or None."""
    if _HUSHES.search(words):
        return Delivery.WHISPER
    if _SOBS.search(words):
        return Delivery.SOB
    if (laugh := _LAUGHS.search(words)) and (laugh.start() == 0 or len(words.split()) <= _MOST_WORDS):
        return Delivery.LAUGH
    if ("!" in words and _ALARMS.search(words)) or _in_capitals(words):
        return Delivery.SHOUT
    if _HAILS.search(words):
        return Delivery.CALL
    return Delivery.TREMBLE if _stammers(words) else None


def _stammers(words: str) -> bool:
    """Whether somebody stammers: "d-don't", or "I—I" where the line begins, or more than once."""
    parts = words.split("-")
    repeated = any(one[-1:].lower() == other[:1].lower() for one, other in pairwise(parts))
    if repeated and any(match[0].lower().strip("hm-") for match in _STAMMERS.finditer(words)):
        return True
    faltering = [opens for opens in map(_falters, pairwise(_DASHES.split(words))) if opens is not None]
    return len(faltering) > 1 or any(faltering)


def _falters(sides: tuple[str, str]) -> bool | None:
    """Whether a word is said again behind a dash, not at the end of a clause: None if it isn't, True at the very
    beginning."""
    last, first = _LAST_WORD.search(sides[0]), _FIRST_WORD.match(sides[1])
    if last is None or first is None:
        return None
    word, before = last["word"].lower(), last["before"].lower()
    if word not in _FALTERED or first["word"].lower() != word:
        return None
    if before.isalnum() and before not in _BEFORE_FALTERING:
        return None
    return not sides[0][: last.start("word")].strip()


def _in_capitals(words: str) -> bool:
    """Whether most of a line, or an exclaimed sentence of it, stands in capitals that are no acronym, no numeral and no
    single word of stress. Without an exclamation mark they are what a sign says, or a voice like one."""
    if "!" not in words:
        return False
    every = _CAPITALS.findall(words)
    loud = [word for word in every if word.isupper() and not _ROMAN.fullmatch(word) and _VOWELS & set(word)]
    if not loud:
        return False
    if any(_is_loud(match[0]) for match in _SENTENCE.finditer(words)):
        return True
    share = sum(map(len, loud)) / sum(map(len, every))
    return share >= 0.6 if len(loud) > 1 else share > 0.9


def _is_loud(sentence: str) -> bool:
    """Whether a sentence of several words is in capitals throughout, and exclaimed."""
    return "!" in sentence and sentence.upper() == sentence and len(_CAPITALS.findall(sentence)) > 1


def exclaims(words: str) -> bool:
    """Whether the exclamation marks of a line tell that it is said with a raised voice: the last sentence has one, and
    no more words are said calmly than exclaimed. Questions count as neither."""
    if "!" not in words:
        return False
    loud = calm = 0
    last = False
    for match in _SENTENCE.finditer(words):
        sentence = match[0]
        if not any(map(str.isalnum, sentence)):
            last = last or "!" in sentence
            continue
        last = "!" in sentence and not _QUIET.search(sentence) and not _ends_in_citation(sentence)
        size = len(sentence.split())
        loud += size if last else 0
        calm += size if not last and "?" not in sentence else 0
    return last and loud >= calm and loud <= _MOST_WORDS


def _ends_in_citation(sentence: str) -> bool:
    """Whether an exclamation mark belongs to what is quoted within."""
    return sentence.endswith("!'") and _INNER_QUOTE.search(sentence) is not None
