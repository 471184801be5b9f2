"""What would be broken: a person's file read as something else than it says."""

from __future__ import annotations

import pytest

from script.model import NARRATOR, BlockKind, Cue, CueKind, Kind
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter
from script.support.errors import EditError
from tests.script.script_texts import NAME, read, texts

STORM = """# The Storm

It was a quiet evening.

@Mrs Bennet: “My dear,”
said his lady to him one day,
@Mrs Bennet (shout): “have you heard?”

@?Jane [letter]: “My dear Lizzy, I have ill news.

@?: “Who is it?”

* * *

[pause: scene]

@narrator [thought] (whisper): Was it?
@[silent]: 12
"""


def test_the_script_file_of_the_design_is_read_as_it_says() -> None:
    parsed = read(STORM)
    assert [(line.speaker, line.kind, line.delivery, line.confidence) for line in parsed.chapter.lines] == [
        (NARRATOR, Kind.HEADING, None, 1.0),
        (NARRATOR, Kind.NARRATION, None, 1.0),
        ("Mrs Bennet", Kind.SPEECH, None, 1.0),
        (NARRATOR, Kind.NARRATION, None, 1.0),
        ("Mrs Bennet", Kind.SPEECH, "shout", 1.0),
        ("Jane", Kind.LETTER, None, 0.25),
        (None, Kind.SPEECH, None, 0.0),
        (NARRATOR, Kind.BREAK, None, 1.0),
        (NARRATOR, Kind.THOUGHT, "whisper", 1.0),
        (NARRATOR, Kind.SILENT, None, 1.0),
    ]
    assert parsed.numbers == (1, 3, 5, 6, 7, 9, 11, 13, 17, 18)
    assert [paragraph.kind for paragraph in parsed.chapter.paragraphs] == [
        BlockKind.HEADING,
        *[BlockKind.PARAGRAPH] * 4,
        BlockKind.BREAK,
        BlockKind.PARAGRAPH,
    ]
    assert parsed.chapter.cues == (Cue(parsed.chapter.text.index("Was it?"), CueKind.PAUSE, "scene"),)
    assert (parsed.chapter.number, parsed.chapter.title) == (1, "The Storm")
    assert parsed.warnings == ()
    assert format_chapter(parsed.chapter) == STORM


@pytest.mark.parametrize(
    "edited",
    [
        STORM.replace("\n", "\r\n"),
        "\ufeff" + STORM,
        STORM.rstrip("\n"),
        STORM.replace("\n", "  \t\n"),
        STORM.replace(": ", ":\t"),
        STORM.replace("@", "  @ "),
        STORM.replace("\n\n", "\n \t \n\n\n"),
        STORM.replace("(shout)", "( Shout )").replace("[letter]", "[ Letter ]").replace("@narrator", "@Narrator"),
        STORM.replace("@narrator [thought] (whisper)", "@narrator(whisper)[thought]"),
        STORM.replace("one day,", "one\u00a0 day,"),
    ],
)
def test_what_editors_and_hands_do_to_a_file_changes_nothing(edited: str) -> None:
    base = read(STORM).chapter
    parsed = parse_chapter(edited, NAME, base)
    assert parsed.chapter == base
    assert parsed.changed_words == 0


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (r"\@Jane: hello", "@Jane: hello"),
        (r"\# One", "# One"),
        (r"\[sfx: door] shut", "[sfx: door] shut"),
        (r"\[Illustration: a house]", "[Illustration: a house]"),
        (r"a \[[b]] c", "a [[b]] c"),
        (r"a \\ b \* c \u{41}", r"a \ b * c A"),
        ("end\\", "end\\"),
        (r"\u{110000} \u{d800}", r"\u{110000} \u{d800}"),
        ("#5 wins", "#5 wins"),
        ("####### seven", "####### seven"),
        ("a\u2028b\x0bc\x85d", "a b c d"),
    ],
)
def test_a_backslash_makes_a_character_mean_itself(line: str, text: str) -> None:
    parsed = read(line).chapter
    assert texts(parsed) == [text]
    assert [line.kind for line in parsed.lines] == [Kind.NARRATION]
    assert not parsed.cues
    assert not parsed.notes


