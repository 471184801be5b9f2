"""What would be broken: what a person said of a line is lost, or stands where the story says better."""

from __future__ import annotations

import pytest

from script.merging.merged_sheet import merged_label
from script.model import NARRATOR, Kind
from script.script_file.script_sheet import Label

JANE, MARY, TOM = (Label(name, Kind.SPEECH) for name in ("Jane", "Mary", "Tom"))


@pytest.mark.parametrize(
    ("base", "mine", "new", "merged"),
    [
        (JANE, MARY, TOM, MARY),
        (JANE, JANE, TOM, TOM),
        (JANE, Label("Jane", Kind.SPEECH, "sob"), TOM, Label("Tom", Kind.SPEECH, "sob")),
        (JANE, MARY, Label("Jane", Kind.THOUGHT), Label("Mary", Kind.THOUGHT)),
        (JANE, MARY, Label(NARRATOR, Kind.NARRATION), MARY),
        (JANE, Label(NARRATOR, Kind.SILENT), TOM, Label(NARRATOR, Kind.SILENT)),
        (Label(None, Kind.SPEECH, doubtful=True), JANE, Label("Tom", Kind.SPEECH, doubtful=True), JANE),
    ],
)
def test_what_the_person_changed_stays_and_the_rest_is_the_storys(
    base: Label, mine: Label, new: Label, merged: Label
) -> None:
    assert merged_label(base, mine, new) == merged
