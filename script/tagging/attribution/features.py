"""What the text says for and against each candidate of each turn, as numbers: the trained tagger's first look."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from script.model import Gender
from script.people.characters import is_generic
from script.quotations.flat_text import name_key, sentences
from script.quotations.speech_words import (
    FEMALE_TITLES,
    KIN_NOUNS,
    MALE_TITLES,
    REPLIES,
    TITLES,
    gender_of_noun,
)
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import PREPOSITIONS, Subject, first_subject, head_noun
from script.tagging.attribution.attributor import AttributionInput
from script.tagging.attribution.rules.references import PRONOUN_GENDER
from script.tagging.attribution.rules.rule_attributor import RuleReading
from script.tagging.attribution.rules.tag_subjects import GOES_ON
from script.tagging.attribution.rules.turns import Turn

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

_CANDIDATES = 18
OF_TURN = 41
"""The first so many features are the same for all candidates of a turn."""
TAG_SIGN = 5
"""Of these: the gender that the turn's tag tells, +1 a woman, −1 a man, 0 neither."""
SIGNS = slice(33, OF_TURN)
"""And the gender that the words around the turn tell: who acts beside it, right before it and right behind, whom the
narration before it, its own and the next paragraph are about, the last pronoun, and as whom it addresses somebody; +1
to −1 each."""
REACH = 4500
"""Characters of text around a turn beyond which nothing tells about it."""
_AHEAD = 1500
_FAR = 9.0
_AROUND = (-4, -3, -2, -1, 1, 2, 3)
_SIR = re.compile(
    r"\b(?:sir|my lord|old man|old chap|my boy|my good man|my dear fellow|gentlemen|mister|old fellow)\b", re.I
)
_MADAM = re.compile(r"\b(?:ma'am|madam|my lady|my girl|miss|my good woman|mum|mamma|mother)(?=[,.!?;])", re.I)
_THIRD = re.compile(r"\b(?:(she|her|herself|hers)|(he|him|his|himself))\b", re.I)
_YES = re.compile(r"\W*(?:yes|no|oh|indeed|certainly|never|why|but|and|well|not)\b", re.I)


