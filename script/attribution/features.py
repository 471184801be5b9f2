"""What the text says for and against each candidate of each turn, as numbers: the trained tagger's first look."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from script.attribution.base import Book
from script.attribution.rules import GOES_ON, PRONOUN_GENDER, REPLIES, Reading
from script.characters import is_generic
from script.dialogue_tags import Subject, Tag, first_subject, name_key, sentences
from script.model import Gender
from script.speech_words import FEMALE_TITLES, KIN_NOUNS, MALE_TITLES, TITLES, gender_of_noun, word_set

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

_CANDIDATES = 18
REACH = 4500
"""Characters of text around a turn beyond which nothing tells about it."""
_AHEAD = 1500
_FAR = 9.0
_AROUND = (-4, -3, -2, -1, 1, 2, 3)
_PREPOSITIONS = word_set("to at upon with from of towards toward for on by behind beside after before at about between")
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
    """One row per turn and candidate, turn by turn. `x`: float32[rows, features]; `person`: index into `Cast.people`;
    `starts`: int[turns + 1], the rows of turn t are `starts[t]:starts[t + 1]` (none where nobody is about)."""

    x: Floats
    person: Ints
    starts: Ints

    @property
    def turn(self) -> Ints:
        """The turn of each row."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


def sign_of(gender: Gender | None) -> int:
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


