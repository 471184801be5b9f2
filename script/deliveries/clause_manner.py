"""How somebody speaks by a sentence about them: whose voice each word is about, and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from script.deliveries.manner_words import (
    ADVERBS,
    AS_NOUNS,
    CHANGES,
    DENYING,
    EMOTING,
    NO_GAIETY,
    OF_BODIES,
    OF_VOICES,
    SAYING,
    VOICE_DOES,
    WEAKER,
    Found,
)
from script.model import Delivery
from script.quotations.speech_words import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[.,;:!?…()—–]+")
_PLAIN = re.compile(r"[a-z]+")
_VOICES = word_set("voice voices tone tones accent accents")
_TELLING = (
    frozenset(SAYING)
    | frozenset(EMOTING)
    | frozenset(ADVERBS)
    | frozenset(AS_NOUNS)
    | _VOICES
    | word_set("tears breath door doors curtain curtains pillow pillows blanket blankets bedclothes keyhole wall asleep")
    | word_set("lungs crying lowly speak spoke speaking talking handkerchief covers partition")
)
_SIMILE = word_set("though if")
_SUBORDINATE = word_set(
    """while when as because since until till before after though although if unless where whereupon for than so whether
    which that whom whose what how"""
)
_JOINS = word_set("and but or then nor")
_PRONOUNS = word_set("he she i they we it you somebody someone everybody everyone nobody one")
_DETERMINERS = word_set("the a an his her my their its our your this that these those some another every all both")
_AUXILIARY = word_set("was were is are been be am being")
_BEGINS = word_set("began begins begun started starts kept keeps continued burst bursts bursting breaking broke commenced")
_BREAKS = frozenset(".,;:!?…()—–")
_BEFORE_PARTICIPLE = word_set("and but still half now yet both then also")
_PARTICLES = word_set("out up on back again off forth in down away over to him her me them us at then very so quite rather too more")
_HELPS = word_set("help keep from")
_NEAR_TEARS = word_set("verge near nearly close fighting choking swallowing blinking holding struggling keeping almost")
_STREAMING = word_set("streaming streamed running ran rolling rolled pouring poured flowing flowed coursing coursed burst bursting bursts through amid amidst between")
_FULL = word_set("full filled filling brimming brimmed swimming swam wet dim stood standing start started came shining rising rose with")
_DRY = word_set("no without dried drying wiped wiping wipe dry away brushed laughed laughing laughter")
_BARRIER = re.compile(
    r"\b(?:through|from behind|behind|from the other side of|on the other side of|beyond|against|into|from under|from beneath"
    r"|from underneath|from inside|under) (?:the|a|his|her|my|their|that) (?:(?!door\b)[\w-]+ ){0,2}?"
    r"(?P<what>doors?|keyhole|curtains?|wall|partition|pillows?|blankets?|bedclothes|covers|handkerchief)\b"
)
_INTO_ONLY = word_set("pillow pillows handkerchief")
_UNDER_ONLY = word_set("blanket blankets bedclothes covers")
_BREATH = re.compile(r"\b(?:under|beneath|below) (?:his|her|my|their) breath\b")
_ONE_BREATH = re.compile(r"\b(?:all )?in (?:one|a single) breath\b|\bin a (?:great )?(?:hurry|rush)\b")
_TOP = re.compile(r"\bat the (?:very )?top of (?:his|her|my|their) (?:voices?|lungs)\b")
_ASLEEP = re.compile(r"\b(?:half|almost|nearly|more than half)[ -]asleep\b")
_AUDIBLE = re.compile(
    r"^ ?(?:(?:that )?(?:was |were |had become |is )?)?(?:so low|hardly|scarcely|barely|almost|just|little|not|no)"
    r"(?: \w+){0,2}? (?:above|audible|louder than|more than|inaudible|that|than|a whisper)"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """By which words a sentence may mean the one who speaks: pronouns ("she"), possessives ("her"), and the words of
    their names, in small letters."""

    pronouns: frozenset[str]
    owners: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Manner:
    """What a sentence tells of how somebody speaks. `found`: a delivery, or None for a voice that is not raised.
    `strong`: it is the verb of saying itself. `lasting`: it describes the voice, rather than a change of it."""

    found: Found
    strong: bool = False
    lasting: bool = True


def tells_something(words: str) -> bool:
    """Whether a stretch in small letters has any word that may tell a manner; quick."""
    return not _TELLING.isdisjoint(_PLAIN.findall(words))


def is_calm(words: str) -> bool:
    """Whether a stretch in small letters has any word of a voice that is not raised; quick."""
    return not _CALM.isdisjoint(_PLAIN.findall(words))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    capital: bool
    start: int
    end: int


class ClauseReading:
    """A sentence whose subject is the one who speaks, or whose voices may be theirs.

    `subject`: the place of the noun phrase for the speaker in `flat`, or None where the sentence isn't about them (then
    only what is theirs by a possessive counts); `verb`: the verb of saying, where it is a dialogue tag.
    """

    def __init__(
        self, flat: str, start: int, end: int, voice: Voice, subject: tuple[int, int] | None, verb: str = ""
    ) -> None:
        self.voice = voice
        self.verb = verb
        self.subject = subject
        self.offset = start
        self.flat = flat
        self.low = flat[start:end].lower()
        self.words = [
            _Word(self.low[m.start() : m.end()], flat[start + m.start()].isupper(), m.start(), m.end())
            for m in _WORD.finditer(self.low)
        ]
        self.mine = self._mine()

    def manner(self) -> Manner | None:
        """What the sentence tells, or None."""
        said = self._verb_of_saying()
        if said and said.found not in (Delivery.EXCLAIM, Delivery.CALL, None):
            return said
        told = min(self._told(), key=lambda hit: (_RANK.get(hit[1].found, 0), hit[0]), default=None)
        if told is None or (said and told[1].found in (None, Delivery.EXCLAIM, Delivery.SHOUT) and said.found):
            return (told[1] if told and said and told[1].found is Delivery.SHOUT else said) if said else None
        if said and said.found is Delivery.CALL and told[1].found in (Delivery.MUFFLED, Delivery.DRAWL, Delivery.HURRY):
            return said
        return told[1]

    # Whose

    def _is_subject(self, index: int) -> bool:
        word = self.words[index]
        return self.subject is not None and self.subject[0] <= self.offset + word.start < self.subject[1]

    def _mine(self) -> list[bool]:
        """Whether each word is told of the speaker: not of somebody else in the sentence, nor in a comparison."""
        mine: list[bool] = []
        first_own = next((i for i in range(len(self.words)) if self._is_subject(i)), 0)
        led_in = not any(w.text in _PRONOUNS or w.text in _SPEAKS for w in self.words[:first_own])
        now = self.subject is not None and led_in
        dead = False
        first = True
        for index, word in enumerate(self.words):
            text = word.text
            if self._is_subject(index):
                now, first = True, False
            elif text in ("as", "like") and self._opens_comparison(index):
                dead = True
            elif text == "who":
                now = now and index > 0 and (self._is_subject(index - 1) or self._is_subject(max(0, index - 2)))
            elif text in _SUBORDINATE:
                now = self.subject is not None and self._speaker_next(index)
            elif text in _JOINS or text[0] in ";:—–":
                now = self._goes_on(index, now)
            elif text[0] == ",":
                dead = False
                now = self._goes_on(index, self.subject is not None and not (first and not self.verb and index > 12))
            mine.append(now and not dead)
        return mine

    def _opens_comparison(self, index: int) -> bool:
        following = self._text(index + 1)
        if self.words[index].text == "as":
            return following in _SIMILE
        return following in _DETERMINERS or following in ("one", "someone", "somebody")

    def _text(self, index: int) -> str:
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def _speaker_next(self, index: int) -> bool:
        """Whether the speaker is the subject of what the word at `index` opens."""
        following = self._text(index + 1)
        return following in self.voice.pronouns or (
            index + 1 < len(self.words) and self.words[index + 1].capital and following in self.voice.names
        )

    def _goes_on(self, index: int, now: bool) -> bool:
        """Whether what is told of the speaker goes on behind a comma or "and" at `index`."""
        following = index + 1
        if following >= len(self.words):
            return now
        word = self.words[following]
        if self._is_subject(following) or self._speaker_next(index):
            return self.subject is not None
        if word.text in _PRONOUNS or (word.capital and word.text not in _PRONOUNS):
            return False
        if word.text in _DETERMINERS:
            # "in a low voice and a hurry" goes on; "and the crowd roared" doesn't
            return False
        return now

    def _owned(self, index: int) -> bool:
        """Whether the voice, or the tears, at `index` are the speaker's: by its possessive, or by standing in what is
        told of them."""
        for back in range(index - 1, max(-1, index - 6), -1):
            text = self._text(back)
            if text in _OWNERS:
                if text in self.voice.owners:
                    return not self._compared(back)
                return False
            if text.endswith("'s"):
                return text[:-2] in self.voice.names
            if text[0] in _BREAKS and text[0] != ",":
                break
        return self.mine[index]

    def _possessed(self, index: int) -> bool:
        """Whether a possessive of the speaker's stands before the word at `index`."""
        return any(self._text(i) in self.voice.owners or self._text(i).endswith("'s") for i in range(max(0, index - 4), index))

    def _compared(self, index: int) -> bool:
        return any(self._text(i) in ("as", "like") and self._opens_comparison(i) for i in range(index))

    # Denied

    def _denied(self, index: int, *, quite: bool = False) -> bool:
        """Whether the word at `index` is said not to be so, or not now. `quite`: nothing less than it will do."""
        for back in range(index - 1, max(-1, index - 7), -1):
            text = self._text(back)
            if text in _HELPS and self._text(back - 1) in ("not", "help", "but", "hardly", "scarcely") + _COULD_NOT:
                return False
            if text in DENYING or text.endswith("n't"):
                if text == "not" and self._text(back + 1) in ("only", "merely"):
                    return False
                return text != "had" or quite
            if text[0] in _BREAKS:
                # "without, however, raising" is rare; "he paused, laughing" is not
                return False
        return False

    # What is told

    def _verb_of_saying(self) -> Manner | None:
        """What the tag's own verb tells."""
        if self.verb and self.verb not in SAYING and self.verb not in _SPEAKS:
            self.verb = self._verb_behind_subject() or self.verb
        found = SAYING.get(self.verb, _NOTHING)
        if found is _NOTHING:
            return None
        at = next((i for i, word in enumerate(self.words) if word.text == self.verb), None)
        if at is not None:
            before = {self._text(back) for back in range(max(0, at - 3), at)}
            if before & _NOT_QUITE:
                assert found is None or isinstance(found, Delivery)
                return Manner(WEAKER.get(found) if found else None, strong=True)
            if before & _DENIES:
                return None
            following = self._text(at + 1)
            if found is Delivery.LAUGH and self._joyless(at):
                return Manner(None, strong=True)
            if self.verb.startswith("call") and (following in _CALLED or self.flat[self.offset + self.words[at].end + 1 :][:1] in _QUOTES):
                return None
        assert found is None or isinstance(found, Delivery)
        return Manner(found, strong=True)

    def _verb_behind_subject(self) -> str:
        """A verb of saying right behind the subject, where the tag was read by another: "Ann whispered, as they went"."""
        last = max((i for i in range(len(self.words)) if self._is_subject(i)), default=-2)
        following = self._text(last + 1)
        return following if last >= 0 and following in SAYING and following not in EMOTING else ""

    def _told(self) -> Iterator[tuple[int, Manner]]:
        """(place, manner) of what else the sentence tells."""
        for index, word in enumerate(self.words):
            text = word.text
            if text in _VOICES:
                yield from self._of_voice(index)
            elif text == "tears":
                yield from self._of_tears(index)
            elif text in AS_NOUNS and self._text(index - 1) not in self.voice.pronouns and self._is_thing(index):
                yield from self._of_noun(index)
            elif self.mine[index]:
                if text in ADVERBS and self._beside_saying(index) and not self._denied(index, quite=True):
                    yield index, Manner(ADVERBS[text])
                elif (emotion := self._emotion(index)) is not None:
                    yield index, Manner(emotion)
        yield from self._phrases()

    def _phrases(self) -> Iterator[tuple[int, Manner]]:
        for pattern, delivery in _FIXED:
            for match in pattern.finditer(self.low):
                index = self._index(match.start())
                if self.mine[index] and not self._denied(index):
                    yield index, Manner(delivery)
        for match in _BARRIER.finditer(self.low):
            index = self._index(match.start())
            what, how = match["what"], match[0].split()[0]
            if what in _INTO_ONLY and how != "into" and how != "from":
                continue
            if what not in _INTO_ONLY and how in ("into", "against"):
                continue
            if (how == "under") != (what in _UNDER_ONLY and how == "under"):
                continue
            if self.mine[index] and self._beside_saying(index) and not self._denied(index):
                yield index, Manner(Delivery.MUFFLED)

    def _index(self, at: int) -> int:
        return next(i for i, word in enumerate(self.words) if word.end > at)

    def _beside_saying(self, index: int) -> bool:
        """Whether a word at `index` belongs to the saying: nothing else is done between the two, and nothing that it
        would rather belong to follows."""
        following = self._text(index + 1)
        if following.endswith("ing") and following not in ("during", "something", "nothing", "morning", "evening"):
            return False
        if self._is_adjective_of_noun(index):
            return False
        for back in range(index - 1, -1, -1):
            text = self._text(back)
            if self._is_subject(back) or text == self.verb:
                return bool(self.verb) or text in _SPEAKS
            if text in _SPEAKS or text in SAYING or (text == "on" and self._text(back - 1) in ("went", "goes", "go")):
                return True
            if text in _SUBORDINATE or (text in _JOINS and self._text(back - 1) not in ADVERBS):
                return False
            if text in _DETERMINERS or (text.endswith(("ing", "ed")) and len(text) > 4 and text not in ADVERBS):
                return False
            if text[0] in _BREAKS and text[0] != ",":
                return False
        # before the subject: "softly she said"
        return bool(self.verb) and any(self._text(i) == self.verb for i in range(index, min(len(self.words), index + 5)))

    def _is_adjective_of_noun(self, index: int) -> bool:
        """Whether "low" is an adjective: "a low chair"."""
        return self._text(index) == "low" and self._text(index + 1)[:1].isalpha() and self._text(index + 1) != "and"

    def _emotion(self, index: int) -> Found:
        """What a verb at `index` of what is told of the speaker does to the voice: "laughing", "was crying"."""
        text = self._text(index)
        before = self._text(index - 1)
        crying = text == "crying" and self._text(index + 1) not in ("out", "aloud", "to", "for", "that", ":", "")
        crying = crying and not (self._text(index + 1) == "," and not self._text(index + 2))
        found = Delivery.SOB if crying else EMOTING.get(text)
        progressive = before in _AUXILIARY or self._text(index - 2) in _AUXILIARY or before.endswith(("'s", "'re", "'m"))
        if found is None and text.endswith("ing") and text in SAYING and self._text(index + 1) != "to":
            found = SAYING[text] if SAYING[text] not in (Delivery.EXCLAIM, Delivery.CALL, None) else None
        if text == "cry" and self._text(index - 2) in _BEGINS:
            found = Delivery.SOB
        if text in OF_BODIES and (not self.verb or not text.endswith("ing")):
            return None
        if found is None or text in ("yawning", "weeping") and self._text(index + 1).isalpha() and before in _DETERMINERS:
            return None
        if self._denied(index, quite=not text.endswith("ing")) or self._joyless(index) and found is Delivery.LAUGH:
            return None
        if text.endswith("ing"):
            free = index == 0 or before[0] in _BREAKS or before in _BEFORE_PARTICIPLE or before.endswith("ly")
            free = free or self._is_subject(index - 1) or progressive or before in _BEGINS or before in _HELPS
            free = free or self._is_subject(index)
            return found if free and not (text == "crying" and before[:1] == "," and not self.verb) else None
        if text.endswith("ed") or text == "wept" or (text.endswith("s") and text in EMOTING):
            return found if before not in _DETERMINERS and before not in ("to", "at", "be", "was", "were") else None
        return found if self._text(index - 2) in _BEGINS or self._text(index - 1) in ("but",) else None

    def _joyless(self, index: int) -> bool:
        return any(self._text(i) in NO_GAIETY for i in range(max(0, index - 4), min(len(self.words), index + 4)))

    def _is_thing(self, index: int) -> bool:
        """Whether a word that may be a verb is a noun here: "with a laugh"."""
        for back in range(index - 1, max(-1, index - 6), -1):
            text = self._text(back)
            if text in ("a", "an", "his", "her", "my", "little", "half", "between", "in", "with", "the", "their"):
                return True
            if text[0] in _BREAKS and text[0] != ",":
                return False
        return False

    def _of_noun(self, index: int) -> Iterator[tuple[int, Manner]]:
        """ "in a whisper", "with a laugh", "gave a sob"."""
        found = AS_NOUNS[self._text(index)]
        for back in range(index - 1, max(-1, index - 7), -1):
            text = self._text(back)
            if text in ("in", "with", "between", "amid", "through", "gave", "gives", "giving", "uttered", "into", "to"):
                if text in ("to", "into") and not any(self._text(i) in _VOICES for i in range(max(0, back - 4), back)):
                    return
                if text in ("gave", "gives", "giving", "uttered") and found in (Delivery.SHOUT, Delivery.WHISPER):
                    return
                if text == "in" and found in (Delivery.LAUGH, Delivery.SLEEPY) or (text == "with" and found is Delivery.HURRY):
                    return
                if text == "through" and found is not Delivery.SOB:
                    return
                owners = {self._text(i) for i in range(back, index)} & _OTHERS_OWNERS
                if owners - self.voice.owners or not (self.mine[back] or owners):
                    return
                if self._text(back - 1) in _NOT_QUITE:
                    assert isinstance(found, Delivery)
                    yield back, Manner(WEAKER.get(found))
                    return
                if self._denied(back):
                    return
                if found is Delivery.LAUGH and self._joyless(index):
                    return
                yield back, Manner(found)
                return
            if (text[0] in _BREAKS and text[0] != ",") or text.endswith("'s") or text == "like":
                return

    def _of_voice(self, index: int) -> Iterator[tuple[int, Manner]]:
        """ "in a low voice", "her voice sank", "raising his voice"."""
        before = [self._text(i) for i in range(max(0, index - 7), index)]
        if not self._owned(index):
            return
        first = index
        verb = ""
        for back in range(index - 1, max(-1, index - 7), -1):
            text = self._text(back)
            if text in _CHANGING:
                verb = text
            if text in ("in", "with", "of") or text in _CHANGING or text[0] in ".;:!?":
                first = back
                break
            first = back
        inside = range(first, index)
        if verb:
            if self._denied(first):
                yield first, Manner(None)
                return
            after = self._pred(index + 1)
            base: Found = Delivery.EXCLAIM if verb.startswith(("rais", "lift")) else Delivery.SOFT
            yield first, Manner(after[1] if after and after[2] else base, lasting=False)
            return
        hits = [OF_VOICES[self._text(i)] for i in inside if self._text(i) in OF_VOICES and not self._denied(i)]
        rest = self.low[self.words[index].end :]
        if _AUDIBLE.match(rest):
            yield index, Manner(Delivery.WHISPER)
            return
        predicate = self._pred(index + 1)
        if hits:
            hits.sort(key=lambda found: _RANK.get(found, 0))
            if predicate and predicate[1] not in (None, Delivery.EXCLAIM) and hits[0] is None:
                yield index, Manner(predicate[1])
            else:
                yield index, Manner(hits[0])
        elif predicate and (self._possessed(index) or self._is_subject(index) or "in" in before or "with" in before):
            yield index, Manner(predicate[1], lasting=not predicate[3])

    def _pred(self, at: int) -> tuple[int, Found, bool, bool] | None:
        """What follows a voice: (place, found, whether a noun told, whether it changes)."""
        best: tuple[int, Found, bool, bool] | None = None
        for index in range(at, min(len(self.words), at + 9)):
            text = self._text(index)
            if text[0] in _BREAKS and (text[0] != "," or self._text(index + 1) not in OF_VOICES):
                break
            if text in ("as", "while", "when", "but", "because", "until", "till", "like"):
                break
            if text in AS_NOUNS and self._text(index - 1) in ("a", "mere", "hoarse", "an", "low", "soft", "faint"):
                if any(self._text(i) in ("above", "than") for i in range(at, index)):
                    return index, Delivery.WHISPER if AS_NOUNS[text] is Delivery.WHISPER else None, True, False
                if self._denied(index):
                    return None
                return index, AS_NOUNS[text], True, False
            if best is None and text in VOICE_DOES and not self._denied(index):
                best = index, VOICE_DOES[text], False, text in CHANGES
            elif best is None and text in OF_VOICES:
                if self._denied(index):
                    return index, None, False, False
                best = index, OF_VOICES[text], False, False
        return best

    def _of_tears(self, index: int) -> Iterator[tuple[int, Manner]]:
        """ "through her tears", "tears ran down her face", "on the verge of tears"."""
        around = {self._text(i) for i in range(max(0, index - 5), min(len(self.words), index + 8))}
        owned = self.mine[index] or bool(around & self.voice.owners and not around & (_OTHERS_OWNERS - self.voice.owners))
        if not owned or around & _DRY or self._denied(index):
            return
        if around & _NEAR_TEARS:
            yield index, Manner(Delivery.TREMBLE)
        elif around & _STREAMING or self._text(index - 1) == "in":
            yield index, Manner(Delivery.SOB)
        elif around & _FULL and around & {"eyes", "voice", "eye"}:
            yield index, Manner(Delivery.TREMBLE)


