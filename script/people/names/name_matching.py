"""Which names are one person's: "Mr. Darcy" and "Darcy" are, "Mr. Bennet" and "Mrs. Bennet" never.

Full names come first, then titled surnames, then single names: each joins the one person it fits, or is somebody new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from script.model import Gender
from script.people.names.genders_of_names import gender_of_forms
from script.people.names.known_people import RELATIVES, SAME_MAN, SPEAKS, KnownPeople, both_speak, dominant, of_one_man
from script.people.names.name_forms import Form, Person, title_gender
from script.quotations.speech_words import (
    GIVEN_GENDER,
    NICKNAMES,
    SAME_TITLE,
    word_set,
)

RANKS = word_set(
    """professor doctor captain colonel general major lieutenant sergeant corporal admiral commodore inspector detective
    judge constable bishop reverend squire count countess baron baroness duke duchess earl marquis marchioness viscount
    king queen prince princess emperor empress sultan rabbi friar abbe brigadier parson deacon president commander"""
)
"""Titles that stand alone for the one who bears them."""
_RANK_KEYS = frozenset(SAME_TITLE.get(rank, rank) for rank in RANKS)
_FIRST_NAME_TITLES = word_set(
    """sir lady aunt uncle cousin miss master father sister brother king queen prince princess saint mother
    dame don nurse"""
)
_COMMON_TITLES = frozenset({"", "mr", "mrs", "miss", "master", "dr"})
_ORDER = {"miss": 0, "mr": 1, "mrs": 2}
_OTHER_WORLDS = word_set("sir lady king queen prince princess saint")
"""Titles whose bearers are never called by the first name alone."""
_RARE = 0.05
"""How often, beside the name, a title must stand with it to be somebody else's."""


@dataclass(frozen=True, slots=True)
class Joined:
    """People by their names, and which two of them may be one: (index, index, why)."""

    people: tuple[Person, ...]
    perhaps_one: tuple[tuple[int, int, str], ...]


def join_forms(forms: Iterable[Form], apart: Mapping[frozenset[str], float] = MappingProxyType({})) -> Joined:
    """People from ways to name them. `apart`: how many signs there are that two names (by key) are two people's."""
    joining = _Joining(forms, apart)
    joining.elders()
    joining.full_names()
    joining.titled()
    joining.wives()
    joining.single_names()
    joining.rare_titles()
    joining.one_surname()
    return Joined(tuple(joining.people), tuple(joining.open_pairs()))


