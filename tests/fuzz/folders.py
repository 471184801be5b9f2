"""Hunts for what a production's folder can do to its user when it is damaged, or comes from a stranger.

    python -m tests.fuzz.folders --trials 500 --seed 1

A small finished production is damaged in one place, and `make-audio` is run on it. What must hold: it ends in a book or
in one plain sentence, in time and in memory; nothing outside the folder is read, written or changed; and what is heard
is what was heard before, or the damage was said. First each file under story/ and .make-audio/ gets a changed byte,
then files are damaged at random. What fails is kept under --keep.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.disk.sealed_text import DamagedError, is_sealed, payload_of, sealed
from tests.stories.build_epub import png
from tests.whole.command import COMMAND, audio_of

SECONDS = 20.0
MEGABYTES = 500
CODES = (0, 1, 3, 4)
CANARY = "canary-7f3a91"
"""In every file beside the folder: where it turns up, something was read there."""
STORY = """CHAPTER ONE

“Who is there?” asked Anna.

“Only me,” said Bertram. “Open the door!”

CHAPTER TWO

Anna read it aloud, by the window, while the rain came down.

“He is late,” said Bertram.

CHAPTER THREE

“So we go alone,” said Anna.
"""
HOSTILE: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**18, 10**400, 1e308, "", "x", [], {}, [[]], "\ud800", "\0", "a\nb", "é" * 5000),
    *(
        "..",
        "../victim.txt",
        "../../victim.txt",
        "/etc/passwd",
        "C:\\x",
        "\\\\host\\x",
        "nul",
        "audio/../../x.mp3",
    ),
    *("script/../../victim.txt", "story/../../victim.txt", "~/victim.txt", "%s%n", "$(touch x)", "-o", "script"),
)

Mutation = Callable[[random.Random, Path], str]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run of the command. `seconds` are the processor's: others may be at work as well."""

    code: int
    said: str
    seconds: float
    megabytes: float


def run(*args: str | Path, limit: float = 10 * SECONDS) -> Run:
    """Runs `make-audio`; a run that takes too long is killed."""
    with tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(
            [COMMAND, *args], stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
        status, usage = None, None
        while status is None and time.monotonic() - began < limit:
            pid, code, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                status = os.waitstatus_to_exitcode(code)
            else:
                time.sleep(0.01)
        if status is None:
            os.killpg(process.pid, signal.SIGKILL)
            _, _, usage = os.wait4(process.pid, 0)
        process.returncode = -1 if status is None else status
        seconds = usage.ru_utime + usage.ru_stime if usage else 0.0
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    return Run(process.returncode, said, seconds, usage.ru_maxrss / 1024 if usage else 0.0)


# The production


def make_production(home: Path) -> Path:
    """A finished production with all that one can have: an edit, a parked chapter, measured levels, a cover, masters,
    an audition, opinions. Beside it are its story and the files of somebody else."""
    story = home / "door.txt"
    story.write_text(STORY, encoding="utf-8")
    picture = home / "cover.png"
    picture.write_bytes(png(8, 8))
    folder = home / "door"
    must("-q", story, "-o", folder, "-f", "mp3,m4b", "--cover", picture)
    picture.unlink()
    edit(folder / "voices.toml", "pitch = 0.0", "pitch = 2.5")
    edit(folder / "script" / "003 CHAPTER THREE.txt", "So we go", "So we all go")
    must("-q", folder)
    text = (folder / "book.toml").read_text(encoding="utf-8")
    before, _, last = text.rpartition("read = true")
    (folder / "book.toml").write_text(f"{before}read = false{last}", encoding="utf-8")
    edit(folder / "script" / "001 CHAPTER ONE.txt", "@Anna: “Who", "@Bertram: “Who")
    must("-q", folder)
    must("audition", folder, "Bertram", "--seconds", "5")
    opinions = {"a" * 64: ["model", "Anna"]}
    (folder / "story" / "opinions.json").write_text(sealed("opinions", json.dumps(opinions)), encoding="utf-8")
    must("-q", folder)
    (home / "victim.txt").write_text(f"{CANARY} keep me\n", encoding="utf-8")
    (home / "victims").mkdir()
    for name in ("a.txt", "record.json", "a.wav", "001 CHAPTER ONE.txt", f"x{LITTER}"):
        (home / "victims" / name).write_text(f"# {CANARY}\n\n“Keep me.”\n", encoding="utf-8")
    return folder


LITTER = ".make-audio-tmp"


def must(*args: str | Path) -> None:
    done = run(*args)
    if done.code:
        raise SystemExit(f"the production could not be made: {done.said}")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


# What is done with it


def again(folder: Path) -> Run:
    return run(folder)


def louder(folder: Path) -> Run:
    """All chapters are mixed again: clips and levels are used."""
    voices = folder / "voices.toml"
    with contextlib.suppress(OSError, AssertionError, UnicodeDecodeError):
        edit(voices, "rate = 1.0", "rate = 1.0\ngain = 0.7")
    return run(folder)


def without_audio(folder: Path) -> Run:
    """The finished files are made again, of masters and clips."""
    with contextlib.suppress(OSError):
        for path in (folder / "audio").iterdir():
            if not path.is_symlink():
                path.unlink()
    return run(folder)


def with_story(folder: Path) -> Run:
    return run(folder.parent / "door.txt", "-o", folder)


def checked(folder: Path) -> Run:
    return run("check", folder)


ACTIONS = (again, louder, without_audio, with_story, checked)


# Damage


def flip(rng: random.Random, path: Path) -> str:
    """One byte of a file, its time as it was."""
    data, status = bytearray(path.read_bytes()), path.stat()
    if not data:
        return "nothing"
    at = rng.randrange(len(data))
    data[at] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"flip {path.name} at {at}"


def truncate(rng: random.Random, path: Path) -> str:
    size = rng.randrange(max(path.stat().st_size, 1))
    os.truncate(path, size)
    return f"cut {path.name} to {size}"


def empty(rng: random.Random, path: Path) -> str:
    path.write_bytes(b"")
    return f"empty {path.name}"


def delete(rng: random.Random, path: Path) -> str:
    path.unlink()
    return f"delete {path.name}"


def garbage(rng: random.Random, path: Path) -> str:
    path.write_bytes(rng.randbytes(rng.choice((1, 100, 100_000))))
    return f"garbage in {path.name}"


def swap(rng: random.Random, path: Path) -> str:
    others = [other for other in sorted(path.parent.iterdir()) if other != path and other.is_file()]
    if not others:
        others = [other for other in files_of(root_of(path)) if other != path]
    other = rng.choice(others)
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)
    return f"swap {path.name} with {other.name}"


