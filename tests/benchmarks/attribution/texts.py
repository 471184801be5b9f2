"""A text of the table, and what a tagger makes of it; in several processes where that is wanted."""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from script.model import Kind, Script
from script.reading.story_reader import read_story
from script.script_file.json_form import script_to_json
from script.tagging.attribution.attributor import Attributor
from script.tagging.attribution.rules import RuleAttributor
from script.tagging.attribution.trained import AttributionModel, TrainedAttributor, load_model
from script.tagging.story_tagger import tag_story
from script.training.annotated_novels import story_of
from script.training.answered_stories import AnsweredStory, annotated, read_answered_story
from script.training.train import load_metric
from tests.answered_stories.expected_stories import read_expected_story
from tests.benchmarks.attribution.predictions import prediction, with_true_cast
from tests.benchmarks.attribution.verdicts import Verdict, judged
from tests.benchmarks.typography import set_again


class Form(StrEnum):
    """How a text comes, and what is known of it."""

    CORPUS = "annotated, in the form of the corpora"
    GIVEN_CAST = "the same, and the tagger is handed the annotated characters"
    ANSWERED = "a story with answers beside it"
    EXPECTED = "a story of which some lines are known"
    UNLABELLED = "a book of which nothing is known"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to tag. `fold`: whose model tags it, None: the shipped one; `style`: one of `typography`'s, or as it is.

    `out`: the folder that an unlabelled book's script goes to, as JSON.
    """

    path: Path
    form: Form = Form.CORPUS
    fold: int | None = None
    style: str = ""
    out: Path | None = None

    @property
    def name(self) -> str:
        """The file's name without its endings."""
        return self.path.name.split(".")[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a tagger made of a text: the metric's counts, what `judged` says of every quotation, who tells it."""

    counts: Counter[str]
    verdicts: tuple[Verdict, ...]
    words: int
    seconds: float
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Models:
    """Where the models are: a folder with those of the folds, a file for the shipped one (None: that of the package).

    `by_rules`: none is used.
    """

    folds: Path | None = None
    shipped: Path | None = None
    by_rules: bool = False


class Taggers:
    """The metric and the attributors; each model is read once."""

    def __init__(self, data: Path, models: Models) -> None:
        self.metric: Any = load_metric(data)
        self._by_rules = models.by_rules
        files = [] if models.folds is None else sorted(models.folds.glob("*.npz"))
        self._folds: dict[int, AttributionModel] = {int(file.stem): load_model(file) for file in files}
        self._shipped = None if models.shipped is None else load_model(models.shipped)

    def of(self, fold: int | None) -> Attributor:
        """The attributor of a fold; the shipped one for none."""
        if self._by_rules:
            return RuleAttributor()
        return TrainedAttributor(self._shipped if fold is None else self._folds[fold])

    def measure(self, text: Text) -> Measured:
        """Tags a text and scores it."""
        attributor = self.of(text.fold)
        if text.form is Form.UNLABELLED:
            return _unlabelled(text, attributor)
        if text.form in (Form.ANSWERED, Form.EXPECTED):
            read = read_answered_story if text.form is Form.ANSWERED else read_expected_story
            return self._answered(read(text.path), attributor)
        gold = self.metric.load(str(text.path))
        if text.style:
            gold = set_again(gold, text.style)
        began = time.perf_counter()
        if text.form is Form.GIVEN_CAST:
            predicted = with_true_cast(gold, attributor)
        else:
            predicted = prediction(tag_story(story_of(gold["text"], text.path.name), attributor=attributor))
        return self._scored(gold, predicted, time.perf_counter() - began)

    def _answered(self, answered: AnsweredStory, attributor: Attributor) -> Measured:
        began = time.perf_counter()
        script = tag_story(answered.story, attributor=attributor)
        took = time.perf_counter() - began
        return self._scored(annotated(answered), prediction(script, written=True), took)

    def _scored(self, gold: Mapping[str, Any], predicted: Mapping[str, Any], seconds: float) -> Measured:
        counts = Counter(self.metric.score(gold, predicted))
        return Measured(counts, tuple(judged(self.metric, gold, predicted)), counts["words"], seconds)


def _unlabelled(text: Text, attributor: Attributor) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / text.path.name.removesuffix(".gz")
        file.write_bytes(gzip.decompress(text.path.read_bytes()))
        story = read_story(file)
    began = time.perf_counter()
    script = tag_story(story, attributor=attributor)
    took = time.perf_counter() - began
    if text.out is not None:
        stored = json.dumps(script_to_json(script, story.text), ensure_ascii=False)
        (text.out / f"{file.stem}.json").write_text(stored, encoding="utf-8")
    return Measured(Counter(), (), len(story.text.split()), took, tuple(tellers(script)))


def tellers(script: Script) -> list[str]:
    """Everybody who tells the book or a part of it, with how many lines they say."""
    lines = [line for chapter in script.chapters for line in chapter.lines]
    spoken = Counter(line.speaker for line in lines if line.kind in (Kind.SPEECH, Kind.THOUGHT))
    telling = {line.speaker for line in lines if line.kind is Kind.NARRATION}
    return [
        f"{character.name} ({spoken[character.name]})"
        for character in script.characters
        if character.name == script.narrator or "I" in character.aliases or character.name in telling
    ]


_taggers: Taggers | None = None


def _prepare(data: Path, models: Models) -> None:
    global _taggers
    _taggers = Taggers(data, models)


def _measure(text: Text) -> Measured:
    assert _taggers is not None
    return _taggers.measure(text)


def measure_all(texts: Sequence[Text], data: Path, models: Models, workers: int) -> Iterator[Measured]:
    """Measures texts, in order, in so many processes."""
    if workers == 1:
        yield from map(Taggers(data, models).measure, texts)
        return
    with ProcessPoolExecutor(workers, initializer=_prepare, initargs=(data, models)) as pool:
        yield from pool.map(_measure, texts)
