"""The package document and the contents of an EPUB (Open Packaging Format 2.0 and EPUB 3; NCX; navigation document)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from script.reading.epub.zip_archive import Archive
from script.reading.html.html_tree import find, kinds_of, local_name, parse_html, parse_xml, text_of
from script.reading.text_encoding import declared_encoding, decode
from script.story import Cover
from script.support.errors import StoryError
from script.text.language import tidy_language

_DOCUMENT_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_COVER_IDENTITIES = ("cover", "cover-image", "cover-img", "coverimage")


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the manifest names. `file` is "" where the book doesn't hold it."""

    identity: str
    href: str
    file: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: where it leads, and how deep it stands (from 1). `file` is "" where it leads nowhere."""

    title: str
    href: str
    file: str
    fragment: str
    depth: int


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says."""

    title: str
    author: str
    language: str
    items: dict[str, Item]
    spine: tuple[tuple[Item, bool], ...]
    """(document, whether it is part of the reading order), in order."""
    guide: tuple[tuple[str, str, str], ...]
    """(kind, file, fragment): the EPUB 2 guide."""
    cover: str
    """The cover image's file, "" without one."""
    navigation: str
    ncx: str
    warnings: tuple[str, ...]


def read_source(archive: Archive, file: str) -> str:
    """A document's text, decoded as it declares."""
    data = archive.read(file)
    return decode(data, declared_encoding(data[:1024])).text


def read_document(archive: Archive, file: str) -> tuple[etree._Element, str]:
    """(root, warning): a document parsed as XML, or repaired as HTML with a warning."""
    source = read_source(archive, file)
    try:
        return parse_xml(source), ""
    except etree.XMLSyntaxError:
        pass
    try:
        return parse_html(
            source
        ), f"{file} is not well formed and was repaired the way browsers do; compare its text with the book."
    except StoryError:
        return etree.Element("body"), f"{file} is empty or can't be read: nothing of it is in the book."


def read_package(archive: Archive) -> Package:
    """What the book says of itself. Raises StoryError when it has no readable package or no documents."""
    opf = _package_file(archive)
    root = _strict(archive, opf)
    items = {item.identity: item for item in _items(archive, opf, root)}
    spine, warnings = _spine(root, items)
    if not spine:
        raise StoryError(f"{archive.path} holds no text: its package names no documents that are there.")
    guide = tuple(
        ((element.get("type") or "").lower(), *archive.resolve(opf, element.get("href") or ""))
        for element in find(root, "reference")
    )
    return Package(
        title=_title(root),
        author=_authors(root),
        language=tidy_language(next((text_of(e) for e in find(root, "language")), "")),
        items=items,
        spine=tuple(spine),
        guide=guide,
        cover=_cover_file(archive, root, items, guide),
        navigation=next((item.file for item in items.values() if "nav" in item.properties), ""),
        ncx=_ncx_file(root, items),
        warnings=tuple(warnings),
    )


def _items(archive: Archive, opf: str, root: etree._Element) -> Iterator[Item]:
    """The files that the manifest names."""
    for element in find(root, "item"):
        href = element.get("href") or ""
        file, _ = archive.resolve(opf, href)
        media_type = (element.get("media-type") or "").lower()
        properties = frozenset((element.get("properties") or "").split())
        yield Item(element.get("id") or "", href, file, media_type, properties)


def _spine(root: etree._Element, items: Mapping[str, Item]) -> tuple[list[tuple[Item, bool]], list[str]]:
    """The documents that are there, each with whether it is part of the reading order, and warnings about others."""
    spine: list[tuple[Item, bool]] = []
    warnings: list[str] = []
    for element in find(root, "itemref"):
        item = items.get(element.get("idref") or "")
        if item is None or not item.file:
            name = item.href if item is not None else element.get("idref") or "a part without a name"
            warnings.append(f"The book names {name} as a part of it but doesn't hold that file.")
        elif item.media_type in _DOCUMENT_TYPES or item.file.lower().endswith((".xhtml", ".html", ".htm")):
            spine.append((item, (element.get("linear") or "yes").lower() != "no"))
    return spine, warnings


def _ncx_file(root: etree._Element, items: Mapping[str, Item]) -> str:
    """The contents table of EPUB 2: the one that the spine names, else the first of its type; "" without one."""
    spine = next(find(root, "spine"), None)
    named = items.get(spine.get("toc") or "") if spine is not None else None
    first = next((item for item in items.values() if item.media_type == "application/x-dtbncx+xml"), None)
    item = named or first
    return item.file if item is not None else ""


def _strict(archive: Archive, file: str) -> etree._Element:
    try:
        return parse_xml(read_source(archive, file))
    except etree.XMLSyntaxError as error:
        raise StoryError(
            f"{archive.path} is damaged: its {file} is not XML ({error.msg}). Download or copy it again."
        ) from error


def _package_file(archive: Archive) -> str:
    container = archive.find("META-INF/container.xml")
    if not container:
        raise StoryError(f"{archive.path} is a zip file but not an EPUB: it holds no META-INF/container.xml.")
    for element in find(_strict(archive, container), "rootfile"):
        file, _ = archive.resolve("", element.get("full-path") or "")
        if file:
            return file
    raise StoryError(
        f"{archive.path} is damaged: META-INF/container.xml names no package that is there. Download or copy it again."
    )


