from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.text.roman_figures import roman
from voices.spoken_text import SpokenText, can_be_said, speak
from voices.spoken_text.numbers.number_words import cardinal, ordinal, year

ENGLISH = [
    # Quotation marks, apostrophes, markup, signs
    ("“My dear,”", "My dear,"),
    ('He called it "grand".', "He called it grand."),
    ("‘Hello,’ he said.", "Hello, he said."),
    ("“You’re ‘quite’ mad”", "You're quite mad"),
    ("I don’t know", "I don't know"),
    ("’Tis the season, ’twas", "Tis the season, twas"),
    ("the boys’ hats", "the boys hats"),
    ("goin’ fishin’", "goin fishin"),
    ("she said“Hello”", "she said Hello"),
    ("_it_ *bold* **very** `code`", "it bold very code"),
    ("*** Hello ***", "Hello"),
    ("# A title", "A title"),
    ("@home and #now", "home and now"),
    ("un*believ*able", "unbelievable"),
    ("[[h@loU]]", "h@loU"),
    ("[H]e said [sic] so.", "He said sic so."),
    ("a ~ b ^ c \\ d | e", "a b c d e"),
    ("Tom & Jerry", "Tom and Jerry"),
    ("AT&T", "AT and T"),
    ("😀 hello 👩‍👩‍👧 🇬🇧", "grinning face, hello, family woman woman girl, United Kingdom"),
    ("and/or", "and or"),
    ("2 + 2 = 4, a = b", "two plus two equals four, a b"),
    # Invisible and odd characters
    ("so\u00adft hy\u200bphen\ufeff", "soft hyphen"),
    ("nul\x00l \x07bell", "null bell"),
    ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
    ("cafe\u0301", "café"),
    ("ﬁne ｆｕｌｌ 𝓗𝓮𝓵𝓵𝓸", "fine full Hello"),
    ("z̷̡̛a̶l̵g̸o", "zalgo"),
    ("right\u202eto\u202cleft", "righttoleft"),
    ("lone \ud800 surrogate", "lone surrogate"),
    # Line ends
    ("a line that\nis wrapped\r\nhard", "a line that is wrapped hard"),
    ("a well-\nknown thing", "a well-known thing"),
    ("one\u2028two\x0bthree", "one two three"),
    # Pauses
    ("wait... what", "wait… what"),
    ("wait… what", "wait… what"),
    ("well . . . no . . . .", "well… no…"),
    ("...and then", "and then"),
    ("innate sympathy...quickness", "innate sympathy… quickness"),
    ("yes—no", "yes, no"),
    ("yes -- no", "yes, no"),
    ("yes--no", "yes, no"),
    ("yes – no", "yes, no"),
    ("“But I—” he stopped.", "But I, he stopped."),
    ("Wait!—What?", "Wait! What?"),
    ("Why, — said he", "Why, said he"),
    ("hello!! hello?! what??", "hello! hello? what?"),
    ("Good;bad:ok", "Good; bad: ok"),
    ("end.Then he", "end. Then he"),
    (", said he", "said he"),
    ("two- and three-year-olds", "two and three-year-olds"),
    # Titles, initials, abbreviations
    ("Mr. Bennet and Mrs. Bennet", "Mister Bennet and Mrs Bennet"),
    ("Mr. and Mrs. Dursley", "Mister and Mrs Dursley"),
    ("Mr Bennet", "Mister Bennet"),
    ("MR. BENNET", "Mister Bennet"),
    ("Mr.Smith", "Mister Smith"),
    ("Dr. A. B. Carter's car", "Doctor A.B Carter's car"),
    ("St. James", "Saint James"),
    ("221B Baker St. is near", "two two one B Baker Street is near"),
    ("Prof. Smith, Capt. Hook", "Professor Smith, Captain Hook"),
    ("Lt. Uhura and Sgt. Pepper", "Lieutenant Uhura and Sergeant Pepper"),
    ("the Rev. Mr. Collins", "the Reverend Mister Collins"),
    ("Ms. Smith", "Miz Smith"),
    ("Mlle. Rose, Mme. Bovary", "Mademoiselle Rose, Madame Bovary"),
    ("J. K. Rowling came", "J.K Rowling came"),
    ("J.K. Rowling", "J.K Rowling"),
    ("P. G. Wodehouse", "P.G Wodehouse"),
    ("Mr. J. Smith", "Mister J Smith"),
    ("It was I. He left.", "It was I. He left."),
    ("Plan B. He said", "Plan B. He said"),
    ("the U.S. Army", "the U.S Army"),
    ("in the U.S. He left", "in the U.S. He left"),
    ("He ate, etc. and so on", "He ate, et cetera and so on"),
    ("cats, dogs, etc.", "cats, dogs, et cetera."),
    ("cats, &c. and dogs", "cats, et cetera and dogs"),
    ("e.g. this, i.e. that", "for example this, that is that"),
    ("Smith & Co. were", "Smith and Company were"),
    ("John Smith Jr. was", "John Smith Junior was"),
    ("Holmes vs. Moriarty", "Holmes versus Moriarty"),
    ("a Ph.D. student", "a PhD student"),
    ("Miss R.'s Easter", "Miss R's Easter"),
    ("No. 5 is alive", "Number five is alive"),
    ("of No. 4, Privet Drive", "of Number four, Privet Drive"),
    ("No. I won't.", "No. I won't."),
    ("Oh no. I am.", "Oh no. I am."),
    ("#5 and № 6", "number five and number six"),
    ("Vol. 3, pp. 23-45, p. 7", "Volume three, pages twenty-three to forty-five, page seven"),
    ("Feb. 3 and Sept. 28th", "February third and September twenty-eighth"),
    # Sounds
    ("Shhh!", "shush!"),
    ("Sh, my dear", "shush, my dear"),
    ("Hm. Hmm. Hmmm", "hmm. hmm. hmm"),
    ("Mmm, Mm-hmm", "hmm, uh-hum"),
    ("Pfft. Brr. Grrr. Zzz.", "pufft. burr. gurr. zuzz."),
    ("Nooo!", "No!"),
    ("soooo yesss whaaat", "so yes what"),
    ("gooood helloooo loooong heeelp", "good hello long help"),
    ("Aaaargh", "argh"),
    ("W-what? N-no!", "wuh what? nuh no!"),
    ("I-I-I c-can't, Th-thomas", "I, I, I kuh can't, thuh thomas"),
    ("O-of course, E-excuse me", "Of, of course, Ex, excuse me"),
    ("C-Charles and G-George g-get S-she", "chuh Charles and juh George guh get shuh she"),
    ("he-hello, wha-what", "he, hello, wha, what"),
    ("Re-read the no-nonsense e-mail, my so-so A-levels", "Re-read the no-nonsense e-mail, my so-so A-levels"),
    ("b-b-but I c-can't", "buh buh but I kuh can't"),
    ("th-that's", "thuh that's"),
    ("K-know, wr-write, c-certain", "nuh know, ruh write, suh certain"),
    ("T-shirt, X-ray, by-bye", "T-shirt, X-ray, by-bye"),
    ("rock ’n’ roll", "rock and roll"),
    ("th’ end o’ the day, wi’ me", "the end of the day, with me"),
    ("O’Brien, o’clock, ma’am", "O'Brien, o'clock, ma'am"),
    # Capitals
    ("STOP! NOW", "Stop! Now"),
    ("Come HERE at once", "Come Here at once"),
    ("IT IS I. I CAN'T.", "It Is I. I Can't."),
    ("GIVE US FOOD.", "Give Us Food."),
    ("the US, the FBI, the BBC and TV", "the US, the FBI, the BBC and TV"),
    ("HTML and YMCA", "HTML and YMCA"),
    # Roman numerals
    ("Chapter XIV", "Chapter fourteen"),
    ("CHAPTER I. The Storm", "Chapter one. The Storm"),
    ("Act V, scene ii", "Act five, scene two"),
    ("Part I played, the part I played", "Part I played, the part I played"),
    ("Henry VIII", "Henry the eighth"),
    ("Louis XIV and George V, Elizabeth I was", "Louis the fourteenth and George the fifth, Elizabeth the first was"),
    ("King Zog II", "King Zog the second"),
    ("said Charles I think", "said Charles I think"),
    ("the XIVth century", "the fourteenth century"),
    ("World War II, WWII", "World War two, World War Two"),
    ("an IV drip, MIX it, I'LL", "an IV drip, Mix it, I'll"),
    # Figures
    ("in 1984 and 1815", "in nineteen eighty-four and eighteen fifteen"),
    ("in 1900, 1905, 2005, 2012", "in nineteen hundred, nineteen oh-five, two thousand and five, twenty twelve"),
    ("1,500 men and 1500 men", "one thousand five hundred men and fifteen hundred men"),
    ("the 1890s, the '80s", "the eighteen nineties, the eighties"),
    ("1914-18", "nineteen fourteen to eighteen"),
    ("1914–1918", "nineteen fourteen to nineteen eighteen"),
    ("pages 3-5", "pages three to five"),
    ("20-20 vision", "twenty twenty vision"),
    ("call 555-1234", "call five five five, one two three four"),
    ("£3 10s", "three pounds ten shillings"),
    ("£3 10s. 6d.", "three pounds ten shillings and sixpence"),
    ("2s. 6d., 6d. and 3d.", "two shillings and sixpence, sixpence and threepence"),
    ("2½d. and ½d.", "twopence halfpenny and halfpenny"),
    ("$5, $5.50, $0.50, $1", "five dollars, five dollars fifty, fifty cents, one dollar"),
    ("$5 million, $1.5 million", "five million dollars, one point five million dollars"),
    ("£20,000 a year", "twenty thousand pounds a year"),
    ("a $5 bill", "a five dollar bill"),
    ("3:30, 10:05, 7:00", "three thirty, ten oh five, seven o'clock"),
    ("3:30 p.m. today", "three thirty PM today"),
    ("at 5 a.m. He left", "at five AM. He left"),
    ("5pm, 3.30 pm, 15:00", "five PM, three thirty PM, fifteen hundred"),
    ("1st 2nd 3rd 12th 23rd", "first second third twelfth twenty-third"),
    ("May 5, 1815.", "May fifth, eighteen fifteen."),
    ("The 3rd of June, on 5 May", "The third of June, on the fifth of May"),
    ("½ cup, 3½ miles, ⅔", "half cup, three and a half miles, two thirds"),
    ("1/2 cup, 3 1/4 miles, 24/7", "one half cup, three and a quarter miles, twenty-four seven"),
    ("50%, 20°, 5°C", "fifty percent, twenty degrees, five degrees Celsius"),
    ("-5 degrees, .5 litres", "minus five degrees, point five litres"),
    ("6 ft. tall, 12 lbs. and 1 lb", "six feet tall, twelve pounds and one pound"),
    ("5’6” tall", "five foot six tall"),
    ("12,000,567 people", "twelve million, five hundred and sixty-seven people"),
    # Addresses
    ("see http://www.example.com/a/b?c=d.", "see example dot com."),
    ("www.gutenberg.org/ebooks/1234, now", "gutenberg dot org, now"),
    ("mail me@site.co.uk!", "mail me at site dot co dot uk!"),
]


