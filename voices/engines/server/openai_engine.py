"""Speech from any server with an OpenAI-compatible `POST /v1/audio/speech`, on this machine or elsewhere.

A voice is called VOICE@MODEL@URL, so that the cast file holds all that decides the sound; what a person leaves out
comes from the environment, and so does the key, which is kept nowhere. Interface: OpenAI's API reference, "Create
speech"; `GET /v1/audio/voices`, which lists voices, is other servers' custom.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from script.model import Delivery
from script.support.web_server import Server, ServerError, base_url, key_from_environment, with_retries
from voices.engines.recording import FASTEST, IncompleteRecordingError, Recording
from voices.engines.server.call_slots import slot
from voices.engines.server.received_audio import read_sound
from voices.engines.speech_engine import Clip, EngineError, Utterance, VoiceInfo, speakable
from voices.engines.whisper import version_of, whispered

URL_NAMES: Final = ("MAKE_AUDIO_SPEECH_URL", "OPENAI_BASE_URL")
MODEL_NAME: Final = "MAKE_AUDIO_SPEECH_MODEL"
KEY_NAMES: Final = ("MAKE_AUDIO_SPEECH_KEY", "OPENAI_API_KEY")
CALLS_NAME: Final = "MAKE_AUDIO_SPEECH_CALLS"
"""Variables of the environment."""

_MODEL = "tts-1"
"""The model that OpenAI has, and that many other servers take for their own."""
_KEYS_OWN_URL = "https://api.openai.com/v1"
"""Where a key belongs of which the environment doesn't say where."""
_CALLS = 4
_TRIES = 4
_FIRST_SECONDS, _SECONDS_PER_CHARACTER = 60.0, 0.2
"""For an answer: a server without a graphics card speaks little faster than a person."""
_LISTING_SECONDS = 10.0
_MOST_LISTED = 1 << 20
_MOST_BYTES = 200_000_000
_LONGEST = 1500
"""Characters of one request. OpenAI takes 4,096; small models get lost before that."""
_FAILURES = 3
"""After so many utterances in a row that a server did not even answer, it is asked no more in this process."""

