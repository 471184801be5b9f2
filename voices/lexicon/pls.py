"""Lexicons as other programs have them: the W3C's Pronunciation Lexicon
Specification 1.0 (https://www.w3.org/TR/pronunciation-lexicon/)."""

from __future__ import annotations

from lxml import etree

from script.reading.html.html_tree import parse_xml
from script.reading.pronunciation_lexicon import lexemes
from script.support.errors import EditError
from script.text.x_sampa import in_ipa
from voices.lexicon.entries import LexiconEntry

_NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def parse_pls(source: str, name: str) -> tuple[LexiconEntry, ...]:
    """The entries of a PLS document: an alias is a respelling, a phoneme in IPA or X-SAMPA is IPA; of several the
    first, and phonemes in another alphabet are left out. Raises `EditError` for what is no PLS document."""
    try:
        root = parse_xml(source)
    except etree.XMLSyntaxError as error:
        raise EditError(f"{name} is no PLS lexicon: {error}. Export it again, or write a lexicon.toml.") from error
    if etree.QName(root).localname != "lexicon":
        raise EditError(f"{name} is no PLS lexicon: its root is <{etree.QName(root).localname}>, not <lexicon>.")
    entries = []
    for lexeme in lexemes(root):
        alias = next(iter(lexeme.aliases), "")
        ipa = next((ipa for said, alphabet in lexeme.phonemes if (ipa := in_ipa(said, alphabet))), "")
        if alias or ipa:
            entries += [LexiconEntry(word, alias or None, ipa or None) for word in lexeme.graphemes if word]
    return tuple({entry.word: entry for entry in reversed(entries)}.values())[::-1]


def format_pls(entries: tuple[LexiconEntry, ...], language: str) -> str:
    """The entries as a PLS document in `language` (BCP 47)."""
    root = etree.Element("lexicon", {"version": "1.0", "alphabet": "ipa", _LANGUAGE: language}, {None: _NAMESPACE})
    for entry in entries:
        lexeme = etree.SubElement(root, "lexeme")
        etree.SubElement(lexeme, "grapheme").text = entry.word
        if entry.ipa:
            etree.SubElement(lexeme, "phoneme").text = entry.ipa
        if entry.respelling:
            etree.SubElement(lexeme, "alias").text = entry.respelling
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return str(data.decode("utf-8"))
