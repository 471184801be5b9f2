"""What would be broken: files that sort wrongly, or that a system refuses."""

from pipeline.release_names import book_file, chapter_file, master_prefix
from script.model import Chapter


def test_chapters_sort_by_number_and_are_called_by_title() -> None:
    assert chapter_file(Chapter(7, "I: The Storm?", "", ()), 12) == "audio/007 - I - The Storm.mp3"
    assert chapter_file(Chapter(7, " ", "", ()), 1200) == "audio/0007 - Chapter.mp3"


def test_the_book_is_called_by_its_title() -> None:
    assert book_file("Who/What: “Yes”") == "audio/Who-What - “Yes”.m4b"
    assert book_file("") == "audio/Book.m4b"


def test_no_chapters_master_can_be_taken_for_anothers() -> None:
    prefixes = [master_prefix(Chapter(number, "", "", ())) for number in (1, 11, 111, 1111)]
    assert not [a for a in prefixes for b in prefixes if a != b and b.startswith(a)]
