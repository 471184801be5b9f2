"""What each stage makes of inputs that don't change: small enough to be kept, and to tell when code changes results.

What is read, tagged and asked of an engine is told by digests. Sound is told by levels, for processors and encoders
differ in the last bits.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.rendering.chapters.chapter_audio import ChapterJob, make_chapter
from pipeline.sound.effects import EFFECTS
from pipeline.sound.ffmpeg import decode, find_ffmpeg
from pipeline.sound.loudness import integrated
from pipeline.sound.pauses import DEFAULT_PAUSES, Heard
from pipeline.sound.release.flac import read_master
from pipeline.sound.release.m4b import M4bJob, make_m4b
from pipeline.sound.release.tags import BookTags, ChapterTags
from pipeline.sound.timeline import SAMPLE_RATE, Part, Sound
from pipeline.sound.wav import clip_to_wav
from script.model import NARRATOR, BlockKind, Chapter, Cue, Delivery, Kind, Script
from script.quotations.sentence_flow import Ending, LineFlow
from script.reading.story_reader import read_story
from script.story import Story
from script.tagging.story_tagger import tag_story
from tests.places import STORIES
from tests.stories.build_epub import build_epub
from tests.whole import corner_stories
from tests.whole.command import ID3, MP4
from voices.cast.voice_profile import VoiceProfile
from voices.engines.speech_engine import Clip
from voices.lexicon.lexicon_file import parse_lexicon
from voices.saying.stress import Spans, marked
from voices.saying.utterance import mix_gain, utterance_for

TEXTS = ("the-lantern.txt", "first-person.md", "british-single.html", "odd-typography.txt", "salt-glass.md")
EPUB = "the-lantern.epub"


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage made of an input."""

    of: str
    """The input's digest."""
    found: Any
    """JSON: a digest, or words and numbers. Those with a fraction are levels in dB, or seconds."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, and what it makes of each input, by the input's name."""

    name: str
    package: str
    """Whose REVISION is raised when results change."""
    anew: str
    """What every production then does again, as a message says it."""
    revision: int
    results: Mapping[str, Result]

    @property
    def file(self) -> str:
        return f"{self.package.replace('.', '/')}/__init__.py"


def run_stages() -> tuple[Stage, ...]:
    """All stages whose results are kept, with what they make now."""
    texts = {name: (STORIES / name).read_text("utf-8") for name in TEXTS} | dict(corner_stories.STORIES)
    sources = {name: _digest(text) for name, text in texts.items()}
    # A compressed file is not the same bytes everywhere: what it is built of is.
    sources[EPUB] = _digest([sources[TEXTS[0]], (STORIES / "build_epub.py").read_text("utf-8")])
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        build_epub(STORIES / TEXTS[0], Path(folder) / EPUB)
        stories = {name: read_story(Path(folder) / name) for name in sources}
        chapter = _chapter_sound(Path(folder))
    read = {name: _digest(_without_picture(story)) for name, story in stories.items()}
    scripts = {name: tag_story(story) for name, story in stories.items()}
    to_say = {name: tuple(_lines(script)) for name, script in scripts.items()} | {"phrases": tuple(_phrases())}
    return (
        _stage(
            "script.reading",
            "reads its story",
            {name: Result(sources[name], digest) for name, digest in read.items()},
        ),
        _stage(
            "script.tagging",
            "tags its story",
            {name: Result(read[name], _digest(script)) for name, script in scripts.items()},
        ),
        _stage(
            "voices.saying",
            "plans its lines",
            {name: Result(_digest(lines), _digest([_said(line) for line in lines])) for name, lines in to_say.items()},
        ),
        _stage("pipeline.sound", "makes its chapters", {"chapter": chapter}),
    )


def _stage(package: str, anew: str, results: Mapping[str, Result]) -> Stage:
    module = importlib.import_module(package)
    return Stage(package.rpartition(".")[2], package, anew, module.REVISION, results)


_OF_PEOPLE = {(Chapter, "readings"), (Cue, "speaker"), (Cue, "delivery")}
"""What people alone say: no stage gives it."""


