"""`--llm URL --llm-model NAME`: the model that is asked about doubtful lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.cli.exit_codes import UsageError, printable
from script.support.wording import some_of

if TYPE_CHECKING:
    from pipeline.updating.second_opinions import Adviser
    from script.second_opinion.chat_model import ChatModel

_SHOWN = 20
"""Models of a server that a message names."""
_SECONDS = 180.0
"""For one answer: a local server may load the model first, and think without a graphics card."""


def chat_model(url: str | None, name: str | None) -> ChatModel | None:
    """The model that the options mean; None without them. A server that has one model needs no name.

    Raises `UsageError` for an impossible address, and where the model can't be told.
    """
    if url is None:
        if name is not None:
            raise UsageError("--llm-model says which model to ask; also say where: --llm http://localhost:11434/v1")
        return None

    from script.second_opinion.chat_model import KEY_NAMES, ChatModel, model_names
    from script.support.web_server import Server, ServerError, base_url, key_from_environment

    try:
        server = Server(base_url(url), key_from_environment(*KEY_NAMES), _SECONDS)
    except ServerError as error:
        raise UsageError(f"--llm: {error}") from error
    if name is not None:
        if not name.strip() or server.holds_key(name):
            raise UsageError("--llm-model names no model.")
        return ChatModel(server, name.strip())
    try:
        names = model_names(server)
    except ServerError as error:
        raise UsageError(f"--llm-model is missing, and the server can't be asked for it: {error}") from error
    if len(names) == 1:
        return ChatModel(server, names[0])
    if not names:
        raise UsageError(f"--llm-model is missing, and {server.name} doesn't say which models it has.")
    raise UsageError(printable(f"Say which model with --llm-model: {some_of(names, _SHOWN)}."))


def adviser_of(model: ChatModel, on_heard: Callable[[int, int], None]) -> Adviser:
    """Whom a production asks; `on_heard` is told how far it is."""
    from pipeline.updating.second_opinions import Adviser

    return Adviser(model.name, model.server.name, model.answer, on_heard)