class _Joining(KnownPeople):
    """The steps in which names are joined."""

    def elders(self) -> None:
        """ "Hale Senior" is told by the word from the one who is called the same."""
        for form in self.forms:
            if form.generation == "senior":
                self.people.append(Person([form], {form.title} - {""}))
        self.forms = [form for form in self.forms if form.generation != "senior"]

    def full_names(self) -> None:
        """Names with a first name and a surname, the commonest first."""
        full = [form for form in self.forms if len(form.rest) >= 2 and not form.of_husband]
        for form in sorted(full, key=lambda f: (-f.count, f.key)):
            same = self._of_full_name(form)
            if len(same) == 1:
                same[0].take(form)
                if same[0] not in self.by_first[form.rest[0]]:
                    self.by_first[form.rest[0]].append(same[0])
            else:
                self.add(form, form.rest[0], form.rest[-1])

    def _of_full_name(self, form: Form) -> list[Person]:
        """Whose full name it may be: of those of this surname, else of those whose name begins with it."""
        first, last = form.rest[0], form.rest[-1]
        same = [p for p in self.by_last[last] if self._is_short_for(p, form) and self._may_take(p, form)]
        if same:
            return same
        longer = (p for p in self.by_first[first] if any(_begins(form, own) for own in p.forms))
        return [p for p in longer if self._may_take(p, form)]

    def _may_take(self, person: Person, form: Form) -> bool:
        same = person.first == form.rest[0] and of_one_man({form.title, *person.titles})
        return (not form.title or same or self.fits(person, form.title)) and not self.are_two(person, form)

    def _is_short_for(self, person: Person, form: Form) -> bool:
        """Whether a full name has the person's first name, as it is or shortened."""
        first = form.rest[0]
        if person.first == first:
            return True
        if not (_same_first(person.first, first) and form.title in _COMMON_TITLES and person.titles <= _COMMON_TITLES):
            return False
        bare = self.by_key.get(first)
        genders = {self.gender(person), gender_of_forms([form, *([bare] if bare else [])], first)} - {None}
        return len(genders) < 2 and not self.two_generations(person.first, first, form.rest[-1])

    def titled(self) -> None:
        """Titled surnames and first names: "Mr. Darcy", "Miss Bennet", "Aunt Anna"."""
        titled = [form for form in self.forms if form.title and len(form.rest) == 1 and not form.of_husband]
        for form in sorted(titled, key=lambda f: (_ORDER.get(f.title, 3), -f.count, f.key)):
            if hit := self._titled_so(form):
                hit.take(form)
            elif self._titles_first_name(form):
                self.add(form, first=form.rest[0])
            else:
                self.add(form, last=form.rest[0])

    def _titled_so(self, form: Form) -> Person | None:
        """Who is meant by a title with one name: by the surname, by the first name, or by another title."""
        family = self._family_of(form)
        given = [p for p in self.by_first[form.rest[0]] if self.fits(p, form.title)]
        hits = [p for p in family or given or self._same_man(form) if not self.are_two(p, form)]
        if len(hits) == 1:
            return hits[0]
        return None if family else dominant(hits)

    def _family_of(self, form: Form) -> list[Person]:
        """Those with a first name whom a titled surname may mean."""
        if form.title in ("lady", "sir") or form.title in RELATIVES:
            return []
        family = [p for p in self.by_last[form.rest[0]] if p.first and self._may_be_called(p, form)]
        if len(family) > 1:
            family = [p for p in family if self._bears(p, form.title)] or family
        return [] if len(family) == 1 and self._is_namesake(family[0], form) else family

    def _may_be_called(self, person: Person, form: Form) -> bool:
        """Whether nothing tells that somebody isn't meant by a titled surname."""
        if not self.fits(person, form.title) or self.told_apart(person, form):
            return False
        return form.title != "mrs" or self._may_be_wife(person, form)

    def _bears(self, person: Person, title: str) -> bool:
        """Whether somebody has a title, beside others of the surname. Who is "Charles" to the narration isn't its "Mr.
        Wilcox" as well."""
        return title in person.titles and (title != "mr" or self.speaks[person.first] < SPEAKS)

    def _may_be_wife(self, person: Person, form: Form) -> bool:
        """Whether "Mrs. Hale" may be "Anna Hale", rather than her mother: a woman, as far as pronouns and names tell,
        whom the narration doesn't let speak under either name as the talk is."""
        if "mrs" in person.titles:
            return True  # "Mrs. Anna Hale"
        if self.gender(person) is not Gender.FEMALE:
            return False
        tags = sum(own.tags for own in person.forms) + self.speaks[person.first]
        return not self.both_of_family(tags, form.tags, person.last)

    def _is_namesake(self, person: Person, form: Form) -> bool:
        """Whether a full name that hardly ever stands, beside a titled surname that often does, is another's: a
        relative's, or one from before a marriage."""
        full = sum(f.count for f in person.forms if len(f.rest) >= 2)
        if form.title == "mrs" and full + self.alone[person.first] <= 2:
            return True
        return full <= 2 and full < 0.02 * form.count

    def _same_man(self, form: Form) -> list[Person]:
        """ "Mr. Losberne" for "Doctor Losberne", where nobody else of the name is known."""
        if form.title not in SAME_MAN:
            return []
        return [p for p in self.by_last[form.rest[0]] if not p.first and p.titles and p.titles <= SAME_MAN]

    def _titles_first_name(self, form: Form) -> bool:
        """Whether the name behind a title is a first name: "Aunt Anna"."""
        name = form.rest[0]
        if form.title in _FIRST_NAME_TITLES - {"miss", "master"} and name in GIVEN_GENDER:
            return True
        return bool(self.by_first[name]) and not self.by_last[name]

    def wives(self) -> None:
        """Gives "Mrs. John Dashwood" to the only "Mrs. Dashwood", unless it's said so often as to tell them apart."""
        for form in sorted((f for f in self.forms if f.of_husband), key=lambda f: (-f.count, f.key)):
            same = self._wives_of(form)
            if len(same) == 1:
                same[0].take(form)
            else:
                self.add(form, last=form.rest[-1] if len(form.rest) > 1 else "")

    def _wives_of(self, form: Form) -> list[Person]:
        first, last = form.rest[0], form.rest[-1]
        same = [p for p in self.people if "mrs" in p.titles and any(f.rest[0] == first for f in p.forms)]
        if same or len(form.rest) == 1 or form.count >= 4:
            return same
        return [p for p in self.by_last[last] if p.titles == {"mrs"} and not p.first]

    def single_names(self) -> None:
        """First names and surnames alone, ranks and pet names, the commonest first."""
        single = [form for form in self.forms if len(form.rest) == 1 and not form.title]
        for form in sorted(single, key=lambda f: (f.rest[0] in NICKNAMES or _stem(f) != "", -f.count, f.key)):
            target = self._owner(form)
            if target and not self.are_two(target, form):
                target.forms.append(form)
            else:
                self.add(form, first=form.rest[0])

    def _owner(self, form: Form) -> Person | None:
        """Whose name a single one is: first name, surname, rank, short name or pet name."""
        name = form.rest[0]
        if name in _RANK_KEYS:
            return dominant(p for p in self.people if name in p.titles)
        target = self._by_first_name(form) if self.by_first[name] else self._of_family(form)
        if target is None and name in NICKNAMES:
            target = dominant(p for p in self.by_first[NICKNAMES[name]] if p.titles <= {"miss", "mr", "mrs"})
            if target and self.two_generations(name, NICKNAMES[name], target.last):
                target = None
        if target is None and not form.tags:
            target = self._diminished(form)
        return target

    def _by_first_name(self, form: Form) -> Person | None:
        """Who is called by the first name alone: not who is always told apart by the surname; else who is named most,
        or has the larger family."""
        name = form.rest[0]
        people = [p for p in self.by_first[name] if not p.titles & _OTHER_WORLDS] or self.by_first[name]

        def full(person: Person) -> int:
            return sum(f.count for f in person.forms if f.rest[0] == name)

        def family(person: Person) -> int:
            return sum(p.count for p in self.by_last[person.last])

        apart = [p for p in people if full(p) > 0.25 * form.count]
        others = [p for p in people if p not in apart and full(p) >= 3]
        if apart and len(others) == 1:
            return others[0]
        return dominant(people, full) or dominant(people, family)

    def _of_family(self, form: Form) -> Person | None:
        family = self.by_last[form.rest[0]]
        told = gender_of_forms([form], "")
        # A bare surname is rather a man's, where no pronoun tells.
        family = [p for p in family if told is None or self.gender(p) in (told, None)] or family
        men = [p for p in family if told is Gender.FEMALE or self.gender(p) is not Gender.FEMALE]
        target = dominant(men) or dominant(p for p in men if "mr" in p.titles or not p.titles) or dominant(family)
        if target is None and family:
            target = max(family, key=lambda p: p.count)
        acts = form.tags + form.acts >= 2
        if acts and target and not target.first and {title_gender(t) for t in target.titles} == {Gender.FEMALE}:
            # Narration that lets a bare surname act means the man of the family, not "Mrs. Braddocks".
            return None
        return target

    def _diminished(self, form: Form) -> Person | None:
        """The one person whose name a pet name shortens."""
        stem = _stem(form)
        gender = GIVEN_GENDER.get(form.rest[0])
        if len(stem) < 3:
            return None
        return dominant(
            person
            for person in self.people
            if any(name.startswith(stem) and name != form.key for name in (person.first, person.last))
            and (gender is None or self.gender(person) in (None, gender))
        )

    def rare_titles(self) -> None:
        """Gives "Princess Sara" and "Lady Winifred", that are hardly ever said, to the only Sara and Winifred."""
        for person in list(self.people):
            form = person.forms[0]
            if len(person.forms) > 1 or not form.title or len(form.rest) != 1:
                continue
            owners = [p for p in self.by_first[form.rest[0]] if any(own.key == form.rest[0] for own in p.forms)]
            gender = title_gender(form.title)
            if (
                len(owners) == 1
                and form.count <= _RARE * owners[0].count
                and gender in (None, self.gender(owners[0]))
                and not self.are_two(owners[0], form)
            ):
                titles = set(owners[0].titles)
                self.merge(person, owners[0])
                owners[0].titles = titles

    def one_surname(self) -> None:
        """Joins "Captain Hallet" and "Hallet", "Mr. Fogg" and "Phileas Fogg": people of one surname whom nothing tells
        apart, where there is no third whom either may be."""
        bearers = _Bearers(self.people)
        for last in sorted(self.by_last):
            for full in (False, True):
                for person in sorted(bearers.of(last, full=False), key=lambda p: p.count):
                    others = [p for p in bearers.of(last, full=full) if p is not person]
                    if fit := self._one_of(person, others):
                        self.merge(person, fit)
                        bearers.merge(person, fit)

    def _one_of(self, person: Person, others: Sequence[Person]) -> Person | None:
        """Who of `others` somebody is, where that is told."""
        fitting = [p for p in others if self.may_be(person, p)]
        fit = dominant(fitting)
        return fit if fit and (len(fitting) == 1 or not both_speak(person, fit)) else None

    def open_pairs(self) -> Iterable[tuple[int, int, str]]:
        """Those of one surname, of whom one has no other name, whom nothing tells apart and nothing joins."""
        place = {id(person): index for index, person in enumerate(self.people)}
        for last in sorted(self.by_last):
            for one, other in combinations(self.by_last[last], 2):
                if bool(one.first) != bool(other.first) and self.could_be(one, other):
                    first, second = sorted((place[id(one)], place[id(other)]))
                    yield first, second, f'both are called "{last.title()}"'


