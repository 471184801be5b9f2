"""English words that tell speech: verbs of saying and thinking, honorifics, nouns for people, common given names.

Closed lists, written for this project; every module of the tagger that looks for words looks for them here.
"""

from __future__ import annotations

from script.model import Age, Gender


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


# Verbs of tags

SAY_PAST = word_set(
    """said cried asked replied answered returned exclaimed repeated whispered murmured muttered shouted added
    continued began remarked observed inquired enquired demanded called responded rejoined retorted suggested
    declared protested interrupted interposed sighed laughed gasped growled explained agreed admitted announced
    insisted screamed sobbed snapped resumed told ejaculated pursued concluded assured faltered echoed commented
    objected persisted urged pleaded begged ventured grumbled breathed stammered stuttered hissed snarled roared
    bellowed yelled shrieked screeched wailed moaned groaned whimpered whined croaked drawled purred cooed
    chuckled giggled snorted sneered scoffed jeered taunted teased joked quipped mused reflected wondered
    reasoned argued countered corrected confirmed acknowledged conceded confessed promised swore vowed warned
    threatened ordered commanded directed instructed advised counselled proposed offered invited informed
    reported related recited quoted read sang chanted intoned prayed thundered barked boomed rumbled rasped
    grunted huffed puffed panted sniffed sniffled wept spluttered sputtered blurted gushed babbled rambled
    chattered chimed piped squeaked squealed chirped trilled lisped mumbled grated gritted coughed hiccuped
    volunteered supplied finished ended closed started opened broke put went burst struck cut lamented
    complained bemoaned mourned apologized apologised thanked greeted hailed welcomed saluted congratulated
    consoled soothed comforted reassured encouraged cheered praised complimented flattered coaxed wheedled
    cajoled implored entreated beseeched besought appealed requested questioned queried pressed prompted probed
    challenged accused blamed reproached rebuked scolded chided upbraided admonished reproved remonstrated
    expostulated cautioned hinted implied intimated insinuated indicated stated asserted affirmed averred avowed
    interjected maintained claimed contended professed pronounced proclaimed declaimed exhorted hollered hooted howled
    crowed cackled tittered simpered smirked beamed smiled grinned frowned scowled pouted nodded shrugged
    stormed fumed raged spat vociferated articulated uttered spoke emphasized emphasised stressed elaborated
    clarified specified amended assented acquiesced dissented disagreed refused denied contradicted parried
    deadpanned monotoned nickered neighed hummed hazarded guessed estimated calculated speculated predicted
    prophesied foretold recollected recalled remembered reminded noted noticed ruminated philosophized moralized
    apostrophized soliloquized rejoiced exulted gloated boasted bragged swaggered twittered quavered quaked
    trembled shuddered quoth bawled blustered brayed bubbled burbled bleated crooned enthused fretted griped
    groused gulped heaved jabbered jested jibed keened launched mouthed nagged ogled peeped pestered prattled
    prayed reiterated relented revealed seethed sang shot shrilled slurred sobbed susurrated tested told urged
    warbled wheezed whooped yelped yammered yawned chorused"""
)
"""Verbs of saying in the past, and of doing that stand for saying: "he smiled"."""
SAY_PRESENT = word_set(
    """accuses acknowledges acquiesces adds admits admonishes advises affirms agrees amends announces answers
    apologises apologizes appeals argues articulates asks assents asserts assures avers avows babbles barks bawls
    beams begins begs bellows bemoans beseeches blames bleats blurts blusters boasts booms brags brays breathes
    bubbles burbles cackles cajoles calculates calls cautions challenges chants chatters cheers chides chimes choruses
    chirps chuckles claims clarifies coaxes comforts commands comments complains compliments concedes concludes
    confesses confirms congratulates consoles contends continues contradicts coos corrects counsels counters cries
    croaks croons crows deadpans declaims declares demands denies disagrees dissents drawls echoes ejaculates
    elaborates emphasises emphasizes encourages enquires enthuses entreats estimates exclaims exhorts explains
    expostulates exults falters foretells frets frowns fumes gasps giggles gloats goes greets grins gripes grits
    groans grouses growls grumbles grunts guesses gulps gushes hails hazards hiccups hints hisses hollers hoots
    howls huffs hums implies implores indicates informs inquires insinuates insists instructs interjects
    interposes interrupts intimates intones invites jabbers jeers jests jibes jokes keens laments laughs lisps
    maintains moans monotones mourns mouths mumbles murmurs muses mutters nags neighs nickers nods notes notices
    objects observes offers parries persists pesters pipes pleads pouts praises prattles prays predicts probes
    proclaims professes promises prompts pronounces prophesies proposes protests purrs pursues quavers queries
    questions quips quotes rambles rasps reads reasons reassures rebukes recalls recites recollects reflects
    refuses reiterates rejoins relates relents remarks remembers reminds remonstrates repeats replies reports
    reproaches reproves responds resumes retorts returns reveals roars rumbles ruminates salutes says scoffs
    scolds scowls screams screeches seethes shouts shrieks shrugs shudders sighs simpers sings slurs smiles smirks
    snaps snarls sneers sniffles sniffs snorts sobs soothes speaks specifies speculates spits splutters sputters
    squeaks squeals stammers states stresses stutters suggests swears taunts teases tells thanks threatens
    thunders titters trembles trills twitters upbraids urges utters ventures volunteers vows wails warbles warns
    weeps welcomes wheedles wheezes whimpers whines whispers whoops wonders yammers yawns yells yelps"""
)
"""The same in the present tense: "she says"."""
SAY_BARE = word_set("say ask reply answer cry add remark observe tell exclaim whisper repeat demand inquire")
"""The same behind "I", "to" and "could": "she heard him say"."""


