"""What a person told of speakers, found again in the story as it is now: the tagger takes it as certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.production.chapter_matching import match_chapters
from pipeline.updating.corrections.book_corrections import ChapterCorrections
from pipeline.updating.corrections.own_labels import OwnLabel, own_chapter
from script.model import NARRATOR, Chapter
from script.text.followed_text import FollowedText
from script.text.moved_pieces import DISTINCT
from script.text.visible_text import Visible, bare

if TYPE_CHECKING:
    from script.story import Section, Story
    from script.tagging.told_by_people import Fixed

_MOST = 2
"""A line whose words are spread over more than this many times its length in the story is another line."""
_LEAST = 2
"""One of whose characters the story has less than one in so many is gone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the tagger is told, and what it says by itself of the same words: stretches of the story."""

    fixed: tuple[Fixed, ...] = ()
    own: tuple[OwnLabel, ...] = ()

    def own_chapters(self, chapters: Sequence[Chapter]) -> list[Chapter]:
        """The chapters that the tagger made of the story, as it has them by itself."""
        return [own_chapter(chapter, list(self._of(chapter))) for chapter in chapters]

    def _of(self, chapter: Chapter) -> Iterator[OwnLabel]:
        visible = Visible(chapter.text)
        for own in self.own:
            start, end = own.start - chapter.offset, own.end - chapter.offset
            if start < len(chapter.text) and end > 0:
                yield OwnLabel(visible.index(max(start, 0)), visible.index(end), own.label)


def find_told(chapters: Sequence[ChapterCorrections], story: Story, sections: Sequence[Section]) -> Told:
    """Where the story has what a person corrected in chapters of before. `sections` are those that are read."""
    from script.tagging.told_by_people import Fixed

    if not any(item.told for chapter in chapters for item in chapter.corrected):
        return Told()
    found = _Found([chapter.own for chapter in chapters], story, sections)
    fixed: list[Fixed] = []
    labels: list[OwnLabel] = []
    for number, chapter in enumerate(chapters):
        for item in chapter.corrected:
            places = [(part, place) for part in item.told if (place := found.place(number, part.start, part.end))]
            if places:
                whole = found.place(number, item.start, item.end)
                stretches = [place for _, place in places] + ([whole] if whole is not None else [])
                labels.append(OwnLabel(min(s for s, _ in stretches), max(e for _, e in stretches), item.was))
                fixed += [Fixed(start, end, part.label.speaker or NARRATOR) for part, (start, end) in places]
    return Told(tuple(_apart(fixed)), tuple(labels))


class _Found:
    """Where the words of old chapters are in the sections of a story."""

    def __init__(self, own: Sequence[Chapter], story: Story, sections: Sequence[Section]) -> None:
        texts = [story.text[section.start : section.end] for section in sections]
        chapters = [Chapter(0, section.title, text.strip(), ()) for section, text in zip(sections, texts, strict=True)]
        self._sections = sections
        self._old = [(Visible(chapter.text), chapter.text) for chapter in own]
        self._visible = [Visible(text) for text in texts]
        self._followed = FollowedText(
            [[chapter.text[p.start : p.end] for p in chapter.paragraphs] for chapter in own],
            [_blocks(story, section, visible) for section, visible in zip(sections, self._visible, strict=True)],
            match_chapters(own, chapters),
        )

    def place(self, chapter: int, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the story that has the characters `start`..`end` of an old chapter; None if none has most."""
        by_section: dict[int, list[range]] = {}
        for number, piece in self._followed.pieces(chapter, start, end):
            by_section.setdefault(number, []).append(piece)
        if not by_section:
            return self._added_place(chapter, start, end)
        section, pieces = max(by_section.items(), key=lambda item: sum(map(len, item[1])))
        first, last = min(piece.start for piece in pieces), max(piece.stop for piece in pieces)
        if last - first > _MOST * (end - start) or _LEAST * sum(map(len, pieces)) < end - start:
            return None
        return self._stretch(section, range(first, last))

    def _added_place(self, chapter: int, start: int, end: int) -> tuple[int, int] | None:
        visible, text = self._old[chapter]
        words = text[visible.offset(start) : visible.offset(end - 1) + 1].split()
        found = self._followed.added("".join(words)) if len(words) >= DISTINCT else None
        return found and self._stretch(*found)

    def _stretch(self, section: int, characters: range) -> tuple[int, int]:
        visible, offset = self._visible[section], self._sections[section].start
        return offset + visible.offset(characters.start), offset + visible.offset(characters.stop - 1) + 1


def _blocks(story: Story, section: Section, visible: Visible) -> list[str]:
    """The paragraphs of a section."""
    blocks = [story.text[b.start : b.end] for b in story.blocks if section.start <= b.start < section.end]
    if "".join(map(bare, blocks)) != visible.text:
        return story.text[section.start : section.end].splitlines()
    return blocks


def _apart(fixed: Sequence[Fixed]) -> Iterator[Fixed]:
    """Ascending, without those that overlap one before them."""
    end = 0
    for said in sorted(fixed, key=lambda said: (said.start, said.end)):
        if said.start >= end:
            yield said
            end = said.end
