"""Of which gender somebody is: by titles, nouns, given names, and the pronouns that follow their mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from script.model import Character
from script.people.characters import Mention, Stretch
from script.people.names.genders_of_names import outweighing, told_by_names
from script.people.names.name_forms import Person
from script.people.pronouns import next_pronoun, pronoun_of
from script.quotations.speech_words import age_of_words

_TAG_PRONOUN = re.compile(r"\s*(she|he)\b")


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
        female[index], male[index] = told_by_names(person.forms, person.first)
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
            or outweighing(female[index], male[index])
            or outweighing(female[index] + _NEAR * she_near[index], male[index] + _NEAR * he_near[index])
        )
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
