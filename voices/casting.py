"""Casting: a voice for every speaker, so that a listener can tell them apart.

Greedy, the most talkative first: each gets the voice of their gender and age that is farthest, by measured timbre, from
the narrator, from whom they talk with and from the rest of the cast. For the most talkative it searches on until every
two are well apart, first among the voices that sound best and have the book's accent. Nothing is drawn by lot: the
same story gives the same cast, in whatever order its speakers and the voices come.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from script.model import NARRATOR, Age, Gender
from voices.cast import Cast, SpeakerShare, Wish
from voices.engines.base import EngineError, VoiceInfo
from voices.profile import VoiceProfile

Voice = tuple[str, str, float]
"""(engine, name, semitones)."""
Distance = Callable[[Voice, Voice], float]
"""1 − cosine of two voices' timbres; raises `EngineError` for a voice that was not measured."""

PRINCIPALS = 10
"""So many of the most talkative, the narrator among them, are held apart from each other …"""
_LEADS = 8
"""… and these well apart; they alone, where there are too few voices."""
_APART = (0.33, 0.31, 0.29, 0.27, 0.25, 0.22, 0.2, 0.15, 0.1, 0.05)
"""Distances to hold principals apart by, the best first. Two voices under a cosine of 0.8 are told apart."""
_APART_ENOUGH = 0.31
"""For this distance and those below it, candidates are let in that are cast less and less gladly."""
_TOLD_APART = 0.21
"""Distance at which two voices are told apart for sure. Where not even this is found, the two that are nearest to each
other are parted, again and again."""
_RELUCTANCE = (0.22, 0.336, 0.56, math.inf)
"""What may speak against a candidate (`_Pool.reluctance`)."""
_SEARCH_STEPS = 500
_BRANCHES = 10
_ROUNDS = 8
_PARTINGS = 50
_RARE = 10
"""An accent with a tenth of the most common one's voices is left out: a language's one plain voice."""
_ALIKE = 0.02
"""Distance under which two candidates are one timbre."""
_UNMEASURED = 0.4
"""Taken for the distance of two different voices of which one was never measured."""

PITCHES = (0.0, 1.5, -1.5, 3.0, -3.0)
_RATES = (1.0, 0.94, 1.06)
_APART_BY_PITCH = 0.02
"""Distance that a semitone adds: far less than another voice, enough to tell two minor speakers apart."""
_APART_BY_RATE = 0.5
_FADES = 0.12
"""Distance by which likeness falls to 1/e."""

_FLAWED = 0.4
"""What the worst voice costs on top of the best."""
_SHIFTED = 0.06
"""What each semitone costs that a voice is moved."""
_FOREIGN = 0.7
"""What a voice costs that has nothing of the book's accent; half of it where the language is the same."""
_STRANGE = 0.35
"""The same for the narrator's accent, where the book says nothing of its own."""
_WRONG_ACCENT = 16.0
"""The same for an accent that somebody is to have."""
_WRONG_GENDER = 50.0
_NO_GENDER = 5.0
_NO_AGE = 1.0
"""A voice that doesn't say its age was hardly made for casting."""
_WRONG_AGE = 2.0
"""More than an old voice costs who isn't old; a child's costs more."""
_SAME_PROFILE = 1000.0
_SAME_AS_PARTNER = 10000.0


@dataclass(frozen=True, slots=True)
class _Role:
    """A speaker to be cast. Who sounds like the narrator shares the narrator's role."""

    name: str | None
    words: int
    lines: int
    gender: Gender | None
    age: Age | None
    accent: str | None = None
    """A language tag."""


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


