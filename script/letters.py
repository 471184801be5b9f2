"""Letters, notes, telegrams and diary entries: runs of paragraphs that their writer speaks.

Found by a salutation ("Dear Rarity,"), a closing with a signature ("Sincerely," / "Rarity"), or what the narration says
before them ("a note from Spike:"). Works on flat text; a letter is whole paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from script.dialogue_tags import CAP, NAME
from script.speech_words import TITLES


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph as the letter finder sees it. `wall`: a break or a heading, which no letter without a salutation
    crosses; `quoted`: it holds speech; `set_off`: the book sets it apart (a block quote)."""

    start: int
    end: int
    wall: bool = False
    heading: bool = False
    quoted: bool = False
    set_off: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """Paragraphs `first` to `last` (inclusive). `writer` and `reader` are names as they stand, or empty."""

    first: int
    last: int
    writer: str
    reader: str
    evidence: str


_OPEN = r"[\"“‘'«„ ]*"
_SALUTATION = re.compile(
    rf"{_OPEN}(?:(?:(?:my|our|to my) +)?(?:own +|very +)?(?:dear(?:est)?|beloved|darling|honou?red|esteemed)(?: +(?:and|old|little|sweet|good|kind|dear(?:est)?))*"
    r"(?P<to>(?: +[\w'.-]+){1,5}?)|(?P<sir>(?:dear +)?(?:sirs?|madam|gentlemen)))"
    r" *(?P<mark>[,:;!.—–]|--|$)(?P<rest>.*)",
    re.I,
)
_CLOSINGS = (
    r"(?:(?:with |all |much |lots of |in |and )*(?:my |our |deepest |sincerest |all |best |much |fondest )*(?:love|affection|gratitude|respect|sympathy)(?: always| forever| and kisses)?"
    r"|(?:ever |very |most |i remain,? |believe me,? |i am,? )*(?:dear \w+,? )?(?:yours|thine)(?: (?:ever|always|truly|very truly|sincerely|most sincerely|faithfully|affectionately|respectfully|etc|&c|obediently|in haste|as ever|and|till death|gratefully|cordially))*"
    r"|(?:ever |always )?your(?:s)? (?:most |very |own |ever |loving |affectionate |obedient |humble |faithful |devoted |dutiful |sincere |old |dear |true |little |grateful |and )*(?:friend|servant|son|daughter|mother|father|brother|sister|cousin|aunt|uncle|niece|nephew|wife|husband|student|pupil|admirer|obedient|affectionate|loving|faithful|princess)"
    r"|(?:yours )?(?:most |very )?(?:sincerely|faithfully|truly|respectfully|affectionately|cordially|gratefully|lovingly|fondly|humbly)(?: yours)?"
    r"|(?:with )?(?:my |our )?(?:kind|best|warm|kindest|warmest)(?:est)? (?:regards|wishes)|regards|cheers|best|signed|farewell|goodbye|good-bye|forever yours|until next time|see you soon|xoxo|take care|in haste|with thanks|many thanks|thank you|hugs(?: and kisses)?|so long)"
)
_CLOSING = re.compile(rf"{_CLOSINGS} *[,.!—–:-]* *$", re.I)
_CLOSED_LINE = re.compile(rf"(?:.*[.!?…] +|^ *){_CLOSINGS} *[,.!—–:-]+ *(?P<name>{NAME})[ .\"”’']*$", re.I)
_SIGNATURE = re.compile(rf"[\"“‘'—–\- ]*(?:(?:the|your|princess|king|queen|poor|old|little) +)*(?P<name>{NAME}|{CAP}|[A-Z]\.(?: ?[A-Z]\.)*)[ .!\"”’'*]*$")
_POSTSCRIPT = re.compile(r"[\"“‘' ]*(?:p\.? ?s\b|n\.? ?b\.|postscript)", re.I)
_WORDS = r"(?:letter|note|telegram|message|postcard|missive|epistle|e-mail|email|parchment|scroll|diary|journal|telegraph|cable|dispatch|will|scrap|card|lines|words|paper|page)"
_INTRODUCED = re.compile(
    rf"\b(?:{_WORDS}|wrote|written|writes|scrawled|scribbled|penned|typed|inscription)\b.{{0,160}}?(?:[:—–]|--|\bread|\breads|\bran|\bfollows|\bsaid|\brunning)[ ,:;.—–-]*$",
    re.I,
)
_MENTIONED = re.compile(rf"\b(?:{_WORDS}|wrote|read|penned|handwriting|envelope|unfolded)\b", re.I)
_FROM = re.compile(
    rf"\b(?:{_WORDS}s? +(?:[\w']+ +){{0,3}}?(?:from|by|of) +(?P<a>{NAME})|(?P<b>{NAME}) +(?:had +)?(?:wrote|written|writes|scrawled|scribbled|penned)\b|(?P<c>{NAME})'s? +(?:[\w-]+ +){{0,2}}?{_WORDS}\b|wrote +(?P<d>{NAME}))"
)
_PERSONAL = re.compile(r"\b(?:I|I'm|I've|I'll|I'd|you|your|my|me|we|our|us)\b")
_DIARY = re.compile(rf"(?P<who>{NAME})'s +(?:[\w-]+ +){{0,2}}?(?:diary|journal|log|notebook)\b", re.I)
_LONG = 60
"""Paragraphs that a letter without a salutation may reach back."""


