"""Talk that is set as lines with their speakers before them: plays ("MARGOT (laughing): …"), chats ("dev: you up?",
"<bea> no", "[14:02] sam: hi"), interviews. The name is there to be seen, not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from script.quotations.speech_words import FUNCTION_WORDS, word_set

_NAME = r"(?P<name>[^\W_](?:[\w'’.-]| (?=[\w(])){0,28}?)"
_DIRECTION = r"(?: *\((?P<how>[^()]{1,80})\))?"
_CLOCK = r"(?P<clock>[\[(]\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?[\])] *|\d{1,2}:\d\d(?: ?[ap]m)?[ ,–—-]+)?"
_LINE = re.compile(
    rf"[*_]{{0,3}}{_CLOCK}(?:{_NAME}{_DIRECTION} *:[*_]{{0,3}}|<(?P<nick>[\w.-]{{1,24}})>) +(?=\S)", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^()]{2,300}\)")
_NO_NAMES = word_set(
    """note notes title author chapter part act scene setting characters cast warning warnings rating summary disclaimer
    words fandom pairing p.s ps n.b nb re subject from to cc bcc date sent time place example figure table http https
    isbn price contents index update edit tags genre status published copyright"""
)
"""What stands before a colon as well."""
_NEAR = 3
"""Paragraphs from one line of a conversation to the next, stage directions between them."""
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A paragraph that somebody speaks. `start` to `said` is their name with what belongs to it; `asides` are stage
    directions amid the words: (start, end)."""

    paragraph: int
    name: str
    start: int
    said: int
    end: int
    asides: tuple[tuple[int, int], ...] = ()

    def words(self) -> Iterator[tuple[int, int]]:
        """What is spoken: (start, end)."""
        at = self.said
        for start, end in self.asides:
            yield at, start
            at = end
        yield at, self.end


@dataclass(frozen=True, slots=True)
class _Candidate:
    paragraph: int
    name: str
    match: re.Match[str]
    end: int

    @property
    def is_plain(self) -> bool:
        """Whether the form says by itself that it is talk: a nickname in brackets, a time of day."""
        return bool(self.match["nick"] or self.match["clock"])


def find_talk_lines(text: str, paragraphs: Sequence[tuple[int, int]], skipped: Iterable[int] = ()) -> list[TalkLine]:
    """The lines of talk among paragraphs [start, end) of a text, without those `skipped`.

    One colon proves nothing: a conversation has two speakers close together, or a form of its own.
    """
    left_out = frozenset(skipped)
    candidates = [
        found
        for index, (start, end) in enumerate(paragraphs)
        if index not in left_out and (found := _candidate(text, index, start, end))
    ]
    return [_line(text, found) for group in _grouped(candidates) if _is_talk(group) for found in group]


def _candidate(text: str, index: int, start: int, end: int) -> _Candidate | None:
    match = _LINE.match(text, start, end)
    if not match:
        return None
    name = match["nick"] or match["name"].strip()
    words = name.lower().split()
    if len(words) > _MOST_WORDS or words[-1].rstrip(".") in _NO_NAMES | FUNCTION_WORDS or words[0] in _NO_NAMES:
        return None
    if not name.isupper() and len(words) > 1 and not all(word[0].isupper() for word in name.split()):
        return None
    return _Candidate(index, name, match, end)


def _grouped(candidates: Sequence[_Candidate]) -> Iterator[list[_Candidate]]:
    group: list[_Candidate] = []
    for found in candidates:
        if group and found.paragraph - group[-1].paragraph > _NEAR:
            yield group
            group = []
        group.append(found)
    if group:
        yield group


def _is_talk(group: Sequence[_Candidate]) -> bool:
    if all(found.is_plain for found in group):
        return True
    names = {found.name.lower() for found in group}
    return len(group) >= 3 and 2 <= len(names) < len(group)


def _line(text: str, found: _Candidate) -> TalkLine:
    said, end = found.match.end(), found.end
    is_play = found.name.isupper()
    asides = tuple((m.start(), m.end()) for m in _ASIDE.finditer(text, said, end)) if is_play else ()
    return TalkLine(found.paragraph, _shown(found.name), found.match.start(), said, end, asides)


def _shown(name: str) -> str:
    """A name in capitals as others are written; "A VOICE" is nobody's name."""
    if not name.isupper() or len(name) < 2:
        return name
    first, _, rest = name.lower().partition(" ")
    return f"the {rest}" if rest and first in ("a", "an", "the") else name.title()
