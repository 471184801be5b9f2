"""Chapters for tests: hypothesis strategies over all that files can hold."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from script.model import (
    DOUBTFUL,
    NARRATOR,
    BlockKind,
    Chapter,
    Cue,
    CueKind,
    Delivery,
    Kind,
    Line,
    Note,
    Paragraph,
    Reading,
)
from script.text.visible_text import word_before, word_goes_on

SPACES = "".join(chr(c) for c in range(0x110000) if chr(c).isspace())
"""Everything that Python calls white space, from U+0009 to U+3000, the line separators among them."""
ODD = "@#[]\\*()?:=-.“”\"'\x00\x07\x7f\x85\x9f\xad\u200b\u200f\u202e\ufeff\u0301אبa1B"
MARKUP = [
    *("* * *", "---", "# a", "###", "# # #", "@Jane: “Hi”", "@", "[pause: 1]", "[[", "]]", "[sfx", ":", "[", "x]"),
    *(
        "[as: x]",
        "a[as",
        "[say @",
        "[Music]",
        "[Plate: one]",
        "“Hello,”",
        "said",
        "Jane.",
        "some",
        "one",
        "\\u{41}",
        "\\",
        "12",
        "\n",
        " ",
    ),
]
UNICODE = st.characters(exclude_categories=["Cs"])
STORY_CHARACTERS = st.one_of(st.sampled_from(ODD), st.sampled_from(SPACES), st.sampled_from(" \n"), UNICODE)
STORY_TEXT = st.one_of(
    st.text(STORY_CHARACTERS, min_size=1, max_size=12),
    st.lists(
        st.sampled_from(MARKUP),
        min_size=1,
        max_size=6,
    ).map(" ".join),
).filter(lambda text: bool(text.strip()))
VALUE = st.one_of(STORY_TEXT, st.sampled_from(["1.5", "scene", "door slams", "a [b] c", " x ", "\n"])).filter(bool)
NAME = st.one_of(
    STORY_TEXT,
    st.sampled_from(
        ["Jane", "Mrs Bennet", "Narrator", "NARRATOR", "?", "?Jane", "Dr: Who (10th)", "a  b", " ", "[silent]"]
    ),
).filter(lambda name: name != NARRATOR)
DELIVERY = st.one_of(
    st.none(),
    st.sampled_from(list(Delivery)).map(str),
    st.sampled_from(["Whisper", "wisper", "a (b): c", " sob"]),
    NAME,
)


@dataclass
class _Text:
    parts: list[str]
    size: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)


@st.composite
def lines_of(draw: st.DrawFn, text: _Text, kinds: st.SearchStrategy[Kind]) -> Line:
    words = draw(STORY_TEXT)
    start = text.size
    text.add(words)
    if draw(st.booleans()):
        start += len(words) - len(words.lstrip())
    end = text.size
    if draw(st.booleans()):
        end -= len(words) - len(words.rstrip())
    kind = draw(kinds)
    if not kind.spoken:
        return Line(start, end, draw(st.sampled_from([NARRATOR, NARRATOR, "Jane"])), kind, evidence="page number")
    speaker = draw(st.one_of(st.just(NARRATOR), st.none(), NAME, st.just("Jane")))
    confidence = draw(st.sampled_from([0.0, DOUBTFUL - 0.01, DOUBTFUL, 0.9, 1.0]))
    return Line(start, end, speaker, kind, draw(DELIVERY), confidence, draw(st.sampled_from(["", "tag: said Jane"])))


@st.composite
def chapters(draw: st.DrawFn, *, max_paragraphs: int = 5) -> Chapter:
    """Any chapter that keeps the model's promises, and many that no tagger would give."""
    text = _Text([])
    text.add(draw(st.text(st.sampled_from(SPACES), max_size=2)))
    paragraphs = []
    for _ in range(draw(st.integers(0, max_paragraphs))):
        block = draw(st.sampled_from(BlockKind))
        usual = {BlockKind.HEADING: Kind.HEADING, BlockKind.BREAK: Kind.BREAK}.get(block, Kind.NARRATION)
        kinds = st.one_of(st.just(usual), st.sampled_from(Kind))
        lines = []
        for _ in range(draw(st.integers(1, 3))):
            lines.append(draw(lines_of(text, kinds)))
            text.add(draw(st.sampled_from(["", "", " ", "\n", "\u2028"])))
        level = draw(st.integers(1, 6)) if block is BlockKind.HEADING else draw(st.integers(0, 2))
        paragraphs.append(Paragraph(block, tuple(lines), level))
        text.add(draw(st.sampled_from(["\n", "\n\n", " ", "\n \t\n", "\x0b"])))
    whole = "".join(text.parts)
    places = st.integers(0, len(whole))
    cues = draw(st.lists(st.one_of(_cues(places), _said_cues(places)), max_size=3))
    notes = draw(st.lists(st.builds(Note, places, st.one_of(st.just(""), VALUE)), max_size=2))
    emphasis = draw(st.lists(st.tuples(places, places).map(lambda p: (min(p), max(p))), max_size=2))
    return Chapter(
        draw(st.integers(1, 999)),
        draw(STORY_TEXT),
        whole,
        tuple(paragraphs),
        draw(st.integers(0, 9999)),
        tuple(sorted(cues, key=lambda cue: cue.at)),
        tuple(sorted(notes, key=lambda note: note.at)),
        tuple(emphasis),
        tuple((start, end, "ˈɪt") for start, end in emphasis),
        draw(readings_in(whole, [line for paragraph in paragraphs for line in paragraph.lines])),
    )


def _cues(places: st.SearchStrategy[int]) -> st.SearchStrategy[Cue]:
    return st.builds(Cue, places, st.sampled_from(CueKind), VALUE)


def _said_cues(places: st.SearchStrategy[int]) -> st.SearchStrategy[Cue]:
    return st.builds(Cue, places, st.just(CueKind.SAY), VALUE, st.one_of(st.none(), NAME), DELIVERY)


@st.composite
def readings_in(draw: st.DrawFn, text: str, lines: list[Line]) -> tuple[Reading, ...]:
    """Readings of some of the words of these lines."""
    ends = [
        line.start + at
        for line in lines
        for said in [text[line.start : line.end]]
        for at in range(1, len(said) + 1)
        if word_before(said[:at]) is not None and not word_goes_on(said[:at], said[at:])
    ]
    # "St" and "St." are one word.
    chosen = draw(st.sets(st.sampled_from(ends), max_size=3)) if ends else set()
    chosen = {at for at in chosen if not (text[at - 1] == "." and at - 1 in chosen)}
    said = st.one_of(
        st.sampled_from(["red", "/rɛd/", "REE-d [x]"]), VALUE.filter(lambda value: any(map(str.isalpha, value)))
    )
    return tuple(Reading(at, draw(said)) for at in sorted(chosen))


def words_of(chapter: Chapter) -> list[str]:
    """The visible characters of each line."""
    return ["".join(chapter.text[line.start : line.end].split()) for line in chapter.lines]