@pytest.mark.parametrize(("printed", "spoken"), ENGLISH)
def test_english_is_said_as_a_reader_would(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("XIV. The Storm", "fourteen. The Storm"),
        ("I", "one"),
        ("I. I MEET MY UNCLE", "one. I Meet My Uncle"),
        ("I Meet My Uncle", "I Meet My Uncle"),
        ("CHAPTER I IN WHICH", "Chapter one In Which"),
        ("CHAPTER IV\nTHE STORM", "Chapter four, The Storm"),
        ("The Adventure, II", "The Adventure, two"),
        ("LI: HOME", "fifty-one: Home"),
    ],
)
def test_a_heading_reads_its_numeral_and_pauses_between_lines(printed: str, spoken: str) -> None:
    assert speak(printed, "en", heading=True).text == spoken


def test_verse_pauses_where_its_lines_end() -> None:
    verse = "Tyger Tyger, burning bright,\n  In the forests of the night\nWhat immortal hand"
    assert speak(verse, "en", verse=True).text == (
        "Tyger Tyger, burning bright, In the forests of the night, What immortal hand"
    )


@pytest.mark.parametrize(
    ("printed", "language", "spoken"),
    [
        ("— Bonjour, dit-il. — Non !", "fr", "Bonjour, dit-il. Non!"),
        ("«Das ist Nr. 5», sagt Dr. Au um 3:30", "de", "Das ist Nummer fünf, sagt Doktor Au um drei Uhr dreißig"),
        ("¿Qué? ¡No!", "es", "¿Qué? ¡No!"),
        ("我说：“你好。”", "zh", "我说: 你好。"),
        ("_Mr._ XIV *** 1984", "de", "Mr. XIV neunzehnhundertvierundachtzig"),
        ("١٢٣ ३ ５", "cs", "123 3 5"),
        ("हिन्दी", "hi", "हिन्दी"),
        ("l’école d’été", "fr-fr", "l'école d'été"),
        ("Shhh W-what £5", "it", "Shhh W-what cinque sterline"),
    ],
)
def test_other_languages_keep_their_words_and_lose_only_what_no_engine_can_say(
    printed: str, language: str, spoken: str
) -> None:
    assert speak(printed, language).text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        # An initialism by its letters, …
        ("The WHO said so.", "The WHO said so."),
        ("WHO officials came.", "WHO officials came."),
        ("He works in IT.", "He works in IT."),
        ("Call IT support!", "Call IT support!"),
        ("US troops came.", "US troops came."),
        ("in the US, in the UK, US and Canada", "in the US, in the UK, US and Canada"),
        ("from the former US.", "from the former US."),
        ("in LA, an MA, the PA system, a POW", "in LA, an MA, the PA system, a POW"),
        ("the USSR, the ACLU, ADHD", "the USSR, the ACLU, ADHD"),
        # … a stressed word as a word.
        ("I gave it to WHO?", "I gave it to Who?"),
        ("Not the HOW, the WHO.", "Not the How, the Who."),
        ("I know WHO it was.", "I know Who it was."),
        ("We asked IT to fix it.", "We asked It to fix it."),
        ("Let US go, it was US who did it, not for US!", "Let Us go, it was Us who did it, not for Us!"),
        ("ICE! AIR! My OWN, UM, TEA.", "Ice! Air! My Own, Um, Tea."),
        ("LA LA LA, to PA.", "La La La, to Pa."),
        # What stands before and behind it tells which.
        ("THE US NAVY IN THE US TODAY", "The US Navy In The US Today"),
        ("US MARINES LAND. We sent US troops.", "US Marines Land. We sent US troops."),
        ("born on US soil, between the US and us", "born on US soil, between the US and us"),
        ("none of US. Both of US are, one of US can't", "none of Us. Both of Us are, one of Us can't"),
        ("hear US now, follow US home, trust US or die", "hear Us now, follow Us home, trust Us or die"),
        ("between US and death, between US and Cuba", "between Us and death, between US and Cuba"),
        ("They can't make US leave; he saw US coming.", "They can't make Us leave; he saw Us coming."),
        ("LA was hot. I love LA. WELCOME TO LA! I LEFT LA.", "LA was hot. I love LA. Welcome To LA! I Left LA."),
        ("FA LA LA, tra LA, LA TRAVIATA IN LA TODAY", "Fa La La, tra La, La Traviata In LA Today"),
        ("her MA thesis, my MA, on AM radio, I AM", "her MA thesis, my Ma, on AM radio, I Am"),
    ],
)
def test_capitals_are_a_stress_unless_they_are_an_initialism(printed: str, spoken: str) -> None:
    assert speak(printed, "en").text == spoken


