"""Speech from any server with an OpenAI-compatible `POST /v1/audio/speech`, on this machine or elsewhere.

A voice is called VOICE@MODEL@URL, so that the cast file holds all that decides the sound; what a person leaves out
comes from the environment, and so does the key, which is kept nowhere. Interface: OpenAI's API reference, "Create
speech"; `GET /v1/audio/voices`, which lists voices, is other servers' custom.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from script.model import Delivery
from script.support.web_server import Server, ServerError, with_retries
from voices.engines.manners.manners import delivered, version_of
from voices.engines.recording import FASTEST, IncompleteRecordingError, Recording
from voices.engines.samples import frequency_ratio, played, resampled
from voices.engines.server.call_slots import slot
from voices.engines.server.listed_voices import USUAL, described_by_name, listed_names
from voices.engines.server.received_audio import read_sound
from voices.engines.server.server_traits import OPENAI
from voices.engines.server.voice_address import VoiceAddress, address_of, is_voice_name, own_model, own_url, server_at
from voices.engines.speech_engine import Clip, EngineError, Utterance, VoiceInfo, speakable

CALLS_NAME: Final = "MAKE_AUDIO_SPEECH_CALLS"
"""A variable of the environment: how many calls a server gets at once."""
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

INSTRUCTIONS: Final[Mapping[str, str]] = {
    Delivery.WHISPER: "Whisper, close to the listener, without any voice.",
    Delivery.MURMUR: "Murmur, low and even, as if to yourself.",
    Delivery.SHOUT: "Shout, loud and strong, as across a wide place.",
    Delivery.SOB: "Speak through tears, with sobs and an unsteady voice.",
    Delivery.LAUGH: "Speak with laughter in your voice.",
    Delivery.HURRY: "Speak hurriedly, out of breath.",
    Delivery.DRAWL: "Drawl, slowly, with long vowels.",
    Delivery.SOFT: "Speak softly and gently.",
    Delivery.EXCLAIM: "Exclaim, with a raised, lively voice.",
    Delivery.CALL: "Call out, as over a distance.",
    Delivery.TREMBLE: "Speak with a trembling, unsteady voice.",
    Delivery.SLEEPY: "Speak drowsily and wearily.",
    Delivery.MUFFLED: "Speak as if from behind a closed door.",
}
"""What such a model is told for each delivery."""
_REFUSALS = frozenset({400, 422})
"""What servers answer to a field that they don't know."""
_SENTENCE_END = re.compile(r"(?<=[.!?…;:])[\"'”’)]*\s+")


class OpenAIEngine:
    """Speaks through a server: what it is asked and answers is not the same twice, so that clips once made are kept."""

    traits = OPENAI

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
        """The voices that the environment's server says it has; none where no server is named.

        Of a server that doesn't say, they are the usual ones. Raises `EngineError` for a server that can't be reached.
        """
        url = own_url()
        if not url:
            return ()
        model = own_model()
        server = server_at(url, _LISTING_SECONDS)
        try:
            listed = listed_names(server.ask("/audio/voices", most=_MOST_LISTED).data)
        except ServerError as error:
            if not error.status or error.status in (401, 403):
                raise EngineError(f"The engine 'openai' can't list its voices: {error}") from error
            listed = ()
        names = [name for name in listed if is_voice_name(server, name)] or list(USUAL)
        return tuple(described_by_name(VoiceAddress(name, model, server.url)) for name in dict.fromkeys(names))

    def find(self, voice: str) -> str:
        """The voice with its model and server. Whether the server has it is known when it speaks.

        Raises `EngineError` for a name that can't be one, and where no server is named.
        """
        return address_of(voice).name

    def synthesize(self, utterance: Utterance) -> Clip:
        """Speaks one utterance: no frames for text without anything to say.

        Raises `EngineError`, after several tries where another may help.
        """
        place = address_of(utterance.voice)
        if not speakable(utterance.text):
            return Clip(np.zeros(0, np.float32), 24_000)
        factor = frequency_ratio(utterance.pitch)
        if self._failures.get(place.url, 0) >= _FAILURES:
            raise EngineError(f"{server_at(place.url).name} did not answer {_FAILURES} times, and is asked no more.")
        how = INSTRUCTIONS.get(utterance.delivery or "", "") if self.traits.takes_instructions(utterance.voice) else ""
        speed = utterance.rate / factor
        recordings = [self._spoken(place, replace(utterance, text=text), speed, how) for text in pieces(utterance.text)]
        rate = recordings[0].rate
        samples = np.concatenate([resampled(recording.samples, recording.rate, rate) for recording in recordings])
        # Servers set no pitch: spoken slower or faster, it is played faster or slower.
        return Clip(played(samples, rate, factor), rate)

    def _spoken(self, place: VoiceAddress, piece: Utterance, speed: float, how: str) -> Recording:
        """One piece, said as `how` tells the server, or made into what it was to be told."""
        text = piece.text
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
        if told:
            return recording
        return Recording(delivered(Clip(recording.samples, recording.rate), piece).samples, recording.rate)

    def _answer(self, place: VoiceAddress, text: str, speed: float, how: str) -> Recording:
        """What the server makes of a text, asked again where that may help. Raises `ServerError`."""
        server = server_at(place.url, _FIRST_SECONDS + _SECONDS_PER_CHARACTER * len(text))
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


def _calls() -> int:
    text = os.environ.get(CALLS_NAME, "").strip()
    if not text:
        return _CALLS
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise EngineError(f"{CALLS_NAME} is how many calls a server gets at once: a number from 1 to 100.")
    return int(text)


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
