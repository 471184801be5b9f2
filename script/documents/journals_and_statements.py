"""Journals, letters and statements that fill chapters: who tells each part of a book that several people tell.

Found by their titles, as headings or as lines of their own: "Jonathan Harker's Journal", "Letter from Lucy to Mina",
"The Narrative of Hester Pinhorn", "Chapter 3: Jane" where chapters are headed with those who tell them. A title alone
is not enough: what follows must be told in the first person, by somebody who isn't mentioned as others are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile

from script.documents.account_titles import DATE, Title, plain_words, read_title
from script.documents.letter_paragraphs import Letter, LetterPart
from script.documents.letters import find_letters
from script.people.names.stated_names import is_ordinary, is_stated_name, uses_as_name
from script.quotations.flat_text import CAP, name_key
from script.quotations.speech_words import GIVEN_GENDER, TITLES, word_set
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
"""Titles of the form "Somebody to Somebody Else" that make it a book of letters, where all are one writer's."""
_FEWEST = 12
"""Words of narration, at least, that show whether somebody tells it."""
_KNOWN = 2
"""How often the text has to name somebody whose name alone heads a chapter."""
_WE = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)
_SEVERAL, _RULE = 2, 0.5
_CALENDAR = 3
"""Different months or seasons from which on chapters are headed with the time."""
_TIMES = word_set(
    """january february march april may june july august september october november december spring summer autumn winter
    monday tuesday wednesday thursday friday saturday sunday christmas easter"""
)
_PARTS = word_set("prologue epilogue chapter book part volume letter one two three four five six seven eight nine ten")
"""Words that head parts of books."""
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
    flat: str, parts: Sequence[LetterPart], titles: Mapping[int, Title], letters: Sequence[Letter]
) -> list[Account]:
    """`letters`: a signed one that fills an account without a name gives it its teller."""
    ends = {letter.last for letter in letters}
    signed = {letter.last: letter for letter in letters if letter.writer}
    found: list[tuple[Title, int, int]] = []
    around: Title | None = None
    current: Title | None = None
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


def _close(found: list[tuple[Title, int, int]], title: Title | None, first: int, last: int) -> None:
    if title and last >= first:
        found.append((title, first, last))


def _last_of_line(parts: Sequence[LetterPart], index: int) -> bool:
    """Whether a letter without a signature, in the middle of a chapter, ends here: something sets off what follows."""
    return index + 1 >= len(parts) or parts[index + 1].wall or parts[index + 1].chapter != parts[index].chapter


# Titles


def _titles(flat: str, parts: Sequence[LetterPart]) -> dict[int, Title]:
    titles = {}
    for index, part in enumerate(parts):
        text = plain_words(flat[part.start : part.end])
        if not text or len(text) > _LONGEST or (part.wall and not part.heading) or (part.whole and not part.heading):
            continue
        if not part.heading and len(text.split()) > _WORDS_IN_LINE:
            continue
        title = read_title(text, index, part.heading)
        if title and (part.heading or (_may_be_line(title) and _stands_alone(flat, parts, index))):
            titles[index] = title
    return _believable(flat, parts, titles) if titles else {}


def _may_be_line(title: Title) -> bool:
    """Whether a title may be a line of its own, without being a heading."""
    return title.sure or title.bare or (title.letter and bool(title.teller))


def _stands_alone(flat: str, parts: Sequence[LetterPart], index: int) -> bool:
    """Whether a line that is no heading may be a title: something else than a title follows."""
    following = index + 1
    return following < len(parts) and not parts[following].wall and flat[parts[index].end - 1] != ","


def _believable(flat: str, parts: Sequence[LetterPart], titles: Mapping[int, Title]) -> dict[int, Title]:
    """Without the titles whose words prove nothing alone: names that head chapters must be several people's, and
    "Somebody to Somebody Else" heads a letter where letters are numbered, or where it is done all the time."""
    titles = _of_names(flat, titles)
    known = _named(flat, parts, titles)
    sent = [name_key(t.teller) for t in titles.values() if not t.sure and t.letter and t.teller]
    letters = len(sent) >= _SEVERAL_SENT or len(set(sent)) >= _SEVERAL
    heads = _head_what_follows(flat, parts, titles)
    kept: dict[int, Title] = {}
    for index, title in titles.items():
        if title.sure or not title.teller:
            kept[index] = title
            continue
        alone = title.written and title.letter and not (letters or _follows_letter(titles, index))
        signs = title.bare and not title.heading and not (heads or _opens(parts, index, kept))
        if not (alone or signs) and _is_known(title.teller, known):
            kept[index] = title
    return kept


