"""The voices of espeak-ng: every language of its data, times its own variants and ours. No C library here.

A voice's name is `<language>+<variant>`: "en-gb+felix". A language alone is its plain voice; a variant alone
("felix") speaks the language of the utterance. A voice file is put together from the lines of language and variant.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from script.support.suggestions import nearest
from script.text.language_tags import plain_tag
from voices.engines.espeak.espeak_library import data_folder
from voices.engines.shipped.shipped_data import shipped_table
from voices.engines.speech_engine import EngineError, VoiceInfo, age_group, meant, unknown_voice

DEFAULT_LANGUAGE = "en-gb"
_TABLE = ("variants", "variants.toml")
PLAIN = ""
"""The variant that changes nothing."""

_CALM = "flutter 0\nroughness 8\n"
"""Flutter runs on from one utterance to the next, and roughness counts the voice's cycles since the process began; 8 is
beyond its table and means none, also for those sounds that are creaky at roughness 0."""
_WHISPER = "voicing 5\nbreath 75 75 50 40 15 10\nbreathw 150 150 200 200 400 400\n"
"""No voice that could be heard (at 20, a third of some voices was still voiced), much breath."""

_NOT_OURS = 1.0
"""`VoiceInfo.flaw` of espeak's own variants: a speech recognizer understood them worse than ours, Marco 25 words of 100
wrong where arthur has 13."""
_PLAIN_PITCH = (82, 118)
"""Hz: what espeak takes for a voice that says nothing of its pitch."""
_OFFSET = 9
_MIDDLE_RANK, _LAST_RANK = 5, 99
"""Of several files for one language espeak takes the one with the lowest number, 5 where none is given."""


@dataclass(frozen=True, slots=True)
class EspeakVariant:
    """How a voice differs from its language's plain one: lines of an espeak voice file, and who it sounds like."""

    name: str
    lines: str
    gender: str | None = None
    age: str | None = None
    description: str = ""
    retired: bool = False
    """Kept for the books that name it: see `VoiceInfo.retired`."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of espeak: its code, the file that defines it, its name, the dictionary that it is read by."""

    code: str
    file: Path
    name: str
    dictionary: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice, resolved."""

    language: Language
    variant: EspeakVariant


@functools.lru_cache(maxsize=4096)
def voice_file(voice: Voice, semitones: float = 0, whisper: bool = False, melody: float = 1) -> str:
    """The text of a voice's espeak voice file.

    The voice is raised by `semitones`, each rise and fall is `melody` times as wide, and `whisper` takes the voice out
    of it.
    """
    lines = [voice.language.file.read_text("utf-8"), voice.variant.lines]
    if semitones or melody != 1:
        lines.append(_raised("\n".join(lines), semitones, melody))
    if whisper:
        lines.append(_WHISPER)
    return "\n".join([*lines, _CALM])


def _raised(definition: str, semitones: float, melody: float) -> str:
    """The `pitch` line that moves a voice by `semitones` and widens its melody around the middle.

    espeak's own pitch parameter moves the base alone, so that a voice goes only two thirds of the way. It takes `pitch`
    to be 9 Hz higher than it is, and no voice goes below 25 Hz.
    """
    low, high = map(float, _PLAIN_PITCH)
    for line in definition.splitlines():
        words = line.split()
        if words[:1] == ["pitch"] and len(words) > 2:
            low, high = int(words[1]), int(words[2])
    middle = (low + high) / 2
    low, high = (middle + melody * (end - middle) for end in (low, high))
    factor = 2 ** (semitones / 12)
    return f"pitch {round(_OFFSET + factor * (low - _OFFSET))} {round(_OFFSET + factor * (high - _OFFSET))}"


@functools.lru_cache(maxsize=4096)
def find_voice(name: str, language: str) -> Voice:
    """The voice of that name; `language` counts where the name has none. Raises `EngineError` with the nearest name."""
    code, plus, variant = name.strip().partition("+")
    if not plus and code.lower() not in languages():
        code, variant = "", code
    return Voice(_find_language(code or language, exact=bool(code)), _find_variant(variant))


def _find_language(code: str, *, exact: bool) -> Language:
    wanted = plain_tag(code)
    known = languages()
    # A story's language tag may say more than espeak distinguishes: "de-AT" is "de".
    while wanted not in known and not exact and "-" in wanted:
        wanted = wanted.rpartition("-")[0]
    try:
        return known[wanted]
    except KeyError:
        raise EngineError(f"espeak has no language '{code}'{meant(nearest(wanted, known))}") from None


def _find_variant(name: str) -> EspeakVariant:
    known = variants()
    try:
        return known[name]
    except KeyError:
        if name in _bundled_klatt():
            raise EngineError(
                f"The variant '{name}' is not offered: espeak's Klatt synthesizer never says a thing twice alike."
            ) from None
        folded = {key.casefold(): key for key in known}
        if name.casefold() in folded:
            return known[folded[name.casefold()]]
        raise EngineError(f"There is no voice variant '{name}'{meant(nearest(name, (*known, *languages())))}") from None


@functools.cache
def languages() -> dict[str, Language]:
    """Every language that espeak speaks, by lower-case code ("en-gb", "de"), in their order."""
    data = data_folder()
    ranked: dict[str, tuple[int, Language]] = {}
    for file in sorted(path for path in (data / "lang").rglob("*") if path.is_file()):
        for rank, language in _defined(file):
            before = ranked.get(language.code)
            if (data / f"{language.dictionary}_dict").exists() and (before is None or rank < before[0]):
                ranked[language.code] = (rank, language)
    return {code: language for code, (_, language) in sorted(ranked.items())}


def _defined(file: Path) -> Iterator[tuple[int, Language]]:
    """The languages that a file of espeak's data defines, each with its rank among several files for one."""
    name, dictionary = file.name, ""
    codes: list[tuple[str, int]] = []
    for line in file.read_text("utf-8").splitlines():
        keyword, *values = line.split("//")[0].split() or [""]
        if keyword == "name":
            name = " ".join(values)
        elif keyword == "dictionary":
            dictionary = values[0]
        elif keyword == "language":
            codes.append((values[0].lower(), int(values[1]) if len(values) > 1 else _MIDDLE_RANK))
    dictionary = dictionary or codes[0][0].partition("-")[0]
    for code, rank in (*codes, (file.name.lower(), _LAST_RANK)):
        yield rank, Language(code, file, name, dictionary)


