"""Words in scripts that English voices don't read, as words in Latin letters: hello in Chinese, a name in Hebrew."""

from __future__ import annotations

import re

from voices.spoken_text.mapped_text import SpokenText

_OTHER_SCRIPTS = re.compile(
    "[\u0530-\u1aaf\u1b00-\u1c7f\u3005-\u3007\u3040-\u312f\u3131-\u318e\u31f0-\u31ff\u3400-\u9fff\ua000-\ua4cf"
    "\ua840-\uab2f\uabc0-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc\U00020000-\U0003ffff]+"
)
"""Letters other than Latin, Greek and Cyrillic ones: those every engine reads somehow, and of these none a sound."""
_SYLLABLE = re.compile("(?<=[a-z])(?=[A-Z])")


def in_latin(text: SpokenText) -> SpokenText:
    """Words in other scripts by the sounds of their letters: 你好 as "ni hao", 안녕 as "an nyeong".

    Hebrew and Arabic have few vowels to go by. A letter of unknown sound stays.
    """
    return text.sub(_OTHER_SCRIPTS, _latin) if _OTHER_SCRIPTS.search(text.text) else text


def _latin(match: re.Match[str]) -> str | None:
    if not any(map(str.isalnum, match.group())):
        # A mark without its letter, which `can_be_said` doesn't count either.
        return None
    # Only for stories that have such a word.
    from anyascii import anyascii

    said = _SYLLABLE.sub(" ", anyascii(match.group())).lower()
    if not any(map(str.isalnum, said)):
        return None
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return f"{' ' if before.isalnum() else ''}{said}{' ' if after.isalnum() else ''}"
