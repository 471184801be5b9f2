"""The one way from print to speech."""

from __future__ import annotations

from script.text.language_tags import base_language, plain_tag
from voices.spoken_text import (
    abbreviations,
    capitals,
    chat_shorthand,
    emoji_names,
    foreign_scripts,
    hygiene,
    left_blanks,
    other_languages,
    spelled_sounds,
)
from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers import figures, measures, roman_numerals


def speak(text: str, language: str, *, heading: bool = False, verse: bool = False) -> SpokenText:
    """`text` as an engine should be given it, on one line and without control characters.

    Nothing in it is spelled out or ends a clause where a reader would not.

    `language` is BCP 47; English ("en", "en-gb") gets its abbreviations, figures, Roman numerals and interjections
    respelled and other scripts in Latin letters, other languages what holds for all. In a `heading` a Roman numeral is
    a number and a line end a pause; in `verse` line ends are pauses. Never raises; the result may be empty (see
    `can_be_said`).
    """
    base = base_language(language)
    english = base == "en"
    spoken = emoji_names.named(SpokenText.of(text), base)
    if english:
        spoken = foreign_scripts.in_latin(
            chat_shorthand.spelled_out(left_blanks.filled(abbreviations.addresses(measures.marked(spoken))))
        )
    spoken = hygiene.punctuation(hygiene.characters(spoken, verse=verse or heading))
    if english:
        spoken = abbreviations.references(spoken)
        spoken = roman_numerals.numerals(spoken, heading=heading)
        spoken = capitals.not_shouted(spelled_sounds.respelled(spoken))
        spoken = figures.in_words(spoken, american=plain_tag(language) == "en-us")
        spoken = abbreviations.expanded(spoken)
    elif base in other_languages.READINGS:
        spoken = other_languages.in_words(spoken, other_languages.READINGS[base], heading=heading)
    return hygiene.tidy(spoken)


def can_be_said(text: str, language: str) -> bool:
    """Whether anything of `text` is left to say: a letter or digit of any script, or an emoji with a name."""

    def said(spoken: SpokenText) -> bool:
        return any(character.isalnum() for character in hygiene.characters(spoken, verse=False).text)

    printed = SpokenText.of(text)
    return said(printed) or said(emoji_names.named(printed, base_language(language)))
