"""What would be broken: a person's edit lost, or a story's words missing, when a script file meets a new tagging."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, note, settings
from hypothesis import strategies as st

from script.merging.chapter_merge import Merged, merge_chapter
from script.model import Chapter
from script.script_file.script_parser import parse_chapter
from script.script_file.script_writer import format_chapter
from script.support.errors import EditError
from tests.script.chapters import chapters

NAME = "script/001 The Storm.txt"


def tagged(script: str) -> Chapter:
    """The chapter that a script file says, as a tagger would have left it."""
    chapter = parse_chapter(script, NAME, None).chapter
    lines = {line: replace(line, confidence=0.9 if line.confidence == 1.0 else 0.3) for line in chapter.lines}
    return replace(
        chapter,
        paragraphs=tuple(replace(p, lines=tuple(lines[line] for line in p.lines)) for p in chapter.paragraphs),
    )


def merged(base: str | None, mine: str, new: str) -> str:
    return merge_chapter(None if base is None else tagged(base), mine, tagged(new), NAME).text


BASE = """# The Storm

It was a quiet evening.

@Jane: “My dear,”
said his lady to him one day,
@?Jane: “have you heard?”

Nobody answered her question for a while.
"""


class TestWhatAPersonChangedStays:
    def test_a_corrected_speaker_stays_when_the_story_grows(self) -> None:
        mine = BASE.replace("@?Jane:", "@Lizzy:")
        new = BASE.replace("It was", "A knock.\n\nIt was") + "\n@Jane: “Well!”\n"
        assert merged(BASE, mine, new) == new.replace("@?Jane:", "@Lizzy:")

    def test_a_corrected_speaker_stays_when_the_tagger_changes_its_mind(self) -> None:
        assert merged(BASE, BASE.replace("@?Jane", "@Lizzy"), BASE.replace("@?Jane", "@Mary")) == BASE.replace(
            "@?Jane", "@Lizzy"
        )

    def test_a_confirmed_speaker_stays_confirmed(self) -> None:
        assert "@Jane: “have you heard?”" in merged(BASE, BASE.replace("@?", "@"), BASE.replace("@?Jane", "@Mary"))

    def test_what_the_person_left_alone_follows_the_new_tagging(self) -> None:
        mine = BASE.replace("@Jane: “My", "@Jane (whisper): “My")
        new = BASE.replace("@?Jane", "@Mary").replace("@Jane: “My", "@Anne: “My")
        assert merged(BASE, mine, new) == new.replace("@Anne: “My", "@Anne (whisper): “My")

    def test_a_kind_a_delivery_cues_and_notes_stay(self) -> None:
        mine = (
            BASE.replace("@Jane: “My", "[sfx: door]\n\n@Jane [letter] (sob): “My")
            .replace("Nobody answered", "Nobody [pause: 2] answered")
            .replace("# The Storm", "[[ check\n   this ]]\n\n# The Storm")
        )
        new = BASE.replace("while.", "while.\n\nThen it rained.")
        result = merged(BASE, mine, new)
        assert result == mine.replace("while.", "while.\n\nThen it rained.")

    def test_a_cue_of_the_tagger_that_a_person_deleted_stays_deleted(self) -> None:
        base = BASE.replace("Nobody", "[pause: scene]\n\nNobody")
        assert merged(base, BASE.replace("dear", "deer"), base + "\nThe end.\n") == (
            BASE.replace("dear", "deer") + "\nThe end.\n"
        )

    def test_changed_words_stay_and_the_storys_changes_elsewhere_come(self) -> None:
        mine = BASE.replace("quiet evening", "stormy night")
        new = BASE.replace("Nobody answered her question", "Nobody answered her")
        assert merged(BASE, mine, new) == mine.replace("Nobody answered her question", "Nobody answered her")

    def test_words_added_to_a_line_go_with_its_new_speaker(self) -> None:
        mine = BASE.replace("My dear,", "My dear old friend,")
        new = BASE.replace("@Jane: “My", "@Anne: “My")
        assert merged(BASE, mine, new) == mine.replace("@Jane: “My", "@Anne: “My")

    def test_words_the_story_adds_to_a_corrected_line_go_with_the_persons_speaker(self) -> None:
        mine = BASE.replace("@Jane: “My", "@Anne: “My")
        new = BASE.replace("My dear,", "My dear old friend,")
        assert merged(BASE, mine, new) == mine.replace("My dear,", "My dear old friend,")

    def test_a_span_that_a_person_parted_stays_parted(self) -> None:
        mine = BASE.replace("It was a quiet evening.", "It was\n@Jane [thought]: a quiet evening.")
        new = BASE.replace("@?Jane", "@Mary") + "\nThe end.\n"
        assert merged(BASE, mine, new) == new.replace(
            "It was a quiet evening.", "It was\n@Jane [thought]: a quiet evening."
        )

    def test_a_line_comes_that_the_story_has_elsewhere_already(self) -> None:
        base = BASE + "\n@Lizzy: “No.”\n"
        new = base.replace("Nobody", "@Lizzy: “No.”\n\nNobody")
        assert merged(base, base.replace("@?Jane", "@Mary"), new) == new.replace("@?Jane", "@Mary")

    def test_deleted_and_added_paragraphs_stay_so(self) -> None:
        mine = BASE.replace("It was a quiet evening.\n\n", "") + "\n@Jane: “I was here.”\n"
        new = BASE + "\nThe end.\n"
        assert merged(BASE, mine, new) == mine + "\nThe end.\n"

    def test_joined_and_parted_paragraphs_stay_so(self) -> None:
        mine = BASE.replace("evening.\n\n", "evening.\n")
        assert merged(BASE, mine, BASE + "\nThe end.\n") == mine + "\nThe end.\n"


class TestWhatCannotBeMerged:
    def test_the_persons_words_stay_with_a_note_of_the_storys(self) -> None:
        mine = BASE.replace("quiet", "stormy")
        result = merge_chapter(tagged(BASE), mine, tagged(BASE.replace("quiet", "silent")), NAME)
        note = "[[ The story now has: It was a silent evening. ]]\n\n"
        assert result == Merged(mine.replace("It was", note + "It was"), 1)

    def test_a_changed_line_that_the_story_lost_stays_with_a_note(self) -> None:
        result = merged(BASE, BASE.replace("quiet", "stormy"), BASE.replace("It was a quiet evening.\n\n", ""))
        assert "It was a stormy evening." in result
        assert "[[ Not in the story now: It was a quiet evening. ]]" in result

    def test_a_corrected_line_that_the_story_lost_is_told(self) -> None:
        new = BASE.replace("@?Jane: “have you heard?”\n", "")
        result = merged(BASE, BASE.replace("@?Jane", "@Lizzy"), new)
        assert "[[ Not in the story now, but you had changed it: @Lizzy: “have you heard?” ]]" in result

    def test_paragraphs_added_after_a_disputed_one_are_read(self) -> None:
        mine = BASE.replace("Nobody answered her question for a while.", "Silence.")
        new = BASE.replace("Nobody answered her question for a while.", "No reply came!\n\nThen it rained, all day.")
        result = merged(BASE, mine, new)
        assert "\nSilence.\n" in result
        assert "\n\nThen it rained, all day.\n" in result
        assert merge_chapter(tagged(BASE), result, tagged(new), NAME) == Merged(result, 0)


class TestWithoutABase:
    def test_everything_counts_as_the_persons_and_new_paragraphs_come(self) -> None:
        mine = BASE.replace("@?Jane", "@Lizzy (shout)").replace("Nobody", "[sfx: rain]\n\nNobody")
        new = BASE.replace("@Jane", "@Mary").replace("It was", "A knock.\n\nIt was") + "\nThe end.\n"
        expected = mine.replace("It was", "A knock.\n\nIt was") + "\nThe end.\n"
        assert merged(None, mine, new) == expected

    def test_changed_words_stay_with_a_note(self) -> None:
        result = merged(None, BASE.replace("quiet", "stormy"), BASE)
        assert "It was a stormy evening." in result
        assert "[[ The story now has: It was a quiet evening. ]]" in result
        assert merged(None, result, BASE) == result


def test_a_file_that_cannot_be_read_is_refused_with_its_line() -> None:
    with pytest.raises(EditError, match=r"^script/001 The Storm\.txt:10: "):
        merged(BASE, BASE + "@Jane “hello”\n", BASE + "\nThe end.\n")


@settings(max_examples=100, deadline=None)
@given(chapters(max_paragraphs=3), chapters(max_paragraphs=3))
def test_an_untouched_file_becomes_the_new_tagging(base: Chapter, new: Chapter) -> None:
    assert merge_chapter(base, format_chapter(base), new, NAME) == Merged(format_chapter(new), 0)
    assume(format_chapter(base) != format_chapter(new))
    retyped = "\ufeff" + format_chapter(base).replace("\n", " \r\n") + "\n\n"
    assert merge_chapter(base, retyped, new, NAME) == Merged(format_chapter(new), 0)


@settings(max_examples=100, deadline=None)
@given(chapters(max_paragraphs=3), chapters(max_paragraphs=3), chapters(max_paragraphs=3))
def test_any_three_chapters_merge_to_a_file_that_reads_and_stays(base: Chapter, mine: Chapter, new: Chapter) -> None:
    once = merge_chapter(base, format_chapter(mine), new, NAME).text
    parse_chapter(once, NAME, new)
    assert merge_chapter(new, once, new, NAME).text == once
    alone = merge_chapter(None, format_chapter(mine), new, NAME).text
    parse_chapter(alone, NAME, new)


@dataclass(frozen=True)
class Told:
    """A line of a made-up script file."""

    speaker: str
    words: tuple[str, ...]
    delivery: str = ""
    kind: str = ""
    above: str = ""
    """File lines that a person wrote above it."""

    def written(self) -> str:
        tag = "@" + " ".join(part for part in (self.speaker, self.kind, self.delivery) if part) + ": "
        return self.above + (tag if self.speaker else "") + " ".join(self.words)


Story = tuple[tuple[Told, ...], ...]


def written(story: Story) -> str:
    return "\n\n".join("\n".join(line.written() for line in paragraph) for paragraph in story if paragraph) + "\n"


def letters(paragraph: int, line: int) -> str:
    """Letters that no other line has."""
    return chr(ord("a") + paragraph) + chr(ord("a") + line)


COMMON = {"the", "of", "she", "said."}
"""Words that many lines have."""
SPEAKERS = ["Jane", "?Jane", "Mary", "?", ""]


@st.composite
def stories(draw: st.DrawFn, mark: str) -> Story:
    """Paragraphs of lines; each has words that stand nowhere else, among common ones."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    return tuple(
        tuple(
            Told(
                draw(st.sampled_from(SPEAKERS)),
                (
                    "the",
                    mark + letters(p, i) + "q",
                    draw(st.sampled_from(["of", "she"])),
                    mark + letters(p, i) + "z",
                    "said.",
                ),
            )
            for i in range(size)
        )
        for p, size in enumerate(sizes)
    )


