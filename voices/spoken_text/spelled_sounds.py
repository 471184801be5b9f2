"""English as it is spelled for the ear: interjections, stutters, drawn-out words, dialect."""

from __future__ import annotations

import re

from script.text.roman_figures import roman
from voices.spoken_text import dialect
from voices.spoken_text.mapped_text import SpokenText

# What an engine would spell letter by letter, as a word that sounds like it.
_SOUNDS = (
    (r"s+h+", "shush"),
    (r"h*s{3,}|his{3,}", "hiss"),
    (r"m+[- ]?h+m+", "uh-hum"),
    (r"h+m+|m{2,}h*", "hmm"),
    (r"h+m+p+[hf]*", "humph"),
    (r"m{2,}p+h+", "mumph"),
    (r"(?-i:[Hh]rm+)", "hurm"),
    (r"h+r+m+p+h+", "harrumph"),
    (r"h*n+g+h+", "ung"),
    (r"(?-i:[Hh]n+)", "hun"),
    (r"p+f+t*", "pufft"),
    (r"p+s{2,}t+", "psst"),
    (r"p+s+h+", "pish"),
    (r"b+r{2,}", "burr"),
    (r"p+r{2,}", "purr"),
    (r"g+r{2,}", "gurr"),
    (r"z{2,}", "zuzz"),
    (r"b+z{2,}t*", "buzz"),
    (r"t+c+h+", "tut"),
    (r"t+s+k+", "tisk"),
    (r"pshaw", "shaw"),
    (r"a{2,}r+g*h*", "argh"),
    (r"a+w{2,}", "aw"),
    (r"e+w{2,}", "ew"),
    (r"o+w{2,}", "ow"),
    (r"ms\.?(?=\s+[A-Z])", "Miz"),
)
_INTERJECTIONS = tuple(
    (re.compile(rf"(?i)(?<![\w'-])(?:{pattern})(?![\w'-])"), respelling) for pattern, respelling in _SOUNDS
)
_ANY_INTERJECTION = re.compile(rf"(?i)(?<![\w'-])(?:{'|'.join(pattern for pattern, _ in _SOUNDS)})(?![\w'-])")
_STUTTER = re.compile(r"(?i)(?<![\w'-])((?:(?:y|[b-df-hj-np-tv-xz]{1,3}|([b-df-hj-np-tv-xz])\2+)-\s?)+)([a-z]+)")
_VOWEL_STUTTER = re.compile(r"(?i)(?<![\w'-])(?!i(?:-i)*-i\b)((?:([aeiou])-\s?)(?:\2-\s?)*)(\2[a-z]+)(?!-)")
_SYLLABLE_STUTTER = re.compile(
    r"(?i)(?<![\w'-])(?!re-|no-|pre-|co-|de-|by-|un-|in-|do-it)([a-z]*[aeiouy])-\s?(?=(\1[a-z]+))"
)
_ONSET_SYLLABLE = re.compile(r"(?i)[aeiou]+[^aeiou]?")
_SPELLED = re.compile(r"(?<![\w'-])([A-Za-z](?:-[A-Za-z]){2,})(?![\w'-])")
_VOWEL_HELD = re.compile(
    r"(?i)(?<![\w'-])([a-z]*([aeiou]))(?:(?:-\2){2,}-?([a-z]*)|(?<=[a-z][aeiou])(?:-\2)+)(?![\w'-])"
)
_CONSONANT_HELD = re.compile(r"(?i)(?<![\w'-])([a-z]*([b-df-hj-np-tv-xz]))(?:-\2)+-(?!\2)([a-z]{2,})(?![\w-])")
_WORD_AGAIN = re.compile(
    r"(?i)(?<![\w'-])(i|we|he|she|it|you|they|the|a|and|but|my|what|that|is|to|in|if|or|this|there|how|why|can|do)"
    r"((?:-\1)+)(?![\w-])"
)
_VOWEL_TWICE = re.compile(r"(?i)([aeiou])\1")
_ONSETS = (
    ("kn", "n"),
    ("wr", "r"),
    ("who", "h"),
    ("wh", "w"),
    ("ph", "f"),
    ("qu", "kw"),
    ("sh", "sh"),
    ("ch", "ch"),
    ("ce", "s"),
    ("ci", "s"),
    ("cy", "s"),
)
_SOFT_G = re.compile(r"g(?:e(?!t|ar|ese)|i(?!rl|ve|ft|gg|ll|mme)|y)")
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


def respelled(text: SpokenText) -> SpokenText:
    """English respelled where an engine would name letters or read another word."""
    if _ANY_INTERJECTION.search(text.text):
        for pattern, respelling in _INTERJECTIONS:
            text = text.sub(pattern, respelling)
    text = dialect.in_full(text)
    if "-" in text.text:
        text = (
            text.sub(_VOWEL_STUTTER, _vowel_stutter)
            .sub(_WORD_AGAIN, _said_again)
            .sub(_SPELLED, _spelled)
            .sub(_VOWEL_HELD, lambda match: match[1] + (match[3] or ""))
            .sub(_CONSONANT_HELD, lambda match: match[1] + match[3])
            .sub(_STUTTER, _stutter)
            .sub(_SYLLABLE_STUTTER, lambda match: f"{match[1]}, ")
        )
    return text.sub(_DRAWN_OUT, _drawn_out)


def _spelled(match: re.Match[str]) -> str | None:
    """Letters apart: "A-n-n-e" is spelled, "Y-e-e-s" is drawn out, "b-b-b" is a stutter."""
    word = match[1].replace("-", "")
    if _VOWEL_TWICE.search(word):
        return _drawn_out_word(_VOWEL_TWICE.sub(lambda run: run[1] * 3, word))
    return None if len(set(word.lower())) == 1 else ".".join(word.upper())


def _said_again(match: re.Match[str]) -> str:
    """A word that is said anew: "I-I-I" → "I, I, I"."""
    return match[1] + match[2].replace("-", ", ")


def _vowel_stutter(match: re.Match[str]) -> str | None:
    """The beginning of a word with a vowel: "O-o-of" → "of, of, of", "E-excuse" → "ex, excuse"; "Y-e-e-s" stays."""
    begun = _ONSET_SYLLABLE.match(match[3])
    assert begun is not None
    times = match[1].count("-")
    first = begun.group() if match[1][0].islower() else begun.group().capitalize()
    return ", ".join([first, *[begun.group().lower()] * (times - 1), match[3]])


def _stutter(match: re.Match[str]) -> str | None:
    """The sound that was repeated instead of the letter's name: "W-what" → "wuh what"; "T-shirt" stays."""
    word = match[3].lower()
    parts = [part.strip().lower() for part in match[1].split("-")[:-1]]
    # "Nnn-no" is a longer "N-no".
    parts = [part if word.startswith(part) or len(set(part)) > 1 else part[0] for part in parts]
    if not all(word.startswith(part) for part in parts):
        return None
    onset = next((sound for spelling, sound in _ONSETS if word.startswith(spelling)), "")
    if _SOFT_G.match(word):
        onset = "j"
    sounds = [f"{onset or ('k' if part == 'c' else part)}uh" for part in parts]
    return " ".join([*sounds, match[3]])


def _drawn_out(match: re.Match[str]) -> str | None:
    """The word as it is usually spelled: "Nooo" → "No", "gooood" → "good"."""
    return None if roman(match.group()) is not None else _drawn_out_word(match.group())


def _drawn_out_word(word: str) -> str:
    once = _RUN.sub(lambda run: run[1], word)
    twice = _RUN.sub(lambda run: run.group()[:2], word)
    return twice if twice.lower() in _DOUBLED else once
