"""Which names are one person's: "Mr. Darcy" and "Darcy" are, "Mr. Bennet" and "Mrs. Bennet" never.

Full names come first, then titled surnames, then single names: each joins the one person it fits, or is somebody new.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from script.model import Character, Gender
from script.people.names.genders_of_names import gender_of_forms
from script.people.names.name_forms import Form, Person, title_gender
from script.quotations.speech_words import (
    GIVEN_GENDER,
    NICKNAMES,
    SAME_TITLE,
    TITLES,
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
_SAME_MAN = word_set("mr dr inspector detective professor reverend")
"""Titles that one man may bear by turns: "Mr." where he is a guest, "Doctor" at a bedside."""
_ORDER = {"miss": 0, "mr": 1, "mrs": 2}
_OTHER_WORLDS = word_set("sir lady king queen prince princess saint")
"""Titles whose bearers are never called by the first name alone."""
_CHANCE, _CHANCES = 1.0, 0.25
"""Signs that two names are two people's which one person's may show: at most, and more of names that stand often."""
_MENS = word_set(
    """mr captain colonel general major lieutenant sergeant corporal admiral commodore
    inspector detective judge constable reverend dr professor president commander chief sheriff squire deputy
    superintendent"""
)
"""Titles that one man may bear by turns, as the talk is."""
_KIN = word_set("aunt uncle cousin")
"""What relatives call somebody, beside whatever else they are called."""
_CALLED = word_set("mother father granny grandma nurse")
"""What an old woman or a priest is called before the surname."""
_FULL_SHARE = 0.05
"""How often, beside the surname, a full name must stand to be the name that is shown."""
_RARE = 0.05
"""How often, beside the name, a title must stand with it to be somebody else's."""
_BOTH = 0.4
"""How often, beside the one, the narration uses the other of two names that it uses side by side."""
_SPEAKS = 5
"""Tags from which on the narration has its own way to call somebody."""


def _count(person: Person) -> int:
    return person.count


def dominant(people: Iterable[Person], size: Callable[[Person], int] = _count) -> Person | None:
    """The one who is named at least three times as often as any other (by `size`, where given), or None."""
    ranked = sorted({id(p): p for p in people}.values(), key=lambda p: -size(p))
    if ranked and (len(ranked) == 1 or size(ranked[0]) >= 3 * size(ranked[1])):
        return ranked[0]
    return None


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


