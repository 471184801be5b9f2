"""The cover inside released files."""

from __future__ import annotations

from pipeline.ffmpeg import EncodeError
from pipeline.release.tags import BookTags, picture_kind


def cover_input(book: BookTags) -> tuple[str, ...]:
    """ffmpeg's options for the cover as an input; none without a cover. Raises `EncodeError` for what is no picture."""
    if not book.cover:
        return ()
    try:
        with book.cover.open("rb") as file:
            kind = picture_kind(file.read(16))
    except OSError as error:
        raise EncodeError(f"The cover {book.cover} can't be read ({error.strerror}).") from error
    if not kind:
        raise EncodeError(f"The cover {book.cover} is no JPEG or PNG picture. Convert it, or choose another one.")
    # The plain readers: ffmpeg's usual one for pictures takes % in a path for a pattern.
    return ("-f", f"{kind}_pipe", "-i", f"file:{book.cover}")


def cover_options(book: BookTags, stream: int) -> tuple[str, ...]:
    """ffmpeg's options that put input number `stream` into an output as its cover, byte for byte."""
    if not book.cover:
        return ()
    return (
        *("-map", f"{stream}:v:0", "-c:v", "copy", "-disposition:v:0", "attached_pic"),
        *("-metadata:s:v:0", "title=Cover", "-metadata:s:v:0", "comment=Cover (front)"),
    )
