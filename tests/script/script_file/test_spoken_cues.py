"""What would be broken: a word of the story lost or doubled by what a cue says, or heard at another place."""

from __future__ import annotations

from hypothesis import given, settings

from script.model import NARRATOR, Chapter, CueKind, Kind
from script.script_file.spoken_cues import with_spoken_cues
from tests.script.chapters import chapters
from tests.script.script_texts import read, texts


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=300, deadline=None)
@given(chapters())
def test_the_storys_words_stay_as_they_are_and_each_cue_is_one_line(chapter: Chapter) -> None:
    heard = with_spoken_cues(chapter)
    lines = heard.chapter.lines
    assert len(lines) == len(heard.origins)
    said = dict.fromkeys(range(len(chapter.lines)), "")
    cues = []
    for line, text, (of_cue, number) in zip(lines, texts(heard.chapter), heard.origins, strict=True):
        if of_cue:
            cue = chapter.cues[number]
            assert (text, line.speaker, line.delivery) == (cue.value, cue.speaker or NARRATOR, cue.delivery)
            cues.append(number)
        else:
            said[number] += text
            before = chapter.lines[number]
            assert (line.speaker, line.kind, line.delivery) == (before.speaker, before.kind, before.delivery)
    assert [bare(text) for text in said.values()] == [bare(text) for text in texts(chapter)]
    assert cues == [number for number, cue in enumerate(chapter.cues) if cue.kind is CueKind.SAY]
    assert bare(heard.chapter.text) == "".join(map(bare, texts(heard.chapter)))
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    assert [cue.at for cue in heard.chapter.cues] == sorted(cue.at for cue in heard.chapter.cues)
    assert [(r.said, heard.chapter.text[r.at - 1]) for r in heard.chapter.readings] == [
        (r.said, chapter.text[r.at - 1]) for r in chapter.readings
    ]
    assert with_spoken_cues(heard.chapter).chapter is heard.chapter


def test_between_paragraphs_it_is_one_and_amid_words_it_divides_its_line() -> None:
    chapter = read(
        "[say: One]\n\nHe left. [say @Ann: Two] She sighed.\n\n[say: Three]\n\nThe end. [say: Four]\n"
    ).chapter
    heard = with_spoken_cues(chapter).chapter
    assert [[heard.text[line.start : line.end] for line in p.lines] for p in heard.paragraphs] == [
        ["One"],
        ["He left.", "Two", "She sighed."],
        ["Three"],
        ["The end."],
        ["Four"],
    ]
    assert [(line.speaker, line.kind) for line in heard.lines][:3:2] == [
        (NARRATOR, Kind.NARRATION),
        ("Ann", Kind.SPEECH),
    ]


def test_other_cues_stay_on_their_side_of_it() -> None:
    chapter = read("One.\n\n[pause: 1]\n[say: Two]\n[pause: 3]\n\nThree.\n").chapter
    heard = with_spoken_cues(chapter).chapter
    pauses = [cue for cue in heard.cues if cue.kind is CueKind.PAUSE]
    starts = [line.start for line in heard.lines]
    assert [sum(start < cue.at for start in starts) for cue in pauses] == [1, 2]
