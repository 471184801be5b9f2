"""The Story that a collected text makes, once it is known where its sections start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from script.reading.collected_text import Flow, scene_breaks, settled_styles
from script.reading.inline_marks import addresses
from script.reading.sections import Cut, make_sections
from script.story import Cover, Pronunciation, Story


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says about itself outside its text; "" where it says nothing."""

    title: str = ""
    author: str = ""
    language: str = ""


def collected_story(
    text: str,
    flow: Flow,
    cuts: list[Cut],
    told: Told,
    *,
    lexicon: Iterable[Pronunciation] = (),
    cover: Cover | None = None,
    warnings: Iterable[str] = (),
) -> Story:
    """The Story of `text`, all that was written to `flow`, cut into sections at `cuts`.

    `lexicon`: how the source says words wherever they stand.
    """
    sections, blocks = make_sections(text, flow, cuts, told.title, told.author)
    flow.blocks = blocks
    flow.styles.extend(addresses(text))
    return Story(
        title=told.title,
        author=told.author,
        language=told.language,
        text=text,
        sections=tuple(sections),
        blocks=tuple(blocks),
        styles=tuple(settled_styles(text, flow)),
        anchors=tuple(flow.anchors),
        pronunciations=(*lexicon, *_settled_pronunciations(text, flow)),
        left_out=tuple(flow.left_out),
        scene_breaks=scene_breaks(text, flow, frozenset(section.start for section in sections)),
        cover=cover,
        warnings=tuple(warnings),
    )


def _settled_pronunciations(text: str, flow: Flow) -> Iterable[Pronunciation]:
    """The pronunciations with exact offsets: `text[start:end]` is the grapheme."""
    return (p for p in flow.pronunciations if p.start < 0 or text[p.start : p.end] == p.grapheme)