def _plain_form(verb: str) -> str:
    """ "whisper" of "whispers", "cry" of "cries", "hiss" of "hisses"."""
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes", "goes")) else verb[:-1]


SAY_PLAIN = frozenset(_plain_form(verb) for verb in SAY_PRESENT) - {"note", "notice", "object", "promise", "question"}
"""What I, we and they do in the present tense."""
SAY_GERUND = word_set(
    """saying crying asking replying answering exclaiming whispering murmuring muttering shouting adding remarking
    observing calling repeating demanding inquiring enquiring interrupting continuing screaming announcing declaring"""
)
"""The same as participles: "he rose, saying"."""
SAY_CORE = word_set(
    """said says say cried asked asks replied answered exclaimed repeated whispered murmured muttered shouted added
    continued remarked observed inquired enquired demanded called responded rejoined retorted declared protested
    told returned screamed yelled began interrupted suggested explained quoth asks replies answers cries exclaims
    repeats whispers murmurs mutters shouts adds continues remarks observes inquires enquires demands calls responds
    retorts declares protests tells screams yells begins interrupts suggests explains"""
)
"""Verbs that are hardly ever anything else when they stand beside a quotation."""
REPLIES = word_set("replied answered returned rejoined retorted responded")
"""Verbs of somebody who answers another."""
SAY_ABROAD = word_set(
    """dit répondit demanda cria reprit murmura ajouta sagte fragte rief antwortete erwiderte flüsterte meinte
    murmelte dijo respondió preguntó contestó gritó exclamó añadió murmuró disse rispose chiese domandò esclamò
    mormorò respondeu perguntou gritou zei vroeg riep antwoordde sade frågade svarade сказал сказала спросил
    спросила ответил ответила крикнул крикнула прошептал прошептала"""
)
"""Verbs of saying in other languages: enough for a plain tag behind a quotation."""
THINK = word_set(
    """thought thinks think mused reflected wondered reasoned pondered meditated ruminated speculated realized
    realised"""
)
"""Verbs of words that nobody hears."""
WRITE = word_set(
    """wrote writes texted texts typed types messaged messages posted posts emailed emails tweeted tweets signed signs
    projected projects"""
)
"""Verbs of messages, and of talk without a voice."""
SAY = SAY_PAST | SAY_PRESENT | SAY_ABROAD | THINK | WRITE
"""All that stands in a tag as its verb."""

# Kin

SAME_KIN = {
    word: words.split()[0]
    for words in (
        "mother mom mum mommy mummy momma mama mamma mam ma",
        "father dad daddy papa pa pop",
        "grandmother grandma grandmama grandmamma granny gran nana nan",
        "grandfather grandpa grandpapa grandad granddad gramps",
        "aunt auntie aunty",
        "uncle",
    )
    for word in words.split()
}
"""What parents, grandparents, aunts and uncles are called, by the plain word for them: the one list of such words."""

# Titles

