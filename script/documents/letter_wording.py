"""What is said in letters, and of them: salutations, closings, signatures, and how a narrator shows something written.

Each function looks at the words of one paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from script.quotations.flat_text import NAME

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
    rf"(?P<name>(?:[A-Z]\. ?)*{NAME}|[A-Z]\.(?: ?[A-Z]\.)*){_OFFICE}(?: +[xX]+)?[ .!\"”’'*]*$"
)
_CLOSED_NAME = re.compile(
    rf"(?:x+|[Yy]ours?(?: (?:ever|own|loving|affectionate|old|devoted|dear|true|little|friend|pal|{_KIN}|mum|dad))*"
    r"|(?:(?:[Ww]ith|[Aa]ll|[Mm]uch|[Mm]y|[Oo]ur|[Ll]ots of) )*[Ll]ove(?: (?:from|always|as ever))*|[Ff]rom|[Cc]heers"
    rf"|[Bb]est|[Hh]ugs(?: from)?) +(?P<name>{NAME})(?: +[xX]+)?[ .!]*"
)
"""A closing and a signature without a comma between: "Your loving Peg", "Love from Peg"."""
_KISSED = re.compile(rf"(?P<name>{NAME}) +x+[ .!]*")
_POSTSCRIPT = re.compile(r"[\"“‘' ]*(?:p\.? ?s\b|n\.? ?b\.|postscript)", re.IGNORECASE)
_ENDING = re.compile(
    r"(?:&c\.?|\byours?\b.{0,30}|\badieu\b.{0,12}|\bfarewell\b.{0,12}|\betc\.?)[ .,!\"”’'—–-]*$", re.IGNORECASE
)
WRITINGS = (
    r"(?:letter|note|telegram|message|postcard|missive|epistle|e-mail|email|parchment|scroll|diary|journal|telegraph|cable"
    r"|dispatch|scrap|card|lines|words|paper|page)"
)
_INTRODUCED = re.compile(
    rf"\b(?:{WRITINGS}|wrote|written|writes|scrawled|scribbled|penned|typed|inscription)\b.{{0,160}}?"
    r"(?:[:—–]|--|\bread|\breads|\bran|\bfollows|\bsaid|\brunning)[ ,:;.—–-]*$",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?:[A-Z]\. ?){0,3}[A-Z]\.?")
"""A signature that is initials alone."""
_LAST_INITIALS = re.compile(r"[,.;!?\w] +(?P<name>(?:[A-Z]\. ?){2,3})[\"”’ ]*$")
_NOTED = re.compile(
    r"\b(?:letter|note(?! +(?:in|of)\b)|telegram|message|postcard|missive|e-?mail|diary|journal|cable)\b",
    re.IGNORECASE,
)
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
_SAYS = re.compile(r"\b(?:said|asked|replied|answered|cried|added|continued)[:,—–-]+$")
_WRITES = re.compile(r"\b(?:wrote|written|writes?|writing|letter|telegram|read)\b")
_WRITING = re.compile(
    r"\b(?:letters?|notes?|telegrams?|postscript|contents|missive|epistle|e-?mail|postcard|document|page|sheet|envelope"
    r"|wrote|written|write|writing|scrawl(?:ed)?|scribbled|penned|indited|pencil(?:led)?|hand-?writing|advertisement"
    r"|paragraph|message|reply from|answer from|seal|by post|diary|journal)\b",
    re.IGNORECASE,
)
_AT_THE_END = 260
"""Characters at the end of a paragraph that can announce a letter."""
_SIGNATURE_WORDS = 4
_AROUND = " \"”’'-—–"


@dataclass(frozen=True, slots=True)
class Salutation:
    """How a letter addresses its reader: whom, "" for a "Dear Sir"; and what follows on its line."""

    reader: str
    rest: str

    @property
    def alone(self) -> bool:
        """Whether nothing follows but quotation marks and dashes."""
        return not self.rest.strip(_AROUND)


def salutation_of(text: str, *, set_off: bool) -> Salutation | None:
    """The salutation that a paragraph begins with. `set_off`: the book sets it apart."""
    match = _SALUTATION.match(text)
    if not match:
        return None
    salutation = Salutation((match["to"] or "").strip(), match["rest"].strip())
    reader, sir = salutation.reader, match["sir"]
    if not salutation.alone and (
        (match["mark"] in (".", "!") and not set_off) or (sir and not sir.lower().startswith("dear"))
    ):
        return None
    if reader and reader.split()[-1].lower() in ("me", "us") and "oh" in text.lower()[:4]:
        return None
    return salutation


def closes(text: str) -> bool:
    """Whether the end of a paragraph is a letter's closing ("Yours ever,"), so that a signature may follow."""
    closing = _CLOSING.search(text)
    if not closing:
        return False
    lead = text[: closing.start()].rstrip()
    return not lead or lead[-1] in ".!?,;:—–…" or len(lead.split()) <= 4


