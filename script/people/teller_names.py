"""What the one who says "I" is called: by themselves, by those who talk with them; and who surely isn't they."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from script.model import Gender
from script.people.characters import Mention
from script.people.first_person import Paragraph
from script.people.names_in_text import is_vocative
from script.quotations.dialogue_tags import NAME, name_key
from script.quotations.speech_words import FEMALE_TITLES, GIVEN_GENDER, MALE_TITLES, SAY, TITLES, word_set

_CALLED = (
    rf"(?:[^\W\d_]+ +){{0,2}}(?:call(?:s|ed)?|named?|christened|baptized|baptised|dubbed|nicknamed) +me,? +({NAME})"
)
_SELF_TOLD = re.compile(
    rf"\b(?:[Mm]y (?:own |real |full |given |first |Christian )?name(?: is| was|'s)|I (?:am|was) (?:called|named)"
    rf"|I'm called|I (?:go|went|answer|answered) (?:by|to)|[Cc]all me),? +({NAME})|\b{_CALLED}"
    rf"|\b(?:me|I),? +((?!I\b){NAME}), "
)
"""How narration gives its teller a name: whoever is named so is a person."""
_SELF_SAID = re.compile(rf"\b(?:[Mm]y name(?: is|'s)|I'm|I am|[Cc]all me) +({NAME})(?= *[,.;!?—–\"”'-]| and\b)")
"""The same where they speak, or in narration that is sure to be theirs; the name must be known to be a person's."""
_DONE = re.compile(r",? +(?:who +|had +|has +|just +|only +|then +|\w+ly +)*([a-z]+)")
_DOES = word_set(
    """was is had has would could will can did does took came went sat stood felt looked knew saw gave ran rose held
    shook drew began lay caught got heard kept left let made met put set sprang threw woke goes comes looks turns takes
    says sits stands walks nods smiles shrugs laughs gets gives puts pulls grins leans"""
)
_TO_ME = re.compile(r"\b(?:to|at|on|asked|asks|told|tells|answered|warned|called|calls|hailed|greeted|assured) +me\b")
_I_ACT = re.compile(r"[\"“‘' ]*I(?:'\w+)? +[a-z]+")
_NAMES_ITSELF, _INTRODUCED, _TOLD_ME, _ANSWERED, _ACTED, _CALLED_OUT = 6.0, 3.0, 1.5, 1.0, 0.7, 0.1
"""What speaks for a name: narration gives it to its teller; "I" say so; somebody says it to "me"; "I" answer to it, or
do something next; it is called by somebody in what "I" tell."""
_ACTS, _I_CALL, _NAMED = 1.0, 1.5, 0.15
"""What speaks against it: its bearer does something; "I" call somebody so; it is named at all in narration."""
_AGAINST = 0.3
"""How much may speak against a teller's name, beside what speaks for it."""
_RIVAL = 0.6
"""What another name may have of the evidence for the best one."""
_JOINED, _JOINED_LEAST = 0.1, 2.0
"""What a further name of the teller must have of it, and at least."""
_BOTH = 2
_SHORT, _LONG, _EACH = 3000, 10000, 20000
"""Words of a story in which one clear sign, and two, suffice; how many ask for another one beyond."""


@dataclass(slots=True)
class Evidence:
    """Of each person, what speaks for their telling a stretch, and against it. `inside`: whom somebody calls in the
    middle of a sentence, where no mere first word has a capital letter."""

    pro: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    con: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    inside: set[int] = field(default_factory=set)
    introduced: set[int] = field(default_factory=set)

    def add(self, other: Evidence) -> None:
        """Takes up what another stretch shows."""
        for mine, others in ((self.pro, other.pro), (self.con, other.con)):
            for who, weight in others.items():
                mine[who] += weight
        self.inside |= other.inside
        self.introduced |= other.introduced


