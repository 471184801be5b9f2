"""Where somebody speaks: quotation spans in the typography that the book uses.

A book decides once which marks open speech (`find_marks`), then every paragraph is read on its own (`find_quotes`), so
that one missing mark never turns the rest of the book inside out. A quotation's span holds its marks; nested quotations
stay with the outer one. All offsets are offsets of the text that was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from script.quotations.speech_words import SAY, SAY_CORE, word_set

DASHES = "—–―"
_DASH_START = re.compile(r"\s*(?:[—–―]|--|- ?(?=\w))")
_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "「": "」",
    "『": "』",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
    "‚": "‘’",
}
_SINGLE = "‘'‚‹›"
_APOSTROPHES = "'’"
_ELIDED = word_set(
    """tis twas twere twill twould twouldn't em im un ow ouse alf eard ead eart til mongst nother nuff cept kay scuse
    spose tother ight urry ush orse ud ee ll ve d m t s re"""
)
_ELIDED_WORDS = word_set("cause bout till round neath gainst er ere ave ome ear e n o")
"""Words in their own right too: elided only in the middle of a sentence."""
_SURE_END = ".,!?;:…—–-"
_SENTENCE_END = ".!?…"
_CONTEXT = 400
"""Characters around a mark that can decide what it is."""
_LOOK_AHEAD = 3000
"""Characters in which a nested quotation is looked for its closing marks."""
_ANY_MARK = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
_DOUBLES = '“”"'
_DOUBLE = re.compile(f"[{_DOUBLES}]")
_FEET = re.compile(r"\d['’′]\d{1,2}$")
_DEEPEST = 6
"""Quotations inside each other; more openers without a closer are openers that lack theirs."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks. `open`: it has no closing mark, so the next paragraph may go on with it."""

    start: int
    end: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What opens speech in this book: quotation marks, and dashes at a paragraph's start. `asides`: what is narrated in
    such a paragraph stands between dashes as well, "—Sí —dijo ella—. Ven."."""

    openers: frozenset[str]
    dash: bool = False
    asides: bool = False


def find_marks(paragraphs: Iterable[str], language: str = "") -> Marks:
    """Which marks open speech in a book, by what its paragraphs start with and what closes as speech does."""
    starts: dict[str, int] = dict.fromkeys(_PAIRS, 0)
    uses: dict[str, int] = dict.fromkeys(_PAIRS, 0)
    dashes = hyphens = asides = tagged = 0
    for paragraph in paragraphs:
        stripped = paragraph.lstrip()
        if not stripped:
            continue
        first = stripped[0]
        if first in starts and len(stripped) > 1 and not stripped[1].isspace() and not _elided_at(stripped, 0):
            starts[first] += 1
        if first == "»" and stripped.find("«") < 0:
            starts["»"] -= 1
        if _DASH_START.match(stripped) and re.search(r"\w", stripped):
            if first == "-" and not stripped.startswith("--"):
                hyphens += 1
            else:
                dashes += 1
                asides += bool(_ASIDE_OPENS.search(stripped, 1))
                tagged += any(_says(match) for match in _DASH_TAG.finditer(stripped, 1))
        for mark in '“„«»「『"':
            uses[mark] += mark in paragraph
        for mark in "‘'":
            if mark in paragraph:
                uses[mark] += _single_speech(paragraph, mark)
    openers = {mark for mark in '“„「『"' if uses[mark]}
    if "„" in openers and starts["“"] == 0:
        openers.discard("“")
    if uses["«"] or uses["»"]:
        # In German and Danish books the guillemets point inwards: »so«. What starts paragraphs decides, then language.
        inward = starts["»"] > starts["«"] or (starts["»"] == starts["«"] and language[:2] in ("de", "da"))
        openers.add("»" if inward else "«")
    double = sum(uses[mark] for mark in openers)
    for mark in "‘'":
        # Single marks open speech where they do most of the work; elsewhere they nest or hold words at arm's length.
        leads = uses[mark] and starts[mark] > sum(starts[m] for m in openers)
        if leads or uses[mark] > double or (uses[mark] >= 5 and starts[mark] > 0.5 * sum(starts[m] for m in openers)):
            openers.add(mark)
    quoted = sum(max(0, starts[mark]) for mark in openers)
    turns = max(dashes, hyphens)
    needed = 1 if not double and not openers else (2 if language[:2] in ("fr", "es", "it", "pt", "ru", "pl") else 3)
    wide = 0.1 if language[:2] in ("fr", "es", "it", "pt", "ru", "pl", "tr") else 0.5
    if turns == hyphens and hyphens > dashes:
        needed = max(needed, 2)
    return Marks(frozenset(openers), turns >= needed and turns > wide * quoted, asides > max(1, tagged))


def _single_speech(paragraph: str, mark: str) -> int:
    """Whether single marks enclose speech in this paragraph: an opener, then punctuation and a closer."""
    closer = "'" if mark == "'" else "’"
    closed = max((match.start() for match in re.finditer(rf"[.,!?;…—–-]{closer}(?!\w)", paragraph)), default=-1)
    for match in re.finditer(rf"(?<!\w){mark}(?=[^\s\d{closer}])", paragraph):
        if match.end() > closed:
            return 0
        if not _elided_at(paragraph, match.start()):
            # Inside double marks it is a nested quotation, which says nothing about the outer ones.
            before = paragraph[: match.start()]
            if before.count("“") > before.count("”") or before.count('"') % 2:
                return 0
            return 1
    return 0


def _elided_at(text: str, at: int) -> bool:
    if text[at] not in "'’‘":
        return False
    match = _WORD.match(text, at + 1)
    if not match:
        return False
    word = match.group().lower()
    if word in _ELIDED_WORDS:
        before = text[max(0, at - 2) : at].rstrip()
        return match.group()[0].islower() and bool(before) and before[-1] not in ".,!?:;—–-"
    return word in _ELIDED or (word.isdigit() and len(word) == 2)


_WORD = re.compile(r"[^\W_]+")


def find_quotes(text: str, start: int, end: int, marks: Marks, *, inside: bool = False) -> list[Quote]:
    """Quotations of the paragraph `text[start:end]`, in order.

    `inside`: the paragraph before was left open, so a closing mark without an opening one may end that speech here.
    """
    if marks.dash and (match := _DASH_START.match(text, start, end)):
        return _dash_quotes(text, start, end, match.end(), marks.asides)
    quotes: list[Quote] = []
    opened = -1
    inner = _Inner("")
    for mark in _ANY_MARK.finditer(text, start, end):
        at = mark.start()
        if opened < 0:
            if opener := _opener_at(text, at, start, end, marks):
                opened, inner = at, _Inner(opener)
            elif _closes_lost(text, at, start, end, marks, inside):
                begin = _lost_start(text, quotes[-1].end if quotes else start, at, first=not quotes)
                if begin < at:
                    quotes.append(Quote(begin, at + 1))
            continue
        met = inner.meets(text, at, start, end)
        if met is _Met.CLOSES:
            quotes.append(Quote(opened, at + 1))
            opened = -1
        elif met is _Met.OPENS_AGAIN:
            quotes.append(Quote(opened, _cut(text, opened, at)))
            opened = at
            inner = _Inner(inner.opener)
    if opened >= 0:
        stop = end
        while text[stop - 1].isspace():
            stop -= 1
        if stop - opened > 1:
            quotes.append(Quote(opened, stop, open=True))
    return quotes


class _Met(Enum):
    """What a character does to the quotation that is open."""

    NOTHING = 0
    CLOSES = 1
    OPENS_AGAIN = 2


class _Inner:
    """The inside of an open quotation: how deep quotations nest in it."""

    def __init__(self, opener: str) -> None:
        self.opener = opener
        self.depth = 0
        self.other = False
        """Whether a quotation within is open that is set in the other kind of double marks."""

    def meets(self, text: str, at: int, start: int, end: int) -> _Met:
        """What the character at `at` does."""
        char = text[at]
        closers = _PAIRS.get(self.opener, "")
        if char in _DOUBLES and _is_inch(text, at, start, end):
            return _Met.NOTHING
        if char == self.opener and char not in closers and _is_turned(text, at, end):
            # An opening mark where only a closing one can stand was curled the wrong way.
            return self._closed()
        if char == self.opener and char not in closers and _opens(text, at, start, end):
            if _nests(text, at, end, self.opener, closers, self.depth):
                self.depth += 1
                return _Met.NOTHING
            return _Met.OPENS_AGAIN
        if char in closers:
            if self.opener == '"' and _opens(text, at, start, end) and not _closes(text, at, end):
                return _Met.OPENS_AGAIN
            if self.opener in _SINGLE and not _single_closes(text, at, end, self.opener):
                return _Met.NOTHING
            return self._closed()
        if char in _DOUBLES and self.opener in _DOUBLES:
            return self._meets_other(text, at, start, end)
        return _Met.NOTHING

    def _closed(self) -> _Met:
        if self.depth:
            self.depth -= 1
            return _Met.NOTHING
        return _Met.CLOSES

    def _meets_other(self, text: str, at: int, start: int, end: int) -> _Met:
        """Marks of the other kind quote within; one that closes what none of them opened was set by mistake."""
        if not self.other and (text[at] == "“" or _opens(text, at, start, end)) and not _is_turned(text, at, end):
            self.other = True
        elif self.other:
            self.other = not _closes(text, at, end)
        elif _is_turned(text, at, end):
            return self._closed()
        return _Met.NOTHING


def _opener_at(text: str, at: int, start: int, end: int, marks: Marks) -> str:
    """The mark that opens a quotation at `at`, as it should be: ”so” opens with “; "" where none does."""
    char = text[at]
    if char in marks.openers:
        if _opens(text, at, start, end) and not _is_turned(text, at, end):
            return char
        apart = char in _DOUBLES and (at == start or text[at - 1].isspace()) and at + 1 < end and text[at + 1] == " "
        if apart and any(
            text[mark - 1].isspace() or _is_turned(text, mark, end) for mark in _next_double(text, at, end)
        ):
            return char
    if at + 1 >= end or not text[at + 1].isalnum():
        return ""
    if char == "”" and "“" in marks.openers and (at == start or text[at - 1] in " \n([—–"):
        return "“"
    first = char == "’" and at == start and text[at + 1].isupper() and not _elided_at(text, at)
    return "‘" if first and "‘" in marks.openers else ""


def _is_turned(text: str, at: int, end: int) -> bool:
    """Whether a mark stands where only a closing one can: something before it, nothing behind it."""
    before, after = text[at - 1] if at else " ", text[at + 1] if at + 1 < end else " "
    return not (before.isspace() or before in "([{—–") and (after.isspace() or after in ".,;:!?)]—–")


def _next_double(text: str, at: int, end: int) -> list[int]:
    """Where the next double mark stands, if any."""
    return [match.start()] if (match := _DOUBLE.search(text, at + 1, end)) else []


def _is_inch(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark behind a figure stands for inches: 6'2", or 12" where another mark closes the quotation."""
    if at <= start or not text[at - 1].isdigit():
        return False
    following = _next_double(text, at, end)
    if not following:
        return bool(_FEET.search(text, max(start, at - 8), at)) and text[at] != "”"
    return all(_is_turned(text, mark, end) for mark in following)


