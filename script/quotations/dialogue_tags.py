"""The words around a quotation that name its speaker: “…,” said Mrs Bennet; Then he asked: “…”.

Works on *flat* text (see `flatten`): the same offsets as the story's text, with typewriter apostrophes and spaces only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from script.quotations.speech_words import (
    FUNCTION_WORDS,
    GIVEN_GENDER,
    GROUP_NOUNS,
    NOT_NAMES,
    PERSON_NOUNS,
    SAME_TITLE,
    SAY,
    SAY_BARE,
    SAY_CORE,
    SAY_GERUND,
    SAY_PRESENT,
    THINK,
    TITLES,
    WEAK_TITLES,
    word_set,
)

_FLAT = {ord(char): "'" for char in "’‘ʼ`"} | {ord(char): " " for char in "\n\r\t\v\f_*\u00a0\u2028\u2029\u0085"}
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŹŻŽА-ЯЁΑ-Ω"
CAP = rf"[{UPPER}]\w*(?:['-]\w+)*"
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Mx|Dr|St|Mme|Mlle|Messrs|Capt|Col|Gen|Rev|Prof|Lt|Lieut|Sgt|Hon|M)\. +"
_JOINT = rf"(?: +(?:de|du|des|di|da|von|van|der|la|le|of|of the|the)(?= +{CAP}))"
NAME = rf"(?:{_ABBREVIATED})?{CAP}(?:{_JOINT}* +(?:{_ABBREVIATED})?(?:[{UPPER}]\. +)?{CAP}){{0,15}}"
"""Bounded, because a text set wholly in capitals would be one name, and each of its parts a way to say it."""
_NAME = re.compile(NAME)
_WORD = re.compile(r"[^\W_][\w'-]*")
_SPACES = re.compile(r" +")
_OF = re.compile(r" +of +")
_COMMA_SPACES = re.compile(r",? +")
_NEXT_WORD = re.compile(r",? *([^\W_][\w'-]*)")
_AND_VERB = re.compile(r"[^.;:!?,]{0,60}? and (?:then |only )?([a-z]+)")
_GAP = re.compile(r"[\s,;—–\-.…]*")
_PRONOUNS = word_set("he she i they we it")
_DETERMINERS = word_set("the a an some his her my our their this that your another")
_SOMEBODY = word_set("somebody someone somepony")
_CROWD = re.compile(
    r"(?:they|we|both|all|everybody|everyone|everypony|one and all"
    r"|(?:several|some|many|half|two|three|a dozen|a chorus|a number|one or two)"
    r" (?:of (?:them|us|the [\w'-]+)|voices|people|others))\b",
    re.IGNORECASE,
)
_ANSWERS = word_set(
    """answer reply rejoinder response comment exclamation question remark retort cry words greeting observation verdict
    suggestion objection advice warning explanation declaration report voice injunction amendment assurance inquiry
    enquiry request protest apology confession ejaculation remonstrance salutation summons admonition conclusion"""
)
_ASIDE = word_set(
    """had has have would could did then only at once again just merely also now still even never quickly soon
    always suddenly presently slowly almost both all simply finally next immediately half here often too
    instantly instead there ever in reply but"""
)
_PARTICLES = word_set("out in up back on again off aloud forth at last then over away down")
_STOPS = word_set(
    """in with as to at from on by for of and who whom which that when while after before without turning looking
    was were had has is into upon under over through about again aloud but then now so if"""
)


class Subject(Enum):
    """What a tag's subject is made of."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"
    CROWD = "crowd"
    THING = "thing"
    """A sign, a note, a screen: it is read, nobody speaks."""


@dataclass(frozen=True, slots=True)
class Tag:
    """Who is said to speak. `start`/`end`: the subject's place. `sure`: a verb of saying, or the quotation's own comma,
    ties it to the quotation; otherwise it is an action beside it. `words`: the clause, for evidence and delivery."""

    kind: Subject
    subject: str
    start: int
    end: int
    verb: str
    sure: bool
    words: str
    clause: tuple[int, int]

    @property
    def thinks(self) -> bool:
        return self.verb in THINK


def flatten(text: str) -> str:
    """The text with one kind of apostrophe and of space, offsets unchanged."""
    return text.translate(_FLAT)


