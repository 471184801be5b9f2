"""What would be broken: a chapter not made again though its sound changed, or made again for nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.book_file import update_book_file
from pipeline.production.clip_cache import ClipCache
from pipeline.production.opened_production import read_production
from pipeline.production.production import open_production
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import phrases_of
from pipeline.rendering.planning.plan import Plan, fingerprint_of, make_plan, plan_book, still_there
from pipeline.rendering.planning.voice_gains import Timbre
from script.model import NARRATOR, BlockKind, Kind, Line, Paragraph
from tests.pipeline.productions import load, make_production
from voices.cast.cast import Cast
from voices.cast.voice_profile import VoiceProfile
from voices.engines import whisper

Edit = Callable[[Path, str, str], None]


def planned(loaded: Loaded, **changes: object) -> list[tuple[str, str]]:
    """(sound, fingerprint) of each chapter if the book said something else."""
    book = replace(loaded.book, **changes)  # type: ignore[arg-type]
    said = loaded.opened.after({"book.toml": update_book_file(loaded.opened.book_text, book)})
    plan = plan_book(said, loaded.edited, loaded.cast, (), loaded.ffmpeg.version)
    return [(chapter.sound, chapter.fingerprint) for chapter in plan.chapters]


def test_who_only_speaks_in_a_cue_makes_the_book_stereo_as_well(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram (exclaim): “Open", "[say @Zoe: Hush.]\n@Bertram: “Open")
    loaded = load(open_production(rendered))
    panned = replace(loaded.cast, characters={**loaded.cast.characters, "Zoe": VoiceProfile("pyttsx3", "en", pan=1.0)})
    assert plan_book(loaded.opened, loaded.edited, panned, (), loaded.ffmpeg.version).channels == 2


def test_what_changes_the_sound_changes_its_fingerprint_and_nothing_else_does(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    now = planned(loaded)
    for change in (
        {"speed": 1.1},
        {"loudness": -18.0},
        {"ceiling": -4.0},
        {"pauses": replace(loaded.book.pauses, head=2)},
    ):
        assert not {sound for sound, _ in planned(loaded, **change)} & {sound for sound, _ in now}
    for tagged in ({"title": "Another"}, {"author": "Somebody"}, {"bitrate": 128}):
        other = planned(loaded, **tagged)
        assert [sound for sound, _ in other] == [sound for sound, _ in now]
        assert not {file for _, file in other} & {file for _, file in now}
    for unheard in ({"formats": ("mp3",)}, {"engine": "system"}, {"sections": ()}):
        assert planned(loaded, **unheard) == now


@pytest.mark.parametrize(
    ("old", "new", "chapters"),
    [
        ("@Bertram (exclaim): “Open", "@Bertram (shout): “Open", [1]),
        ("@Bertram (exclaim): “Open", "[pause: 3]\n@Bertram (exclaim): “Open", [1]),
        ("@Bertram (exclaim): “Open", "[[ a note ]]\n@Bertram (exclaim): “Open", []),
        ("@Bertram (exclaim): “Open", "[sfx: knock]\n@Bertram (exclaim): “Open", []),
        ("@Bertram (exclaim): “Open", "[say: Meanwhile]\n@Bertram (exclaim): “Open", [1]),
        ("@Bertram (exclaim): “Open", "@Bertram (exclaim): “Open[as: OH-pen]", [1]),
        ("@Bertram (exclaim): “Open", "\n@Bertram (exclaim): “Open", [1]),
    ],
)
def test_an_edit_touches_its_chapter_only_if_it_can_be_heard(
    rendered: Path, edit: Edit, old: str, new: str, chapters: list[int]
) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", old, new)
    book = load(open_production(rendered)).planned
    assert [chapter.number for chapter in book.chapters if chapter.to_mix] == chapters


def test_a_mark_in_a_word_or_between_two_and_the_kind_of_paragraph_change_the_sound(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    item, *others = loaded.edited.chapters

    def sound(text: str, block: BlockKind = BlockKind.PARAGRAPH) -> str:
        start, end = text.index("["), text.index("]") + 1
        spots = [(0, len(text[:start].rstrip())), (start, end), (len(text) - len(text[end:].lstrip()), len(text))]
        kinds = (Kind.NARRATION, Kind.SILENT, Kind.NARRATION)
        lines = tuple(Line(*spot, NARRATOR, kind) for spot, kind in zip(spots, kinds, strict=True))
        chapter = replace(item.chapter, text=text, paragraphs=(Paragraph(block, lines),), emphasis=())
        marked = replace(item, chapter=replace(chapter, cues=(), notes=(), pronunciations=()))
        return planned(replace(loaded, edited=replace(loaded.edited, chapters=(marked, *others))))[0][0]

    assert sound("a part[1]time job") != sound("a part[1]time job", BlockKind.VERSE)
    assert len({sound("a part[1]time job"), sound("a part [1]time job"), sound("a part[1] time job")}) == 2


def test_italics_that_are_heard_change_the_sound(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    item, *others = loaded.edited.chapters

    def sound(emphasis: tuple[tuple[int, int], ...]) -> str:
        chapter = replace(item, chapter=replace(item.chapter, emphasis=emphasis))
        return planned(replace(loaded, edited=replace(loaded.edited, chapters=(chapter, *others))))[0][0]

    line = next(line for line in item.chapter.lines if item.text_of(line).startswith("“Who is"))
    heading = item.chapter.lines[0]
    assert sound(((line.start + 5, line.start + 7),)) != sound(())
    assert sound(((heading.start, heading.end),)) == sound(())


def test_a_cue_that_parts_what_one_voice_says_changes_the_chapter(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "002 CHAPTER TWO.txt"
    edit(script, "aloud, by the window,", "aloud,\nby the window,")
    together = planned(load(open_production(rendered)))
    edit(script, "aloud,\nby the window,", "aloud,\n[sfx: rain]\nby the window,")
    parted = planned(load(open_production(rendered)))
    assert [a == b for a, b in zip(together, parted, strict=True)] == [True, False]


def test_another_way_to_whisper_makes_whispered_lines_and_their_chapters_anew_and_no_others(
    rendered: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Anna (whisper): “Who")
    loaded = load(open_production(rendered))
    nova, echo = (VoiceProfile("openai", f"{name}@tts-1@http://localhost:1/v1") for name in ("nova", "echo"))
    loaded = replace(loaded, cast=Cast(nova, nova, {"Anna": echo}))

    def now() -> tuple[list[tuple[str, str]], dict[str, tuple[str, Timbre]]]:
        lines = [line for item in loaded.edited.chapters for line in phrases_of(item, loaded.book, loaded.cast)]
        return planned(loaded), {line.text: (line.key, line.timbre) for line in lines}

    chapters, lines = now()
    monkeypatch.setattr(whisper, "WHISPER", "whisper 0")
    other_chapters, other_lines = now()
    assert [a == b for a, b in zip(chapters, other_chapters, strict=True)] == [False, True]
    changed = [text for text in lines if lines[text] != other_lines[text]]
    assert changed == ["“Who is there?”"]
    assert all(a != b for a, b in zip(lines[changed[0]], other_lines[changed[0]], strict=True))


def test_a_voice_off_the_middle_makes_the_whole_book_stereo(rendered: Path, edit: Edit) -> None:
    assert load(open_production(rendered)).planned.channels == 1
    edit(rendered / "voices.toml", "[characters.Anna]", "[characters.Anna]\npan = -0.5")
    book = load(open_production(rendered)).planned
    assert book.channels == 2
    assert all(chapter.to_mix for chapter in book.chapters)


def test_the_same_line_twice_is_counted_once_for_the_engine(story: Path) -> None:
    loaded = load(make_production(story))
    cache = ClipCache(loaded.production.clips_folder)
    levels = loaded.production.levels_folder
    plan = make_plan(loaded.planned.chapters, loaded.book, cache, levels, jobs=2, book_formats=())
    assert (plan.lines, plan.lines_to_speak) == (10, 9)
    assert plan.chapters_to_mix == (1, 2)
    assert plan.bytes == pytest.approx(plan.seconds * 24000, rel=0.01)


def test_each_line_of_what_is_spoken_together_is_counted(story: Path) -> None:
    story.write_text("I was alone.\n\n“Who is there?” I asked. “Come in!” I waited.\n", encoding="utf-8")
    loaded = load(make_production(story))
    (chapter,) = loaded.planned.chapters
    cache, levels = ClipCache(loaded.production.clips_folder), loaded.production.levels_folder
    plan = make_plan((chapter,), loaded.book, cache, levels, jobs=1, book_formats=())
    assert len(chapter.phrases) < plan.lines == plan.lines_to_speak


def test_the_plan_reads_as_a_sentence() -> None:
    plan = Plan(1214, 12, 9, (3,), (), 1.0, 1.0, 1.0, {}, 1, 1)
    assert plan.text == "12 of 1,214 lines will be synthesized, 1 of 9 chapters mixed again"
    assert replace(plan, lines=1, lines_to_speak=1, chapters=1).text.startswith("1 of 1 line will")


def test_a_file_counts_as_there_only_as_it_was_made(rendered: Path) -> None:
    production = open_production(rendered)
    output = next(output for output in read_production(production.folder).outputs if output.file.endswith(".mp3"))
    assert still_there(production, output)
    assert still_there(production, replace(output, modified_ns=0))
    assert not still_there(production, replace(output, modified_ns=0, sha256="0" * 64))
    assert not still_there(production, replace(output, size=1))
    assert not still_there(production, replace(output, file="audio/gone.mp3"))
    assert not still_there(production, replace(output, sha256=""))


def test_fingerprints_are_of_values_and_not_of_objects() -> None:
    assert fingerprint_of([1, ("a", None)], {"b": 1.5}) == fingerprint_of([1, ["a", None]], {"b": 1.5})
    assert fingerprint_of("ab", "c") != fingerprint_of("a", "bc")


@pytest.mark.parametrize(("name", "channels"), [("Nobody", 1), ("Anna", 2)])
def test_only_those_who_speak_decide_on_stereo(rendered: Path, name: str, channels: int) -> None:
    loaded = load(open_production(rendered))
    cast = loaded.cast
    panned = replace(cast, characters={**cast.characters, name: replace(cast.profile(name), pan=1.0)})
    assert plan_book(loaded.opened, loaded.edited, panned, (), loaded.ffmpeg.version).channels == channels


def test_what_a_cue_says_is_a_line_that_is_counted(rendered: Path, edit: Edit) -> None:
    before = load(open_production(rendered))
    edit(
        rendered / "script" / "001 CHAPTER ONE.txt",
        "@Bertram (exclaim): “Open",
        "[say: Meanwhile]\n@Bertram (exclaim): “Open",
    )
    after = load(open_production(rendered))

    def plan(loaded: Loaded) -> Plan:
        cache = ClipCache(loaded.production.clips_folder)
        levels = loaded.production.levels_folder
        return make_plan(loaded.planned.chapters, loaded.book, cache, levels, jobs=1, book_formats=())

    assert plan(after).lines == plan(before).lines + 1
    assert plan(after).lines_to_speak == 1
