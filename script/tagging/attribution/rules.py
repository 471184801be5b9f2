"""Who speaks, by rules.

Every turn's candidates are scored by tags, pronouns, actions beside the words, vocatives and who is about; then whole
conversations are decided at once, so that a sure tag settles its neighbours.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from script.evidence import Clue, evidence_of
from script.model import DOUBTFUL, Gender
from script.people.characters import Mention, described_key, is_generic
from script.people.names.names_in_text import is_vocative
from script.quotations.flat_text import name_key, sentences
from script.quotations.speech_words import DEVICES, KIN_NOUNS, gender_of_noun, word_set
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import SOMEBODY, Subject, first_subject, head_noun
from script.tagging.attribution.attributor import Attribution, AttributionInput
from script.tagging.attribution.idiolect import Idiolects
from script.tagging.attribution.turn_chain import Array, posteriors

_CANDIDATES = 12
_REACH = 4000
"""Characters of text before a turn in which a mention still makes a candidate."""
PRONOUN_GENDER = {"he": Gender.MALE, "she": Gender.FEMALE}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each clue counts, as log-odds."""

    recency: float = 1.2
    recency_rank: float = 0.35
    recency_distance: float = 2500.0
    subject: float = 0.4
    present: float = 0.9
    near_tag: float = 1.1
    near_address: float = 0.5
    near_present: float = 0.3
    narrator: float = 2.4
    share: float = 0.4
    group: float = -4.0
    described: float = -1.2
    kin: float = -2.0
    name_tag: float = 12.0
    noun_tag: float = 9.0
    generic_tag: float = 4.0
    kin_tag: float = 3.0
    kin_title: float = 1.5
    gender: float = 6.0
    gender_unknown: float = 0.0
    pronoun_first: float = 1.6
    pronoun_second: float = 0.6
    beat: float = 3.0
    beat_gender: float = 2.0
    lead_in: float = 0.8
    lead_gender: float = 1.0
    third_person: float = -8.0
    addressed: float = -4.5
    named: float = -2.2
    addressed_before: float = 2.0
    addressed_after: float = 1.0
    idiolect: float = 0.6
    idiolect_most: float = 2.0
    unknown: float = -2.0
    same: float = -3.4
    same_gap: float = -0.9
    same_far: float = 0.2
    again: float = 1.3
    again_gap: float = 0.6
    again_far: float = 0.4
    goes_on: float = 2.0
    replies: float = -1.0


WEIGHTS = Weights()
_HE_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_TOGETHER = re.compile(r"[^.!?\"“]{0,40}\b(?:both|all|together|chorus|unison)\b")
"""A clause that says that several speak."""
_FADED = 250
"""Characters after which another name, even one that doesn't act, takes a pronoun over."""
_LOST = 2500
"""Characters after which a pronoun stands for nobody known."""
_PROBABILITY = (0.0, 0.35, 0.6, 0.8, 0.95, 0.99, 1.0)
_RIGHT = (0.0, 0.29, 0.49, 0.61, 0.78, 0.88, 0.96)
"""The clues depend on each other, so their sum is too sure of itself: how often each probability turned out right on
annotated novels."""
GOES_ON = word_set("continued resumed went pursued added repeated concluded proceeded")
REPLIES = word_set("replied answered returned rejoined retorted responded")
_NOT_I = 0.1
_NOT_SO = 0.15
_INDEFINITE = word_set("a an another one two three some")
_POSSESSIVE = word_set("my his her our their your")
_HUSBANDS = word_set("father papa husband uncle grandfather")
_WIVES = word_set("mother mamma mama wife lady aunt grandmother")


@dataclass(slots=True)
class Turn:
    """What one speaker says in one go: spans of one paragraph, and of those that go on with it."""

    spans: list[int]
    start: int
    end: int
    paragraph: int
    last_paragraph: int
    tag: Tag | None = None
    before: Tag | None = None
    beats: list[tuple[float, Subject, str, int, str]] = field(default_factory=list)
    present: Counter[int] = field(default_factory=Counter)
    addressed: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    sounds: dict[int, float] = field(default_factory=dict)
    """How much the words sound like each speaker's, as log-odds."""
    lead: int | None = None
    """Who the narration paragraph right before the turn is about."""
    lead_gender: Gender | None = None
    fixed: int | None = None
    """Who is certain to speak it."""


