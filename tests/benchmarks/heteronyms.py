"""How many words of one spelling and several pronunciations an engine is given rightly, by its own phonemes.

    python -m tests.benchmarks.heteronyms --engine hibari|kokoro|pyttsx3|piper [FILE]

FILE has a line for each sentence: which sense is meant (of `voices.heteronyms.senses`), a tab, and the sentence with
the *word* marked; without it, those of heteronyms.tsv are taken, by which the rules were made. Those of
heteronyms_kept_aside.tsv were written when that was done. What the engine makes of the word is heard as
the sense whose phonemes are nearest, first unaided, then with the readings that a production gives it.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from voices.engines.espeak import espeak_phonemes, espeak_voices
from voices.engines.espeak.espeak_library import espeak
from voices.heteronyms.readings import Reading, readings
from voices.heteronyms.senses import HETERONYMS, Sense
from voices.spoken_text import speak

SENTENCES = Path(__file__).with_name("heteronyms.tsv")
Heard = Callable[[str, tuple[Reading, ...], int, int], Sequence[str]]
"""The phonemes that a text's word (start, end) may have become, with those readings."""

_MISAKI = str.maketrans(
    {"A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "oʊ", "W": "aʊ", "Y": "ɔɪ", "ʤ": "dʒ", "ʧ": "tʃ", "T": "t"}
    | {"ᵊ": "ə", "ᵻ": "ɪ"}
)
_ALIKE = str.maketrans(
    {"ː": None, "ɐ": "ə", "ʌ": "ə", "ɚ": "ə", "ɜ": "ə", "ɹ": "r", "ɾ": "t", "ᵻ": "ɪ", "æ": "a", "ɑ": "ɒ"}
)
_VOWELS = "aeiouæɐɑɒɔəɚɛɜɪʊʌᵻ"


@dataclass(frozen=True)
class Sample:
    meant: str
    text: str
    start: int
    end: int

    @property
    def senses(self) -> tuple[Sense, ...]:
        return HETERONYMS[self.text[self.start : self.end].lower()]


def samples(path: Path) -> list[Sample]:
    found = []
    for line in path.read_text("utf-8").splitlines():
        meant, marked = line.split("\t")
        before, word, after = marked.split("*")
        text = speak(f"{before}{word}{after}", "en-us").text
        # What is prepared is the same before the word, but for quotation marks.
        start = next(
            match.start()
            for match in re.finditer(rf"\b{re.escape(word)}\b", text)
            if len(re.findall(r"\w+", text[: match.start()])) == len(re.findall(r"\w+", before))
        )
        found.append(Sample(meant, text, start, start + len(word)))
    return found


def hibari(british: bool) -> Heard:
    from voices.engines.neural.english_phonemizer import sentences

    def heard(text: str, given: tuple[Reading, ...], start: int, end: int) -> Sequence[str]:
        for sentence in sentences(text, british=british, longest=500, phonemes=given):
            words = sentence.phonemes.split(" ")
            for place, first, last in sentence.words:
                if first <= start < last:
                    return [words[place].translate(_MISAKI)]
        raise ValueError(text)

    return heard


def espeak_ng(text: str, given: tuple[Reading, ...], start: int, end: int) -> Sequence[str]:
    spoken = espeak_voices.find_voice("en-us", "en-us")
    espeak().set_voice(espeak_voices.voice_file(spoken), spoken.language.dictionary)
    words = espeak().ipa(espeak_phonemes.written_out(text, given).text, phonemes=bool(given)).split()
    # espeak joins small words: the place is near where it would be, counted from either end.
    place = len(text[:start].split())
    behind = len(words) - len(text[start:].split())
    return words[max(min(place, behind) - 1, 0) : max(place, behind) + 2]


ENGINES: dict[str, Callable[[], Heard]] = {
    "hibari": lambda: hibari(False),
    "kokoro": lambda: hibari(True),
    "pyttsx3": lambda: espeak_ng,
    "piper": lambda: espeak_ng,
}
"""Kokoro is given British phonemes here, hibari American ones. Piper's are espeak's."""


def sense_heard(sample: Sample, phonemes: Sequence[str]) -> str:
    """The name of the sense that sounds most like one of the words."""
    nearest = min(
        (_distance(_plain(sense.ipa), _plain(word)), sense.name) for sense in sample.senses for word in phonemes
    )
    return nearest[1]


def _plain(ipa: str) -> str:
    ipa = re.sub(rf"ˈ([^{_VOWELS}]*)", r"\1ˈ", ipa) if "ˈ" in ipa else re.sub(rf"(?=[{_VOWELS}])", "ˈ", ipa, count=1)
    ipa = unicodedata.normalize("NFD", ipa).replace("əʊ", "oʊ").replace("ˌ", "").translate(_ALIKE)
    return "".join(sign for sign in ipa if sign.isalpha() or sign == "ˈ")


def _distance(one: str, other: str) -> float:
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        above = row
        row = [number]
        for at, against in enumerate(other, 1):
            row.append(min(row[-1] + 1, above[at] + 1, above[at - 1] + (sign != against)))
    return row[-1] / max(len(one), len(other), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Heteronyms said rightly.")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="hibari")
    parser.add_argument("file", type=Path, nargs="?", default=SENTENCES)
    arguments = parser.parse_args()
    heard = ENGINES[arguments.engine]()
    found = samples(arguments.file)
    unaided = aided = told = 0
    for sample in found:
        given = readings(sample.text)
        at = [ipa for start, _, ipa in given if start == sample.start]
        told += bool(at)
        unaided += sense_heard(sample, heard(sample.text, (), sample.start, sample.end)) == sample.meant
        said = sense_heard(sample, heard(sample.text, given, sample.start, sample.end))
        aided += said == sample.meant
        if said != sample.meant:
            print(f"{sample.meant} is said {said}{'' if at else ' (by the engine)'}: {sample.text}")
    count = len(found)
    print(
        f"{arguments.engine}: {count} words; right unaided {unaided} ({unaided / count:.1%}), "
        f"with readings {aided} ({aided / count:.1%}); told {told}"
    )


if __name__ == "__main__":
    main()