def name_key(name: str) -> str:
    """A name as it is looked up: lower case, titles in one spelling; no possessive, no article, no "poor" or "old"."""
    words = name.replace("’", "'").lower().split()
    if words and words[-1].endswith("'s"):
        words[-1] = words[-1][:-2]
    words = [word.rstrip(".'") for word in words]
    while len(words) > 1 and (words[0] in WEAK_TITLES or words[0] == "the"):
        words = words[1:]
    return " ".join(
        SAME_TITLE.get(word, word) if index == 0 and len(words) > 1 else word for index, word in enumerate(words)
    )


_THINGS = word_set(
    """sign signs note notes message messages letter letters text texts email e-mail shirt t-shirt tee sweatshirt hoodie
    headline headlines paper newspaper book screen display monitor poster banner label plaque card caption clock map
    menu board blackboard whiteboard notice placard sticker tattoo mug badge telegram page line words receipt
    inscription legend title ticket envelope tag packet box bottle cover article post tweet graffiti writing report
    instructions"""
)
"""What is read rather than heard."""
_CLAUSE = re.compile(
    r"(?P<subject>(?:[\w'’-]+\.? +){1,8}?)(?:[a-z]+ly +)?"
    rf"(?P<verb>{'|'.join(sorted(SAY_CORE | SAY_PRESENT | {'read'}))})\b"
)
_OPENS_PHRASE = word_set("one two three another the a an his her my our their its some your this that")
_JOINING = word_set("and but or so then when as while if because that which who before after until though")


@dataclass(frozen=True, slots=True)
class _Noun:
    kind: Subject
    text: str
    start: int
    end: int


def read_subject(flat: str, at: int, end: int, *, speaks: bool = False) -> _Noun | None:
    """The noun phrase for a person that starts at `at`: a pronoun, a name, "the old woman", "they all".

    `speaks`: a verb of saying stands before it, so that "the foe" is a person too, whatever its noun."""
    first = _WORD.match(flat, at, end)
    if not first:
        return None
    word = first.group().lower()
    if crowd := _CROWD.match(flat, at, end):
        stop = crowd.end()
        if more := re.compile(r" +(?:of (?:them|us)|(?:the )?(?:all|both|others|rest|together)|voices|people)\b").match(
            flat, stop, end
        ):
            stop = more.end()
        return _Noun(Subject.CROWD, flat[at:stop], at, stop)
    if word in _PRONOUNS:
        return (
            _Noun(Subject.PRONOUN, "I" if word == "i" else word, at, first.end())
            if word != "i" or first.group() == "I"
            else None
        )
    if word in _SOMEBODY:
        return _Noun(Subject.NOUN, "somebody", at, first.end())
    if speaks and (named := _read_qualified(flat, at, end)):
        return named
    if word in _DETERMINERS:
        described = _read_described(flat, at, first.end(), end, word, speaks)
        return _owner_of_voice(flat, described, end) if described else None
    # "poor Jane", "little Tom", "old Mr X"
    name_at = at
    for _ in range(2):
        if first.group().islower() and first.group() in (
            "poor",
            "little",
            "old",
            "young",
            "dear",
            "good",
            "honest",
            "sweet",
            "the",
        ):
            following = _SPACES.match(flat, first.end(), end)
            if not following:
                return None
            name_at = following.end()
            again = _WORD.match(flat, name_at, end)
            if not again:
                return None
            first = again
    match = _NAME.match(flat, name_at, end)
    if not match or _is_ordinary(flat, first):
        return None
    if " " in match.group() and first.group().endswith("ly") and first.group().lower() not in GIVEN_GENDER:
        # "Softly Jane said"
        return read_subject(flat, first.end() + 1, end, speaks=speaks) if _opens_sentence(flat, at) else None
    text = match.group()
    stop = match.end()
    if text.lower().endswith("'s"):
        # "Jane's mother": the noun after the owner is who speaks.
        tail = re.compile(r" +((?:[\w'-]+ +){0,2}?[\w'-]+)").match(flat, stop, end)
        while tail:
            words = tail.group(1).split()
            if words[-1].lower() in _VOICES:
                return _Noun(Subject.NAME, text[:-2], name_at, stop)
            if words[-1].lower() in PERSON_NOUNS:
                return _Noun(Subject.NOUN, f"{text} {' '.join(words)}", at, tail.end())
            if len(words) >= 3 or words[-1].lower() in _STOPS:
                return None
            tail = re.compile(rf" +((?:[\w'-]+ +){{{len(words)}}}[\w'-]+)").match(flat, stop, end)
        return None
    return _Noun(Subject.NAME, text, name_at, stop)


