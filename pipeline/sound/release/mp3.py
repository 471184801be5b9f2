"""A chapter as an MP3 file: constant bit rate, ID3v2.3 tags, cover."""

from __future__ import annotations

from pathlib import Path

from pipeline.sound.ffmpeg import EncoderOutput
from pipeline.sound.release.cover import cover_options
from pipeline.sound.release.tags import ChapterTags, chapter_metadata

_PLENTY = 96
"""kbit/s a channel from which LAME's fast mode is as good as its slow ones: noise lies 40 dB and more below speech."""


_SCALES = ((160, 0.95), (192, 0.97), (224, 0.98))
"""LAME's presets scale what they are given: up to so many kbit/s by so much (3.100, presets.c, abr_switch_map)."""


def mp3_output(path: Path, tags: ChapterTags, *, bitrate: int, channels: int) -> EncoderOutput:
    """How ffmpeg is to write a chapter's MP3, `bitrate` in kbit/s. The cover, if there is one, is its second input.

    Decoded, it is as loud as the samples that went in.
    """
    quality = "7" if bitrate / channels >= _PLENTY else "4"
    scale = next((scale for most, scale in _SCALES if bitrate <= most), 1.0)
    options = (
        *("-map", "0:a", "-filter:a", f"volume={1 / scale:.6f}:precision=float"),
        *("-c:a", "libmp3lame", "-b:a", f"{bitrate}k", "-compression_level", quality),
        *("-id3v2_version", "3", *chapter_metadata(tags), *cover_options(tags.book, stream=1)),
    )
    return EncoderOutput(path, "mp3", options)
