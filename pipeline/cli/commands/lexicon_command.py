"""`make-audio lexicon`: words from and to other programs' lexicons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common_options import Folder

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Take words from a PLS lexicon or an EPUB into a production's lexicon.toml, or write them as PLS.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.command("import")
def import_words(
    file: Annotated[Path, typer.Argument(help="A PLS lexicon (.pls, .xml), or an EPUB that brings pronunciations.")],
    folder: Folder = Path(),
) -> None:
    """Add the words of FILE that lexicon.toml doesn't have yet."""
    from pipeline.cli.display.formatting import count, place
    from pipeline.production.lexicon_files import import_lexicon
    from pipeline.production.production import open_production

    production = open_production(folder)
    with production.locked():
        added, found = import_lexicon(production.lexicon_file, file)
    known = f"; {count(found - added, 'word')} it had already" if found > added else ""
    print(f"{place(production.lexicon_file)}: {count(added, 'word')} added{known}.")


@app.command("export")
def export_words(
    file: Annotated[Path, typer.Argument(help="The PLS file to write.")],
    folder: Folder = Path(),
) -> None:
    """Write the words that hold for the whole book, those of included lexicons and of the book itself too, as a W3C PLS
    lexicon."""
    from pipeline.cli.display.formatting import count, place
    from pipeline.disk.files import write_file
    from pipeline.production.opened_production import read_production
    from script.support.errors import EditError
    from voices.lexicon.pls import format_pls

    opened = read_production(folder)
    if file.exists() and b"<lexicon" not in file.read_bytes():
        raise EditError(f"{place(file)} is there and is no PLS lexicon: give the name of a new file.")
    write_file(file, format_pls(opened.lexicon.words, opened.book.language))
    print(f"{place(file)}: {count(len(opened.lexicon.words), 'word')}.")