def find_letters(flat: str, parts: Sequence[Part]) -> list[Letter]:
    """All letters among the paragraphs, in order, none overlapping."""
    letters: list[Letter] = []
    closings = {index: found for index in range(len(parts)) if (found := _closing(flat, parts, index))}
    at = 0
    while at < len(parts):
        letter = None if parts[at].wall else _from_salutation(flat, parts, at, closings) or _from_set_off(flat, parts, at)
        if letter:
            letters.append(letter)
            at = letter.last
        elif at in closings:
            floor = letters[-1].last + 1 if letters else 0
            letter = _back_from_closing(flat, parts, at, closings[at], floor)
            if letter:
                letters.append(letter)
                at = letter.last
        at += 1
    return [_with_writer(flat, parts, letter) for letter in letters]


def _text(flat: str, part: Part) -> str:
    return flat[part.start : part.end].strip()


def _closing(flat: str, parts: Sequence[Part], index: int) -> tuple[int, str] | None:
    """(last paragraph, signature) of the closing that starts in paragraph `index`."""
    part = parts[index]
    if part.wall or part.end - part.start > 4000:
        return None
    text = _text(flat, part)
    tail = text[-160:]
    if tail[-1:] not in "\"”’'.,!*—–-:" and not tail[-1:].isalnum():
        return None
    if _CLOSING.search(tail) and len(_CLOSING.search(tail).group()) + 45 >= len(text) if _CLOSING.search(tail) else False:
        lead = text[: len(text) - len(_CLOSING.search(tail).group())].rstrip()  # type: ignore[union-attr]
        if (not lead or lead[-1] in ".!?,;:—–…" or len(lead.split()) <= 4) and index + 1 < len(parts):
            name = _signature(flat, parts[index + 1])
            if name:
                return index + 1, name
    match = _CLOSED_LINE.match(tail if len(text) <= 160 else tail[tail.find(" ") + 1 :])
    if match and not part.quoted and len(match["name"].split()) <= 4 and _named(match["name"]):
        return index, match["name"]
    return None


def _named(text: str) -> bool:
    return text[:1].isupper()


def _signature(flat: str, part: Part) -> str:
    """The name that a paragraph consists of, or an empty string."""
    text = _text(flat, part)
    if part.wall or len(text.split()) > 7 or len(text) > 60:
        return ""
    match = _SIGNATURE.match(text)
    if match:
        return match["name"]
    first = re.match(rf"(?P<name>{NAME})[,.]? ", text)
    return first["name"] if first and len(text.split()) <= 6 and text[-1].isalnum() and _titled_line(text) else ""


def _titled_line(text: str) -> bool:
    return all(word[0].isupper() or word in ("of", "the", "and", "de") for word in re.findall(r"[\w']+", text))


def _salutation(flat: str, part: Part) -> re.Match[str] | None:
    text = _text(flat, part)
    match = _SALUTATION.match(text)
    if not match:
        return None
    rest = match["rest"].strip(" \"”’'-—–")
    to = (match["to"] or "").split()
    if match["mark"] == "" and rest:
        return None
    if rest and match["mark"] in ".!" and not part.set_off:
        return None
    if to and to[-1].lower() in ("me", "us") and "oh" in text.lower()[:4]:
        return None
    if not to and not match["sir"]:
        return None
    if match["sir"] and rest and not match["sir"].lower().startswith("dear"):
        return None
    return match


