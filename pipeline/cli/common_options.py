"""Options that several verbs have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="The production [default: this folder].", show_default=False)]
Jobs = Annotated[
    int | None,
    typer.Option("-j", "--jobs", metavar="NUMBER", min=1, help="Worker processes [default: one a core]."),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but errors and damage.")]
Llm = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        help="Ask a language model about doubtful speakers: an OpenAI-compatible server, also a local one. "
        "It is sent the text around them.",
    ),
]
LlmModel = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", help="Which of the server's models [default: the one it has]."),
]