def _digest(value: object) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _plain(value: Any) -> Any:
    """As JSON has it; fractions as exact as any processor is."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {
            field: getattr(value, field)
            for field in value.__dataclass_fields__
            if (type(value), field) not in _OF_PEOPLE
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return round(value, 2) if isinstance(value, float) else value


def _without_picture(story: Story) -> list[object]:
    """A picture's bytes are compressed."""
    return [replace(story, cover=None), story.cover and story.cover.media_type]


# What is asked of an engine.


@dataclass(frozen=True, slots=True)
class ToSay:
    """A line as `utterance_for` is given it."""

    text: str
    speaker: str | None
    delivery: str | None = None
    language: str = "en-gb"
    heading: bool = False
    verse: bool = False
    places: tuple[tuple[int, int, str], ...] = ()
    italics: Spans = ()
    spoken: bool = True


LEXICON = parse_lexicon(
    """
    [words]
    Brandt = "/bɹant/"
    Hesper = { ipa = "/ˈhɛspə/", respelling = "HESS-per" }
    "Gull Point" = "gul point"
    [characters.Anna.words]
    lantern = "lan-tun"
    """
).lexicon
ENGINES = ("pyttsx3", "system")
"""One that is told how words sound and which are stressed, and one that is given respellings."""
PHRASES = (
    "Mr. and Mrs. Brandt, of 12 St. James's St., paid £5 10s. on 3 May 1815.",
    "Henry VIII met Elizabeth I at 10.30 a.m.; by 22:15 they were 1,234 miles apart.",
    "It was 7 °C, 45% of 3½ lbs, $1.5 million, No. 9, pp. 3–7, the 1890s and the 21st.",
    "Nooo! I did NOT say so, and you WON’T make me. Shhh…",
    "“D’you ’ear ’im, guv’nor? ’E’s goin’ ter town,” said 'Arry.",
    "She read the *Hesper*’s log—c. 40 pp.—i.e. all of it, etc.",
    "Приве́т, said Ivan. 你好! Καλημέρα.",
    "lol brb, c u l8r :-) 😡!!",
    "www.example.com/a?b=c or e-mail me@example.com",
    "The U.S.S. Hesper, NASA, the BBC and Dr. J. R. R. Smith, Jr.",
    "— — —",
    "Chapter IV",
    "Wait… w-w-what? I—I d-don’t know!",
    "Sir Percy Blakeney, Bart., read ch. ix of vol. ii aloud at Gull Point by the lantern.",
)
FOREIGN = (("Am 3. Mai 1815 zahlte er 5 € für Nr. 12.", "de"), ("Le 1er mai, 5 € à 10 h 30 : n° 12 !", "fr"))


def _phrases() -> Iterator[ToSay]:
    for text in PHRASES:
        yield ToSay(text, "Anna")
        yield ToSay(text, NARRATOR, heading=True, spoken=False)
        yield ToSay(text.replace(" ", "\n", 1), None, verse=True)
    for text, language in FOREIGN:
        yield ToSay(text, "Anna", language=language)
    for delivery in (*Delivery, "sternly"):
        yield ToSay("Come here at once, Brandt, and bring the lantern!", "Anna", delivery)
    words = "You did what with the lantern, Siobhan?"
    yield ToSay(words, "Anna", italics=((4, 7),), places=((31, 38, "ʃəˈvɔːn"),))
    yield ToSay(words, NARRATOR, italics=((4, 7),), spoken=False)
    yield ToSay(words, "Anna", italics=((0, len(words)),))
    long = "Well, nobody in this house would ever say so to her."
    yield from (ToSay(long, "Anna", italics=((6, long.index(after)),)) for after in (" house", " ever", " say"))


def _lines(script: Script) -> Iterator[ToSay]:
    for chapter in script.chapters:
        for paragraph in chapter.paragraphs:
            for line in paragraph.lines:
                if line.kind.spoken:
                    yield ToSay(
                        chapter.text[line.start : line.end],
                        line.speaker,
                        line.delivery,
                        script.language,
                        heading=paragraph.kind is BlockKind.HEADING,
                        verse=paragraph.kind is BlockKind.VERSE,
                        italics=_italics(chapter, line.start, line.end),
                        spoken=line.kind is not Kind.NARRATION,
                    )