FEMALE_TITLES = word_set(
    """mrs miss ms lady aunt auntie aunty madame mme mlle mademoiselle mother mama mamma queen princess duchess
    countess baroness marchioness dame sister signora signorina senora senorita frau fraulein granny grandma
    nurse madam ma'am mistress empress"""
)
"""What goes before a woman's name and tells that she is one."""
MALE_TITLES = word_set(
    """mr mister sir lord uncle monsieur m father king prince duke count baron marquis marquess earl viscount
    brother signor senor herr master mynheer don captain capt colonel col general gen major maj lieutenant lieut
    lt sergeant sgt corporal admiral commodore bishop reverend rev squire farmer friar abbe brigadier parson
    deacon emperor tsar sultan rabbi"""
)
"""What goes before a man's."""
NEUTRAL_TITLES = word_set(
    """dr mx doctor professor prof inspector detective judge cousin president officer constable saint st comrade chief
    commander agent nanny old young little poor dear"""
)
"""What goes before anybody's."""
WEAK_TITLES = word_set("old young little poor dear")
"""Adjectives that go before names; they tell nobody apart."""
TITLES = FEMALE_TITLES | MALE_TITLES | (NEUTRAL_TITLES - WEAK_TITLES)
"""All that goes before a name and tells people apart."""
SAME_TITLE = {
    "mister": "mr",
    "doctor": "dr",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "maj": "major",
    "lieut": "lieutenant",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "prof": "professor",
    "rev": "reverend",
    "mme": "madame",
    "mlle": "mademoiselle",
    "m": "monsieur",
    "auntie": "aunt",
    "aunty": "aunt",
    "mamma": "mama",
    "st": "saint",
    "marquess": "marquis",
}
"""Titles that are one in another spelling."""

# Nouns for people

FEMALE_NOUNS = word_set(
    """woman women girl girls lady ladies mother mamma mama mum mom mummy mommy wife daughter sister aunt niece
    grandmother granny grandma queen princess duchess countess baroness maid maiden housemaid chambermaid
    parlourmaid nurse governess hostess actress landlady housekeeper widow witch nun abbess dame mistress madam
    lass lassie waitress schoolmistress bride heroine spinster matron stepmother stepsister godmother mare filly
    hen cow ewe empress goddess sorceress priestess seamstress charwoman laundress barmaid dairymaid milkmaid
    shepherdess stewardess heiress duenna concierge"""
)
"""Nouns that a description of a woman is about."""
MALE_NOUNS = word_set(
    """man men boy boys gentleman gentlemen father papa dad daddy pa husband son brother uncle nephew grandfather
    grandpa king prince duke count baron lord lad fellow chap guy butler footman coachman landlord host waiter
    sailor soldier priest monk abbot friar bishop vicar curate rector parson clergyman policeman constable
    sergeant captain colonel major general admiral lieutenant squire knight wizard miller blacksmith bachelor
    widower actor bridegroom groom stallion colt drake stepfather stepbrother godfather porter cabman driver
    gardener fisherman farmer schoolmaster headmaster innkeeper emperor god sultan valet page watchman huntsman
    hunter bartender barman workman postman fireman seaman boatman ferryman old-timer frenchman englishman
    irishman scotchman scotsman dutchman welshman"""
)
"""Nouns that a description of a man is about."""
CREATURE_NOUNS = word_set(
    """robot android pony pegasus unicorn alicorn dragon horse dog cat rabbit mouse rat caterpillar turtle gryphon
    griffin duck lion tiger bear wolf fox owl raven parrot pig frog fish bird sheep goat donkey lamb dormouse dodo
    scarecrow sphinx"""
)
"""Nouns for who speaks and is no human being."""
NEUTRAL_NOUNS = word_set(
    """child baby infant youth servant doctor surgeon lawyer attorney judge magistrate teacher pupil student
    officer clerk cook guest stranger visitor traveller traveler companion friend cousin speaker other latter
    former person creature neighbour neighbor prisoner patient professor master merchant shopkeeper beggar thief
    robber pirate guide messenger herald guard sentry passenger conductor attendant secretary editor author poet
    painter artist musician inspector detective detective witness victim orphan ghost voice hatter woodman oracle
    elf dwarf goblin troll giant fairy angel devil demon spirit monster alien captive leader
    chief boss manager director president mayor governor minister ambassador consul agent spy apprentice
    jailer gaoler executioner undertaker sexton beadle churchwarden carpenter tailor cobbler baker butcher
    grocer barber bookseller apothecary chemist nursery-maid caretaker librarian receptionist operator engineer
    mechanic pilot navigator steward purser mate skipper boatswain interpreter missionary pilgrim hermit sage
    prophet patriarch elder invalid culprit suspect deputy sheriff cowboy rancher foreman cripple hunchback"""
)
"""Nouns that a description of anybody who may speak is about."""
DEVICES = word_set(
    """radio loudspeaker loudspeakers speakers intercom pa tannoy megaphone television tv computer ai handset headset
    walkie-talkie comm comms commlink receiver transmitter wireless recording satnav gps phonograph gramophone"""
)
"""What talks with a voice of its own."""
SCREENS = word_set("phone cellphone mobile smartphone cell screen display monitor laptop tablet pager smartwatch watch")
"""What shows its owner the words of others, and is read; a computer may speak as well."""
PERSON_NOUNS = CREATURE_NOUNS | DEVICES | FEMALE_NOUNS | MALE_NOUNS | NEUTRAL_NOUNS
"""All nouns that a description of one who speaks is about."""
GENERIC_NOUNS = word_set(
    """man woman boy girl lady gentleman fellow chap guy person creature child youth friend companion other latter
    former speaker stranger visitor guest sister brother mother father wife husband son daughter cousin aunt
    uncle niece nephew mare stallion unicorn pegasus pony alicorn drake filly colt dragon lad lass voice"""
)
"""Nouns that usually stand for somebody who has a name as well."""
KIN_NOUNS = word_set(
    """sister brother mother father wife husband son daughter cousin aunt uncle niece nephew friend companion mamma
    papa grandmother grandfather guest master mistress host hostess patient pupil neighbour neighbor visitor"""
)
"""Nouns that say what somebody is to another: "her sister" is another one for everybody."""
GROUP_NOUNS = word_set(
    """crowd mob men women boys girls children people ladies gentlemen company audience chorus voices others
    sisters brothers soldiers sailors guests servants neighbours neighbors villagers townsfolk ponies pair
    couple party gang group class students pupils guards twins family assembly congregation jury jurymen jurors
    friends foals multitude onlookers bystanders spectators everybody everyone everypony"""
)
"""Nouns for several who speak at once."""
CHILD_NOUNS = word_set("child boy girl lad lass baby infant filly colt foal youngster kid pupil schoolboy")
"""Nouns that tell a child."""
OLD_WORDS = word_set("old aged elderly ancient grey-haired white-haired grandmother grandfather granny")
"""Words that tell somebody old."""


