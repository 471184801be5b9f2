"""English words that tell how somebody speaks, by delivery. They are priors: whose voice a word is about, and whether
it is denied, `clause_manner` finds out. A word with the value None tells that the voice is not raised, and no more."""

from __future__ import annotations

from collections.abc import Mapping

from script.model import Delivery
from script.quotations.speech_words import word_set

Found = Delivery | None
"""What a word tells: a delivery, or that the line is said with a voice that is not raised."""


def _by_word(lists: Mapping[Found, str]) -> dict[str, Found]:
    return {word: delivery for delivery, words in lists.items() for word in words.split()}


def _forms(verb: str) -> list[str]:
    """A verb's forms: "whisper whispers whispered whispering"; irregular ones are written "sob/sobbed/sobbing"."""
    plain, *others = verb.split("/")
    if plain.endswith(("s", "sh", "ch")):
        third = plain + "es"
    elif plain.endswith("y") and plain[-2] not in "aeo":
        third = plain[:-1] + "ies"
    else:
        third = plain + "s"
    if others:
        return [plain, third, *others]
    stem = plain.removesuffix("e")
    past = plain[:-1] + "ied" if third.endswith("ies") else stem + "ed"
    return [plain, third, past, stem + "ing"]


def _by_form(lists: Mapping[Found, str]) -> dict[str, Found]:
    return {form: delivery for delivery, verbs in lists.items() for verb in verbs.split() for form in _forms(verb)}


