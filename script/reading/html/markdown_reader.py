"""Markdown (CommonMark with tables, footnotes and a front matter block) → Story, by way of HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml.html import defs

from script.reading.collected_story import Told
from script.reading.html.html_tree import parse_html
from script.reading.html.page_reader import page_story, told_by
from script.reading.text_encoding import Decoded
from script.story import LeftOut, Story, Style, StyledSpan, in_reading_order
from script.text.language import tidy_language

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<inside>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>[^\n]*)")
_NOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]+)\]:[ \t]*(?P<text>[^\n]*(?:\n(?:[ \t]*\n)*(?: {4}|\t)[^\n]*)*)", re.M)
_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_TAG = re.compile(r"\s*</?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<inside>[^<>]*)>")
_MORE_ELEMENTS = frozenset(
    {"math", "svg", "main", "picture", "search", "template", "slot", "dialog", "summary", "bdi", "nobr"}
)
"""Elements of a page beside those that lxml knows."""
_SWITCHES = frozenset({"hidden", "open", "reversed", "controls", "disabled", "checked", "compact", "nowrap", "noshade"})
"""Attributes without a value."""
_FENCE = re.compile(r"^ {0,3}(```|~~~)", re.M)


def read_markdown(decoded: Decoded) -> Story:
    """The Story of a Markdown file. Raises StoryError when there is no text in it."""
    from script.reading.html.markdown_parser import markdown_parser, markdown_tokens

    source, told, left_out = _front_matter(decoded.text)
    skipped = decoded.text.count("\n", 0, len(decoded.text) - len(source))
    parser = markdown_parser()
    tokens = markdown_tokens(parser, source if _FENCE.search(source) else _NOTE.sub(_as_aside, source))
    _show_words_in_angles(tokens)
    for token in tokens:
        if token.map is not None and token.nesting >= 0:
            token.attrSet("data-line", str(skipped + token.map[0] + 1))
    root = parse_html(f"<html><body>{parser.renderer.render(tokens, parser.options, {})}</body></html>")
    head = told_by(root)
    told = Told(told.title or head.title, told.author or head.author, told.language)
    story = page_story(root, told, left_out, (decoded.warning,) if decoded.warning else ())
    marks = [StyledSpan(match.start(), match.end(), Style.NOTE_MARK) for match in _MARK.finditer(story.text)]
    return replace(story, styles=tuple(in_reading_order({*story.styles, *marks})))


def _show_words_in_angles(tokens: Sequence[Token]) -> None:
    """Makes text of what only looks like markup: "<bea> nothing", "<Go now>" are what somebody writes or thinks."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "html_inline" and _is_words(child.content):
                child.type = "text"
        if token.type == "html_block" and _is_words(token.content):
            token.content = f"<p>{html.escape(token.content)}</p>\n"


def _is_words(markup: str) -> bool:
    tag = _TAG.match(markup)
    if tag is None:
        return False
    values = re.sub(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""", "=", tag["inside"])
    attributes = values.replace(" =", "=").replace("/", " ").split()
    named = tag["name"].lower() in defs.tags | _MORE_ELEMENTS or "-" in tag["name"]
    return not named or any("=" not in each and each.lower() not in _SWITCHES for each in attributes)


def _front_matter(text: str) -> tuple[str, Told, tuple[LeftOut, ...]]:
    """The text after a leading block of `key: value` lines between `---`, and what the block says."""
    match = _FRONT_MATTER.match(text)
    if match is None or not _KEY.search(match["inside"]):
        return text, Told(), ()
    said = {pair["key"].lower(): pair["value"].strip().strip("\"'") for pair in _KEY.finditer(match["inside"])}
    told = Told(
        said.get("title", ""), said.get("author", ""), tidy_language(said.get("language", said.get("lang", "")))
    )
    return text[match.end() :], told, (LeftOut(0, " ".join(match["inside"].split()), "front matter block"),)


def _as_aside(match: re.Match[str]) -> str:
    """A footnote's text as the element that the walk leaves out; line count kept for the anchors."""
    inside = re.sub(r"\n(?: {4}|\t)", "\n", match["text"])
    return f'<aside role="doc-footnote">{inside}</aside>'
