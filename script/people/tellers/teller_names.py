"""What the one who says "I" is called: by themselves, by those who talk with them; and who surely isn't they."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from script.model import Gender
from script.people.characters import Mention
from script.people.names.vocatives import is_vocative
from script.people.tellers.first_person import Paragraph
from script.quotations.flat_text import NAME, name_key
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
_MINE = re.compile(r"\b(?:me|my|mine)\b")
_I_ACT = re.compile(r"[\"“‘' ]*I(?:'\w+)? +[a-z]+")
_NAMES_ITSELF, _INTRODUCED, _TOLD_ME, _ANSWERED, _ACTED = 6.0, 3.0, 1.5, 1.0, 0.7
_CALLED_BESIDE_ME, _CALLED_OUT = 0.5, 0.1
"""What speaks for a name: narration gives it to its teller; "I" say so; somebody says it to "me"; "I" answer to it, or
do something next; it is called where "my" stands; it is called by somebody in what "I" tell."""
_ACTS, _I_CALL, _NAMED = 1.0, 1.5, 0.15
"""What speaks against it: its bearer does something; "I" call somebody so; it is named at all in narration."""
_TO_MYSELF = "to myself"
_TURNS = 6
"""Turns without a tag over which two are taken to alternate."""
_AGAINST, _AGAINST_UNTOLD, _AGAINST_MORE = 0.3, 0.8, 0.5
"""How much may speak against a teller's name, beside what speaks for it; where narration never
says that its bearer does anything; against a further name of theirs."""
_RIVAL, _WEAK = 0.6, 0.3
"""What another name may have of the evidence for the best one; one that is introduced as the teller's."""
_JOINED, _JOINED_OF_LEAST, _JOINED_LEAST = 0.1, 0.7, 2.0
"""What a further name of the teller must have of it; and at least, of what a name must have alone."""
_NEVER_SEEN, _OFTEN = 0.5, 3
"""What speaks for it, in a short story, each time that somebody is called, often, who never does anything in it."""
_CALLED_TOO = 0.3
_STEM = 3
"""Letters that a short form of a name has at least."""
_SHORT, _LONG, _EACH = 3000, 10000, 20000
"""Words of a story in which one clear sign, and two, suffice; how many ask for another one beyond."""


@dataclass(slots=True)
class Evidence:
    """Of each person, what speaks for their telling a stretch, and against it. `calls`: how often others
    call them; `inside`: whom somebody calls in the
    middle of a sentence, where no mere first word has a capital letter; `told_of`: whom narration says to do anything;
    `introduced`: who is named as the teller."""

    pro: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    con: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    calls: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    inside: set[int] = field(default_factory=set)
    told_of: set[int] = field(default_factory=set)
    introduced: set[int] = field(default_factory=set)

    def add(self, other: Evidence) -> None:
        """Takes up what another stretch shows."""
        for mine, others in ((self.pro, other.pro), (self.con, other.con), (self.calls, other.calls)):
            for who, weight in others.items():
                mine[who] += weight
        self.inside |= other.inside
        self.told_of |= other.told_of
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
        calls: dict[int, Mention] = {}
        for mention in mentions.get(index, ()):
            if not mention.quoted:
                acts = _acts(flat, mention)
                found.con[mention.person] += _ACTS if acts else _NAMED
                found.told_of.update((mention.person,) if acts else ())
            elif is_vocative(flat, mention.start, mention.end):
                if _is_inside(flat, mention):
                    found.inside.add(mention.person)
                calls.setdefault(mention.person, mention)
        for call in calls.values():
            _add_call(found, flat, call, paragraphs, index)
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


def _is_inside(flat: str, call: Mention) -> bool:
    """Whether a name stands where no mere first word of a sentence has a capital letter."""
    before = flat[max(0, call.start - 3) : call.start].rstrip()
    return before[-1:] in (",", "-", "—") or before[-1:].isalpha()


def _add_call(found: Evidence, flat: str, call: Mention, paragraphs: Sequence[Paragraph], index: int) -> None:
    """What it shows that somebody is called in a paragraph."""
    who, paragraph = call.person, paragraphs[index]
    narrated = " ".join(flat[start:end] for start, end in paragraph.narrated)
    if paragraph.only_by_i and _TO_MYSELF not in narrated and _beside(call, paragraph):
        found.con[who] += _I_CALL
        return
    found.calls[who] += 1
    weight = _weight_of_call(flat, narrated, paragraphs, index)
    if weight > 0:
        found.pro[who] += weight
    else:
        found.con[who] -= weight


def _weight_of_call(flat: str, narrated: str, paragraphs: Sequence[Paragraph], index: int) -> float:
    """How much it speaks for somebody's being the teller that others call them in a paragraph; below zero: against it.
    `narrated`: what is narrated there."""
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    turns = _turns_to_i(paragraphs, index)
    if _TO_ME.search(narrated):
        return _TOLD_ME
    if paragraphs[index].by_i or turns == 1:
        return _ANSWERED
    if _I_ACT.match(narrated) or (following and _I_ACT.match(flat, following.start, following.end)):
        return _ACTED
    if not turns:
        return _CALLED_BESIDE_ME if _MINE.search(narrated) else _CALLED_OUT
    return _ANSWERED / turns if turns % 2 else -_ANSWERED / turns


def _beside(call: Mention, paragraph: Paragraph) -> bool:
    """Whether a paragraph's tag stands right before or behind the quotation in which somebody is called."""
    before = [chunk for chunk in paragraph.narrated if chunk[1] <= call.start][-1:]
    behind = [chunk for chunk in paragraph.narrated if chunk[0] >= call.end][:1]
    return any(start <= tag.start < end for start, end in before + behind for tag in paragraph.said)


