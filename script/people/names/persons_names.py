"""Whether a way to name something is a person's name, rather than a place's, an exclamation or a family's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from script.people.names.name_forms import FAMILY, Form
from script.people.names.name_words import OATHS, NameWords
from script.quotations.speech_words import GIVEN_GENDER, GROUP_NOUNS, NOT_NAMES, TITLES, word_set

_INTERJECTIONS = word_set(
    """ho ha hey hi hoy ahoy yo lo lor lumme yah yeah yep yup nah nope ugh uh huh hmph phew whew tut tush fie faugh amen
    whoa gosh golly geez jeez crikey blimey cheers congratulations sorry welcome hurrah hooray"""
)
_ONLY_CALLED = 4
"""Times that a word which only ever opens what is said must stand to be a name rather than an exclamation."""
_MOSTLY_ACTS = 0.4
"""How often a name that stands once or twice must be of who acts."""


def is_person(form: Form, namey: NameWords) -> bool:
    """Whether a form is somebody's name: by tags above all, then by being called, by what it does, by its look."""
    if form.tags:
        return form.tags >= 0.1 * form.count or form.places <= 0.4 * form.count
    if _is_another_word(form, namey):
        return False
    if form.title:
        return True
    if form.places > 0.4 * form.count:
        return False
    first = form.key.split()[0]
    return (first in namey.evident and first in NOT_NAMES) or _is_called(form) or _acts_like_one(form)


def _is_another_word(form: Form, namey: NameWords) -> bool:
    """Whether a form is an oath, an exclamation, a mere title, or a word that is mostly something else."""
    words = form.key.split()
    if words[0] in OATHS and not form.human:
        return True
    if words[0] in NOT_NAMES and not form.title and words[0] not in namey.evident:
        return True
    if form.key in TITLES and form.key not in FAMILY and not form.acts:
        return True
    return len(words) == 1 and (words[0] in GROUP_NOUNS or words[0] in _INTERJECTIONS)


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
    told = form.she + form.he + form.woman + form.man > 0
    if told and form.human and form.acts >= _MOSTLY_ACTS * form.count:
        return True
    return form.acts >= 2 and form.acts >= 0.08 * form.count and (told or form.human > 0)


def is_surname(form: Form, namey: NameWords, full: Collection[str]) -> bool:
    """Whether a word is what somebody is called for short: it does something, and ends a person's longer name (`full`:
    the last words of those): "Dunmore" of Principal Dunmore, once he has been named so."""
    known = form.key in full and form.acts > 0 and form.places <= 0.4 * form.count
    return known and not _is_another_word(form, namey)


def is_family(form: Form, forms: Mapping[str, Form]) -> bool:
    """Whether a plural names a family or a people ("the Basts", "the Miss Musgroves")."""
    key = form.key
    single = key[:-2] if key.endswith("es") and key[:-2] in forms else key[:-1]
    if not key.endswith("s") or form.tags > 2:
        return False
    plural = sum(count for shown, count in form.shown.items() if shown.startswith("the "))
    return plural > 0.5 * form.count and any(other == single or other.endswith(f" {single}") for other in forms)
