"""Letters, notes, telegrams and diary entries: runs of paragraphs that their writer speaks.

Found by a salutation ("Dear Rarity,"), a closing with a signature ("Sincerely," / "Rarity"), or what the narration says
before them ("a note from Spike:"). Works on flat text; a letter is whole paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from script.model import NARRATOR
from script.quotations.dialogue_tags import NAME, name_key
from script.quotations.speech_words import NOT_NAMES, TITLES


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A paragraph as the letter finder sees it. `wall`: a break or a heading, which no letter without a salutation
    crosses; `quoted`: it holds speech, `whole`: nothing else, `open`: the next paragraph goes on with it; `set_off`:
    the book sets it apart (a block quote); `speech`: its quotations [start, end)."""

    start: int
    end: int
    wall: bool = False
    heading: bool = False
    quoted: bool = False
    set_off: bool = False
    whole: bool = False
    open: bool = False
    chapter: int = 0
    speech: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """Paragraphs `first` to `last` (inclusive). `writer` and `reader` are names as they stand, or empty; what is
    printed or carved for everybody has the narrator for its writer."""

    first: int
    last: int
    writer: str
    reader: str
    evidence: str


_OPEN = r"[\"“‘'«„ ]*"
_SALUTATION = re.compile(
    rf"{_OPEN}(?:(?:(?:my|our|to my) +)?(?:own +|very +)?(?:dear(?:est)?|beloved|darling|honou?red|esteemed)"
    r"(?: +(?:and|old|little|sweet|good|kind|dear(?:est)?))*(?P<to>(?: +[\w'.-]+){1,5}?)"
    r"|(?P<sir>(?:dear +)?(?:sirs?|madam|gentlemen)))"
    r" *(?P<mark>[,:;!.—–]|--|$)(?P<rest>.*)",
    re.IGNORECASE,
)
_KIN = "son|daughter|mother|father|brother|sister|cousin|aunt|uncle|niece|nephew|wife|husband"
_CLOSINGS = "|".join(
    (
        r"(?:with |all |much |lots of |in |and |my |our |deepest |sincerest |best |fondest )*"
        r"(?:love|affection|gratitude|respect|sympathy)(?: always| forever| and kisses)?",
        r"(?:ever |very |most |i remain,? |believe me,? |i am,? )*(?:dear \w+,? )?(?:yours|thine)"
        r"(?: (?:ever|always|truly|very|sincerely|most|faithfully|affectionately|respectfully|etc|&c|obediently"
        r"|in haste|as|and|till death|gratefully|cordially))*",
        r"(?:ever |always )?yours? (?:(?:most|very|own|ever|loving|affectionate|obedient|humble|faithful"
        r"|devoted|dutiful|sincere|old|dear|true|little|grateful|and) )*"
        rf"(?:friend|servant|student|pupil|admirer|obedient|affectionate|loving|faithful|{_KIN})",
        r"(?:yours )?(?:most |very )?(?:sincerely|faithfully|truly|respectfully|affectionately|cordially|gratefully"
        r"|lovingly|fondly|humbly)(?: yours)?",
        r"(?:with )?(?:my |our )?(?:kind|best|warm|kindest|warmest) (?:regards|wishes)",
        r"regards|cheers|best|signed|farewell|goodbye|good-bye|forever yours|until next time|see you soon|xoxo",
        r"take care|in haste|with thanks|many thanks|thank you|hugs(?: and kisses)?|so long",
    )
)
_CLOSING = re.compile(rf"(?<![\w'])(?:{_CLOSINGS}) *[,.!—–:-]* *$", re.IGNORECASE)
_OFFICE = r"(?:, +[a-z][\w'-]*(?: +[\w'-]+){0,2})?"
"""What a signature adds to a name: "C. Harbottle, agent"."""
_CLOSED_LINE = re.compile(
    rf"(?:.*[.!?…] +|^ *)(?i:{_CLOSINGS})(?: *[,.!—–:-]+ *| {{2,}})(?P<name>(?:[A-Z]\. ?)*{NAME}){_OFFICE}[ .\"”’']*$"
)
_SIGNATURE = re.compile(
    r"[\"“‘'—–\- ]*(?:(?:the|your|poor|old|little) +)*"
    rf"(?P<name>(?:[A-Z]\. ?)*{NAME}|[A-Z]\.(?: ?[A-Z]\.)*){_OFFICE}[ .!\"”’'*]*$"
)
_POSTSCRIPT = re.compile(r"[\"“‘' ]*(?:p\.? ?s\b|n\.? ?b\.|postscript)", re.IGNORECASE)
_WORDS = (
    r"(?:letter|note|telegram|message|postcard|missive|epistle|e-mail|email|parchment|scroll|diary|journal|telegraph|cable"
    r"|dispatch|scrap|card|lines|words|paper|page)"
)
_INTRODUCED = re.compile(
    rf"\b(?:{_WORDS}|wrote|written|writes|scrawled|scribbled|penned|typed|inscription)\b.{{0,160}}?"
    r"(?:[:—–]|--|\bread|\breads|\bran|\bfollows|\bsaid|\brunning)[ ,:;.—–-]*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:{_WORDS}s? +(?:[\w']+ +){{0,3}}?(?:from|by|of) +(?P<a>{NAME})"
    rf"|(?P<b>{NAME}) +(?:had +)?(?:wrote|written|writes|scrawled|scribbled|penned|sent)\b"
    rf"|(?P<c>{NAME}(?<='s)) +(?:[\w-]+ +){{0,2}}?{_WORDS}\b"
    rf"|wrote +(?P<d>{NAME})"
    rf"|{_WORDS}s?\b(?:[^.;!?]{{0,60}}?[ ,])?(?:was|is|came|comes) +from"
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
INITIALS = re.compile(r"(?:[A-Z]\. ?){0,3}[A-Z]\.?")
"""A signature that is initials alone."""
_LAST_INITIALS = re.compile(r"[,.;!?\w] +(?P<name>(?:[A-Z]\. ?){2,3})[\"”’ ]*$")
_WROTE_THEN = re.compile(
    r"\b(?:wrote|replied|answered|indited)\b[^.!?]{0,40}(?:as follows|the following|thus|:)[ ,.:—–-]*$", re.IGNORECASE
)
_OWN = re.compile(rf"\b{_WORDS}s? +(?:which +|that +)?I +(?:had +|have +)?(?:wrote|written|sent|penned|scribbled)\b")
_NOTED = re.compile(r"\b(?:letter|note|telegram|message|postcard|missive|e-?mail|diary|journal|cable)\b", re.IGNORECASE)
_DASH_SIGNATURE = re.compile(rf"[.!?…] *[—–-]+ *(?P<name>{NAME})[ .]*$")
_PERSONAL = re.compile(r"\b(?:I|I'm|I've|I'll|I'd|you|your|my|me|we|our|us)\b")
_FOLLOWS = re.compile(
    r"\b(?:(?:as follows|to (?:this|the following|much this|the same) effect|these were (?:the|its|her|his) \w+"
    r"|(?:in|with|to|were|was|read|wrote) (?:these|those|the following|such) (?:few )?(?:words|terms|lines)"
    r"|thus (?:continued|began|wrote|ran)|(?:continued|began|ended|ran|wrote|concluded) thus"
    r"|the following(?: (?:words|letter|note|lines|answer|reply|message|telegram|advertisement|paragraph))?)"
    r"\b[^.!?:;]{0,60}(?:[:;.,]|--|[—–-])*|(?:read|reads|ran|runs|wrote|written|write|these|this|contents)"
    r"\b[^.!?:;]{0,40}(?::|--|—)[—–-]*)[ —–-]*$",
    re.IGNORECASE,
)
"""The end of what announces words that are shown next."""
_WRITING = re.compile(
    r"\b(?:letters?|notes?|telegrams?|postscript|contents|missive|epistle|e-?mail|postcard|document|page|sheet|envelope"
    r"|wrote|written|write|writing|scrawl(?:ed)?|scribbled|penned|indited|pencil(?:led)?|hand-?writing|advertisement"
    r"|paragraph|message|reply from|answer from|seal|by post|diary|journal)\b",
    re.IGNORECASE,
)
_BRIEF = 25
"""Words that announced words must have to be a letter without a salutation, a date or a signature."""
_LONG = 60
"""Paragraphs that a letter without a salutation may reach back."""
_UNSIGNED = 12
"""Paragraphs that an unsigned letter may have."""
_LONGEST = 300
"""Paragraphs from a salutation in which its signature is looked for."""


def find_letters(flat: str, parts: Sequence[LetterPart]) -> list[Letter]:
    """All letters among the paragraphs, in order, none overlapping."""
    letters: list[Letter] = []
    closings = {index: found for index in range(len(parts)) if (found := _closing(flat, parts, index))}
    at = 0
    while at < len(parts):
        letter = (
            None
            if parts[at].wall
            else _from_salutation(flat, parts, at, closings)
            or (_announced(flat, parts, at) or _set_off(flat, parts, at) or _quoted(flat, parts, at, closings))
        )
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


def _text(flat: str, part: LetterPart) -> str:
    return flat[part.start : part.end].strip()


def _closing(flat: str, parts: Sequence[LetterPart], index: int) -> tuple[int, str] | None:
    """(last paragraph, signature) of the closing that paragraph `index` ends with."""
    part = parts[index]
    if part.wall:
        return None
    tail = flat[max(part.start, part.end - 200) : part.end].strip()
    if closing := _CLOSING.search(tail):
        lead = tail[: closing.start()].rstrip()
        apart = not lead or lead[-1] in ".!?,;:—–…" or len(lead.split()) <= 4
        if apart and index + 1 < len(parts) and (name := _signature(flat, parts[index + 1])):
            return index + 1, name
    signed = _CLOSED_LINE.match(tail)
    if signed and not part.quoted and len(signed["name"].split()) <= 4:
        return index, signed["name"]
    return None


def _signature(flat: str, part: LetterPart) -> str:
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


def _salutation(flat: str, part: LetterPart) -> re.Match[str] | None:
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


def _from_salutation(
    flat: str, parts: Sequence[LetterPart], at: int, closings: dict[int, tuple[int, str]]
) -> Letter | None:
    match = _salutation(flat, parts[at])
    if not match:
        return None
    part = parts[at]
    alone = not match["rest"].strip(" \"”'’-—–")
    introduced = _introduced(flat, parts, at) or (part.quoted and _shown(flat, parts, at))
    last, writer = _signed(flat, parts, at, closings)
    if part.quoted:
        # In quotation marks it is a spoken address, unless the letter is announced, or stands alone and is signed.
        if not (introduced or (alone and last >= 0)):
            return None
        last, writer = _quoted_end(flat, parts, at, closings)
    elif last < 0:
        if not (alone or introduced or part.set_off):
            return None
        last = _until_narration(flat, parts, at)
        if last == at and not introduced:
            return None
        writer = _signature(flat, parts[last]) if last > at else ""
    reader = (match["to"] or "").strip()
    return Letter(at, _postscripts(flat, parts, last), writer, reader, "letter: salutation")


_ENDING = re.compile(
    r"(?:&c\.?|\byours?\b.{0,30}|\badieu\b.{0,12}|\bfarewell\b.{0,12}|\betc\.?)[ .,!\"”’'—–-]*$", re.IGNORECASE
)


def _quoted_end(
    flat: str, parts: Sequence[LetterPart], at: int, closings: dict[int, tuple[int, str]]
) -> tuple[int, str]:
    """Where a letter in quotation marks ends: with its signature, its farewell, or the mark that nothing reopens."""
    last = at
    while True:
        if last in closings and parts[closings[last][0]].quoted:
            return closings[last]
        text = _text(flat, parts[last])
        if last > at and parts[last].whole and (name := _signature(flat, parts[last])):
            return last, name
        signed = _CLOSED_LINE.match(text[-200:].rstrip("\"”’' "))
        name = signed["name"] if signed and len(signed["name"].split()) <= 4 else ""
        if name and not parts[last].open:
            return last, name
        if last > at and (len(text) < 200 or not parts[last].open) and _ENDING.search(text):
            following = last + 1
            if following < len(parts) and parts[following].whole and (name := _signature(flat, parts[following])):
                return following, name
            return last, ""
        following = last + 1
        if following >= len(parts) or parts[following].chapter != parts[at].chapter or parts[following].wall:
            return last, ""
        short = len(text.split()) <= 8 and parts[last].whole
        if not (parts[last].open or (short and last == at) or (parts[at].whole and _spread(flat, parts, at, last))):
            return last, ""
        last = following


def _spread(flat: str, parts: Sequence[LetterPart], at: int, last: int) -> bool:
    """Whether each paragraph of the letter has marks of its own: a farewell follows before anything is narrated."""
    for index in range(last + 1, min(len(parts), last + 8)):
        part = parts[index]
        if not part.whole or part.wall or part.chapter != parts[at].chapter:
            return False
        if len(text := _text(flat, part)) < 60 and (_ENDING.search(text) or _signature(flat, part)):
            return True
    return False


def _signed(flat: str, parts: Sequence[LetterPart], at: int, closings: dict[int, tuple[int, str]]) -> tuple[int, str]:
    """(last paragraph, signature) of the letter that a salutation at `at` opens, or (-1, "")."""
    talk = 0
    for index in range(at, min(len(parts), at + _LONGEST)):
        part = parts[index]
        if index > at and (part.heading or part.chapter != parts[at].chapter):
            break
        if index > at + 1 and not part.wall and (again := _salutation(flat, part)) and not again["rest"].strip():
            break
        talk += part.quoted and not parts[at].quoted
        if index in closings:
            # A signature far behind, with a conversation before it, belongs to another letter.
            return closings[index] if talk <= 0.3 * (index - at + 1) + 1 else (-1, "")
    return -1, ""


def _introduced(flat: str, parts: Sequence[LetterPart], at: int) -> bool:
    """Whether the paragraph before announces something written."""
    if at == 0 or parts[at - 1].heading:
        return False
    return bool(_INTRODUCED.search(_text(flat, parts[at - 1])[-260:]))


def _shown(flat: str, parts: Sequence[LetterPart], at: int) -> bool:
    """Whether the narration before speaks of a letter, and says no more before its salutation."""
    if at == 0 or parts[at - 1].wall or parts[at - 1].chapter != parts[at].chapter:
        return False
    before = parts[at - 1]
    told = flat[max([before.start, before.end - 200, *(end for _, end in before.speech)]) : before.end]
    return bool(_NOTED.search(told)) and (parts[at].open or parts[at].whole)


def _until_narration(flat: str, parts: Sequence[LetterPart], at: int) -> int:
    """The last paragraph of an unsigned letter: before a break, a heading, dialogue, or the end of what is set off."""
    last = at
    for index in range(at + 1, min(len(parts), at + _UNSIGNED)):
        part = parts[index]
        if part.wall or part.chapter != parts[at].chapter:
            break
        if (part.quoted and not parts[at].quoted) or (parts[at].set_off and not part.set_off):
            break
        text = _text(flat, part)
        if index > at + 1 and not _PERSONAL.search(text) and len(text.split()) > 12:
            break
        last = index
        if index > at and _signature(flat, part) and len(text.split()) <= 4:
            break
    return last


def _postscripts(flat: str, parts: Sequence[LetterPart], last: int) -> int:
    while last + 1 < len(parts) and not parts[last + 1].wall and _POSTSCRIPT.match(_text(flat, parts[last + 1])):
        last += 1
    return last


def _back_from_closing(
    flat: str, parts: Sequence[LetterPart], at: int, closing: tuple[int, str], floor: int
) -> Letter | None:
    """A letter without a salutation: from its signature back to where it can have begun."""
    last, writer = closing
    first = at
    walled = False
    for index in range(at - 1, max(floor, at - _LONG) - 1, -1):
        part = parts[index]
        if part.wall or part.chapter != parts[at].chapter:
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


def _announced(flat: str, parts: Sequence[LetterPart], at: int) -> Letter | None:
    """What the narration announces as written: a block quote, or a paragraph without quotation marks."""
    part = parts[at]
    if part.quoted or at == 0 or parts[at - 1].wall or (part.set_off and parts[at - 1].set_off):
        return None
    if parts[at - 1].chapter != part.chapter or not _introduced(flat, parts, at):
        return None
    last = at
    if part.set_off:
        while last + 1 < len(parts) and parts[last + 1].set_off and not parts[last + 1].wall:
            last += 1
    elif not (_text(flat, parts[at - 1]).endswith(":") and _NOTED.search(_text(flat, parts[at - 1])[-160:])):
        return None
    signed = _DASH_SIGNATURE.search(_text(flat, parts[last]))
    writer = signed["name"] if signed else _signature(flat, parts[last]) if last > at else ""
    return Letter(at, last, writer, "", "letter: announced")


def _set_off(flat: str, parts: Sequence[LetterPart], at: int) -> Letter | None:
    """A block quote in quotation marks, where the narration before it speaks of a letter."""
    part = parts[at]
    if not (part.set_off and part.quoted and part.whole) or at == 0 or parts[at - 1].wall or parts[at - 1].set_off:
        return None
    if parts[at - 1].chapter != part.chapter or parts[at - 1].quoted or not _NOTED.search(_text(flat, parts[at - 1])):
        return None
    last = at
    while last + 1 < len(parts) and parts[last + 1].set_off and parts[last + 1].quoted and not parts[last + 1].wall:
        last += 1
    return Letter(at, last, _signature(flat, parts[last]) if last > at else "", "", "letter: set off")


def _quoted(flat: str, parts: Sequence[LetterPart], at: int, closings: dict[int, tuple[int, str]]) -> Letter | None:
    """Paragraphs in quotation marks that the narration before them shows as written: "It was as follows:"."""
    part = parts[at]
    if not part.whole or at == 0 or parts[at - 1].wall or parts[at - 1].chapter != part.chapter:
        return None
    before = parts[at - 1]
    told = flat[max([before.start, before.end - 400, *(end for _, end in before.speech)]) : before.end].strip()
    if not _FOLLOWS.search(told[-140:]):
        return None
    earlier = _text(flat, parts[at - 2])[-300:] if at > 1 and len(told) < 140 and not parts[at - 2].heading else ""
    if not _WRITING.search(f"{earlier} {told}"):
        return None
    last, writer = _quoted_end(flat, parts, at, closings)
    if last == at and len(_text(flat, part).split()) < _BRIEF:
        return None
    return Letter(at, _postscripts(flat, parts, last), writer, "", "letter: announced")


def _with_writer(flat: str, parts: Sequence[LetterPart], letter: Letter) -> Letter:
    """The writer from the narration around, where no signature names one: initials alone may be anybody's."""
    name, evidence = letter.writer, f"{letter.evidence}: {letter.writer}"
    if not name and parts[letter.last].quoted and (ended := _LAST_INITIALS.search(_text(flat, parts[letter.last]))):
        name, evidence = ended["name"].strip(), f"{letter.evidence}: {ended['name'].strip()}"
    if name and not INITIALS.fullmatch(name):
        if name.isupper() and len(name) > 3:
            name = name.title()
        return replace(letter, writer=name, evidence=f"{letter.evidence}: {name}")
    told, why = _told_writer(flat, parts, letter)
    if told and (not name or _initials(told)[-1:] == _initials(name)[-1:]):
        return replace(letter, writer=told, evidence=why)
    if name:
        return replace(letter, writer=name, evidence=evidence)
    before = _text(flat, parts[letter.first - 1])[-_PUBLIC_NEAR:] if letter.first else ""
    return replace(letter, writer=NARRATOR) if _PUBLIC.search(before) else letter


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in TITLES)


def _told_writer(flat: str, parts: Sequence[LetterPart], letter: Letter) -> tuple[str, str]:
    """(who wrote a letter by the narration around it, the words that say so), the nearest first."""
    reader = name_key(letter.reader)
    if letter.first and (own := _OWN.search(_text(flat, parts[letter.first - 1]))):
        return "I", f"letter: {' '.join(own.group().split())}"
    for index in (letter.first - 1, letter.last + 1, letter.first - 2, letter.first - 3):
        if not 0 <= index < len(parts) or parts[index].chapter != parts[letter.first].chapter:
            continue
        text = _text(flat, parts[index])
        if index == letter.first - 1 and _WROTE_THEN.search(text):
            # "She sat down, and wrote as follows": another letter is spoken of before.
            break
        for match in reversed(list(_FROM.finditer(text))):
            name = next(group for group in match.groups() if group)
            key = name_key(name)
            if key in TITLES or key.split()[0] in NOT_NAMES - TITLES or key == reader:
                continue
            return name, f"letter: {' '.join(match.group().split())}"
    return "", ""
