"""The cast: who is in the story, under which names, of which gender.

Names are found by how they are written and used (subjects of verbs of saying, capitals in mid-sentence, titles,
vocatives), then joined: "Mr. Darcy" and "Darcy" are one person, "Mr. Bennet" and "Mrs. Bennet" never are. Descriptions
that speak ("the landlord") and groups ("the crowd") are characters too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from script.model import NARRATOR, Character
from script.people.characters import People, Stretch, Teller
from script.people.descriptions import add_described, add_ranks, described_mentions, unnamed_people
from script.people.genders import with_genders
from script.people.name_forms import Form
from script.people.name_matching import character_of, join_forms
from script.people.names_in_text import (
    capitalised,
    is_family,
    is_person,
    mentions_of,
    name_forms,
    name_words,
)
from script.people.tellers import call_i, find_narrator, introduces_self, only_teller
from script.people.telling_apart import signs_apart
from script.quotations.dialogue_tags import Tag, name_key
from script.quotations.speech_words import (
    NOT_NAMES,
    TITLES,
)

_OUTSIDE = -1
"""Stands for the narrator while nobody knows who they are."""


_FEW = 2
"""People with names: where there are no more, others are known by what they are."""


def find_cast(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Iterable[Tag],
    *,
    extra_names: Iterable[str] = (),
    speakers: Sequence[str] = (),
    told: Sequence[tuple[int, int, str]] = (),
) -> People:
    """The cast of a book, from its flat text, cut into quoted and narrated stretches, and its dialogue tags.

    `extra_names`: names known from elsewhere (signatures of letters). `speakers`: the names before lines of plays and
    chats, once for each line. `told`: stretches (ascending, none overlapping)
    that somebody else than the book's narrator tells, with their name, or an empty one for nobody's."""
    tags = list(tags)
    extra_names = [*extra_names, *(name for _, _, name in told if name)]
    found = [item for stretch in stretches for item in capitalised(flat, stretch)]
    small = Counter(re.findall(r"(?<![\w'])[a-z][\w'-]*", flat))
    namey = name_words(found, small, tags)
    forms = name_forms(flat, found, namey, tags)
    for name in (*extra_names, *introduces_self(flat, stretches), *speakers):
        key = name_key(name)
        if key and (key.split()[0] not in NOT_NAMES - TITLES or name in speakers):
            form = forms.setdefault(key, Form(key))
            form.shown[name] += 1
            form.tags += 1
    named = [form for form in forms.values() if is_person(form) and not is_family(form, forms)]
    keys_of = [form.key for form in named]
    spots = mentions_of(flat, found, {key: index for index, key in enumerate(keys_of)})
    joined = join_forms(named, signs_apart(flat, stretches, tags, keys_of, spots))
    people = joined.people
    lookup: dict[str, int] = {}
    for index, person in enumerate(people):
        for form in person.forms:
            lookup.setdefault(form.key, index)
    characters = [character_of(person) for person in people]
    by_rank = add_ranks(people, characters, lookup)
    mentions = mentions_of(flat, found, lookup)
    unnamed = unnamed_people(flat, stretches) if len(people) <= _FEW else Counter()
    described, groups = add_described(tags, characters, lookup, unnamed)
    keys = by_rank | {key for key, person in lookup.items() if person in described}
    if keys:
        mentions = sorted([*mentions, *described_mentions(flat, stretches, lookup, keys)], key=lambda m: m.start)
    characters = with_genders(flat, stretches, characters, people, mentions)
    cast = People(tuple(characters), lookup, tuple(mentions), None, frozenset(described), frozenset(groups))
    tellers = [Teller(start, end, cast.resolve(name) if name else None) for start, end, name in told]
    tellers = [told for told, (_, _, name) in zip(tellers, told, strict=True) if told.person is not None or not name]
    elsewhere = replace(cast, tellers=tuple(tellers), narrator=_OUTSIDE)
    apart = [stretch for stretch in stretches if elsewhere.teller(stretch.start) == _OUTSIDE]
    tags = [tag for tag in tags if elsewhere.teller(tag.start) == _OUTSIDE]
    narrator = only_teller(tellers, stretches, apart)
    if narrator is None:
        narrator = find_narrator(flat, apart, tags, mentions, characters, lookup)
    else:
        tellers = []
        call_i(narrator, characters, lookup)
    shown = _unique(characters)
    perhaps = tuple((shown[one].name, shown[other].name, why) for one, other, why in joined.perhaps_one)
    return replace(cast, people=shown, narrator=narrator, tellers=tuple(tellers), perhaps_one=perhaps)


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
