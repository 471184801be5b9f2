"""Of which gender somebody is: by titles, nouns, given names, and the pronouns that follow their mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from script.model import Character, Gender
from script.people.characters import Mention, Stretch
from script.people.name_forms import SERVING, Form, Person, title_gender
from script.people.pronouns import next_pronoun, pronoun_of
from script.quotations.speech_words import (
    GIVEN_GENDER,
    age_of_words,
    gender_of_noun,
)

_TAG_PRONOUN = re.compile(r"\s*(she|he)\b")


_TITLE, _NOUN = 30.0, 4.0
"""What titles and nouns weigh."""
_GIVEN, _GIVEN_EACH = 3.0, 0.06
"""What a given name weighs, at all and each time that it stands, against the pronouns that take it up."""
_NEAR = 0.5
"""What a pronoun weighs that follows, and may be somebody else's: asked only where nothing better tells."""
_BEAT, _SPEECH = 120, 400
"""Characters at most of the narration from a name to a speech, and of that speech, before a tag tells of that name."""


def with_genders(
    flat: str,
    stretches: Sequence[Stretch],
    characters: Sequence[Character],
    people: Sequence[Person],
    mentions: Sequence[Mention],
) -> list[Character]:
    """Genders from titles, nouns, given names and the pronouns that follow each mention in narration."""
    female = [0.0] * len(characters)
    male = [0.0] * len(characters)
    she_near = [0] * len(characters)
    he_near = [0] * len(characters)
    for index, person in enumerate(people):
        female[index], male[index] = _told_by_names(person.forms, person.first)
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
        pronoun = pronoun_of(flat, mention.start, mention.end, ends[index]) or tagged.get(index, "")
        female[mention.person] += pronoun == "she"
        male[mention.person] += pronoun == "he"
        near = next_pronoun(flat, mention.end, ends[index])
        she_near[mention.person] += near == "she"
        he_near[mention.person] += near == "he"
    result = []
    for index, character in enumerate(characters):
        gender = (
            character.gender
            or _outweighing(female[index], male[index])
            or _outweighing(female[index] + _NEAR * she_near[index], male[index] + _NEAR * he_near[index])
        )
        age = character.age or age_of_words(character.name.lower().split())
        result.append(Character(character.name, character.aliases, gender, age))
    return result


def gender_of_forms(forms: Sequence[Form], first: str) -> Gender | None:
    """Of which gender somebody is whose names these are (`first`: the given name among them), as far as titles, the
    given name and the pronouns that take the names up tell."""
    female, male = _told_by_names(forms, first)
    return _outweighing(female + sum(form.she for form in forms), male + sum(form.he for form in forms))


def _told_by_names(forms: Sequence[Form], first: str) -> tuple[float, float]:
    """What titles, nouns and the given name weigh, for a woman and for a man."""
    weights = {Gender.FEMALE: 0.0, Gender.MALE: 0.0}
    titles = {gender for form in forms if (gender := title_gender(form.title))}
    for gender in titles:
        weights[gender] += _TITLE
    weights[Gender.MALE] += _NOUN * any(form.title in SERVING for form in forms)
    for form in forms:
        if noun := gender_of_noun(form.key.split()[-1]) or title_gender(form.key):
            weights[noun] += _NOUN
    if not titles and (given := GIVEN_GENDER.get(first)):
        weights[given] += _GIVEN + _GIVEN_EACH * sum(form.count for form in forms)
    return weights[Gender.FEMALE], weights[Gender.MALE]


def _outweighing(female: float, male: float) -> Gender | None:
    if max(female, male) < 1 or max(female, male) <= 1.5 * min(female, male):
        return None
    return Gender.FEMALE if female > male else Gender.MALE


def _pronoun_of_tag(flat: str, mentioned: int, stop: int, after: Stretch) -> str:
    """Hers in `Anna stared at the door. "Enough!" she said.`: who is named before a speech is told of behind it, in one
    paragraph. `stop` is where the narration around the name ends, `after` the next stretch of it."""
    tag = _TAG_PRONOUN.match(flat, after.start, after.end)
    near = tag is not None and stop - mentioned <= _BEAT and after.start - stop <= _SPEECH
    # In flat text a paragraph's end is two spaces.
    return tag[1] if tag and near and "  " not in flat[mentioned : after.start] else ""
