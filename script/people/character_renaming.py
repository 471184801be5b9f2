"""A Script whose characters have other names, or are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from script.model import Chapter, Character, Script
from script.people.characters import renamed_pairs


def rename_in_script(script: Script, people: Sequence[Character]) -> Script:
    """The Script with each of `people` under the name it is to have, and one with whom its aliases name.

    Their gender and age are as told there.
    """
    names = {alias: person.name for person in people for alias in person.aliases}
    counts: Counter[tuple[str, str]] = Counter()
    for one, other, count in script.exchanges:
        first, second = sorted((names.get(one, one), names.get(other, other)))
        if first != second:
            counts[first, second] += count
    return replace(
        script,
        chapters=tuple(_renamed(chapter, names) for chapter in script.chapters),
        characters=_characters(script.characters, people, names),
        narrator=None if script.narrator is None else names.get(script.narrator, script.narrator),
        exchanges=tuple(
            (one, two, count) for (one, two), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        perhaps_one=renamed_pairs(script.perhaps_one, names),
    )


def _renamed(chapter: Chapter, names: Mapping[str, str]) -> Chapter:
    """The chapter with its lines' speakers under other names (old → new)."""
    if not any(line.speaker in names for line in chapter.lines):
        return chapter
    paragraphs = tuple(
        replace(
            paragraph,
            lines=tuple(replace(line, speaker=names.get(line.speaker or "", line.speaker)) for line in paragraph.lines),
        )
        for paragraph in chapter.paragraphs
    )
    return replace(chapter, paragraphs=paragraphs)


def _characters(
    characters: Sequence[Character], people: Sequence[Character], names: Mapping[str, str]
) -> tuple[Character, ...]:
    """Those of the Script, joined; and whom else a person told of."""
    found: dict[str, Character] = {}
    for character in characters:
        name = names.get(character.name, character.name)
        before = found.get(name, Character(name))
        aliases = dict.fromkeys((*before.aliases, character.name, *character.aliases))
        aliases.pop(name, None)
        found[name] = _joined(replace(before, aliases=tuple(aliases)), character)
    for told in people:
        before = found.get(told.name, Character(told.name))
        aliases = dict.fromkeys((*before.aliases, *told.aliases))
        found[told.name] = _joined(replace(told, aliases=tuple(aliases)), before)
    return tuple(found.values())


def _joined(person: Character, other: Character) -> Character:
    """A person with what only the other is told of; a gender that somebody tells goes before a guess."""
    by = other if person.gender is None or (person.gender_guessed and other.gender is not None) else person
    return replace(
        person,
        gender=by.gender,
        age=person.age or other.age,
        gender_guessed=by.gender_guessed,
        device=person.device or other.device,
    )
