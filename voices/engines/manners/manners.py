"""What each delivery does to a clip of plain speech, besides its pace and pitch: for engines that can't do it better.

What is seeded is seeded with the text: the same line sounds the same wherever and whenever it is said.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from script.model import Delivery
from voices.engines import whisper
from voices.engines.manners.contours import Wavering, wavering
from voices.engines.manners.laughing import laughing
from voices.engines.manners.sobbing import sobbing
from voices.engines.manners.tone import Curve, as_loud_as, dense, toned
from voices.engines.speech_engine import Clip, Utterance
from voices.engines.whisper import whispered


@dataclass(frozen=True, slots=True)
class Manner:
    """How a voice sounds in a delivery. In this order:"""

    version: int
    """Counts up when a setting of this one changes what is heard."""
    wavering: Wavering | None = None
    breath: float | None = None
    """dB of breath beside the voice."""
    tone: Curve = ()
    crest: float | None = None
    """dB of the highest peaks above the voice's level: a strained voice is dense."""


MANNERS: Mapping[Delivery, Manner] = MappingProxyType(
    {
        Delivery.MURMUR: Manner(
            1, breath=-14.0, tone=((90, 3), (300, 2), (900, 0), (1800, -3), (4000, -5), (8000, -9)), crest=14
        ),
        # Vocal effort flattens the spectrum (H. Traunmüller and A. Eriksson, "Acoustic effects of variation in vocal
        # effort by men, women, and children", 2000).
        Delivery.SHOUT: Manner(1, tone=((200, -2), (700, 0), (1100, 7), (1800, 12), (4500, 12), (9000, 6)), crest=11),
        Delivery.SOB: Manner(1, breath=-14.0, crest=15),
        Delivery.LAUGH: Manner(1, breath=-16.0, crest=15),
        Delivery.SOFT: Manner(1, breath=-16.0, tone=((100, 1), (800, 0), (2000, -3), (8000, -6))),
        Delivery.EXCLAIM: Manner(1, tone=((700, 0), (1500, 3), (5000, 3), (9000, 2)), crest=13),
        Delivery.CALL: Manner(
            1,
            tone=((100, -12), (300, -7), (700, 0), (1500, 3), (4000, 4), (8000, 1)),
            crest=12,
        ),
        Delivery.TREMBLE: Manner(1, wavering=Wavering(5.8, 0.7, 3.0), breath=-16.0),
        Delivery.SLEEPY: Manner(
            1, breath=-11.0, tone=((90, 3), (600, 0), (1500, -3), (4000, -5), (8000, -8)), crest=14
        ),
        Delivery.MUFFLED: Manner(1, tone=((100, 2), (600, 1), (1200, -2), (2200, -7), (4000, -11), (8000, -18))),
    }
)
"""How deliveries are played; the others are a matter of pace and pitch, or a whisper."""


def keeps_loudness(delivery: str | None) -> bool:
    """Whether `delivered` leaves a clip as loud as plain speech: a whisper is as loud as its engine makes it."""
    return delivery != Delivery.WHISPER


def version_of(version: str, delivery: str | None) -> str:
    """The version of an engine whose clips are `delivered`, for a delivery: what changes in one concerns no other."""
    if delivery == Delivery.WHISPER:
        return f"{version}, {whisper.WHISPER}"
    manner = _manner(delivery)
    if manner is None:
        return version
    # The breath beside a voice is a whisper of it.
    breath = f", {whisper.WHISPER}" if manner.breath is not None else ""
    return f"{version}, {delivery} {manner.version}{breath}"


def delivered(clip: Clip, utterance: Utterance) -> Clip:
    """A clip in its utterance's delivery, as loud as it was; plain speech, and what is only quicker or slower, as it
    is."""
    if utterance.delivery == Delivery.WHISPER:
        return replace(clip, samples=whispered(clip.samples, clip.rate))
    manner = _manner(utterance.delivery)
    if manner is None or not np.any(clip.samples):
        return clip
    rate = clip.rate
    generator = np.random.default_rng(zlib.crc32(utterance.text.encode("utf-8", "surrogatepass")))
    said = clip
    if utterance.delivery == Delivery.SOB:
        said = sobbing(said, generator)
    elif utterance.delivery == Delivery.LAUGH:
        said = laughing(said, generator)
    if manner.wavering:
        said = wavering(said, manner.wavering, generator)
    samples = said.samples
    if manner.breath is not None:
        samples = samples + whispered(samples, rate) * np.float32(10 ** (manner.breath / 20))
    if manner.tone:
        samples = toned(samples, rate, manner.tone)
    if manner.crest is not None:
        samples = dense(samples, rate, manner.crest)
    return replace(said, samples=as_loud_as(samples, clip.samples, rate))


def _manner(delivery: str | None) -> Manner | None:
    return MANNERS.get(Delivery(delivery)) if delivery in set(Delivery) else None
