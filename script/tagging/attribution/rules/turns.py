"""Turns: what one speaker says in one go, and what the text tells around each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from script.model import Gender
from script.people.characters import described_key
from script.people.names.vocatives import is_vocative
from script.quotations.flat_text import NAME, WORD, sentences
from script.quotations.speech_words import SCREENS, word_set
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Noun, Subject, first_subject
from script.tagging.attribution.attributor import AttributionInput
from script.tagging.attribution.rules.idiolect import Idiolects
from script.tagging.attribution.rules.references import PRONOUN_GENDER
from script.tagging.attribution.rules.tag_subjects import TagSubjects

_IDIOLECT, _IDIOLECT_MOST = 0.6, 2.0
"""How much it counts, as log-odds, that words sound like somebody's, and at most."""
_SHOWN = 40
"""Characters of an action that are shown as evidence."""
_LEAST = 3
"""Characters of narration, at least, that can tell something."""
_FAR = 99
"""Paragraphs that a scene break counts for."""
_OPENINGS = word_set("the a an then but and now so")
"""What may stand before a sentence's subject."""
_OWN_NAME = 0.15
"""What a pronoun in a tag leaves to somebody whom the words call, or name as one of whom they tell."""
_INTRODUCES = re.compile(
    r"(?:\bI(?:'m| am| was|,)|\b[Ii]t(?:'s| is)(?: me,)?|\b[Tt]his is|\bnames?(?:'s| is| was)?|\bcall(?:ed|s)? me"
    r"|\bme,|\bas|[—–]) *(?:the |old |poor |only )?$"
)
_RECEIVES = re.compile(
    rf"\b(?P<owner>{NAME}(?<='s)|[Mm]y) (?:[a-z]+ )?(?:{'|'.join(sorted(SCREENS))}|comm) "
    r"(?:[a-z]+ly )?(?:buzz|lit|light|ping|chim|vibrat|beep|flash|glow|dinged|chirp|hum|trill|rattl)\w*"
    r"[^.!?]*[.!?:] *[_*]*$"
)
_NESTED_OPENS = re.compile(r"(?:[ (,;:—–-]|(?<=[“\"]) ?)['“](?=\w)")
_NESTED_CLOSES = re.compile(r"[.,!?…—–-]['”]")


class Beat(NamedTuple):
    """Narration beside a turn, by its subject: `kind`, its `text` and where it stands; `who`: whom it means, if that is
    known. `weight`: how near the turn it is, 0 to 1; `words`: what is shown as evidence."""

    weight: float
    kind: Subject
    text: str
    at: int
    words: str
    who: int | None


@dataclass(slots=True)
class Turn:
    """What one speaker says in one go: spans of one paragraph, and of those that go on with it."""

    spans: list[int]
    start: int
    end: int
    paragraph: int
    last_paragraph: int
    tag: Tag | None = None
    beats: list[Beat] = field(default_factory=list)
    present: Counter[int] = field(default_factory=Counter)
    addressed: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    introduced: set[int] = field(default_factory=set)
    """Those of `named` who may say their own name."""
    sounds: dict[int, float] = field(default_factory=dict)
    """How much the words sound like each speaker's, as log-odds."""
    lead: int | None = None
    """Who the narration paragraph right before the turn is about."""
    lead_gender: Gender | None = None
    fixed: int | None = None
    """Who is certain to speak it."""

    @property
    def sure_tag(self) -> Tag | None:
        """The turn's tag, if a verb of saying or a comma ties it to the words."""
        return self.tag if self.tag and self.tag.sure else None

    @property
    def actor(self) -> int | None:
        """Who acts beside it, where that is one person alone."""
        acting = {beat.who for beat in self.beats if beat.who is not None}
        return acting.pop() if len(acting) == 1 else None


