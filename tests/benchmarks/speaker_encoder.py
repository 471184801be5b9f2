"""A speaker encoder: how a voice sounds, as a vector. GE2E of Wan et al., "Generalized End-to-End Loss for Speaker
Verification" (2018), with the weights of the Resemblyzer wheel (Apache-2.0), run in numpy.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ENCODER_RATE = 16_000
WINDOW, HOP, MELS = 400, 160, 40
FRAMES = 160
"""Mel frames that the encoder hears at a time: 1.6 s."""
STEP = 77
"""Mel frames from one excerpt to the next: Resemblyzer's 1.3 excerpts a second."""
LEVEL = -20.0
"""dBFS RMS."""


def load_weights(path: Path) -> dict[str, Floats]:
    """The tensors of a model saved by torch's old format: pickles, then each storage as a count and raw numbers."""

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if name.startswith("_rebuild_tensor"):
                return lambda storage, offset, shape, *_: (storage, offset, shape)
            if name == "OrderedDict":
                return OrderedDict
            # Nothing else of the file is wanted, and no other code is run for it.
            return lambda *_: None

        def persistent_load(self, pid: Any) -> Any:
            return pid[2]

    def read(file: IO[bytes]) -> Any:
        return Unpickler(file).load()

    with path.open("rb") as file:
        for _magic_version_system in range(3):
            read(file)
        model = read(file)
        keys = read(file)
        storages = {}
        for key in keys:
            count = int(np.frombuffer(file.read(8), "<i8")[0])
            storages[key] = np.frombuffer(file.read(4 * count), "<f4")
    tensors = model.get("model_state", model)
    return {
        name: storages[value[0]][value[1] : value[1] + int(np.prod(value[2]))].reshape(value[2])
        for name, value in tensors.items()
        if isinstance(value, tuple)
    }


def mel_filters() -> Floats:
    """Slaney's mel filter bank with areas of one: float32[MELS, WINDOW // 2 + 1]."""
    knee, per_step = 1000.0, np.log(6.4) / 27

    def to_hertz(mel: Any) -> Any:
        return np.where(mel < 15, mel * 200 / 3, knee * np.exp(per_step * (mel - 15)))

    top = 15 + np.log(ENCODER_RATE / 2 / knee) / per_step
    edges = to_hertz(np.linspace(0, top, MELS + 2))
    bins = np.linspace(0, ENCODER_RATE / 2, WINDOW // 2 + 1)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    triangles = np.maximum(0, np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)))
    return np.asarray(triangles * 2 / (high - low), np.float32)


class Encoder:
    """GE2E: speech in, one unit vector of 256 numbers out."""

    def __init__(self, path: Path) -> None:
        self._weights = load_weights(path)
        self._filters = mel_filters()
        self._window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)

    def embed(self, recordings: Sequence[tuple[Floats, int]]) -> Floats:
        """One unit vector a recording, float32[len(recordings), 256], from its excerpts' mean."""
        excerpts = [self._excerpts(samples, rate) for samples, rate in recordings]
        vectors = self._network(np.concatenate(excerpts))
        ends = np.cumsum([len(excerpt) for excerpt in excerpts])[:-1]
        means = np.stack([part.mean(axis=0) for part in np.split(vectors, ends)])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)

    def _excerpts(self, samples: Floats, rate: int) -> Floats:
        import soxr

        speech = soxr.resample(samples, rate, ENCODER_RATE)
        # The encoder hears level; in a finished book all voices have the same.
        speech = speech * 10 ** (LEVEL / 20) / np.sqrt(np.mean(speech**2))
        # Pauses tell nothing of the voice: keep the 30 ms pieces near something loud.
        pieces = speech[: len(speech) // 480 * 480].reshape(-1, 480)
        loud = np.convolve(np.abs(pieces).max(axis=1) > 0.02, np.ones(9), "same") > 0
        speech = pieces[loud].ravel()
        padded = np.pad(speech, WINDOW // 2)
        framed = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
        power = np.abs(np.fft.rfft(framed * self._window, axis=1)) ** 2
        mel = (power @ self._filters.T).astype(np.float32)
        if len(mel) < FRAMES:
            mel = np.pad(mel, ((0, FRAMES - len(mel)), (0, 0)))
        return np.stack([mel[start : start + FRAMES] for start in range(0, len(mel) - FRAMES + 1, STEP)])

    def _network(self, sequence: Floats) -> Floats:
        """Three LSTM layers, the last state through a rectified linear layer: float32[batch, 256]."""
        weights = self._weights
        for layer in range(3):
            recurrent = np.ascontiguousarray(weights[f"lstm.weight_hh_l{layer}"].T)
            bias = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
            driven = sequence @ weights[f"lstm.weight_ih_l{layer}"].T + bias
            hidden = np.zeros((len(sequence), recurrent.shape[0]), np.float32)
            cell = np.zeros_like(hidden)
            output = np.empty((*sequence.shape[:2], recurrent.shape[0]), np.float32)
            for step in range(sequence.shape[1]):
                enter, keep, new, out = np.split(driven[:, step] + hidden @ recurrent, 4, axis=1)
                cell = _sigmoid(keep) * cell + _sigmoid(enter) * np.tanh(new)
                hidden = _sigmoid(out) * np.tanh(cell)
                output[:, step] = hidden
            sequence = output
        last = np.maximum(sequence[:, -1] @ weights["linear.weight"].T + weights["linear.bias"], 0)
        return np.asarray(last / np.linalg.norm(last, axis=1, keepdims=True), np.float32)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x), np.float32)
