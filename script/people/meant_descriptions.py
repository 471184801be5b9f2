"""Whom a description means where it stands: "the woman" is the old woman of a line before, "the girl" is Mara once she
is said to be called so, "her mother" is Mom.

A description is somebody's for an episode: as far as it stands again within some paragraphs, and no "a girl" brings
another one in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from script.people.characters import People, Stretch, described_key, merged
from script.people.kin_names import kin_meant
from script.people.talk_turns import NEXT_TURN, described_by, talk_turns, who_answer
from script.quotations.flat_text import NAME, name_key
from script.quotations.speech_words import gender_of_noun, word_set
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import INDEFINITE, Subject, head_noun

_REACH = 3000
"""Characters from one place of a description to the next up to which it means the same one."""
_AT_HAND = 1500
"""Characters in which who is introduced as "this is Mara" was told of."""
_PARAGRAPH = 600
"""Characters around a tag that are read of its paragraph."""
_AGAIN = 800
"""Characters at most from "the old man" to "the man" who can only be he: others are men as well."""
_ANYBODY = word_set("other latter former one voice thing")
"""Nouns that are another one's at each place."""
_NAMED_BEHIND = re.compile(
    r"(?:,? +whose +name +(?:was|is)|'s +name +(?:was|is)|,? +(?:(?:was|is) +)?(?:called|named)|,? +by +the +name +of)"
    rf" +(?P<name>{NAME})|, (?P<beside>{NAME}),(?! +(?:and|or)\b)"
)
_HER_NAME = re.compile(rf"\b(?P<whose>Her|His) +name +(?:was|is) +(?P<name>{NAME})")
_OF_SELF = re.compile(
    rf"\b(?:[Mm]y +name(?: +is|'s)|[Tt]he +name(?: +is|'s)|I'm|I +am|[Cc]all +me) +(?P<name>{NAME})"
    r"(?= *[,.;!?—–\"”'-]| +and\b)"
)
_OF_OTHER = re.compile(rf"\b(?:[Tt]his +is|[Mm]eet) +(?P<name>{NAME})(?= *[,.;!?—–\"”-])")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a description stands in the narration. `key`: as it is looked up; `new`: "a girl", somebody new."""

    start: int
    end: int
    key: str
    new: bool


def with_meant(flat: str, stretches: Sequence[Stretch], tags: Sequence[Tag], cast: People) -> People:
    """The cast with whom its descriptions mean at each place; who is never but another's description is that one."""
    keys = {
        key: person
        for key, person in cast.forms.items()
        if person in cast.described and key.startswith("the ") and head_noun(key) not in _ANYBODY
    }
    meant = kin_meant(flat, tags, cast)
    if keys:
        meant |= _Descriptions(flat, stretches, tags, cast, keys).meant()
    if not meant:
        return cast
    mentions = tuple(replace(m, person=meant.get(m.start, m.person)) for m in cast.mentions)
    return _joined(replace(cast, meant=meant, mentions=mentions), tags)


def _joined(cast: People, tags: Sequence[Tag]) -> People:
    """The cast in which those are another whose descriptions mean that one wherever they speak."""
    said: defaultdict[int, set[int]] = defaultdict(set)
    for tag in tags:
        who = described_by(cast, tag) if tag.sure else None
        if who in cast.described:
            said[who].add(cast.meant.get(tag.start, who))
    joined = {who: min(meaning) for who, meaning in said.items() if len(meaning) == 1 and who not in meaning}
    joined = {who: other for who, other in joined.items() if other not in joined}
    return merged(cast, joined) if joined else cast


