"""Who is meant by a tag's subject, and what a tag leaves to everybody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from script.model import Gender
from script.people.antecedents import LOST
from script.people.characters import is_generic
from script.quotations.flat_text import CAP, name_key
from script.quotations.speech_words import (
    CREATURE_NOUNS,
    DEVICES,
    GROUP_NOUNS,
    KIN_NOUNS,
    PERSON_NOUNS,
    SAME_TITLE,
    gender_of_noun,
    word_set,
)
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import SOMEBODY, Subject, head_noun
from script.tagging.attribution.rules.references import PRONOUN_GENDER, References

GOES_ON = word_set("continued resumed went pursued added repeated concluded proceeded")
"""Verbs of somebody who spoke before."""
_TOGETHER = re.compile(r"[^.!?\"“]{0,40}\b(?:both|all|together|chorus|unison)\b")
"""A clause that says that several speak."""
_SEVERAL = re.compile(
    r"(?:(?<=[.!?] )|(?<=  )|^)"
    r"(?:(?:[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome|[Bb]oth|[Tt]he|[Aa] (?:pair|couple|group|few)(?: of)?)"
    rf" (?:[a-z-]+ )?(?:[a-z]+(?<!s)s|{'|'.join(sorted(GROUP_NOUNS))})|{CAP} and (?:{CAP}|(?:the|his|her|my) [a-z]+))\b"
)
"""Several whom a sentence is about."""
_NEAR = 250
"""Characters from them at most to the "they" that stands for them."""
_NOT_I = 0.1
"""What a tag in the third person leaves to the one who says "I" there."""
_NOT_SO = 0.15
"""What it leaves to somebody of another gender."""
_NOT_CALLED = 0.2
"""What "the vicar" leaves to somebody whom no name or title calls so, where the vicar is known by it."""
_INDEFINITE = word_set("a an another one two three some")
_POSSESSIVE = word_set("my his her our their your")


@dataclass(frozen=True, slots=True)
class _Description:
    """A tag's subject that is a description. `who`: the person who is known by it; `owner`: whose somebody it is
    ("Anna's mother"); `new`: nobody with a name is meant; `generic`: somebody with a name often is."""

    who: int | None
    noun: str
    gender: Gender | None
    owner: int | None
    new: bool
    generic: bool


class TagSubjects(References):
    """A book's references, and who is meant by the subjects of its tags."""

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
        if cast.they and text.lower() == "they" and (alone := self._they_alone(at)) is not None:
            return alone
        return cast.described_at(text, at)

    def _they_alone(self, at: int) -> int | None:
        """Who is meant by "they" at an offset, if it is one person."""
        they = self.book.cast.they
        before = self.between(self.narrated, self.narrated_at, at - LOST, at)
        called = self.between(self.quoted, self.quoted_at, at - LOST, at)
        last = next((mention for mention in (*reversed(before), *reversed(called)) if mention.person in they), None)
        if last is None or _TOGETHER.match(self.book.flat, at) or self._are_several(max(last.end, at - _NEAR), at):
            return None
        return last.person

    def _are_several(self, start: int, at: int) -> bool:
        """Whether the last sentence that anybody opens between the offsets is about several: "Two guards came by"."""
        # In flat text a paragraph's end is two spaces.
        start = max(start, self.book.flat.rfind("  ", start, at) + 1)
        return _SEVERAL.search(self.book.flat, start, at) is not None

    def are_two(self, one: Tag, other: Tag) -> bool:
        """Whether two sure tags, the earlier one first, have two speakers."""
        if Subject.PRONOUN not in (one.kind, other.kind):
            described = Subject.NOUN in (one.kind, other.kind) and one.kind is not other.kind
            # "the girl added" is Anna still, unless she can't be.
            same = described and (other.verb in GOES_ON or self._may_be_told(one, other))
            return not same and self.resolve(one) != self.resolve(other)
        if one.kind is other.kind:
            return one.subject != other.subject
        if "I" in (one.subject, other.subject):
            who = self.resolve(one if other.kind is Subject.PRONOUN else other)
            return who is None or who != self.book.cast.teller(other.start)
        genders = {self._gender(one), self._gender(other)} - {None}
        return len(genders) > 1 or bool(genders and "it" in (one.subject, other.subject))

    def _gender(self, tag: Tag) -> Gender | None:
        """The gender of a tag's subject, as far as that is told."""
        if tag.kind is Subject.PRONOUN:
            return PRONOUN_GENDER.get(tag.subject)
        if tag.kind is Subject.NOUN and (gender := gender_of_noun(head_noun(tag.subject))):
            return gender
        who = self.resolve(tag)
        return self.people[who].gender if who is not None else None

    def _may_be_told(self, one: Tag, other: Tag) -> bool:
        """Whether a description in one of two tags may be of whoever the other names: "the girl" of Anna."""
        noun = one if one.kind is Subject.NOUN else other
        genders = {self._gender(one), self._gender(other)} - {None}
        return is_generic(noun.subject) and Subject.CROWD not in (one.kind, other.kind) and len(genders) < 2

    def left_by(self, tag: Tag, people: Sequence[int]) -> list[float]:
        """For each of `people`, what a sure tag leaves of the chance that they are its speaker: 0 to 1."""
        teller = self.book.cast.teller(tag.start)
        if tag.kind in (Subject.NAME, Subject.CROWD) or tag.subject == "I":
            who = self.resolve(tag)
            named = who is not None or tag.subject != "I"
            return [float(person == who or not named) for person in people]
        if tag.kind is Subject.PRONOUN:
            gender = PRONOUN_GENDER.get(tag.subject)
            left = (self._left_to(person, gender, teller) for person in people)
            return [
                0.0 if self._is_never(tag, person, teller) else share
                for person, share in zip(people, left, strict=True)
            ]
        description = self._described(tag)
        return [self._left_by_description(description, person, teller) for person in people]

    def _is_never(self, tag: Tag, person: int, teller: int | None) -> bool:
        """Whether a pronoun can't mean somebody: nobody who is "he", "she" or "I" is "it", nor is a crowd anybody."""
        known = self.people[person].gender is not None or person == teller
        return person in self.book.cast.groups or (tag.subject == "it" and known)

    def is_another(self, tag: Tag, person: int) -> bool:
        """Whether a sure tag describes somebody who is known by it, and nothing tells that `person` is that one."""
        if tag.kind is not Subject.NOUN or is_generic(tag.subject) or self.resolve(tag) in (None, person):
            return False
        noun = head_noun(tag.subject)
        return noun not in KIN_NOUNS and not self._is_called(person, noun)

    def _left_by_description(self, description: _Description, person: int, teller: int | None) -> float:
        if person == description.who:
            return 1.0
        if not self._may_be_meant(person, description) or self._is_no_thing(person, description, teller):
            return 0.0
        left = self._left_to(person, description.gender, teller)
        role = description.who is not None and not description.generic and description.noun not in KIN_NOUNS
        return left * (_NOT_CALLED if role and not self._is_called(person, description.noun) else 1.0)

    def _is_called(self, person: int, noun: str) -> bool:
        """Whether a name or a title of somebody has the noun: "the captain" of Captain Hale."""
        return bool({noun, SAME_TITLE.get(noun, noun)} & self._words_of(person))

    def _is_no_thing(self, person: int, description: _Description, teller: int | None) -> bool:
        """Whether a device, an animal or a thing that speaks is described, and somebody can't be it: who says "I", or
        is of another gender."""
        noun = description.noun
        human = noun in PERSON_NOUNS - CREATURE_NOUNS - DEVICES or gender_of_noun(noun) is not None
        if human or description.who is None:
            return False
        genders = {self.people[person].gender, self.people[description.who].gender} - {None}
        return person == teller or len(genders) > 1

    def _left_to(self, person: int, gender: Gender | None, teller: int | None) -> float:
        """What a tag of this gender leaves to somebody whom it may mean. `teller`: who says "I" there."""
        share = 1.0
        if person == teller:
            share = 0.0 if self.people[person].name == "I" else _NOT_I
        wrong = gender is not None and self.people[person].gender not in (gender, None)
        return share * (_NOT_SO if wrong else 1.0)

    def _described(self, tag: Tag) -> _Description:
        noun = head_noun(tag.subject)
        who = self.resolve(tag)
        owner = self.book.cast.resolve(tag.subject.split("'s ")[0]) if "'s " in tag.subject else None
        new = who is not None and self._is_new(tag, noun)
        return _Description(who, noun, gender_of_noun(noun), owner, new, is_generic(tag.subject))

    def _may_be_meant(self, person: int, description: _Description) -> bool:
        """Whether a description may mean somebody who isn't known by it: those who are known by another one are not
        meant, nor a crowd."""
        described = person in self.book.cast.described
        owned = description.owner is not None
        if person == description.owner or person in self.book.cast.groups:
            return False
        if described and (owned or description.new or not description.generic):
            return False
        if description.new and description.noun not in self._words_of(person):
            return False
        return not owned or self.people[person].gender is description.gender

    def _is_new(self, tag: Tag, noun: str) -> bool:
        """Whether a description is of somebody whom no name stands for: "a cop", "her roommate", "one of the cops"."""
        first = self.book.flat[tag.start : tag.end].split()[0].lower()
        if noun in KIN_NOUNS or (is_generic(tag.subject) and first not in ("a", "an", "another")):
            return False
        if noun in DEVICES or noun in SOMEBODY or noun != tag.subject.split()[-1].lower():
            return True  # "the radio", "the man in bed four"
        return first in _INDEFINITE or "'s" in tag.subject or noun == "one" or first in _POSSESSIVE

    def _words_of(self, person: int) -> set[str]:
        return {word for name in self.people[person].names for word in name_key(name).split()}