class _Bearers:
    """Who has which surname, in the order of `people`: by it, or by being called nothing else."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._place = {id(person): index for index, person in enumerate(people)}
        self._by_name: dict[str, dict[int, Person]] = defaultdict(dict)
        for person in people:
            self._add(person)

    def _add(self, person: Person) -> None:
        for name in {person.last, *(form.key for form in person.forms)}:
            self._by_name[name][self._place[id(person)]] = person

    def merge(self, one: Person, other: Person) -> None:
        """Gives all that `one` is called to `other`."""
        for name in {one.last, *(form.key for form in one.forms)}:
            self._by_name[name].pop(self._place[id(one)], None)
        self._add(other)

    def of(self, last: str, *, full: bool) -> list[Person]:
        """Who have this surname: those whose first name is told, or else those of whom it isn't."""
        people = (person for _, person in sorted(self._by_name.get(last, {}).items(), key=lambda item: item[0]))
        return [p for p in people if (bool(p.first) and p.first != last) is full]


def _stem(form: Form) -> str:
    """What a pet name shortens: "garn" of "Garny", which people call somebody and hardly anything else; or nothing."""
    name = form.rest[0]
    stem = re.sub(r"(?:ie|ey|y)$", "", name)
    if stem == name or form.vocatives < 0.4 * form.count:
        return ""
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _begins(one: Form, other: Form) -> bool:
    """Whether one name in full is the beginning of the other: "Anna Maria" of "Anna Maria Hale"."""
    shorter, longer = sorted((one.rest, other.rest), key=len)
    return len(shorter) > 1 and longer[: len(shorter)] == shorter


def _same_first(one: str, other: str) -> bool:
    if NICKNAMES.get(one, one) == NICKNAMES.get(other, other):
        return True
    short, full = sorted((one, other), key=len)
    # "J." of John; "Gus" of Gustavus, but not Ann of Anna.
    return full.startswith(short) and (len(short) == 1 or len(short) in range(3, len(full) - 1))
