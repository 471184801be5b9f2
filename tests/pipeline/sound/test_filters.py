from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sound.filters import (
    Biquad,
    RecursiveFilter,
    convolve,
    frequency_response,
    high_pass,
    high_shelf,
    impulse_response,
    low_pass,
    low_shelf,
    peaking,
    running_mean,
)

RATE = 44100


@given(st.integers(1, 60000), st.integers(1, 9000), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_block_convolution_is_convolution(frames: int, taps: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    samples = generator.standard_normal(frames).astype(np.float32)
    response = generator.standard_normal(taps).astype(np.float32)
    size = frames + taps - 1
    expected = np.fft.irfft(np.fft.rfft(samples.astype(float), size) * np.fft.rfft(response.astype(float), size), size)
    result = convolve(samples, response)
    assert len(result) == size
    assert np.allclose(result, expected, atol=1e-4 * np.sqrt(taps) * 4)


def recursion(sections: tuple[Biquad, ...], samples: list[float]) -> list[float]:
    """The difference equations of a cascade, sample by sample."""
    for b0, b1, b2, a0, a1, a2 in sections:
        x1 = x2 = y1 = y2 = 0.0
        filtered = []
        for x in samples:
            y = (b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2) / a0
            x1, x2, y1, y2 = x, x1, y, y1
            filtered.append(y)
        samples = filtered
    return samples


@given(st.lists(st.integers(0, 90), min_size=1, max_size=4), st.integers(1, 96), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_a_recursive_filter_gives_what_its_equations_give_however_the_stream_is_cut(
    rows: list[int], width: int, seed: int
) -> None:
    sections = (high_pass(38, RATE, 0.5), peaking(1000, RATE, 4, 0.7))
    samples = np.random.default_rng(seed).standard_normal(sum(rows) * width).astype(np.float32) + np.float32(0.5)
    filter_ = RecursiveFilter(sections, width)
    pieces = np.split(samples, np.cumsum(rows)[:-1] * width)
    result = np.concatenate([filter_(piece).reshape(-1) for piece in pieces])
    assert np.allclose(result, recursion(sections, samples.tolist()), atol=1e-4)


@pytest.mark.parametrize("offset", [0, 8000, 30000])
def test_rumble_is_taken_from_16_bit_samples_beside_an_offset_to_a_fraction_of_a_step(offset: int) -> None:
    sections = (high_pass(26, 48000),)
    samples = (np.random.default_rng(1).standard_normal(64 * 1500) * 30 + offset).round().astype(np.float32)
    result = RecursiveFilter(sections, 64)(samples).reshape(-1)
    assert np.abs(result - recursion(sections, samples.tolist())).max() < 0.1


def decibels(section: tuple[float, float, float, float, float, float], frequency: float) -> float:
    response = impulse_response((section,), 4096)
    tone = np.exp(-2j * np.pi * frequency / RATE * np.arange(4096))
    return float(20 * np.log10(np.abs(np.dot(response, tone))))


def test_filters_do_what_their_names_say() -> None:
    assert decibels(low_pass(1000, RATE), 1000) == pytest.approx(-3, abs=0.1)
    assert decibels(low_pass(1000, RATE), 100) == pytest.approx(0, abs=0.1)
    assert decibels(low_pass(1000, RATE), 4000) < -23
    assert decibels(high_pass(1000, RATE), 1000) == pytest.approx(-3, abs=0.1)
    assert decibels(high_pass(1000, RATE), 250) < -23
    assert decibels(peaking(1000, RATE, 6, 1), 1000) == pytest.approx(6, abs=0.1)
    assert decibels(peaking(1000, RATE, 6, 1), 10000) == pytest.approx(0, abs=0.3)


@given(st.integers(0, 9000), st.integers(3, 900), st.integers(1, 3), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_the_means_of_a_part_are_those_of_the_whole_to_the_last_bit(
    ahead: int, frames: int, width: int, seed: int
) -> None:
    part = np.random.default_rng(seed).uniform(0.5, 1, frames)
    whole = np.concatenate([np.ones(ahead), part])

    assert np.array_equal(running_mean(part, width, before=ahead), running_mean(whole, width)[ahead:])


@pytest.mark.parametrize("gain", [-9.0, 6.0])
def test_a_shelf_lifts_one_side_of_its_frequency_alone(gain: float) -> None:
    for shelf, low, high in ((low_shelf, gain, 0.0), (high_shelf, 0.0, gain)):
        decibels = 20 * np.log10(np.abs(frequency_response((shelf(1000, RATE, gain),), 2206)))
        # Points are 10 Hz apart.
        assert decibels[[10, 100, 1000]] == pytest.approx([low, gain / 2, high], abs=0.3)