def _from_salutation(flat: str, parts: Sequence[Part], at: int, closings: dict[int, tuple[int, str]]) -> Letter | None:
    match = _salutation(flat, parts[at])
    if not match:
        return None
    part = parts[at]
    alone = not match["rest"].strip(" \"”’'-—–")
    introduced = _introduced(flat, parts, at)
    first = at
    last, writer = -1, ""
    limit = len(parts)
    for index in range(at, limit):
        if index > at and parts[index].heading:
            break
        if index > at and _salutation(flat, parts[index]) and not _text(flat, parts[index]).startswith(("My dear", "my dear")) and index - at > 1:
            break
        if index in closings:
            last, writer = closings[index]
            break
    if part.quoted:
        # In quotation marks a salutation is a spoken address, unless the letter is signed or announced.
        if not (introduced and (alone or match["mark"] in ",:—–" or True)) and last < 0:
            return None
        if last >= 0 and not all(parts[k].quoted or not parts[k].wall for k in range(at, last + 1)):
            return None
        if last < 0 or not alone and not introduced:
            return None
    if last < 0:
        last = _until_narration(flat, parts, at)
        if not (alone or introduced or part.set_off) or last == at and not introduced:
            return None
        signed = _signature(flat, parts[last]) if last > at else ""
        writer = signed
    else:
        # A closing far behind with ordinary dialogue before it belongs to another letter.
        talk = sum(1 for k in range(at, last) if parts[k].quoted and not part.quoted)
        if talk > 0.3 * (last - at + 1) + 1:
            last = _until_narration(flat, parts, at)
            writer = ""
            if not alone and not introduced:
                return None
    last = _postscripts(flat, parts, last)
    reader = (match["to"] or "").strip()
    return Letter(first, last, writer, reader, "letter: salutation" + (" and signature" if writer else ""))


def _introduced(flat: str, parts: Sequence[Part], at: int) -> bool:
    for index in range(at - 1, max(-1, at - 3), -1):
        if parts[index].wall:
            continue
        text = _text(flat, parts[index])[-260:]
        return bool(_INTRODUCED.search(text) or _MENTIONED.search(text))
    return False


def _until_narration(flat: str, parts: Sequence[Part], at: int) -> int:
    """The last paragraph of an unsigned letter: before a break, a heading, dialogue, or the end of what is set off."""
    last = at
    for index in range(at + 1, min(len(parts), at + _LONG)):
        part = parts[index]
        if part.wall or (part.quoted and not parts[at].quoted) or (parts[at].set_off and not part.set_off):
            break
        text = _text(flat, part)
        if index > at + 1 and not _PERSONAL.search(text) and len(text.split()) > 12:
            break
        last = index
        if index > at and _signature(flat, part) and len(text.split()) <= 4:
            break
    return last


def _postscripts(flat: str, parts: Sequence[Part], last: int) -> int:
    while last + 1 < len(parts) and not parts[last + 1].wall and _POSTSCRIPT.match(_text(flat, parts[last + 1])):
        last += 1
    return last


def _back_from_closing(flat: str, parts: Sequence[Part], at: int, closing: tuple[int, str], floor: int) -> Letter | None:
    """A letter without a salutation: from its signature back to where it can have begun."""
    last, writer = closing
    first = at
    walled = False
    for index in range(at - 1, max(floor, at - _LONG) - 1, -1):
        part = parts[index]
        if part.wall:
            walled = True
            break
        text = _text(flat, part)
        if part.quoted and not parts[at].quoted:
            break
        if _INTRODUCED.search(text[-260:]):
            walled = True
            break
        if parts[at].set_off and not part.set_off:
            walled = True
            break
        if not _PERSONAL.search(text) and len(text.split()) > 15:
            break
        first = index
    else:
        walled = first == 0 or first == floor
    body = " ".join(_text(flat, parts[k]) for k in range(first, at + 1))
    if parts[at].quoted or not _PERSONAL.search(body) or (not walled and first == at):
        return None
    if len(body.split()) < 6:
        return None
    return Letter(first, _postscripts(flat, parts, last), writer, "", "letter: signature")


def _from_set_off(flat: str, parts: Sequence[Part], at: int) -> Letter | None:
    """A block quote that the narration announces as written by somebody."""
    if not parts[at].set_off or parts[at].quoted or at == 0 or parts[at - 1].set_off or parts[at - 1].wall:
        return None
    if not _INTRODUCED.search(_text(flat, parts[at - 1])[-260:]):
        return None
    last = at
    while last + 1 < len(parts) and parts[last + 1].set_off and not parts[last + 1].wall:
        last += 1
    return Letter(at, last, _signature(flat, parts[last]) if last > at else "", "", "letter: announced")


def _with_writer(flat: str, parts: Sequence[Part], letter: Letter) -> Letter:
    """The writer from the narration around, where no signature names one."""
    if letter.writer:
        name = letter.writer
        if name.isupper() and len(name) > 3:
            name = name.title()
        return Letter(letter.first, letter.last, name, letter.reader, f"{letter.evidence}: {name}")
    for index in (letter.first - 1, letter.first - 2, letter.last + 1):
        if not 0 <= index < len(parts) or letter.first <= index <= letter.last:
            continue
        found = list(_FROM.finditer(_text(flat, parts[index])))
        for match in reversed(found):
            name = next(group for group in match.groups() if group)
            if name.lower() not in TITLES and name.split()[0].lower() not in ("the", "a", "his", "her", "it", "he", "she", "i", "this", "that"):
                return Letter(letter.first, letter.last, name, letter.reader, f"letter: {' '.join(match.group().split())}")
    return letter
