"""The heteronyms of English as data: how each may be said, and what speaks for one sense or another.

Whatever stands here is a prior: grammar around the word (`voices.heteronyms.grammar`) is weighed with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from voices.engines.ipa import with_s
from voices.heteronyms.grammar import Part


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to say a spelling."""

    name: str
    ipa: str
    parts: tuple[Part, ...]
    """The parts of speech in which it is said so: the likeliest counts."""
    prior: float = 0.0
    """Log odds, roughly, that it is meant where nothing else speaks."""
    before: frozenset[str] = frozenset()
    """Words, or two words together, of which one right before it speaks for this sense."""
    after: frozenset[str] = frozenset()
    """Words, or two words together, of which one right after it does."""
    near: frozenset[str] = frozenset()
    """Words that do anywhere in its sentence."""
    usual: bool = False
    """Whether every engine says it so unasked: then nothing need be said."""


_PAIRS = """
    record      ˈɹɛkəɹd         ɹɪˈkɔːɹd        1
    present     ˈpɹɛzənt        pɹɪˈzɛnt        1
    desert      ˈdɛzəɹt         dɪˈzɜːɹt        0.5
    object      ˈɒbdʒɪkt        əbˈdʒɛkt        0.5
    refuse      ˈɹɛfjuːs        ɹɪˈfjuːz        -3
    perfect     ˈpɜːɹfɪkt       pəɹˈfɛkt        2
    produce     ˈpɹɒdjuːs       pɹəˈdjuːs       -2
    project     ˈpɹɒdʒɛkt       pɹəˈdʒɛkt       1
    contract    ˈkɒntɹækt       kənˈtɹækt       1
    conduct     ˈkɒndʌkt        kənˈdʌkt        0.5
    permit      ˈpɜːɹmɪt        pəɹˈmɪt         -1.5
    use         juːs            juːz            0
    house       haʊs            haʊz            3
    abuse       əˈbjuːs         əˈbjuːz         0.5
    excuse      ɪkˈskjuːs       ɪkˈskjuːz       0
    misuse      mɪsˈjuːs        mɪsˈjuːz        0
    separate    ˈsɛpɹət         ˈsɛpəˌɹeɪt      1
    moderate    ˈmɒdəɹət        ˈmɒdəˌɹeɪt      1
    estimate    ˈɛstɪmət        ˈɛstɪˌmeɪt      0
    deliberate  dɪˈlɪbəɹət      dɪˈlɪbəˌɹeɪt    1
    alternate   ɔːlˈtɜːɹnət     ˈɔːltəɹˌneɪt    0.5
    graduate    ˈɡɹædʒuət       ˈɡɹædʒuˌeɪt     0
    intimate    ˈɪntɪmət        ˈɪntɪˌmeɪt      1.5
    appropriate əˈpɹəʊpɹiət     əˈpɹəʊpɹiˌeɪt   2
    associate   əˈsəʊʃiət       əˈsəʊʃiˌeɪt     0
    advocate    ˈædvəkət        ˈædvəˌkeɪt      0.5
    delegate    ˈdɛlɪɡət        ˈdɛlɪˌɡeɪt      2
    duplicate   ˈdjuːplɪkət     ˈdjuːplɪˌkeɪt   0.5
    elaborate   ɪˈlæbəɹət       ɪˈlæbəˌɹeɪt     1
    animate     ˈænɪmət         ˈænɪˌmeɪt       0
    approximate əˈpɹɒksɪmət     əˈpɹɒksɪˌmeɪt   1
    articulate  ɑːɹˈtɪkjʊlət    ɑːɹˈtɪkjʊˌleɪt  0.5
    degenerate  dɪˈdʒɛnəɹət     dɪˈdʒɛnəˌɹeɪt   0
    desolate    ˈdɛsələt        ˈdɛsəˌleɪt      2
    initiate    ɪˈnɪʃiət        ɪˈnɪʃiˌeɪt      -0.5
    precipitate pɹɪˈsɪpɪtət     pɹɪˈsɪpɪˌteɪt   0
    subordinate səˈbɔːɹdɪnət    səˈbɔːɹdɪˌneɪt  1.5
    aggregate   ˈæɡɹɪɡət        ˈæɡɹɪˌɡeɪt      1
    confederate kənˈfɛdəɹət     kənˈfɛdəˌɹeɪt   2.5
    attribute   ˈætɹɪbjuːt      əˈtɹɪbjuːt      -0.5
    conflict    ˈkɒnflɪkt       kənˈflɪkt       1.5
    contest     ˈkɒntɛst        kənˈtɛst        1
    contrast    ˈkɒntɹɑːst      kənˈtɹɑːst      1
    convert     ˈkɒnvɜːɹt       kənˈvɜːɹt       -0.5
    convict     ˈkɒnvɪkt        kənˈvɪkt        0.5
    decrease    ˈdiːkɹiːs       dɪˈkɹiːs        0
    increase    ˈɪnkɹiːs        ɪnˈkɹiːs        0
    insult      ˈɪnsʌlt         ɪnˈsʌlt         0
    subject     ˈsʌbdʒɪkt       səbˈdʒɛkt       2
    suspect     ˈsʌspɛkt        səˈspɛkt        -1.5
    rebel       ˈɹɛbəl          ɹɪˈbɛl          0.5
    protest     ˈpɹəʊtɛst       pɹəˈtɛst        0
    progress    ˈpɹəʊɡɹɛs       pɹəˈɡɹɛs        1.5
    import      ˈɪmpɔːɹt        ɪmˈpɔːɹt        0.5
    export      ˈɛkspɔːɹt       ɪkˈspɔːɹt       0
    extract     ˈɛkstɹækt       ɪkˈstɹækt       0
    escort      ˈɛskɔːɹt        ɪˈskɔːɹt        0
    digest      ˈdaɪdʒɛst       daɪˈdʒɛst       -1.5
    transfer    ˈtɹænsfɜːɹ      tɹænsˈfɜːɹ      0
    transport   ˈtɹænspɔːɹt     tɹænˈspɔːɹt     0.5
    survey      ˈsɜːɹveɪ        səɹˈveɪ         0
    torment     ˈtɔːɹmɛnt       tɔːɹˈmɛnt       0
    insert      ˈɪnsɜːɹt        ɪnˈsɜːɹt        -1
    consort     ˈkɒnsɔːɹt       kənˈsɔːɹt       0.5
    combine     ˈkɒmbaɪn        kəmˈbaɪn        -1.5
    compress    ˈkɒmpɹɛs        kəmˈpɹɛs        0
    converse    ˈkɒnvɜːɹs       kənˈvɜːɹs       -0.5
    exploit     ˈɛksplɔɪt       ɪkˈsplɔɪt       0
    frequent    ˈfɹiːkwənt      fɹɪˈkwɛnt       2
    absent      ˈæbsənt         æbˈsɛnt         2
    impress     ˈɪmpɹɛs         ɪmˈpɹɛs         -2
    imprint     ˈɪmpɹɪnt        ɪmˈpɹɪnt        1
    incense     ˈɪnsɛns         ɪnˈsɛns         2
    recall      ˈɹiːkɔːl        ɹɪˈkɔːl         -2
    refund      ˈɹiːfʌnd        ɹɪˈfʌnd         0
    reject      ˈɹiːdʒɛkt       ɹɪˈdʒɛkt        -1.5
    relapse     ˈɹiːlæps        ɹɪˈlæps         0
    upset       ˈʌpsɛt          ʌpˈsɛt          -2
    defect      ˈdiːfɛkt        dɪˈfɛkt         1
    console     ˈkɒnsəʊl        kənˈsəʊl        -1
    confine     ˈkɒnfaɪn        kənˈfaɪn        -2
    discharge   ˈdɪstʃɑːɹdʒ     dɪsˈtʃɑːɹdʒ     0
    overthrow   ˈəʊvəɹθɹəʊ      ˌəʊvəɹˈθɹəʊ     0
    segment     ˈsɛɡmənt        sɛɡˈmɛnt        2
    ally        ˈælaɪ           əˈlaɪ           1.5
"""
"""Spelling; how the noun or the adjective is said, and how the verb; the log odds of the former."""
_ADJECTIVES_AS_VERBS = frozenset(["upset"])
_NO_ADJECTIVES_LIST = (
    "use house abuse excuse misuse object refuse produce project contract conduct permit attribute insult suspect "
    "protest progress increase decrease escort survey torment import export extract transfer transport insert digest "
    "recall reject relapse refund exploit advocate estimate console confine overthrow impress imprint conflict "
    "contest"
)
_NO_ADJECTIVES = frozenset(_NO_ADJECTIVES_LIST.split())


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