def deep(rng: random.Random, path: Path) -> str:
    text = rng.choice(("[" * 200_000, '{"a":' * 100_000, "[" * 50_000 + "]" * 50_000))
    kind = path.stem if rng.random() < 0.5 else ""
    path.write_text(sealed(kind, text) if kind.isalpha() else text, encoding="utf-8")
    return f"deep JSON in {path.name}"


def hostile_value(rng: random.Random, path: Path) -> str:
    """One value of a JSON file, which has a right sum or none."""
    text = path.read_text(encoding="utf-8", errors="replace")
    kind = next((kind for kind in KINDS if is_sealed(text) and f'"make-audio": "{kind}"' in text), "")
    try:
        data = json.loads(payload_of(kind, text) if kind else text)
    except (ValueError, DamagedError):
        return garbage(rng, path)
    value = rng.choice(HOSTILE)
    where = change_one(rng, data, value)
    changed = json.dumps(data, ensure_ascii=isinstance(value, str) and "\ud800" in value)
    path.write_text(sealed(kind, changed) if kind and rng.random() < 0.8 else changed, encoding="utf-8")
    return f"{value!r:.40} at {where} of {path.name}"


KINDS = ("record", "script", "parked", "outputs", "opinions", "made", "level", "update")


def change_one(rng: random.Random, data: Any, value: Any) -> str:
    """Puts a value at a random place of plain data."""
    where = ""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return where or "nowhere"
        key = rng.choice(keys)
        where += f"/{key}"
        inner = data[key]
        if not isinstance(inner, dict | list) or not inner or rng.random() < 0.1:
            data[key] = value
            return where
        data = inner


def link_out(rng: random.Random, path: Path) -> str:
    target = rng.choice(("victim.txt", "victims", "victims/a.txt", "victims/record.json", "nowhere.txt", "/"))
    place = path if rng.random() < 0.6 else path.parent
    if place == root_of(path):
        place = path
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    place.symlink_to(root_of(path).parent / target)
    return f"link {place.name} to {target}"


def link_in(rng: random.Random, path: Path) -> str:
    target = rng.choice((path, path.parent, root_of(path) / "script", root_of(path) / "book.toml"))
    path.unlink()
    path.symlink_to(os.path.relpath(target, path.parent))
    return f"link {path.name} to {target.name} inside"


def folder_instead(rng: random.Random, path: Path) -> str:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x", encoding="utf-8")
    return f"a folder for {path.name}"


