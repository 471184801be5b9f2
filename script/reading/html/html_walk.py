"""The text of a parsed document in reading order. One walk serves web pages, EPUB documents and rendered Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from script.model import BlockKind
from script.reading.collected_text import Flow, Region
from script.reading.html.element_meaning import (
    Markup,
    block_kind,
    emphasis_style,
    heading_level,
    is_quotation,
    markup_of,
    silent_style,
    why_left_out,
)
from script.reading.html.html_tree import local_name
from script.story import Pronunciation, Style

_SSML = "{http://www.w3.org/2001/10/synthesis}"


@dataclass(slots=True)
class _Open:
    """An element whose end has not come yet."""

    markup: Markup
    children: Iterator[etree._Element]
    path: str
    """Its XPath."""
    mark: int
    """`Flow.length` at its start."""
    kind: BlockKind
    level: int
    verse: bool
    stanza: bool
    pre: bool
    alphabet: str
    entered: int = 0
    """Elements of `children` that the walk has come to."""


def walk(root: etree._Element, flow: Flow, file: str, *, keep_notes: bool = False) -> None:
    """Pours the text of `root` (a document or a part of one) into `flow`, in document order.

    `file` is the name for anchors. `keep_notes` keeps the text of footnotes: for documents that are nothing but notes.
    """
    _Walk(flow, file, keep_notes).run(root)


class _Walk:
    def __init__(self, flow: Flow, file: str, keep_notes: bool) -> None:
        self.flow = flow
        self.file = file
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
                    self._text(done.markup.element.tail, stack[-1])
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
        self._remember_id(element)
        if parent is not None:
            parent.entered += 1
        markup = markup_of(element, outermost=parent is None)
        if markup.holds_no_text:
            return None
        if markup.name in ("br", "hr"):
            self._break(markup.name, parent)
            return None
        if why := why_left_out(markup, keep_notes=self.keep_notes):
            self._leave_out(markup, why)
            return None
        if markup.block:
            self._part(parent)
        opened = self._opened(markup, parent)
        if markup.scene_break:
            self.flow.breaks.append(self.flow.length)
        self._text(element.text, opened)
        return opened

    def _break(self, name: str, parent: _Open | None) -> None:
        """A line's end, which also parts a heading from the next; or a rule."""
        if name == "br" and (parent is None or parent.kind is not BlockKind.HEADING):
            self.flow.new_line()
            return
        self.flow.end_block()
        if name == "hr":
            self.flow.breaks.append(self.flow.length)

    def _leave_out(self, markup: Markup, why: str) -> None:
        if markup.block:
            self.flow.end_block()
        for inner in markup.element.iterdescendants(etree.Element):
            self._remember_id(inner)
        self.flow.leave_out(str(markup.element.xpath("string()")), why)

    def _opened(self, markup: Markup, parent: _Open | None) -> _Open:
        verse = markup.verse or (parent is not None and parent.verse)
        pre = markup.name == "pre" or (parent is not None and parent.pre)
        kind, level = self._kind(markup, parent, verse=verse or pre)
        return _Open(
            markup=markup,
            children=iter(markup.element),
            path=self._path(markup.element, parent),
            mark=self.flow.length,
            kind=kind,
            level=level,
            verse=verse,
            stanza=markup.stanza or (parent is not None and parent.stanza),
            pre=pre,
            alphabet=markup.element.get(_SSML + "alphabet") or ("" if parent is None else parent.alphabet),
        )

    @staticmethod
    def _path(element: etree._Element, parent: _Open | None) -> str:
        """Counted along the way: libxml2 counts an element's siblings anew for each path."""
        return element.getroottree().getpath(element) if parent is None else f"{parent.path}/*[{parent.entered}]"

    @staticmethod
    def _kind(markup: Markup, parent: _Open | None, *, verse: bool) -> tuple[BlockKind, int]:
        """(kind, level) of the text in an element: its own, or that of what is around it."""
        if (level := heading_level(markup.name)) is not None:
            return BlockKind.HEADING, level
        outer = (BlockKind.PARAGRAPH, 0) if parent is None else (parent.kind, parent.level)
        if outer[0] is BlockKind.HEADING or not markup.block:
            return outer
        nested = outer[1] if outer[0] in (BlockKind.QUOTE, BlockKind.ITEM) else 0
        return block_kind(markup, verse=verse, nested=nested) or outer

    def _leave(self, done: _Open, parent: _Open | None) -> None:
        flow, markup = self.flow, done.markup
        if markup.name in ("td", "th"):
            flow.new_cell()
        if markup.block:
            self._part(parent)
        if flow.length > done.mark:
            self._style(done)
        elif markup.blank:
            flow.spacers.append(flow.length)
        if markup.kinds and (markup.block or markup.name == "span"):
            flow.regions.append(Region(done.mark, flow.length, markup.kinds))

    def _part(self, parent: _Open | None) -> None:
        """The start or end of a block element within `parent`."""
        if parent is not None and parent.stanza:
            self.flow.break_line()
        elif parent is not None and parent.kind is BlockKind.ROW:
            self.flow.write(" ", BlockKind.ROW, 0, None)
        else:
            self.flow.end_block()

    def _style(self, done: _Open) -> None:
        """Styles what has just been written, by what the element means."""
        flow, mark, markup = self.flow, done.mark, done.markup
        if phoneme := markup.element.get(_SSML + "ph"):
            text = flow.since(mark)
            end = flow.length
            flow.pronunciations.append(Pronunciation(text, phoneme, done.alphabet or "ipa", end - len(text), end))
        if style := silent_style(markup, lambda: flow.since(mark)) or emphasis_style(markup):
            flow.style(mark, style)
        if is_quotation(markup):
            flow.style(mark, Style.QUOTATION)
        if markup.leads_within:
            flow.links.append((mark, flow.length))

    def _remember_id(self, element: etree._Element) -> None:
        for key in ("id", "name") if local_name(element) == "a" else ("id",):
            if identity := element.get(key):
                self.flow.ids.setdefault((self.file, identity), self.flow.length)

    def _text(self, raw: str | None, inside: _Open) -> None:
        if not raw:
            return
        anchor = None
        if not self.flow.open and not raw.isspace():
            line = inside.markup.element.get("data-line")
            anchor = (self.file, f"line {line}" if line else inside.path)
        self.flow.write(raw, inside.kind, inside.level, anchor, lines=inside.pre)
