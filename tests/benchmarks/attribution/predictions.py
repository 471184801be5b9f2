"""What a tagger makes of a text, in the form that the metric reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from script.model import NARRATOR, Kind, Script
from script.tagging.attribution.attributor import Attributor
from script.training.annotated_novels import book_of, true_cast


def prediction(script: Script, *, written: bool = False) -> dict[str, Any]:
    """The script in the form that the metric reads; each quotation with its confidence as well.

    Letters are left out: the corpora have none of them annotated, in quotation marks or not. `written`: the annotation
    has messages too, and says what looks like speech but is the narrator's.
    """
    kinds = (Kind.SPEECH, Kind.THOUGHT, Kind.LETTER) if written else (Kind.SPEECH, Kind.THOUGHT)
    quotes = [
        {
            "start": line.start + chapter.offset,
            "end": line.end + chapter.offset,
            "speaker": line.speaker,
            "confidence": line.confidence,
        }
        for chapter in script.chapters
        for line in chapter.lines
        if line.kind in kinds and not (written and line.speaker == NARRATOR)
    ]
    return {"quotes": quotes, "characters": [{"name": c.name, "aliases": list(c.aliases)} for c in script.characters]}


def with_true_cast(gold: Mapping[str, Any], attributor: Attributor) -> dict[str, Any]:
    """What the attributor says of the quotations that were found when it is handed the annotated characters."""
    book = true_cast(book_of(gold["text"], ""), gold)
    quotes = [
        {
            "start": span.start,
            "end": span.end,
            "speaker": None if said.speaker is None else book.cast.people[said.speaker].name,
            "confidence": said.confidence,
        }
        for span, said in zip(book.spans, attributor.attribute(book), strict=True)
    ]
    return {"quotes": quotes, "characters": [{"name": p.name, "aliases": list(p.aliases)} for p in book.cast.people]}