@st.composite
def edits_of_a_person(draw: st.DrawFn, story: Story) -> tuple[Story, list[tuple[str, ...]]]:
    """The story as a person leaves it, and what must not get lost: (what, the line's own word, value)."""
    kept: list[tuple[str, ...]] = []
    result = []
    for p, paragraph in enumerate(story):
        lines = []
        for i, line in enumerate(paragraph):
            own = line.words[1]
            match draw(st.sampled_from(["", "", "speaker", "delivery", "kind", "cue", "note", "word", "more"])):
                case "speaker":
                    line = replace(line, speaker="Anne")
                    kept.append(("speaker", own, "Anne"))
                case "delivery" if line.speaker:
                    line = replace(line, delivery="(sob)")
                    kept.append(("delivery", own, "sob"))
                case "kind" if line.speaker:
                    line = replace(line, kind="[letter]")
                    kept.append(("kind", own, "letter"))
                case "cue":
                    line = replace(line, above=f"[sfx: door{letters(p, i)}]\n")
                    kept.append(("cue", f"door{letters(p, i)}"))
                case "note":
                    line = replace(line, above=f"[[ see{letters(p, i)} ]]\n")
                    kept.append(("note", f"see{letters(p, i)}"))
                case "word":
                    line = replace(line, words=(*line.words[:2], f"mine{letters(p, i)}", *line.words[3:]))
                    kept.append(("text", f"mine{letters(p, i)}"))
                case "more":
                    lines.append(Told("Anne", (f"added{letters(p, i)}",)))
                    kept.append(("text", f"added{letters(p, i)}"))
            lines.append(line)
        result.append(tuple(lines))
    return tuple(result), kept


