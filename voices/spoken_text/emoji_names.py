"""Emoji by their names in the language of the text; a row of the same one is said once. Names: Unicode CLDR, as the
`emoji` library has them."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText

_MAYBE = re.compile("[\u203c-\u3299\U0001f000-\U0001faff]")
_NOT_A_NAME = re.compile(r"[_:]+")


def named(text: SpokenText, language: str) -> SpokenText:
    """Emoji become their names, set off by commas.

    Ornaments (♥ ★ ❦) are no emoji here unless they ask to be shown as one.
    """
    if not _MAYBE.search(text.text):
        return text
    # Loading the names takes a third of a second: only for stories that have one.
    import emoji

    names = language if language in emoji.LANGUAGES else "en"
    # A keycap (1️⃣) and a name in figures are letters and digits already.
    found = {
        match["emoji"]
        for match in emoji.emoji_list(text.text)
        if emoji.EMOJI_DATA[match["emoji"]]["status"] in (2, 3) and not any(c.isalnum() for c in match["emoji"])
    }
    if not found:
        return text
    one = "|".join(re.escape(sign) for sign in sorted(found, key=len, reverse=True))
    row = re.compile(rf"[\s,]*({one})(?:\s*\1)*(?=(\s*[.,;:!?…)\"”’]|\s*$)?)")

    def name(match: re.Match[str]) -> str:
        words = _NOT_A_NAME.sub(" ", emoji.demojize(match[1], language=names)).strip()
        before = ", " if any(c.isalnum() for c in match.string[: match.start()]) else " "
        return f"{before}{words}{'' if match[2] is not None else ', '}"

    return text.sub(row, name)
