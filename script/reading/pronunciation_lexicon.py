"""Pronunciation lexicons, as EPUBs bring them along and other programs write them.

The W3C's Pronunciation Lexicon Specification 1.0 (https://www.w3.org/TR/pronunciation-lexicon/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from script.reading.html.html_tree import find, text_of


@dataclass(frozen=True, slots=True)
class Lexeme:
    """An entry: words that are said in one way, white space folded everywhere."""

    graphemes: tuple[str, ...]
    phonemes: tuple[tuple[str, str], ...]
    """(phonemes, their alphabet as the document names it: "ipa", "x-sampa", …), the preferred first."""
    aliases: tuple[str, ...]
    """Respellings in ordinary letters."""


def lexemes(root: etree._Element) -> Iterator[Lexeme]:
    """The entries of a PLS document by its root, in order."""
    usual = root.get("alphabet") or "ipa"
    for lexeme in find(root, "lexeme"):
        yield Lexeme(
            tuple(map(text_of, find(lexeme, "grapheme"))),
            tuple((text_of(element), element.get("alphabet") or usual) for element in find(lexeme, "phoneme")),
            tuple(map(text_of, find(lexeme, "alias"))),
        )