_NAME = re.compile(r"(?P<voice>[^@\s](?:[^@]*[^@\s])?)(?:@(?P<model>(?!https?://)[^@]+))?(?:@(?P<url>https?://[^@]+))?")
_KOKORO_NAME = re.compile(r"([a-z])([fm])_[a-z0-9]+")
_KOKORO_LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "zh",
}
"""By the first letter of names like "bf_emma", which several servers have."""
_USUAL: Mapping[str, str | None] = {
    "alloy": None,
    "ash": "male",
    "coral": "female",
    "echo": "male",
    "fable": None,
    "nova": "female",
    "onyx": "male",
    "sage": "female",
    "shimmer": "female",
}
"""The voices of "tts-1", and how they sound: nothing official says so."""
_INSTRUCTED = re.compile(r"(?i)(?:^|/)gpt-[\w.-]*tts|instruct")
"""Models that are told how to speak: OpenAI's after "tts-1", and those that call themselves so."""
INSTRUCTIONS: Final[Mapping[str, str]] = {
    Delivery.WHISPER: "Whisper, close to the listener, without any voice.",
    Delivery.MURMUR: "Murmur, low and even, as if to yourself.",
    Delivery.SHOUT: "Shout, loud and strong, as across a wide place.",
    Delivery.SOB: "Speak through tears, with sobs and an unsteady voice.",
    Delivery.LAUGH: "Speak with laughter in your voice.",
    Delivery.HURRY: "Speak hurriedly, out of breath.",
    Delivery.DRAWL: "Drawl, slowly, with long vowels.",
}
"""What such a model is told for each delivery."""
_REFUSALS = frozenset({400, 422})
"""What servers answer to a field that they don't know."""
_SENTENCE_END = re.compile(r"(?<=[.!?…;:])[\"'”’)]*\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """A voice and where it is."""

    voice: str
    model: str
    url: str

    @property
    def name(self) -> str:
        """The voice's one name."""
        return f"{self.voice}@{self.model}@{self.url}"


class OpenAIEngine:
    """Speaks through a server: what it is asked and answers is not the same twice, so that clips once made are kept."""

    name = "openai"
    deterministic = False
    word_timings = False

    def __init__(self) -> None:
        self._calls = _calls()
        self._failures: dict[str, int] = {}
        """Server → utterances in a row that it did not answer."""
        self._refusing: set[tuple[str, str]] = set()
        """(model, server) that refused instructions: asked without, as long as the process lives."""

    def version(self, voice: str, delivery: str | None = None) -> str:
        """What is asked of servers, and how: model and server are in the voice's name."""
        return version_of("openai-speech 2", delivery)

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices that the environment's server says it has; of a server that doesn't say, the usual ones; none
        where no server is named. Raises `EngineError` for a server that can't be reached."""
        url = _address()
        if not url:
            return ()
        model = os.environ.get(MODEL_NAME, "").strip() or _MODEL
        server = _server(url, _LISTING_SECONDS)
        try:
            listed = _listed(server.ask("/audio/voices", most=_MOST_LISTED).data)
        except ServerError as error:
            if not error.status or error.status in (401, 403):
                raise EngineError(f"The engine 'openai' can't list its voices: {error}") from error
            listed = ()
        names = [name for name in listed if _is_name(server, name)] or list(_USUAL)
        return tuple(_info(Place(name, model, server.url)) for name in dict.fromkeys(names))

    def find(self, voice: str) -> str:
        """The voice with its model and server. Whether the server has it is known when it speaks. Raises `EngineError`
        for a name that can't be one, and where no server is named."""
        return _place(voice).name

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speak one utterance: no frames for text without anything to say. Raises `EngineError`, after several tries
        where another may help."""
        place = _place(utterance.voice)
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), 24_000)
        factor = 2 ** (utterance.pitch / 12)
        if self._failures.get(place.url, 0) >= _FAILURES:
            raise EngineError(f"{_server(place.url, 0).name} did not answer {_FAILURES} times, and is asked no more.")
        how = INSTRUCTIONS.get(utterance.delivery or "", "") if takes_instructions(utterance.voice) else ""
        whisper = utterance.delivery == Delivery.WHISPER
        recordings = [
            self._spoken(place, text, utterance.rate / factor, how, whisper) for text in pieces(utterance.text)
        ]
        rate = recordings[0].rate
        samples = np.concatenate([_resampled(recording, recording.rate, rate) for recording in recordings])
        # Servers set no pitch: spoken slower or faster, it is played faster or slower.
        return Clip(_resampled(Recording(samples, rate), rate * factor, rate), rate)

    def _spoken(self, place: Place, text: str, speed: float, how: str, whisper: bool) -> Recording:
        """One piece, said as `how` tells the server; a `whisper` in any case."""
        told = bool(how) and (place.model, place.url) not in self._refusing
        try:
            try:
                recording = self._answer(place, text, speed, how if told else "")
            except ServerError as error:
                if not told or error.status not in _REFUSALS:
                    raise
                # Better said plainly than not at all. Only where that helps, it was the instructions.
                told = False
                recording = self._answer(place, text, speed, "")
                self._refusing.add((place.model, place.url))
        except ServerError as error:
            if not error.status and not isinstance(error, _UnusableSoundError):
                self._failures[place.url] = self._failures.get(place.url, 0) + 1
            raise EngineError(f"{place.voice} can't speak {_excerpt(text)!r}: {error}") from error
        self._failures[place.url] = 0
        if whisper and not told:
            return Recording(whispered(recording.samples, recording.rate), recording.rate)
        return recording

    def _answer(self, place: Place, text: str, speed: float, how: str) -> Recording:
        """What the server makes of a text, asked again where that may help. Raises `ServerError`."""
        server = _server(place.url, _FIRST_SECONDS + _SECONDS_PER_CHARACTER * len(text))
        body: dict[str, Any] = {"model": place.model, "voice": place.voice, "input": text, "response_format": "wav"}
        if speed != 1:
            body["speed"] = round(speed, 3)
        if how:
            body["instructions"] = how

        def once() -> Recording:
            with slot(f"speech of {place.url}", self._calls):
                reply = server.ask("/audio/speech", body, most=_MOST_BYTES)
            return _whole(server, reply.data, reply.content_type, text)

        return with_retries(once, _TRIES)


def takes_instructions(voice: str) -> bool:
    """Whether a voice's model is told how to speak, so that no rate or pitch need stand for a delivery. Raises
    `EngineError` for what can be no voice."""
    return _INSTRUCTED.search(_place(voice).model) is not None


class _UnusableSoundError(ServerError):
    """An answer that is no speech, or not all of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, passing=True)


