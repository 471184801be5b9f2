"""Signs of gender and age, weighed: how much speaks for a woman or a man, a child, a grown-up or somebody old."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from script.model import Age, Gender

Signs: TypeAlias = Mapping[Gender | Age, float]
"""What one phrase tells, and how much it weighs."""

_LEAST = 1.0
"""What must speak for a gender before it is told."""
_RATIO = 1.5
"""How many times as much as for the other."""
_RATIO_GROWN, _GROWN = 1.2, 1.0
"""What speaks for a grown-up before anything is read: most who speak are, and nothing says so."""
_LEAST_AGE, _LEAST_EACH = 1.2, 0.2
"""What must speak for a child or for somebody old, at all and times the root of how often they are mentioned."""


class Portrait:
    """What a book's phrases tell of one person, added up."""

    def __init__(self) -> None:
        self._weights: defaultdict[Gender | Age, float] = defaultdict(float)
        self.mentions = 0
        """How often the book names them: the more, the more it must say of their age."""

    def add(self, signs: Signs, times: float = 1.0) -> None:
        """Counts what a phrase tells, `times` its weight."""
        for what, weight in signs.items():
            self._weights[what] += weight * times

    @property
    def lean(self) -> float:
        """From −1, all that there is speaks for a man, to 1, for a woman; 0: nothing, or as much for either."""
        female, male = self._weights[Gender.FEMALE], self._weights[Gender.MALE]
        return (female - male) / max(_LEAST, female + male)

    @property
    def gender(self) -> Gender | None:
        """The gender that clearly outweighs the other; None: the book doesn't tell."""
        female, male = self._weights[Gender.FEMALE], self._weights[Gender.MALE]
        if max(female, male) < _LEAST or max(female, male) <= _RATIO * min(female, male):
            return None
        return Gender.FEMALE if female > male else Gender.MALE

    @property
    def age(self) -> Age | None:
        """The age that most speaks for; None where nothing does.

        A book tells years of a life: somebody who is a child for most of it is one.
        """
        child, adult, old = (self._weights[age] for age in Age)
        least = _LEAST_AGE + _LEAST_EACH * math.sqrt(self.mentions)
        if child >= least and child > _RATIO_GROWN * (adult + old) + _GROWN:
            return Age.CHILD
        if old >= least and old > adult and old > child:
            return Age.OLD
        return Age.ADULT if adult >= 1 else None
