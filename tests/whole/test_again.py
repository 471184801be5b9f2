"""The second run: nothing to do, only what an edit touched, and the same bytes however it came about."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import tomlkit

from tests.places import STORIES
from tests.tea_story import CONVERSATION
from tests.whole.command import TINY, audio_of, make_audio, planned

Copy = Callable[[Path], Path]


def test_a_second_run_speaks_nothing_and_leaves_every_byte(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    assert planned(make_audio(production))[::2] == (0, 0)
    assert audio_of(production) == before


def test_the_same_story_given_again_changes_nothing(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    scripts = {path.name: path.read_bytes() for path in (production / "script").iterdir()}
    assert planned(make_audio(STORIES / "the-lantern.txt", "-o", production))[::2] == (0, 0)
    assert audio_of(production) == before
    assert {path.name: path.read_bytes() for path in (production / "script").iterdir()} == scripts


def test_audio_that_was_deleted_comes_back_the_same_without_speaking(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    shutil.rmtree(production / "audio")
    to_speak, _, to_mix, chapters = planned(make_audio(production))
    assert (to_speak, to_mix) == (0, chapters)
    assert audio_of(production) == before


def test_a_damaged_memory_of_what_was_made_has_it_made_again_and_nobody_move_a_file(
    lantern: Path, copy_of: Copy
) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    memory = production / "story" / "outputs.json"
    memory.write_text(memory.read_text("utf-8").replace('"file"', '"fild"', 1), "utf-8")
    theirs = production / "audio" / "000 - Theirs.mp3"
    theirs.write_bytes(b"theirs")
    ran = make_audio(production)
    assert "story/outputs.json is damaged" in ran.stdout + ran.stderr
    to_speak, _, to_mix, chapters = planned(ran)
    assert (to_speak, to_mix) == (0, chapters)
    assert theirs.read_bytes() == b"theirs"
    theirs.unlink()
    assert audio_of(production) == before


def test_one_worker_makes_the_same_bytes_as_two_in_another_folder_without_a_cache(
    lantern: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "ein anderer Ordner ñ"
    options = ("-f", "mp3,m4b", "--author", "A. N. Keeper")
    make_audio(STORIES / "the-lantern.txt", "-o", elsewhere, *options, "-j", "1", "-q")
    assert audio_of(elsewhere) == audio_of(lantern)


def test_a_changed_voice_is_spoken_again_and_nobody_elses(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    file = production / "voices.toml"
    cast = tomlkit.parse(file.read_text(encoding="utf-8"))
    name, profile = next((name, entry) for name, entry in cast["characters"].items() if name == "Mrs Pell")
    profile["pitch"] = 3.0
    file.write_text(tomlkit.dumps(cast), encoding="utf-8")
    said = sum(
        len(re.findall(rf"^@\??{name}[^:\n]*:", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in (production / "script").iterdir()
    )
    to_speak, lines, to_mix, _ = planned(make_audio(production))
    assert 0 < to_speak <= said < lines
    assert to_mix == 2
    after = audio_of(production)
    changed = {file for file in after if after[file] != before[file]}
    assert {file[:3] for file in changed if file.endswith(".mp3")} == {"002", "003"}


def test_a_louder_voice_is_mixed_again_and_not_spoken(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    file = production / "voices.toml"
    cast = tomlkit.parse(file.read_text(encoding="utf-8"))
    cast["characters"]["Mrs Pell"]["gain"] = 6.0
    file.write_text(tomlkit.dumps(cast), encoding="utf-8")
    to_speak, _, to_mix, _ = planned(make_audio(production))
    assert (to_speak, to_mix) == (0, 2)


def test_a_corrected_speaker_is_one_line_of_one_chapter(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    script = next((production / "script").glob("002*"))
    text = script.read_text(encoding="utf-8")
    edited = re.sub(r"^@[^:\n]*: “Hold that rope!”$", "@Captain Brandt: “Hold that rope!”", text, flags=re.MULTILINE)
    assert edited != text
    script.write_text(edited, encoding="utf-8")
    to_speak, _, to_mix, _ = planned(make_audio(production))
    assert (to_speak, to_mix) == (1, 1)
    after = audio_of(production)
    changed = [name for name in after if after[name] != before[name]]
    assert [name for name in changed if name.endswith(".mp3")] == [next(n for n in after if n.startswith("002"))]
    assert script.read_text(encoding="utf-8") == edited
    assert planned(make_audio(production))[::2] == (0, 0)


def test_the_lines_around_a_corrected_speaker_follow_and_only_they_are_spoken_again(tmp_path: Path) -> None:
    story = tmp_path / "tea.txt"
    story.write_text(CONVERSATION, encoding="utf-8")
    make_audio(story)
    folder = tmp_path / "tea"
    script = next((folder / "script").iterdir())
    text = script.read_text(encoding="utf-8")
    text = re.sub(r"^@[^:\n]*: (“What did you buy\?”)$", r"@Paul: \1", text, flags=re.MULTILINE)
    text = re.sub(r"^@[^:\n]*: (“A lamp\.”)$", r"@Anna: \1", text, flags=re.MULTILINE)
    script.write_text(text, encoding="utf-8")
    assert "make-audio retag" in make_audio("check", folder).stdout
    told = make_audio("retag", folder).stdout
    assert re.search(r"txt:\d+ \w+ → Anna: “To read by\.”", told), told
    assert "@Anna: “To read by.”" in script.read_text(encoding="utf-8")
    to_speak, lines, to_mix, _ = planned(make_audio(folder))
    assert 0 < to_speak <= 2 + told.count(" → ") < lines
    assert to_mix == 1
    assert "No other line changed" in make_audio("retag", folder).stdout
    assert planned(make_audio(folder))[::2] == (0, 0)


def test_an_undone_edit_brings_the_old_bytes_back(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    script = next((production / "script").glob("001*"))
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("It won’t take", "It will not take"), encoding="utf-8")
    make_audio(production)
    assert audio_of(production) != before
    script.write_text(text, encoding="utf-8")
    assert planned(make_audio(production))[0] == 0
    assert audio_of(production) == before


def test_options_given_again_are_written_down_and_said(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    make_audio(story)
    ran = make_audio(tmp_path / "door", "-s", "1.5", "--title", "The Blue Door")
    assert "book.toml" in ran.stderr
    book = (tmp_path / "door" / "book.toml").read_text(encoding="utf-8")
    assert "The Blue Door" in book
    assert "1.5" in book
    assert planned(make_audio(tmp_path / "door"))[::2] == (0, 0)


def test_a_chapter_that_goes_takes_its_file_and_leaves_strangers(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    make_audio(story)
    mine = tmp_path / "door" / "audio" / "003 - my own.mp3"
    mine.write_bytes(b"mine")
    story.write_text(TINY[: TINY.index("CHAPTER TWO")], encoding="utf-8")
    make_audio(story)
    assert sorted(name[:3] for name in audio_of(tmp_path / "door")) == ["001", "003"]
    assert mine.read_bytes() == b"mine"


def test_a_preview_of_a_line_and_of_a_character_is_a_short_file(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    before = audio_of(production)
    address = next(f"script/{path.name}:9" for path in sorted((production / "script").iterdir()))
    for what in (address, "1:9", "Mrs Pell"):
        printed = make_audio("preview", what, cwd=production).stdout.strip()
        file = production / printed
        assert file.stat().st_size > 5000
    assert make_audio("preview", f"{production.name}/{address}", cwd=production.parent).stdout.strip().endswith(".mp3")
    assert audio_of(production) == before


def test_an_audition_of_a_story_is_kept_apart_and_speaks_part_of_the_book(tmp_path: Path) -> None:
    story = tmp_path / "door.txt"
    story.write_text(TINY, encoding="utf-8")
    heard = make_audio("audition", story)
    assert "4 files in " in heard.stdout
    names = sorted(path.name for path in (tmp_path / "door" / "audition").iterdir())
    assert [name[:3] for name in names] == ["00 ", "01 ", "02 ", "03 "]
    assert "1 file in " in make_audio("audition", "bertram", cwd=tmp_path / "door").stdout
    (anna,) = json.loads(make_audio("audition", tmp_path / "door", "Anna", "--json").stdout)["voices"]
    assert anna["file"].endswith("Anna.mp3")
    assert "2 files in " in make_audio("audition", "bertram", "Anna", cwd=tmp_path / "door").stdout
    book = (tmp_path / "door" / "book.toml").read_bytes()
    for what in (story, tmp_path / "door"):
        refused = make_audio("audition", what, "-e", "system", check=False)
        assert refused.returncode == 2
        assert "an audition changes no book" in refused.stderr
        assert "voices.toml" in refused.stderr
    assert (tmp_path / "door" / "book.toml").read_bytes() == book
    to_speak, lines, _, _ = planned(make_audio(tmp_path / "door"))
    assert to_speak < lines
    assert sorted(path.name for path in (tmp_path / "door" / "audition").iterdir()) == names
    assert not [name for name in audio_of(tmp_path / "door") if name.endswith(tuple(names))]


def test_pauses_of_a_book_of_before_are_taken_up_once_and_said(lantern: Path, copy_of: Copy) -> None:
    production = copy_of(lantern)
    book = production / "book.toml"
    of_now = book.read_text(encoding="utf-8")
    new = r"(pace|tags|answers|interruptions|trailing) = .*\n"
    earlier = re.sub(rf"(?m)^{new}", "", of_now).replace("lines = 0.4", "lines = 0.2").replace("= 0.8 ", "= 0.9 ")
    book.write_text(earlier, encoding="utf-8")
    said = "Pauses of book.toml that nobody chose become those of new books: lines 0.4, speakers 0.4;"
    book.write_text(earlier := earlier.replace("speakers = 0.4 ", "speakers = 0.35"), encoding="utf-8")
    assert said in make_audio(production, "--dry-run").stderr
    assert book.read_text(encoding="utf-8") == earlier
    assert said in make_audio(production).stderr
    after = book.read_text(encoding="utf-8")
    assert after == of_now.replace("= 0.8 ", "= 0.9 ")
    again = make_audio(production)
    assert "Pauses" not in again.stderr
    assert planned(again)[::2] == (0, 0)
    assert book.read_text(encoding="utf-8") == after
