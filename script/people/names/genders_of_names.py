"""Of which gender the bearer of some names is, as far as titles, nouns and given names tell."""

from __future__ import annotations

from collections.abc import Sequence

from script.model import Gender
from script.people.names.name_forms import SERVING, Form, title_gender
from script.quotations.speech_words import GIVEN_GENDER, gender_of_noun

_TITLE, _NOUN = 30.0, 4.0
"""What titles and nouns weigh."""
_BESIDE = 2.0
"""What it weighs each time that a noun stands beside a name: "her brother Tom"."""
_GIVEN, _GIVEN_EACH = 3.0, 0.06
"""What a given name weighs, at all and each time that it stands, against the pronouns that take it up."""


def gender_of_forms(forms: Sequence[Form], first: str) -> Gender | None:
    """Of which gender somebody is whose names these are (`first`: the given name among them), as far as titles, the
    given name and the pronouns that take the names up tell."""
    female, male = told_by_names(forms, first)
    return outweighing(female + sum(form.she for form in forms), male + sum(form.he for form in forms))


def told_by_names(forms: Sequence[Form], first: str) -> tuple[float, float]:
    """What titles, nouns and the given name weigh, for a woman and for a man."""
    weights = {Gender.FEMALE: 0.0, Gender.MALE: 0.0}
    titles = {gender for form in forms if (gender := title_gender(form.title))}
    for gender in titles:
        weights[gender] += _TITLE
    weights[Gender.MALE] += _NOUN * any(form.title in SERVING for form in forms)
    for form in forms:
        weights[Gender.FEMALE] += _BESIDE * form.woman
        weights[Gender.MALE] += _BESIDE * form.man
        if noun := gender_of_noun(form.key.split()[-1]) or title_gender(form.key):
            weights[noun] += _NOUN
    if not titles and (given := GIVEN_GENDER.get(first)):
        weights[given] += _GIVEN + _GIVEN_EACH * sum(form.count for form in forms)
    return weights[Gender.FEMALE], weights[Gender.MALE]


def outweighing(female: float, male: float) -> Gender | None:
    """The gender that outweighs the other clearly, or None."""
    if max(female, male) < 1 or max(female, male) <= 1.5 * min(female, male):
        return None
    return Gender.FEMALE if female > male else Gender.MALE
