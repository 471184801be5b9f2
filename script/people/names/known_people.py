"""People by the names that are surely theirs, while names are joined; and what tells that two names are one person's,
or that they can't be."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Set

from script.model import Gender
from script.people.names.genders_of_names import gender_of_forms
from script.people.names.name_forms import Form, Person, title_gender
from script.quotations.speech_words import NICKNAMES, SAME_KIN, word_set

SAME_MAN = word_set("mr dr inspector detective professor reverend")
"""Titles that one man may bear by turns: "Mr." where he is a guest, "Doctor" at a bedside."""
_CHANCE, _CHANCES = 0.5, 0.3
"""Signs that two names are two people's which one person's may show: at most, and more of names that stand often."""
_OWN_CHANCE, _OWN_CHANCES = 1.0, 0.25
"""The same of a bare surname, and of names that have a first name in common, or its short form: these are rather one
person's."""
_MENS = word_set(
    """mr captain colonel general major lieutenant sergeant corporal admiral commodore
    inspector detective judge constable reverend dr professor president commander chief sheriff squire deputy
    superintendent"""
)
"""Titles that one man may bear by turns, as the talk is."""
_KIN = {word for word, kin in SAME_KIN.items() if kin in ("aunt", "uncle", "grandfather")} | {"cousin"}
"""What relatives call somebody, beside whatever else they are called."""
RELATIVES = _KIN | {word for word, kin in SAME_KIN.items() if kin == "grandmother"}
"""Titles that tell who bears them from others of the surname: of another generation or house than those who say so."""
_CALLED = word_set("mother father granny grandma nurse")
"""What an old woman or a priest is called before the surname."""
_BOTH = 0.4
"""How often, beside the one, the narration uses the other of two names that it uses side by side."""
_TITLED = 0.1
"""How often, beside the full name without a title, the full name with it stands to tell somebody from another."""
_COUPLE = 2
"""People of a surname: where there are more, it's a family."""
SPEAKS = 5
"""Tags from which on the narration has its own way to call somebody."""


def _count(person: Person) -> int:
    return person.count


def dominant(people: Iterable[Person], size: Callable[[Person], int] = _count) -> Person | None:
    """The one who is named at least three times as often as any other (by `size`, where given), or None."""
    ranked = sorted({id(p): p for p in people}.values(), key=lambda p: -size(p))
    if ranked and (len(ranked) == 1 or size(ranked[0]) >= 3 * size(ranked[1])):
        return ranked[0]
    return None


