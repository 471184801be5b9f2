"""Annotated novels, made up."""

from __future__ import annotations

import random
from typing import Any

PEOPLE = ("Anna", "Paul", "Clara", "Peter", "Ruth")


def novel(seed: int) -> dict[str, Any]:
    """A made-up annotated novel: two people at a time, every other turn with a tag."""
    rng = random.Random(seed)
    text = ""
    quotes = []
    for number in range(30):
        if number % 10 == 0:
            pair = rng.sample(PEOPLE, 2)
            text += f"{pair[0]} met {pair[1]} by the gate.\n\n"
        speaker = pair[number % 2]
        words = f"“I have counted {rng.randrange(99)} of them,”"
        quotes.append({"spans": [[len(text), len(text) + len(words)]], "speaker": speaker, "type": "Implicit"})
        text += words + (f" said {speaker}." if rng.random() < 0.5 else "") + "\n\n"
    characters = [{"name": name, "aliases": [], "gender": "", "category": "major"} for name in PEOPLE]
    return {"text": text, "quotes": quotes, "characters": characters, "source": {"author_code": f"A{seed}"}}
