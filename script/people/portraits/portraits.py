"""The way in: the cast with gender and age as the whole book tells them, once it is known who speaks."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from script.model import Age, Character, Gender
from script.people.antecedents import LOST, acts_at, antecedents
from script.people.characters import Mention, People, Stretch, described_key
from script.people.portraits.age_wording import age_of_phrase, age_of_surroundings, is_of_children
from script.people.portraits.described_signs import (
    gender_of_given,
    is_past,
    signs_before,
    signs_behind,
    signs_of_name,
    signs_of_phrase,
)
from script.people.portraits.device_names import device_of
from script.people.portraits.drawn_genders import drawn_genders
from script.people.portraits.portrait_signs import Portrait, Signs
from script.people.portraits.spoken_signs import HeardSpeech, address_signs, addressees, signs_of_caller, signs_of_self
from script.people.pronouns import is_it, next_pronoun, pronoun_of
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_REACH = 90
"""Characters at most from a name to a pronoun that tells of it."""
_TAGGED = 1.0
"""What the gender weighs by which the tagger went."""
_GIVEN, _GIVEN_EACH = 3.0, 0.06
"""What a given name weighs, at all and for each mention, against the pronouns that stand behind those."""
_AGAIN = 0.4
"""What it weighs, times the root of how often it stands, that somebody has no name but "the boy"."""
_BARE, _BARE_EACH = 1.5, 0.3
"""What a bare name weighs in a book of children, at all and times the root of how often it stands."""
_NEXT = 0.3
"""What a pronoun weighs that only stands next."""
_SAME_CLAUSE = 7.0
"""What a pronoun weighs that goes on in the clause of a tag, "cried the nurse, and he": more than a calling."""
_TAG_BEFORE = re.compile(r"[”\"’'] *[a-z]+ $")
_GOES_ON = re.compile(r",? (?:and|but|as|while|when) (?P<pronoun>she|he)\b")
_ALONE = re.compile(r"[.;:!?—]|,? *[”\"]|, (?!and\b|or\b|the\b|an?\b)|$")
"""What stands behind "Miss Lane, the banker", and not where a list goes on."""
_OTHERS_HERE, _OTHERS_NEAR = 0.25, 0.6
"""Times what a pronoun weighs that may as well be another one's, who was mentioned just before, or somewhat earlier."""
_HERE = 200
"""Characters: just before."""
_SENTENCE = re.compile(r"[.!?\"“”]")
_ANYBODY = re.compile(r"\b(?:(?P<she>she|her|herself)|(?P<he>he|his|him|himself))\b", re.IGNORECASE)
_REFERRED = 0.7
"""What a phrase weighs behind a pronoun, which may mean somebody else."""
_AT_HAND = 400
"""Characters at most from "the little girl" to where somebody was meant before."""
_MEANT = re.compile(
    r"\b[Tt]he (?P<phrase>(?:(?:poor|little|small|old|aged|young|white-haired|grey-haired) )*"
    r"(?:girl|boy|child|lad|lass|man|woman|gentleman|lady|fellow))\b(?!'s)"
)
_VOICE = re.compile(r"\b(?:in|was|came|spoke|with) an? (?P<phrase>[a-z][a-z -]*)'s voice\b")
_VOICE_NEAR = 120
"""Characters behind a speech in which its voice is told."""
_HEARD = 2.5
"""What it weighs that a voice is a boy's: nobody says so of a man who is called a boy."""
_MARKS = "\"'“”‘’"
_PRONOUNS = {"she": Gender.FEMALE, "he": Gender.MALE}


def portraits_of(
    flat: str, stretches: Sequence[Stretch], speeches: Sequence[HeardSpeech], cast: People
) -> list[Portrait]:
    """A portrait of each of the cast, by all that the book says of them.

    What counts is how much says so, wherever it stands: titles, nouns, pronouns, years, how others call them, what they
    say of themselves.
    """
    portraits = [Portrait() for _ in cast.people]
    for mention in cast.mentions:
        portraits[mention.person].mentions += 1
    for person, signs in (
        *_by_names(cast, portraits),
        *_beside_mentions(flat, stretches, cast),
        *_by_appositions(flat, cast),
        *_behind_references(flat, stretches, speeches, cast),
        *_by_speeches(flat, speeches, cast),
        *_by_heard_voices(flat, stretches, speeches),
        *_by_tellers(flat, stretches, cast),
        *(_by_bare_names(cast, portraits) if is_of_children(flat) else ()),
    ):
        portraits[person].add(signs)
    return portraits


