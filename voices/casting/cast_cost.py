"""What a cast costs a listener: voices that are alike, that don't suit, that sound strange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from script.model import NARRATOR, Gender
from voices.cast import VoiceProfile
from voices.casting.candidates import WRONG_GENDER, Candidates, key_of
from voices.casting.roles import Company, Role

_FADES = 0.12
"""Distance by which likeness falls to 1/e."""
_TOLD_APART = 0.2
"""Distance under which two voices are taken for one by those who hear them answer each other."""
_PARTNERS_ALIKE, _SCENE_ALIKE = 8.0, 2.5
"""What it costs that two are nearer than that who talk with each other, or who speak in one scene."""
_SAME_PROFILE = 1000.0
_SAME_IN_CHAPTER = 3000.0
_SAME_AS_PARTNER = 10000.0
_LEADS = 0.05
"""Of the words: who says so much is heard for hours."""


class Listener:
    """Somebody who is to tell the speakers of a book from each other."""

    def __init__(
        self,
        candidates: Candidates,
        roles: Sequence[Role],
        company: Company,
    ) -> None:
        self._candidates = candidates
        self._role = {role.name: role for role in roles}
        self._total = sum(role.words for role in roles) or 1
        self._company = company
        self._partners: dict[str | None, int] = defaultdict(int)
        for (a, _), count in company.exchanges.items():
            self._partners[a] += count
        self._costs = lru_cache(maxsize=None)(candidates.misfit)

    def cost(self, role: Role, cast: Mapping[str | None, VoiceProfile]) -> NDArray[np.float64]:
        """float64[candidates]: what it costs a listener if this role gets that candidate, beside the cast so far."""
        cost = self.misfit(role, cast) + self._candidates.strangeness
        name = role.name
        for other, profile in cast.items():
            cost = cost + self._likeness(name, other, profile)
            # A shared profile is worse than any misfit but the wrong gender, and worst between partners.
            cost = cost + self._sharing(name, other) * self._candidates.same(profile)
        used = np.zeros(len(cost), dtype=np.bool_)
        for profile in cast.values():
            used |= self._candidates.same(profile)
        suits = self.misfit(role, cast) < WRONG_GENDER
        if (suits & ~used).any():
            cost = cost + _SAME_PROFILE * used
        if suits.any():
            cost = np.where(suits, cost, np.inf)
        # Rounded, so that a last bit decides nothing.
        return np.round(cost, 9)

    def strain(self, cast: Mapping[str | None, VoiceProfile], names: Sequence[str | None]) -> float:
        """What it costs a listener to tell `names` from each other and from the rest of the cast."""
        total = 0.0
        for name in names:
            role = self._role[name]
            index = int(np.argmax(self._candidates.same(cast[name])))
            suits = self._costs(role.gender, role.age, role.accent, self._is_lead(role))
            total += float(suits[index] + self._candidates.strangeness[index])
            for other, profile in cast.items():
                if other != name:
                    total += float(self._likeness(name, other, profile)[index])
        return total

    def misfit(self, role: Role, cast: Mapping[str | None, VoiceProfile]) -> NDArray[np.float64]:
        """float64[candidates]: how badly a candidate suits a role.

        Whose gender nobody knows may be either: the one that is heard less so far.
        """
        gender = role.gender
        if gender is None and role.name is not None and role.name != NARRATOR:
            gender = self._rarer_gender(cast)
        return self._costs(gender, role.age, role.accent, self._is_lead(role))

    def _is_lead(self, role: Role) -> bool:
        return role.words >= _LEADS * self._total

    def _likeness(self, name: str | None, other: str | None, profile: VoiceProfile) -> NDArray[np.float64]:
        """float64[candidates]: what it costs that `name` sounds like `other`, who has a profile."""
        cost: NDArray[np.float64] = self._weight(name, other) * np.exp(-self._candidates.apart(profile) / _FADES)
        if (name, other) in self._company.exchanges or other == NARRATOR:
            return cost + _PARTNERS_ALIKE * (self._candidates.timbre(profile) < _TOLD_APART)
        if (name, other) in self._company.scenes:
            return cost + _SCENE_ALIKE * (self._candidates.timbre(profile) < _TOLD_APART)
        return cost

    def _sharing(self, name: str | None, other: str | None) -> float:
        """What it costs that `name` has the very profile of `other`."""
        if other == NARRATOR or (name, other) in self._company.exchanges or (name, other) in self._company.scenes:
            return _SAME_AS_PARTNER
        return _SAME_IN_CHAPTER if (name, other) in self._company.chapters else 1.0

    def _weight(self, name: str | None, other: str | None) -> float:
        """How much it matters that `name` doesn't sound like `other`."""
        weight = 3.0 if other == NARRATOR else 1.0
        weight += 4.0 * self._company.exchanges.get((name, other), 0) / max(1, self._partners[name])
        return weight + (self._role[other].words / self._total if other in self._role else 0.0)

    def _rarer_gender(self, cast: Mapping[str | None, VoiceProfile]) -> Gender:
        """The gender that fewer of the cast's characters sound so far."""
        heard = {key_of(voice): voice.gender for voice in self._candidates.voices}
        genders = [
            heard.get((profile.engine, profile.voice)) for name, profile in cast.items() if name not in (None, NARRATOR)
        ]
        return Gender.MALE if genders.count(Gender.MALE) < genders.count(Gender.FEMALE) else Gender.FEMALE
