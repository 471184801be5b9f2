"""What speaks for each candidate of a turn: tags, pronouns, actions beside the words, vocatives, and who is about."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from script.model import Gender
from script.people.characters import is_generic
from script.quotations.flat_text import name_key
from script.quotations.speech_words import KIN_NOUNS, gender_of_noun, word_set
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject, head_noun
from script.tagging.attribution.attributor import AttributionInput
from script.tagging.attribution.rules.references import PRONOUN_GENDER
from script.tagging.attribution.rules.turns import Turn, Turns

_REACH = 4000
"""Characters of text before a turn in which a mention still makes a candidate."""
_REFERENCES, _RECENT = 160, 14
"""References before a turn that are looked at, and people that are taken from them, at most."""
_BEFORE, _BEHIND = 8, 6
"""Turns before and behind a turn whose people are about."""
_HUSBANDS = word_set("father papa husband uncle grandfather")
_WIVES = word_set("mother mamma mama wife lady aunt grandmother")


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

Recent = Sequence[tuple[int, int, bool]]
"""People as the narration referred to them last: (person, characters since, whether as a subject)."""


class Scores(Turns):
    """A book's turns, and what speaks for each of their candidates."""

    def __init__(self, book: AttributionInput) -> None:
        super().__init__(book)
        self.tagged: Counter[int] = Counter()
        """How many turns have a tag that names somebody."""
        for turn in self.turns:
            if turn.tag and turn.tag.kind is Subject.NAME and (who := self.resolve(turn.tag)) is not None:
                self.tagged[who] += 1

    def recent(self, turn: Turn) -> Recent:
        """People whom the narration refers to before the turn (before its tag, where it has one), the latest first."""
        seen: dict[int, tuple[int, int, bool]] = {}
        anchor = turn.start
        if turn.tag and turn.tag.kind is not Subject.NAME:
            anchor = turn.tag.start
        at = bisect_left(self.referred_at, anchor)
        for index in range(at - 1, max(-1, at - _REFERENCES), -1):
            start, person, acts = self.referred[index]
            if anchor - start > _REACH:
                break
            seen.setdefault(person, (person, anchor - start, acts))
            if len(seen) >= _RECENT:
                break
        return list(seen.values())

    def scores(self, number: int) -> dict[int, float]:
        """The candidates of a turn and what speaks for each, as log-odds."""
        turn = self.turns[number]
        recent = self.recent(turn)
        named = self.resolve(turn.tag) if turn.tag else None
        scores = self._about(number, recent)
        if turn.lead_gender and turn.sure_tag is None:
            self._prefer_gender(turn.lead_gender, scores, WEIGHTS.lead_gender)
        self._add_told(turn, named, scores)
        self._score_shares(scores)
        if turn.lead is not None:
            scores[turn.lead] = scores.get(turn.lead, 0.0) + WEIGHTS.lead_in
        if turn.tag:
            self._score_tag(turn.tag, named, scores, recent)
        if turn.sure_tag is None:
            self._score_beats(turn, scores, 1.0)
        elif turn.sure_tag.kind is Subject.PRONOUN:
            self._score_beats(turn, scores, 0.4)
        self._score_words(number, named, scores)
        if turn.fixed is not None:
            scores[turn.fixed] = max(scores.values(), default=0.0) + WEIGHTS.name_tag
        return scores

    def _near(self, number: int, offset: int) -> Turn | None:
        """The turn so many turns further on, where it stands in the same scene and not far away."""
        index, turn = number + offset, self.turns[number]
        if not 0 <= index < len(self.turns):
            return None
        other = self.turns[index]
        same = self.book.scenes[other.paragraph] == self.book.scenes[turn.paragraph]
        return other if same and abs(other.start - turn.start) < _REACH else None

    def _about(self, number: int, recent: Recent) -> dict[int, float]:
        """Who is about: told of before the turn and beside it, in the talk around it, or as the one who tells."""
        w = WEIGHTS
        turn = self.turns[number]
        scores: dict[int, float] = {}
        for rank, (person, distance, acts) in enumerate(recent):
            scores[person] = w.recency - w.recency_rank * rank - distance / w.recency_distance + w.subject * acts
        for person in turn.present:
            scores[person] = scores.get(person, 0.0) + w.present
        for offset in range(-_BEFORE, _BEHIND + 1):
            if offset and (other := self._near(number, offset)):
                self._score_neighbour(other, 1 / (1 + 0.4 * abs(offset)), scores)
        narrator = self.book.cast.teller(turn.start)
        if narrator is not None:
            scores[narrator] = scores.get(narrator, 0.0) + w.narrator
        return scores

    def _score_neighbour(self, other: Turn, weight: float, scores: dict[int, float]) -> None:
        """Whoever speaks, is addressed or is told of in a turn nearby."""
        w = WEIGHTS
        if other.tag and (who := self.resolve(other.tag)) is not None:
            scores[who] = scores.get(who, -0.5) + w.near_tag * weight
        for who in other.addressed:
            scores[who] = scores.get(who, -0.8) + w.near_address * weight
        for who in other.present:
            scores[who] = scores.get(who, -0.8) + w.near_present * weight

    def _add_told(self, turn: Turn, named: int | None, scores: dict[int, float]) -> None:
        """Makes candidates of whom the tag names and of those who act beside the turn."""
        if named is not None:
            scores.setdefault(named, 0.0)
        for beat in turn.beats:
            if beat.who is not None:
                scores.setdefault(beat.who, 0.0)

    def _score_shares(self, scores: dict[int, float]) -> None:
        """How much each is named in the book at all; who has no name speaks less."""
        w = WEIGHTS
        heads = sum(self.total.values()) + 1
        for person in scores:
            share = (self.total[person] + 2 * self.tagged[person]) / heads
            scores[person] += w.share * math.log(share * 1000 + 1)
            if person in self.book.cast.groups:
                scores[person] += w.group
            elif person in self.kin:
                scores[person] += w.kin
            elif person in self.book.cast.described:
                scores[person] += w.described

    def _score_words(self, number: int, named: int | None, scores: dict[int, float]) -> None:
        """Whom the turn's words address and name, how they sound, and whom the turns beside it address."""
        w = WEIGHTS
        turn = self.turns[number]
        for who in turn.addressed:
            if who in scores and who != named:
                scores[who] += w.addressed
        for who in turn.named - turn.addressed:
            if who in scores and who != named:
                scores[who] += w.named
        for who in scores:
            scores[who] += turn.sounds.get(who, 0.0)
        for offset, weight in ((-1, w.addressed_before), (1, w.addressed_after)):
            other = self._near(number, offset)
            for who in other.addressed if other else ():
                if who in scores:
                    scores[who] += weight

    def _score_tag(self, tag: Tag, who: int | None, scores: dict[int, float], recent: Recent) -> None:
        """What the turn's tag tells, half as much where it isn't sure. `who`: whom its subject means, if that is
        known."""
        weight = 1.0 if tag.sure else 0.5
        if tag.kind in (Subject.NAME, Subject.CROWD) or (tag.kind is Subject.PRONOUN and tag.subject == "I"):
            if who is not None:
                scores[who] += WEIGHTS.name_tag * weight
            return
        gender, common = PRONOUN_GENDER.get(tag.subject), True
        if tag.kind is Subject.NOUN:
            gender, common = self._score_description(tag, who, scores, weight)
        narrator = self.book.cast.teller(tag.start)
        if narrator is not None and narrator in scores:
            # Who tells the story in the first person is never "he" there.
            scores[narrator] += WEIGHTS.third_person * weight
        self._score_kin_titles(tag, scores, weight)
        if gender is None:
            return
        self._prefer_gender(gender, scores, WEIGHTS.gender * weight)
        if common:
            self._score_last(gender, scores, recent, weight)

    def _score_description(
        self, tag: Tag, who: int | None, scores: dict[int, float], weight: float
    ) -> tuple[Gender | None, bool]:
        """What a description tells of whom it means; its gender, and whether it may mean another as a pronoun does."""
        w = WEIGHTS
        noun = head_noun(tag.subject)
        kin = noun in KIN_NOUNS and not tag.subject.lower().startswith("the ")
        generic = is_generic(tag.subject)
        if who is None:
            return gender_of_noun(noun), generic or kin
        scores[who] += (w.kin_tag if kin else w.generic_tag if generic else w.noun_tag) * weight
        return self.people[who].gender, generic or kin

    def _score_kin_titles(self, tag: Tag, scores: dict[int, float], weight: float) -> None:
        """ "Her father" is rather "Mr. Hale" than "Tom"."""
        noun = head_noun(tag.subject) if tag.kind is Subject.NOUN else ""
        titles = ("mr", "sir") if noun in _HUSBANDS else ("mrs", "lady") if noun in _WIVES else ()
        for person in scores if titles else ():
            if name_key(self.people[person].name).split()[0] in titles:
                scores[person] += WEIGHTS.kin_title * weight

    def _score_last(self, gender: Gender, scores: dict[int, float], recent: Recent, weight: float) -> None:
        """A pronoun means rather who was referred to last, of those whom it may mean."""
        bonuses = iter((WEIGHTS.pronoun_first, WEIGHTS.pronoun_second, 0.2))
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

    def _score_beats(self, turn: Turn, scores: dict[int, float], scale: float) -> None:
        """Who acts beside the turn."""
        for beat in turn.beats:
            if beat.who is not None:
                scores[beat.who] = scores.get(beat.who, 0.0) + WEIGHTS.beat * beat.weight * scale
            elif beat.kind is Subject.PRONOUN and (gender := PRONOUN_GENDER.get(beat.text)):
                self._prefer_gender(gender, scores, WEIGHTS.beat_gender * beat.weight * scale)