_TITLE_OF = {
    "doctor": ("dr",),
    "physician": ("dr",),
    "captain": ("capt",),
    "colonel": ("col",),
    "clergyman": ("rev", "reverend"),
    "vicar": ("rev", "reverend"),
    "gentleman": ("mr", "sir"),
    "lady": ("mrs", "lady", "madame"),
    "ladyship": ("lady",),
    "lordship": ("lord", "sir"),
    "wife": ("mrs", "lady"),
    "husband": ("mr", "sir"),
    "girl": ("miss",),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One row per turn and candidate, turn by turn.

    `x`: float32[rows, features]; `person`: int[rows], indices into `People.people`; `starts`: int[turns + 1], the rows
    of turn t are `starts[t]:starts[t + 1]` (none where nobody is about).
    """

    x: Floats
    person: Ints
    starts: Ints

    @property
    def turn(self) -> Ints:
        """The turn of each row: int[rows]."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def sign_of(gender: Gender | None) -> int:
    """A gender as a number: +1 a woman, −1 a man, 0 nobody knows."""
    return 0 if gender is None else (1 if gender is Gender.FEMALE else -1)


@dataclass(slots=True)
class _Near:
    """How a person is mentioned near a turn."""

    rank: int
    distance: int
    count: int = 0
    close: int = 0
    acts: int = 0
    acts_distance: int = 9999
    acts_rank: int = 20


@dataclass(frozen=True, slots=True)
class _Pointer:
    """What points at a turn's speaker: its tag's subject, or without a tag who acts beside the words. `at`: where it
    stands; `sign`: the gender it tells; `noun`: the noun of a description."""

    at: int
    sign: int
    noun: str


@dataclass(frozen=True, slots=True)
class _Edges:
    """The narration around a turn: its own from `opened` to `closed`, the lead before it, the trail behind;
    `past`, `coming`: where the turns beside it end and begin."""

    opened: int
    closed: int
    past: int
    coming: int
    lead_from: int
    trail_to: int


def _counter() -> Counter[int]:
    return Counter()


@dataclass(slots=True)
class _Narration:
    """Who is mentioned in the turn's own narration, before it and behind it; −1: nobody."""

    before: Counter[int] = field(default_factory=_counter)
    after: Counter[int] = field(default_factory=_counter)
    oblique: Counter[int] = field(default_factory=_counter)
    owner: Counter[int] = field(default_factory=_counter)
    in_clause: Counter[int] = field(default_factory=_counter)
    lead: Counter[int] = field(default_factory=_counter)
    trail: Counter[int] = field(default_factory=_counter)
    first: int = -1
    last_before: int = -1
    lead_first: int = -1
    lead_last: int = -1
    trail_first: int = -1

    def of(self, p: int) -> list[float]:
        counts = (self.before, self.after, self.oblique, self.owner)
        return [*(count[p] for count in counts), self.first == p, self.last_before == p, self.in_clause[p]]

    def around(self, p: int) -> list[float]:
        return [self.lead[p], self.lead_last == p, self.lead_first == p, self.trail[p], self.trail_first == p]


@dataclass(slots=True)
class _Acts:
    """Who acts beside the words, as weights by person, and whom a pronoun there seems to mean; the pronouns' sign; who
    acts right before the words and right behind them (−1: nobody known); whom the next paragraph opens with."""

    by: dict[int, float] = field(default_factory=dict)
    meant: dict[int, float] = field(default_factory=dict)
    sign: float = 0.0
    total: float = 0.0
    before: int = -1
    before_sign: int = 0
    after: int = -1
    after_sign: int = 0
    next_subject: int = -1
    next_sign: int = 0

    def of(self, p: int, own: int) -> list[float]:
        beside = (self.before == p, self.before_sign * own, self.after == p, self.after_sign * own)
        return [self.by.get(p, 0.0), self.meant.get(p, 0.0), self.sign * own, *beside]


@dataclass(slots=True)
class _Talk:
    """Who is named by the tags of the conversation's turns nearby, who is addressed and who is spoken of."""

    tagged: Counter[int] = field(default_factory=_counter)
    called: Counter[int] = field(default_factory=_counter)
    named: Counter[int] = field(default_factory=_counter)

    def of(self, p: int) -> list[float]:
        return [self.called[p], self.named[p], self.tagged[p], self.tagged[p] / (1 + self.tagged.total())]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the rules think: score, its softmax and rank, and the probability after the conversation is weighed."""

    scores: dict[int, float]
    shares: dict[int, float]
    places: dict[int, int]
    posterior: dict[int, float]

    def of(self, p: int) -> list[float]:
        belief = self.posterior.get(p, 0.0)
        rival = max((other for q, other in self.posterior.items() if q != p), default=0.0)
        score = self.scores[p]
        top = max(self.scores.values())
        return [score, score - top, self.shares[p], self.places[p], belief, belief - rival]


def _mentioned(past: _Near | None, tagged: _Near | None) -> list[float]:
    """How recently and how often a candidate was mentioned before the turn, and before its tag."""
    row: list[float] = [20, _FAR, 0, 0, 0, _FAR, 20]
    if past:
        row = [
            past.rank,
            math.log1p(past.distance),
            past.count,
            past.close,
            past.acts,
            math.log1p(past.acts_distance),
            past.acts_rank,
        ]
    if tagged:
        return [*row, tagged.rank, math.log1p(tagged.distance), math.log1p(tagged.acts_distance)]
    return [*row, 20, _FAR, _FAR]


def _coming(near: _Near | None) -> list[float]:
    """How soon and how often a candidate is mentioned after the turn."""
    return [near.rank, math.log1p(near.distance), near.count, near.acts_distance < 9999] if near else [12, _FAR, 0, 0]


def _meant(near: _Near | None) -> list[float]:
    """How lately and how often the narration refers to a candidate, pronouns included."""
    if near is None:
        return [20, _FAR, 0, 0, _FAR]
    return [near.rank, math.log1p(near.distance), near.count, near.close, math.log1p(near.acts_distance)]


class _Table:
    """Makes the first pass's rows."""

    def __init__(self, reading: RuleReading) -> None:
        self.reading = reading
        self.book: AttributionInput = reading.book
        self.turns = reading.turns
        self.cast = self.book.cast
        self.told_from = [teller.start for teller in self.cast.tellers]
        self.signs = [sign_of(person.gender) for person in self.cast.people]
        self.seems = [self._seems(p) for p in range(len(self.signs))]
        self.resolved = [reading.resolve(turn.tag) if turn.tag else None for turn in self.turns]
        self.exact = [self._is_exact(turn.tag) for turn in self.turns]
        self.tag_sign = [self._tag_sign(turn.tag) for turn in self.turns]
        self.states, self.beliefs = reading.beliefs()
        self.pronouns = self._pronouns()
        self.pronoun_at = [at for at, _ in self.pronouns]
        self.tagged_turns: dict[int, list[int]] = defaultdict(list)
        for number, who in enumerate(self.resolved):
            if who is not None:
                self.tagged_turns[who].append(number)
        self.meant_at = {start: person for start, person, _ in reading.referred}
        self.acts = [self._acts(number) for number in range(len(self.turns))]
        self.anchored_turns: dict[int, list[int]] = defaultdict(list)
        for number, who in enumerate(self.resolved):
            anchor = self.turns[number].actor if self.turns[number].tag is None else who
            if anchor is not None:
                self.anchored_turns[anchor].append(number)
        self.begins = self._conversations()
        spans = self.book.spans
        self.words = [
            " ".join(self.book.flat[spans[i].start : spans[i].end] for i in turn.spans) for turn in self.turns
        ]
        self.calls = [self._called(words) for words in self.words]
        heads = Counter(m.person for m in reading.narrated)
        self.order = {person: rank for rank, (person, _) in enumerate(heads.most_common())}
        self.voice_order = {
            person: rank
            for rank, person in enumerate(sorted(self.tagged_turns, key=lambda p: (-len(self.tagged_turns[p]), p)))
        }
        narrated = sum(turn.tag is not None and turn.tag.subject == "I" for turn in self.turns)
        self.first_person = narrated / max(1, len(self.turns))
        self.names = [
            [name_key(name).split() for name in (person.name, *person.aliases)] for person in self.cast.people
        ]
        self.name_words = [{word for name in names for word in name} for names in self.names]
        self.surnames = [
            next((name[-1] for name in names if len(name) > 1 and name[-1] not in TITLES), "") for names in self.names
        ]
        self.titles = [self._title(words) for words in self.name_words]

    def _seems(self, person: int) -> float:
        """The gender of somebody, −1 to 1; where nothing tells it, what the narration's pronouns make of them."""
        told = self.reading.seems.get(person)
        if self.signs[person] or not told:
            return self.signs[person]
        women, men = told[Gender.FEMALE], told[Gender.MALE]
        return (women - men) / (women + men + 1)

    def _title(self, words: set[str]) -> int:
        """What kind of title a person has: 0 none, 1 Mr, 2 Mrs, 3 Miss, 4 another woman's, 5 another man's, 6 other."""
        for number, title in enumerate(("mr", "mrs", "miss"), 1):
            if title in words:
                return number
        for number, titles in ((4, FEMALE_TITLES), (5, MALE_TITLES), (6, TITLES)):
            if words & titles:
                return number
        return 0

    def _pointer(self, number: int) -> _Pointer | None:
        """What points at who speaks a turn, if anything does but a name."""
        turn = self.turns[number]
        if tag := turn.tag:
            noun = head_noun(tag.subject) if tag.kind is Subject.NOUN else ""
            return None if tag.kind is Subject.NAME else _Pointer(tag.start, self.tag_sign[number], noun)
        behind = [beat for beat in turn.beats if beat.at > turn.start]
        beat = next(iter((*behind[:1], *reversed(turn.beats))), None)
        noun = head_noun(beat.text) if beat and beat.kind is Subject.NOUN else ""
        if beat is None or not (noun or beat.kind is Subject.PRONOUN):
            return None
        gender = gender_of_noun(noun) if noun else PRONOUN_GENDER.get(beat.text)
        return _Pointer(beat.at, sign_of(gender), noun)

    def _noun_match(self, noun: str, person: int) -> float:
        """How well a description's noun ("the colonel") suits the person's names: 1 the very word, 0.5 its title."""
        if not noun:
            return 0.0
        words = self.name_words[person]
        return 1.0 if noun in words else (0.5 if any(title in words for title in _TITLE_OF.get(noun, ())) else 0.0)

    def _is_exact(self, tag: Tag | None) -> bool:
        return tag is not None and (tag.subject == "I" or name_key(tag.subject) in self.cast.forms)

    def _tag_sign(self, tag: Tag | None) -> int:
        if tag is None:
            return 0
        if tag.kind is Subject.PRONOUN:
            return sign_of(PRONOUN_GENDER.get(tag.subject))
        if tag.kind is Subject.NOUN:
            return sign_of(gender_of_noun(head_noun(tag.subject)))
        return 0

    def _pronouns(self) -> list[tuple[int, int]]:
        """The third-person pronouns of narration: place, +1 for she and −1 for he."""
        flat, found, at = self.book.flat, [], 0
        for start, end in [*((span.start, span.end) for span in self.book.spans), (len(flat), len(flat))]:
            found += [(m.start(), 1 if m.group(1) else -1) for m in _THIRD.finditer(flat, at, start)]
            at = max(at, end)
        return found

    def _conversations(self) -> list[int]:
        """The turn that begins each turn's conversation: turns with no more than a paragraph between."""
        begins: list[int] = []
        for number in range(len(self.turns)):
            begins.append(begins[-1] if number and self.reading.gap(number) <= 2 else number)
        return begins

    def _called(self, words: str) -> int:
        """Whether a turn addresses a man (−1) or a woman (+1) by a word of courtesy."""
        sir, madam = bool(_SIR.search(words)), bool(_MADAM.search(words))
        return madam - sir

    def _backward(self, anchor: int) -> dict[int, _Near]:
        reading = self.reading
        # Whom only another teller told of is nobody's neighbour here.
        begun = bisect_right(self.told_from, anchor) - 1
        first = self.told_from[begun] if begun >= 0 else 0
        near: dict[int, _Near] = {}
        acted = 0
        at = bisect_left(reading.narrated_at, anchor)
        for index in range(at - 1, max(-1, at - 150), -1):
            mention = reading.narrated[index]
            distance = anchor - mention.start
            if distance > REACH or mention.start < first:
                break
            item = near.get(mention.person)
            if item is None:
                item = near[mention.person] = _Near(len(near), distance)
            item.count += 1
            item.close += distance < 700
            if reading.subjects[index]:
                item.acts += 1
                if item.acts_distance == 9999:
                    item.acts_distance, item.acts_rank = distance, acted
                    acted += 1
        return near

    def _forward(self, anchor: int) -> dict[int, _Near]:
        reading = self.reading
        near: dict[int, _Near] = {}
        at = bisect_left(reading.narrated_at, anchor)
        for index in range(at, min(len(reading.narrated), at + 40)):
            mention = reading.narrated[index]
            distance = mention.start - anchor
            if distance > _AHEAD:
                break
            item = near.get(mention.person)
            if item is None:
                item = near[mention.person] = _Near(len(near), distance)
                if reading.subjects[index]:
                    item.acts_distance = distance
            item.count += 1
        return near

    def _meant(self, anchor: int) -> dict[int, _Near]:
        """Whom the narration before an offset refers to, by name or by pronoun."""
        reading = self.reading
        near: dict[int, _Near] = {}
        at = bisect_left(reading.referred_at, anchor)
        for index in range(at - 1, max(-1, at - 120), -1):
            start, person, acts = reading.referred[index]
            distance = anchor - start
            if distance > REACH:
                break
            item = near.setdefault(person, _Near(len(near), distance))
            item.count += 1
            item.close += distance < 500
            if acts and item.acts_distance == 9999:
                item.acts_distance = distance
        return near

    def _lean(self, start: int, end: int) -> float:
        """Which pronouns a stretch holds: −1 only "he", +1 only "she", 0 both or none."""
        found = self.pronouns[bisect_left(self.pronoun_at, start) : bisect_left(self.pronoun_at, end)]
        return sum(sign for _, sign in found) / len(found) if found else 0.0

    def _last_pronoun(self, at: int) -> int:
        index = bisect_left(self.pronoun_at, at) - 1
        return self.pronouns[index][1] if index >= 0 and at - self.pronouns[index][0] < 600 else 0

    def _candidates(self, number: int, ahead: dict[int, _Near]) -> dict[int, float]:
        """Who may speak a turn, with the rules' score, the best first."""
        scores = self.reading.scores(number)
        for person in (*list(ahead)[:5], *self.turns[number].present):
            scores.setdefault(person, -3.0)
        for offset in (*range(-10, 0), *range(1, 7)):
            if 0 <= number + offset < len(self.turns) and (who := self.resolved[number + offset]) is not None:
                scores.setdefault(who, -4.0)
        return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES])

    def _edges(self, number: int) -> _Edges:
        turn = self.turns[number]
        start, stop = self.book.paragraphs[turn.paragraph][0], self.book.paragraphs[turn.last_paragraph][1]
        last = self.turns[number - 1] if number else None
        following = self.turns[number + 1] if number + 1 < len(self.turns) else None
        opened = max(start, last.end) if last and last.last_paragraph == turn.paragraph else start
        closed = min(stop, following.start) if following and following.paragraph == turn.last_paragraph else stop
        past = last.end if last else 0
        coming = following.start if following else len(self.book.flat)
        return _Edges(opened, closed, past, coming, max(past, opened - 2500), min(coming, closed + 1500))

    def _narration(self, turn: Turn, edges: _Edges) -> _Narration:
        reading, flat = self.reading, self.book.flat
        seen = _Narration()
        for mention in reading.between(reading.narrated, reading.narrated_at, edges.lead_from, edges.opened):
            seen.lead[mention.person] += 1
            seen.lead_last = mention.person
            seen.lead_first = mention.person if seen.lead_first < 0 else seen.lead_first
        for mention in reading.between(reading.narrated, reading.narrated_at, edges.closed, edges.trail_to):
            seen.trail[mention.person] += 1
            seen.trail_first = mention.person if seen.trail_first < 0 else seen.trail_first
        for mention in reading.between(reading.narrated, reading.narrated_at, edges.opened, edges.closed):
            who = mention.person
            seen.first = who if seen.first < 0 else seen.first
            if mention.start < turn.start:
                seen.before[who] += 1
                seen.last_before = who
            else:
                seen.after[who] += 1
            word = flat[max(0, mention.start - 12) : mention.start].split()
            seen.oblique[who] += bool(word) and word[-1].lower() in PREPOSITIONS
            seen.owner[who] += "'s" in (flat[mention.end - 2 : mention.end], flat[mention.end : mention.end + 2])
        if turn.tag:
            for mention in reading.between(reading.narrated, reading.narrated_at, *turn.tag.clause):
                seen.in_clause[mention.person] += 1
        return seen

    def _acts(self, number: int) -> _Acts:
        turn, book = self.turns[number], self.book
        acts = _Acts()
        for weight, kind, text, at, _, who in turn.beats:
            sign = sign_of(PRONOUN_GENDER.get(text)) if kind is Subject.PRONOUN else 0
            if who is not None:
                acts.by[who] = acts.by.get(who, 0.0) + weight
                acts.total += weight
            elif (meant := self.meant_at.get(at)) is not None:
                acts.meant[meant] = acts.meant.get(meant, 0.0) + weight
            acts.sign += weight * sign
            if at < turn.start:
                acts.before, acts.before_sign = -1 if who is None else who, sign
            elif acts.after < 0 and not acts.after_sign:
                acts.after, acts.after_sign = -1 if who is None else who, sign
        after = turn.last_paragraph + 1
        if after < len(book.paragraphs) and (number + 1 == len(self.turns) or self.turns[number + 1].paragraph > after):
            start, stop = book.paragraphs[after]
            for begin, end in sentences(book.flat, start, min(stop, start + 400))[:1]:
                if noun := first_subject(book.flat, begin, end):
                    found = self.reading.resolve_noun(noun.kind, noun.text, noun.start)
                    acts.next_subject = -1 if found is None else found
                    acts.next_sign = sign_of(PRONOUN_GENDER.get(noun.text))
        return acts

    def _talk(self, number: int) -> _Talk:
        talk = _Talk()
        begin = self.begins[number]
        for k in range(max(begin, number - 12), min(len(self.turns), number + 11)):
            if k == number or self.begins[k] != begin:
                continue
            if k < number + 10 and (who := self.resolved[k]) is not None:
                talk.tagged[who] += 1
            if k >= number - 10:
                talk.called.update(self.turns[k].addressed)
                talk.named.update(self.turns[k].named)
        return talk

    def rows(self, number: int) -> tuple[list[int], list[list[float]]]:
        """The candidates of a turn and their features."""
        turn = self.turns[number]
        back, ahead = self._backward(turn.start), self._forward(turn.end)
        pointer = self._pointer(number)
        anchor = max(turn.start, pointer.at) if pointer else turn.start
        at_tag = self._backward(anchor) if anchor > turn.start else back
        meant = self._meant(anchor)
        scores = self._candidates(number, ahead)
        if not scores:
            return [], []
        edges, acts, talk = self._edges(number), self.acts[number], self._talk(number)
        seen = self._narration(turn, edges)
        sign = pointer.sign if pointer else 0
        taken_up = self.meant_at.get(pointer.at) if pointer else None
        ranked = sorted(at_tag, key=lambda p: at_tag[p].rank)
        fits = [p for p in ranked if sign and self.seems[p] * sign > 0]
        loose = [p for p in ranked if sign and self.seems[p] * sign >= 0]
        acts_order = sorted((p for p in at_tag if at_tag[p].acts), key=lambda p: at_tag[p].acts_rank)
        acting = [p for p in acts_order if sign and self.seems[p] * sign > 0]
        may_act = [p for p in acts_order if sign and self.seems[p] * sign >= 0]
        lean_here = self._lean(edges.opened, turn.start) + self._lean(turn.end, edges.closed)
        lean_lead = self._lean(max(edges.lead_from, edges.opened - 400), edges.opened)
        last_pronoun = self._last_pronoun(turn.start)
        close_names = {self.surnames[q] for q in ranked[:3]} - {""}
        rules = self._by_rules(number, scores)
        shared = [
            *self._of_turn(number, edges, len(scores), len(fits), acts, seen, talk, rules),
            acts.sign,
            acts.before_sign,
            acts.after_sign,
            sign_of(turn.lead_gender),
            lean_here,
            acts.next_sign,
            last_pronoun,
            self.calls[number],
        ]
        rows = []
        for p in scores:
            own = self.signs[p]
            row = [
                *shared,
                *self._of_person(number, p),
                *rules.of(p),
                *_mentioned(back.get(p), at_tag.get(p)),
                *((found.index(p) if p in found else 15) if sign else -1 for found in (fits, loose, acting, may_act)),
                *_coming(ahead.get(p)),
                *seen.of(p),
                *acts.of(p, own),
                turn.lead == p,
                sign_of(turn.lead_gender) * own,
                *seen.around(p),
                acts.next_subject == p,
                acts.next_sign * own,
                lean_here * own,
                lean_lead * own,
                last_pronoun * own,
                p in turn.addressed,
                p in turn.named,
                self.calls[number] * own,
                *self._of_book(p),
                self._noun_match(pointer.noun if pointer else "", p),
                sign * own,
                taken_up == p,
                self.seems[p],
                sign * self.seems[p],
                self.titles[p],
                self.surnames[p] in close_names,
                *talk.of(p),
                *_meant(meant.get(p)),
                turn.sounds.get(p, 0.0),
                *self._told_turns(self.tagged_turns, number, p),
                *self._told_turns(self.anchored_turns, number, p),
                *self._around(number, p, own),
            ]
            rows.append([float(value) for value in row])
        return list(scores), rows

    def _by_rules(self, number: int, scores: dict[int, float]) -> _Rules:
        states, belief = self.states[number], self.beliefs[number]
        posterior = {p: float(belief[i]) for i, p in enumerate(states) if p is not None}
        top = max(scores.values())
        weights = {p: math.exp(max(-30.0, score - top)) for p, score in scores.items()}
        whole = sum(weights.values())
        shares = {p: weight / whole for p, weight in weights.items()}
        return _Rules(scores, shares, {p: place for place, p in enumerate(scores)}, posterior)

    def _of_turn(
        self,
        number: int,
        edges: _Edges,
        candidates: int,
        fits: int,
        acts: _Acts,
        seen: _Narration,
        talk: _Talk,
        rules: _Rules,
    ) -> list[float]:
        """What is the same for every candidate: the tag's kind, the turn's place and size."""
        turn = self.turns[number]
        tag = turn.tag
        words = self.words[number]
        spans = self.book.spans
        spoken = sum(spans[i].end - spans[i].start for i in turn.spans)
        kinds = {Subject.NAME: 1, Subject.PRONOUN: 2, Subject.NOUN: 3, Subject.THING: 3, Subject.CROWD: 4}
        noun = head_noun(tag.subject) if tag and tag.kind is Subject.NOUN else ""
        ranked = sorted(rules.scores.values(), reverse=True)
        return [
            kinds[tag.kind] if tag else 0,
            tag is not None and tag.subject == "I",
            tag is not None and tag.sure,
            bool(noun) and tag is not None and is_generic(tag.subject),
            tag is not None and tag.start < turn.start,
            self.tag_sign[number],
            self.resolved[number] is not None,
            self.exact[number],
            tag is not None and tag.verb in GOES_ON,
            tag is not None and tag.verb in REPLIES,
            candidates,
            fits,
            min(self.reading.gap(number), 12) if number else 12,
            min(self.reading.gap(number + 1), 12) if number + 1 < len(self.turns) else 12,
            math.log1p(len(words.split())),
            len(turn.spans),
            turn.last_paragraph - turn.paragraph,
            "?" in words[-3:],
            number > 0 and "?" in self.words[number - 1][-3:],
            bool(_YES.match(words)),
            min(number - self.begins[number], 20),
            math.log1p(max(0, edges.closed - edges.opened - spoken)),
            math.log1p(max(0, turn.start - edges.opened)),
            acts.total,
            bool(turn.addressed),
            len(seen.lead),
            len(talk.tagged),
            self.first_person,
            math.log1p(max(0, edges.opened - edges.past)),
            math.log1p(max(0, edges.coming - edges.closed)),
            ranked[0] - ranked[1] if len(ranked) > 1 else 9.0,
            max(rules.posterior.values(), default=0.0),
            noun in KIN_NOUNS,
        ]

    def _of_person(self, number: int, p: int) -> list[float]:
        """How the tag suits the candidate, and what kind of person they are."""
        who, tag, cast = self.resolved[number], self.turns[number].tag, self.cast
        tells = p == cast.teller(self.turns[number].start)
        return [
            who == p,
            who is not None and who != p,
            self.tag_sign[number] * self.signs[p],
            self.signs[p],
            tells,
            tells and tag is not None and tag.subject != "I",
            p in cast.groups,
            p in cast.described,
            p in self.reading.kin,
        ]

    def _of_book(self, p: int) -> list[float]:
        """How much the whole book speaks of the candidate, and names them as a speaker."""
        total, spoken = self.reading.total[p], self.reading.spoken[p]
        return [
            math.log1p(total),
            total / (1 + len(self.reading.narrated)),
            spoken / (1 + len(self.reading.quoted)),
            total / (1 + total + spoken),
            len(self.tagged_turns.get(p, ())) / (1 + len(self.turns)),
            min(self.order.get(p, 60), 60),
            min(self.voice_order.get(p, 60), 60),
        ]

    def _told_turns(self, told: Mapping[int, list[int]], number: int, person: int) -> Iterator[float]:
        """How many turns ago, and in how many, the text names the person; whether by an even number within the talk.

        `told`: by person, the turns that a tag, or an action beside the words, names them for.
        """
        turns = told.get(person, [])
        at = bisect_left(turns, number)
        ago = number - turns[at - 1] if at else 99
        onward = bisect_right(turns, number)
        ahead = turns[onward] - number if onward < len(turns) else 99
        yield min(ago, 25)
        yield min(ahead, 25)
        talk = ago < 99 and self.begins[number - ago] == self.begins[number]
        yield (1 if ago % 2 == 0 else -1) if talk and ago < 12 else 0
        talk = ahead < 99 and self.begins[number + ahead] == self.begins[number]
        yield (1 if ahead % 2 == 0 else -1) if talk and ahead < 12 else 0

    def _around(self, number: int, person: int, own: int) -> Iterator[float]:
        for offset in _AROUND:
            index = number + offset
            if not 0 <= index < len(self.turns) or abs(self.turns[index].start - self.turns[number].start) > REACH:
                yield from (-1, 0, 0, 0, 0)
                continue
            other = self.turns[index]
            tag = other.tag
            who = self.resolved[index]
            yield (1 if tag and tag.sure else 0.5) if who == person else (0 if who is None else -0.5)
            yield person in other.addressed
            yield person in other.named
            yield self.tag_sign[index] * own
            yield self.calls[index] * own


def first_pass(reading: RuleReading) -> Table:
    """The candidates of every turn and what the text says of them."""
    table = _Table(reading)
    persons: list[int] = []
    # Turn by turn as arrays: as lists of numbers the rows of a long book take eight times as much memory.
    rows: list[Floats] = []
    starts = [0]
    for number in range(len(reading.turns)):
        people, values = table.rows(number)
        persons += people
        if values:
            rows.append(np.array(values, np.float32))
        starts.append(len(persons))
    x = np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)
    return Table(x, np.array(persons, np.intp), np.array(starts, np.intp))


def probabilities(scores: npt.NDArray[np.float64], starts: Ints) -> npt.NDArray[np.float64]:
    """Softmax of the scores within each turn: float64[rows], summing to 1 by turn.

    `scores`: float64[rows], log-odds; `starts`: int[turns + 1], as in `Table`.
    """
    sizes = np.diff(starts)
    kept = sizes > 0
    begins = starts[:-1][kept]
    if not len(begins):
        return scores
    top = np.repeat(np.maximum.reduceat(scores, begins), sizes[kept])
    weights = np.exp(scores - top)
    total: npt.NDArray[np.float64] = weights / np.repeat(np.add.reduceat(weights, begins), sizes[kept])
    return total