_NESTED_OPENS = re.compile(r"(?:[ (,;:—–-]|(?<=[“\"]) ?)['“](?=\w)")
_NESTED_CLOSES = re.compile(r"[.,!?…—–-]['”]")


def _is_nested(flat: str, start: int, at: int) -> bool:
    """Whether `at` lies in words that the speech from `start` on quotes from somebody else."""
    opened = [match.start() for match in _NESTED_OPENS.finditer(flat, start + 1, at)]
    return bool(opened) and not _NESTED_CLOSES.search(flat, opened[-1] + 1, at)


class RuleAttributor:
    """The hand-set tagger. Implements `Attributor`."""

    def attribute(self, book: AttributionInput) -> tuple[Attribution, ...]:
        """Who speaks each span, by the rules alone."""
        if not book.spans:
            return ()
        return RuleReading(book).run()


class RuleReading:
    """A book's turns with what is told around each, and what the rules make of that."""

    def __init__(self, book: AttributionInput) -> None:
        self.book = book
        self.people = book.cast.people
        self.narrated = [m for m in book.cast.mentions if not m.quoted]
        self.quoted = [m for m in book.cast.mentions if m.quoted]
        self.narrated_at = [m.start for m in self.narrated]
        self.quoted_at = [m.start for m in self.quoted]
        self.total = Counter(m.person for m in self.narrated)
        self.spoken = Counter(m.person for m in self.quoted)
        self.tagged: Counter[int] = Counter()
        self.subjects = [self._opens_sentence(m.start) for m in self.narrated]
        self.referred = self._referred()
        self.referred_at = [start for start, _, _ in self.referred]
        self.kin = {i for i in book.cast.described if head_noun(book.cast.people[i].name) in KIN_NOUNS}
        self.turns = self._turns()
        for turn in self.turns:
            if turn.tag and turn.tag.kind is Subject.NAME and (who := self.resolve(turn.tag)) is not None:
                self.tagged[who] += 1

    def _opens_sentence(self, at: int) -> bool:
        """Whether a mention stands where a sentence begins, as its subject does."""
        before = at - 1
        flat = self.book.flat
        while before >= 0 and flat[before] == " ":
            before -= 1
        return before < 0 or flat[before] in '.!?:;”"»'

    def _referred(self) -> list[tuple[int, int, bool]]:
        """Where the narration refers to somebody, by name or by a pronoun that stands for the last name that fits:
        (place, person, whether as a subject)."""
        events: list[tuple[int, int | None, bool, Gender | None]] = [
            (mention.start, mention.person, acts, self.people[mention.person].gender)
            for mention, acts in zip(self.narrated, self.subjects, strict=True)
        ]
        for start, end in self._gaps():
            events += [
                (match.start(), None, True, PRONOUN_GENDER[match.group().lower()])
                for match in _HE_SHE.finditer(self.book.flat, start, end)
            ]
        events.sort(key=lambda event: event[0])
        last: dict[Gender, tuple[int, int]] = {}
        found: list[tuple[int, int, bool]] = []
        for start, person, acts, gender in events:
            if person is not None:
                found.append((start, person, acts))
                if gender is not None and person != self.book.cast.teller(start):
                    before = last.get(gender)
                    if acts or before is None or start - before[0] > _FADED:
                        last[gender] = (start, person)
            elif gender in last and start - last[gender][0] < _LOST:
                last[gender] = (start, last[gender][1])
                found.append((start, last[gender][1], acts))
        return found

    def _gaps(self) -> list[tuple[int, int]]:
        """The narration: paragraphs without their speech."""
        gaps = []
        spans = iter(self.book.spans)
        span = next(spans, None)
        for number, (start, end) in enumerate(self.book.paragraphs):
            at = start
            while span is not None and span.paragraph <= number:
                gaps.append((at, span.start))
                at = span.end
                span = next(spans, None)
            gaps.append((at, end))
        return [(a, b) for a, b in gaps if a < b]

    # What each turn has around it

    def _turns(self) -> list[Turn]:
        turns: list[Turn] = []
        spans = self.book.spans
        for index, span in enumerate(spans):
            tag = self.book.tags[index]
            last = turns[-1] if turns else None
            fixed = self.book.fixed.get(index)
            parted = last is not None and None not in (last.fixed, fixed) and last.fixed != fixed
            if last and span.continues and not parted and not self._changes(last, tag):
                last.spans.append(index)
                last.end, last.last_paragraph = span.end, span.paragraph
                last.fixed = fixed if last.fixed is None else last.fixed
                if tag and tag.sure and not (last.tag and last.tag.sure):
                    last.tag = tag
                continue
            if last and last.last_paragraph == span.paragraph and not parted and not self._changes(last, tag):
                last.spans.append(index)
                last.end = span.end
                last.fixed = fixed if last.fixed is None else last.fixed
                if tag and (last.tag is None or (tag.sure and not last.tag.sure)):
                    last.tag = tag
                continue
            turns.append(Turn([index], span.start, span.end, span.paragraph, span.paragraph, tag, fixed=fixed))
        for number, turn in enumerate(turns):
            following = turns[number + 1] if number + 1 < len(turns) else None
            self._look_around(turn, turns[number - 1] if number else None, following)
        self._compare_idiolects(turns)
        return turns

    def _compare_idiolects(self, turns: Sequence[Turn]) -> None:
        """Learns how people talk from the turns whose tag names them, and compares the other turns with that."""
        speeches: list[tuple[int, str]] = []
        untold: list[tuple[Turn, str]] = []
        for turn in turns:
            said = " ".join(self.book.flat[self.book.spans[i].start : self.book.spans[i].end] for i in turn.spans)
            who = self.resolve(turn.tag) if turn.tag and turn.tag.sure else None
            if who is None:
                untold.append((turn, said))
            else:
                speeches.append((who, said))
        idiolects = Idiolects(speeches)
        most = WEIGHTS.idiolect_most
        for turn, said in untold:
            for who, ratio in idiolects.scores(said).items():
                turn.sounds[who] = max(-most, min(most, WEIGHTS.idiolect * ratio))

    def _changes(self, turn: Turn, tag: Tag | None) -> bool:
        """Whether a second quotation of a paragraph has another speaker: two sure tags that disagree."""
        if not (tag and tag.sure and turn.tag and turn.tag.sure) or tag.start == turn.tag.start:
            return False
        if Subject.PRONOUN not in (tag.kind, turn.tag.kind):
            one, other = self.resolve(turn.tag), self.resolve(tag)
            described = Subject.NOUN in (tag.kind, turn.tag.kind) and tag.kind is not turn.tag.kind
            # "the girl added" is Anna still, unless she can't be.
            return one != other and not (described and (tag.verb in GOES_ON or self._may_be_told(turn.tag, tag)))
        if tag.kind is turn.tag.kind:
            return tag.subject != turn.tag.subject
        first, second = (turn.tag, tag) if tag.kind is Subject.PRONOUN else (tag, turn.tag)
        who = self.resolve(first)
        if "I" in (first.subject, second.subject):
            return who is None or who != self.book.cast.teller(tag.start)
        gender = self._gender(first)
        wanted = PRONOUN_GENDER.get(second.subject)
        return gender is not None and wanted is not None and gender is not wanted

    def _gender(self, tag: Tag) -> Gender | None:
        """The gender of a tag's subject, as far as that is told."""
        if tag.kind is Subject.NOUN and (gender := gender_of_noun(head_noun(tag.subject))):
            return gender
        who = self.resolve(tag)
        return self.people[who].gender if who is not None else None

    def _may_be_told(self, one: Tag, other: Tag) -> bool:
        """Whether a description in one of two tags may be of whoever the other names: "the girl" of Anna."""
        noun = one if one.kind is Subject.NOUN else other
        genders = {self._gender(one), self._gender(other)} - {None}
        return is_generic(noun.subject) and Subject.CROWD not in (one.kind, other.kind) and len(genders) < 2

    def _look_around(self, turn: Turn, last: Turn | None, following: Turn | None) -> None:
        flat = self.book.flat
        start, _ = self.book.paragraphs[turn.paragraph]
        stop = self.book.paragraphs[turn.last_paragraph][1]
        if following and following.paragraph == turn.last_paragraph:
            stop = following.start
        spans = self.book.spans
        edges = [start]
        for index in turn.spans:
            edges += [spans[index].start, spans[index].end]
        edges.append(stop)
        if last and last.last_paragraph == turn.paragraph:
            edges[0] = last.end
        gaps = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        for number, (a, b) in enumerate(gaps):
            if b - a < 3:
                continue
            for mention in self.between(self.narrated, self.narrated_at, a, b):
                turn.present[mention.person] += 1
            parts = sentences(flat, a, b)
            for order, (x, y) in enumerate(parts):
                noun = first_subject(flat, x, y)
                if noun is None or noun.text == "it":
                    continue
                if number == 0:
                    weight = 1.0 if order == len(parts) - 1 else (0.8 if order == 0 else 0.6)
                else:
                    weight = 0.7 if order == 0 else 0.4
                turn.beats.append(
                    (
                        weight,
                        noun.kind,
                        noun.text,
                        noun.start,
                        " ".join(flat[noun.start : min(y, noun.start + 40)].split()),
                    )
                )
        if turn.paragraph and (last is None or last.last_paragraph < turn.paragraph - 1):
            a, b = self.book.paragraphs[turn.paragraph - 1]
            if self.book.scenes[turn.paragraph - 1] == self.book.scenes[turn.paragraph]:
                for x, y in sentences(flat, a, b)[-1:]:
                    if noun := first_subject(flat, x, y):
                        turn.lead = self.resolve_noun(noun.kind, noun.text, noun.start)
                        turn.lead_gender = PRONOUN_GENDER.get(noun.text)
        if turn.tag and turn.tag.sure and (told := turn.tag.addressee):
            who = self.resolve_noun(told.kind, told.text, told.start)
            if who is not None and who != self.resolve(turn.tag):
                turn.addressed.add(who)
        for index in turn.spans:
            for mention in self.between(self.quoted, self.quoted_at, spans[index].start, spans[index].end):
                if is_vocative(flat, mention.start, mention.end) and not _is_nested(
                    flat, spans[index].start, mention.start
                ):
                    turn.addressed.add(mention.person)
                else:
                    turn.named.add(mention.person)

    def between(self, mentions: Sequence[Mention], starts: Sequence[int], a: int, b: int) -> Sequence[Mention]:
        """The mentions that begin in [a, b); `starts` are their offsets."""
        return mentions[bisect_left(starts, a) : bisect_left(starts, b)]

    def resolve(self, tag: Tag) -> int | None:
        """Who is meant by a tag's subject: an index into `People.people`, or None."""
        return self.resolve_noun(tag.kind, tag.subject, tag.start)

    def resolve_noun(self, kind: Subject, text: str, at: int) -> int | None:
        """Who is meant by the subject `text` that stands at an offset."""
        cast = self.book.cast
        if kind is Subject.NAME:
            return cast.resolve(text)
        if kind is Subject.PRONOUN:
            return cast.teller(at) if text == "I" else None
        if cast.they and text.lower() == "they":
            before = self.between(self.narrated, self.narrated_at, at - _LOST, at)
            alone = next((mention.person for mention in reversed(before) if mention.person in cast.they), None)
            if alone is not None and not _TOGETHER.match(self.book.flat, at):
                return alone
        return cast.forms.get(described_key(text))

    def allowance(self, turn: Turn, people: Sequence[int]) -> list[float]:
        """For each of `people`, what the turn's own tag leaves of the chance that they speak it: 0 to 1."""
        tag = turn.tag
        if turn.fixed is not None or tag is None or not tag.sure:
            return [1.0] * len(people)
        who = self.resolve(tag)
        if tag.kind in (Subject.NAME, Subject.CROWD) or tag.subject == "I":
            named = who is not None or tag.subject != "I"
            return [float(person == who or not named) for person in people]
        teller = self.book.cast.teller(tag.start)
        not_i = 0.0 if teller is not None and self.people[teller].name == "I" else _NOT_I
        if tag.kind is Subject.PRONOUN:
            gender = PRONOUN_GENDER.get(tag.subject)
            return [
                (0.0 if person in self.book.cast.groups else not_i if person == teller else 1.0)
                * (_NOT_SO if gender is not None and self.people[person].gender not in (gender, None) else 1.0)
                for person in people
            ]
        noun = head_noun(tag.subject)
        gender = gender_of_noun(noun)
        owner = self.book.cast.resolve(tag.subject.split("'s ")[0]) if "'s " in tag.subject else None
        new = who is not None and self._is_new(tag, noun)
        generic = is_generic(tag.subject)

        def share(person: int) -> float:
            """What a description leaves to somebody: those who are known by another one are not meant, nor a crowd."""
            if person == who:
                return 1.0
            described = person in self.book.cast.described
            if person == owner or person in self.book.cast.groups or (described and (owner is not None or not generic)):
                return 0.0
            if new and (described or noun not in self._words_of(person)):
                return 0.0
            if owner is not None and not described and self.people[person].gender is not gender:
                return 0.0
            wrong = gender is not None and self.people[person].gender not in (gender, None)
            return (not_i if person == teller else 1.0) * (_NOT_SO if wrong else 1.0)

        return [share(person) for person in people]

    def _is_new(self, tag: Tag, noun: str) -> bool:
        """Whether a description is of somebody whom no name stands for: "a cop", "her roommate", "one of the cops"."""
        first = self.book.flat[tag.start : tag.end].split()[0].lower()
        if noun in KIN_NOUNS or (is_generic(tag.subject) and first not in ("a", "an", "another")):
            return False
        if noun in DEVICES or noun in SOMEBODY or noun != tag.subject.split()[-1].lower():
            return True  # "the radio", "the man in bed four"
        return first in _INDEFINITE or "'s" in tag.subject or noun == "one" or first in _POSSESSIVE

    def _words_of(self, person: int) -> set[str]:
        character = self.people[person]
        return {word for name in (character.name, *character.aliases) for word in name_key(name).split()}

    # Scores

    def recent(self, turn: Turn) -> list[tuple[int, int, bool]]:
        """People mentioned in narration before the turn (before its tag, where it has one), the latest first.

        (person, distance in characters, whether as a subject).
        """
        seen: dict[int, tuple[int, int, bool]] = {}
        anchor = turn.start
        if turn.tag and turn.tag.kind is not Subject.NAME:
            anchor = turn.tag.start
        at = bisect_left(self.referred_at, anchor)
        for index in range(at - 1, max(-1, at - 160), -1):
            start, person, acts = self.referred[index]
            if anchor - start > _REACH:
                break
            seen.setdefault(person, (person, anchor - start, acts))
            if len(seen) >= 14:
                break
        return list(seen.values())

    def scores(self, number: int) -> dict[int, float]:
        """The candidates of a turn and what speaks for each, as log-odds."""
        book, turns = self.book, self.turns
        turn = turns[number]
        recent = self.recent(turn)
        scores: dict[int, float] = {}
        scene = book.scenes[turn.paragraph]

        def near(offset: int) -> Turn | None:
            index = number + offset
            if (
                0 <= index < len(turns)
                and abs(turns[index].start - turn.start) < _REACH
                and book.scenes[turns[index].paragraph] == scene
            ):
                return turns[index]
            return None

        w = WEIGHTS
        for rank, (person, distance, acts) in enumerate(recent):
            scores[person] = w.recency - w.recency_rank * rank - distance / w.recency_distance + w.subject * acts
        for person in turn.present:
            scores[person] = scores.get(person, 0.0) + w.present
        around = [(offset, other) for offset in range(-8, 7) if offset and (other := near(offset))]
        for offset, other in around:
            weight = 1 / (1 + 0.4 * abs(offset))
            if other.tag and (who := self.resolve(other.tag)) is not None:
                scores[who] = scores.get(who, -0.5) + w.near_tag * weight
            for who in other.addressed:
                scores[who] = scores.get(who, -0.8) + w.near_address * weight
            for who in other.present:
                scores[who] = scores.get(who, -0.8) + w.near_present * weight
        narrator = book.cast.teller(turn.start)
        if narrator is not None:
            scores[narrator] = scores.get(narrator, 0.0) + w.narrator
        if turn.lead_gender and not (turn.tag and turn.tag.sure):
            self._prefer_gender(turn.lead_gender, scores, w.lead_gender)
        tag = turn.tag
        decisive = self.resolve(tag) if tag else None
        if decisive is not None:
            scores.setdefault(decisive, 0.0)
        for _, kind, text, at, _ in turn.beats:
            if (who := self.resolve_noun(kind, text, at)) is not None:
                scores.setdefault(who, 0.0)
        heads = sum(self.total.values()) + 1
        for person in scores:
            share = (self.total[person] + 2 * self.tagged[person]) / heads
            scores[person] += w.share * math.log(share * 1000 + 1)
            if person in book.cast.groups:
                scores[person] += w.group
            elif person in self.kin:
                scores[person] += w.kin
            elif person in book.cast.described:
                scores[person] += w.described
        if turn.lead is not None:
            scores[turn.lead] = scores.get(turn.lead, 0.0) + w.lead_in
        if tag:
            self._score_tag(tag, decisive, scores, recent, 1.0 if tag.sure else 0.5)
        if not (tag and tag.sure):
            self._score_beats(turn, scores)
        elif tag.kind is Subject.PRONOUN:
            self._score_beats(turn, scores, 0.4)
        for who in turn.addressed:
            if who in scores and who != decisive:
                scores[who] += w.addressed
        for who in turn.named - turn.addressed:
            if who in scores and who != decisive:
                scores[who] += w.named
        for who in scores:
            scores[who] += turn.sounds.get(who, 0.0)
        previous, following = near(-1), near(1)
        for who in previous.addressed if previous else ():
            if who in scores:
                scores[who] += w.addressed_before
        for who in following.addressed if following else ():
            if who in scores:
                scores[who] += w.addressed_after
        if turn.fixed is not None:
            scores[turn.fixed] = max(scores.values(), default=0.0) + w.name_tag
        return scores

    def _score_tag(
        self,
        tag: Tag,
        who: int | None,
        scores: dict[int, float],
        recent: Sequence[tuple[int, int, bool]],
        weight: float,
    ) -> None:
        w = WEIGHTS
        if tag.kind is Subject.NAME or (tag.kind is Subject.PRONOUN and tag.subject == "I"):
            if who is not None:
                scores[who] += WEIGHTS.name_tag * weight
            return
        if tag.kind is Subject.CROWD:
            if who is not None:
                scores[who] += WEIGHTS.name_tag * weight
            return
        generic = True
        wanted: frozenset[str] = frozenset()
        if tag.kind is Subject.NOUN:
            noun = head_noun(tag.subject)
            gender = self.people[who].gender if who is not None else gender_of_noun(noun)
            kin = noun in KIN_NOUNS and not tag.subject.lower().startswith("the ")
            generic = is_generic(tag.subject) or kin
            wanted = (
                frozenset({"mr", "sir"})
                if noun in _HUSBANDS
                else frozenset({"mrs", "lady"})
                if noun in _WIVES
                else wanted
            )
            if who is not None:
                scores[who] += (w.kin_tag if kin else w.generic_tag if generic else w.noun_tag) * weight
        else:
            gender = PRONOUN_GENDER.get(tag.subject)
        narrator = self.book.cast.teller(tag.start)
        if narrator is not None and narrator in scores:
            # Who tells the story in the first person is never "he" there.
            scores[narrator] += w.third_person * weight
        for person in scores if wanted else ():
            if name_key(self.people[person].name).split()[0] in wanted:
                scores[person] += w.kin_title * weight
        if gender is None:
            return
        self._prefer_gender(gender, scores, w.gender * weight)
        if generic:
            bonuses = iter((w.pronoun_first, w.pronoun_second, 0.2))
            for person, distance, _ in recent:
                if self.people[person].gender in (gender, None):
                    bonus = next(bonuses, 0.0)
                    scores[person] = scores.get(person, 0.0) + bonus * weight * (1.0 if distance < 1200 else 0.5)

    def _prefer_gender(self, gender: Gender, scores: dict[int, float], weight: float) -> None:
        for person in scores:
            own = self.people[person].gender
            if own is gender:
                scores[person] += 0.15 * weight
            elif own is not None:
                scores[person] -= weight
            else:
                scores[person] += WEIGHTS.gender_unknown

    def _score_beats(self, turn: Turn, scores: dict[int, float], scale: float = 1.0) -> None:
        for weight, kind, text, at, _ in turn.beats:
            who = self.resolve_noun(kind, text, at)
            if who is not None:
                scores[who] = scores.get(who, 0.0) + WEIGHTS.beat * weight * scale
            elif kind is Subject.PRONOUN and (gender := PRONOUN_GENDER.get(text)):
                self._prefer_gender(gender, scores, WEIGHTS.beat_gender * weight * scale)

    # Decisions

    def beliefs(self) -> tuple[list[list[int | None]], list[Array]]:
        """Per turn: the candidates, and the probability of each: float64[candidates].

        None, nobody of them, comes last.
        """
        states: list[list[int | None]] = []
        scores: list[Array] = []
        for number, turn in enumerate(self.turns):
            if turn.fixed is not None:
                states.append([turn.fixed])
                scores.append(np.zeros(1))
                continue
            scored = self.scores(number)
            left = self.allowance(turn, list(scored))
            # How likely a description suits somebody is weighed already: only who can't be meant is left out.
            allowed = [item for item, share in zip(scored.items(), left, strict=True) if share]
            ranked = sorted(allowed, key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
            states.append([*(person for person, _ in ranked), None])
            scores.append(np.array([*(score for _, score in ranked), WEIGHTS.unknown]))
        return states, posteriors(scores, lambda t: self._transition(states, t))

    def run(self) -> tuple[Attribution, ...]:
        """Who speaks each span: one attribution per span, in order."""
        states, marginals = self.beliefs()
        result: list[Attribution] = [Attribution(None, 0.0, "")] * len(self.book.spans)
        chosen: list[int | None] = []
        for number in range(len(self.turns)):
            best = int(np.argmax(marginals[number]))
            chosen.append(states[number][best])
        for number, turn in enumerate(self.turns):
            best = states[number].index(chosen[number])
            confidence = self._confidence(turn, chosen[number], float(marginals[number][best]))
            attribution = self.attribution(number, chosen, confidence)
            for index in turn.spans:
                result[index] = attribution
        return tuple(result)

    def _confidence(self, turn: Turn, who: int | None, probability: float) -> float:
        """How often a decision this sure is right; a tag that names its speaker is right nearly always."""
        if who is None:
            return 0.0
        if turn.tag and turn.tag.sure and probability > 0.95 and self.resolve(turn.tag) == who:
            return 0.97 if turn.tag.kind in (Subject.NAME, Subject.PRONOUN) else 0.9
        return round(float(np.interp(probability, _PROBABILITY, _RIGHT)), 3)

    def gap(self, number: int) -> int:
        """Paragraphs from the turn before; a large number across a scene break."""
        one, two = self.turns[number - 1], self.turns[number]
        if self.book.scenes[one.last_paragraph] != self.book.scenes[two.paragraph]:
            return 99
        return two.paragraph - one.last_paragraph

    def _transition(self, states: list[list[int | None]], t: int) -> Array:
        gap = self.gap(t)
        now = np.array([-1 if s is None else s for s in states[t]])
        last = np.array([-2 if s is None else s for s in states[t - 1]])
        same = (last[:, None] == now[None, :]).astype(float)
        w = WEIGHTS
        weight = w.same if gap <= 1 else (w.same_gap if gap == 2 else (w.same_far if gap < 6 else 0.0))
        tag = self.turns[t].tag
        if tag and gap <= 3 and tag.kind is not Subject.NAME:
            weight += w.goes_on * (tag.verb in GOES_ON) + w.replies * (tag.verb in REPLIES)
        pair: Array = weight * same
        if t == 1:
            return pair[None, :, :]
        before = np.array([-3 if s is None else s for s in states[t - 2]])
        back = 0.0
        if gap <= 2:
            back = w.again if self.gap(t - 1) <= 2 else w.again_gap
        elif gap < 6:
            back = w.again_far
        again = (before[:, None] == now[None, :]).astype(float) * back
        both: Array = pair[None, :, :] + again[:, None, :] * (1 - same)[None, :, :]
        return both

    def attribution(self, number: int, chosen: Sequence[int | None], confidence: float) -> Attribution:
        """Who speaks a turn and why. Whoever is put in the place of a tag's unknown subject is shown as doubtful."""
        evidence = self.evidence(number, chosen)
        sure = min(confidence, DOUBTFUL / 2) if evidence.startswith(f"{Clue.ABSENT}:") else confidence
        return Attribution(chosen[number], sure, evidence)

    def evidence(self, number: int, chosen: Sequence[int | None]) -> str:
        """Why `chosen[number]` speaks that turn, in a few words. `chosen`: who speaks, by turn."""
        turn = self.turns[number]
        who = chosen[number]
        if turn.fixed is not None:
            return evidence_of(Clue.CORRECTED, "corrected by you")
        if turn.tag and turn.tag.sure and (told := self._told_by_tag(turn.tag, who)):
            return told
        if who is None:
            return evidence_of(Clue.NOBODY)
        return self._told_around(number, who, chosen[number - 1] if number else None)

    def _told_around(self, number: int, who: int, other: int | None) -> str:
        """The evidence that what stands around a turn gives for `who`. `other`: who speaks the turn before."""
        turn = self.turns[number]
        for weight, kind, text, at, words in turn.beats:
            if weight > 0.3 and self.resolve_noun(kind, text, at) == who:
                return evidence_of(Clue.ACTION, words)
        previous = self.turns[number - 1] if number else None
        if previous and self.gap(number) <= 3:
            if who in previous.addressed:
                return evidence_of(Clue.ADDRESSED, self.people[who].name)
            if other is not None and other != who:
                return evidence_of(Clue.TURN, f"between {self.people[who].name} and {self.people[other].name}")
        for _, kind, text, at, words in turn.beats:
            if self.resolve_noun(kind, text, at) is None:
                return evidence_of(Clue.ACTION, words)
        return evidence_of(Clue.NEAR, self.people[who].name)

    def _told_by_tag(self, tag: Tag, who: int | None) -> str:
        """The evidence that a turn's own sure tag gives for `who`; empty where it says nothing of them."""
        named = self.resolve(tag)
        if named is None and (tag.kind is not Subject.PRONOUN or tag.subject == "I"):
            return evidence_of(Clue.ABSENT, tag.subject)
        if who is None:
            return ""
        if named == who:
            return evidence_of(Clue.NAMED, tag.words)
        return evidence_of(Clue.REFERENCE, tag.words) if tag.kind in (Subject.PRONOUN, Subject.NOUN) else ""
