"""Measure how loud the voices of an engine speak, as a production would measure it, and write that beside the engine.

    python -m tests.benchmarks.voice_levels ENGINE [VOICE ...]

Without voices all of the engine's are measured that are not yet, or no longer, known. It takes twenty seconds of
speech each.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipeline.voice_level import Timbre, measured_level
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
    table = {name: entry for name, entry in table.items() if name in there}
    for name in options.voices or there:
        version = engine.version(name)
        if not options.voices and level.level(options.engine, name, version) is not None:
            continue
        loudness = measured_level(Timbre(options.engine, version, name, 0.0, there[name]))
        table[name] = {"level": round(loudness, 2), "of": level.decisive(version)}
        print(f"{name:24} {loudness:.2f} LUFS", flush=True)
        file.write_text(json.dumps(table, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