def test_a_long_text_in_capitals_takes_no_longer_for_each_word() -> None:
    started = time.process_time()
    assert speak("GIVE US ALL THE FOOD, " * 3_000, "en").text.endswith("Give Us All The Food,")
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Mmmph! Nnngh. Hnn, hrmph.", "mumph! ung. hun, harrumph."),
        ("Pssh, Sssss, a bzzzt", "pish, hiss, a buzz"),
        ("Awww, ewww, owww!", "aw, ew, ow!"),
        ("Nnn-no, ss-stop!", "nuh no, suh stop!"),
        ("Thisss isss his, at 60 mph, says HRM.", "This is his, at sixty miles an hour, says HRM."),
    ],
)
def test_sounds_without_a_vowel_are_never_spelled(printed: str, spoken: str) -> None:
    assert speak(printed, "en").text == spoken


@pytest.mark.parametrize(
    "text", ["", " \n", "* * *", "======+++++======", ".", "…", "—", "“”", "❦", "★ ★ ★", "♥", "\x00", "___", "\u00ad"]
)
def test_what_has_no_letter_or_digit_is_not_spoken(text: str) -> None:
    assert not can_be_said(text, "en")
    assert speak(text, "en").text == ""


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("😀", "en", "grinning face"),
        ("“😂😂😂!”", "en-us", "face with tears of joy!"),
        ("👍…", "de", "daumen hoch…"),
        ("❤️ 😡", "en", "red heart, enraged face"),
    ],
)
def test_a_message_of_emoji_alone_is_said(text: str, language: str, spoken: str) -> None:
    assert can_be_said(text, language)
    assert speak(text, language).text == spoken