class _Joining:
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

    def _add(self, form: Form, first: str = "", last: str = "") -> None:
        person = Person([form], {form.title} - {""}, first, last)
        self.people.append(person)
        if first:
            self.by_first[first].append(person)
        if last:
            self.by_last[last].append(person)

    def _gender(self, person: Person) -> Gender | None:
        """As far as it's told before names are joined, by all that is surely the person's."""
        forms = person.forms
        bare = self.by_key.get(person.first)
        if bare and bare not in forms and self.by_first[person.first] == [person]:
            forms = [*forms, bare]
        return gender_of_forms(forms, person.first)

    def _fits(self, person: Person, title: str) -> bool:
        """Whether a title may belong to the person: no other title and no other gender known."""
        titles = {title, *person.titles} - _KIN
        if len(titles) > 1 and title not in person.titles and not titles <= _SAME_MAN | {"master"}:
            return False
        gender, own = title_gender(title), self._gender(person)
        return gender is None or own is None or gender is own

    def _are_two(self, person: Person, form: Form) -> bool:
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
        return signs > _CHANCE + _CHANCES * math.sqrt(min(count, called))

    def one_surname(self) -> None:
        """Joins "Captain Hallet" and "Hallet", "Mr. Fogg" and "Phileas Fogg": people of one surname whom nothing tells
        apart, where there is no third whom either may be."""
        for last in sorted(self.by_last):
            for full in (False, True):
                for person in sorted(self._bearers(last, full=False), key=lambda p: p.count):
                    self._join_one_of(person, [p for p in self._bearers(last, full=full) if p is not person])

    def _bearers(self, last: str, *, full: bool) -> list[Person]:
        """Who have this surname: those whose first name is told, or else those of whom it isn't."""
        people = (p for p in self.people if last in (p.last, *(form.key for form in p.forms)))
        return [p for p in people if (bool(p.first) and p.first != last) is full]

    def _join_one_of(self, person: Person, others: Sequence[Person]) -> None:
        fitting = [p for p in others if self._may_be(person, p)]
        fit = dominant(fitting)
        if fit and (len(fitting) == 1 or not _both_speak(person, fit)):
            self._merge(person, fit)

    def open_pairs(self) -> Iterable[tuple[int, int, str]]:
        """Those of one surname, of whom one has no other name, whom nothing tells apart and nothing joins."""
        place = {id(person): index for index, person in enumerate(self.people)}
        for last in sorted(self.by_last):
            for one, other in combinations(self.by_last[last], 2):
                if bool(one.first) != bool(other.first) and self._could_be(one, other):
                    first, second = sorted((place[id(one)], place[id(other)]))
                    yield first, second, f'both are called "{last.title()}"'

    def _may_be(self, one: Person, other: Person) -> bool:
        """Whether two are as good as one; a lady and her daughter may both speak beside each other."""
        lady = "mrs" in one.titles ^ other.titles
        return self._could_be(one, other) and not (lady and _both_speak(one, other))

    def _could_be(self, one: Person, other: Person) -> bool:
        """Whether nothing speaks against two being one: no titles, no genders, no signs that they are two."""
        titles = (one.titles | other.titles) - _KIN - _CALLED
        # One man may be "Mr." and "Captain"; a captain and a general are two.
        ranks = titles - {"mr"}
        if len(titles) > 1 and not (titles <= _MENS and (len(ranks) < 2 or ranks <= _SAME_MAN)):
            return False
        if any(form.of_husband for form in (*one.forms, *other.forms)):
            return False
        if any(self._told_apart(p, form) for p, q in ((one, other), (other, one)) for form in q.forms if form.title):
            return False
        genders = {self._gender(one), self._gender(other)}
        if None in genders or len(genders) > 1:
            return False
        return not any(self._are_two(one, form) for form in other.forms)

    def _merge(self, one: Person, other: Person) -> None:
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

    def elders(self) -> None:
        """ "Hale Senior" is told by the word from the one who is called the same."""
        for form in self.forms:
            if form.generation == "senior":
                self.people.append(Person([form], {form.title} - {""}))
        self.forms = [form for form in self.forms if form.generation != "senior"]

    def full_names(self) -> None:
        full = [form for form in self.forms if len(form.rest) >= 2 and not form.of_husband]
        for form in sorted(full, key=lambda f: (-f.count, f.key)):
            first, last = form.rest[0], form.rest[-1]
            same = [p for p in self.by_last[last] if self._is_short_for(p, form) and self._may_take(p, form)]
            if not same:
                longer = (p for p in self.by_first[first] if any(_begins(form, own) for own in p.forms))
                same = [p for p in longer if self._may_take(p, form)]
            if len(same) == 1:
                same[0].take(form)
                if same[0] not in self.by_first[first]:
                    self.by_first[first].append(same[0])
            else:
                self._add(form, first, last)

    def _may_take(self, person: Person, form: Form) -> bool:
        return (not form.title or self._fits(person, form.title)) and not self._are_two(person, form)

    def _is_short_for(self, person: Person, form: Form) -> bool:
        """Whether a full name has the person's first name, as it is or shortened."""
        first = form.rest[0]
        if person.first == first:
            return True
        if not (_same_first(person.first, first) and form.title in _COMMON_TITLES and person.titles <= _COMMON_TITLES):
            return False
        bare = self.by_key.get(first)
        genders = {self._gender(person), gender_of_forms([form, *([bare] if bare else [])], first)} - {None}
        return len(genders) < 2 and not self._two_generations(person.first, first, form.rest[-1])

    def _two_generations(self, one: str, other: str, last: str) -> bool:
        """Whether the narration lets both "Tom" and "Mr. Gradgrind" speak: then Tom is no short name of Thomas
        Gradgrind but his son."""
        short = one if NICKNAMES.get(one) == other else other if NICKNAMES.get(other) == one else ""
        return bool(short) and min(self.titled_speaks[last], self.speaks[short]) >= _SPEAKS

    def titled(self) -> None:
        titled = [form for form in self.forms if form.title and len(form.rest) == 1 and not form.of_husband]
        for form in sorted(titled, key=lambda f: (_ORDER.get(f.title, 3), -f.count, f.key)):
            name = form.rest[0]
            family = [
                p for p in self.by_last[name] if p.first and self._fits(p, form.title) and not self._told_apart(p, form)
            ]
            if form.title in ("lady", "sir"):
                family = []
            if form.title == "mrs":
                family = [p for p in family if self._may_be_wife(p, form)]
            if len(family) > 1:
                # Who is "Charles" to the narration isn't its "Mr. Wilcox" as well, where there are several.
                named = [p for p in family if form.title != "mr" or self.speaks[p.first] < _SPEAKS]
                family = [p for p in named if form.title in p.titles] or family
            if len(family) == 1 and self._is_namesake(family[0], form):
                family = []
            given = (
                [p for p in self.by_first[name] if self._fits(p, form.title)]
                if form.title in _FIRST_NAME_TITLES or not family
                else []
            )
            hits = [p for p in family or given or self._same_man(form) if not self._are_two(p, form)]
            hit = hits[0] if len(hits) == 1 else None if family else dominant(hits)
            if hit:
                hit.take(form)
            elif (form.title in _FIRST_NAME_TITLES - {"miss", "master"} and name in GIVEN_GENDER) or (
                self.by_first[name] and not self.by_last[name]
            ):
                self._add(form, first=name)
            else:
                self._add(form, last=name)

    def _may_be_wife(self, person: Person, form: Form) -> bool:
        """Whether "Mrs. Hale" may be "Anna Hale", rather than her mother: a woman, as far as pronouns and names tell,
        whom the narration doesn't let speak under either name as the talk is."""
        if "mrs" in person.titles:
            return True  # "Mrs. Anna Hale"
        if self._gender(person) is not Gender.FEMALE:
            return False
        tags = sum(own.tags for own in person.forms) + self.speaks[person.first]
        return not _both(tags, form.tags)

    def _same_man(self, form: Form) -> list[Person]:
        """ "Mr. Losberne" for "Doctor Losberne", where nobody else of the name is known."""
        if form.title not in _SAME_MAN:
            return []
        return [p for p in self.by_last[form.rest[0]] if not p.first and p.titles and p.titles <= _SAME_MAN]

    def _is_namesake(self, person: Person, form: Form) -> bool:
        """Whether a full name that hardly ever stands, beside a titled surname that often does, is another's: a
        relative's, or one from before a marriage."""
        full = sum(f.count for f in person.forms if len(f.rest) >= 2)
        if form.title == "mrs" and full + self.alone[person.first] <= 2:
            return True
        return full <= 2 and full < 0.02 * form.count

    def _told_apart(self, person: Person, form: Form) -> bool:
        """Whether "Mr. John Knightley" is said so often, to tell him from "Mr. Knightley", that they are two people; or
        "Miss Lydia" tells her from her sister "Miss Bennet".

        Where a bare "Daisy" or "Mrs. Rachel" says as much, "Miss Daisy Miller" is only her full name."""
        titled = sum(f.count for f in person.forms if f.title == form.title and len(f.rest) >= 2)
        sisters = [p for p in self.by_last[person.last] if p.first and self._gender(p) is not Gender.MALE]
        if form.title == "miss" and len(sisters) > 1 and f"miss {person.first}" in self.by_key:
            return True  # A younger sister is "Miss Lydia", the eldest "Miss Bennet".
        if titled < 4 or form.count < 4 * titled:
            return False
        eldest = form.title == "miss" and len(sisters) == 1
        return not (eldest or form.title in ("mrs", "master")) or self.alone[person.first] <= 2 * titled

    def wives(self) -> None:
        """Gives "Mrs. John Dashwood" to the only "Mrs. Dashwood", unless it's said so often as to tell them apart."""
        for form in sorted((f for f in self.forms if f.of_husband), key=lambda f: (-f.count, f.key)):
            first, last = form.rest[0], form.rest[-1]
            same = [p for p in self.people if "mrs" in p.titles and any(f.rest[0] == first for f in p.forms)]
            if not same and len(form.rest) > 1 and form.count < 4:
                same = [p for p in self.by_last[last] if p.titles == {"mrs"} and not p.first]
            if len(same) == 1:
                same[0].take(form)
            else:
                self._add(form, last=last if len(form.rest) > 1 else "")

    def single_names(self) -> None:
        single = [form for form in self.forms if len(form.rest) == 1 and not form.title]
        for form in sorted(single, key=lambda f: (f.rest[0] in NICKNAMES or _stem(f) != "", -f.count, f.key)):
            target = self._owner(form)
            if target and not self._are_two(target, form):
                target.forms.append(form)
            else:
                self._add(form, first=form.rest[0])

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
                and gender in (None, self._gender(owners[0]))
                and not self._are_two(owners[0], form)
            ):
                titles = set(owners[0].titles)
                self._merge(person, owners[0])
                owners[0].titles = titles

    def _owner(self, form: Form) -> Person | None:
        """Whose name a single one is: first name, surname, rank, short name or pet name."""
        name = form.rest[0]
        if name in _RANK_KEYS:
            return dominant(p for p in self.people if name in p.titles)
        target = self._by_first_name(form) if self.by_first[name] else self._of_family(form)
        if target is None and name in NICKNAMES:
            target = dominant(p for p in self.by_first[NICKNAMES[name]] if p.titles <= {"miss", "mr", "mrs"})
            if target and self._two_generations(name, NICKNAMES[name], target.last):
                target = None
        if target is None and not form.tags:
            target = self._diminished(form)
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
            and (gender is None or self._gender(person) in (None, gender))
        )

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
        target = dominant(p for p in family if "mr" in p.titles or not p.titles) or dominant(family)
        if target is None and family:
            target = max(family, key=lambda p: p.count)
        acts = form.tags + form.acts >= 2
        if acts and target and not target.first and {title_gender(t) for t in target.titles} == {Gender.FEMALE}:
            # Narration that lets a bare surname act means the man of the family, not "Mrs. Braddocks".
            return None
        return target