_WATER = (
    "admiral captain sailor sailors ship boat deck sea waves spray stern mast sail hull anchor prow crew water "
    "starboard port oar oars canoe vessel"
)
_OTHERS: Mapping[str, tuple[Sense, ...]] = {
    "read": (
        Sense("present", "ɹiːd", (Part.BASE, Part.NOUN)),
        Sense(
            "past",
            "ɹɛd",
            (Part.PAST,),
            before=_words("well better widely"),
        ),
    ),
    "live": (
        Sense("present", "lɪv", (Part.BASE,), 0.5),
        Sense(
            "adjective",
            "laɪv",
            (Part.ADJECTIVE,),
            -1.0,
            before=_words("broadcast streaming streamed out"),
            after=_words(
                "wire wires shell shells ammunition round rounds coal coals music show shows broadcast band "
                "audience bait rail animal animals fish lobster cattle oak television stream feed grenade weight"
            ),
            near=_words("television broadcast concert radio"),
        ),
    ),
    "lives": (
        Sense("noun", "laɪvz", (Part.PLURAL,), -1.0, after=_words("were lost")),
        Sense("verb", "lɪvz", (Part.THIRD,), after=_words("alone in here there near next with on at by")),
    ),
    "lead": (
        Sense("verb", "liːd", (Part.BASE, Part.NOUN), 1.0, after=_words("role singer")),
        Sense(
            "metal",
            "lɛd",
            (Part.NOUN, Part.ADJECTIVE),
            -1.0,
            before=_words("molten of like with in as sheet melted than"),
            after=_words(
                "pipe pipes pencil pencils shot roof bullet bullets paint poisoning coffin weight weights ball balls "
                "soldier soldiers mine mines seal seals glass sheeting weighted lined piping box sinker"
            ),
            near=_words(
                "metal copper tin zinc iron bullets roof pipe plumber heavy pencil molten mine ore weighted gold "
                "melted moulds poured"
            ),
        ),
    ),
    "leads": (
        Sense("verb", "liːdz", (Part.THIRD, Part.PLURAL), 2.0, usual=True),
        Sense("metal", "lɛdz", (Part.PLURAL,), -1.0, near=_words("roof rooftop chimneys chimney window panes attic")),
    ),
    "wound": (
        Sense(
            "injury",
            "wuːnd",
            (Part.NOUN, Part.BASE),
            0.5,
            near=_words("blood bleeding bandage bullet knife healed heal bled doctor surgeon bandaged dressed sword"),
        ),
        Sense(
            "turned",
            "waʊnd",
            (Part.PAST,),
            -0.5,
            before=_words("tightly path road river stream street clock watch stair staircase procession trail"),
            after=_words(
                "round around up down through its itself along between his her their our my the past into about across "
                "tight tightly in on among over back away"
            ),
            near=_words("clock watch thread scarf rope bandage path road river string wool staircase stairs"),
        ),
    ),
    "wounds": (Sense("injury", "wuːndz", (Part.PLURAL, Part.THIRD), 3.0, usual=True),),
    "close": (
        Sense(
            "near",
            "kləʊs",
            (Part.ADJECTIVE,),
            0.5,
            before=_words(
                "as how very so too quite stood sat came come drew draw keep kept stay stayed lay hold held following"
            ),
            after=_words(
                "to by together beside behind friend friends call shave enough quarters under over above at_hand "
                "at_his at_her up upon about against inspection relative attention range arrest"
            ),
        ),
        Sense(
            "verb",
            "kləʊz",
            (Part.BASE,),
            0.0,
            after=_words("the your his her my our their its it them down ranks"),
        ),
        Sense(
            "verb",
            "kləʊz",
            (Part.NOUN,),
            -2.0,
            before=_words("to_a at_the"),
            after=_words("of"),
        ),
    ),
    "closer": (Sense("near", "ˈkləʊsəɹ", (Part.ADJECTIVE,), 3.0),),
    "closest": (Sense("near", "ˈkləʊsɪst", (Part.ADJECTIVE,), 3.0),),
    "minute": (
        Sense("time", "ˈmɪnɪt", (Part.NOUN,), 1.5, usual=True),
        Sense(
            "tiny",
            "maɪˈnjuːt",
            (Part.ADJECTIVE,),
            0.0,
            before=_words("so most more too extremely exceedingly"),
            after=_words(
                "detail details particle particles quantity quantities inspection examination inquiry description "
                "attention fragment fragments creature creatures handwriting writing examinations scrutiny crack "
                "cracks speck specks hole holes scale amount amounts proportions differences difference traces trace "
                "care drops figures scratches scratch"
            ),
        ),
    ),
    "minutes": (Sense("time", "ˈmɪnɪts", (Part.PLURAL,), 3.0, usual=True),),
    "tear": (
        Sense(
            "drop",
            "tɪəɹ",
            (Part.NOUN,),
            0.5,
            before=_words("single shed without last"),
            after=_words(
                "rolled ran slid fell trickled gas stained streaked drop drops trembled dropped falling glistened"
            ),
            near=_words(
                "eye eyes cheek cheeks wept weep wiped brushed wipe sorrow face lashes nose weeping shed single"
            ),
        ),
        Sense(
            "rip",
            "tɛəɹ",
            (Part.BASE, Part.NOUN),
            0.0,
            before=_words("long"),
            after=_words("up down off apart open away out himself herself myself themselves yourself itself"),
            near=_words(
                "sleeve cloth dress coat skirt shirt trousers paper curtain canvas fabric stocking sail muscle mend "
                "sew patched knee jacket blouse gown stitched mended hem wear"
            ),
        ),
    ),
    "tears": (
        Sense(
            "drop",
            "tɪəɹz",
            (Part.PLURAL,),
            2.0,
            near=_words(
                "eye eyes cheek cheeks wept wiped wiping wipe dried sobbing face weeping handkerchief burst shed"
            ),
        ),
        Sense("rip", "tɛəɹz", (Part.THIRD,), 0.0, after=_words("up down off apart open out himself herself itself")),
    ),
    "bow": (
        Sense(
            "bend",
            "baʊ",
            (Part.NOUN, Part.BASE),
            0.0,
            before=_words(
                "low deep stiff slight polite little port starboard courtly formal ship's boat's ironical curt in_the"
            ),
            after=_words("of down before"),
            near=_words(
                f"{_WATER} curtsy bowed head polite courteous king queen audience applause stage gentleman company "
                "host ceremonious"
            ),
        ),
        Sense(
            "weapon",
            "bəʊ",
            (Part.NOUN, Part.ADJECTIVE, Part.NAME),
            0.0,
            before=_words("long cross yew drew bent strung big satin silk pink blue red white neat violin"),
            after=_words("tie ties legs window windows string across legged"),
            near=_words(
                "arrow arrows archer archers quiver bowstring violin fiddle strings fiddler cello ribbon ribbons tied "
                "tie hair gift shoelace hunting shot target deer quivers aimed shoelaces hat sash knot knotted"
            ),
        ),
    ),
    "bows": (
        Sense("bend", "baʊz", (Part.THIRD, Part.PLURAL), 0.0, near=_words(f"{_WATER} curtsies curtsy scrapes smiles")),
        Sense(
            "weapon",
            "bəʊz",
            (Part.PLURAL,),
            0.0,
            near=_words(
                "arrow arrows archers archer ribbon ribbons hair violin violins tied quivers spears dress satin"
            ),
        ),
    ),
    "row": (
        Sense(
            "line",
            "ɹəʊ",
            (Part.NOUN, Part.BASE, Part.NAME),
            1.0,
            before=_words(
                "front back second third first in single top bottom long neat next death skid savile every each"
            ),
            after=_words("of upon after by ashore across out back us him them me boats house houses"),
            near=_words(
                "seat seats boat oars oar river lake houses cottages chairs seated shore theatre teeth across pulled"
            ),
        ),
        Sense(
            "quarrel",
            "ɹaʊ",
            (Part.NOUN,),
            0.0,
            before=_words(
                "terrible awful dreadful blazing frightful furious infernal fearful beastly that another had_a have_a "
                "having_a"
            ),
            after=_words("with about over between going on broke"),
            near=_words("quarrel quarrelled shouting police neighbours father mother wife husband noise fight money"),
        ),
    ),
    "rows": (
        Sense("line", "ɹəʊz", (Part.PLURAL, Part.THIRD), 2.0, after=_words("of")),
        Sense("quarrel", "ɹaʊz", (Part.PLURAL,), 0.0, after=_words("with about over between")),
    ),
    "used": (
        Sense("habit", "juːst", (Part.PAST, Part.ADJECTIVE), 0.0),
        Sense("verb", "juːzd", (Part.PAST, Part.ADJECTIVE), 1.0, usual=False),
    ),
    "does": (
        Sense("auxiliary", "dʌz", (Part.THIRD,), 3.0, after=_words("not it he she that this the"), usual=True),
        Sense(
            "deer",
            "dəʊz",
            (Part.PLURAL,),
            -7.0,
            before=_words("and two three four several the"),
            near=_words("stags stag buck bucks fawns fawn deer hinds herd"),
        ),
    ),
    "wind": (
        Sense(
            "air",
            "wɪnd",
            (Part.NOUN, Part.NAME),
            1.0,
            near=_words("blew blow blowing rain cold storm howled gale sails sea snow east west north south tide gust"),
        ),
        Sense(
            "turn",
            "waɪnd",
            (Part.BASE,),
            -0.5,
            after=_words("up the it round around down his her my your through its along back them"),
            near=_words("clock watch gramophone thread wool yarn key toy bobbin reel rope clockwork handle"),
        ),
    ),
    "winds": (
        Sense(
            "air",
            "wɪndz",
            (Part.PLURAL,),
            1.0,
            near=_words("trade sea storm blew blow fair gales tides north east west"),
        ),
        Sense(
            "turn",
            "waɪndz",
            (Part.THIRD,),
            0.0,
            before=_words("road path river stream trail track lane valley street stair which that he she it"),
            after=_words("up down through round around along its between away into past back among"),
        ),
    ),
    "winding": (Sense("turning", "ˈwaɪndɪŋ", (Part.ADJECTIVE,), 3.0, usual=True),),
    "sow": (
        Sense(
            "seed", "səʊ", (Part.BASE,), 0.5, near=_words("seed seeds corn wheat reap field barley oats spring discord")
        ),
        Sense(
            "pig",
            "saʊ",
            (Part.NOUN,),
            0.5,
            near=_words("pig pigs piglets litter sty pigsty farrow boar trough mud farmer bacon piglet"),
        ),
    ),
    "sows": (
        Sense("seed", "səʊz", (Part.THIRD,), 0.0, near=_words("seed seeds corn wheat reaps field")),
        Sense("pig", "saʊz", (Part.PLURAL,), 0.0, near=_words("pig pigs piglets litter sty boar")),
    ),
    "dove": (
        Sense(
            "bird",
            "dʌv",
            (Part.NOUN,),
            1.0,
            after=_words("dove"),
            near=_words("bird cooed white wings olive nest turtle feathers peace cage flew"),
        ),
        Sense(
            "dived",
            "dəʊv",
            (Part.PAST,),
            -0.5,
            before=_words("dove"),
            after=_words("into in under off for beneath through behind down headfirst over overboard after deep"),
            near=_words("pool water river lake sea cover bed"),
        ),
    ),
    "content": (
        Sense(
            "satisfied",
            "kənˈtɛnt",
            (Part.ADJECTIVE, Part.BASE),
            1.0,
            before=_words("heart's quite perfectly well not"),
            after=_words("with to yourself himself herself myself themselves ourselves"),
        ),
        Sense(
            "contained",
            "ˈkɒntɛnt",
            (Part.NOUN,),
            -0.5,
            before=_words("alcohol fat sugar water salt web emotional moisture sexual adult online"),
            after=_words("of creator"),
            near=_words("form style website page creator percent"),
        ),
    ),
    "contents": (
        Sense("contained", "ˈkɒntɛnts", (Part.PLURAL,), 2.0),
        Sense("satisfied", "kənˈtɛnts", (Part.THIRD,), -1.0, after=_words("himself herself itself him me")),
    ),
    "invalid": (
        Sense(
            "sick",
            "ˈɪnvəlɪd",
            (Part.NOUN,),
            0.5,
            before=_words("old poor confirmed chronic helpless"),
            after=_words(
                "and chair carriage mother father wife sister aunt husband brother lady daughter son uncle child"
            ),
        ),
        Sense(
            "void",
            "ɪnˈvælɪd",
            (Part.ADJECTIVE,),
            1.0,
            after=_words("password argument claim ticket contract passport will marriage"),
            near=_words("ticket contract law passport licence marriage argument vote permit signature password"),
        ),
    ),
    "invalids": (Sense("sick", "ˈɪnvəlɪdz", (Part.PLURAL,), 3.0),),
    "bass": (
        Sense("music", "beɪs", (Part.NOUN, Part.ADJECTIVE), 1.0),
        Sense(
            "fish",
            "bæs",
            (Part.NOUN,),
            -0.5,
            before=_words("sea largemouth smallmouth striped black"),
            near=_words("fish fishing caught lake supper pond trout hook grilled cooked river perch rod angler fillet"),
        ),
    ),
    "compact": (
        Sense("noun", "ˈkɒmpækt", (Part.NOUN,), 0.0, near=_words("powder mirror lipstick handbag purse")),
        Sense("adjective", "kəmˈpækt", (Part.ADJECTIVE, Part.BASE), 0.5),
    ),
    "compound": (
        Sense("noun", "ˈkɒmpaʊnd", (Part.NOUN, Part.ADJECTIVE), 2.0),
        Sense("verb", "kəmˈpaʊnd", (Part.BASE,), 0.0),
    ),
    "entrance": (
        Sense("noun", "ˈɛntɹəns", (Part.NOUN,), 3.0),
        Sense("verb", "ɪnˈtɹɑːns", (Part.BASE,), -1.0),
    ),
    "buffet": (
        Sense("meal", "ˈbʊfeɪ", (Part.NOUN,), 1.0, near=_words("supper lunch food table plates dinner breakfast car")),
        Sense("blow", "ˈbʌfɪt", (Part.BASE,), 0.0, near=_words("wind storm waves gale ear blow")),
    ),
    "learned": (
        Sense("adjective", "ˈlɜːɹnɪd", (Part.ADJECTIVE,), -0.5, after=_words("judge friend doctor men man professor")),
        Sense("verb", "lɜːɹnd", (Part.PAST,), 1.0, after=_words("to that of from how about by it the")),
    ),
    "blessed": (
        Sense(
            "adjective",
            "ˈblɛsɪd",
            (Part.ADJECTIVE,),
            0.5,
            after=_words("are is be virgin sacrament relief thing silence peace man woman mother saint lady"),
        ),
        Sense("verb", "blɛst", (Part.PAST,), 0.5, after=_words("with by himself herself him her them us me")),
    ),
    "cursed": (
        Sense("adjective", "ˈkɜːɹsɪd", (Part.ADJECTIVE,), -1.0),
        Sense(
            "verb", "kɜːɹst", (Part.PAST,), 1.0, after=_words("with by himself herself him her them under his aloud")
        ),
    ),
    "aged": (
        Sense(
            "adjective",
            "ˈeɪdʒɪd",
            (Part.ADJECTIVE,),
            0.5,
            before=_words("the an my his her their"),
            after=_words("parents parent father mother man woman aunt uncle couple relative and servant face"),
        ),
        Sense(
            "verb",
            "eɪdʒd",
            (Part.PAST,),
            0.0,
            before=_words("middle well has had have was boy girl man woman child"),
            after=_words(
                "about between one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
                "ten overnight"
            ),
        ),
    ),
    "dogged": (
        Sense("adjective", "ˈdɒɡɪd", (Part.ADJECTIVE,), 0.5),
        Sense("verb", "dɒɡd", (Part.PAST,), 0.0, after=_words("by him her them his their my me us the every")),
    ),
    "crooked": (Sense("adjective", "ˈkɹʊkɪd", (Part.ADJECTIVE,), 2.0), Sense("verb", "kɹʊkt", (Part.PAST,), -2.0)),
    "ragged": (Sense("adjective", "ˈɹæɡɪd", (Part.ADJECTIVE,), 3.0), Sense("verb", "ɹæɡd", (Part.PAST,), -2.0)),
    "wicked": (Sense("adjective", "ˈwɪkɪd", (Part.ADJECTIVE,), 5.0, usual=True),),
    "jagged": (Sense("adjective", "ˈdʒæɡɪd", (Part.ADJECTIVE,), 5.0, usual=True),),
    "supposed": (
        Sense("adjective", "səˈpəʊzɪd", (Part.ADJECTIVE,), -1.5),
        Sense("verb", "səˈpəʊzd", (Part.PAST,), 2.0, after=_words("to that he she it they the"), usual=True),
    ),
    "resume": (
        Sense("verb", "ɹɪˈzjuːm", (Part.BASE,), 0.5),
        Sense("paper", "ˈɹɛzjʊmeɪ", (Part.NOUN,), 0.0, near=_words("job interview employer applied application")),
    ),
    "number": (
        Sense("count", "ˈnʌmbəɹ", (Part.NOUN, Part.BASE), 4.0, usual=True),
        Sense(
            "numb",
            "ˈnʌməɹ",
            (Part.ADJECTIVE,),
            -2.0,
            before=_words("grew growing felt grow became feel"),
            after=_words("and"),
        ),
    ),
    "sewer": (
        Sense("drain", "ˈsuːəɹ", (Part.NOUN,), 3.0, usual=True),
        Sense("stitcher", "ˈsəʊəɹ", (Part.NOUN,), -1.0, near=_words("needle sewing seams seamstress stitch thimble")),
    ),
    "polish": (
        Sense("shine", "ˈpɒlɪʃ", (Part.NOUN, Part.BASE), 0.5, usual=False),
        Sense(
            "nation",
            "ˈpəʊlɪʃ",
            (Part.NAME,),
            0.0,
            after=_words(
                "soldier soldiers officer girl woman man people border army count jew jews accent vodka sausage "
                "cavalry peasant language boy lady government pilot pilots"
            ),
        ),
    ),
    "job": (
        Sense("work", "dʒɒb", (Part.NOUN, Part.BASE), 4.0, usual=True),
        Sense(
            "bible",
            "dʒəʊb",
            (Part.NAME,),
            -4.0,
            near=_words("book patience bible boils comforter comforters suffering leviathan"),
        ),
    ),
    "august": (
        Sense("month", "ˈɔːɡəst", (Part.NAME,), 2.0),
        Sense("noble", "ɔːˈɡʌst", (Part.ADJECTIVE,), 0.0),
    ),
    "reading": (
        Sense("book", "ˈɹiːdɪŋ", (Part.NOUN, Part.BASE), 4.0, usual=True),
        Sense(
            "town",
            "ˈɹɛdɪŋ",
            (Part.NAME,),
            -6.0,
            before=_words("in to from near at via through outside"),
            after=_words("gaol station jail road"),
            near=_words("london train station berkshire oxford thames express didcot paddington"),
        ),
    ),
    "nice": (
        Sense("pleasant", "naɪs", (Part.ADJECTIVE,), 4.0, usual=True),
        Sense(
            "town",
            "niːs",
            (Part.NAME,),
            -6.0,
            before=_words("in to from near at via"),
            near=_words("cannes monte paris riviera france marseilles villa villas"),
        ),
    ),
    "moped": (
        Sense("vehicle", "ˈməʊpɛd", (Part.NOUN,), 0.0, near=_words("rode ride riding helmet engine parked street")),
        Sense("sulked", "məʊpt", (Part.PAST,), 0.0, after=_words("about around in for all")),
    ),
    "axes": (
        Sense("tools", "ˈæksɪz", (Part.PLURAL, Part.THIRD), 2.0),
        Sense(
            "lines", "ˈæksiːz", (Part.PLURAL,), 0.0, near=_words("graph rotation vertical horizontal chart symmetry")
        ),
    ),
    "bases": (
        Sense("places", "ˈbeɪsɪz", (Part.PLURAL, Part.THIRD), 1.0),
        Sense("grounds", "ˈbeɪsiːz", (Part.PLURAL,), -2.0),
    ),
    "mouth": (
        Sense("noun", "maʊθ", (Part.NOUN,), 4.0, usual=True),
        Sense("verb", "maʊð", (Part.BASE,), -1.0),
    ),
    "diffuse": (
        Sense("adjective", "dɪˈfjuːs", (Part.ADJECTIVE,), 0.0),
        Sense("verb", "dɪˈfjuːz", (Part.BASE,), 0.0),
    ),
}


