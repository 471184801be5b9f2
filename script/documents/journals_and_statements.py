"""Journals, letters and statements that fill chapters: who tells each part of a book that several people tell.

Found by their titles, as headings or as lines of their own: "Jonathan Harker's Journal", "Letter from Lucy to Mina",
"The Narrative of Hester Pinhorn", "Chapter 3: Jane" where chapters are headed with those who tell them. A title alone
is not enough: what follows must be told in the first person, by somebody who isn't mentioned as others are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from script.documents.letter_paragraphs import Letter, LetterPart
from script.documents.letters import find_letters
from script.quotations.flat_text import CAP, NAME, name_key
from script.quotations.speech_words import GIVEN_GENDER, NOT_NAMES, TITLES, word_set
from script.text.headings import read_heading


@dataclass(frozen=True, slots=True)
class Account:
    """Paragraphs `first` to `last` (inclusive) that `teller` tells: a name as it stands, or empty for what nobody of
    the book tells (a newspaper cutting). `sent`: a letter; `apart`: it stands inside a chapter, under a line of its
    own."""

    first: int
    last: int
    teller: str
    evidence: str
    sent: bool = False
    apart: bool = False

    def holds(self, letter: Letter) -> bool:
        """Whether a letter that was found without looking at titles is this very document."""
        writer = name_key(letter.writer).split()[-1:]
        begins = self.first <= letter.first <= self.first + 3 and letter.last <= self.last
        return begins and (not writer or writer[0] in name_key(self.teller).split())


@dataclass(frozen=True, slots=True)
class _Title:
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
_DATE = re.compile(
    r"(?i:\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{1,2}[./-]\d|day \w+\b|(?:1[5-9]|20)\d\d\b"
    r"|midnight|noon|morning|evening|night|later|same day|next day).*)"
)
_NAME_ALONE = re.compile(
    rf"(?P<name>{NAME})(?:,? *[(\[]?(?:\d+|[IVXL]+)[)\]]?|,? *[—–:(\[-]+ *(?P<where>[^—–:]+?)[)\]]?"
    r"|[,.] +(?P<when>.+))?"
)
"""A name that heads what its bearer tells: "Danny", "Danny (2)", "Danny — Tuesday", "Danny, 4 May"."""
_WHERE = 5
"""Words of the place or the day behind such a name."""
_CLOCK = re.compile(
    r"\W*\d{1,2}(?:[:.]\d\d)?(?: *[ap]\.?m\.?| o'clock)?\W*|\W*(?:one|two|three|four|five|six|seven|eight"
    r"|nine|ten|\d+) (?:hours?|days?|weeks?|months?|years?) (?:later|earlier|before|ago)\W*",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|me|my|myself)\b(?!\.)")
_LONGEST = 110
_WORDS_IN_LINE = 16
_TELLS = 0.006
"""First-person words among an account's narrated ones, at least."""
_TELLS_ALONE = 0.015
"""The same where a name alone heads it."""
_OF_ONESELF, _OF_ONESELF_ALONE = 0.2, 0.05
"""How often a teller may be named among first-person words, at most; the same where a name alone heads it."""
_SHARE = 0.4
"""How much of an account that isn't a document stands outside quotation marks, at least."""
_SEVERAL_SENT = 3
"""Titles of the form "Somebody to Somebody Else" that make it a book of letters."""
_KNOWN = 2
"""How often the text has to name somebody whose name alone heads a chapter."""
_WE = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)
_AFTER_TITLE = word_set(
    """to from of for on at in by and as with no continued cont'd concluded resumed begun kept written sent dated found
    enclosed addressed dictated taken left given read told received translated being which delivered"""
)
"""How a title goes on behind a name, in small letters."""
_NAME_WORDS = 3
_SEVERAL, _RULE = 2, 0.5
_DATED = 8
"""Words of a line that is only a date."""
_TALKS = 2
"""Paragraphs of an account in which others talk, from which on its conversations are heard in their voices."""


