"""How somebody speaks, by a sentence about them: "said she, laughing", "his voice sank to a whisper"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from script.deliveries.clause_words import ClauseWords, is_break
from script.deliveries.manner_words import (
    ADVERBS,
    AS_NOUNS,
    CHANGES,
    EMOTING,
    NO_GAIETY,
    OF_BODIES,
    OF_VOICES,
    SAYING,
    VOICE_DOES,
    WEAKER,
    Found,
)
from script.deliveries.speaker_words import SpeakerWords
from script.model import Delivery
from script.quotations.speech_words import word_set

_PLAIN = re.compile(r"[a-z]+")
_VOICES = word_set("voice voices tone tones accent accents")
_BARRIERS = word_set(
    """door doors keyhole curtain curtains wall partition pillow pillows blanket blankets bedclothes covers
    handkerchief coat sleeve sleeves scarf towel cushion cushions shoulder apron collar"""
)
_TELLING = (
    frozenset(SAYING)
    | frozenset(EMOTING)
    | frozenset(ADVERBS)
    | frozenset(AS_NOUNS)
    | _VOICES
    | _BARRIERS
    | word_set("tears breath asleep lungs crying cry laughter muffled")
)
_UNRAISED = (None, Delivery.SOFT, Delivery.WHISPER, Delivery.MURMUR, Delivery.TREMBLE, Delivery.SLEEPY)
_CALM = frozenset(
    word for table in (ADVERBS, SAYING) for word, found in table.items() if found in _UNRAISED
) | word_set("choking sob sobs sigh sighs quiet calm low whisper whispers")
_SPEAKS = word_set(
    """speak spoke speaks speaking spoken talk talked talking talks say said says saying answer answered answering reply
    replied replying asked ask asking added continued repeated began told explained remarked demanded inquired
    suggested observed insisted returned responded finished resumed announced"""
)
"""Verbs of saying that tell nothing of the voice, to which an adverb beside them belongs."""
_AUXILIARY = word_set("was were is are been be am being")
_BEGINS = word_set(
    "began begins begun started starts kept keeps continued burst bursts bursting breaking broke commenced"
)
_BEFORE_PARTICIPLE = word_set("and but still half now yet both then also help keep from")
_NO_PARTICIPLE = word_set("during something nothing morning evening anything everything")
_NOT_CRYING = word_set("out aloud to for that")
_NOT_QUITE = word_set("almost nearly half fairly practically")
_DENIES = word_set("not never didn't don't doesn't wouldn't couldn't could would might should")
_CALLED = word_set("him her it me them us")
_ON = word_set("hurried hurries rushed rushes rattled rattles")
"""What somebody does on who talks without a pause."""
_CHANGING = word_set(
    """raising raised raises lifting lifted lifts lowering lowered lowers dropping dropped drops sinking sank hushing
    softening softened"""
)
"""What somebody does to their voice."""
_OPENS_PREDICATE_OF_OTHERS = word_set("as while when but because until till like")
_ARTICLES = word_set("a an his her my their the little half between in with")
_BEFORE_NOUN = word_set("in with between amid through gave gives giving uttered")
_NEAR_TEARS = word_set("verge near nearly close fighting choking swallowing blinking holding struggling keeping smiled")
_STREAMING = word_set(
    """streaming streamed running ran rolling rolled pouring poured flowing flowed coursing coursed burst bursting
    bursts through amid amidst between"""
)
_FULL = word_set(
    """full filled filling brimming brimmed swimming swam wet dim stood standing start started came shining rising rose
    with"""
)
_DRY = word_set("no without dried drying wiped wiping wipe dry away brushed laughed laughing laughter")
_BARRIER = re.compile(
    r"\b(?P<how>through|from behind|behind|from the other side of|on the other side of|beyond|into|from under"
    r"|from beneath|from underneath|from inside|under) (?:the|a|his|her|my|their|that) (?:(?!door\b)[\w-]+ ){0,2}?"
    rf"(?P<what>{'|'.join(sorted(_BARRIERS))})\b"
)
_SPOKEN_INTO = word_set("pillow pillows handkerchief")
_ONLY_SPOKEN_INTO = word_set("coat sleeve sleeves scarf towel cushion cushions shoulder apron collar")
_SPOKEN_UNDER = word_set("blanket blankets bedclothes covers")
_PHRASES = (
    (re.compile(r"\bmuffled by\b"), Delivery.MUFFLED),
    (
        re.compile(
            r"\b(?:sh[ao]k\w*|shook|convuls\w+|doubled up|helpless|rock\w*|weak|bursts?|fits?|gales?|peals?|howls?) "
            r"(?:with|of) laughter\b"
        ),
        Delivery.LAUGH,
    ),
    (re.compile(r"\b(?:under|beneath|below) (?:his|her|my|their) breath\b"), Delivery.MURMUR),
    (re.compile(r"\bin (?:one|a single) breath\b|\bin a (?:great )?(?:hurry|rush)\b"), Delivery.HURRY),
    (re.compile(r"\bat the (?:very )?top of (?:his|her|my|their) (?:voices?|lungs)\b"), Delivery.SHOUT),
    (re.compile(r"\b(?:voices? of|like) thunder\b"), Delivery.SHOUT),
    (re.compile(r"\b(?:half|almost|nearly)[ -]asleep\b"), Delivery.SLEEPY),
)
_AFAR = re.compile(
    r"\b(?:across|from (?:the|a) (?:\w+ )?"
    r"(?:top|bottom|foot|head|landing|window|deck|shore|yard|bank|doorstep|distance)"
    r"|(?:up|down) the (?:stairs|staircase|road|street|lane)|after (?:him|her|me|them|us)"
    r"|over (?:the|his|her) (?:fence|wall|hedge))\b"
)
_AUDIBLE = re.compile(
    r"^ ?(?:(?:that )?(?:was |were |had become |is )?)?(?:so low|hardly|scarcely|barely|almost|just|little|not|no)"
    r"(?: \w+){0,2}? (?:above|audible|louder than|more than|inaudible|that|than|a whisper)"
)
"""What follows a voice that is hardly one: "hardly above a whisper"."""
_RANK: dict[Found, int] = {
    Delivery.WHISPER: 0,
    Delivery.SOB: 0,
    Delivery.TREMBLE: 1,
    Delivery.SLEEPY: 1,
    Delivery.LAUGH: 1,
    Delivery.MURMUR: 1,
    Delivery.SHOUT: 1,
    Delivery.MUFFLED: 2,
    Delivery.HURRY: 2,
    Delivery.DRAWL: 2,
    Delivery.CALL: 2,
    Delivery.SOFT: 3,
    Delivery.EXCLAIM: 4,
    None: 5,
}
"""Of several that a sentence tells, the one with the least stands."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What a sentence tells of how somebody speaks. `found`: a delivery, or None for a voice that is not raised.
    `strong`: the verb of saying tells it. `lasting`: the voice is so, rather than changing from there on."""

    found: Found
    strong: bool = False
    lasting: bool = True


def tells_something(words: str) -> bool:
    """Whether a stretch in small letters has any word that may tell a manner; quick."""
    return not _TELLING.isdisjoint(_PLAIN.findall(words))


def is_calm(words: str) -> bool:
    """Whether a stretch in small letters has any word of a voice that is not raised; quick."""
    return not _CALM.isdisjoint(_PLAIN.findall(words))


def read_manner(
    flat: str, start: int, end: int, speaker: SpeakerWords, subject: tuple[int, int] | None, verb: str = ""
) -> Manner | None:
    """What the sentence `flat[start:end]` tells of how the one whom `speaker` means speaks, or None.

    `subject`: the place of the noun phrase for them, None where the sentence is about somebody else; `verb`: the verb
    of saying, where it is a dialogue tag.
    """
    words = ClauseWords(flat, start, end, speaker, subject)
    if verb and verb not in SAYING and verb not in _SPEAKS:
        behind = words.text(words.last_of_subject() + 1) if subject else ""
        verb = behind if behind in SAYING and behind not in EMOTING else verb
    return _ClauseReading(words, verb).manner()


class _ClauseReading:
    """A sentence and what it tells."""

    def __init__(self, words: ClauseWords, verb: str) -> None:
        self.words = words
        self.verb = verb

    def manner(self) -> Manner | None:
        """What the verb of saying tells, unless it tells little and something else tells more."""
        said = self._of_verb()
        if said and said.found is Delivery.SHOUT and self._in_a_whisper():
            return Manner(Delivery.WHISPER, strong=True)
        if said and said.found not in (Delivery.EXCLAIM, Delivery.CALL, None):
            return said
        told = min(self._told(), key=lambda hit: (_RANK[hit[1].found], hit[0]), default=(0, None))[1]
        if said is None or told is None:
            return said or told
        if told.found is Delivery.SHOUT:
            return told
        if said.found and told.found in (None, Delivery.EXCLAIM):
            return said
        weak = (Delivery.MUFFLED, Delivery.DRAWL, Delivery.HURRY)
        return said if said.found is Delivery.CALL and told.found in weak else told

    def _in_a_whisper(self) -> bool:
        """Whether somebody "screamed in a whisper"."""
        nouns = (index for index in range(len(self.words)) if self.words.text(index) == "whisper")
        told = (
            self._of_noun(index) for index in nouns if self.words.text(index - 1) not in self.words.speaker.pronouns
        )
        return any(manner is not None and manner.found is Delivery.WHISPER for manner in told)

    def _taken_back(self, found: Found) -> bool:
        """Whether the sentence goes on to deny what its verb says: "whispered, not whispering at all"."""
        return any(
            self.words.text(index - 1) == "not" and SAYING.get(self.words.text(index), Delivery.CALL) is found
            for index in range(1, len(self.words))
        )

    def _of_verb(self) -> Manner | None:
        at = self.words.index_of(self.verb)
        if self.verb in _ON and self.words.text(at + 1) == "on":
            return Manner(Delivery.HURRY, strong=True)
        if self.verb not in SAYING:
            return None
        found = SAYING[self.verb]
        if at >= 0:
            before = self.words.texts(at - 3, at)
            if before & _NOT_QUITE:
                return Manner(WEAKER.get(found), strong=True)
            if before & _DENIES:
                return None
            if self._taken_back(found) or (found is Delivery.LAUGH and self._joyless(at)):
                return Manner(None, strong=True)
            if self.verb.startswith("call") and self._names_something(at):
                return None
        return Manner(found, strong=True)

    def _names_something(self, at: int) -> bool:
        """Whether "called" at `at` has somebody for its object: "called him a liar", "called Ann over"."""
        behind = self.words.is_named(at + 1) and not self.words.is_subject(at + 1)
        return behind or self.words.text(at + 1) in _CALLED or self.words.quoted_next(at)

    def _told(self) -> Iterator[tuple[int, Manner]]:
        """(place, manner) of what the sentence tells besides."""
        for index in range(len(self.words)):
            text = self.words.text(index)
            if text in _VOICES:
                if manner := self._of_voice(index):
                    yield index, manner
            elif text == "tears":
                if found := self._of_tears(index):
                    yield index, Manner(found)
            elif text in AS_NOUNS and self.words.text(index - 1) not in self.words.speaker.pronouns | {"to"}:
                if manner := self._of_noun(index):
                    yield index, manner
            elif self.words.mine[index]:
                if text in ADVERBS and self._says_so(index) and not self.words.denied(index, now=True):
                    yield index, Manner(ADVERBS[text])
                elif found := self._of_emotion(index):
                    yield index, Manner(found)
        yield from self._of_phrases()

    # Verbs and adverbs

    def _says_so(self, index: int) -> bool:
        """Whether the words at `index` belong to the saying: nothing else is done between the two, and nothing that
        they would rather belong to follows."""
        text, following = self.words.text(index), self.words.text(index + 1)
        if following.endswith("ing") and following not in _NO_PARTICIPLE:
            return False
        if text == "low" and following.isalpha() and following != "and":
            return False  # a low chair
        for back in range(index - 1, -1, -1):
            before = self.words.text(back)
            if self.words.is_subject(back) or before == self.verb:
                return bool(self.verb)
            if before in _SPEAKS or before in SAYING:
                return True
            if before == "on" and self.words.text(back - 1) in ("went", "goes", "go"):
                return True
            if self.words.opens_other_clause(back) and self.words.text(back - 1) not in ADVERBS:
                return False
            if before.endswith(("ing", "ed")) and len(before) > 4 and before not in ADVERBS:
                return False
            if before in ("the", "a", "an") or (is_break(before) and before[0] != ","):
                return False
        return bool(self.verb) and self.verb in self.words.texts(index, index + 5)

    def _of_emotion(self, index: int) -> Delivery | None:
        """What a verb at `index` does to the voice of the speaker who does it: "laughing", "was crying"."""
        words, text = self.words, self.words.text(index)
        found = self._emotion(index)
        if found is None or (text in OF_BODIES and not (self.verb and text.endswith("ing"))):
            return None
        if words.denied(index, now=not text.endswith("ing")) or (found is Delivery.LAUGH and self._joyless(index)):
            return None
        before, earlier = words.text(index - 1), words.text(index - 2)
        if text.endswith("ing"):
            going_on = before in _AUXILIARY or earlier in _AUXILIARY or before.endswith(("'s", "'re", "'m"))
            free = index == 0 or is_break(before) or before in _BEFORE_PARTICIPLE or before.endswith("ly")
            begun = before in _BEGINS or (before == "out" and earlier in _BEGINS)
            return found if going_on or free or begun or words.is_subject(index - 1) else None
        if text in ("cry", "laugh", "sob", "weep", "chuckle", "giggle", "shout", "scream"):
            return found if earlier in _BEGINS or before == "but" else None
        return found if before not in ("to", "at", "be", "was", "were", "the", "a", "an") else None

    def _emotion(self, index: int) -> Found:
        """The delivery of a verb by itself. "Crying" is weeping, but for "crying out" and "crying:" before words."""
        text, following = self.words.text(index), self.words.text(index + 1)
        if text in ("cry", "crying"):
            leads_in = following in ("", ":") or (following == "," and not self.words.text(index + 2))
            return None if following in _NOT_CRYING or leads_in else Delivery.SOB
        if following == "for" and self.words.text(index + 2) == "breath":
            return None
        if text in EMOTING:
            return EMOTING[text]
        said = SAYING.get(text) if text.endswith("ing") and following != "to" else None
        return None if said in (Delivery.EXCLAIM, Delivery.CALL) else said

    def _joyless(self, index: int) -> bool:
        return not self.words.texts(index - 4, index + 4).isdisjoint(NO_GAIETY)

    # Voices, tears and what else one speaks with

    def _of_voice(self, index: int) -> Manner | None:
        """ "in a low voice", "her voice sank", "without raising his voice"."""
        words = self.words
        if not words.owned(index):
            return None
        first, verb = index, ""
        for back in range(index - 1, max(-1, index - 7), -1):
            text = words.text(back)
            first = back
            if text in _CHANGING:
                verb = text
            if verb or text in ("in", "with", "of") or (is_break(text) and text[0] != ","):
                break
        follows = self._predicate(index + 1)
        if verb:
            if words.denied(first):
                return Manner(None)
            if follows and follows[1]:
                return Manner(follows[0], lasting=False)
            return Manner(Delivery.EXCLAIM if verb.startswith(("rais", "lift")) else Delivery.SOFT, lasting=False)
        if _AUDIBLE.match(words.behind(index)):
            return Manner(Delivery.WHISPER)
        whole = [i for i in range(first, index) if words.text(i) in OF_VOICES and not words.denied(i)]
        found = min((OF_VOICES[words.text(i)] for i in whole), key=lambda one: _RANK[one], default=None)
        if whole and (found or not follows or follows[0] in (None, Delivery.EXCLAIM)):
            return Manner(found)
        led = words.owner(index) or words.is_subject(index) or words.text(first) in ("in", "with")
        return Manner(follows[0], lasting=not follows[2]) if follows and led else None

    def _predicate(self, at: int) -> tuple[Found, bool, bool] | None:
        """What is said of a voice behind it: (what it tells, whether a noun tells it, whether the voice changes)."""
        words = self.words
        best: tuple[Found, bool, bool] | None = None
        for index in range(at, min(len(words), at + 9)):
            text = words.text(index)
            goes_on = text[0] == "," and words.text(index + 1) in OF_VOICES
            if (is_break(text) and not goes_on) or text in _OPENS_PREDICATE_OF_OTHERS:
                break
            if text in AS_NOUNS and words.text(index - 1) in ("a", "an", "mere", "hoarse", "low", "soft", "faint"):
                if words.texts(at, index) & {"above", "than"}:
                    return (Delivery.WHISPER if AS_NOUNS[text] is Delivery.WHISPER else None), True, False
                return None if words.denied(index) else (AS_NOUNS[text], True, False)
            if best is None and text in VOICE_DOES and not words.denied(index):
                best = VOICE_DOES[text], False, text in CHANGES
            elif best is None and text in OF_VOICES:
                best = None if words.denied(index) else OF_VOICES[text], False, False
        return best

    def _of_noun(self, index: int) -> Manner | None:
        """ "in a whisper", "with a laugh", "gave a sob", "almost in a whisper"."""
        words, found = self.words, AS_NOUNS[self.words.text(index)]
        if not words.texts(index - 5, index) & _ARTICLES:
            return None
        for back in range(index - 1, max(-1, index - 7), -1):
            text = words.text(back)
            if text in _BEFORE_NOUN:
                if not _is_said_of(text, found) or words.others_own(back, index):
                    return None
                if not words.mine[back] and not words.owner(index):
                    return None
                if words.text(back + 1) == "anything" and words.text(back + 2) == "but":
                    return None
                if words.text(back - 1) in _NOT_QUITE:
                    return Manner(WEAKER.get(found))
                joyless = found is Delivery.LAUGH and self._joyless(index)
                return None if words.denied(back) or joyless else Manner(found)
            if (is_break(text) and text[0] != ",") or text.endswith("'s") or text in ("like", "to", "into"):
                return None
        return None

    def _of_tears(self, index: int) -> Delivery | None:
        """ "through her tears", "tears ran down her face", "on the verge of tears"."""
        words = self.words
        first, stop = index - 5, index + 8
        around = words.texts(first, stop)
        owned = words.mine[index] or (around & words.speaker.owners and not words.others_own(first, stop))
        if not owned or around & _DRY or words.denied(index):
            return None
        if around & _NEAR_TEARS or around & _NOT_QUITE:
            return Delivery.TREMBLE
        if around & _STREAMING or words.text(index - 1) == "in":
            return Delivery.SOB
        return Delivery.TREMBLE if around & _FULL and around & {"eyes", "voice", "eye"} else None

    def _of_phrases(self) -> Iterator[tuple[int, Manner]]:
        words = self.words
        for pattern, delivery in _PHRASES:
            for match in pattern.finditer(words.low):
                index = words.index_at(match.start())
                joyless = delivery is Delivery.LAUGH and self._joyless(index)
                if words.mine[index] and not words.denied(index) and not joyless:
                    yield index, Manner(delivery)
        for match in _BARRIER.finditer(words.low):
            index = words.index_at(match.start())
            if _is_between(match) and words.mine[index] and self._says_so(index) and not words.denied(index):
                yield index, Manner(Delivery.MUFFLED)
        if SAYING.get(self.verb) is Delivery.EXCLAIM and (far := _AFAR.search(words.low)):
            index = words.index_at(far.start())
            if words.mine[index] and self._says_so(index):
                yield index, Manner(Delivery.CALL)


def _is_said_of(preposition: str, found: Found) -> bool:
    """Whether a preposition, or a verb, goes with such a noun: "with a laugh", "in a rush", "between sobs"."""
    if preposition in ("gave", "gives", "giving", "uttered"):
        return found not in (Delivery.SHOUT, Delivery.WHISPER)
    if preposition == "in":
        return found not in (Delivery.LAUGH, Delivery.SLEEPY)
    if preposition == "with":
        return found is not Delivery.HURRY
    return preposition != "through" or found is Delivery.SOB


def _is_between(match: re.Match[str]) -> bool:
    """Whether somebody is heard through what a phrase names: through a door, into a pillow, from under a blanket."""
    into = match["how"] == "into"
    if match["what"] in _ONLY_SPOKEN_INTO:
        return into
    if match["what"] in _SPOKEN_INTO:
        return into or match["how"].startswith("from")
    return not into and (match["how"] != "under" or match["what"] in _SPOKEN_UNDER)
