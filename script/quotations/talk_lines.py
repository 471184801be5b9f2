"""Talk that is set as lines with their speakers before them: plays ("MARGOT (laughing): …", a name on a line of its own
over the speech), chats ("dev: you up?", "<bea> no", "[14:02] sam: hi"), interviews. The name is there to be seen, not
read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from script.quotations.flat_text import UPPER, past_space
from script.quotations.marks.quotation_spans import outermost
from script.quotations.speech_words import FUNCTION_WORDS, SAY, word_set

TELLER = "I"
"""Whoever tells the book: "Me: on my way" on their own telephone."""
CROWD = "Everyone"
_MARKS = r"[*_]{0,3}"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[aApP]\.?[mM]\b\.?)?"
_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? +)?"
_CLOCK = rf"(?P<clock>(?:[\[(]{_DATE}{_TIME}[\])]|{_DATE}{_TIME}) *[-–—|,]? +)?"
_NAME = r"@?(?P<name>[^\W_](?:[^\s:<>→()\[\]\"“”«»|=*;?!]| (?! |and\b|or\b)){0,28}?)"
_DIRECTION = r"(?: *[(\[](?P<how>[^()\[\]\n]{1,80})[)\]])?"
_SPEAKS = r"(?:[ \t]+|[ \t]*\n[ \t]*)(?=[^\s])"
_WHOM = r"(?: *(?:→|[-=]?>) *[^\s:<>][^:<>\n]{0,28})?"
_COLON = re.compile(rf"{_MARKS}{_CLOCK}{_MARKS}\[?{_NAME}\]?{_MARKS}{_DIRECTION}{_WHOM}{_MARKS} ?:{_MARKS}{_SPEAKS}")
_STAMPED = re.compile(
    rf"{_MARKS}{_NAME}{_MARKS} *[,—–|-]? *\(?(?P<clock>(?:(?:[Tt]oday|[Yy]esterday)(?: at)? |{_DATE}){_TIME})\)?"
    rf"{_MARKS}(?P<how>)[ \t]*\n[ \t]*(?=\S)"
)
"""The name and the time of day on a line of their own, over the message."""
_NICK = re.compile(rf"{_MARKS}{_CLOCK}{_MARKS}<(?P<name>[@+%]?[\w.|^`-]{{1,24}})>:?{_MARKS}(?P<how>){_SPEAKS}")
_CAPITAL_WORD = rf"[{UPPER}][{UPPER}'’-]*"
_CAPITALS = rf"(?P<name>(?:(?:MR|MRS|MS|DR|ST)\. )?{_CAPITAL_WORD}(?: (?:#?\d|{_CAPITAL_WORD})){{0,4}})(?![\w'’])"
_DOTTED = re.compile(rf"{_MARKS}(?P<clock>){_CAPITALS}{_DIRECTION}(?:\.|,? ?[—–]){_MARKS}{_SPEAKS}")
_SENTENCE = rf"[\"“‘(]?[{UPPER}](?:[a-z]|['’ ])"
_FOLDED = re.compile(rf"{_MARKS}(?P<clock>){_CAPITALS}{_DIRECTION}{_MARKS}[ \t]+(?={_SENTENCE})")
_CUE = re.compile(rf"{_MARKS}(?P<clock>){_CAPITALS}(?P<how>(?: *\([^()\n]{{1,40}}\))*) *[.:]?{_MARKS}(?=\s*$|[ \t]*\n)")
_ASIDE = re.compile(r"\([^()]{2,300}\)|\[[^\[\]]{2,300}\]")
_MOVES = re.compile(
    r"^[ \t]*[*_]*(?:(?:Re-?)?[Ee]nters? |ENTERS? |E(?:xit|XIT)s?\b|E(?:xeunt|XEUNT)\b|LIGHTS |"
    r"Lights (?:up|down|out|fade|rise)|Black-?out|BLACK-?OUT|(?:The )?[Cc]urtain(?= falls| rises|\W*$)|CURTAIN|FADE |"
    r"CUT TO|INT\.|EXT\.|END OF )[^\n]*$",
    re.MULTILINE,
)
"""A line that moves somebody or something on the stage, without brackets."""
_OFF_SCREEN = re.compile(r"\((?:V\.? ?O|O\.? ?S|O\.? ?C|CONT)\b", re.IGNORECASE)
_ALONE = re.compile(r"[*_]{0,3}[(\[][^()\[\]]{1,120}[)\]][*_]{0,3}\s*")
_IN_CLOCK = re.compile(_TIME)
_NO_NAMES = word_set(
    """note notes title author chapter part act scene setting characters cast warning warnings rating summary disclaimer
    words fandom pairing p.s ps n.b nb re subject from to cc bcc date sent time place example figure table http https
    isbn price contents index update edit tags genre status published copyright name age class level race gender height
    weight strength agility intelligence wisdom dexterity stamina health hp mp xp mana skill skills ability abilities
    quest reward rewards item items effect description ingredients method directions serves step total score answer key
    result results location address phone email e-mail type number page book volume season episode track side rule rules
    fact option choice reason lesson day week month year interior exterior int ext fade cut dissolve curtain blackout
    exit exeunt enter finis end prologue epilogue interlude montage continued question pro con pros cons tip caution
    important remember problem solution conclusion appendix exhibit section article item verse chorus bridge"""
)
"""What stands before a colon as well."""
_CALENDAR = word_set(
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april
    may june july august september october november december morning noon afternoon evening night midnight today
    tomorrow yesterday breakfast lunch dinner supper"""
)
_INTERVIEW = {"Q": "the interviewer", "A": "the interviewee"}
_TOGETHER = word_set("all both everyone everybody together chorus")
_ON_A_SCREEN = re.compile(
    r"\b(?:phones?|screens?|texts?|texted|messages?|messaged|chats?|buzz(?:ed|es)?|ping(?:ed|s)?|notifications?|typed|"
    r"types|typing|dms?|inbox|log|transcript|tablet|laptop|wrote back|texts back)\b",
    re.IGNORECASE,
)
_AMID = re.compile(rf"(?<=[a-z,;’'] )[{UPPER}]\w+")
_LABEL = rf"^[*_\[]{{0,4}}[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}} ?:"
_CAPITALISED = re.compile(rf"{_LABEL}|(?<![\w'’])([{UPPER}]\w+)", re.MULTILINE)
"""Names before colons, and every other word with a capital."""
_SMALL = re.compile(r"(?<![\w'’<@])[a-z]+(?![\w<>]* *[:>_\d])")
_NICK_PARTS = re.compile(r"[\W\d_]+")
_MOST_WORDS = 5
_NEAR = 6
"""Paragraphs from a nickname's line, at most, to where its bearer is told of."""