class _Descriptions:
    """A book's descriptions where they stand, and what tells whom they mean."""

    def __init__(
        self, flat: str, stretches: Sequence[Stretch], tags: Sequence[Tag], cast: People, keys: Mapping[str, int]
    ) -> None:
        self.flat, self.cast, self.keys = flat, cast, keys
        self.narrated = [stretch for stretch in stretches if not stretch.quoted]
        self.sure = sorted((tag for tag in tags if tag.sure), key=lambda tag: tag.start)
        self.tagged = [tag for tag in self.sure if tag.kind is Subject.NOUN and described_key(tag.subject) in keys]
        self.turns = talk_turns(cast, self.sure)
        self.turns_at = [start for start, _ in self.turns]
        self.places = self._places()
        self.starts = [place.start for place in self.places]
        self.episodes = self._episodes()
        self.episode_at = {place.start: run for runs in self.episodes.values() for run in runs for place in run}

    def _places(self) -> list[_Place]:
        """All descriptions of the narration whose noun is one of somebody who is known by a description."""
        found = {
            tag.start: _Place(tag.start, tag.end, described_key(tag.subject), self._is_new(tag)) for tag in self.tagged
        }
        heads = "|".join(sorted({re.escape(head_noun(key)) for key in self.keys}))
        phrase = re.compile(
            rf"\b(?P<first>[Tt]he|[Aa]n?|[Aa]nother) +(?P<rest>(?:[a-z][a-z'-]* +){{0,2}}?(?:{heads}))\b"
        )
        for stretch in self.narrated:
            for match in phrase.finditer(self.flat, stretch.start, stretch.end):
                if match.start() not in found and not self.flat.startswith("'s", match.end()):
                    key = described_key(f"the {match['rest']}")
                    found[match.start()] = _Place(match.start(), match.end(), key, match["first"].lower() != "the")
        return [found[start] for start in sorted(found)]

    def _is_new(self, tag: Tag) -> bool:
        return self.flat[tag.start : tag.end].split()[0].lower() in INDEFINITE

    def _episodes(self) -> dict[str, list[list[_Place]]]:
        """The places of each description that mean one person, by its key."""
        by_key: defaultdict[str, list[list[_Place]]] = defaultdict(list)
        for place in self.places:
            runs = by_key[place.key]
            if not runs or place.start - runs[-1][-1].start > _REACH or place.new:
                runs.append([])
            runs[-1].append(place)
        return by_key

    def meant(self) -> dict[int, int]:
        """Who is meant where a description stands that is somebody else's as well: start → person."""
        found: dict[int, int] = {}
        for one, other in self._bare_and_full():
            found.update({place.start: other for place in one})
        for run, place, person in self._introduced():
            if self._talk_together(run, place.end, person):
                continue
            found.update({place.start: person for place in run})
            who = self.keys.get(run[0].key)
            found.update({start: person for start, other in found.items() if other == who and _within(run, start)})
        return found

    def _bare_and_full(self) -> Iterator[tuple[list[_Place], int]]:
        """The episodes of "the woman" in which she can only be "the old woman", with that person."""
        full: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.episodes:
            if len(key.split()) > 2:
                full[f"the {head_noun(key)}"].append(key)
        for bare, keys in full.items():
            for run in self.episodes.get(bare, ()) if bare in self.keys else ():
                near = [key for key in keys if any(_beside(run, other) for other in self.episodes[key])]
                if len(near) == 1 and near[0] in self.keys and self._is_told_again(run, near[0]):
                    person = self.keys[near[0]]
                    if not self._talk_together(run, run[-1].end + NEXT_TURN, person):
                        yield run, person

    def _is_told_again(self, run: Sequence[_Place], key: str) -> bool:
        """Whether a bare description follows a fuller one, `key`, right behind it."""
        before = (place.start for other in self.episodes[key] for place in other if place.start < run[0].start)
        last = max(before, default=None)
        return last is not None and not run[0].new and run[0].start - last <= _AGAIN

    def _talk_together(self, run: Sequence[_Place], until: int, person: int) -> bool:
        """Whether who is described in an episode and a person answer each other there, up to an offset."""
        who = self.keys.get(run[0].key)
        first = bisect_left(self.turns_at, run[0].start - NEXT_TURN)
        talk = self.turns[first : bisect_left(self.turns_at, until)]
        return {who, person} in who_answer(self.flat, talk)

    # Introductions

    def _introduced(self) -> Iterator[tuple[list[_Place], _Place, int]]:
        """The episodes of descriptions of whom the text tells the name, where it does, with who has it."""
        for place, name in (*self._told(), *self._said()):
            person = self.cast.forms.get(name_key(name))
            if person is None or person in self.cast.described or place.key not in self.keys:
                continue
            own, other = gender_of_noun(head_noun(place.key)), self.cast.people[person].gender
            if None in (own, other) or own is other:
                yield self.episode_at[place.start], place, person

    def _told(self) -> Iterator[tuple[_Place, str]]:
        """Narration's: "the girl, whose name was Mara"; "Her name was Mara.\""""
        for place in self.places:
            if match := _NAMED_BEHIND.match(self.flat, place.end):
                yield place, match["name"] or match["beside"]
        for stretch in self.narrated:
            for match in _HER_NAME.finditer(self.flat, stretch.start, stretch.end):
                if last := self._last(match.start(), "she" if match["whose"] == "Her" else "he"):
                    yield last, match["name"]

    def _said(self) -> Iterator[tuple[_Place, str]]:
        """What people say: “I'm Mara,” said the girl; “This is Mara,” said Tom of the girl at hand."""
        for index, tag in enumerate(self.sure):
            low, high = max(0, tag.start - _PARAGRAPH), min(len(self.flat), tag.end + _PARAGRAPH)
            start, end = max(low, self.flat.rfind("  ", low, tag.start)), self.flat.find("  ", tag.end, high)
            words = self.flat[start : end if end >= 0 else high]
            # Who says "I am" of several jokes, or cites others.
            if len(names := {match["name"] for match in _OF_SELF.finditer(words)}) == 1:
                if place := self._who_says(index):
                    yield place, min(names)
            elif match := _OF_OTHER.search(words):
                place = self._last(start, "", but=self.turns[index][1])
                if place and self._is_news(match["name"], tag.start):
                    yield place, match["name"]

    def _who_says(self, index: int) -> _Place | None:
        """The description of who speaks by a tag: its own, or of "she" the one of a turn or two before."""
        tag = self.sure[index]
        if tag.kind is Subject.NOUN:
            return self._at(tag.start)
        if tag.kind is not Subject.PRONOUN or tag.subject == "I":
            return None
        for before in reversed(self.sure[max(0, index - 2) : index]):
            suits = before.kind is Subject.NOUN and _suits(described_key(before.subject), tag.subject)
            if suits and tag.start - before.start < NEXT_TURN:
                return self._at(before.start)
        return None

    def _is_news(self, name: str, at: int) -> bool:
        """Whether the narration names somebody from an offset on and not before: a stranger is introduced."""
        who = self.cast.forms.get(name_key(name))
        told = [mention.start for mention in self.cast.mentions if mention.person == who and not mention.quoted]
        return bool(told) and told[0] > at

    def _at(self, start: int) -> _Place | None:
        """The description that stands at an offset."""
        index = bisect_left(self.starts, start)
        return self.places[index] if index < len(self.places) and self.places[index].start == start else None

    def _last(self, at: int, pronoun: str, *, but: int | None = None) -> _Place | None:
        """The only one of a gender who is described shortly before, and isn't `but`, where last; None for several."""
        first = bisect_left(self.starts, at - _AT_HAND)
        near = [p for p in self.places[first : bisect_left(self.starts, at)] if p.key in self.keys]
        near = [p for p in near if self.keys[p.key] != but and _suits(p.key, pronoun)]
        return near[-1] if near and len({p.key for p in near}) == 1 else None


def _suits(key: str, pronoun: str) -> bool:
    gender = gender_of_noun(head_noun(key))
    return not pronoun or gender is None or gender.value == ("female" if pronoun == "she" else "male")


def _within(run: Sequence[_Place], start: int) -> bool:
    return run[0].start - _REACH <= start <= run[-1].start + _REACH


def _beside(run: Sequence[_Place], other: Sequence[_Place]) -> bool:
    """Whether two descriptions' episodes stand in each other's reach."""
    return other[0].start - _REACH <= run[-1].start and run[0].start - _REACH <= other[-1].start
