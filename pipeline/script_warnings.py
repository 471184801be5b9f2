"""What in the script files can't be heard (yet), said once for each kind of thing."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.edited import Edited
from pipeline.timeline import cue_seconds
from script.model import CueKind, Delivery
from script.nearest import nearest


def script_warnings(edited: Edited) -> tuple[str, ...]:
    """One sentence for each kind of thing in the script files that can't be heard (yet): sounds, unknown deliveries."""
    cues: Counter[str] = Counter()
    pauses: list[str] = []
    deliveries: dict[str, list[str]] = defaultdict(list)
    known = [delivery.value for delivery in Delivery]
    for item in edited.chapters:
        for cue in item.chapter.cues:
            if cue.kind is not CueKind.PAUSE:
                cues[cue.kind.value] += 1
            elif cue_seconds(cue.value) is None:
                pauses.append(f"[pause: {cue.value}] in {item.address}")
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            if line.delivery is not None and line.delivery not in known:
                deliveries[line.delivery].append(f"{item.address}:{number}")
    warnings = [
        f"[{kind}: …] is kept and stays silent ({count} in the script): make-audio can't play it yet."
        for kind, count in cues.items()
    ]
    warnings += [f'{pause} is not understood: write seconds, as in "[pause: 1.5]".' for pause in pauses]
    for word, places in deliveries.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        meant = nearest(word, known)
        hint = f"did you mean {meant}?" if meant else f"make-audio knows {', '.join(known)}."
        warnings.append(f"({word}) is said plainly, at {places[0]}{more}: {hint}")
    return tuple(warnings)
