"""Accents as language tags (BCP 47), and how far one is from another."""

from __future__ import annotations


def tag(language: str) -> str:
    """A language tag in one form: "en_GB" → "en-gb"."""
    return language.lower().replace("_", "-")


def foreignness(language: str, accent: str | None) -> float:
    """How little a voice's language has of an accent: 0 all of it … 1 nothing; the more, the earlier they part."""
    if not accent:
        return 0.0
    parts, own = tag(accent).split("-"), tag(language).split("-")
    common = next((n for n, part in enumerate(parts) if own[n : n + 1] != [part]), len(parts))
    return 1 - common / len(parts)