SAYING = _by_form(
    {
        Delivery.WHISPER: "whisper hiss",
        Delivery.MURMUR: "murmur mutter mumble",
        Delivery.SHOUT: "shout yell scream shriek bellow roar holler thunder bawl howl screech vociferate whoop",
        Delivery.SOB: "sob/sobbed/sobbing weep/wept/weeping blubber whimper",
        Delivery.LAUGH: "laugh chuckle giggle titter chortle guffaw",
        Delivery.HURRY: "gabble babble jabber blurt",
        Delivery.DRAWL: "drawl",
        Delivery.SOFT: "coo croon sigh breathe",
        Delivery.EXCLAIM: "exclaim cry wail ejaculate explode exult squeal crow storm rave bark",
        Delivery.CALL: "call hail halloo",
        Delivery.TREMBLE: "stammer stutter falter quaver quake bleat",
        Delivery.SLEEPY: "yawn",
        None: (
            "groan moan growl grunt sneer muse reflect soliloquize soliloquise pray read/read/reading quote recite"
            " sing/sang/singing gasp pant croak rasp snarl grumble simper purr scoff mock jeer chant intone"
            " drone deadpan"
        ),
    }
)
"""Verbs of saying."""
EMOTING = _by_form(
    {
        Delivery.SOB: "sob/sobbed/sobbing weep/wept/weeping blubber",
        Delivery.LAUGH: "laugh chuckle giggle titter chortle guffaw",
        Delivery.SLEEPY: "yawn",
        Delivery.TREMBLE: "tremble shiver shudder quake",
    }
)
"""What somebody does who speaks so, wherever it stands beside the words."""
OF_BODIES = frozenset(_forms("tremble") + _forms("shiver") + _forms("shudder") + _forms("quake"))
"""What somebody does with more than the voice: it tells the voice only of whoever says something, trembling."""
WEAKER: Mapping[Found, Found] = {
    Delivery.SHOUT: Delivery.EXCLAIM,
    Delivery.WHISPER: Delivery.SOFT,
    Delivery.SOB: Delivery.TREMBLE,
    Delivery.EXCLAIM: Delivery.EXCLAIM,
    Delivery.MURMUR: Delivery.SOFT,
}
"""What is left of "he almost shouted"."""
ADVERBS = _by_word(
    {
        Delivery.SHOUT: "thunderously deafeningly",
        Delivery.SOB: "tearfully sobbingly",
        Delivery.LAUGH: "laughingly",
        Delivery.HURRY: "hurriedly hastily rapidly quickly breathlessly",
        Delivery.DRAWL: "slowly languidly lazily drawlingly",
        Delivery.SOFT: "softly gently quietly tenderly soothingly caressingly dreamily low timidly",
        Delivery.EXCLAIM: (
            "excitedly eagerly angrily furiously indignantly loudly joyfully joyously delightedly triumphantly"
            " enthusiastically passionately wildly hotly vehemently exultantly ecstatically rapturously frantically"
            " heatedly"
        ),
        Delivery.TREMBLE: (
            "tremulously falteringly brokenly unsteadily shakily quaveringly weakly feebly faintly fearfully"
        ),
        Delivery.SLEEPY: "drowsily sleepily wearily tiredly",
        Delivery.MUFFLED: "indistinctly",
        None: (
            "calmly coldly coolly dryly drily gravely sadly seriously solemnly evenly flatly simply"
            " thoughtfully politely sarcastically ironically mournfully sorrowfully bitterly hoarsely huskily"
            " grimly gloomily reluctantly sullenly dully patiently carelessly casually placidly serenely soberly"
            " reflectively meditatively musingly pensively sweetly demurely icily frigidly civilly curtly"
            " quizzically wistfully regretfully pityingly contemptuously scornfully sneeringly mockingly kindly"
            " sternly severely dubiously thickly absently"
        ),
    }
)
"""How somebody says something."""
OF_VOICES = _by_word(
    {
        Delivery.WHISPER: "whispering inaudible whispered",
        Delivery.MURMUR: "muttering murmuring",
        Delivery.SHOUT: "stentorian thundering thunderous deafening roaring screaming",
        Delivery.SOB: "sobbing",
        Delivery.LAUGH: "laughing",
        Delivery.HURRY: "hurried rapid breathless quick",
        Delivery.DRAWL: "drawling slow languid lazy",
        Delivery.SOFT: "low soft gentle quiet hushed subdued tender lowered caressing soothing softened small muted",
        Delivery.EXCLAIM: "loud louder raised excited eager angry furious ringing shrill passionate indignant",
        Delivery.TREMBLE: (
            "trembling shaking shaky tremulous quavering quivering broken choked choking faltering unsteady weak faint"
            " feeble strangled trembly quavery tearful shaken"
        ),
        Delivery.SLEEPY: "sleepy drowsy weary tired exhausted",
        Delivery.MUFFLED: "muffled smothered stifled",
        None: (
            "calm cold grave sad steady level even flat dull hoarse husky hollow sepulchral mournful dry toneless harsh"
            " stern matter-of-fact bitter sweet kind natural ordinary"
        ),
    }
)
"""What a voice is."""
VOICE_DOES = _by_word(
    {
        Delivery.SOFT: "sank sunk sinking sinks dropped drops dropping fell lowered softened",
        Delivery.EXCLAIM: "rose rises rising rang risen",
        Delivery.TREMBLE: (
            "shook shakes shaking trembled trembles trembling quivered quivers quivering wavered wavering faltered"
            " falters faltering broke breaks breaking cracked cracks cracking quavered quavering choked shaken"
        ),
        Delivery.SHOUT: "thundered boomed roared",
        Delivery.DRAWL: "drawled",
    }
)
"""What a voice does."""
CHANGES = word_set("sank sunk sinking sinks dropped drops dropping fell lowered softened rose rises rising risen")
"""What a voice does from then on."""
AS_NOUNS = _by_word(
    {
        Delivery.WHISPER: "whisper whispers",
        Delivery.MURMUR: "murmur murmurs mutter mumble",
        Delivery.SHOUT: "shout shouts scream screams shriek shrieks roar yell bellow",
        Delivery.SOB: "sob sobs",
        Delivery.LAUGH: "laugh chuckle giggle",
        Delivery.SOFT: "undertone undertones",
        Delivery.DRAWL: "drawl",
        Delivery.SLEEPY: "yawn",
        Delivery.HURRY: "rush",
    }
)
"""What somebody speaks in, or with."""
NO_GAIETY = word_set(
    """bitter harsh short grim forced mirthless nervous scornful contemptuous unpleasant hollow dry sneering hysterical
    sad rueful cynical curt ironical ironic brief mocking sardonic wild uneasy weary evil cruel strange hard bitterly
    harshly shortly grimly scornfully nervously unpleasantly mirthlessly drily dryly contemptuously hysterically sadly
    ruefully cynically curtly ironically mockingly uneasily joylessly derisively malignantly silently silent
    malicious"""
)
"""What keeps a laugh from being merry."""
DENYING = word_set(
    """not never without no nor neither instead rather almost nearly could would might should must wanted wished longed
    trying tried tries stop stopped stops ceased hardly scarcely barely about ready seemed if unless refrained
    refraining suppress suppressed suppressing resisted resisting fought fighting hid hiding forgot cannot feared
    afraid expected pretending pretended repressed repressing stifled stifling swallowed swallowing checked had"""
)
"""What says, before a word, that it isn't so, not now, or not quite."""