class Turns(TagSubjects):
    """A book's turns, in order, each with what is told around it."""

    def __init__(self, book: AttributionInput) -> None:
        super().__init__(book)
        self.turns = self._divided()
        for number, turn in enumerate(self.turns):
            following = self.turns[number + 1] if number + 1 < len(self.turns) else None
            self._look_around(turn, self.turns[number - 1] if number else None, following)
        self._compare_idiolects()

    def gap(self, number: int) -> int:
        """Paragraphs from the turn before; a large number across a scene break."""
        one, two = self.turns[number - 1], self.turns[number]
        if self.book.scenes[one.last_paragraph] != self.book.scenes[two.paragraph]:
            return _FAR
        return two.paragraph - one.last_paragraph

    def allowance(self, turn: Turn, people: Sequence[int]) -> list[float]:
        """For each of `people`, what the turn's own tag leaves of the chance that they speak it: 0 to 1."""
        if turn.fixed is not None or turn.sure_tag is None:
            return [1.0] * len(people)
        left = self.left_by(turn.sure_tag, people)
        if turn.sure_tag.kind is not Subject.PRONOUN or turn.sure_tag.subject == "I":
            return left
        told_of = (turn.named | turn.addressed) - turn.introduced
        return [share * (_OWN_NAME if person in told_of else 1.0) for person, share in zip(people, left, strict=True)]

    def _divided(self) -> list[Turn]:
        """The spans by turns, without what is told around them."""
        turns: list[Turn] = []
        for index, span in enumerate(self.book.spans):
            if turns and self._goes_on(turns[-1], index):
                self._take(turns[-1], index)
            else:
                tag, fixed = self.book.tags[index], self.book.fixed.get(index)
                turns.append(Turn([index], span.start, span.end, span.paragraph, span.paragraph, tag, fixed=fixed))
        return turns

    def _goes_on(self, turn: Turn, index: int) -> bool:
        """Whether a span goes on with the turn before it."""
        span, tag, fixed = self.book.spans[index], self.book.tags[index], self.book.fixed.get(index)
        if not span.continues and turn.last_paragraph != span.paragraph:
            return False
        if None not in (turn.fixed, fixed) and turn.fixed != fixed:
            return False
        first = turn.sure_tag
        if not first or not tag or not tag.sure or first.start == tag.start:
            return True
        return not self.are_two(first, tag)

    def _take(self, turn: Turn, index: int) -> None:
        """Adds a span to a turn; a surer tag, or in one paragraph the only one, is the turn's."""
        span, tag = self.book.spans[index], self.book.tags[index]
        turn.spans.append(index)
        turn.end, turn.last_paragraph = span.end, span.paragraph
        if turn.fixed is None:
            turn.fixed = self.book.fixed.get(index)
        surer = tag is not None and tag.sure and turn.sure_tag is None
        if surer or (turn.tag is None and not span.continues):
            turn.tag = tag

    def _compare_idiolects(self) -> None:
        """Learns how people talk from the turns whose tag names them, and compares the other turns with that."""
        speeches: list[tuple[int, str]] = []
        untold: list[tuple[Turn, str]] = []
        for turn in self.turns:
            said = " ".join(self.book.flat[self.book.spans[i].start : self.book.spans[i].end] for i in turn.spans)
            who = self.resolve(turn.sure_tag) if turn.sure_tag else None
            if who is None:
                untold.append((turn, said))
            else:
                speeches.append((who, said))
        idiolects = Idiolects(speeches)
        for turn, said in untold:
            for who, ratio in idiolects.scores(said).items():
                turn.sounds[who] = max(-_IDIOLECT_MOST, min(_IDIOLECT_MOST, _IDIOLECT * ratio))

    # What is told around each

    def _look_around(self, turn: Turn, last: Turn | None, following: Turn | None) -> None:
        for number, (start, end) in enumerate(self._narration_around(turn, last, following)):
            if end - start >= _LEAST:
                for mention in self.between(self.narrated, self.narrated_at, start, end):
                    turn.present[mention.person] += 1
                self._read_beats(turn, start, end, before=number == 0)
        if turn.paragraph and (last is None or last.last_paragraph < turn.paragraph - 1):
            self._read_lead(turn)
        self._read_addressee(turn)
        self._read_receiver(turn, last)
        self._read_names_said(turn)

    def _narration_around(self, turn: Turn, last: Turn | None, following: Turn | None) -> list[tuple[int, int]]:
        """The narration of the turn's paragraphs: before it, between its spans, and behind it."""
        start, _ = self.book.paragraphs[turn.paragraph]
        stop = self.book.paragraphs[turn.last_paragraph][1]
        if following and following.paragraph == turn.last_paragraph:
            stop = following.start
        if last and last.last_paragraph == turn.paragraph:
            start = last.end
        spans = [self.book.spans[index] for index in turn.spans]
        edges = [start, *(edge for span in spans for edge in (span.start, span.end)), stop]
        return list(zip(edges[::2], edges[1::2], strict=True))

    def _read_beats(self, turn: Turn, start: int, end: int, *, before: bool) -> None:
        """Adds a beat for each sentence that has a subject. `before`: the narration stands before the turn."""
        flat = self.book.flat
        parts = sentences(flat, start, end)
        for order, (begin, stop) in enumerate(parts):
            subject = self._subject(begin, stop)
            if subject is None:
                continue
            noun, who = subject
            if before:
                weight = 1.0 if order == len(parts) - 1 else 0.8 if order == 0 else 0.6
            else:
                weight = 0.7 if order == 0 else 0.4
            words = " ".join(flat[noun.start : min(stop, noun.start + _SHOWN)].split())
            turn.beats.append(Beat(weight, noun.kind, noun.text, noun.start, words, who))

    def _subject(self, begin: int, stop: int) -> tuple[Noun, int | None] | None:
        """The subject of the sentence from `begin` to `stop`, and whom it means: first of all somebody of the cast whom
        the sentence opens with, whatever their noun ("The reeve", "The ferret")."""
        flat = self.book.flat
        noun = first_subject(flat, begin, stop)
        for mention in self.between(self.narrated, self.narrated_at, begin, stop)[:1]:
            opens = all(word.lower() in _OPENINGS for word in WORD.findall(flat, begin, mention.start))
            if opens and flat[mention.end : mention.end + 2] != "'s" and (noun is None or noun.start >= mention.end):
                text = described_key(flat[mention.start : mention.end])
                return Noun(Subject.NOUN, text, mention.start, mention.end), mention.person
        if noun is None or noun.text == "it":
            return None
        return noun, self.resolve_noun(noun.kind, noun.text, noun.start)

    def _read_lead(self, turn: Turn) -> None:
        """Whom the last sentence of the paragraph before is about, in the same scene."""
        if self.book.scenes[turn.paragraph - 1] != self.book.scenes[turn.paragraph]:
            return
        flat = self.book.flat
        for begin, stop in sentences(flat, *self.book.paragraphs[turn.paragraph - 1])[-1:]:
            if subject := self._subject(begin, stop):
                noun, turn.lead = subject
                turn.lead_gender = PRONOUN_GENDER.get(noun.text)

    def _read_addressee(self, turn: Turn) -> None:
        """To whom the tag says it is said."""
        if turn.sure_tag and (told := turn.sure_tag.addressee):
            who = self.resolve_noun(told.kind, told.text, told.start)
            if who is not None and who != self.resolve(turn.sure_tag):
                turn.addressed.add(who)

    def _read_receiver(self, turn: Turn, last: Turn | None) -> None:
        """On whose telephone the words come in: "Jane's phone buzzed"."""
        if turn.sure_tag is None:
            start = self.book.paragraphs[max(0, turn.paragraph - 1)][0]
            begin = max(start, last.end if last else 0)
            if match := _RECEIVES.search(self.book.flat, begin, turn.start):
                owner = match["owner"]
                mine = owner.lower() == "my"
                who = self.book.cast.teller(turn.start) if mine else self.book.cast.resolve(owner.removesuffix("'s"))
                if who is not None:
                    turn.addressed.add(who)

    def _read_names_said(self, turn: Turn) -> None:
        """Whom the words address, and whom they only name."""
        flat = self.book.flat
        for span in (self.book.spans[index] for index in turn.spans):
            for mention in self.between(self.quoted, self.quoted_at, span.start, span.end):
                called = is_vocative(flat, mention.start, mention.end)
                if called and not _is_nested(flat, span.start, mention.start):
                    turn.addressed.add(mention.person)
                else:
                    turn.named.add(mention.person)
                    if _INTRODUCES.search(flat, max(span.start, mention.start - 24), mention.start):
                        turn.introduced.add(mention.person)


def _is_nested(flat: str, start: int, at: int) -> bool:
    """Whether `at` lies in words that the speech from `start` on quotes from somebody else."""
    opened = [match.start() for match in _NESTED_OPENS.finditer(flat, start + 1, at + 1)]
    return bool(opened) and not _NESTED_CLOSES.search(flat, opened[-1] + 1, at)
