"""What would be broken: a line said by another voice, a sentence cut where nobody else speaks, a letter that sounds
like talk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.production.book_file import Book
from pipeline.production.production import open_production
from pipeline.production.script_files import EditedChapter
from pipeline.rendering.planning.loaded_production import Loaded
from pipeline.rendering.planning.phrases import Phrase, in_lines, parted_by_cues, phrases_of, rejoined
from script.model import NARRATOR, BlockKind, Chapter, Kind, Line, Paragraph
from script.quotations.sentence_flow import Ending
from script.script_file.script_parser import parse_chapter
from tests.pipeline.productions import load
from voices.cast.cast import Cast
from voices.cast.voice_profile import VoiceProfile
from voices.engines import registry
from voices.lexicon.entries import Lexicon, LexiconEntry

Edit = Callable[[Path, str, str], None]

TOM = VoiceProfile("pyttsx3", "en-gb+arthur")
ANN = VoiceProfile("pyttsx3", "en-gb+anna")
TELLER = VoiceProfile("pyttsx3", "en-gb+felix")
CAST = Cast(TELLER, TELLER, {"Tom": TOM, "Ann": ANN, "Kate": TELLER})
"""Kate tells the story: she has the narrator's voice."""


def spoken(script: str, cast: Cast = CAST, **changes: object) -> tuple[Phrase, ...]:
    """The phrases of a script file."""
    chapter = parse_chapter(script, "001 One.txt", None)
    item = EditedChapter("001 One.txt", chapter.chapter, chapter.numbers, None, cue_numbers=chapter.cue_numbers)
    return phrases_of(item.as_heard(), Book("A", **changes), cast)  # type: ignore[arg-type]


def neural(cast: Cast) -> Cast:
    """The same people, said by an engine that cares for the sentence around."""

    def by_hibari(profile: VoiceProfile) -> VoiceProfile:
        return replace(profile, engine="hibari", voice={"en-gb+felix": "heart"}.get(profile.voice, "heart+warm"))

    people = {name: by_hibari(profile) for name, profile in cast.characters.items()}
    return Cast(by_hibari(cast.narrator), by_hibari(cast.unknown), people)


def voiced(loaded: Loaded, **changes: object) -> tuple[Phrase, ...]:
    book = replace(loaded.book, **changes)  # type: ignore[arg-type]
    return phrases_of(loaded.edited.chapters[0], book, loaded.cast)


