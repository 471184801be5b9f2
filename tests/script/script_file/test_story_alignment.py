"""What would be broken: an edit that costs the words around it their white space, styles or evidence."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from script.model import DOUBTFUL, NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from script.script_file.script_parser import ParsedChapter, parse_chapter
from script.script_file.script_writer import format_chapter
from tests.script.script_texts import NAME, read


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
