"""What would be broken: a cue or a note that is read aloud, lost, or heard elsewhere."""

from __future__ import annotations

from script.script_file.script_writer import format_chapter
from tests.script.script_texts import read, texts


def test_cues_and_notes_stand_on_lines_of_their_own_or_amid_the_words() -> None:
    text = (
        "He left. [sfx: door [old]] She [[ why? ]] sighed.\n\n"
        "[[ two\n\n  lines ]]\n[SAY: The end]\n[pause : 1.5] [music: low]"
    )
    chapter = read(text).chapter
    assert texts(chapter) == ["He left. She sighed."]
    assert [(cue.at, cue.kind, cue.value) for cue in chapter.cues] == [
        (9, "sfx", "door [old]"),
        (20, "say", "The end"),
        (20, "pause", "1.5"),
        (20, "music", "low"),
    ]
    assert [(note.at, note.text) for note in chapter.notes] == [(13, "why?"), (20, "two\n\n  lines")]
    again = read(format_chapter(chapter)).chapter
    assert (again.cues, again.notes) == (chapter.cues, chapter.notes)