def _both(one: int, other: int) -> bool:
    """Whether the narration lets people speak by two names as much as if they were two people's."""
    fewer, more = sorted((one, other))
    return fewer > 1 and fewer >= _BOTH * more


def _both_speak(one: Person, other: Person) -> bool:
    return _both(sum(form.tags for form in one.forms), sum(form.tags for form in other.forms))


def _bare(key: str) -> str:
    """A name without "Mr."; other titles tell people apart."""
    return key.removeprefix("mr ")


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


def _shown(form: Form) -> str:
    """A form as the story mostly writes it, in capitals only where it never does otherwise."""
    written = Counter({name: count for name, count in form.shown.items() if not name.isupper()}) or form.shown
    best = written.most_common(1)[0][0]
    if best.startswith("the ") and " " not in form.key and form.key not in TITLES:
        bare = form.shown.get(best[4:], 0)
        if bare * 3 >= form.shown[best]:
            best = best[4:]
    return best


def character_of(person: Person) -> Character:
    """The person under the commonest name, the others as aliases.

    Somebody mostly called by a surname is shown by the full name, where that's told often enough to be known: others
    may share the surname."""

    def weight(form: Form) -> tuple[float, str]:
        return -(form.count + 6 * form.tags + 0.5 * (len(form.rest) + bool(form.title))), form.key

    forms = sorted(person.forms, key=weight)
    if person.first and len(forms[0].rest) == 1 and forms[0].rest[0] == person.last:
        full = [form for form in forms if len(form.rest) >= 2]
        if sum(form.count for form in full) >= max(2.0, _FULL_SHARE * person.count):
            forms = [full[0], *(form for form in forms if form is not full[0])]
    names = list(dict.fromkeys(_shown(form) for form in forms))
    return Character(names[0], tuple(names[1:]))
