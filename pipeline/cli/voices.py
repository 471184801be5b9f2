"""`make-audio voices`: the voices there are, for `-v` and voices.toml."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.errors import UsageError
from pipeline.cli.make import Debug


def voices(
    language: Annotated[
        str, typer.Option("--language", help="Voices for this language: en, en-gb, de, …", metavar="LANGUAGE")
    ] = "en",
    engine: Annotated[
        str, typer.Option("--engine", help="pyttsx3; openai: a speech server; system: this computer.")
    ] = "pyttsx3",
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """List the voices by name, with gender, age and what they sound like."""
    from pipeline.cli.summary_view import print_json, print_table, stdout_console
    from pipeline.cli.words import count
    from voices.engines import registry

    if engine not in registry.names():
        raise UsageError(f'There is no engine "{engine}": write one of {", ".join(registry.names())}.')
    wanted = language.lower().replace("_", "-")
    infos = [
        info
        for info in registry.voice_infos(engine)
        if info.language.lower() == wanted or info.language.lower().startswith(wanted + "-")
    ]
    if not infos:
        known = sorted({info.language.lower().partition("-")[0] for info in registry.voice_infos(engine)})
        if not known:
            raise UsageError(f"{engine} has no voices: its server is not known. Set OPENAI_BASE_URL to its address.")
        raise UsageError(f'No voice of {engine} speaks "{language}": it speaks {", ".join(known)}.')
    if json:
        print_json(infos)
        return
    rows = [(info.name, info.language, info.gender or "", info.age or "", info.description) for info in infos]
    print_table(stdout_console(), count(len(rows), "voice"), ("voice", "language", "gender", "age", "sounds"), rows)
