"""espeak-ng through ctypes: the library and the data of the `espeakng_loader` wheel, never the system's.

The library keeps all its state in global variables: one per process, one call at a time, no threads. A voice is given
as the text of an espeak-ng voice file (https://github.com/espeak-ng/espeak-ng/blob/master/docs/voices.md); espeak reads
such files only from its data folder, so they are laid into a small folder of ours, beside the dictionary they need.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from voices.engines.speech_engine import EngineError
from voices.engines.user_folders import cache_folder

RATE_MIN: Final = 80
"""Words per minute: espeak speaks no slower."""
RATE_MAX: Final = 450
"""Words per minute: above that espeak compresses the finished sound, and never twice alike."""

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_CHARS_UTF8 = 1
_IN_IPA = 2
_SSML, _PHONEMES = 0x10, 0x100
_RATE, _VOLUME = 1, 2
_EVENT_END, _EVENT_WORD = 0, 1
_POSITION_CHARACTER = 1
_PATH_LIMIT = 159
"""Bytes: what fits into the library's `path_home`, a terminating zero aside."""
_SEED = 1
_LOUDNESS = 45
"""Percent: most voices stay clear of the ends of 16 bits."""
_OVERFLOW = 30_000
"""A sample beyond this may be one that espeak turned down."""


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class WordEvent:
    """espeak begins a word: code points `start` to `end` of the text, at sample `at`."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class EspeakSpeech:
    """What espeak said: `pcm` is 16-bit mono in the machine's byte order."""

    pcm: bytes
    words: tuple[WordEvent, ...]


def data_folder() -> Path:
    """The espeak-ng-data folder of the wheel. Raises `EngineError` where the wheel is missing or incomplete."""
    try:
        import espeakng_loader

        return Path(espeakng_loader.get_data_path())
    except (ImportError, RuntimeError) as error:
        raise EngineError(
            "The espeak-ng speech library is missing: 'pip install --force-reinstall espeakng-loader' brings it back."
        ) from error


def wheel_version() -> str:
    """The version of the wheel that carries espeak-ng."""
    import importlib.metadata

    return importlib.metadata.version("espeakng-loader")


@functools.cache
def espeak() -> Espeak:
    """This process's espeak-ng, loaded once."""
    import espeakng_loader

    return Espeak(Path(espeakng_loader.get_library_path()), data_folder())


class Espeak:
    """The library, loaded and silent: it writes no sound but what `speak` returns. Use `espeak()`."""

    rate: int
    """Samples per second."""
    version: str

    def __init__(self, library: Path, data: Path) -> None:
        self._data = data
        try:
            self._lib: Any = ctypes.CDLL(str(library))
        except OSError as error:
            raise EngineError(f"The speech library {library} can't be loaded: {error}.") from error
        self._declare()
        # A missing data folder would end the whole process without the last flag.
        self.rate = self._lib.espeak_Initialize(_SYNCHRONOUS, 0, _path_bytes(data), _DONT_EXIT)
        if self.rate <= 0:
            raise EngineError(f"espeak-ng can't read its data in {data}: install espeakng-loader again.")
        # With a path that doesn't exist espeak falls back on the system's data: refuse to speak with those.
        found = ctypes.c_char_p()
        self.version = str(self._lib.espeak_Info(ctypes.byref(found)).decode()).split()[0]
        if found.value != _path_bytes(data):
            raise EngineError(f"espeak-ng took its data from {found.value!r} instead of {data}: install it again.")
        self._pcm: list[bytes] = []
        self._words: list[WordEvent] = []
        self._raised: BaseException | None = None
        # Kept in an attribute: the library holds only the address.
        self._callback = _Callback(self._receive)
        self._lib.espeak_SetSynthCallback(self._callback)
        self._folder: _VoiceFolder | None = None

    def _declare(self) -> None:
        lib = self._lib
        lib.espeak_Initialize.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)
        lib.espeak_Info.argtypes = (ctypes.POINTER(ctypes.c_char_p),)
        lib.espeak_Info.restype = ctypes.c_char_p
        lib.espeak_SetParameter.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int)
        lib.espeak_ng_InitializePath.argtypes = (ctypes.c_char_p,)
        lib.espeak_ng_InitializePath.restype = None
        lib.espeak_ng_SetVoiceByName.argtypes = (ctypes.c_char_p,)
        lib.espeak_ng_SetRandSeed.argtypes = (ctypes.c_long,)
        lib.espeak_Synth.argtypes = (
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        )
        lib.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
        lib.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def set_voice(self, definition: str, dictionary: str) -> None:
        """Take a voice: the text of a voice file, and its language's dictionary ("en"). Raises `EngineError`."""
        if self._folder is None:
            self._folder = _VoiceFolder(self._data)
        folder, name = self._folder.place(definition, dictionary)
        # Only here does espeak look into our folder: other dictionaries, for foreign words, come from the wheel's.
        self._lib.espeak_ng_InitializePath(_path_bytes(folder))
        try:
            status = self._lib.espeak_ng_SetVoiceByName(name.encode("ascii"))
        finally:
            self._lib.espeak_ng_InitializePath(_path_bytes(self._data))
        if status:
            raise EngineError(f"espeak-ng refuses the voice in {folder} (status {status:#x}): delete that folder.")

    def speak(self, text: str, words_per_minute: int, *, phonemes: bool = False, markup: bool = False) -> EspeakSpeech:
        """Says `text` with the voice that was set.

        With `phonemes`, what stands in it between "[[" and "]]" are espeak's mnemonics; with `markup` it is SSML.
        Raises `EngineError`.
        """
        flags = (_PHONEMES if phonemes else 0) | (_SSML if markup else 0)
        speech = self._synthesize(text, words_per_minute, _LOUDNESS, flags)
        samples = np.frombuffer(speech.pcm, np.int16)
        if len(samples) and max(int(samples.max()), -int(samples.min())) > _OVERFLOW:
            # After an overflow espeak stays quieter for some 2,000 voiced samples: not those of the next utterance.
            self._synthesize("mamamama", RATE_MIN, 2)
        return speech

    def ipa(self, text: str, *, phonemes: bool = False) -> str:
        """How the voice that was set would say `text`, in IPA, without saying it.

        With `phonemes` as in `speak`: what stands between "[[" and "]]" ends where a mnemonic is none of the voice's.
        Raises `EngineError`.
        """
        # The library reads mnemonics as it was last told to.
        self._synthesize("", RATE_MIN, 2, _PHONEMES if phonemes else 0)
        data = ctypes.c_char_p(text.replace("\0", " ").encode("utf-8", "replace"))
        clauses = []
        while data.value is not None:
            said = self._lib.espeak_TextToPhonemes(ctypes.byref(data), _CHARS_UTF8, _IN_IPA)
            clauses.append(said.decode("utf-8", "replace").strip())
        return " ".join(filter(None, clauses))

    def _synthesize(self, text: str, words_per_minute: int, loudness: int, flags: int = 0) -> EspeakSpeech:
        for parameter, value in ((_RATE, words_per_minute), (_VOLUME, loudness)):
            if self._lib.espeak_SetParameter(parameter, value, 0):
                raise EngineError(f"espeak-ng refuses the setting {parameter} = {value}.")
        # Breath is noise: the same from the start of every utterance.
        self._lib.espeak_ng_SetRandSeed(_SEED)
        self._pcm, self._words = [], []
        data = text.encode("utf-8", "replace") + b"\0"
        with self._raising():
            status = self._lib.espeak_Synth(data, len(data), 0, _POSITION_CHARACTER, 0, _CHARS_UTF8 | flags, None, None)
        if status:
            raise EngineError(f"espeak-ng can't speak {text[:60]!r} (status {status:#x}).")
        return EspeakSpeech(b"".join(self._pcm), tuple(self._words))

    def _receive(self, samples: int | None, count: int, events: Any) -> int:
        """Called by the library with each piece of sound; 0 goes on, 1 ends."""
        if self._raised:
            return 1
        if samples and count > 0:
            self._pcm.append(ctypes.string_at(samples, count * 2))
        index = 0
        while (event := events[index]).type != _EVENT_END:
            if event.type == _EVENT_WORD:
                start = event.text_position - 1
                self._words.append(WordEvent(start, start + event.length, event.sample))
            index += 1
        return 0

    @contextlib.contextmanager
    def _raising(self) -> Iterator[None]:
        """Raise what `_receive` raised: ctypes would print and forget it, a Ctrl-C that comes just there too."""
        usual = sys.unraisablehook

        def keep(unraisable: sys.UnraisableHookArgs) -> None:
            if unraisable.object == self._receive:
                self._raised = unraisable.exc_value
            else:
                usual(unraisable)

        self._raised = None
        sys.unraisablehook = keep
        try:
            yield
        finally:
            sys.unraisablehook = usual
        if self._raised:
            raise self._raised


