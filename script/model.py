"""The Script: who says what. Plain data that every room shares; offsets are code points, end-exclusive.

A `Chapter` owns its text, so that it can be edited, rendered and compared on its own. `Chapter.offset` leads back into
`Story.text` as long as nobody changed the chapter's words: story offset = `chapter.offset + line.start`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

NARRATOR = "narrator"
"""The speaker of everything that no character says."""
DOUBTFUL = 0.5
"""A speaker known with less confidence than this is shown to people as doubtful."""
EDITED = "edited"
"""The evidence of what a person said."""


class Kind(StrEnum):
    """What a line is. `BREAK` and `SILENT` lines are not spoken."""

    NARRATION = "narration"
    SPEECH = "speech"
    THOUGHT = "thought"
    LETTER = "letter"
    HEADING = "heading"
    BREAK = "break"
    """A scene break or an ornament: a paragraph without a letter or digit."""
    SILENT = "silent"
    """A footnote mark, a page number: kept, not spoken; `Line.evidence` says why."""

    @property
    def spoken(self) -> bool:
        """Whether it is heard at all."""
        return self not in (Kind.BREAK, Kind.SILENT)


class Delivery(StrEnum):
    """How a line is said. What each does to the sound is the voices' business."""

    WHISPER = "whisper"
    MURMUR = "murmur"
    SHOUT = "shout"
    SOB = "sob"
    LAUGH = "laugh"
    HURRY = "hurry"
    DRAWL = "drawl"
    SOFT = "soft"
    """Quietly or gently, with voice: less than a murmur, which is said to oneself."""
    EXCLAIM = "exclaim"
    """Raised and lively, less than a shout."""
    CALL = "call"
    """Carried over a distance."""
    TREMBLE = "tremble"
    """Unsteady: afraid, weak, near tears."""
    SLEEPY = "sleepy"
    """Drowsy or weary: slow, low, flat."""
    MUFFLED = "muffled"
    """Through a door, a wall, a blanket."""


class Gender(StrEnum):
    """How the story speaks of a character: she or he. None stands for one that nobody could tell."""

    FEMALE = "female"
    MALE = "male"


class Age(StrEnum):
    """How old a character sounds, as far as casting cares."""

    CHILD = "child"
    ADULT = "adult"
    OLD = "old"


class Device(StrEnum):
    """What somebody is who is no living being and speaks."""

    RADIO = "radio"
    """Somebody is heard through it: a radio, a loudspeaker, a television."""
    TELEPHONE = "telephone"
    COMPUTER = "computer"
    """It has a voice of its own: a computer, a robot's brain."""


class BlockKind(StrEnum):
    """What a paragraph is in its book. Decides pauses, and how the script file shows it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BREAK = "break"
    VERSE = "verse"
    QUOTE = "quote"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text with one speaker. `start`/`end` index `Chapter.text`.

    `speaker` is a character's name, `NARRATOR`, or None: unknown; narration is a character's where several tell the
    book (a diary's keeper, the one who tells a chapter). `delivery` is one of `Delivery`'s values, or a word
    that a person wrote (kept, warned about, said plainly). `confidence` is 0–1; 1.0 for what a person said or no tagger
    could doubt. `evidence` says briefly why ("tag: said Mrs Bennet").
    """

    start: int
    end: int
    speaker: str | None
    kind: Kind
    delivery: str | None = None
    confidence: float = 1.0
    evidence: str = ""


class CueKind(StrEnum):
    """What a cue does."""

    PAUSE = "pause"
    SFX = "sfx"
    AMBIENCE = "ambience"
    MUSIC = "music"
    SAY = "say"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to hear or do that is not in the story's text.

    It stands at offset `at` of `Chapter.text`, before what starts there.
    """

    at: int
    kind: CueKind
    value: str
    speaker: str | None = None
    """Who says the words of a `SAY`; None: the narrator."""
    delivery: str | None = None
    """How they say them, as of a line."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one occurrence of a word is said, by a person: it hangs on the word that ends at offset `at` of
    `Chapter.text` (`script.text.visible_text.word_before`), and on no other."""

    at: int
    said: str
    """As in a lexicon: a respelling, or IPA between slashes."""


@dataclass(frozen=True, slots=True)
class Note:
    """`[[ … ]]`: words for the people who edit, at offset `at` of `Chapter.text`. Nobody speaks them."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. Between two paragraphs of a chapter there is only white space."""

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0
    """Heading depth (1–6) for headings, else 0."""

    @property
    def start(self) -> int:
        """Offset in `Chapter.text`."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset in `Chapter.text`, exclusive."""
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: one script file, one audio file.

    Every non-white-space character of `text` is in exactly one line.
    """

    number: int
    """1-based, in reading order, among the chapters that are in the book."""
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    offset: int = 0
    """Where `text` starts in `Story.text`."""
    cues: tuple[Cue, ...] = ()
    notes: tuple[Note, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    """Italic or bold stretches of `text`."""
    pronunciations: tuple[tuple[int, int, str], ...] = ()
    """(start, end, IPA): stretches of `text` that the source says how to pronounce."""
    readings: tuple[Reading, ...] = ()
    """What a person says of single words, ascending, one for a word at most."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all paragraphs, in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph.lines)


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the story. `name` is unique in the Script; `aliases` doesn't repeat it."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    age: Age | None = None
    gender_guessed: bool = False
    """Nothing in the story tells the gender; it is one to speak in."""
    device: Device | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name that is shown, then the others."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Script:
    """A whole book, tagged."""

    title: str
    author: str
    language: str
    """BCP 47, lower case: "en", "en-gb", "de"."""
    chapters: tuple[Chapter, ...]
    characters: tuple[Character, ...] = ()
    narrator: str | None = None
    """The character who tells a first-person book: shares the narrator's voice. None where the narrator is nobody."""
    exchanges: tuple[tuple[str, str, int], ...] = field(default=())
    """How often two speakers' lines follow each other in a conversation: (name, name, count), for casting."""
    lexicon: tuple[tuple[str, str, str], ...] = ()
    """(word, IPA, respelling), one of these two empty: how the source says its words wherever they stand."""
    perhaps_one: tuple[tuple[str, str, str], ...] = ()
    """(name, name, why): two characters of whom nobody could tell whether they are one."""
