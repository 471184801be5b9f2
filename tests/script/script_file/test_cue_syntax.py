"""What would be broken: a cue or a note that is read aloud, lost, or heard elsewhere."""

from __future__ import annotations

import re

import pytest

from script.script_file.script_writer import format_chapter
from script.support.errors import EditError
from script.text.visible_text import word_before
from tests.script.script_texts import NAME, read, texts


def test_cues_and_notes_stand_on_lines_of_their_own_or_amid_the_words() -> None:
    text = (
        "He left. [sfx: door [old]] She [[ why? ]] sighed.\n\n"
        "[[ two\n\n  lines ]]\n[SAY: The end]\n[pause : 1.5] [music: low]"
    )
    chapter = read(text).chapter
    assert texts(chapter) == ["He left. She sighed."]
    assert [(cue.at, cue.kind, cue.value) for cue in chapter.cues] == [
        (9, "sfx", "door [old]"),
        (20, "say", "The end"),
        (20, "pause", "1.5"),
        (20, "music", "low"),
    ]
    assert [(note.at, note.text) for note in chapter.notes] == [(13, "why?"), (20, "two\n\n  lines")]
    again = read(format_chapter(chapter)).chapter
    assert (again.cues, again.notes) == (chapter.cues, chapter.notes)


@pytest.mark.parametrize(
    ("written", "word", "said"),
    [
        ("He had read[as: red] it.", "read", "red"),
        ("@Jane: “XIV[as: /fɔːˈtiːn/]”", "XIV", "/fɔːˈtiːn/"),
        ("St.[AS :  saynt ] John", "St.", "saynt"),
        ("in 3/4[as: three to four] time", "3/4", "three to four"),
        ("Nynaeve’s[as: nai-NEEVs]", "Nynaeve’s", "nai-NEEVs"),
        ("a well-read[as: well-red] man", "well-read", "well-red"),
        ("# Read[as: r\\[e\\]d]", "Read", "r[e]d"),
        ("one[as: wun]—two", "one", "wun"),
        ("read[[ why? ]][as: red] it", "read", "red"),
        ("read[sfx: page][as: red] it", "read", "red"),
    ],
)
def test_a_reading_hangs_on_the_word_right_before_it_and_leaves_the_words_alone(
    written: str, word: str, said: str
) -> None:
    parsed = read(written)
    chapter = parsed.chapter
    (reading,) = chapter.readings
    assert chapter.text[: reading.at].endswith(word)
    assert word_before(chapter.text[: reading.at]) == reading.at - len(word)
    assert reading.said == said
    assert "as:" not in chapter.text.lower()
    again = read(format_chapter(chapter)).chapter
    assert (again.text, again.readings, again.cues) == (chapter.text, chapter.readings, chapter.cues)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("He read [as: red] it.", 'has no word right before it. .*: "read[as: red]".'),
        ("He read,[as: red] it.", 'has no word right before it. .*: "read[as: red]".'),
        ("[as: red] He read it.", "has no word right before it."),
        ("[as: red]", "has no word right before it."),
        ("@Jane: “[as: red]", "has no word right before it."),
        ("He re[as: red]ad it.", "stands inside a word."),
        ("Jane[as: jayn]’s", "stands inside a word."),
        ("3[as: three]/4", "stands inside a word."),
        ("read[as: red][as: reed]", "is the second for its word."),
        ("St[as: street].[as: saynt] John", "is the second for its word."),
        ("read[as: ]", "says nothing."),
        ("read[as: 12]", "has nothing to say; give it letters"),
        ("read[as: red", "never ends."),
        ("read[as red], he said", "has no colon: write [as: red];"),
        ("@Jane: “Read[ AS  reed ].”", "has no colon: write [as: reed];"),
        ("read[as: [red]]", "holds brackets"),
    ],
)
def test_a_reading_that_can_be_said_of_no_word_is_told_with_its_place(written: str, message: str) -> None:
    with pytest.raises(EditError) as told:
        read(f"Fine.\n\n{written}\n")
    pattern = re.escape(message).replace(re.escape(".*"), ".*")
    assert re.match(rf"{re.escape(NAME)}:3: .*{pattern}", str(told.value)), told.value


def test_a_cue_is_said_by_whom_it_names() -> None:
    text = (
        "[say: The end.]\n[say @Nell: Good night.]\n"
        "[Say @ Mrs \\[B\\] (Sob) : So: [well]]\n[say @narrator (drawl): Yes.]\n"
    )
    parsed = read(text)
    assert [(cue.value, cue.speaker, cue.delivery) for cue in parsed.chapter.cues] == [
        ("The end.", None, None),
        ("Good night.", "Nell", None),
        ("So: [well]", "Mrs [B]", "sob"),
        ("Yes.", None, "drawl"),
    ]
    assert parsed.cue_numbers == (1, 2, 3, 4)
    assert read(format_chapter(parsed.chapter)).chapter.cues == parsed.chapter.cues


def test_brackets_of_the_story_that_look_like_a_reading_stay_its_words() -> None:
    text = "He[as ever] left [as he was wont], read[ As it] and sea[as"
    chapter = read("He\\[as ever] left [as he was wont], read\\[ As it] and sea[as").chapter
    assert texts(chapter) == [text]
    again = read(format_chapter(chapter)).chapter
    assert texts(again) == [text]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[say Poppy: hi]", "with an @: [say @Poppy: …]"),
        ("[sfx door: old]", "put its colon right behind its name: [sfx: …]"),
        ("[say @Nell Good night]", 'write "[say @Name (delivery): words]".'),
        ("[say @?Nell: Good night]", "a cue has no kind and no doubt."),
        ("[say @Nell [letter]: Good night]", "a cue has no kind and no doubt."),
        ("[say @Nell: ]", "says nothing."),
        ("@Nell (sob): [say: Good night]", '"[say @Nell (sob): Good night]"'),
        ("[say: He read[as: red] it.]", '"[as: red] it." stands within a [say: …]'),
    ],
)
def test_a_cue_whose_speaker_cannot_be_read_is_told_with_what_to_write(written: str, message: str) -> None:
    with pytest.raises(EditError, match=re.escape(message)):
        read(written)


def test_a_cue_said_in_no_known_way_is_said_plainly_and_told() -> None:
    (warning,) = read("[say @Nell (wisper): Good night]").warnings
    assert "nearest known: whisper" in warning