def test_each_line_is_said_by_its_speaker(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    for line in voiced(loaded):
        profile = loaded.cast.profile(line.lines[0].line.speaker)
        assert (line.utterance.voice, line.timbre.voice, line.timbre.pitch) == (
            profile.voice,
            profile.voice,
            profile.pitch,
        )


def test_the_books_speed_changes_the_clips_and_not_the_voices_level(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    slow, fast = voiced(loaded, speed=1.0), voiced(loaded, speed=1.5)
    assert all(b.utterance.rate > a.utterance.rate for a, b in zip(slow, fast, strict=True))
    assert [line.timbre for line in slow] == [line.timbre for line in fast]
    assert not {line.key for line in slow} & {line.key for line in fast}


def test_letters_and_thoughts_are_treated_unless_the_book_says_no(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Anna [letter]: “Who")
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Bertram (exclaim): “Open", "@Bertram [thought]: “Open")
    loaded = load(open_production(rendered))
    effects = {line.lines[0].line.kind: line.effects for line in voiced(loaded)}
    assert effects[Kind.LETTER] == ("letter",)
    assert effects[Kind.THOUGHT] == ("thought",)
    assert effects[Kind.NARRATION] == ()
    assert not any(line.effects for line in voiced(loaded, letters=False, thoughts=False))


def test_a_voice_is_levelled_as_it_speaks_plainly_and_apart_from_that_as_it_whispers() -> None:
    plain, shout, murmur, whisper = (
        spoken(f"@Ann{how}: “Come here!”\n")[0].timbre for how in ("", " (shout)", " (murmur)", " (whisper)")
    )
    assert plain == shout == murmur != whisper


def test_a_whisper_is_softer_in_the_mix(rendered: Path, edit: Edit) -> None:
    plain = {line.text: line.gain for line in voiced(load(open_production(rendered)))}
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Anna (whisper): “Who")
    whispered = {line.text: line.gain for line in voiced(load(open_production(rendered)))}
    assert whispered["“Who is there?”"] < plain["“Who is there?”"]


def test_a_message_of_one_emoji_is_heard_and_an_ornament_of_emoji_parts_scenes(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who is there?”\n", "✨ ✨ ✨\n\n@Anna: “😡!”\n")
    heard = {line.text: line.utterance.text for line in voiced(load(open_production(rendered)))}
    assert heard["“😡!”"] == "enraged face!"
    assert "✨ ✨ ✨" not in heard


def test_a_stressed_word_is_another_clip_of_that_line_alone(rendered: Path) -> None:
    loaded = load(open_production(rendered))
    item = loaded.edited.chapters[0]
    line = next(line for line in item.chapter.lines if item.text_of(line).startswith("“Who is"))
    run = (line.start + 5, line.start + 7)
    stressed = replace(item, chapter=replace(item.chapter, emphasis=(run,)))
    plain, strong = (phrases_of(chapter, loaded.book, loaded.cast) for chapter in (item, stressed))
    changed = [b for a, b in zip(plain, strong, strict=True) if a.key != b.key]
    assert [line.utterance.text[a:b] for line in changed for a, b in line.utterance.stress] == ["is"]


def test_addresses_lead_to_the_line_in_the_file(rendered: Path) -> None:
    production = open_production(rendered)
    texts = (production.script_folder / "001 CHAPTER ONE.txt").read_text(encoding="utf-8").split("\n")
    for line in voiced(load(production)):
        assert line.address.startswith("script/001 CHAPTER ONE.txt:")
        assert line.text in texts[int(line.address.rpartition(":")[2]) - 1]


def test_lines_in_one_voice_are_one_utterance_and_each_keeps_its_address() -> None:
    (phrase,) = spoken("@Kate: “Yes,”\nI said, and went in.\n@Kate: “It is open.”\n")
    assert phrase.utterance.text == "Yes, I said, and went in. It is open."
    assert [line.address.rpartition(":")[2] for line in phrase.lines] == ["1", "2", "3"]
    begun = [phrase.utterance.text[line.at :].split()[0] for line in phrase.lines]
    assert begun == ["Yes,", "I", "It"]


@pytest.mark.parametrize(
    "script",
    [
        "@Tom: “Yes,”\nsaid Tom.\n",
        "@Kate (shout): “Yes!”\nThe rain had begun.\n",
        "@Kate: “Yes,”\n[sfx: a door]\nI said.\n",
        "@Kate: “Yes,”\n[pause: 1]\nI said.\n",
        "@Kate: “Yes,”\n\nI said.\n",
        "@Kate [letter]: “I am well,”\nI read.\n",
    ],
)
def test_another_voice_treatment_cue_or_paragraph_parts_phrases(script: str) -> None:
    assert len(spoken(script)) == 2


def test_who_tags_their_own_shout_says_both_alike() -> None:
    (phrase,) = spoken("@Kate (shout): “Come here!”\nI shouted.\n")
    assert phrase.gain > spoken("I shouted.\n")[0].gain


def test_the_tag_of_somebody_elses_speech_is_softer_than_narration_whatever_the_speech() -> None:
    narrated = spoken("I shouted.\n")[0]
    for delivery in ("", " (shout)"):
        _, tag = spoken(f"@Tom{delivery}: “Come here!”\nI shouted.\n")
        assert tag.gain == narrated.gain - 3


def test_an_engine_that_does_not_tell_when_words_begin_speaks_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    known = registry.traits
    monkeypatch.setattr(registry, "traits", lambda engine: replace(known(engine), tells_words=False))
    assert len(spoken("@Kate: “Yes,”\nI said.\n")) == 2


def test_stress_and_ipa_stand_on_their_words_in_a_later_line_of_a_phrase() -> None:
    parsed = parse_chapter("@Kate: “Yes,”\nI said, and led him in.\n", "001 One.txt", None)
    at = parsed.chapter.text.index("led")
    chapter = replace(parsed.chapter, pronunciations=((at, at + 3, "lɛd"),), emphasis=((at + 4, at + 7),))
    (phrase,) = phrases_of(EditedChapter("001 One.txt", chapter, parsed.numbers, None), Book("A"), CAST)
    text = phrase.utterance.text
    assert [text[start:end] for start, end, _ in phrase.utterance.phonemes] == ["led"]
    assert [text[start:end] for start, end in phrase.utterance.stress] == ["him"]


def test_what_the_lexicon_says_holds_over_the_end_of_a_line() -> None:
    parsed = parse_chapter("@Kate: We go to New\nYork at last.\n", "001 One.txt", None)
    lexicon = Lexicon(words=(LexiconEntry("New York", respelling="Noo Yawk"),))
    item = EditedChapter("001 One.txt", parsed.chapter, parsed.numbers, None, lexicon=lexicon)
    (phrase,) = phrases_of(item, Book("A"), CAST)
    assert phrase.utterance.text == "We go to Noo Yawk at last."


def test_verse_is_said_as_verse() -> None:
    item = _of_lines(BlockKind.VERSE, "The sea was calm that night", "And all the stars were out")
    (phrase,) = phrases_of(item, Book("A"), CAST)
    (prose,) = phrases_of(_of_lines(BlockKind.PARAGRAPH, "The sea was calm that night", "And all"), Book("A"), CAST)
    assert phrase.utterance.text.startswith("The sea was calm that night,")
    assert prose.utterance.text.startswith("The sea was calm that night And")


def _of_lines(block: BlockKind, *texts: str) -> EditedChapter:
    """A chapter of one paragraph, which the narrator tells."""
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(len(texts))]
    lines = tuple(
        Line(start, start + len(text), NARRATOR, Kind.NARRATION) for start, text in zip(starts, texts, strict=True)
    )
    chapter = Chapter(1, "One", "\n".join(texts), (Paragraph(block, lines),))
    return EditedChapter("001 One.txt", chapter, tuple(range(1, len(texts) + 1)), None)


@pytest.mark.parametrize(("mark", "said"), [("un[[12]]expected", "unexpected"), ("so [[12]] late", "so late")])
def test_a_silent_mark_parts_neither_a_sentence_nor_a_word(mark: str, said: str) -> None:
    text = f"It was {mark} that night."
    start = text.index("[[")
    end = text.index("]]") + 2
    lines = (
        Line(0, start, NARRATOR, Kind.NARRATION),
        Line(start, end, NARRATOR, Kind.SILENT),
        Line(end, len(text), NARRATOR, Kind.NARRATION),
    )
    paragraph = Paragraph(BlockKind.PARAGRAPH, tuple(_bare(line, text) for line in lines))
    item = EditedChapter("001 One.txt", Chapter(1, "One", text, (paragraph,)), (1, 2, 3), None)
    (phrase,) = phrases_of(item, Book("A"), CAST)
    assert phrase.utterance.text == f"It was {said} that night."


def test_what_nobody_can_say_still_parts_the_words_beside_it() -> None:
    (phrase,) = spoken("@Kate: I\n—\n@Kate: know.\n")
    assert phrase.utterance.text == "I know."
    (told,) = spoken("He spoke\n@Tom: “—”\nthen nothing.\n")
    assert told.utterance.text == "He spoke then nothing."


def _bare(line: Line, text: str) -> Line:
    """Without the white space at its ends."""
    words = text[line.start : line.end]
    start = line.start + len(words) - len(words.lstrip())
    return replace(line, start=start, end=start + len(words.strip()))


def test_a_piece_of_a_sentence_knows_the_words_around_it_and_whole_sentences_know_none() -> None:
    script = "She rose. Then\n@Ann: “My dear,”\nsaid Ann, smiling,\n@Ann: “come in. Sit down.”\nHe sat.\n"
    phrases = spoken(script, neural(CAST))
    around = [(p.utterance.before, p.utterance.text, p.utterance.after) for p in phrases]
    assert around == [
        ((), "She rose. Then", ("My dear,", "said Ann, smiling,", "come in.")),
        (("Then",), "My dear,", ("said Ann, smiling,", "come in.")),
        (("Then", "My dear,"), "said Ann, smiling,", ("come in.",)),
        (("Then", "My dear,", "said Ann, smiling,"), "come in. Sit down.", ()),
        ((), "He sat.", ()),
    ]


def test_a_word_is_said_by_the_whole_sentence_that_its_piece_is_of() -> None:
    by_whom = "@Ann: “I always,”\nTom explained,\n@Ann: “read to the children.”\n"
    was = "@Ann: “I took it,”\nTom explained,\n@Ann: “and read it to the children.”\n"
    for cast in (CAST, neural(CAST)):
        assert [ipa for *_, ipa in spoken(by_whom, cast)[-1].utterance.phonemes] == ["ɹiːd"]
        assert [ipa for *_, ipa in spoken(was, cast)[-1].utterance.phonemes] == ["ɹɛd"]


def test_of_a_sentence_without_end_only_what_is_near_is_known() -> None:
    words = " and on".join(["on"] * 200)
    first, second = spoken(f"@Ann: “{words},”\nsaid Ann.\n", neural(CAST))
    assert first.utterance.before == ()
    (before,) = second.utterance.before
    assert 300 < len(before) <= 400
    assert words.endswith(before.rstrip(","))
    nearest = spoken(f"@Ann: “{words},”\nsaid Ann,\n@Ann: “and then.”\n", neural(CAST))[2].utterance.before
    assert nearest[-1] == "said Ann,"
    assert 300 < sum(map(len, nearest)) <= 400


def test_the_words_around_a_phrase_do_not_change_with_the_voices_that_say_them() -> None:
    script = "@Ann: “My dear,”\nsaid she,\n@Ann: “come in.”\n"
    tag, other = (spoken(script.replace("Ann", name), neural(CAST))[1] for name in ("Ann", "Tom"))
    assert tag.key == other.key
    changed = spoken(script.replace("My dear", "My lad"), neural(CAST))[1]
    assert changed.key != tag.key


def test_the_voice_stays_up_where_a_sentence_goes_on_in_another_without_a_mark() -> None:
    speech, tag = spoken("@Tom: “Come here”\nsaid Tom.\n")
    assert (speech.utterance.text, tag.utterance.text) == ("Come here,", "said Tom.")
    assert speech.utterance.before == tag.utterance.before == ()


def test_a_tag_of_somebody_elses_speech_is_marked_as_far_as_it_goes() -> None:
    _, tag = spoken("@Tom: “Come here,”\nsaid Tom. The rain had begun.\n")
    ((start, end),) = tag.utterance.tags
    assert tag.utterance.text[start:end].strip() == "said Tom."
    (own,) = spoken("@Kate: “Come here,”\nI said. The rain had begun.\n")
    assert own.utterance.tags == ()


def test_one_line_of_a_phrase_is_a_part_of_its_clip() -> None:
    (phrase,) = spoken("@Kate: “Yes,”\nI said, and went in.\n@Kate: “It is open.”\n")
    text = phrase.utterance.text
    cuts = [line.cut and text[slice(*line.cut)].strip() for line in in_lines([phrase])]
    assert cuts == ["Yes,", "I said, and went in.", "It is open."]
    assert {line.key for line in in_lines([phrase])} == {phrase.key}
    two = list(rejoined([phrase], {0, 1}))
    assert [text[slice(*part.cut)].strip() for part in two if part.cut] == ["Yes, I said, and went in."]
    assert list(rejoined([phrase], {0, 1, 2})) == [phrase]
    assert len(list(rejoined([phrase], {0, 2}))) == 2


def test_a_cue_that_parts_two_lines_of_one_voice_is_known_before_they_are_spoken() -> None:
    script = "@Kate: “Yes,”\n{}I said.\n@Tom: “Come,”\n{}said Tom. He went.\n{}She stayed.\n"
    cue = "[sfx: a door]\n"

    def parted(*cues: str) -> tuple[int, ...]:
        return parted_by_cues(parse_chapter(script.format(*cues), "001 One.txt", None).chapter, CAST)

    assert parted("", "", "") == ()
    assert parted(cue, "", "") == (1,)
    assert parted("", cue, "") == (), "another voice parts them anyway"
    assert parted("", "", cue) == (4,)


def test_a_long_paragraph_in_one_voice_is_several_phrases_that_begin_with_sentences() -> None:
    script = "".join(f"@Kate: “Number {number} is late again tonight,”\nI said, and went on.\n" for number in range(40))
    phrases = spoken(script)
    assert 4 < len(phrases) < 12
    assert all(phrase.utterance.text.startswith("Number") for phrase in phrases)
    assert max(len(phrase.utterance.text) for phrase in phrases) < 600
    changed = spoken(script.replace("Number 7 is", "Number 7 was"))
    assert sum(a.key != b.key for a, b in zip(phrases, changed, strict=True)) == 1


def test_a_tag_that_goes_on_with_something_else_is_told_plainly() -> None:
    speech, tag = spoken("@Kate (whisper): “Come here!”\nI whispered, and Anna shouted at him.\n")
    assert (speech.utterance.delivery, tag.utterance.delivery) == ("whisper", None)


@pytest.mark.parametrize(
    ("end", "ending"), [("?”", Ending.QUESTION), ("—”", Ending.BROKEN_OFF), ("…”", Ending.TRAILING_OFF)]
)
def test_a_note_before_the_last_mark_leaves_a_question_a_question(end: str, ending: Ending) -> None:
    text = f"“You were late[1]{end}"
    note, mark = text.index("["), text.index(end)
    lines = (
        Line(0, note, "Tom", Kind.SPEECH),
        Line(note, mark, NARRATOR, Kind.SILENT),
        Line(mark, len(text), "Tom", Kind.SPEECH),
    )
    item = EditedChapter("001.txt", Chapter(1, "", text, (Paragraph(BlockKind.PARAGRAPH, lines),)), (1, 2, 3), None)
    (phrase,) = phrases_of(item, Book("A"), CAST)
    assert phrase.utterance.text.startswith("You were late")
    assert end == "—”" or phrase.utterance.text != "You were late"
    assert phrase.lines[-1].flow.ending is ending
    assert len(list(phrase.sentences())) == 1


def test_a_reading_parts_nothing_and_makes_another_clip_of_its_phrase_alone() -> None:
    plain = spoken("He had read it,\nand read on.\n@Tom: “Yes.”\n")
    read = spoken("He had read it,\nand read[as: red] on.\n@Tom: “Yes.”\n")
    assert [len(phrase.lines) for phrase in read] == [len(phrase.lines) for phrase in plain] == [2, 1]
    assert read[0].utterance.text == "He had read it, and red on."
    assert read[0].text == plain[0].text, "printed as it was"
    assert read[0].key != plain[0].key
    assert read[1].key == plain[1].key


def test_what_a_cue_says_is_a_phrase_of_its_own_in_whose_voice_it_names() -> None:
    phrases = spoken(
        "He left. [say: Meanwhile.] She sighed, [say @Tom (shout): Enough!] and rose.\n\n[say: The end.]\n"
    )
    assert [phrase.utterance.text for phrase in phrases] == [
        *("He left.", "Meanwhile.", "She sighed,", "Enough!", "and rose.", "The end."),
    ]
    assert [phrase.utterance.voice for phrase in phrases] == [
        TOM.voice if number == 3 else TELLER.voice for number in range(6)
    ]
    assert phrases[3].gain > phrases[1].gain, "it is shouted"
    assert [phrase.address.rpartition(":")[2] for phrase in phrases] == ["1"] * 5 + ["3"]
    assert not any(line.flow.goes_on or line.flow.tag for phrase in phrases for line in phrase.lines)


def test_a_cue_that_cannot_be_said_is_no_phrase() -> None:
    assert [phrase.utterance.text for phrase in spoken("He left.\n[say: …]\nHe rose.\n\n[say: —]\n")] == [
        "He left.",
        "He rose.",
    ]


def test_a_cue_before_a_mark_that_nobody_can_say_leaves_it_out() -> None:
    assert [phrase.text for phrase in spoken("He left\n[pause: 1]\n.\n")] == ["He left"]
