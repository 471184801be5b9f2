"""What would be broken: a word that the author set apart, said like all others."""

from pipeline.rendering.planning.stressed_words import stresses
from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph


def test_words_set_apart_are_stressed_and_headings_are_not() -> None:
    text = "THE END of it\nIT WAS he who did it. “I did NOT,” so I must go"
    lines = (
        (0, 13, Kind.HEADING, BlockKind.HEADING),
        (14, 36, Kind.NARRATION, BlockKind.PARAGRAPH),
        (36, 48, Kind.SPEECH, BlockKind.PARAGRAPH),
        (48, 61, Kind.THOUGHT, BlockKind.PARAGRAPH),
    )
    paragraphs = tuple(Paragraph(block, (Line(start, end, NARRATOR, kind),)) for start, end, kind, block in lines)
    # "he", "must", and a run over two lines.
    chapter = Chapter(1, "", text, paragraphs, emphasis=((21, 23), (54, 58), (30, 40)))
    found = [
        [text[line.start + a : line.start + b] for a, b in marks]
        for line, marks in zip(chapter.lines, stresses(chapter), strict=True)
    ]
    assert found == [[], ["he"], ["NOT"], ["must"]]
