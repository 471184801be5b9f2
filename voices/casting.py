"""Casting: a voice for every speaker, so that a listener can tell them apart.

Greedy, the most talkative first: each gets the voice of their gender and age that is farthest, by measured timbre, from
the narrator, from whom they talk with and from the rest of the cast. For the most talkative it searches on until every
two are well apart. Nothing is drawn by lot: the same story gives the same cast.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from script.model import NARRATOR, Age, Gender
from voices.cast import Cast, SpeakerShare, Wish
from voices.engines.base import EngineError, VoiceInfo
from voices.profile import VoiceProfile

Voice = tuple[str, str]
"""(engine, name)."""
Distance = Callable[[Voice, Voice], float]
"""1 − cosine of two voices' timbres; raises `EngineError` for a voice that was not measured."""

PRINCIPALS = 10
"""So many of the most talkative, the narrator among them, are held well apart from each other."""
_APART = (0.3, 0.27, 0.24, 0.22, 0.2, 0.15, 0.1, 0.05)
"""Distances to hold principals apart by, the best first. Two voices under a cosine of 0.8 are told apart."""
_SEARCH_STEPS = 300
_BRANCHES = 8
_ENOUGH = 10
"""So many voices of one accent are enough to cast from."""
_UNMEASURED = 0.4
"""Taken for the distance of two different voices of which one was never measured."""

_PITCHES = (0.0, 1.5, -1.5, 3.0, -3.0)
_RATES = (1.0, 0.94, 1.06)
_APART_BY_PITCH = 0.02
"""Distance that a semitone adds: far less than another voice, enough to tell two minor speakers apart."""
_APART_BY_RATE = 0.5
_FADES = 0.12
"""Distance by which likeness falls to 1/e."""

_WRONG_GENDER = 50.0
_NO_GENDER = 5.0
_NO_AGE = 1.0
"""A voice that doesn't say its age was hardly made for casting."""
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


