"""What would be broken: files that sort wrongly, or that a system refuses."""

import pytest

from pipeline.production.file_names import book_file, chapter_file, chapter_name, master_prefix, script_file
from script.model import Chapter


def test_chapters_sort_by_number_and_are_called_by_title() -> None:
    assert chapter_file(Chapter(7, "Part I: The Storm?", "", ()), 12) == "audio/007 - Part I - The Storm.mp3"
    assert chapter_file(Chapter(7, " ", "", ()), 1200) == "audio/0007 - Chapter.mp3"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CHAPTER ONE: The Storm", "The Storm"),
        ("Chapter 12 – What the Captain Carried", "What the Captain Carried"),
        ("IV: The Arrival", "The Arrival"),
        ("3. Home by It", "Home by It"),
        ("Kapitel 2: Der Sturm", "Der Sturm"),
    ],
)
def test_no_file_says_a_chapters_number_twice(title: str, name: str) -> None:
    assert chapter_name(title) == name
    assert chapter_file(Chapter(1, title, "", ()), 3) == f"audio/001 - {name}.mp3"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CHAPTER ONE", "CHAPTER ONE"),
        ("IV.", "IV"),
        ("Chapter 3: …", "Chapter 3 - …"),
        ("Prologue: The Storm", "Prologue - The Storm"),
        ("Part Two: The Sea", "Part Two - The Sea"),
        ("Chapter five was late.", "Chapter five was late"),
        ("I, Claudius", "I, Claudius"),
        ("1984", "1984"),
    ],
)
def test_a_title_that_is_no_label_before_a_name_is_kept(title: str, name: str) -> None:
    assert chapter_name(title) == name


def test_the_book_is_called_by_its_title() -> None:
    assert book_file("Who/What: “Yes”") == "audio/Who-What - “Yes”.m4b"
    assert book_file("") == "audio/Book.m4b"


def test_no_chapters_master_can_be_taken_for_anothers() -> None:
    prefixes = [master_prefix(Chapter(number, "", "", ())) for number in (1, 11, 111, 1111)]
    assert not [a for a in prefixes for b in prefixes if a != b and b.startswith(a)]


def test_script_files_are_numbered_to_sort_and_fit_every_system() -> None:
    assert script_file(7, chapter_name("I: The Door?"), 12) == "007 The Door.txt"
    assert script_file(7, chapter_name(""), 1200) == "0007 Chapter.txt"