def portrayed(
    cast: People, portraits: Sequence[Portrait], told: Mapping[int, Character], speaking: Collection[str]
) -> list[Character]:
    """Those of the cast who are `speaking`, by name, with gender, age and device; what people `told` of them is so.

    An age that nothing tells is None. A gender that nothing tells is drawn (`drawn_genders`), but for groups and for
    who is "they": they have none.
    """
    found: list[Character] = []
    leans: dict[str, float] = {}
    for index, (person, portrait) in enumerate(zip(cast.people, portraits, strict=True)):
        if person.name not in speaking:
            continue
        certain = told.get(index, Character(person.name))
        gender, age = certain.gender or portrait.gender, certain.age or portrait.age
        if index in cast.groups | cast.they:
            gender, age = person.gender, person.age
        elif gender is None:
            leans[person.name] = portrait.lean
        found.append(replace(person, gender=gender, age=age, device=device_of(person.name)))
    drawn = drawn_genders(leans, [person.gender for person in found if person.gender is not None])
    return [
        replace(person, gender=drawn[person.name], gender_guessed=True) if person.name in drawn else person
        for person in found
    ]


def _by_names(cast: People, portraits: Sequence[Portrait]) -> Iterator[tuple[int, Signs]]:
    """What names tell, and what the tagger took for the gender."""
    for index, person in enumerate(cast.people):
        told = [signs_of_name(name) for name in person.names]
        for signs in told:
            yield index, {what: weight for what, weight in signs.items() if what is not Age.ADULT}
        # A second title doesn't make a professor of sixty any younger.
        yield index, {Age.ADULT: max((signs.get(Age.ADULT, 0.0) for signs in told), default=0.0)}
        if index in cast.described:
            # Each mention of "the boy" says it again.
            yield index, _times(age_of_phrase(person.name.lower()), _AGAIN * math.sqrt(portraits[index].mentions))
        if given := next(filter(None, map(gender_of_given, person.names)), None):
            yield index, {given: _GIVEN + _GIVEN_EACH * portraits[index].mentions}
        if person.gender is not None:
            yield index, {person.gender: _TAGGED}


class _Bearers:
    """Who else a "he" or a "she" may be: who was mentioned shortly before, and who is "she" already."""

    def __init__(self, flat: str, cast: People) -> None:
        self._flat = flat
        self._cast = cast
        self._places = [mention.start for mention in cast.mentions]

    def told(self, pronoun: str, person: int, at: int, weight: float = 1.0) -> Signs:
        """What a pronoun tells of a person mentioned at an offset: less, the likelier another is meant."""
        gender = _PRONOUNS[pronoun]
        since = self._since(gender, person, at)
        if since > LOST:
            return {gender: weight}
        before = _SENTENCE.split(self._flat[max(0, at - _REACH) : at])[-1]
        taken = any(match.lastgroup == pronoun for match in _ANYBODY.finditer(before))
        return {} if taken else {gender: weight * (_OTHERS_HERE if since < _HERE else _OTHERS_NEAR)}

    def _since(self, gender: Gender, person: int, at: int) -> int:
        """Characters since another one of that gender was mentioned; more than `LOST`: nobody was."""
        index = bisect_right(self._places, at) - 1
        while index >= 0 and at - self._places[index] <= LOST:
            other = self._cast.mentions[index].person
            if other != person and self._cast.people[other].gender is gender:
                return at - self._places[index]
            index -= 1
        return LOST + 1


