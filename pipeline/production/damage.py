"""What of a production's memory is damaged or gone, and what follows from it: a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.production.opened_production import Opened


def damage_told(opened: Opened, after: Opened | None = None) -> Iterator[str]:
    """`after`: the production as it will be, where it is about to be changed; without it, what can be made again counts
    as made again. Raises `EditError`."""
    production = opened.production
    mended = opened.kept_source is not None if after is None else not after.forgotten
    if opened.book_text is not None and opened.cover_is_damaged:
        yield f"{opened.book.cover} {_what_of_cover(opened, after)}"
    memory = (production.record_file, production.base_file)
    for path in opened.damaged:
        yield f"{production.path_of(path)} is damaged{_what_follows(opened, path, mended=mended)}"
    if opened.forgotten and not any(path in memory for path in opened.damaged):
        gone = [path for path in memory if production.path_of(path) not in opened.texts]
        if gone:
            names = " and ".join(map(production.path_of, gone))
            verb = "is" if len(gone) == 1 else "are"
            yield f"{names} {verb} gone{_what_follows(opened, gone[0], mended=mended)}"
        else:
            yield (
                f"{' and '.join(map(production.path_of, memory))} don't belong together"
                f"{_what_follows(opened, memory[0], mended=mended)}"
            )


def _what_of_cover(opened: Opened, after: Opened | None) -> str:
    mended = after is not None and not after.cover_is_damaged
    if opened.cover_is_another_picture and (after is None or after.cover_sha256 == opened.cover_sha256):
        return "is another picture than the one that was kept there: it is taken as yours."
    if mended:
        return "is damaged: it is taken from the story again."
    return "is damaged. Choose the picture again: --cover FILE."


def _what_follows(opened: Opened, path: Path, *, mended: bool) -> str:
    production = opened.production
    if path == production.outputs_file:
        return (
            ": the finished files that it still tells of are made again; any other in audio/ is taken for somebody "
            "else's."
        )
    if path == production.opinions_file:
        return " and counts as forgotten: a model is asked anew when you ask for it."
    if path == production.auditions_file:
        return " and counts as forgotten: what lies in audition/ is taken for somebody else's."
    if path == production.corrections_file:
        return (
            " and counts as forgotten: what you corrected stays, and what the tagger itself says of those lines is "
            "known again once the story is tagged anew."
        )
    if path == production.parked_file:
        return " and counts as forgotten: the chapters in story/parked are taken as they stand there."
    if mended:
        return ": it is made again from the story, and your script files stay as they are."
    return (
        " and counts as forgotten: your script files stay as they are, and what only the story knows, such as the "
        f"whole title of a chapter, is missing. Give the story again: make-audio STORY -o {production.folder}"
    )
