"""What would be broken: work done twice or not at all, files of others touched, one bad line that costs the book."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.disk.run_lock import LockedError
from pipeline.production.opened_production import read_production
from pipeline.production.production import FolderError, Production, open_production
from pipeline.rendering.clips import plausible_clips, speaking
from pipeline.rendering.clips.voice_measuring import MeasureVoice
from pipeline.rendering.events import BookDone, ChapterDone, Event, Mended, PhraseSpoken, Planned
from pipeline.rendering.render import _in_order, expect, prune_cache
from pipeline.rendering.workers.worker_pool import Workers
from pipeline.reporting.summary import Summary
from pipeline.updating.request import Options
from tests.pipeline.disk.folding_path import FoldingPath
from tests.pipeline.productions import load, make_production, render, update_production
from tests.places import REPOSITORY, TESTS
from voices.engines.speech_engine import Utterance

Edit = Callable[[Path, str, str], None]


def audio(production: Production) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(production.audio_folder.iterdir())}


def again(production: Production, **options: object) -> tuple[list[Event], Summary]:
    events: list[Event] = []
    summary = render(production, jobs=2, on_event=events.append, **options)  # type: ignore[arg-type]
    return events, summary


def work(events: list[Event]) -> tuple[int, list[int]]:
    """(lines spoken, chapters mixed), as planned and as done."""
    (plan,) = [event.plan for event in events if isinstance(event, Planned)]
    spoken = sum(isinstance(event, PhraseSpoken) for event in events)
    mixed = sorted(event.number for event in events if isinstance(event, ChapterDone))
    assert (plan.lines_to_speak, list(plan.chapters_to_mix)) == (spoken, mixed)
    return spoken, mixed


def test_a_run_without_change_does_nothing(rendered: Path) -> None:
    production = open_production(rendered)
    before = audio(production)
    events, summary = again(production)
    assert work(events) == (0, [])
    assert audio(production) == before
    assert [chapter.file is not None for chapter in summary.chapters] == [True, True]
    assert {path.name for path in summary.files} == set(before)
    assert summary.seconds > 10


def test_the_same_bytes_with_one_worker_in_another_folder(rendered: Path, tmp_path: Path) -> None:
    production = make_production(rendered.parent / "door.txt", tmp_path / "an other", Options(formats=("mp3", "m4b")))
    render(production, jobs=1)
    assert audio(production) == audio(open_production(rendered))


def test_workers_that_could_not_warm_up_make_the_book_all_the_same(rendered: Path, tmp_path: Path) -> None:
    books: list[str] = []
    with Workers(2) as workers:
        for _ in range(2):
            workers.submit(speaking.WarmUp(("no such engine",)))
        production = make_production(
            rendered.parent / "door.txt",
            tmp_path / "another",
            Options(formats=("mp3", "m4b")),
            on_book=lambda book: books.append(book.engine),
        )
        render(production, workers=workers)
    assert books == ["auto"]
    assert audio(production) == audio(open_production(rendered))


def test_the_last_chapters_are_prepared_together_and_in_the_end_nobody_waits_for_a_long_line(tmp_path: Path) -> None:
    def said(*lengths: int) -> list[speaking.Speak | MeasureVoice]:
        return [speaking.Speak("pyttsx3", tmp_path, ((f"{n}", Utterance(n * "a", "en-gb")),)) for n in lengths]

    ordered = _in_order([said(3, 9), said(1, 5), said(4, 7), said(6, 2)])
    assert [len(task.utterances[0][1].text) for task in ordered if isinstance(task, speaking.Speak)] == [
        *(3, 9, 1, 5),
        *(7, 6, 4, 2),
    ]
    assert list(_in_order([said(2)])) == said(2)


def test_an_edited_line_is_spoken_and_its_chapter_mixed(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    before = audio(production)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "@Bertram (exclaim): “Open", "@Anna (exclaim): “Open")
    events, _ = again(production)
    assert work(events) == (1, [1])
    after = audio(production)
    assert {name for name in after if after[name] != before[name]} == {"001 - CHAPTER ONE.mp3", "Door.m4b"}


def test_a_gain_is_mixed_and_nothing_spoken(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    edit(production.voices_file, "[characters.Anna]", "[characters.Anna]\ngain = -6.0")
    assert work(again(production)[0]) == (0, [1])


def test_deleted_and_altered_files_are_made_again_to_the_byte(rendered: Path) -> None:
    production = open_production(rendered)
    before = audio(production)
    (production.audio_folder / "001 - CHAPTER ONE.mp3").unlink()
    with (production.audio_folder / "002 - CHAPTER TWO.mp3").open("r+b") as file:
        file.seek(3000)
        file.write(b"oops")
    (production.audio_folder / "Door.m4b").write_bytes(b"")
    events, _ = again(production)
    assert work(events) == (0, [1, 2])
    assert audio(production) == before


def test_a_file_only_copied_or_touched_is_not_made_again(rendered: Path) -> None:
    production = open_production(rendered)
    os.utime(production.audio_folder / "001 - CHAPTER ONE.mp3")
    assert work(again(production)[0]) == (0, [])


def test_a_damaged_clip_is_spoken_again(rendered: Path) -> None:
    production = open_production(rendered)
    before = audio(production)
    (production.audio_folder / "001 - CHAPTER ONE.mp3").unlink()
    for clip in production.clips_folder.rglob("*.wav"):
        clip.write_bytes(clip.read_bytes()[:-100])
    events, _ = again(production)
    assert work(events)[0] > 0
    assert any("script/001 CHAPTER ONE.txt:" in event.what for event in events if isinstance(event, Mended))
    assert audio(production) == before


def test_clips_under_each_others_names_and_a_damaged_master_are_found_before_they_are_heard(rendered: Path) -> None:
    production = open_production(rendered)
    before = audio(production)
    one, two = sorted(production.clips_folder.rglob("*.wav"))[:2]
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    for path in production.audio_folder.iterdir():
        path.unlink()
    (master,) = production.masters_folder.glob("0002-*.flac")
    status, flac = master.stat(), bytearray(master.read_bytes())
    flac[len(flac) // 2] ^= 1
    master.write_bytes(flac)
    os.utime(master, ns=(status.st_atime_ns, status.st_mtime_ns))
    events, _ = again(production)
    told = [event.what for event in events if isinstance(event, Mended)]
    assert f".make-audio/masters/{master.name} is damaged: its chapter is mixed again." in told
    assert sum("The clip of script/" in what for what in told) == 2
    assert audio(production) == before


def test_what_was_measured_of_a_voice_is_measured_again_when_it_is_damaged(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    edit(production.voices_file, "pitch = 0.0", "pitch = 2.5")
    again(production)
    before = audio(production)
    for path in production.audio_folder.iterdir():
        path.unlink()
    levels = sorted(production.levels_folder.iterdir())
    for level in levels:
        level.write_text(level.read_text("utf-8").replace('"gain_db": ', '"gain_db": 9'), "utf-8")
    events, _ = again(production)
    told = [event.what for event in events if isinstance(event, Mended)]
    assert 0 < len(told) <= len(levels)
    assert all("measured again" in what for what in told)
    assert audio(production) == before


def test_without_the_work_folder_nothing_has_to_be_made(rendered: Path) -> None:
    production = open_production(rendered)
    for path in sorted(production.work_folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert work(again(production)[0]) == (0, [])


def test_chapters_can_be_made_alone_and_leave_the_others(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    before = audio(production)
    edit(production.book_file, "loudness = -20.0", "loudness = -23.0")
    events, summary = again(production, chapters={2})
    assert work(events) == (0, [2])
    after = audio(production)
    assert {name for name in after if after[name] != before[name]} == {"002 - CHAPTER TWO.mp3"}
    assert any("m4b" in warning for warning in summary.warnings)


def test_files_that_are_not_wanted_any_more_go_and_strangers_stay(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    (production.audio_folder / "mine.mp3").write_bytes(b"mine")
    edit(production.book_file, '"CHAPTER ONE"\nread = true', '"CHAPTER ONE"\nread = false')
    update_production(rendered, Options(formats=("mp3",)))
    again(production)
    assert set(audio(production)) == {"001 - CHAPTER TWO.mp3", "mine.mp3"}
    assert not list(production.masters_folder.iterdir())


def test_a_strangers_file_in_the_way_stops_the_run_before_it_begins(rendered: Path) -> None:
    production = open_production(rendered)
    (production.audio_folder / "Another Door.m4b").write_bytes(b"mine")
    update_production(rendered, Options(title="Another Door"))
    with pytest.raises(FolderError, match=r"Another Door\.m4b is in the way"):
        again(production)
    assert audio(production)["Another Door.m4b"] == b"mine"


def test_what_to_expect_says_the_same_and_writes_nothing(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "@Bertram (exclaim): “Open", "@Anna (exclaim): “Open")
    before = {path: path.read_bytes() for path in rendered.rglob("*") if path.is_file()}
    events: list[Event] = []
    expected = expect(read_production(rendered), on_event=events.append)
    assert len(events) == 1
    assert expected.plan.text == "1 of 10 lines will be synthesized, 1 of 2 chapters mixed again"
    assert expected.plan.seconds > 10
    assert {path: path.read_bytes() for path in rendered.rglob("*") if path.is_file()} == before


def test_a_title_that_changes_in_case_alone_loses_no_file_where_disks_take_both_for_one(
    rendered: Path, edit: Edit
) -> None:
    edit(rendered / "book.toml", 'title = "Door"', 'title = "DOOR"')
    again(Production(FoldingPath(rendered)))
    (book,) = (rendered / "audio").glob("*.m4b")
    assert book.name.casefold() == "door.m4b"
    assert work(again(Production(FoldingPath(rendered)))[0]) == (0, [])


def test_a_second_run_at_once_is_told(rendered: Path) -> None:
    production = open_production(rendered)
    with production.locked(), pytest.raises(LockedError):
        render(production)


def test_events_tell_what_is_finished(story: Path) -> None:
    production = make_production(story, options=Options(formats=("m4b",)))
    events, summary = again(production)
    assert work(events) == (9, [1, 2])
    (book,) = [event for event in events if isinstance(event, BookDone)]
    assert book.file == production.audio_folder / "Door.m4b"
    assert book.seconds == pytest.approx(summary.seconds, abs=0.001)
    assert set(audio(production)) == {"Door.m4b"}


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Makes the workers' engine fail on certain words, from then on."""
    faults = tmp_path / "faults"
    faults.mkdir()

    def begin() -> None:
        path = [str(TESTS / "pipeline/rendering/fault_site"), str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, path)))
        monkeypatch.setenv("FAULTS", str(faults))

    return begin