def gender_of_noun(noun: str) -> Gender | None:
    """The gender that a noun for a person carries ("landlady"), or None."""
    if noun in FEMALE_NOUNS or noun.endswith("woman"):
        return Gender.FEMALE
    if noun in MALE_NOUNS or noun.endswith("man"):
        return Gender.MALE
    return None


def age_of_words(words: list[str]) -> Age | None:
    """What "the old woman" or "the boy" says about age."""
    if any(word in OLD_WORDS for word in words):
        return Age.OLD
    if words and words[-1] in CHILD_NOUNS and "young" not in words:
        return Age.CHILD
    return None


# Given names

_FEMALE_NAMES = """
    ada adela adelaide adele agatha agnes alexandra alice alicia alison allie amanda amber amelia amy anastasia
    andrea angela angelica anita ann anna annabel anne annette annie antonia applejack april arabella ashley
    audrey augusta ava barbara beatrice becky belinda bella belle bertha bess bessie beth betsy betty beverley
    blanche bonnie brenda brett bridget camilla candace carla carol carolina caroline carrie catherine cathy
    cecilia cecily celia charity charlotte cheryl chloe christina christine clara clare clarissa claudia colette
    constance cora cordelia cynthia daisy daphne dawn deborah delia delilah della denise diana dinah dolly donna
    dora doreen doris dorothea dorothy edith edna effie eileen elaine eleanor elena elinor eliza elizabeth ella
    ellen elsa elsie emily emma erica esmeralda estella estelle esther ethel eugenia eunice eva evangeline eve
    evelina eveline fanny fatima fay felicia felicity fiona flora florence fluttershy frances francesca freda
    frieda gabriella genevieve georgia georgiana georgina geraldine gertrude ginny gladys gloria grace greta
    gretchen griselda guinevere gwen gwendolen hannah harriet hattie hazel heather hedda heidi helen helena
    henrietta hester hilda hildegarde holly hope ida imogen ingrid irene iris isabel isabella ivy jane janet
    janice jean jemima jennie jennifer jenny jessica jessie jill joan joanna josephine josie joy joyce juana
    judith judy julia juliana julie juliet june karen kate katharine katherine kathleen kathryn kathy katie katy
    kitty laura lauren laurie lavinia leah leila lena letitia letty lilian lillian lily linda lisa lizzie lizzy
    lois lola lora lorna lottie louisa louise lucia lucilla lucille lucinda lucy luna lydia mabel madeleine
    madeline madge maggie mamie mandy marcia margaret margery margot maria marian mariana marianne marie
    marietta marilla marina marion marjorie martha mary matilda maud maude maureen may mercy mercedes meg
    melanie melinda melissa mildred millicent millie mimi mina minerva minna minnie miranda miriam moira mollie
    molly mona monica muriel myra myrtle nadia nan nancy naomi natalie natasha nell nellie nelly nettie nina
    nora norah octavia olga olive olivia ophelia pamela pansy patience patricia patty paula pauline pearl peggy
    penelope penny phoebe phyllis pinkie polina polly portia priscilla prudence rachel rarity rebecca regina
    rhoda rita roberta rosa rosalie rosalind rosamond rose rosemary rosie rowena roxana ruth sabina sadie sally
    samantha sandra sara sarah selina serena sharon sheila shirley sibyl sibylla silvia sonia sophia sophie
    sophy stella stephanie sue susan susanna susie suzanne sybil sylvia tabitha tamara teresa tess tessa thea
    theodora theresa tilly tina trixie twilight ursula valerie vanessa vera veronica victoria viola violet
    virginia vivian vivien wendy wilhelmina winifred yolanda yvonne zelda zoe celestia cadance starlight
    philippa delphine antonida georgette frances"""
