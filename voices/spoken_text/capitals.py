"""English in capitals: a stressed word is read as a word, an initialism by its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from script.text.roman_figures import roman
from voices.spoken_text.mapped_text import SpokenText

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
            ("AM", rf"\d|(?i:\b(?:the|{_HOURS}))", "(?:radio|stations?|band|dial)"),
            (
                "IT",
                r"\b[Aa]n|\b(?:work\w*|jobs?|careers?|degree|background) in",
                "(?:department|support|guys?|people|"
                "team|desk|manager|specialist|consultant|company|expert|technician|security|systems?|staff|crowd)",
            ),
            ("LA", r"\b(?i:in|to|from|of|near|around|outside)", "(?!)"),
            ("MA", r"\b[Aa]n", "(?:degrees?|thesis|students?|course)"),
            ("OR", r"\b(?:[Tt]he|an)", "(?!)"),
            ("PA", r"\b(?:[Aa]|[Tt]he)", "system"),
            ("POW", r"\b(?:[Aa]|[Tt]he)", "camps?"),
            ("WHO", r"\b[Tt]he", "(?:headquarters|officials?|guidelines|experts?)"),
        )
    }
)
"""Words that are initialisms too: after what, and before what, they are these."""
_OTHER_QUESTION = re.compile(r"\b(?:HOW|WHY|WHAT|WHEN|WHERE)\b")
_SUNG_BEFORE = re.compile(r"(?i:\b(?:tra|la))[\s,!-]+$")
_SUNG_AFTER = re.compile(r"[\s,!-]+(?i:la)\b")
_TITLE_AFTER = re.compile(r"\s[A-ZÀ-ÖØ-Þ]{2}")
"""LA TRAVIATA, where no preposition makes it the city."""
_NEAR = 80
"""Characters that tell what a word is."""
_OF_THE_COUNTRY = re.compile(
    r"\s(?:air|army|navy|marines?|marshals?|military|coast|forces?|troops?|soldiers?|sailors?|bases?|bombers?|planes?|"
    r"war\w*|agents?|govern\w*|federal|president\w*|senat\w*|congress\w*|supreme|attorneys?|embass\w*|ambassadors?|"
    r"consul\w*|treasury|department|officials?|polic\w+|intelligence|citizens?|passports?|visas?|soil|borders?|coins?|"
    r"dollars?|currency|econom\w*|markets?|banks?|exports?|imports?|media|press|aid|mail|post\w*|history|law|standards?"
    r")\b",
    re.IGNORECASE,
)
_AFTER_US = re.compile(
    r"\s*(?:$|[.,;:!?…)])|\s(?:a|about|again|against|all|alone|any\w*|as|at|away|back|because|before|both|but|down|"
    r"every\w*|for|from|go|here|home|how|if|in|into|it|like|no|nothing|now|off|on|out|please|some\w*|than|that|the|their|then|there|these|"
    r"they|this|those|to|together|tonight|too|under|until|up|what|when|where|who|why|with|you|your|(?:and|or)\s[a-z]+)\b"
)
_VERB = re.compile(
    r"(?:are|is|was|were|will|would|wo|can|could|should|shall|must|might|may|have|has|had|do|does|did|"
    r"ever|never|always)(?:n?'t)?\b"
)
_AFTER_A_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|without|behind|before|after|above|below|beneath|between|against|among|around|near|like|than)\s$"
)
_TAKES_SOMEBODY_LIST = (
    "let lets make makes made give gives gave tell tells told show shows showed see sees saw hear hears heard help "
    "helps helped watch watched want wants wanted need needs leave leaves left teach taught bring brings brought take "
    "takes took keep keeps kept get gets got find found ask asked call calls called save saved kill killed hate hates "
    "love loves loved trust trusts trusted follow follows followed send sends sent lead leads led hold held"
)
_AFTER_A_VERB = re.compile(rf"\b(?:{'|'.join(_TAKES_SOMEBODY_LIST.split())})\s$", re.IGNORECASE)
"""After the common verbs of those that have somebody for their object, anything may follow."""
_BEFORE_US = re.compile(r"\b(?:[Tt]he|[Aa]|[Aa]n|[Tt]his|[Tt]hat)\s$|\b[Tt]he\s(?:\w+\s)$")
_THE = re.compile(r"\bTHE\s$")


def not_shouted(text: SpokenText) -> SpokenText:
    """Stressed words in small letters, so that no engine spells them: "STOP" → "Stop". FBI, TV and HTML stay."""
    return text.sub(_SCOTTISH, lambda match: match[1] + match[2].capitalize()).sub(_CAPITALS, _as_word)


def _as_word(match: re.Match[str]) -> str | None:
    word = match.group()
    start, end = match.span()
    before, after = match.string[max(start - _NEAR, 0) : start], match.string[end : end + _NEAR]
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
        is_word = _is_pronoun(before, after)
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
    if word == "LA":
        if _SUNG_BEFORE.search(before) or _SUNG_AFTER.match(after):
            return False
        if not _TITLE_AFTER.match(after):
            return True
    preceding, following = _AMBIGUOUS[word]
    return preceding.search(before) is not None or following.match(after) is not None


def _is_shouted(before: str, after: str) -> bool:
    """Whether a word in capitals that is no initialism stands beside it."""
    return any(word not in _LETTERS_SPELLED for word in _capitals_beside(before, after))


def _is_pronoun(before: str, after: str) -> bool:
    """Whether US is a stressed "us", and no country."""
    if _BEFORE_US.search(before) or _THE.search(before) or _OF_THE_COUNTRY.match(after):
        return False
    if _is_shouted(before, after) or _AFTER_A_VERB.search(before):
        return True
    if _capitals_beside(before, after):
        return False
    if _AFTER_A_PREPOSITION.search(before) and _VERB.match(after.lstrip()):
        return True
    return _AFTER_US.match(after) is not None


def _capitals_beside(before: str, after: str) -> list[str]:
    return [match[1] for match in (_SHOUTED_NEAR.search(before), _SHOUTED_NEXT.match(after)) if match]
