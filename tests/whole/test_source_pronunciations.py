"""What would be broken: a name that the book itself says how to pronounce, said as it is spelled, or half a sentence
said as that name."""

from __future__ import annotations

from pathlib import Path

from tests.script.epubs import build, page
from tests.whole.command import make_audio_here, planned

IPA = 'xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:alphabet="ipa"'
SAID = 'ssml:ph="ʃəˈvɔːn"'


def lines_to_speak(folder: Path, *paragraphs: str) -> int:
    """How many different clips these paragraphs take."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    book = build(folder / "book.epub", {"one.xhtml": page(f"<div {IPA}>{body}</div>")})
    return planned(make_audio_here(book, "--dry-run"))[0]


def test_a_name_is_said_as_the_book_says_also_at_the_very_end_of_a_line(tmp_path: Path) -> None:
    plain, said = "Anna met Siobhan", f"Anna met <span {SAID}>Siobhan</span>"
    assert lines_to_speak(tmp_path, plain, plain) == 1
    assert lines_to_speak(tmp_path, plain, said) == 2


def test_a_name_is_said_as_the_book_says_also_at_the_very_beginning_of_a_line(tmp_path: Path) -> None:
    plain, said = "Siobhan met Anna", f"<span {SAID}>Siobhan</span> met Anna"
    assert lines_to_speak(tmp_path, plain, said) == 2


def test_what_the_book_says_of_words_of_two_speakers_is_said_of_neither(tmp_path: Path) -> None:
    plain, said = "“Siobhan,” she said.", f"<span {SAID}>“Siobhan,” she</span> said."
    assert lines_to_speak(tmp_path, plain, said) == lines_to_speak(tmp_path, plain) == 2
