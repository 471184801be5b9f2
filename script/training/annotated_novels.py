"""Annotated novels as the tagger sees them: what training and its measurement read.

A corpus is a folder of gzipped JSON texts (`text`, `quotes` with `spans` and `speaker`, `characters` with `name` and
`aliases`, `source` with `author_code`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from script.model import BlockKind, Character, Gender
from script.people.characters import Mention, People, described_key
from script.quotations.flat_text import name_key
from script.quotations.speech_words import TITLES
from script.story import Block, Section, SectionRole, Story
from script.tagging.attribution.attributor import Attribution, AttributionInput
from script.tagging.attribution.rules.turns import Turn
from script.tagging.story_tagger import tag_story

_HEADING = re.compile(
    r"(?:CHAPTER|Chapter|BOOK|Book|VOLUME|Volume|PART|Part)\s+(?:[IVXLC]+|\d+|[A-Z][A-Za-z]+)\b.{0,80}|[IVXLC]+\.?|\d+"
)
_UNKNOWN = "_unknowable"


class NameMap(Protocol):
    """Maps names of a found cast to those of the annotated one (the metric that comes with the corpora does)."""

    def gold_alias_index(self, chars: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """The annotated character that each name and alias means."""
        ...

    def map_by_alias(
        self, pchars: Sequence[Mapping[str, Any]], speakers: Sequence[str], idx: Mapping[str, str]
    ) -> dict[str, str | None]:
        """The annotated character that each found one is, by its names; None where none is."""
        ...


def story_of(text: str, title: str) -> Story:
    """A story of one section, paragraphs parted by blank lines."""
    blocks = []
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        heading = _HEADING.fullmatch(stripped.split("\n")[0]) and len(stripped) < 90
        blocks.append(
            Block(
                start, start + len(stripped), BlockKind.HEADING if heading else BlockKind.PARAGRAPH, 1 if heading else 0
            )
        )
    return Story(title, "", "en", text, (Section(title, 0, len(text), SectionRole.CHAPTER),), tuple(blocks))


@dataclass(slots=True)
class _Catch:
    """An attributor that keeps what it is shown."""

    book: AttributionInput | None = None

    def attribute(self, book: AttributionInput) -> tuple[Attribution, ...]:
        self.book = book
        return (Attribution(None, 0.0, ""),) * len(book.spans)


def book_of(text: str, title: str) -> AttributionInput:
    """What an attributor is shown of a text: own quotations, own cast."""
    return shown_of(story_of(text, title))


def shown_of(story: Story) -> AttributionInput:
    """What an attributor is shown of a story: own quotations, own cast."""
    catch = _Catch()
    tag_story(story, attributor=catch)
    assert catch.book is not None
    return catch.book


def true_cast(book: AttributionInput, gold: Mapping[str, Any]) -> AttributionInput:
    """The book with the annotated characters instead of those that were found; who tells it stays as found."""
    people = [_character(annotated) for annotated in gold["characters"] if not annotated["name"].startswith("_")]
    forms = _forms(people)
    mentions = tuple(_mentions(book, forms))
    narrator: int | None = None
    if book.cast.narrator is not None:
        told = book.cast.people[book.cast.narrator]
        narrator = next((forms[key] for name in (told.name, *told.aliases) if (key := name_key(name)) in forms), None)
        if narrator is None:
            narrator = len(people)
            people.append(Character("I", ("I",)))
    return replace(book, cast=People(tuple(people), forms, mentions, narrator))


def _character(annotated: Mapping[str, Any]) -> Character:
    gender = {"F": Gender.FEMALE, "M": Gender.MALE}.get(str(annotated["gender"])[:1].upper())
    return Character(annotated["name"], tuple(annotated["aliases"]), gender)


def _forms(people: Sequence[Character]) -> dict[str, int]:
    """Whom each name means, as names are looked up."""
    forms: dict[str, int] = {}
    parts: dict[str, set[int]] = defaultdict(set)
    for index, person in enumerate(people):
        for name in (person.name, *person.aliases):
            key = name_key(name)
            forms.setdefault(key, index)
            forms.setdefault(described_key(name), index)
            for word in (key.split()[0], key.split()[-1]) if key else ():
                if word not in TITLES:
                    parts[word].add(index)
    for word, whose in parts.items():
        # A first or last name that only one of them has is theirs, whether the annotation lists it or not.
        if len(whose) == 1:
            forms.setdefault(word, *whose)
    return forms


def _mentions(book: AttributionInput, forms: Mapping[str, int]) -> Iterator[Mention]:
    """Where the names stand in the text."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    names = re.compile(r"\b(?:" + "|".join(_pattern(form) for form in longest) + r")\b", re.I)
    begins = [span.start for span in book.spans]
    for match in names.finditer(book.flat):
        person = forms.get(name_key(match.group()))
        if person is not None and (match.group()[0].isupper() or " " in match.group()):
            at = bisect_right(begins, match.start()) - 1
            yield Mention(match.start(), match.end(), person, at >= 0 and match.start() < book.spans[at].end)


def _pattern(form: str) -> str:
    return r"\.? +".join(re.escape(word) for word in form.split())


def speakers(cast: People, gold: Mapping[str, Any], metric: NameMap) -> dict[int, str]:
    """Which annotated character each person of the cast is, by their names."""
    names = [{"name": p.name, "aliases": [a for a in p.aliases if a != "I"]} for p in cast.people]
    found = metric.map_by_alias(names, [p.name for p in cast.people], metric.gold_alias_index(gold["characters"]))
    return {i: name for i, p in enumerate(cast.people) if (name := found.get(p.name))}


def gold_of(book: AttributionInput, turns: Sequence[Turn], gold: Mapping[str, Any]) -> list[str | None]:
    """Who speaks each turn by the annotation (most of its characters); None where it names nobody."""
    spans = sorted((a, b, q["speaker"]) for q in gold["quotes"] for a, b in q["spans"])
    starts = [span[0] for span in spans]
    result: list[str | None] = []
    for turn in turns:
        said: Counter[str] = Counter()
        for index in turn.spans:
            start, end = book.spans[index].start, book.spans[index].end
            at = max(0, bisect_right(starts, start) - 1)
            while at < len(spans) and spans[at][0] < end:
                overlap = min(end, spans[at][1]) - max(start, spans[at][0])
                if overlap > 2:
                    said[spans[at][2]] += overlap
                at += 1
        best = said.most_common(1)
        result.append(best[0][0] if best and best[0][0] != _UNKNOWN else None)
    return result


def persons_of(
    book: AttributionInput, turns: Sequence[Turn], gold: Mapping[str, Any], metric: NameMap
) -> tuple[list[str | None], list[frozenset[int]]]:
    """Who speaks each turn: by the annotation, and of the cast.

    Of the cast several where it has somebody twice, nobody where it lacks them. The teller of a first-person book is
    whoever the annotation lets say what is tagged "I said".
    """
    said = gold_of(book, turns, gold)
    names = speakers(book.cast, gold, metric)
    narrator = book.cast.narrator
    if narrator is not None and narrator not in names:
        own = Counter(s for s, turn in zip(said, turns, strict=True) if s and turn.tag and turn.tag.subject == "I")
        if own:
            names[narrator] = own.most_common(1)[0][0]
    people: dict[str, set[int]] = defaultdict(set)
    for person, name in names.items():
        people[name].add(person)
    return said, [frozenset(people.get(name, ())) if name else frozenset() for name in said]
