"""Roman numerals in English: chapters, acts, kings."""

from __future__ import annotations

import re

from script.text.roman_figures import roman
from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import cardinal, ordinal

_KEYWORDS = (
    "chapter|chap|book|part|volume|vol|act|scene|canto|section|sec|letter|stave|number|phase|stage|article|appendix|figure|"
    "table|plate|psalm|war|type|class|mark|page|episode|series|level|verse|lesson|division|fit|tome|sonnet|ode|adventure|tale"
)
_NAMES = (
    "Henry|Edward|Richard|George|William|James|Charles|Louis|Philip|Philippe|Napoleon|Elizabeth|Mary|Catherine|Katherine|John|"
    "Pius|Leo|Benedict|Gregory|Clement|Innocent|Alexander|Nicholas|Peter|Paul|Frederick|Wilhelm|Friedrich|Ferdinand|Francis|"
    "Christian|Gustav|Gustavus|Ivan|Otto|Robert|Malcolm|David|Alfonso|Ptolemy|Ramses|Rameses|Darius|Xerxes|Urban|Boniface|"
    "Sixtus|Julius|Adrian|Stephen|Harold|Edmund|Ethelred|Victor|Emmanuel|Umberto|Leopold|Baldwin|Carlos|Pedro|Juan|Haakon|"
    "Olaf|Olav|Eric|Erik|Sigismund|Maximilian|Rudolf|Rudolph|Mehmed|Selim|Murad|Margaret|Anne|Isabella|Joseph|Sebastian|Celestine"
)
_NUMERAL = "[IVXLCDM]+"
_SMALL_AFTER_KEYWORD = re.compile(rf"\b((?i:{_KEYWORDS})s?\.?\s+)([ivx]{{2,}})\b(?!')")
_AFTER_KEYWORD = re.compile(rf"\b((?i:{_KEYWORDS})(?i:s?)\.?\s+)({_NUMERAL})\b(?!')")
_AFTER_NAME = re.compile(
    rf"\b((?:{_NAMES}|{_NAMES.upper()}|(?:King|Queen|Pope|Emperor|Tsar|Czar|Kaiser|Sultan|Prince)\s+[A-Z]\w+)\s+)([IVXL]+)(?![\w])(?!'(?!s\b))(\.(?=[,;:]|\s[a-z]))?"
)
_ANY = re.compile(
    r"\b[IVXLCDM]*[VXLCDM][IVXLCDM]*(?:th|st|nd|rd)?\b|\bI{2,}(?:th|st|nd|rd)?\b|[A-Za-z]\.?\s+I\b(?!'[a-z])|\b[ivx]{2,}\b|\bWW|^\W*I\b"
)
_ORDINAL = re.compile(r"\b([IVXLC]{2,}|[VXLC])(?:th|st|nd|rd)\b")
_LEADING = re.compile(rf"^(\W*)({_NUMERAL})(?=\s*(?:[.:,;)]|$))|^(\W*)([IVXLC]{{2,}})(?=\s)")
_TRAILING = re.compile(r"(?<=\s)([IVX]{2,})(?=\W*$)")
_ANYWHERE = re.compile(r"(?<!\bthe )(?<!\ban )(?<![\w'-])(?!X+\b)([IVX]{2,})(?![\w'-])")
_WORLD_WAR = re.compile(r"\bWW(1|2|I{1,2})\b")
_NOT_A_PRONOUN = re.compile(r"\s*(?:$|[^\s\w']|[A-Z]|(?:of|and\s[IVX]+|to\s[IVX]+|or\s[IVX]+)\b)")
_KING_THE_FIRST = re.compile(r"\s*(?:$|[^\s\w']|(?:of|and|was|is|had)\b)|'s\b")
_TENTH = re.compile(
    r"(?i)\b(?:King|Queen|Pope|Emperor|Tsar|Czar|Kaiser|Sultan|Prince)\b|^(?:Louis|Charles|Leo|Pius|Gregory|Clement|Benedict|"
    r"Boniface|Innocent|Alfonso|Ptolemy|Rameses|Ramses|Christian)\s"
)
_OF_SOMEWHERE = re.compile(r"\s+of\s+[A-Z]")
_OF_WHOM = re.compile(r"\b(?:of|under)\s$")


def numerals(text: SpokenText, *, heading: bool) -> SpokenText:
    """Roman numerals as words: "Chapter XIV" → fourteen, "Henry VIII" → the eighth. The pronoun I stays."""
    if not _ANY.search(text.text):
        return text
    text = text.sub(_WORLD_WAR, lambda match: f"World War {'One' if match[1] in ('1', 'I') else 'Two'}")
    text = (
        text.sub(_AFTER_NAME, _reign)
        .sub(_AFTER_KEYWORD, _number)
        .sub(_SMALL_AFTER_KEYWORD, _small_number)
        .sub(_ORDINAL, _ordinal)
    )
    if heading:
        text = text.sub(_LEADING, _leading).sub(_TRAILING, _plain)
    return text.sub(_ANYWHERE, _plain)


def _reign(match: re.Match[str]) -> str | None:
    value = roman(match[2])
    after = match.string[match.end() :]
    sovereign = _KING_THE_FIRST.match(after) or _OF_WHOM.search(match.string[: match.start()])
    if value is None or match[2] == "L" or (match[2] == "I" and not sovereign):
        return None
    if match[2] == "X" and not (_TENTH.search(match[1]) or _OF_SOMEWHERE.match(after)):
        # The letter: few kings and popes were the tenth of their name.
        return None
    return f"{match[1]}the {ordinal(value)}"


def _number(match: re.Match[str]) -> str | None:
    value = roman(match[2])
    after = match.string[match.end() :]
    if value is None or (match[2] == "I" and (match[1][0].islower() or not _NOT_A_PRONOUN.match(after))):
        return None
    return match[1] + cardinal(value)


def _small_number(match: re.Match[str]) -> str | None:
    value = roman(match[2].upper())
    return None if value is None else match[1] + cardinal(value)


def _ordinal(match: re.Match[str]) -> str | None:
    value = roman(match[1])
    return None if value is None else ordinal(value)


def _leading(match: re.Match[str]) -> str | None:
    numeral = match[2] or match[4]
    value = roman(numeral)
    return None if value is None else (match[1] or match[3] or "") + cardinal(value)


def _plain(match: re.Match[str]) -> str | None:
    value = roman(match[1])
    return None if value is None else cardinal(value)
