"""What the words beside a word are: the closed classes of English by lists, the open ones by their endings."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Beside(Enum):
    """What a neighbouring word is."""

    START = 0
    END = 1
    DETERMINER = 2
    MANY = 3
    POSSESSIVE = 4
    HER = 5
    NUMBER = 6
    TO = 7
    MODAL = 8
    SUBJECT = 9
    HE = 10
    RELATIVE = 11
    BE = 12
    HAVE = 13
    PREPOSITION = 14
    ADJECTIVE = 15
    DEGREE = 16
    PAST = 17
    ING = 18
    BASE = 19
    PLURAL = 20
    NAME = 21
    OBJECT = 22
    CAUSED = 23
    CONJUNCTION = 24
    WH = 25
    ADVERB = 26
    OF = 27
    PARTICLE = 28
    WORD = 29
    DEMONSTRATIVE = 30
    IT = 31
    COMMA = 32
    ONE = 33
    SOMEBODY = 34


def _classes(**lists: str) -> Mapping[str, Beside]:
    return MappingProxyType({word: Beside[name.upper()] for name, words in lists.items() for word in words.split()})


_CLOSED = _classes(
    determiner="a an the every each another any some no either neither such o' th'",
    many="these those all both many few several most",
    possessive="my your his its our their whose thy mine one's",
    her="her",
    demonstrative="this that",
    number=(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty "
        "fifty sixty hundred thousand million dozen first second third last next"
    ),
    to="to",
    one="one",
    modal=(
        "will would can could shall should may might must do did don't didn't won't can't couldn't wouldn't shouldn't "
        "shan't mustn't cannot let's lets'll doesn't does needn't dare"
    ),
    subject="i we they you who thou ye",
    he="he she",
    it="it",
    somebody="anyone anybody someone somebody everyone everybody nobody",
    object="me him them us myself himself herself itself themselves yourself ourselves yourselves thee",
    relative="which",
    be="is are was were be been being am isn't aren't wasn't weren't ain't 'm 're",
    have="have has had having haven't hasn't hadn't 've",
    preposition=(
        "in on at by for with from into onto without under through against about during after before upon between "
        "among like per over beneath behind beside towards toward across since until till within despite amid above "
        "below near than off along around beyond past"
    ),
    conjunction="and or but nor yet",
    wh="when where how why what if because while whether though although unless as once",
    adverb=(
        "not never always just also only even ever still then often seldom rarely soon now again here there perhaps "
        "already sometimes merely almost nearly scarcely hardly barely simply not please together presently thus "
        "maybe well better fast away enough indeed later down up out twice back"
    ),
    degree="very so too quite rather more less most how extremely pretty somewhat fairly utterly perfectly equally",
    of="of",
    base=(
        "make take give get see hear let help watch find keep want need go come say know think put leave feel bring "
        "hold like love hate try ask tell call show buy sell seek offer set run write send lose win break makes takes "
        "goes comes gives gets sees wants needs keeps finds"
    ),
    plural="people men women children folk folks others friends eyes hands stairs stars",
    adjective=(
        "old new good great little big small long short young high low own other same different large early late poor "
        "rich strong weak free full whole black white red blue green grey brown dark light hot cold warm cool fresh "
        "dry wet hard soft deep wide narrow thin thick heavy sharp clean dirty bad worst fine right wrong real true "
        "false fair strange odd quiet loud sweet bitter sour slow quick sudden certain sure clear plain simple bare "
        "sheer sorry glad mad sad dear dead alive awful nice main chief common rare public private empty front back "
        "left half double single daily weekly yearly much former latter final fatal royal legal medical human gentle "
        "humble noble stiff slight open broken stolen spoken written golden wooden sole entire extra strict current"
    ),
)
_PAST_LIST = (
    "was were had did said went came took made gave got saw heard felt knew thought found left kept held let put set "
    "ran stood sat lay led fell grew drew threw flew blew rose drove rode wrote broke spoke woke chose froze wore "
    "tore bore swore shook stole forgot began sang rang drank swam sank shrank sprang bought brought caught taught "
    "fought sought told sold lost met fed bled fled slept wept crept swept meant dealt built sent spent lent bent "
    "hung dug stuck struck won spun shone shot shut cut hit hurt cast burst spread bade laid paid became understood"
)
PASTS = frozenset(_PAST_LIST.split())
"""Past tenses without an ending."""
_PARTICIPLES_LIST = "been gone done seen taken given known grown shown worn torn"
_PARTICIPLES = frozenset(_PARTICIPLES_LIST.split())
_ADVERBS_OF_THEIR_OWN_LIST = "only family early lovely silly ugly lonely likely friendly belly fly july italy"
_ADVERBS_OF_THEIR_OWN = frozenset(_ADVERBS_OF_THEIR_OWN_LIST.split())
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "less", "ish", "ical", "ic", "ial", "ual")
_NOUNS_ALIKE_LIST = (
    "detective native relative captive motive fugitive representative objective executive mechanic music critic "
    "public traffic topic table constable vegetable clinic arithmetic logic magic panic picnic fabric attic cleric "
    "official trial dial memorial burial material serial fish dish wish finish rubbish ritual stable cable fable "
    "handful mouthful spoonful olive archive republic catholic domestic comic medic epic antic relic tonic lyric"
)
_NOUNS_ALIKE = frozenset(_NOUNS_ALIKE_LIST.split())
"""Nouns that end like adjectives."""
_NO_SUPERLATIVES_LIST = "forest harvest interest request arrest protest contest suggest digest conquest invest"
_NO_SUPERLATIVES = frozenset(_NO_SUPERLATIVES_LIST.split())
_NO_PLURALS = ("ss", "us", "is", "'s")
_NO_PLURAL_LIST = (
    "always perhaps yes besides sometimes indoors upstairs downstairs outdoors afterwards towards alas news thus "
    "whereas unless across makes takes gives gets sees wants needs has keeps finds james charles thomas st. always"
)
_NO_PLURAL = frozenset(_NO_PLURAL_LIST.split())
_FLOATING = ("all", "both", "each")
_FLOATED_AFTER = (Beside.SUBJECT, Beside.MODAL, Beside.BE, Beside.OBJECT, Beside.ADVERB)
"""Behind these, they stand apart from their noun: "we all"."""
_IS = frozenset(["it", "he", "she", "that", "there", "what", "who", "here", "where", "how", "let"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence; `words` are in small letters, `printed` as they stand."""

    words: Sequence[str]
    printed: Sequence[str]
    parted: Sequence[bool]
    """Whether a mark stands between a word and the one before it."""

    def beside(self, at: int) -> Beside:
        """What the word at a place is."""
        word = self.words[at]
        before = self.words[at - 1] if at and not self.parted[at] else ""
        if word in _FLOATING and _CLOSED.get(before) in _FLOATED_AFTER:
            return Beside.ADVERB
        if (before == "no" and word == "longer") or (word == "no" and self.words[at + 1 : at + 2] == ["longer"]):
            return Beside.ADVERB
        if word == "very" and before == "the":
            return Beside.ADJECTIVE
        if word in ("better", "rather", "sooner") and before and self._is_preference(at):
            return Beside.MODAL
        if word in ("that", "which", "who") and before:
            # A relative pronoun is what its noun is.
            noun = self.beside(at - 1)
            if noun is Beside.PLURAL:
                return noun
            if noun in (Beside.WORD, Beside.NAME):
                return Beside.RELATIVE
        found = _by_form(word)
        if found in (Beside.WORD, Beside.PLURAL) and word not in _CLOSED and at and self.printed[at][:1].isupper():
            return Beside.NAME
        return found

    def _is_preference(self, at: int) -> bool:
        """Whether the word at a place is that of "had better", "would so much rather"."""
        if self.words[at - 1] == "had" or self.beside(at - 1) is Beside.MODAL:
            return True
        near = range(max(at - 4, 0), at)
        return self.words[at] == "rather" and any(self.beside(place) is Beside.MODAL for place in near)