def file_instead(rng: random.Random, path: Path) -> str:
    folder = path.parent if path.parent != root_of(path) else root_of(path) / rng.choice(("script", "audio", "story"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("x", encoding="utf-8")
    return f"a file for {folder.name}/"


def pipe_instead(rng: random.Random, path: Path) -> str:
    path.unlink()
    os.mkfifo(path)
    return f"a pipe for {path.name}"


def forbidden(rng: random.Random, path: Path) -> str:
    path.chmod(0)
    return f"no permission for {path.name}"


def odd_name(rng: random.Random, path: Path) -> str:
    name = rng.choice(("-rf.txt", "a\nb.txt", "\u202etxt.001", "x" * 250, "C:x.txt", "..\\x.txt", "nul.txt", "é.wav"))
    with contextlib.suppress(OSError):
        shutil.copyfile(path, path.parent / name)
        if rng.random() < 0.5:
            path.unlink()
    return f"{name[:20]!r} beside {path.name}"


def hostile_journal(rng: random.Random, path: Path) -> str:
    folder = root_of(path)
    places = [value for value in HOSTILE if isinstance(value, str)] + [
        *(str(folder.parent / "victim.txt"), "story/source/door.txt", ".make-audio/lock", "audio/x.mp3"),
        *("script/new.txt", "story/record.json", "book.toml", "story/parked/../../../victim.txt"),
    ]
    befores, afters = (None, f"{CANARY} keep me\n"), (None, "x")
    changes = [
        {"path": rng.choice(places), "before": rng.choice(befores), "after": rng.choice(afters)}
        for _ in range(rng.randrange(1, 4))
    ]
    text = json.dumps(changes)
    (folder / "story" / "update.json").write_text(
        sealed("update", text) if rng.random() < 0.7 else text, encoding="utf-8"
    )
    return f"journal {text[:200]}"


def hostile_setting(rng: random.Random, path: Path) -> str:
    """What a person's files may name: pictures, casts, lexicons."""
    folder = root_of(path)
    target = rng.choice(("../victim.txt", str(folder.parent / "victim.txt"), "../victims", "/dev/zero", "/etc/passwd"))
    what = rng.choice(("cover", "cast", "include"))
    if what == "include":
        (folder / "lexicon.toml").write_text(f'include = ["{target}"]\n', encoding="utf-8")
    else:
        book = folder / "book.toml"
        text = book.read_text(encoding="utf-8")
        lines = [f'{what} = "{target}"' if line.startswith(f"{what} =") else line for line in text.split("\n")]
        book.write_text("\n".join(lines), encoding="utf-8")
    return f"{what} = {target}"


MUTATIONS: tuple[Mutation, ...] = (
    *(flip, truncate, empty, delete, garbage, swap, deep, link_out, link_in, folder_instead, file_instead),
    *(pipe_instead, odd_name, forbidden, hostile_journal, hostile_setting),
    *(hostile_value,) * 8,
)


def root_of(path: Path) -> Path:
    """The production that a file is in."""
    return next(parent for parent in path.parents if parent.name == "door")


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


# What must hold


def beside(home: Path) -> dict[str, bytes | None]:
    """All that lies beside the production."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(home.rglob("*"))
        if "door" not in path.relative_to(home).parts[:1]
    }


def edited_by_hand(home: Path, before: dict[str, bytes]) -> bool:
    """Whether a file of a person's was changed: what it says is what they want."""
    folder = home / "door"
    return any(
        not (folder / place).is_file() or (folder / place).is_symlink() or (folder / place).read_bytes() != data
        for place, data in before.items()
    )


def of_people(folder: Path) -> dict[str, bytes]:
    paths = [folder / "book.toml", folder / "voices.toml", *(folder / "script").glob("*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def faults(done: Run, home: Path, around: dict[str, bytes | None], heard: dict[str, bytes] | None) -> Iterator[str]:
    """What a run did that it must not. `heard`: the finished files that are to be there, unless damage is said."""
    if done.code not in CODES:
        yield f"exit {done.code}"
    if "Traceback" in done.said or "failed where it should not" in done.said:
        yield "no plain sentence"
    if done.code not in (0, 1) and sum(line.startswith("Error: ") for line in done.said.splitlines()) != 1:
        yield "not one sentence"
    if done.seconds > SECONDS:
        yield f"{done.seconds:.0f} s"
    if done.megabytes > MEGABYTES:
        yield f"{done.megabytes:.0f} MB"
    if beside(home) != around:
        yield "something beside the folder changed"
    if CANARY in done.said or any(CANARY.encode() in path.read_bytes() for path in readable(home / "door")):
        yield "something beside the folder was read"
    if heard is not None and done.code in (0, 1) and not was_said(done.said):
        # What else lies in audio/ is somebody's, and stays.
        there = audio_of(home / "door")
        if any(there.get(name) != data for name, data in heard.items()):
            yield "silently different"


def readable(folder: Path) -> Iterator[Path]:
    for path in files_of(folder):
        # The journal of a stranger may have the words itself.
        if path.name != "update.json" and os.access(path, os.R_OK):
            yield path


def was_said(text: str) -> bool:
    return any(word in text for word in ("Warning:", "Error:", "was damaged", "was gone"))


@dataclass(frozen=True, slots=True)
class Hunt:
    """The production that is damaged, and what each action makes of it when it isn't."""

    home: Path
    wanted: dict[str, dict[str, bytes]]
    keep: Path | None

    def copied(self) -> Path:
        target = Path(tempfile.mkdtemp(prefix="folders-")) / "home"
        shutil.copytree(self.home, target, symlinks=True)
        return target

    def trial(self, rng: random.Random, mutation: Mutation, path: Path, action: Callable[[Path], Run]) -> list[str]:
        """Damages a copy and runs the command; says what was wrong."""
        home = self.copied()
        try:
            folder = home / "door"
            people = of_people(folder)
            what = mutation(rng, home / path.relative_to(self.home))
            # A sum finds damage: what somebody wrote with a right one is what the production says.
            free = mutation in (hostile_value, hostile_setting, hostile_journal) or action is checked
            heard = None if free or edited_by_hand(home, people) else self.wanted[action.__name__]
            around = beside(home)
            done = action(folder)
            found = list(faults(done, home, around, heard))
            # What is mended stays mended, and what was said is not said of a healthy production.
            if not found and done.code == 0 and heard is not None and action is not checked:
                second = run(folder)
                found = [f"the second time: {fault}" for fault in faults(second, home, around, None)]
            if found and self.keep:
                self.keep.mkdir(parents=True, exist_ok=True)
                shutil.move(home, self.keep / f"{len(list(self.keep.iterdir())):03}")
            tail = " | ".join(done.said.strip().splitlines()[-2:])
            return [f"{what}; {action.__name__}: {fault}: {tail}" for fault in found]
        finally:
            for path in home.rglob("*"):
                with contextlib.suppress(OSError):
                    if not path.is_symlink():
                        path.chmod(0o755 if path.is_dir() else 0o644)
            shutil.rmtree(home.parent, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--trials", type=int, default=100, help="random ones, after each file had its changed byte")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the productions that something went wrong with")
    parser.add_argument("--no-flips", action="store_true", help="only the random ones")
    arguments = parser.parse_args()
    os.environ["MAKE_AUDIO_ENGINES"] = "pyttsx3"
    rng = random.Random(arguments.seed)
    failed, counts = 0, Counter[str]()
    with tempfile.TemporaryDirectory(prefix="folders-") as temporary:
        home = Path(temporary).resolve() / "home"
        home.mkdir()
        folder = make_production(home)
        hunt = Hunt(home, {}, arguments.keep)
        for action in ACTIONS:
            copy = hunt.copied()
            done = action(copy / "door")
            assert done.code == 0, done.said
            assert not was_said(done.said), done.said
            hunt.wanted[action.__name__] = audio_of(copy / "door")
            shutil.rmtree(copy.parent)
        ours = [path for path in files_of(folder) if path.relative_to(folder).parts[0] in ("story", ".make-audio")]
        state = [path for path in ours if path.suffix == ".json"]
        trials: list[tuple[Mutation, Path, Callable[[Path], Run]]] = []
        if not arguments.no_flips:
            trials += [(flip, path, action) for path in ours for action in (again, louder)]
            trials += [(flip, path, action) for path in state for action in (with_story, without_audio)]
        for _ in range(arguments.trials):
            mutation = rng.choice(MUTATIONS)
            path = rng.choice(state if mutation is hostile_value or rng.random() < 0.3 else files_of(folder))
            trials.append((mutation, path, rng.choice(ACTIONS)))
        for number, (mutation, path, act) in enumerate(trials, 1):
            found = hunt.trial(rng, mutation, path, act)
            failed += bool(found)
            counts[mutation.__name__] += 1
            for fault in found:
                print(f"{number}: {fault}", flush=True)
            if number % 50 == 0:
                print(f"{number} of {len(trials)}, {failed} failed", file=sys.stderr, flush=True)
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    print(f"{sum(counts.values())} trials ({kinds}), {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