def test_lines_that_the_engine_refuses_dies_of_or_cuts_short_are_named_and_the_rest_is_made(
    story: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch, faulty: Callable[[], None]
) -> None:
    faulty()
    edit(story, "“Open the door!”", "“Open, Xerxes!”\n\n“Open, Yorick!”\n\n“Open, Zuleika!”\n\n“Open, Yahweh!”")
    production = make_production(story)
    _, summary = again(production)
    assert [(failed.address, failed.text) for failed in summary.failed] == [
        ("script/001 CHAPTER ONE.txt:8", "“Open, Xerxes!”"),
        ("script/001 CHAPTER ONE.txt:10", "“Open, Yorick!”"),
        ("script/001 CHAPTER ONE.txt:12", "“Open, Zuleika!”"),
        ("script/001 CHAPTER ONE.txt:14", "“Open, Yahweh!”"),
    ]
    reasons = ["the name can't be spoken", "ended unexpectedly", "of sound for 11 letters", "RuntimeError: this is no"]
    assert all(reason in failed.why for failed, reason in zip(summary.failed, reasons, strict=True))
    assert set(audio(production)) == {"002 - CHAPTER TWO.mp3"}
    monkeypatch.undo()
    events, summary = again(production)
    assert not summary.failed
    assert work(events) == (4, [1])


