"""Lines are cut from what is known of stretches: a character that no line holds is never heard."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import NARRATOR, BlockKind, Chapter, CueKind, Kind
from script.story import Block, Pronunciation, Section, SectionRole, Story, Style, StyledSpan
from script.tagging.book_texts import book_texts
from script.tagging.labels import Label
from script.tagging.line_cutting import cut_chapters


def cut(
    text: str,
    labels: tuple[Label, ...] = (),
    styles: tuple[StyledSpan, ...] = (),
    told: dict[int, Label] | None = None,
    scene_breaks: tuple[int, ...] = (),
    pronunciations: tuple[Pronunciation, ...] = (),
) -> Chapter:
    """The one chapter of a text, a paragraph a line."""
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in re.finditer(r"[^\n]+", text))
    section = Section("One", 0, len(text), SectionRole.CHAPTER)
    story = Story(
        "", "", "en", text, (section,), blocks, styles, pronunciations=pronunciations, scene_breaks=scene_breaks
    )
    (chapter,) = cut_chapters(story, [section], book_texts(story, section, 0), labels, told or {})
    return chapter


def lines(chapter: Chapter) -> list[tuple[str, str | None, Kind]]:
    return [(chapter.text[line.start : line.end], line.speaker, line.kind) for line in chapter.lines]


def speech(start: int, end: int) -> Label:
    return Label(start, end, "Anna", Kind.SPEECH)


def test_what_nobody_says_is_narrated_and_a_lone_mark_joins_what_stands_before() -> None:
    assert lines(cut("“So,” she said. “No.” —", (speech(0, 5), speech(16, 21)))) == [
        ("“So,”", "Anna", Kind.SPEECH),
        ("she said.", NARRATOR, Kind.NARRATION),
        ("“No.” —", "Anna", Kind.SPEECH),
    ]


def test_a_mark_before_speech_is_part_of_it() -> None:
    assert lines(cut("— “So.”", (speech(2, 7),))) == [("— “So.”", "Anna", Kind.SPEECH)]


def test_a_footnote_s_mark_within_speech_is_not_spoken() -> None:
    found = lines(cut("“So 1 it is.”", (speech(0, 13),), (StyledSpan(4, 5, Style.NOTE_MARK),)))
    assert found == [
        ("“So", "Anna", Kind.SPEECH),
        ("1", NARRATOR, Kind.SILENT),
        ("it is.”", "Anna", Kind.SPEECH),
    ]


def test_an_ornament_is_a_break() -> None:
    assert lines(cut("So.\n* * *"))[1] == ("* * *", NARRATOR, Kind.BREAK)


def test_what_somebody_else_tells_is_narrated_in_their_voice_but_speech_is_not() -> None:
    told = {0: Label(0, 0, "Ruth", Kind.NARRATION)}
    assert [speaker for _, speaker, _ in lines(cut("“So,” she said.\nIt rained.", (speech(0, 5),), told=told))] == [
        "Anna",
        "Ruth",
        NARRATOR,
    ]


def test_a_scene_break_without_text_is_a_pause_before_its_paragraph() -> None:
    chapter = cut("\n\nSo.\nNo.", scene_breaks=(6,))
    assert [(cue.kind, chapter.text[cue.at :]) for cue in chapter.cues] == [(CueKind.PAUSE, "No.")]


def test_emphasis_and_pronunciations_stay_on_their_words() -> None:
    chapter = cut(
        "\n\nSo it is.",
        styles=(StyledSpan(5, 7, Style.ITALIC),),
        pronunciations=(Pronunciation("So", "soʊ", "ipa", 2, 4),),
    )
    assert [chapter.text[a:b] for a, b in chapter.emphasis] == ["it"]
    assert [(chapter.text[a:b], ipa) for a, b, ipa in chapter.pronunciations] == [("So", "soʊ")]


_SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab—. \n", min_size=1, max_size=30).filter(str.strip), _SPANS, _SPANS)
def test_every_character_is_in_one_line_whatever_is_known_of_it(
    text: str, labels: list[tuple[int, int]], silent: list[tuple[int, int]]
) -> None:
    known = tuple(speech(a, min(b, len(text))) for a, b in sorted(labels) if a < min(b, len(text)))
    styles = tuple(StyledSpan(a, min(b, len(text)), Style.NOTE_MARK) for a, b in silent if a < min(b, len(text)))
    chapter = cut(text, known, styles)
    last = 0
    heard = ""
    for line in chapter.lines:
        assert last <= line.start < line.end
        heard += chapter.text[line.start : line.end]
        last = line.end
    assert "".join(heard.split()) == "".join(text.split())


def test_a_web_address_is_silent_alone_and_said_in_a_sentence() -> None:
    text = "(www.example.com)\nHe visited www.example.com at noon.[1]"
    address, note = "www.example.com", text.index("[1]")
    chapter = cut(
        text,
        styles=(
            *(StyledSpan(m.start(), m.end(), Style.ADDRESS) for m in re.finditer(re.escape(address), text)),
            StyledSpan(note, note + 3, Style.NOTE_MARK),
        ),
    )
    assert (address, NARRATOR, Kind.SILENT) in lines(chapter)
    assert lines(chapter)[-2:] == [
        ("He visited www.example.com at noon.", NARRATOR, Kind.NARRATION),
        ("[1]", NARRATOR, Kind.SILENT),
    ]
