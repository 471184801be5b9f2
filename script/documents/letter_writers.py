"""Who wrote a letter: its signature, or the narration around it."""

from __future__ import annotations

import re
from dataclasses import replace

from script.documents.letter_paragraphs import Letter, Pages
from script.documents.letter_wording import INITIALS, WRITINGS, last_initials
from script.model import NARRATOR
from script.quotations.flat_text import NAME, name_key
from script.quotations.speech_words import NOT_NAMES, TITLES

_FROM = re.compile(
    rf"\b(?:{WRITINGS}s? +(?:[\w']+ +){{0,3}}?(?:from|by|of) +(?P<a>{NAME})"
    rf"|(?P<b>{NAME}) +(?:had +)?(?:wrote|written|writes|scrawled|scribbled|penned|sent)\b"
    rf"|(?P<c>{NAME}(?<='s)) +(?:[\w-]+ +){{0,2}}?{WRITINGS}\b"
    rf"|wrote +(?P<d>{NAME})"
    rf"|{WRITINGS}s?\b(?:[^.;!?]{{0,60}}?[ ,])?(?:was|is|came|comes) +from"
    rf" +(?:[^.;!?,]{{0,40}}, +)?(?:one +)?(?P<e>{NAME})"
    rf"|(?:letter|note|telegram|message|reply|answer)s?\b(?:(?! to )[^.;:!?]){{0,60}}? from +(?P<f>{NAME}))"
)
_PUBLIC = re.compile(
    r"\b(?:advertisement|placard|poster|notice|handbill|newspaper|paragraph|inscription|inscribed|epitaph|tombstone"
    r"|gravestone|sign-?board|sign|plaque|headline|cutting|clipping|gazette|agony column|article|proclamation|label)\b",
    re.IGNORECASE,
)
_PUBLIC_NEAR = 160
"""Characters before a text in which the narration says what it is."""
_WROTE_THEN = re.compile(
    r"\b(?:wrote|replied|answered|indited)\b[^.!?]{0,40}(?:as follows|the following|thus|:)[ ,.:—–-]*$", re.IGNORECASE
)
_OWN = re.compile(rf"\b{WRITINGS}s? +(?:which +|that +)?I +(?:had +|have +)?(?:wrote|written|sent|penned|scribbled)\b")


def with_writer(pages: Pages, letter: Letter) -> Letter:
    """The letter with its writer.

    Where no signature names one, the narration around does; initials alone may be anybody's.
    """
    name = letter.writer
    if not name and pages.parts[letter.last].quoted:
        name = last_initials(pages.text(letter.last))
    signed = replace(letter, writer=name, evidence=f"{letter.evidence}: {name}")
    if name and not INITIALS.fullmatch(name):
        shown = name.title() if name.isupper() and len(name) > 3 else name
        return replace(letter, writer=shown, evidence=f"{letter.evidence}: {shown}")
    told, why = _told_writer(pages, letter)
    if told and (not name or _initials(told)[-1:] == _initials(name)[-1:]):
        return replace(letter, writer=told, evidence=why)
    if name:
        return signed
    before = pages.text(letter.first - 1)[-_PUBLIC_NEAR:] if letter.first else ""
    return replace(letter, writer=NARRATOR) if _PUBLIC.search(before) else letter


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in TITLES)


def _told_writer(pages: Pages, letter: Letter) -> tuple[str, str]:
    """(who wrote a letter by the narration around it, the words that say so), the nearest first."""
    if letter.first and (own := _OWN.search(pages.text(letter.first - 1))):
        return "I", f"letter: {' '.join(own.group().split())}"
    for index in (letter.first - 1, letter.last + 1, letter.first - 2, letter.first - 3):
        if not 0 <= index < len(pages.parts) or not pages.same_chapter(index, letter.first):
            continue
        text = pages.text(index)
        if index == letter.first - 1 and _WROTE_THEN.search(text):
            # "She sat down, and wrote as follows": another letter is spoken of before.
            break
        for match in reversed(list(_FROM.finditer(text))):
            name = next(group for group in match.groups() if group)
            if _may_write(name, letter):
                return name, f"letter: {' '.join(match.group().split())}"
    return "", ""


def _may_write(name: str, letter: Letter) -> bool:
    """Whether a name is a person's, and not the reader's."""
    key = name_key(name)
    return not (key in TITLES or key.split()[0] in NOT_NAMES - TITLES or key == name_key(letter.reader))