@functools.lru_cache(maxsize=16_384)
def _by_form(word: str) -> Beside:
    """What a word is, wherever it stands."""
    found = _CLOSED.get(word)
    if found is not None:
        return found
    if word in PASTS or word in _PARTICIPLES:
        return Beside.PAST
    if "'" in word:
        return _by_contraction(word)
    if len(word) > 5 and word.endswith("est") and word not in _NO_SUPERLATIVES:
        return Beside.ADJECTIVE
    if word.endswith("ly") and word not in _ADVERBS_OF_THEIR_OWN:
        return Beside.ADVERB
    if len(word) > 4 and word.endswith("ed"):
        return Beside.PAST
    if len(word) > 4 and word.endswith("ing"):
        return Beside.ING
    if len(word) > 5 and word.endswith(_ADJECTIVE_ENDINGS) and word not in _NOUNS_ALIKE:
        return Beside.ADJECTIVE
    if len(word) > 3 and word.endswith("s") and word not in _NO_PLURAL and not word.endswith(_NO_PLURALS):
        return Beside.PLURAL
    return Beside.WORD


_TAILS = MappingProxyType(
    {
        "ll": Beside.MODAL,
        "d": Beside.MODAL,
        "m": Beside.BE,
        "re": Beside.BE,
        "ve": Beside.HAVE,
        "t": Beside.MODAL,
    }
)


def _by_contraction(word: str) -> Beside:
    """What the end of "she'll", "don't", "Tom's" is."""
    head, _, tail = word.rpartition("'")
    if tail == "s":
        return Beside.BE if head in _IS else Beside.POSSESSIVE
    return _TAILS.get(tail, Beside.WORD)
