"""German, French, Spanish and Italian: numbers, kings, chapters and the abbreviations of each language, in it alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from script.text.roman_figures import roman
from voices.spoken_text.mapped_text import SpokenText
from voices.spoken_text.numbers.number_words import LARGEST, attributive, cardinal, ordinal, year


@dataclass(frozen=True, slots=True)
class NumberReading:
    """How a language reads what is written in signs."""

    code: str
    thousands: str
    """What may stand between groups of three figures, as a pattern."""
    point: str
    """The decimal comma's name."""
    percent: str
    coins: Mapping[str, str]
    hours: Callable[[str, str], str]
    """Hours and minutes, in words, as a time of day."""
    clock: str
    """A pattern of a time of day with the groups `hours` and `minutes`."""
    chapters: str
    """Nouns that a Roman numeral follows, as a pattern."""
    reign: Callable[[int], str]
    """A king's number, as it follows his name."""
    words: tuple[tuple[str, str], ...]
    """Abbreviations: pattern and what is said."""
    ordinals: tuple[tuple[str, Callable[[re.Match[str]], str | None]], ...] = ()


_MONATE = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_CAPITAL = "(?=[A-ZÀ-ÖØ-Þ])"
_KINGS = (
    "Ludwig|Heinrich|Friedrich|Karl|Wilhelm|Otto|Georg|Leopold|Franz|Maximilian|Napoleon|Philipp|Johannes|Paul|Pius|"
    "Louis|Henri|Charles|Philippe|François|Napoléon|Jean|Édouard|Guillaume|Élisabeth|Catherine|Pie|Léon|"
    "Felipe|Carlos|Alfonso|Fernando|Enrique|Isabel|Juan|Luis|Jaime|Pedro|Sancho|Pío|"
    "Enrico|Carlo|Luigi|Vittorio|Emanuele|Umberto|Federico|Ferdinando|Filippo|Giovanni|Paolo|Pio|Leone|Innocenzo"
)


def _german_ordinal(match: re.Match[str]) -> str | None:
    words = ordinal(int(match[2]), "de")
    article = match[1].strip().lower()
    if article in ("der", "die", "das"):
        return match[1] + words
    return match[1] + words + ("n" if article else "r")


def _french_ordinal(match: re.Match[str]) -> str | None:
    value = int(match[1])
    if value == 1:
        return "première" if match[2].startswith("r") else "premier"
    return ordinal(value, "fr") if match[2] not in ("er", "re", "ère") else None