def _of_names(flat: str, titles: Mapping[int, Title]) -> dict[int, Title]:
    """Without the titles whose name is a word that is mostly something else, "May", unless the text uses it as a name,
    or names, that one among them, head the chapters as a rule."""
    heads = Counter(name_key(title.teller) for title in titles.values() if title.bare and title.teller)
    uses = cache(partial(uses_as_name, flat))
    return {
        index: title
        for index, title in titles.items()
        if not title.teller
        or not is_ordinary(title.teller)
        or _names_somebody(uses(title.teller), title, title.teller, heads)
    }


def _names_somebody(uses: tuple[int, int], title: Title, teller: str, heads: Mapping[str, int]) -> bool:
    """Whether a title's word that is mostly something else is a name. `uses`: how often the text uses it as a name, and
    how often otherwise; `heads`: how often names alone head chapters."""
    as_name, as_other = uses
    if as_name >= _KNOWN and as_name > as_other:
        return is_stated_name(teller, {name_key(teller).split()[0]}, heads)
    if not (title.bare and title.heading) or as_other > as_name or _are_times(heads):
        return False
    key = name_key(teller)
    plain = any(not is_ordinary(name) or name in GIVEN_GENDER for name in heads)
    beside = plain and len(heads) >= _SEVERAL and key not in _PARTS
    return is_stated_name(teller, (), {key: heads[key] + beside})


def _are_times(heads: Mapping[str, int]) -> bool:
    """Whether chapters are headed with the months or the seasons, rather than by April and Summer."""
    return heads.keys() <= _TIMES and (len(heads) >= _CALENDAR or not heads.keys() & GIVEN_GENDER.keys())


def _named(flat: str, parts: Sequence[LetterPart], titles: Mapping[int, Title]) -> Counter[str]:
    """How often each word with a capital stands outside headings and titles, or is a name that heads what follows."""
    plain = [part for index, part in enumerate(parts) if not part.heading and index not in titles]
    known = Counter(word for part in plain for word in re.findall(CAP, flat[part.start : part.end]))
    for title in titles.values():
        # Who heads several chapters needn't be named in any.
        known.update(re.findall(CAP, title.teller or "") if title.bare else ())
    return known


def _is_known(teller: str, known: Mapping[str, int]) -> bool:
    """Whether the text names somebody elsewhere, or by a given name."""
    named = [word for word in re.findall(CAP, teller) if name_key(word) not in TITLES]
    return all(known[word] >= _KNOWN or name_key(word) in GIVEN_GENDER for word in named)


def _follows_letter(titles: Mapping[int, Title], index: int) -> bool:
    """Whether "Letter 4" stands right above."""
    above = (titles.get(index - back) for back in (1, 2))
    return any(title is not None and title.letter and title.teller is None for title in above)


def _opens(parts: Sequence[LetterPart], index: int, before: Mapping[int, Title]) -> bool:
    """Whether a name that is a line of its own may head what follows, rather than sign what stands before: a chapter
    or a scene begins with it, or with the first of such lines."""
    first = index == 0 or parts[index - 1].wall or parts[index - 1].chapter != parts[index].chapter
    return first or any(
        t.bare and not t.heading and parts[at].chapter == parts[index].chapter for at, t in before.items()
    )


def _head_what_follows(flat: str, parts: Sequence[LetterPart], titles: Mapping[int, Title]) -> bool:
    """Whether names on lines of their own head what follows rather than sign what stands before, wherever the first of
    them stands: there are several, nobody tells what stands before the first, unless it is a prologue, and behind the
    last one, where nobody signs any more, somebody tells on."""
    lines = [
        # A story may begin with such a name, which then looks like its title.
        (at, title.teller)
        for at, title in titles.items()
        if title.bare and title.teller and (not title.heading or (at == 0 and not title.numbered))
    ]
    if len({name_key(teller) for _, teller in lines}) < _SEVERAL:
        return False
    first, last = lines[0][0], lines[-1][0]
    opening = list(takewhile(lambda part: not part.heading, reversed(parts[:first])))
    head = first - len(opening) - 1
    prologue = head >= 0 and _is_extra(flat, parts[head])
    behind = takewhile(lambda part: not part.heading, parts[last + 1 :])
    return (prologue or not _told_by_i(flat, opening)) and _told_by_i(flat, behind)


