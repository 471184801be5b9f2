"""The cast: who is in the story, under which names, of which gender.

Names are found by how they are written and used (capitals in mid-sentence, titles, subjects of verbs of saying,
vocatives), then joined: "Mr. Darcy" and "Darcy" are one person, "Mr. Bennet" and "Mrs. Bennet" never are. Descriptions
that speak ("the landlord") and groups ("the crowd") are characters too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from script.model import NARRATOR, Character, Gender
from script.people.name_matching import RANKS, Form, Person, character_of, dominant, join_forms, title_gender
from script.quotations.dialogue_tags import CAP, NAME, Subject, Tag, first_subject, name_key, sentences
from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GENERIC_NOUNS,
    GIVEN_GENDER,
    GROUP_NOUNS,
    NOT_NAMES,
    SAME_TITLE,
    SAY,
    TITLES,
    WEAK_TITLES,
    age_of_words,
    gender_of_noun,
    word_set,
)

_NAME = re.compile(NAME)
_PLACE_BEFORE = word_set("in at near from into through towards toward reach leave left reached")
_PLACE_BEFORE_THE = _PLACE_BEFORE | word_set("on along across over down up round outside inside")
_FAMILY = word_set(
    "father mother mamma mama papa dad daddy mum mummy granny grandma grandpa grandfather grandmother aunt uncle auntie"
)
_SHE_HE = re.compile(r"\b(?:(she|her|herself|hers)|(he|his|him|himself))\b", re.IGNORECASE)
_FEMALE = frozenset(("she", "her", "herself", "hers"))
_TAG_PRONOUN = re.compile(r"\s*(she|he)\b")
_BEAT, _SPEECH = 120, 400
"""Characters at most of the narration from a name to a speech, and of that speech, before a tag tells of that name."""
_ANSWER = 500
"""Characters at most between two tags of which one answers the other."""
_I = re.compile(r"\bI\b(?!\.)")
_MY_NAME = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name's|[Cc]all me|[Mm]y name was|I am called|named me|christened me) +({NAME})"
)
_DOES = word_set(
    """was had is has would could took came went sat stood felt looked knew saw gave spat ran rose bent held shook drew
    began lay bit blew caught froze got heard kept leant let made met put read set slept sprang swore threw woke wept"""
)
"""Verbs of people's doings that don't end in "ed"."""
_INTERJECTIONS = word_set("ho ha hey hi hoy ahoy yo lo lor lumme yah yep nope ugh phew whew tut tush fie faugh amen")
_EVERYONE = "Everyone"
_OUTSIDE = -1
"""Stands for the narrator while nobody knows who they are."""
_FEW = 2
"""People with names: where there are no more, others are known by what they are."""
_FRAME = 0.4
"""How much of a book's narration may stand outside what its only teller tells."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that is either quoted or narrated."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    person: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says "I" in the narration of a stretch: the keeper of a diary, the one who tells a chapter; None: nobody."""

    start: int
    end: int
    person: int | None


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who may speak. `forms`: normalised name → index into `people`; `mentions` in the order of the text;
    `narrator`: who says "I" where `tellers` (ascending, none overlapping) names nobody else; `described`: "the
    landlord"; `groups`: "the crowd"."""

    people: tuple[Character, ...]
    forms: Mapping[str, int]
    mentions: tuple[Mention, ...] = ()
    narrator: int | None = None
    described: frozenset[int] = field(default=frozenset())
    groups: frozenset[int] = field(default=frozenset())
    tellers: tuple[Teller, ...] = ()

    def teller(self, at: int) -> int | None:
        """Who says "I" in the narration at an offset."""
        index = bisect_right(self.tellers, at, key=lambda told: told.start) - 1
        inside = index >= 0 and at < self.tellers[index].end
        return self.tellers[index].person if inside else self.narrator

    def resolve(self, name: str) -> int | None:
        """Who is called so: the whole name, else its longest part that names somebody."""
        key = name_key(name)
        if (hit := self.forms.get(key)) is not None:
            return hit
        words = key.split()
        for size in range(len(words) - 1, 0, -1):
            for at in range(len(words) - size + 1):
                if (hit := self.forms.get(" ".join(words[at : at + size]))) is not None:
                    return hit
        return None


