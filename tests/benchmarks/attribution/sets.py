"""The sets of texts that the table has rows for; copies are made by the programs in the corpora's folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from script.training.answered_stories import answered_files, read_answered_story
from script.training.train import folds_of_authors, load_metric
from tests.benchmarks.attribution.texts import Form, Text
from tests.benchmarks.typography import STYLES
from tests.places import MODERN, STORIES

PERTURBED = ("names", "words", "modern", "present", "curly")
"""What `perturb.py` makes of a novel."""
_CUT_UP = ("", "names", "words", "modern")
"""Of these there are excerpts as well; "": of the novels as they are."""
EXCERPTS = "excerpts"
ROUND = "round-"
OWN = "own"
"""All rounds of our own stories."""
SET_AGAIN = "set: "
_EXPECTED = ("the-lantern.txt", "first-person.md", "british-single.html", "odd-typography.txt", "salt-glass.md")


@dataclass(frozen=True, slots=True)
class TextSet:
    """A row of the table. `plain`: the set that its loss is counted from; `names_only`: only some lines are known."""

    name: str
    texts: tuple[Text, ...]
    plain: str = ""
    names_only: bool = False


class Corpora:
    """The folder of the corpora, and a folder for what is made of them."""

    def __init__(self, data: Path, work: Path, *, seed: int = 1, quick: bool = False, only: str = "") -> None:
        self.data, self.work = data, work
        self._seed, self._only = seed, only.lower()
        self._step = 5 if quick else 1
        metric = load_metric(data)
        files = sorted((data / "pdnc").glob("*.json.gz"))
        authors = {_stem(file): metric.load(str(file)) for file in files}
        folds = folds_of_authors(authors.values())
        self._folds = {name: folds[gold["source"]["author_code"]] for name, gold in authors.items()}
        self._novels = [_stem(file) for file in (files[:: self._step]) if self._only in file.name.lower()]

    def novels(self, folder: Path | None = None) -> list[Text]:
        """The novels, or what was made of them in a folder, each with the fold of its author."""
        found = []
        for file in sorted((folder or self.data / "pdnc").glob("*.json.gz")):
            name = _stem(file)
            novel = name if name in self._folds else name.rpartition("-")[0]
            if novel in self._novels:
                found.append(Text(file, fold=self._folds[novel]))
        return found

    def perturbed(self, kind: str) -> Path:
        """The folder of the novels perturbed in a way; "": as they are."""
        if not kind:
            return self.data / "pdnc"
        return self._made(kind, "perturb.py", kind, self.data / "pdnc", "--seed", str(self._seed))

    def excerpts(self, kind: str) -> Path:
        """The folder of excerpts of 2,000 words from the novels perturbed in a way."""
        return self._made(f"{EXCERPTS}-{kind}", "excerpts.py", self.perturbed(kind))

    def unlabelled(self) -> tuple[Text, ...]:
        """The books of which nothing is known."""
        files = sorted((self.data / "unlabelled").glob("*.txt.gz"))
        return self.kept(files[:: self._step], Form.UNLABELLED)

    def _made(self, name: str, program: str, *arguments: str | Path) -> Path:
        """What a program made of the novels; its arguments hold the source folder last of the paths."""
        out = self.work / name
        if not out.exists():
            at = max(index for index, value in enumerate(arguments) if isinstance(value, Path)) + 1
            rest = [*arguments[:at], out, *arguments[at:], "--novels", ",".join(self._novels)]
            subprocess.run([sys.executable, self.data / program, *rest], check=True, stdout=subprocess.DEVNULL)
        return out

    def kept(self, files: Iterable[Path], form: Form = Form.CORPUS) -> tuple[Text, ...]:
        """Texts for the shipped model, of those that were asked for."""
        return tuple(Text(file, form) for file in files if self._only in file.name.lower())


def set_names() -> list[str]:
    """All sets, as they are asked for and in the order of the table (without the typographies)."""
    return [
        "folds",
        "true-cast",
        *PERTURBED,
        *(_excerpt_name(kind) for kind in _CUT_UP),
        "makers",
        "telepathic",
        *(f"{ROUND}{number}" for number in rounds()),
        "older-stories",
        "litbank",
        "unlabelled",
    ]


def rounds() -> dict[int, list[Path]]:
    """Our stories with answers, by the round in which they were written."""
    numbered = sorted((read_answered_story(file).round, file) for file in answered_files(MODERN))
    return {number: [file for _, file in files] for number, files in groupby(numbered, key=lambda pair: pair[0])}


def wanted_sets(asked: Sequence[str]) -> list[str]:
    """The sets that were asked for and those that they are compared with, in the order of the table; exits on a name
    that is none."""
    known = set_names()
    asked = [name for one in asked for name in (known if one == OWN else [one]) if one != OWN or name.startswith(ROUND)]
    if strange := [name for name in asked if name not in known]:
        sys.exit(f"no set has the name {', '.join(strange)}: there are {', '.join(known)}")
    asked = asked or known
    needed = {*asked, *(_plain(name) for name in asked)}
    return [name for name in known if name in needed]


def make_set(corpora: Corpora, name: str) -> TextSet:
    """The set of a name."""
    plain = _plain(name)
    if name in ("folds", "true-cast", *PERTURBED):
        texts = corpora.novels(corpora.perturbed(name if name in PERTURBED else ""))
        if name == "true-cast":
            texts = [replace(text, form=Form.GIVEN_CAST) for text in texts]
        return TextSet(name, tuple(texts), plain)
    if name.startswith(EXCERPTS):
        return TextSet(name, tuple(corpora.novels(corpora.excerpts(name[len(EXCERPTS) + 1 :]))), plain)
    if name.startswith(ROUND):
        return TextSet(name, corpora.kept(rounds()[int(name.removeprefix(ROUND))], Form.ANSWERED))
    if name == "older-stories":
        files = [STORIES / file for file in _EXPECTED]
        return TextSet(name, corpora.kept(files, Form.EXPECTED), names_only=True)
    if name == "unlabelled":
        out = corpora.work / "scripts"
        out.mkdir()
        return TextSet(name, tuple(replace(book, out=out) for book in corpora.unlabelled()))
    files = sorted((corpora.data / "litbank").glob("*.json.gz"))
    return TextSet(name, corpora.kept(files if name == "litbank" else [corpora.data / "modern" / f"{name}.json.gz"]))


def typographies(corpora: Corpora) -> list[TextSet]:
    """The novels, and the novels set again in every style."""
    novels = corpora.novels()
    again = [
        TextSet(f"{SET_AGAIN}{style}", tuple(replace(text, style=style) for text in novels), "folds")
        for style in STYLES
    ]
    return [TextSet("folds", tuple(novels)), *again]


def _plain(name: str) -> str:
    """The set that a set's loss is counted from."""
    if name in PERTURBED:
        return "folds"
    return EXCERPTS if name.startswith(f"{EXCERPTS}-") else ""


def _excerpt_name(kind: str) -> str:
    return f"{EXCERPTS}-{kind}" if kind else EXCERPTS


def _stem(file: Path) -> str:
    return file.name.removesuffix(".json.gz")