def outermost(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches [start, end), ascending, without those inside another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches, key=lambda stretch: (stretch[0], -stretch[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


def with_drawn_marks(start: int, end: int, quotes: Sequence[Quote], drawn: Sequence[tuple[int, int]]) -> list[Quote]:
    """The paragraph's quotations with those whose marks are drawn by markup: stretches [start, end) of the story,
    ascending. The outer one counts; one that lasts beyond the paragraph is open."""
    found: list[Quote] = []
    for first, last in drawn[max(0, bisect_left(drawn, (start, start)) - 1) :]:
        if first >= end:
            break
        if last > start and (not found or first >= found[-1].end):
            found.append(Quote(max(first, start), min(last, end), last > end))
    inside = [drawn for drawn in found if not any(q.start <= drawn.start and drawn.end <= q.end for q in quotes)]
    around = [q for q in quotes if not any(q.start < drawn.end and drawn.start < q.end for drawn in inside)]
    return sorted([*around, *inside], key=lambda quote: quote.start)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at `at` can open: nothing but space, brackets or dashes before it, something to say after it."""
    if at + 1 >= end or text[at + 1].isspace():
        # A hair space may part two opening marks: “ ‘No,’ he said.” French sets a space inside: « Bonjour ».
        if text[at] in '“„"' and at + 2 < end and text[at + 1] != "\n" and text[at + 2] in "‘’'“":
            return True
        return text[at] in "«»" and at + 2 < end and (at == start or not text[at - 1].isalnum())
    if text[at] in "“„「『":
        return True
    if at > start and not (text[at - 1].isspace() or text[at - 1] in "([{—–-―_*'’\"“‘¿¡"):
        return False
    return not _elided_at(text, at) or (text[at] == "‘" and at == start)


def _closes(text: str, at: int, end: int) -> bool:
    return not text[at - 1].isspace() and (at + 1 >= end or not text[at + 1].isalnum())


def _closes_lost(text: str, at: int, start: int, end: int, marks: Marks, inside: bool) -> bool:
    """A closing mark whose opening one is missing."""
    char = text[at]
    if at <= start or text[at - 1].isspace() or (char in _DOUBLES and _is_inch(text, at, start, end)):
        return False
    if char == '"' and '"' in marks.openers:
        return (text[at - 1] in _SURE_END or inside) and (at + 1 >= end or text[at + 1].isspace() or inside)
    if char == "”" and "“" in marks.openers:
        return text[at - 1] in _SURE_END or inside
    if char in "’'" and ("‘" if char == "’" else "'") in marks.openers:
        return text[at - 1] in _SURE_END and (at + 1 >= end or text[at + 1].isspace())
    return char == "»" and "«" in marks.openers and text[at - 1] in _SURE_END


_LEADS_IN = re.compile(rf"\b(?:saying|{'|'.join(sorted(SAY_CORE))})(?:\s+[\w’'-]+){{0,2}}[,:]\s+(?=[A-Z])")


def _lost_start(text: str, floor: int, at: int, *, first: bool) -> int:
    """Where a quotation can have begun that ends at `at` without an opening mark: after the tag of the one before, or
    the words that lead it in, else with the paragraph; `at` where it can't."""
    if (apart := text.rfind(f" {text[at]} ", floor, at)) >= 0:
        return apart + 1
    if not first:
        return _past_space(text, _tag_end(text, floor + 1, at)) if _tag_follows(text[floor:at].lstrip()) else at
    begin = floor
    for match in _LEADS_IN.finditer(text, floor, at):
        begin = match.end()
    return _past_space(text, begin)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _nests(text: str, at: int, end: int, opener: str, closers: str, depth: int) -> bool:
    """Whether an opener inside an open quotation nests: every opener from here on finds its closer in the paragraph."""
    depth += 2
    for following in range(at + 1, min(end, at + _LOOK_AHEAD)):
        char = text[following]
        if char == opener:
            depth += 1
            if depth > _DEEPEST:
                return False
        elif char in closers and (opener not in _SINGLE or _single_closes(text, following, end, opener)):
            depth -= 1
            if depth == 0:
                return True
    return False


def _single_closes(text: str, at: int, end: int, opener: str) -> bool:
    """Whether a ’ or ' closes, rather than standing for left-out letters."""
    if at + 1 < end and text[at + 1].isalnum():
        return False
    before = text[at - 1]
    if before in _SURE_END or not before.isalnum():
        return not before.isspace()
    # "the dogs’ tails", "goin’ home": an apostrophe when a surer closing mark follows before the next opening one.
    closer = text[at]
    for following in range(at + 1, min(end, at + _CONTEXT)):
        if text[following] == opener and opener != closer and _opens(text, following, at, end):
            return True
        if text[following] == closer and text[following - 1] in _SURE_END:
            return not (following + 1 >= end or not text[following + 1].isalnum())
        if text[following] == opener and text[following - 1].isspace() and not _elided_at(text, following):
            return True
    return True


_LOST_TAG = re.compile(
    r"[,.!?…—–-]\s+(?=(?:(?P<verb>[a-z]+)\s+(?:[A-Z]|he\b|she\b|I\b|they\b|the\b)|(?:[A-Z][\w.]*(?:\s[A-Z]\w+)?|he|she|I|they)\s+(?P<late>[a-z]+)\b))"
)


def _cut(text: str, opened: int, stop: int) -> int:
    """Where a quotation without a closing mark ends: before its tag, else after its last sentence before `stop`."""
    for match in _LOST_TAG.finditer(text, opened, stop):
        if (match["verb"] or match["late"]) in SAY_CORE:
            return match.start() + 1
    while stop > opened + 1 and text[stop - 1].isspace():
        stop -= 1
    return max(stop, opened + 1)


def cut_unclosed(text: str, quote: Quote) -> Quote:
    """An open quotation that nothing continues: cut before a tag inside it, where there is one."""
    end = _cut(text, quote.start, quote.end)
    return Quote(quote.start, end) if end < quote.end else quote


_TAG_LENGTH = 60
_TAG_AT_END = re.compile(
    r"(?<=[,!?…]) (?:(?P<verb>[a-z]+) (?:[A-Z][\w’']*\.? ?){1,3}?|(?:[A-Z][\w’']*\.? ){1,3}(?P<late>[a-z]+))(?<=\w)\.$"
)


def ends_in_tag(text: str, quote: Quote) -> bool:
    """Whether an open quotation ends in a tag of its own, "… said Ann.": it lacks its closing mark before that."""
    tag = _TAG_AT_END.search(text[max(quote.start, quote.end - _TAG_LENGTH) : quote.end])
    return tag is not None and (tag["verb"] or tag["late"]) in SAY_CORE


_SUBJECT = (
    r"(?:I|[Hh]e|[Ss]he|[Tt]hey|we|(?:the|his|her|my|an?)\s+[\w’'-]+(?:\s+[\w’'-]+)?"
    r"|(?:(?:(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle|Rev|Capt|Col|Gen|[A-Z])\.|[A-Z][\w’'-]*)\s+){0,2}[A-Z][\w’'-]*)"
)
_DASH_TAG = re.compile(
    rf"(?<=[,!?…])\s*[—–―-]?\s*(?:(?P<verb>[a-z]+)\s+{_SUBJECT}|{_SUBJECT}\s+(?:[a-z]+ly\s+)?(?P<late>[a-z]+))(?![\w’'])"
)
_DASH_INNER = re.compile(r"\s[—–―]\s?(?=\S)|(?<=[.,!?…])[—–―]\s?(?=\S)|(?<=[,.!?…])\s?--\s?(?=\S)")


_ASIDE_OPENS = re.compile(r"\s[—–―](?=[^\s—–―])")
_ASIDE_CLOSES = re.compile(r"(?<=\S)[—–―](?=[\s.,;:!?…]|$)")


_TAG_ALONE = re.compile(r"(?: on)?\s*(?:[,.;:!?—–]|$)")


def _says(tag: re.Match[str]) -> bool:
    """Whether it tags: "replied Ann", "Ann replied", "he went on."; but "I think" and "he thought of it" are said."""
    if tag["verb"] in SAY or tag["late"] in SAY_CORE:
        return True
    first = re.match(r"\W*I\b", tag.group())
    return tag["late"] in SAY and not first and bool(_TAG_ALONE.match(tag.string, tag.end()))


def _dash_quotes(text: str, start: int, end: int, body: int, asides: bool) -> list[Quote]:
    """A paragraph opened by a dash: speech, with its tags taken out."""
    while text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    quotes: list[Quote] = []
    opened = start
    at = body
    while at < end:
        match = _next_aside(text, at, end) if asides else _next_tag(text, at, end)
        if match is None:
            break
        tag_start, tag_end = match
        if tag_start > opened:
            quotes.append(Quote(opened, tag_start))
        opened = -1
        at = tag_end
        while at < end and (text[at].isspace() or text[at] in DASHES + ".,;:"):
            at += 1
        if at >= end:
            break
        opened = at
    if 0 <= opened < end:
        quotes.append(Quote(opened, end))
    quotes = [Quote(q.start, q.start + len(text[q.start : q.end].rstrip())) for q in quotes]
    return [quote for quote in quotes if any(char.isalnum() for char in text[quote.start : quote.end])]


def _next_aside(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The next stretch between dashes: (start, end), both where the other part goes on."""
    opens = _ASIDE_OPENS.search(text, at, end)
    if opens is None:
        return None
    closes = _ASIDE_CLOSES.search(text, opens.end(), end)
    return opens.start() + 1, closes.start() if closes else end


def _next_tag(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The next narrated stretch in dash dialogue: (start, end), both where the other part goes on."""
    best: tuple[int, int] | None = None
    for match in _DASH_TAG.finditer(text, at, end):
        if _says(match):
            best = (match.start() + _spaces(text, match.start(), end), _tag_end(text, match.end(), end))
            break
    for match in _DASH_INNER.finditer(text, at, end):
        if best and match.start() >= best[0]:
            break
        following = text[match.end()]
        before = text[match.start() - 1] if match.start() > at else ""
        # A second dash opens the narrator's words where they start small after a mark or a word ("—Hola —dijo Juan—").
        if following.islower() and (before in ",.!?…»" or (before.isalnum() and not text[match.end() - 1].isspace())):
            closing = re.compile(r"\s?[—–―]|--").search(text, match.end(), end)
            return match.start() + 1, closing.start() if closing else end
    return best


def _spaces(text: str, at: int, end: int) -> int:
    count = 0
    while at + count < end and text[at + count].isspace():
        count += 1
    return count


_TAG_GOES_ON = word_set("and with in as his her a the then who but without from after at still")


def _tag_end(text: str, at: int, end: int) -> int:
    """Where the narrator stops in "he said gaily, your absurd name": at the comma, unless a participle goes on."""
    while at < end:
        char = text[at]
        if char in _SENTENCE_END + ":;":
            if char == "." and re.search(r"\b(?:Mr|Mrs|Ms|Dr|St)$", text[max(0, at - 4) : at]):
                at += 1
                continue
            return at + 1
        if char == ",":
            following = re.compile(r"\s*([\w’']+)(?:\s+([\w’']+))?").match(text, at + 1, end)
            next_words = [word or "" for word in following.groups()] if following else [""]
            if not (any(w.endswith(("ing", "ly")) for w in next_words) or next_words[0] in _TAG_GOES_ON):
                return at + 1
        at += 1
    return end


_SMALL_WORDS = re.compile(r"[\w’'-]+")


def is_speech(text: str, quote: Quote, start: int, end: int) -> bool:
    """Whether a quotation in the paragraph `text[start:end]` is spoken, rather than a title, an inscription, a word as
    word or a phrase held at arm's length."""
    inner = text[quote.start : quote.end].strip("“”„\"«»‘’'‚‹›「」『』 \n\t_")
    words = _SMALL_WORDS.findall(inner)
    if not words or quote.open:
        return bool(inner) or quote.open
    before = text[max(start, quote.start - _CONTEXT) : quote.start].rstrip("_ \n\t(")
    after = text[quote.end : min(end, quote.end + _CONTEXT)].lstrip("_ \n\t")
    previous = before[-1:]
    if not before or previous in _SENTENCE_END + '”"»’—–':
        return not _is_subject(words, inner, after) if not before else not _is_label(words, inner, after)
    if _tag_follows(after):
        return True
    last_words = _SMALL_WORDS.findall(before[-40:])
    last = last_words[-1].lower() if last_words else ""
    if previous in ":,;-":
        return not (previous == "," and inner[-1] not in ".!?…,—-" and len(words) <= 3 and inner[0].islower())
    if any(word.lower() in SAY_CORE for word in last_words[-2:]) and last not in ("called",):
        return inner[-1] in ".!?…,—–-" or len(words) > 3
    if inner[-1] in ".!?…—–" or (after and len(words) > 6):
        return (inner[0].isupper() and (len(words) > 2 or inner[-1] in "!?")) or len(words) > 8
    return len(words) > 6


def _is_subject(words: Sequence[str], inner: str, after: str) -> bool:
    """ "Emma" is a novel: a short title that a sentence starts with."""
    return len(words) <= 6 and inner[-1].isalnum() and after[:1].islower() and not _tag_follows(after)


def _is_label(words: Sequence[str], inner: str, after: str) -> bool:
    return len(words) <= 4 and inner[-1].isalnum() and after[:1].islower() and not _tag_follows(after)


_FIRST_WORDS = re.compile(r"[,—–-]?\s*([\w’'.]+)(?:\s+([\w’']+))?(?:\s+([\w’']+))?(?:\s+([\w’']+))?")


def _tag_follows(after: str) -> bool:
    """Whether narration goes on with "said he" or "he quietly said"."""
    match = _FIRST_WORDS.match(re.split(r"[.!?…;:](?:\s|$)", after, maxsplit=1)[0])
    if not match:
        return False
    first, *others = (word.lower() if word else "" for word in match.groups())
    return first in SAY or any(word in SAY_CORE for word in others)
