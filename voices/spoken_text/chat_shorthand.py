"""What people write in messages and on the net: shorthand, smileys, hashtags."""

from __future__ import annotations

import re
from functools import partial

from voices.spoken_text.mapped_text import SpokenText

_SMILEY = re.compile(r"(?<![\w:;=(])(?:[:;=]['’]?-?[)(\]\[/\\|*]+|\^_+\^|>_<)(?![\w)])")
_FACES = {"D": "grin", "P": "tongue out", "O": "gasp"}
_FACE = re.compile(r"(?<![\w:;=(])[:;=]-?([DPOpo])(?![\w)])")
_HEART = re.compile(r"(?<!\w)<3+(?!\d)")
_HASHTAG = re.compile(r"(?<!\w)#([A-Z][a-z]+(?:[A-Z][a-z]+)+)\b")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORTHAND = {
    "btw": "by the way",
    "idk": "I don't know",
    "tbh": "to be honest",
    "imo": "in my opinion",
    "imho": "in my humble opinion",
    "ttyl": "talk to you later",
    "fyi": "for your information",
    "irl": "in real life",
    "nvm": "never mind",
    "thx": "thanks",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "jk": "just kidding",
    "ily": "I love you",
    "gtg": "got to go",
    "wbu": "what about you",
}
_SPELLED = ("omg", "brb", "wtf", "xoxo", "tl;dr", "tldr", "smh", "ngl", "afk", "fml", "stfu", "lmk", "ikr")
_WORDS = re.compile(rf"(?i)(?<![\w.&'’/#@-])({'|'.join(_SHORTHAND)})(?![\w&'’/@-]|\.\w)")
_LETTERS = re.compile(rf"(?i)(?<![\w.&'’/#@-])({'|'.join(_SPELLED)})(?![\w&'’/@-]|\.\w)")
_ANY = re.compile(rf"(?i)[:;=<>^#/]|\b(?:{'|'.join((*_SHORTHAND, *_SPELLED))})\b")
_WITH = (
    (re.compile(r"(?<![\w/.])[Ww]/(?:o|out)(?![\w/])"), "without"),
    (re.compile(r"(?<![\w/.])[Ww]/(?=\s?\w)\s?"), "with "),
    (re.compile(r"(?<![\w/.])b/c(?![\w/])"), "because"),
    (re.compile(r"(?<![\w/.])c/o(?=\s+[A-Z])"), "care of"),
)
_NOTE = re.compile(r"(?<![\w/])A/N(?=\s*[:(\-–—]|\s*$)")


def spelled_out(text: SpokenText) -> SpokenText:
    """ "btw" → "by the way", "omg" letter by letter, "#NoFilter" → "No Filter"; smileys gone.

    Must be seen before punctuation is cleaned.
    """
    if not _ANY.search(text.text):
        return text
    for pattern, words in _WITH:
        text = text.sub(pattern, partial(_cased, words))
    return (
        text.sub(_SMILEY, " ")
        .sub(_FACE, lambda match: _FACES[match[1].upper()])
        .sub(_HEART, "heart")
        .sub(_HASHTAG, lambda match: _HUMP.sub(" ", match[1]))
        .sub(_NOTE, "Author's note")
        .sub(_WORDS, _word)
        .sub(_LETTERS, lambda match: ".".join(letter for letter in match[1].upper() if letter.isalpha()))
    )


def _cased(words: str, match: re.Match[str]) -> str:
    return words.capitalize() if match.group()[0].isupper() else words


def _word(match: re.Match[str]) -> str:
    words = _SHORTHAND[match[1].lower()]
    return words[0].upper() + words[1:] if match[1][0].isupper() else words
