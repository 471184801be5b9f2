"""Who is meant by a name on the command line: a whole name in any case, or a part of it that one alone has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from script.support.errors import EditError
from script.support.suggestions import named_in_part, nearest
from script.support.wording import some_of

_SHOWN = 6
"""Names that a message lists."""
_UNKNOWN = ("unknown", "?")
"""Whoever says the lines of which nobody knows who says them: in voices.toml, and in script files (`@?:`)."""


def shown(speaker: str | None) -> str:
    """A speaker's name as people read it."""
    return _UNKNOWN[0] if speaker is None else speaker


def names_of(speakers: Iterable[str | None]) -> dict[str, str | None]:
    """Each name that means one of the speakers, and whom it means; None: those of whom nobody knows who they are."""
    speakers = list(speakers)
    names: dict[str, str | None] = {speaker: speaker for speaker in speakers if speaker is not None}
    unknown = {name: None for name in _UNKNOWN if name not in names} if None in speakers else {}
    return {**names, **unknown}


def find_name(name: str, names: Collection[str]) -> str | None:
    """The one of `names` that is meant: letter case, white space and the script file's @ aside. None: nobody is called
    so."""

    def folded(text: str) -> str:
        return " ".join(text.split()).casefold()

    wanted = folded(name).removeprefix("@")
    return next((known for known in names if folded(known) == wanted), None)


def only_one(part: str, names: Sequence[str], say: Callable[[str], None]) -> str | None:
    """The one of `names` that has `part` among its words, which is said; None if none has.

    Raises `EditError` where several have.
    """
    fitting = named_in_part(part, names)
    if len(fitting) > 1:
        raise EditError(f'Several are called "{part}": {some_of(fitting, _SHOWN)}. Write the whole name of one.')
    for name in fitting:
        say(f'"{part}" is taken for {name}.')
        return name
    return None


def speaker_called(name: str, names: Mapping[str, str | None], say: Callable[[str], None]) -> str | None:
    """The speaker that a person means, of `names_of` all; raises `EditError` for nobody's name, with who may be
    meant."""
    found = find_name(name, names) or only_one(name.strip(), tuple(names), say)
    if found is None:
        meant = nearest(name, names)
        hint = f'did you mean "{meant}"?' if meant else "voices.toml has everybody who does."
        raise EditError(f'Nobody called "{name}" speaks in this book; {hint}')
    return names[found]