_MALE_NAMES = """
    aaron abel abner abraham adam adrian alan albert alec aleck alexander alexis alfred algernon allan allen
    alonzo alphonse ambrose amos andrew angus anthony anton antonio archibald archie arnold arthur augustus
    austin barnaby bartholomew basil ben benedict benjamin bernard bert bertie bertram bill billy bob bobby
    boris bruce caleb calvin carl cecil cedric charles charley charlie chester chris christian christopher
    clarence claude clement clifford clive conrad cornelius cuthbert cyril cyrus daniel david dennis denis
    desmond dick dominic donald dorian douglas duncan ebenezer eddie edgar edmund edward edwin elijah elliot
    emanuel emil enoch eric ernest eugene eustace ezra felix ferdinand fitzwilliam francis francois frank fred
    freddie freddy frederic frederick gabriel gareth geoffrey george gerald gerard gideon gilbert giles gino
    godfrey gordon graham gregory griffith gus gustav guy hal hamilton hamlet hank hans harold harry harvey
    hector henri henry herbert hercules herman hiram homer horace horatio howard hubert hugh hugo humphrey ian
    ichabod ignatius igor isaac isaiah ivan jack jacob jacques jake james jamie jasper jason jeff jeffrey
    jeremiah jeremy jerome jerry jesse jim jimmy joachim joe joel john johnny jonas jonathan jose joseph joshua
    josiah juan jude jules julian julius karl keith kenneth kevin lancelot larry laurence lawrence leo leon
    leonard leopold leslie lewis lionel lorenzo louis lucas lucian luke luther malcolm marcus mark marmaduke
    martin matt matthew maurice max maxwell melville michael mick mickey mike miles montague mortimer moses
    nathan nathaniel ned neville nicholas nick nicolas nigel noah noel norman oliver orlando oscar osmond oswald
    otto owen pablo pat patrick paul pedro percival percy perry peter phil philip phineas pierre quentin ralph
    randolph raymond reginald reuben rex richard robert robin roderick rodney roger roland ronald rowland roy
    rudolf rudolph rufus rupert russell sam sammy sampson samson samuel saul sebastian septimus seth sherlock
    sidney silas simon solomon spike stanley stephen steve steven stuart sydney ted teddy thaddeus theodore
    thomas tim timothy tobias toby tom tommy tony tristram ulysses valentine vernon victor vincent vladimir
    wallace walter warren wilbur wilfred wilfrid will willie william willy winston wolfgang zachary"""
