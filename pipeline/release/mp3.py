"""A chapter as an MP3 file: constant bit rate, ID3v2.3 tags, cover."""

from __future__ import annotations

from pathlib import Path

from pipeline.ffmpeg import Output
from pipeline.release.cover import cover_options
from pipeline.release.tags import ChapterTags, chapter_metadata

_PLENTY = 96
"""kbit/s a channel from which LAME's fast mode is as good as its slow ones: noise lies 40 dB and more below speech."""


def mp3_output(path: Path, tags: ChapterTags, *, bitrate: int, channels: int) -> Output:
    """How ffmpeg is to write a chapter's MP3, `bitrate` in kbit/s. The cover, if there is one, is its second input."""
    quality = "7" if bitrate / channels >= _PLENTY else "4"
    options = (
        *("-map", "0:a", "-c:a", "libmp3lame", "-b:a", f"{bitrate}k", "-compression_level", quality),
        *("-id3v2_version", "3", *chapter_metadata(tags), *cover_options(tags.book, stream=1)),
    )
    return Output(path, "mp3", options)