class _Pool:
    """The voices to choose from, each as it is and at other pitches and rates: arrays with one item a candidate."""

    def __init__(self, voices: Sequence[VoiceInfo], distance: Distance) -> None:
        self.voices = voices
        self._distance = distance
        steps = [(pitch, rate) for rate in _RATES for pitch in _PITCHES]
        self.voice: NDArray[np.intp] = np.repeat(np.arange(len(voices)), len(steps))
        self.pitch: NDArray[np.float64] = np.tile([pitch for pitch, _ in steps], len(voices))
        self.rate: NDArray[np.float64] = np.tile([rate for _, rate in steps], len(voices))
        self._index = {_key(voice): index for index, voice in enumerate(voices)}
        self._rows: dict[Voice, NDArray[np.float64]] = {}

    def profile(self, index: int) -> VoiceProfile:
        engine, name = _key(self.voices[self.voice[index]])
        return VoiceProfile(engine, name, rate=float(self.rate[index]), pitch=float(self.pitch[index]))

    def timbre(self, profile: VoiceProfile) -> NDArray[np.float64]:
        """float64[candidates]: distance of every candidate's voice to a profile's, pitch and rate aside."""
        key = (profile.engine, profile.voice)
        if key not in self._rows:
            self._rows[key] = np.array([self._between(_key(voice), key) for voice in self.voices])[self.voice]
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
    def strangeness(self) -> NDArray[np.float64]:
        """float64[candidates]: cost of being shifted, and of standing late in the engine's list."""
        cost: NDArray[np.float64] = 0.06 * np.abs(self.pitch) + 0.06 * (self.rate != 1) + 0.003 * self.voice
        return cost

    def misfit(self, gender: Gender | None, age: Age | None) -> NDArray[np.float64]:
        """float64[candidates]: how badly a candidate suits somebody of that gender and age; 0 suits."""
        cost = np.array([_misfit_of(voice, gender, age) for voice in self.voices])[self.voice]
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
            return _UNMEASURED


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
    first-person book and shares the narrator's voice. `fixed` is what a person wrote (`voices.cast_file.parse_cast`):
    it stays, and new profiles keep away from it. All profiles differ until the voices of a gender run out at every
    pitch and rate; then minor speakers share, not with somebody they talk with if that can be helped. Raises
    `EngineError` if there is no voice at all.
    """
    wishes = dict(fixed or {})
    listed = {share.name for share in speakers}
    # Who is written down but no longer in the story keeps a voice, too.
    absent = [SpeakerShare(name, 0, 0) for name in wishes if name not in listed]
    speakers = [*speakers, *absent]
    pool = _Pool(_usable(voices, distance, language), distance)
    narrator_pool = _Pool(_usable(narrators, distance, language), distance) if narrators else pool
    like = _likenesses(speakers, wishes, narrator_is)
    roles = _roles(speakers, like)
    chosen: dict[str | None, VoiceProfile] = {
        name: wish.on(VoiceProfile(wish.engine, wish.voice))
        for name, wish in wishes.items()
        if wish.engine is not None and wish.voice is not None
    }
    director = _Director(pool, narrator_pool, roles, _between_roots(exchanges, like))
    chosen = director.fill(chosen)

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
        narrator_pool: _Pool,
        roles: Sequence[_Role],
        exchanges: Mapping[tuple[str | None, str | None], int],
    ) -> None:
        self._pool = pool
        self._narrator_pool = narrator_pool
        self._roles = roles
        self._role = {role.name: role for role in roles}
        self._total = sum(role.words for role in roles) or 1
        self._exchanges = exchanges
        self._partners: dict[str | None, int] = defaultdict(int)
        for (a, _), count in exchanges.items():
            self._partners[a] += count
        self._costs = lru_cache(maxsize=None)(pool.misfit)

    def fill(self, fixed: Mapping[str | None, VoiceProfile]) -> dict[str | None, VoiceProfile]:
        """Every role's profile, on top of the fixed ones."""
        cast = dict(fixed)
        if NARRATOR in self._role and NARRATOR not in cast:
            cast[NARRATOR] = self._narrator(cast)
        open_roles = [role for role in self._roles if role.name not in cast]
        talkative = sorted(
            (role for role in self._roles if role.name is not None),
            key=lambda role: (role.name != NARRATOR, _rank(role)),
        )[:PRINCIPALS]
        principals = [role for role in talkative if role.name not in cast]
        together = [role.name for role in talkative if role.name in cast]
        for least in _APART:
            steps = iter(range(_SEARCH_STEPS))
            found = self._held_apart(principals, dict(cast), together, least, steps)
            if found is not None:
                cast = self._rearranged(found, [role.name for role in principals])
                break
        for role in open_roles:
            if role.name not in cast:
                cast[role.name] = self._pool.profile(int(np.argmin(self._cost(role, cast))))
        return cast

    def _narrator(self, cast: Mapping[str | None, VoiceProfile]) -> VoiceProfile:
        """The engine's first voice that suits; a voice that somebody was given by hand only if there is no other."""
        role, pool = self._role[NARRATOR], self._narrator_pool
        cost = pool.misfit(role.gender, role.age) + pool.strangeness
        for profile in cast.values():
            cost += 1.0 * pool.same(profile)
        return pool.profile(int(np.argmin(np.round(cost, 9))))

    def _held_apart(
        self,
        roles: Sequence[_Role],
        cast: dict[str | None, VoiceProfile],
        together: list[str | None],
        least: float,
        steps: Iterator[int],
    ) -> dict[str | None, VoiceProfile] | None:
        """The cast with these roles filled and every two principals at least `least` apart in timbre; None if there is
        none to be found. `together` are the principals already cast. Depth first, each role's best candidates first."""
        if not roles:
            return cast
        role = roles[0]
        cost = self._cost(role, cast)
        far = np.ones(len(cost), dtype=np.bool_)
        for name in together:
            far &= self._pool.timbre(cast[name]) >= least
        misfit = self._misfit(role, cast)
        far &= misfit < misfit.min() + _NO_AGE
        tried: set[int] = set()
        for index in np.argsort(cost, kind="stable"):
            voice = int(self._pool.voice[index])
            if not far[index] or voice in tried:
                continue
            if len(tried) >= _BRANCHES or next(steps, None) is None:
                return None
            tried.add(voice)
            cast_with = {**cast, role.name: self._pool.profile(int(index))}
            found = self._held_apart(roles[1:], cast_with, [*together, role.name], least, steps)
            if found is not None:
                return found
        return None

    def _rearranged(
        self, cast: dict[str | None, VoiceProfile], names: Sequence[str | None]
    ) -> dict[str | None, VoiceProfile]:
        """The cast with the profiles of `names` swapped as long as that makes it easier to follow."""
        strain = self._strain(cast, names)
        swapped = True
        while swapped:
            swapped = False
            for a, b in combinations(names, 2):
                trial = {**cast, a: cast[b], b: cast[a]}
                trial_strain = self._strain(trial, names)
                if trial_strain < strain - 1e-6:
                    cast, strain, swapped = trial, trial_strain, True
        return cast

    def _strain(self, cast: Mapping[str | None, VoiceProfile], names: Sequence[str | None]) -> float:
        """What it costs a listener to tell `names` from each other and from the rest of the cast."""
        total = 0.0
        for name in names:
            role = self._role[name]
            index = int(np.argmax(self._pool.same(cast[name])))
            total += float(self._costs(role.gender, role.age)[index])
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
        return self._costs(gender, role.age)

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


def _usable(voices: Sequence[VoiceInfo], distance: Distance, language: str) -> list[VoiceInfo]:
    """The voices that speak `language`, measured ones if there are any.

    Accents hardly tell voices apart, so that one accent does where it has voices enough: the one that most voices have.
    """
    if not voices:
        raise EngineError("The speech engine has no voice; choose another engine in voices.toml.")
    tags = [voice.language.lower().replace("_", "-") for voice in voices]
    base = language.lower().replace("_", "-").split("-")[0]
    accents = Counter(tag for tag in tags if tag.split("-")[0] == base) or Counter(tags)
    accent, count = accents.most_common(1)[0]
    wanted = {accent} if count >= _ENOUGH else set(accents)
    fitting = [voice for voice, tag in zip(voices, tags, strict=True) if tag in wanted]
    measured = [voice for voice in fitting if _is_measured(_key(voice), distance)]
    return measured or fitting


def _key(voice: VoiceInfo) -> Voice:
    return voice.engine, voice.name


def _is_measured(voice: Voice, distance: Distance) -> bool:
    try:
        distance(voice, voice)
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


def _roles(speakers: Sequence[SpeakerShare], like: Mapping[str | None, str]) -> list[_Role]:
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
    roles = [_Role(name, words[name], lines[name], gender[name], age[name]) for name in gender if name is not None]
    roles = sorted((role for role in roles if role.name not in like), key=_rank)
    unknown = _Role(None, words[None], lines[None], gender.get(None), age.get(None))
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
