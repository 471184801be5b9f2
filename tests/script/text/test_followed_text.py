"""What would be broken: the tagger is told of a correction at other words than the person's."""

from __future__ import annotations

from script.text.followed_text import FollowedText

ANT, BEE, COW = "An ant crept over the wall.", "The bees flew home at dusk.", "Cows chewed. Does drank."


def text_at(chapters: list[list[str]], chapter: int, place: range) -> str:
    return "".join("".join(chapters[chapter]).split())[place.start : place.stop]


def test_characters_are_found_in_place_and_where_their_paragraph_moved() -> None:
    new = [["It rained.", ANT.replace("the", "our")], [COW, BEE]]
    followed = FollowedText([[ANT, BEE], [COW]], new, [0, 1])
    assert [(j, text_at(new, j, place)) for j, place in followed.pieces(0, 2, 10)] == [(0, "antcrept")]
    bees = len("".join(ANT.split()))
    assert [(j, text_at(new, j, place)) for j, place in followed.pieces(0, bees, bees + 7)] == [(1, "Thebees")]


def test_what_is_gone_is_nowhere() -> None:
    assert list(FollowedText([[ANT, BEE]], [[ANT]], [0]).pieces(0, 22, 30)) == []


def test_words_are_found_among_what_is_new_alone_and_whole_and_once() -> None:
    new = [[ANT, "Oh. Does drank. So they did."], [COW]]
    followed = FollowedText([[ANT], [COW]], new, [0, 1])
    found = followed.added("Doesdrank.")
    assert found is not None
    assert text_at(new, *found) == "Doesdrank."
    assert followed.added("oesdrank.") is None
    assert followed.added("Cowschewed.") is None
    assert FollowedText([[ANT]], [[ANT, "So it is. So it is."]], [0]).added("Soitis.") is None