READINGS: Mapping[str, NumberReading] = MappingProxyType(
    {
        "de": NumberReading(
            code="de",
            thousands=r"\.",
            point="Komma",
            percent="Prozent",
            coins={"€": "Euro", "$": "Dollar", "£": "Pfund"},
            hours=lambda hours, minutes: f"{hours} Uhr" + (f" {minutes}" if minutes else ""),
            clock=r"(?P<hours>[01]?\d|2[0-4])(?::|\.(?=\d\d Uhr))(?P<minutes>[0-5]\d)(?: Uhr)?\b(?!:)",
            chapters="Kapitel|Band|Teil|Buch|Akt|Szene|Gesang",
            reign=lambda value: "der " + ordinal(value, "de"),
            words=(
                (r"Dr\.(?=\s)", "Doktor"),
                (r"Prof\.(?=\s)", "Professor"),
                (r"Hr\.(?=\s)", "Herr"),
                (r"Hrn\.(?=\s)", "Herrn"),
                (r"Fr\.(?=\s[A-ZÄÖÜ])", "Frau"),
                (r"Frl\.(?=\s)", "Fräulein"),
                (r"St\.(?=\s[A-ZÄÖÜ])", "Sankt"),
                (r"Nr\.(?=\s?\d)", "Nummer"),
                (r"S\.(?=\s\d)", "Seite"),
                (r"z\.\s?B\.", "zum Beispiel"),
                (r"d\.\s?h\.", "das heißt"),
                (r"u\.\s?a\.", "unter anderem"),
                (r"usw\.", "und so weiter"),
                (r"bzw\.", "beziehungsweise"),
                (r"ca\.", "circa"),
                (r"vgl\.", "vergleiche"),
            ),
            ordinals=(
                (
                    r"(\b(?:[Dd]er|[Dd]ie|[Dd]as|[Aa]m|[Vv]om|[Zz]um|[Dd]em|[Dd]en|[Dd]es|[Ii]m|[Bb]is|[Ss]eit) |)"
                    rf"(?<![\d.,])(\d{{1,3}})\.(?=\s(?:{_MONATE}|Kapitel|Jahrhundert|Mal|Tag|Akt|Stock)\b)",
                    _german_ordinal,
                ),
            ),
        ),
        "fr": NumberReading(
            code="fr",
            thousands=r"[. ]",
            point="virgule",
            percent="pour cent",
            coins={"€": "euros", "$": "dollars", "£": "livres"},
            hours=lambda hours, minutes: f"{hours} heures" + (f" {minutes}" if minutes else ""),
            clock=r"(?P<hours>[01]?\d|2[0-4])(?: ?h|:(?=[0-5]\d)) ?(?P<minutes>[0-5]\d)?\b",
            chapters="[Cc]hapitre|CHAPITRE|[Tt]ome|TOME|[Ll]ivre|LIVRE|[Aa]cte|[Ss]cène|[Pp]artie|[Vv]olume|[Ss]iècle",
            reign=lambda value: "premier" if value == 1 else cardinal(value, "fr"),
            words=(
                (rf"M\.(?=\s{_CAPITAL})", "Monsieur"),
                (r"MM\.(?=\s)", "Messieurs"),
                (r"Mme\b\.?", "Madame"),
                (r"Mmes\b\.?", "Mesdames"),
                (r"Mlle\b\.?", "Mademoiselle"),
                (r"Mlles\b\.?", "Mesdemoiselles"),
                (r"Mgr\b\.?", "Monseigneur"),
                (r"Dr\b\.?", "Docteur"),
                (r"[Nn][°º]\s?(?=\d)", "numéro "),
                (r"p\.(?=\s\d)", "page"),
                (r"etc\.", "et cætera"),
                (r"c\.-à-d\.", "c'est-à-dire"),
            ),
            ordinals=((r"(?<![\w.,])(\d{1,3})(er|re|ère|e|ème|ième|nd|nde)\b", _french_ordinal),),
        ),
        "es": NumberReading(
            code="es",
            thousands=r"\.",
            point="coma",
            percent="por ciento",
            coins={"€": "euros", "$": "dólares", "£": "libras"},
            hours=lambda hours, minutes: f"{hours} y {minutes}" if minutes else f"{hours} en punto",
            clock=r"(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)\b",
            chapters="[Cc]apítulo|CAPÍTULO|[Tt]omo|[Ll]ibro|[Aa]cto|[Ee]scena|[Pp]arte|[Vv]olumen|[Ss]iglo",
            reign=lambda value: ordinal(value, "es") if value <= 10 else cardinal(value, "es"),
            words=(
                (r"Sr\.(?=\s)", "Señor"),
                (r"Sra\.(?=\s)", "Señora"),
                (r"Srta\.(?=\s)", "Señorita"),
                (rf"D\.(?=\s{_CAPITAL})", "Don"),
                (r"D\.ª|Dña\.", "Doña"),
                (r"Dr\.(?=\s)", "Doctor"),
                (r"Dra\.(?=\s)", "Doctora"),
                (r"Ud\.|Vd\.", "usted"),
                (r"Uds\.|Vds\.", "ustedes"),
                (r"núm\.(?=\s?\d)|[Nn][°º]\s?(?=\d)", "número "),
                (r"p[áa]g\.(?=\s\d)", "página"),
                (r"etc\.", "etcétera"),
                (r"p\.\s?ej\.", "por ejemplo"),
            ),
            ordinals=(
                (r"(?<![\w.,])(\d{1,3})\.?º", lambda match: ordinal(int(match[1]), "es")),
                (r"(?<![\w.,])(\d{1,3})\.?ª", lambda match: ordinal(int(match[1]), "es")[:-1] + "a"),
            ),
        ),
        "it": NumberReading(
            code="it",
            thousands=r"\.",
            point="virgola",
            percent="per cento",
            coins={"€": "euro", "$": "dollari", "£": "sterline"},
            hours=lambda hours, minutes: f"{hours} e {minutes}" if minutes else f"{hours} in punto",
            clock=r"(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)\b",
            chapters="[Cc]apitolo|CAPITOLO|[Tt]omo|[Ll]ibro|[Aa]tto|[Ss]cena|[Pp]arte|[Vv]olume|[Cc]anto|[Ss]ecolo",
            reign=lambda value: ordinal(value, "it"),
            words=(
                (r"Sig\.ra", "Signora"),
                (r"Sig\.na", "Signorina"),
                (r"Sigg\.", "Signori"),
                (r"Sig\.", "Signor"),
                (r"Dott\.ssa", "Dottoressa"),
                (r"Dott\.", "Dottor"),
                (r"Prof\.ssa", "Professoressa"),
                (r"Prof\.", "Professor"),
                (r"Avv\.", "Avvocato"),
                (r"n\.(?=\s?\d)", "numero"),
                (r"pag\.(?=\s\d)", "pagina"),
                (r"ecc\.", "eccetera"),
            ),
            ordinals=(
                (r"(?<![\w.,])(\d{1,3})º", lambda match: ordinal(int(match[1]), "it")),
                (r"(?<![\w.,])(\d{1,3})ª", lambda match: ordinal(int(match[1]), "it")[:-1] + "a"),
            ),
        ),
    }
)

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<![\w.,:/])(1[1-9]\d\d)(?![\w/%]|[.,:]\d)")


