"""A made-up story that grows: its sentences, paragraphs and chapters move, split, join, go, come and are mended."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
_NAMES = ["Anna", "Bertram", "Clara", "Dorian", "Edith"]
_COMMON = ["the", "and", "a", "was", "in", "of", "it", "had"]
_SHORT = ["“Yes.”", "“No.”", "“Of course I do.”"]
_FIRST = "Before"
FRAME_WORDS = {
    *(name.lower() for name in _NAMES),
    *_COMMON,
    *[
        "oh",
        "is",
        "here",
        "said",
        "asked",
        "rose",
        "saw",
        "began",
        "with",
        "yes",
        "no",
        "course",
        "i",
        "do",
        "chapter",
        "before",
    ],
}
"""Words that many sentences have."""


@dataclass(eq=False)
class Sentence:
    """Its own words are in no other."""

    words: list[str]
    frame: str
    """With a star in the place of the words."""

    @property
    def text(self) -> str:
        return self.frame.replace("*", " ".join(self.words))


Paragraph = list[Sentence]


@dataclass(eq=False)
class Chapter:
    title: str
    paragraphs: list[Paragraph]


class GrowingStory:
    """A story and the words that it may be made of."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.used: set[str] = set()
        """All words that were ever made up, small."""
        # Short and never changed: it is what each run renders.
        self.chapters = [Chapter(_FIRST, [[Sentence([self.new_word() for _ in range(4)], "It began with *.")]])]
        self.chapters += [self._new_chapter() for _ in range(chance.randint(2, 4))]

    def new_word(self) -> str:
        """A word that nothing has had so far."""
        while (word := "".join(self._chance.choice(_SYLLABLES) for _ in range(3))) in self.used:
            pass
        self.used.add(word)
        return word

    def write(self, path: Path) -> None:
        parts = []
        for number, chapter in enumerate(self.chapters, 1):
            parts.append(f"CHAPTER {number}: {chapter.title}")
            parts += [" ".join(sentence.text for sentence in paragraph) for paragraph in chapter.paragraphs]
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")

    def paragraphs(self) -> Iterator[Paragraph]:
        return (paragraph for chapter in self.chapters[1:] for paragraph in chapter.paragraphs)

    def words(self) -> set[str]:
        """The made-up words that are in it now."""
        sentences = (s for chapter in self.chapters for p in chapter.paragraphs for s in p)
        return {word for sentence in sentences for word in sentence.words if word in self.used}

    def titles(self) -> set[str]:
        return {chapter.title.lower() for chapter in self.chapters}

    def grow(self) -> str:
        """Changes something; says what."""
        ways = [
            *(self._move_block, self._move_block, self._move_sentence, self._shuffle_chapter),
            *(self._split_chapter, self._join_chapters, self._reorder_chapters, self._rename_chapter),
            *(self._split_paragraph, self._join_paragraphs, self._mend_word, self._copy_short),
            *(self._add_paragraphs, self._add_paragraphs, self._add_chapter),
            *(self._take_block, self._delete_sentence, self._delete_chapter),
        ]
        way = self._chance.choice(ways)
        way()
        for chapter in self.chapters:
            chapter.paragraphs = [paragraph for paragraph in chapter.paragraphs if paragraph]
        self.chapters = [chapter for chapter in self.chapters if chapter.paragraphs]
        if len(self.chapters) == 1:
            self.chapters.append(self._new_chapter())
        return way.__name__.removeprefix("_")

    def _new_sentence(self) -> Sentence:
        words = []
        for _ in range(self._chance.randint(2, 5)):
            words.append(self.new_word())
            if self._chance.random() < 0.4:
                words.append(self._chance.choice(_COMMON))
        name = self._chance.choice(_NAMES)
        frames = [
            *("The * rose.", f"{name} saw *.", "“Oh * is here.”"),
            *(f"“The *,” said {name}.", f"“Is it *?” asked {name}."),
        ]
        return Sentence(words, self._chance.choice(frames))

    def _new_paragraph(self) -> Paragraph:
        if self._chance.random() < 0.15:
            return [Sentence([], self._chance.choice(_SHORT))]
        return [self._new_sentence() for _ in range(self._chance.choice([1, 1, 1, 2, 2, 3]))]

    def _new_title(self) -> str:
        return self.new_word().capitalize()

    def _new_chapter(self) -> Chapter:
        return Chapter(self._new_title(), [self._new_paragraph() for _ in range(self._chance.randint(3, 9))])

    def _some_chapter(self) -> Chapter:
        return self._chance.choice(self.chapters[1:])

    def _some_place(self, chapter: Chapter) -> int:
        return self._chance.randint(0, len(chapter.paragraphs))

    def _take_block(self) -> list[Paragraph]:
        chapter = self._some_chapter()
        at = self._some_place(chapter)
        end = at + self._chance.choice([1, 1, 2, 4])
        block = chapter.paragraphs[at:end]
        del chapter.paragraphs[at:end]
        return block

    def _move_block(self) -> None:
        block = self._take_block()
        chapter = self._some_chapter()
        at = self._some_place(chapter)
        chapter.paragraphs[at:at] = block

    def _shuffle_chapter(self) -> None:
        self._chance.shuffle(self._some_chapter().paragraphs)

    def _take_sentence(self) -> Sentence:
        paragraph = self._chance.choice(list(self.paragraphs()))
        return paragraph.pop(self._chance.randrange(len(paragraph)))

    def _delete_sentence(self) -> None:
        self._take_sentence()

    def _move_sentence(self) -> None:
        target = self._chance.choice(list(self.paragraphs()))
        target.insert(self._chance.randint(0, len(target)), self._take_sentence())

    def _split_paragraph(self) -> None:
        chapter = self._some_chapter()
        for at, paragraph in enumerate(chapter.paragraphs):
            if len(paragraph) > 1:
                chapter.paragraphs[at : at + 1] = [paragraph[:1], paragraph[1:]]
                return

    def _join_paragraphs(self) -> None:
        chapter = self._some_chapter()
        at = self._some_place(chapter)
        chapter.paragraphs[at : at + 2] = [[s for paragraph in chapter.paragraphs[at : at + 2] for s in paragraph]]

    def _mend_word(self) -> None:
        sentences = [s for paragraph in self.paragraphs() for s in paragraph if len(s.words) > 2]
        if sentences:
            words = self._chance.choice(sentences).words
            words[self._chance.randrange(len(words))] = self.new_word()

    def _copy_short(self) -> None:
        chapter = self._some_chapter()
        chapter.paragraphs.insert(self._some_place(chapter), [Sentence([], self._chance.choice(_SHORT))])

    def _add_paragraphs(self) -> None:
        for _ in range(self._chance.randint(1, 3)):
            chapter = self._some_chapter()
            chapter.paragraphs.insert(self._some_place(chapter), self._new_paragraph())

    def _split_chapter(self) -> None:
        chapter = self._some_chapter()
        at = self._some_place(chapter)
        new = Chapter(self._new_title(), chapter.paragraphs[at:])
        del chapter.paragraphs[at:]
        self.chapters.insert(self.chapters.index(chapter) + 1, new)

    def _join_chapters(self) -> None:
        if len(self.chapters) > 3:
            at = self._chance.randrange(1, len(self.chapters) - 1)
            self.chapters[at].paragraphs += self.chapters.pop(at + 1).paragraphs

    def _reorder_chapters(self) -> None:
        self.chapters[1:] = self._chance.sample(self.chapters[1:], len(self.chapters) - 1)

    def _rename_chapter(self) -> None:
        self._some_chapter().title = self._new_title()

    def _add_chapter(self) -> None:
        self.chapters.insert(self._chance.randint(1, len(self.chapters)), self._new_chapter())

    def _delete_chapter(self) -> None:
        if len(self.chapters) > 3:
            self.chapters.remove(self._some_chapter())
