"""How a line is said by the way its words are written: capitals, exclamation marks, stammering, written laughter."""

from __future__ import annotations

import re

from script.model import Delivery
from script.quotations.flat_text import SHORT_TITLES

_LETTERS = r"[^\W\d_]"
_LAUGHS = re.compile(
    r"(?:^|[.!?…—–]\W*)\W*(?P<laugh>(?:ha+h?|ho|haw|hee|heh|tee)(?:[\s,!.…—–-]+(?:ha+h?|ho|haw|hee|heh)\b)+|(?:ha){2,}h?|(?:he){3,})"
    r"(?=\W)",
    re.IGNORECASE,
)
_SOBS = re.compile(r"^\W*(?:boo-?hoo|wa+h(?:[\s,!-]+wa+h)*)\b", re.IGNORECASE)
_HUSHES = re.compile(r"^\W*(?:p+s+s*t+|s+h+|s-s+-?h+|sh-+h+[\w-]*)(?![\w'])", re.IGNORECASE)
_HAILS = re.compile(r"(?:^\W*(?:ahoy|coo+-?ee+|yoo-?hoo|halloo+|hulloo+)\b|\bahoy\b\W*$|\bahoy, )", re.IGNORECASE)
_ALARMS = re.compile(
    r"^\W*(?:(?:help|murder|fire|thieves|police|stop thief|man overboard|all hands on deck|to arms|timber)[\s!,.—–]*)+\W*$",
    re.IGNORECASE,
)
_STAMMERS = re.compile(
    rf"(?<![\w'-])(?!(?:y-y|n-n))(?P<first>[^\W\d_aA])(?:-(?P=first))*-(?P=first){_LETTERS}+", re.IGNORECASE
)
_FALTERS = re.compile(
    r"(?P<before>^|[.!?,;…—–] ?|\b(?:and|but|if|that|because) )(?P<word>I|I'm|I've|we|he|she|it|you|the|my|but|what|who|they)"
    r"(?:[—–]+|--+) ?(?P=word)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<![\w'])[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
_SENTENCE = re.compile(rf"(?:(?:{SHORT_TITLES})\.|[^.!?…])*[.!?…]+[)\"'”’»]*|[^.!?…]+$")
_NO_WORDS = re.compile(r"[^\w]+")
_QUIET = re.compile(
    r"\b(?:hush|alas|good[ -]?(?:morning|night|evening|afternoon|day)|good-?by[e]?|farewell|amen|god bless|god rest|rest in peace|poor"
    r"|my (?:darling|precious|love|beloved|own|sweet)|dearest|heigh-?ho|ah me|woe|pray|sleep well|sweet dreams|thank you)\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLC]+")
_VOWELS = frozenset("AEIOUY")
_MOST_WORDS = 45


def is_bare(words: str) -> bool:
    """Whether a line's words alone tell nothing; quick."""
    return (
        "!" not in words
        and "-" not in words
        and "—" not in words
        and "–" not in words
        and words[1:].lower() == words[1:]
    )


def written_manner(words: str) -> Delivery | None:
    """What the way a line is written surely tells, or None."""
    if _HUSHES.search(words):
        return Delivery.WHISPER
    if _SOBS.search(words):
        return Delivery.SOB
    if _laughs(words):
        return Delivery.LAUGH
    if "!" in words and _ALARMS.search(words):
        return Delivery.SHOUT
    if _in_capitals(words):
        return Delivery.SHOUT
    if _HAILS.search(words):
        return Delivery.CALL
    if _stammers(words):
        return Delivery.TREMBLE
    return None


def _laughs(words: str) -> bool:
    match = _LAUGHS.search(words)
    return match is not None and not _NO_WORDS.sub("", match["laugh"]).lower().startswith(("hoha", "tee"))


def _stammers(words: str) -> bool:
    """Whether somebody stammers: "d-don't", or "I—I" where the line begins, or more than once."""
    letters = [m for m in _STAMMERS.finditer(words) if m[0].lower().replace("-", "").strip("hm")]
    falters = list(_FALTERS.finditer(words))
    return bool(letters) or len(falters) > 1 or any(match.start() == 0 for match in falters)


def _in_capitals(words: str) -> bool:
    """Whether most of a line stands in capitals that are no acronym, no numeral and no single word of stress."""
    if words.upper() != words and "!" not in words:
        return False
    every = [word for word in _CAPITALS.findall(words)]
    loud = [
        word
        for word in every
        if word.isupper() and not _ROMAN.fullmatch(word) and len(word) > 1 and _VOWELS & set(word)
    ]
    if not loud:
        return False
    share = sum(map(len, loud)) / max(1, sum(map(len, every)))
    if any(_is_loud(match[0]) for match in _SENTENCE.finditer(words)):
        return True
    if len(loud) == 1:
        return share > 0.9 and "!" in words and len(loud[0]) > 1
    return share >= 0.6


def _is_loud(sentence: str) -> bool:
    """Whether a sentence of several words is in capitals throughout, and exclaimed."""
    return "!" in sentence and sentence.upper() == sentence and len(_CAPITALS.findall(sentence)) > 1


def exclaims(words: str) -> bool:
    """Whether the exclamation marks of a line tell that it is said with a raised voice."""
    if "!" not in words:
        return False
    loud = calm = 0
    last = False
    for match in _SENTENCE.finditer(words):
        size = len(match[0].split())
        if not any(map(str.isalnum, match[0])):
            last = last or "!" in match[0]
            continue
        last = "!" in match[0] and not _QUIET.search(match[0]) and not _ends_in_citation(match[0])
        loud += size if last else 0
        calm += size if not last and "?" not in match[0] else 0
    return last and loud >= calm and loud <= _MOST_WORDS


def _ends_in_citation(sentence: str) -> bool:
    """Whether an exclamation mark belongs to what is quoted within."""
    inner = sentence.rstrip('"”»')
    return (
        inner.endswith(("!'", "!’"))
        and len(inner.rstrip("!'’")) > 0
        and bool(re.search(r"(?:^|[\s(—–])['‘“\"]\w", inner[1:]))
    )