class _Pool:
    """The voices to choose from, each as it is and at other pitches and rates at which it is clear: arrays with one
    item a candidate.

    `home` is the accent (a language tag) that is best; empty: all are equally good. `foreign` is the cost of others."""

    def __init__(
        self, voices: Sequence[VoiceInfo], distance: Distance, home: str = "", foreign: float = _FOREIGN
    ) -> None:
        self.voices = voices
        self._distance = distance
        self._home = home
        self._foreign = foreign
        steps = [(pitch, rate) for rate in _RATES for pitch in PITCHES]
        pitches = np.tile([pitch for pitch, _ in steps], len(voices))
        self._clear = pitches <= np.repeat([voice.clear_to for voice in voices], len(steps))
        self.voice: NDArray[np.intp] = np.repeat(np.arange(len(voices)), len(steps))[self._clear]
        self.pitch: NDArray[np.float64] = pitches[self._clear]
        self.rate: NDArray[np.float64] = np.tile([rate for _, rate in steps], len(voices))[self._clear]
        self._index = {_key(voice): index for index, voice in enumerate(voices)}
        self._rows: dict[Voice, NDArray[np.float64]] = {}

    def profile(self, index: int) -> VoiceProfile:
        engine, name = _key(self.voices[self.voice[index]])
        return VoiceProfile(engine, name, rate=float(self.rate[index]), pitch=float(self.pitch[index]))

    def timbre(self, profile: VoiceProfile) -> NDArray[np.float64]:
        """float64[candidates]: distance of every candidate's timbre to a profile's."""
        key = (profile.engine, profile.voice, profile.pitch)
        if key not in self._rows:
            apart = [[self._between((*_key(voice), pitch), key) for pitch in PITCHES] for voice in self.voices]
            self._rows[key] = np.tile(np.array(apart), len(_RATES)).ravel()[self._clear]
        return self._rows[key]

    def apart(self, profile: VoiceProfile) -> NDArray[np.float64]:
        """float64[candidates]: distance of every candidate to a profile, pitch and rate included."""
        by_pitch = _APART_BY_PITCH * (self.pitch - profile.pitch)
        by_rate = _APART_BY_RATE * (self.rate - profile.rate)
        # As three dimensions: a shift parts a voice from itself, hardly from one that is another anyway.
        return np.sqrt(self.timbre(profile) ** 2 + by_pitch**2 + by_rate**2)

    def same(self, profile: VoiceProfile) -> NDArray[np.bool_]:
        """bool[candidates]: which candidate is that very profile."""
        voice = self._index.get((profile.engine, profile.voice), -1)
        same: NDArray[np.bool_] = (self.voice == voice) & (self.pitch == profile.pitch) & (self.rate == profile.rate)
        return same

    @cached_property
    def reluctance(self) -> NDArray[np.float64]:
        """float64[candidates]: cost of a voice's flaws, of an accent that isn't the book's, and of being moved."""
        costs = [_FLAWED * voice.flaw + self._foreign * _foreign(voice.language, self._home) for voice in self.voices]
        moved: NDArray[np.float64] = np.array(costs)[self.voice] + _SHIFTED * np.abs(self.pitch)
        return moved

    @cached_property
    def strangeness(self) -> NDArray[np.float64]:
        """float64[candidates]: the same and the cost of another rate."""
        cost: NDArray[np.float64] = self.reluctance + 0.06 * (self.rate != 1)
        return cost

    def misfit(self, gender: Gender | None, age: Age | None, accent: str | None) -> NDArray[np.float64]:
        """float64[candidates]: how badly a candidate suits somebody of that gender, age and accent; 0 suits."""
        cost = np.array(
            [_misfit_of(voice, gender, age) + _WRONG_ACCENT * _foreign(voice.language, accent) for voice in self.voices]
        )[self.voice]
        is_child = np.array([voice.age == Age.CHILD for voice in self.voices])[self.voice]
        is_old = np.array([voice.age == Age.OLD for voice in self.voices])[self.voice]
        if age == Age.CHILD:
            # Without a child's voice, a higher one will do.
            cost += np.where(is_child, 0.0, 4.0 - self.pitch)
        elif age == Age.OLD:
            cost += np.where(is_old, 0.0, 1.0 - 0.3 * (self.rate < 1) + 0.1 * self.pitch)
        return cost

    def _between(self, a: Voice, b: Voice) -> float:
        if a == b:
            return 0.0
        try:
            return self._distance(a, b)
        except EngineError:
            return 0.0 if a[:2] == b[:2] else _UNMEASURED


