"""What would be broken: a cue or a scene break heard at another place, a phrase with another one's sound."""

from __future__ import annotations

from pathlib import Path

from pipeline.production.book_file import Book
from pipeline.production.clip_cache import ClipCache
from pipeline.production.script_files import EditedChapter
from pipeline.rendering.chapters.chapter_parts import chapter_parts, single_parts
from pipeline.rendering.planning.phrases import Phrase, phrases_of
from pipeline.sound.pauses import Pauses
from pipeline.sound.timeline import Part
from script.model import Chapter, Delivery
from script.script_file.script_parser import parse_chapter
from voices.cast.cast import Cast
from voices.cast.voice_profile import VoiceProfile
from voices.saying.delivery import EFFECTS

PAUSES = Pauses(scenes=0.7)
TELLER, JANE = VoiceProfile("pyttsx3", "en-gb+felix"), VoiceProfile("pyttsx3", "en-gb+anna", gain=2.0, pan=0.5)
CACHE = ClipCache(Path("clips"))


def read(script: str) -> tuple[Chapter, tuple[Phrase, ...]]:
    parsed = parse_chapter(script, "001 One.txt", None)
    item = EditedChapter("001 One.txt", parsed.chapter, parsed.numbers, None)
    return parsed.chapter, phrases_of(item, Book("A"), Cast(TELLER, TELLER, {"Jane": JANE}))


def parts_of(script: str) -> tuple[list[Part], float | None]:
    chapter, phrases = read(script)
    parts, end = chapter_parts(chapter, phrases, {phrase.timbre: 3.0 for phrase in phrases}, CACHE, PAUSES)
    return list(parts), end


def test_cues_belong_to_the_phrase_behind_them_and_those_of_the_end_to_the_chapter() -> None:
    parts, end = parts_of(
        "[pause: a while]\n# Storm\n\n[sfx: rain]\nIt rained.\n[pause: 1.5]\n@Jane: “Go!”\n\n"
        "[pause: 2]\n[pause: scene]\n[pause: 1]\nEnd.\n\n[pause: 4]\n"
    )
    assert [part.pause for part in parts] == [None, None, 1.5, 2.0]
    assert end == 4.0
    assert parts_of("One.\n") == (parts_of("One.\n")[0], None)
    assert parts_of("[pause: 0]\nOne.\n\n[pause: 0]\n")[1] == 0.0


def test_what_levels_a_voice_is_told_apart_from_what_a_line_is_meant_to_be_louder_by() -> None:
    plain, raised = (parts_of(f"@Jane{how}: “Go!”\n")[0][0].sound for how in ("", " (shout)"))
    assert (plain.levelling, plain.gain) == (3.0, 3.0 + JANE.gain)
    assert (raised.levelling, raised.gain) == (3.0, 3.0 + JANE.gain + EFFECTS[Delivery.SHOUT].gain_db)


def test_a_cue_may_have_the_next_line_break_in() -> None:
    parts, _ = parts_of("It rained.\n[pause: interruption]\n@Jane: “Go!”\n")
    assert parts[1].pause == PAUSES.interruptions < 0


def test_a_cue_before_something_unheard_is_waited_for_before_what_is_heard_next() -> None:
    parts, end = parts_of("One.\n\n[pause: 3]\n@Jane: “…”\n\nTwo.\n")
    assert [part.pause for part in parts] == [None, 3.0]
    assert end is None


def test_a_scene_break_lies_before_the_phrase_that_follows_it() -> None:
    parts, _ = parts_of("One.\n\n* * *\n\nTwo.\n\nThree.\n")
    assert [part.scene for part in parts] == [False, True, False]


def test_a_part_knows_the_first_and_the_last_line_of_its_phrase() -> None:
    parts, _ = parts_of("# One\n\nIt rained.\n\nShe rose. “Go,”\nI said.\n")
    assert [(part.first.paragraph, part.first.text, part.last.text) for part in parts] == [
        (0, "One", "One"),
        (1, "It rained.", "It rained."),
        (2, "She rose. “Go,”", "I said."),
    ]


def test_between_sentences_that_are_spoken_together_the_pause_is_the_books() -> None:
    _, phrases = read("It rained.\nIt was late, but\nnobody came.\n")
    (phrase,) = phrases
    parts, _ = parts_of("It rained.\nIt was late, but\nnobody came.\n")
    assert [(part.first.text, part.last.text) for part in parts] == [
        ("It rained.", "It rained."),
        ("It was late, but", "nobody came."),
    ]
    assert {part.sound.clip.stem for part in parts} == {phrase.key}
    assert [phrase.utterance.text[slice(*part.sound.cut)].strip() for part in parts if part.sound.cut] == [
        "It rained.",
        "It was late, but nobody came.",
    ]


def test_each_phrase_has_its_own_sound_and_its_lines() -> None:
    chapter, phrases = read("It rained, and\nit was late.\n@Jane: “Go!”\n")
    (told, go), _ = chapter_parts(chapter, phrases, {phrase.timbre: 3.0 for phrase in phrases}, CACHE, PAUSES)
    assert [told.sound.clip.stem, go.sound.clip.stem] == [phrase.key for phrase in phrases]
    assert (told.sound.gain, go.sound.gain, go.sound.pan) == (3.0, 5.0, 0.5)
    assert [line for line, _ in told.sound.lines] == [0, 1]
    assert [phrases[0].utterance.text[at:] for _, at in told.sound.lines] == [
        "It rained, and it was late.",
        "it was late.",
    ]
    assert go.sound.address == "script/001 One.txt:3"


def test_samples_of_a_voice_are_as_far_apart_as_paragraphs() -> None:
    _, phrases = read("It rained.\n\nIt was late.\n")
    parts = single_parts(phrases, {phrase.timbre: 0.0 for phrase in phrases}, CACHE)
    assert [part.first.paragraph for part in parts] == [0, 1]
