"""Of which gender somebody is: by titles, nouns, given names, and the pronouns that follow their mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from script.model import Character, Gender
from script.people.characters import Mention, Stretch
from script.people.names.genders_of_names import outweighing, told_by_names
from script.people.names.name_forms import Person
from script.people.pronouns import is_it, next_pronoun, pronoun_of
from script.quotations.speech_words import age_of_words

_TAG_PRONOUN = re.compile(r"\s*(she|he)\b")
_REACH = 90
"""Characters at most from a name to a pronoun that tells of it."""
_NEAR = 0.5
"""What a pronoun weighs that follows, and may be somebody else's: asked only where nothing better tells."""
_BEAT, _SPEECH = 120, 400
"""Characters at most of the narration from a name to a speech, and of that speech, before a tag tells of that name."""


@dataclass(slots=True)
class _Weights:
    """What speaks for a woman and for a man: titles, names and pronouns that take the name up; and the pronouns that
    only stand next (`she_near`, `he_near`, `it_near`)."""

    female: float = 0.0
    male: float = 0.0
    she_near: int = 0
    he_near: int = 0
    it_near: int = 0

    @property
    def gender(self) -> Gender | None:
        """The gender told, by what stands next only where nothing better tells."""
        if told := outweighing(self.female, self.male):
            return told
        if self.it_near and self.it_near >= max(self.she_near, self.he_near):
            return None  # a robot: the "him" is somebody else
        return outweighing(self.female + _NEAR * self.she_near, self.male + _NEAR * self.he_near)


def with_genders(
    flat: str,
    stretches: Sequence[Stretch],
    characters: Sequence[Character],
    people: Sequence[Person],
    mentions: Sequence[Mention],
) -> list[Character]:
    """Genders from titles, nouns, given names and the pronouns that follow each mention in narration."""
    weights = [_Weights() for _ in characters]
    for weight, person in zip(weights, people, strict=False):
        weight.female, weight.male = told_by_names(person.forms, person.first)
    for mention, end, tagged in _followed(flat, stretches, mentions):
        if flat[mention.end - 2 : mention.end] == "'s":
            continue
        weight = weights[mention.person]
        pronoun = pronoun_of(flat, mention.start, mention.end, end) or tagged
        weight.female += pronoun == "she"
        weight.male += pronoun == "he"
        near = next_pronoun(flat, mention.end, end)
        weight.she_near += near == "she"
        weight.he_near += near == "he"
        weight.it_near += is_it(flat, mention.end, end)
    result = []
    for character, weight in zip(characters, weights, strict=True):
        age = character.age or age_of_words(character.name.lower().split())
        result.append(Character(character.name, character.aliases, character.gender or weight.gender, age))
    return result


def _followed(
    flat: str, stretches: Sequence[Stretch], mentions: Sequence[Mention]
) -> Iterator[tuple[Mention, int, str]]:
    """The mentions in narration, each with where what follows stops telling of it, and the pronoun of a tag behind."""
    narrated = [m for m in mentions if not m.quoted]
    bounds = [s for s in stretches if not s.quoted]
    position = 0
    for index, mention in enumerate(narrated):
        while position < len(bounds) and bounds[position].end <= mention.start:
            position += 1
        stop = bounds[position].end if position < len(bounds) else mention.end
        following = narrated[index + 1].start if index + 1 < len(narrated) else len(flat)
        tagged = ""
        if stop <= following and position + 1 < len(bounds):
            tagged = _pronoun_of_tag(flat, mention.end, stop, bounds[position + 1])
        yield mention, min(mention.end + _REACH, stop, following), tagged


def _pronoun_of_tag(flat: str, mentioned: int, stop: int, after: Stretch) -> str:
    """Hers in `Anna stared at the door. "Enough!" she said.`: who is named before a speech is told of behind it, in one
    paragraph. `stop` is where the narration around the name ends, `after` the next stretch of it."""
    tag = _TAG_PRONOUN.match(flat, after.start, after.end)
    near = tag is not None and stop - mentioned <= _BEAT and after.start - stop <= _SPEECH
    # In flat text a paragraph's end is two spaces.
    return tag[1] if tag and near and "  " not in flat[mentioned : after.start] else ""
