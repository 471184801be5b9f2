"""What is known of stretches of text before lines are cut: who says them, how, and how that is known."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from script.deliveries.directions import directed_delivery
from script.deliveries.line_deliveries import SaidLine, find_deliveries
from script.deliveries.speaker_words import speaker_words
from script.documents.letter_wording import INITIALS
from script.evidence import Clue, evidence_of
from script.model import EDITED, NARRATOR, Kind
from script.people.characters import People
from script.quotations.flat_text import name_key
from script.quotations.speech_words import TITLES
from script.quotations.tags.dialogue_tags import Tag
from script.quotations.talk_lines import TELLER, TalkLine
from script.tagging.attribution.attributor import Attribution
from script.tagging.marks_of_creatures import says_how
from script.tagging.spoken_words import SpokenWords
from script.tagging.told_by_people import Fixed, Piece, apply_fixed, find_person

_LETTER_CONFIDENCE = 0.95
_FIRST_PERSON = "told in the first person"


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a stretch before lines are cut."""

    start: int
    end: int
    speaker: str | None
    kind: Kind
    delivery: str | None = None
    confidence: float = 1.0
    evidence: str = ""


def speech_labels(
    flat: str,
    words: SpokenWords,
    tags: Sequence[Tag | None],
    cast: People,
    attributions: Sequence[Attribution],
    *,
    in_english: bool = True,
) -> list[Label]:
    """What is spoken and thought, by whom and how, in the order of the spans. `in_english`: whether the words
    around them can tell how."""
    labels: list[Label] = []
    for index, (span, attribution) in enumerate(zip(words.spans, attributions, strict=True)):
        tag = tags[index]
        thinks = _thinks(tag, index in words.thoughts)
        speaker = cast.people[attribution.speaker].name if attribution.speaker is not None else None
        before = words.spans[index - 1] if index else None
        if not (tag and tag.sure) and before and before.paragraph == span.paragraph and labels[-1].speaker == speaker:
            # The rest of a thought is thought; a sentence that its tag interrupts goes on as it began.
            thinks = thinks or labels[-1].kind is Kind.THOUGHT
        kind = Kind.THOUGHT if thinks else Kind.SPEECH
        labels.append(Label(span.start, span.end, speaker, kind, None, attribution.confidence, attribution.evidence))
    if not in_english:
        return labels
    heard = [label.kind is Kind.SPEECH for label in labels]
    lines = _said_lines(words, tags, cast, attributions, heard)
    deliveries = find_deliveries(flat, [(text.start, text.end) for text in words.texts], lines)
    return [replace(label, delivery=delivery) for label, delivery in zip(labels, deliveries, strict=True)]


def _said_lines(
    words: SpokenWords,
    tags: Sequence[Tag | None],
    cast: People,
    attributions: Sequence[Attribution],
    heard: Sequence[bool],
) -> list[SaidLine]:
    """The spans as lines that may get a delivery. `heard`: whether each is spoken, rather than thought."""
    lines = []
    for span, tag, attribution, loud in zip(words.spans, tags, attributions, heard, strict=True):
        who, sure = attribution.speaker, tag if tag and tag.sure else None
        teller = who is not None and cast.teller(span.start) == who
        person = cast.people[who] if who is not None else None
        meant = speaker_words(person, sure.kind if sure else None, sure.subject if sure else "", teller=teller)
        scene = words.scenes[span.paragraph]
        lines.append(SaidLine(span.start, span.end, span.paragraph, scene, who, meant, tag, loud))
    return lines


def _thinks(tag: Tag | None, set_apart: bool) -> bool:
    """Whether words are thought, by their tag, or else by what sets them apart."""
    says = tag is not None and (tag.sure or (set_apart and says_how(tag)))
    return tag.thinks if tag is not None and says else set_apart


def letter_labels(words: SpokenWords, cast: People, fixed: Sequence[Fixed]) -> list[Label]:
    """The letters, by their writers. Who a person says wrote a part of one wrote all of it, unless they named two."""
    labels = []
    fixed = [said for said in fixed if said.speaker != NARRATOR]
    for letter in words.letters:
        person = _writer(cast, letter.writer) if letter.writer not in ("", NARRATOR) else None
        evidence = letter.evidence
        start, end = words.texts[letter.first].start, words.texts[letter.last].end
        told = _told_of(fixed, start, end)
        writers = {find_person(cast, said.speaker) for said in told}
        if len(writers) == 1:
            person, evidence = writers.pop(), evidence_of(Clue.CORRECTED, "corrected by you")
        speaker = cast.people[person].name if person is not None else None
        if letter.writer == NARRATOR and person is None:
            speaker = NARRATOR
        confidence = 0.0 if speaker is None else _LETTER_CONFIDENCE
        for index in range(letter.first, letter.last + 1):
            if not words.breaks[index]:
                text = words.texts[index]
                label = Label(text.start, text.end, speaker, Kind.LETTER, None, confidence, evidence)
                labels.append(_as_corrected(label, cast, told))
    return labels


