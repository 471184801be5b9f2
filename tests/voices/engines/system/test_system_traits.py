"""What would be broken: the list of engines, on a system whose own voices can't be used."""

from __future__ import annotations

import sys

import pytest

from voices.engines import registry
from voices.engines.system.system_traits import SYSTEM


@pytest.mark.parametrize(("system", "listed"), [("linux", False), ("win32", True), ("darwin", True)])
def test_the_systems_voices_are_offered_where_they_can_be_used(
    system: str, listed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert (SYSTEM.name in {info.name for info in registry.engine_infos()}) is listed
