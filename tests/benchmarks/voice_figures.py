"""Measure how well the voices of an engine are understood and how high they speak, and write that beside the engine.

    python -m tests.benchmarks.voice_figures WHISPER ENGINE [VOICE ...]

WHISPER is the folder of a whisper-base model, see `tests.benchmarks.intelligibility`. Without voices all English ones
are measured whose errors are not yet known, but for those that are hardly ever cast. A minute a voice.

All voices say the same sentences, those of sentences_of_fiction.txt. They are from the stories of this project, without
names and figures, and were taken because espeak's plain voice says them so that the recogniser errs in no word: what it
gets wrong is the voice's own. On sentences that were not chosen so, the plain voice has 12 errors in 100 words.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.production.clip_cache import ClipCache
from tests.benchmarks.fundamental_frequency import median_f0
from tests.benchmarks.intelligibility import RECOGNISER_RATE, error_rate, recordings
from voices.cast.voice_profile import VoiceProfile
from voices.engines import registry
from voices.engines.shipped import known_figures, shipped_data
from voices.engines.speech_engine import VoiceInfo

SENTENCES = Path(__file__).with_name("sentences_of_fiction.txt").read_text("utf-8").splitlines()


def measured(model: Any, profile: VoiceProfile) -> dict[str, float]:
    """A voice's entry in a table of figures."""
    with tempfile.TemporaryDirectory() as folder:
        clips = recordings(profile, SENTENCES, "en", ClipCache(Path(folder)))
    errors = 100 * error_rate(model, clips, SENTENCES)
    f0 = median_f0([(clip, RECOGNISER_RATE) for clip in clips])
    return {"errors": round(errors, 1)} | ({"f0": round(f0)} if f0 is not None else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("whisper", type=Path, help="folder of the recogniser's model")
    parser.add_argument("engine")
    parser.add_argument("voices", nargs="*")
    options = parser.parse_args()

    from faster_whisper import WhisperModel

    model = WhisperModel(str(options.whisper), device="cpu", compute_type="int8", cpu_threads=1)
    file = Path(shipped_data.__file__).parent / known_figures.FOLDER / f"{options.engine}.json"
    table = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    infos = {info.name: info for info in registry.voice_infos(options.engine)}
    for name in options.voices or (name for name, info in infos.items() if _wanted(info, table)):
        key = known_figures.key_of(options.engine, infos[name].name)
        table[key] = measured(model, VoiceProfile(options.engine, name))
        print(f"{name:32} {table[key]['errors']:5.1f} % {table[key]['f0']:4.0f} Hz", flush=True)
        file.parent.mkdir(exist_ok=True)
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in table.items())
        file.write_text(f"{{\n{rows}\n}}\n", "utf-8")


def _wanted(info: VoiceInfo, table: Mapping[str, Any]) -> bool:
    """Whether a voice is one that is cast in English books and that nobody measured."""
    key = known_figures.key_of(info.engine, info.name)
    # What has no key is the plain voice of one of espeak's languages, and different in each.
    offered = info.language.startswith("en") and not info.retired and info.flaw < 1
    return offered and bool(key) and "errors" not in table.get(key, {})


if __name__ == "__main__":
    main()
