"""Kin under two names: "her mother" whom the heroine calls Mom, "my uncle" who is Uncle Silas."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from script.model import Gender
from script.people.characters import People
from script.people.names.vocatives import is_vocative
from script.people.talk_turns import NEXT_TURN, described_by, is_same_paragraph, talk_turns, who_answer
from script.quotations.flat_text import name_key
from script.quotations.speech_words import SAME_KIN
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_OWNERS = {"my": None, "her": Gender.FEMALE, "his": Gender.MALE}
_NEAR = 2000
"""Characters at most between "her mother" and a "Mom" that is she: in another chapter she may be another's."""


def kin_meant(flat: str, tags: Sequence[Tag], cast: People) -> dict[int, int]:
    """Where described kin stand who are somebody called by the same kinship, named nearby: start → person."""
    found: dict[int, int] = {}
    for described, person in kin_pairs(flat, tags, cast).items():
        named = sorted(mention.start for mention in cast.mentions if mention.person == person)
        places = {mention.start for mention in cast.mentions if mention.person == described}
        places |= {tag.start for tag in tags if described_by(cast, tag) == described}
        for place in sorted(places):
            at = bisect_left(named, place - _NEAR)
            if at < len(named) and named[at] <= place + _NEAR:
                found[place] = person
    return found


def kin_pairs(flat: str, tags: Sequence[Tag], cast: People) -> dict[int, int]:
    """Who of the described kin may be somebody who is called by the same kinship: (description, person) by index.

    Only where one is called so, and nobody talks with themselves for it."""
    called = _called(cast)
    owned = _owned(cast)
    if not owned:
        return {}
    talks = who_answer(flat, talk_turns(cast, tags))
    joined: dict[int, int] = {}
    for kin, owners in sorted(owned.items()):
        if len(people := called.get(kin, [])) != 1:
            continue
        owner = _whose(flat, tags, cast, people[0], owners)
        if owner is not None and frozenset((owners[owner], people[0])) not in talks:
            joined[owners[owner]] = people[0]
    return joined


def _called(cast: People) -> Mapping[str, list[int]]:
    """Who is called Mom, or Uncle Silas: by the plain word for it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(cast.people):
        words = [name_key(name).split() for name in person.names] if index not in cast.described else []
        kinds = {
            SAME_KIN.get(name[0], "") for name in words if len(name) == 1 or SAME_KIN.get(name[0]) in ("aunt", "uncle")
        }
        for kin in sorted(kinds - {""}):
            found[kin].append(index)
    return found


def _owned(cast: People) -> Mapping[str, dict[str, int]]:
    """The described kin, "her mother", by the word for them and then by whose they are."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, person in cast.forms.items():
        words = key.split()
        if person in cast.described and len(words) == 2 and words[0] in _OWNERS and words[1] in SAME_KIN:
            found[SAME_KIN[words[1]]].setdefault(words[0], person)
    return found


def _whose(flat: str, tags: Sequence[Tag], cast: People, person: int, owners: Mapping[str, int]) -> str | None:
    """Which of "my", "her" and "his" somebody called Mom is the mother of: the teller's, the only one's, or of whose
    gender those are who call her so."""
    if len(owners) == 1:
        return next(iter(owners))
    if "my" in owners:
        return "my"
    callers: Counter[Gender | None] = Counter()
    calls = [m for m in cast.mentions if m.quoted and m.person == person and is_vocative(flat, m.start, m.end)]
    named = sorted((tag for tag in tags if tag.sure and tag.kind is Subject.NAME), key=lambda tag: tag.start)
    starts = [tag.start for tag in named]
    for call in calls:
        around = named[bisect_left(starts, call.end - NEXT_TURN) : bisect_left(starts, call.end + NEXT_TURN)]
        near = next((tag for tag in around if is_same_paragraph(flat, *sorted((tag.start, call.end)))), None)
        who = cast.resolve(near.subject) if near else None
        callers[cast.people[who].gender if who is not None else None] += 1
    women, men = callers[Gender.FEMALE], callers[Gender.MALE]
    return None if women == men else "her" if women > men else "his"