_NOTHING = object()
_OWNERS = word_set("his her my their your our its whose")
_OTHERS_OWNERS = word_set("his her my their your our")
_CALLED = word_set("him her it me them us")
_QUOTES = ("“", '"', "‘", "«")
_COULD_NOT = ("not", "couldn't", "can't", "cannot")
_NOT_QUITE = word_set("almost nearly half fairly practically")
_DENIES = word_set("not never didn't don't doesn't wouldn't couldn't could would might should")
_SPEAKS = word_set(
    """speak spoke speaks speaking spoken talk talked talking talks say said says saying answer answered answering reply
    replied replying asked ask asking added continued repeated began told explained remarked demanded inquired
    suggested observed insisted returned responded finished resumed announced"""
)
_CHANGING = word_set(
    "raising raised raises lifting lifted lifts lowering lowered lowers dropping dropped drops sinking sank hushing softening softened"
)
_FIXED = (
    (_BREATH, Delivery.MURMUR),
    (_ONE_BREATH, Delivery.HURRY),
    (_TOP, Delivery.SHOUT),
    (_ASLEEP, Delivery.SLEEPY),
)
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
    Delivery.SOFT: 3,
    Delivery.EXCLAIM: 4,
    None: 5,
}
_LOW = (None, Delivery.SOFT, Delivery.WHISPER, Delivery.MURMUR, Delivery.TREMBLE, Delivery.SLEEPY)
_CALM = frozenset(word for table in (ADVERBS, SAYING) for word, found in table.items() if found in _LOW) | word_set(
    "choking sob sobs sigh sighs quiet calm low whisper whispers"
)