def find_accounts(flat: str, parts: Sequence[LetterPart]) -> tuple[list[Account], list[Letter]]:
    """All accounts, in order, none overlapping; and all letters, as `find_letters` gives them, that cross no title."""
    titles = _titles(flat, parts)
    if any(title.bare and not title.heading for title in titles.values()):
        # A name on a line of its own may be a signature.
        signed = {letter.last for letter in find_letters(flat, parts) if letter.writer}
        titles = {at: title for at, title in titles.items() if at not in signed or title.heading or not title.bare}
    letters = find_letters(flat, [replace(p, wall=True) if i in titles else p for i, p in enumerate(parts)])
    return _accounts(flat, parts, titles, letters), letters


def _accounts(
    flat: str, parts: Sequence[LetterPart], titles: Mapping[int, _Title], letters: Sequence[Letter]
) -> list[Account]:
    """`letters`: a signed one that fills an account without a name gives it its teller."""
    ends = {letter.last for letter in letters}
    signed = {letter.last: letter for letter in letters if letter.writer}
    found: list[tuple[_Title, int, int]] = []
    around: _Title | None = None
    current: _Title | None = None
    begin = 0
    for index, part in enumerate(parts):
        title = titles.get(index)
        if title:
            _close(found, current, begin, index - 1)
            if title.heading or not title.letter:
                around = title
            current, begin = title, index + 1
        elif part.heading:
            if current and not (current.heading and _stays(flat, parts, index, current)):
                _close(found, current, begin, index - 1)
                current = around = None
        elif current and current.letter and not current.heading and (index in ends or _last_of_line(parts, index)):
            _close(found, current, begin, index)
            current = around if around and around is not current else None
            begin = index + 1
    _close(found, current, begin, len(parts) - 1)
    return _told(flat, parts, found, signed)


def _close(found: list[tuple[_Title, int, int]], title: _Title | None, first: int, last: int) -> None:
    if title and last >= first:
        found.append((title, first, last))


def _last_of_line(parts: Sequence[LetterPart], index: int) -> bool:
    """Whether a letter without a signature, in the middle of a chapter, ends here: something sets off what follows."""
    return index + 1 >= len(parts) or parts[index + 1].wall or parts[index + 1].chapter != parts[index].chapter


# Titles


def _titles(flat: str, parts: Sequence[LetterPart]) -> dict[int, _Title]:
    titles = {}
    for index, part in enumerate(parts):
        text = _plain(flat[part.start : part.end])
        if not text or len(text) > _LONGEST or (part.wall and not part.heading) or (part.whole and not part.heading):
            continue
        if not part.heading and len(text.split()) > _WORDS_IN_LINE:
            continue
        title = _read(text, index, part.heading)
        if title and (part.heading or ((title.sure or title.bare) and _stands_alone(flat, parts, index))):
            titles[index] = title
    return _believable(flat, parts, titles) if titles else {}