def test_what_goes_wrong_once_is_done_again_and_leaves_no_trace(
    story: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch, faulty: Callable[[], None]
) -> None:
    monkeypatch.setattr(plausible_clips, "_PATIENCE", 2.0)
    edit(story, "“Open the door!”", "“Open, Xanthe!”\n\n“Open, Yvonne!”\n\n“Open, Zora!”\n\n“Open, Hugo!”")
    production = make_production(story)
    faulty()
    events, summary = again(production)
    assert not summary.failed
    assert len(list((story.parent / "faults").iterdir())) == 4
    assert work(events)[1] == [1, 2]
    made = audio(production)
    monkeypatch.undo()
    elsewhere = make_production(story, story.parent / "without faults")
    render(elsewhere, jobs=2)
    assert audio(elsewhere) == made


def test_an_engine_that_is_wrong_from_then_on_gets_a_fresh_worker(
    story: Path, edit: Edit, faulty: Callable[[], None]
) -> None:
    edit(story, "“Who is there?”", "“Who is there, Zeno?”")
    production = make_production(story)
    faulty()
    _, summary = again(production)
    assert (story.parent / "faults" / "Zeno").exists()
    assert not summary.failed


def test_a_voice_that_can_not_be_measured_costs_its_own_lines_only(
    story: Path, monkeypatch: pytest.MonkeyPatch, faulty: Callable[[], None]
) -> None:
    production = make_production(story)
    cast = load(production).cast
    faulty()
    monkeypatch.setenv("UNMEASURABLE", cast.profile("Anna").voice)
    _, summary = again(production)
    (failed,) = summary.failed
    assert failed.text == "“Who is there?”"
    assert failed.address == "script/001 CHAPTER ONE.txt:3"
    assert "measured" in failed.why
    assert set(audio(production)) == {"002 - CHAPTER TWO.mp3"}


