"""The voices made of hibari's one: another pitch, melody and tempo, spectra stretched as another throat and mouth would
stretch them, and the breath beside the voice. Nothing is cut into windows and stretched afterwards, so that it costs no
quality and no time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from voices.engines.neural.hibari.hibari_network import SILENT, VOICED, Frames, Spectrum

RATE = 24_000
_THROAT = 0.3
"""How much of a higher pitch goes into the spectra: who raises their voice also widens their mouth."""
_BENDS_AROUND = 1000.0
"""Hz."""
_MOUTH, _MOUTH_WIDTH = 1900.0, 0.55
"""Hz, and octaves: where the second and the third formant lie, which the mouth shapes more than the throat does."""
_BROAD = 61
"""Bins, 1.2 kHz: a spectrum averaged over so many has no formants left."""
_BREATH_ABOVE, _BREATH_SLOPE = 2000.0, 9.0
"""Hz, and dB an octave below that: where a voice is louder than its breath."""
_DECIBEL = np.float32(np.log(10) / 20)
"""As a natural logarithm of a magnitude."""


@dataclass(frozen=True, slots=True)
class HibariVariant:
    """How a voice differs from the one that the network has."""

    pitch: float = 1.0
    """Times the fundamental frequency."""
    throat: float = 1.0
    """Times every formant's frequency: under 1 a longer throat."""
    melody: float = 1.0
    """Times each rise and fall of the pitch, in semitones."""
    bend: float = 0.0
    """Over 0 the formants above 1 kHz lie closer together, and those below further apart, as in another build of mouth
    and throat; under 0 the other way round. A frequency's distance from 1 kHz in octaves is divided by 1 + `bend`."""
    tilt: float = 0.0
    """dB an octave, around 500 Hz: of the voice, and where no breath is set of all."""
    mouth: float = 1.0
    """Times the frequencies of the second and the third formant alone, on top of all else."""
    contrast: float = 1.0
    """Times how far formants stand out: over 1 a ringing voice, under 1 a muffled one."""
    breath: float | None = None
    """dB of the breath that is heard beside the voice, against what the network has there; without it there is none,
    and what should hiss or buzz in a voiced sound is missed."""
    tempo: float = 1.0
    """Times the rate."""
    gain: float = 0.0
    """dB: what makes it about as loud as hibari's own, and keeps its samples within −1…1."""
    gender: str | None = None
    age: str | None = None
    description: str = ""
    retired: bool = False
    """Kept for the books that name it: see `VoiceInfo.retired`."""

    def heard(self) -> dict[str, float]:
        """What of it changes its sound: not what is said of it."""
        return {
            name: value
            for name, value in asdict(self).items()
            if name not in _SAID_OF_IT and (name not in _YOUNGER or value != getattr(PLAIN, name))
        }

    @property
    def moves_formants(self) -> bool:
        """Whether the spectra are stretched anywhere."""
        return (self.throat, self.bend, self.mouth) != (1, 0, 1)

    def raised(self, factor: float, melody: float) -> HibariVariant:
        """With its voice raised by `factor`, each rise and fall `melody` times as wide."""
        return replace(
            self, pitch=self.pitch * factor, throat=self.throat * factor**_THROAT, melody=self.melody * melody
        )


PLAIN = HibariVariant()
_SAID_OF_IT = ("gender", "age", "description", "retired")
_YOUNGER = ("mouth", "contrast", "breath", "tempo", "gain")
"""What older variants were made without: they sound as they did, and their clips hold."""


def middle_of(pitch: NDArray[np.float32]) -> float:
    """The pitch (Hz) around which a voice rises and falls; 0 where nothing is voiced."""
    voiced = pitch[pitch > VOICED]
    return float(np.exp(np.log(voiced).mean())) if len(voiced) else 0.0


