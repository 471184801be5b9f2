"""How a line is said, from the words of its tag: "she whispered", "he cried in a hurried voice"."""

from __future__ import annotations

import re

from script.model import Delivery

_WORDS = {
    Delivery.WHISPER: "whisper whispered whispers whispering hissed breathed hushed undertone",
    Delivery.MURMUR: "murmur murmured murmurs murmuring muttered mutters muttering mumbled mumbles mumbling",
    Delivery.SHOUT: (
        "shout shouted shouts shouting yelled yells yelling screamed screams screaming shrieked shrieking bellowed"
        " bellowing roared roaring hollered thundered bawled howled screeched vociferated"
    ),
    Delivery.SOB: "sob sobbed sobs sobbing wept weeping wailed wailing blubbered whimpered tearfully",
    Delivery.LAUGH: "laughed laughs laughing chuckled chuckles chuckling giggled giggles giggling tittered laughingly",
    Delivery.HURRY: "hurriedly hastily breathlessly rapidly gabbled babbled",
    Delivery.DRAWL: "drawled drawls drawling drawlingly",
}
_BY_WORD = {word: delivery for delivery, words in _WORDS.items() for word in words.split()}
_VERBS = frozenset(word for word in _BY_WORD if word.endswith(("ed", "s", "wept")) and word not in ("hushed",))
_PHRASES = (
    (re.compile(r"\b(?:in|with) (?:a |an |his |her |my )?(?:[\w-]+ )?(?:whisper|undertone)\b"), Delivery.WHISPER),
    (re.compile(r"\b(?:under|beneath) (?:his|her|my|their) breath\b|\bbelow (?:his|her) breath\b"), Delivery.MURMUR),
    (
        re.compile(
            r"\bat the top of (?:his|her|my|their) (?:voice|lungs|voices)\b|\bwith a (?:shout|yell|scream|roar)\b"
        ),
        Delivery.SHOUT,
    ),
    (re.compile(r"\b(?:with a|between|through (?:his|her|my)|amid) (?:sob|sobs|tears)\b|\bin tears\b"), Delivery.SOB),
    (re.compile(r"\bwith a (?:[\w-]+ )?(?:laugh|chuckle|giggle)\b"), Delivery.LAUGH),
    (re.compile(r"\bin a (?:hurry|rush)\b|\ball in one breath\b"), Delivery.HURRY),
    (re.compile(r"\b(?:in|with) a (?:[\w-]+ )?drawl\b"), Delivery.DRAWL),
)


def delivery_of(verb: str, clause: str) -> Delivery | None:
    """The delivery that a tag's verb and the rest of its clause tell, or None where they tell nothing clear."""
    if verb in _BY_WORD:
        return _BY_WORD[verb]
    low = clause.lower()
    for pattern, delivery in _PHRASES:
        if pattern.search(low):
            return delivery
    for word in re.findall(r"[a-z]+", low):
        if word in _BY_WORD and word not in _VERBS:
            return _BY_WORD[word]
    return None
