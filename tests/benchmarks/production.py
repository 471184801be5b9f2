"""Times a whole production against the least that the machine would need for its parts, measured in the same run.

    python tests/benchmarks/production.py [STORY] [--words 25000] [--jobs 2] [--quick] [--engine ENGINES]

STORY is a story file, or a .json or .json.gz holding one under "text"; without it tests/stories are used.
It is cut, or spun out with other words in the same sentences, to the length asked for.

The floor is the bare engine on the same spoken texts, every word once, over as many processes as the run had workers,
plus ffmpeg encoding the same samples with the same MP3 settings on as many cores. For pyttsx3 the bare engine is raw
libespeak (ctypes, stock voice), for the others (`--engine`, as `make-audio -e` takes it) it is the loaded engine with
nothing around it. The report calls itself invalid when the machine is too busy or too slow to mean anything: espeak
under 500 times real time a core, MP3 under 80. `--quick` leaves out the book four times as long.

The same is said of processor seconds, of all processes together: they hold on a busy machine, too.
"""

from __future__ import annotations

import argparse
import compileall
import ctypes
import gzip
import json
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from tests.places import STORIES, TESTS
from voices.engines.speech_engine import Utterance

COMMAND = Path(sys.executable).with_name("make-audio")
ESPEAK_AT_LEAST = 500
MP3_AT_LEAST = 80
MP3_OPTIONS = ("-c:a", "libmp3lame", "-b:a", "192k", "-compression_level", "7")
"""What pipeline/release/mp3.py asks for on a mono book."""

RATIO_AT_MOST = 1.6
RATIOS_AT_MOST = {"hibari": 1.25, "kokoro": 1 / 0.9}
MEMORY_AT_MOST = 500e6
MEMORY_GROWTH_AT_MOST = 1.10
SECOND_RUN_AT_MOST = 2.0
ONE_LINE_OVER_CHAPTER_AT_MOST = 2.0
HELP_AT_MOST = 0.5
PREVIEW_AT_MOST = 1.0


# The book


_SWAPPED = re.compile(r"\b(?!(?:said|asked|cried|told|shouted|whispered|answered|murmured|called)\b)[a-z]{4,}\b")
"""Words that another round through a text replaces by each other; those that say who speaks stay."""


def base_text(story: Path | None) -> str:
    """The text to make a book of."""
    if story is None:
        names = ("the-lantern.txt", "first-person.md")
        return "\n\n".join((STORIES / name).read_text(encoding="utf-8") for name in names)
    data = story.read_bytes()
    if story.suffix == ".gz":
        data = gzip.decompress(data)
    text = data.decode("utf-8")
    if ".json" in story.suffixes:
        text = str(json.loads(text)["text"])
    return text


def book_of(words: int, text: str) -> str:
    """A story of about `words` words in chapters of 2,500, every line of it another: further rounds through `text` swap
    its words among themselves, so that no clip of the first round serves again."""
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    paragraphs = [part for part in parts if not part.strip().startswith(("---", "#", "CHAPTER"))]
    vocabulary = sorted(set(map(str, _SWAPPED.findall(text))))
    place = {word: index for index, word in enumerate(vocabulary)}
    chapters: list[list[str]] = []
    count, room, turn = 0, 0, 0
    while count < words:
        for paragraph in paragraphs:
            if room <= 0:
                chapters.append([f"CHAPTER {len(chapters) + 1}"])
                room = 2500
            shift = turn * 37

            def swapped(match: re.Match[str], shift: int = shift) -> str:
                return vocabulary[(place[match[0]] + shift) % len(vocabulary)]

            chapters[-1].append(_SWAPPED.sub(swapped, paragraph))
            size = len(paragraph.split())
            count, room = count + size, room - size
            if count >= words:
                break
        turn += 1
    return "\n\n\n".join("\n\n".join(chapter) for chapter in chapters) + "\n"


# Running and watching


class Watch:
    """The greatest memory of a process and all its children together, in bytes of PSS (shared pages counted once)."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.peak = 0
        self._process = psutil.Process(process.pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.25):
            total = 0
            try:
                tree = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                continue
            for process in tree:
                try:
                    if process is not self._process and process.cmdline() == process.parent().cmdline():
                        # It is about to become ffmpeg, and until then shares all its parent's memory (vfork).
                        continue
                    memory = process.memory_full_info()
                except (psutil.Error, AttributeError):
                    continue
                total += getattr(memory, "pss", memory.rss)
            self.peak = max(self.peak, total)

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self.peak


def children_seconds() -> float:
    """Processor seconds of all processes that this one started and that have ended, with all of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(*args: str | Path) -> tuple[float, int]:
    """(wall seconds, peak bytes) of one `make-audio` with `args`."""
    began = time.perf_counter()
    process = subprocess.Popen([COMMAND, *args], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    watch = Watch(process)
    code = process.wait()
    wall = time.perf_counter() - began
    peak = watch.stop()
    if code:
        sys.exit(f"make-audio {' '.join(map(str, args))} ended with {code}")
    return wall, peak


# The floor


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a part of a production needs."""

    wall: float
    """Seconds."""
    cpu: float
    """Processor seconds, of all processes."""
    speed: float
    """Times real time a core."""


def speak_all(texts: Sequence[str]) -> tuple[float, float, int]:
    """(wall seconds, processor seconds, samples) of raw libespeak on `texts` in this process; nothing is kept of the
    sound."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(2, 0, os.fsencode(espeakng_loader.get_data_path()), 0x8000)
    assert rate == 22050, rate
    heard = 0

    def receive(_samples: int | None, number: int, _events: int | None) -> int:
        nonlocal heard
        heard += number
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(receive)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b"gmw/en")
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
        ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
    ]  # fmt: skip
    began, used = time.perf_counter(), time.process_time()
    for text in texts:
        data = text.encode() + b"\0"
        library.espeak_Synth(data, len(data), 0, 1, 0, 1, None, None)
    return time.perf_counter() - began, time.process_time() - used, heard