def _italics(chapter: Chapter, start: int, end: int) -> Spans:
    return tuple((a - start, b - start) for a, b in chapter.emphasis if start <= a < b <= end)


def _said(line: ToSay) -> list[object]:
    """The utterance for each engine, and how loud it is mixed."""
    said: list[object] = []
    for engine in ENGINES:
        profile = VoiceProfile(engine, "a voice", rate=1.1, pitch=-1.0, gain=-2.0)
        utterance = utterance_for(
            line.text,
            profile,
            line.delivery,
            line.language,
            heading=line.heading,
            verse=line.verse,
            words=LEXICON.of(line.speaker),
            places=line.places,
            marks=marked(line.text, line.italics, spoken=line.spoken, opening=line.speaker == NARRATOR),
        )
        said += [utterance and asdict(utterance), mix_gain(profile, line.delivery)]
    return said


# Sound.


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A line for the mix: a hum in syllables, made of whole numbers, which are the same everywhere."""

    block: BlockKind
    paragraph: int
    speaker: str | None
    seconds: float = 1.0
    hertz: int = 110
    level: int = 6000
    """Of 32767."""
    rate: int = 22050
    gain: float = 0.0
    pan: float = 0.0
    effects: tuple[str, ...] = ()
    pause: float | None = None
    kind: Kind = Kind.NARRATION


def _recipe() -> tuple[MadeUp, ...]:
    plain = BlockKind.PARAGRAPH
    return (
        MadeUp(BlockKind.HEADING, 0, NARRATOR, kind=Kind.HEADING),
        MadeUp(BlockKind.HEADING, 1, NARRATOR, 0.6, kind=Kind.HEADING),
        MadeUp(plain, 2, NARRATOR, 1.5),
        MadeUp(plain, 2, NARRATOR, 0.8),
        MadeUp(plain, 2, "Anna", 1.2, 220, 3000, 24000, gain=4.5, pan=-0.6),
        MadeUp(plain, 3, "Bertram", 1.1, 90, 9000, 16000, gain=-3.0, pan=0.8),
        MadeUp(BlockKind.BREAK, 4, None, 0.0, kind=Kind.BREAK),
        MadeUp(plain, 5, "Anna", 0.9, 220, 3000, 24000, gain=4.5, pan=-0.6),
        MadeUp(plain, 5, "Anna", 0.5, 220, 20, 24000, gain=4.5, pan=-0.6),
        MadeUp(plain, 6, "Bertram", 0.7, 90, 30000, 16000, gain=-2.0, pan=0.8, pause=0.9),
        *(
            MadeUp(plain, 7 + number, f"Voice {number}", 0.8, 100 + 23 * number, 7000, 44100, effects=(effect,))
            for number, effect in enumerate(EFFECTS)
        ),
        MadeUp(plain, 20, "Anna", 0.8, 220, 4000, 48000, effects=("letter", "hall"), pan=-0.6),
        MadeUp(BlockKind.HEADING, 21, NARRATOR, kind=Kind.HEADING),
        MadeUp(plain, 22, None, 0.0, pause=3.0, kind=Kind.SILENT),
    )


def _clip(line: MadeUp) -> Clip:
    time = np.arange(round(line.seconds * line.rate), dtype=np.int64)
    period = line.rate // line.hertz
    hum = np.abs(2 * (time % period) - period) * 2 - period
    hiss = (time * time * 48271 % 2147483647) % period - period // 2
    # Syllables of an eighth of a second swell and fade; the last one is quieter.
    syllable = line.rate // 8
    swell = np.minimum(time % syllable, syllable - time % syllable)
    loudness = np.where(time + syllable < len(time), line.level, line.level // 3)
    speech = (hum * 3 + hiss) * swell * loudness // (period * syllable * 2)
    drift = np.abs(2 * (time % line.rate) - line.rate) * 300 // line.rate
    edge = np.zeros(line.rate // 10, np.int64)
    samples = np.clip(np.concatenate([edge, speech + drift, edge]), -32767, 32767)
    return Clip((samples / 32768).astype(np.float32), line.rate)


_FLOW = LineFlow(goes_on=False, tag=0, first_end=0, last_start=0, ending=Ending.STOP)


def _chapter_sound(folder: Path) -> Result:
    """A chapter with everything that the mix knows, as it lies in its files."""
    recipe = _recipe()
    parts = []
    for number, line in enumerate(recipe):
        if not line.seconds:
            continue
        path = folder / f"{number}.wav"
        path.write_bytes(clip_to_wav(_clip(line), path.stem))
        sound = Sound(path, f"line {number}", line.gain, line.pan, line.effects, lines=((number, 0),), levelling=0.0)
        beside = Heard(line.paragraph, line.block, line.kind, line.speaker, _FLOW, f"Line {number}.")
        scene = recipe[number - 1].kind is Kind.BREAK
        parts.append(Part(beside, beside, sound, scene, line.pause))
    ffmpeg = find_ffmpeg().path
    book = BookTags("The Lantern", "A. N. Keeper", "en-gb")
    mp3, flac, m4b = folder / "001.mp3", folder / "001.flac", folder / "book.m4b"
    tags = ChapterTags(book, "The Storm", 1)
    end = recipe[-1].pause
    job = ChapterJob(tuple(parts), tags, mp3, flac, folder, ffmpeg, DEFAULT_PAUSES, -20.0, -3.0, 192, 2, end=end)
    made = make_chapter(job)
    seconds = make_m4b(M4bJob(m4b, (("The Storm", flac, made.timeline.frames),), book, 2, folder, ffmpeg))
    master = _joined(read_master(ffmpeg, flac, 2))
    mp3_samples = _joined(decode(ffmpeg, mp3, rate=SAMPLE_RATE, channels=2, frames=SAMPLE_RATE))
    heard = {
        "frames": made.timeline.frames,
        "places": [[placement.start, placement.frames] for placement in made.timeline.placements],
        "lines": [[line.line, line.start, line.end] for line in made.timeline.lines],
        "master frames": len(master),
        "master": {
            "expected loudness": round(made.loudness, 2),
            "expected peak": round(made.peak, 2),
            **_levels(master, 2),
        },
        "mp3 frames": len(mp3_samples),
        "mp3": _levels(mp3_samples, 1),
        "mp3 tags": {key: str(value) for key, value in sorted(ID3(mp3).items())},
        "m4b seconds": round(seconds, 3),
        # Not to the frame: older ffmpegs fill AAC's last block up.
        "m4b": _levels(_joined(decode(ffmpeg, m4b, rate=SAMPLE_RATE, channels=2, frames=SAMPLE_RATE)), 1),
        "m4b tags": {key: str(value[0]) for key, value in sorted((MP4(m4b).tags or {}).items())},
        "m4b marks": [[round(mark.start, 3), mark.title] for mark in MP4(m4b).chapters or ()],
    }
    return Result(_digest(recipe), heard)


def _joined(blocks: Iterator[NDArray[np.int16]]) -> NDArray[np.float32]:
    return np.concatenate(list(blocks)).astype(np.float32) / np.float32(32768)


def _levels(samples: NDArray[np.float32], digits: int) -> dict[str, Any]:
    """How long and how loud it is: dB of each half second and of each octave from 43 Hz on, for each channel."""
    half = SAMPLE_RATE // 2
    pieces = [samples[at : at + half] for at in range(0, len(samples), half)]
    spectrum = np.square(np.abs(np.fft.rfft(samples, axis=0)))
    edges = (43 * 2.0 ** np.arange(9) * len(samples) / SAMPLE_RATE).astype(int)
    octaves = np.add.reduceat(spectrum, edges)[:-1] / len(samples) ** 2
    return {
        "seconds": round(len(samples) / SAMPLE_RATE, 2),
        "loudness": round(integrated(samples, SAMPLE_RATE), digits),
        "halves": [_decibels(np.mean(np.square(piece, dtype=np.float64), axis=0), digits) for piece in pieces],
        "octaves": [_decibels(power, digits) for power in octaves],
    }


def _decibels(powers: Sequence[float] | NDArray[np.float64], digits: int) -> list[float]:
    # What lies far below is the encoder's own.
    floor = 1e-9 if digits == 2 else 1e-6
    return [round(float(10 * np.log10(max(power, floor))), digits) for power in powers]