def signed_closing(text: str) -> str:
    """The name in a closing and signature on one line ("Yours ever, George") that a paragraph ends with, or ""."""
    signed = _CLOSED_NAME.fullmatch(text) or _KISSED.fullmatch(text) or _CLOSED_LINE.match(text)
    return signed["name"] if signed and len(signed["name"].split()) <= _SIGNATURE_WORDS else ""


def signature_of(text: str) -> str:
    """The name that a paragraph consists of, or ""."""
    if len(text.split()) > 7 or len(text) > 60:
        return ""
    match = _CLOSED_NAME.fullmatch(text) or _SIGNATURE.match(text)
    if match:
        return match["name"]
    first = re.match(rf"(?P<name>{NAME})[,.]? ", text)
    return first["name"] if first and len(text.split()) <= 6 and text[-1].isalnum() and _is_titled(text) else ""


def _is_titled(text: str) -> bool:
    return all(word[0].isupper() or word in ("of", "the", "and", "de") for word in re.findall(r"[\w']+", text))


def dash_signature(text: str) -> str:
    """The name behind a dash that a paragraph ends with ("Back at noon. — Ben"), or ""."""
    signed = _DASH_SIGNATURE.search(text)
    return signed["name"] if signed else ""


def last_initials(text: str) -> str:
    """The initials that a paragraph ends with, or ""."""
    ended = _LAST_INITIALS.search(text)
    return ended["name"].strip() if ended else ""


def is_farewell(text: str) -> bool:
    """Whether a paragraph ends like a letter in quotation marks: "yours, &c.", "adieu"."""
    return _ENDING.search(text) is not None


def is_postscript(text: str) -> bool:
    """Whether a paragraph begins like a postscript."""
    return _POSTSCRIPT.match(text) is not None


def is_personal(text: str) -> bool:
    """Whether somebody speaks of themselves, or to somebody."""
    return _PERSONAL.search(text) is not None


def announces(text: str) -> bool:
    """Whether the end of a paragraph says that something written comes next ("a note from Spike:")."""
    return _INTRODUCED.search(text[-_AT_THE_END:]) is not None


def shows_words(text: str) -> bool:
    """Whether the end of a paragraph says that words come next, whosever ("as follows:")."""
    return _FOLLOWS.search(text) is not None


def says_words(text: str) -> bool:
    """Whether the end of a paragraph says that somebody speaks next ("and then said:"), and doesn't write."""
    return _SAYS.search(text) is not None and _WRITES.search(text.rpartition(". ")[2]) is None


def speaks_of_letter(text: str) -> bool:
    """Whether a letter, a note, a telegram is spoken of."""
    return _NOTED.search(text) is not None


def speaks_of_writing(text: str) -> bool:
    """Whether anything written is spoken of, or that somebody writes."""
    return _WRITING.search(text) is not None
