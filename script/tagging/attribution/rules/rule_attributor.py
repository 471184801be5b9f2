"""Who speaks, by rules: whole conversations are decided at once, so that a sure tag settles its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from script.evidence import Clue, evidence_of
from script.model import DOUBTFUL
from script.quotations.speech_words import REPLIES
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.tagging.attribution.attributor import Attribution, AttributionInput
from script.tagging.attribution.rules.scores import WEIGHTS, Scores
from script.tagging.attribution.rules.tag_subjects import GOES_ON
from script.tagging.attribution.rules.turns import Turn
from script.tagging.attribution.turn_chain import Array, posteriors

_CANDIDATES = 12
_TOGETHER, _APART = 3, 6
"""Paragraphs from one turn to the next: up to so many they belong together; from so many on they don't."""
_PROBABILITY = (0.0, 0.35, 0.6, 0.8, 0.95, 0.99, 1.0)
_RIGHT = (0.0, 0.29, 0.49, 0.61, 0.78, 0.88, 0.96)
"""The clues depend on each other, so their sum is too sure of itself: how often each probability turned out right on
annotated novels."""


class RuleAttributor:
    """The hand-set tagger. Implements `Attributor`."""

    def attribute(self, book: AttributionInput) -> tuple[Attribution, ...]:
        """Who speaks each span, by the rules alone."""
        if not book.spans:
            return ()
        return RuleReading(book).run()


class RuleReading(Scores):
    """A book's turns with what is told around each, and what the rules make of that."""

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
        if turn.sure_tag and probability > 0.95 and self.resolve(turn.sure_tag) == who:
            return 0.97 if turn.sure_tag.kind in (Subject.NAME, Subject.PRONOUN) else 0.9
        return round(float(np.interp(probability, _PROBABILITY, _RIGHT)), 3)

    def _transition(self, states: list[list[int | None]], t: int) -> Array:
        """How speakers follow each other, as log-odds: that one goes on, and that one speaks again after another."""
        w = WEIGHTS
        gap = self.gap(t)
        now = np.array([-1 if s is None else s for s in states[t]])
        last = np.array([-2 if s is None else s for s in states[t - 1]])
        same = (last[:, None] == now[None, :]).astype(float)
        weight = w.same if gap <= 1 else w.same_gap if gap == 2 else w.same_far if gap < _APART else 0.0
        tag = self.turns[t].tag
        if tag and gap <= _TOGETHER and tag.kind is not Subject.NAME:
            weight += w.goes_on * (tag.verb in GOES_ON) + w.replies * (tag.verb in REPLIES)
        pair: Array = weight * same
        if t == 1:
            return pair[None, :, :]
        before = np.array([-3 if s is None else s for s in states[t - 2]])
        again = (before[:, None] == now[None, :]).astype(float) * self._weight_again(t)
        both: Array = pair[None, :, :] + again[:, None, :] * (1 - same)[None, :, :]
        return both

    def _weight_again(self, t: int) -> float:
        """How much it counts that whoever spoke two turns before speaks again."""
        gap = self.gap(t)
        if gap <= 2:
            return WEIGHTS.again if self.gap(t - 1) <= 2 else WEIGHTS.again_gap
        return WEIGHTS.again_far if gap < _APART else 0.0

    def attribution(self, number: int, chosen: Sequence[int | None], confidence: float) -> Attribution:
        """Who speaks a turn and why. Whoever is put in the place of a tag's subject that is unknown, or
        somebody else, is shown as doubtful."""
        evidence = self.evidence(number, chosen)
        doubtful = evidence.startswith(f"{Clue.ABSENT}:") or self._is_told_otherwise(self.turns[number], chosen[number])
        return Attribution(chosen[number], min(confidence, DOUBTFUL / 2) if doubtful else confidence, evidence)

    def _is_told_otherwise(self, turn: Turn, who: int | None) -> bool:
        """Whether the turn's own tag describes somebody else who is known, "said the vicar"."""
        return (
            turn.fixed is None and turn.sure_tag is not None and who is not None and self.is_another(turn.sure_tag, who)
        )

    def evidence(self, number: int, chosen: Sequence[int | None]) -> str:
        """Why `chosen[number]` speaks that turn, in a few words. `chosen`: who speaks, by turn."""
        turn = self.turns[number]
        who = chosen[number]
        if turn.fixed is not None:
            return evidence_of(Clue.CORRECTED, "corrected by you")
        if turn.sure_tag and (told := self._told_by_tag(turn.sure_tag, who)):
            return told
        if who is None:
            return evidence_of(Clue.NOBODY)
        return self._told_around(number, who, chosen[number - 1] if number else None)

    def _told_around(self, number: int, who: int, other: int | None) -> str:
        """The evidence that what stands around a turn gives for `who`. `other`: who speaks the turn before."""
        turn = self.turns[number]
        for beat in turn.beats:
            if beat.who == who:
                return evidence_of(Clue.ACTION, beat.words)
        previous = self.turns[number - 1] if number else None
        if previous and self.gap(number) <= _TOGETHER:
            if who in previous.addressed:
                return evidence_of(Clue.ADDRESSED, self.people[who].name)
            if other is not None and other != who:
                return evidence_of(Clue.TURN, f"between {self.people[who].name} and {self.people[other].name}")
        for beat in turn.beats:
            if beat.who is None:
                return evidence_of(Clue.ACTION, beat.words)
        return evidence_of(Clue.NEAR, self.people[who].name)

    def _told_by_tag(self, tag: Tag, who: int | None) -> str:
        """The evidence that a turn's own sure tag gives for `who`; empty where it says nothing of them."""
        named = self.resolve(tag)
        # Where nobody can be "it", none of the cast is.
        absent = tag.subject == "I" or (tag.subject == "it" and who is None)
        if named is None and (tag.kind is not Subject.PRONOUN or absent):
            return evidence_of(Clue.ABSENT, tag.subject)
        if who is None:
            return ""
        if named == who:
            return evidence_of(Clue.NAMED, tag.words)
        return evidence_of(Clue.REFERENCE, tag.words) if tag.kind in (Subject.PRONOUN, Subject.NOUN) else ""