def espeak_floor(texts: Sequence[str], jobs: int) -> Floor:
    """Of `speak_all` over `jobs` processes."""
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        pool.map(len, [()] * jobs)  # the processes are up
        began = time.perf_counter()
        parts = pool.map(speak_all, [texts[index::jobs] for index in range(jobs)], chunksize=1)
        wall = time.perf_counter() - began
    speed = sum(samples for _, _, samples in parts) / 22050 / sum(seconds for seconds, _, _ in parts)
    return Floor(wall, sum(cpu for _, cpu, _ in parts), speed)


def bare_engine(
    utterances: Sequence[tuple[str, Utterance]], everybody: threading.Barrier
) -> tuple[float, float, float]:
    """(wall seconds, processor seconds, seconds of sound) of the engines themselves on `utterances`, loaded and warm
    when all begin."""
    from voices.engines.registry import loaded_engine

    warmed = set()
    for name, utterance in utterances:
        if (name, utterance.voice) not in warmed:
            warmed.add((name, utterance.voice))
            loaded_engine(name).synthesize(replace(utterance, text="Good morning.", phonemes=()))
    everybody.wait()
    began, used = time.perf_counter(), time.process_time()
    sound = 0.0
    for name, utterance in utterances:
        clip = loaded_engine(name).synthesize(utterance)
        sound += len(clip.samples) / clip.rate
    return time.perf_counter() - began, time.process_time() - used, sound


def engine_floor(utterances: Sequence[tuple[str, Utterance]], jobs: int) -> Floor:
    """Of `bare_engine` over `jobs` processes."""
    shares: list[list[tuple[str, Utterance]]] = [[] for _ in range(jobs)]
    # The longest first, each to the process that has least: the floor is not to wait for an unlucky share.
    for item in sorted(utterances, key=lambda item: -len(item[1].text)):
        min(shares, key=lambda share: sum(len(utterance.text) for _, utterance in share)).append(item)
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(jobs) as pool:
        everybody = manager.Barrier(jobs)
        parts = pool.starmap(bare_engine, [(share, everybody) for share in shares], chunksize=1)
    busy = sum(wall for wall, _, _ in parts)
    speed = sum(sound for _, _, sound in parts) / busy
    return Floor(max(wall for wall, _, _ in parts), sum(cpu for _, cpu, _ in parts), speed)


def ffmpeg_binary() -> str:
    if found := shutil.which("ffmpeg"):
        return found
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def mp3_floor(chapters: Sequence[Path], jobs: int, scratch: Path) -> Floor:
    """Of encoding the samples of `chapters` again, `jobs` at a time."""
    ffmpeg = ffmpeg_binary()
    quiet = [ffmpeg, "-v", "error", "-y"]
    waves = []
    seconds = 0.0
    for chapter in chapters:
        wave = scratch / (chapter.stem + ".wav")
        subprocess.run([*quiet, "-i", str(chapter), "-map", "0:a", "-c:a", "pcm_s16le", str(wave)], check=True)
        seconds += (wave.stat().st_size - 44) / 2 / 44100
        waves.append(wave)

    def encode(wave: Path) -> float:
        began = time.perf_counter()
        target = wave.with_suffix(".mp3")
        subprocess.run([*quiet, "-i", str(wave), *MP3_OPTIONS, str(target)], check=True, stdin=subprocess.DEVNULL)
        return time.perf_counter() - began

    began, used = time.perf_counter(), children_seconds()
    with ThreadPoolExecutor(jobs) as pool:
        busy = sum(pool.map(encode, waves))
    return Floor(time.perf_counter() - began, children_seconds() - used, seconds / busy)


def utterances_of(production: Path) -> list[tuple[str, Utterance]]:
    """All that is said in a book, with the engine's name, every word once: none as another one's context, and what is
    said twice in the same way only once."""
    from pipeline.production.production import open_production
    from pipeline.rendering.planning.phrases import phrases_of
    from tests.pipeline.productions import load

    loaded = load(open_production(production))
    return list(
        dict.fromkeys(
            (phrase.engine, replace(phrase.utterance, before=(), after=()))
            for chapter in loaded.planned.chapters
            for phrase in phrases_of(chapter.edited, loaded.book, loaded.cast)
        )
    )


