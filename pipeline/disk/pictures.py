"""What a picture is, as far as covers need it: JPEG and PNG, by their first bytes and by whether they are whole."""

from __future__ import annotations

import zlib

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
_AFTER_IT = 64 << 10
"""Bytes that programs leave behind the end of a JPEG, at most."""


def picture_suffix(data: bytes) -> str | None:
    """What the file of a picture ends with; None if it is none that we know."""
    return ".jpg" if data.startswith(_JPEG) else ".png" if data.startswith(_PNG) else None


def is_whole_picture(data: bytes) -> bool:
    """Whether a picture has its end, and, in a PNG, the sums that it says. A changed byte within a JPEG isn't seen."""
    if data.startswith(_PNG):
        return _is_whole_png(data)
    return data.startswith(_JPEG) and _JPEG_END in data[-_AFTER_IT:]


def _is_whole_png(data: bytes) -> bool:
    """PNG (Third Edition), 5.3: chunks of length, kind, data, CRC-32; the last is IEND."""
    at = len(_PNG)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if int.from_bytes(data[end : end + 4], "big") != zlib.crc32(data[at + 4 : end]) or end + 4 > len(data):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end + 4
    return False
