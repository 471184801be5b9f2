"""What in the files that people edit is probably not meant so, or can't be heard yet: a sentence each."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.production.lexicon_files import lexicon_place
from pipeline.production.script_files import Edited
from script.model import NARRATOR, CueKind
from script.support.suggestions import nearest
from script.support.toml_text import line_of
from voices.cast.voices_file import FILE
from voices.engines.ipa import unknown_signs
from voices.lexicon.entries import heard_in

_LIKE_IPA = re.compile("^/|/$|[ˈˌːɪʊəɛɔʌŋʃʒθðɹɑɒɜɡɾɐɚɝ]")
_MISSPELT = 0.75
"""Of equal letters: a name so much like a character's, and nowhere in the story, is taken for a slip."""


def script_warnings(edited: Edited, voices: str | None, lexicon: Path) -> tuple[str, ...]:
    """One sentence for each kind of cue that stays silent, for each name that looks misspelt, in the script files, in
    voices.toml (`voices`; valid TOML) or in the lexicon, and for each sign in a word's IPA that no voice says.
    `lexicon` is the production's lexicon.toml, as `edited` has it. Raises `DiskError`."""
    cues = Counter(cue.kind for item in edited.chapters for cue in item.chapter.cues if cue.kind is not CueKind.PAUSE)
    silent = (
        f"[{kind}: …] is kept and stays silent ({count} in the script): make-audio can't play it yet."
        for kind, count in cues.items()
    )
    return (*silent, *_odd_names(edited, voices, lexicon), *_odd_sounds(edited, lexicon))


def _odd_sounds(edited: Edited, lexicon: Path) -> Iterator[str]:
    """Of each word of the lexicon that the book has: what in its IPA is none, and IPA that isn't taken for it."""
    told: set[tuple[str, str]] = set()
    for item in edited.chapters:
        heard = heard_in(item.lexicon, item.printed(), edited.tagged.language if edited.tagged else "en")
        tables = ((("words",), heard.words), *((("characters", name, "words"), own) for name, own in heard.characters))
        entries = [((*path, entry.word), entry) for path, own in tables for entry in own]
        text = item.chapter.text
        said = [(None if entry.of_source else keys, entry.word, entry.ipa or "") for keys, entry in entries]
        said += [(None, text[start:end], ipa) for start, end, ipa in item.chapter.pronunciations]
        for keys, word, ipa in said:
            for sign in unknown_signs(ipa):
                if (word, sign) not in told:
                    told.add((word, sign))
                    where = lexicon_place(lexicon, keys) if keys else "The book itself"
                    yield f"{where}: '{sign}' in /{ipa}/ for {word} is no sign of the IPA: nobody says it."
        for keys, entry in entries:
            respelling = entry.respelling or ""
            if not entry.of_source and _LIKE_IPA.search(respelling) and (entry.word, respelling) not in told:
                told.add((entry.word, respelling))
                yield (
                    f"{lexicon_place(lexicon, keys)}: '{respelling}' for {entry.word} is read as a respelling. "
                    f'IPA stands between slashes: "/{respelling.strip("/[] ")}/".'
                )


def _odd_names(edited: Edited, voices: str | None, lexicon: Path) -> Iterator[str]:
    if edited.tagged is None:
        return
    names = {character.name for character in edited.tagged.characters}
    owners = {alias: character.name for character in edited.tagged.characters for alias in character.aliases}
    places = _first_places(edited)
    for name in [name for name in places if name not in names]:
        if name in owners:
            yield (
                f"{places[name]}: {name} is another name of {owners[name]}, with a voice of its own here. Write "
                f'@{owners[name]}, or add aliases = ["{name}"] to them in voices.toml.'
            )
        elif meant := _meant(name, names, edited):
            yield f"{places[name]}: {name} is new: did you mean {meant}?"
    told = {person.name for person in edited.people}
    heard = names | owners.keys() | places.keys() | told
    tables = tomllib.loads(voices or "").get("characters", {})
    for name in tables if isinstance(tables, dict) else ():
        if name not in heard and (meant := _meant(name, names | places.keys(), edited)):
            line = line_of(voices or "", ("characters", name))
            yield f"{FILE}:{line}: nobody called {name} speaks: did you mean {meant}?"
    # One lexicon for all chapters, of files that include each other.
    for name, _ in edited.chapters[0].lexicon.characters if edited.chapters else ():
        if name not in heard and (meant := _meant(name, names | places.keys(), edited)):
            where = lexicon_place(lexicon, ("characters", name))
            yield f"{where}: nobody called {name} speaks, so nobody says these words: did you mean {meant}?"


def _first_places(edited: Edited) -> dict[str, str]:
    """The address of each speaker's first line."""
    places: dict[str, str] = {}
    for item in edited.chapters:
        for line, number in zip(item.chapter.lines, item.numbers, strict=True):
            if line.speaker not in (None, NARRATOR):
                places.setdefault(line.speaker or "", f"{item.address}:{number}")
    return places


def _meant(name: str, names: set[str], edited: Edited) -> str | None:
    """Whose name it is, misspelt; None where the story has the name as it is, or nobody is called much like it."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    if any(whole.search(item.chapter.text) for item in edited.chapters):
        return None
    return nearest(name, sorted(names), alike=_MISSPELT)
