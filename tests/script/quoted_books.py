"""Short texts as a tagger sees them, with a cast that the test knows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from script.model import Character
from script.people.characters import Mention, People
from script.quotations.flat_text import flatten
from script.quotations.tags.tags_after import tag_after
from script.tagging.attribution.attributor import AttributionInput, SpokenSpan


def book_of(text: str, *people: str | Character, new_scenes: Iterable[int] = ()) -> AttributionInput:
    """The quotations of `text`, a paragraph a line, if these are all the people that are known; each is mentioned where
    their name stands. `new_scenes`: the paragraphs that begin one."""
    flat = flatten(text)
    breaks = set(new_scenes)
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    spans, tags = [], []
    for number, (start, end) in enumerate(paragraphs):
        for match in re.finditer("“[^”]+”", flat[start:end]):
            spans.append(SpokenSpan(start + match.start(), start + match.end(), number, False))
            tags.append(tag_after(flat, start + match.end(), end, match.group()[-2]))
    cast = tuple(one if isinstance(one, Character) else Character(one) for one in people)
    forms = {one.name.lower(): index for index, one in enumerate(cast)}
    mentions = [
        Mention(m.start(), m.end(), index, any(span.start <= m.start() < span.end for span in spans))
        for index, one in enumerate(cast)
        for m in re.finditer(rf"\b{re.escape(one.name)}\b", flat)
    ]
    mentions.sort(key=lambda mention: mention.start)
    scenes = [sum(begins <= number for begins in breaks) for number in range(len(paragraphs))]
    return AttributionInput(flat, paragraphs, scenes, spans, tags, People(cast, forms, tuple(mentions)))
