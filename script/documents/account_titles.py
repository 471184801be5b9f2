"""Titles of journals, letters and statements: "Jonathan Harker's Journal", "Letter from Lucy to Mina", "Danny (2)"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from script.quotations.flat_text import CAP, NAME, name_key
from script.quotations.speech_words import word_set
from script.text.headings import read_heading

_OF_PERSON = "journal|diary|log|log-?book|notebook|note-?books?|blog|memorandum|memorandums?|notes?|papers|memoirs?"
_TOLD = "narrative|story|statement|account|testimony|deposition|confession|report|recollections|tale|evidence"
_SENT = "letters?|telegrams?|wire|cable|note|postcard|e-?mail|message|missive|epistle|dispatch|despatch"
_VIEW = "pov|p\\.o\\.v\\.|point of view|perspective|side"
_WHO = rf"(?P<name>(?:[Tt]he )?{NAME}|[Tt]he [a-z]+)"
_AFTER = r"(?:[ ,.:;(\[—–-].*)?"
_MADE = (
    r"(?:(?:left|written|sent|kept|told|contributed|related|begun|continued|resumed|narrated|concluded|taken up"
    r"|dictated|completed|finished|commenced|made|given|set down) +)?"
)
_OWNED = re.compile(
    rf"(?i:from +|extracts? +from +)?{_WHO}'s? +(?:[\w'-]+ +){{0,2}}?(?i:(?P<own>{_OF_PERSON})|(?P<told>{_TOLD})"
    rf"|(?P<sent>{_SENT})|(?P<view>{_VIEW}))(?P<rest>{_AFTER})"
)
_FROM = re.compile(
    rf"(?i:(?:an? +|the +|extracts? +from +|from +)*(?:[\w'-]+ +){{0,2}}?(?:(?P<own>{_OF_PERSON})|(?P<told>{_TOLD})"
    rf"|(?P<sent>{_SENT}))) *(?:(?i:(?:\w+ +)?{_MADE}(?P<by>from|by|of)) +|[,:.—–-]+ *){_WHO}(?P<rest>{_AFTER})"
)
_BY = re.compile(
    rf"(?i:\W*(?:contributed|written|told|related|narrated|kept|communicated) +by) +{_WHO}(?P<rest>{_AFTER})"
)
_TO = re.compile(
    rf"(?:(?i:from) +)?(?P<name>{NAME})[,.]? +(?:to|TO|To) +(?:the |his |her |THE )?(?:{CAP})(?P<rest>{_AFTER})"
)
_AGAIN = re.compile(
    r"(?i:\W*(?:(?:the|from the|to the) same(?: to .*|,? continued|,? in continuation)?|continued|in continuation"
    r"|to be continued|cont'?d)\W*)"
)
_GOES_ON = re.compile(rf"(?P<name>{NAME}),? +(?i:in continuation|\(?continued)\W*")
_NOBODYS = re.compile(
    r"\W*(?:(?i:(?:(?:newspaper )?(?:cutting|clipping|extract) (?:from|out of)|log of the) .*"
    r"|editor's note\W*|note by the editor\W*|transcript\W*)"
    r"|(?i:from )?(?:[Tt]he )?['\"“‘]?(?:[A-Z][\w']+ ){1,3}(?:Gazette|Times|Herald|Chronicle|Courier|Tribune|Telegraph"
    r"|Advertiser|Observer|Examiner|Packet|Post)(?:\W[^.!?]*)?\W*)"
)
DATE = re.compile(
    r"(?i:\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{1,2}[./-]\d|day \w+\b|(?:1[5-9]|20)\d\d\b"
    r"|midnight|noon|morning|evening|night|later|same day|next day).*)"
)
_NAME_ALONE = re.compile(
    rf"(?P<name>{NAME})(?:,? *[(\[]?(?:\d+|[IVXL]+|again)[)\]]?|,? *[—–:(\[-]+ *(?P<where>[^—–:]+?)[)\]]?"
    r"|[,.] +(?P<when>.+))?"
)
"""A name that heads what its bearer tells: "Danny", "Danny (2)", "Danny, again", "Danny — Tuesday", "Danny, 4 May"."""
_WHERE = 5
"""Words of the place or the day behind such a name."""
_CLOCK = re.compile(
    r"\W*\d{1,2}(?:[:.]\d\d)?(?: *[ap]\.?m\.?| o'clock)?\W*|\W*(?:one|two|three|four|five|six|seven|eight"
    r"|nine|ten|\d+) (?:hours?|days?|weeks?|months?|years?) (?:later|earlier|before|ago)\W*",
    re.IGNORECASE,
)
_AFTER_TITLE = word_set(
    """to from of for on at in by and as with no continued cont'd concluded resumed begun kept written sent dated found
    enclosed addressed dictated taken left given read told received translated being which delivered"""
)
"""How a title goes on behind a name, in small letters."""
_NAME_WORDS = 3


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says. `teller` is None where it names nobody; `sure`: its words alone make it one; `same`: whoever
    told the account before; `letter`: it ends with its signature; `bare`: it is a name, with
    a day, a place or a number at most."""

    at: int
    words: str
    teller: str | None
    written: bool = True
    sure: bool = True
    same: bool = False
    letter: bool = False
    numbered: bool = False
    heading: bool = True
    bare: bool = False