class _Form(Enum):
    """How the speaker is set apart. `value`: paragraphs from one line of a conversation to the next at the most, stage
    directions between them."""

    COLON = 3
    DOT = 4
    FOLDED = 5
    CUE = 12


@dataclass(frozen=True, slots=True)
class TalkLine:
    """Lines that somebody speaks, in one paragraph. `start` to `said` is their name with what belongs to it; `how` a
    direction ("laughing"); `asides` are stage directions amid the words: (start, end)."""

    paragraph: int
    name: str
    start: int
    said: int
    end: int
    how: str = ""
    asides: tuple[tuple[int, int], ...] = ()

    def words(self) -> Iterator[tuple[int, int]]:
        """What is spoken: (start, end)."""
        at = self.said
        for start, end in (*self.asides, (self.end, self.end)):
            if at < start:
                yield at, start
            at = end


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a line of talk, up to where the next one or the paragraph ends."""

    paragraph: int
    form: _Form
    name: str
    how: str
    start: int
    said: int
    end: int
    plain: bool
    """Whether the form says by itself that it is talk: a nickname in brackets, a time of day."""


def find_talk_lines(text: str, paragraphs: Sequence[tuple[int, int]], skipped: Iterable[int] = ()) -> list[TalkLine]:
    """The lines of talk among paragraphs [start, end) of a text, without those `skipped`.

    One colon proves nothing: a conversation has two speakers close together, or a form of its own.
    """
    left_out = frozenset(skipped)
    wanted = [index for index in range(len(paragraphs)) if index not in left_out]
    found: list[TalkLine] = []
    book = _Book(text, paragraphs)
    for form in _Form:
        taken = {line.paragraph for line in found}
        candidates = [
            candidate
            for index in wanted
            if index not in taken
            for candidate in _candidates(text, index, *paragraphs[index], form)
        ]
        groups = list(_conversations(book, candidates, form))
        book.speaking += [found for group in groups for found in group]
        found += [line for group in groups for line in book.lines(group)]
    return sorted(found, key=lambda line: line.start)


def set_in_lines(text: str) -> bool:
    """Whether the lines of one paragraph are talk, rather than a text that was wrapped at some width."""
    lines = text.split("\n")
    labels = (_match(line, 0, len(line), form) for line in lines for form in (_Form.COLON, _Form.DOT))
    return (
        has_cues(text)
        or bool(_STAMPED.match(text))
        or sum(bool(found and _may_name(found["name"], _Form.COLON)) for found in labels) >= 2
    )


def has_cues(text: str) -> bool:
    """Whether names stand over speeches in the lines of one paragraph, as in a film script."""
    return sum(map(is_cue, text.split("\n"))) >= 2


def is_cue(line: str) -> bool:
    """Whether a line is a name in capitals, as it stands over a speech in a film script."""
    cue = _CUE.fullmatch(line.strip())
    return cue is not None and _may_name(cue["name"], _Form.CUE)


def _conversations(book: _Book, candidates: Sequence[_Candidate], form: _Form) -> Iterator[list[_Candidate]]:
    """The groups that are talk by themselves, and those in which nobody speaks who doesn't speak in these."""
    groups = [book.without_labels(group) for group in _grouped(candidates, form.value)]
    talk = [book.is_talk(group) for group in groups]
    settled = {found.name.lower() for group, sure in zip(groups, talk, strict=True) if sure for found in group}
    for group, sure in zip(groups, talk, strict=True):
        if sure or (settled and all(found.name.lower() in settled for found in group)):
            yield group


