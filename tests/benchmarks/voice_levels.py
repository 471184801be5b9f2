"""Measure how loud the voices of an engine speak, as a production would measure it, and write that beside the engine.

    python -m tests.benchmarks.voice_levels ENGINE [VOICE ...]

Without voices all of the engine's are measured that are not yet, or no longer, known. It takes twenty seconds of
speech each, and as much of whispering, at each pitch that an automatic cast gives it and that changes how loud it is.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipeline.rendering.clips.voice_measuring import measured_level
from pipeline.rendering.planning.voice_gains import Timbre
from script.model import Delivery
from voices.casting import PITCHES
from voices.engines import registry
from voices.engines.shipped import known_levels
from voices.engines.shipped.shipped_data import measured_name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("voices", nargs="*")
    options = parser.parse_args()
    engine = registry.load(options.engine)
    file = Path(known_levels.__file__).parent / known_levels.FOLDER / f"{options.engine}.json"
    table = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    there = {voice.name: voice for voice in engine.voices()}
    ways = [
        (voice, pitch, delivery)
        for name, voice in there.items()
        for pitch in PITCHES
        for delivery in (None, str(Delivery.WHISPER))
        if pitch == 0 or (pitch <= voice.clear_to and not engine.traits.level_holds(pitch))
    ]
    keys = {measured_name(voice.name, pitch, delivery) for voice, pitch, delivery in ways}
    table = {key: entry for key, entry in table.items() if key in keys}
    for voice, pitch, delivery in ways:
        name, version = voice.name, engine.version(voice.name, delivery)
        if options.voices and name not in options.voices:
            continue
        known = known_levels.level(options.engine, name, version, pitch=pitch, delivery=delivery)
        if not options.voices and known is not None:
            continue
        loudness = measured_level(Timbre(options.engine, version, name, pitch, voice.language, delivery))
        key = measured_name(name, pitch, delivery)
        table[key] = {"level": round(loudness, 2), "of": known_levels.decisive(version)}
        print(f"{key:32} {loudness:.2f} LUFS", flush=True)
        file.write_text(json.dumps(table, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
