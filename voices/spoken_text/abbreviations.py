"""English abbreviations, initials and addresses: said whole, and their full stops no ends of sentences."""

from __future__ import annotations

import re
from functools import partial

from voices.spoken_text.mapped_text import SpokenText

_URL = re.compile(
    r"(?i)\b(?:https?://|www\.)(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:[/?#](?:[^\s<>\"”’)\]]*[\w/])?)?"
)
_EMAIL = re.compile(r"(?i)\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_DOT_IN_NAME = re.compile(r"\.(?=\w)")
_ET_CETERA = re.compile(r"(?i)&c\b\.?|\betc\b\.?")
_ET_CETERA_AGAIN = re.compile(r"(?i)(?:&c|\betc)\b\.?,?\s+(?=&c|etc\b)")
_ANY_ADDRESS = re.compile(r"(?i)[@#§¶×±÷+<>&²³]|\d(?:st|nd|rd|th)[-–]\d|-[\s,.;!?]|−|://|www\.|\.[a-z]|\betc\b")
_HASH = re.compile(r"(?<![\w#])#(?=\d)")
_SECTION = re.compile(r"([§¶])[§¶]*\s*(?=\d)")
_TIMES = re.compile(r"(?<=\d)\s?×\s?(?=\d)")

_MORE_OR_LESS = re.compile(r"(?:±|\+/[-−–])\s?(?=\d)")
_DIVIDED = re.compile(r"(?<=\d)\s?÷\s?(?=\d)")
_ADDED_TERM = re.compile(r"(?<=[²³])\s?\+\s?(?=\w)|(?<=\b[A-Za-z])\s?\+\s?(?=[\dA-Za-z]{1,2}[²³])")
_EQUAL_TERM = re.compile(r"(?<=[²³])\s?=\s?(?=\w)|(?<=\b[A-Za-z])\s?=\s?(?=[\dA-Za-z]{1,2}[²³])")
_ORDINAL_RANGE = re.compile(r"(?<=\d)(st|nd|rd|th)[-–](?=\d+(?:st|nd|rd|th)\b)")
_COMPARED = re.compile(r"(?:^|\s)([<>])\s(?=\d)")
_GRADE = re.compile(
    r"(?<![\w'.])([A-F])(\+{1,2})(?![\w+])|"
    r"(?<=\b[Aa] )([A-F])[-−](?=[\s,.;!?]|$)|(?<=\b[Aa]n )([AF])[-−](?=[\s,.;!?]|$)"
)
_HANDLE = re.compile(r"(?<![\w@])@\w*_\w+")
_BARE_SITE = re.compile(
    r"(?<![\w@.-])(?:[A-Za-z\d][A-Za-z\d-]*\.)+(?:com|org|net|edu|gov|co\.uk|org\.uk|io|info|tv)\b(?!\.\w|@)"
    r"(?:/(?:[^\s<>\"”’)\]]*[\w/])?)?"
)

_NUMBER = r"(?=\s*(?:\d|[IVXLC]{2,}\b|[VXLC]\b|[ivxlc]{2,}\b))"
"""What follows: figures or a Roman numeral that can't be the pronoun I."""
_REFERENCES = tuple(
    (re.compile(rf"(?<![\w.])(?:{pattern}){_NUMBER}"), words)
    for pattern, words in (
        (r"N[oO]s\.", "numbers"),
        (r"N[oO]\.|no\.(?=\s*\d)|№", "number"),
        (r"(?i:vol)\.", "volume"),
        (r"(?i:vols)\.", "volumes"),
        (r"(?i:ch(?:ap)?)\.", "chapter"),
        (r"pop\.", "population"),
        (r"[Ss]ec\.", "section"),
        (r"[Ff]ig\.", "figure"),
        (r"pp\.", "pages"),
        (r"p\.", "page"),
        (r"(?:ca?|circ)\.", "circa"),
        (r"[Aa]pts?\.?", "apartment"),
        (r"Ste\.", "suite"),
        (r"[Ee]xt\.?", "extension"),
        (r"Hwy\.?", "highway"),
        (r"Rte\.?", "route"),
    )
)
_ANY_REFERENCE = re.compile(rf"(?i)(?:\.|№|\b(?:apts?|ext|hwy|rte)){_NUMBER}")

_TITLES = {
    "Mr": "Mister",
    "Mrs": "Mrs",
    "Dr": "Doctor",
    "St": "Saint",
    "Messrs": "Messrs",
    "Mme": "Madame",
    "Mlle": "Mademoiselle",
    "Prof": "Professor",
    "Capt": "Captain",
    "Col": "Colonel",
    "Gen": "General",
    "Lt": "Lieutenant",
    "Lieut": "Lieutenant",
    "Sgt": "Sergeant",
    "Sergt": "Sergeant",
    "Maj": "Major",
    "Rev": "Reverend",
    "Hon": "Honourable",
    "Gov": "Governor",
    "Sen": "Senator",
    "Insp": "Inspector",
    "Supt": "Superintendent",
    "Det": "Detective",
    "Cpl": "Corporal",
    "Pvt": "Private",
    "Cmdr": "Commander",
    "Cdr": "Commander",
    "Adm": "Admiral",
    "Pres": "President",
    "Mt": "Mount",
    "Ft": "Fort",
}
_WITHOUT_STOP = frozenset({"Mr", "Dr", "Mme", "Mlle", "Prof", "Capt", "Lt", "Sgt", "St", "Mt"})
"""Titles that nothing else is spelled like."""
_TITLE = re.compile(
    rf"(?<![\w'-])({'|'.join(sorted({*_TITLES, *(name.upper() for name in _TITLES)}, key=len, reverse=True))})"
    rf"(?:\.(\s*)(?=[^\W\d_])|(?=\s+[A-Z])|\.(?=\s*\W*$))"
)
_STREETS = {
    "St": "Street",
    "Dr": "Drive",
    "Ln": "Lane",
    "Ct": "Court",
    "Pl": "Place",
    "Sq": "Square",
    "Ter": "Terrace",
    "Terr": "Terrace",
    "Cres": "Crescent",
    "Cir": "Circle",
    "Pkwy": "Parkway",
    "Hwy": "Highway",
    "Gdns": "Gardens",
    "Ave": "Avenue",
    "Rd": "Road",
    "Blvd": "Boulevard",
}
_NO_NAME = (
    r"\s+(?:He|She|It|They|We|I|The|A|His|Her|My|Your|Our|Their|Its|This|That|These|Those|There|Then|When|But|And|If|As|"
    r"After|Before|Because)\s"
)
"""Words that begin a sentence, and are nobody's name: behind them "Dr." is no doctor's, "St." no saint's."""
_STREET = re.compile(
    # Behind the number of a house, and the name of the street.
    rf"(?<![\w.])(\d\w*\s+(?:[NSEW]\.?\s+)?(?:(?:[A-Z][\w'-]*|\d+(?:st|nd|rd|th))\s+)+?)({'|'.join(_STREETS)})(?:\.(?!\w)|(?=\s*[,;:!?)]|\s+[a-z]|\W*$|\s+[A-Z]\w+\W*$))|"
    rf"(\b(?:[A-Z][\w']+|[\w-]*(?:first|second|third|th|\d(?:st|nd|rd)))\s+)(St)\.(?=\s+[a-z(]|\s*[,;:!?)]|\W*$|{_NO_NAME})|"
    # "Dr." is a drive only where somebody is on it.
    r"(\b(?:on|down|up|along|off|near|onto|of|and|to|at|into)\s+(?:[A-Z][\w'-]+\s+){1,2})"
    rf"(Dr|Ln|Ct|Pl|Sq|Ter|Cres|Pkwy|Hwy|Gdns)\.(?=\s+[a-z(]|\s*[,;:!?)]|\W*$|{_NO_NAME})"
)
_COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West"}
_COMPASS_POINT = re.compile(r"(?<=\d )([NSEW])\.?(?=\s+(?:[A-Z]\w+|\d+(?:st|nd|rd|th))\s)")
_FORENAMES = {
    "Wm": "William",
    "Edw": "Edward",
    "Jas": "James",
    "Thos": "Thomas",
    "Chas": "Charles",
    "Geo": "George",
    "Robt": "Robert",
    "Benj": "Benjamin",
    "Saml": "Samuel",
    "Danl": "Daniel",
    "Eliz": "Elizabeth",
}
_FORENAME = re.compile(rf"(?<![\w'-])({'|'.join((*_FORENAMES, *(name.upper() for name in _FORENAMES)))})\.(?=\s+[A-Z])")
_MONSIEUR = re.compile(r"(?<![\w'.])(?<![A-Z]\. )M\.(?= (?:(?:de|le|la|du) [A-Z]|[A-Z][a-zà-ÿ]{2}))")

_CENTURY = re.compile(r"(?<=\d(?:st|nd|rd|th)) (?:[cC]|cent)\.(?=[\s,;:!?)]|\W*$)(?=(\s(?:BC|AD|CE|BCE)\b)?)")
_UNITS_OF_AN_ARMY = {
    "Btn": "Battalion",
    "Bn": "Battalion",
    "Batt": "Battalion",
    "Regt": "Regiment",
    "Bde": "Brigade",
    "Div": "Division",
    "Sqn": "Squadron",
}
_UNIT_OF_AN_ARMY = re.compile(rf"(?<=\d(?:st|nd|rd|th) )({'|'.join(_UNITS_OF_AN_ARMY)})\b\.?")

# After a word that stands for itself, a full stop may also end the sentence: then it stays.
_SENTENCE_GOES_ON = re.compile(r"\s*[^\W\d_A-Z]|\s*[\d,;:()]")
_WORDS = {
    "Jr": "Junior",
    "Sr": "Senior",
    "Esq": "Esquire",
    "Bros": "Brothers",
    "Inc": "Incorporated",
    "Ltd": "Limited",
    "Co": "Company",
    "Dept": "Department",
    "dept": "department",
    "Ave": "Avenue",
    "Rd": "Road",
    "Blvd": "Boulevard",
    "approx": "approximately",
    "vs": "versus",
    "viz": "namely",
    "cf": "compare",
    "MS": "manuscript",
    "MSS": "manuscripts",
    "ult": "ultimo",
    "inst": "instant",
    "prox": "proximo",
    "Oxon": "Oxon",
    "Cantab": "Cantab",
    "Bart": "Baronet",
    "Tues": "Tuesday",
    "Weds": "Wednesday",
    "Thurs": "Thursday",
}
_NEVER_LAST = frozenset({"approx", "vs", "viz", "cf"})
_WITH_A_DAY = frozenset({"ult", "inst", "prox"})
_WORD = re.compile(rf"(?<![\w'.-])({'|'.join(_WORDS)})\.(?!\w)")
_VERSUS = re.compile(r"(?<=[a-z)] )v\.(?= [A-Z])")
_LATIN = (
    (re.compile(r"(?i)(?<![\w.])e\.\s?g\.(?![A-Z]\.)"), "for example"),
    (re.compile(r"(?i)(?<![\w.])i\.\s?e\.(?![A-Z]\.)"), "that is"),
)
_MONTHS = {
    "Jan": "January",
    "Feb": "February",
    "Mar": "March",
    "Apr": "April",
    "Jun": "June",
    "Jul": "July",
    "Aug": "August",
    "Sept": "September",
    "Sep": "September",
    "Oct": "October",
    "Nov": "November",
    "Dec": "December",
}
_MONTH = re.compile(rf"(?<!\w)({'|'.join(_MONTHS)})\.(?=\s*\d)|(?<=\d )({'|'.join(_MONTHS)})\.")
_DOCTORATE = re.compile(r"\bPh\.\s?D\.?")
_INITIALS = re.compile(r"(?<![\w'.])((?:(?:[A-Z]\.){1,5}|(?:[A-Z]\. ){1,5})[A-Z])\.(?!\w)")
_INITIAL = re.compile(r"(?<![\w'.])([A-HJ-Z])\.(?= ?(?:[A-Z][a-z]|[A-Z]'[A-Z]))")
_INITIAL_WITHIN = re.compile(r"(?<![\w'.])([A-Z])\.(?=\s+[a-z]|[,;])")
_HYPHENED_INITIALS = re.compile(r"(?<=\b[A-Z])\.-(?=[A-Z]\.)")
_LINKED_INITIALS = re.compile(r"(?<![\w.])([A-Z])\. ?& ?(?=[A-Z]\b)")
_POSTAL_DISTRICTS = frozenset({"S.W", "N.W", "S.E", "N.E", "E.C", "W.C"})
_NAMED_BY_LETTER = re.compile(
    r"(?i)\b(?:plan|vitamin|type|class|grade|room|exhibit|point|part|letter|section|and|or)\s$"
)
_SENTENCE_STARTS = re.compile(
    r"\s+(?:He|She|It|They|We|You|I|The|A|An|In|On|At|But|And|Then|There|This|That|When|His|Her|My|Your|Our|Their|Its|What|"
    r"Why|How|Who|Which|Where|No|Yes|If|So|As|Until|After|Before|While|Because|Since|Though|For|From|With|Did|Do|Does|Is|"
    r"Was|Were|Are|Would|Could|Can|Oh|Not|Now|Here|Just|Perhaps|These|Those|Once)\b"
)
_LETTERS_OWN = re.compile(r"(?<=\b[A-Z])\.(?='s\b)")
_AMPERSAND = re.compile(r"\s*&\s*(?=\w)")


def addresses(text: SpokenText) -> SpokenText:
    """What must be seen before punctuation is cleaned: addresses (their site alone), heights, numbers marked #."""
    if not _ANY_ADDRESS.search(text.text):
        return text
    text = text.sub(_URL, _site).sub(_EMAIL, _mailbox).sub(_BARE_SITE, _bare_site)
    text = text.sub(_HANDLE, lambda match: match.group().replace("_", " "))
    text = text.sub(_ET_CETERA_AGAIN, " et cetera, ").sub(_ET_CETERA, _et_cetera)
    return (
        text.sub(_HASH, "number ")
        .sub(_SECTION, lambda match: "section " if match[1] == "§" else "paragraph ")
        .sub(_TIMES, " by ")
        .sub(_MORE_OR_LESS, "plus or minus ")
        .sub(_DIVIDED, " divided by ")
        .sub(_ADDED_TERM, " plus ")
        .sub(_EQUAL_TERM, " equals ")
        .sub(_ORDINAL_RANGE, lambda match: f"{match[1]} to ")
        .sub(_COMPARED, lambda match: " less than " if match[1] == "<" else " more than ")
        .sub(_GRADE, _grade)
    )


def references(text: SpokenText) -> SpokenText:
    """Numbers of things: "No. 5" → "number 5", "Vol. XIV" → "volume XIV"; streets and months in full."""
    if _ANY_REFERENCE.search(text.text):
        for pattern, words in _REFERENCES:
            text = text.sub(pattern, partial(_cased, words))
    text = text.sub(_STREET, _street).sub(_CENTURY, _century).sub(_UNIT_OF_AN_ARMY, _unit_of_an_army)
    return text.sub(_MONTH, lambda match: _MONTHS[match[1] or match[2]])


def expanded(text: SpokenText) -> SpokenText:
    """Titles, initials and other abbreviations in full or without their stops."""
    text = text.sub(_TITLE, _title)
    for pattern, words in _LATIN:
        text = text.sub(pattern, words)
    return (
        text.sub(_FORENAME, lambda match: _FORENAMES[match[1].capitalize()])
        .sub(_LETTERS_OWN, "")
        .sub(_WORD, _word)
        .sub(_VERSUS, "versus")
        .sub(_DOCTORATE, "PhD")
        .sub(_MONSIEUR, _monsieur)
        .sub(_HYPHENED_INITIALS, ".")
        .sub(_LINKED_INITIALS, lambda match: f"{match[1]} and ")
        .sub(_INITIALS, _initials)
        .sub(_INITIAL, _initial)
        .sub(_INITIAL_WITHIN, lambda match: match[1])
        .sub(_AMPERSAND, " and ")
    )


def _site(match: re.Match[str]) -> str:
    return _DOT_IN_NAME.sub(" dot ", match[1])


def _grade(match: re.Match[str]) -> str:
    """ "A+" → "A plus", "C++" → "C plus plus"."""
    return match[1] + " plus" * len(match[2]) if match[1] else f"{match[3] or match[4]} minus"


def _bare_site(match: re.Match[str]) -> str:
    return _DOT_IN_NAME.sub(" dot ", match.group().partition("/")[0])


def _mailbox(match: re.Match[str]) -> str:
    return (
        f"{_DOT_IN_NAME.sub(' dot ', match[1]).replace('_', ' underscore ')} at {_DOT_IN_NAME.sub(' dot ', match[2])}"
    )


def _street(match: re.Match[str]) -> str:
    before, kind = next((match[n], match[n + 1]) for n in (1, 3, 5) if match[n])
    before = _COMPASS_POINT.sub(lambda point: _COMPASS[point[1]], before)
    return before + _STREETS[kind] + (sentence_stop(match) if match.group().endswith(".") else "")


def _century(match: re.Match[str]) -> str:
    return " century" + ("" if match[1] else sentence_stop(match))


def _unit_of_an_army(match: re.Match[str]) -> str:
    return _UNITS_OF_AN_ARMY[match[1]] + (sentence_stop(match) if match.group().endswith(".") else "")


def _et_cetera(match: re.Match[str]) -> str:
    return " et cetera" + (sentence_stop(match) if match.group().endswith(".") else "")


def sentence_stop(match: re.Match[str]) -> str:
    """The full stop of an abbreviation that is also the sentence's."""
    return "" if _SENTENCE_GOES_ON.match(match.string, match.end()) else "."


def _cased(words: str, match: re.Match[str]) -> str:
    return (words.capitalize() if match.group()[:1].isupper() else words) + " "


def _word(match: re.Match[str]) -> str | None:
    if match[1] in _WITH_A_DAY and not match.string[: match.start()].rstrip().endswith(("th", "st", "nd", "rd")):
        return None
    return _WORDS[match[1]] + (sentence_stop(match) if match[1] not in _NEVER_LAST else "")


def _title(match: re.Match[str]) -> str | None:
    name = match[1].capitalize()
    stopped = match.group() != match[1]
    if not stopped and name not in _WITHOUT_STOP:
        return None
    at_end = stopped and match[2] is None
    return _TITLES[name] + (match[2] or " " if stopped and not at_end else "") + ("." if at_end else "")


def _initials(match: re.Match[str]) -> str:
    """Letters run together ("J. K." → "J.K") are each named, and no clause ends at the last."""
    ends = match.end() == len(match.string.rstrip(" '\")")) or _SENTENCE_STARTS.match(match.string, match.end())
    letters = match[1].replace(" ", "")
    district = letters in _POSTAL_DISTRICTS and not _SENTENCE_GOES_ON.match(match.string, match.end())
    return letters + ("." if ends or district else "")


def _initial(match: re.Match[str]) -> str | None:
    if _NAMED_BY_LETTER.search(match.string[: match.start()]) or _SENTENCE_STARTS.match(match.string, match.end()):
        return None
    return match[1] + " "


def _monsieur(match: re.Match[str]) -> str | None:
    """Monsieur in a text that speaks of a Madame; any other M. is an initial."""
    return "Monsieur" if re.search(r"\bM(?:adame|ademoiselle|onsieur|essieurs)\b", match.string) else None
