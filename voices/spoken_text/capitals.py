"""English in capitals: a stressed word is read as a word, an initialism by its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from voices.spoken_text.mapped import SpokenText
from voices.spoken_text.numerals import roman

_SCOTTISH = re.compile(r"(?<!\w)(Mc|Mac)([A-Z]{2,})\b")
_CAPITALS = re.compile(r"(?<![\w'.&])[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ']*[A-ZÀ-ÖØ-Þ](?!\w|\.\w|'\w|&\w)")
_LETTERS_SPELLED_LIST = (
    "YMCA YWCA IOUS ASAP NYPD LAPD NYU UCLA AKA CIA FBI USA USB UFO ATM DIY NHS BBC CEO EMT ICU IRS RAF VIP IQ ID AI "
    "OK EU UK UN PC DNA CPR KGB NSA MIA POV MIT SIM FAQ LED SUV VAT SOS HIV DOA CID DUI GOP MOT LAX USSR USAF USPS "
    "USMC ACLU NAACP NCAA ESPN RSPCA ADHD ASMR GCSE HDMI ICBM ISBN OECD ROTC"
)
_LETTERS_SPELLED = frozenset(_LETTERS_SPELLED_LIST.split())
_SHORT_WORDS_LIST = (
    "ace act add ado age ago ah aid ail aim air ale all am an and ant any ape apt arc are ark arm art as ash ask ass "
    "at ate aw awe axe aye bad bag bar be bed bee big bit box boy but buy by bye can car cat cry cue cup cut dad day "
    "dead did die do doe dog dry due dye ear eat eel egg ego eh elf elm end eve ew ewe ex eye far fat fee few fit fix "
    "flu fly foe for from fry fun get go god got gun ha had has he her hey hi him his hit ho hot how ice if ill in "
    "ink inn is it its ivy job joy key kid la law lay led leg let lie lo lot low ma mad man may me men met mum my new "
    "no not now oak oar oat odd of off oh oi oil old on one or orb ore our out ow owe owl own ox pa pay pea pee pie "
    "pry put red roe run rye sad said saw say sea see set she shy sir sit six sky sly so son spa spy sty sun tea ten "
    "the tie to toe too toy try two ugh uh um up urn use via war was way we wet what who why win woe won woo yes yet "
    "you"
)
_SHORT_WORDS = frozenset(_SHORT_WORDS_LIST.split())
_SYLLABLE = re.compile("[B-DF-HJ-NP-TV-Z][AEIOU][B-DF-HJ-NP-TV-Z]")
_SHOUTED_NEAR = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ']+)[\s,]+$")
_SHOUTED_NEXT = re.compile(r"[\s,]+([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ']+)(?!\w)")
_HOURS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|thirty|forty-five|this|that|an|every|each"
)
_AMBIGUOUS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = MappingProxyType(
    {
        word: (re.compile(rf"(?:{before})\s?$"), re.compile(rf"\s(?:{after})\b"))
        for word, before, after in (
            ("AM", rf"\d|(?i:\b(?:the|{_HOURS}))", "(?!)"),
            (
                "IT",
                r"\b[Aa]n|\b(?:work\w*|jobs?|careers?|degree|background) in",
                "(?:department|support|guys?|people|"
                "team|desk|manager|specialist|consultant|company|expert|technician|security|systems?|staff|crowd)",
            ),
            ("LA", r"\b(?:in|to|from|of|near|around|outside)", "(?!)"),
            ("MA", r"\b[Aa]n", "(?!)"),
            ("OR", r"\b(?:[Tt]he|an)", "(?!)"),
            ("PA", r"\b(?:[Aa]|[Tt]he)", "system"),
            ("POW", r"\b(?:[Aa]|[Tt]he)", "camps?"),
            ("WHO", r"\b[Tt]he", "(?:headquarters|officials?|guidelines|experts?)"),
        )
    }
)
"""Words that are initialisms too: after what, and before what, they are these."""
_OTHER_QUESTION = re.compile(r"\b(?:HOW|WHY|WHAT|WHEN|WHERE)\b")
_AFTER_US = re.compile(
    r"\s*(?:$|[.,;:!?…)])|\s(?:a|all|any|at|away|back|both|but|down|every\w*|for|from|go|how|if|in|into|it|like|no|"
    r"nothing|off|on|out|some\w*|that|the|their|there|these|they|this|those|to|too|up|what|when|where|who|why|with|you|"
    r"your)\b"
)
_BEFORE_US = re.compile(r"\b(?:[Tt]he|[Aa]|[Aa]n|[Tt]his|[Tt]hat)\s$|\b[Tt]he\s(?:\w+\s)$")
_LET = re.compile(r"\b[Ll]et\s$")


def not_shouted(text: SpokenText) -> SpokenText:
    """Stressed words in small letters, so that no engine spells them: "STOP" → "Stop". FBI, TV and HTML stay."""
    return text.sub(_SCOTTISH, lambda match: match[1] + match[2].capitalize()).sub(_CAPITALS, _as_word)


def _as_word(match: re.Match[str]) -> str | None:
    word = match.group()
    before, after = match.string[: match.start()], match.string[match.end() :]
    plain = word.replace("'", "")
    if word in _LETTERS_SPELLED or _is_initialism(word, before, after):
        return None
    if roman(word) is not None and len(word) < 5 and word != "MIX":
        return None
    if len(plain) > 3:
        is_word = re.search("[AEIOUYÀ-Ý]", plain) is not None
    elif word.lower() in _SHORT_WORDS or "'" in word:
        is_word = True
    elif plain == "US":
        is_word = _is_shouted(before, after) or _is_pronoun(before, after)
    else:
        # A name, most often: "TOM!"
        is_word = _SYLLABLE.fullmatch(plain) is not None
        is_word = is_word or (_is_shouted(before, after) and re.search("[AEIOUYÀ-Ý]", plain) is not None)
    return word[0] + word[1:].lower() if is_word else None


def _is_initialism(word: str, before: str, after: str) -> bool:
    """Whether a word is an initialism here, and mostly none."""
    if word not in _AMBIGUOUS:
        return False
    if word == "WHO" and (_OTHER_QUESTION.search(before) or _OTHER_QUESTION.search(after)):
        return False
    preceding, following = _AMBIGUOUS[word]
    return preceding.search(before) is not None or following.match(after) is not None


def _is_shouted(before: str, after: str) -> bool:
    """Whether a word in capitals that is no initialism stands beside it."""
    return any(word not in _LETTERS_SPELLED for word in _capitals_beside(before, after))


def _is_pronoun(before: str, after: str) -> bool:
    """Whether US is a stressed "us", and no country."""
    if _LET.search(before):
        return True
    alone = not _BEFORE_US.search(before) and not _capitals_beside(before, after)
    return alone and _AFTER_US.match(after) is not None


def _capitals_beside(before: str, after: str) -> list[str]:
    return [match[1] for match in (_SHOUTED_NEAR.search(before), _SHOUTED_NEXT.match(after)) if match]
