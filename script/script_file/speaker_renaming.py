"""Script files whose speakers have other names."""

from __future__ import annotations

from collections.abc import Mapping

from script.script_file.cue_syntax import with_said_names
from script.script_file.line_syntax import with_name
from script.script_file.script_parser import read_sheet


def rename_speakers(text: str, names: Mapping[str, str], name: str) -> str:
    """The script file with speakers under other names (old → new), in its tags and cues: nothing else is changed.

    `name` is the file's, for messages. Raises `EditError` ("NAME:LINE: …").
    """
    sheet, _ = read_sheet(text, name)
    lines = text.split("\n")
    for span in sheet.spans:
        new = names.get(span.label.speaker or "")
        if new is not None:
            lines[span.number - 1] = with_name(lines[span.number - 1], new)
    said = any(mark.speaker in names for mark in sheet.marks)
    return with_said_names("\n".join(lines), names) if said else "\n".join(lines)