class _Table:
    """Makes the first pass's rows."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.book: Book = reading.book
        self.turns = reading.turns
        self.cast = self.book.cast
        self.signs = [sign_of(person.gender) for person in self.cast.people]
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

    def _title(self, words: set[str]) -> int:
        """What kind of title a person has: 0 none, 1 Mr, 2 Mrs, 3 Miss, 4 another woman's, 5 another man's, 6 other."""
        for number, title in enumerate(("mr", "mrs", "miss"), 1):
            if title in words:
                return number
        for number, titles in ((4, FEMALE_TITLES), (5, MALE_TITLES), (6, TITLES)):
            if words & titles:
                return number
        return 0

    def _noun_match(self, tag: Tag | None, person: int) -> float:
        """How well the noun of a tag ("said the colonel") suits the person's names: 1 the very word, 0.5 its title."""
        if tag is None or tag.kind is not Subject.NOUN:
            return 0.0
        words = self.name_words[person]
        noun = tag.subject.lower().split()[-1]
        return 1.0 if noun in words else (0.5 if any(title in words for title in _TITLE_OF.get(noun, ())) else 0.0)

    def _is_exact(self, tag: Tag | None) -> bool:
        return tag is not None and (tag.subject == "I" or name_key(tag.subject) in self.cast.forms)

    def _tag_sign(self, tag: Tag | None) -> int:
        if tag is None:
            return 0
        if tag.kind is Subject.PRONOUN:
            return sign_of(PRONOUN_GENDER.get(tag.subject))
        if tag.kind is Subject.NOUN:
            return sign_of(gender_of_noun(tag.subject.lower().split()[-1]))
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
        near: dict[int, _Near] = {}
        acted = 0
        at = bisect_left(reading.narrated_at, anchor)
        for index in range(at - 1, max(-1, at - 150), -1):
            mention = reading.narrated[index]
            distance = anchor - mention.start
            if distance > REACH:
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

    def _lean(self, start: int, end: int) -> float:
        """Which pronouns a stretch holds: −1 only "he", +1 only "she", 0 both or none."""
        found = self.pronouns[bisect_left(self.pronoun_at, start) : bisect_left(self.pronoun_at, end)]
        return sum(sign for _, sign in found) / len(found) if found else 0.0

    def _last_pronoun(self, at: int) -> int:
        index = bisect_left(self.pronoun_at, at) - 1
        return self.pronouns[index][1] if index >= 0 and at - self.pronouns[index][0] < 600 else 0

    def rows(self, number: int) -> tuple[list[int], list[list[float]]]:
        reading, book, cast = self.reading, self.book, self.cast
        turn, tag = self.turns[number], self.turns[number].tag
        flat = book.flat
        scores = reading.scores(number)
        back = self._backward(turn.start)
        ahead = self._forward(turn.end)
        anchor = tag.start if tag and tag.kind is not Subject.NAME and tag.start > turn.start else turn.start
        at_tag = back if anchor == turn.start else self._backward(anchor)
        for person in list(ahead)[:5]:
            scores.setdefault(person, -3.0)
        for person in turn.present:
            scores.setdefault(person, -3.0)
        for offset in (*range(-10, 0), *range(1, 7)):
            if 0 <= number + offset < len(self.turns) and (who := self.resolved[number + offset]) is not None:
                scores.setdefault(who, -4.0)
        people = [p for p, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]]
        if not people:
            return [], []
        start, _ = book.paragraphs[turn.paragraph]
        stop = book.paragraphs[turn.last_paragraph][1]
        last = self.turns[number - 1] if number else None
        following = self.turns[number + 1] if number + 1 < len(self.turns) else None
        opened = max(start, last.end) if last and last.last_paragraph == turn.paragraph else start
        closed = min(stop, following.start) if following and following.paragraph == turn.last_paragraph else stop
        lead_from = max(last.end if last else 0, opened - 2500)
        trail_to = min(following.start if following else len(flat), closed + 1500)
        lead = Counter[int]()
        lead_last = lead_first = -1
        for mention in reading.between(reading.narrated, reading.narrated_at, lead_from, opened):
            lead[mention.person] += 1
            lead_last = mention.person
            lead_first = mention.person if lead_first < 0 else lead_first
        trail = Counter[int]()
        trail_first = -1
        for mention in reading.between(reading.narrated, reading.narrated_at, closed, trail_to):
            trail[mention.person] += 1
            trail_first = mention.person if trail_first < 0 else trail_first
        before, after, oblique, owner = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
        first_here = last_before = -1
        for mention in reading.between(reading.narrated, reading.narrated_at, opened, closed):
            who = mention.person
            first_here = who if first_here < 0 else first_here
            if mention.start < turn.start:
                before[who] += 1
                last_before = who
            else:
                after[who] += 1
            word = flat[max(0, mention.start - 12) : mention.start].split()
            oblique[who] += bool(word) and word[-1].lower() in _PREPOSITIONS
            owner[who] += flat[mention.end - 2 : mention.end] == "'s" or flat[mention.end : mention.end + 2] == "'s"
        in_clause = Counter[int]()
        if tag:
            for mention in reading.between(reading.narrated, reading.narrated_at, tag.clause[0], tag.clause[1]):
                in_clause[mention.person] += 1
        beat_of: dict[int, float] = defaultdict(float)
        beat_sign = 0.0
        beat_total = 0.0
        for weight, kind, text, _, _ in turn.beats:
            who_acts = reading.resolve_noun(kind, text)
            if who_acts is not None:
                beat_of[who_acts] += weight
                beat_total += weight
            elif kind is Subject.PRONOUN and (gender := PRONOUN_GENDER.get(text)):
                beat_sign += weight * sign_of(gender)
        trail_subject = -1
        trail_sign = 0
        if turn.last_paragraph + 1 < len(book.paragraphs) and (
            following is None or following.paragraph > turn.last_paragraph + 1
        ):
            a, b = book.paragraphs[turn.last_paragraph + 1]
            for x, y in sentences(flat, a, min(b, a + 400))[:1]:
                if noun := first_subject(flat, x, y):
                    found = reading.resolve_noun(noun.kind, noun.text)
                    trail_subject = -1 if found is None else found
                    trail_sign = sign_of(PRONOUN_GENDER.get(noun.text))
        who = self.resolved[number]
        sign = self.tag_sign[number]
        kind_of = (
            0 if tag is None else {Subject.NAME: 1, Subject.PRONOUN: 2, Subject.NOUN: 3, Subject.CROWD: 4}[tag.kind]
        )
        says_i = tag is not None and tag.subject == "I"
        sure = tag is not None and tag.sure
        generic = tag is not None and tag.kind is Subject.NOUN and is_generic(tag.subject)
        fits = [p for p in sorted(at_tag, key=lambda p: at_tag[p].rank) if sign and self.signs[p] * sign > 0]
        loose = [p for p in sorted(at_tag, key=lambda p: at_tag[p].rank) if sign and self.signs[p] * sign >= 0]
        acting = [p for p in sorted(at_tag, key=lambda p: at_tag[p].acts_rank) if sign and self.signs[p] * sign > 0]
        lean_here = self._lean(opened, turn.start) + self._lean(turn.end, closed)
        lean_lead = self._lean(max(lead_from, opened - 400), opened)
        last_pronoun = self._last_pronoun(turn.start)
        words = self.words[number]
        length = len(words.split())
        gap = reading.gap(number) if number else 99
        gap_next = reading.gap(number + 1) if following else 99
        begin = self.begins[number]
        narr_words = (closed - opened) - sum(book.spans[i].end - book.spans[i].start for i in turn.spans)
        states, belief = self.states[number], self.beliefs[number]
        posterior = {p: float(belief[i]) for i, p in enumerate(states) if p is not None}
        top_belief = max(posterior.values(), default=0.0)
        top = max(scores.values())
        weights = {p: math.exp(max(-30.0, scores[p] - top)) for p in people}
        whole = sum(weights.values())
        rivals = sorted((scores[p] for p in people), reverse=True)
        seen_tags = [
            self.resolved[k]
            for k in range(max(begin, number - 12), min(len(self.turns), number + 10))
            if self.resolved[k] is not None and self.begins[k] == begin and k != number
        ]
        talking = Counter(seen_tags)
        mates = len(talking)
        called, named = Counter[int](), Counter[int]()
        for k in range(max(0, number - 10), min(len(self.turns), number + 11)):
            if k != number and self.begins[k] == begin:
                called.update(self.turns[k].addressed)
                named.update(self.turns[k].named)
        kin = tag is not None and tag.kind is Subject.NOUN and tag.subject.lower().split()[-1] in KIN_NOUNS
        close_names = {self.surnames[q] for q in sorted(at_tag, key=lambda q: at_tag[q].rank)[:3]} - {""}
        total_narrated = 1 + len(reading.narrated)
        total_quoted = 1 + len(reading.quoted)
        shared: list[float] = [
            kind_of,
            says_i,
            sure,
            generic,
            tag is not None and tag.start < turn.start,
            sign,
            who is not None,
            self.exact[number],
            tag is not None and tag.verb in GOES_ON,
            tag is not None and tag.verb in REPLIES,
            len(people),
            len(fits),
            min(gap, 12),
            min(gap_next, 12),
            math.log1p(length),
            len(turn.spans),
            turn.last_paragraph - turn.paragraph,
            "?" in words[-3:],
            number > 0 and "?" in self.words[number - 1][-3:],
            bool(_YES.match(words)),
            min(number - begin, 20),
            math.log1p(max(0, narr_words)),
            math.log1p(max(0, turn.start - opened)),
            beat_total,
            bool(turn.addressed),
            len(lead),
            mates,
            self.first_person,
            math.log1p(max(0, opened - (last.end if last else 0))),
            math.log1p(max(0, (following.start if following else len(flat)) - closed)),
            rivals[0] - rivals[1] if len(rivals) > 1 else 9.0,
            top_belief,
            kin,
        ]
        rows: list[list[float]] = []
        for place, p in enumerate(people):
            own = self.signs[p]
            past, coming, tagged = back.get(p), ahead.get(p), at_tag.get(p)
            score = scores[p]
            row = [
                *shared,
                who == p,
                who is not None and who != p,
                sign * own,
                own,
                p == cast.narrator,
                p == cast.narrator and kind_of > 0 and not says_i,
                p in cast.groups,
                p in cast.described,
                p in reading.kin,
                score,
                score - top,
                weights[p] / whole,
                place,
                posterior.get(p, 0.0),
                posterior.get(p, 0.0) - max((v for q, v in posterior.items() if q != p), default=0.0),
                past.rank if past else 20,
                math.log1p(past.distance) if past else _FAR,
                past.count if past else 0,
                past.close if past else 0,
                past.acts if past else 0,
                math.log1p(past.acts_distance) if past else _FAR,
                past.acts_rank if past else 20,
                tagged.rank if tagged else 20,
                math.log1p(tagged.distance) if tagged else _FAR,
                math.log1p(tagged.acts_distance) if tagged else _FAR,
                (fits.index(p) if p in fits else 15) if sign else -1,
                (loose.index(p) if p in loose else 15) if sign else -1,
                (acting.index(p) if p in acting else 15) if sign else -1,
                coming.rank if coming else 12,
                math.log1p(coming.distance) if coming else _FAR,
                coming.count if coming else 0,
                coming is not None and coming.acts_distance < 9999,
                before[p],
                after[p],
                oblique[p],
                owner[p],
                first_here == p,
                last_before == p,
                in_clause[p],
                beat_of.get(p, 0.0),
                beat_sign * own,
                turn.lead == p,
                sign_of(turn.lead_gender) * own,
                lead[p],
                lead_last == p,
                lead_first == p,
                trail[p],
                trail_first == p,
                trail_subject == p,
                trail_sign * own,
                lean_here * own,
                lean_lead * own,
                last_pronoun * own,
                p in turn.addressed,
                p in turn.named,
                self.calls[number] * own,
                math.log1p(reading.total[p]),
                reading.total[p] / total_narrated,
                reading.spoken[p] / total_quoted,
                reading.total[p] / (1 + reading.total[p] + reading.spoken[p]),
                len(self.tagged_turns.get(p, ())) / (1 + len(self.turns)),
                min(self.order.get(p, 60), 60),
                min(self.voice_order.get(p, 60), 60),
                self._noun_match(tag, p),
                self.titles[p],
                self.surnames[p] in close_names,
                called[p],
                named[p],
                talking[p],
                talking[p] / (1 + len(seen_tags)),
                *self._tag_turns(number, p),
                *self._around(number, p, own),
            ]
            rows.append([float(value) for value in row])
        return people, rows

    def _tag_turns(self, number: int, person: int) -> Iterator[float]:
        """How many turns ago, and in how many, a tag names the person; whether by an even number within the talk."""
        turns = self.tagged_turns.get(person, [])
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


def first_pass(reading: Reading) -> Table:
    """The candidates of every turn and what the text says of them."""
    table = _Table(reading)
    persons: list[int] = []
    rows: list[list[float]] = []
    starts = [0]
    for number in range(len(reading.turns)):
        people, values = table.rows(number)
        persons += people
        rows += values
        starts.append(len(persons))
    x = np.array(rows, np.float32) if rows else np.zeros((0, 1), np.float32)
    return Table(x, np.array(persons, np.intp), np.array(starts, np.intp))


def probabilities(scores: npt.NDArray[np.float64], starts: Ints) -> npt.NDArray[np.float64]:
    """Softmax of the scores within each turn."""
    sizes = np.diff(starts)
    kept = sizes > 0
    begins = starts[:-1][kept]
    if not len(begins):
        return scores
    top = np.repeat(np.maximum.reduceat(scores, begins), sizes[kept])
    weights = np.exp(scores - top)
    total: npt.NDArray[np.float64] = weights / np.repeat(np.add.reduceat(weights, begins), sizes[kept])
    return total