def _told_by_i(flat: str, parts: Iterable[LetterPart]) -> bool:
    """Whether somebody tells these paragraphs in the first person."""
    narrated = [span for part in parts if not part.wall for span in _narrated(part)]
    words = sum(flat.count(" ", *span) + 1 for span in narrated)
    return words >= _FEWEST and sum(len(_I.findall(flat, *span)) for span in narrated) >= _TELLS_ALONE * words


def _stays(flat: str, parts: Sequence[LetterPart], index: int, title: Title) -> bool:
    """Whether a heading stands inside the account: a date, or a chapter's number where the title heads a whole part."""
    text = plain_words(flat[parts[index].start : parts[index].end])
    if DATE.fullmatch(text):
        return title.written
    keyed = read_heading(text)
    if title.numbered or title.letter or keyed is None:
        return index == title.at + 1 and keyed is None
    return keyed.number > 0 and parts[title.at + 1].heading


# Who tells them


def _told(
    flat: str, parts: Sequence[LetterPart], found: Sequence[tuple[Title, int, int]], signed: Mapping[int, Letter]
) -> list[Account]:
    """The accounts of those found under titles of which somebody tells, or nobody: title, first and last paragraph."""
    accounts: list[Account] = []
    headed: list[Account] = []
    last = ""
    for title, first, stop in found:
        teller = last if title.same else title.teller
        if teller is None:
            teller = _signature(signed, first, stop)
        evidence = f"under “{title.words}”"
        if title.teller == "":
            accounts.append(Account(first, stop, "", evidence))
            continue
        told = title.letter and not title.heading
        if not teller or not (told or _tells(flat, parts, first, stop, teller, title)):
            continue
        last = teller
        accounts.append(Account(first, stop, teller, evidence, title.letter, not title.heading))
        if not title.sure and not title.written:
            headed.append(accounts[-1])
    if len({name_key(account.teller) for account in headed}) < _SEVERAL or not _divide(flat, parts, headed):
        return [account for account in accounts if account not in headed]
    return accounts


def _signature(signed: Mapping[int, Letter], first: int, last: int) -> str:
    """Who signs the last letter that ends among these paragraphs."""
    return next((signed[at].writer for at in range(last, first - 1, -1) if at in signed), "")


def _divide(flat: str, parts: Sequence[LetterPart], headed: Sequence[Account]) -> bool:
    """Whether names head the book's chapters as a rule; where one chapter of many has a name for its title, it is
    about that person."""
    titles = [account.first - 1 for account in headed]
    if not any(parts[at].heading for at in titles):
        return True
    chapters = sum(
        part.heading and not (index + 1 < len(parts) and parts[index + 1].heading) and not _is_extra(flat, part)
        for index, part in enumerate(parts)
    )
    return len(titles) >= _RULE * chapters


def _is_extra(flat: str, part: LetterPart) -> bool:
    """Whether a heading is a prologue's, an interlude's or an epilogue's, which says nothing of the others."""
    heading = read_heading(flat[part.start : part.end])
    return heading is not None and heading.family == "named"


def _tells(flat: str, parts: Sequence[LetterPart], first: int, last: int, teller: str, title: Title) -> bool:
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
            text = plain_words(flat[parts[index].start : parts[index].end])
            if len(text.split()) <= _DATED and DATE.fullmatch(text):
                dated.append((name_key(account.teller), index, parts[index].heading))
    by_heading = {teller for teller, _, heading in dated if heading}
    return frozenset(index for teller, index, heading in dated if not heading and teller in by_heading)


def has_conversation(parts: Sequence[LetterPart], account: Account) -> bool:
    """Whether others talk in the account, rather than being quoted once."""
    talking = sum(part.quoted for part in parts[account.first : account.last + 1])
    return talking > _TALKS