class KnownPeople:
    """The people found so far, by first name and surname, and what is known of the ways to name them."""

    def __init__(self, forms: Iterable[Form], apart: Mapping[frozenset[str], float]) -> None:
        self.forms = list(forms)
        self.apart = apart
        self.people: list[Person] = []
        self.by_first: dict[str, list[Person]] = defaultdict(list)
        self.by_last: dict[str, list[Person]] = defaultdict(list)
        self.by_key = {form.key: form for form in self.forms}
        self.alone: Counter[str] = Counter()
        self.speaks: Counter[str] = Counter()
        self.titled_speaks: Counter[str] = Counter()
        for form in self.forms:
            if len(form.rest) == 1:
                self.alone[form.rest[0]] += form.count
                if not form.title:
                    self.speaks[form.rest[0]] += form.tags
                elif form.title not in ("miss", "master"):
                    self.titled_speaks[form.rest[0]] += form.tags

    def add(self, form: Form, first: str = "", last: str = "") -> None:
        """Makes somebody new of a form."""
        person = Person([form], {form.title} - {""}, first, last)
        self.people.append(person)
        if first:
            self.by_first[first].append(person)
        if last:
            self.by_last[last].append(person)

    def merge(self, one: Person, other: Person) -> None:
        """Gives all that is known of one to the other."""
        other.forms += one.forms
        other.titles |= one.titles
        other.last = other.last or one.last
        self.people.remove(one)
        for index in (self.by_first, self.by_last):
            for people in index.values():
                if one in people:
                    people.remove(one)
        if other.last and other not in self.by_last[other.last]:
            self.by_last[other.last].append(other)

    def gender(self, person: Person) -> Gender | None:
        """As far as it's told before names are joined, by all that is surely the person's."""
        forms = person.forms
        bare = self.by_key.get(person.first)
        if bare and bare not in forms and self.by_first[person.first] == [person]:
            forms = [*forms, bare]
        return gender_of_forms(forms, person.first)

    def fits(self, person: Person, title: str) -> bool:
        """Whether a title may belong to the person: no other title and no other gender known."""
        titles = {title, *person.titles} - _KIN
        if len(titles) > 1 and title not in person.titles and not titles <= SAME_MAN | {"master"}:
            return False
        gender, own = title_gender(title), self.gender(person)
        return gender is None or own is None or gender is own

    def are_two(self, person: Person, form: Form) -> bool:
        """Whether the signs that the person and who is called so are two are more than chance brings."""
        keys = {own.key for own in person.forms}
        count = person.count
        if person.first not in keys and self.by_first[person.first] == [person]:
            # Who alone has this first name is whoever is called by it.
            keys.add(person.first)
            count += self.alone[person.first]
        called = form.count
        names = [form.key]
        if (bare := self.by_key.get(_bare(form.key))) and bare is not form and bare not in person.forms:
            # Who is "Hale" is "Mr. Hale" as well.
            names.append(bare.key)
            called += bare.count
        signs = sum(
            # Narration is free with "Mr. Hale" and "Hale": these are as good as one name.
            self.apart.get(frozenset((key, name)), 0) / (3 if _bare(key) == _bare(name) else 1)
            for key in sorted(keys)
            for name in names
        )
        chance, chances = (_OWN_CHANCE, _OWN_CHANCES) if _is_free(person, form) else (_CHANCE, _CHANCES)
        return signs > chance + chances * math.sqrt(min(count, called))

    def told_apart(self, person: Person, form: Form) -> bool:
        """Whether "Mr. John Knightley" is said so often, to tell him from "Mr. Knightley", that they are two people; or
        "Miss Lydia" tells her from her sister "Miss Bennet".

        Where a bare "Daisy" or "Mrs. Rachel" says as much, "Miss Daisy Miller" is only her full name."""
        sisters = self.sisters(person) if form.title == "miss" else []
        if len(sisters) > 1 and f"miss {person.first}" in self.by_key:
            return True  # A younger sister is "Miss Lydia", the eldest "Miss Bennet".
        titled = sum(f.count for f in person.forms if f.title == form.title and len(f.rest) >= 2)
        full = sum(f.count for f in person.forms if not f.title and len(f.rest) >= 2)
        if titled < max(4.0, _TITLED * full) or form.count < 4 * titled:
            return False
        eldest = len(sisters) == 1
        return not (eldest or form.title in ("mrs", "master")) or self.alone[person.first] <= 2 * titled

    def sisters(self, person: Person) -> list[Person]:
        """Those of one surname, the person among them, who may be women."""
        return [p for p in self.by_last[person.last] if p.first and self.gender(p) is not Gender.MALE]

    def could_be(self, one: Person, other: Person) -> bool:
        """Whether nothing speaks against two being one: no titles, no genders, no signs that they are two."""
        titles = (one.titles | other.titles) - _KIN - _CALLED
        if len(titles) > 1 and not of_one_man(titles):
            return False
        if any(form.of_husband for form in (*one.forms, *other.forms)) or self._is_relative(one, other):
            return False
        if any(self.told_apart(p, form) for p, q in ((one, other), (other, one)) for form in q.forms if form.title):
            return False
        genders = {self.gender(one), self.gender(other)}
        if None in genders or len(genders) > 1:
            return False
        return not any(self.are_two(one, form) for form in other.forms)

    def _is_relative(self, one: Person, other: Person) -> bool:
        """Whether one of two is known by kinship and the surname alone, "Grandma Hale": that is none of the others of
        the family, be they told by first names or as many as to need telling apart."""
        for relative, person in ((one, other), (other, one)):
            if relative.titles and relative.titles <= RELATIVES and not relative.first:
                return bool(person.first) or len(self.by_last[relative.last]) > 2
        return False

    def may_be(self, one: Person, other: Person) -> bool:
        """Whether two are as good as one; a lady and her daughter may both speak beside each other."""
        lady = "mrs" in one.titles ^ other.titles
        tags, others = (sum(form.tags for form in person.forms) for person in (one, other))
        return self.could_be(one, other) and not (lady and self.both_of_family(tags, others, one.last or other.last))

    def both_of_family(self, one: int, other: int, last: str) -> bool:
        """Whether the narration lets a lady and her namesake both speak as two do: where others have the surname,
        "Anna" is a daughter rather than "Mrs. Hale", be it once."""
        once = min(one, other) == 1 and len(self.by_last[last]) > _COUPLE
        return both(one + once, other + once)

    def two_generations(self, one: str, other: str, last: str) -> bool:
        """Whether the narration lets both "Tom" and "Mr. Gradgrind" speak: then Tom is no short name of Thomas
        Gradgrind but his son."""
        short = one if NICKNAMES.get(one) == other else other if NICKNAMES.get(other) == one else ""
        return bool(short) and min(self.titled_speaks[last], self.speaks[short]) >= SPEAKS


def _is_free(person: Person, form: Form) -> bool:
    """Whether a name is one that narration is free to call somebody by beside another: a bare surname, or the first
    name, as it is or shortened."""
    first = form.rest[0]
    if not form.title and form.rest == (person.last,):
        return True
    return bool(person.first) and NICKNAMES.get(first, first) == NICKNAMES.get(person.first, person.first)


def of_one_man(titles: Set[str]) -> bool:
    """Whether one man may bear these titles: "Mr." and "Captain"; a captain and a general are two."""
    ranks = titles - {"mr"}
    return titles <= _MENS and (len(ranks) < 2 or ranks <= SAME_MAN)


def both(one: int, other: int) -> bool:
    """Whether the narration lets people speak by two names as much as if they were two people's."""
    fewer, more = sorted((one, other))
    return fewer > 1 and fewer >= _BOTH * more


def both_speak(one: Person, other: Person) -> bool:
    """Whether the narration lets two speak as much as if they were two people."""
    return both(sum(form.tags for form in one.forms), sum(form.tags for form in other.forms))


def _bare(key: str) -> str:
    """A name without "Mr."; other titles tell people apart."""
    return key.removeprefix("mr ")
