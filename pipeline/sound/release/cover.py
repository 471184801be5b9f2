"""The cover inside released files."""

from __future__ import annotations

from pathlib import Path

from pipeline.sound.ffmpeg import EncodeError
from pipeline.sound.release.tags import BookTags

_JPEG = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND"


def check_cover(path: Path) -> str:
    """Its kind, "jpeg" or "png". Raises `EncodeError` that says what is wrong with a picture that can't be a cover."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncodeError(f"The cover {path} can't be read: {error.strerror}. Choose another picture.") from error
    for kind, begin, end in (("jpeg", _JPEG, _JPEG_END), ("png", _PNG, _PNG_END)):
        if data.startswith(begin):
            if end in data:
                return kind
            raise EncodeError(f"The cover {path} was cut short: its end is missing. Choose another picture.")
    raise EncodeError(f"The cover {path} is no JPEG or PNG picture. Convert it, or choose another one.")


def cover_input(book: BookTags) -> tuple[str, ...]:
    """ffmpeg's options for the cover as an input; none without a cover. Raises `EncodeError` as `check_cover` does."""
    if not book.cover:
        return ()
    # The plain readers: ffmpeg's usual one takes % in a path for a pattern. To them a file is 25 pictures a second, and
    # what cameras append behind a JPEG is the second one.
    return ("-f", f"{check_cover(book.cover)}_pipe", "-t", "0.02", "-i", f"file:{book.cover}")


def cover_options(book: BookTags, stream: int) -> tuple[str, ...]:
    """ffmpeg's options that put input number `stream` into an output as its cover, byte for byte."""
    if not book.cover:
        return ()
    return (
        *("-map", f"{stream}:v:0", "-c:v", "copy", "-disposition:v:0", "attached_pic"),
        *("-metadata:s:v:0", "title=Cover", "-metadata:s:v:0", "comment=Cover (front)"),
    )
