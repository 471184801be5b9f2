"""What would be broken: a name in IPA that espeak says otherwise than it is written."""

from __future__ import annotations

import pytest

from voices.engines.espeak_phonemes import mnemonics, written_out


@pytest.mark.parametrize(
    ("ipa", "espeak"),
    [
        ("həˈləʊ", "h@l'oU"),
        ("naɪˈniːv", "naIn'i:v"),
        ("kəˈθuːluː", "k@T'u:lu:"),
        ("ˈtʃɑːtə", "tS'A:t@"),
        ("ˌdʒuːˈeɪ", "dZ,u:'eI"),
        ("t͡ʃe", "tSE"),
        ("ça", "Ca"),
        ("a.b‿c˥", "ab"),
        ("", ""),
    ],
)
def test_ipa_becomes_what_espeak_calls_the_same_sounds(ipa: str, espeak: str) -> None:
    assert mnemonics(ipa) == espeak


def test_a_text_with_phonemes_leads_back_to_its_words() -> None:
    written = written_out("To Aes Sedai!", ((3, 12, "aɪz sɛˈdaɪ"),))
    assert written.text == "To [[aIz]] [[sEd'aI]]!"
    assert written.place(5, 3) == (3, 12)
    assert written.place(written.text.index("!"), 1) == (12, 13)
    assert written_out("[[x]]", ()).text == "[[x]]"