def _candidates(text: str, index: int, start: int, end: int, form: _Form) -> list[_Candidate]:
    """The lines of a paragraph that may be talk, each with the lines under it that are not."""
    if form is _Form.CUE:
        match = _CUE.match(text, start, end)
        return [_candidate(text, index, match, form, end)] if match and _may_name(match["name"], form) else []
    found: list[_Candidate] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        while at < stop and text[at].isspace():
            at += 1
        first = at == start or bool(found) or text[start:at].rstrip()[-1:] in ".!?…:”\")’'"
        match = _match(text, at, end, form) if first else None
        if match and _may_name(match["name"], form):
            if found:
                found[-1] = replace(found[-1], end=at)
            found.append(_candidate(text, index, match, form, end))
            stop = max(stop, match.end())
        at = stop + 1
    return found


def _match(text: str, at: int, end: int, form: _Form) -> re.Match[str] | None:
    if form is _Form.COLON:
        return _COLON.match(text, at, end) or _NICK.match(text, at, end) or _STAMPED.match(text, at, end)
    return (_DOTTED if form is _Form.DOT else _FOLDED).match(text, at, end)


def _candidate(text: str, index: int, match: re.Match[str], form: _Form, end: int) -> _Candidate:
    how = (match["how"] or "").strip()
    nick = match.re is _NICK
    clocked = bool(match["clock"]) or bool(_IN_CLOCK.fullmatch(how))
    name = match["name"].strip(" .'’@+%#-")
    said = match.end()
    if form is _Form.CUE and (below := _ALONE.match(text, past_space(text, said, end), end)):
        how, said = f"{how} {below.group()}", below.end()
    return _Candidate(
        index, form, name, "" if clocked else how, match.start(), said, end, clocked or (nick and _is_nick(name))
    )