def pieces(text: str) -> list[str]:
    """A text in parts that a server takes: cut between sentences, else between words, else anywhere."""
    parts: list[str] = []
    rest = text.strip()
    while len(rest) > _LONGEST:
        head = rest[: _LONGEST + 1]
        ends = [match.end() for match in _SENTENCE_END.finditer(head) if match.end() > _LONGEST // 4]
        cut = ends[-1] if ends else head.rfind(" ") + 1 or _LONGEST
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [part for part in (*parts, rest) if speakable(part)]


def _whole(server: Server, data: bytes, content_type: str, text: str) -> Recording:
    """The sound of an answer. Raises `_UnusableSoundError` where it can't be the text."""
    try:
        recording = read_sound(data, content_type)
    except IncompleteRecordingError as error:
        raise _UnusableSoundError(f"{server.name}: {server.without_key(str(error))}.") from error
    seconds = len(recording.samples) / recording.rate
    if seconds < sum(map(str.isalnum, text)) / FASTEST:
        raise _UnusableSoundError(f"{server.name} gave only {seconds:.2f} s of sound.")
    if not np.any(recording.samples):
        raise _UnusableSoundError(f"{server.name} gave only silence.")
    return recording


def _resampled(recording: Recording, from_rate: float, to_rate: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    if from_rate == to_rate:
        return recording.samples
    import soxr

    return np.asarray(soxr.resample(recording.samples, from_rate, to_rate), np.float32)


def _place(voice: str) -> Place:
    match = _NAME.fullmatch(voice.strip())
    if match is None or not voice.isprintable():
        raise EngineError(f"'{voice}' names no voice of a server: write VOICE, VOICE@MODEL or VOICE@MODEL@URL.")
    url = match["url"] or _address()
    if not url:
        raise EngineError(
            f"Where the voice '{voice}' is isn't said: write {match['voice']}@{match['model'] or _MODEL}"
            f"@http://localhost:8880/v1, or set {URL_NAMES[-1]}."
        )
    model = match["model"] or os.environ.get(MODEL_NAME, "").strip() or _MODEL
    return Place(match["voice"], model, _server(url, 0).url)


def _address() -> str:
    return next((url for name in URL_NAMES if (url := os.environ.get(name, "").strip())), "")


def _server(url: str, seconds: float) -> Server:
    try:
        where = base_url(url)
        # A voice's name may come from a stranger's production: it must not choose who gets the key.
        trusted = base_url(_address() or _KEYS_OWN_URL)
        return Server(where, key_from_environment(*KEY_NAMES) if where == trusted else "", seconds)
    except ServerError as error:
        raise EngineError(f"The engine 'openai' can't be used: {error}") from error


def _calls() -> int:
    text = os.environ.get(CALLS_NAME, "").strip()
    if not text:
        return _CALLS
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise EngineError(f"{CALLS_NAME} is how many calls a server gets at once: a number from 1 to 100.")
    return int(text)


def _listed(data: bytes) -> tuple[str, ...]:
    """The names in a list of voices, in the forms that servers have; none in any other."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    entries = next((found[key] for key in ("voices", "data") if key in found), ()) if isinstance(found, dict) else found
    if not isinstance(entries, list):
        return ()
    names = (
        next((entry[key] for key in ("id", "voice_id", "name") if key in entry), None)
        if isinstance(entry, dict)
        else entry
        for entry in entries
    )
    return tuple(name for name in names if isinstance(name, str))


def _is_name(server: Server, name: str) -> bool:
    return name.isprintable() and len(name) <= 100 and _NAME.fullmatch(name) is not None and not server.holds_key(name)


def _info(place: Place) -> VoiceInfo:
    gender, language = _USUAL.get(place.voice), "en"
    if kokoro := _KOKORO_NAME.fullmatch(place.voice):
        gender = "female" if kokoro[2] == "f" else "male"
        language = _KOKORO_LANGUAGES.get(kokoro[1], "en")
    return VoiceInfo(place.name, language, gender, None, "a server's voice", "openai")


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