def test_what_an_earlier_run_left_of_a_failed_chapter_is_marked_as_old(
    rendered: Path, edit: Edit, faulty: Callable[[], None]
) -> None:
    production = open_production(rendered)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "Only me", "Only Xerxes")
    faulty()
    _, summary = again(production)
    assert [chapter.old for chapter in summary.chapters] == [True, False]
    assert any("m4b was not made" in warning for warning in summary.warnings)


def test_a_torn_clip_is_spoken_again_and_its_chapter_made(rendered: Path) -> None:
    production = open_production(rendered)
    before = audio(production)
    (production.audio_folder / "001 - CHAPTER ONE.mp3").unlink()
    (production.audio_folder / "002 - CHAPTER TWO.mp3").unlink()
    clips = sorted(production.clips_folder.rglob("*.wav"))
    for clip in clips[:6]:
        data = clip.read_bytes()
        clip.write_bytes(data[:1024] + bytes(len(data) - 1024))
    _, summary = again(production)
    assert not summary.failed
    assert audio(production) == before


def test_pruning_keeps_what_the_book_needs(rendered: Path, edit: Edit) -> None:
    production = open_production(rendered)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "@Bertram (exclaim): “Open", "@Anna (exclaim): “Open")
    opened = read_production(rendered)
    removed = prune_cache(opened)
    assert removed.clips == 1
    assert prune_cache(opened).clips == 0
    assert prune_cache(opened, max_bytes=0).clips > 0
    assert not list(production.clips_folder.rglob("*.wav"))


def test_a_title_that_the_story_lacks_is_said_only_when_asked(tmp_path: Path, edit: Edit) -> None:
    story = tmp_path / "plain tale.txt"
    story.write_text("There was nobody on the road that night, and no light in any window.\n")
    production = make_production(story)
    _, quiet = again(production)
    edit(production.book_file, "speak_titles = false", "speak_titles = true")
    events, said = again(production)
    assert work(events) == (1, [1])
    assert said.seconds > quiet.seconds + 0.5


def test_lines_with_nothing_to_say_are_pauses(story: Path) -> None:
    story.write_text(story.read_text(encoding="utf-8").replace("“He is late,” said", "“…!” said"), encoding="utf-8")
    _, summary = again(make_production(story))
    assert not summary.failed
