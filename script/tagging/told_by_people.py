"""What people said of a story: who speaks a stretch of it, what a character is called. A tagger takes it as certain."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from script.model import NARRATOR, Character
from script.people.characters import Mention, People, Stretch, described_key, merged, renamed_pairs
from script.quotations.flat_text import name_key, seen
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject
from script.tagging.attribution.attributor import AttributionInput


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch of `Story.text` whose speaker a person told: a name, or `NARRATOR`."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True)
class ToldByPeople:
    """All that is certain. `speakers`: ascending, none overlapping. `people`: what a person told of characters: the
    name that they are to have, every other name that means them (two characters that a name of these belongs to are
    one), gender and age where they were told."""

    speakers: tuple[Fixed, ...] = ()
    people: tuple[Character, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is spoken (or thought) before anybody is asked who speaks it; `speaker` is told by a person."""

    start: int
    end: int
    thought: bool = False
    speaker: str | None = None


def apply_fixed(text: str, pieces: Iterable[Piece], fixed: Sequence[Fixed]) -> list[Piece]:
    """A paragraph's pieces as a person has them, ascending: with their speakers, cut where the person cut, and with
    those that the person gave a speaker first. What the person gave to the narrator is a piece as well."""
    result = sorted(pieces, key=lambda piece: piece.start)
    for said in fixed:
        inside = [piece for piece in result if said.start <= piece.start and piece.end <= said.end]
        edges = [said.start, *(edge for piece in inside for edge in (piece.start, piece.end)), said.end]
        beside = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        if said.speaker != NARRATOR and inside and not _has_word(beside):
            result = [replace(piece, speaker=said.speaker) if piece in inside else piece for piece in result]
            continue
        if not inside and not _has_word(text[said.start : said.end]):
            # A mark that two lines have in common, "!”", is no place where a person cut.
            continue
        result = [part for piece in result for part in _without(text, piece, said)]
        result.append(Piece(said.start, said.end, speaker=said.speaker))
        result.sort(key=lambda piece: piece.start)
    return result


def _without(text: str, piece: Piece, said: Fixed) -> list[Piece]:
    if piece.end <= said.start or said.end <= piece.start:
        return [piece]
    parts = ((piece.start, min(piece.end, said.start)), (max(piece.start, said.end), piece.end))
    kept = []
    for start, end in parts:
        if start < end and _has_word(text[start:end]):
            bare = text[start:end]
            left = len(bare) - len(bare.lstrip())
            kept.append(replace(piece, start=start + left, end=start + len(bare.rstrip())))
    return kept


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def with_people(cast: People, known: ToldByPeople, flat: str, stretches: Sequence[Stretch]) -> People:
    """The cast with what a person said of people, and with every speaker whom they named."""
    for told in known.people:
        cast = _with_person(cast, told, flat, stretches)
    for name in dict.fromkeys(said.speaker for said in known.speakers if said.speaker != NARRATOR):
        who = find_person(cast, name)
        if who is None:
            cast = _with_person(cast, Character(name), flat, stretches)
        elif _spelt(name) != _spelt(cast.people[who].name) and not _is_told(known.people, name):
            cast = _with_own_person(cast, name, who, flat)
        elif name_key(name) not in cast.forms:
            # "the landlord", "Anna (2)": names that are looked up in another way, or by nobody so far.
            cast = replace(cast, forms={**cast.forms, name_key(name): who})
    return cast


def _is_told(people: Sequence[Character], name: str) -> bool:
    """Whether a person said that somebody is called so as well."""
    return any(_spelt(name) == _spelt(other) for person in people for other in person.names)


def _spelt(name: str) -> str:
    """A name without what different hands spell in different ways."""
    return " ".join(seen(name).replace("’", "'").replace(".", " ").casefold().split())