def shaped(frames: Frames, variant: HibariVariant, middle: float) -> Frames:
    """What the network said, in the voice of `variant`; `middle` is the sentence's pitch (`middle_of`)."""
    spectra: Sequence[Spectrum] = frames.parts()[:5]
    voiced = frames.pitch > VOICED
    if variant.moves_formants:
        spectra = [_stretched(spectrum, variant) for spectrum in spectra]
    harmonic, phase, noise, free, free_phase = spectra
    if variant.contrast != 1:
        harmonic = _contrasted(harmonic, variant.contrast)
    if variant.breath is not None:
        noise = np.where(voiced, np.logaddexp(noise, _breath(free, variant.breath)), noise)
    if variant.pitch != 1 or variant.moves_formants:
        # This part of the spectrum would go on humming at the old pitch; in consonants it is all there is.
        free = np.where(voiced, SILENT, free)
    tilt = _tilted(len(harmonic), variant.tilt) if variant.tilt else np.zeros((1, 1), np.float32)
    if variant.breath is not None:
        # A throat that sounds brighter hisses no louder.
        harmonic, tilt = harmonic + tilt, np.zeros((1, 1), np.float32)
    sung = _sung(frames.pitch, voiced, variant, middle)
    made = Frames(harmonic, phase, noise, free, free_phase, sung)
    return made.louder(tilt + np.float32(variant.gain) * _DECIBEL) if variant.tilt or variant.gain else made


def _sung(
    pitch: NDArray[np.float32], voiced: NDArray[np.bool_], variant: HibariVariant, middle: float
) -> NDArray[np.float32]:
    """The pitch of every frame (Hz), as `variant` has it."""
    if not voiced.any():
        return pitch
    sung = middle * variant.pitch * (np.maximum(pitch, 1) / middle) ** variant.melody
    # No lower than what the vocoder takes for a voice.
    return np.where(voiced, np.maximum(sung, VOICED + 5), 0).astype(np.float32)


def _stretched(spectrum: Spectrum, variant: HibariVariant) -> Spectrum:
    """A spectrum with every frequency moved as `throat`, `bend` and `mouth` say; beyond its old end it goes on as it
    ended."""
    bins = len(spectrum)
    middle = (bins - 1) * _BENDS_AROUND / (RATE / 2)
    places = np.arange(bins) / variant.mouth ** _near_the_mouth(bins) if variant.mouth != 1 else np.arange(bins)
    source = np.minimum(middle * (places / (variant.throat * middle)) ** (1 + variant.bend), bins - 1)
    low = source.astype(np.intp)
    high = np.minimum(low + 1, bins - 1)
    part = (source - low).astype(np.float32)[:, None]
    return np.asarray(spectrum[low] * (1 - part) + spectrum[high] * part, np.float32)


def _near_the_mouth(bins: int) -> NDArray[np.float64]:
    """1 at the frequencies that the mouth shapes, falling to 0 on both sides: float64[bins]."""
    octaves = np.log2(np.maximum(_frequencies(bins), 1) / _MOUTH)
    return np.asarray(np.exp(-0.5 * (octaves / _MOUTH_WIDTH) ** 2), np.float64)


def _contrasted(spectrum: Spectrum, contrast: float) -> Spectrum:
    """A spectrum whose peaks and valleys are `contrast` times as far from what it is over a broad band."""
    around = np.pad(spectrum.astype(np.float64), ((_BROAD // 2 + 1, _BROAD // 2), (0, 0)), "edge").cumsum(axis=0)
    broad = (around[_BROAD:] - around[:-_BROAD]) / _BROAD
    return np.asarray(broad + (spectrum - broad) * contrast, np.float32)


def _breath(free: Spectrum, level: float) -> Spectrum:
    """What of a voiced frame is no voice, as noise: it hisses at any pitch."""
    octaves = np.log2(np.maximum(_frequencies(len(free)), 50) / _BREATH_ABOVE)
    gain = level + np.minimum(octaves, 0) * _BREATH_SLOPE
    # The vocoder's noise has both parts of a complex number at this level, and so twice the power.
    return free + (gain.astype(np.float32) * _DECIBEL)[:, None] - np.float32(np.log(2) / 2)


def _frequencies(bins: int) -> NDArray[np.float64]:
    """Hz: float64[bins]."""
    return np.asarray(np.arange(bins) * (RATE / 2 / (bins - 1)), np.float64)


def _tilted(bins: int, slope: float) -> Spectrum:
    """Natural logarithms of a gain of `slope` dB an octave around 500 Hz: float32[bins, 1]."""
    frequency = np.maximum(np.arange(bins), 4) * (RATE / 2 / (bins - 1))
    return np.asarray(slope * np.log2(frequency / 500) * (np.log(10) / 20), np.float32)[:, None]
