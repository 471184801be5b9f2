"""What would be broken: a line said as if its sentence were over, or as if it went on; a wait in mid-sentence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from script.quotations.sentence_flow import Ending, LineFlow, flows
from script.script_file.script_parser import parse_chapter

KINDS = {">": Kind.SPEECH, "<": Kind.SPEECH, "~": Kind.THOUGHT, "=": Kind.LETTER, "#": Kind.SILENT}


def chapter_of(*paragraphs: str) -> Chapter:
    """A chapter whose lines are parted by "|": ">" begins Jane's speech, "<" Tom's, "~" her thought, "=" her letter,
    "#" what is silent, "+" what stands right behind the line before it; all else is narration."""
    text, found = "", []
    for paragraph in paragraphs:
        lines: list[Line] = []
        for piece in paragraph.split("|"):
            close = piece[:1] == "+"
            piece = piece.removeprefix("+")
            kind = KINDS.get(piece[:1], Kind.NARRATION)
            words = piece[1:] if kind is not Kind.NARRATION else piece
            speaker = {">": "Jane", "~": "Jane", "=": "Jane", "<": "Tom"}.get(piece[:1], NARRATOR)
            text += "" if close or not text else " " if lines else "\n\n"
            lines.append(Line(len(text), len(text) + len(words), None if kind is Kind.SILENT else speaker, kind))
            text += words
        found.append(Paragraph(BlockKind.PARAGRAPH, tuple(lines)))
    return Chapter(1, "", text, tuple(found))


def flows_of(paragraph: str) -> tuple[LineFlow, ...]:
    return flows(chapter_of(paragraph))


def shown(paragraph: str) -> str:
    """The paragraph with "|" where a sentence goes on to the next line, "/" where another begins, tags in braces."""
    chapter = chapter_of(paragraph)
    out = ""
    for line, flow in zip(chapter.lines, flows(chapter), strict=True):
        text = chapter.text[line.start : line.end]
        if line.kind.spoken:
            out += ("|" if flow.goes_on else "/") if out else ""
            out += "{" * bool(flow.tag) + text[: flow.tag] + "}" * bool(flow.tag) + text[flow.tag :]
    return out


@pytest.mark.parametrize(
    ("paragraph", "flow"),
    [
        (
            ">“My dear,”|said she to him one day,|>“have you heard?”",
            "“My dear,”|{said she to him one day,}|“have you heard?”",
        ),
        (">“Where?”|said Tom.|>“Here?”", "“Where?”|{said Tom.}/“Here?”"),
        (">“Where?”|Tom asked, rising.", "“Where?”|{Tom asked, rising.}"),
        (">“Where?”|I say.", "“Where?”|{I say.}"),
        (">“Where?”|Tom asked the child.", "“Where?”|{Tom asked the child.}"),
        (">“Where?”|He rose.", "“Where?”/He rose."),
        (">“Where?”|Tom rose. He said nothing.", "“Where?”/Tom rose. He said nothing."),
        (">“Where?”|He asked for water.", "“Where?”/He asked for water."),
        (">“Where?”|She opened it and looked.", "“Where?”/She opened it and looked."),
        (">“Come.”|Tom said nothing.", "“Come.”/Tom said nothing."),
        (">“Come.”|He shrugged.", "“Come.”/He shrugged."),
        (">“Come.”|Tom answered,|<“No.”", "“Come.”/Tom answered,|“No.”"),
        (">“Come.”|Tom said.", "“Come.”|{Tom said.}"),
        (">“Come.”|said Tom.", "“Come.”|{said Tom.}"),
        ("Tom said,|<“Come.”", "Tom said,|“Come.”"),
        ("He said:|<“Come.”", "He said:|“Come.”"),
        ("And every one said—|<“Come!”", "And every one said—|“Come!”"),
        ("Tom nodded.|<“Come.”", "Tom nodded./“Come.”"),
        (">“Yes. I know,”|I said.", "“Yes. I know,”|{I said.}"),
        (">“But I—”|Tom began.|>“No.”", "“But I—”|{Tom began.}/“No.”"),
        (">“But I—”|The door opened.", "“But I—”/The door opened."),
        (">“But I—”|The girl stopped.", "“But I—”/The girl stopped."),
        (">“I … I think …”|said Tom.", "“I … I think …”|{said Tom.}"),
        (">“Well …”|Jane sighed.", "“Well …”/Jane sighed."),
        (">“I”|+—he coughed—|+>“know.”", "“I”|—he coughed—|“know.”"),
        (">“I”|+—Tom coughed—|+>“know.”", "“I”|—Tom coughed—|“know.”"),
        (">“Where,”|said Tom.|>“is it?”", "“Where,”|{said Tom.}|“is it?”"),
        ("Her phone buzzed.|>“nothing on our side”", "Her phone buzzed./“nothing on our side”"),
        ("He called it|>“the house,”|and it was.|>“So it is.”", "He called it|“the house,”|and it was./“So it is.”"),
        ("They called it|>“the Prince”|of the sea.", "They called it|“the Prince”|of the sea."),
        ("They called it|>“the Prince”|Regent.", "They called it|“the Prince”|Regent."),
        (">“Come,”|and he rose.", "“Come,”|and he rose."),
        (">“Who?”|But then he told them.", "“Who?”/But then he told them."),
        ("~What now?|she thought.", "What now?|{she thought.}"),
        ("~What now?|She thought again.", "What now?|{She thought again.}"),
        (">“What now?”|She thought.", "“What now?”/She thought."),
        ("=“Come home?”|Jane wrote.", "“Come home?”|{Jane wrote.}"),
        ("~If I shoot him,|he thought,|~I must run.", "If I shoot him,|{he thought,}|I must run."),
        (">“Where?”|<“Here.”", "“Where?”/“Here.”"),
        (">“where?”|<“here.”", "“where?”/“here.”"),
        (">“I think,”|<“No!”", "“I think,”/“No!”"),
    ],
)
def test_a_sentence_goes_on_where_a_tag_says_so_and_not_where_somebody_acts(paragraph: str, flow: str) -> None:
    assert shown(paragraph) == flow


@pytest.mark.parametrize(
    ("paragraph", "flow"),
    [
        (">„Komm!“|+, rief er. Er stand auf.", "„Komm!“|{, rief er.} Er stand auf."),
        (
            ">»Wo?«|fragte Anna.|<»Hier«|+, sagte Tom,|<»bin ich.«",
            "»Wo?«|{fragte Anna.}/»Hier«|{, sagte Tom,}|»bin ich.«",
        ),
        (">„Aber ich –“|begann er.", "„Aber ich –“|{begann er.}"),
        ("Er sagte:|>„Komm.“|Und ging.", "Er sagte:|„Komm.“/Und ging."),
        (">— Viens,|dit-il,|>vite.", "— Viens,|{dit-il,}|vite."),
        (">— Où es-tu ?|demanda Anne.|>Ici !", "— Où es-tu ?|{demanda Anne.}/Ici !"),
        (">« Je suis là ! »|cria-t-il. Il se leva.", "« Je suis là ! »|{cria-t-il.} Il se leva."),
        (">« Mais je… »|Anne se tut.", "« Mais je… »/Anne se tut."),
        (
            ">—¿Dónde estás?|—preguntó Ana—.|>No te veo.",
            "—¿Dónde estás?|{—preguntó Ana—.}/No te veo.",
        ),
        (">—¡Ven!|—Ana se levantó.", "—¡Ven!/—Ana se levantó."),
        ("他说：|>“来。”|+他走了。", "他说：|“来。”/他走了。"),
        (">'Come here'|+, said Tom,|>'and sit.'", "'Come here'|{, said Tom,}|'and sit.'"),
        (">Come|said Tom.", "Come|{said Tom.}"),
        (">Come|Tom rose", "Come/Tom rose"),
        (">What|Tom asked|>is it", "What|{Tom asked}|is it"),
        (">“Come,” he said|+#”", "“Come,” he said"),
    ],
)
def test_any_typography_and_none_tells_it(paragraph: str, flow: str) -> None:
    assert shown(paragraph) == flow


@pytest.mark.parametrize(
    ("paragraph", "flow"),
    [
        ("It was un|+#12|+expected. So.", "It was un|expected. So."),
        ("It was un-|#12|expected.", "It was un-|expected."),
        ("The Duke of|#[3]|York came.", "The Duke of|York came."),
        ("He came.|#[3]|Then he went.", "He came./Then he went."),
        ("Here is Mr.|#12|Reed.", "Here is Mr.|Reed."),
        (">“I think,|#12|>Tom, that I”", "“I think,|Tom, that I”"),
        (">“Well,”|#12|said Jane.", "“Well,”|{said Jane.}"),
        (">“Where|+>?”|Jane rose.", "“Where/?”/Jane rose."),
        (">“But I|+>—”|Jane rose.", "“But I/—”/Jane rose."),
    ],
)
def test_what_is_silent_and_what_is_only_marks_part_no_sentence(paragraph: str, flow: str) -> None:
    assert shown(paragraph) == flow


def test_a_story_typed_in_small_letters_has_sentences_all_the_same() -> None:
    chapter = chapter_of(
        ">“where?”|he rose. he went to the door.|>“here.”|tom nodded.",
        ">“who?”|asked tom. he was late.|<“me. it is me,”|said jane.",
    )
    assert [flow.goes_on for flow in flows(chapter)] == [False, False, False, False, False, True, False, True]
    assert [flow.tag for flow in flows(chapter)] == [0, 0, 0, 0, 0, len("asked tom."), 0, len("said jane.")]
    assert flows(chapter)[1].first_end == len("he rose.")


def test_a_tag_that_goes_on_and_on_ends_with_its_clause() -> None:
    tag = "said Tom,"
    rest = " and went slowly to the door, where the old dog lay that had been his father's. He sat."
    assert flows_of(f">“Come,”|{tag}{rest}")[1].tag == len(tag)
    tag = "Tom, who had not moved, whispered,"
    assert flows_of(f">“Come,”|{tag} because of all those who stood and listened behind it.")[1].tag == len(tag)
    assert flows_of(">“Come,”|said Tom. " + "He sat and sat. " * 9)[1].tag == len("said Tom.")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (">“Yes. I know,”", "“Yes.", "I know,”"),
        (">“Yes.” “No. Never!” he", "“Yes.”", "Never!” he"),
        (">Mr. Reed and J. B. Reed, No. 5 there", "Mr. Reed and J. B. Reed, No. 5 there", ""),
        (">So am I. No. I go.", "So am I.", "I go."),
        (">I … I think … he … he knows", "I … I think … he … he knows", ""),
        (">No … No, I… I'm here. . . . Well", "No … No, I… I'm here. . . .", "Well"),
        (">»Ja.« »Nein.«", "»Ja.«", "»Nein.«"),
        (">来。他说！走", "来。", "走"),
        (">One?! “Two.” (Three.)", "One?!", "(Three.)"),
        (">He came at 5 p.m. on foot", "He came at 5 p.m. on foot", ""),
        ("One. \n", "One. \n", ""),
    ],
)
def test_a_line_is_parted_where_sentences_end_and_not_behind_titles_or_in_hesitation(
    text: str, first: str, last: str
) -> None:
    flow = flows_of(text)[0]
    words = text.removeprefix(">")
    assert words[: flow.first_end] == first
    assert words[flow.last_start :] == (last or words)
    assert (flow.last_start == 0) == (not last)


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("“Yes.”", Ending.STOP),
        ("“Yes”.", Ending.STOP),
        ("来。」", Ending.STOP),
        ("“No.”", Ending.STOP),
        ("«¿Sí?»", Ending.QUESTION),
        ("« Où ? »", Ending.QUESTION),
        ("“What?!”", Ending.QUESTION),
        ("Τι είναι;", Ending.QUESTION),
        ("*What?*", Ending.QUESTION),
        ("Komm!“", Ending.EXCLAMATION),
        ("“Go!…”", Ending.EXCLAMATION),
        ("“I…”", Ending.TRAILING_OFF),
        ("“I...'", Ending.TRAILING_OFF),
        ("and I . . .”", Ending.TRAILING_OFF),
        ("“But I—”", Ending.BROKEN_OFF),
        ("“But I --”", Ending.BROKEN_OFF),
        ("“But I\u2060—\u2060”", Ending.BROKEN_OFF),
        ("“Yes,”", Ending.OPEN),
        ("one;", Ending.OPEN),
        ("He said:", Ending.OPEN),
        ("Mr.", Ending.OPEN),
        ("the boys’", Ending.OPEN),
        ("—", Ending.OPEN),
        ("”", Ending.OPEN),
        ("", Ending.OPEN),
    ],
)
def test_how_a_line_ends_is_told_by_its_last_mark_inside_any_quotes(text: str, ending: Ending) -> None:
    assert flows_of(">" + text)[0].ending is ending


def test_a_tag_remembers_how_its_speech_ended_and_other_narration_does_not() -> None:
    found = flows_of(">“Where?”|asked Tom.|<“Here—”|The door opened.")
    assert [flow.speech_ending for flow in found] == [None, Ending.QUESTION, None, None]


PIECES = st.lists(
    st.tuples(
        st.sampled_from(list(Kind)),
        st.sampled_from([None, "Jane", "Tom", NARRATOR]),
        st.text(st.sampled_from("aAbI .,;:!?…—-–“”‘’'\"«»„ \u00a0\u2060\n*_)([5Mr。よß"), min_size=1, max_size=24)
        | st.text(min_size=1, max_size=9)
        | st.sampled_from(["said Tom", "Tom asked, rising.", "“Where?”", "Mr.", "but I—", ", rief er."]),
        st.booleans(),
    ),
    max_size=9,
)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_flow_whose_places_lie_in_its_lines(pieces: list[tuple[Kind, str | None, str, bool]]) -> None:
    text, groups = "", [list[Line]()]
    for kind, speaker, words, apart in pieces:
        groups[-1].append(Line(len(text), len(text) + len(words), speaker, kind))
        text += words + " " * apart
        if apart:
            groups.append([])
    chapter = Chapter(1, "", text, tuple(Paragraph(BlockKind.PARAGRAPH, tuple(g)) for g in groups if g))
    found = flows(chapter)
    assert len(found) == len(chapter.lines)
    for line, flow in zip(chapter.lines, found, strict=True):
        length = line.end - line.start
        one = flow.last_start == 0
        assert flow.first_end == length if one else 0 < flow.first_end <= flow.last_start < length
        assert 0 <= flow.tag <= flow.first_end
        assert (flow.speech_ending is not None) == (flow.tag > 0)
        assert flow.goes_on or not flow.tag
    assert not any(flow.goes_on for p in chapter.paragraphs for flow in found[chapter.lines.index(p.lines[0]) :][:1])


def test_a_long_book_is_read_in_a_moment() -> None:
    paragraph = (
        ">“My dear Mr. Reed,”|said his lady to him one day. Then she rose, and sat.|>“Have you heard? It is let.”"
    )
    chapter = chapter_of(*[paragraph] * 500)
    flows(chapter)
    start = time.process_time()
    flows(chapter)
    # 11,500 words: a tenth of a long book.
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize("row", ["”", ".", ". ", "?", "?”", " ”", "—", "… “", "I… ", "a. ", "a-", " "])
def test_a_long_row_of_marks_is_read_once(row: str) -> None:
    row *= 20_000 // len(row)
    start = time.process_time()
    flows_of(f">“Where{row}|said{row} Tom.")
    flows_of(f">“Where,”|said {row}x")
    flows_of(f"{row}|>x")
    # Read anew from each mark, it would take seconds.
    assert time.process_time() - start < 1


def test_what_is_silent_tells_nothing_of_how_a_story_is_typed() -> None:
    notes = "|".join(["#one. two. three. four."] * 3)
    told = "He ran. and ran. He fell.|" + notes
    assert flows_of(told)[0] == flows_of("He ran. and ran. He fell.")[0]


def test_no_sentence_goes_on_over_what_a_cue_says_and_every_one_over_other_cues() -> None:
    script = "@Tom: “Come,”\n{}said Tom,\nand rose.\n"
    for cue, goes_on in (("", True), ("[pause: 1]\n", True), ("[say: Meanwhile]\n", False)):
        chapter = parse_chapter(script.format(cue), "a", None).chapter
        assert [flow.goes_on for flow in flows(chapter)] == [False, goes_on, True]
