"""What would be broken: a person's file read as something else than it says, or a story changed by writing it down."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings

from script.model import DOUBTFUL, NARRATOR, BlockKind, Chapter, Cue, CueKind, Kind, Line, Paragraph
from script.reading.story_reader import read_story
from script.script_file.script_parser import ParsedChapter, parse_chapter
from script.script_file.script_writer import format_chapter
from script.support.errors import EditError
from script.tagging.story_tagger import tag_story
from tests.places import SHARED
from tests.script.chapters import chapters, words_of

NAME = "script/001 The Storm.txt"


@settings(max_examples=200, deadline=None)
@given(chapters())
def test_a_script_file_reads_back_as_the_very_chapter_it_was_written_from(chapter: Chapter) -> None:
    parsed = parse_chapter(format_chapter(chapter), NAME, chapter)
    assert parsed.chapter == chapter
    assert parsed.changed_words == 0


@settings(max_examples=200, deadline=None)
@given(chapters())
def test_words_speakers_kinds_deliveries_cues_and_notes_survive_without_the_stored_chapter(chapter: Chapter) -> None:
    parsed = parse_chapter(format_chapter(chapter), NAME, None).chapter
    assert words_of(parsed) == words_of(chapter)
    assert [(line.speaker, line.kind, line.delivery) for line in parsed.lines] == [
        (line.speaker, line.kind, line.delivery) for line in chapter.lines
    ]
    assert _marks(parsed) == _marks(chapter)
    assert [len(paragraph.lines) for paragraph in parsed.paragraphs] == [len(p.lines) for p in chapter.paragraphs]


def _marks(chapter: Chapter) -> list[list[tuple[int, str, str]]]:
    def place(at: int) -> int:
        return len("".join(chapter.text[:at].split()))

    return [
        [(place(cue.at), cue.kind, cue.value) for cue in chapter.cues],
        [(place(note.at), "note", note.text) for note in chapter.notes],
    ]


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


def read(text: str) -> ParsedChapter:
    return parse_chapter(text, NAME, None)


def texts(chapter: Chapter) -> list[str]:
    return [chapter.text[line.start : line.end] for line in chapter.lines]


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


def test_typical_prose_needs_no_escapes() -> None:
    prose = "It cost #5 (or 5 * 3 = 15) at 10:30 [sic], a@b.org said: “Well—no…” and -- #1! – 'Yes' [Footnote 2: a]."
    chapter = read(prose).chapter
    assert texts(chapter) == [prose]
    assert format_chapter(chapter) == prose + "\n"


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


@pytest.mark.parametrize(
    "name", ["Dr: Who", "The [old] man", "Smith (the elder)", "?", "“Mad” Jack", "Narrator", "Ann\ne"]
)
def test_names_may_hold_anything(name: str) -> None:
    text = "Hello."
    chapter = Chapter(1, "", text, (Paragraph(BlockKind.PARAGRAPH, (Line(0, 6, name, Kind.SPEECH),)),))
    assert [line.speaker for line in read(format_chapter(chapter)).chapter.lines] == [name]


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


def test_a_chapter_of_ten_thousand_lines_is_read_in_seconds_also_when_much_was_changed() -> None:
    """The limit is ten times what it takes; comparing every line with every other would take hours."""
    lines = [
        f"@Jane: “Yes, {i} of the {i * 7 % 1000}.”\nshe said the same as ever, the {i % 50}.\n" for i in range(5000)
    ]
    script = "\n".join(lines)
    base = read(script).chapter
    edited = "\n".join(line.replace("same", "other") if i % 3 else line for i, line in enumerate(lines))
    start = time.perf_counter()
    parsed = parse_chapter(edited, NAME, base)
    assert parsed.changed_words == sum(1 for i in range(5000) if i % 3)
    repeated = "\n\n".join(["@Jane: “Yes.”"] * 10_000)
    shorter = "No.\n\n" + "\n\n".join(["@Jane: “Yes.”"] * 9_000) + "\n\nNo.\n"
    parse_chapter(shorter, NAME, read(repeated).chapter)
    assert time.perf_counter() - start < 40


class TestEdits:
    """What comes from the stored chapter after an edit."""

    base = Chapter(
        number=3,
        title="Kept",
        text="  “My\ndear,”—said  she.\n\n\nRoses are red,\nviolets\u00a0blue.\n",
        paragraphs=(
            Paragraph(
                BlockKind.PARAGRAPH,
                (
                    Line(2, 12, "Jane", Kind.SPEECH, None, 0.3, "turn"),
                    Line(12, 23, NARRATOR, Kind.NARRATION, None, 0.9, "rest"),
                ),
            ),
            Paragraph(BlockKind.VERSE, (Line(26, 55, NARRATOR, Kind.NARRATION, None, 0.8, "verse"),)),
        ),
        offset=100,
        emphasis=((3, 10), (26, 31)),
        pronunciations=((6, 10, "dɪə"), (26, 35, "ˈrəʊzɪz ə")),
    )

    def edit(self, old: str, new: str) -> ParsedChapter:
        script = format_chapter(self.base)
        assert old in script
        return parse_chapter(script.replace(old, new), NAME, self.base)

    def test_the_script_is_as_this_class_expects(self) -> None:
        assert format_chapter(self.base) == "@?Jane: “My dear,”\n—said she.\n\nRoses are red, violets blue.\n"

    @pytest.mark.parametrize("speaker", ["@Jane", "@Mary", "@narrator [speech]"])
    def test_a_speaker_that_a_person_confirmed_or_changed_is_certain(self, speaker: str) -> None:
        parsed = self.edit("@?Jane", speaker)
        line, *others = parsed.chapter.lines
        assert (line.confidence, line.evidence) == (1.0, "edited")
        assert tuple(others) == self.base.lines[1:]
        assert (parsed.chapter.text, parsed.chapter.emphasis) == (self.base.text, self.base.emphasis)
        assert parsed.changed_words == 0

    def test_a_new_doubt_is_a_doubt(self) -> None:
        line = self.edit("—said", "@?Mary: —said").chapter.lines[1]
        assert (line.speaker, line.evidence) == ("Mary", "edited")
        assert line.confidence < DOUBTFUL

    def test_a_delivery_leaves_the_doubt(self) -> None:
        line = self.edit("@?Jane", "@?Jane (sob)").chapter.lines[0]
        assert line == replace(self.base.lines[0], delivery="sob")

    def test_changed_words_are_plain_and_the_rest_keeps_its_white_space(self) -> None:
        parsed = self.edit("violets blue", "tulips  are pink")
        assert parsed.chapter.text == "  “My\ndear,”—said  she.\n\n\nRoses are red, tulips are pink.\n"
        assert parsed.changed_words == 3
        assert parsed.chapter.paragraphs[1].kind is BlockKind.VERSE
        assert parsed.chapter.lines[2].evidence == "verse"
        assert parsed.chapter.emphasis == self.base.emphasis

    def test_emphasis_follows_its_words(self) -> None:
        parsed = self.edit("“My dear", "“Oh my, my dear")
        start, end = parsed.chapter.emphasis[1]
        assert parsed.chapter.text[start:end] == "Roses"
        assert self.edit("Roses", "Tulips").chapter.emphasis == self.base.emphasis[:1]

    def test_the_sources_pronunciations_follow_their_words_and_no_others(self) -> None:
        parsed = self.edit("“My dear", "“Oh my, my dear")
        said = [(parsed.chapter.text[start:end], ipa) for start, end, ipa in parsed.chapter.pronunciations]
        assert said == [("dear", "dɪə"), ("Roses are", "ˈrəʊzɪz ə")]
        assert self.edit("Roses", "Tulips").chapter.pronunciations == self.base.pronunciations[:1]
        assert self.edit("@?Jane", "@Jane").chapter.pronunciations == self.base.pronunciations

    def test_words_parted_or_joined_are_changed_words(self) -> None:
        assert self.edit("violets blue", "violetsblue").changed_words == 1
        parsed = self.edit("violets", "vio lets")
        assert parsed.changed_words == 1
        assert "vio lets\u00a0blue" in parsed.chapter.text

    def test_a_parted_paragraph_changes_no_word(self) -> None:
        parsed = self.edit("—said", "\n—said")
        assert [len(p.lines) for p in parsed.chapter.paragraphs] == [1, 1, 1]
        assert (parsed.chapter.text, parsed.chapter.lines) == (self.base.text, self.base.lines)

    def test_added_and_deleted_paragraphs_leave_the_others(self) -> None:
        parsed = self.edit("\n\nRoses", "\n\nA knock.\n\nRoses")
        assert parsed.chapter.text == "  “My\ndear,”—said  she.\n\nA knock.\n\nRoses are red,\nviolets\u00a0blue.\n"
        assert parsed.changed_words == 2
        assert self.edit("\n\nRoses are red, violets blue.", "").chapter.text == "  “My\ndear,”—said  she."


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the stories of MAKE_AUDIO_SHARED")
@pytest.mark.parametrize("story", ["seed.txt", "love-among-the-chickens.epub"])
def test_whole_books_read_back_without_an_escape(story: str) -> None:
    for chapter in tag_story(read_story(SHARED / "stories" / story)).chapters:
        script = format_chapter(chapter)
        assert parse_chapter(script, NAME, chapter).chapter == chapter
        assert words_of(parse_chapter(script, NAME, None).chapter) == words_of(chapter)
        assert "\\" not in script


def test_an_ornament_of_two_lines_stays_a_break_when_one_of_them_alone_could_be_read_as_one() -> None:
    lines = (Line(0, 1, NARRATOR, Kind.BREAK), Line(1, 4, NARRATOR, Kind.BREAK))
    chapter = Chapter(1, "", ":===\n", (Paragraph(BlockKind.BREAK, lines),))
    parsed = parse_chapter(format_chapter(chapter), NAME, None).chapter
    assert [(line.kind, parsed.text[line.start : line.end]) for line in parsed.lines] == [
        (Kind.BREAK, ":"),
        (Kind.BREAK, "==="),
    ]


def test_a_strange_delivery_is_warned_about_once_however_many_lines_have_it() -> None:
    parsed = parse_chapter("@Jane (whispr): “No.”\n\n@Jane (whispr): “Yes.”\n\n@Tom (grimly): “Oh.”\n", NAME, None)
    assert [line.delivery for line in parsed.chapter.lines] == ["whispr", "whispr", "grimly"]
    whispered, grim = parsed.warnings
    assert whispered.startswith(f"{NAME}:1: ")
    assert "the line and 1 more are said plainly; nearest known: whisper" in whispered
    assert grim.startswith(f"{NAME}:5: ")
