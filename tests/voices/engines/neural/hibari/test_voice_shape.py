"""What would be broken: voices that are one voice again, that lose their hisses, or whose clips are all made anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices.engines.neural.hibari.hibari_network import SILENT, Frames
from voices.engines.neural.hibari.voice_shape import PLAIN, HibariVariant, middle_of, shaped

BINS, FRAMES = 601, 12
HERTZ = 20.0
"""Of a bin."""


def frames_with(formant: float) -> Frames:
    """A vowel with one formant (Hz), every other frame unvoiced."""
    frequency = np.arange(BINS)[:, None] * HERTZ
    hill = np.repeat(3 * np.exp(-(((frequency - formant) / 200) ** 2)), FRAMES, axis=1).astype(np.float32)
    still = np.zeros((BINS, FRAMES), np.float32)
    pitch = np.where(np.arange(FRAMES) % 2, 200, 0).astype(np.float32)
    return Frames(hill, still, np.full_like(still, SILENT), hill - 2, still, pitch)


def said(variant: HibariVariant, formant: float = 1000.0) -> Frames:
    frames = frames_with(formant)
    return shaped(frames, variant, middle_of(frames.pitch))


def formant_of(frames: Frames) -> float:
    return float(frames.harmonic[:, 1].argmax() * HERTZ)


def test_nothing_asked_is_the_very_voice_of_the_network() -> None:
    for part, other in zip(frames_with(900.0).parts(), said(PLAIN, 900.0).parts(), strict=True):
        np.testing.assert_allclose(part, other, atol=1e-4)


@given(st.floats(0.74, 1.3), st.floats(-0.19, 0.19), st.floats(0.86, 1.14), st.floats(0.6, 1.4), st.floats(-2, 9))
def test_whatever_is_asked_every_frame_is_a_number_and_as_many_as_before(
    throat: float, bend: float, mouth: float, contrast: float, breath: float
) -> None:
    variant = HibariVariant(0.6, throat, 0.7, bend, 1.0, mouth=mouth, contrast=contrast, breath=breath)
    for part in said(variant).parts():
        assert part.shape[-1] == FRAMES
        assert part.dtype == np.float32
        assert np.isfinite(part).all()


def test_a_longer_throat_lowers_every_formant_and_the_mouth_only_those_it_shapes() -> None:
    for formant in (400.0, 1900.0, 5000.0):
        assert formant_of(said(HibariVariant(throat=0.8), formant)) == pytest.approx(0.8 * formant, abs=HERTZ)
    assert formant_of(said(HibariVariant(mouth=0.9), 1900.0)) < 0.93 * 1900
    assert formant_of(said(HibariVariant(mouth=0.9), 300.0)) == pytest.approx(300, abs=HERTZ)
    assert formant_of(said(HibariVariant(mouth=0.9), 8000.0)) == pytest.approx(8000, rel=0.02)


def test_contrast_makes_formants_stand_out_and_leaves_the_spectrums_slope() -> None:
    plain, ringing, muffled = (said(HibariVariant(contrast=contrast)).harmonic[:, 1] for contrast in (1.0, 1.4, 0.6))
    assert ringing.max() > plain.max() > muffled.max()
    assert ringing.mean() == pytest.approx(plain.mean(), abs=0.02)
    np.testing.assert_allclose(ringing[300:], plain[300:], atol=1e-3)


def test_breath_is_noise_beside_the_voice_and_nothing_in_what_is_unvoiced() -> None:
    without, soft, strong = (said(HibariVariant(pitch=0.6, breath=breath), 4000.0) for breath in (None, 0.0, 6.0))
    voiced, unvoiced = slice(1, None, 2), slice(0, None, 2)
    assert (without.noise <= SILENT).all()
    hiss = soft.noise[200, voiced] - (frames_with(4000.0).free[200, voiced] - np.log(2) / 2)
    np.testing.assert_allclose(hiss, 0, atol=1e-4)
    np.testing.assert_allclose(strong.noise[200, voiced] - soft.noise[200, voiced], 6 * np.log(10) / 20, atol=1e-4)
    assert (strong.noise[:, unvoiced] == without.noise[:, unvoiced]).all()
    # Below 2 kHz the voice is louder than its breath.
    low = said(HibariVariant(pitch=0.6, breath=0.0), 500.0)
    assert low.noise[25, 1] < low.harmonic[25, 1] - 3


def test_what_an_older_variant_was_made_without_changes_no_key_of_its_clips() -> None:
    assert list(PLAIN.heard()) == ["pitch", "throat", "melody", "bend", "tilt"]
    assert replace(PLAIN, retired=True, description="a voice").heard() == PLAIN.heard()
    for other in ({"mouth": 1.1}, {"contrast": 0.9}, {"breath": 0.0}, {"tempo": 0.9}):
        assert replace(PLAIN, **other).heard() == {**PLAIN.heard(), **other}  # type: ignore[arg-type]