def _plain(text: str) -> str:
    """A line's words, without marks of emphasis around them and what nobody sees (word joiners, soft hyphens)."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(seen.split()).strip("_*~ []")


def _stands_alone(flat: str, parts: Sequence[LetterPart], index: int) -> bool:
    """Whether a line that is no heading may be a title: something else than a title follows."""
    following = index + 1
    return following < len(parts) and not parts[following].wall and flat[parts[index].end - 1] != ","


def _read(text: str, at: int, heading: bool) -> _Title | None:
    keyed = read_heading(text) if heading else None
    numbered = keyed is not None and keyed.number > 0
    letter = keyed is not None and keyed.family == "letter"
    body = _cased(_plain(keyed.title) if keyed else text.rstrip("."))
    if keyed and not body:
        return _Title(at, text, None, letter=True, sure=False, numbered=True) if letter else None
    if _AGAIN.fullmatch(body):
        return _Title(at, text, None, same=True, letter=letter, numbered=numbered, heading=heading)
    for pattern in (_OWNED, _FROM, _BY, *((_GOES_ON,) if heading or "," in body else ())):
        match = pattern.fullmatch(body)
        if match and (title := _from_match(match, body, at, heading)):
            return replace(title, numbered=numbered, words=text, letter=title.letter or letter)
    if (match := _TO.fullmatch(body)) and (name := _name(match["name"])) and not _prose(match["rest"]):
        return _Title(at, text, name, sure=letter, letter=True, numbered=numbered, heading=heading)
    if _NOBODYS.fullmatch(body):
        return _Title(at, text, "", numbered=numbered, heading=heading, letter=True)
    if name := _name_alone(body, heading):
        return _Title(at, text, name, letter, sure=False, letter=letter, numbered=numbered, heading=heading, bare=True)
    return None


def _name_alone(body: str, heading: bool) -> str:
    """The name that a title consists of, beside a day, a place or a number."""
    match = _NAME_ALONE.fullmatch(body)
    if not match or len(match["name"].split()) > _NAME_WORDS or (not heading and body[-1] in ".!?,;:"):
        return ""
    when, where = match["when"], match["where"]
    if when is not None and not (_DATE.fullmatch(when) or _CLOCK.fullmatch(when)):
        return ""
    return _name(match["name"]) if where is None or len(where.split()) <= _WHERE else ""


def _from_match(match: re.Match[str], body: str, at: int, heading: bool) -> _Title | None:
    groups = match.groupdict()
    name = _name(match["name"])
    rest = groups.get("rest") or ""
    if not name or (not heading and _prose(rest)):
        return None
    of = groups.get("by") == "of"
    if of and (groups.get("sent") or name.startswith(("the ", "The "))):
        return None
    written = not (groups.get("told") or groups.get("view")) or False
    return _Title(at, body, name, written=written, letter=bool(groups.get("sent")), heading=heading)


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
    if not words or words[0] in NOT_NAMES - TITLES or re.search(r"\d|'s ", name):
        return ""
    return name


def _believable(flat: str, parts: Sequence[LetterPart], titles: Mapping[int, _Title]) -> dict[int, _Title]:
    """Without the titles whose words prove nothing alone: names that head chapters must be several people's, and
    "Somebody to Somebody Else" heads a letter where letters are numbered, or where it is done all the time."""
    plain = [part for index, part in enumerate(parts) if not part.heading and index not in titles]
    known = Counter(word for part in plain for word in re.findall(CAP, flat[part.start : part.end]))
    sent = sum(1 for t in titles.values() if not t.sure and t.letter and t.teller)
    for title in titles.values():
        # Who heads several chapters needn't be named in any.
        known.update(re.findall(CAP, title.teller or "") if title.bare else ())
    kept: dict[int, _Title] = {}
    for index, title in titles.items():
        if title.sure or not title.teller:
            kept[index] = title
            continue
        letters = sent >= _SEVERAL_SENT or _follows_letter(titles, index)
        signs = title.bare and not title.heading and not _opens(parts, index, kept)
        if _is_known(title.teller, known) and (letters or not (title.written and title.letter)) and not signs:
            kept[index] = title
    return kept


def _is_known(teller: str, known: Mapping[str, int]) -> bool:
    """Whether the text names somebody elsewhere, or by a given name."""
    named = [word for word in re.findall(CAP, teller) if name_key(word) not in TITLES]
    return all(known[word] >= _KNOWN or name_key(word) in GIVEN_GENDER for word in named)


def _follows_letter(titles: Mapping[int, _Title], index: int) -> bool:
    """Whether "Letter 4" stands right above."""
    above = (titles.get(index - back) for back in (1, 2))
    return any(title is not None and title.letter and title.teller is None for title in above)


def _opens(parts: Sequence[LetterPart], index: int, before: Mapping[int, _Title]) -> bool:
    """Whether a name that is a line of its own may head what follows, rather than sign what stands before: a chapter
    or a scene begins with it, or with the first of such lines."""
    first = index == 0 or parts[index - 1].wall or parts[index - 1].chapter != parts[index].chapter
    return first or any(
        t.bare and not t.heading and parts[at].chapter == parts[index].chapter for at, t in before.items()
    )


def _stays(flat: str, parts: Sequence[LetterPart], index: int, title: _Title) -> bool:
    """Whether a heading stands inside the account: a date, or a chapter's number where the title heads a whole part."""
    text = _plain(flat[parts[index].start : parts[index].end])
    if _DATE.fullmatch(text):
        return title.written
    keyed = read_heading(text)
    if title.numbered or title.letter or keyed is None:
        return index == title.at + 1 and keyed is None
    return keyed.number > 0 and parts[title.at + 1].heading