class _VoiceFolder:
    """A folder shaped like espeak's data folder, holding voice files and the dictionaries they need.

    It lies in the user's cache folder and is shared by all processes: a voice file's name is the hash of what it holds,
    and every file appears whole. Where no cache folder can be written, a temporary one serves as long as the process.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._folder = cache_folder() / f"espeak-{wheel_version()}"
        try:
            (self._folder / "voices").mkdir(parents=True, exist_ok=True)
        except OSError:
            self._take_temporary()

    def _take_temporary(self) -> None:
        try:
            self._temporary = tempfile.TemporaryDirectory(prefix="make-audio-")
            self._folder = Path(self._temporary.name)
            (self._folder / "voices").mkdir()
        except OSError as error:
            raise EngineError(f"There is no folder to put a voice file in: {error}.") from error

    def place(self, definition: str, dictionary: str) -> tuple[Path, str]:
        """Lay the voice file and the dictionary down unless they are there; the folder, and the voice's name in it."""
        voice = definition.encode("utf-8")
        name = hashlib.sha256(voice).hexdigest()[:32]
        words = self._data / f"{dictionary}_dict"
        try:
            _put(self._folder / "voices" / name, len(voice), lambda: voice)
            _put(self._folder / words.name, words.stat().st_size, words.read_bytes)
        except OSError as error:
            if self._temporary is not None:
                raise EngineError(f"A voice file can't be written into {self._folder}: {error}.") from error
            self._take_temporary()
            return self.place(definition, dictionary)
        return self._folder, name


def _put(path: Path, size: int, content: Callable[[], bytes]) -> None:
    """Write a file whole, unless one of that size is there."""
    try:
        if path.stat().st_size == size:
            return
    except FileNotFoundError:
        pass
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _path_bytes(path: Path) -> bytes:
    """A path as the C library opens it. Raises `EngineError` for one that it can't hold."""
    try:
        # On Windows the library opens files by their name in the system's code page.
        encoded = str(path).encode("mbcs", "strict") if sys.platform == "win32" else os.fsencode(path)
    except UnicodeEncodeError as error:
        raise EngineError(
            f"espeak-ng can't open {path}: install make-audio into a folder with a plainer name."
        ) from error
    if len(encoded) > _PATH_LIMIT:
        raise EngineError(f"espeak-ng can't open {path}: the path is longer than {_PATH_LIMIT} bytes.")
    return encoded
