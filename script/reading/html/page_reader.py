"""A single web page, or rendered Markdown, as a Story."""

from __future__ import annotations

import re

from lxml import etree

from script.model import BlockKind
from script.reading.collected_story import Told, collected_story
from script.reading.collected_text import Flow, next_character
from script.reading.html.html_tree import find, language_of, text_of
from script.reading.html.html_walk import walk
from script.reading.sections import Cut, cuts_by_headings
from script.story import LeftOut, Story
from script.text.headings import plain
from script.text.language import tidy_language

_BYLINE = re.compile(r"(?:written\s+)?by:?\s+(?P<author>[^\W\d_].{1,80})", re.I)


def told_by(root: etree._Element) -> Told:
    """Title, author and language of an HTML document's head."""
    title = next((text_of(element) for element in find(root, "title") if element.getparent() is not None), "")
    metas = {
        (m.get("name") or m.get("property") or "").lower(): (m.get("content") or "").strip() for m in find(root, "meta")
    }
    author = metas.get("author") or metas.get("dc.creator") or metas.get("dcterms.creator") or ""
    language = language_of(root) or metas.get("dc.language") or metas.get("content-language") or ""
    return Told(metas.get("dc.title") or title, author, tidy_language(language))


def page_story(root: etree._Element, told: Told, left_out: tuple[LeftOut, ...], warnings: tuple[str, ...]) -> Story:
    """The Story of one document: chapters by its headings."""
    flow = Flow()
    flow.left_out.extend(left_out)
    body = next(find(root, "body"), root)
    walk(body, flow, "")
    text = flow.text()
    cuts, heading = cuts_by_headings(text, flow)
    title = heading if heading and (not told.title or heading.lower() in told.title.lower()) else told.title or heading
    told = Told(title, told.author or _byline(text, flow), told.language)
    return collected_story(text, flow, cuts or [Cut(0)], told, warnings=warnings)


def _byline(text: str, flow: Flow) -> str:
    """The author that a line "by …" right after the first heading names."""
    for before, block in zip(flow.blocks[:4], flow.blocks[1:5], strict=False):
        match = _BYLINE.fullmatch(plain(text[block.start : block.end]))
        if before.kind is BlockKind.HEADING and match and next_character(text, block.start) == block.start:
            return match["author"].strip(" .")
    return ""
