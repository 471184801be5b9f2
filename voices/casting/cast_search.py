"""The search for a cast: who talk most are held apart from each other, then everybody gets what suits best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from script.model import NARRATOR
from voices.cast import VoiceProfile
from voices.casting.candidates import NO_AGE, WRONG_AGE, Candidates
from voices.casting.cast_cost import Listener
from voices.casting.roles import PRINCIPALS, Role, rank

_LEADS = 8
"""So many of the principals are held well apart; they alone, where there are too few voices."""
_APART = (0.33, 0.31, 0.29, 0.27, 0.25, 0.22, 0.2, 0.15, 0.1, 0.05)
"""Distances to hold principals apart by, the best first. Two voices under a cosine of 0.8 are told apart."""
_APART_ENOUGH = 0.31
"""For this distance and those below it, candidates are let in that are cast less and less gladly."""
_TOLD_APART = 0.21
"""Distance at which two voices are told apart for sure. Where not even this is found, the two that are nearest to each
other are parted, again and again."""
_RELUCTANCE = (0.22, 0.336, 0.56, math.inf)
"""What may speak against a candidate (`Candidates.reluctance`)."""
_SEARCH_STEPS = 500
_BRANCHES = 10
_ROUNDS = 8
_PARTINGS = 50
_NOTICED = 1e-3
"""Distance for which it is worth while to replace a voice."""
_ALIKE = 0.02
"""Distance under which two candidates are one timbre."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """What is asked of the principals' voices."""

    count: int
    """Of principals."""
    least: float
    """Distance of each two leads; the others' may be as small as tells two voices apart."""
    allowed: NDArray[np.bool_]
    """bool[candidates]."""
    slack: float
    """How much worse than the best a candidate may suit gender, age and accent."""


