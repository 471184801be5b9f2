"""A pyttsx3 driver that is right for files: everything is spoken at once, in order, and whole when it returns.

pyttsx3 finds a driver as the module `pyttsx3.drivers.<name>` and asks it for `buildDriver(proxy)`; `register()` puts
this module there. What the driver raises reaches the caller as pyttsx3's "error" notification; until the run loop ends,
nothing more is spoken, so that no utterance comes out with the settings of another.
"""

from __future__ import annotations

import contextlib
import re
import sys
import wave
from bisect import bisect_left
from pathlib import Path
from typing import IO, Any, Final

from voices.engines.espeak import espeak_voices
from voices.engines.espeak.espeak_library import RATE_MAX, RATE_MIN, EspeakSpeech, espeak
from voices.engines.speech_engine import EngineError

NAME: Final = "make_audio"
"""What `pyttsx3.init` is asked for."""

PITCH_REACH: Final = 12.0
"""Semitones up and down: beyond that nobody sounds like anybody."""

_CHUNK = 10_000
"""Code points given to espeak at a time: a longer text is cut at a sentence or a space, out of anybody's hearing."""

_TAG = re.compile("<(/?)[^<>]*>")


def register() -> None:
    """Let pyttsx3 find this driver."""
    sys.modules[f"pyttsx3.drivers.{NAME}"] = sys.modules[__name__]


def buildDriver(proxy: Any) -> Driver:  # noqa: N802 – pyttsx3's name for it
    """What pyttsx3 calls to make a driver."""
    return Driver(proxy)


class Driver:
    """The driver's side of pyttsx3.

    Properties: voice, language, rate (words a minute), pitch (semitones), whisper, melody (times each rise and fall),
    phonemes (whether "[[…]]" in a text are espeak's mnemonics), markup (whether texts are SSML).
    """

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._espeak = espeak()
        self._failed = False
        self._properties: dict[str, Any] = {
            "voice": espeak_voices.DEFAULT_LANGUAGE,
            "rate": 175,
            "pitch": 0.0,
            "language": "en",
            "whisper": False,
            "melody": 1.0,
            "phonemes": False,
            "markup": False,
        }

    def destroy(self) -> None:
        """The library stays loaded for the next driver: espeak-ng can't be started twice in a process."""

    def stop(self) -> None:
        """Nothing is ever under way when somebody can ask."""

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """A property's value; "voices" are `VoiceInfo`s. Raises `KeyError`."""
        if name == "voices":
            return list(espeak_voices.voice_infos())
        return self._properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Check a property and keep it for the next utterance. Raises `EngineError` or `KeyError`."""
        try:
            if name not in self._properties:
                raise KeyError(name)
            if name == "voice":
                espeak_voices.find_voice(value, self._properties["language"])
            elif name == "rate":
                value = min(max(round(value), RATE_MIN), RATE_MAX)
            elif name == "pitch":
                value = min(max(float(value), -PITCH_REACH), PITCH_REACH)
            self._properties[name] = value
        except Exception:
            self._failed = True
            raise

    def say(self, text: str) -> None:
        """Refused: this driver has no loudspeaker."""
        self._failed = True
        raise EngineError(f"The driver '{NAME}' speaks into files only.")

    def save_to_file(self, text: str, filename: str | IO[bytes]) -> None:
        """Speak into a WAV file (16-bit mono), a path or a binary file open for writing. Raises `EngineError`."""
        if self._failed:
            return
        try:
            self._proxy.notify("started-utterance")
            pcm = self._speak(text)
            with contextlib.ExitStack() as stack:
                target = stack.enter_context(Path(filename).open("wb")) if isinstance(filename, str) else filename
                file = stack.enter_context(wave.open(target, "wb"))
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(self._espeak.rate)
                file.writeframes(pcm)
            self._proxy.notify("finished-utterance", completed=True)
        except Exception:
            self._failed = True
            self._proxy.notify("finished-utterance", completed=False)
            raise

    def startLoop(self) -> None:  # noqa: N802
        """Work through the queue; return when it is empty."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """The end of the queue: what comes next starts afresh."""
        self._failed = False

    def _speak(self, text: str) -> bytes:
        properties = self._properties
        voice = espeak_voices.find_voice(properties["voice"], properties["language"])
        definition = espeak_voices.voice_file(voice, properties["pitch"], properties["whisper"], properties["melody"])
        pcm = bytearray()
        for start, end in chunks(text, markup=properties["markup"]):
            # Also for a voice that is set already: this clears the echo and breath that the last utterance left.
            self._espeak.set_voice(definition, voice.language.dictionary)
            speech = self._espeak.speak(
                text[start:end],
                properties["rate"],
                phonemes=properties["phonemes"],
                markup=properties["markup"],
            )
            self._notify_words(text, start, len(pcm) // 2, speech)
            pcm += speech.pcm
        return bytes(pcm)

    def _notify_words(self, text: str, start: int, frames: int, speech: EspeakSpeech) -> None:
        for word in speech.words:
            first, last = start + word.start, start + word.end
            self._proxy.notify(
                "started-word",
                name=text[first:last],
                location=first,
                length=last - first,
                sample=frames + word.at,
            )


def chunks(text: str, *, markup: bool = False) -> list[tuple[int, int]]:
    """Spans (start, end) that cover the text, each at most `_CHUNK` code points.

    They are cut after a sentence or else after a space; where the text is SSML (`markup`), outside its elements.
    """
    elements = _elements(text) if markup else []

    def whole(end: int) -> bool:
        """Whether a cut there opens no element."""
        before = bisect_left(elements, (end,)) - 1
        return before < 0 or elements[before][1] <= end

    spans = []
    start = 0
    while len(text) - start > _CHUNK:
        end = start + _CHUNK
        for mark in (".\n", ". ", "\n", " "):
            cut = text.rfind(mark, start + _CHUNK // 2, end)
            while cut >= 0 and not whole(cut + len(mark)):
                cut = text.rfind(mark, start + _CHUNK // 2, cut + len(mark) - 1)
            if cut >= 0:
                end = cut + len(mark)
                break
        spans.append((start, end))
        start = end
    spans.append((start, len(text)))
    return spans


def _elements(text: str) -> list[tuple[int, int]]:
    """The outermost elements of SSML: where each is, in order."""
    spans = []
    depth = start = 0
    for tag in _TAG.finditer(text):
        if tag[1]:
            depth -= 1
            if not depth:
                spans.append((start, tag.end()))
        else:
            if not depth:
                start = tag.start()
            depth += 1
    return spans
