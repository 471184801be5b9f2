"""HTML, XHTML and other XML documents as trees: parsed with care, and what is looked up in them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

from lxml import etree
from lxml import html as lxml_html

from script.support.errors import StoryError

_OPS = "{http://www.idpf.org/2007/ops}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.I)
_SWALLOWS = re.compile(
    r"<(?P<opens>!--|(?:script|style|title|textarea|xmp|iframe|noembed|noframes)\b(?![^<>]*/>))", re.I
)
_PLAINTEXT = re.compile(r"<(?=/?plaintext\b)", re.I)
_ELEMENT = re.compile(r"<(?P<end>/?)(?P<name>[a-z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.I)
_DEEPEST = 500
"""Elements inside each other: libxml2 takes 2,048, with those that are not counted here."""
_NEVER_DEEP = re.compile(
    r"p|li|d[td]|t[rdh]|thead|tbody|tfoot|option|optgroup|[bh]r|img|input|meta|link|base|area|col|embed|param|source|"
    r"track|wbr|r[tp]|html|head|body"
)
"""Elements that are empty, or that the next of their kind ends."""


def parse_xml(source: str) -> etree._Element:
    """The root of an XML document.

    No entity is expanded, nothing is fetched, libxml2's limits hold. HTML's named characters (`&nbsp;`) are understood
    without their DTD. Raises `etree.XMLSyntaxError`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    text = _DOCTYPE.sub("", _XML_DECLARATION.sub("", source, count=1), count=1)
    return etree.fromstring(_ENTITY.sub(_named_character, text).encode("utf-8"), parser)


def parse_html(source: str) -> etree._Element:
    """The root of an HTML document as a browser would repair it, but that a comment or a style sheet without an end
    swallows nothing. Raises StoryError when there is nothing in it."""
    text = _with_ends(_XML_DECLARATION.sub("", source, count=1).replace("\0", "\ufffd"))
    try:
        root, whole = _parsed(text)
        if not whole:
            root, _ = _parsed(_less_deep(text))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise StoryError("there is no HTML in it") from error
    return root


def _parsed(text: str) -> tuple[etree._Element, bool]:
    """The root of an HTML document, and whether the parser went on to its end: it stops, without an error, at what is
    nested too deep. Nothing in HTML multiplies, so its limits may be the wide ones."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser)
    return root, not any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log)


def _with_ends(text: str) -> str:
    """The document with the opening of whatever has no end, and would take all the rest along, shown as text."""
    text = _PLAINTEXT.sub("&lt;", text)
    parts: list[str] = []
    endless: set[str] = set()
    done = at = 0
    while match := _SWALLOWS.search(text, at):
        opens = match["opens"].lower()
        end = -1 if opens in endless else _end_of(text, opens, match.end())
        if end < 0:
            endless.add(opens)
            parts += [text[done : match.start()], "&lt;"]
            done = match.start() + 1
        at = max(end, match.end())
    return "".join([*parts, text[done:]])


def _end_of(text: str, opens: str, at: int) -> int:
    """Where the comment or the element ends that has begun before `at`; −1 where it doesn't."""
    if opens == "!--":
        return text.find("-->", at - 2)
    match = re.compile(rf"</{opens}\b", re.I).search(text, at)
    return match.start() if match else -1


def _less_deep(text: str) -> str:
    """The document without the elements inside more than `_DEEPEST` others; all of its text stays."""
    open_now: list[str] = []
    dropped: Counter[str] = Counter()

    def kept(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if _NEVER_DEEP.fullmatch(name) or match[0].endswith("/>"):
            return match[0]
        if not match["end"]:
            if len(open_now) >= _DEEPEST:
                dropped[name] += 1
                return ""
            open_now.append(name)
        elif dropped[name]:
            dropped[name] -= 1
            return ""
        elif name in open_now:
            while open_now.pop() != name:
                pass
        return match[0]

    return _ELEMENT.sub(kept, text)


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


def language_of(root: etree._Element) -> str:
    """What the document says its language is, "" when it doesn't."""
    return root.get(_XML_LANG) or root.get("lang") or ""
