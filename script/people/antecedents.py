"""What the pronouns of the narration stand for: whoever acted last and may be "he" or "she"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from script.model import Character, Gender
from script.people.characters import Mention
from script.people.names.deeds import DOES, FOLLOWING, HUMAN
from script.quotations.flat_text import opens_sentence
from script.quotations.speech_words import SAY, word_set
from script.quotations.tags.noun_phrases import PREPOSITIONS

LOST = 2500
"""Characters after which a pronoun stands for nobody known."""
_FADED = 250
"""Characters after which another name, even one that doesn't act, takes a pronoun over."""
_HANDED_OVER, _PRONOUN = -2, -1
"""What stands for the number of a mention where there is none."""
_HE_SHE = re.compile(r"\b(?:(?P<female>[Ss]he)|[Hh]e)\b")
_BEFORE = re.compile(r"([\w']+) $")
_CALLED = word_set("named called")
"""What follows a name or a noun and is no deed: "a boy named Tom"."""
_TIMES, _RATIO = 3, 3
"""How many more pronouns must make somebody a woman than a man before they are one, and how many times as many; and
the other way round."""


class Reference(NamedTuple):
    """Where the narration refers to somebody, by name or by a pronoun; `acts`: as the subject of a clause."""

    start: int
    person: int
    acts: bool


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The references of a book's narration, in order; and of which gender its pronouns make those whose gender nothing
    else tells (`seems`: by person)."""

    references: list[Reference]
    seems: dict[int, Counter[Gender]]


def acts_at(flat: str, mention: Mention, told_by_tags: Collection[int]) -> bool:
    """Whether somebody does something where they are mentioned: at a sentence's beginning, as the subject of a tag
    (`told_by_tags`: where those stand), or before a verb of people's doings."""
    if mention.start in told_by_tags or opens_sentence(flat, mention.start):
        return True
    following = FOLLOWING.match(flat, mention.end)
    word = following["word"].lower() if following else ""
    does = word in DOES or word in HUMAN or word in SAY or (word.endswith("ed") and len(word) > 3)
    if not does or word in _CALLED:
        return False
    before = _BEFORE.search(flat, max(0, mention.start - 20), mention.start)
    return before is None or before[1].lower() not in PREPOSITIONS


def antecedents(
    flat: str,
    narration: Iterable[tuple[int, int]],
    mentions: Sequence[Mention],
    acts: Sequence[bool],
    gender_of: Callable[[int], Gender | None],
    is_never: Callable[[Mention], bool],
    handed_over: Iterable[tuple[int, int | None]] = (),
) -> Antecedents:
    """What "he" and "she" stand for in stretches of narration: for the last name that fits, until it is lost.

    `mentions`: those of the narration, in order, and whether each `acts`; `is_never`: who can't be meant, such as the
    one who says "I" there; `handed_over`: where somebody else begins to tell, and who told before: "he" is that one
    rather than somebody whom only they told of. Who acts and has no gender may be either, until a pronoun decides.
    """
    events: list[tuple[int, int, Gender | None]] = [(m.start, index, None) for index, m in enumerate(mentions)]
    told_before = dict(handed_over)
    events += [(at, _HANDED_OVER, None) for at in told_before]
    for start, end in narration:
        events += [
            (match.start(), _PRONOUN, Gender.FEMALE if match["female"] else Gender.MALE)
            for match in _HE_SHE.finditer(flat, start, end)
        ]
    events.sort(key=lambda event: event[:2])
    last: dict[Gender, tuple[int, int]] = {}
    either = (-LOST, -1)
    """Who acted last of those who may be "he" or "she"."""
    found: list[Reference] = []
    seems: dict[int, Counter[Gender]] = {}
    for start, index, pronoun in events:
        if index == _HANDED_OVER:
            other = told_before[start]
            gender = None if other is None else gender_of(other)
            last = {gender: (start, other)} if gender and other is not None else {}
            either = (-LOST, -1)
            continue
        if pronoun is None:
            person, acting = mentions[index].person, acts[index]
            found.append(Reference(start, person, acting))
            if is_never(mentions[index]):
                continue
            if gender := gender_of(person):
                before = last.get(gender)
                if acting or before is None or start - before[0] > _FADED:
                    last[gender] = (start, person)
            elif acting:
                either = (start, person)
            continue
        at, person = max(last.get(pronoun, (-LOST, -1)), either)
        if start - at >= LOST:
            continue
        last[pronoun] = (start, person)
        found.append(Reference(start, person, True))
        if gender_of(person) is None:
            seems.setdefault(person, Counter())[pronoun] += 1
            # Who is "he" here is not "she" in the next sentence.
            either = (-LOST, -1)
            last = {fits: held for fits, held in last.items() if fits is pronoun or held[1] != person}
    return Antecedents(found, seems)


def with_seeming_genders(characters: Sequence[Character], seems: dict[int, Counter[Gender]]) -> list[Character]:
    """The characters, with a gender for those whose gender nothing but the narration's pronouns tells."""
    result = list(characters)
    for person, told in seems.items():
        (gender, most), *others = [*told.most_common(), (None, 0)]
        less = others[0][1]
        if result[person].gender is None and most - less >= _TIMES and most >= _RATIO * less:
            result[person] = replace(result[person], gender=gender)
    return result