def _by_bare_names(cast: People, portraits: Sequence[Portrait]) -> Iterator[tuple[int, Signs]]:
    """What it tells in a book of children that somebody is called by one name: grown-ups have titles there."""
    for index, person in enumerate(cast.people):
        titled = any(signs_of_name(name).get(Age.ADULT) for name in person.names)
        if " " not in person.name and not titled:
            yield index, {Age.CHILD: _BARE + _BARE_EACH * math.sqrt(portraits[index].mentions)}


def _beside_mentions(flat: str, stretches: Sequence[Stretch], cast: People) -> Iterator[tuple[int, Signs]]:
    """What the words around each name and description tell, in narration and speech, and the pronouns behind them."""
    bearers = _Bearers(flat, cast)
    for mention, stop in _bounded(stretches, cast.mentions):
        for signs in signs_before(flat, mention.start, quoted=mention.quoted):
            yield mention.person, signs
        if not is_past(flat, mention.start):
            for signs in signs_behind(flat, mention.end, stop):
                yield mention.person, signs
        reach = min(stop, mention.end + _REACH)
        if not mention.quoted:
            yield mention.person, age_of_surroundings(flat[mention.end : reach])
        if flat[mention.end - 2 : mention.end] == "'s":
            continue
        goes_on = _GOES_ON.match(flat, mention.end, reach) if mention.person in cast.described else None
        if goes_on and _TAG_BEFORE.search(flat, max(0, mention.start - _REACH), mention.start):
            yield mention.person, bearers.told(goes_on["pronoun"], mention.person, mention.start, _SAME_CLAUSE)
        elif pronoun := pronoun_of(flat, mention.start, mention.end, reach):
            yield mention.person, bearers.told(pronoun, mention.person, mention.start)
        elif is_it(flat, mention.end, reach):
            continue  # a robot: the "him" is somebody else
        elif pronoun := next_pronoun(flat, mention.end, reach):
            yield mention.person, bearers.told(pronoun, mention.person, mention.start, _NEXT)


def _by_appositions(flat: str, cast: People) -> Iterator[tuple[int, Signs]]:
    """What a name tells of the gender of a description beside it: "Miss Ada Lane, the banker"."""
    for one, other in pairwise(cast.mentions):
        if flat[one.end : other.start] != ", " or one.person == other.person or not _ALONE.match(flat, other.end):
            continue
        name, described = (one, other) if other.person in cast.described else (other, one)
        if described.person in cast.described and name.person not in cast.described | cast.groups:
            told = signs_of_name(flat[name.start : name.end])
            yield described.person, {what: weight for what, weight in told.items() if isinstance(what, Gender)}


def _bounded(stretches: Sequence[Stretch], mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int]]:
    """Each mention with where what stands behind it stops telling of it: at the next one, or where its stretch ends."""
    position = 0
    for index, mention in enumerate(mentions):
        while position < len(stretches) - 1 and stretches[position].end <= mention.start:
            position += 1
        following = mentions[index + 1].start if index + 1 < len(mentions) else stretches[-1].end
        yield mention, max(mention.end, min(following, stretches[position].end))


def _behind_references(
    flat: str, stretches: Sequence[Stretch], speeches: Sequence[HeardSpeech], cast: People
) -> Iterator[tuple[int, Signs]]:
    """What stands behind the "he" and "she" of the narration, "He was ten", and which nouns stand for whom: "the little
    girl" for the last one who can be meant."""
    narrated = [mention for mention in cast.mentions if not mention.quoted]
    told = {speech.tag.start for speech in speeches if speech.tag is not None}
    found = antecedents(
        flat,
        [(stretch.start, stretch.end) for stretch in stretches if not stretch.quoted],
        narrated,
        [acts_at(flat, mention, told) for mention in narrated],
        lambda person: cast.people[person].gender,
        lambda mention: mention.person in cast.groups | cast.they,
    ).references
    named = {mention.start for mention in narrated}
    ends = iter([stretch for stretch in stretches if not stretch.quoted])
    stretch = next(ends, None)
    last: dict[Gender | None, tuple[int, int]] = {}
    events = sorted(
        [(reference.start, reference.person, "") for reference in found]
        + [
            (match.start(), -1, match["phrase"])
            for part in stretches
            if not part.quoted
            for match in _MEANT.finditer(flat, part.start, part.end)
            if match.start() not in named
        ]
    )
    for start, person, phrase in events:
        while stretch is not None and stretch.end <= start:
            stretch = next(ends, None)
        if phrase:
            yield from _of_whom(phrase, start, last)
            continue
        last[cast.people[person].gender] = (start, person)
        if stretch is not None and start not in named:
            if is_past(flat, start):
                continue
            pronoun = 3 if flat[start].lower() == "s" else 2
            for signs in signs_behind(flat, start + pronoun, stretch.end):
                yield person, _times(signs, _REFERRED)