def choose_voices(
    speakers: Sequence[SpeakerShare],
    exchanges: Iterable[tuple[str, str, int]],
    voices: Sequence[VoiceInfo],
    distance: Distance,
    language: str,
    narrator_is: str | None,
    fixed: Mapping[str | None, Wish] | None = None,
    *,
    narrators: Sequence[VoiceInfo] = (),
) -> Cast:
    """A profile for every speaker, for the narrator and for whoever is unknown.

    `exchanges` counts how often two speakers' lines follow each other; `voices` may be of several engines, the best
    narrator first; `narrators` are those for the narrator, if not the same; `narrator_is` is the character who tells a
    first-person book and shares the narrator's voice. The accent is that of `language`, or else the narrator's.
    `fixed` is what a person wrote (`voices.cast_file.parse_cast`): it stays, and new profiles keep away from it. All
    profiles differ until the voices of a gender run out at every pitch and rate; then minor speakers share, not with
    somebody they talk with if that can be helped. Raises `EngineError` if there is no voice at all.
    """
    wishes = dict(fixed or {})
    listed = {share.name for share in speakers}
    # Who is written down but no longer in the story keeps a voice, too.
    absent = [SpeakerShare(name, 0, 0) for name in wishes if name not in listed]
    speakers = [*speakers, *absent]
    like = _likenesses(speakers, wishes, narrator_is)
    roles = _roles(speakers, like, {name: wish.accent for name, wish in wishes.items()})
    chosen: dict[str | None, VoiceProfile] = {
        name: wish.on(VoiceProfile(wish.engine, wish.voice))
        for name, wish in wishes.items()
        if wish.engine is not None and wish.voice is not None
    }
    home = language if "-" in _tag(language) else ""
    wanted = {home, *(role.accent or "" for role in roles)}
    narrating = _usable(narrators or voices, distance, language, wanted)
    for role in roles:
        if role.name == NARRATOR and NARRATOR not in chosen:
            chosen[NARRATOR] = _narrator(role, _Pool(narrating, distance, home), chosen)
    usable = sorted(_usable(voices, distance, language, wanted), key=_key)
    if home:
        pool = _Pool(usable, distance, home)
    else:
        pool = _Pool(usable, distance, _accent_of(chosen.get(NARRATOR), (*narrating, *voices)), _STRANGE)
    chosen = _Director(pool, roles, _between_roots(exchanges, like)).fill(chosen)

    def resolved(name: str | None) -> VoiceProfile:
        wish = wishes.get(name, Wish())
        return wish.on(resolved(like[name]) if name in like else chosen[name])

    names = sorted(share.name for share in speakers if share.name is not None and share.name != NARRATOR)
    return Cast(resolved(NARRATOR), resolved(None), {name: resolved(name) for name in names}, like)


