"""HTML and XHTML → Story text. One walk serves web pages, EPUB documents and rendered Markdown.

The walk follows the vocabularies EPUB 3 Structural Semantics (`epub:type`), DPUB-ARIA (`role`) and the class names that
converters and archives commonly use.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from lxml import etree
from lxml import html as lxml_html

from script.model import BlockKind
from script.reading.collected_text import Flow, Region
from script.story import Pronunciation, Style
from script.support.errors import StoryError

_OPS = "{http://www.idpf.org/2007/ops}"
_SSML = "{http://www.w3.org/2001/10/synthesis}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

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
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.I)


def parse_xml(source: str) -> etree._Element:
    """The root of an XML document: no entity is expanded, nothing is fetched, libxml2's limits hold. HTML's named
    characters (`&nbsp;`) are understood without their DTD. Raises `etree.XMLSyntaxError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    text = _DOCTYPE.sub("", _XML_DECLARATION.sub("", source, count=1), count=1)
    return etree.fromstring(_ENTITY.sub(_named_character, text).encode("utf-8"), parser)


def parse_html(source: str) -> etree._Element:
    """The root of an HTML document as a browser would repair it. Raises StoryError when there is nothing in it."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    text = _XML_DECLARATION.sub("", source, count=1).replace("\0", "\ufffd")
    try:
        return lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise StoryError("there is no HTML in it") from error


def _named_character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    value = html5.get(name + ";")
    return match[0] if value is None else html.escape(value)


def local_name(element: etree._Element) -> str:
    """The element's name without namespace, lower case; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def kinds_of(element: etree._Element) -> frozenset[str]:
    """What the element says it is: the words of `epub:type` and `role`, lower case."""
    said = (element.get(_OPS + "type") or element.get("epub:type") or "", element.get("role") or "")
    return frozenset(" ".join(said).lower().split())


def text_of(element: etree._Element) -> str:
    """All text of an element, comments aside, white space folded."""
    return " ".join(str(element.xpath("string()")).split())


def find(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Every descendant (and the root itself) called `name`, whatever its namespace."""
    return (element for element in root.iter(etree.Element) if local_name(element) == name)


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    element: etree._Element
    children: Iterator[etree._Element]
    name: str
    mark: int
    """`Flow.length` at its start."""
    block: bool
    kind: BlockKind
    level: int
    kinds: frozenset[str]
    classes: frozenset[str]
    verse: bool
    stanza: bool
    pre: bool
    alphabet: str


def walk(root: etree._Element, flow: Flow, file: str, *, keep_notes: bool = False) -> None:
    """Pours the text of `root` (a document or a part of one) into `flow`, in document order.

    `file` is the name for anchors. `keep_notes` keeps the text of footnotes: for documents that are nothing but notes.
    """
    _Walk(flow, file, root.getroottree(), keep_notes).run(root)


class _Walk:
    def __init__(self, flow: Flow, file: str, tree: etree._ElementTree, keep_notes: bool) -> None:
        self.flow = flow
        self.file = file
        self.tree = tree
        self.keep_notes = keep_notes

    def run(self, root: etree._Element) -> None:
        flow = self.flow
        flow.end_block()
        stack: list[_Open] = []
        if (top := self._enter(root, None)) is not None:
            stack.append(top)
        while stack:
            child = next(stack[-1].children, None)
            if child is None:
                done = stack.pop()
                self._leave(done, stack[-1] if stack else None)
                if stack:
                    self._text(done.element.tail, stack[-1])
                continue
            if child.tag is etree.Entity:
                flow.leave_out(child.text or "", "a character that only the document's own DTD defines")
            entered = self._enter(child, stack[-1]) if isinstance(child.tag, str) else None
            if entered is None:
                self._text(child.tail, stack[-1])
            else:
                stack.append(entered)
        flow.end_block()

    def _enter(self, element: etree._Element, parent: _Open | None) -> _Open | None:
        """Opens an element; None where its whole inside has been dealt with."""
        flow = self.flow
        name = local_name(element)
        self._remember_id(element)
        if name in _NO_TEXT:
            return None
        if name == "br":
            if parent is not None and parent.kind is BlockKind.HEADING:
                flow.end_block()
            else:
                flow.new_line()
            return None
        if name == "hr":
            flow.end_block()
            flow.breaks.append(flow.length)
            return None
        kinds = kinds_of(element)
        classes = frozenset((element.get("class") or "").split())
        style = element.get("style") or ""
        block = name in _BLOCKS or bool(style and _BLOCK_STYLE.search(style)) or (parent is None)
        why = self._why_left_out(element, name, kinds, classes, style, block)
        if why:
            if block:
                flow.end_block()
            for inner in element.iterdescendants(etree.Element):
                self._remember_id(inner)
            flow.leave_out(str(element.xpath("string()")), why)
            return None
        stanza = parent is not None and parent.stanza
        if block:
            self._part(parent)
        opened = _Open(
            element=element,
            children=iter(element),
            name=name,
            mark=flow.length,
            block=block,
            kind=BlockKind.PARAGRAPH if parent is None else parent.kind,
            level=0 if parent is None else parent.level,
            kinds=kinds,
            classes=classes,
            verse=(parent is not None and parent.verse) or any(map(_VERSE_WORD.search, (*classes, *kinds))),
            stanza=stanza or any(map(_STANZA_WORD.match, (*classes, *kinds))),
            pre=name == "pre" or (parent is not None and parent.pre),
            alphabet=element.get(_SSML + "alphabet") or ("" if parent is None else parent.alphabet),
        )
        self._set_kind(opened, parent)
        if any(map(_BREAK_WORD.match, classes)):
            flow.breaks.append(flow.length)
        self._text(element.text, opened)
        return opened

    def _set_kind(self, opened: _Open, parent: _Open | None) -> None:
        name, in_heading = opened.name, opened.kind is BlockKind.HEADING
        nested = opened.level if parent is not None and parent.kind in (BlockKind.QUOTE, BlockKind.ITEM) else 0
        if name in _HEADINGS:
            opened.kind, opened.level = BlockKind.HEADING, _HEADINGS[name]
        elif in_heading or not opened.block:
            return
        elif name == "hgroup":
            opened.kind, opened.level = BlockKind.HEADING, self._heading_level(opened.element)
        elif name in ("p", "div") and _is_leaf(opened.element) and self._is_title(opened):
            opened.kind, opened.level = BlockKind.HEADING, 2
        elif opened.verse or opened.pre:
            opened.kind, opened.level = BlockKind.VERSE, 0
        elif name == "blockquote":
            opened.kind, opened.level = BlockKind.QUOTE, nested + 1
        elif name in ("ul", "ol", "dl", "dir", "menu"):
            opened.kind, opened.level = BlockKind.ITEM, nested + 1
        elif name == "tr" and _is_data(opened.element):
            opened.kind, opened.level = BlockKind.ROW, 0

    @staticmethod
    def _is_title(opened: _Open) -> bool:
        return bool(opened.kinds & _TITLE_KINDS) or any(map(_HEADING_CLASS.match, opened.classes))

    @staticmethod
    def _heading_level(group: etree._Element) -> int:
        return min(
            (_HEADINGS[local_name(e)] for e in group.iter(etree.Element) if local_name(e) in _HEADINGS), default=2
        )

    def _leave(self, done: _Open, parent: _Open | None) -> None:
        flow = self.flow
        if done.name in ("td", "th"):
            flow.new_cell()
        if done.block:
            self._part(parent)
        if flow.length > done.mark:
            self._mark(done)
        elif done.name == "p" and _is_blank(done.element):
            flow.spacers.append(flow.length)
        if done.kinds and (done.block or done.name == "span"):
            flow.regions.append(Region(done.mark, flow.length, done.kinds))

    def _part(self, parent: _Open | None) -> None:
        """The start or end of a block element within `parent`."""
        if parent is not None and parent.stanza:
            self.flow.break_line()
        elif parent is not None and parent.kind is BlockKind.ROW:
            self.flow.write(" ", BlockKind.ROW, 0, None)
        else:
            self.flow.end_block()

    def _mark(self, done: _Open) -> None:
        """Styles what has just been written, by what the element means."""
        flow, mark, name = self.flow, done.mark, done.name
        element = done.element
        style = element.get("style") or ""
        if phoneme := element.get(_SSML + "ph"):
            text = flow.since(mark)
            end = flow.length
            flow.pronunciations.append(Pronunciation(text, phoneme, done.alphabet or "ipa", end - len(text), end))
        if silent := self._silent_style(done):
            flow.style(mark, silent)
        elif name in _ITALIC or (style and _ITALIC_STYLE.search(style)) or "italic" in done.classes:
            flow.style(mark, Style.ITALIC)
        elif name in _BOLD or (style and _BOLD_STYLE.search(style)) or "bold" in done.classes:
            flow.style(mark, Style.BOLD)
        if name == "a" and (element.get("href") or "") and not _is_external(element.get("href") or ""):
            flow.links.append((mark, flow.length))

    def _silent_style(self, done: _Open) -> Style | None:
        name, kinds = done.name, done.kinds
        if done.block and name not in ("div", "p", "li"):
            return None
        if kinds & {"pagebreak", "doc-pagebreak"}:
            return Style.PAGE_NUMBER
        if any(map(_PAGE_CLASS.match, done.classes)) and _PAGE_TEXT.fullmatch(self.flow.since(done.mark)):
            return Style.PAGE_NUMBER
        if done.block:
            return None
        if kinds & _NOTE_MARKS:
            return Style.NOTE_MARK
        if name not in ("a", "sup", "span"):
            return None
        text = self.flow.since(done.mark)
        href = done.element.get("href") or ""
        if len(text) <= 8 and _NOTE_MARK_TEXT.fullmatch(text):
            raised = name == "a" and _raised(done.element)
            if any(map(_NOTE_MARK_CLASS.match, done.classes)) or (
                "#" in href and (raised or _BRACKETED_MARK.fullmatch(text))
            ):
                return Style.NOTE_MARK
        return Style.ADDRESS if name == "a" and _is_external(href) and _HOST.fullmatch(text) else None

    def _why_left_out(
        self,
        element: etree._Element,
        name: str,
        kinds: frozenset[str],
        classes: frozenset[str],
        style: str,
        block: bool,
    ) -> str:
        if name in _LEFT_OUT:
            return _LEFT_OUT[name]
        if element.get("hidden") is not None or (style and _HIDDEN_STYLE.search(style)):
            return "hidden"
        if element.get("aria-hidden") == "true" and not kinds and any(map(str.isalnum, text_of(element))):
            return "hidden from listeners"
        if self.keep_notes or not (block or name == "span"):
            return ""
        said = kinds & _NOTES
        if said:
            return "annotation" if said == {"annotation"} else "footnote"
        if name in ("aside", "li", "dd") and "note" in kinds:
            return "footnote"
        if block and classes & _NOTE_CLASSES and name != "body":
            return "footnote"
        return ""

    def _remember_id(self, element: etree._Element) -> None:
        for key in ("id", "name") if local_name(element) == "a" else ("id",):
            if identity := element.get(key):
                self.flow.ids.setdefault((self.file, identity), self.flow.length)

    def _text(self, raw: str | None, inside: _Open) -> None:
        if not raw:
            return
        anchor = None
        if not self.flow.open and not raw.isspace():
            line = inside.element.get("data-line")
            anchor = (self.file, f"line {line}" if line else self.tree.getpath(inside.element))
        self.flow.write(raw, inside.kind, inside.level, anchor, lines=inside.pre)


def _is_leaf(element: etree._Element) -> bool:
    return not any(local_name(child) in _BLOCKS for child in element)


def _is_blank(paragraph: etree._Element) -> bool:
    return not text_of(paragraph) and not any(local_name(e) in ("img", "svg", "image") for e in paragraph.iter())


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


def only_notes(body: etree._Element) -> bool:
    """Whether a document is nothing much but notes: a part of the book by itself."""
    notes = sum(
        len(text_of(element))
        for element in body.iter(etree.Element)
        if _is_note(element) and not any(_is_note(above) for above in element.iterancestors())
    )
    return notes > _MOSTLY * len(text_of(body))


def language_of(root: etree._Element) -> str:
    """What the document says its language is, "" when it doesn't."""
    return root.get(_XML_LANG) or root.get("lang") or ""
