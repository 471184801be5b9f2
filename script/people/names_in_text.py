"""Where names stand in a text, and how each is used: as a speaker, as who acts, as who is called, as a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from script.people.characters import Mention, Stretch
from script.people.name_forms import Form
from script.people.pronouns import pronoun_of
from script.quotations.dialogue_tags import CAP, NAME, Subject, Tag, name_key
from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GIVEN_GENDER,
    GROUP_NOUNS,
    NOT_NAMES,
    SAY,
    TITLES,
    WEAK_TITLES,
    word_set,
)

_NAME = re.compile(NAME)


_PLACE_BEFORE = word_set("in at near from into through towards toward reach leave left reached")


_PLACE_BEFORE_THE = _PLACE_BEFORE | word_set("on along across over down up round outside inside")


_FAMILY = word_set(
    "father mother mamma mama papa dad daddy mum mummy granny grandma grandpa grandfather grandmother aunt uncle auntie"
)


_DOES = word_set(
    """was had is has would could took came went sat stood felt looked knew saw gave spat ran rose bent held shook drew
    began lay bit blew caught froze got heard kept leant let made met put read set slept sprang swore threw woke wept"""
)
"""Verbs of people's doings that don't end in "ed"."""


_INTERJECTIONS = word_set("ho ha hey hi hoy ahoy yo lo lor lumme yah yep nope ugh phew whew tut tush fie faugh amen")


@dataclass(frozen=True, slots=True)
class FoundName:
    start: int
    end: int
    words: tuple[tuple[str, int, int], ...]
    initial: bool
    quoted: bool


def capitalised(flat: str, stretch: Stretch) -> Iterable[FoundName]:
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
                    yield FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)
                words, initial = [], False
        if words:
            yield FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)


def _bare(word: str) -> str:
    low = word.lower()
    low = low.removesuffix("'s")
    return low.rstrip(".'")


def name_words(found: Sequence[FoundName], small: Counter[str], tags: Sequence[Tag]) -> set[str]:
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


def _parts(item: FoundName, namey: set[str]) -> Iterable[tuple[int, int]]:
    """The runs of words in a capitalised sequence that are a name: index ranges."""
    begin = -1
    joints = {"de", "du", "des", "di", "da", "von", "van", "der", "la", "le", "of", "the"}

    def ended(stop: int) -> int:
        """Without the joints that nothing more of the name stands behind: "Mrs. Hall of the" before a county."""
        while stop > begin + 1 and item.words[stop - 1][0] in joints:
            stop -= 1
        return stop

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
            yield begin, ended(index)
            begin = index
            continue
        if fits and begin < 0:
            begin = index
        elif not fits and begin >= 0:
            yield begin, ended(index)
            begin = -1
    if begin >= 0:
        yield begin, ended(len(item.words))


def name_forms(flat: str, found: Sequence[FoundName], namey: set[str], tags: Sequence[Tag]) -> dict[str, Form]:
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
                pronoun = pronoun_of(flat, start, end, _reach(flat, end))
                form.she += pronoun == "she"
                form.he += pronoun == "he"
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


def is_person(form: Form) -> bool:
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


def is_family(form: Form, forms: Mapping[str, Form]) -> bool:
    """Whether a plural names a family or a people ("the Basts", "the Miss Musgroves")."""
    key = form.key
    single = key[:-2] if key.endswith("es") and key[:-2] in forms else key[:-1]
    if not key.endswith("s") or form.tags > 2:
        return False
    plural = sum(count for shown, count in form.shown.items() if shown.startswith("the "))
    return plural > 0.5 * form.count and any(other == single or other.endswith(f" {single}") for other in forms)


def mentions_of(flat: str, found: Sequence[FoundName], lookup: Mapping[str, int]) -> list[Mention]:
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