_QUALIFIED = re.compile(rf"(?:(?:the|his|her|my|our|their) +)?(?:[a-z][\w'-]* +){{1,3}}(?P<name>{NAME})")
_VOICES = word_set("voice tones tone accents whisper")
_OWNERS = {"his": "he", "her": "she", "my": "I"}


def _read_qualified(flat: str, at: int, end: int) -> _Noun | None:
    """The name in "the gentle Mrs. Hall", "dour Major Hall", "his friend Hall"."""
    match = _QUALIFIED.match(flat, at, end)
    if not match:
        return None
    name = match["name"]
    last = name.split()[-1].lower()
    before = flat[at : match.start("name")].split()
    if (
        any(word in _STOPS or word in SAY_CORE or word in _PRONOUNS or word.endswith("'s") for word in before)
        or _is_plain(name.split()[0])
        or last in PERSON_NOUNS
        or last.endswith(("man", "woman", "'s"))
    ):
        return None
    return _Noun(Subject.NAME, name, match.start("name"), match.end())


def _owner_of_voice(flat: str, noun: _Noun, end: int) -> _Noun:
    """Who speaks in "the voice of Mrs. Hall" and "his voice"; of anything else, the noun itself."""
    words = noun.text.split()
    if noun.kind is not Subject.NOUN or words[-1] not in _VOICES:
        return noun
    if len(words) == 2 and words[0] in _OWNERS:
        return _Noun(Subject.PRONOUN, _OWNERS[words[0]], noun.start, noun.end)
    if of := _OF.match(flat, noun.end, end):
        return read_subject(flat, of.end(), end) or noun
    return noun


def _opens_sentence(flat: str, at: int) -> bool:
    """Whether a sentence begins at `at`, so that its capital says nothing: not in `"…," Will said` or `said Will`."""
    before = at - 1
    while before >= 0 and flat[before] in " \"“”«»‘'()":
        if flat[before] == " " and before and flat[before - 1] == " ":
            return True
        before -= 1
    return before < 0 or flat[before] in ".!?…:;"


_SAID_NEXT = re.compile(rf" +(?:[a-z]+ly +)?(?:{'|'.join(sorted(SAY_CORE | SAY_PRESENT))})\b")


def _is_ordinary(flat: str, first: re.Match[str]) -> bool:
    """Whether a capitalised word that may open a noun phrase is no name: a word of grammar, or one of the words that
    are mostly something else, where a sentence begins with it and nobody is said to say anything."""
    low = first.group().lower().rstrip(".")
    if low in FUNCTION_WORDS:
        return True
    if not _is_plain(low):
        return False
    return _opens_sentence(flat, first.start()) and not _SAID_NEXT.match(flat, first.end())


def read_saying(flat: str, at: int, end: int) -> tuple[_Noun, str, int] | None:
    """Whoever the clause at `at` says says something, whatever noun that is, the verb and where it ends: "her roommate
    said", "one of the cops asked", "Unit 7 replied", "the sign on the door said"."""
    match = _CLAUSE.match(flat, at, end)
    if not match:
        return None
    words = match["subject"].split()
    low = [word.lower() for word in words]
    if low[0] not in _OPENS_PHRASE and not (words[0][0].isupper() and low[0].rstrip(".") not in FUNCTION_WORDS):
        return None
    if any(word in _JOINING or word in _PRONOUNS or word in SAY for word in low):
        return None
    cut = next((n for n, word in enumerate(low) if n and word in _PREPOSITIONS), len(low))
    if low[0] in ("one", "two", "three") and cut < len(low):
        head, stop = low[-1], len(low)
    else:
        head, stop = low[cut - 1], cut
    if head in FUNCTION_WORDS or head.endswith("ly") or head in _DETERMINERS:
        return None
    text = " ".join(words[:stop])
    after = at + len(match["subject"].rstrip())
    spot = re.compile(r"(?: *[^ ]+)" * stop).match(flat, at, end)
    place = (at, spot.end() if spot else after)
    if head in _THINGS:
        return _Noun(Subject.THING, text, *place), match["verb"], match.end()
    if words[0][0].isupper() and low[0] not in _OPENS_PHRASE and "'s" not in low[0][-2:]:
        if not all(word[0].isupper() or word[0].isdigit() for word in words[:stop]):
            return None
        return _Noun(Subject.NAME, text, *place), match["verb"], match.end()
    if low[0] in ("a", "an", "this", "that", "another", "your", "some"):
        text = " ".join(["the", *words[1:stop]])
    if low[0] in _OPENS_PHRASE:
        text = text[0].lower() + text[1:]
    kind = Subject.CROWD if head in GROUP_NOUNS else Subject.NOUN
    return _Noun(kind, text, *place), match["verb"], match.end()


