"""The mix of a chapter, streamed in blocks: only the clips that sound in a block are in memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.sound.timeline import Placement, Timeline

BLOCK = 2 * 44100
"""Frames of a block."""


@dataclass(slots=True)
class _Sounding:
    start: int
    samples: NDArray[np.float32]


def mix(
    timeline: Timeline, load: Callable[[Placement], NDArray[np.float32]], channels: int = 1
) -> Iterator[NDArray[np.float32]]:
    """A chapter as float32[BLOCK, channels] blocks (the last one shorter), `timeline.frames` in all.

    `load` gives a placement's samples, float32[n] before gain and pan; n may be more than its frames (an effect that
    rings on). It is called once for each placement, in order. Pan is constant-power where there are two channels.
    """
    waiting = iter(timeline.placements)
    following = next(waiting, None)
    sounding: list[_Sounding] = []
    for start in range(0, timeline.frames, BLOCK):
        end = min(start + BLOCK, timeline.frames)
        while following and following.start < end:
            samples = load(following)[:, np.newaxis] * _gains(following, channels)
            sounding.append(_Sounding(following.start, samples))
            following = next(waiting, None)
        block = np.zeros((end - start, channels), np.float32)
        for sound in sounding:
            first, last = max(start, sound.start), min(end, sound.start + len(sound.samples))
            block[first - start : last - start] += sound.samples[first - sound.start : last - sound.start]
        yield block
        sounding = [sound for sound in sounding if sound.start + len(sound.samples) > end]


def _gains(placement: Placement, channels: int) -> NDArray[np.float32]:
    """float32[channels]. A voice in the middle is as loud in stereo as in mono."""
    gain = 10 ** (placement.sound.gain / 20)
    if channels == 1:
        return np.array([gain], np.float32)
    angle = math.pi / 4 * (1 + placement.sound.pan)
    return np.array([gain * math.cos(angle), gain * math.sin(angle)], np.float32)
