"""`make-audio script`: who says what in a story, without making anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common_options import Llm, LlmModel
from pipeline.cli.exit_codes import UsageError
from pipeline.cli.llm_options import adviser_of, chat_model
from script.support.errors import StoryError


def script(
    story: Annotated[Path, typer.Argument(metavar="STORY", help="A .txt, .md, .html or .epub file.")],
    llm: Llm = None,
    llm_model: LlmModel = None,
    json: Annotated[bool, typer.Option("--json", help="Print text, chapters, characters and lines as JSON.")] = False,
) -> None:
    """Print who says what in a story, as script files or as JSON. Writes no file."""
    if not story.exists():
        raise StoryError(f'There is no file "{story}" here.')
    if story.is_dir():
        raise UsageError(f"{story} is a folder: name a story file. A production's script files lie in its script/.")

    from script.reading.story_reader import read_story
    from script.tagging.story_tagger import tag_story

    model = chat_model(llm, llm_model)
    read = read_story(story)
    tagged = tag_story(read)
    if model is not None:
        from pipeline.cli.display.progress import RunProgress
        from pipeline.cli.display.summary_tables import opinion_words
        from pipeline.updating.second_opinions import advised
        from script.second_opinion.doubtful_lines import doubtful_questions

        with RunProgress() as progress:
            adviser = adviser_of(model, progress.on_heard)
            tagged = advised(tagged, doubtful_questions(tagged), adviser, progress.say)
            progress.say(opinion_words(adviser.tally))
    if json:
        from pipeline.cli.display.summary_tables import print_json
        from script.script_file.json_form import script_to_json

        print_json(script_to_json(tagged, read.text))
        return

    from pipeline.production.file_names import chapter_name, script_file
    from script.script_file.cue_syntax import write_mark
    from script.script_file.script_sheet import Mark
    from script.script_file.script_writer import format_chapter

    count = len(tagged.chapters)
    for chapter in tagged.chapters:
        # A title that the story doesn't print would leave nothing to part two chapters: a note, which nobody speaks.
        name = script_file(chapter.number, chapter_name(chapter.title or "Chapter"), count)
        print(write_mark(Mark(0, None, name)), end="\n\n")
        print(format_chapter(chapter), end="\n" if chapter.number < count else "")
