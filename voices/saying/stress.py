"""Which words of a line are stressed: those that the print sets apart, in italics or in CAPITALS, or draws out: "Nooo".

Not all that is set apart is stressed. Titles, ships and foreign words stand in italics because the trade does it so;
whole thoughts and letters because somebody else speaks; headings and the first words of a chapter in capitals for the
eye; acronyms are spelled. Those are read as everything else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter

from voices.spoken_text import SpokenText

Spans = tuple[tuple[int, int], ...]
"""(start, end) in order, none empty, none over another."""

_LONGEST = 5
"""Words: who sets more in italics marks a voice, not a stress."""
_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTERS}+(?:['’]{_LETTERS}+)*")
_CAPITALS = re.compile(r"(?<![\w'’.&])[A-ZÀ-ÖØ-Þ]+(?:['’][A-ZÀ-ÖØ-Þ]+)*(?![\w&]|['’]\w|\.\w)")
_DRAWN_OUT = re.compile(
    rf"(?i)(?<!\w)(?!(?-i:[IVXLCDM]+)\b)(?={_LETTERS}*[aeiouy]){_LETTERS}*?({_LETTERS})\1\1{_LETTERS}*(?!\w)"
)
"""Without a vowel it is a sound ("Shhh"), and no word."""
_LOOK_BACK = 80
"""Characters: enough for the end of a sentence, or a word, and the marks around it."""
_GAP = re.compile(r"[\s_*]*")
_SMALL = frozenset(
    ["a", "an", "and", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "upon", "with"]
)
"""Words that titles leave small."""
_BEFORE_A_NAME = re.compile(
    r"(?:^|[^\w’'])(?:the|his|her|their|our|your|my|a|an|in|of|aboard|on|from|to|read|called|named|H\.?M\.?S\.?|SS)\s+\W?$",
    re.IGNORECASE,
)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?…—])[\s\W]*$")
_SENTENCE_END = re.compile(r"[.!?…][\W_]*$")
_SENTENCE_AFTER = re.compile(r"[^\w\s]*[.!?…]|[\W_]*$")
_PRONOUN = re.compile(r"I(?:['’](?:m|ll|d|ve))?")
_ALONE = frozenset("aio")
"""Letters that are words; others, in italics, are letters and unknowns."""
_FOREIGN_LIST = (
    "ad adieu affaire al alias allegro alter amore amour ancien ante apropos aria au aux avec beau belle bete bien "
    "bizarre blase bon bona bonhomie bonne bourgeois bravo bric cafe canaille capo caro carpe carte casus cause "
    "cava chaise chambre chateau chef cher chere chic ci cognoscenti comme comtesse con contra coq cordiale cordon "
    "corpus couleur coup cui d da dame dansant de debris debut decor deja del della demi deus devant diem dieu "
    "dilettante distingue dolce dramatis du e ego eheu elite embonpoint en encore ennui entente ergo esprit est et "
    "etiquette ex excelsior extempore facto fait faux femme fete fiance fide fidus fin frau fraulein garcon gauche "
    "gaulois genre grand grande grandes gratia gratis habeas hauteur herr honi ibid ich idem ignis impune in "
    "incognito infinitum inter ipse ipso italice j je joie jure jus l la laissez le les lieu loco locum m ma madame "
    "magnum mal malgre mater mauvais mauvaise mea mein mens mes mesalliance messieurs mezzo mio mirabile modus mon "
    "monsieur mores morte mot n naive ne nee negligee nemo nil nisi noblesse noli nom non nostra nota nous nouveau "
    "obiter objet oeuvre omnia onus opera ora palazzo par parole parvenu pas passe pater pax peccavi peignoir "
    "pension per persona petit petite piazza piece pied plaisirs plus poco post pour prima pro protege qua quand "
    "quantum que quel qui quid quo quod raison re regime rendezvous requiem res resume revoir riposte robe roi "
    "rouge rus sal salon sang sans sauve savoir se senor senora senorita seriatim si siesta signor signora "
    "signorina sine soi soiree sotto souvenir sub succes sui sum suo tableau tant tempora terra tete tour tout tres "
    "tu ubi ultra un und une ut va vade vale valet vera verbatim veritas versus vi via vice vida vide vin vis vita "
    "viva vive voce voila vous vox vulgo y zeitgeist zu"
)
_FOREIGN = frozenset(_FOREIGN_LIST.split())
_ENGLISH_TOO_LIST = (
    "a bravo chef contra dame en encore ex fin genre grand in non opera pas per piece plus post pour re resume robe "
    "sub tour via vice y"
)
_ENGLISH_TOO = frozenset(_ENGLISH_TOO_LIST.split())
"""Of these, what an author may stress in English; in a foreign phrase there is another foreign word."""
_ACRONYM_LIST = (
    "ACAS AIDS AWOL BAFTA CERN CIO COBRA COBOL COVID DEFCON EPCOT FEMA FIFA GATT GIF GULAG INTERPOL JPEG MENSA MOMA "
    "NAAFI NASA NASCAR NASDAQ NATO NORAD OPEC OSHA OXFAM POTUS RADA RADAR SARS SCOTUS SCUBA SONAR SWAT UNESCO "
    "UNICEF UNIVAC WRAC"
)
_ACRONYMS = frozenset(_ACRONYM_LIST.split())
"""Said as a word, and in capitals because they always are."""


def marked(text: str, emphasis: Iterable[tuple[int, int]], *, spoken: bool, opening: bool) -> Spans:
    """The stretches of a printed line that are stressed.

    `emphasis` are its stretches in italics or bold; `spoken` says whether somebody says the line, and doesn't tell it;
    `opening` whether a chapter or a scene begins with it.

    Not for headings. Cheap, so that it can be asked of every line; whether a word in capitals is spelled is known only
    when it is prepared (see `stressed`).
    """
    words = [match.span() for match in _WORD.finditer(text)]
    italic = [run for run in _joined(text, emphasis) if _is_stressed(text, run, words, spoken=spoken)]
    drawn_out = [match.span() for match in _DRAWN_OUT.finditer(text)]
    return _united([*italic, *drawn_out, *_capitals(text, words, opening=opening)])


def stressed(text: str, marks: Spans, spoken: SpokenText, said: SpokenText) -> Spans:
    """Where `marks` of the printed `text` stand in what is said, in whole words.

    `spoken` is the line as it was prepared, `said` the same with the lexicon's words in it. A word in capitals is
    stressed if it was prepared as a word: one that stays in capitals is spelled ("BBC"), another was a number ("XIV").
    """
    found = []
    for start, end in marks:
        printed = text[start:end]
        if printed.isupper() and len(printed) > 1 and not _DRAWN_OUT.fullmatch(printed):
            first, last = _place(spoken, start, end)
            word = spoken.text[first:last]
            if word.isupper() or word.casefold() != printed.replace("’", "'").casefold():
                continue
        first, last = _place(said, start, end)
        if first < last:
            found.append((first, last))
    return _united(found)


def _place(spoken: SpokenText, start: int, end: int) -> tuple[int, int]:
    """The whole words of `spoken` that come from print[start:end]; an empty stretch where there are none."""
    first, last = bisect_left(spoken.source, start), bisect_left(spoken.source, end)
    text = spoken.text
    while first < last and not text[first].isalnum():
        first += 1
    while first < last and not text[last - 1].isalnum():
        last -= 1
    if first == last:
        return first, last
    while first and _in_word(text, first - 1):
        first -= 1
    while last < len(text) and _in_word(text, last):
        last += 1
    return first, last


def _in_word(text: str, at: int) -> bool:
    """Whether the character is within a word: a letter, a digit, a mark on one, or an apostrophe between two."""
    if text[at].isspace():
        return False
    return text[at].isalnum() or (0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum())


def _joined(text: str, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs that touch, or that only space or marks part, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        start, end = max(start, 0), min(end, len(text))
        if start >= end:
            continue
        if joined and (start <= joined[-1][1] or _GAP.fullmatch(text, joined[-1][1], start)):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _is_stressed(text: str, run: tuple[int, int], words: Sequence[tuple[int, int]], *, spoken: bool) -> bool:
    """Whether a run of italics is a stress."""
    near = words[bisect_left(words, run[0], key=itemgetter(1)) : bisect_left(words, run[1], key=itemgetter(0))]
    inside = [text[max(a, run[0]) : min(b, run[1])] for a, b in near if b > run[0]]
    if not inside or len(inside) > _LONGEST or (len(inside) > 2 and _is_sentence(text, *run)):
        return False
    if all(word.isupper() and len(word) > 1 for word in inside):
        # As it would be without italics: `_capitals`.
        return False
    return not (_is_foreign(inside) or _is_name(_before(text, run[0]), inside, spoken=spoken))


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is whole sentences: a thought, words that are read."""
    begins = _SENTENCE_BEFORE.search(_before(text, start)) is not None
    return begins and (_SENTENCE_END.search(text[start:end]) or _SENTENCE_AFTER.match(text, end)) is not None


