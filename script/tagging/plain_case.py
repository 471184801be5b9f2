"""A story typed all in capitals or all in small letters, as it would be with capitals where others put them.

Who is a name is told by the tags ("…," said mina), by who is called in speech, and by titles; a common given name needs
less. Every character stays one character, so offsets are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GIVEN_GENDER,
    GROUP_NOUNS,
    NOT_NAMES,
    PERSON_NOUNS,
    SAY,
    SAY_CORE,
    SAY_PRESENT,
    TITLES,
    WEAK_TITLES,
    WRITE,
    word_set,
)
from script.story import Block

_FEWEST = 40
"""Letters that a story has at least, for its capitals to tell anything."""
_ALL, _NONE = 0.9, 0.01
"""Share of capitals among all letters from which on a story is all in capitals, or all in small letters."""
_SMALL_STARTS = 0.9
"""Share of the paragraphs that then begin with a small letter."""
_LETTER = re.compile(r"[^\W\d_]")
_CAPITAL_WORD = re.compile(r"(?<!\w)(?!I\b)[^\W\d_]\w*")
_WORD = r"[^\W\d_][\w-]*"
_SAYS = "|".join(sorted(SAY))
_SURELY = "|".join(sorted(SAY_CORE | SAY_PRESENT | WRITE))
_TAG_NAME = re.compile(
    rf"[,.!?…—–-][\"”’»*_]{{1,2}}\s+(?:(?:{_SAYS})\s+(?P<behind>{_WORD}(?: {_WORD})?)"
    rf"|(?P<before>{_WORD}(?: {_WORD})?) (?:[a-z]+ly )?(?:{_SAYS})\b)"
    rf"|[,.!?…—–-]\s+(?P<bare>{_WORD}) (?:[a-z]+ly )?(?:{_SURELY})\b"
)
_CALLED = re.compile(rf"(?:[\"“‘«]|, )(?P<name>{_WORD})(?=[,.!?…][\"”’»]|[,!] )")
_ACTS = re.compile(
    rf"(?:^|[.!?…]\s+)(?P<name>{_WORD})(?='s\b|’s\b| (?:was|had|did|sat|stood|went|ran|saw|felt|\w+ed|\w+s)\b)", re.M
)
_TITLED = re.compile(
    r"\b(?P<title>mr|mrs|ms|mx|dr|miss|prof|capt|captain|professor|doctor|detective|sir|lady)\.? +"
    rf"(?P<name>{_WORD})"
)
_STARTS = re.compile(
    r"(?:^|(?<=[\n\"“‘«]))[\"“‘«(*_]*[^\W\d_]|(?<=[.!?…])[*_)]* +[\"“‘«(*_]*[^\W\d_]"
    r"|(?<=[.…][\"”’»]) +[\"“‘«(*_]*[^\W\d_]"
)
_SPEAKER = re.compile(r"^[*_ \t]*[a-z][a-z .'-]{0,28}(?=(?: ?\([^()\n]*\))? ?:[ *_])", re.M)
"""Who speaks in a play, which sets its speakers in capitals anyway."""
_LABEL = re.compile(r"\W*[\w@.|-]{1,24}(?: \([^()\n]*\))? ?[:>]")
_I = re.compile(r"(?<![\w'’.@-])i(?=['’](?:m|d|ll|ve|s)\b|\b(?!['’.@-]\w))")
_NO_NAME = (
    FUNCTION_WORDS
    | GROUP_NOUNS
    | PERSON_NOUNS
    | SAY
    | WEAK_TITLES
    | word_set("people voices none it's one two three four five six more again quietly aloud okay ok yeah hey hi hello")
)


def in_ordinary_case(text: str, blocks: Iterable[Block]) -> str:
    """The text with the capitals that it lacks, or without those that it has too many of; the same length. A text that
    has capitals here and there is as it is."""
    letters = len(_LETTER.findall(text))
    capitals = sum(map(str.isupper, text))
    if letters < _FEWEST:
        return text
    if capitals >= _ALL * letters:
        text = _SPEAKER.sub(lambda match: match[0].upper(), _in_small_letters(text))
    elif not _lacks_capitals(text, letters, blocks):
        return text
    return _with_capitals(text)


def _in_small_letters(text: str) -> str:
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _lacks_capitals(text: str, letters: int, blocks: Iterable[Block]) -> bool:
    capitals = sum(len(word) > 1 and word[0].isupper() and not word.isupper() for word in _CAPITAL_WORD.findall(text))
    if capitals > _NONE * letters:
        return False
    starts = [match[0] for block in blocks if (match := _LETTER.search(text, block.start, block.end))]
    return sum(map(str.islower, starts)) >= _SMALL_STARTS * len(starts)


def _with_capitals(text: str) -> str:
    found = list(text)

    def raise_at(at: int) -> None:
        capital = text[at].upper()
        found[at] = capital if len(capital) == 1 else text[at]

    names, places = _names(text)
    for at in places:
        raise_at(at)
    if names:
        for match in re.finditer(rf"(?<![\w@.])(?:{'|'.join(map(re.escape, names))})(?![\w@])", text):
            raise_at(match.start())
    for match in _STARTS.finditer(text):
        line = text.rfind("\n", 0, match.end()) + 1
        if not _LABEL.match(text, line) or line < match.start():
            raise_at(match.end() - 1)
    for match in _I.finditer(text):
        raise_at(match.start())
    return "".join(found)


def _names(text: str) -> tuple[list[str], list[int]]:
    """The words that are names wherever they stand, and where words stand that are names only there."""
    said: Counter[str] = Counter()
    places: list[int] = []

    def take(start: int, words: str) -> None:
        at = start
        for word in words.split(" "):
            said[word] += 1
            places.append(at)
            at += len(word) + 1

    for match in _TAG_NAME.finditer(text):
        group = match.lastgroup or ""
        words = _name_in(text, match[group], behind=group == "behind")
        if words:
            take(match.start(group), words)
    for match in _TITLED.finditer(text):
        if match["name"] not in FUNCTION_WORDS:
            places.append(match.start("title"))
            take(match.start("name"), match["name"])
    called = Counter(match["name"] for match in _CALLED.finditer(text))
    acting = Counter(match["name"] for match in _ACTS.finditer(text))
    given = [word for word in (*called, *acting) if word in GIVEN_GENDER and word not in _NO_NAME]
    sure = dict.fromkeys((*said, *given))
    return [word for word in sure if word not in NOT_NAMES | FUNCTION_WORDS], places


def _name_in(text: str, words: str, *, behind: bool) -> str:
    """The name of one or two words beside a verb of saying; "" where they are none. `behind`: the verb is before
    them."""
    parts = words.split(" ")
    if parts[0] in TITLES and len(parts) == 2:
        return "" if parts[1] in _NO_NAME else words
    if parts[0] in _NO_NAME or (parts[0].endswith("ly") and parts[0] not in GIVEN_GENDER):
        return ""
    if len(parts) == 2 and parts[1] not in _NO_NAME and text.count(words) >= 2 and not parts[1].endswith("ly"):
        return words
    return parts[0] if behind or len(parts) == 1 else ""
