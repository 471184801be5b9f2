"""What in the script files can't be heard yet, said once for each kind of thing."""

from __future__ import annotations

from collections import Counter

from pipeline.edited import Edited
from script.model import CueKind


def script_warnings(edited: Edited) -> tuple[str, ...]:
    """One sentence for each kind of cue that stays silent."""
    cues = Counter(cue.kind for item in edited.chapters for cue in item.chapter.cues if cue.kind is not CueKind.PAUSE)
    return tuple(
        f"[{kind}: …] is kept and stays silent ({count} in the script): make-audio can't play it yet."
        for kind, count in cues.items()
    )