# Who tells them


def _told(
    flat: str, parts: Sequence[LetterPart], found: Sequence[tuple[_Title, int, int]], signed: Mapping[int, Letter]
) -> list[Account]:
    accounts: list[Account] = []
    headed: list[Account] = []
    last = ""
    for title, first, stop in found:
        teller = last if title.same else title.teller
        if teller is None:
            teller = next((signed[at].writer for at in range(stop, first - 1, -1) if at in signed), None)
            if teller is None:
                continue
        evidence = f"under “{title.words}”"
        if title.teller == "":
            accounts.append(Account(first, stop, "", evidence))
            continue
        if not teller or ((title.heading or not title.letter) and not _tells(flat, parts, first, stop, teller, title)):
            continue
        last = teller
        accounts.append(Account(first, stop, teller, evidence, title.letter, not title.heading))
        if not title.sure and not title.written:
            headed.append(accounts[-1])
    if len({name_key(account.teller) for account in headed}) < _SEVERAL or not _divide(parts, headed):
        return [account for account in accounts if account not in headed]
    return accounts


def _divide(parts: Sequence[LetterPart], headed: Sequence[Account]) -> bool:
    """Whether names head the book's chapters as a rule; where one chapter of many has a name for its title, it is
    about that person."""
    titles = [account.first - 1 for account in headed]
    if not any(parts[at].heading for at in titles):
        return True
    chapters = sum(
        part.heading and not (index + 1 < len(parts) and parts[index + 1].heading) for index, part in enumerate(parts)
    )
    return len(titles) >= _RULE * chapters


def _tells(flat: str, parts: Sequence[LetterPart], first: int, last: int, teller: str, title: _Title) -> bool:
    """Whether the paragraphs are told in the first person, by the one whom the title names."""
    words = told = mentioned = spoken = 0
    diary = title.written and title.sure and not title.letter
    surname = re.compile(rf"\b{re.escape(name_key(teller).split()[-1])}\b", re.IGNORECASE)
    for part in parts[first : last + 1]:
        if part.wall:
            continue
        for start, end in _narrated(part):
            words += flat.count(" ", start, end) + 1
            told += len(_I.findall(flat, start, end))
            if diary:
                told += len(_WE.findall(flat, start, end))
            mentioned += len(surname.findall(flat, start, end))
        spoken += sum(flat.count(" ", start, end) + 1 for start, end in part.speech)
    least = _TELLS if diary else _TELLS_ALONE
    if not words or told < max(1.0, least * words):
        return False
    if not title.written and words < _SHARE * (words + spoken):
        return False
    return mentioned <= 2 + (_OF_ONESELF_ALONE if title.bare else _OF_ONESELF) * told


def _narrated(part: LetterPart) -> list[tuple[int, int]]:
    """The paragraph without its speech."""
    edges = [part.start, *(edge for span in part.speech for edge in span), part.end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def dates_apart(flat: str, parts: Sequence[LetterPart], accounts: Sequence[Account]) -> frozenset[int]:
    """The paragraphs that are a mere date in the account of somebody who dates other entries by headings: the narrator
    reads them, as those headings."""
    dated: list[tuple[str, int, bool]] = []
    for account in accounts:
        for index in range(max(0, account.first - 1), account.last + 1):
            text = _plain(flat[parts[index].start : parts[index].end])
            if len(text.split()) <= _DATED and _DATE.fullmatch(text):
                dated.append((name_key(account.teller), index, parts[index].heading))
    by_heading = {teller for teller, _, heading in dated if heading}
    return frozenset(index for teller, index, heading in dated if not heading and teller in by_heading)


def has_conversation(parts: Sequence[LetterPart], account: Account) -> bool:
    """Whether others talk in the account, rather than being quoted once."""
    talking = sum(part.quoted for part in parts[account.first : account.last + 1])
    return talking > _TALKS