@pytest.mark.parametrize("text", ["a", "“7”", "*?é*", "我", "①", "½", "Ω"])
def test_a_single_letter_or_digit_of_any_script_is_spoken(text: str) -> None:
    assert can_be_said(text, "en")
    assert speak(text, "en").text


def test_a_word_that_the_engine_says_leads_back_to_the_print() -> None:
    printed = "“Mr. Holmes paid £3 10s. — at  No. 5,” _he_ said."
    spoken = speak(printed, "en")
    for word in ("Holmes", "paid", "said"):
        at = spoken.text.index(word)
        assert [printed[spoken.source[at + i]] for i in range(len(word))] == list(word)
    assert spoken.source[spoken.text.index("Mister")] == printed.index("Mr.")
    assert spoken.source[spoken.text.index("three")] == printed.index("£")
    assert printed.index("£") < spoken.source[spoken.text.index("ten")] < printed.index("—")
    assert spoken.source[spoken.text.index("Number")] == printed.index("No.")


_AWKWARD = "aeiIVXMw012359 .,;:-—–…'’“”\"*_#@&%£$½/()[]+=\n\t\r\u00ad\u200b\x00°stdZhm\u0301ʼ🙂"
_TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(_AWKWARD)), max_size=40)


@settings(max_examples=1200, deadline=None)
@given(_TEXTS, st.sampled_from(["en", "en-gb", "de", "zh"]), st.booleans(), st.booleans())
def test_any_text_is_one_clean_line_that_leads_back_to_the_print(
    text: str, language: str, heading: bool, verse: bool
) -> None:
    spoken = speak(text, language, heading=heading, verse=verse)
    assert isinstance(spoken, SpokenText)
    assert len(spoken.source) == len(spoken.text)
    assert list(spoken.source) == sorted(spoken.source)
    assert all(0 <= index < len(text) for index in spoken.source)
    assert not {unicodedata.category(c) for c in spoken.text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert "  " not in spoken.text
    assert spoken.text == spoken.text.strip()
    spoken.text.encode()


@settings(max_examples=1200, deadline=None)
@given(_TEXTS, st.sampled_from(["en", "fr"]))
def test_every_printed_word_with_a_letter_or_digit_is_heard(text: str, language: str) -> None:
    spoken = speak(text, language)
    heard = {index for index, character in zip(spoken.source, spoken.text, strict=True) if character.isalnum()}
    assert bool(heard) == can_be_said(text, language)
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        # The modifier apostrophe counts as a letter, but nobody says it.
        if any(character.isalnum() for character in word.replace("ʼ", "")):
            assert heard & set(range(start, end)), f"{word!r} of {text!r} is lost in {spoken.text!r}"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([printed for printed, _ in ENGLISH]), min_size=1, max_size=4))