@st.composite
def growths(draw: st.DrawFn, story: Story) -> Story:
    """The story as its author and a new tagger leave it."""
    result: list[tuple[Told, ...]] = []
    for paragraph in story:
        if draw(st.integers(0, 3)) == 0:
            result += draw(stories("grown" + letters(len(result), 0)))
        lines = []
        for line in paragraph:
            match draw(st.sampled_from(["", "", "speaker", "word", "end", "gone"])):
                case "speaker":
                    line = replace(line, speaker=draw(st.sampled_from(SPEAKERS)))
                case "word":
                    line = replace(line, words=(*line.words[:2], f"theirs{line.words[1]}", *line.words[3:]))
                case "end":
                    line = replace(line, words=(*line.words, f"beyond{line.words[1]}"))
                case "gone":
                    continue
            lines.append(line)
        result.append(tuple(lines))
    if draw(st.booleans()):
        result += draw(stories("tail"))
    return tuple(result)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_edit_of_a_person_and_no_word_of_the_story_is_lost(data: st.DataObject) -> None:
    base = data.draw(stories("w"))
    mine, kept = data.draw(edits_of_a_person(base))
    new = tagged(written(data.draw(growths(base))))
    known = data.draw(st.booleans())
    base_chapter = tagged(written(base)) if known else None
    result = merge_chapter(base_chapter, written(mine), new, NAME).text
    note(f"BASE\n{written(base)}\nMINE\n{written(mine)}\nNEW\n{format_chapter(new)}\nRESULT\n{result}")
    chapter = parse_chapter(result, NAME, None).chapter
    notes = " ".join(n.text for n in chapter.notes)
    by_word = {word: line for line in chapter.lines for word in chapter.text[line.start : line.end].split()}
    for what, word, *value in kept:
        if what == "cue":
            assert word in [cue.value for cue in chapter.cues]
        elif what == "note":
            assert word in [n.text for n in chapter.notes]
        elif what == "text":
            assert word in by_word
        elif word in by_word:
            assert str(getattr(by_word[word], what)) == value[0]
        else:
            # Gone from the story: told, or gone over to the line that stands there now in other words.
            assert word in notes or value[0] in {str(getattr(line, what)) for line in chapter.lines}
    for word in set(new.text.split()) - COMMON:
        deleted = known and word in written(base) and word not in written(mine)
        assert word in by_word or word in notes or deleted
    assert merge_chapter(new, result, new, NAME) == Merged(result, 0)
    if not known:
        # Also when the base stays lost: nothing is read twice.
        assert merge_chapter(None, result, new, NAME) == Merged(result, 0)
    assert not {word for word, count in Counter(chapter.text.split()).items() if count > 1} - COMMON


