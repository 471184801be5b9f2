"""Where names stand in a text, and how each is used: as a speaker, as who acts, as who is called, as a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from script.people.characters import Mention, Stretch
from script.people.names.name_forms import Form
from script.people.pronouns import pronoun_of
from script.quotations.flat_text import CAP, JOINTS, NAME, PARTICLES, name_key
from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GIVEN_GENDER,
    GROUP_NOUNS,
    KIN_NOUNS,
    NOT_NAMES,
    SAY,
    TITLES,
    WEAK_TITLES,
    word_set,
)
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.tags.noun_phrases import Subject

_FOUND = re.compile(rf"(?:(?:{'|'.join(sorted(PARTICLES))}) +){{0,2}}{NAME}(?: +\d{{1,5}}\b)?")


_THEY = re.compile(r"\b[Tt]he(?:y|ir|m)\b")
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


_INTERJECTIONS = word_set(
    """ho ha hey hi hoy ahoy yo lo lor lumme yah yeah yep yup nah nope ugh uh huh hmph phew whew tut tush fie faugh amen
    whoa gosh golly geez jeez crikey blimey cheers congratulations sorry welcome hurrah hooray"""
)
OATHS = word_set(
    """god gods lord christ jesus heaven heavens goodness gracious mon mein madre santa sacre sacré parbleu diable dieu
    gott himmel dios zounds egad begad jove allah"""
)
"""What is called on without anybody there."""
HUMAN = word_set(
    """smiled smiles nodded nods shrugged shrugs laughed laughs frowned frowns sighed sighs grinned grins blinked blinks
    stared stares glanced glances leaned leans leant stood stands sat sits knew knows thought thinks felt feels wanted
    wants looked looks turned turns walked walks ran took takes held holds shook shakes drank drinks ate eats heard
    hears watched watches tried tries decided decides remembered remembers hesitated hesitates paused pauses swallowed
    swallows folded folds crossed crosses rubbed rubs wiped wipes
    scratched scratches pointed points waved waves kissed
    kisses hugged hugs poured pours spoke speaks gave gives put puts picked picks pulled pulls pushed pushes opened
    opens closed closes snorted snorts winced winces flushed blushed blushes gasped gasps whispered whispers cleared
    clears bit reached reaches dropped drops lifted lifts raised raises tilted tilts rolled rolls realized realised
    wondered wonders"""
)
"""What people do, and hardly anything else with a capital."""
_BODY = word_set(
    """hand hands arm arms eye eyes face head hair shoulder shoulders lips mouth voice fingers finger heart chest cheek
    cheeks knee knees foot feet leg legs neck back smile laugh brow eyebrows throat name room house coat jacket phone"""
)
_ON_PEOPLE = word_set("gave told asked kissed hugged thanked met married tells asks gives kisses thanks and")
_AT_PEOPLE = (["looked", "at"], ["looks", "at"], ["stared", "at"], ["smiled", "at"], ["nodded", "to"], ["nodded", "at"])
_BEFORE_COMMON = word_set("a an every each this that these those no any some")
_BEFORE_TIMES = word_set("in on last next since until till early late mid by during of through the")
_PROOFS, _PROVED_SHARE = 2, 0.15
"""Uses as somebody's name that make a word a name which is mostly something else, and their share of all."""
_ONLY_CALLED = 4
"""Times that a word which only ever opens what is said must stand to be a name rather than an exclamation."""
_UNSPACED = re.compile(r"[^ ]+")
_FOLLOWING = re.compile(r" +(?:[a-z]+ly +)?(?P<word>[^\W_]+)")


@dataclass(frozen=True, slots=True)
class FoundName:
    start: int
    end: int
    words: tuple[tuple[str, int, int], ...]
    initial: bool
    quoted: bool


def capitalised(flat: str, stretch: Stretch) -> Iterable[FoundName]:
    """The sequences of capitalised words, each with the particle before it and the number behind."""
    for match in _FOUND.finditer(flat, stretch.start, stretch.end):
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
        for word in _UNSPACED.finditer(flat, at, match.end()):
            text = word.group()
            words.append((text, word.start(), word.end()))
            if text.endswith(("'s", "s'")):
                yield FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)
                words, initial = [], False
        if words:
            yield FoundName(words[0][1], words[-1][2], tuple(words), initial, stretch.quoted)