@dataclass(frozen=True, slots=True)
class _FoundName:
    start: int
    end: int
    words: tuple[tuple[str, int, int], ...]
    initial: bool
    quoted: bool


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
    found = [item for stretch in stretches for item in _capitalised(flat, stretch)]
    small = Counter(re.findall(r"(?<![\w'])[a-z][\w'-]*", flat))
    namey = _name_words(found, small, tags)
    forms = _forms(flat, found, namey, tags)
    for name in (*extra_names, *_introduces_self(flat, stretches), *speakers):
        key = name_key(name)
        if key and (key.split()[0] not in NOT_NAMES - TITLES or name in speakers):
            form = forms.setdefault(key, Form(key))
            form.shown[name] += 1
            form.tags += 1
    people = join_forms(
        [form for form in forms.values() if _is_person(form) and not _is_family(form, forms)], _answers(flat, tags)
    )
    lookup: dict[str, int] = {}
    for index, person in enumerate(people):
        for form in person.forms:
            lookup.setdefault(form.key, index)
    characters = [character_of(person) for person in people]
    by_rank = _add_ranks(people, characters, lookup)
    mentions = _mentions(flat, found, lookup)
    unnamed = _unnamed(flat, stretches) if len(people) <= _FEW else Counter()
    described, groups = _add_described(tags, characters, lookup, unnamed)
    keys = by_rank | {key for key, person in lookup.items() if person in described}
    if keys:
        mentions = sorted([*mentions, *_described_mentions(flat, stretches, lookup, keys)], key=lambda m: m.start)
    characters = _with_genders(flat, stretches, characters, people, mentions)
    cast = People(tuple(characters), lookup, tuple(mentions), None, frozenset(described), frozenset(groups))
    tellers = [Teller(start, end, cast.resolve(name) if name else None) for start, end, name in told]
    tellers = [told for told, (_, _, name) in zip(tellers, told, strict=True) if told.person is not None or not name]
    elsewhere = replace(cast, tellers=tuple(tellers), narrator=_OUTSIDE)
    apart = [stretch for stretch in stretches if elsewhere.teller(stretch.start) == _OUTSIDE]
    tags = [tag for tag in tags if elsewhere.teller(tag.start) == _OUTSIDE]
    narrator = _only_teller(tellers, stretches, apart)
    if narrator is None:
        narrator = _find_narrator(flat, apart, tags, mentions, characters, lookup)
    else:
        tellers = []
        _call_i(narrator, characters, lookup)
    return replace(cast, people=_unique(characters), narrator=narrator, tellers=tuple(tellers))


def _answers(flat: str, tags: Sequence[Tag]) -> Counter[frozenset[str]]:
    """How often one of two names is said to speak in the paragraph after the other."""
    found: Counter[frozenset[str]] = Counter()
    named = sorted((tag for tag in tags if tag.kind is Subject.NAME and tag.sure), key=lambda tag: tag.start)
    for one, other in pairwise(named):
        # In flat text a paragraph's end is two spaces.
        between = flat[one.end : other.start] if other.start - one.end <= _ANSWER else ""
        if between.count("  ") in (1, 2) and (keys := frozenset((name_key(one.subject), name_key(other.subject)))):
            found[keys] += len(keys) == 2
    return found


def _capitalised(flat: str, stretch: Stretch) -> Iterable[_FoundName]:
    for match in _NAME.finditer(flat, stretch.start, stretch.end):
        at = match.start()
        before = at - 1
        while before >= stretch.start and flat[before] in " \"“‘'(":
            before -= 1
        initial = before < stretch.start or flat[before] in '.!?:;—–-”"’'
        if (
            before >= 0
            and flat[before] == "."
            and before < at - 1
            and flat[max(0, before - 3) : before] in (" Mr", "Mrs", " Dr", " Ms")
        ):
            initial = False
        words: list[tuple[str, int, int]] = []
        for word in re.compile(r"[^ ]+").finditer(flat, at, match.end()):
            text = word.group()
            words.append((text, word.start(), word.end()))
            if text.endswith(("'s", "s'")):
                if len(words) > 0:
                    yield _FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)
                words, initial = [], False
        if words:
            yield _FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)


def _bare(word: str) -> str:
    low = word.lower()
    low = low.removesuffix("'s")
    return low.rstrip(".'")


