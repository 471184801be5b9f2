"""What would be broken: a word said as another that is spelled alike, or one said wrongly that the engine had right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks import heteronyms as benchmark
from voices.engines.ipa import unknown_signs
from voices.heteronyms.readings import readings
from voices.heteronyms.senses import HETERONYMS


def said(marked: str, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> str | None:
    """The IPA of the *word* that is marked."""
    first, word, last = marked.split("*")
    found = {start: ipa for start, _, ipa in readings(first + word + last, before, after)}
    return found.get(len(first))


@pytest.mark.parametrize(
    ("sentence", "ipa"),
    [
        ("He *read* the note.", "ɹɛd"),
        ("He will *read* the note.", "ɹiːd"),
        ("Have you *read* it?", "ɹɛd"),
        ("Did you *read* it?", "ɹiːd"),
        ("She sat down to rest and *read*.", "ɹiːd"),
        ("She sat down and *read* it.", "ɹɛd"),
        ("We heard the door *close*.", "kləʊz"),
        ("Stay *close* to me.", "kləʊs"),
        ("They had no *use* for it.", "juːs"),
        ("They had nothing to *use*.", "juːz"),
        ("We never *used* to lock it.", "juːst"),
        ("It was *used* to lock the gate.", "juːzd"),
        ("I am *used* to locking it.", "juːst"),
        ("They didn't *use* to lock it.", "juːs"),
        ("It was an *invalid* pass.", "ɪnˈvælɪd"),
        ("She gave an *invalid* reason.", "ɪnˈvælɪd"),
        ("He was an *invalid*.", "ˈɪnvəlɪd"),
        ("The *invalid* lifted his head.", "ˈɪnvəlɪd"),
        ("He had an *invalid* aunt.", "ˈɪnvəlɪd"),
        ("The *dove* dove.", "dʌv"),
        ("The dove *dove*.", "dəʊv"),
        ("From house to *house* they went.", "haʊs"),
        ("Her *separate* room.", "ˈsɛpɹət"),
        ("The folk that *live* here.", "lɪv"),
    ],
)
def test_the_words_around_tell_which_word_is_meant(sentence: str, ipa: str) -> None:
    assert said(sentence) == ipa


@pytest.mark.parametrize("name", ["heteronyms.tsv", "heteronyms_kept_aside.tsv"])
def test_nearly_every_sentence_of_the_benchmark_is_read_rightly(name: str) -> None:
    samples = benchmark.samples(Path(benchmark.__file__).with_name(name))
    told = right = 0
    for sample in samples:
        ipa = {start: ipa for start, _, ipa in readings(sample.text)}.get(sample.start)
        meant = {sense.ipa for sense in sample.senses if sense.name == sample.meant}
        assert meant, f"{sample.meant} is no sense of the word in {sample.text!r}"
        told += ipa is not None
        right += ipa in meant
    assert told > 0.9 * len(samples)
    assert right >= 0.98 * told


def test_a_piece_of_a_sentence_is_read_as_part_of_it() -> None:
    assert said("*read* it aloud.", before=("She took the letter and,", "he said,")) == "ɹɛd"
    assert said("*read* it aloud.", before=("She wants to take the letter and,", "he said,")) == "ɹiːd"
    assert said("Each *object*,", after=("he said,", "was lost.")) == "ˈɒbdʒɪkt"


def test_a_tag_says_nothing_of_the_speech_beside_it() -> None:
    assert said("*read* to them.", before=("I always,", "she explained,")) == "ɹiːd"


def test_another_sentence_tells_nothing() -> None:
    alone = said("*Lead* is soft.")
    assert said("They marched behind him. *Lead* is soft.") == alone


def test_what_cannot_be_told_is_left_to_the_engine() -> None:
    assert readings("Close.") == ()
    assert readings("No such word stands here.") == ()


def test_what_every_engine_says_rightly_is_not_said_again() -> None:
    assert readings("She does not mind, not for a minute, and his job is done.") == ()


def test_a_capital_makes_a_name() -> None:
    assert said("The *Polish* count bowed.") == "ˈpəʊlɪʃ"
    assert said("He began to *polish* the count's boots.") == "ˈpɒlɪʃ"
    assert said("They came in *August*.") == "ˈɔːɡəst"
    assert said("An *august* company.") == "ɔːˈɡʌst"


_WORDS = st.sampled_from(
    [
        *sorted(HETERONYMS),
        "the",
        "to",
        "he",
        "and",
        "will",
        "was",
        "of",
        ",",
        ".",
        "Tom's",
        "I'd",
        "-",
        "quickly",
        "é",
        "…",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_WORDS, max_size=12), st.lists(_WORDS, max_size=3), st.lists(_WORDS, max_size=3))
def test_readings_of_any_text_are_whole_words_in_order(words: list[str], before: list[str], after: list[str]) -> None:
    text = " ".join(words)
    found = readings(text, [" ".join(before)], [" ".join(after)])
    assert list(found) == sorted(found)
    for start, end, ipa in found:
        assert text[start:end].lower() in HETERONYMS
        assert re.fullmatch(r"\W?", text[end : end + 1])
        assert re.fullmatch(r"\W?", text[max(start - 1, 0) : start])
        assert any(sense.ipa == ipa for sense in HETERONYMS[text[start:end].lower()])


def test_every_sense_is_in_ipa() -> None:
    assert not [sense for senses in HETERONYMS.values() for sense in senses if unknown_signs(sense.ipa)]