SAYINGS = ["No.", "Yes.", "“No,” said she.", "Nobody came.", "No. No."]
SAID = st.builds(
    lambda speaker, words: f"@{speaker}: {words}", st.sampled_from(["Jane", "Mary"]), st.sampled_from(SAYINGS)
)


@st.composite
def grown(draw: st.DrawFn, lines: list[str], more: st.SearchStrategy[str]) -> list[str]:
    """The lines with others among them."""
    result = list(lines)
    for line in draw(st.lists(more, max_size=3)):
        result.insert(draw(st.integers(0, len(result))), line)
    return result


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(["\n", "\n\n"]))
def test_a_line_that_the_story_has_elsewhere_too_is_read_as_often_as_the_story_has_it(
    data: st.DataObject, gap: str
) -> None:
    base = data.draw(st.lists(SAID, min_size=1, max_size=6))
    mine = [line.replace("Jane", "Anne") if data.draw(st.booleans()) else line for line in base]
    mine = data.draw(grown(mine, st.sampled_from(["[[ mine ]]", "[sfx: bell]"])))
    new = data.draw(grown(base, SAID))
    result = merged(*(gap.join(lines) + "\n" for lines in (base, mine, new)))
    note(result)
    assert words_of_file(result) == words_of_file("\n".join(new))


def words_of_file(text: str) -> list[str]:
    return parse_chapter(text, NAME, None).chapter.text.split()
