"""What would be broken: a line said by another voice, a letter that sounds like talk, a title said though not asked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.production.production import open_production
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.voiced_lines import VoicedLine, channels_of, stresses, titled, voice_chapter
from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from tests.pipeline.productions import load

Edit = Callable[[Path, str, str], None]


def voiced(loaded: Loaded, **changes: object) -> tuple[VoicedLine, ...]:
    book = replace(loaded.book, **changes)  # type: ignore[arg-type]
    return voice_chapter(loaded.edited.chapters[0], book, loaded.cast)


def test_each_line_is_said_by_its_speaker(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    for line in voiced(loaded):
        profile = loaded.cast.profile(line.line.speaker)
        assert (line.utterance.voice, line.timbre.voice, line.timbre.pitch) == (
            profile.voice,
            profile.voice,
            profile.pitch,
        )


def test_the_books_speed_changes_the_clips_and_not_the_voices_level(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    slow, fast = voiced(loaded, speed=1.0), voiced(loaded, speed=1.5)
    assert all(b.utterance.rate > a.utterance.rate for a, b in zip(slow, fast, strict=True))
    assert [line.timbre for line in slow] == [line.timbre for line in fast]
    assert not {line.key for line in slow} & {line.key for line in fast}


def test_letters_and_thoughts_are_treated_unless_the_book_says_no(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Anna [letter]: “Who")
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram: “Open", "@Bertram [thought]: “Open")
    loaded = load(open_production(rendered))
    effects = {line.line.kind: line.effects for line in voiced(loaded)}
    assert effects[Kind.LETTER] == ("letter",)
    assert effects[Kind.THOUGHT] == ("thought",)
    assert effects[Kind.NARRATION] == ()
    assert not any(line.effects for line in voiced(loaded, letters=False, thoughts=False))


def test_a_whisper_is_softer_in_the_mix(rendered: Path, edit: Edit) -> None:
    plain = {line.text: line.gain for line in voiced(load(open_production(rendered)))}
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Anna (whisper): “Who")
    whispered = {line.text: line.gain for line in voiced(load(open_production(rendered)))}
    assert whispered["“Who is there?”"] < plain["“Who is there?”"]


def test_a_message_of_one_emoji_is_heard_and_an_ornament_of_emoji_parts_scenes(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who is there?”\n", "✨ ✨ ✨\n\n@Anna: “😡!”\n")
    heard = {line.text: line.utterance.text for line in voiced(load(open_production(rendered)))}
    assert heard["“😡!”"] == "enraged face!"
    assert "✨ ✨ ✨" not in heard


def test_words_set_apart_are_stressed_and_headings_are_not() -> None:
    text = "THE END of it\nIT WAS he who did it. “I did NOT,” so I must go"
    lines = (
        (0, 13, Kind.HEADING, BlockKind.HEADING),
        (14, 36, Kind.NARRATION, BlockKind.PARAGRAPH),
        (36, 48, Kind.SPEECH, BlockKind.PARAGRAPH),
        (48, 61, Kind.THOUGHT, BlockKind.PARAGRAPH),
    )
    paragraphs = tuple(Paragraph(block, (Line(start, end, NARRATOR, kind),)) for start, end, kind, block in lines)
    # "he", "must", and a run over two lines.
    chapter = Chapter(1, "", text, paragraphs, emphasis=((21, 23), (54, 58), (30, 40)))
    found = [
        [text[line.start + a : line.start + b] for a, b in marks]
        for line, marks in zip(chapter.lines, stresses(chapter), strict=True)
    ]
    assert found == [[], ["he"], ["NOT"], ["must"]]


def test_a_stressed_word_is_another_clip_of_that_line_alone(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    item = loaded.edited.chapters[0]
    line = next(line for line in item.chapter.lines if item.text_of(line).startswith("“Who is"))
    run = (line.start + 5, line.start + 7)
    stressed = replace(item, chapter=replace(item.chapter, emphasis=(run,)))
    plain, strong = (voice_chapter(chapter, loaded.book, loaded.cast) for chapter in (item, stressed))
    changed = [b for a, b in zip(plain, strong, strict=True) if a.key != b.key]
    assert [line.utterance.text[a:b] for line in changed for a, b in line.utterance.stress] == ["is"]


def test_addresses_lead_to_the_line_in_the_file(rendered: Path) -> None:
    production = open_production(rendered)
    texts = (production.script_folder / "001 CHAPTER ONE.txt").read_text(encoding="utf-8").split("\n")
    for line in voiced(load(production)):
        assert line.address.startswith("script/001 CHAPTER ONE.txt:")
        assert line.text in texts[int(line.address.rpartition(":")[2]) - 1]


def test_a_title_is_said_where_the_book_asks_and_the_story_does_not_print_it(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    item = loaded.edited.chapters[0]
    asked = replace(loaded.book, speak_titles=True)
    assert titled(item, asked) == item, "its heading is printed"
    untitled = replace(item, chapter=replace(item.chapter, title="The Knock"))
    assert titled(untitled, loaded.book) == untitled
    part = replace(item, chapter=replace(item.chapter, title="Chap"))
    assert titled(part, asked) != part, "a piece of a printed word is not printed"
    said = titled(untitled, asked)
    first, *rest = said.chapter.lines
    assert (said.text_of(first), first.speaker, first.kind) == ("The Knock", NARRATOR, Kind.HEADING)
    assert [said.text_of(line) for line in rest] == [item.text_of(line) for line in item.chapter.lines]
    assert len(said.numbers) == len(said.chapter.lines)


def test_only_those_who_speak_decide_on_stereo(rendered: Path, edit: Edit) -> None:
    with (rendered / "voices.toml").open("a", encoding="utf-8") as file:
        file.write('\n[characters.Nobody]\nvoice = "en-gb+clara"\npan = 1.0\n')
    loaded = load(open_production(rendered))
    assert channels_of(loaded.cast, loaded.edited) == 1