def _name_words(found: Sequence[_FoundName], small: Counter[str], tags: Sequence[Tag]) -> set[str]:
    """The words that are names in this book, rather than words at a sentence's start. Who is said to speak by it has
    that name, whatever else the word means."""
    tagged = {_bare(word) for tag in tags if tag.kind is Subject.NAME and tag.sure for word in tag.subject.split()}
    mid: Counter[str] = Counter()
    start: Counter[str] = Counter()
    for item in found:
        for index, (word, _, _) in enumerate(item.words):
            if len(word) > 3 and word.isupper():
                continue
            if item.initial and index == 0:
                # In speech a sentence begins with "Yeah" as well.
                start[_bare(word)] += not item.quoted
            else:
                mid[_bare(word)] += 1
    names = set()
    for word in mid.keys() | start.keys():
        if word in TITLES or word in FUNCTION_WORDS:
            continue
        if word in tagged:
            names.add(word)
            continue
        if word in NOT_NAMES or len(word) < 2:
            continue
        lower = small[word]
        if (
            (mid[word] >= 1 and (mid[word] > 0.4 * lower or (word in GIVEN_GENDER and mid[word] >= 2)))
            or (lower == 0 and start[word] >= 3 and not word.endswith("ly"))
            or (lower <= 2 and word in GIVEN_GENDER)
        ):
            names.add(word)
    return names


def _parts(item: _FoundName, namey: set[str]) -> Iterable[tuple[int, int]]:
    """The runs of words in a capitalised sequence that are a name: index ranges."""
    begin = -1
    joints = {"de", "du", "des", "di", "da", "von", "van", "der", "la", "le", "of", "the"}
    for index, (word, _, _) in enumerate(item.words):
        low = _bare(word)
        fits = (
            low in namey
            or low in TITLES
            or (low in joints and begin >= 0 and word.islower())
            or (len(low) == 1 and begin >= 0 and word.endswith("."))
        )
        if low in WEAK_TITLES and begin < 0:
            fits = False
        if (
            low in TITLES
            and begin >= 0
            and _bare(item.words[index - 1][0]) not in TITLES
            and word[0].isupper()
            and low not in namey
        ):
            yield begin, index
            begin = index
            continue
        if fits and begin < 0:
            begin = index
        elif not fits and begin >= 0:
            yield begin, index
            begin = -1
    if begin >= 0:
        yield begin, len(item.words)


