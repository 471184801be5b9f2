"""A novel as other books might have it: what the tagger may not depend on, so that it learns to do without.

Each annotated novel is learned from as it is, with its people renamed and its tags in another order or tense, and in
excerpts the length of a short story, in which a name stands twice and a scene has no history. The changes of the text
are those of `perturb.py`, which lies beside the corpora.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

EXCERPT_WORDS = 2000
_EXCERPTS = 4
"""Excerpts of each kind from one novel."""
_FEWEST = 10
"""Quotations that make an excerpt worth learning from."""
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_SEED = 11

Gold = dict[str, Any]
"""An annotated text in the form of the corpora."""


class Perturbations(Protocol):
    """Changes of an annotated text that leave its annotation right (the module `perturb.py` has them)."""

    def rename(self, novel: Gold, rng: random.Random, kind: str) -> Gold:
        """Other names: `kind` is "names" (invented ones) or "words" (words that mean something else as well)."""
        ...

    def modern(self, novel: Gold) -> Gold:
        """«Anne said» for «said Anne»."""
        ...

    def present(self, novel: Gold) -> Gold:
        """«says» for «said»."""
        ...

    def curly(self, novel: Gold) -> Gold:
        """Typographer's quotation marks."""
        ...


@dataclass(frozen=True, slots=True)
class Variant:
    """A text to learn from: what was done to the novel, and the annotation that goes with it."""

    kind: str
    gold: Mapping[str, Any]


def variants(novel: Mapping[str, Any], name: str, perturb: Perturbations) -> Iterator[Variant]:
    """The novel as it is, renamed with tags in another order, and excerpts of it in three guises."""
    rng = random.Random(f"{name} {_SEED}")
    plain = copy.deepcopy(dict(novel))
    yield Variant("plain", plain)
    words = perturb.modern(perturb.rename(copy.deepcopy(plain), rng, "words"))
    yield Variant("words", words)
    names = perturb.curly(perturb.present(perturb.rename(copy.deepcopy(plain), rng, "names")))
    for offset, (kind, source) in enumerate((("plain", plain), ("words", words), ("names", names))):
        for number, excerpt in enumerate(excerpts(source, EXCERPT_WORDS, _EXCERPTS, offset / 3)):
            yield Variant(f"{kind} {number}", excerpt)


def renamed_once(text: Mapping[str, Any], name: str, perturb: Perturbations) -> Gold:
    """An annotated text whose people have words for names."""
    return perturb.rename(copy.deepcopy(dict(text)), random.Random(f"{name} {_SEED}"), "words")


def excerpts(novel: Mapping[str, Any], words: int, count: int, offset: float = 0.0) -> Iterator[Gold]:
    """Passages of about so many words, evenly spread, each with at least ten quotations of people whom it names.

    `offset`: how far the first passage is moved, in parts of the way from one passage to the next.
    """
    text: str = novel["text"]
    ends = [match.end() for match in _PARAGRAPH_END.finditer(text)] + [len(text)]
    for number in range(count):
        start = next(end for end in ends if end >= min(len(text), len(text) * (number + offset + 0.1) / count))
        stop, size = start, 0
        for end in ends:
            if end > start and size < words:
                size += len(text[stop:end].split())
                stop = end
        if (excerpt := _cut(novel, start, stop)) and len(excerpt["quotes"]) >= _FEWEST:
            yield excerpt


def _cut(novel: Mapping[str, Any], start: int, stop: int) -> Gold:
    text = novel["text"][start:stop]
    cast = [c for c in novel["characters"] if any(re.search(rf"\b{re.escape(a)}\b", text) for a in c["aliases"])]
    named = {c["name"] for c in cast}
    quotes = [
        {**quote, "spans": [[a - start, b - start] for a, b in quote["spans"]], "mentions": []}
        for quote in novel["quotes"]
        if quote["speaker"] in named and all(start <= a and b <= stop for a, b in quote["spans"])
    ]
    return {**novel, "text": text, "quotes": quotes, "characters": cast}
