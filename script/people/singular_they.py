"""Who is "they" in the narration, alone: "Rowan held up the tickets. They had two."."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from script.people.characters import Mention, Stretch
from script.quotations.speech_words import GROUP_NOUNS

_PRONOUN = re.compile(
    r"\b(?:(?P<one>s?he|his|him|hers?|himself|herself)|(?P<they>they|their|them|theirs|themself|themselves))\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(rf"\b(?:both|others|two|three|{'|'.join(sorted(GROUP_NOUNS))})\b", re.IGNORECASE)
_REACH = 160
"""Characters at most from a name to the pronoun that stands for it."""
_SAID = 25
"""Characters at most from a speech to the pronoun of its tag."""
_TIMES, _RATIO = 2, 3
"""How often a name must be followed by "they", and how much more often than by "he" or "she"."""
_SHORT = 60000
"""Characters of a story that is too short to ask for a second time, where the first leaves no doubt."""
_PLURAL = re.compile(
    r"\b(?:the|some|his|her|my|our|many|few|several|all|most|of|two|three|four|five|six|these|those) +(?:[\w-]+ +)?"
    r"[a-z]+(?<!s)s\b",
    re.IGNORECASE,
)
_STATED = re.compile(r"\b(?:non-?binary|enby|they/them)\b", re.IGNORECASE)


def told_as_they(flat: str, stretches: Sequence[Stretch], mentions: Sequence[Mention]) -> frozenset[int]:
    """The people whose names are followed by "they" where nobody else is meant, and hardly by "he" or "she"."""
    narrated = [mention for mention in mentions if not mention.quoted]
    starts = [stretch.start for stretch in stretches]
    they: Counter[int] = Counter()
    one: Counter[int] = Counter()
    for index, mention in enumerate(narrated):
        limit = narrated[index + 1].start if index + 1 < len(narrated) else len(flat)
        place = bisect_right(starts, mention.start) - 1
        match = _taken_up(flat, mention, limit, stretches[place : place + 3])
        if match and not _SEVERAL.search(flat, mention.end, match.start()) and not _is_joined(flat, mention):
            if match["they"] is not None:
                they[mention.person] += 2 if _is_plain(flat, mention, match.start(), narrated, index) else 1
            one[mention.person] += match["one"] is not None
    return frozenset(person for person, times in they.items() if times >= max(_TIMES, _RATIO * one[person]))


def _is_plain(flat: str, mention: Mention, they: int, narrated: Sequence[Mention], index: int) -> bool:
    """Whether nothing else than a person can be "they" behind their name, in a short story: it begins its sentence
    there, nobody else is named in the paragraph, and there are no things in the plural. Or the story says it."""
    if _STATED.search(flat, mention.end, they):
        return True
    if len(flat) > _SHORT or not flat.startswith("They", they):
        return False
    paragraph = flat.rfind("  ", 0, mention.start) + 1
    alone = not index or narrated[index - 1].start < paragraph or narrated[index - 1].person == mention.person
    return alone and not _PLURAL.search(flat, paragraph, they)


def _taken_up(flat: str, mention: Mention, limit: int, around: Sequence[Stretch]) -> re.Match[str] | None:
    """The pronoun that takes a name up before `limit`: in the stretch of narration `around[0]` in which it stands, or
    in the tag behind the speech that follows."""
    for stretch, reach in zip(around[::2], (_REACH, _SAID), strict=False):
        start = max(mention.end, stretch.start)
        # In flat text a paragraph's end is two spaces.
        if "  " not in flat[mention.end : start] and (
            match := _PRONOUN.search(flat, start, min(stretch.end, limit, start + reach))
        ):
            return match
    return None


def _is_joined(flat: str, mention: Mention) -> bool:
    """Whether the name stands beside another: "Rowan and Helen", "her and Rowan"."""
    return flat.startswith(" and ", mention.end) or flat.endswith(" and ", 0, mention.start)