def _bare(word: str) -> str:
    low = word.lower()
    low = low.removesuffix("'s")
    return low.rstrip(".'")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that are names in this book. `evident`: by what people do, not by their form alone; `common`: which are
    words of another meaning as well; `whole`: names that are made of other words too, by their first word."""

    names: frozenset[str]
    evident: frozenset[str]
    common: frozenset[str]
    whole: Mapping[str, tuple[tuple[str, ...], ...]]

    def used(self, flat: str, item: FoundName) -> FoundName | None:
        """What of a sequence may be a name where it stands; None for a word that has its common meaning there."""
        if len(item.words) > 1 or _bare(item.words[0][0]) not in self.common:
            return item
        return item if _is_used_as_name(flat, item) else None


def name_words(flat: str, found: Sequence[FoundName], small: Counter[str], tags: Sequence[Tag]) -> NameWords:
    """The words that are names in this book, rather than words at a sentence's start. Who is said to speak by it has
    that name, whatever else the word means; and so has who does what people do."""
    subjects = [[_bare(word) for word in tag.subject.split()] for tag in tags if tag.kind is Subject.NAME and tag.sure]
    tagged = {word for words in subjects for word in words}
    mid: Counter[str] = Counter()
    start: Counter[str] = Counter()
    proof: Counter[str] = Counter()
    for item in found:
        for index, (word, _, _) in enumerate(item.words):
            if len(word) > 3 and word.isupper():
                continue
            low = _bare(word)
            if item.initial and index == 0:
                # In speech a sentence begins with "Yeah" as well.
                start[low] += not item.quoted
            else:
                mid[low] += 1
        if len(item.words) == 1:
            proof[_bare(item.words[0][0])] += _is_of_person(flat, item)
    names: set[str] = set()
    evident = {word for word in tagged | proof.keys() if word in tagged or _is_proved(word, proof[word], mid, start)}
    for word in mid.keys() | start.keys():
        if word in TITLES or word in FUNCTION_WORDS or word.isdigit() or word in PARTICLES:
            continue
        if word in evident or (
            word not in NOT_NAMES and len(word) > 1 and _is_mostly_capital(word, mid, start, small, proof)
        ):
            names.add(word)
    common = {word for word in names if word in NOT_NAMES or small[word] > max(2, 0.1 * mid[word])}
    whole: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in subjects:
        if (
            len(words) > 1
            and any(word not in names and word not in TITLES and word not in JOINTS for word in words[1:])
        ) or words[0] in PARTICLES:
            whole[words[0]] = tuple(sorted({*whole.get(words[0], ()), tuple(words)}, key=lambda w: (-len(w), w)))
    return NameWords(frozenset(names), frozenset(evident), frozenset(common), whole)


def _is_proved(word: str, proof: int, mid: Counter[str], start: Counter[str]) -> bool:
    return word not in OATHS and proof >= _PROOFS and proof >= _PROVED_SHARE * (mid[word] + start[word])


def _is_mostly_capital(
    word: str, mid: Counter[str], start: Counter[str], small: Counter[str], proof: Counter[str]
) -> bool:
    lower = small[word]
    return (
        (mid[word] >= 1 and (mid[word] > 0.4 * lower or (word in GIVEN_GENDER and mid[word] >= 2)))
        or (lower == 0 and (start[word] >= 3 or proof[word]) and not word.endswith("ly"))
        or (lower <= 2 and word in GIVEN_GENDER)
    )


def _is_of_person(flat: str, item: FoundName) -> bool:
    """Whether a capitalised word stands where only somebody's name does: before a person's verb, "Will's hand", "Nobody
    does, Will,", "Will and Helen", "gave Will a cup"."""
    if item.quoted:
        return (
            not item.initial and is_vocative(flat, item.start, item.end) and flat[item.start - 2 : item.start] == ", "
        )
    following = _FOLLOWING.match(flat, item.end)
    word = following["word"] if following else ""
    if flat[item.end - 2 : item.end] == "'s":
        return word in _BODY or word in KIN_NOUNS
    if word in HUMAN:
        return True
    before = flat[max(0, item.start - 24) : item.start].lower().split()
    return bool(before) and not item.initial and (before[-1] in _ON_PEOPLE or before[-2:] in _AT_PEOPLE)


def _is_used_as_name(flat: str, item: FoundName) -> bool:
    """Whether a word that has another meaning is a name where it stands: not in "May I?", "in May", "a Bear"."""
    if item.initial:
        following = _FOLLOWING.match(flat, item.end)
        word = following["word"] if following else ""
        return not following or word == "and" or word in _DOES or word in SAY or word in HUMAN or word.endswith("ed")
    before = flat[max(0, item.start - 14) : item.start].lower().split()
    last = before[-1] if before else ""
    return not (last in _BEFORE_COMMON or (last in _BEFORE_TIMES and _bare(item.words[0][0]) in NOT_NAMES))


