"""What would be broken: a clip of another voice or text played, a torn clip used, a cache that can't be emptied."""

import os
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.disk.files import LITTER
from pipeline.production.clip_cache import CacheUse, ClipCache, clip_key
from pipeline.sound.wav import clip_to_wav
from voices.engines.speech_engine import Clip, Utterance, WordTiming

UTTERANCE = Utterance("Hello there.", "en-gb+arthur", 1.0, 0.0, None, "en")


def wav(frames: int, key: str = "ab" * 32) -> bytes:
    return clip_to_wav(Clip(np.full(frames, 0.5, np.float32), 22050), key)


def test_everything_that_shapes_a_clip_is_in_its_key() -> None:
    other = {
        "text": "Hello.",
        "voice": "en",
        "rate": 1.1,
        "pitch": 1.0,
        "delivery": "whisper",
        "language": "de",
        "phonemes": ((0, 5, "həˈləʊ"),),
        "stress": ((0, 5),),
        "melody": 0.5,
        "before": ("Well,",),
        "after": ("he said.",),
        "tags": ((0, 5),),
    }
    assert set(other) == {f.name for f in fields(Utterance)}
    keys = {clip_key("pyttsx3", "1", replace(UTTERANCE, **{name: value})) for name, value in other.items()}  # type: ignore[arg-type]
    keys |= {
        clip_key("pyttsx3", "1", UTTERANCE),
        clip_key("pyttsx3", "2", UTTERANCE),
        clip_key("system", "1", UTTERANCE),
    }
    assert len(keys) == len(other) + 3


def test_the_key_is_the_same_in_every_process_and_release() -> None:
    assert clip_key("pyttsx3", "1", UTTERANCE) == "54e2eb3b1fb7e91122076e51ae4a57f8b4dd55c0540803220dab9c8363b5ab5a"


def test_a_clip_is_found_again(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path / "clips")
    key = clip_key("pyttsx3", "1", UTTERANCE)
    assert not cache.has(key)
    cache.put(key, wav(100))
    assert cache.has(key)
    assert cache.path(key).read_bytes() == wav(100)


@pytest.mark.parametrize("damage", [wav(100)[:-1], wav(100) + b"\0", b"", b"RIFF", bytes(300)])
def test_a_damaged_clip_is_not_used(tmp_path: Path, damage: bytes) -> None:
    cache = ClipCache(tmp_path)
    cache.put("ab" * 32, wav(100))
    cache.path("ab" * 32).write_bytes(damage)
    assert not cache.has("ab" * 32)


def test_a_clip_that_a_power_cut_filled_with_zeros_is_noticed_and_can_be_removed(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    key = "ab" * 32
    cache.put(key, wav(4000))
    assert cache.is_whole(key)
    whole = wav(4000)
    cache.path(key).write_bytes(whole[:1024] + bytes(2048) + whole[3072:])
    assert cache.has(key)
    assert not cache.is_whole(key)
    cache.remove(key)
    assert not cache.has(key)
    assert not cache.is_whole(key)
    cache.remove(key)


def test_a_clip_with_nonsense_for_the_times_of_its_words_is_noticed(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    words = (WordTiming(0, 3, "late"),)  # type: ignore[arg-type]
    cache.put("ab" * 32, clip_to_wav(Clip(np.zeros(100, np.float32), 22050, words), "ab" * 32))
    assert not cache.is_whole("ab" * 32)


def test_a_clip_under_another_ones_name_is_noticed_and_one_of_before_is_taken(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.put("cd" * 32, wav(100, "ab" * 32))
    assert not cache.is_whole("cd" * 32)
    before = wav(100, key="")
    cache.put("ef" * 32, before)
    assert cache.has("ef" * 32)
    assert cache.is_whole("ef" * 32)


def test_pruning_removes_the_unused_oldest_first_and_says_how_much(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    keys = [f"{i:02x}" * 32 for i in range(4)]
    for i, key in enumerate(keys):
        cache.put(key, wav(100))
        os.utime(cache.path(key), (i, i))
    size = len(wav(100))
    assert cache.use() == CacheUse(4, 4 * size)
    assert cache.prune(keep=[keys[0]], max_bytes=3 * size) == CacheUse(1, size)
    assert [cache.has(key) for key in keys] == [True, False, True, True]
    assert cache.prune(keep=[keys[0]]) == CacheUse(2, 2 * size)
    assert cache.prune() == CacheUse(1, size)
    assert cache.use() == CacheUse(0, 0)


def test_litter_of_a_killed_run_is_swept_and_clips_stay(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.put("ab" * 32, wav(10))
    litter = cache.path("ab" * 32).with_name(f".x{LITTER}")
    litter.write_bytes(b"RI")
    cache.clean_litter()
    assert not litter.exists()
    assert cache.has("ab" * 32)