class Director:
    """Fills roles one after the other."""

    def __init__(self, candidates: Candidates, roles: Sequence[Role], listener: Listener) -> None:
        self._candidates = candidates
        self._roles = roles
        self._listener = listener
        self._talkative = sorted(
            (role for role in roles if role.words or role.name is not None),
            key=lambda role: (role.name != NARRATOR, rank(role)),
        )
        self._leads = {role.name for role in self._talkative[:_LEADS]}

    def fill(self, fixed: Mapping[str | None, VoiceProfile]) -> dict[str | None, VoiceProfile]:
        """Every role's profile, on top of the fixed ones."""
        open_roles = [role for role in self._roles if role.name not in fixed]
        cast = self._with_principals(dict(fixed), open_roles)
        for role in open_roles:
            if role.name not in cast:
                cast[role.name] = self._best(role, cast)
        return cast

    def _best(self, role: Role, cast: Mapping[str | None, VoiceProfile]) -> VoiceProfile:
        """The profile that costs a listener least beside the cast so far."""
        return self._candidates.profile(int(np.argmin(self._listener.cost(role, cast))))

    def _with_principals(
        self, cast: dict[str | None, VoiceProfile], open_roles: Sequence[Role]
    ) -> dict[str | None, VoiceProfile]:
        """The cast with the principals among the open roles, held apart as far as can be; where no distance can be
        demanded, with the leads parted as far as they are."""
        for demand in self._demands():
            leading = self._talkative[: demand.count]
            principals = [role for role in leading if role.name not in cast]
            together = [role.name for role in leading if role.name in cast]
            steps = iter(range(_SEARCH_STEPS))
            found = self._held_apart(principals, dict(cast), together, demand, steps)
            if found is not None:
                improved = self._improved(found, principals, [role.name for role in leading], demand)
                near = demand.least < _TOLD_APART
                return self._spread(improved, self._talkative[:_LEADS], open_roles) if near else improved
        leads = self._talkative[:_LEADS]
        for role in leads:
            if role.name not in cast:
                cast[role.name] = self._best(role, cast)
        return self._spread(cast, leads, open_roles)

    def _demands(self) -> Iterator[_Demand]:
        """Less and less."""
        for least in _APART:
            before = 0
            for reluctance in _RELUCTANCE if least <= _APART_ENOUGH else _RELUCTANCE[:1]:
                allowed = self._candidates.reluctance <= reluctance
                if allowed.sum() > before:
                    slack = NO_AGE if math.isfinite(reluctance) else WRONG_AGE
                    for count in (PRINCIPALS, _LEADS) if least <= _APART_ENOUGH else (PRINCIPALS,):
                        yield _Demand(count, least, allowed, slack)
                before = allowed.sum()

    def _held_apart(
        self,
        roles: Sequence[Role],
        cast: dict[str | None, VoiceProfile],
        together: list[str | None],
        demand: _Demand,
        steps: Iterator[int],
    ) -> dict[str | None, VoiceProfile] | None:
        """The cast with these roles filled as demanded; None if none is found. `together` are the principals already
        cast. Depth first, each role's best candidates first."""
        if not roles:
            return cast
        role = roles[0]
        cost = self._listener.cost(role, cast)
        left = self._eligible(role, cast, together, demand)
        for _ in range(_BRANCHES):
            if not left.any() or next(steps, None) is None:
                return None
            index = int(np.argmin(np.where(left, cost, np.inf)))
            left[index] = False
            profile = self._candidates.profile(index)
            left &= self._candidates.timbre(profile) >= _ALIKE
            found = self._held_apart(roles[1:], {**cast, role.name: profile}, [*together, role.name], demand, steps)
            if found is not None:
                return found
        return None

    def _eligible(
        self,
        role: Role,
        cast: Mapping[str | None, VoiceProfile],
        others: Iterable[str | None],
        demand: _Demand,
    ) -> NDArray[np.bool_]:
        """bool[candidates]: which suit a role as demanded, and are as far as demanded from the `others`."""
        misfit = self._listener.misfit(role, cast)
        eligible: NDArray[np.bool_] = demand.allowed & (misfit < misfit.min() + demand.slack)
        for name in others:
            both = {name, role.name} <= self._leads
            eligible &= self._candidates.timbre(cast[name]) >= (
                demand.least if both else min(demand.least, _TOLD_APART)
            )
        return eligible

    def _improved(
        self,
        cast: dict[str | None, VoiceProfile],
        roles: Sequence[Role],
        principals: Sequence[str | None],
        demand: _Demand,
    ) -> dict[str | None, VoiceProfile]:
        """The cast with the profiles of `roles` swapped and replaced as long as that makes it easier to follow."""
        names = [role.name for role in roles]
        strain = self._listener.strain(cast, names)
        for _ in range(_ROUNDS):
            before = strain
            for role in roles:
                rest = {name: profile for name, profile in cast.items() if name != role.name}
                others = [name for name in principals if name != role.name]
                eligible = self._eligible(role, rest, others, demand)
                if eligible.any():
                    best = int(np.argmin(np.where(eligible, self._listener.cost(role, rest), np.inf)))
                    cast, strain = self._easier(cast, strain, {role.name: self._candidates.profile(best)}, names)
            for a, b in combinations(names, 2):
                if (a in self._leads) == (b in self._leads):
                    cast, strain = self._easier(cast, strain, {a: cast[b], b: cast[a]}, names)
            if strain >= before:
                break
        return cast

    def _spread(
        self, cast: dict[str | None, VoiceProfile], leads: Sequence[Role], movable: Sequence[Role]
    ) -> dict[str | None, VoiceProfile]:
        """The cast with one of the two nearest `leads` replaced, as long as that brings the nearest further apart."""
        names = [role.name for role in leads]
        free = {role.name: role for role in movable}
        for _ in range(_PARTINGS):
            near = {
                (a, b): self._between(cast[a], cast[b]) for a, b in combinations(names, 2) if b in free or a in free
            }
            pair = min(near, key=lambda two: near[two], default=None)
            if pair is None:
                break
            parted = self._parted(cast, [free[name] for name in pair if name in free], names, near[pair])
            if parted is None:
                break
            cast = parted
        return cast

    def _parted(
        self, cast: Mapping[str | None, VoiceProfile], roles: Iterable[Role], names: Sequence[str | None], least: float
    ) -> dict[str | None, VoiceProfile] | None:
        """The cast with that one of `roles` replaced which gets farthest from all the others of `names`; None if none
        gets farther than `least`."""
        anything = _Demand(len(names), 0.0, np.ones(len(self._candidates.voice), dtype=np.bool_), WRONG_AGE)
        parted = None
        for role in roles:
            rest = {name: profile for name, profile in cast.items() if name != role.name}
            apart = np.min([self._candidates.timbre(rest[name]) for name in names if name != role.name], axis=0)
            eligible = self._eligible(role, rest, (), anything)
            for profile in rest.values():
                # Those of the cast who are no leads keep their voices to themselves, too.
                eligible &= ~self._candidates.same(profile)
            for other in self._talkative[:PRINCIPALS]:
                if other.name in rest:
                    # No two leads are parted by coming near to another principal.
                    eligible &= self._candidates.timbre(rest[other.name]) > least
            gladly = np.where(eligible, apart, -1.0) - _NOTICED * self._candidates.strangeness
            index = int(np.argmax(np.round(gladly, 9)))
            if eligible[index] and apart[index] > least + _NOTICED:
                least, parted = float(apart[index]), {**cast, role.name: self._candidates.profile(index)}
        return parted

    def _between(self, a: VoiceProfile, b: VoiceProfile) -> float:
        """Distance of two profiles' timbres, of which one at least is a candidate: a person may have made the other."""
        candidate, other = (b, a) if self._candidates.same(b).any() else (a, b)
        return float(self._candidates.timbre(other)[np.argmax(self._candidates.same(candidate))])

    def _easier(
        self,
        cast: dict[str | None, VoiceProfile],
        strain: float,
        change: Mapping[str | None, VoiceProfile],
        names: Sequence[str | None],
    ) -> tuple[dict[str | None, VoiceProfile], float]:
        """The cast with a change, if that makes it easier to follow, and its strain."""
        trial = {**cast, **change}
        trial_strain = self._listener.strain(trial, names)
        return (trial, trial_strain) if trial_strain < strain - 1e-6 else (cast, strain)
