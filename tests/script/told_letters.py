"""Letters found in a few paragraphs."""

from __future__ import annotations

from script.documents.letter_paragraphs import Letter, LetterPart
from script.documents.letters import find_letters
from script.quotations.flat_text import flatten


def letters(*paragraphs: str) -> list[Letter]:
    """Each paragraph a part; "***" a break, "# …" a heading, "> …" a block quote."""
    text = "\n".join(paragraphs)
    parts = []
    at = 0
    for paragraph in paragraphs:
        end = at + len(paragraph)
        heading, wall = paragraph.startswith("# "), paragraph == "***"
        quoted = "“" in paragraph
        whole = paragraph.removeprefix("> ").startswith("“") and paragraph.endswith("”")
        start = at + 2 if paragraph.startswith("> ") else at
        parts.append(LetterPart(start, end, wall or heading, heading, quoted, paragraph.startswith("> "), whole))
        at = end + 1
    return find_letters(flatten(text), parts)


FOLLOWS = "It was dated from Rye, and was as follows:"
