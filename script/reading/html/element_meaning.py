"""What an element of a web page or a book says it is: a heading, a note, verse, something that nobody reads aloud.

The vocabularies are HTML's own, EPUB 3 Structural Semantics (`epub:type`), DPUB-ARIA (`role`), and the class names that
converters and archives commonly use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from script.model import BlockKind
from script.reading.html.html_tree import kinds_of, local_name, text_of
from script.story import Style
from script.text.visible_text import has_word

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NO_TEXT = frozenset(["head", "script", "style", "link", "meta", "title", "template", "base"])
_LEFT_OUT = {
    "math": "mathematics",
    "svg": "text of a picture",
    "rt": "ruby reading",
    "rp": "ruby reading",
    "audio": "stands in for a recording",
    "video": "stands in for a recording",
    "object": "stands in for a picture",
    "canvas": "stands in for a picture",
    "iframe": "stands in for another page",
    "noscript": "stands in for a program",
    "select": "form",
    "textarea": "form",
    "button": "form",
    "datalist": "form",
}
_ITALIC = frozenset(["i", "em", "cite", "var", "dfn"])
_BOLD = frozenset(["b", "strong"])

_NOTES = frozenset(
    [
        "footnote",
        "endnote",
        "rearnote",
        "footnotes",
        "endnotes",
        "rearnotes",
        "doc-footnote",
        "doc-endnote",
        "doc-endnotes",
        "annotation",
    ]
)
_NOTE_CLASSES = frozenset(["footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes"])
_NOTE_MARKS = frozenset(["noteref", "doc-noteref", "backlink", "doc-backlink"])
_NOTE_MARK_CLASS = re.compile(
    r"^(?:noteref|note-?ref|fn-?ref|footnote-?(?:ref|mark|link|anchor)|fnanchor|endnote-?ref)$", re.I
)
_NOTE_MARK_TEXT = re.compile(r"[\[({]?(?:\d{1,4}|[*†‡§¶#]{1,4}|[a-z]|[ivxl]+|↩\ufe0e?|↑)[\])}]?\.?", re.I)
_BRACKETED_MARK = re.compile(r"\[(?:\d{1,4}|[a-z*†‡§])\]", re.I)
_PAGE_CLASS = re.compile(r"^(?:page-?(?:num|no|number|break)|pb|pageno)$", re.I)
_PAGE_TEXT = re.compile(r"[\[({]?\s*(?:p(?:g|p|age)?\.?\s*)?(?:\d{1,4}|[ivxlcdm]{1,7})\s*[\])}]?", re.I)
_HOST = re.compile(r"(?:[a-z]+://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.I)

_VERSE_WORD = re.compile(
    r"(?:^|[-_:])(?:verse|verses|poem|poems|poetry|stanza|linegroup|line-group|lg|lyrics|song)\d*(?:$|[-_])", re.I
)
_STANZA_WORD = re.compile(r"^(?:stanza|linegroup|line-group|lg)$", re.I)
_BREAK_WORD = re.compile(
    r"^(?:(?:after|post|new)[-_]?)?(?:scene|section|thought|context|line)[-_]?break$|^(?:tb|asterism|ornament|"
    r"dinkus|transition)$",
    re.I,
)
_HEADING_CLASS = re.compile(
    r"^(?:chapter|part|book|section)[-_]?(?:title|number|num|head|heading|header|name|no)\d*$|^(?:ct|cn|"
    r"chaptertitle|chapterhead)$",
    re.I,
)
_TITLE_KINDS = frozenset(["title", "subtitle", "ordinal", "label", "z3998:title", "z3998:ordinal"])
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.I)

_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Markup:
    """What an element says about itself.

    `kinds` are its words of `epub:type` and `role`; `block`: it stands apart from the text around.
    """

    element: etree._Element
    name: str
    kinds: frozenset[str]
    classes: frozenset[str]
    style: str
    block: bool

    @property
    def holds_no_text(self) -> bool:
        """Whether nothing in it is the document's text: its head, a style sheet."""
        return self.name in _NO_TEXT

    @property
    def verse(self) -> bool:
        """Whether it is a poem, or a part of one."""
        return any(map(_VERSE_WORD.search, (*self.classes, *self.kinds)))

    @property
    def stanza(self) -> bool:
        """Whether the blocks in it are lines of verse."""
        return any(map(_STANZA_WORD.match, (*self.classes, *self.kinds)))

    @property
    def scene_break(self) -> bool:
        """Whether a scene ends before it."""
        return any(map(_BREAK_WORD.match, self.classes))

    @property
    def blank(self) -> bool:
        """Whether it is a paragraph without text or picture."""
        return (
            self.name == "p"
            and not text_of(self.element)
            and not any(local_name(inner) in ("img", "svg", "image") for inner in self.element.iter())
        )

    @property
    def leads_within(self) -> bool:
        """Whether it is a link to somewhere else in the book."""
        href = self.element.get("href") or ""
        return self.name == "a" and href != "" and not _is_external(href)


def markup_of(element: etree._Element, *, outermost: bool) -> Markup:
    """What `element` says about itself; the outermost of a walk is a block, whatever it is."""
    name = local_name(element)
    style = element.get("style") or ""
    block = name in _BLOCKS or _BLOCK_STYLE.search(style) is not None or outermost
    return Markup(element, name, kinds_of(element), frozenset((element.get("class") or "").split()), style, block)