def introduces_self(flat: str, stretches: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The names that narration gives its teller: "My name is …", "everyone calls me …"."""
    for start, end in stretches:
        for match in _SELF_TOLD.finditer(flat, start, end):
            name = next(group for group in match.groups() if group)
            if match[3] is None or len(name.split()) > 1:
                yield name


def evidence_in(
    flat: str,
    paragraphs: Sequence[Paragraph],
    told: Sequence[range],
    mentions: Mapping[int, Sequence[Mention]],
    resolve: Callable[[str], int | None],
) -> Evidence:
    """What the paragraphs of `told` show. `mentions`: people by paragraph."""
    found = Evidence()
    for index in (index for run in told for index in run):
        paragraph = paragraphs[index]
        _add_introductions(found, flat, paragraph, resolve)
        near = [paragraphs[i] for i in (index - 1, index + 1) if 0 <= i < len(paragraphs)]
        for mention in mentions.get(index, ()):
            if not mention.quoted:
                found.con[mention.person] += _ACTS if _acts(flat, mention) else _NAMED
            elif is_vocative(flat, mention.start, mention.end):
                _add_call(found, flat, mention, paragraph, near)
    return found


def _add_introductions(found: Evidence, flat: str, paragraph: Paragraph, resolve: Callable[[str], int | None]) -> None:
    weights = dict.fromkeys(introduces_self(flat, paragraph.narrated), _NAMES_ITSELF)
    spans = [(paragraph.start, paragraph.end)] if paragraph.only_by_i else paragraph.narrated
    for match in (match for start, end in spans for match in _SELF_SAID.finditer(flat, start, end)):
        weights.setdefault(match[1], _INTRODUCED)
    for name, weight in weights.items():
        if (who := resolve(name)) is not None:
            found.pro[who] += weight
            found.introduced.add(who)


def _add_call(found: Evidence, flat: str, call: Mention, paragraph: Paragraph, near: Sequence[Paragraph]) -> None:
    who = call.person
    if paragraph.only_by_i:
        found.con[who] += _I_CALL
        return
    before = flat[max(0, call.start - 3) : call.start].rstrip()
    if before[-1:] in (",", "-", "—") or before[-1:].isalpha():
        found.inside.add(who)
    narrated = " ".join(flat[start:end] for start, end in paragraph.narrated)
    following = near[-1] if near and near[-1].start > paragraph.start else None
    if _TO_ME.search(narrated):
        found.pro[who] += _TOLD_ME
    elif paragraph.by_i or any(other.by_i for other in near):
        found.pro[who] += _ANSWERED
    elif _I_ACT.match(narrated) or (following and _I_ACT.match(flat, following.start, following.end)):
        found.pro[who] += _ACTED
    else:
        found.pro[who] += _CALLED_OUT


def acts_in(flat: str, mentions: Iterable[Mention]) -> dict[int, float]:
    """How often each person does something where others tell."""
    found: dict[int, float] = defaultdict(float)
    for mention in mentions:
        if not mention.quoted and _acts(flat, mention):
            found[mention.person] += _ACTS
    return found


def _acts(flat: str, mention: Mention) -> bool:
    """Whether somebody whom narration names does something there, or says it."""
    if flat[mention.end - 2 : mention.end] == "'s" or flat[mention.start - 3 : mention.start] in ("I, ", "me, "):
        return False
    after = _DONE.match(flat, mention.end, mention.end + 60)
    verb = after[1] if after else ""
    said = re.search(r"([a-z]+) +$", flat[max(0, mention.start - 16) : mention.start])
    return verb in _DOES or verb in SAY or verb.endswith("ed") or (said is not None and said[1] in SAY)


def named_teller(
    found: Evidence, words: int, names: Callable[[int], Sequence[str]], elsewhere: Mapping[int, float]
) -> list[int]:
    """Who tells a stretch of so many words: the person, and others that are the same one under another name; nobody
    where the evidence is thin or contradicts itself. `names`: how a person is called; `elsewhere`: how much each is
    told of where somebody else tells."""
    least = 1.0 if words < _SHORT else 2.0 if words < _LONG else 3.0 + words / _EACH
    ranked = sorted(found.pro, key=lambda who: (-found.pro[who], who))
    fit = [who for who in ranked if _suits(found, who, names(who), least)]
    if not fit:
        return []
    best = fit[0]
    enough = max(_JOINED * found.pro[best], min(least, _JOINED_LEAST))
    same = [best]
    for who in ranked * 2:
        # Twice, because a full name ties a short one to a title and surname.
        if (
            who not in same
            and found.pro[who] >= enough
            and max(found.con[who], elsewhere.get(who, 0.0)) <= _AGAINST * found.pro[who]
            and any(_other_name(names(one), names(who)) for one in same)
        ):
            same.append(who)
    rivals = [who for who in fit if who not in same and found.pro[who] > _RIVAL * found.pro[best]]
    rivals += [who for who in found.introduced if who not in same and best not in found.introduced]
    if best in found.introduced:
        rivals = [who for who in rivals if who in found.introduced]
    return [] if rivals else same


def _suits(found: Evidence, who: int, names: Sequence[str], least: float) -> bool:
    """Whether somebody can be the teller: enough speaks for it, little against it, and they are called by a name, not
    by a word that begins a sentence."""
    certain = who in found.inside or who in found.introduced or _is_given(names)
    return certain and found.pro[who] >= least and found.con[who] <= _AGAINST * found.pro[who]


def _is_given(names: Iterable[str]) -> bool:
    return any(word in GIVEN_GENDER or word in TITLES for name in names for word in name_key(name).split()[:1])


def _other_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names can be one person's: a first name, and a surname with or without a title; a name and a short
    form of it; two that have the surname in common."""
    first, second = ([word for name in names for word in name_key(name).split()] for names in (one, other))
    titles = [set(words) & TITLES for words in (first, second)]
    words = [[word for word in each if word not in TITLES] for each in (first, second)]
    if any(a[:3] == b[:3] for a in words[0] for b in words[1] if min(len(a), len(b)) > 2):
        return True
    given = [{word for word in each if word in GIVEN_GENDER} for each in words]
    if all(given) or not any(given) or all(titles):
        return False
    genders = {gender for each in (*given, *titles) for word in each if (gender := _gender(word))}
    return len(genders) < _BOTH


def _gender(word: str) -> Gender | None:
    if word in FEMALE_TITLES:
        return Gender.FEMALE
    return Gender.MALE if word in MALE_TITLES else GIVEN_GENDER.get(word)