def _told_of(fixed: Sequence[Fixed], start: int, end: int) -> Sequence[Fixed]:
    """What a person said of a stretch, or of a part of it. `fixed`: ascending, none overlapping."""
    first = bisect_right(fixed, start, key=lambda said: said.end)
    return fixed[first : bisect_left(fixed, end, lo=first, key=lambda said: said.start)]


def _as_corrected(label: Label, cast: People, told: Sequence[Fixed]) -> Label:
    """A label with the speaker whom a person gave to all of it."""
    over = _told_of(told, label.start, label.end)
    whole = (said.speaker for said in over if said.start <= label.start and label.end <= said.end)
    if (name := next(whole, None)) is not None and (who := find_person(cast, name)) is not None:
        return replace(label, speaker=cast.people[who].name, confidence=1.0, evidence=EDITED)
    return label


def talk_labels(words: SpokenWords, cast: People, fixed: Sequence[Fixed]) -> list[Label]:
    """The lines of plays and chats: the name is seen, the words are heard. What a person said of them stands."""
    labels = []
    for line in words.talk:
        if line.start < line.said:
            labels.append(Label(line.start, line.said, NARRATOR, Kind.SILENT, evidence="a speaker's name"))
        labels += _said_in_line(words.text, cast, line, _told_of(fixed, line.said, line.end))
    return labels


def _said_in_line(text: str, cast: People, line: TalkLine, told: Sequence[Fixed]) -> list[Label]:
    """The labels of what is spoken in a line of a play or chat."""
    person = cast.teller(line.start) if line.name == TELLER else _named(cast, line.name)
    speaker = cast.people[person].name if person is not None else None
    confidence = 0.0 if speaker is None else _LETTER_CONFIDENCE
    delivery = directed_delivery(line.how) if line.how else None
    evidence = evidence_of(Clue.PRINTED, line.name)
    labels = []
    for piece in apply_fixed(text, [Piece(start, end) for start, end in line.words()], told):
        label = Label(piece.start, piece.end, speaker, Kind.SPEECH, delivery, confidence, evidence)
        if piece.speaker == NARRATOR:
            label = Label(piece.start, piece.end, NARRATOR, Kind.NARRATION, evidence=EDITED)
        elif piece.speaker is not None and (who := find_person(cast, piece.speaker)) is not None:
            label = replace(label, speaker=cast.people[who].name, confidence=1.0, evidence=EDITED)
        labels.append(label)
    return labels


def _named(cast: People, name: str) -> int | None:
    who = find_person(cast, name)
    return cast.resolve(name) if who is None else who


def _writer(cast: People, name: str) -> int | None:
    """Who signed so: by name, or the only one with these initials."""
    if name == "I" or not INITIALS.fullmatch(name):
        return cast.resolve(name)
    initials = re.findall(r"[^\W\d_]", name.lower())
    hits = {
        index
        for index, person in enumerate(cast.people)
        for other in person.names
        if len(initials) > 1
        and [word[0] for word in name_key(other).split() if word not in TITLES and word[0].isalpha()] == initials
    }
    return hits.pop() if len(hits) == 1 else None


def told_labels(words: SpokenWords, cast: People) -> dict[int, Label]:
    """What is narrated by somebody else than the book's narrator, by the start of its paragraph. A teller without a
    name has the narrator's voice."""
    why = {index: a.evidence for a in words.accounts if a.teller for index in range(a.first, a.last + 1)}
    labels = {}
    for index, text in enumerate(words.texts):
        person = cast.teller(text.start)
        if person is None or person == cast.narrator or index in words.read_out or cast.people[person].name == "I":
            continue
        labels[text.start] = Label(
            0, 0, cast.people[person].name, Kind.NARRATION, None, _LETTER_CONFIDENCE, why.get(index, _FIRST_PERSON)
        )
    return labels