def test_what_was_prepared_once_stays_speakable_together(parts: list[str]) -> None:
    text = " ".join(parts)
    spoken = speak(text, "en")
    assert list(spoken.source) == sorted(spoken.source)
    assert can_be_said(spoken.text, "en")


def test_numbers_in_words() -> None:
    assert [cardinal(n) for n in (0, 13, 21, 100, 105, 1000, 1001, 1234)] == [
        "zero",
        "thirteen",
        "twenty-one",
        "one hundred",
        "one hundred and five",
        "one thousand",
        "one thousand and one",
        "one thousand two hundred and thirty-four",
    ]
    assert [ordinal(n) for n in (1, 2, 8, 12, 20, 101, 1000)] == [
        "first",
        "second",
        "eighth",
        "twelfth",
        "twentieth",
        "one hundred and first",
        "one thousandth",
    ]
    assert [year(n) for n in (1000, 1066, 1100, 1805, 2000, 2024)] == [
        "one thousand",
        "ten sixty-six",
        "eleven hundred",
        "eighteen oh-five",
        "two thousand",
        "twenty twenty-four",
    ]
    assert [roman(numeral) for numeral in ("IV", "XIV", "MCMXCIX", "IIII", "", "VX", "MIX")] == [
        4,
        14,
        1999,
        None,
        None,
        None,
        1009,
    ]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("“你好吗?” asked Li Wei.", "ni hao ma? asked Li Wei."),
        ("「こんにちは」", "konnichiha"),
        ("She read 北京 aloud.", "She read bei jing aloud."),
        ("안녕", "an nyeong"),
        ("Ωμέγα, Привет, café", "Ωμέγα, Привет, café"),
    ],
)
def test_words_in_scripts_that_english_voices_lack_are_not_left_out_nor_a_chapter_for_them(
    text: str, spoken: str
) -> None:
    assert speak(text, "en").text == spoken


@pytest.mark.parametrize("language", ["zh", "ja", "he"])
def test_a_language_keeps_its_own_script(language: str) -> None:
    assert speak("你好שלום", language).text == "你好שלום"