def _before(text: str, at: int) -> str:
    """What stands before a place, as far as it matters."""
    return text[max(at - _LOOK_BACK, 0) : at]


def _is_foreign(words: Sequence[str]) -> bool:
    folded = [word.casefold() for word in words]
    if any(not word.replace("’", "'").isascii() for word in folded):
        return True
    if len(folded) == 1 and len(folded[0]) == 1:
        return folded[0] not in _ALONE
    parts = {part for word in folded for part in re.split("['’]", word)}
    return any(part in _FOREIGN and part not in _ENGLISH_TOO for part in parts if len(part) > 1)


def _is_name(before: str, words: Sequence[str], *, spoken: bool) -> bool:
    """Whether a run in italics is the title of a book, a poem's first words, a ship, a newspaper."""
    begins = _SENTENCE_BEFORE.search(before) is not None
    if len(words) > 2 and words[0][0].isupper() and not begins and not _PRONOUN.fullmatch(words[0]):
        return True
    chief = [word for word in words if word.casefold() not in _SMALL and not _PRONOUN.fullmatch(word)]
    if not chief or not all(word[0].isupper() for word in chief):
        return False
    if len(words) > 1:
        return len(chief) > 1 or words[0].casefold() in _SMALL
    return not begins and (not spoken or _BEFORE_A_NAME.search(before) is not None)


def _capitals(text: str, words: Sequence[tuple[int, int]], *, opening: bool) -> list[tuple[int, int]]:
    """The words in capitals that may be stressed."""
    found = [
        match.span() for match in _CAPITALS.finditer(text) if len(match.group()) > 1 and match.group() not in _ACRONYMS
    ]
    if not found:
        return []
    small = sum(any(character.islower() for character in text[a:b]) for a, b in words)
    kept: list[tuple[int, int]] = []
    for run in _runs(text, found):
        first, count = run[0], len(run)
        begins = not _WORD.search(text, 0, first[0])
        if count <= _LONGEST and count <= small and not (opening and begins):
            kept += run
    return kept


def _runs(text: str, found: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Words in capitals in a row; an I or an A between two belongs to them."""
    runs: list[list[tuple[int, int]]] = []
    for span in found:
        if runs and not any(c.islower() for c in text[runs[-1][-1][1] : span[0]]):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _united(spans: Iterable[tuple[int, int]]) -> Spans:
    """In order, without overlaps."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return tuple(united)
