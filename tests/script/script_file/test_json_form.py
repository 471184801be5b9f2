"""What would be broken: a production that forgets what the tagger said, or JSON whose offsets point elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import (
    NARRATOR,
    Age,
    BlockKind,
    Chapter,
    Character,
    Cue,
    CueKind,
    Device,
    Gender,
    Kind,
    Line,
    Note,
    Paragraph,
    Script,
)
from script.script_file.json_form import SerialError, dump_script, load_script, script_to_json
from tests.script.chapters import NAME, STORY_TEXT, chapters

characters = st.builds(
    Character,
    NAME,
    st.lists(NAME, max_size=2).map(tuple),
    st.one_of(st.none(), st.sampled_from(Gender)),
    st.one_of(st.none(), st.sampled_from(Age)),
    st.booleans(),
    st.one_of(st.none(), st.sampled_from(Device)),
)
scripts = st.builds(
    Script,
    title=STORY_TEXT,
    author=st.one_of(st.just(""), STORY_TEXT),
    language=st.sampled_from(["en", "de-at", ""]),
    chapters=st.lists(chapters(max_paragraphs=2), max_size=2).map(tuple),
    characters=st.lists(characters, max_size=2, unique_by=lambda person: person.name).map(tuple),
    narrator=st.one_of(st.none(), NAME),
    exchanges=st.lists(st.tuples(NAME, NAME, st.integers(1, 9)), max_size=2).map(tuple),
    lexicon=st.lists(st.tuples(NAME, NAME, NAME), max_size=2).map(tuple),
    perhaps_one=st.lists(st.tuples(NAME, NAME, STORY_TEXT), max_size=2).map(tuple),
)

OPTIONAL = {"narrator", "lexicon", "perhaps_one", "gender_guessed", "devices"}
"""What earlier versions had no word for, or what may be nobody."""

CHAPTER = Chapter(
    number=2,
    title="Two",
    text="“Hi.” said Jane.\n\n12",
    paragraphs=(
        Paragraph(
            BlockKind.PARAGRAPH,
            (
                Line(0, 5, "Jane", Kind.SPEECH, "sob", 0.81239, "tag: said Jane"),
                Line(6, 16, NARRATOR, Kind.NARRATION),
            ),
        ),
        Paragraph(BlockKind.PARAGRAPH, (Line(18, 20, None, Kind.SILENT, evidence="page number"),)),
    ),
    offset=7,
    cues=(Cue(0, CueKind.PAUSE, "scene"),),
    notes=(Note(6, "x"),),
    emphasis=((1, 3),),
    pronunciations=((1, 3, "haɪ"),),
)
SCRIPT = Script(
    "T",
    "A",
    "en",
    (CHAPTER,),
    (Character("Jane", ("J.",), Gender.FEMALE, Age.OLD),),
    "Jane",
    (("Jane", "Bo", 3),),
    (("Jane", "ʤeɪn", ""),),
    (("Jane", "Miss J.", "one initial"),),
)


@settings(max_examples=60, deadline=None)
@given(scripts)
def test_a_stored_script_comes_back_equal_and_always_as_the_same_bytes(script: Script) -> None:
    stored = dump_script(script)
    assert load_script(stored) == script
    assert dump_script(load_script(stored)) == stored
    assert load_script(stored.encode().decode()) == script


def test_a_stored_script_shows_a_changed_paragraph_as_one_changed_line() -> None:
    one = dump_script(SCRIPT).split("\n")
    other = dump_script(SCRIPT).replace('"sob"', '"shout"').split("\n")
    assert sum(a != b for a, b in zip(one, other, strict=True)) == 1


@pytest.mark.parametrize("cut", range(0, len(dump_script(SCRIPT)) - 2))
def test_a_stored_script_cut_anywhere_is_refused(cut: int) -> None:
    with pytest.raises(SerialError, match=r"^The stored script is damaged \(.+\)\. Delete it "):
        load_script(dump_script(SCRIPT)[:cut])


def _numbers(value: Any) -> Any:
    """Every value of another type."""
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    return [7.5] if isinstance(value, list) else 7.5 if isinstance(value, str) else "x"


@pytest.mark.parametrize("key", sorted(set(json.loads(dump_script(SCRIPT))) - OPTIONAL))
def test_a_stored_script_without_a_part_or_with_another_in_its_place_is_refused(key: str) -> None:
    data = json.loads(dump_script(SCRIPT))
    with pytest.raises(SerialError):
        load_script(json.dumps({k: v for k, v in data.items() if k != key}))
    with pytest.raises(SerialError):
        load_script(json.dumps({**data, key: _numbers(data[key])}))


@pytest.mark.parametrize(
    "key", sorted(set(json.loads(dump_script(SCRIPT))["chapters"][0]) - {"pronunciations", "readings"})
)
def test_a_stored_chapter_without_a_part_or_with_another_in_its_place_is_refused(key: str) -> None:
    data = json.loads(dump_script(SCRIPT))
    chapter = data["chapters"][0]
    for damaged in ({k: v for k, v in chapter.items() if k != key}, {**chapter, key: _numbers(chapter[key])}):
        with pytest.raises(SerialError):
            load_script(json.dumps({**data, "chapters": [damaged]}))


def test_a_script_that_was_stored_before_sources_had_pronunciations_is_read() -> None:
    data = json.loads(dump_script(SCRIPT))
    del data["lexicon"], data["chapters"][0]["pronunciations"]
    old = load_script(json.dumps(data))
    assert (old.lexicon, old.chapters[0].pronunciations) == ((), ())
    assert old.chapters[0].paragraphs == SCRIPT.chapters[0].paragraphs
    for damaged in ({**data, "lexicon": [["a", "b"]]}, {**data, "lexicon": "x"}):
        with pytest.raises(SerialError):
            load_script(json.dumps(damaged))


def test_a_script_that_was_stored_before_pairs_were_left_open_is_read() -> None:
    data = json.loads(dump_script(SCRIPT))
    del data["perhaps_one"]
    assert load_script(json.dumps(data)) == replace(SCRIPT, perhaps_one=())
    for damaged in ([["a", "b"]], [["a", "b", 3]], "x"):
        with pytest.raises(SerialError):
            load_script(json.dumps({**data, "perhaps_one": damaged}))


def test_a_script_that_was_stored_before_genders_were_guessed_is_read() -> None:
    people = (Character("Jane", (), Gender.FEMALE, None, True), Character("the radio", device=Device.RADIO))
    data = json.loads(dump_script(replace(SCRIPT, characters=people)))
    assert load_script(json.dumps(data)).characters == people
    for damaged in ({"devices": [["the radio", "gramophone"]]}, {"devices": ["x"]}, {"gender_guessed": [1]}):
        with pytest.raises(SerialError):
            load_script(json.dumps({**data, **damaged}))
    del data["devices"], data["gender_guessed"]
    old = (Character("Jane", (), Gender.FEMALE), Character("the radio"))
    assert load_script(json.dumps(data)).characters == old


def test_offsets_outside_of_the_text_are_refused() -> None:
    with pytest.raises(SerialError):
        load_script(dump_script(SCRIPT).replace("[18, 20", "[18, 21"))
    with pytest.raises(SerialError):
        load_script(dump_script(SCRIPT).replace("[18, 20", "[18, 18"))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 100_000, '{"format": 2}'])
def test_what_is_no_stored_script_is_refused(text: str) -> None:
    with pytest.raises(SerialError):
        load_script(text)


def test_json_for_other_programs_indexes_the_storys_text() -> None:
    text = "before\n" + CHAPTER.text + "\nafter"
    data = json.loads(json.dumps(script_to_json(SCRIPT, text)))
    assert {key: data[key] for key in ("title", "author", "language", "text")} == {
        "title": "T",
        "author": "A",
        "language": "en",
        "text": text,
    }
    assert data["chapters"] == [{"title": "Two", "start": 7, "end": 27}]
    assert data["characters"] == [{"name": "Jane", "aliases": ["J."], "gender": "female"}]
    assert data["lines"][0] == {
        "chapter": 0,
        "start": 7,
        "end": 12,
        "speaker": "Jane",
        "kind": "speech",
        "delivery": "sob",
        "confidence": 0.812,
        "evidence": "tag: said Jane",
    }
    assert [text[line["start"] : line["end"]] for line in data["lines"]] == ["“Hi.”", "said Jane.", "12"]
    assert [line["speaker"] for line in data["lines"]] == ["Jane", "narrator", None]


def test_a_script_that_was_stored_before_cues_were_spoken_is_read() -> None:
    data = json.loads(dump_script(SCRIPT))
    chapter = data["chapters"][0]
    del chapter["readings"]
    chapter["cues"] = [cue[:3] for cue in chapter["cues"]]
    read = load_script(json.dumps(data)).chapters[0]
    assert [(cue.value, cue.speaker) for cue in read.cues] == [(cue[2], None) for cue in chapter["cues"]]