@functools.cache
def variants() -> dict[str, EspeakVariant]:
    """Every variant by name: the plain one, then ours, then espeak's own, each in a fixed order."""
    return {PLAIN: EspeakVariant(PLAIN, "", "male", "adult", "espeak's plain voice")} | own_variants() | _bundled()


@functools.cache
def own_variants() -> dict[str, EspeakVariant]:
    """Our variants, the most distinct first, those that are retired last."""
    return {name: EspeakVariant(name, **entry) for name, entry in shipped_table(*_TABLE).items()}


@functools.cache
def _bundled() -> dict[str, EspeakVariant]:
    found = {}
    for file in sorted((data_folder() / "voices" / "!v").iterdir()):
        if file.name in _bundled_klatt() or " " in file.name:
            continue
        lines = file.read_text("utf-8", "replace")
        gender, age = None, None
        for line in lines.splitlines():
            words = line.split()
            if words[:1] == ["gender"] and len(words) > 1:
                gender = words[1] if words[1] in ("male", "female") else None
                age = age_group(int(words[2])) if len(words) > 2 else None
        found[file.name] = EspeakVariant(file.name, lines, gender, age, "espeak's own variant")
    return found


@functools.cache
def _bundled_klatt() -> frozenset[str]:
    folder = data_folder() / "voices" / "!v"
    return frozenset(
        file.name
        for file in folder.iterdir()
        if any(line.split()[:1] == ["klatt"] for line in file.read_text("utf-8", "replace").splitlines())
    )


@functools.cache
def variant_version(name: str) -> str:
    """A hash over what a voice's variant and every voice is given beyond its language; the language is espeak's own.

    Of a voice that is not there it is the plain voice's.
    """
    try:
        lines = find_voice(name, DEFAULT_LANGUAGE).variant.lines
    except EngineError:
        lines = ""
    return hashlib.sha256((lines + _CALM).encode()).hexdigest()[:12]


@functools.cache
def whisper_version() -> str:
    """A hash over what a whispering voice is given."""
    return hashlib.sha256(_WHISPER.encode()).hexdigest()[:12]


@functools.cache
def voice_infos(language: str = DEFAULT_LANGUAGE) -> tuple[VoiceInfo, ...]:
    """Every variant in one language, ours first, then each other language's plain voice; in a stable order.

    `language` is a story's: "en" gives British voices, "de-AT" German ones. Raises `EngineError` for one that espeak
    doesn't speak.
    """
    code = story_language(language)
    chosen = (
        VoiceInfo(
            voice_name(code, variant.name),
            code,
            variant.gender,
            variant.age,
            variant.description,
            flaw=0.0 if variant.name in own_variants() else _NOT_OURS,
            retired=variant.retired,
        )
        for variant in (*own_variants().values(), *(v for v in variants().values() if v.name not in own_variants()))
    )
    other = (
        VoiceInfo(known.code, known.code, "male", "adult", known.name)
        for known in languages().values()
        if known.code != code
    )
    return (*chosen, *other)


def listed(name: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The voice, if it is one that `voice_infos` lists for any language. Raises `EngineError` with the nearest name."""
    names = [info.name for info in voice_infos(language)]
    code, plus, variant = name.partition("+")
    # The variants are listed in the story's language alone, yet each speaks every language.
    if name not in names and not (plus and code in languages() and variant in variants()):
        raise unknown_voice(name, names)
    return name


def story_language(tag: str) -> str:
    """espeak's language for a story's language tag: "en" is British, "de-AT" "de". Raises `EngineError`."""
    return DEFAULT_LANGUAGE if tag.lower() == "en" else _find_language(tag, exact=False).code


def voice_name(language: str, variant: str) -> str:
    """The name of a language's voice in a variant."""
    return f"{language}+{variant}" if variant else language
