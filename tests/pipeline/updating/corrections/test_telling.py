"""What would be broken: the tagger is told of a correction at other words than the person's, or of none."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.production.script_files import EditedChapter
from pipeline.updating.corrections.book_corrections import ChapterCorrections
from pipeline.updating.corrections.deriving import corrected_in
from pipeline.updating.corrections.telling import Told, find_told
from script.model import BlockKind
from script.story import Block, Section, SectionRole, Story
from tests.pipeline.updating.corrections.tagged_chapters import left_by_person, left_by_tagger

RAIN, ASKED, ANSWERED = "It rained all day.", "“Where have all the bees gone?”", "“I have not seen one of them.”"
OWN = f"{RAIN}\n\n@Ann: {ASKED}\n\n@Tom: {ANSWERED}\n"


def corrections(mine: str, own: str = OWN) -> ChapterCorrections:
    base = left_by_tagger(own)
    chapter = left_by_person(mine, base)
    edited = EditedChapter("001 x.txt", chapter, tuple(range(1, len(chapter.lines) + 1)), base)
    return ChapterCorrections(edited, base, tuple(corrected_in(base, chapter)))


def story(*sections: Sequence[str]) -> Story:
    text, found, blocks = "", [], []
    for number, paragraphs in enumerate(sections, 1):
        start = len(text)
        for paragraph in paragraphs:
            blocks.append(Block(len(text), len(text) + len(paragraph), BlockKind.PARAGRAPH))
            text += paragraph + "\n\n"
        found.append(Section(f"Part {number}", start, len(text), SectionRole.CHAPTER))
    return Story("", "", "en", text, tuple(found), tuple(blocks))


def told(mine: str, *sections: Sequence[str], own: str = OWN) -> tuple[Story, Told]:
    now = story(*sections)
    return now, find_told([corrections(mine, own)], now, now.sections)


def said(now: Story, found: Told) -> list[tuple[str, str]]:
    return [(now.text[fixed.start : fixed.end], fixed.speaker) for fixed in found.fixed]


TOM = OWN.replace("@Ann", "@Ruth")


def test_a_corrected_line_is_told_where_the_story_has_it_now() -> None:
    for sections in ([[RAIN, ASKED, ANSWERED]], [[ANSWERED, ASKED]], [[RAIN, ANSWERED], ["Later.", ASKED]]):
        assert said(*told(TOM, *sections)) == [(ASKED, "Ruth")]


def test_what_the_tagger_itself_says_of_it_is_kept_beside() -> None:
    now, found = told(TOM, [RAIN, ASKED, ANSWERED])
    (own,) = found.own
    assert (now.text[own.start : own.end], own.label.speaker) == (ASKED, "Ann")


def test_a_line_with_a_mended_word_is_still_told() -> None:
    mended = ASKED.replace("bees", "wasps")
    assert said(*told(TOM, [RAIN, mended, ANSWERED])) == [(mended, "Ruth")]


def test_a_line_that_is_gone_or_is_another_now_is_told_nowhere() -> None:
    assert said(*told(TOM, [RAIN, ANSWERED])) == []
    assert said(*told(TOM, [RAIN, "“Well, here we are at last.”", ANSWERED])) == []
    spread = ASKED.replace(" bees ", f" bees, {'as my old aunt used to say on Sundays, ' * 5}")
    assert said(*told(TOM, [RAIN, spread, ANSWERED])) == []


def test_of_a_divided_line_each_part_is_told_with_whoever_has_it() -> None:
    divided = OWN.replace("“Where have all the bees", "“Where have all\n@Ruth: the bees")
    assert said(*told(divided, [RAIN, ASKED, ANSWERED])) == [
        ("“Where have all", "Ann"),
        ("the bees gone?”", "Ruth"),
    ]


def test_deliveries_and_doubt_tell_the_tagger_nothing() -> None:
    assert told(OWN.replace("@Ann", "@Ann (shout)"), [RAIN, ASKED, ANSWERED])[1] == Told()
    assert said(*told(OWN.replace("@Ann", "@?Ruth"), [RAIN, ASKED, ANSWERED])) == []


def test_a_chapter_by_itself_has_what_the_tagger_says_of_its_own_words() -> None:
    _, found = told(TOM, [RAIN, ASKED, ANSWERED])
    tagged = left_by_tagger(TOM, "bees")
    (own,) = found.own_chapters([tagged])
    assert [line.speaker for line in own.lines] == ["narrator", "Ann", "Tom"]
