"""What holds in every language: characters that engines spell out, stumble over or end their text at.

Three steps, between which a language may put its own: `characters` (what each character becomes), `punctuation` (dashes
and dots as pauses), `tidy` (one clean line).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from voices.spoken_text.mapped_text import SpokenText

_APOSTROPHES = frozenset("'’‘ʼ＇‛`´′")
_QUOTES = frozenset('"“”„‟«»‹›〝〞〟「」『』＂″‚❛❜❝❞')
_AS_THEY_ARE = frozenset(".,;:!?…-–()+=@/&%‰°¿¡")
"""Punctuation that shapes the melody, and signs that engines read in their own language."""
_OTHERS = {
    "‐": "-",
    "‑": "-",
    "−": "-",
    "‒": "–",
    "―": "—",
    "—": "—",
    "⸺": "—",
    "⸻": "—",
    "﹘": "—",
    "‽": "?",
    "№": "№",
}
_FIXED = (
    dict.fromkeys(_QUOTES, " ")
    | _OTHERS
    | dict.fromkeys(_APOSTROPHES, "'")
    | {character: character for character in _AS_THEY_ARE}
)
"""What becomes of a character whatever its kind."""
_LATIN_MARKS = (range(0x0300, 0x0370), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100))
_SELECTORS = (range(0x180B, 0x180E), range(0xFE00, 0xFE10), range(0xFE20, 0xFE30), range(0xE0100, 0xE01F0))
_KEPT_DECOMPOSITIONS = ("<fraction>", "<sub>")
"""½ and H₂O say more than 1⁄2 and H2O do."""

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .,;:!?()'-]")
_CLUSTER = re.compile("[^\\W_][\u0300-\u036f]+")
_BRACKET = re.compile(r"\[(?=[^\W\d_])|(?<=[^\W\d_])\]")
_LINE_END = re.compile(r"(?<=[^\W_])[ \t]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*(?=\S)")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=[^\W\d_]-)[ \t]*(?:\r\n|[\n\r])[ \t]*(?=[^\W\d_])")

_PUNCTUATION = (
    (re.compile(r"-{2,}"), "—"),
    (re.compile(r"(?:(?<=\s)|^)[-–](?=\s|$)|–(?!\d)|(?<!\d)–"), "—"),
    (re.compile(r"\s*(?:…|\.(?:\s?\.)+)[\s.…]*(?![.\d])|…"), "… "),
)
_DASH = re.compile(r"[\s,]*—[\s,—]*")
_LETTER_OR_DIGIT_BEFORE = re.compile(r"[^\W_][)']*$")

_TIDY = (
    # Signs that mean something only between words.
    (re.compile(r"(?<![^\W_])[=+@/]|[=+@/](?![^\W_ ])|[=@/](?= )|\+(?= [^\w])"), " "),
    (re.compile(r"(?<=[^\W\d_])/(?=[^\W_])|(?<=[^\W_])/(?=[^\W\d_])"), " "),
    (re.compile(r"(?<![^\W_])'|'(?![^\W_])"), ""),
    (re.compile(r"(?<![^\W_])-(?!\d)|-(?![^\W_])"), " "),
    (re.compile(r"\(\W*\)"), " "),
    (re.compile(r"\s{2,}|[^\S ]"), " "),
    (re.compile(r" +(?=[,.;:!?…)])"), ""),
    (re.compile(r"(?<=\() +"), ""),
    (re.compile(r"[,;:…](?:[,;:… ]*)(?=[.!?])"), ""),
    (re.compile(r"[!?.,;:… ]*\?[!?.,;:…]*"), "?"),
    (re.compile(r"![!.,;:…]+"), "!"),
    (re.compile(r"\.(?: ?[.,;:…])+"), "."),
    (re.compile(r"[,;:](?: ?[,;:])+"), ","),
    (re.compile(r"[,;:](?: ?…)|…(?: ?[,;:])"), "…"),
)
_GLUED = re.compile(r"(?<=[,;:!?…)])(?=[^\W\d_])|(?<=[^\W\d_][,;:!?…)])(?=[^\W_])|(?<=[^\W_])(?=\()")
_SENTENCES_GLUED = re.compile(r"(?<=[^\W\d_]{2}\.)(?=[^\W\d_]{2})(?<=[a-zà-ÿ]\.)(?=[A-ZÀ-Þ])")
_EDGES = re.compile(r"^(?:[\s,;:!?…)/=+@&%]|\.(?!\d)|-(?!\d))+|[\s(/=+@&-]+$")


def characters(text: SpokenText, *, verse: bool) -> SpokenText:
    """Letters composed and in their plain form, every space plain.

    Quotation marks, markup, emoji and invisible characters are gone. The ends of verse lines (`verse`) become commas.
    """
    text = text.sub(_CLUSTER, lambda match: unicodedata.normalize("NFC", match.group()))
    text = text.sub(_HYPHEN_AT_LINE_END, "").sub(_BRACKET, "")
    if verse:
        text = text.sub(_LINE_END, ", ")
    return text.sub(_NOT_PLAIN, lambda match: _plain(match.group()))


def punctuation(text: SpokenText) -> SpokenText:
    """Dots in a row become one ellipsis, dashes between words a comma."""
    for pattern, replacement in _PUNCTUATION:
        text = text.sub(pattern, replacement)

    def pause(match: re.Match[str]) -> str:
        return ", " if _LETTER_OR_DIGIT_BEFORE.search(match.string[: match.start()]) else " "

    return text.sub(_DASH, pause)


def tidy(text: SpokenText) -> SpokenText:
    """One line without doubled, stray or leading punctuation."""
    for pattern, replacement in _TIDY:
        text = text.sub(pattern, replacement)
    return text.sub(_GLUED, " ").sub(_SENTENCES_GLUED, " ").sub(_EDGES, "")


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character becomes."""
    if character in _FIXED:
        return _FIXED[character]
    category = unicodedata.category(character)
    if character.isspace() or category[0] == "Z":
        return " "
    if category == "Nd":
        # Engines know the digits of their own language's script, and ours.
        return str(unicodedata.decimal(character))
    if category[0] in "LN":
        return _compatible(character)
    if category[0] == "M":
        return "" if category == "Me" or _is_dropped(character) else character
    return _sign(character, category)


def _is_dropped(mark: str) -> bool:
    """Whether a combining mark says nothing: on a Latin letter, or to choose a form of what it stands on."""
    return any(ord(mark) in block for block in (*_LATIN_MARKS, *_SELECTORS))


def _sign(character: str, category: str) -> str:
    """What becomes of punctuation and symbols."""
    if category == "Sc":
        return character
    if category in ("Ps", "Pe") and character not in "[]{}":
        return "(" if category == "Ps" else ")"
    if category == "Po" and ord(character) > 0x36F and not 0x2000 <= ord(character) < 0x2C00:
        # Other scripts' own full stops and commas; full-width forms of ours.
        plain = unicodedata.normalize("NFKC", character)
        return "" if plain in "*#\\'\"" else plain
    return " " if character in "|<>~^\\[]{}•¦" else ""


def _compatible(character: str) -> str:
    """The plain letters of a ligature, a full-width or a mathematical letter."""
    decomposition = unicodedata.decomposition(character)
    if not decomposition.startswith("<") or decomposition.startswith(_KEPT_DECOMPOSITIONS):
        return character
    if decomposition.startswith("<super>") and (not character.isalpha() or character in "ªº"):
        return character
    plain = "".join(c for c in unicodedata.normalize("NFKC", character) if unicodedata.category(c)[0] in "LNM")
    return plain if any(c.isalnum() for c in plain) else character