@pytest.mark.parametrize("ornament", ["* * *", "***", "---", "======", "# # #", ".", "======+++++======", "❦", "\\@@"])
def test_what_has_no_letter_or_digit_is_a_break(ornament: str) -> None:
    chapter = read(f"One.\n\n{ornament}\n\nTwo.").chapter
    assert [paragraph.kind for paragraph in chapter.paragraphs] == [
        BlockKind.PARAGRAPH,
        BlockKind.BREAK,
        BlockKind.PARAGRAPH,
    ]
    assert chapter.lines[1].kind is Kind.BREAK


def test_a_scene_break_needs_no_blank_lines_but_a_full_stop_between_quotes_is_no_break() -> None:
    assert [p.kind for p in read("One.\n* * *\nTwo.").chapter.paragraphs][1] is BlockKind.BREAK
    chapter = read("@Jane: “Hello”\n.\n@Mary: “Hi.”").chapter
    assert [line.kind for line in chapter.lines] == [Kind.SPEECH, Kind.NARRATION, Kind.SPEECH]
    assert len(chapter.paragraphs) == 1


def test_a_heading_ends_with_its_line() -> None:
    chapter = read("## One\nIt was dark.\n# Two\n# and more").chapter
    assert [(p.kind, p.level, len(p.lines)) for p in chapter.paragraphs] == [
        (BlockKind.HEADING, 2, 1),
        (BlockKind.PARAGRAPH, 0, 1),
        (BlockKind.HEADING, 1, 2),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("One.\n\n@Jane “hello”", 3, ["@Jane “hello”", "colon"]),
        ("@Jane “at 3:15”", 1, ["colon"]),
        ("@Jane", 1, ["colon"]),
        ("@: hello", 1, ["names nobody", "@?:"]),
        ("@[letter]: hello", 1, ["names nobody"]),
        ("@Jane:\nHello.", 1, ["nothing is said", "@Jane:"]),
        ("# [[ x ]]", 1, ["nothing is said"]),
        ("@Jane [leter]: hello", 1, ["[leter]", "[letter]"]),
        ("@Jane [xyzzy]: hello", 1, ["[xyzzy]", "speech", "silent"]),
        ("@Jane (sob: hello", 1, ["can't be read"]),
        ("@Jane (sob) x: hello", 1, ["can't be read"]),
        ("One.\n[sfk: door]", 2, ["sfk", "[sfx: …]", "\\["]),
        ("[pause 2]", 1, ["colon", "[pause: …]"]),
        ("[sfx:]", 1, ["says nothing"]),
        ("[sfx: door", 1, ["never ends"]),
        ("One.\nTwo. [[ note\nThree.", 2, ["never ends", "]]"]),
        ("[[ a ]] x [[ b\nc ]] d [[ e\n\n", 2, ["never ends"]),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place_and_the_way_out(text: str, line: int, words: list[str]) -> None:
    with pytest.raises(EditError) as refused:
        read(text)
    message = str(refused.value)
    assert message.startswith(f"script/001 The Storm.txt:{line}: ")
    assert all(word in message for word in words), message
    assert "\n" not in message


def test_a_delivery_that_is_not_known_is_kept_and_told_with_the_nearest() -> None:
    parsed = read("One.\n@Jane (wisper): Hello.\n")
    assert parsed.chapter.lines[1].delivery == "wisper"
    assert len(parsed.warnings) == 1
    assert parsed.warnings[0].startswith('script/001 The Storm.txt:2: there is no delivery called "wisper"')
    assert parsed.warnings[0].endswith("nearest known: whisper.")


def test_a_strange_delivery_is_warned_about_once_however_many_lines_have_it() -> None:
    parsed = parse_chapter("@Jane (whispr): “No.”\n\n@Jane (whispr): “Yes.”\n\n@Tom (grimly): “Oh.”\n", NAME, None)
    assert [line.delivery for line in parsed.chapter.lines] == ["whispr", "whispr", "grimly"]
    whispered, grim = parsed.warnings
    assert whispered.startswith(f"{NAME}:1: ")
    assert "the line and 1 more are said plainly; nearest known: whisper" in whispered
    assert grim.startswith(f"{NAME}:5: ")
