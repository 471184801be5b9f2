"""A story with doubtful speakers, and a model that always has the same idea."""

from __future__ import annotations

import re

from tests.local_server import Answer, Asked, said

STORY = """CHAPTER ONE

“It is late,” said Anna.

“It is,” said Bertram.

“Then we should go,” said Clara.

* * *

Anna, Bertram, David and Clara sat by the fire. A dog barked. The wind had got up, and the rain with it.

“Listen!”

The door flew open.

“Who is there?” came from the stairs.

It rained, and rained. It rained, and rained. It rained, and rained. It rained, and rained.
It rained, and rained. It rained, and rained. It rained, and rained. It rained, and rained.

CHAPTER TWO

“Here is the gate,” said Clara to Bertram and Anna.

“And here is the key,” said David.

* * *

The clock struck, and the four of them looked round, Anna first, then Clara, then Bertram, then David.

“Come away!”

It was dark. Somebody laughed, and somebody coughed.

“I shall not,” came a whisper.
"""
"""Four lines that nobody could be sure of, two in each chapter."""


def david_says_it(asked: Asked) -> Answer:
    """The model's one idea: it was David."""
    marks = sorted(set(re.findall(r"\[\?(\d+)\] ", asked.question)))
    return said("\n".join(f"{mark}: David" for mark in marks))
