"""What the script gets wrong here, a listener hears: a wrong voice, a lost word, a break read aloud."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import NARRATOR, BlockKind, Chapter, CueKind, Delivery, Gender, Kind, Line, Script
from script.story import Block, Section, SectionRole, Story, Style, StyledSpan
from script.tagging.attribution.attributor import Attribution, AttributionInput
from script.tagging.story_tagger import tag_story
from script.training.annotated_novels import story_of as plain_story_of
from tests.places import SHARED


def story_of(
    text: str, *, kinds: dict[str, BlockKind] | None = None, styles: tuple[StyledSpan, ...] = (), language: str = "en"
) -> Story:
    """One paragraph a line, one chapter."""
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        if not match.group().strip():
            continue
        kind = next((k for start, k in (kinds or {}).items() if match.group().startswith(start)), BlockKind.PARAGRAPH)
        blocks.append(Block(match.start(), match.end(), kind, 1 if kind is BlockKind.HEADING else 0))
    return Story(
        "A Story", "", language, text, (Section("A Story", 0, len(text), SectionRole.CHAPTER),), tuple(blocks), styles
    )


def said(script: Script, words: str) -> Line:
    """The line that holds these words."""
    return next(
        line for chapter in script.chapters for line in chapter.lines if words in chapter.text[line.start : line.end]
    )


def text_of(chapter: Chapter, line: Line) -> str:
    return chapter.text[line.start : line.end]


def check_verbatim(script: Script, story: Story) -> None:
    names = {character.name for character in script.characters}
    assert len(names) == len(script.characters)
    for chapter in script.chapters:
        assert chapter.text == story.text[chapter.offset : chapter.offset + len(chapter.text)]
        covered = [0] * len(chapter.text)
        last = 0
        for paragraph in chapter.paragraphs:
            assert paragraph.lines
            for line in paragraph.lines:
                assert last <= line.start < line.end <= len(chapter.text)
                assert chapter.text[line.start : line.end].strip()
                assert 0 <= line.confidence <= 1
                assert line.speaker in (None, NARRATOR) or line.speaker in names
                last = line.end
                for at in range(line.start, line.end):
                    covered[at] += 1
        assert all(covered[at] == 1 for at, char in enumerate(chapter.text) if not char.isspace())


_MARKS = [*"“”\"'’‘«»„—_*….,!?: \n\u2028\u00a0\x0b\u202eß", "--", "- ", "e\u0301", "***", "\n\n"]
_WORDS = [
    *("said ", "she ", "Jane ", "Mr. Darcy ", "I ", "Dear Tom,", "Love,\nSpike", "thought ", "they all cried"),
    *("narrator ", "Narrator said", "Привет ", "The old woman ", "Sincerely,\n", "my letter read:\n"),
]
_PIECES = st.sampled_from(_MARKS + _WORDS)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=60),
    st.sampled_from(list(BlockKind)),
    st.sampled_from(["en", "de", ""]),
)
def test_every_character_lies_in_exactly_one_line_whatever_the_text(
    pieces: list[str], kind: BlockKind, language: str
) -> None:
    text = "".join(pieces)
    story = story_of(text, kinds={"—": kind, "“": kind}, language=language)
    check_verbatim(tag_story(story), story)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet='ab “”"_\n.?', min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20), st.sampled_from(list(Style))), max_size=6),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 30)), max_size=4),
)
def test_styles_and_stray_blocks_never_lose_a_character(
    text: str, spans: list[tuple[int, int, Style]], blocks: list[tuple[int, int]]
) -> None:
    size = len(text)
    styles = tuple(StyledSpan(min(a, size), min(a + n, size), s) for a, n, s in spans)
    kept: list[Block] = []
    for a, n in sorted(blocks):
        a, b = max(a, kept[-1].end if kept else 0), min(a + n, size)
        if a < b and text[a:b].strip():
            kept.append(Block(a, b, BlockKind.PARAGRAPH))
    half = size // 2
    sections = (Section("One", 0, half, SectionRole.CHAPTER), Section("Two", half, size, SectionRole.CHAPTER))
    story = Story("", "", "", text, sections, tuple(kept), styles)
    script = tag_story(story)
    check_verbatim(script, story)
    assert sum(len(re.sub(r"\s", "", c.text)) for c in script.chapters) == len(re.sub(r"\s", "", text))


def test_a_first_person_narrator_speaks_under_the_name_that_others_call_them() -> None:
    script = tag_story(
        story_of(
            "I met Tom at the gate. “You are late, Harriet,” he said.\n“I know,” I said. “The train was slow.”\n"
            "“It always is, Harriet.”\nI laughed. “Then we agree.”\n“Come in, Harriet,” said Tom, and I went in."
        )
    )
    assert script.narrator == "Harriet"
    assert "I" in script.characters[1].aliases or "I" in script.characters[0].aliases
    assert said(script, "The train was slow").speaker == "Harriet"
    assert said(script, "It always is").speaker == "Tom"
    assert said(script, "I laughed").speaker == NARRATOR


def test_a_narrator_who_tells_their_name_has_it_and_a_nameless_one_is_called_i() -> None:
    told = "“Who goes there?” I cried.\n“Only me,” said a voice.\n“Come up, then,” I said. I held the lamp."
    assert tag_story(story_of(told)).narrator == "I"
    named = "My name is Silas Green, and I keep the light.\n" + told
    assert tag_story(story_of(named)).narrator == "Silas Green"


def test_a_character_called_narrator_is_never_taken_for_the_narrator() -> None:
    script = tag_story(story_of("“Begin,” said Narrator.\n“I begin,” replied Anna.\n“Again,” said Narrator."))
    assert NARRATOR not in {character.name.lower() for character in script.characters}
    assert said(script, "Begin,").speaker not in (None, NARRATOR)


def test_a_crowd_speaks_as_a_crowd() -> None:
    script = tag_story(
        story_of(
            "The king raised his hand. “Long live the king!” the crowd roared.\n"
            "“Bread you shall have,” said the old king."
        )
    )
    assert said(script, "Long live").speaker == "the crowd"
    assert said(script, "Bread").speaker == "the old king"


def test_speech_over_paragraphs_stays_with_its_speaker_and_a_lost_mark_with_its_paragraph() -> None:
    script = tag_story(
        story_of(
            "“I will tell you a tale,” said Peter. “It was long ago.\n“We sailed for a year.\n“Then we came home.”\n"
            "“Is that all?” asked Ruth.\n“To be sure, said Peter.\nRuth laughed.\n“Good night,” she said."
        )
    )
    assert {said(script, words).speaker for words in ("tell you", "We sailed", "Then we")} == {"Peter"}
    assert said(script, "Is that all").speaker == "Ruth"
    assert said(script, "Ruth laughed").kind is Kind.NARRATION
    assert said(script, "Good night").speaker == "Ruth"


def test_titles_and_scare_quotes_are_narrated() -> None:
    script = tag_story(
        story_of(
            "The so-called “expert” had read “Great Expectations” twice. A sign said “no entry” there.\n"
            "“Hello,” said Ann."
        )
    )
    assert said(script, "expert").kind is Kind.NARRATION
    assert said(script, "Great Expectations").kind is Kind.NARRATION
    assert said(script, "Hello").speaker == "Ann"


def test_thoughts_belong_to_the_thinker() -> None:
    script = tag_story(
        story_of(
            "Mary looked at the door. _I should go now_, she thought. But she stayed.\n“I can’t do it,” thought John."
        )
    )
    assert (said(script, "I should go").kind, said(script, "I should go").speaker) == (Kind.THOUGHT, "Mary")
    assert (said(script, "I can’t").kind, said(script, "I can’t").speaker) == (Kind.THOUGHT, "John")


def test_an_italic_sentence_is_a_thought_and_an_italic_title_is_not() -> None:
    text = "Mary stood at the gate. What have I done? She read War and Peace that night."
    first, title = text.index("What have"), text.index("War and")
    styles = (StyledSpan(first, first + 17, Style.ITALIC), StyledSpan(title, title + 13, Style.ITALIC))
    script = tag_story(story_of(text, styles=styles))
    assert said(script, "What have I done?").kind is Kind.THOUGHT
    assert said(script, "War and Peace").kind is Kind.NARRATION
    assert script.chapters[0].emphasis == ((first, first + 17), (title, title + 13))


def test_breaks_headings_and_silent_marks_are_told_apart() -> None:
    text = "Chapter One\nIt rained.3 Then it stopped.\n* * *\n======+++++======\n.\n“…”\nThe sun rose."
    mark = text.index("3")
    story = story_of(text, kinds={"Chapter": BlockKind.HEADING}, styles=(StyledSpan(mark, mark + 1, Style.NOTE_MARK),))
    script = tag_story(story)
    lines = script.chapters[0].lines
    kinds = [line.kind for line in lines]
    assert kinds[0] is Kind.HEADING
    silent = next(line for line in lines if line.kind is Kind.SILENT)
    assert (text_of(script.chapters[0], silent), silent.evidence) == ("3", "note mark")
    assert [text_of(script.chapters[0], line) for line in lines if line.kind is Kind.BREAK] == [
        "* * *",
        "======+++++======",
        ".",
    ]


def test_a_wordless_scene_break_becomes_a_pause_cue_before_its_paragraph() -> None:
    text = "“Go,” said Ann.\nNight fell."
    story = story_of(text)
    ruled = Story(story.title, "", "en", text, story.sections, story.blocks, scene_breaks=(text.index("Night"),))
    (cue,) = tag_story(ruled).chapters[0].cues
    assert (cue.at, cue.kind, cue.value) == (text.index("Night"), CueKind.PAUSE, "scene")


def test_the_tag_tells_how_a_line_is_said() -> None:
    script = tag_story(story_of("“Quiet,” whispered Ann.\n“Run!” shouted Ben.\n“Why?” said Ann."))
    assert [said(script, w).delivery for w in ("Quiet", "Run", "Why")] == [Delivery.WHISPER, Delivery.SHOUT, None]


def test_a_speech_that_its_tag_interrupts_is_whispered_to_its_end() -> None:
    script = tag_story(story_of("“Quiet,” whispered Ann, “they come.” She rose. “Now.”\n“Where?” asked Ben."))
    assert [said(script, w).delivery for w in ("Quiet", "they come", "Now", "Where")] == [
        Delivery.WHISPER,
        Delivery.WHISPER,
        Delivery.WHISPER,
        None,
    ]


def test_dash_dialogue_leaves_the_tag_to_the_narrator() -> None:
    script = tag_story(
        story_of("— Hello, said John, come in.\n— Thank you, Mary answered.\nShe sat down.\n— It is cold, he went on.")
    )
    assert said(script, "said John").speaker == NARRATOR
    assert [said(script, w).speaker for w in ("Hello", "come in", "Thank you", "It is cold")] == [
        "John",
        "John",
        "Mary",
        "John",
    ]


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("es", "—Hola —dijo Juan—. ¿Qué tal?\n—Bien —respondió María.", "¿Qué tal", "Juan"),
        ("fr", "« Bonjour », dit Pierre.\nIl pleut.", "Bonjour", "Pierre"),
        ("de", "„Guten Tag“, sagte Hans.\nEs regnet.", "Guten Tag", "Hans"),
        ("de", "»Guten Tag«, sagte Hans.\nEs regnet.", "Guten Tag", "Hans"),
    ],
)
def test_speech_is_found_in_other_languages(language: str, text: str, words: str, speaker: str) -> None:
    assert said(tag_story(story_of(text, language=language)), words).speaker == speaker


def test_left_out_sections_give_no_chapter_unless_asked_for() -> None:
    text = "Copyright.\nOnce there was a fox."
    blocks = (Block(0, 10, BlockKind.PARAGRAPH), Block(11, len(text), BlockKind.PARAGRAPH))
    sections = (
        Section("Imprint", 0, 11, SectionRole.FRONT, left_out="imprint"),
        Section("One", 11, len(text), SectionRole.CHAPTER),
    )
    story = Story("", "", "en", text, sections, blocks)
    assert [chapter.title for chapter in tag_story(story).chapters] == ["One"]
    assert [chapter.number for chapter in tag_story(story, include=lambda _: True).chapters] == [1, 2]
    assert tag_story(story).chapters[0].offset == 11


def test_exchanges_count_who_answers_whom_and_characters_come_by_how_much_they_say() -> None:
    script = tag_story(
        story_of(
            "“Yes,” said Ann.\n“I doubt that very much indeed,” said Ben.\n“Why?” asked Ann.\n“Because,” said Ben."
        )
    )
    assert script.exchanges == (("Ann", "Ben", 3),)
    assert [c.name for c in script.characters] == ["Ben", "Ann"]
    assert [c.gender for c in script.characters] == [Gender.MALE, Gender.FEMALE]


def test_the_letters_and_quotations_of_the_seed_story_come_out_in_the_right_voices() -> None:
    path = SHARED / "stories" / "seed.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    text = path.read_text(encoding="utf-8")
    script = tag_story(story_of(text))
    lines = script.chapters[0].lines
    spoken = [line.speaker for line in lines if line.kind is Kind.SPEECH]
    assert spoken == ["Rarity", "Twilight", "Rarity", "Twilight", "Rarity", "Twilight"]
    written = [(line.speaker, text_of(script.chapters[0], line)) for line in lines if line.kind is Kind.LETTER]
    assert written[0] == ("Spike", "Dear Rarity,")
    assert [speaker for speaker, _ in written] == ["Spike"] * 15 + ["Rarity"] * 3
    assert [words for _, words in written[-2:]] == ["Sincerely,", "Rarity"]
    assert sum(line.kind is Kind.BREAK for line in lines) == 2


def test_verse_that_nobody_says_is_the_narrators() -> None:
    text = "“Yes,” said Anna.\nThe sea was calm.\n“God makes such nights, all white and still.”\nAnna slept."
    script = tag_story(story_of(text, kinds={"“God": BlockKind.VERSE}))
    assert said(script, "God makes").kind is Kind.NARRATION
    sung = text.replace("The sea was calm.", "Then Anna sang:")
    script = tag_story(story_of(sung, kinds={"“God": BlockKind.VERSE}))
    assert (said(script, "God makes").speaker, said(script, "God makes").kind) == ("Anna", Kind.SPEECH)


_SEVERAL = (
    "Ruth Arden’s Journal\n3 May. — I came by the evening boat.\n“Wipe your feet,” said Mrs. Tully.\n"
    "“I have wiped them,” I said.\nTom Lowe’s Diary\nMy cousin is a difficulty. She opens doors.\n"
    "“Glass,” I told her. “Don’t touch it.”\n“I never touch,” said Ruth.\nI do not believe her, and I keep my key."
)


def test_where_several_tell_the_book_each_part_is_told_in_the_voice_of_its_own_i() -> None:
    kinds = {"Ruth Arden’s": BlockKind.HEADING, "Tom": BlockKind.HEADING}
    script = tag_story(story_of(_SEVERAL, kinds=kinds))
    assert script.narrator is None
    ruths, toms = said(script, "I came by"), said(script, "My cousin")
    assert (ruths.speaker, ruths.kind) == ("Ruth", Kind.NARRATION)
    assert (toms.speaker, toms.kind) == ("Tom Lowe", Kind.NARRATION)
    assert said(script, "I have wiped").speaker == "Ruth"
    assert (said(script, "Glass,").speaker, said(script, "I told her").speaker) == ("Tom Lowe", "Tom Lowe")
    assert said(script, "I never touch").speaker == "Ruth"
    assert {said(script, title).speaker for title in ("Ruth Arden’s", "Tom Lowe’s")} == {NARRATOR}


def test_the_only_teller_of_a_book_is_its_narrator() -> None:
    text = _SEVERAL[: _SEVERAL.index("Tom Lowe’s Diary")].rstrip()
    script = tag_story(story_of(text, kinds={"Ruth Arden’s": BlockKind.HEADING}))
    assert script.narrator == "Ruth Arden"
    assert said(script, "I came by").speaker == NARRATOR
    assert said(script, "I have wiped").speaker == "Ruth Arden"


def test_a_letter_under_a_line_of_its_own_is_a_letter_to_its_signature() -> None:
    text = (
        "Anna sat down.\nLetter from Ruth Arden to Anna Lowe.\nPort Arden, 5 May.\nI have only weather, and “salt”.\n"
        "Your loving friend,\nRUTH\nAnna laughed. “She never changes,” said Anna."
    )
    script = tag_story(story_of(text))
    assert {said(script, words).kind for words in ("Port Arden", "I have only", "RUTH")} == {Kind.LETTER}
    assert said(script, "I have only").speaker == "Ruth Arden"
    assert said(script, "Anna laughed").speaker == NARRATOR
    assert said(script, "Letter from").speaker == NARRATOR


def test_initials_under_a_letter_are_those_of_the_only_one_who_has_them() -> None:
    script = tag_story(
        story_of(
            "“Good day,” said Martha Dale.\n“Good day, Miss Dale,” said Tom.\nTom found a note. It ran as follows:\n"
            "“I cannot come, and you know the reason well enough; burn this as soon as you have read it, and then"
            " forget that I ever sent you anything.”\n“M. D.”\nTom burned it."
        )
    )
    letter = said(script, "I cannot come")
    assert letter.kind is Kind.LETTER
    assert letter.speaker == said(script, "Good day,").speaker
    assert said(script, "Tom burned").speaker == NARRATOR


def test_a_notice_that_nobody_signs_is_read_by_the_narrator() -> None:
    script = tag_story(
        story_of(
            "“Look,” said Ben.\nHe had seen an advertisement. It ran thus:\n“Lost, on Friday last, between the bridge"
            " and the mill, a brown dog with one white ear. Whoever brings it to the inn will be well rewarded for the"
            " trouble.”\n“A dog,” said Ann."
        )
    )
    assert (said(script, "Lost, on").speaker, said(script, "Lost, on").kind) == (NARRATOR, Kind.LETTER)


@dataclass
class _Turns:
    """An attributor that keeps what goes on with what."""

    goes_on: list[bool] = field(default_factory=list)

    def attribute(self, book: AttributionInput) -> tuple[Attribution, ...]:
        self.goes_on = [span.continues for span in book.spans]
        return (Attribution(None, 0.0, ""),) * len(book.spans)


def test_a_tale_in_quotation_marks_goes_on_over_the_end_of_a_chapter() -> None:
    text = (
        "“I will tell you all,” said Peter. “I was born at sea.\n“My father kept the light.\nChapter Two\n“I minded it"
        " for a year.\n“That is all.”\n“Is it?” asked Ruth."
    )
    turns = _Turns()
    tag_story(story_of(text, kinds={"Chapter": BlockKind.HEADING}), attributor=turns)
    assert turns.goes_on == [False, False, True, True, True, False]


def test_a_mark_that_is_lost_at_a_chapters_end_leaves_the_next_chapter_to_its_own_speakers() -> None:
    text = "“Good night,” said Peter. “Sleep well.\nChapter Two\n“Good morning,” said Ruth."
    turns = _Turns()
    tag_story(story_of(text, kinds={"Chapter": BlockKind.HEADING}), attributor=turns)
    assert turns.goes_on == [False, False, False]


# A story in one line, or of nothing but short talk, must not keep its reader waiting for hours. Each text is tagged at
# two sizes. Four times the text may take four times the time, with much room for a busy machine; where every quotation
# looks through the whole paragraph it takes sixteen times.

_NARRATION = (
    '"I have no time," said Mr. Hill. He took his hat and went to the door, where Anna waited with the lamp. '
    '"Then go," she answered, "and come back when you have." It was late; the rain had stopped, and Ben laughed. '
)


def _one_line(size: int) -> str:
    return _NARRATION * (size // len(_NARRATION))


def _one_line_of_curly_marks(size: int) -> str:
    marks = iter("“”" * size)
    return "".join(next(marks) if char == '"' else char for char in _one_line(size))


def _quotations(size: int) -> str:
    return " ".join(f'"Word {number}," said {("Ann", "Ben", "Mrs. Hill")[number % 3]}.' for number in range(size // 25))


def _unclosed_quotations(size: int) -> str:
    return " ".join("“Word and more" for _ in range(size // 15))


def _openers_alone(size: int) -> str:
    return "“" * size


def _apostrophes(size: int) -> str:
    return " ".join("‘Word the dogs’ more" for _ in range(size // 20))


def _capitals(size: int) -> str:
    return "THE BOOK OF ANN " * (size // 16)


def _underscores(size: int) -> str:
    return "_" * size + " _I" * size


def _turns_without_tags(size: int) -> str:
    return "\n\n".join(["Ann and Ben came in.", *(f'"Line {number} of the talk?"' for number in range(size // 25))])


def _names(size: int) -> str:
    syllables = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeo"]
    names = (f"{a}{b}{c}".capitalize() for a in syllables for b in syllables for c in syllables)
    return "\n\n".join(f'"Yes," said {name}.' for name in islice(names, size // 20))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (_one_line, 20_000),
        (_one_line_of_curly_marks, 20_000),
        (_quotations, 2_500),
        (_unclosed_quotations, 20_000),
        (_openers_alone, 10_000),
        (_apostrophes, 30_000),
        (_capitals, 10_000),
        (_underscores, 2_000),
        (_turns_without_tags, 7_000),
        (_names, 1_500),
    ],
)
def test_time_grows_with_the_text(text: Callable[[int], str], size: int) -> None:
    tag_story(plain_story_of(text(100), "warm"))
    small, large = _seconds(text(size)), _seconds(text(4 * size))
    assert large < 9 * max(small, 0.05)


def _seconds(text: str) -> float:
    story = plain_story_of(text, "")
    began = time.process_time()
    tag_story(story)
    return time.process_time() - began
