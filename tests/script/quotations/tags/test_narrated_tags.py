"""Whether narration goes on with a tag: misjudged, a citation is spoken, or somebody's words are read out."""

from __future__ import annotations

import pytest

from script.quotations.tags.narrated_tags import tag_follows


@pytest.mark.parametrize("after", [" said he.", ", Anna quietly said.", "— whispered Tom", " the old man asked"])
def test_a_tag_is_seen_whatever_its_order(after: str) -> None:
    assert tag_follows(after)


@pytest.mark.parametrize("after", [" as he said", " was on the wall.", ". Anna said so.", "", " which said much"])
def test_what_is_said_elsewhere_is_no_tag(after: str) -> None:
    assert not tag_follows(after)
