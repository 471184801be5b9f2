"""The cast: who is in the story, under which names, of which gender.

Names are found by how they are written and used (subjects of verbs of saying, capitals in mid-sentence, titles,
vocatives), then joined: "Mr. Darcy" and "Darcy" are one person, "Mr. Bennet" and "Mrs. Bennet" never are. Descriptions
that speak ("the landlord") and groups ("the crowd") are characters too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from script.model import NARRATOR, Character
from script.people.antecedents import acts_at, antecedents, with_seeming_genders
from script.people.characters import Mention, People, Stretch, Teller, merged
from script.people.descriptions import add_described, add_ranks, described_mentions, unnamed_people
from script.people.genders import with_genders
from script.people.meant_descriptions import with_meant
from script.people.names.found_names import FoundName, capitalised, mentions_of
from script.people.names.name_forms import Form, Person
from script.people.names.name_matching import join_forms
from script.people.names.name_uses import name_forms
from script.people.names.name_words import name_words
from script.people.names.persons_names import is_family, is_person, is_surname
from script.people.names.shown_names import character_of
from script.people.names.stated_names import is_stated_name
from script.people.names.telling_apart import signs_apart
from script.people.singular_they import told_as_they
from script.people.tellers.teller_finding import UNNAMED, Told, find_tellers, only_teller
from script.people.tellers.teller_names import introduces_self
from script.quotations.flat_text import name_key
from script.quotations.tags.dialogue_tags import Tag

_SMALL = re.compile(r"(?<![\w'])[a-z][\w'-]*")
_OUTSIDE = -1
"""Stands for the narrator while nobody knows who they are."""


def find_cast(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Iterable[Tag],
    *,
    extra_names: Iterable[str] = (),
    speakers: Sequence[str] = (),
    told: Sequence[tuple[int, int, str]] = (),
    chapters: Sequence[int] = (),
) -> People:
    """The cast of a book, from its flat text, cut into quoted and narrated stretches, and its dialogue tags.

    `extra_names`: names known from elsewhere (signatures of letters). `speakers`: the names before lines of plays and
    chats, once for each line. `told`: stretches (ascending, none overlapping)
    that somebody else than the book's narrator tells, with their name, or an empty one for nobody's.
    `chapters`: where chapters begin."""
    tags = list(tags)
    tellers = [name for _, _, name in told if name]
    found, named = _names_in(flat, stretches, tags, extra_names, tellers, speakers)
    keys = [form.key for form in named]
    spots = mentions_of(flat, found, {key: index for index, key in enumerate(keys)})
    joined = join_forms(named, signs_apart(flat, stretches, tags, keys, spots))
    cast = with_meant(flat, stretches, tags, _cast_of(flat, stretches, tags, found, joined.people))
    accounts, who_tells = _who_tells(flat, stretches, tags, cast, told, chapters)
    return _with_tellers(cast, accounts, who_tells, joined.perhaps_one)


def _names_in(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    extra_names: Iterable[str],
    tellers: Sequence[str],
    speakers: Sequence[str],
) -> tuple[list[FoundName], list[Form]]:
    """Where names stand in the text, and the ways to name people."""
    found = [item for stretch in stretches for item in capitalised(flat, stretch)]
    namey = name_words(flat, found, Counter(_SMALL.findall(flat)), tags)
    found = [used for item in found if (used := namey.used(flat, item))]
    forms = name_forms(flat, found, namey, tags)
    introduced = introduces_self(flat, ((s.start, s.end) for s in stretches if not s.quoted))
    extra_names = list(extra_names)
    stated = Counter(map(name_key, (*extra_names, *tellers)))
    evident = namey.evident | {name_key(name).split()[0] for name in (*tellers, *speakers) if name_key(name)}
    for name in (*extra_names, *tellers, *introduced, *speakers):
        key = name_key(name)
        if is_stated_name(name, evident, stated):
            form = forms.setdefault(key, Form(key))
            form.shown[name] += 1
            form.tags += 1
    persons = {key for key, form in forms.items() if is_person(form, namey)}
    last = {key.split()[-1] for key in persons if " " in key}
    persons |= {key for key, form in forms.items() if is_surname(form, namey, last)}
    return found, [form for key, form in forms.items() if key in persons and not is_family(form, forms)]


def _cast_of(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    found: Sequence[FoundName],
    people: Sequence[Person],
) -> People:
    """The cast before anybody asks who tells: `people` by their names, and who is known by a description."""
    lookup: dict[str, int] = {}
    for index, person in enumerate(people):
        for form in person.forms:
            lookup.setdefault(form.key, index)
    characters = [character_of(person) for person in people]
    by_rank = add_ranks(people, characters, lookup)
    mentions = mentions_of(flat, found, lookup)
    unnamed = unnamed_people(flat, stretches, tags, len(people))
    described, groups = add_described(tags, characters, lookup, unnamed)
    keys = by_rank | {key for key, person in lookup.items() if person in described}
    if keys:
        mentions = sorted([*mentions, *described_mentions(flat, stretches, lookup, keys)], key=lambda m: m.start)
    characters = with_genders(flat, stretches, characters, people, mentions)
    they = told_as_they(flat, stretches, mentions)
    characters = _with_seeming_genders(flat, stretches, tags, characters, mentions, groups | they)
    return People(tuple(characters), lookup, tuple(mentions), None, frozenset(described), frozenset(groups), they=they)


def _with_seeming_genders(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    characters: Sequence[Character],
    mentions: Sequence[Mention],
    never: Collection[int],
) -> list[Character]:
    """Genders of those of whom only the pronouns that seem to mean them tell; `never`: whom none means."""
    narrated = [mention for mention in mentions if not mention.quoted]
    told_by_tags = {tag.start for tag in tags}
    told = antecedents(
        flat,
        [(stretch.start, stretch.end) for stretch in stretches if not stretch.quoted],
        narrated,
        [acts_at(flat, mention, told_by_tags) for mention in narrated],
        lambda person: characters[person].gender,
        lambda mention: mention.person in never,
    )
    return with_seeming_genders(characters, told.seems)


def _who_tells(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    cast: People,
    told: Sequence[tuple[int, int, str]],
    chapters: Sequence[int],
) -> tuple[list[Teller], Told]:
    """Who tells the stretches of `told`, and who tells the rest; where one person tells nearly all, only that."""
    named = ((Teller(start, end, cast.resolve(name) if name else None), name) for start, end, name in told)
    accounts = [teller for teller, name in named if teller.person is not None or not name]
    elsewhere = replace(cast, tellers=tuple(accounts), narrator=_OUTSIDE)
    apart = [stretch for stretch in stretches if elsewhere.teller(stretch.start) == _OUTSIDE]
    if (only := only_teller(accounts, stretches, apart)) is not None:
        return [], Told(only)
    tags = [tag for tag in tags if elsewhere.teller(tag.start) == _OUTSIDE]
    names = [character.names for character in cast.people]
    known = list(dict.fromkeys(teller.person for teller in accounts if teller.person is not None))
    return accounts, find_tellers(flat, apart, tags, cast.mentions, chapters, cast.resolve, names.__getitem__, known)


def _with_tellers(
    cast: People, accounts: Sequence[Teller], found: Told, doubts: Sequence[tuple[int, int, str]]
) -> People:
    """The cast with those who tell the book: `accounts` by their titles, the others as `found`."""
    characters, lookup = list(cast.people), dict(cast.forms)
    unnamed = len(characters)
    if UNNAMED in (found.narrator, *(teller.person for teller in found.tellers)):
        characters.append(Character("I", ()))
    here = [replace(told, person=unnamed) if told.person == UNNAMED else told for told in found.tellers]
    narrator = unnamed if found.narrator == UNNAMED else found.narrator
    if narrator is not None:
        _call_i(narrator, characters, lookup)
    people = replace(
        _shown(cast, characters, doubts),
        forms=lookup,
        narrator=narrator,
        tellers=tuple(sorted([*accounts, *_around(here, accounts)], key=lambda told: told.start)),
    )
    return merged(people, found.same) if found.same else people


def _around(tellers: Sequence[Teller], accounts: Sequence[Teller]) -> Iterator[Teller]:
    """The tellers' stretches without what `accounts` (ascending) take of them."""
    for told in tellers:
        at = told.start
        for account in accounts:
            if at < account.start < told.end:
                yield replace(told, start=at, end=account.start)
            if account.start < told.end:
                at = max(at, account.end)
        if at < told.end:
            yield replace(told, start=at)


def _call_i(person: int, characters: list[Character], lookup: dict[str, int]) -> None:
    old = characters[person]
    if old.name != "I":
        characters[person] = Character(old.name, (*old.aliases, "I"), old.gender, old.age)
    lookup["i"] = person


def _shown(cast: People, characters: Sequence[Character], doubts: Sequence[tuple[int, int, str]]) -> People:
    """The cast under the names that are shown; `doubts`: which two of the characters may be one, and why."""
    people = _unique(characters)
    perhaps = tuple((people[one].name, people[other].name, why) for one, other, why in doubts)
    return replace(cast, people=people, perhaps_one=perhaps)


def _unique(characters: Sequence[Character]) -> tuple[Character, ...]:
    """Names told apart and never equal to the narrator's word."""
    seen: set[str] = set()
    result = []
    for character in characters:
        name = character.name
        if name.strip().lower() == NARRATOR:
            name = f"the {name.strip().capitalize()}"
        base, number = name, 2
        while name.lower() in seen:
            name, number = f"{base} ({number})", number + 1
        seen.add(name.lower())
        aliases = tuple(dict.fromkeys(a for a in character.aliases if a != name))
        result.append(Character(name, aliases, character.gender, character.age))
    return tuple(result)
