"""How far one accent is from another, by their language tags (BCP 47)."""

from __future__ import annotations

from script.text.language_tags import plain_tag


def foreignness(language: str, accent: str | None) -> float:
    """How little a voice's language has of an accent: 0 all of it … 1 nothing; the more, the earlier they part."""
    if not accent:
        return 0.0
    parts, own = plain_tag(accent).split("-"), plain_tag(language).split("-")
    common = next((n for n, part in enumerate(parts) if own[n : n + 1] != [part]), len(parts))
    return 1 - common / len(parts)
