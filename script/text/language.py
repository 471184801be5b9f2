"""Which language a text is in, told by its commonest words. For sources that don't say; a declared language wins."""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the and of to a in was he that it his her with she had for you not be is at on him said "
    "they i my but what have",
    "de": "und der die das nicht ich sie er es ist zu in ein eine den mit war auf sich dem von wie "
    "aber auch als mich hatte",
    "fr": "le la les de et à un une il elle que qui ne pas je vous dans en ce est des du se sur avec "
    "pour lui était mais",
    "es": "el la los las de y que en un una no se su por con para es lo le al del como más pero había era yo ella muy",
    "it": "il la le di e che un una non in si per con era del della lo gli ma da come mi è al più aveva suo sono lui",
    "pt": "o a os as de e que um uma não se em por com para era do da no na mais como mas ele ela seu eu lhe dos",
    "nl": "de het een en van ik dat niet is in hij ze zijn met op te was voor maar aan er je had die naar haar ook",
    "sv": "och det att i en jag som han hon inte på är med för den var av till ett om så men hade de sig han",
    "pl": "i w nie na się z to że jest do jak ale był a co po tak o jego już mnie za było tylko ja ty",
    "ru": "и в не на я что он с как это а но его она так из у за же по было меня все ты мне сказал",
    "fi": "ja on ei hän se että oli en mutta kun niin minä hänen sitä joka mitä myös jos vain sen ole kuin nyt",
    "cs": "a se na je v že to s z do jako ale by tak byl jsem co ho si po za jeho když není jen už",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "sv": "Swedish", "pl": "Polish", "ru": "Russian", "fi": "Finnish", "cs": "Czech", "da": "Danish", "nb": "Norwegian",
    "no": "Norwegian",
    "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "el": "Greek", "la": "Latin", "tr": "Turkish", "hu": "Hungarian",
}  # fmt: skip
_CODES = {
    **{name.lower(): code for code, name in _NAMES.items()},
    **{"english": "en", "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it"},
}
_SAMPLE = 60_000
_ENOUGH_WORDS = 20
_ENOUGH_SHARE = 0.15
_CLEAR_LEAD = 1.35
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """The language as BCP 47 ("en", "de"), by the share of its function words.

    "" when the text is too short or no language leads clearly.
    """
    middle = max(0, (len(text) - _SAMPLE) // 2)
    words = Counter(word.lower() for word in _WORD.findall(text[middle : middle + _SAMPLE]))
    total = words.total()
    if total < _ENOUGH_WORDS:
        return ""
    shares = sorted(
        ((sum(words[word] for word in common) / total, language) for language, common in _WORDS.items()), reverse=True
    )
    (best, language), (second, _) = shares[:2]
    return language if best >= _ENOUGH_SHARE and best >= _CLEAR_LEAD * second else ""


def language_name(language: str) -> str:
    """The language's English name where it is a common one, else its code."""
    return _NAMES.get(language.partition("-")[0], language)


def tidy_language(said: str) -> str:
    """A declared language as BCP 47 in lower case: "en_GB" → "en-gb", "English" → "en"; "" for none or "undefined"."""
    code = said.strip().lower().replace("_", "-")
    code = _CODES.get(code, code)
    return code if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code) and code not in ("und", "mul", "zxx") else ""
