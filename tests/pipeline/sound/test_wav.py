from __future__ import annotations

import io
import wave
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sound.wav import HEADER, ClipError, check_wav, clip_to_wav, wav_to_clip
from voices.engines.speech_engine import Clip, WordTiming

KEY = "ab" * 32
numbers = st.integers(0, 10**6)
clips = st.builds(
    lambda values, rate, words: Clip(np.array(values, np.float32) / np.float32(32768), rate, tuple(words)),
    st.lists(st.integers(-32768, 32767), max_size=200),
    st.sampled_from([8000, 22050, 24000, 44100]),
    st.lists(st.builds(WordTiming, numbers, numbers, numbers), max_size=5),
)


@given(clips)
@settings(max_examples=100, deadline=None)
def test_a_16_bit_clip_comes_back_exactly_with_its_word_timings(clip: Clip) -> None:
    back = wav_to_clip(clip_to_wav(clip, KEY), KEY)
    assert np.array_equal(back.samples, clip.samples)
    assert (back.rate, back.words) == (clip.rate, clip.words)


@given(clips)
@settings(max_examples=50, deadline=None)
def test_any_player_reads_the_same_samples(clip: Clip) -> None:
    with wave.open(io.BytesIO(clip_to_wav(clip, KEY))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, clip.rate)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert np.array_equal(samples, np.rint(clip.samples * 32768).astype(np.int16))


def test_samples_beyond_full_scale_are_clipped_not_wrapped() -> None:
    back = wav_to_clip(clip_to_wav(Clip(np.array([1.5, -1.5], np.float32), 22050), KEY), KEY)
    assert back.samples[0] > 0.99
    assert back.samples[1] == -1


def test_a_file_cut_short_anywhere_is_never_taken_for_a_clip() -> None:
    data = clip_to_wav(Clip(np.full(50, 0.25, np.float32), 22050, (WordTiming(0, 3, 7),)), KEY)
    for length in range(len(data)):
        with pytest.raises(ClipError):
            check_wav(data[:length], KEY)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_a_byte_that_changed_anywhere_is_noticed(data: st.DataObject) -> None:
    wav = bytearray(clip_to_wav(Clip(np.full(50, 0.25, np.float32), 22050, (WordTiming(0, 3, 7),)), KEY))
    wav[data.draw(st.integers(0, len(wav) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ClipError):
        check_wav(bytes(wav), KEY)


def test_stereo_and_other_sample_widths_are_refused() -> None:
    for channels, width in ((2, 2), (1, 1), (1, 3)):
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setparams((channels, width, 22050, 0, "NONE", ""))
            file.writeframes(b"\0" * 12)
        with pytest.raises(ClipError, match="mono with 16 bits"):
            check_wav(buffer.getvalue(), KEY)


@pytest.mark.parametrize("words", ["[[0,3,17]", '[[0,3,""]]', "[[0,3,1.]]", "[[0,3,.5]]", "[[-1,3,7]]", "[[0,3]]", "5"])
def test_damaged_word_timings_are_told(words: str) -> None:
    data = clip_to_wav(Clip(np.zeros(4, np.float32), 22050, (WordTiming(0, 3, 17),)), KEY)
    body = data[HEADER:].replace(b"[[0,3,17]]", words.ljust(10).encode())
    with pytest.raises(ClipError, match="word timings"):
        wav_to_clip(data[: HEADER - 4] + zlib.crc32(body).to_bytes(4, "little") + body, KEY)
