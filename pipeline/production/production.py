"""The production: the folder of one book being made, and where each thing lies in it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.disk.files import clean_litter
from pipeline.disk.inside import is_plain_name, odd_entries, path_inside
from pipeline.disk.run_lock import locked
from pipeline.production.book_file import NAME as BOOK_NAME
from pipeline.production.file_names import MASTERS
from script.support.errors import MakeAudioError

_PLACES = ("book.toml", "voices.toml", "lexicon.toml", "script", "story", "audio", "audition", ".make-audio")
"""What of a production is opened and written."""


class FolderError(MakeAudioError):
    """A folder that is not what it should be: no production, another story's, not empty."""


@dataclass(frozen=True, slots=True)
class Production:
    """The places of one production."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.resolve().name

    @property
    def book_file(self) -> Path:
        return self.folder / BOOK_NAME

    @property
    def voices_file(self) -> Path:
        return self.folder / "voices.toml"

    @property
    def lexicon_file(self) -> Path:
        """How words are said; people write it where they want it."""
        return self.folder / "lexicon.toml"

    @property
    def script_folder(self) -> Path:
        """What people edit: a text file for each chapter."""
        return self.folder / "script"

    @property
    def story_folder(self) -> Path:
        """What the tool remembers of the story: not for editing."""
        return self.folder / "story"

    @property
    def source_folder(self) -> Path:
        """The story's file as it was read."""
        return self.story_folder / "source"

    @property
    def record_file(self) -> Path:
        return self.story_folder / "record.json"

    @property
    def base_file(self) -> Path:
        """The tagger's last result: what edits are merged against."""
        return self.story_folder / "script.json"

    @property
    def parked_file(self) -> Path:
        """The tagger's last result for chapters that are not in the book now."""
        return self.story_folder / "parked.json"

    @property
    def parked_folder(self) -> Path:
        """Script files, with their edits, of chapters that are not in the book now."""
        return self.story_folder / "parked"

    @property
    def corrections_file(self) -> Path:
        """The ledger of what people corrected, and what the tagger itself had said."""
        return self.story_folder / "corrections.json"

    @property
    def opinions_file(self) -> Path:
        """What models were asked about doubtful lines, and answered."""
        return self.story_folder / "opinions.json"

    @property
    def outputs_file(self) -> Path:
        return self.story_folder / "outputs.json"

    @property
    def auditions_file(self) -> Path:
        """Which files auditions made."""
        return self.story_folder / "auditions.json"

    @property
    def update_file(self) -> Path:
        """An update of several files that is under way."""
        return self.story_folder / "update.json"

    @property
    def audio_folder(self) -> Path:
        return self.folder / "audio"

    @property
    def work_folder(self) -> Path:
        """Safe to delete."""
        return self.folder / ".make-audio"

    @property
    def clips_folder(self) -> Path:
        return self.work_folder / "clips"

    @property
    def levels_folder(self) -> Path:
        """What was measured of each voice's loudness."""
        return self.work_folder / "levels"

    @property
    def masters_folder(self) -> Path:
        return self.folder / MASTERS

    @property
    def temporary_folder(self) -> Path:
        return self.work_folder / "tmp"

    def refuse_odd_entries(self) -> None:
        """Raises `FolderError` where links lead out of the folder, and for what is neither file nor folder: it may come
        from a stranger, and what is done in it is to stay in it. Raises `DiskError`."""
        for entry in odd_entries(self.folder, _PLACES):
            raise FolderError(
                f"{entry.path} {entry.why}: make-audio doesn't follow it. Put the file or folder itself there, or take "
                "it away."
            )

    def inside(self, place: str) -> Path:
        """The path of `place` (with forward slashes) in the folder. Raises `OutsideError` for one that leads out of
        it."""
        return path_inside(self.folder, place)

    def may_update(self, place: str) -> bool:
        """Whether `place` is one of the files that an update changes."""
        folder, _, name = place.rpartition("/")
        if folder in map(self.path_of, (self.script_folder, self.parked_folder)):
            return is_plain_name(name) and name.endswith(".txt")
        files = (
            *(self.book_file, self.voices_file, self.record_file, self.base_file, self.parked_file),
            self.corrections_file,
        )
        return place in map(self.path_of, files)

    def path_of(self, path: Path) -> str:
        """Where in the folder a path of it is, with forward slashes."""
        return path.relative_to(self.folder).as_posix()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the production for one run. Raises `LockedError`, `DiskError`, and `FolderError` for a folder that
        nothing may be written to (`refuse_odd_entries`)."""
        self.refuse_odd_entries()
        with locked(self.work_folder / "lock", str(self.folder)):
            ours = (self.script_folder, self.story_folder, self.source_folder, self.parked_folder, self.audio_folder)
            clean_litter((self.folder, *ours, self.work_folder, self.masters_folder))
            shutil.rmtree(self.temporary_folder, ignore_errors=True)
            yield


def is_production(folder: Path) -> bool:
    """Whether the folder is marked as a production."""
    return (folder / BOOK_NAME).is_file()


def open_production(folder: Path) -> Production:
    """The production in `folder`. Raises `FolderError` with the way out if it is none."""
    if is_production(folder):
        return Production(folder)
    if not folder.exists():
        raise FolderError(f"There is no folder {folder}. Give a story file first: make-audio STORY -o {folder}")
    if not folder.is_dir():
        raise FolderError(f"{folder} is no folder. A production is the folder that make-audio STORY makes.")
    raise FolderError(f"{folder} is no production: it has no {BOOK_NAME}. Make one with make-audio STORY.")
