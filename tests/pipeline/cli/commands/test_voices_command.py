"""What would be broken: people are offered voices that are out of use, or programs aren't told which those are."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import cast

import pytest
import typer

from pipeline.cli.commands.voices_command import voices

CONTEXT = cast("typer.Context", SimpleNamespace(invoked_subcommand=None))


def test_a_retired_voice_is_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    voices(CONTEXT, language="en", engine="pyttsx3", json=False)
    listed = capsys.readouterr().out
    assert "en-gb+felix" in listed
    assert "en-gb+imogen" not in listed


def test_programs_are_told_what_was_measured_and_who_is_retired(capsys: pytest.CaptureFixture[str]) -> None:
    voices(CONTEXT, language="en", engine="pyttsx3", json=True)
    infos = {info["name"]: info for info in json.loads(capsys.readouterr().out)}
    felix = infos["en-gb+felix"]
    assert (felix["retired"], felix["errors"] < 5, 95 < felix["f0"] < 115) == (False, True, True)
    assert infos["en-gb+imogen"]["retired"]
