"""The ways to name somebody in a book, and how each is used: as speaking, acting, called, or a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from script.model import Gender
from script.people.names.deeds import DOES, FOLLOWING, HUMAN
from script.people.names.found_names import FoundName, bare
from script.people.names.name_forms import FAMILY, Form
from script.people.names.name_words import NameWords
from script.people.names.vocatives import is_vocative
from script.people.pronouns import pronoun_of
from script.quotations.flat_text import CAP, JOINTS, PARTICLES, name_key
from script.quotations.speech_words import SAY, TITLES, WEAK_TITLES, gender_of_noun, word_set
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_PLACE_BEFORE = word_set("in at near from into through towards toward reach leave left reached")


_PLACE_BEFORE_THE = _PLACE_BEFORE | word_set("on along across over down up round outside inside")
_THEY = re.compile(r"\b[Tt]he(?:y|ir|m)\b")
_OWNED_NOUN = r"(?:his|her|my|our|your|their|the|an?) +(?:(?!and\b|or\b)[a-z'-]+ +){0,2}?(?P<noun>[a-z-]+)"
_NOUN_BEFORE = re.compile(rf"(?:\b|'s +){_OWNED_NOUN},? $", re.IGNORECASE)
_NOUN_BEHIND = re.compile(rf", {_OWNED_NOUN}(?=[,.;])")
_BESIDE = 40
"""Characters before a name in which a noun may tell of it."""
_NEXT_NAME = re.compile(rf"[\"“”]|(?<=[a-z,] ){CAP}")


def _parts(item: FoundName, namey: NameWords) -> Iterable[tuple[int, int]]:
    """The runs of words in a capitalised sequence that are a name: index ranges."""
    words = [bare(word) for word, _, _ in item.words]
    at = index = 0
    while index < len(words):
        whole = next((w for w in namey.whole.get(words[index], ()) if tuple(words[index : index + len(w)]) == w), None)
        if whole:
            yield from _runs(item, words, at, index, namey.names)
            yield index, index + len(whole)
            at = index = index + len(whole)
        else:
            index += 1
    yield from _runs(item, words, at, len(words), namey.names)


def _runs(item: FoundName, words: Sequence[str], at: int, end: int, names: frozenset[str]) -> Iterable[tuple[int, int]]:
    begin = -1
    for index in range(at, end):
        fits = _fits(item, words, index, names, begun=begin >= 0)
        if begin >= 0 and (not fits or _begins_anew(item, words, index, names)):
            yield begin, _without_joints(item, begin, index)
            begin = -1
        if fits and begin < 0:
            begin = index
    if begin >= 0:
        yield begin, _without_joints(item, begin, end)


def _fits(item: FoundName, words: Sequence[str], index: int, names: frozenset[str], *, begun: bool) -> bool:
    """Whether a word may stand in a name, at its beginning or where one has `begun`."""
    low, written = words[index], item.words[index][0]
    if not begun:
        return low not in WEAK_TITLES and (low in names or low in TITLES)
    joint = low in JOINTS and (written.islower() or low in PARTICLES)
    return low in names or low in TITLES or joint or (len(low) == 1 and written.endswith("."))


def _begins_anew(item: FoundName, words: Sequence[str], index: int, names: frozenset[str]) -> bool:
    """Whether a title amid capitalised words belongs to the next name."""
    low = words[index]
    title = low in TITLES and low not in names and not item.words[index][0].islower()
    return title and words[index - 1] not in TITLES


def _without_joints(item: FoundName, begin: int, stop: int) -> int:
    """Where a name ends, without the joints that nothing more of it stands behind: "Mrs. Hall of the" before a
    county."""
    while stop > begin + 1 and item.words[stop - 1][0] in JOINTS:
        stop -= 1
    return stop


def name_forms(flat: str, found: Sequence[FoundName], namey: NameWords, tags: Sequence[Tag]) -> dict[str, Form]:
    """The ways to name somebody, each with how it is used."""
    forms: dict[str, Form] = {}
    tagged = {tag.start: tag for tag in tags if tag.kind is Subject.NAME and tag.sure}
    told = _addressed(tags)
    for item in found:
        for begin, stop in _parts(item, namey):
            start, end = item.words[begin][1], item.words[stop - 1][2]
            the = flat[max(0, start - 4) : start].lower().endswith("the ")
            key = name_key(flat[start:end])
            if not key or (_is_mere_title(key) and start not in tagged and not the):
                continue
            form = forms.setdefault(key, Form(key))
            _count_form(flat, form, item, (start, end), the=the)
            form.vocatives += start in told
            form.called += start in told
            form.tags += tagged.pop(start, None) is not None or (the and tagged.pop(start - 4, None) is not None)
    _count_speakers(forms, tagged.values())
    return forms


def _addressed(tags: Sequence[Tag]) -> set[int]:
    """Where the names stand of those to whom tags say something is said."""
    return {tag.addressee.start for tag in tags if tag.addressee and tag.addressee.kind is Subject.NAME}


def _is_mere_title(key: str) -> bool:
    return key in TITLES and key not in FAMILY


def _count_form(flat: str, form: Form, item: FoundName, place: tuple[int, int], *, the: bool) -> None:
    """Counts a form where it stands. `the`: behind an article."""
    start, end = place
    form.count += 1
    shown = " ".join(flat[start:end].split()).removesuffix("'s")
    form.shown["the " + shown if the else shown] += 1
    _count_use(flat, form, item, start, end)


def _count_speakers(forms: dict[str, Form], tags: Iterable[Tag]) -> None:
    """Adds the speakers whose names are of other make than capitalised words: "dev"."""
    for tag in tags:
        if key := name_key(tag.subject):
            form = forms.setdefault(key, Form(key))
            form.shown[" ".join(tag.subject.split())] += 1
            form.count += 1
            form.tags += 1


def _count_use(flat: str, form: Form, item: FoundName, start: int, end: int) -> None:
    """How a name is used where it stands: as a place, as who acts, as who is called."""
    form.narrated += not item.quoted
    gender = _gender_beside(flat, start, end, quoted=item.quoted)
    form.woman += gender is Gender.FEMALE
    form.man += gender is Gender.MALE
    if item.quoted:
        if is_vocative(flat, start, end):
            form.vocatives += 1
            form.called += not item.initial
    elif _is_place(flat, start):
        form.places += 1
    elif flat[end - 2 : end] != "'s":
        _count_deed(flat, form, start, end)


def _gender_beside(flat: str, start: int, end: int, *, quoted: bool) -> Gender | None:
    """What the noun beside a name tells: "her brother Tom", "Tom, the old man's son,"; behind a comma speech calls."""
    match = _NOUN_BEFORE.search(flat, max(0, start - _BESIDE), start)
    if quoted and match and flat[start - 2] == ",":
        return None
    match = match or (None if quoted else _NOUN_BEHIND.match(flat, end))
    return gender_of_noun(match["noun"]) if match else None


def _is_place(flat: str, start: int) -> bool:
    """Whether a name stands where a place does: "in Bath", "along the Cob"."""
    before = flat[max(0, start - 14) : start].lower().split()
    if not before:
        return False
    return before[-1] in _PLACE_BEFORE or (before[-1] == "the" and bool(_PLACE_BEFORE_THE.intersection(before[-2:-1])))


def _count_deed(flat: str, form: Form, start: int, end: int) -> None:
    """What the bearer of a name does behind it, and the pronouns that follow it."""
    following = FOLLOWING.match(flat, end)
    verb = following["word"] if following else ""
    pronoun = pronoun_of(flat, start, end, _reach(flat, end))
    form.she += pronoun == "she"
    form.he += pronoun == "he"
    form.human += not pronoun and bool(_THEY.search(flat, end, _reach(flat, end)))
    form.acts += verb.endswith("ed") or verb in SAY or verb in DOES or verb in HUMAN
    form.human += verb in HUMAN or verb in SAY


def _reach(flat: str, at: int) -> int:
    """Where what follows a name in narration stops telling of it: at the next name, at speech, or somewhat later."""
    match = _NEXT_NAME.search(flat, at + 1, at + 90)
    return match.start() if match else at + 90
