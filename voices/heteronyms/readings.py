"""Heteronyms, the words that English spells alike and says otherwise: which is meant, as far as that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voices.heteronyms.grammar import Part, subject_asked, weights
from voices.heteronyms.neighbours import Beside, Sentence
from voices.heteronyms.senses import HETERONYMS, Sense

Reading = tuple[int, int, str]
"""(start, end, IPA) of a text, as in `Utterance.phonemes`."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]")
_MARK = re.compile(r"[,;:()…]")
_SURE = 0.8
"""Log odds by which a sense must lead the next one: with less, the engine says what it would."""
_NEXT_TO = 3.0
_NEAR = (1.5, 2.5, 3.5)
"""Log odds that one, two, or more of the words give that stand near a sense."""
_WINDOW = 10
"""Words on each side that are near."""
_ACCUSTOMED_LIST = "be been being get gets getting got become became grow grows grew grown"
_ACCUSTOMED = frozenset(_ACCUSTOMED_LIST.split())
_BY_ITS_CUES = _NEXT_TO - 0.1


def readings(text: str, before: Sequence[str] = (), after: Sequence[str] = ()) -> tuple[Reading, ...]:
    """How the heteronyms of the English `text` are said, in order; what can't be told is left out.

    `text` is as spoken (`voices.spoken_text`); `before` and `after` are the other words of its first and its last
    sentence, in the pieces in which they are spoken (`Utterance.before`). The piece next to it is another voice's, a
    tag beside speech, and no part of its grammar; that one goes on with the piece behind.
    """
    found = [match for match in _WORD.finditer(text) if match.group().lower() in HETERONYMS]
    if not found:
        return ()
    # The comma that ends a piece is the tag's.
    lead = " ".join(piece.rstrip(" ,") for piece in before[-2::-2][::-1])
    whole = " ".join(filter(None, (lead, text, " ".join(after[1::2]))))
    offset = len(lead) + 1 if lead else 0
    said: list[Reading] = []
    sentence, places = Sentence((), (), ()), dict[int, int]()
    for match in found:
        start = match.start() + offset
        if start not in places:
            sentence, places = _sentence(whole, start)
        sense = _meant(sentence, places[start], whole, start, match.end() + offset)
        if sense is not None and not sense.usual:
            said.append((*match.span(), sense.ipa))
    return tuple(said)


def _sentence(text: str, at: int) -> tuple[Sentence, dict[int, int]]:
    """The sentence around a place, and the number of each of its words by where that begins."""
    begin = max((text.rfind(mark, 0, at) for mark in ".!?"), default=-1) + 1
    end = _SENTENCE_END.search(text, at)
    matches = list(_WORD.finditer(text, begin, end.start() if end else len(text)))
    ends = [begin, *(match.end() for match in matches)]
    parted = [_MARK.search(text, done, match.start()) is not None for done, match in zip(ends, matches, strict=False)]
    printed = [match.group() for match in matches]
    sentence = Sentence([word.lower() for word in printed], printed, parted)
    return sentence, {match.start(): number for number, match in enumerate(matches)}


def _meant(sentence: Sentence, at: int, text: str, start: int, end: int) -> Sense | None:
    """The sense of the word at a place of its sentence, which is text[start:end]; None: that can't be told."""
    word = sentence.words[at]
    senses = HETERONYMS[word]
    if word == "used":
        return _used(sentence, at, senses)
    if word == "use" and at + 1 < len(sentence.words) and sentence.words[at + 1] == "to" and at:
        asked = subject_asked(sentence, at - 1) or sentence.words[at - 1] in ("didn't", "not")
        if asked and any(w.startswith("did") for w in sentence.words[max(at - 3, 0) : at]):
            return senses[0]
    in_compound = "-" in (text[start - 1 : start], text[end : end + 1])
    by_grammar = dict.fromkeys(Part, 0.0) if in_compound else weights(sentence, at)
    scores = [
        sense.prior * (not in_compound) + max(by_grammar[part] for part in sense.parts) + _cues(sentence, at, sense)
        for sense in senses
    ]
    best = max(range(len(senses)), key=scores.__getitem__)
    others = [score for sense, score in zip(senses, scores, strict=True) if sense.ipa != senses[best].ipa]
    lead = scores[best] - max(others, default=0.0)
    return senses[best] if lead >= (_BY_ITS_CUES if in_compound else _SURE) else None


def _cues(sentence: Sentence, at: int, sense: Sense) -> float:
    """The log odds for a sense that the words around give."""
    words = sentence.words
    score = 0.0
    if at and sense.before and not sentence.parted[at]:
        score += _NEXT_TO * (words[at - 1] in sense.before or " ".join(words[max(at - 2, 0) : at]) in sense.before)
    if at + 1 < len(words) and sense.after and not sentence.parted[at + 1]:
        score += _NEXT_TO * (words[at + 1] in sense.after or " ".join(words[at + 1 : at + 3]) in sense.after)
    if sense.near:
        near = sense.near.intersection({*words[max(at - _WINDOW, 0) : at], *words[at + 1 : at + 1 + _WINDOW]})
        score += _NEAR[min(len(near), len(_NEAR)) - 1] if near else 0.0
    return score


def _used(sentence: Sentence, at: int, senses: tuple[Sense, ...]) -> Sense | None:
    """Of "used to" whether it is a habit; all engines know the plain verb."""
    habit, verb = senses
    words = sentence.words
    if at + 1 == len(words) or words[at + 1] != "to" or sentence.parted[at + 1]:
        return None
    before = at - 1
    while before >= 0 and sentence.beside(before) in (Beside.ADVERB, Beside.DEGREE):
        before -= 1
    beside = sentence.beside(before) if before >= 0 else Beside.START
    if beside is Beside.HAVE:
        return verb
    if beside is Beside.BE or (before >= 0 and words[before] in _ACCUSTOMED) or subject_asked(sentence, before):
        then = sentence.beside(at + 2) if at + 2 < len(words) else Beside.END
        if words[at + 2 : at + 3] and words[at + 2].endswith("ing"):
            return habit
        return verb if then in (Beside.WORD, Beside.BASE, Beside.PAST, Beside.BE, Beside.HAVE) else habit
    return habit