def _refinements(root: etree._Element) -> dict[tuple[str, str], list[str]]:
    """(id, property) → values: EPUB 3's `<meta refines>`."""
    found: dict[tuple[str, str], list[str]] = {}
    for meta in find(root, "meta"):
        if refined := meta.get("refines"):
            found.setdefault((refined.removeprefix("#"), meta.get("property") or ""), []).append(text_of(meta))
    return found


def _title(root: etree._Element) -> str:
    refined = _refinements(root)
    titles = [element for element in find(root, "title") if text_of(element)]
    main = [element for element in titles if "main" in refined.get((element.get("id") or "", "title-type"), [])]
    return text_of((main or titles)[0]) if titles else ""


def _authors(root: etree._Element) -> str:
    refined = _refinements(root)
    names: list[str] = []
    for element in find(root, "creator"):
        roles = refined.get((element.get("id") or "", "role"), [])
        roles = roles + [value for key, value in element.attrib.items() if str(key).endswith("role")]
        name = text_of(element)
        if name and name not in names and (not roles or "aut" in roles):
            names.append(name)
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def _cover_file(
    archive: Archive, root: etree._Element, items: Mapping[str, Item], guide: tuple[tuple[str, str, str], ...]
) -> str:
    """The first file that the book names as its cover, in any of four ways, and that is a picture players show."""
    named = [item.file for item in items.values() if "cover-image" in item.properties]
    named += _covers_by_metadata(archive, root, items)
    named += [item.file for item in items.values() if item.identity.lower() in _COVER_IDENTITIES]
    named += [_first_image(archive, file) for kind, file, _ in guide if kind == "cover" and file]
    return next((file for file in named if file and _image_type(archive.read(file))), "")


def _covers_by_metadata(archive: Archive, root: etree._Element, items: Mapping[str, Item]) -> Iterator[str]:
    """The files that EPUB 2's `<meta name="cover">` names, by an item's identity or, against the rules, by path."""
    for meta in find(root, "meta"):
        if (meta.get("name") or "").lower() == "cover":
            content = meta.get("content") or ""
            yield items[content].file if content in items else archive.find(content)


def _first_image(archive: Archive, file: str) -> str:
    if _image_type(archive.read(file)):
        return file
    root, _ = read_document(archive, file)
    for element in root.iter(etree.Element):
        href = element.get("src") or element.get("{http://www.w3.org/1999/xlink}href")
        if local_name(element) in ("img", "image") and href:
            return archive.resolve(file, href)[0]
    return ""


def _image_type(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/png" if data.startswith(b"\x89PNG\r\n\x1a\n") else ""


def read_cover(archive: Archive, package: Package) -> Cover | None:
    """The cover, when it is a JPEG or PNG."""
    if not package.cover:
        return None
    data = archive.read(package.cover)
    return Cover(data, _image_type(data))


def read_contents(archive: Archive, package: Package) -> list[ContentsEntry]:
    """The contents table, from the navigation document or the NCX; empty where the book has neither."""
    if package.navigation:
        root, _ = read_document(archive, package.navigation)
        tables = list(find(root, "nav"))
        chosen = [table for table in tables if "toc" in kinds_of(table)] or tables[:1]
        if chosen and (entries := _nav_entries(archive, package.navigation, chosen[0])):
            return entries
    if package.ncx:
        try:
            root = parse_xml(read_source(archive, package.ncx))
        except etree.XMLSyntaxError:
            return []
        return _ncx_entries(archive, package.ncx, next(find(root, "navmap"), root))
    return []


def _nav_entries(archive: Archive, file: str, table: etree._Element) -> list[ContentsEntry]:
    entries: list[ContentsEntry] = []
    for link in find(table, "a"):
        depth = sum(local_name(above) == "ol" for above in link.iterancestors())
        if link.get("href"):
            target, fragment = archive.resolve(file, link.get("href") or "")
            entries.append(ContentsEntry(text_of(link), link.get("href") or "", target, fragment, max(1, depth)))
    return entries


def _ncx_entries(archive: Archive, file: str, table: etree._Element) -> list[ContentsEntry]:
    entries: list[ContentsEntry] = []
    for point in find(table, "navpoint"):
        content = next((child for child in point if local_name(child) == "content"), None)
        label = next((child for child in point if local_name(child) == "navlabel"), None)
        if content is None:
            continue
        depth = 1 + sum(local_name(above) == "navpoint" for above in point.iterancestors())
        href = content.get("src") or ""
        target, fragment = archive.resolve(file, href)
        entries.append(ContentsEntry(text_of(label) if label is not None else "", href, target, fragment, depth))
    return entries


def read_landmarks(archive: Archive, package: Package) -> list[tuple[str, str, str]]:
    """(kind, file, fragment) of the landmarks and of the EPUB 2 guide."""
    marks = list(package.guide)
    if package.navigation:
        root, _ = read_document(archive, package.navigation)
        for table in find(root, "nav"):
            if "landmarks" in kinds_of(table):
                for link in find(table, "a"):
                    target, fragment = archive.resolve(package.navigation, link.get("href") or "")
                    marks += [(kind, target, fragment) for kind in kinds_of(link)]
    return marks
