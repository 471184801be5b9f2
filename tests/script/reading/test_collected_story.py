"""All that was collected arrives in the Story, at the characters that it belongs to."""

from __future__ import annotations

from script.model import BlockKind
from script.reading.collected_story import Told, collected_story
from script.reading.collected_text import Flow
from script.reading.sections import Cut
from script.story import Pronunciation, Style
from tests.script.stories import check_story


def test_styles_addresses_breaks_and_pronunciations_stand_on_their_characters() -> None:
    flow = Flow()
    flow.write("See www.e.org now.", BlockKind.PARAGRAPH, 0, None)
    flow.end_block()
    flow.breaks.append(flow.length)
    mark = flow.length
    flow.write("North", BlockKind.PARAGRAPH, 0, None)
    flow.style(mark, Style.BOLD)
    start = flow.length - len("North")
    flow.pronunciations += [
        Pronunciation("North", "nɔrθ", "ipa", start, flow.length),
        Pronunciation("N.", "x", "ipa", 0, 2),
    ]
    flow.end_block()
    word = Pronunciation("Bell", "bɛl", "ipa")
    story = collected_story(flow.text(), flow, [Cut(0)], Told("T", "A", "en"), lexicon=[word], warnings=["w"])
    check_story(story)
    assert [(story.text[span.start : span.end], span.style) for span in story.styles] == [
        ("www.e.org", Style.ADDRESS),
        ("North", Style.BOLD),
    ]
    assert story.scene_breaks == (start,)
    # One that isn't where its words are would be said of others.
    assert story.pronunciations == (word, Pronunciation("North", "nɔrθ", "ipa", start, start + 5))
    assert (story.title, story.author, story.language, story.warnings) == ("T", "A", "en", ("w",))