def _parts(item: FoundName, namey: NameWords) -> Iterable[tuple[int, int]]:
    """The runs of words in a capitalised sequence that are a name: index ranges."""
    words = [_bare(word) for word, _, _ in item.words]
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

    def ended(stop: int) -> int:
        """Without the joints that nothing more of the name stands behind: "Mrs. Hall of the" before a county."""
        while stop > begin + 1 and item.words[stop - 1][0] in JOINTS:
            stop -= 1
        return stop

    for index in range(at, end):
        low, small = words[index], item.words[index][0].islower()
        fits = (
            low in names
            or low in TITLES
            or (low in JOINTS and begin >= 0 and (small or low in PARTICLES))
            or (len(low) == 1 and begin >= 0 and item.words[index][0].endswith("."))
        )
        if low in WEAK_TITLES and begin < 0:
            fits = False
        if low in TITLES and begin >= 0 and words[index - 1] not in TITLES and not small and low not in names:
            yield begin, ended(index)
            begin = index
            continue
        if fits and begin < 0:
            begin = index
        elif not fits and begin >= 0:
            yield begin, ended(index)
            begin = -1
    if begin >= 0:
        yield begin, ended(end)


def name_forms(flat: str, found: Sequence[FoundName], namey: NameWords, tags: Sequence[Tag]) -> dict[str, Form]:
    """The ways to name somebody, each with how it is used."""
    forms: dict[str, Form] = {}
    tagged = {tag.start: tag for tag in tags if tag.kind is Subject.NAME and tag.sure}
    told = {tag.addressee.start for tag in tags if tag.addressee and tag.addressee.kind is Subject.NAME}
    for item in found:
        for begin, stop in _parts(item, namey):
            start, end = item.words[begin][1], item.words[stop - 1][2]
            text = flat[start:end]
            key = name_key(text)
            the = flat[max(0, start - 4) : start].lower().endswith("the ")
            if not key or (key in TITLES and key not in _FAMILY and start not in tagged and not the):
                continue
            form = forms.setdefault(key, Form(key))
            form.count += 1
            shown = " ".join(text.split()).removesuffix("'s")
            form.shown["the " + shown if the else shown] += 1
            _count_use(flat, form, item, start, end)
            form.vocatives += start in told
            form.called += start in told
            if tagged.pop(start, None) or (the and tagged.pop(start - 4, None)):
                form.tags += 1
    for tag in tagged.values():
        # Names of other make than capitalised words: "dev".
        if key := name_key(tag.subject):
            form = forms.setdefault(key, Form(key))
            form.shown[" ".join(tag.subject.split())] += 1
            form.count += 1
            form.tags += 1
    return forms


def _count_use(flat: str, form: Form, item: FoundName, start: int, end: int) -> None:
    """How a name is used where it stands: as a place, as who acts, as who is called."""
    form.narrated += not item.quoted
    before = flat[max(0, start - 14) : start].lower().split()
    if item.quoted:
        if is_vocative(flat, start, end):
            form.vocatives += 1
            form.called += not item.initial
    elif before and (
        before[-1] in _PLACE_BEFORE or (before[-1] == "the" and len(before) > 1 and before[-2] in _PLACE_BEFORE_THE)
    ):
        form.places += 1
    elif flat[end - 2 : end] != "'s":
        following = _FOLLOWING.match(flat, end)
        verb = following["word"] if following else ""
        pronoun = pronoun_of(flat, start, end, _reach(flat, end))
        form.she += pronoun == "she"
        form.he += pronoun == "he"
        form.human += not pronoun and bool(_THEY.search(flat, end, _reach(flat, end)))
        form.acts += verb.endswith("ed") or verb in SAY or verb in _DOES or verb in HUMAN
        form.human += verb in HUMAN or verb in SAY


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


def is_person(form: Form, namey: NameWords) -> bool:
    """Whether a form is somebody's name: by tags above all, then by being called, by what it does, by its look."""
    words = form.key.split()
    if form.tags:
        return form.tags >= 0.1 * form.count or form.places <= 0.4 * form.count
    if words[0] in OATHS and not form.human:
        return False
    if words[0] in NOT_NAMES and not form.title and words[0] not in namey.evident:
        return False
    if form.key in TITLES and form.key not in _FAMILY and not form.acts:
        return False
    if len(words) == 1 and words[0] in GROUP_NOUNS | _INTERJECTIONS:
        return False
    if form.title:
        return True
    if form.places > 0.4 * form.count:
        return False
    if words[0] in namey.evident and words[0] in NOT_NAMES:
        return True
    return _is_called(form) or _acts_like_one(form)


def _is_called(form: Form) -> bool:
    """Whether people call somebody so: more than an exclamation is."""
    given = form.key.split()[0] in GIVEN_GENDER
    if form.vocatives >= 2 and (form.called or form.narrated or form.vocatives > _ONLY_CALLED):
        return True
    return bool(form.vocatives) and bool(form.acts or given or (form.called and form.narrated))


def _acts_like_one(form: Form) -> bool:
    """Whether the narration lets somebody of that name do what people do, rather than be reached and left."""
    given = form.key.split()[0] in GIVEN_GENDER
    if form.places > form.acts and not given:
        return False
    if given and (form.acts or form.count >= 2):
        return True
    return form.acts >= 2 and form.acts >= 0.08 * form.count and form.human + form.she + form.he > 0


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
