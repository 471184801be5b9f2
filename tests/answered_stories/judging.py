"""How much a Script gets right of a story whose answers are known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from script.model import NARRATOR, Character, Kind, Script
from script.quotations.flat_text import name_key
from script.training.answered_stories import NOBODY_KNOWS, AnsweredStory, Stretch

_IN_A_VOICE = (Kind.SPEECH, Kind.THOUGHT, Kind.LETTER)
_I = name_key("I")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A stretch, whom the Script gives most of its letters to (`NARRATOR`: it isn't spoken; None: nobody), and whether
    that is right."""

    stretch: Stretch
    given: str | None
    right: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a Script makes of a story. `misvoiced`: words in a wrong voice, of 100 of the story."""

    verdicts: tuple[Verdict, ...]
    misvoiced: float

    @property
    def share_right(self) -> float:
        """Percent of the stretches that count."""
        return 100 * sum(verdict.right for verdict in self.verdicts) / max(1, len(self.verdicts))


def judge(answered: AnsweredStory, script: Script) -> Judgement:
    """Judges the Script of a story, stretch by stretch; stretches that nobody knows are left out."""
    voices = _Voices(script)
    text = answered.story.text
    given = [(stretch, voices.of_most(text, stretch)) for stretch in answered.stretches]
    meant = who_is_meant(script.characters, answered.people, given)

    def right(key: str, voice: str | None) -> bool:
        return voice == NARRATOR if key == NARRATOR else voice is not None and key in meant.get(voice, frozenset())

    verdicts = [
        Verdict(stretch, voice, right(stretch.key, voice)) for stretch, voice in given if stretch.key != NOBODY_KNOWS
    ]
    starts = [stretch.start for stretch in answered.stretches]
    words = wrong = 0
    for match in re.finditer(r"[^\W_]\S*", text):
        words += 1
        at = bisect_right(starts, match.start()) - 1
        inside = at >= 0 and match.start() < answered.stretches[at].end
        key = answered.stretches[at].key if inside else NARRATOR
        wrong += key != NOBODY_KNOWS and not right(key, voices.at(match.start()))
    return Judgement(tuple(verdicts), 100 * wrong / max(1, words))


class _Voices:
    """Which voice each character of a story is in."""

    def __init__(self, script: Script) -> None:
        self._lines = sorted(
            (chapter.offset + line.start, chapter.offset + line.end, line.speaker)
            for chapter in script.chapters
            for line in chapter.lines
            if line.kind in _IN_A_VOICE
        )
        self._starts = [line[0] for line in self._lines]

    def at(self, offset: int) -> str | None:
        """The speaker at an offset: `NARRATOR` where it isn't spoken, None where nobody knows."""
        index = bisect_right(self._starts, offset) - 1
        return self._lines[index][2] if index >= 0 and offset < self._lines[index][1] else NARRATOR

    def of_most(self, text: str, stretch: Stretch) -> str | None:
        """The speaker of most of its letters."""
        letters = (at for at in range(stretch.start, stretch.end) if text[at].isalnum())
        return Counter(self.at(at) for at in letters).most_common(1)[0][0]


def who_is_meant(
    characters: Sequence[Character],
    people: Mapping[str, Sequence[str]],
    given: Sequence[tuple[Stretch, str | None]],
) -> dict[str, frozenset[str]]:
    """Whom of the people each character is, by keys: by name or else by most aliases, so that a character who is two
    people at once is right for one of them only; several where the names leave it open, none where no name is known.

    A teller (alias "I") whom no other name tells is whom the answers call "I": of several, whom they mostly speak for.
    """
    keys = {person: {name_key(name) for name in names} for person, names in people.items()}
    tellers = [person for person, names in keys.items() if _I in names]
    meant = {}
    for character in characters:
        named = _named(character, keys)
        if not named and "I" in (character.name, *character.aliases):
            spoken = Counter(stretch.key for stretch, who in given if who == character.name and stretch.key in tellers)
            named = [person for person, _ in spoken.most_common(1)]
        meant[character.name] = frozenset(named)
    return meant


def _named(character: Character, keys: Mapping[str, set[str]]) -> list[str]:
    """Whom a character's names tell, "I" aside. `keys`: of each person the names, as names are looked up."""
    called = [key for name in (character.name, *character.aliases) if (key := name_key(name)) != _I]
    by_name = [person for person, names in keys.items() if called[:1] and called[0] in names]
    if len(by_name) == 1:
        return by_name
    votes = {person: sum(name in names for name in called) for person, names in keys.items()}
    most = max(votes.values(), default=0)
    return [person for person, count in votes.items() if count == most > 0]


def fallen(shares: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The stories whose share right is below what was recorded of them, in words; what has no record can't fall."""
    return [
        f"{name}: {share:.1f} % of the stretches are right, {floors[name]:.1f} % were"
        for name, share in shares.items()
        if share < floors.get(name, 0.0) - 0.05
    ]
