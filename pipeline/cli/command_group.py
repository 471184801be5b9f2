"""`make-audio STORY` without a verb: the command group that reads it as `make-audio make STORY`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from typer.core import TyperGroup

from pipeline.cli.exit_codes import RunInterruptedError, UsageError
from pipeline.cli.memory_limit import check_memory

IMPLICIT = "make"
"""The verb that may be left out."""


def with_verb(args: list[str], verbs: Iterable[str], own_options: Iterable[str]) -> list[str]:
    """`args` with the implicit verb where they name none. `own_options` are the group's own: --version, --help, …

    Raises `UsageError` for a verb that is misspelt: a word like one of `verbs` that is no file or folder here.
    """
    if not args or args[0] in verbs or args[0].partition("=")[0] in own_options:
        return args
    word = args[0]
    meant = get_close_matches(word.lower(), verbs, n=1, cutoff=0.6)
    if meant and not Path(word).exists():
        raise UsageError(f'There is no file or folder "{word}" here. Did you mean the command {meant[0]}?')
    return [IMPLICIT, *args]


class VerbGroup(TyperGroup):
    """A command group whose `IMPLICIT` verb may be left out, and whose help shows both ways and that verb's options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        return super().parse_args(ctx, with_verb(args, self.commands, own))

    def invoke(self, ctx: Any) -> Any:
        check_memory()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            raise RunInterruptedError from stop

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, "STORY [OPTIONS]       make a book of a story")
        formatter.write_usage(ctx.command_path, "FOLDER [OPTIONS]      make it again after an edit", prefix=" " * 7)
        formatter.write_usage(ctx.command_path, "COMMAND ... [OPTIONS]", prefix=" " * 7)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        super().format_options(ctx, formatter)
        make = self.commands[IMPLICIT]
        records = (parameter.get_help_record(ctx) for parameter in make.params)
        with formatter.section("Options for STORY and FOLDER"):
            formatter.write_dl([record for record in records if record])