def why_left_out(markup: Markup, *, keep_notes: bool) -> str:
    """Why the text of an element is no part of the story; "" where it is."""
    if markup.name in _LEFT_OUT:
        return _LEFT_OUT[markup.name]
    if markup.element.get("hidden") is not None or _HIDDEN_STYLE.search(markup.style):
        return "hidden"
    hidden_from_listeners = markup.element.get("aria-hidden") == "true" and not markup.kinds
    if hidden_from_listeners and has_word(text_of(markup.element)):
        return "hidden from listeners"
    if keep_notes or not (markup.block or markup.name == "span"):
        return ""
    return _kind_of_note(markup)


def _kind_of_note(markup: Markup) -> str:
    said = markup.kinds & _NOTES
    if said:
        return "annotation" if said == {"annotation"} else "footnote"
    if markup.name in ("aside", "li", "dd") and "note" in markup.kinds:
        return "footnote"
    if markup.block and markup.classes & _NOTE_CLASSES and markup.name != "body":
        return "footnote"
    return ""


def block_kind(markup: Markup, *, verse: bool, nested: int) -> tuple[BlockKind, int] | None:
    """(kind, level) that a block element gives to its text.

    None where the text is what it was outside. `verse`: it is verse, or set line by line; `nested`: the depth of the
    quotes or lists around.
    """
    name, element = markup.name, markup.element
    if name == "hgroup":
        return BlockKind.HEADING, _level_of_group(element)
    if name in ("p", "div") and _is_leaf(element) and _is_title(markup):
        return BlockKind.HEADING, 2
    if verse:
        return BlockKind.VERSE, 0
    if name == "blockquote":
        return BlockKind.QUOTE, nested + 1
    if name in ("ul", "ol", "dl", "dir", "menu"):
        return BlockKind.ITEM, nested + 1
    if name == "tr" and _is_data(element):
        return BlockKind.ROW, 0
    return None


def heading_level(name: str) -> int | None:
    """1–6 for h1–h6, None for any other element."""
    return _HEADINGS.get(name)


def silent_style(markup: Markup, written: Callable[[], str]) -> Style | None:
    """The style of what is kept but not read aloud: a page number, a footnote's mark, an address.

    `written` gives the element's text.
    """
    if markup.block and markup.name not in ("div", "p", "li"):
        return None
    if markup.kinds & {"pagebreak", "doc-pagebreak"}:
        return Style.PAGE_NUMBER
    if any(map(_PAGE_CLASS.match, markup.classes)) and _PAGE_TEXT.fullmatch(written()):
        return Style.PAGE_NUMBER
    if markup.block:
        return None
    if markup.kinds & _NOTE_MARKS:
        return Style.NOTE_MARK
    if markup.name not in ("a", "sup", "span"):
        return None
    text = written()
    if _is_note_mark(markup, text):
        return Style.NOTE_MARK
    external = markup.name == "a" and _is_external(markup.element.get("href") or "")
    return Style.ADDRESS if external and _HOST.fullmatch(text) else None


def _is_note_mark(markup: Markup, text: str) -> bool:
    """Whether a link or a raised figure reads like a footnote's mark and is set like one."""
    if len(text) > 8 or not _NOTE_MARK_TEXT.fullmatch(text):
        return False
    if any(map(_NOTE_MARK_CLASS.match, markup.classes)):
        return True
    raised = markup.name == "a" and _raised(markup.element)
    return "#" in (markup.element.get("href") or "") and (raised or _BRACKETED_MARK.fullmatch(text) is not None)


def emphasis_style(markup: Markup) -> Style | None:
    """Italic or bold, by the element's name, style or class."""
    if markup.name in _ITALIC or _ITALIC_STYLE.search(markup.style) or "italic" in markup.classes:
        return Style.ITALIC
    if markup.name in _BOLD or _BOLD_STYLE.search(markup.style) or "bold" in markup.classes:
        return Style.BOLD
    return None


def is_quotation(markup: Markup) -> bool:
    """Whether a page shows quotation marks around it that are not in its text."""
    return markup.name == "q" and "quotes:none" not in markup.style.replace(" ", "").lower()


def only_notes(body: etree._Element) -> bool:
    """Whether a document is nothing much but notes: a part of the book by itself."""
    notes = sum(
        len(text_of(element))
        for element in body.iter(etree.Element)
        if _is_note(element) and not any(_is_note(above) for above in element.iterancestors())
    )
    return notes > _MOSTLY * len(text_of(body))


def _is_title(markup: Markup) -> bool:
    return bool(markup.kinds & _TITLE_KINDS) or any(map(_HEADING_CLASS.match, markup.classes))


def _level_of_group(group: etree._Element) -> int:
    return min((level for inner in group.iter(etree.Element) if (level := heading_level(local_name(inner)))), default=2)


def _is_leaf(element: etree._Element) -> bool:
    return not any(local_name(child) in _BLOCKS for child in element)


def _is_data(row: etree._Element) -> bool:
    """Whether a table row holds data: old pages lay whole chapters out in tables."""
    names = [local_name(element) for element in row.iterdescendants(etree.Element)]
    return (
        "table" not in names and "blockquote" not in names and names.count("p") <= names.count("td") + names.count("th")
    )


def _is_external(href: str) -> bool:
    return re.match(r"[a-z][a-z0-9+.-]*:", href, re.I) is not None


def _raised(link: etree._Element) -> bool:
    parent = link.getparent()
    return (
        (parent is not None and local_name(parent) == "sup")
        or any(local_name(child) == "sup" for child in link)
        or "vertical-align" in (link.get("style") or "")
    )


def _is_note(element: etree._Element) -> bool:
    name = local_name(element)
    if name not in _BLOCKS:
        return False
    kinds = kinds_of(element)
    classes = (element.get("class") or "").split()
    return (
        bool(kinds & _NOTES) or not _NOTE_CLASSES.isdisjoint(classes) or (name in ("aside", "li") and "note" in kinds)
    )
