"""How a line of a play is said, by the direction beside its name: "(whispering)", "softly, to Ann"."""

from __future__ import annotations

from script.deliveries.clause_manner import read_manner, tells_something
from script.deliveries.speaker_words import ANYBODY
from script.model import Delivery

_SAYS = "says "


def directed_delivery(direction: str) -> Delivery | None:
    """The delivery that a direction tells, or None."""
    if not tells_something(direction.lower()):
        return None
    flat = _SAYS + direction.strip("()[] ")
    manner = read_manner(flat, 0, len(flat), ANYBODY, (0, len(_SAYS) - 1), _SAYS.strip())
    return manner.found if manner else None