def _of_whom(phrase: str, at: int, last: dict[Gender | None, tuple[int, int]]) -> Iterator[tuple[int, Signs]]:
    """The age that "the little girl" tells of the last of her gender who was at hand."""
    told = signs_of_phrase(phrase)
    genders = [gender for gender in Gender if gender in told] or list(Gender)
    near = [held for gender in genders if (held := last.get(gender)) is not None and at - held[0] <= _AT_HAND]
    if len(near) == 1:
        yield near[0][1], _times(age_of_phrase(phrase), 0.5)


def _by_speeches(flat: str, speeches: Sequence[HeardSpeech], cast: People) -> Iterator[tuple[int, Signs]]:
    """What tags call who speaks, "said the old man", what speakers say of themselves and call each other."""
    bearers = _Bearers(flat, cast)
    for speech, neighbour in zip(speeches, addressees(speeches), strict=True):
        words = flat[speech.start : speech.end]
        tag = speech.tag
        whom = cast.resolve(tag.addressee.text) if tag is not None and tag.addressee is not None else neighbour
        if whom is not None and whom != speech.speaker:
            for signs in address_signs(words):
                yield whom, _times(signs, speech.confidence)
        if speech.speaker is None:
            continue
        yield speech.speaker, _times(signs_of_caller(words), speech.confidence)
        for signs in signs_of_self(flat, speech.start, speech.end):
            yield speech.speaker, _times(signs, speech.confidence)
        if tag is not None and tag.sure and tag.kind is Subject.PRONOUN and tag.subject in _PRONOUNS:
            yield speech.speaker, bearers.told(tag.subject, speech.speaker, tag.start)
        elif tag is not None and tag.sure and tag.kind is Subject.NOUN and not _is_name(cast, speech.speaker, tag):
            yield speech.speaker, _times(signs_of_phrase(tag.subject.split(" ", 1)[-1]), speech.confidence)


def _by_heard_voices(
    flat: str, stretches: Sequence[Stretch], speeches: Sequence[HeardSpeech]
) -> Iterator[tuple[int, Signs]]:
    """What narration beside a speech tells of its voice: "It was a boy's voice, high and frightened."."""
    bounds = [stretch for stretch in stretches if not stretch.quoted]
    ends = [stretch.end for stretch in bounds]
    for speech in speeches:
        index = bisect_right(ends, speech.end)
        if speech.speaker is None or index == len(bounds):
            continue
        # In flat text a paragraph's end is two spaces.
        behind = flat[speech.end : min(bounds[index].end, speech.end + _VOICE_NEAR)].lstrip(_MARKS).split("  ")[0]
        if heard := _VOICE.search(behind):
            yield speech.speaker, _times(signs_of_phrase(heard["phrase"]), _HEARD * speech.confidence)


def _is_name(cast: People, person: int, tag: Tag) -> bool:
    """Whether a tag calls somebody by their very name: "the boy" is one where nothing else is told."""
    return described_key(tag.subject) in map(described_key, cast.people[person].names)


def _by_tellers(flat: str, stretches: Sequence[Stretch], cast: People) -> Iterator[tuple[int, Signs]]:
    """What those who tell the book say of themselves in the narration."""
    for stretch in stretches:
        teller = None if stretch.quoted else cast.teller(stretch.start)
        if teller is not None:
            for signs in signs_of_self(flat, stretch.start, stretch.end):
                yield teller, signs


def _times(signs: Signs, times: float) -> Signs:
    return {what: weight * times for what, weight in signs.items()}