def _with_own_person(cast: People, name: str, owner: int, flat: str) -> People:
    """The cast with somebody of that name, which was taken for another one of the `owner`'s: whoever gives lines to
    both has two people in mind."""
    own = cast.people[owner]
    words, kept = set(name_key(name).split()), set(name_key(own.name).split())

    def is_theirs(other: str) -> bool:
        parts = set(other.split())
        return bool(parts) and parts <= words and not parts <= kept

    aliases = [alias for alias in own.aliases if is_theirs(name_key(alias)) or _spelt(alias) == _spelt(name)]
    person = Character(name, tuple(alias for alias in aliases if _spelt(alias) != _spelt(name)))
    left = replace(own, aliases=tuple(alias for alias in own.aliases if alias not in aliases))
    new = len(cast.people)
    forms = {key: new if who == owner and is_theirs(key) else who for key, who in cast.forms.items()}
    forms[described_key(name)] = new
    return replace(
        cast,
        people=(*cast.people[:owner], left, *cast.people[owner + 1 :], person),
        forms=forms,
        mentions=tuple(
            replace(mention, person=new)
            if mention.person == owner and is_theirs(name_key(flat[mention.start : mention.end]))
            else mention
            for mention in cast.mentions
        ),
    )


def find_person(cast: People, name: str) -> int | None:
    """Who has exactly this name: shown, else another of theirs."""
    folded = " ".join(name.split()).casefold()
    for index, person in enumerate(cast.people):
        if person.name.casefold() == folded:
            return index
    hit = cast.forms.get(described_key(name))
    return cast.forms.get(name_key(name)) if hit is None else hit


def _with_person(cast: People, told: Character, flat: str, stretches: Sequence[Stretch]) -> People:
    names = told.names
    hits = [hit for name in names if (hit := find_person(cast, name)) is not None]
    if not hits:
        cast = replace(cast, people=(*cast.people, Character(told.name)))
        hits = [len(cast.people) - 1]
    own = cast.people[hits[0]].name
    cast = merged(cast, {hit: hits[0] for hit in hits[1:] if hit != hits[0]})
    index = next(i for i, person in enumerate(cast.people) if person.name == own)
    old = cast.people[index]
    aliases = tuple(name for name in dict.fromkeys((*told.aliases, old.name, *old.aliases)) if name != told.name)
    person = Character(told.name, aliases, told.gender or old.gender, told.age or old.age)
    forms = dict(cast.forms)
    new = [name for name in names if name_key(name) and name_key(name) not in forms]
    forms.update((key, index) for name in names if (key := name_key(name)))
    mentions = sorted([*cast.mentions, *_mentions(cast, flat, stretches, new, index)], key=lambda m: m.start)
    people = (*cast.people[:index], person, *cast.people[index + 1 :])
    perhaps = renamed_pairs(cast.perhaps_one, {own: told.name})
    return replace(cast, people=people, forms=forms, mentions=tuple(mentions), perhaps_one=perhaps)


def _mentions(
    cast: People, flat: str, stretches: Sequence[Stretch], names: Sequence[str], person: int
) -> list[Mention]:
    """Where names stand in the text that nothing was known to mean so far."""
    if not names:
        return []
    taken = [mention.start for mention in cast.mentions]
    ends = [mention.end for mention in cast.mentions]
    begins = [stretch.start for stretch in stretches]
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name.replace('’', chr(39)))}(?!\w)" for name in longest))
    found = []
    for match in pattern.finditer(flat):
        before = bisect_right(taken, match.start()) - 1
        if (before >= 0 and ends[before] > match.start()) or bisect_left(taken, match.end()) > before + 1:
            continue
        at = bisect_right(begins, match.start()) - 1
        if at >= 0 and match.end() <= stretches[at].end:
            found.append(Mention(match.start(), match.end(), person, stretches[at].quoted))
    return found


def pinned_tags(book: AttributionInput, speakers: Mapping[int, str]) -> list[Tag | None]:
    """The book's tags as if each span of `speakers` (span → name) had one that names its speaker."""
    tags = list(book.tags)
    for index, name in speakers.items():
        who, tag, span = find_person(book.cast, name), tags[index], book.spans[index]
        if tag and tag.sure and tag.kind is Subject.NAME and book.cast.resolve(tag.subject) == who:
            continue
        tags[index] = Tag(Subject.NAME, name, span.end, span.end, "said", True, f"said {name}", (span.end, span.end))
    return tags
