"""The lexicon of a production: its lexicon.toml on top of the files that it includes."""

from __future__ import annotations

from pathlib import Path

from pipeline.files import read_text
from script.errors import EditError
from voices.lexicon import FILE, NO_WORDS, Lexicon, parse_lexicon

_DEEPEST = 8
"""Files that include files: beyond that they go in circles."""


def load_lexicon(path: Path) -> Lexicon:
    """How words are said in the production whose lexicon.toml is `path`; nothing special where there is none.

    Included files are found from the file that names them, "~" is the user's folder. Raises `EditError` for a file that
    is wrong or missing, `DiskError`.
    """
    return _load(path, FILE, 0) if path.is_file() else NO_WORDS


def _load(path: Path, name: str, depth: int) -> Lexicon:
    file = parse_lexicon(read_text(path), name)
    wider = NO_WORDS
    for item in file.include:
        other = path.parent / Path(item).expanduser()
        if not other.is_file():
            raise EditError(f"{name}: there is no file {item} to include; correct the path, or take it out of include.")
        if depth >= _DEEPEST:
            raise EditError(f"{name}: {item} includes itself; take one of the two out of include.")
        wider = _load(other, item, depth + 1).over(wider)
    return file.lexicon.over(wider)