def _turns_to_i(paragraphs: Sequence[Paragraph], index: int) -> int:
    """How many turns of a conversation lie between a paragraph and the nearest in which "I said" stands: where two
    talk, an odd number tells that the other speaks here. 0 where there is none at hand."""
    found = []
    for step in (1, -1):
        for turns in range(1, _TURNS + 1):
            at = index + step * turns
            if not 0 <= at < len(paragraphs) or not paragraphs[at].talks:
                break
            if paragraphs[at].by_i:
                found.append(turns)
                break
            if paragraphs[at].said:
                break
    return min(found, default=0)


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
    found: Evidence,
    words: int,
    names: Callable[[int], Sequence[str]],
    elsewhere: Mapping[int, float],
    *,
    whole: bool = True,
) -> list[int]:
    """Who tells a stretch of so many words, a `whole` story or a chapter: the person, and others that are the same one
    under another name; nobody where the evidence is thin or contradicts itself. `names`: how a person is called;
    `elsewhere`: how much each is told of where somebody else tells."""
    least = 1.0 if words < _SHORT else 2.0 if words < _LONG else 3.0 + words / _EACH
    pro = _with_unseen(found, elsewhere) if whole and words < _LONG else dict(found.pro)
    ranked = sorted(pro, key=lambda who: (-pro[who], who))
    fit = [who for who in ranked if pro[who] >= least and _suits(found, who, names(who), pro[who])]
    if not fit:
        return []
    enough = max(_JOINED * pro[fit[0]], min(_JOINED_OF_LEAST * least, _JOINED_LEAST))
    others = [who for who in ranked if pro[who] >= enough]
    against = {who: max(found.con[who], elsewhere.get(who, 0.0)) for who in others}
    same = _same_person(fit[0], others, pro, against, names)
    return [] if _is_contested(found, same, fit, pro) else same


def _with_unseen(found: Evidence, elsewhere: Mapping[int, float]) -> dict[int, float]:
    """What speaks for each, and what speaks in a short story for those who are called but never seen to do anything."""
    pro = dict(found.pro)
    for who in pro.keys() - found.told_of - elsewhere.keys():
        beside = pro[who] >= _CALLED_OUT * found.calls[who] + _CALLED_OUT
        if beside and found.calls[who] >= _OFTEN:
            pro[who] += _NEVER_SEEN * found.calls[who]
    return pro


def _same_person(
    best: int,
    others: Sequence[int],
    pro: Mapping[int, float],
    against: Mapping[int, float],
    names: Callable[[int], Sequence[str]],
) -> list[int]:
    """The best, and those of the `others` that are the same person under another name."""
    same = [best]
    for who in [*others, *others]:
        # Twice, because a full name ties a short one to a title and surname.
        if who in same or against[who] > _AGAINST_MORE * pro[who]:
            continue
        only_called = not against[who] and pro[who] > _CALLED_TOO * pro[best]
        if any(_other_name(names(one), names(who), only_called=only_called) for one in same):
            same.append(who)
    return same


def _is_contested(found: Evidence, same: Sequence[int], fit: Sequence[int], pro: Mapping[int, float]) -> bool:
    """Whether as much speaks for others being the teller, or another one is introduced as such."""
    best = pro[same[0]]
    rivals = [who for who in fit if who not in same and pro[who] > _RIVAL * best]
    given = {who for who in found.introduced if pro[who] >= max(found.con[who], _WEAK * best)}
    if given.intersection(same):
        rivals = [who for who in rivals if who in given]
    return bool(rivals or given.difference(same))


def _suits(found: Evidence, who: int, names: Sequence[str], pro: float) -> bool:
    """Whether somebody can be the teller for whom so much speaks: little does against it, and they are called by a
    name, not by a word that begins a sentence."""
    certain = who in found.inside or who in found.introduced or _is_given(names)
    against = _AGAINST if who in found.told_of else _AGAINST_UNTOLD
    return certain and found.con[who] <= against * pro


def _is_given(names: Iterable[str]) -> bool:
    return any(word in GIVEN_GENDER or word in TITLES for name in names for word in name_key(name).split()[:1])


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of somebody's names: titles, given names, and all that are no titles."""

    titles: frozenset[str]
    given: frozenset[str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str]) -> _Words:
        """The words of all of somebody's names."""
        words = [word for name in names for word in name_key(name).split()]
        bare = tuple(word for word in words if word not in TITLES)
        return cls(frozenset(words) & TITLES, frozenset(bare) & GIVEN_GENDER.keys(), bare)

    @property
    def genders(self) -> set[Gender]:
        """What titles and given names tell: one gender, none, or both."""
        return {gender for word in self.given | self.titles if (gender := _gender(word))}


def _other_name(one: Sequence[str], other: Sequence[str], *, only_called: bool) -> bool:
    """Whether two names can be one person's: a name and a short form of it; two that have a surname in common; a first
    name, and a surname with a title; a first name and a surname of which one is only ever called (`only_called`)."""
    first, second = _Words.of(one), _Words.of(other)
    if any(_short_form(a, b) for a in first.names for b in second.names):
        return True
    if (first.given and second.given) or (first.titles and second.titles) or len(first.genders | second.genders) > 1:
        return False
    return only_called or any(a.given and b.titles and not a.titles for a, b in ((first, second), (second, first)))


def _short_form(one: str, other: str) -> bool:
    """ "Con" and "Conrad", "Davie" and "David"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _STEM and (long.startswith(short) or short[: _STEM + 1] == long[: _STEM + 1])


def _gender(word: str) -> Gender | None:
    if word in FEMALE_TITLES:
        return Gender.FEMALE
    return Gender.MALE if word in MALE_TITLES else GIVEN_GENDER.get(word)
