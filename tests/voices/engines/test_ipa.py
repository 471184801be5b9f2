"""What would be broken: a sound of a name that no engine says, or half of the name with it, and nobody is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices.engines.espeak.espeak_phonemes import ENGLISH
from voices.engines.ipa import VOWELS, Alphabet, before_r, translated, unknown_signs, with_s
from voices.engines.neural.english_phonemes import AMERICAN, BRITISH
from voices.engines.neural.piper_phonemes import alphabet_of

CHART = (
    "pbtdʈɖcɟkɡqɢʔmɱnɳɲŋɴʙrʀⱱɾɽɸβfvθðszʃʒʂʐçʝxɣχʁħʕhɦɬɮʋɹɻjɰlɭʎʟʘǀǃǂǁɓɗʄɠʛʍwɥʜʢʡɕʑɺɧiyɨʉɯuɪʏʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒɚɝᵻᵊɫ"
)
MARKS = "ˈˌːˑ.‿|-͜͡ʰʷʲˠˤ̥̬̹̜̟̠̩̯̃̈˞̪̺̻̚˥˩ "
ALPHABETS = (AMERICAN, BRITISH, ENGLISH, alphabet_of("en-us", ()), alphabet_of("en-gb-x-rp", ()))
GERMAN = alphabet_of("de", "abdefɡhijklmnoprstuvzçøŋœɔəɛɪʃʊʏː̃x")

ipas = st.text(alphabet=CHART + MARKS, max_size=12)


@pytest.mark.parametrize("symbol", CHART)
def test_every_symbol_of_the_chart_is_said_somehow(symbol: str) -> None:
    for alphabet in ALPHABETS:
        said = translated(f"ˈa{symbol}", alphabet)
        assert not said.unknown
        assert symbol in "ʔʕʡʢ" or said.text != translated("ˈa", alphabet).text


@settings(max_examples=300, deadline=None)
@given(ipas)
def test_ipa_becomes_signs_that_the_engine_has_and_nothing_is_unknown(ipa: str) -> None:
    for alphabet in (*ALPHABETS, GERMAN):
        said = translated(ipa, alphabet)
        own = "".join((*alphabet.signs.values(), *alphabet.codas.values(), *alphabet.stresses, alphabet.separator, " "))
        assert set(said.text) <= set(own)
        assert said.unknown == () == unknown_signs(ipa)
        assert said.text == " ".join(said.text.split())


@settings(max_examples=300, deadline=None)
@given(ipas, st.sampled_from("Ш9@Qß¤"), ipas)
def test_what_is_no_ipa_is_told_and_takes_nothing_else_with_it(before: str, slip: str, after: str) -> None:
    for alphabet in ALPHABETS:
        whole = translated(f"{before} {slip} {after}", alphabet)
        assert whole.unknown == (slip,)
        assert whole.text == translated(f"{before} {after}", alphabet).text
    assert unknown_signs(before + slip + after) == (slip,)


@settings(max_examples=200, deadline=None)
@given(st.lists(ipas, max_size=4))
def test_words_are_said_one_by_one(words: list[str]) -> None:
    for alphabet in ALPHABETS:
        alone = [translated(word, alphabet).text for word in words]
        assert translated(" ".join(words), alphabet).text == " ".join(filter(None, alone))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ptkbdɡmnslɹ", min_size=1, max_size=3), st.sampled_from(sorted(VOWELS)), st.sampled_from("ˈˌ"))
def test_stress_stands_right_before_its_vowel(consonants: str, vowel: str, stress: str) -> None:
    for alphabet in (AMERICAN, BRITISH, ENGLISH):
        text = translated(f"{stress}{consonants}{vowel}m", alphabet).text
        sign = alphabet.stresses["ˈˌ".index(stress)]
        plain = translated(consonants, alphabet).text
        assert text.startswith(plain + sign)


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("naɪˈniːv", "nInˈiv", "nInˈiːv"),
        ("həˈləʊ", "həlˈO", "həlˈQ"),
        ("ˈtʃɑːtə", "ʧˈɑtə", "ʧˈɑːtə"),
        ("t͡ʃɛ", "ʧˈA", "ʧˈA"),
        ("nɔrθ", "nˈɔɹθ", "nˈɔːθ"),
        ("ˈhæri", "hˈæɹi", "hˈaɹi"),
        ("dəˈnɛərɪs", "dənˈɛɹɪs", "dənˈɛːɹɪs"),
        ("ˈbɜːdə˞", "bˈɜɹdəɹ", "bˈɜːdə"),
        ("ˈbʌtn̩", "bˈʌtən", "bˈʌtən"),
        ("ɑ̃ˈri", "ɑnɹˈi", "ɑːnɹˈiː"),
        ("lɒx", "lˈɑk", "lˈɒk"),
        ("ˈeɪlyən", "ˈAljən", "ˈAljən"),
        ("ˈhɒt.ʃɒt", "hˈɑtʃɑt", "hˈɒtʃɒt"),
    ],
)
def test_names_are_said_as_each_accent_says_them(ipa: str, american: str, british: str) -> None:
    assert translated(ipa, AMERICAN).text == american
    assert translated(ipa, BRITISH).text.replace("ɹˈi", "ɹˈiː").replace("ːː", "ː") in (british, british + "ː")


def test_an_s_is_said_as_the_sound_before_it_wants() -> None:
    assert [with_s(ipa) for ipa in ("kæt", "dɒɡ", "haʊs", "biː")] == ["kæts", "dɒɡz", "haʊsɪz", "biːz"]


def test_the_longest_sign_is_taken_and_no_sign_reaches_over_a_boundary() -> None:
    alphabet = Alphabet({"t": "1", "ʃ": "2", "tʃ": "3", "a": "4", "ɪ": "5", "aɪ": "6"}, english=False)
    assert translated("tʃaɪ", alphabet).text == "3ˈ6"
    assert translated("t.ʃa.ɪ", alphabet).text == "1245"
    assert translated("t.ʃaˈɪ", alphabet).text == "124ˈ5"


def test_an_r_after_a_vowel_is_heard_however_a_dictionary_writes_it() -> None:
    alphabet = Alphabet({"k": "k", "ɑː": "A", "r": "r", "ɹ": "r"}, codas=before_r({"ɑː": "A@"}))
    assert {translated(ipa, alphabet).text for ipa in ("kˈɑːr", "kˈɑːɹ")} == {"kˈA@"}
