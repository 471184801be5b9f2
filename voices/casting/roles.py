"""The roles to fill: one for each voice that the cast needs, and who talks with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from script.model import NARRATOR, Age, Gender
from voices.cast import SpeakerShare, Wish

PRINCIPALS = 10
"""So many of the most talkative, the narrator among them, are held apart from each other."""


@dataclass(frozen=True, slots=True)
class Role:
    """A speaker to be cast. Who sounds like the narrator shares the narrator's role."""

    name: str | None
    words: int
    lines: int
    gender: Gender | None
    age: Age | None
    accent: str | None = None
    """A language tag."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who meets whom: pairs of voices, both ways round."""

    exchanges: Mapping[tuple[str | None, str | None], int]
    """How often they follow each other in a conversation."""
    scenes: frozenset[tuple[str | None, str | None]] = frozenset()
    """Who speak in one scene."""
    chapters: frozenset[tuple[str | None, str | None]] = frozenset()


def likenesses(
    speakers: Sequence[SpeakerShare], wishes: Mapping[str | None, Wish], narrator_is: str | None
) -> dict[str | None, str]:
    """Who sounds like whom: as written, and the narrating character like the narrator."""
    known = {*(share.name for share in speakers), NARRATOR}
    like = {name: wish.like for name, wish in wishes.items() if wish.like is not None and wish.like in known}
    told_by = wishes.get(narrator_is, Wish()) if narrator_is is not None else Wish()
    if narrator_is in known and narrator_is is not None and told_by.voice is None and told_by.like is None:
        like[narrator_is] = NARRATOR
        if _root(NARRATOR, like) is None:
            del like[narrator_is]
    return like


def _root(name: str | None, like: Mapping[str | None, str]) -> str | None:
    """Whose voice `name` has in the end; None where likenesses go in a circle or nobody is known."""
    seen = {name}
    while name in like:
        name = like[name]
        if name in seen:
            return None
        seen.add(name)
    return name


def roles_of(
    speakers: Sequence[SpeakerShare], like: Mapping[str | None, str], accents: Mapping[str | None, str | None]
) -> list[Role]:
    """The roles to fill, the most talkative first, unknown after the principals."""
    words: dict[str | None, int] = defaultdict(int)
    lines: dict[str | None, int] = defaultdict(int)
    gender: dict[str | None, Gender | None] = {NARRATOR: None}
    age: dict[str | None, Age | None] = {NARRATOR: None}
    for share in sorted(speakers, key=lambda share: share.name or ""):
        voice = _root(share.name, like)
        words[voice] += share.words
        lines[voice] += share.lines
        own = share.name == voice
        gender[voice] = (own and share.gender) or gender.get(voice) or share.gender
        age[voice] = (own and share.age) or age.get(voice) or share.age
    roles = [
        Role(name, words[name], lines[name], gender[name], age[name], accents.get(name))
        for name in gender
        if name is not None
    ]
    roles = sorted((role for role in roles if role.name not in like), key=rank)
    unknown = Role(None, words[None], lines[None], gender.get(None), age.get(None), accents.get(None))
    return [*roles[:PRINCIPALS], unknown, *roles[PRINCIPALS:]] if None not in like else roles


def rank(role: Role) -> tuple[int, int, str]:
    """Sorts roles, the most talkative first."""
    return -role.words, -role.lines, role.name or ""


def pairs_of(
    groups: Iterable[Iterable[str]], like: Mapping[str | None, str]
) -> frozenset[tuple[str | None, str | None]]:
    """The pairs of voices of which both are heard in one of the groups, both ways round."""
    voices = ({_root(name, like) for name in group} for group in groups)
    return frozenset(pair for heard in voices for pair in permutations(sorted(heard - {None}, key=str), 2))


def exchanges_of(
    exchanges: Iterable[tuple[str, str, int]], like: Mapping[str | None, str]
) -> dict[tuple[str | None, str | None], int]:
    """How often two voices follow each other, both ways round."""
    counts: dict[tuple[str | None, str | None], int] = defaultdict(int)
    for a, b, count in exchanges:
        first, second = _root(a, like), _root(b, like)
        if first is not None and second is not None and first != second:
            counts[first, second] += count
            counts[second, first] += count
    return counts
