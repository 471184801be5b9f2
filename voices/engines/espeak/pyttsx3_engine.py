"""The default engine: pyttsx3 in front, our driver for it behind, espeak-ng from its wheel underneath."""

from __future__ import annotations

import contextlib
import functools
import io
import itertools
import re
import threading
import wave
from typing import Any

import numpy as np

from script.model import Delivery
from voices.engines.espeak import espeak_phonemes, espeak_voices, pyttsx3_driver, ssml_prosody
from voices.engines.espeak.espeak_library import espeak, wheel_version
from voices.engines.espeak.espeak_traits import PYTTSX3
from voices.engines.ipa import Alphabet
from voices.engines.manners.manners import delivered, version_of
from voices.engines.speech_engine import Clip, EngineError, Utterance, VoiceInfo, WordTiming, speakable

NORMAL_RATE = 145
"""espeak's words per minute at `Utterance.rate` 1. Measured on prose: 185 words a minute within a line, about 160 with
the pauses between lines, as narrators read. espeak's own limits are reached at 0.55 and 3.1 times that."""

_SETTINGS = "4"
"""Counts up when a setting here or in the driver, or how phonemes are written for espeak, changes what is heard."""

_WORD = re.compile(r"(?<!\w)\w+(?:['’]\w+)*")
_ONE_AT_A_TIME = threading.Lock()


class Pyttsx3Engine:
    """Speaks through pyttsx3. All instances of a process share one espeak-ng: use several processes, not threads."""

    traits = PYTTSX3

    def __init__(self) -> None:
        import pyttsx3

        pyttsx3_driver.register()
        self._engine: Any = pyttsx3.init(pyttsx3_driver.NAME)
        self._version = f"espeak-ng {espeak().version}, data {wheel_version()}, settings {_SETTINGS}"

    def version(self, voice: str, delivery: str | None = None) -> str:
        """espeak-ng, its data, our settings and the voice's variant: what is done to other voices changes nothing. It
        whispers by itself."""
        own = f"{self._version}, variant {espeak_voices.variant_version(voice)}"
        if delivery == Delivery.WHISPER:
            return f"{own}, breath {espeak_voices.whisper_version()}"
        return version_of(own, delivery)

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice, in a stable order: see `espeak_voices.voice_infos`."""
        return espeak_voices.voice_infos()

    def find(self, voice: str) -> str:
        """See `espeak_voices.listed`."""
        return espeak_voices.listed(voice)

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance; text without anything to say gives a clip of no frames. Raises `EngineError`."""
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), espeak().rate)
        with _ONE_AT_A_TIME:
            clip = self._synthesize(utterance)
        return clip if utterance.delivery == Delivery.WHISPER else delivered(clip, utterance)

    def _synthesize(self, utterance: Utterance) -> Clip:
        # espeak reads a text up to its first zero byte.
        alphabet = _alphabet(utterance) if utterance.phonemes else espeak_phonemes.ENGLISH
        written = espeak_phonemes.written_out(utterance.text.replace("\0", " "), utterance.phonemes, alphabet)
        markup = bool(utterance.stress or utterance.tags)
        if markup:
            written = ssml_prosody.marked_up(written, utterance.stress, _words_of(utterance))
        words: list[WordTiming] = []
        errors: list[Exception] = []

        def heard(name: str, location: int, length: int, sample: int) -> None:
            words.append(WordTiming(*written.place(location, length), sample))

        def failed(name: str | None, exception: Exception) -> None:
            errors.append(exception)

        file = io.BytesIO()
        tokens = [self._engine.connect("started-word", heard), self._engine.connect("error", failed)]
        try:
            self._engine.setProperty("language", utterance.language)
            self._engine.setProperty("voice", utterance.voice)
            self._engine.setProperty("rate", NORMAL_RATE * utterance.rate)
            self._engine.setProperty("pitch", utterance.pitch)
            self._engine.setProperty("whisper", utterance.delivery == Delivery.WHISPER)
            self._engine.setProperty("melody", utterance.melody)
            self._engine.setProperty("phonemes", bool(utterance.phonemes))
            self._engine.setProperty("markup", markup)
            self._engine.save_to_file(written.text, file)
            self._engine.runAndWait()
        except BaseException:
            # An interrupt leaves pyttsx3 in its run loop, with the queue half done.
            with contextlib.suppress(RuntimeError):
                self._engine.endLoop()
            raise
        finally:
            for token in tokens:
                self._engine.disconnect(token)
        if errors:
            if isinstance(errors[0], EngineError):
                raise errors[0]
            raise EngineError(f"{utterance.text[:60]!r} can't be spoken: {errors[0]}.") from errors[0]
        file.seek(0)
        with wave.open(file) as recording:
            rate, pcm = recording.getframerate(), recording.readframes(recording.getnframes())
        samples = np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)
        return Clip(samples, rate, _timings(words, utterance.text, len(samples)))


def _words_of(utterance: Utterance) -> list[tuple[int, int]]:
    """The utterance's tags without the marks behind them: those end a clause of espeak's better outside."""
    ends = (
        next((at for at in range(end, start, -1) if utterance.text[at - 1].isalnum()), start)
        for start, end in utterance.tags
    )
    return [(start, end) for (start, _), end in zip(utterance.tags, ends, strict=True) if start < end]


def _alphabet(utterance: Utterance) -> Alphabet:
    """The phonemes that the utterance's voice has."""
    language = espeak_voices.find_voice(utterance.voice, utterance.language).language
    return espeak_phonemes.ENGLISH if language.dictionary == "en" else _foreign_alphabet(language)


@functools.cache
def _foreign_alphabet(language: espeak_voices.Language) -> Alphabet:
    plain = espeak_voices.find_voice(language.code, language.code)
    espeak().set_voice(espeak_voices.voice_file(plain), language.dictionary)
    return espeak_phonemes.language_alphabet(lambda text: espeak().ipa(text, phonemes=True))


def _timings(words: list[WordTiming], text: str, frames: int) -> tuple[WordTiming, ...]:
    """Word events as timings: inside the text and the clip, in order, each word of the text once.

    espeak tells a number or a foreign word as several words at one place: they are one word of the text. Of two small
    words that it says as one, "of the", it tells the first: the second is put between its neighbours by its letters.
    """
    kept: list[WordTiming] = []
    for word in words:
        start, end = word.start, min(word.end, len(text))
        at = min(max(word.at, kept[-1].at if kept else 0), frames)
        if 0 <= start < end and (not kept or start >= kept[-1].end):
            kept.append(WordTiming(start, end, at))
    filled: list[WordTiming] = []
    for word, after in itertools.pairwise([*kept, WordTiming(len(text), len(text), frames)]):
        filled.append(word)
        for skipped in _WORD.finditer(text, word.end, after.start) if word.end < after.start else ():
            part = (skipped.start() - word.start) / (after.start - word.start)
            filled.append(WordTiming(*skipped.span(), word.at + round(part * (after.at - word.at))))
    return tuple(filled)
