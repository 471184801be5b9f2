"""The `make-audio` command: its verbs, one file each, and how it ends.

Heavy modules are imported by the verb that needs them, inside its function: `--help` imports none.
"""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from pipeline.cli.command_group import VerbGroup
from pipeline.cli.commands import (
    audition_command,
    cache_command,
    check_command,
    lexicon_command,
    make_command,
    preview_command,
    retag_command,
    script_command,
    voices_command,
)
from pipeline.cli.display.screen import screens
from pipeline.cli.exit_codes import ExitCode, report

_EXIT_CODES = "Exit codes: " + "; ".join(f"{code.value} {code.meaning}" for code in ExitCode) + "."
_DEBUG = "--debug, with any command, shows the whole traceback of an error."

app = typer.Typer(
    cls=VerbGroup,
    epilog=f"{_DEBUG}\n\n{_EXIT_CODES}",
    rich_markup_mode=None,  # importing rich for the help page alone would double its time
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("make")(make_command.make)
app.command("preview")(preview_command.preview)
app.command("audition")(audition_command.audition)
app.command("check")(check_command.check)
app.command("retag")(retag_command.retag)
app.command("script")(script_command.script)
app.add_typer(voices_command.app, name="voices")
app.command("cache")(cache_command.cache)
app.add_typer(lexicon_command.app, name="lexicon")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"make-audio {version('make-audio')}")
        raise typer.Exit


@app.callback()
def _make_audio(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Turn a story into an audio drama: every line in the voice of the one who says it."""


def _without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """The arguments without --debug, which any verb takes, and whether it was there. An error may come before any verb
    is called."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [argument for argument in arguments[:end] if argument != "--debug"]
    return kept + arguments[end:], len(kept) < end


def _run(arguments: list[str]) -> int | str | None:
    """Runs a command; gives its exit status."""
    try:
        app(arguments)
    except SystemExit as ended:
        return ended.code
    return ExitCode.DONE


def main() -> None:
    """Run the command line of this process and exit."""
    # A plain kill ends a run as Ctrl-C does: the workers with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    arguments, debug = _without_debug(sys.argv[1:])
    with screens() as results:
        try:
            code = _run(arguments)
            results.check()
        except (Exception, KeyboardInterrupt) as error:
            code = report(error, debug=debug)
    sys.exit(code)
