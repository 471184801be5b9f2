"""What would be broken: words lost without a trace, doubt that nobody sees."""

from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.production.production import open_production
from pipeline.reporting.summary import DoubtfulName
from tests.pipeline.productions import make_production, summarize
from voices.lexicon.entries import LexiconEntry
from voices.lexicon.lexicon_file import parse_lexicon

Edit = Callable[[Path, str, str], None]


def test_every_word_of_the_story_is_counted_once(rendered: Path) -> None:
    summary = summarize(open_production(rendered))
    story = (rendered.parent / "door.txt").read_text(encoding="utf-8")
    words = len(story.replace("* * *", "").split())
    assert sum(chapter.words for chapter in summary.chapters) == words
    assert sum(speaker.words for speaker in summary.speakers) == words
    assert summary.speakers[0].name == "narrator"
    assert {speaker.name for speaker in summary.speakers[1:]} == {"Anna", "Bertram"}
    assert all(speaker.voice for speaker in summary.speakers)


def test_without_sound_there_are_no_lengths_and_no_files(story: Path) -> None:
    summary = summarize(make_production(story))
    assert [chapter.seconds for chapter in summary.chapters] == [None, None]
    assert summary.files == ()
    assert summary.seconds == 0


def test_doubtful_speakers_are_listed_with_their_addresses_the_most_audible_first(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "@?Anna: “Who")
    edit(script, "@Bertram (exclaim): “Open", "@? (exclaim): “Open")
    doubts = summarize(open_production(rendered)).doubtful
    assert [(doubt.speaker, doubt.address) for doubt in doubts] == [
        (None, "script/001 CHAPTER ONE.txt:8"),
        ("Anna", "script/001 CHAPTER ONE.txt:3"),
    ]
    assert doubts[1].text == "“Who is there?”"
    assert doubts[0].at_stake > doubts[1].at_stake > 0


def test_words_changed_by_hand_are_counted_where_they_are(rendered: Path, edit: Edit) -> None:
    edit(rendered / "script" / "002 CHAPTER TWO.txt", "while the rain came down", "while rain fell")
    summary = summarize(open_production(rendered))
    assert [chapter.changed_words > 0 for chapter in summary.chapters] == [False, True]
    assert summary.changed_words == summary.chapters[1].changed_words


def test_what_is_left_out_is_listed_with_why_and_how_much(tmp_path: Path) -> None:
    story = tmp_path / "page.html"
    story.write_text(
        "<html><head><title>Page</title></head><body><h1>One</h1><p>It rained<sup><a href='#n1'>1</a></sup> all day "
        "long, and nobody came.</p><h1>Copyright</h1><p>Copyright © 2020 by A. Writer. "
        "All rights reserved.</p></body></html>",
        encoding="utf-8",
    )
    production = make_production(story)
    left_out = summarize(production).left_out
    assert any(item.how == "section" and item.words > 5 and item.why for item in left_out)


def test_a_silent_cue_is_told_once(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "@Anna: “Who", "[sfx: door]\n[sfx: wind]\n@Anna: “Who")
    warnings = summarize(open_production(rendered)).warnings
    assert len([warning for warning in warnings if "[sfx: …]" in warning and "2 in the script" in warning]) == 1


def test_check_lists_names_that_may_be_said_wrongly_until_somebody_says_how(rendered: Path, edit: Edit) -> None:
    script = rendered / "script" / "001 CHAPTER ONE.txt"
    edit(script, "asked Anna.", "asked Anna of Nynaeve and of D'Xaro. Then Nynaeve came.")
    names = summarize(open_production(rendered)).doubtful_names
    assert [(name.name, name.count) for name in names] == [("Nynaeve", 2), ("D'Xaro", 1)]
    assert names[0].entry == 'Nynaeve = "/nˈaɪniːv/"'
    assert names[1].entry.startswith('"D\'Xaro" = "/')
    for name in names:
        assert parse_lexicon(f"[words]\n{name.entry}\n").lexicon.words[0].word == name.name
    (rendered / "lexicon.toml").write_text(f"[words]\n{names[0].entry}\n", encoding="utf-8")
    assert [name.name for name in summarize(open_production(rendered)).doubtful_names] == ["D'Xaro"]
    shown = CliRunner().invoke(app, ["check", str(rendered)])
    assert "1 name may be said wrongly" in shown.output
    assert names[1].entry in shown.output


def test_a_name_that_a_voice_reads_as_nothing_still_has_a_line_for_the_lexicon() -> None:
    for said in ("", "x"):
        line = DoubtfulName('Þ "q', 1, said).entry
        entry = parse_lexicon(f"[words]\n{line}\n").lexicon.words[0]
        assert entry == LexiconEntry('Þ "q', None if said else 'Þ "q', said or None)