class _Director:
    """Fills roles one after the other."""

    def __init__(
        self,
        pool: _Pool,
        roles: Sequence[_Role],
        exchanges: Mapping[tuple[str | None, str | None], int],
    ) -> None:
        self._pool = pool
        self._roles = roles
        self._role = {role.name: role for role in roles}
        self._total = sum(role.words for role in roles) or 1
        self._exchanges = exchanges
        self._partners: dict[str | None, int] = defaultdict(int)
        for (a, _), count in exchanges.items():
            self._partners[a] += count
        self._leads: set[str | None] = set()
        self._costs = lru_cache(maxsize=None)(pool.misfit)

    def fill(self, fixed: Mapping[str | None, VoiceProfile]) -> dict[str | None, VoiceProfile]:
        """Every role's profile, on top of the fixed ones."""
        cast = dict(fixed)
        open_roles = [role for role in self._roles if role.name not in cast]
        talkative = sorted(
            (role for role in self._roles if role.words or role.name is not None),
            key=lambda role: (role.name != NARRATOR, _rank(role)),
        )
        self._leads = {role.name for role in talkative[:_LEADS]}
        for demand in self._demands():
            leading = talkative[: demand.count]
            principals = [role for role in leading if role.name not in cast]
            together = [role.name for role in leading if role.name in cast]
            steps = iter(range(_SEARCH_STEPS))
            found = self._held_apart(principals, dict(cast), together, demand, steps)
            if found is not None:
                cast = self._improved(found, principals, [role.name for role in leading], demand)
                if demand.least < _TOLD_APART:
                    cast = self._spread(cast, talkative[:_LEADS], open_roles)
                break
        for role in open_roles:
            if role.name not in cast:
                cast[role.name] = self._pool.profile(int(np.argmin(self._cost(role, cast))))
        return cast

    def _demands(self) -> Iterator[_Demand]:
        """Less and less."""
        for least in _APART:
            before = 0
            for reluctance in _RELUCTANCE if least <= _APART_ENOUGH else _RELUCTANCE[:1]:
                allowed = self._pool.reluctance <= reluctance
                if allowed.sum() > before:
                    slack = _NO_AGE if math.isfinite(reluctance) else _WRONG_AGE
                    for count in (PRINCIPALS, _LEADS) if least <= _APART_ENOUGH else (PRINCIPALS,):
                        yield _Demand(count, least, allowed, slack)
                before = allowed.sum()

    def _held_apart(
        self,
        roles: Sequence[_Role],
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
        cost = self._cost(role, cast)
        left = self._eligible(role, cast, together, demand)
        for _ in range(_BRANCHES):
            if not left.any() or next(steps, None) is None:
                return None
            index = int(np.argmin(np.where(left, cost, np.inf)))
            left[index] = False
            profile = self._pool.profile(index)
            left &= self._pool.timbre(profile) >= _ALIKE
            found = self._held_apart(roles[1:], {**cast, role.name: profile}, [*together, role.name], demand, steps)
            if found is not None:
                return found
        return None

    def _eligible(
        self,
        role: _Role,
        cast: Mapping[str | None, VoiceProfile],
        others: Iterable[str | None],
        demand: _Demand,
    ) -> NDArray[np.bool_]:
        """bool[candidates]: which suit a role as demanded, and are as far as demanded from the `others`."""
        misfit = self._misfit(role, cast)
        eligible: NDArray[np.bool_] = demand.allowed & (misfit < misfit.min() + demand.slack)
        for name in others:
            both = {name, role.name} <= self._leads
            eligible &= self._pool.timbre(cast[name]) >= (demand.least if both else min(demand.least, _TOLD_APART))
        return eligible

    def _improved(
        self,
        cast: dict[str | None, VoiceProfile],
        roles: Sequence[_Role],
        principals: Sequence[str | None],
        demand: _Demand,
    ) -> dict[str | None, VoiceProfile]:
        """The cast with the profiles of `roles` swapped and replaced as long as that makes it easier to follow."""
        names = [role.name for role in roles]
        strain = self._strain(cast, names)
        for _ in range(_ROUNDS):
            before = strain
            for role in roles:
                rest = {name: profile for name, profile in cast.items() if name != role.name}
                others = [name for name in principals if name != role.name]
                eligible = self._eligible(role, rest, others, demand)
                if eligible.any():
                    best = int(np.argmin(np.where(eligible, self._cost(role, rest), np.inf)))
                    cast, strain = self._easier(cast, strain, {role.name: self._pool.profile(best)}, names)
            for a, b in combinations(names, 2):
                if (a in self._leads) == (b in self._leads):
                    cast, strain = self._easier(cast, strain, {a: cast[b], b: cast[a]}, names)
            if strain >= before:
                break
        return cast

    def _spread(
        self, cast: dict[str | None, VoiceProfile], leads: Sequence[_Role], movable: Sequence[_Role]
    ) -> dict[str | None, VoiceProfile]:
        """The cast with one of the two nearest `leads` replaced, as long as that brings the nearest further apart."""
        anything = _Demand(len(leads), 0.0, np.ones(len(self._pool.voice), dtype=np.bool_), _WRONG_AGE)
        names = [role.name for role in leads]
        free = {role.name: role for role in movable}
        for _ in range(_PARTINGS):
            near = {
                (a, b): self._between(cast[a], cast[b]) for a, b in combinations(names, 2) if b in free or a in free
            }
            pair = min(near, key=lambda two: near[two], default=None)
            if pair is None:
                break
            best, changed = near[pair], cast
            for name in (name for name in pair if name in free):
                rest = {other: profile for other, profile in cast.items() if other != name}
                apart = np.min([self._pool.timbre(rest[other]) for other in names if other != name], axis=0)
                eligible = self._eligible(free[name], rest, (), anything)
                index = int(np.argmax(np.round(np.where(eligible, apart, -1.0) - 1e-3 * self._pool.strangeness, 9)))
                if apart[index] > best + 1e-3:
                    best, changed = float(apart[index]), {**cast, name: self._pool.profile(index)}
            if changed is cast:
                break
            cast = changed
        return cast

    def _between(self, a: VoiceProfile, b: VoiceProfile) -> float:
        """Distance of two profiles' timbres, of which one at least is a candidate: a person may have made the other."""
        candidate, other = (b, a) if self._pool.same(b).any() else (a, b)
        return float(self._pool.timbre(other)[np.argmax(self._pool.same(candidate))])

    def _easier(
        self,
        cast: dict[str | None, VoiceProfile],
        strain: float,
        change: Mapping[str | None, VoiceProfile],
        names: Sequence[str | None],
    ) -> tuple[dict[str | None, VoiceProfile], float]:
        """The cast with a change, if that makes it easier to follow, and its strain."""
        trial = {**cast, **change}
        trial_strain = self._strain(trial, names)
        return (trial, trial_strain) if trial_strain < strain - 1e-6 else (cast, strain)

    def _strain(self, cast: Mapping[str | None, VoiceProfile], names: Sequence[str | None]) -> float:
        """What it costs a listener to tell `names` from each other and from the rest of the cast."""
        total = 0.0
        for name in names:
            role = self._role[name]
            index = int(np.argmax(self._pool.same(cast[name])))
            total += float(self._costs(role.gender, role.age, role.accent)[index] + self._pool.strangeness[index])
            for other, profile in cast.items():
                if other != name:
                    total += self._weight(name, other) * math.exp(-float(self._pool.apart(profile)[index]) / _FADES)
        return total

    def _weight(self, name: str | None, other: str | None) -> float:
        """How much it matters that `name` doesn't sound like `other`."""
        weight = 3.0 if other == NARRATOR else 1.0
        weight += 4.0 * self._exchanges.get((name, other), 0) / max(1, self._partners[name])
        return weight + (self._role[other].words / self._total if other in self._role else 0.0)

    def _misfit(self, role: _Role, cast: Mapping[str | None, VoiceProfile]) -> NDArray[np.float64]:
        gender = role.gender
        if gender is None and role.name is not None and role.name != NARRATOR:
            gender = self._rarer_gender(cast)
        return self._costs(gender, role.age, role.accent)

    def _rarer_gender(self, cast: Mapping[str | None, VoiceProfile]) -> Gender:
        """The gender that fewer of the cast's characters sound so far."""
        heard = {_key(voice): voice.gender for voice in self._pool.voices}
        genders = [
            heard.get((profile.engine, profile.voice)) for name, profile in cast.items() if name not in (None, NARRATOR)
        ]
        return Gender.MALE if genders.count(Gender.MALE) < genders.count(Gender.FEMALE) else Gender.FEMALE

    def _cost(self, role: _Role, cast: Mapping[str | None, VoiceProfile]) -> NDArray[np.float64]:
        """float64[candidates]: what it costs a listener if this role gets that candidate, beside the cast so far."""
        cost = self._misfit(role, cast) + self._pool.strangeness
        name = role.name
        for other, profile in cast.items():
            cost = cost + self._weight(name, other) * np.exp(-self._pool.apart(profile) / _FADES)
            # A shared profile is worse than any misfit but the wrong gender, and worst between partners.
            partners = other == NARRATOR or (name, other) in self._exchanges
            cost = cost + (_SAME_AS_PARTNER if partners else 1.0) * self._pool.same(profile)
        used = np.zeros(len(cost), dtype=np.bool_)
        for profile in cast.values():
            used |= self._pool.same(profile)
        suits = self._misfit(role, cast) < _WRONG_GENDER
        if (suits & ~used).any():
            cost = cost + _SAME_PROFILE * used
        if suits.any():
            cost = np.where(suits, cost, np.inf)
        # Rounded, so that a last bit decides nothing.
        return np.round(cost, 9)


def _narrator(role: _Role, pool: _Pool, cast: Mapping[str | None, VoiceProfile]) -> VoiceProfile:
    """The engine's first voice that suits; a voice that somebody was given by hand only if there is no other."""
    cost = pool.misfit(role.gender, role.age, role.accent) + pool.strangeness
    for profile in cast.values():
        cost += 1.0 * pool.same(profile)
    # The same cost: the first that the engine lists.
    return pool.profile(int(np.argmin(np.round(cost, 9))))


def _accent_of(profile: VoiceProfile | None, voices: Iterable[VoiceInfo]) -> str:
    """The language tag of a profile's voice; empty if it isn't known."""
    key = (profile.engine, profile.voice) if profile else None
    return next((voice.language for voice in voices if _key(voice) == key), "")


def _usable(
    voices: Sequence[VoiceInfo], distance: Distance, language: str, accents: Collection[str]
) -> list[VoiceInfo]:
    """The voices that speak `language`, measured ones if there are any, without accents that have next to no voice
    unless they are wanted: as a rule the variants of one accent are worth more. Wholly flawed ones only where the
    others are too few for the principals."""
    if not voices:
        raise EngineError("The speech engine has no voice; choose another engine in voices.toml.")
    base = _tag(language).split("-")[0]
    counts = Counter(tag for voice in voices if (tag := _tag(voice.language)).split("-")[0] == base)
    counts = counts or Counter(_tag(voice.language) for voice in voices)
    wanted = {_tag(accent) for accent in accents}
    kept = {tag for tag, count in counts.items() if tag in wanted or _RARE * count > max(counts.values())}
    fitting = [voice for voice in voices if _tag(voice.language) in kept]
    measured = [voice for voice in fitting if _is_measured(_key(voice), distance)]
    usable = measured or fitting
    good = [voice for voice in usable if voice.flaw < 1]
    return good if len(good) >= PRINCIPALS else usable


def _tag(language: str) -> str:
    return language.lower().replace("_", "-")


def _foreign(language: str, accent: str | None) -> float:
    """How little a voice's language has of an accent: 0 all of it … 1 nothing; the more, the earlier they part."""
    if not accent:
        return 0.0
    parts, own = _tag(accent).split("-"), _tag(language).split("-")
    common = next((n for n, part in enumerate(parts) if own[n : n + 1] != [part]), len(parts))
    return 1 - common / len(parts)


def _key(voice: VoiceInfo) -> tuple[str, str]:
    return voice.engine, voice.name


def _is_measured(voice: tuple[str, str], distance: Distance) -> bool:
    try:
        distance((*voice, 0.0), (*voice, 0.0))
    except EngineError:
        return False
    return True


def _misfit_of(voice: VoiceInfo, gender: Gender | None, age: Age | None) -> float:
    cost = 0.0
    if voice.gender is None:
        cost += _NO_GENDER
    elif gender is not None and voice.gender != gender:
        # Women speak boys on every stage.
        cost += _NO_GENDER if age == Age.CHILD and voice.gender == Gender.FEMALE else _WRONG_GENDER
    if voice.age is None:
        cost += _NO_AGE
    elif voice.age == Age.CHILD and age != Age.CHILD:
        cost += 10.0
    elif voice.age == Age.OLD and age != Age.OLD:
        cost += 10.0 if age == Age.CHILD else 1.0
    return cost


def _likenesses(
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


def _roles(
    speakers: Sequence[SpeakerShare], like: Mapping[str | None, str], accents: Mapping[str | None, str | None]
) -> list[_Role]:
    """The roles to fill, the most talkative first, unknown after the principals."""
    words: dict[str | None, int] = defaultdict(int)
    lines: dict[str | None, int] = defaultdict(int)
    gender: dict[str | None, Gender | None] = {NARRATOR: None}
    age: dict[str | None, Age | None] = {NARRATOR: None}
    for share in sorted(speakers, key=lambda share: share.name or ""):
        root = _root(share.name, like)
        words[root] += share.words
        lines[root] += share.lines
        own = share.name == root
        gender[root] = (own and share.gender) or gender.get(root) or share.gender
        age[root] = (own and share.age) or age.get(root) or share.age
    roles = [
        _Role(name, words[name], lines[name], gender[name], age[name], accents.get(name))
        for name in gender
        if name is not None
    ]
    roles = sorted((role for role in roles if role.name not in like), key=_rank)
    unknown = _Role(None, words[None], lines[None], gender.get(None), age.get(None), accents.get(None))
    return [*roles[:PRINCIPALS], unknown, *roles[PRINCIPALS:]] if None not in like else roles


def _rank(role: _Role) -> tuple[int, int, str]:
    return -role.words, -role.lines, role.name or ""


def _between_roots(
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