# The report


def verdict(name: str, value: float, limit: float, unit: str) -> Iterator[str]:
    yield f"  {name:<44}{value:>9.2f} {unit:<3} (at most {limit:g}): {'met' if value <= limit else 'MISSED'}"


def change_one_line(production: Path) -> str:
    """Put one more word into a narrated line in the middle of the book; its address."""
    places = []
    for script in sorted((production / "script").glob("*.txt")):
        lines = script.read_text(encoding="utf-8").split("\n")
        places += [(script, index) for index, line in enumerate(lines) if re.match(r"\w.*\w \w", line)]
    if not places:
        raise SystemExit("No line of the story is narrated: give another one.")
    script, index = places[len(places) // 2]
    lines = script.read_text(encoding="utf-8").split("\n")
    lines[index] = "Indeed, " + lines[index]
    script.write_text("\n".join(lines), encoding="utf-8")
    return f"script/{script.name}:{index + 1}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", nargs="?", type=Path)
    parser.add_argument("--words", type=int, default=25_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", default="pyttsx3")
    wanted = parser.parse_args()
    text = base_text(wanted.story)
    jobs = str(wanted.jobs)
    for room in ("script", "voices", "pipeline"):
        # As pip leaves an installed copy: no process has to compile what it imports.
        compileall.compile_dir(TESTS.parent / room, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        story = scratch / "book.txt"
        story.write_text(book_of(wanted.words, text), encoding="utf-8")
        book = scratch / "book"

        used = children_seconds()
        wall, peak = timed(story, "-q", "-j", jobs, "-e", wanted.engine)
        cpu = children_seconds() - used
        chapters = sorted((book / "audio").glob("*.mp3"))
        utterances = utterances_of(book)
        robotic = {name for name, _ in utterances} == {"pyttsx3"}
        if robotic:
            texts = [utterance.text for _, utterance in utterances]
            engine = espeak_floor(texts, wanted.jobs)
        else:
            engine = engine_floor(utterances, wanted.jobs)
        mp3 = mp3_floor(chapters, wanted.jobs, scratch)

        bytes_before = [chapter.read_bytes() for chapter in chapters]
        second, _ = timed(book, "-q", "-j", jobs)
        same = bytes_before == [chapter.read_bytes() for chapter in chapters]

        middle = chapters[(len(chapters) + 1) // 2 - 1]
        middle.unlink()
        again, _ = timed(book, "-q", "-j", jobs)
        change_one_line(book)
        one_line, _ = timed(book, "-q", "-j", jobs)
        preview = min(timed("preview", change_one_line(book), book)[0] for _ in range(3))
        help_wall = min(timed("--help")[0] for _ in range(3))

        words = len(story.read_text(encoding="utf-8").split())
        print(f"{words:,} words, {len(utterances):,} clips, {len(chapters)} chapters, {wanted.jobs} workers")
        print(f"  {'whole production':<44}{wall:>9.2f} s   ({cpu:.1f} of processors)")
        for name, part in (("the engine alone", engine), ("MP3 alone", mp3)):
            speed = f"{part.cpu:.1f} of processors, {part.speed:.1f} times real time a core"
            print(f"  {'floor: ' + name:<44}{part.wall:>9.2f} s   ({speed})")
        limit = RATIOS_AT_MOST.get(wanted.engine, RATIO_AT_MOST)
        report = [
            *verdict("whole production / floor", wall / (engine.wall + mp3.wall), limit, ""),
            *verdict("the same in processor seconds", cpu / (engine.cpu + mp3.cpu), limit, ""),
            *verdict("second production, nothing changed", second, SECOND_RUN_AT_MOST, "s"),
            *verdict("one line changed, over its chapter alone", one_line - again, ONE_LINE_OVER_CHAPTER_AT_MOST, "s"),
            *verdict("preview of a changed line", preview, PREVIEW_AT_MOST, "s"),
            *verdict("make-audio --help", help_wall, HELP_AT_MOST, "s"),
            *verdict("memory of all processes", peak / 1e6, MEMORY_AT_MOST / 1e6, "MB"),
        ]
        if not same:
            report.append("  the second production changed the bytes: MISSED")
        if not wanted.quick:
            long_story = scratch / "long.txt"
            long_story.write_text(book_of(4 * wanted.words, text), encoding="utf-8")
            _, long_peak = timed(long_story, "-q", "-j", jobs)
            report += verdict("memory, a book four times as long / this", long_peak / peak, MEMORY_GROWTH_AT_MOST, "")
        print("\n".join(report))
        if (robotic and engine.speed < ESPEAK_AT_LEAST) or mp3.speed < MP3_AT_LEAST:
            print(
                f"INVALID: this machine is too busy or too slow (espeak must give {ESPEAK_AT_LEAST}, "
                f"MP3 {MP3_AT_LEAST} times real time a core)."
            )
            sys.exit(2)
        if any("MISSED" in line for line in report):
            sys.exit(1)


if __name__ == "__main__":
    main()
