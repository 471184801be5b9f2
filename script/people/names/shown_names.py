"""By which of their names somebody is shown."""

from __future__ import annotations

from collections import Counter

from script.model import Character
from script.people.names.name_forms import Form, Person
from script.quotations.speech_words import TITLES

_FULL_SHARE = 0.05
"""How often, beside the surname, a full name must stand to be the name that is shown."""


def _shown(form: Form) -> str:
    """A form as the story mostly writes it, in capitals only where it never does otherwise."""
    written = Counter({name: count for name, count in form.shown.items() if not name.isupper()}) or form.shown
    best = written.most_common(1)[0][0]
    if best.startswith("the ") and " " not in form.key and form.key not in TITLES:
        bare = form.shown.get(best[4:], 0)
        if bare * 3 >= form.shown[best]:
            best = best[4:]
    return best


def character_of(person: Person) -> Character:
    """The person under the commonest name, the others as aliases.

    Somebody mostly called by a surname is shown by the full name, where that's told often enough to be known: others
    may share the surname."""

    def weight(form: Form) -> tuple[float, str]:
        return -(form.count + 6 * form.tags + 0.5 * (len(form.rest) + bool(form.title))), form.key

    forms = sorted(person.forms, key=weight)
    if person.first and len(forms[0].rest) == 1 and forms[0].rest[0] == person.last:
        full = [form for form in forms if len(form.rest) >= 2]
        if sum(form.count for form in full) >= max(2.0, _FULL_SHARE * person.count):
            forms = [full[0], *(form for form in forms if form is not full[0])]
    names = list(dict.fromkeys(_shown(form) for form in forms))
    return Character(names[0], tuple(names[1:]))
