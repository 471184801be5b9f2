"""Measure how loud the voices of an engine speak, as a production would measure it, and write that beside the engine.

    python -m tests.benchmarks.voice_levels ENGINE [VOICE ...]

Without voices all of the engine's are measured that are not yet, or no longer, known. It takes twenty seconds of
speech each, and as much of whispering.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path

from pipeline.voice_level import Timbre, measured_level
from script.model import Delivery
from voices.engines import level, registry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("voices", nargs="*")
    options = parser.parse_args()
    engine = registry.load(options.engine)
    file = Path(level.__file__).parent / level.FOLDER / f"{options.engine}.json"
    table = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    there = {voice.name: voice.language for voice in engine.voices()}
    ways = (None, str(Delivery.WHISPER))
    table = {key: entry for key, entry in table.items() if key.removesuffix(f" {Delivery.WHISPER}") in there}
    for name, delivery in itertools.product(options.voices or there, ways):
        version = engine.version(name, delivery)
        if not options.voices and level.level(options.engine, name, version, delivery) is not None:
            continue
        loudness = measured_level(Timbre(options.engine, version, name, 0.0, there[name], delivery))
        key = level.measured_name(name, delivery)
        table[key] = {"level": round(loudness, 2), "of": level.decisive(version)}
        print(f"{key:32} {loudness:.2f} LUFS", flush=True)
        file.write_text(json.dumps(table, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
