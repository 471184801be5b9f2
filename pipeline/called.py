"""Who is meant by a name on the command line: a whole name in any case, or a part of it that one alone has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from script.errors import EditError
from script.nearest import named_in_part, nearest

_SHOWN = 6
"""Names that a message lists."""


def find_speaker(name: str, speakers: Collection[str]) -> str | None:
    """The speaker of that name: letter case and white space aside. None: nobody is called so."""

    def folded(text: str) -> str:
        return " ".join(text.split()).casefold()

    return next((speaker for speaker in speakers if folded(speaker) == folded(name)), None)


def only_one(part: str, names: Sequence[str], say: Callable[[str], None]) -> str | None:
    """The one of `names` that has `part` among its words, which is said; None if none has.

    Raises `EditError` where several have.
    """
    fitting = named_in_part(part, names)
    if len(fitting) > 1:
        more = f" and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
        raise EditError(
            f'Several are called "{part}": {", ".join(fitting[:_SHOWN])}{more}. Write the whole name of one.'
        )
    for name in fitting:
        say(f'"{part}" is taken for {name}.')
        return name
    return None


def speaker_called(name: str, speakers: Sequence[str], say: Callable[[str], None]) -> str:
    """The speaker that a person means; raises `EditError` for nobody's name, with who may be meant."""
    found = find_speaker(name, speakers) or only_one(name.strip(), speakers, say)
    if found is None:
        meant = nearest(name, speakers)
        hint = f'did you mean "{meant}"?' if meant else "voices.toml has everybody who does."
        raise EditError(f'Nobody called "{name}" speaks in this book; {hint}')
    return found