def _is_plain(word: str) -> bool:
    low = word.lower().rstrip(".")
    return (
        low in NOT_NAMES
        and low not in TITLES
        and low not in ("mr", "mrs", "ms", "miss", "dr", "sir", "madam", "madame", "lord")
    )


def _read_described(flat: str, at: int, after: int, end: int, determiner: str, speaks: bool) -> _Noun | None:
    words: list[tuple[str, int]] = []
    position = after
    while len(words) < 6:
        gap = _SPACES.match(flat, position, end)
        if not gap:
            break
        match = _WORD.match(flat, gap.end(), end)
        if not match:
            break
        low = match.group().lower()
        if low in _STOPS or (low in SAY and low not in PERSON_NOUNS) or (words and low.endswith("ly")):
            if low == "of" and words:
                more = re.compile(r" +(?:the +)?[\w'-]+").match(flat, match.end(), end)
                if more and flat[match.end() : more.end()].split()[-1][0].isupper():
                    words.append((flat[match.start() : more.end()], more.end()))
            break
        words.append((match.group(), match.end()))
        position = match.end()
    if not words:
        return None
    if determiner == "that" and words[0][0][0].isupper():
        return None  # "so that Jane laughed"
    if determiner in ("the", "this") and words[0][0][0].isupper():
        kept = [word for word in words if word[0][0].isupper() or word[0].startswith("of ")]
        text = " ".join(word for word, _ in kept)
        if not text.endswith("'s"):
            return _Noun(Subject.NAME, "the " + text, at, kept[-1][1])
    last = -1
    for index, (word, _) in enumerate(words):
        if word.lower().endswith("'s"):
            last = -1
            if word[0].isupper() and index + 1 < len(words) and words[index + 1][0] in _VOICES:
                return _Noun(Subject.NAME, word[:-2], at, words[index + 1][1])
        low = word.lower()
        if low in PERSON_NOUNS or low in GROUP_NOUNS or low.endswith(("man", "woman", "men")):
            last = index
    if (
        last < 0
        and speaks
        and len(words) <= 3
        and words[-1][0].islower()
        and determiner in ("the", "a", "an", *_OWNERS, "our", "their")
    ):
        last = len(words) - 1
    if last < 0:
        return None
    if any(word.endswith("'s") for word, _ in words[: last + 1]) and determiner in ("a", "an"):
        return None
    text = " ".join(word for word, _ in words[: last + 1])
    kind = Subject.CROWD if words[last][0].lower() in GROUP_NOUNS else Subject.NOUN
    if determiner in ("a", "an", "this", "that", "another", "your"):
        determiner = "the"
    return _Noun(kind, f"{determiner} {text}", at, words[last][1])