def _with_s(ipa: str) -> str:
    """The form with an s, its stress marked: it may have become two syllables."""
    inflected = with_s(ipa)
    return inflected if "ˈ" in inflected else f"ˈ{inflected}"


def _pairs() -> Mapping[str, tuple[Sense, ...]]:
    """The regular pairs, with the plural of the noun and the third person of the verb."""
    found: dict[str, tuple[Sense, ...]] = {}
    for line in _PAIRS.strip().splitlines():
        spelling, noun, verb, odds = line.split()
        half = float(odds) / 2
        verbs = (Part.BASE, Part.ADJECTIVE) if spelling in _ADJECTIVES_AS_VERBS else (Part.BASE,)
        noun_alone = spelling in _ADJECTIVES_AS_VERBS or spelling in _NO_ADJECTIVES
        nouns = (Part.NOUN,) if noun_alone else (Part.NOUN, Part.ADJECTIVE)
        found[spelling] = (Sense("noun", noun, nouns, half), Sense("verb", verb, verbs, -half))
        plural = spelling[:-1] + "ies" if spelling.endswith("y") and spelling[-2] not in "aeiou" else spelling + "s"
        if spelling.endswith(("ss", "sh", "ch", "x")):
            plural = spelling + "es"
        plural_noun = "ˈhaʊzɪz" if spelling == "house" else _with_s(noun)
        found[plural] = (
            Sense("noun", plural_noun, (Part.PLURAL,), half),
            Sense("verb", _with_s(verb), (Part.THIRD,), -half),
        )
    return found


HETERONYMS: Mapping[str, tuple[Sense, ...]] = MappingProxyType({**_pairs(), **_OTHERS})
"""The senses of each spelling, in small letters."""
