"""English as it is spelled for the ear: interjections, stutters, drawn-out words, dialect, words in capitals."""

from __future__ import annotations

import re

from voices.spoken_text.mapped import SpokenText
from voices.spoken_text.numerals import roman

# What an engine would spell letter by letter, as a word that sounds like it.
_INTERJECTIONS = tuple(
    (re.compile(rf"(?i)(?<![\w'-])(?:{pattern})(?![\w'-])"), respelling)
    for pattern, respelling in (
        (r"s+h+", "shush"),
        (r"m+[- ]?h+m+", "uh-hum"),
        (r"h+m+|m{2,}h*", "hmm"),
        (r"h+m+p+h*", "humph"),
        (r"p+f+t*", "pufft"),
        (r"p+s{2,}t+", "psst"),
        (r"b+r{2,}", "burr"),
        (r"g+r{2,}", "gurr"),
        (r"z{2,}", "zuzz"),
        (r"t+c+h+", "tut"),
        (r"t+s+k+", "tisk"),
        (r"pshaw", "shaw"),
        (r"a{2,}r+g*h*", "argh"),
        (r"ms\.?(?=\s+[A-Z])", "Miz"),
    )
)
_DIALECT = (
    (re.compile(r"(?i)(?<=\w )'n'?(?= \w)"), "and"),
    (re.compile(r"(?i)\bth'(?=\s\w)"), "the"),
    (re.compile(r"(?i)\bwi'(?=\s\w)"), "with"),
    (re.compile(r"(?i)\bo'(?=\s\w)"), "of"),
)
_STUTTER = re.compile(r"(?i)(?<![\w'-])((?:(?:y|[b-df-hj-np-tv-xz]{1,3})-\s?)+)([a-z]+)")
_ONSETS = (
    ("kn", "n"),
    ("wr", "r"),
    ("who", "h"),
    ("wh", "w"),
    ("ph", "f"),
    ("qu", "kw"),
    ("ce", "s"),
    ("ci", "s"),
    ("cy", "s"),
)
_DRAWN_OUT = re.compile(r"(?i)(?<![\w'])(?=[a-z']*([a-z])\1{2})[a-z][a-z']*(?![\w'])")
_RUN = re.compile(r"(?i)([a-z])\1{2,}")
_DOUBLED_LIST = (
    "added agree all asleep ball be bee been bees bell between bitterly bless bloody boo book boom boss bunny bye "
    "call cool daddy deep doom ee eee eek feel fell food fool foot free full funny good goodbye hall happy hell "
    "hello hurry ill keep kill kitty loo look loose lovely meet miss mommy moo mood moon mummy need off ooh oops "
    "ooze pooh poor pretty proof pull puppy really roll roof room school see seem seen shoot silly sleep soon "
    "sorry speed spooky steep still stood sweet tall teeth tell terribly three too took tool toot tree wee week "
    "weep well whee will woo wood woohoo yahoo yell zoom"
)
_DOUBLED = frozenset(_DOUBLED_LIST.split())
_CAPITALS = re.compile(r"(?<![\w'.&])[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ']*[A-ZÀ-ÖØ-Þ](?!\w|\.\w|'\w|&\w)")
_LETTERS_SPELLED = frozenset({"YMCA", "YWCA", "IOUS", "ASAP"})
_SHORT_WORDS_LIST = (
    "ah all an and any are arm as ask at ate bad bag bar be bed big bit box boy but buy by can car cat cry cup "
    "cut dad day dead did die do dog ear eat egg end eye far fat few fit fix fly for from fun get go god got gun "
    "ha had has he her hey hi him his hit ho hot how if in is it its job joy key kid la law lay led leg let lie "
    "lo lot low ma mad man may me men met mum my new no not now of off oh old on one or our out own pa pay put "
    "red run sad said saw say see set she sir sit six so son sun ten the to too try two ugh up use via war was "
    "way we wet what who why win won yes yet you"
)
_SHORT_WORDS = frozenset(_SHORT_WORDS_LIST.split())
_SHOUTED_NEAR = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ']+[\s,]+$")
_SHOUTED_NEXT = re.compile(r"[\s,]+[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ']+(?!\w)")


def respelled(text: SpokenText) -> SpokenText:
    for pattern, respelling in (*_INTERJECTIONS, *_DIALECT):
        text = text.sub(pattern, respelling)
    return text.sub(_STUTTER, _stutter).sub(_DRAWN_OUT, _drawn_out).sub(_CAPITALS, _not_shouted)


def _stutter(match: re.Match[str]) -> str | None:
    """The sound that was repeated instead of the letter's name: "W-what" → "wuh what"; "T-shirt" stays."""
    word = match[2].lower()
    parts = [part.strip().lower() for part in match[1].split("-")[:-1]]
    if not all(word.startswith(part) for part in parts):
        return None
    onset = next((sound for spelling, sound in _ONSETS if word.startswith(spelling)), "")
    sounds = [f"{onset or ('k' if part == 'c' else part)}uh" for part in parts]
    return " ".join([*sounds, match[2]])


def _drawn_out(match: re.Match[str]) -> str | None:
    """The word as it is usually spelled: "Nooo" → "No", "gooood" → "good"."""
    word = match.group()
    if roman(word) is not None:
        return None
    once = _RUN.sub(lambda run: run[1], word)
    twice = _RUN.sub(lambda run: run.group()[:2], word)
    return twice if twice.lower() in _DOUBLED else once


def _not_shouted(match: re.Match[str]) -> str | None:
    """In small letters, so that no engine spells it: "STOP" → "Stop". FBI, TV and HTML stay."""
    word = match.group()
    plain = word.replace("'", "")
    if word in _LETTERS_SPELLED or (roman(word) is not None and len(word) < 5 and word != "MIX"):
        return None
    if len(plain) > 3:
        kept = not re.search("[AEIOUYÀ-Ý]", plain)
    elif plain == "US":
        before, after = match.string[: match.start()], match.string[match.end() :]
        kept = not (_SHOUTED_NEAR.search(before) or _SHOUTED_NEXT.match(after))
    else:
        kept = word.lower() not in _SHORT_WORDS and "'" not in word
    return None if kept else word[0] + word[1:].lower()