def _is_nick(name: str) -> bool:
    return name[0].islower() or any(char.isdigit() or char == "_" for char in name)


def _may_name(name: str, form: _Form) -> bool:
    name = name.strip(" .'’@+%#-")
    words = name.lower().split()
    if not words or len(words) > _MOST_WORDS or not any(map(str.isalpha, name)):
        return False
    if words[0].rstrip(".") in _NO_NAMES or words[-1].rstrip(".") in _NO_NAMES:
        return False
    if words[0] in _CALENDAR and any(word[0].isdigit() for word in words):
        return False  # "October 8, 1916:" of a diary
    if name in _INTERVIEW:
        return form is _Form.COLON
    if name.isupper() and len(name) > 1:
        return words[-1] in _TOGETHER or words[-1] not in FUNCTION_WORDS
    return form is _Form.COLON and _may_name_in_chat(name)


def _may_name_in_chat(name: str) -> bool:
    words = name.split()
    last = words[-1].lower()
    if last in FUNCTION_WORDS - {"you"} or last in SAY:
        return False
    return len(words) == 1 or all(word[0].isupper() or not word[0].isalpha() for word in words)


def _grouped(candidates: Sequence[_Candidate], near: int) -> Iterator[list[_Candidate]]:
    group: list[_Candidate] = []
    for found in candidates:
        if group and found.paragraph - group[-1].paragraph > near:
            yield group
            group = []
        group.append(found)
    if group:
        yield group