GIVEN_GENDER: dict[str, Gender] = {
    **dict.fromkeys(_MALE_NAMES.split(), Gender.MALE),
    **dict.fromkeys(_FEMALE_NAMES.split(), Gender.FEMALE),
}
"""Given names by gender: they tell a name from another word, too."""
NICKNAMES: dict[str, str] = {
    short: full
    for full, shorts in {
        "elizabeth": "lizzy lizzie eliza beth betsy betty bess bessie",
        "catherine": "kitty kate cathy katy katie",
        "katharine": "kitty kate katy katie",
        "katherine": "kitty kate katy katie",
        "margaret": "meg maggie madge peggy",
        "william": "will bill willie billy willy",
        "thomas": "tom tommy",
        "robert": "bob bobby rob robbie",
        "richard": "dick dickie",
        "edward": "ned ted teddy eddie",
        "james": "jim jimmy jamie",
        "john": "jack johnny",
        "henry": "harry hal",
        "charles": "charley charlie",
        "joseph": "joe",
        "samuel": "sam sammy",
        "benjamin": "ben",
        "frederick": "fred freddy",
        "jacob": "jake",
        "michael": "mike mick",
        "daniel": "dan danny",
        "anthony": "tony",
        "susan": "sue susie",
        "frances": "fanny",
        "sophia": "sophy",
        "charlotte": "lottie",
        "philip": "phil",
        "christopher": "chris kit",
        "nicholas": "nick",
        "david": "dave davy",
        "theodore": "theo",
        "matthew": "matt",
        "alexander": "alec sandy",
        "stanley": "stan",
    }.items()
    for short in shorts.split()
}
"""Short names by the full ones."""

# Words that are no names

NOT_NAMES = word_set(
    """i a an the he she it they we you his her its their our my your this that these those there here and but or
    nor so yet for if when while where who whom whose which what why how as at by in on of to from with without
    into upon then than now not no yes oh ah eh o well why come let do does did is are was were be been am have
    has had will would shall should can could may might must never ever always only just very too also still
    even again perhaps indeed please thank thanks good bad great dear god heaven heavens lord christ jesus
    goodness gracious hush hello hullo hallo goodbye good-bye sunday monday tuesday wednesday thursday friday
    saturday january february march april june july august september october november december christmas easter
    spring summer autumn winter english french german italian american russian spanish irish scotch scottish
    british european indian chinese latin greek roman christian catholic protestant jewish england france london
    paris europe america india italy rome germany russia scotland ireland street road lane square house hall
    park church hotel river bridge station chapter book part volume one two three four five six seven eight nine
    ten first second third last next another other others some any all every each both either neither none
    nothing something anything everything nobody somebody anybody everybody everyone someone anyone mr mrs ms
    miss dr sir madam madame ma'am bible parliament university college county north south east west nature fate
    fortune death love time truth prologue epilogue p.s ps mamma-in-law half after before during until till
    since because although though unless whether under over between among through against within about around
    above below behind beyond near toward towards across along look see go tell say stop wait listen take give
    get make think hold keep run stand sit hurry shut leave don't can't won't i'm i've i'll i'd it's that's
    what's there's he's she's you're they're we're let's isn't didn't couldn't nonsense certainly surely exactly
    quite rather really truly right wrong sure fine okay ok hey aye nay ha hm hmm um er ugh wow alas bravo damn
    hell humph pooh pshaw project gutenberg internet telephone times finally suddenly meanwhile later soon once
    twice however therefore besides moreover otherwise instead thus hence accordingly such same many much more
    most few less least several enough out up down off away back mine yours ours theirs hers himself herself
    myself yourself itself themselves"""
)
"""Words that are mostly something else where they have a capital: months, exclamations, nations."""
NEVER_NAMES = word_set(
    """i a an the he she it they we you his its her their our my your this that these those there here and or but of to
    in on at i'm i've i'll i'd it's that's what's there's he's she's you're they're we're let's mine yours ours theirs
    hers himself herself myself yourself itself themselves who whom whose which what why how yes no oh ah eh o"""
)
"""Words that are never a name, with a capital neither."""
FUNCTION_WORDS = NEVER_NAMES | word_set(
    """nor so yet for if when while where as by from with without into upon then than now not well ever never
    always only just very too also still even again perhaps indeed please thanks next another other others some
    any all every each both either neither none nothing something anything everything nobody somebody anybody
    everybody everyone someone anyone half after before during until till since because although though unless
    whether under over between among through against within about around above below behind beyond near toward
    towards across along finally suddenly meanwhile later soon once twice however therefore besides moreover
    otherwise instead thus hence accordingly such same many much more most few less least several enough out up
    down off away back certainly surely exactly quite rather really truly almost nearly first last"""
)
"""Words that stand where a subject may stand and are hardly ever a name there. All other words may be one."""