def plain_words(text: str) -> str:
    """A line's words, without marks of emphasis around them and what nobody sees (word joiners, soft hyphens)."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(seen.split()).strip("_*~ []")


def read_title(text: str, at: int, heading: bool) -> Title | None:
    """What a heading, or a line of its own, says as a title; None where it is none. `at`: its paragraph."""
    keyed = read_heading(text) if heading else None
    numbered = keyed is not None and keyed.number > 0
    letter = keyed is not None and keyed.family == "letter"
    body = _cased(plain_words(keyed.title) if keyed else text.rstrip(".:"))
    if keyed and not body:
        return Title(at, text, None, letter=True, sure=False, numbered=True) if letter else None
    if _AGAIN.fullmatch(body):
        return Title(at, text, None, same=True, letter=letter, numbered=numbered, heading=heading)
    for pattern in (_OWNED, _FROM, _BY, *((_GOES_ON,) if heading or "," in body else ())):
        match = pattern.fullmatch(body)
        if match and (title := _from_match(match, body, at, heading)):
            return replace(title, numbered=numbered, words=text, letter=title.letter or letter)
    if (match := _TO.fullmatch(body)) and (name := _name(match["name"])) and not _prose(match["rest"]):
        return Title(at, text, name, sure=letter, letter=True, numbered=numbered, heading=heading)
    if _NOBODYS.fullmatch(body):
        return Title(at, text, "", numbered=numbered, heading=heading, letter=True)
    if name := _name_alone(body, heading):
        return Title(at, text, name, letter, sure=False, letter=letter, numbered=numbered, heading=heading, bare=True)
    return None


def _name_alone(body: str, heading: bool) -> str:
    """The name that a title consists of, beside a day, a place or a number."""
    match = _NAME_ALONE.fullmatch(body)
    if not match or len(match["name"].split()) > _NAME_WORDS or (not heading and body[-1] in ".!?,;:"):
        return ""
    when, where = match["when"], match["where"]
    if when is not None and not (DATE.fullmatch(when) or _CLOCK.fullmatch(when)):
        return ""
    return _name(match["name"]) if where is None or len(where.split()) <= _WHERE else ""


def _from_match(match: re.Match[str], body: str, at: int, heading: bool) -> Title | None:
    groups = match.groupdict()
    name = _name(match["name"])
    rest = groups.get("rest") or ""
    if not name or (not heading and _prose(rest)):
        return None
    of = groups.get("by") == "of"
    if of and (groups.get("sent") or name.startswith(("the ", "The "))):
        return None
    written = not (groups.get("told") or groups.get("view"))
    return Title(at, body, name, written=written, letter=bool(groups.get("sent")), heading=heading)


def _prose(rest: str) -> bool:
    """Whether what follows the name goes on as a sentence does."""
    words = re.findall(r"[\w'.]+", rest)
    if words and words[0].islower() and words[0] not in _AFTER_TITLE:
        return True
    return len(words) > 9 or any(word in ("was", "is", "had", "were", "lay", "came", "has", "said") for word in words)


def _cased(text: str) -> str:
    """A title with words in capitals as it is usually written: "Dr. Seward's Diary"."""

    def capitalised(match: re.Match[str]) -> str:
        word = match.group()
        return word.capitalize() if len(word) > 1 and word.isupper() else word

    words = re.sub(r"[^\W\d_][\w'’]*", capitalised, text)
    return re.sub(r"(?<= )(?:Of|The|To|By|From|In|And|A)(?= )", lambda word: word.group().lower(), words)


def _name(text: str) -> str:
    """The name that a title names somebody by; nothing where it is no name."""
    name = text.removesuffix("'s").rstrip("., ")
    words = name_key(name).split()
    if not words or re.search(r"\d|'s ", name):
        return ""
    return name