def tag_after(flat: str, start: int, end: int, closing: str) -> Tag | None:
    """The tag in the narration `flat[start:end]` right after a quotation whose last character is `closing`."""
    gap = _GAP.match(flat, start, end)
    at = gap.end() if gap else start
    skipped = flat[start:at]
    if at >= end or "." in skipped:
        return None
    first = _WORD.match(flat, at, end)
    if not first:
        return None
    tied = closing in ",—–-" or flat[at].islower()
    word = first.group()
    clause_end = _clause_end(flat, at, end)
    if word in ("was", "came", "were") and (
        answer := _answer(flat, first.end(), end, at, clause_end) or _all_said(flat, first.end(), end, at, clause_end)
    ):
        return answer
    if word.islower() and (word in SAY or word in ("went", "came", "chimed", "then") or (tied and word.endswith("ed"))):
        position = first.end()
        verb = word
        for _ in range(4):
            gap = _COMMA_SPACES.match(flat, position, end)
            if not gap:
                return None
            found = read_subject(flat, gap.end(), end, speaks=verb in SAY_CORE and position == first.end())
            if found and not (found.kind is Subject.PRONOUN and found.text == "it"):
                sure = verb in SAY or (found.kind is Subject.NAME and tied)
                if not sure:
                    return None
                return Tag(
                    found.kind,
                    found.text,
                    found.start,
                    found.end,
                    verb,
                    True,
                    _words(flat, at, found.end),
                    (at, clause_end),
                )
            following = _WORD.match(flat, gap.end(), end)
            if not following:
                return None
            small = following.group().lower()
            if verb == "then" and small in SAY:
                verb = small
            elif small not in _PARTICLES and not small.endswith("ly"):
                return None
            position = following.end()
        return None
    found = read_subject(flat, at, end)
    if found and found.kind is Subject.PRONOUN and found.text == "it":
        return None
    said = read_saying(flat, at, clause_end)
    if said and (found is None or said[0].kind is Subject.THING or said[0].end > found.end):
        noun, verb, verb_end = said
        return Tag(noun.kind, noun.text, noun.start, noun.end, verb, True, _words(flat, at, verb_end), (at, clause_end))
    if found is None:
        return None
    if found.kind in (Subject.NAME, Subject.NOUN) and (both := _AND_SAID.match(flat, found.end, clause_end)):
        words = _words(flat, at, both.end())
        return Tag(Subject.CROWD, "both", found.start, both.end("other"), both["verb"], True, words, (at, clause_end))
    verb, verb_end, hops = _verb_after(flat, found.end, clause_end)
    if verb in SAY and (tied or flat[at].isupper()):
        if not tied and hops > 2:
            return None
        if not tied and verb not in SAY_CORE and closing not in ".!?":
            return None
        sure = tied or verb in SAY_CORE
        return Tag(
            found.kind, found.text, found.start, found.end, verb, sure, _words(flat, at, verb_end), (at, clause_end)
        )
    if tied and re.match(r" +[a-z]|, ", flat[found.end : found.end + 3]):
        return Tag(
            found.kind,
            found.text,
            found.start,
            found.end,
            verb,
            True,
            _words(flat, at, min(clause_end, at + 60)),
            (at, clause_end),
        )
    return None


_AND_SAID = re.compile(
    rf" and (?P<other>{NAME}|I|(?:the|his|her|my|their) [a-z]+) (?:both |all |[a-z]+ly )?"
    rf"(?P<verb>{'|'.join(sorted(SAY_CORE | SAY_PRESENT))})\b"
)


def _answer(flat: str, after: int, end: int, at: int, clause_end: int) -> Tag | None:
    """“…” was Jane's answer; “…” was his reply."""
    match = _ANSWERED.match(flat, after, end)
    if not match:
        return None
    owner = match["owner"].lower()
    if owner in _OWNERS:
        kind, subject = Subject.PRONOUN, _OWNERS[owner]
    else:
        kind, subject = Subject.NAME, match["owner"].removesuffix("'s")
    start = match.start("owner")
    return Tag(
        kind, subject, start, match.end("owner"), "answered", True, _words(flat, at, match.end()), (at, clause_end)
    )


def _all_said(flat: str, after: int, end: int, at: int, clause_end: int) -> Tag | None:
    """“…” was all that Jane could say."""
    match = _ALL.match(flat, after, end)
    found = read_subject(flat, match.end(), end) if match else None
    if not found or not _UTTERED.search(flat, found.end, clause_end):
        return None
    return Tag(
        found.kind, found.text, found.start, found.end, "said", True, _words(flat, at, clause_end), (at, clause_end)
    )


_ALL = re.compile(r" +all +(?:that +)?")
_UTTERED = re.compile(r"\b(?:said|say|utter|uttered|answer|answered|reply|replied|articulate|vouchsafed)\b")
_ANSWERED = re.compile(
    rf" +(?P<owner>his|her|my|(?:the +)?{NAME})(?:'s?)?(?: +[\w-]+){{0,3}}? +(?:{'|'.join(sorted(_ANSWERS))})\b"
)
_ANSWER_WAS = re.compile(
    rf"(?P<owner>\b(?:[Hh]is|[Hh]er|[Mm]y)\b|{NAME})(?: +[\w-]+){{0,2}}? +(?P<noun>\w+) +(?:was|were|came|is)[ ,:—–-]*$"
)