def _forms(flat: str, found: Sequence[_FoundName], namey: set[str], tags: Sequence[Tag]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    tagged = {tag.start: tag for tag in tags if tag.kind is Subject.NAME and tag.sure}
    after = re.compile(r" +([a-z]+)")
    for item in found:
        for begin, stop in _parts(item, namey):
            start, end = item.words[begin][1], item.words[stop - 1][2]
            text = flat[start:end]
            key = name_key(text)
            if not key or (
                key in TITLES
                and key not in _FAMILY
                and start not in tagged
                and not flat[max(0, start - 4) : start].lower().endswith("the ")
            ):
                continue
            form = forms.get(key)
            if form is None:
                form = forms[key] = Form(key)
            form.count += 1
            shown = " ".join(text.split())
            shown = shown.removesuffix("'s")
            before = flat[max(0, start - 14) : start].lower().split()
            form.shown["the " + shown if before and before[-1] == "the" else shown] += 1
            if item.quoted:
                if is_vocative(flat, start, end):
                    form.vocatives += 1
            elif before and (
                before[-1] in _PLACE_BEFORE
                or (before[-1] == "the" and len(before) > 1 and before[-2] in _PLACE_BEFORE_THE)
            ):
                form.places += 1
            elif not text.endswith("'s"):
                verb = after.match(flat, end)
                if pronoun := _SHE_HE.search(flat, end, _reach(flat, end)):
                    form.she += pronoun[0].lower() in _FEMALE
                    form.he += pronoun[0].lower() not in _FEMALE
                if verb and (verb.group(1).endswith("ed") or verb.group(1) in SAY or verb.group(1) in _DOES):
                    form.acts += 1
            if tagged.pop(start, None) or (before and before[-1] == "the" and tagged.pop(start - 4, None)):
                form.tags += 1
    for tag in tagged.values():
        # Names of other make than capitalised words: "Unit 7".
        if key := name_key(tag.subject):
            form = forms.setdefault(key, Form(key))
            form.shown[" ".join(tag.subject.split())] += 1
            form.count += 1
            form.tags += 1
    return forms


_NEXT_NAME = re.compile(rf"[\"“”]|(?<=[a-z,] ){CAP}")


def _reach(flat: str, at: int) -> int:
    """Where what follows a name in narration stops telling of it: at the next name, at speech, or somewhat later."""
    match = _NEXT_NAME.search(flat, at + 1, at + 90)
    return match.start() if match else at + 90


_ADDRESSING = re.compile(
    r"(?:^|\W)(?:dear|dearest|oh|o|yes|no|well|my|why|poor|ah|but|and|come|now|here|hello|good-bye|goodbye|thanks|hi|hey)$",
    re.IGNORECASE,
)


def is_vocative(flat: str, start: int, end: int) -> bool:
    """Whether the name at `flat[start:end]`, inside a quotation, addresses somebody: set off by punctuation."""
    after = flat[end : end + 2].lstrip("'s ")
    if after and after[0] not in ",.!?;:—-\"”'’…":
        return False
    before = flat[max(0, start - 14) : start].rstrip()
    if not before or before[-1] in "\"“‘'" or flat[max(0, start - 2) : start] == "  ":
        return True
    if before[-1] in ".!?…":
        # A name that is a sentence of its own answers a question rather than calls: "Who was it? Mr. Hill."
        return bool(after) and after[0] in ",!—-"
    return before[-1] in ",;—-" or bool(_ADDRESSING.search(before))


def _is_person(form: Form) -> bool:
    words = form.key.split()
    if (words[0] in NOT_NAMES and not form.title and not form.tags) or (
        form.key in TITLES and form.key not in _FAMILY and form.tags + form.acts == 0
    ):
        return False
    if len(words) == 1 and words[0] in GROUP_NOUNS | _INTERJECTIONS:
        return False
    if form.title:
        return True
    if form.places > 0.4 * form.count and form.tags < 0.1 * form.count:
        return False
    if form.tags:
        return True
    if form.places > form.acts and not form.vocatives and words[0] not in GIVEN_GENDER:
        return False
    if form.vocatives >= 2 or (form.vocatives and (form.acts or words[0] in GIVEN_GENDER)):
        return True
    if words[0] in GIVEN_GENDER and (form.acts or form.count >= 2):
        return True
    return form.acts >= 2 and form.acts >= 0.08 * form.count


def _is_family(form: Form, forms: Mapping[str, Form]) -> bool:
    """Whether a plural names a family or a people ("the Basts", "the Miss Musgroves")."""
    key = form.key
    single = key[:-2] if key.endswith("es") and key[:-2] in forms else key[:-1]
    if not key.endswith("s") or form.tags > 2:
        return False
    plural = sum(count for shown, count in form.shown.items() if shown.startswith("the "))
    return plural > 0.5 * form.count and any(other == single or other.endswith(f" {single}") for other in forms)


def _mentions(flat: str, found: Sequence[_FoundName], lookup: Mapping[str, int]) -> list[Mention]:
    mentions: list[Mention] = []
    for item in found:
        index = 0
        count = len(item.words)
        while index < count:
            for stop in range(count, index, -1):
                hit = lookup.get(name_key(flat[item.words[index][1] : item.words[stop - 1][2]]))
                if hit is not None:
                    mentions.append(Mention(item.words[index][1], item.words[stop - 1][2], hit, item.quoted))
                    index = stop
                    break
            else:
                index += 1
    return mentions


def described_key(subject: str) -> str:
    """A description as it is looked up: "the old woman" with its determiner."""
    return " ".join(subject.lower().split())


def _add_ranks(people: Sequence[Person], characters: list[Character], lookup: dict[str, int]) -> set[str]:
    """Makes "the professor" a name of Professor Derrick, where he is the only one that counts; gives the keys."""
    keys = set()
    for rank in sorted(RANKS):
        title = SAME_TITLE.get(rank, rank)
        bearer = dominant([person for person in people if title in person.titles])
        key = f"the {rank}"
        if bearer is None or key in lookup or rank in lookup:
            continue
        index = next(number for number, person in enumerate(people) if person is bearer)
        lookup[key] = lookup[rank] = index
        keys.add(key)
        old = characters[index]
        characters[index] = Character(old.name, (*old.aliases, key), old.gender, old.age)
    return keys


def _unnamed(flat: str, stretches: Sequence[Stretch]) -> Counter[str]:
    """The descriptions that sentences of the narration open with: "The witness sat"."""
    found: Counter[str] = Counter()
    for stretch in stretches:
        for begin, stop in sentences(flat, stretch.start, stretch.end) if not stretch.quoted else ():
            noun = first_subject(flat, begin, stop)
            if noun and noun.kind is Subject.NOUN and noun.start == begin and noun.text.startswith("the "):
                found[described_key(noun.text)] += 1
    return found


def _add_described(
    tags: Sequence[Tag], characters: list[Character], lookup: dict[str, int], unnamed: Counter[str]
) -> tuple[set[int], set[int]]:
    """Characters for descriptions and groups that tags name, and for those of the `unnamed`."""
    counts = Counter(unnamed)
    crowds: Counter[str] = Counter()
    for tag in tags:
        if not tag.sure:
            continue
        if tag.kind is Subject.NOUN:
            counts[described_key(tag.subject)] += 1
        elif tag.kind is Subject.CROWD:
            crowds[described_key(tag.subject)] += 1
    described: set[int] = set()
    groups: set[int] = set()
    for key, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        words = key.split()
        plain = " ".join(words[1:]) if words[0] == "the" else ""
        if key in lookup:
            continue
        if plain and plain in lookup:
            lookup[key] = lookup[plain]
            continue
        noun = words[-1]
        name = key if "'" not in key else _capital_owner(key, tags)
        lookup[key] = len(characters)
        described.add(len(characters))
        characters.append(Character(name, (), gender_of_noun(noun), age_of_words(words)))
    for key in sorted(crowds):
        if key.split()[-1] in GROUP_NOUNS and key.startswith(("the ", "his ", "her ", "my ", "our ", "their ")):
            lookup[key] = len(characters)
            groups.add(len(characters))
            characters.append(Character(key, ()))
        else:
            if _EVERYONE.lower() not in lookup:
                lookup[_EVERYONE.lower()] = len(characters)
                groups.add(len(characters))
                characters.append(Character(_EVERYONE, ()))
            lookup[key] = lookup[_EVERYONE.lower()]
    return described, groups


def _capital_owner(key: str, tags: Sequence[Tag]) -> str:
    return next((tag.subject for tag in tags if described_key(tag.subject) == key), key)


_DESCRIPTION = re.compile(r"\b([Tt]he|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir) +([\w'-]+)(?: +([\w'-]+))?(?: +([\w'-]+))?")


def _described_mentions(
    flat: str, stretches: Sequence[Stretch], lookup: Mapping[str, int], keys: set[str]
) -> list[Mention]:
    mentions = []
    for stretch in stretches:
        if stretch.quoted:
            continue
        at = stretch.start
        while match := _DESCRIPTION.search(flat, at, stretch.end):
            at = match.end(2)
            for group in (4, 3, 2):
                if match.group(group) is None:
                    continue
                key = described_key(flat[match.start() : match.end(group)])
                if key in keys:
                    mentions.append(Mention(match.start(), match.end(group), lookup[key], False))
                    at = match.end(group)
                    break
    return mentions


def _with_genders(
    flat: str,
    stretches: Sequence[Stretch],
    characters: Sequence[Character],
    people: Sequence[Person],
    mentions: Sequence[Mention],
) -> list[Character]:
    """Genders from titles, nouns, given names and the pronouns that follow each mention in narration."""
    female = [0.0] * len(characters)
    male = [0.0] * len(characters)
    for index, person in enumerate(people):
        for title in person.titles:
            gender = title_gender(title)
            female[index] += 30 * (gender is Gender.FEMALE)
            male[index] += 30 * (gender is Gender.MALE)
        for form in person.forms:
            gender = gender_of_noun(form.key.split()[-1]) or title_gender(form.key)
            female[index] += 4 * (gender is Gender.FEMALE)
            male[index] += 4 * (gender is Gender.MALE)
        given = GIVEN_GENDER.get(person.first)
        if given and not any(title_gender(title) for title in person.titles):
            female[index] += (6 + 0.35 * person.count) * (given is Gender.FEMALE)
            male[index] += (6 + 0.35 * person.count) * (given is Gender.MALE)
    ends: dict[int, int] = {}
    tagged: dict[int, str] = {}
    narrated = [m for m in mentions if not m.quoted]
    bounds = [s for s in stretches if not s.quoted]
    position = 0
    for index, mention in enumerate(narrated):
        while position < len(bounds) and bounds[position].end <= mention.start:
            position += 1
        stop = bounds[position].end if position < len(bounds) else mention.end
        following = narrated[index + 1].start if index + 1 < len(narrated) else len(flat)
        ends[index] = min(mention.end + 90, stop, following)
        if stop <= following and position + 1 < len(bounds):
            tagged[index] = _pronoun_of_tag(flat, mention.end, stop, bounds[position + 1])
    for index, mention in enumerate(narrated):
        if flat[mention.end - 2 : mention.end] == "'s":
            continue
        match = _SHE_HE.search(flat, mention.end, ends[index])
        pronoun = match[0] if match else tagged.get(index, "")
        if pronoun:
            female[mention.person] += pronoun.lower() in _FEMALE
            male[mention.person] += pronoun.lower() not in _FEMALE
    result = []
    for index, character in enumerate(characters):
        gender = character.gender
        if gender is None:
            if female[index] > 1.5 * male[index] and female[index] >= 1:
                gender = Gender.FEMALE
            elif male[index] > 1.5 * female[index] and male[index] >= 1:
                gender = Gender.MALE
        age = character.age or age_of_words(character.name.lower().split())
        result.append(Character(character.name, character.aliases, gender, age))
    return result


def _pronoun_of_tag(flat: str, mentioned: int, stop: int, after: Stretch) -> str:
    """Hers in `Anna stared at the door. "Enough!" she said.`: who is named before a speech is told of behind it, in one
    paragraph. `stop` is where the narration around the name ends, `after` the next stretch of it."""
    tag = _TAG_PRONOUN.match(flat, after.start, after.end)
    near = tag is not None and stop - mentioned <= _BEAT and after.start - stop <= _SPEECH
    # In flat text a paragraph's end is two spaces.
    return tag[1] if tag and near and "  " not in flat[mentioned : after.start] else ""


def _find_narrator(
    flat: str,
    stretches: Sequence[Stretch],
    tags: Sequence[Tag],
    mentions: Sequence[Mention],
    characters: list[Character],
    lookup: dict[str, int],
) -> int | None:
    """The "I" who tells the book, added to `characters` where nobody named is found to be them."""
    words = told = 0
    for stretch in stretches:
        if not stretch.quoted:
            words += flat.count(" ", stretch.start, stretch.end)
            told += len(_I.findall(flat, stretch.start, stretch.end))
    said = sum(1 for tag in tags if tag.kind is Subject.PRONOUN and tag.subject == "I" and tag.sure)
    if told < (1 if said else 3) or told < 0.004 * words or (told < 0.012 * words and not said):
        return None
    named = _narrator_name(flat, stretches, mentions, lookup)
    if named is None:
        named = len(characters)
        characters.append(Character("I", ()))
    else:
        _call_i(named, characters, lookup)
        return named
    lookup["i"] = named
    return named


def _call_i(person: int, characters: list[Character], lookup: dict[str, int]) -> None:
    old = characters[person]
    characters[person] = Character(old.name, (*old.aliases, "I"), old.gender, old.age)
    lookup["i"] = person


def _only_teller(tellers: Sequence[Teller], stretches: Sequence[Stretch], apart: Sequence[Stretch]) -> int | None:
    """The one person who tells all that somebody tells, where that is most of the book: its narrator."""
    people = {teller.person for teller in tellers}
    only = people.pop() if len(people) == 1 else None
    whole, outside = (sum(s.end - s.start for s in some if not s.quoted) for some in (stretches, apart))
    return only if outside <= _FRAME * whole else None


def _introduces_self(flat: str, stretches: Sequence[Stretch]) -> list[str]:
    """The names in "My name is …" outside quotations."""
    matches = (_MY_NAME.search(flat, s.start, s.end) for s in stretches if not s.quoted)
    return [match.group(1) for match in matches if match]


def _narrator_name(
    flat: str,
    stretches: Sequence[Stretch],
    mentions: Sequence[Mention],
    lookup: Mapping[str, int],
) -> int | None:
    told: Counter[int] = Counter()
    addressed: Counter[int] = Counter()
    for mention in mentions:
        if mention.quoted:
            addressed[mention.person] += is_vocative(flat, mention.start, mention.end)
        else:
            told[mention.person] += 1
    for stretch in stretches:
        if stretch.quoted:
            continue
        match = _MY_NAME.search(flat, stretch.start, stretch.end)
        if match and (hit := lookup.get(name_key(match.group(1)))) is not None and told[hit] <= 3 + addressed[hit]:
            return hit
    for person, count in addressed.most_common(8):
        # Others call the narrator by name; the narrator hardly ever does.
        if count >= 3 and told[person] <= 0.34 * count:
            return person
    return None


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


def is_generic(subject: str) -> bool:
    """Whether a description usually stands for somebody who has a name as well ("the girl", "her sister")."""
    return subject.lower().split()[-1] in GENERIC_NOUNS