def in_words(text: SpokenText, reading: NumberReading, *, heading: bool) -> SpokenText:
    """Abbreviations, Roman numerals and figures of a text in `reading`'s language.

    In a `heading` a Roman numeral alone is a number.
    """
    code = reading.code
    for pattern, said in reading.words:
        text = text.sub(re.compile(rf"(?<![\w.])(?:{pattern})"), said)
    text = _romans(text, reading, heading=heading)
    if not _DIGIT.search(text.text):
        return text
    for pattern, replacement in reading.ordinals:
        text = text.sub(re.compile(pattern), replacement)

    def time(match: re.Match[str]) -> str:
        hours, minutes = match["hours"], int(match["minutes"] or 0)
        return reading.hours(attributive(int(hours), code), cardinal(minutes, code) if minutes else "")

    def counted(match: re.Match[str]) -> str | None:
        value = int(re.sub(r"\D", "", match[1]))
        if value >= LARGEST:
            return None
        if match[2]:
            return f"{cardinal(value, code)} {reading.point} {_decimals(match[2], code)}"
        return attributive(value, code) if match[3] else cardinal(value, code)

    # German nouns have capitals; elsewhere a word after a number is most often what is counted.
    noun = r"\s[A-ZÄÖÜ]" if code == "de" else r"\s[a-zà-ÿ]"
    number = re.compile(
        rf"(?<![\w.,])(\d{{1,3}}(?:{reading.thousands}\d{{3}})+|\d+)(?:,(\d+))?(?![\w,.]?\d)(?=({noun})?)"
    )
    text = text.sub(re.compile(rf"(?<![\w:.,])(?:{reading.clock})"), time)
    for sign, name in reading.coins.items():
        amount = re.compile(rf"{re.escape(sign)}\s?(\d[\d.,]*\d|\d)")
        text = text.sub(amount, partial(_priced, name)).sub(re.compile(rf"(?<=\d)\s?{re.escape(sign)}"), f" {name}")
    return (
        text.sub(re.compile(r"(?<=\d)\s?%"), f" {reading.percent}")
        .sub(_YEAR, lambda match: year(int(match[1]), code))
        .sub(number, counted)
    )


def _romans(text: SpokenText, reading: NumberReading, *, heading: bool) -> SpokenText:
    def chapter(match: re.Match[str]) -> str | None:
        value = roman(match[2])
        return None if value is None else f"{match[1]} {cardinal(value, reading.code)}"

    def king(match: re.Match[str]) -> str | None:
        value = roman(match[2].removesuffix("er").removesuffix("ᵉʳ"))
        return None if value is None else f"{match[1]} {reading.reign(value)}"

    text = text.sub(re.compile(rf"\b({reading.chapters})\s+([IVXLC]+)\b(?!['’])"), chapter)
    text = text.sub(re.compile(rf"\b({_KINGS})\s+([IVXL]+(?:er)?)\b(?!['’])(?:\.(?=\s[a-z]|,))?"), king)
    if not heading:
        return text

    def alone(match: re.Match[str]) -> str | None:
        value = roman(match[1])
        return None if value is None else cardinal(value, reading.code)

    return text.sub(re.compile(r"(?:^|(?<=^\())([IVXLC]+)(?=\s*(?:[.:,;)]|$))"), alone)


def _priced(coin: str, match: re.Match[str]) -> str:
    return f"{match[1]} {coin}"


def _decimals(figures: str, code: str) -> str:
    """Two places as a number, more figure by figure; noughts first are heard."""
    if figures.startswith("0") or len(figures) > 2:
        return " ".join(cardinal(int(figure), code) for figure in figures)
    return cardinal(int(figures), code)