class _Book:
    """What the rest of a text says of the names before its lines."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.speaking: list[_Candidate] = []
        """All lines of talk that were found."""
        self._names: Mapping[str, str] | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """Words with a capital amid a sentence, or never without one, as they are written most, by their small
        letters."""
        if self._names is None:
            counts = Counter(word for word in _CAPITALISED.findall(self.text) if word)
            amid, small = set(_AMID.findall(self.text)), set(_SMALL.findall(self.text))
            self._names = {
                word.lower(): word
                for word, _ in sorted(counts.items(), key=lambda item: (item[1], item[0]))
                if not word.isupper() and (word in amid or word.lower() not in small | FUNCTION_WORDS)
            }
        return self._names

    def without_labels(self, group: Sequence[_Candidate]) -> list[_Candidate]:
        """The group without the days of a diary."""
        days = {found.name.lower() for found in group} & _CALENDAR
        return [found for found in group if len(days) < 2 or found.name.lower() not in days]

    def is_talk(self, group: Sequence[_Candidate]) -> bool:
        """Whether a group of lines is a conversation."""
        counts = Counter(found.name.lower() for found in group)
        if not group or counts.keys() <= _CALENDAR:
            return False
        if all(found.plain for found in group):
            return True
        again = sum(count for count in counts.values() if count > 1)
        if group[0].form is _Form.CUE and len(counts) >= 2 and any(_OFF_SCREEN.search(found.how) for found in group):
            return True
        if group[0].form is not _Form.COLON:
            return _is_play(len(group), len(counts), again)
        known = len(group) if _is_all_capitals(group) else sum(bool(self.known(found.name)) for found in group)
        return self._is_exchange(len(group), len(counts), again, known) or (
            known == len(group) and (len(counts) >= 2 or self.is_on_screen(group[0]))
        )

    @staticmethod
    def _is_exchange(lines: int, names: int, again: int, known: int) -> bool:
        """Whether several speak by turns. `again`: lines of those who speak more than once; `known`: lines of those
        whom the book names elsewhere."""
        return lines >= 3 and 2 <= names < lines and max(2 * again, 1.5 * known) >= lines

    def known(self, name: str) -> str:
        """The name of the book that a nickname or a name in capitals stands for; "" where there is none."""
        low = name.lower()
        if low in ("me", "you"):
            return TELLER
        if low in self.names:
            return self.names[low]
        words = [part for part in _NICK_PARTS.split(low) if len(part) > 2 and part not in FUNCTION_WORDS]
        hits = [self.names[word] for word in words if word in self.names]
        return hits[0] if hits else ""

    def is_on_screen(self, found: _Candidate) -> bool:
        """Whether a telephone, a chat or another screen was told of right before."""
        start = self.paragraphs[max(0, found.paragraph - 2)][0]
        return bool(_ON_A_SCREEN.search(self.text, start, found.start))

    def lines(self, group: Sequence[_Candidate]) -> Iterator[TalkLine]:
        """A conversation's lines. In a play, what stands in brackets is a direction."""
        play = any((found.name.isupper() and len(found.name) > 1) or found.how for found in group)
        for found in group:
            yield from self._line(found, play)

    def _line(self, found: _Candidate, play: bool) -> Iterator[TalkLine]:
        name, paragraph, said, end = self.shown(found.name), found.paragraph, found.said, found.end
        if found.form is _Form.CUE and not self.text[said:end].strip():
            yield TalkLine(paragraph, name, found.start, end, end, found.how)
            how = found.how
            following = paragraph + 1
            if following < len(self.paragraphs) and _ALONE.fullmatch(self.text, *self.paragraphs[following]):
                start, end = self.paragraphs[following]
                how = f"{how} {self.text[start:end]}"
                yield TalkLine(following, name, start, end, end, how)
                following += 1
            if following >= len(self.paragraphs):
                return
            paragraph, (said, end) = following, self.paragraphs[following]
            found = replace(found, start=said, how=how)
        asides = self._asides(said, end) if play else ()
        how = found.how
        if asides and asides[0][0] == said and found.form is not _Form.CUE:
            how = f"{how} {self.text[said : asides[0][1]]}"
        yield TalkLine(paragraph, name, found.start, said, end, how, asides)

    def _asides(self, said: int, end: int) -> tuple[tuple[int, int], ...]:
        """The directions amid what somebody says in a play."""
        found = [match.span() for pattern in (_ASIDE, _MOVES) for match in pattern.finditer(self.text, said, end)]
        return tuple(outermost(found))

    def shown(self, name: str) -> str:
        """A name as the book writes it; "A VOICE" is nobody's name."""
        if (known := self.known(name)) and (known == TELLER or len(name.split()) == 1):
            return known if known == TELLER or known.lower() == name.lower() or self._bears(name, known) else name
        if not name.isupper() or len(name) < 2:
            return _INTERVIEW.get(name, name)
        words = name.lower().split()
        if words[-1] in _TOGETHER or " and " in f" {name.lower()} " or "&" in words:
            return CROWD
        if len(words) > 1 and words[0] in ("a", "an", "the"):
            return f"the {' '.join(words[1:])}"
        return " ".join(self.names.get(word, word.title()) for word in words)

    def _bears(self, nick: str, name: str) -> bool:
        """Whether somebody who is told of near the lines of a nickname bears it: nobody else goes by the name there,
        and the lines don't call them."""
        nicks = {found.name.lower() for found in self.speaking if self.known(found.name) == name}
        if nicks != {nick.lower()}:
            return False
        label = rf"(?!{re.escape(name)}[\w>]* ?[:>])"
        told = re.compile(rf"(?:(?<=[\w,;.!?”\"’] )|(?<![\w@<]){label}){re.escape(name)}(?!\w)", re.IGNORECASE)
        own = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)(?! here\b)", re.IGNORECASE)
        mine = [found for found in self.speaking if found.name.lower() == nick.lower()]
        if any(own.search(self.text, found.said, found.end) for found in mine):
            return False
        last = len(self.paragraphs) - 1
        return any(
            told.search(
                self.text,
                self.paragraphs[max(0, found.paragraph - _NEAR)][0],
                self.paragraphs[min(last, found.paragraph + _NEAR)][1],
            )
            for found in mine
        )


def _is_play(lines: int, names: int, again: int) -> bool:
    """Whether several speak again and again. `again`: lines of those who speak more than once."""
    return lines >= 4 and 2 <= names <= lines - 2 and 2 * again >= lines


def _is_all_capitals(group: Sequence[_Candidate]) -> bool:
    return all(found.name.isupper() and len(found.name) > 1 for found in group)
