"""A cast that the books of a series share: whose voice in it is whose in this book. Plain data, no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from script.model import NARRATOR, Character
from voices.cast.cast import Wish


def named_as_here(
    shared: Mapping[str | None, Wish], other_names: Mapping[str, str], characters: Sequence[Character]
) -> dict[str | None, Wish]:
    """The wishes of a shared cast, under the names that the characters of this book have.

    Who isn't in this book keeps the shared name: new characters are to sound different from them, too. `other_names`
    are the shared cast's own aliases (`character_entries.shown_names`). A character is somebody in there by name, or
    else by the one name or alias in there that is among the character's aliases and nobody else's name.
    """
    known = {name.casefold(): name for name in shared if name is not None}
    known |= {alias.casefold(): name for alias, name in other_names.items() if name in shared}
    here: dict[str, str] = {}
    """Shared name → name in this book."""
    for character in characters:
        name = known.get(character.name.casefold())
        if name is not None:
            here.setdefault(name, character.name)
    by_name = set(here.values())
    for character in characters:
        meant = {known[alias.casefold()] for alias in character.aliases if alias.casefold() in known}
        if character.name not in by_name and len(meant) == 1:
            here.setdefault(meant.pop(), character.name)
    return {
        (here.get(name, name) if name is not None else None): replace(
            wish, like=here.get(wish.like, wish.like) if wish.like else None
        )
        for name, wish in shared.items()
    }


def laid_over(own: Mapping[str | None, Wish], shared: Mapping[str | None, Wish]) -> dict[str | None, Wish]:
    """What is wished of each speaker: a book's own wishes, then the shared ones.

    One goes before the other key by key; but for a speaker with a voice of their own (or another's) in the book nothing
    of the shared voice counts.
    """
    together = dict(shared)
    for name, wish in own.items():
        if wish.voice is not None or wish.like is not None or name not in shared:
            together[name] = wish
        else:
            said = {f.name: value for f in fields(wish) if (value := getattr(wish, f.name)) is not None}
            together[name] = replace(shared[name], **said)
    return together


def told_by(
    wishes: Mapping[str | None, Wish], own: Iterable[str | None], narrator_is: str | None
) -> dict[str | None, Wish]:
    """The wishes, with the voice of the character who tells the book as the narrator's.

    Only where that character has a voice of the shared cast, and the book's `own` wishes say nothing of the narrator.
    """
    teller = wishes.get(narrator_is) if narrator_is is not None else None
    if narrator_is is None or teller is None or (teller.voice is None and teller.like is None) or NARRATOR in own:
        return dict(wishes)
    return {**wishes, NARRATOR: Wish(like=narrator_is)}
