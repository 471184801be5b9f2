"""When each word of a known text is said: forced alignment by pocketsphinx, with the English model it carries.

`pocketsphinx` must be installed; it is no part of this project. Its frames are 10 ms long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import soxr

from tests.benchmarks.talk.finished_book import Floats

_RATE = 16_000
_FRAME = 0.01
_LETTERS = (
    ("tch", "CH"), ("sch", "SH"), ("ch", "CH"), ("sh", "SH"), ("th", "TH"), ("ph", "F"), ("ck", "K"), ("ng", "NG"),
    ("qu", "K W"), ("ee", "IY"), ("ea", "IY"), ("oo", "UW"), ("ou", "AW"), ("ow", "OW"), ("oa", "OW"), ("ai", "EY"),
    ("ay", "EY"), ("oi", "OY"), ("oy", "OY"), ("au", "AO"), ("er", "ER"), ("ar", "AA R"), ("or", "AO R"), ("a", "AE"),
    ("b", "B"), ("c", "K"), ("d", "D"), ("e", "EH"), ("f", "F"), ("g", "G"), ("h", "HH"), ("i", "IH"), ("j", "JH"),
    ("k", "K"), ("l", "L"), ("m", "M"), ("n", "N"), ("o", "AA"), ("p", "P"), ("q", "K"), ("r", "R"), ("s", "S"),
    ("t", "T"), ("u", "AH"), ("v", "V"), ("w", "W"), ("x", "K S"), ("y", "IY"), ("z", "Z"),
)  # fmt: skip
_PHONES = dict(_LETTERS)
_SPELLED = re.compile("|".join(letters for letters, _ in _LETTERS))


class Aligner:
    """Aligns texts of words in small letters."""

    def __init__(self) -> None:
        import pocketsphinx

        self._decoder: Any = pocketsphinx.Decoder(lm=None, loglevel="FATAL", samprate=_RATE, dither=False, beam=1e-80)

    def starts(self, samples: Floats, rate: int, words: Sequence[str]) -> list[float] | None:
        """Seconds at which each of `words` begins in `samples`; None where they can't be found there."""
        for word in words:
            if self._decoder.lookup_word(word) is None:
                # Roughly as it is spelled: its neighbours, which are known, hold it in its place.
                phones = " ".join(_PHONES[letters] for letters in _SPELLED.findall(word)) or "AH"
                self._decoder.add_word(word, phones, True)
        quiet = np.zeros(_RATE // 10, np.float32)
        sound = np.concatenate([quiet, soxr.resample(samples, rate, _RATE), quiet])
        data = np.clip(np.rint(sound * 32767), -32768, 32767).astype("<i2").tobytes()
        try:
            self._decoder.set_align_text(" ".join(words))
            self._hear(data)
            self._decoder.set_alignment()
            self._hear(data)
            found = [word for word in self._decoder.get_alignment() if word.name not in ("<s>", "</s>", "<sil>")]
        except RuntimeError:
            return None
        if len(found) != len(words):
            return None
        return [word.start * _FRAME - 0.1 for word in found]

    def _hear(self, data: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(data, no_search=False, full_utt=True)
        self._decoder.end_utt()
