"""HTML, XHTML and other XML documents as trees: parsed with care, and what is looked up in them."""

from __future__ import annotations

import html
import re
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


def parse_xml(source: str) -> etree._Element:
    """The root of an XML document.

    No entity is expanded, nothing is fetched, libxml2's limits hold. HTML's named characters (`&nbsp;`) are understood
    without their DTD. Raises `etree.XMLSyntaxError`.
    """
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


def language_of(root: etree._Element) -> str:
    """What the document says its language is, "" when it doesn't."""
    return root.get(_XML_LANG) or root.get("lang") or ""
