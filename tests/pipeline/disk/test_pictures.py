"""What would be broken: a person's picture is taken for damage and replaced, or a damaged one for a person's."""

from __future__ import annotations

import pytest

from pipeline.disk.pictures import is_whole_picture, picture_suffix
from tests.stories.build_epub import png

PNG = png(8, 8)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100) + b"\xff\xd9"


@pytest.mark.parametrize("picture", [PNG, PNG + b"more", JPEG, JPEG + b"a program's own"])
def test_a_picture_with_its_end_is_whole(picture: bytes) -> None:
    assert is_whole_picture(picture)


@pytest.mark.parametrize("cut", [0, 4, 9, 20, len(PNG) - 13, len(PNG) - 1])
def test_a_picture_that_breaks_off_is_not(cut: int) -> None:
    assert not is_whole_picture(PNG[:cut])
    assert not is_whole_picture(JPEG[: min(cut, len(JPEG) - 2)])


@pytest.mark.parametrize("at", range(len(PNG)))
def test_no_changed_byte_of_a_png_goes_unseen(at: int) -> None:
    assert not is_whole_picture(PNG[:at] + bytes([PNG[at] ^ 1]) + PNG[at + 1 :])


def test_what_is_no_picture_has_no_ending() -> None:
    assert [picture_suffix(data) for data in (PNG, JPEG, b"GIF89a", b"")] == [".png", ".jpg", None, None]