def _verb_after(flat: str, at: int, end: int) -> tuple[str, int, int]:
    """The verb of the subject that ends at `at`, skipping adverbs and asides: (verb, its end, words skipped)."""
    position = at
    hops = 0
    first = ("", at)
    aside = re.compile(r",[^,.;:!?]{2,90},")
    if (jump := aside.match(flat, at, end)) or (
        jump := re.compile(r" +(?:who|whom|whose) [^.;:!?]{2,90}?,").match(flat, at, end)
    ):
        position = jump.end()
    while hops < 5:
        match = _NEXT_WORD.match(flat, position, end)
        if not match:
            break
        word = match.group(1)
        if word in SAY:
            return word, match.end(), hops
        if not first[0]:
            first = (word, match.end())
        if not (word in _ASIDE or word.endswith("ly")):
            # "he smiled and said"
            more = _AND_VERB.match(flat, match.end(), end)
            if more and more.group(1) in SAY_CORE:
                return more.group(1), more.end(), hops
            break
        position = match.end()
        hops += 1
    return first[0], first[1], 9


_SENTENCE_BREAK = re.compile(
    r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!St)(?<!Mme)(?<!Mlle)(?<![ .][A-Z])[.!?…]+[)\"”']* +(?=[^a-z\s])"
)


def sentences(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch of narration."""
    parts: list[tuple[int, int]] = []
    at = start
    for match in _SENTENCE_BREAK.finditer(flat, start, end):
        parts.append((at, match.end()))
        at = match.end()
    if at < end:
        parts.append((at, end))
    return parts


def tag_before(flat: str, start: int, end: int) -> Tag | None:
    """The tag in the narration `flat[start:end]` right before a quotation: in its last sentence."""
    while end > start and flat[end - 1] in " (":
        end -= 1
    if end <= start:
        return None
    begin, stop = sentences(flat, start, end)[-1]
    leads = flat[end - 1] in ",:—–-"
    match = _ANSWER_WAS.search(flat, begin, end)
    if match and match["noun"] in _ANSWERS:
        owner = match["owner"]
        if owner.lower() in _OWNERS:
            kind, subject_text = Subject.PRONOUN, _OWNERS[owner.lower()]
        else:
            kind, subject_text = Subject.NAME, owner.removesuffix("'s")
        return Tag(
            kind,
            subject_text,
            match.start("owner"),
            match.end("owner"),
            "answered",
            True,
            _words(flat, match.start(), end),
            (begin, stop),
        )
    said = read_saying(flat, begin, stop)
    if said and (leads or said[2] >= stop) and (said[0].kind is Subject.THING or not read_subject(flat, begin, stop)):
        noun, verb, verb_end = said
        if stop - verb_end < 25:
            return Tag(
                noun.kind, noun.text, noun.start, noun.end, verb, True, _words(flat, begin, verb_end), (begin, stop)
            )
    loose = SAY_BARE | SAY_GERUND if leads else frozenset[str]()
    verbs = [m for m in _WORD.finditer(flat, begin, stop) if m.group() in SAY or m.group() in loose]
    bare = not leads and bool(verbs) and verbs[-1].end() >= stop
    if not (leads or bare):
        return None
    for match in reversed(verbs):
        if leads and len(_WORD.findall(flat, match.end(), stop)) > 14:
            continue
        subject = _subject_of(flat, begin, match.start(), match.end(), stop)
        if subject:
            sure = match.group() in SAY_CORE or flat[end - 1] == ":" or stop - match.end() < 25
            return Tag(
                subject.kind,
                subject.text,
                subject.start,
                subject.end,
                match.group(),
                sure,
                _words(flat, subject.start, match.end()),
                (begin, stop),
            )
    subject = first_subject(flat, begin, stop)
    if subject and leads:
        return Tag(
            subject.kind,
            subject.text,
            subject.start,
            subject.end,
            "",
            flat[end - 1] == ":",
            _words(flat, subject.start, stop),
            (begin, stop),
        )
    return None


def _subject_of(flat: str, begin: int, verb_start: int, verb_end: int, stop: int) -> _Noun | None:
    """Whose verb stands at `verb_start` in the sentence from `begin` on: who stands right behind or before it, who the
    last ", who" goes on about, the last who acts in a main clause, or else the first named."""
    inverted = _SPACES.match(flat, verb_end, stop)
    found = read_subject(flat, inverted.end(), stop) if inverted else None
    leads = verb_start == begin or flat[begin:verb_start].strip().lower() in ("then", "and", "but")
    if found and (leads or found.text in ("he", "she", "I", "they", "we")):
        return found
    acting: _Noun | None = None
    nearest: _Noun | None = None
    aside: _Noun | None = None
    at, relative = begin, False
    for owner in _OWN_DOING.finditer(flat, begin, verb_end):
        name = owner["owner"].removesuffix("'s")
        acting, at = _Noun(Subject.NAME, name, owner.start(), owner.start() + len(name)), owner.end()
    while at < verb_start:
        match = _WORD.search(flat, at, verb_start)
        if not match:
            break
        found = read_subject(flat, match.start(), verb_start)
        if not found or found.text == "it" or flat[found.end : found.end + 2] == "'s":
            at = found.end if found else match.end()
            continue
        before = flat[max(begin, match.start() - 14) : match.start()].lower().split()
        last = before[-1] if before else ""
        # "…, that Emma could not help saying" tells what came of it; "she saw that he smiled" is about another.
        joined = last == "and" and not flat[at : match.start()].strip(" ").removeprefix("and")
        relative = (
            relative
            if joined
            else last in _RELATIVE or (last == "that" and len(before) > 1 and not before[-2].endswith(","))
        )
        oblique = last in _PREPOSITIONS
        at = found.end
        if _WHO.match(flat, found.end, verb_start):
            acting = found
        elif oblique:
            continue
        elif _BESIDE.fullmatch(flat, found.end, verb_start):
            return found
        elif relative:
            aside = aside or found
        else:
            nearest = nearest or found
            if found.kind is Subject.PRONOUN or _acts(flat, found.end, verb_end):
                acting = found
    return acting or nearest or aside


_PREPOSITIONS = word_set(
    "to at of with by for from on upon towards toward into beside than like as about after before behind"
)
_RELATIVE = word_set("which whom whose what where how than if whether why")
_WHO = re.compile(r",? +who\b")
_BESIDE = re.compile(r" +(?:(?:[a-z]+ly|then|now|only|again|at last|just|also|thus) +){0,2}")
_OWN_DOING = re.compile(rf"(?P<owner>{NAME})(?<='s) +[a-z]+ing\b")
_ACTING = re.compile(
    r"(?:, [^,]{1,90},)? +(?:(?:[a-z]+ly|just|then|now|at last|only|thus|soon|again|here|even) +){0,2}(?P<verb>[a-z]+)"
)
_VERBS = word_set(
    """was were had has is could would did came went took sat stood felt looked knew saw gave made got ran rose
    bent leant leaned held kept left let met put set shook stood threw told turned caught drew fell found
    fixed flung began became broke brought bowed"""
)


def _acts(flat: str, at: int, end: int) -> bool:
    match = _ACTING.match(flat, at, end)
    return (
        bool(match) and (match["verb"] in SAY or match["verb"] in _VERBS or match["verb"].endswith("ed"))
        if match
        else False
    )


def first_subject(flat: str, begin: int, end: int) -> _Noun | None:
    """The subject that a sentence opens with, past "Then", "But", "At last," and clauses of up to some words."""
    at = begin
    for _ in range(8):
        match = _WORD.search(flat, at, end)
        if not match:
            return None
        found = read_subject(flat, match.start(), end)
        if found:
            before = flat[begin : match.start()].lower().split()
            if before and before[-1] in ("to", "at", "of", "with", "by", "for", "from", "on", "in", "into", "like"):
                at = found.end
                continue
            if flat[found.end : found.end + 2] == "'s":
                return None
            return found
        at = match.end()
    return None


def _clause_end(flat: str, at: int, end: int) -> int:
    match = _SENTENCE_BREAK.search(flat, at, end)
    return match.end() if match else end


def _words(flat: str, start: int, end: int) -> str:
    text = " ".join(flat[start:end].split())
    return text if len(text) <= 60 else text[:57] + "…"
