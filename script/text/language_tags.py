"""Language tags (BCP 47) in one form, however a book, a person or a voice writes them."""

from __future__ import annotations


def plain_tag(tag: str) -> str:
    """The tag in small letters and with hyphens: "en_GB" → "en-gb"."""
    return tag.lower().replace("_", "-")


def base_language(tag: str) -> str:
    """The language without region or variety: "en_GB" → "en"."""
    return plain_tag(tag).partition("-")[0]
